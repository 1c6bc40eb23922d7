//! Words for weapons, targets and the scale of attacks.

use std::ops::Range;

use crate::extract::rules::reading::Reading;

/// Words for weapons, and the word for their kind.
pub(super) const WEAPONS: [(&str, Option<&str>, &str); 17] = [
    ("artillerie", None, "artillery"),
    ("artillery", None, "artillery"),
    ("obus", None, "artillery"),
    ("drone", None, "drones"),
    ("drones", None, "drones"),
    ("mortier", None, "mortars"),
    ("mortiers", None, "mortars"),
    ("mortar", None, "mortars"),
    ("mortars", None, "mortars"),
    ("missile", None, "missiles"),
    ("missiles", None, "missiles"),
    ("gros", Some("calibre"), "heavy-weapons"),
    ("armes", Some("lourdes"), "heavy-weapons"),
    ("heavy", Some("weapons"), "heavy-weapons"),
    ("armes", Some("legeres"), "small-arms"),
    ("small", Some("arms"), "small-arms"),
    ("large", Some("calibre"), "heavy-weapons"),
];

/// Words for targets, and the word for their kind.
pub(super) const TARGETS: [(&str, Option<&str>, &str); 19] = [
    ("villages", None, "settlements"),
    ("village", None, "settlements"),
    ("villes", None, "settlements"),
    ("localites", None, "settlements"),
    ("habitations", None, "settlements"),
    ("towns", None, "settlements"),
    ("settlements", None, "settlements"),
    ("civils", None, "civilians"),
    ("civilians", None, "civilians"),
    ("population", Some("civile"), "civilians"),
    ("infrastructures", Some("civiles"), "civilian-infrastructure"),
    ("infrastructure", Some("civile"), "civilian-infrastructure"),
    ("civilian", Some("infrastructure"), "civilian-infrastructure"),
    ("infrastructures", Some("militaires"), "military-infrastructure"),
    ("military", Some("infrastructure"), "military-infrastructure"),
    ("positions", None, "military-positions"),
    ("postes", Some("militaires"), "military-positions"),
    ("military", Some("positions"), "military-positions"),
    ("military", Some("posts"), "military-positions"),
];

/// Returns the kinds that words of a clause name.
pub(super) fn named(
    reading: &Reading<'_>,
    words: &Range<usize>,
    table: &[(&str, Option<&str>, &'static str)],
) -> Vec<&'static str> {
    let is_here = |index: usize, (first, second, _): &(&str, Option<&str>, &str)| {
        *first == reading.tokens.word(index)
            && second.is_none_or(|second| second == reading.tokens.word(index + 1))
    };
    let found =
        words.clone().filter_map(|index| table.iter().find(|row| is_here(index, row)).map(|row| row.2));
    found.collect()
}

/// Returns whether a clause calls the attack small or large.
pub(super) fn scale(reading: &Reading<'_>, words: &Range<usize>) -> Option<&'static str> {
    words.clone().find_map(|index| match (reading.tokens.word(index), reading.tokens.word(index + 1)) {
        ("grande" | "large" | "vaste", "echelle" | "scale" | "offensive") => Some("large"),
        ("petite" | "small", "echelle" | "scale") => Some("small"),
        (_, _) => None,
    })
}
