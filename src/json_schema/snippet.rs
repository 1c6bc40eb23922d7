//! Pieces that an editor puts in whole: a new fact of each type.

use serde_json::{Map, Value as Json, json};

use crate::schema::{FactType, Schema, SlotSpec};
use crate::value::Kind;

/// Returns a new fact of each type: its key slots to be filled, and the quote.
pub(super) fn snippets(schema: &Schema) -> Json {
    Json::Array(schema.types.iter().map(snippet).collect())
}

fn snippet(fact_type: &FactType) -> Json {
    let slots = slots(fact_type, 2);
    let last = slots.len() + 2;
    let mut fact = Map::new();
    fact.insert(fact_type.name.to_string(), Json::Object(slots));
    fact.insert("quote".to_owned(), json!(format!("${last}")));
    let mut body = Map::new();
    body.insert("${1:id}".to_owned(), Json::Object(fact));
    json!({"label": format!("new {}", fact_type.name), "description": question(fact_type), "body": body})
}

/// Returns the key slots of a type, to be filled.
pub(super) fn slots_snippet(fact_type: &FactType) -> Json {
    json!([{
        "label": format!("slots of {}", fact_type.name),
        "description": question(fact_type),
        "body": slots(fact_type, 1),
    }])
}

fn question(fact_type: &FactType) -> &str {
    let question = fact_type.questions.get("en").or_else(|| fact_type.questions.values().next());
    question.map_or("", String::as_str)
}

/// Returns the slots that tell facts apart, each with a place to be filled, numbered from the first.
fn slots(fact_type: &FactType, first: usize) -> Map<String, Json> {
    let keys = fact_type.slots.iter().filter(|spec| spec.is_key || spec.is_required);
    keys.zip(first..).map(|(spec, number)| (spec.name.to_string(), placeholder(spec, number))).collect()
}

fn placeholder(spec: &SlotSpec, number: usize) -> Json {
    let text = match (spec.kind, spec.words.as_slice()) {
        (Kind::Enum, words) if !words.is_empty() => {
            let words: Vec<&str> = words.iter().map(|word| &**word).collect();
            format!("${{{number}|{}|}}", words.join(","))
        }
        _ => format!("${number}"),
    };
    if spec.is_set { json!([text]) } else { json!(text) }
}
