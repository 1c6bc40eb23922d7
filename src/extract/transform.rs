//! A jq filter from what an extractor says to facts; the one door of the jq crates.

use serde_json::Value as Json;

use crate::extract::failure::Failure;

/// A filter that was compiled.
#[derive(Debug)]
pub struct Transform {}

impl Transform {
    /// Compiles a filter.
    ///
    /// # Errors
    /// If it is no jq: a fragment that says where and why.
    pub fn compile(_filter: &str) -> Result<Self, String> {
        Err("filters are not there yet".to_owned())
    }

    /// Runs the filter over one answer; several outputs become a list. `$request` is the request without its text.
    pub(crate) fn apply(&self, answer: Json, _request: &Json) -> Result<Json, Failure> {
        Ok(answer)
    }
}
