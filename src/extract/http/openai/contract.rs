//! What a chat server is told about answers: their schema, and how to go about them.

use serde_json::{Map, Value as Json, json};

use crate::extract::Request;
use crate::schema::{FactType, SlotSpec};
use crate::value::Kind;

/// Returns the JSON Schema of an answer in the strict form: every field is required, none may be added.
pub(super) fn answer_schema(request: &Request<'_>) -> Json {
    let types: Vec<Json> = request.schema.types.iter().map(fact).collect();
    object([("facts", json!({"type": "array", "items": {"anyOf": types}}))])
}

fn fact(fact_type: &FactType) -> Json {
    let slots = fact_type.slots.iter().map(|spec| (&*spec.name, slot(spec)));
    object([
        ("type", json!({"type": "string", "enum": [&*fact_type.name]})),
        ("slots", object(slots)),
        ("said_by", json!({"type": ["string", "null"]})),
        ("polarity", json!({"type": "string", "enum": ["asserted", "conditional", "denied"]})),
        ("evidence", json!({"type": "array", "items": {"type": "string"}})),
    ])
}

fn slot(spec: &SlotSpec) -> Json {
    let one = if spec.kind == Kind::Enum {
        let words: Vec<&str> = spec.words.iter().map(|word| &**word).collect();
        json!({"type": "string", "enum": words})
    } else {
        json!({"type": "string"})
    };
    let value = if spec.is_set { json!({"type": "array", "items": one}) } else { one };
    json!({"anyOf": [value, {"type": "null"}]})
}

fn object<'a>(fields: impl IntoIterator<Item = (&'a str, Json)>) -> Json {
    let properties: Map<String, Json> =
        fields.into_iter().map(|(name, schema)| (name.to_owned(), schema)).collect();
    let required: Vec<String> = properties.keys().cloned().collect();
    json!({"type": "object", "properties": properties, "required": required, "additionalProperties": false})
}

/// Returns what a model is told to do.
pub(super) fn instructions(_request: &Request<'_>) -> &'static str {
    "You read a news article and return the facts that it states, as JSON: {\"facts\": [{\"type\": …, \
     \"slots\": {…}, \"said_by\": …, \"polarity\": …, \"evidence\": […]}]}. Return only what the article says, \
     not what you know. Leave a slot null where the article does not fill it. Write dates as 2022-09-13, moments \
     as 2022-09-13T09:00+03:00, counts as the article bounds them, such as \"at least 6500\". In \"said_by\", name \
     who said it, or null where the article says it in its own voice. \"polarity\" is \"asserted\", \
     \"conditional\" for what is only alleged, or \"denied\". In \"evidence\", quote the passages that state the \
     fact, letter by letter. Answer with the JSON alone."
}
