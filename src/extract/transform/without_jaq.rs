//! What stands for filters in a karat that was built without jq.

use serde_json::Value as Json;

use crate::extract::failure::Failure;

/// A filter that this karat cannot compile.
#[derive(Clone, Debug)]
pub struct Transform {
    never: std::convert::Infallible,
}

impl Transform {
    /// Refuses every filter.
    ///
    /// # Errors
    /// Always: this karat was built without jq.
    pub fn compile(_filter: &str) -> Result<Self, String> {
        Err("this karat was built without the feature \"transform\"".to_owned())
    }

    /// Never runs.
    ///
    /// # Errors
    /// None.
    pub fn apply_text(&self, _answer: &str, _request: &str) -> Result<String, Failure> {
        match self.never {}
    }

    /// Never runs.
    pub(crate) fn apply(&self, _answer: Json, _request: &Json) -> Result<Json, Failure> {
        match self.never {}
    }
}
