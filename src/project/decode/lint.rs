//! Decodes `lint:`: levels of rules.

use crate::problem::catalogue::{rule, rules};
use crate::problem::levels::{Levels, SETTINGS};
use crate::project::decode::MEANING;
use crate::yaml::decode::{Decoder, FORMAT, Fields};

/// Takes what rules are set to.
pub(super) fn levels(decoder: &mut Decoder<'_>, fields: &Fields<'_>) -> Levels {
    let mut levels = Levels::default();
    for (key, node) in fields.distinct() {
        let id = key.as_text().unwrap_or_default();
        let Some(rule) = rule(id).filter(|rule| rule.id == id) else {
            decoder.error(FORMAT, &key.span, format!("unknown rule \"{id}\""));
            if !decoder.perhaps_you_mean(id, rules().map(|rule| rule.id)) {
                decoder.help("karat lint --explain lists all rules");
            }
            continue;
        };
        let Some(setting) = decoder.word(node, "level", &SETTINGS) else { continue };
        if rule.is_binding {
            decoder.error(
                MEANING,
                &key.span,
                format!("{id} cannot be set: what it finds keeps a file from being used"),
            );
            decoder.help(format!("remove it; karat lint --explain {id} tells more"));
            continue;
        }
        levels.set(rule.id, setting);
    }
    levels
}
