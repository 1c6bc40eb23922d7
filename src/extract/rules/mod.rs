//! The built-in extractor: a thin reading of French and English news by general rules of the language.
//!
//! It knows no article, no event and no name but those of entities.yaml. It answers for casualties, ceasefires,
//! agreements, meetings, appeals, wars, attacks, movements, statements and offices where the schema has types and slots of these
//! names and kinds. Dates, numbers and lengths of time that none of these took become facts of types that hold nothing
//! else: see `generic`.

use std::collections::BTreeMap;

use crate::extract::rules::draft::Draft;
use crate::extract::rules::reading::Reading;
use crate::extract::{Extractor, Outcome, Request};
use crate::fact::{Fact, Prediction};
use crate::value::{Language, Slot};

mod nation;
mod reading;
mod phrase;
mod verb;
mod role;
mod sides;
mod speech;
mod draft;
mod casualties;
mod casualties_english;
mod losses;
mod ceasefire;
mod phases;
mod agreement;
mod signed;
mod movement;
mod meeting;
mod appeal;
mod war;
mod arms;
mod attack;
mod statement;
mod said_at;
mod generic;

/// How many different quotes a prediction keeps.
const QUOTES_MAX: usize = 8;

/// How many predictions before and behind one may tell the same event with more.
const RETOLD_MAX: usize = 24;

/// Reads articles by rules.
#[derive(Clone, Copy, Debug, Default)]
pub struct RulesExtractor;

impl Extractor for RulesExtractor {
    fn name(&self) -> &str {
        "rules"
    }

    fn extract(&self, request: &Request<'_>) -> Outcome {
        let mut predictions = events(request);
        let generic = generic::read(request, &predictions);
        predictions.extend(generic);
        Outcome::Answered(predictions)
    }
}

/// Reads the events that have a rule of their own.
fn events(request: &Request<'_>) -> Vec<Prediction> {
    if request.reading_language() == Language::Other {
        return Vec::new();
    }
    let reading = Reading::new(request);
    let mut drafts: Vec<Draft<'_>> = Vec::new();
    casualties::read(&reading, &mut drafts);
    losses::read(&reading, &mut drafts);
    ceasefire::read(&reading, &mut drafts);
    agreement::read(&reading, &mut drafts);
    signed::read(&reading, &mut drafts);
    movement::read(&reading, &mut drafts);
    meeting::read(&reading, &mut drafts);
    appeal::read(&reading, &mut drafts);
    war::read(&reading, &mut drafts);
    attack::read(&reading, &mut drafts);
    statement::read(&reading, &mut drafts);
    said_at::read(&reading, &mut drafts);
    role::read(&reading, &mut drafts);
    drafts.sort_by_key(|draft| draft.place.start);
    united(drafts)
}

/// Makes one prediction of drafts that say the same: texts are pasted twice, and retold.
fn united(drafts: Vec<Draft<'_>>) -> Vec<Prediction> {
    let mut predictions: Vec<Prediction> = Vec::new();
    let mut known = BTreeMap::new();
    for draft in drafts {
        let prediction = draft.prediction;
        let index = *known.entry(prediction.fact.canonical()).or_insert(predictions.len());
        match predictions.get_mut(index) {
            None => predictions.push(prediction),
            Some(first) => {
                for evidence in prediction.fact.evidence {
                    if first.fact.evidence.len() < QUOTES_MAX && !first.fact.evidence.contains(&evidence) {
                        first.fact.evidence.push(evidence);
                    }
                }
            }
        }
    }
    without_poorer(predictions)
}

/// Leaves out what another prediction near it says with more: the same event told shortly and at length.
fn without_poorer(predictions: Vec<Prediction>) -> Vec<Prediction> {
    let is_poorer = |index: usize| {
        let near = index.saturating_sub(RETOLD_MAX)..(index + RETOLD_MAX).min(predictions.len());
        let poor = predictions.get(index).map(|prediction| &prediction.fact);
        let others = near.filter(|other| *other != index).filter_map(|other| predictions.get(other));
        poor.is_some_and(|poor| others.into_iter().any(|other| says_more(&other.fact, poor)))
    };
    let is_kept: Vec<bool> = (0..predictions.len()).map(|index| !is_poorer(index)).collect();
    predictions
        .into_iter()
        .zip(is_kept)
        .filter(|(_, is_kept)| *is_kept)
        .map(|(prediction, _)| prediction)
        .collect()
}

/// Says whether a fact says all that another says, and something besides.
fn says_more(rich: &Fact, poor: &Fact) -> bool {
    let fits = |(rich, poor): (&Option<Slot>, &Option<Slot>)| poor.is_none() || rich == poor;
    rich.fact_type == poor.fact_type
        && rich.polarity == poor.polarity
        && rich.slots.iter().zip(&poor.slots).all(fits)
        && (poor.said_by.is_none() || rich.said_by == poor.said_by)
        && (rich.slots != poor.slots || rich.said_by != poor.said_by)
}

#[cfg(test)]
mod tests;
