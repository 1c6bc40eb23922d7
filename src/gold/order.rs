//! The one order of the fields of gold: that of the tables which the decoder reads them by.

use crate::gold::{article_part, decode, distractor_part, fact_part};
use crate::yaml::shape::name_table;

/// The fields of a gold file.
pub(super) static ROOT: [&str; 11] = name_table(&decode::FIELDS);
/// The fields of `article:`.
pub(super) static ARTICLE: [&str; 5] = name_table(&article_part::ARTICLE);
/// The fields of a fact besides its type.
pub(super) static FACT: [&str; 13] = name_table(&fact_part::FIELDS);
/// The fields of a distractor besides its type.
pub(super) static DISTRACTOR: [&str; 9] = name_table(&distractor_part::FIELDS);

/// The field behind which the type of a label stands.
const BEFORE_TYPE: &str = "same_as";

/// Returns the place of a field; unknown ones come last.
pub(super) fn rank(order: &[&str], name: &str) -> usize {
    order.iter().position(|known| *known == name).unwrap_or(order.len())
}

/// Returns the place of a field of a label, among those of `order`; whatever is none of them is taken for the type.
pub(super) fn label_rank(order: &[&str], name: &str) -> usize {
    let before_type = rank(order, BEFORE_TYPE);
    match order.iter().position(|known| *known == name) {
        Some(position) if position <= before_type => position,
        Some(position) => position + 1,
        None => before_type + 1,
    }
}

/// Returns the fields of the labels of a section, `facts` or `distractors`, besides their type.
pub(super) fn of_section(section: &str) -> &'static [&'static str] {
    if section == "distractors" { &DISTRACTOR } else { &FACT }
}

/// Says whether the key of a label is its type: no label of either section has a field of this name.
pub(super) fn is_type(name: &str) -> bool {
    !FACT.contains(&name) && !DISTRACTOR.contains(&name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_stand_before_the_type_and_what_is_said_of_it_behind() {
        let mut names = vec!["note", "quote", "attack", "said_by", "same_as", "optional"];
        names.sort_by_key(|name| label_rank(&FACT, name));
        assert_eq!(names, ["optional", "same_as", "attack", "said_by", "quote", "note"]);
    }
}
