//! The two sides of what is told: "entre X et Y".

use std::collections::BTreeMap;
use std::ops::Range;

use crate::extract::rules::phrase::group_after;
use crate::extract::rules::reading::Reading;
use crate::value::Entity;

/// How many words may stand between "entre" and the first side: "entre les deux voisins, X et Y".
const WORDS_BETWEEN_MAX: usize = 4;

/// Returns the sides that "entre" or "opposer" names in a span; empty if there are none.
pub(super) fn parties_between(reading: &Reading<'_>, span: &Range<usize>) -> Vec<Entity> {
    let between = reading.tokens_in(span).find_map(|index| sides_at(reading, index));
    between.unwrap_or_default()
}

/// Returns the pair of sides that an article names most often, if it names one more often than any other.
pub(super) fn usual_sides(reading: &Reading<'_>) -> Vec<Entity> {
    let mut pairs: BTreeMap<Vec<Entity>, usize> = BTreeMap::new();
    for index in 0..reading.tokens.len() {
        let Some(mut sides) = sides_at(reading, index).filter(|sides| sides.len() == 2) else { continue };
        sides.sort();
        *pairs.entry(sides).or_insert(0) += 1;
    }
    let most = pairs.values().copied().max().unwrap_or(0);
    let mut best = pairs.into_iter().filter(|(_, times)| *times == most);
    match (best.next(), best.next()) {
        (Some((sides, _)), None) => sides,
        (Some(_) | None, _) => Vec::new(),
    }
}

/// Returns the sides behind "entre", "between", or "a opposé X à Y".
fn sides_at(reading: &Reading<'_>, index: usize) -> Option<Vec<Entity>> {
    if !matches!(reading.tokens.word(index), "entre" | "between" | "oppose" | "opposant") {
        return None;
    }
    let is_pair = |entities: &Vec<Entity>| {
        let is_side = |entity: &Entity| !matches!(reading.kind(entity), Some("place" | "person"));
        entities.len() >= 2 && entities.iter().all(is_side)
    };
    let first = index + 1;
    if let Some(group) = group_after(reading, first) {
        let entities = match reading.tokens.word(group.after) {
            "a" | "au" | "aux" if group.entities.len() == 1 => {
                let other = group_after(reading, group.after + 1);
                group.entities.into_iter().chain(other.into_iter().flat_map(|other| other.entities)).collect()
            }
            _ => group.entities,
        };
        return Some(entities).filter(is_pair);
    }
    let is_introduction = |index: usize| {
        matches!(
            reading.tokens.word(index),
            "les"
                | "deux"
                | "voisins"
                | "pays"
                | "rivaux"
                | "parties"
                | "the"
                | "two"
                | "neighbours"
                | "neighbors"
                | "countries"
                | "son"
                | "sa"
                | "rivals"
                | "republiques"
                | "voisines"
                | "camps"
        )
    };
    let start = (first..first + WORDS_BETWEEN_MAX).find(|index| !is_introduction(*index))?;
    let is_led_in = start > first && reading.tokens.gap_before(start).contains([',', ':', '(']);
    is_led_in.then(|| group_after(reading, start)).flatten().map(|group| group.entities).filter(is_pair)
}
