//! The built-in extractor: a thin reading of French news by general rules of the language.
//!
//! It knows no article, no event and no name but those of entities.yaml. It answers for the types `casualties`,
//! `ceasefire` and `agreement` where the schema has them with the slots it fills, and returns nothing else.

use std::collections::BTreeMap;

use crate::extract::rules::draft::Draft;
use crate::extract::rules::reading::Reading;
use crate::extract::{Extractor, Outcome, Request};
use crate::fact::Prediction;
use crate::value::Language;

mod nation;
mod reading;
mod phrase;
mod verb;
mod role;
mod sides;
mod speech;
mod draft;
mod casualties;
mod ceasefire;
mod phases;
mod agreement;
mod meeting;
mod appeal;
mod war;
mod attack;
mod statement;

/// How many different quotes a prediction keeps.
const QUOTES_MAX: usize = 8;

/// Reads articles by rules.
#[derive(Clone, Copy, Debug, Default)]
pub struct RulesExtractor;

impl Extractor for RulesExtractor {
    fn name(&self) -> &str {
        "rules"
    }

    fn extract(&self, request: &Request<'_>) -> Outcome {
        if request.reading_language() == Language::Other {
            return Outcome::Answered(Vec::new());
        }
        let reading = Reading::new(request);
        let mut drafts: Vec<Draft<'_>> = Vec::new();
        casualties::read(&reading, &mut drafts);
        ceasefire::read(&reading, &mut drafts);
        agreement::read(&reading, &mut drafts);
        meeting::read(&reading, &mut drafts);
        appeal::read(&reading, &mut drafts);
        war::read(&reading, &mut drafts);
        attack::read(&reading, &mut drafts);
        statement::read(&reading, &mut drafts);
        role::read(&reading, &mut drafts);
        drafts.sort_by_key(|draft| draft.place.start);
        Outcome::Answered(united(drafts))
    }
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
    predictions
}

#[cfg(test)]
mod tests;
