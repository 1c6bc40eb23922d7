//! Extractors: what is asked of them, and what they answered.

use crate::fact::Prediction;

/// What an extractor came to on one article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It answered.
    Answered(Vec<Prediction>),
    /// It failed.
    Failed {
        /// The name of the failure.
        name: &'static str,
        /// What is known of it.
        detail: String,
    },
}
