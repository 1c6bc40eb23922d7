//! The JSON Schema of one answer, as wide as what karat reads.

use std::sync::Arc;

use serde_json::{Map, Value as Json, json};

use crate::extract::answer::view::view_slot;
use crate::extract::contract::DIALECT;
use crate::fact::Polarity;
use crate::json_schema::shape::pointer;
use crate::schema::{EvidenceRule, FactType, Schema, SlotSpec, View};
use crate::value::Kind;

pub(super) fn answer_schema(schema: &Schema, views: &[usize]) -> Json {
    let id = json!({"type": "string", "description": "the id of the request"});
    let facts = json!({"type": "array", "items": {"$ref": "#/$defs/fact"}});
    json!({
        "$schema": DIALECT,
        "title": "an answer to karat",
        "description": "what an extractor returns for one article; karat forgives more than this in the names of types, slots and words",
        "type": ["object", "array"],
        "items": {"$ref": "#/$defs/fact"},
        "properties": {
            "id": id,
            "facts": facts,
            "error": {"description": "why there is no answer; then nothing else is read"},
            "usage": {"$ref": "#/$defs/usage"},
        },
        "if": {"type": "object", "properties": {"error": {"type": "null"}}},
        "then": {"required": ["facts"]},
        "$defs": definitions(schema, views),
    })
}

fn definitions(schema: &Schema, views: &[usize]) -> Json {
    let mut definitions = Map::new();
    definitions.insert("fact".to_owned(), fact(schema, views));
    if views.is_empty() {
        for fact_type in &schema.types {
            definitions.insert(slots_of(&fact_type.name), slots(fact_type));
            for spec in fact_type.slots.iter().filter(|spec| spec.kind == Kind::Enum) {
                let name = words_of(&fact_type.name, spec);
                definitions.insert(name.clone(), plain(Kind::Enum, &spec.words));
                definitions.insert(format!("{name}.slot"), stated(&reference(&name)));
            }
        }
    }
    definitions.insert("said_by".to_owned(), said_by());
    definitions.insert("voice".to_owned(), voice());
    definitions.insert("evidence".to_owned(), evidence());
    definitions.insert("usage".to_owned(), usage());
    for kind in Kind::ALL.into_iter().filter(|kind| *kind != Kind::Enum) {
        definitions.insert(value_of_kind(kind), plain(kind, &[]));
        definitions.insert(one_of_kind(kind), stated(&reference(&value_of_kind(kind))));
    }
    Json::Object(definitions)
}

/// Returns a reference to a definition.
fn reference(name: &str) -> Json {
    json!({"$ref": format!("#/$defs/{}", pointer(name))})
}

/// Returns the name of the definition of a type's slots.
fn slots_of(name: &str) -> String {
    format!("type.{name}")
}

/// Returns the name of the definition of a value of a kind.
fn value_of_kind(kind: Kind) -> String {
    format!("value.{}", kind.word())
}

/// Returns the name of the definition of an enum's words.
fn words_of(owner: &str, spec: &SlotSpec) -> String {
    format!("type.{owner}.{}", spec.name)
}

/// Returns the name of the definition of what may stand for one value of a kind.
fn one_of_kind(kind: Kind) -> String {
    format!("value.{}.slot", kind.word())
}

