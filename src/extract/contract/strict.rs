//! The JSON Schema for the structured output of a model: the subset that strict modes take.

use serde_json::{Map, Value as Json, json};

use crate::extract::answer::view::view_slot;
use crate::fact::Polarity;
use crate::schema::{FactType, Schema, SlotSpec, View};
use crate::value::Kind;

pub(super) fn strict_schema(schema: &Schema, views: &[usize]) -> Json {
    let shapes: Vec<Json> = if views.is_empty() {
        schema.types.iter().map(fact).collect()
    } else {
        let asked = views.iter().filter_map(|index| schema.views.get(*index));
        asked.map(|view| view_value(schema, view)).collect()
    };
    let mut answer = object([("facts", json!({"type": "array", "items": {"anyOf": shapes}}))]);
    let mut definitions = Map::new();
    definitions.insert("evidence".to_owned(), evidence());
    if views.is_empty() {
        definitions.insert("said_by".to_owned(), said_by());
    }
    answer.insert("$defs".to_owned(), Json::Object(definitions));
    Json::Object(answer)
}

/// Returns an object whose properties are all required, and that takes no others.
fn object<'n>(properties: impl IntoIterator<Item = (&'n str, Json)>) -> Map<String, Json> {
    let properties: Map<String, Json> =
        properties.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    let required: Vec<&String> = properties.keys().collect();
    let mut object = Map::new();
    object.insert("type".to_owned(), json!("object"));
    object.insert("required".to_owned(), json!(required));
    object.insert("additionalProperties".to_owned(), json!(false));
    object.insert("properties".to_owned(), Json::Object(properties));
    object
}

fn fact(fact_type: &FactType) -> Json {
    let slots = object(fact_type.slots.iter().map(|spec| (&*spec.name, slot(spec))));
    Json::Object(object([
        ("type", json!({"type": "string", "const": &*fact_type.name})),
        ("slots", Json::Object(slots)),
        ("said_by", json!({"$ref": "#/$defs/said_by"})),
        ("polarity", json!({"type": "string", "enum": Polarity::ALL.map(Polarity::word)})),
        ("evidence", json!({"$ref": "#/$defs/evidence"})),
    ]))
}

fn view_value(schema: &Schema, view: &View) -> Json {
    let value = one(&view_slot(schema, view));
    Json::Object(object([
        ("view", json!({"type": "string", "const": &*view.name})),
        ("value", value),
        ("evidence", json!({"$ref": "#/$defs/evidence"})),
    ]))
}

/// Returns the schema of a slot; null leaves it open.
fn slot(spec: &SlotSpec) -> Json {
    let mut slot =
        if spec.is_set { json!({"type": ["array", "null"], "items": one(spec)}) } else { or_null(one(spec)) };
    let ask = spec.questions.get("en").or_else(|| spec.questions.values().next());
    if let (Some(fields), Some(ask)) = (slot.as_object_mut(), ask) {
        fields.insert("description".to_owned(), json!(ask));
    }
    slot
}

fn one(spec: &SlotSpec) -> Json {
    let words: Vec<&str> = spec.words.iter().map(|word| &**word).collect();
    if spec.kind == Kind::Enum { json!({"type": "string", "enum": words}) } else { json!({"type": "string"}) }
}

fn or_null(mut one: Json) -> Json {
    if let Some(fields) = one.as_object_mut() {
        fields.insert("type".to_owned(), json!(["string", "null"]));
        if let Some(Json::Array(words)) = fields.get_mut("enum") {
            words.push(Json::Null);
        }
    }
    one
}

/// Returns the schema of who said it: nobody, or the origin and then the relays.
fn said_by() -> Json {
    let together = object([("together", json!({"type": "array", "items": {"type": "string"}}))]);
    json!({
        "description": "who says so: the origin first, then those who pass it on; null is the article itself",
        "anyOf": [
            {"type": "null"},
            {"type": "array", "items": {"anyOf": [{"type": "string"}, together]}},
        ],
    })
}

fn evidence() -> Json {
    json!({
        "type": "array",
        "items": {"type": "string"},
        "description": "the shortest passages of the article that state it, copied character by character",
    })
}
