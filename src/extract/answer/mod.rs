//! The wire format of answers: one JSON object for an article, read leniently and written canonically.

use serde_json::Value as Json;

use crate::extract::failure::{Failure, FailureKind};
use crate::extract::{Outcome, Request};
use crate::fact::Prediction;
use crate::schema::Schema;

mod evidence;
mod fact;
mod offsets;
mod speaker;
mod value;
mod encode;

/// Reads one answer: `{"id":…,"facts":[…]}`, `{"id":…,"error":…}`, or the list of facts alone.
///
/// One bad value costs its slot, one bad fact is an unreadable fact; the answer as a whole fails only if it is no
/// JSON, names an error, or has no list of facts.
#[must_use]
pub fn read_answer(json: &str, request: &Request<'_>) -> Outcome {
    match serde_json::from_str(json) {
        Ok(answer) => decode_answer(&answer, request),
        Err(error) => Outcome::failed(FailureKind::NotJson, error.to_string()),
    }
}

/// Writes one answer on one line, in canonical spelling.
///
/// Reading it again gives equal predictions, remarks included.
#[must_use]
pub fn encode_answer(id: &str, predictions: &[Prediction], schema: &Schema) -> String {
    encode::answer(id, predictions, schema).to_string()
}

/// Writes an outcome on one line: an answer, or `{"id":…,"error":…}`.
#[must_use]
pub fn encode_outcome(id: &str, outcome: &Outcome, schema: &Schema) -> String {
    match outcome {
        Outcome::Answered(predictions) => encode_answer(id, predictions, schema),
        Outcome::Failed(failure) => encode::error(id, failure).to_string(),
    }
}

/// Decodes one answer.
pub(crate) fn decode_answer(answer: &Json, request: &Request<'_>) -> Outcome {
    let facts = match answer {
        Json::Array(facts) => facts,
        Json::Object(fields) => {
            if let Some(id) = fields.get("id").filter(|id| id.as_str() != Some(request.id) && !id.is_null()) {
                return Outcome::failed(
                    FailureKind::WrongId,
                    format!("asked for {}, answered for {id}", request.id),
                );
            }
            if let Some(error) = fields.get("error").filter(|error| !error.is_null()) {
                return Outcome::Failed(reported(error));
            }
            match fields.get("facts") {
                Some(Json::Array(facts)) => facts,
                Some(_) => return Outcome::failed(FailureKind::NoFacts, "the field \"facts\" is not a list"),
                None => return Outcome::failed(FailureKind::NoFacts, "the field \"facts\" is missing"),
            }
        }
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) => {
            return Outcome::failed(FailureKind::NoFacts, "expected an object with the list \"facts\"");
        }
    };
    let mut decoder = Decoder { request, offsets: None, remarks: Vec::new() };
    Outcome::Answered(facts.iter().map(|fact| decoder.prediction(fact)).collect())
}

/// Returns the failure that an answer names: with a name that karat gave it before, or one that the extractor reports.
fn reported(error: &Json) -> Failure {
    let text = |name: &str| error.get(name).and_then(Json::as_str);
    match text("name").and_then(FailureKind::from_word) {
        Some(kind) => Failure::new(kind, text("detail").unwrap_or_default())
            .with_stderr(text("stderr").unwrap_or_default()),
        None => Failure::new(FailureKind::Reported, as_written(error)),
    }
}

/// Returns a text as it is, and anything else as compact JSON.
fn as_written(node: &Json) -> String {
    node.as_str().map_or_else(|| node.to_string(), str::to_owned)
}

/// What decoding the facts of one answer needs and collects.
struct Decoder<'a> {
    request: &'a Request<'a>,
    /// Computed with the first evidence that counts characters.
    offsets: Option<offsets::Offsets>,
    /// The remarks on the fact at hand.
    remarks: Vec<String>,
}

impl Decoder<'_> {
    /// Adds a remark on the fact at hand, once.
    fn remark(&mut self, remark: impl Into<String>) {
        let remark = remark.into();
        if !self.remarks.contains(&remark) {
            self.remarks.push(remark);
        }
    }
}

#[cfg(test)]
mod tests;
