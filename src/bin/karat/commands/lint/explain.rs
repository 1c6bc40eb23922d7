//! `karat lint --explain`: the page of a rule, or the list of all.

use karat::problem::catalogue::page::{PAGE_WIDTH, page, summary};
use karat::problem::catalogue::{rule, rules};
use karat::text::likeness::suggest;

use crate::exit::Exit;
use crate::output::{complain, print, width};

/// Prints the page of a rule; of all rules, the list.
pub(crate) fn explain(id: Option<&str>) -> Exit {
    let Some(id) = id else {
        print(&summary());
        return Exit::Success;
    };
    if let Some(rule) = rule(id) {
        print(&page(rule, width().map_or(PAGE_WIDTH, usize::from).min(PAGE_WIDTH)));
        return Exit::Success;
    }
    let help = match suggest(id, rules().map(|rule| rule.id)) {
        Some(known) => format!("did you mean {known}?"),
        None => "karat lint --explain lists all rules".to_owned(),
    };
    complain(&format!("karat: lint has no rule \"{id}\"\nhelp: {help}\n"));
    Exit::Invalid
}