/// Returns the schema of a fact or a value for a view.
///
/// One list of properties for all types and a condition for each: a validator then names what is wrong in the type
/// that was meant, not in all.
fn fact(schema: &Schema, views: &[usize]) -> Json {
    let types: Vec<&str> = schema.types.iter().map(|fact_type| &*fact_type.name).collect();
    let asked = schema.views.iter().enumerate();
    let asked: Vec<_> = asked.filter(|(index, _)| views.is_empty() || views.contains(index)).collect();
    let names: Vec<&str> = asked.iter().map(|(_, view)| &*view.name).collect();
    let mut conditions: Vec<Json> = Vec::new();
    let mut needed = vec![json!({"required": ["unreadable"]})];
    let mut properties = Map::new();
    let mut put = |name: &str, value: Json| properties.insert(name.to_owned(), value);
    if views.is_empty() {
        needed.insert(0, json!({"required": ["type"]}));
        put("type", json!({"enum": types}));
        put("slots", json!({"type": ["object", "null"]}));
        put("said_by", reference("said_by"));
        put("polarity", json!({"enum": polarity_words()}));
        conditions
            .extend(types.iter().map(|name| condition("type", name, "slots", &reference(&slots_of(name)))));
    }
    if !asked.is_empty() {
        needed.insert(needed.len() - 1, json!({"required": ["view", "value"]}));
        put("view", json!({"enum": names}));
        put("value", json!(true));
        conditions.extend(
            asked.iter().map(|(_, view)| condition("view", &view.name, "value", &value_of(schema, view))),
        );
    }
    put("evidence", reference("evidence"));
    put("quote", reference("evidence"));
    put("confidence", json!({"type": ["number", "null"], "minimum": 0, "maximum": 1}));
    put(
        "remarks",
        json!({"type": "array", "items": {"type": "string"}, "description": "what karat said when it recorded the answer"}),
    );
    put(
        "unreadable",
        json!({"type": "string", "description": "what karat could not read when it recorded the answer"}),
    );
    json!({
        "type": "object",
        "anyOf": needed,
        "properties": properties,
        "additionalProperties": false,
        "allOf": conditions,
    })
}

/// Returns `if property is word, then other is …`.
fn condition(property: &str, word: &str, other: &str, schema: &Json) -> Json {
    let object = |name: &str, value: &Json| {
        let mut fields = Map::new();
        fields.insert(name.to_owned(), value.clone());
        Json::Object(fields)
    };
    json!({
        "if": {"properties": object(property, &json!({"const": word})), "required": [property]},
        "then": {"properties": object(other, schema)},
    })
}

fn slots(fact_type: &FactType) -> Json {
    let mut properties = Map::new();
    for spec in &fact_type.slots {
        properties.insert(spec.name.to_string(), slot(&fact_type.name, spec));
    }
    let mut fields = Map::new();
    fields.insert("type".to_owned(), json!(["object", "null"]));
    if fact_type.evidence == EvidenceRule::Required {
        let note = "a fact of this type earns nothing without evidence that stands in the article";
        fields.insert("$comment".to_owned(), json!(note));
    }
    fields.insert("properties".to_owned(), Json::Object(properties));
    fields.insert("additionalProperties".to_owned(), json!(false));
    Json::Object(fields)
}

/// Returns the schema of what may stand in a slot.
fn slot(owner: &str, spec: &SlotSpec) -> Json {
    let one = match spec.kind {
        Kind::Enum => reference(&format!("{}.slot", words_of(owner, spec))),
        kind @ (Kind::Date | Kind::Instant | Kind::Duration | Kind::Count | Kind::Entity | Kind::Text) => {
            reference(&one_of_kind(kind))
        }
    };
    if spec.is_set { json!({"anyOf": [{"type": "array", "items": one}, one]}) } else { one }
}

/// Returns the schema of a value for a view.
fn value_of(schema: &Schema, view: &View) -> Json {
    let spec = view_slot(schema, view);
    if spec.kind == Kind::Enum { stated(&plain(Kind::Enum, &spec.words)) } else { slot(&view.name, &spec) }
}

/// Returns the schema of one value as written.
fn plain(kind: Kind, words: &[Arc<str>]) -> Json {
    match kind {
        Kind::Date => {
            json!({"type": ["string", "integer"], "examples": ["2019-06-12", "2019-06", "XXXX-06-12", 1987]})
        }
        Kind::Instant => json!({
            "type": ["string", "integer"],
            "examples": ["2019-06-12T14:30+02:00[Europe/Oslo]", "2019-06-12T14:30"],
        }),
        Kind::Duration => json!({"type": ["string", "number"], "examples": ["P10D", "PT3H", "almost P3W"]}),
        Kind::Count => json!({
            "anyOf": [
                {"type": "number", "minimum": 0},
                {"type": "string", "minLength": 1},
                {
                    "type": "object",
                    "minProperties": 1,
                    "propertyNames": {"enum": ["min", "low", "max", "high", "best", "value", "exact"]},
                    "additionalProperties": {"type": ["number", "string"]},
                },
            ],
            "examples": ["12", "at least 340", "5..7", "dozens", {"min": 340}],
        }),
        Kind::Entity => {
            json!({"type": "string", "minLength": 1, "description": "an id of entities.yaml, any of its names, or the name in the article"})
        }
        Kind::Text => json!({"type": ["string", "number"]}),
        Kind::Enum => json!({"enum": words.iter().map(|word| &**word).collect::<Vec<_>>()}),
    }
}

