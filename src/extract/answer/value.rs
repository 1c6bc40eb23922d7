//! Decodes the values of slots.

use std::sync::Arc;

use serde_json::{Map, Value as Json};

use crate::credit::Credit;
use crate::extract::answer::fact::fold_word;
use crate::extract::answer::{Decoder, as_written};
use crate::schema::SlotSpec;
use crate::text::likeness::suggest;
use crate::value::count::Count;
use crate::value::date::Date;
use crate::value::duration::Duration;
use crate::value::{Alternative, Choice, Kind, Lenient, Slot, Value, ValueError};

/// Why a value cannot be read, as a fragment.
pub(super) type Reason = String;

impl Decoder<'_> {
    /// Decodes what stands in a slot; `None` where it states nothing.
    pub(super) fn slot(&mut self, spec: &SlotSpec, node: &Json) -> Option<Slot> {
        let node = if spec.is_set { node } else { only_element(node) };
        if let Json::Array(elements) = node
            && elements.iter().all(Json::is_null)
        {
            return None;
        }
        let slot = self.place(spec, node, |decoder, node| {
            if spec.is_set { Ok(decoder.set(spec, node)) } else { decoder.plain(spec, node) }
        });
        slot.filter(|slot| !matches!(slot.as_plain(), Some(Value::Set(elements)) if elements.is_empty()))
    }

    fn set(&mut self, spec: &SlotSpec, node: &Json) -> Value {
        let elements = match node {
            Json::Array(elements) => elements.as_slice(),
            Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) | Json::Object(_) => {
                std::slice::from_ref(node)
            }
        };
        let mut element = |node: &Json| self.place(spec, node, |decoder, node| decoder.plain(spec, node));
        Value::Set(elements.iter().filter_map(&mut element).collect())
    }

    /// Decodes what stands in a slot or in one place of a list.
    fn place(
        &mut self,
        spec: &SlotSpec,
        node: &Json,
        read: impl Fn(&mut Self, &Json) -> Result<Value, Reason>,
    ) -> Option<Slot> {
        match node {
            Json::Null => return None,
            Json::String(text) if text.trim().is_empty() => {
                self.remark(format!("{}: an empty text states nothing", spec.name));
                return None;
            }
            Json::String(text) if text == "unspecified" => return Some(Slot::Unspecified),
            Json::String(text) if text == "none" => return Some(Slot::Nothing),
            Json::Object(fields) if fields.len() == 1 => {
                if let Some(Json::String(written)) = fields.get("unreadable") {
                    return Some(Slot::Unreadable(Arc::from(written.as_str())));
                }
            }
            Json::Bool(_) | Json::Number(_) | Json::String(_) | Json::Array(_) | Json::Object(_) => {}
        }
        match self.choice(node, read) {
            Ok(choice) => Some(Slot::Stated(choice)),
            Err(reason) => {
                self.remark(format!("{}: {reason}", spec.name));
                Some(Slot::Unreadable(Arc::from(as_written(node))))
            }
        }
    }

    /// Decodes a plain value, `{"any_of":[…]}`, or `{"value":…,"score":…,"optional":…}`.
    pub(super) fn choice<T>(
        &mut self,
        node: &Json,
        read: impl Fn(&mut Self, &Json) -> Result<T, Reason>,
    ) -> Result<Choice<T>, Reason> {
        let Some(fields) = wrapper(node) else { return read(self, node).map(Choice::plain) };
        let is_optional = fields.get("optional").is_some_and(|optional| optional.as_bool() == Some(true));
        let nodes = match fields.get("any_of") {
            Some(Json::Array(nodes)) => nodes.as_slice(),
            Some(_) => return Err("any_of is not a list".to_owned()),
            None => std::slice::from_ref(node),
        };
        let mut alternatives = Vec::with_capacity(nodes.len());
        for node in nodes {
            let (inner, score) = match wrapper(node).and_then(|fields| Some((fields, fields.get("value")?))) {
                Some((fields, inner)) => (inner, score(fields)?),
                None => (node, Credit::ONE),
            };
            alternatives.push(Alternative { value: read(self, inner)?, score });
        }
        if !alternatives.iter().any(|alternative| alternative.score.is_one()) {
            return Err("no alternative is worth 1".to_owned());
        }
        Ok(Choice { alternatives, is_optional })
    }

    /// Decodes one value of the kind.
    fn plain(&mut self, spec: &SlotSpec, node: &Json) -> Result<Value, Reason> {
        let written = match (node, spec.kind) {
            (Json::String(text), _) => text.clone(),
            (Json::Number(number), _) => number.to_string(),
            (Json::Object(_), Kind::Count) => node.to_string(),
            (Json::Object(_), _) => {
                return Err(format!("expected one {}, found an object", spec.kind.word()));
            }
            (Json::Array(_), _) => return Err(format!("expected one {}, found a list", spec.kind.word())),
            (Json::Bool(_) | Json::Null, _) => {
                return Err(format!("expected one {}, found {node}", spec.kind.word()));
            }
        };
        let language = self.request.reading_language();
        let trimmed = written.trim();
        match spec.kind {
            Kind::Date | Kind::Instant => lenient(Date::read(trimmed, language)).map(Value::Date),
            Kind::Duration => lenient(Duration::read(trimmed, language)).map(Value::Duration),
            Kind::Count => lenient(Count::read(trimmed, language)).map(Value::Count),
            Kind::Entity if trimmed.is_empty() => Err("expected a name, found an empty text".to_owned()),
            Kind::Entity => Ok(Value::Entity(self.request.entities.resolve(trimmed))),
            Kind::Enum => word(spec, &written).map(Value::Enum),
            Kind::Text => Ok(Value::Text(Arc::from(written))),
        }
    }
}

fn lenient<T>(read: Result<Lenient<T>, ValueError>) -> Result<T, Reason> {
    read.map(|lenient| lenient.value).map_err(|error| error.message)
}

/// Returns the only element of a list of one.
fn only_element(node: &Json) -> &Json {
    match node.as_array().map(Vec::as_slice) {
        Some([only]) => only_element(only),
        Some(_) | None => node,
    }
}

/// Returns the fields of an object that wraps a value.
fn wrapper(node: &Json) -> Option<&Map<String, Json>> {
    let fields = node.as_object()?;
    let is_wrapper = (fields.contains_key("any_of") || fields.contains_key("value"))
        && fields.keys().all(|name| matches!(name.as_str(), "any_of" | "value" | "score" | "optional"));
    is_wrapper.then_some(fields)
}

fn score(fields: &Map<String, Json>) -> Result<Credit, Reason> {
    let Some(node) = fields.get("score") else { return Ok(Credit::ONE) };
    // A score of 1 may be written 1.0.
    let decimal = node.as_f64().map_or_else(|| as_written(node), |number| number.to_string());
    let score = Credit::from_decimal(&decimal);
    score.ok_or_else(|| format!("score {node} is not a number from 0 to 1 with at most 3 decimals"))
}

/// Finds a word of the schema, also in other case and with other hyphens.
fn word(spec: &SlotSpec, written: &str) -> Result<Arc<str>, Reason> {
    let folded = fold_word(written);
    let exact = spec.words.iter().find(|word| &***word == written);
    let found = exact.or_else(|| spec.words.iter().find(|word| fold_word(word) == folded));
    found.cloned().ok_or_else(|| match suggest(written, spec.words.iter().map(|word| &**word)) {
        Some(known) => format!("\"{written}\" is not among the words: did you mean \"{known}\"?"),
        None => format!("\"{written}\" is not among the words"),
    })
}
