//! Decodes the values of slots.

use std::sync::Arc;

use serde_json::{Map, Value as Json};

use crate::credit::Credit;
use crate::extract::answer::fact::fold_word;
use crate::extract::answer::reading::{Step, Wrong};
use crate::extract::answer::{Decoder, as_written};
use crate::schema::SlotSpec;
use crate::text::likeness::suggest;
use crate::value::count::Count;
use crate::value::date::Date;
use crate::value::duration::Duration;
use crate::value::letters::letter_help;
use crate::value::{Alternative, Choice, Entity, Kind, Lenient, Slot, Value, ValueError};

impl Decoder<'_> {
    /// Decodes what stands in a slot; `None` where it states nothing.
    pub(super) fn slot(&mut self, spec: &SlotSpec, node: &Json) -> Option<Slot> {
        let node = if spec.is_set { node } else { self.only_element(node) };
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
        let Json::Array(elements) = node else {
            return Value::Set(self.element(spec, node).into_iter().collect());
        };
        let mut slots = Vec::with_capacity(elements.len());
        for (index, node) in elements.iter().enumerate() {
            slots.extend(self.inside(Step::Element(index), |decoder| decoder.element(spec, node)));
        }
        Value::Set(slots)
    }

    fn element(&mut self, spec: &SlotSpec, node: &Json) -> Option<Slot> {
        self.place(spec, node, |decoder, node| decoder.plain(spec, node))
    }

    /// Decodes what stands in a slot or in one place of a list.
    fn place(
        &mut self,
        spec: &SlotSpec,
        node: &Json,
        read: impl Fn(&mut Self, &Json) -> Result<Value, Wrong>,
    ) -> Option<Slot> {
        match node {
            Json::Null => return None,
            Json::String(text) if text.trim().is_empty() => {
                let remark = format!("{}: an empty text states nothing", spec.name);
                self.was_left_out(node, remark, "leave the slot out, or write null");
                return None;
            }
            Json::String(text) if text == "unspecified" => return Some(Slot::Unspecified),
            Json::String(text) if text == "none" => return Some(Slot::Nothing),
            Json::Object(fields) if fields.len() == 1 => {
                if let Some(Json::String(written)) = fields.get("unreadable") {
                    self.was_unreadable_before(node);
                    return Some(Slot::Unreadable(Arc::from(written.as_str())));
                }
            }
            Json::Bool(_) | Json::Number(_) | Json::String(_) | Json::Array(_) | Json::Object(_) => {}
        }
        match self.choice(node, read) {
            Ok(choice) => Some(Slot::Stated(choice)),
            Err(wrong) => {
                self.was_wrong_in(&spec.name, node, wrong);
                Some(Slot::Unreadable(Arc::from(as_written(node))))
            }
        }
    }

    /// Decodes a plain value, `{"any_of":[…]}`, or `{"value":…,"score":…,"optional":…}`.
    pub(super) fn choice<T>(
        &mut self,
        node: &Json,
        read: impl Fn(&mut Self, &Json) -> Result<T, Wrong>,
    ) -> Result<Choice<T>, Wrong> {
        let Some(fields) = wrapper(node) else { return read(self, node).map(Choice::plain) };
        let is_optional = fields.get("optional").is_some_and(|optional| optional.as_bool() == Some(true));
        let alternatives = match fields.get("any_of") {
            Some(Json::Array(nodes)) => {
                let listed = |decoder: &mut Self| decoder.alternatives(nodes, &read);
                self.inside(Step::Field("any_of"), listed)?
            }
            Some(_) => return Err("any_of is not a list".into()),
            None => vec![self.alternative(node, &read)?],
        };
        if !alternatives.iter().any(|alternative| alternative.score.is_one()) {
            return Err("no alternative is worth 1".into());
        }
        Ok(Choice { alternatives, is_optional })
    }

    fn alternatives<T>(
        &mut self,
        nodes: &[Json],
        read: &impl Fn(&mut Self, &Json) -> Result<T, Wrong>,
    ) -> Result<Vec<Alternative<T>>, Wrong> {
        let mut alternatives = Vec::with_capacity(nodes.len());
        for (index, node) in nodes.iter().enumerate() {
            let step = (Step::Element(index), node);
            alternatives.push(self.try_inside(step, |decoder| decoder.alternative(node, read))?);
        }
        Ok(alternatives)
    }

    /// Decodes a value, or `{"value":…,"score":…}`.
    fn alternative<T>(
        &mut self,
        node: &Json,
        read: &impl Fn(&mut Self, &Json) -> Result<T, Wrong>,
    ) -> Result<Alternative<T>, Wrong> {
        match wrapper(node).and_then(|fields| Some((fields, fields.get("value")?))) {
            Some((fields, inner)) => {
                let score = score(fields)?;
                let value = self.try_inside((Step::Field("value"), inner), |decoder| read(decoder, inner))?;
                Ok(Alternative { value, score })
            }
            None => Ok(Alternative { value: read(self, node)?, score: Credit::ONE }),
        }
    }

    /// Decodes one value of the kind.
    fn plain(&mut self, spec: &SlotSpec, node: &Json) -> Result<Value, Wrong> {
        let written = match (node, spec.kind) {
            (Json::String(text), _) => text.clone(),
            (Json::Number(number), _) => number.to_string(),
            (Json::Object(_), Kind::Count) => node.to_string(),
            (Json::Object(_), _) => {
                return Err(format!("expected one {}, found an object", spec.kind.word()).into());
            }
            (Json::Array(_), _) => return Err(list_for_one(spec.kind)),
            (Json::Bool(_) | Json::Null, _) => {
                return Err(format!("expected one {}, found {node}", spec.kind.word()).into());
            }
        };
        let language = self.request.reading_language();
        let trimmed = written.trim();
        let forgiven = spelling_forgiven(spec.kind);
        let (value, forgiven) = match spec.kind {
            Kind::Date | Kind::Instant => lenient(Date::read(trimmed, language), forgiven, Value::Date)?,
            Kind::Duration => lenient(Duration::read(trimmed, language), forgiven, Value::Duration)?,
            Kind::Count => {
                let read = |text: &str| Count::read(text, language);
                let counted = lenient(read(trimmed), forgiven, Value::Count);
                counted.map_err(|wrong| with_digits(wrong, trimmed, |text| read(text).is_ok()))?
            }
            Kind::Entity => self.entity(trimmed).map(|(entity, why)| (Value::Entity(entity), why))?,
            Kind::Enum => word(spec, &written).map(|word| {
                let forgiven = (*word != *written).then_some(forgiven);
                (Value::Enum(word), forgiven)
            })?,
            Kind::Text => (Value::Text(Arc::from(written)), None),
        };
        match forgiven {
            Some(why) => self.was_forgiven(node, &plain_words(&value), why),
            None => self.was_read(node, &plain_words(&value)),
        }
        Ok(value)
    }

    /// Resolves a name; (the entity, what was forgiven).
    pub(super) fn entity(&self, name: &str) -> Result<(Entity, Option<&'static str>), Wrong> {
        if name.is_empty() {
            return Err("expected a name, found an empty text".into());
        }
        let entity = self.request.entities.resolve(name);
        let forgiven = match &entity {
            Entity::Known { id, .. } => (**id != *name).then_some("the name of an entity"),
            Entity::Named { .. } => None,
        };
        Ok((entity, forgiven))
    }

    /// Returns the only element of a list of one.
    fn only_element<'n>(&mut self, node: &'n Json) -> &'n Json {
        match node.as_array().map(Vec::as_slice) {
            Some([only]) => {
                let why = "a list of one, where one value stands";
                self.was_forgiven(node, &as_written(only), why);
                self.only_element(only)
            }
            Some(_) | None => node,
        }
    }
}

