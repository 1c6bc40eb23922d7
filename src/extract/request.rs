//! Writes the request of protocol 1: what an extractor is told about one article, on one line of JSON.

use serde_json::{Map, Value as Json, json};

use crate::extract::Request;
use crate::schema::{EvidenceRule, FactType, SlotSpec};
use crate::value::Kind;

/// The version of the protocol between karat and extractors.
pub const PROTOCOL: u32 = 1;

/// Writes the request on one line, without a newline: nothing in it tells what the labels say.
#[must_use]
pub fn encode_request(request: &Request<'_>) -> String {
    let mut fields = Map::new();
    let mut put = |name: &str, value: Json| fields.insert(name.to_owned(), value);
    put("karat", json!(PROTOCOL));
    put("id", json!(request.id));
    put("text", json!(request.text.as_str()));
    put("language", json!(request.language));
    put("published", json!(request.published.map(ToString::to_string)));
    put("timezone", json!(request.timezone.map(|zone| zone.name())));
    let types = &request.schema.types;
    if request.views.is_empty() {
        put("types", types.iter().map(|fact_type| type_json(fact_type, request.language)).collect());
    } else {
        let views = request.views.iter().filter_map(|index| request.schema.views.get(*index));
        put("views", views.map(|view| json!(&*view.name)).collect());
    }
    Json::Object(fields).to_string()
}

/// Returns the request that a filter sees: everything but the text.
///
/// # Panics
/// If `body` is no request that [`encode_request`] wrote.
pub(crate) fn without_text(body: &str) -> Json {
    let mut request: Json = serde_json::from_str(body).expect("a request is JSON that this program wrote");
    if let Some(fields) = request.as_object_mut() {
        fields.shift_remove("text");
    }
    request
}

fn type_json(fact_type: &FactType, language: &str) -> Json {
    let slots: Map<String, Json> =
        fact_type.slots.iter().map(|slot| (slot.name.to_string(), slot_json(slot, language))).collect();
    let mut fields = Map::new();
    fields.insert("type".to_owned(), json!(&*fact_type.name));
    if let Some(question) = fact_type.questions.get(language).or_else(|| fact_type.questions.values().next())
    {
        fields.insert("ask".to_owned(), json!(question));
    }
    fields.insert("evidence".to_owned(), json!(fact_type.evidence == EvidenceRule::Required));
    fields.insert("slots".to_owned(), Json::Object(slots));
    Json::Object(fields)
}

fn slot_json(slot: &SlotSpec, language: &str) -> Json {
    let mut fields = Map::new();
    fields.insert("kind".to_owned(), json!(slot.kind.word()));
    if slot.is_set {
        fields.insert("set".to_owned(), json!(true));
    }
    if slot.kind == Kind::Enum {
        fields.insert("values".to_owned(), slot.words.iter().map(|word| json!(&**word)).collect());
    }
    if let Some(question) = slot.questions.get(language).or_else(|| slot.questions.values().next()) {
        fields.insert("ask".to_owned(), json!(question));
    }
    Json::Object(fields)
}
