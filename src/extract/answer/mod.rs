//! The wire format of answers: one JSON object for an article, read leniently and written canonically.

use serde_json::{Map, Value as Json};

use crate::extract::answer::reading::{Reading, Step, Trace};
use crate::extract::failure::{Failure, FailureKind};
use crate::extract::request::{encode_request, without_text};
use crate::extract::source::Reply;
use crate::extract::transform::Transform;
use crate::extract::{Outcome, Request};
use crate::fact::Prediction;
use crate::project::OffsetUnit;
use crate::schema::Schema;

pub mod reading;
pub mod view;
mod evidence;
mod fact;
mod grounded;
mod offsets;
mod speaker;
mod value;
mod encode;

/// How many fields of something that is no answer are named.
const OTHERS_MAX: usize = 6;

/// Reads one answer: `{"id":…,"facts":[…]}`, `{"id":…,"error":…}`, or the list of facts alone.
///
/// One bad value costs its slot, one bad fact is an unreadable fact; the answer as a whole fails only if it is no
/// JSON, names an error, or has no list of facts.
///
/// ```
/// use karat::extract::answer::read_answer;
/// use karat::extract::request::encode_request;
/// use karat::extract::{Extractor, Outcome, Request};
///
/// struct Mine;
///
/// impl Extractor for Mine {
///     fn name(&self) -> &str {
///         "mine"
///     }
///
///     fn extract(&self, request: &Request<'_>) -> Outcome {
///         let asked = encode_request(request);
///         read_answer(&my_model(&asked), request)
///     }
/// }
///
/// fn my_model(_request: &str) -> String {
///     r#"{"facts": [{"type": "casualties", "slots": {"count": "at least 12"}, "quote": "douze morts"}]}"#.to_owned()
/// }
/// ```
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

/// An answer and what became of each of its parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explained {
    /// What was answered, as every other reading of the same answer has it.
    pub outcome: Outcome,
    /// What became of its parts, in the order of the answer.
    pub readings: Vec<Reading>,
}

/// Reads one answer and tells what became of each part: what was forgiven, what is wrong, and what to change.
///
/// `unit` is what offsets count where the answer does not say.
#[must_use]
pub fn explain_answer(json: &str, request: &Request<'_>, unit: Option<OffsetUnit>) -> Explained {
    match serde_json::from_str(json) {
        Ok(answer) => explain_json(&answer, request, unit),
        Err(error) => {
            let outcome = Outcome::failed(FailureKind::NotJson, error.to_string());
            Explained { outcome, readings: Vec::new() }
        }
    }
}

/// Returns what a source replied as one line of JSON, before any filter.
#[must_use]
pub fn reply_text(reply: &Reply) -> String {
    reply.answer.to_string()
}

/// Reads what a source replied and tells what became of each part: `transform` first, where there is one.
#[must_use]
pub fn explain_reply(
    reply: &Reply,
    request: &Request<'_>,
    (transform, unit): (Option<&Transform>, Option<OffsetUnit>),
) -> Explained {
    let made = match transform {
        Some(transform) => transform.apply(reply.answer.clone(), &without_text(&encode_request(request))),
        None => Ok(reply.answer.clone()),
    };
    match made {
        Ok(answer) => explain_json(&answer, request, unit),
        Err(failure) => Explained { outcome: Outcome::Failed(failure), readings: Vec::new() },
    }
}

/// Decodes one answer.
pub(crate) fn decode_answer(answer: &Json, request: &Request<'_>) -> Outcome {
    decode_answer_in(answer, request, None)
}

/// Decodes one answer; `unit` is what offsets count where the answer does not say.
pub(crate) fn decode_answer_in(answer: &Json, request: &Request<'_>, unit: Option<OffsetUnit>) -> Outcome {
    decode(answer, Decoder { request, unit, offsets: None, remarks: Vec::new(), trace: None }).outcome
}

