//! Says whether two gold files say the same, whatever their order.

use crate::gold::{Distractor, FactPlaces, Gold, GoldFact, NotesPlaces};
use crate::text::quote::Quote;
use crate::yaml::data::Data;

/// Says whether two files say the same about the article, labels and all; `is_hash_new` forgives hashes.
pub(super) fn is_same(before: &Gold, after: &Gold, is_hash_new: bool) -> bool {
    let (before, mut after) = (without_places(before), without_places(after));
    if is_hash_new {
        after.article.sha256.clone_from(&before.article.sha256);
    }
    before == after
}

/// Says whether two files say the same but for what they quote and which hashes they pin.
#[must_use]
pub fn is_same_but_quotes(before: &Gold, after: &Gold) -> bool {
    let without_quotes = |gold: &Gold| {
        let mut gold = without_places(gold);
        gold.article.sha256.clear();
        gold.facts.iter_mut().for_each(|fact| fact.fact.evidence.clear());
        gold.distractors.iter_mut().for_each(|one| one.fact.evidence.clear());
        gold.ignore.iter_mut().for_each(|ignored| ignored.quote = Quote::default());
        gold
    };
    without_quotes(before) == without_quotes(after)
}

/// Returns the labels in the order of their ids, without their places in the file.
fn without_places(gold: &Gold) -> Gold {
    let mut gold = gold.clone();
    gold.article.places = NotesPlaces::default();
    gold.coverage.place = 0..0;
    for GoldFact { places, .. } in &mut gold.facts {
        *places = FactPlaces::default();
    }
    for Distractor { places, .. } in &mut gold.distractors {
        *places = FactPlaces::default();
    }
    gold.facts.sort_by(|a, b| a.id.cmp(&b.id));
    gold.distractors.sort_by(|a, b| a.id.cmp(&b.id));
    gold.ignore.iter_mut().for_each(|ignored| ignored.place = 0..0);
    gold
}

/// Says whether two files hold the same under the given keys of the file, in the same order; everywhere for none.
pub(super) fn is_same_data(before: &str, after: &str, keys: &[&str]) -> bool {
    let of = |text: &str| -> Option<Vec<(String, Data)>> {
        let tree = crate::yaml::read("", text).0?;
        match Data::of(&tree)? {
            Data::Map(entries) => Some(
                entries
                    .into_iter()
                    .filter(|(key, _)| keys.is_empty() || keys.contains(&key.as_str()))
                    .collect(),
            ),
            other @ (Data::Empty | Data::Text(_) | Data::Quoted(_) | Data::List(_)) => {
                Some(vec![(String::new(), other)])
            }
        }
    };
    of(before) == of(after)
}