/// Says what is forgiven about the spelling of a kind.
const fn spelling_forgiven(kind: Kind) -> &'static str {
    match kind {
        Kind::Date => "a date in another spelling",
        Kind::Instant => "a moment in another spelling",
        Kind::Duration => "a duration in another spelling",
        Kind::Count => "a count in another spelling",
        Kind::Entity => "a name in another spelling",
        Kind::Enum => "a word in another spelling",
        Kind::Text => "a text in another spelling",
    }
}

fn list_for_one(kind: Kind) -> Wrong {
    let wrong = Wrong::from(format!("expected one {}, found a list", kind.word()));
    wrong.help("return one fact for each, or choose the one that the article gives".to_owned())
}

/// Writes a value as an extractor would: a text without quotation marks.
fn plain_words(value: &Value) -> String {
    match value {
        Value::Text(text) => text.to_string(),
        Value::Date(_)
        | Value::Duration(_)
        | Value::Count(_)
        | Value::Entity(_)
        | Value::Enum(_)
        | Value::Set(_) => value.to_string(),
    }
}

/// Returns a value that was read, and what was forgiven about its spelling.
fn lenient<T>(
    read: Result<Lenient<T>, ValueError>,
    why: &'static str,
    wrap: impl FnOnce(T) -> Value,
) -> Result<(Value, Option<&'static str>), Wrong> {
    match read {
        Ok(lenient) => Ok((wrap(lenient.value), lenient.was_lenient.then_some(why))),
        Err(error) => Err(Wrong::from(error.message).help(error.help)),
    }
}

/// Tells where a letter stands for a digit, if the number can be read with the digit.
fn with_digits(wrong: Wrong, written: &str, is_count: impl Fn(&str) -> bool) -> Wrong {
    match letter_help(written, is_count) {
        Some(help) => wrong.help(help),
        None => wrong,
    }
}

/// Returns the fields of an object that wraps a value.
fn wrapper(node: &Json) -> Option<&Map<String, Json>> {
    let fields = node.as_object()?;
    let is_wrapper = (fields.contains_key("any_of") || fields.contains_key("value"))
        && fields.keys().all(|name| matches!(name.as_str(), "any_of" | "value" | "score" | "optional"));
    is_wrapper.then_some(fields)
}

fn score(fields: &Map<String, Json>) -> Result<Credit, Wrong> {
    let Some(node) = fields.get("score") else { return Ok(Credit::ONE) };
    // A score of 1 may be written 1.0.
    let decimal = node.as_f64().map_or_else(|| as_written(node), |number| number.to_string());
    let score = Credit::from_decimal(&decimal);
    score.ok_or_else(|| format!("score {node} is not a number from 0 to 1 with at most 3 decimals").into())
}

/// Finds a word of the schema, also in other case and with other hyphens.
fn word(spec: &SlotSpec, written: &str) -> Result<Arc<str>, Wrong> {
    let folded = fold_word(written);
    let exact = spec.words.iter().find(|word| &***word == written);
    let found = exact.or_else(|| spec.words.iter().find(|word| fold_word(word) == folded));
    found.cloned().ok_or_else(|| {
        let words = || spec.words.iter().map(|word| &**word);
        let wrong = Wrong::from(format!("\"{written}\" is not among the words"));
        let help = format!("the words are: {}", words().collect::<Vec<_>>().join(", "));
        wrong.meant(suggest(written, words())).help(help)
    })
}
