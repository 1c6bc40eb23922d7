//! Decodes `lint:`: levels of rules.

use crate::problem::Level;
use crate::problem::catalogue::{CHAPTERS, rule, rules};
use crate::problem::levels::{Levels, Setting};
use crate::project::decode::MEANING;
use crate::yaml::decode::{Decoder, FORMAT, Fields};
use crate::yaml::shape::{Field, Shape, Word, terms};

/// What a rule may be set to.
const SETTINGS: [Word<Setting>; 4] = [
    Word::new("off", "what it finds is not shown", Setting::Off),
    Word::new("warn", "what it finds is a warning", Setting::At(Level::Warning)),
    Word::new("warning", "the same as warn", Setting::At(Level::Warning)),
    Word::new("error", "what it finds is an error", Setting::At(Level::Error)),
];

const LEVEL: Shape = Shape::Word { noun: "level", words: &terms(&SETTINGS) };

/// The key that stands for all remarks, whatever their rule.
const REMARKS: &str = "info";

/// What remarks may be set to.
const REMARK_SETTINGS: [Word<()>; 1] =
    [Word::new("off", "remarks are not shown; errors and warnings are", ())];

const REMARK_LEVEL: Shape = Shape::Word { noun: "level", words: &terms(&REMARK_SETTINGS) };

/// The rules that can be set, and all remarks.
pub(super) const FIELDS: [Field; n_free() + 1] = free();

const fn n_free() -> usize {
    let (mut n_free, mut chapter) = (0, 0);
    while chapter < CHAPTERS.len() {
        let mut index = 0;
        while index < CHAPTERS[chapter].rules.len() {
            n_free += !CHAPTERS[chapter].rules[index].is_binding as usize;
            index += 1;
        }
        chapter += 1;
    }
    n_free
}

const fn free() -> [Field; n_free() + 1] {
    let mut fields = [Field::optional(REMARKS, REMARK_LEVEL, "all remarks"); n_free() + 1];
    let (mut n_free, mut chapter) = (0, 0);
    while chapter < CHAPTERS.len() {
        let mut index = 0;
        while index < CHAPTERS[chapter].rules.len() {
            let rule = &CHAPTERS[chapter].rules[index];
            if !rule.is_binding {
                fields[n_free] = Field::optional(rule.id, LEVEL, rule.title);
                n_free += 1;
            }
            index += 1;
        }
        chapter += 1;
    }
    fields
}

/// Takes what rules are set to.
pub(super) fn levels(decoder: &mut Decoder<'_>, fields: &Fields<'_>) -> Levels {
    let mut levels = Levels::default();
    for (key, node) in fields.distinct() {
        let id = key.as_text().unwrap_or_default();
        if id == REMARKS {
            if decoder.word_of(node, "level", &REMARK_SETTINGS).is_some() {
                levels.silence_remarks();
            }
            continue;
        }
        let Some(rule) = rule(id).filter(|rule| rule.id == id) else {
            decoder.error(FORMAT, &key.span, format!("unknown rule \"{id}\""));
            if !decoder.perhaps_you_mean(id, rules().map(|rule| rule.id)) {
                decoder.help("karat lint --explain lists all rules");
            }
            continue;
        };
        let Some(setting) = decoder.word_of(node, "level", &SETTINGS) else { continue };
        if rule.is_binding {
            let message = format!("{id} cannot be set: what it finds keeps a file from being used");
            decoder.error(MEANING, &key.span, message);
            decoder.help(format!("remove it; karat lint --explain {id} tells more"));
            continue;
        }
        levels.set(rule.id, setting);
    }
    levels
}
