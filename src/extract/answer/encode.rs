//! Writes answers in canonical spelling.

use serde_json::{Map, Value as Json, json};

use crate::extract::failure::{Failure, FailureKind};
use crate::fact::{Attribution, Evidence, Fact, Polarity, Prediction, TypeRef, Voice};
use crate::schema::Schema;
use crate::text::quote::Quote;
use crate::value::{Alternative, Choice, Entity, Slot, Value};

/// Writes one answer.
pub(super) fn answer(id: &str, predictions: &[Prediction], schema: &Schema) -> Json {
    let facts: Vec<Json> = predictions.iter().map(|prediction| encode(prediction, schema)).collect();
    json!({"id": id, "facts": facts})
}

/// Writes a failure: what the extractor reported as it was, anything else with its name.
pub(super) fn error(id: &str, failure: &Failure) -> Json {
    if failure.kind == FailureKind::Reported && failure.stderr.is_empty() {
        return json!({"id": id, "error": failure.detail});
    }
    let mut error = Map::new();
    put(&mut error, "name", json!(failure.kind.word()));
    put(&mut error, "detail", json!(failure.detail));
    if !failure.stderr.is_empty() {
        put(&mut error, "stderr", json!(failure.stderr));
    }
    json!({"id": id, "error": error})
}

fn encode(prediction: &Prediction, schema: &Schema) -> Json {
    let fact = &prediction.fact;
    let mut fields = Map::new();
    match &fact.fact_type {
        TypeRef::Unreadable(written) => put(&mut fields, "unreadable", json!(&**written)),
        TypeRef::Unknown(name) => {
            put(&mut fields, "type", json!(&**name));
            put(&mut fields, "slots", Json::Object(unknown_slots(fact)));
        }
        TypeRef::View(index) => {
            put(&mut fields, "view", json!(schema.views.get(*index).map_or("", |view| &view.name)));
            let value = fact.slots.first().and_then(Option::as_ref);
            put(&mut fields, "value", value.map_or(Json::Null, slot));
        }
        TypeRef::Known(index) => {
            let fact_type = schema.types.get(*index);
            put(&mut fields, "type", json!(fact_type.map_or("", |fact_type| &fact_type.name)));
            let specs = fact_type.map_or(&[][..], |fact_type| &fact_type.slots);
            let mut slots = Map::new();
            for (spec, slot) in specs.iter().zip(&fact.slots) {
                if let Some(slot) = slot {
                    put(&mut slots, &spec.name, self::slot(slot));
                }
            }
            slots.extend(unknown_slots(fact));
            put(&mut fields, "slots", Json::Object(slots));
        }
    }
    if let Some(said_by) = &fact.said_by {
        put(&mut fields, "said_by", choice(said_by, attribution));
    }
    if fact.polarity != Polarity::Asserted {
        put(&mut fields, "polarity", json!(fact.polarity.word()));
    }
    if !fact.evidence.is_empty() {
        put(&mut fields, "evidence", fact.evidence.iter().map(evidence).collect());
    }
    if let Some(thousandths) = prediction.confidence {
        put(&mut fields, "confidence", json!(f64::from(thousandths) / 1000.0));
    }
    if !prediction.remarks.is_empty() {
        put(&mut fields, "remarks", json!(prediction.remarks));
    }
    Json::Object(fields)
}

fn put(fields: &mut Map<String, Json>, name: &str, value: Json) {
    fields.insert(name.to_owned(), value);
}

fn unknown_slots(fact: &Fact) -> Map<String, Json> {
    fact.unknown_slots.iter().map(|(name, written)| (name.clone(), json!(written))).collect()
}

fn slot(slot: &Slot) -> Json {
    match slot {
        Slot::Stated(stated) => choice(stated, value),
        Slot::Unspecified => json!("unspecified"),
        Slot::Nothing => json!("none"),
        Slot::Unreadable(written) => json!({"unreadable": &**written}),
    }
}

fn choice<T>(choice: &Choice<T>, encode: impl Fn(&T) -> Json) -> Json {
    if let Some(plain) = choice.as_plain() {
        return unless_reserved(encode(plain));
    }
    let scored = |alternative: &Alternative<T>| {
        let value = encode(&alternative.value);
        let is_plain = alternative.score.is_one() && !value.is_object();
        let score = f64::from(alternative.score.thousandths()) / 1000.0;
        if is_plain { value } else { json!({"value": value, "score": score}) }
    };
    match choice.alternatives.as_slice() {
        [only] => json!({"value": encode(&only.value), "optional": choice.is_optional}),
        several => {
            let alternatives: Vec<Json> = several.iter().map(scored).collect();
            let mut fields = Map::new();
            put(&mut fields, "any_of", Json::Array(alternatives));
            if choice.is_optional {
                put(&mut fields, "optional", json!(true));
            }
            Json::Object(fields)
        }
    }
}

/// Wraps a text that has a meaning of its own.
fn unless_reserved(value: Json) -> Json {
    let is_reserved = |text: &str| text.trim().is_empty() || matches!(text, "none" | "unspecified");
    if value.as_str().is_some_and(is_reserved) { json!({"value": value}) } else { value }
}

fn value(value: &Value) -> Json {
    match value {
        Value::Date(date) => json!(date.to_string()),
        Value::Duration(duration) => json!(duration.to_string()),
        Value::Count(count) => json!(count.to_string()),
        Value::Entity(entity) => json!(entity.name()),
        Value::Enum(word) | Value::Text(word) => json!(&**word),
        Value::Set(elements) => elements.iter().map(slot).collect(),
    }
}

fn attribution(attribution: &Attribution) -> Json {
    let names = |entities: &[Entity]| entities.iter().map(|entity| json!(entity.name())).collect::<Vec<_>>();
    let origin = match &attribution.origin {
        Voice::Unnamed => json!("unnamed"),
        Voice::Named(speakers) => match speakers.as_slice() {
            [only] => json!(only.name()),
            several => json!({"together": names(several)}),
        },
    };
    if attribution.relays.is_empty() {
        return origin;
    }
    std::iter::once(origin).chain(names(&attribution.relays)).collect()
}

fn evidence(evidence: &Evidence) -> Json {
    match evidence {
        Evidence::Place { start, end } => json!({"start": start, "end": end, "unit": "byte"}),
        Evidence::Quote(Quote { text, occurrence: None, before: None, after: None }) => json!(text),
        Evidence::Quote(quote) => {
            let mut fields = Map::new();
            put(&mut fields, "quote", json!(quote.text));
            if let Some(occurrence) = quote.occurrence {
                put(&mut fields, "occurrence", json!(occurrence));
            }
            for (name, text) in [("before", &quote.before), ("after", &quote.after)] {
                if let Some(text) = text {
                    put(&mut fields, name, json!(text));
                }
            }
            Json::Object(fields)
        }
    }
}
