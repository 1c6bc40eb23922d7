//! The JSON Schema of a request.

use serde_json::{Value as Json, json};

use crate::extract::contract::DIALECT;
use crate::extract::request::PROTOCOL;
use crate::value::Kind;

pub(super) fn request_schema() -> Json {
    json!({
        "$schema": DIALECT,
        "title": "a request of karat",
        "description": "what an extractor is told about one article, on one line; nothing in it tells what the labels say",
        "type": "object",
        "properties": {
            "karat": {"const": PROTOCOL, "description": "the version of the protocol"},
            "id": {"type": "string", "description": "to be given back in the answer"},
            "text": {"type": "string", "description": "the article, byte for byte"},
            "language": {"type": "string", "description": "a tag such as fr"},
            "published": {"type": ["string", "null"], "description": "the day from which words such as mardi count"},
            "timezone": {"type": ["string", "null"], "description": "the zone of bare local times"},
            "types": {"type": "array", "items": {"$ref": "#/$defs/type"}, "description": "the types of fact asked for"},
            "views": {"type": "array", "items": {"type": "string"}, "description": "the only views asked for; then there are no types"},
        },
        "required": ["karat", "id", "text", "language", "published", "timezone"],
        "oneOf": [{"required": ["types"]}, {"required": ["views"]}],
        "additionalProperties": false,
        "$defs": {
            "type": {
                "type": "object",
                "properties": {
                    "type": {"type": "string"},
                    "ask": {"type": "string", "description": "the question that a labeller answers"},
                    "evidence": {"type": "boolean", "description": "whether a fact earns nothing without a quotation"},
                    "slots": {"type": "object", "additionalProperties": {"$ref": "#/$defs/slot"}},
                },
                "required": ["type", "evidence", "slots"],
                "additionalProperties": false,
            },
            "slot": {
                "type": "object",
                "properties": {
                    "kind": {"enum": Kind::ALL.map(Kind::word)},
                    "set": {"const": true, "description": "it holds a list"},
                    "values": {"type": "array", "items": {"type": "string"}, "description": "the words of an enum"},
                    "ask": {"type": "string"},
                },
                "required": ["kind"],
                "additionalProperties": false,
            },
        },
    })
}
