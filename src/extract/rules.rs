//! The built-in extractor: a first thin one.

use crate::extract::{Extractor, Outcome, Request};

/// Reads dates, times and counts by rules of language.
#[derive(Clone, Copy, Debug)]
pub struct RulesExtractor;

impl Extractor for RulesExtractor {
    fn name(&self) -> &str {
        "rules"
    }

    fn extract(&self, _request: &Request<'_>) -> Outcome {
        Outcome::Answered(Vec::new())
    }
}