/// Decodes one answer and tells what became of each part.
pub(crate) fn explain_json(answer: &Json, request: &Request<'_>, unit: Option<OffsetUnit>) -> Explained {
    let trace = Some(Trace::default());
    decode(answer, Decoder { request, unit, offsets: None, remarks: Vec::new(), trace })
}

fn decode(answer: &Json, mut decoder: Decoder<'_>) -> Explained {
    let outcome = match facts(answer, decoder.request) {
        Ok(facts) if answer.is_array() => Outcome::Answered(decoder.predictions(facts)),
        Ok(facts) => {
            let read = |decoder: &mut Decoder<'_>| decoder.predictions(facts);
            Outcome::Answered(decoder.inside(Step::Field("facts"), read))
        }
        Err(failure) => Outcome::Failed(failure),
    };
    Explained { outcome, readings: decoder.trace.map(|trace| trace.readings).unwrap_or_default() }
}

/// Returns the list of facts, or how the answer as a whole fails.
fn facts<'j>(answer: &'j Json, request: &Request<'_>) -> Result<&'j [Json], Failure> {
    let no_facts = |detail: &str| Err(Failure::new(FailureKind::NoFacts, detail));
    let fields = match answer {
        Json::Array(facts) => return Ok(facts),
        Json::Object(fields) => fields,
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) => {
            return no_facts("expected an object with the list \"facts\"");
        }
    };
    if let Some(id) = fields.get("id").filter(|id| id.as_str() != Some(request.id) && !id.is_null()) {
        let detail = format!("asked for {}, answered for {id}", request.id);
        return Err(Failure::new(FailureKind::WrongId, detail));
    }
    if let Some(error) = fields.get("error").filter(|error| !error.is_null()) {
        return Err(reported(error));
    }
    match fields.get("facts") {
        Some(Json::Array(facts)) => Ok(facts),
        Some(_) => no_facts("the field \"facts\" is not a list"),
        None => no_facts(&no_field(fields)),
    }
}

/// Says that there are no facts, and which fields there are instead.
fn no_field(fields: &Map<String, Json>) -> String {
    let others: Vec<String> =
        fields.keys().filter(|name| *name != "id").map(|name| format!("{name:?}")).collect();
    let mut detail = String::from("the field \"facts\" is missing");
    if let [first, ..] = others.as_slice() {
        detail.push_str(": there is ");
        detail.push_str(&if others.len() > OTHERS_MAX {
            format!("{first} and {} more", others.len() - 1)
        } else {
            others.join(", ")
        });
    }
    detail
}

/// Returns the failure that an extractor reports. It may call it what it likes: karat's own names are karat's to give.
fn reported(error: &Json) -> Failure {
    Failure::new(FailureKind::Reported, as_written(error))
}

/// Returns the failure that a record names, as karat wrote it; `None` where the answer is none of its failures.
pub(crate) fn recorded_failure(answer: &Json) -> Option<Failure> {
    let error = answer.get("error")?;
    let text = |name: &str| error.get(name).and_then(Json::as_str);
    let kind = FailureKind::from_word(text("name")?)?;
    Some(Failure::new(kind, text("detail")?).with_stderr(text("stderr").unwrap_or_default()))
}

/// Returns a text as it is, and anything else as compact JSON.
fn as_written(node: &Json) -> String {
    node.as_str().map_or_else(|| node.to_string(), str::to_owned)
}

/// What decoding the facts of one answer needs and collects.
struct Decoder<'a> {
    request: &'a Request<'a>,
    /// What offsets count where the answer does not say.
    unit: Option<OffsetUnit>,
    /// Computed with the first evidence that counts characters.
    offsets: Option<offsets::Offsets>,
    /// The remarks on the fact at hand.
    remarks: Vec<String>,
    /// Where the decoder stands and what it saw; only where somebody asks.
    trace: Option<Trace>,
}

impl Decoder<'_> {
    fn predictions(&mut self, facts: &[Json]) -> Vec<Prediction> {
        let facts = facts.iter().enumerate();
        facts
            .map(|(index, fact)| self.inside(Step::Element(index), |decoder| decoder.prediction(fact)))
            .collect()
    }

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
