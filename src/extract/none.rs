//! The extractor that returns nothing: the floor that every other one must beat.

use crate::extract::{Extractor, Outcome, Request};

/// Returns nothing for any article.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoneExtractor;

impl Extractor for NoneExtractor {
    fn name(&self) -> &str {
        "none"
    }

    fn extract(&self, _request: &Request<'_>) -> Outcome {
        Outcome::Answered(Vec::new())
    }
}