/// Returns the schema of what may stand for one value: the value, several to choose from, or that it is left open.
fn stated(value: &Json) -> Json {
    json!({"anyOf": [
        value,
        {"enum": [null, "unspecified", "none"]},
        {
            "type": "object",
            "properties": {
                "value": value,
                "score": score(),
                "optional": {"type": "boolean"},
            },
            "required": ["value"],
            "additionalProperties": false,
        },
        {
            "type": "object",
            "properties": {
                "any_of": alternatives(value),
                "optional": {"type": "boolean"},
            },
            "required": ["any_of"],
            "additionalProperties": false,
        },
        {
            "type": "object",
            "properties": {"unreadable": {"type": "string"}},
            "required": ["unreadable"],
            "additionalProperties": false,
        },
    ]})
}

/// Returns the schema of several answers of which each will do, some perhaps for less.
fn alternatives(value: &Json) -> Json {
    json!({
        "type": "array",
        "minItems": 1,
        "items": {"anyOf": [
            value,
            {
                "type": "object",
                "properties": {"value": value, "score": score()},
                "required": ["value"],
                "additionalProperties": false,
            },
        ]},
    })
}

fn score() -> Json {
    json!({"type": "number", "minimum": 0, "maximum": 1})
}

fn voice() -> Json {
    json!({"anyOf": [
        {"type": "string", "minLength": 1},
        {
            "type": "object",
            "properties": {"together": {"type": "array", "minItems": 1, "items": {"type": "string", "minLength": 1}}},
            "required": ["together"],
            "additionalProperties": false,
        },
    ]})
}

/// Returns the schema of who said it: nobody, one voice, or the origin and then the relays.
fn said_by() -> Json {
    let attribution = json!({"anyOf": [
        reference("voice"),
        {
            "type": "array",
            "prefixItems": [reference("voice")],
            "items": {"type": "string", "minLength": 1},
        },
    ]});
    json!({"anyOf": [
        {"type": "null"},
        attribution,
        {
            "type": "object",
            "properties": {
                "any_of": alternatives(&attribution),
                "value": attribution,
                "score": score(),
                "optional": {"type": "boolean"},
            },
            "anyOf": [{"required": ["any_of"]}, {"required": ["value"]}],
            "additionalProperties": false,
        },
    ]})
}

fn evidence() -> Json {
    let passage = json!({"anyOf": [
        {"type": "string", "pattern": "\\S", "description": "a quotation of the article, word for word"},
        {
            "type": "object",
            "properties": {
                "quote": {"type": "string", "pattern": "\\S"},
                "occurrence": {"type": ["integer", "null"], "minimum": 1},
                "before": {"type": ["string", "null"]},
                "after": {"type": ["string", "null"]},
            },
            "required": ["quote"],
            "additionalProperties": false,
        },
        {
            "type": "object",
            "properties": {
                "start": {"type": "integer", "minimum": 0},
                "end": {"type": "integer", "minimum": 1},
                "unit": {"enum": ["byte", "char", "utf16"]},
                "text": {"type": "string", "description": "what stands there, to be checked"},
            },
            "required": ["start", "end"],
            "additionalProperties": false,
        },
    ]});
    json!({"anyOf": [passage, {"type": "null"}, {"type": "array", "items": passage}]})
}

fn usage() -> Json {
    let count = json!({"type": ["integer", "null"], "minimum": 0});
    json!({
        "type": ["object", "null"],
        "description": "what the answer cost",
        "properties": {"input_tokens": count, "output_tokens": count, "cost": {"type": ["number", "null"], "minimum": 0}},
    })
}

fn polarity_words() -> Vec<Json> {
    let words = Polarity::ALL.iter().map(|polarity| json!(polarity.word()));
    words.chain([Json::Null]).collect()
}
