//! Turns tables of fields and words into JSON Schema, with the texts of errors that editors show.

use std::collections::BTreeMap;

use serde_json::{Map, Value as Json, json};

use crate::yaml::shape::{Field, Presence, Shape, Term};

/// Definitions that a place of a table names and that differ from place to place.
pub(super) type Local = BTreeMap<&'static str, Json>;

/// What a key has to be that other files can speak of: every punctuation mark of ASCII but - . _ is refused, and blanks.
const NAME: &str = r"^[^\u0000-,/:-@\[-\^`{-\u007f\s]+$";

/// Returns what every schema defines.
pub(super) fn basics() -> Map<String, Json> {
    let mut definitions = Map::new();
    // Not `type: null`: an editor would propose to write null.
    definitions.insert(
        "nothing".to_owned(),
        json!({
            "description": "nothing",
            "not": {"type": ["string", "number", "boolean", "array", "object"]},
        }),
    );
    definitions.insert("text".to_owned(), text(r"\S", "expected a text, found an empty one"));
    definitions
}

/// Returns the schema of a text that a pattern matches; what YAML takes for a number or a truth value is a text too.
pub(super) fn text(pattern: &str, message: &str) -> Json {
    // Not `type: [string, number, boolean]`: an editor would propose true and false.
    json!({
        "if": {"type": ["array", "object", "null"]},
        "then": {"type": "string", "errorMessage": "expected a text"},
        "else": {"pattern": pattern, "patternErrorMessage": message},
    })
}

/// Returns a reference to a definition.
pub(super) fn reference(name: &str) -> Json {
    json!({"$ref": format!("#/definitions/{}", pointer(name))})
}

/// Returns a name as a step of an address; what may not stand in an address is written as bytes.
pub(crate) fn pointer(name: &str) -> String {
    let mut address = String::new();
    for byte in name.replace('~', "~0").replace('/', "~1").bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                address.push(char::from(byte))
            }
            other => address.push_str(&format!("%{other:02X}")),
        }
    }
    address
}

/// Returns the schema of a place.
pub(super) fn of_shape(shape: &Shape, local: &Local) -> Json {
    match shape {
        Shape::Anything => json!({}),
        Shape::Nothing => reference("nothing"),
        Shape::Version => json!({
            "type": ["integer", "string"],
            "minimum": 1,
            "maximum": 1,
            "pattern": "^1$",
            "default": 1,
            "errorMessage": "this version is not known: write 1",
        }),
        Shape::Text => reference("text"),
        Shape::AnyText => text("", ""),
        Shape::Pattern { pattern, message } => {
            json!({"type": "string", "pattern": pattern, "errorMessage": message})
        }
        Shape::Word { noun, words } => word(noun, words),
        Shape::Truth => json!({
            "type": ["boolean", "string"],
            "pattern": "^(true|false)$",
            "errorMessage": "unknown truth value; known here: true, false",
        }),
        Shape::Number { least, most } => json!({
            "type": ["integer", "string"],
            "minimum": least,
            "maximum": most,
            "pattern": "^[0-9]+$",
            "errorMessage": format!("expected a whole number from {least} to {most}"),
        }),
        Shape::Decimal(most) => json!({
            "type": ["number", "string"],
            "minimum": 0,
            "maximum": most,
            "pattern": r"^([0-9]+\.?[0-9]{0,3}|\.[0-9]{1,3})$",
            "errorMessage": format!("expected a number from 0 to {most} with at most 3 decimals"),
        }),
        Shape::List(item) => list(&of_shape(item, local)),
        Shape::OneOrMore(item) => {
            let item = of_shape(item, local);
            json!({"if": {"type": "array"}, "then": list(&item), "else": item})
        }
        Shape::Record(fields) => record(fields, local),
        Shape::Named(value) => json!({
            "type": "object",
            "propertyNames": {
                "pattern": NAME,
                "patternErrorMessage": "this cannot be a name: use letters, digits, - and _",
                "doNotSuggest": true,
            },
            "additionalProperties": of_shape(value, local),
            "errorMessage": "expected a map",
        }),
        Shape::Map(value) => json!({
            "type": "object",
            "additionalProperties": of_shape(value, local),
            "errorMessage": "expected a map",
        }),
        Shape::Either(shapes) => either(shapes, local),
        Shape::Defined(name) => local.get(name).cloned().unwrap_or_else(|| reference(name)),
    }
}

/// Returns the schema of a list that may be empty.
pub(super) fn list(item: &Json) -> Json {
    json!({"type": "array", "items": item, "errorMessage": "expected a list"})
}

/// Returns the schema of a map of known fields.
///
/// Each message stands in a schema of its own: an editor shows the one message of a schema for all that is wrong there.
pub(super) fn record(fields: &[Field], local: &Local) -> Json {
    let names: Vec<&str> = fields.iter().map(|field| field.name).collect();
    let missing = fields
        .iter()
        .filter(|field| field.presence == Presence::Required)
        .map(|field| is_missing(field.name));
    let is_map = json!({"type": "object", "errorMessage": "expected a map"});
    let rules: Vec<Json> = [is_map].into_iter().chain(missing).collect();
    json!({
        "properties": properties(fields, local),
        "additionalProperties": false,
        "errorMessage": format!("unknown field; known here: {}", names.join(", ")),
        "allOf": rules,
    })
}

/// Returns the schema that a list of nothing breaks.
pub(super) fn not_empty() -> Json {
    json!({
        "if": {"type": "array", "maxItems": 0},
        "then": {"type": "object", "errorMessage": "the list is empty"},
    })
}

fn is_missing(name: &str) -> Json {
    json!({"required": [name], "errorMessage": format!("the field \"{name}\" is missing")})
}

/// Returns the schemas of fields by their names.
pub(super) fn properties(fields: &[Field], local: &Local) -> Map<String, Json> {
    let property = |field: &Field| {
        let shape = of_shape(&field.shape, local);
        let shape = json!({"title": field.name, "allOf": [shape]});
        let shape = match field.presence {
            Presence::Required | Presence::Filled => shape,
            Presence::Optional => or_nothing(field.name, &shape),
        };
        (field.name.to_owned(), described(shape, field.about))
    };
    fields.iter().map(property).collect()
}

/// Returns the schema with an explanation.
pub(super) fn described(mut schema: Json, about: &str) -> Json {
    schema["description"] = json!(about);
    schema
}

/// Returns the schema of what may also be left empty.
pub(super) fn or_nothing(title: &str, schema: &Json) -> Json {
    json!({"title": title, "anyOf": [schema, reference("nothing")]})
}

/// Returns the schema of a place for which some words are proposed, whatever may stand there.
///
/// Editors look for proposals under anyOf and not under if, and show on hover what matches: the list of words never
/// does. The title keeps the two branches apart for them.
pub(super) fn with_proposals(title: &str, schema: &Json, words: &Json) -> Json {
    json!({"title": title, "allOf": [schema], "anyOf": [{"title": title}, words]})
}

/// Returns words that are proposed and never match.
pub(super) fn proposals<'w>(words: impl Iterator<Item = (&'w str, String)>) -> Json {
    let mut words = one_of(words, "");
    if let Some(fields) = words.as_object_mut() {
        fields.remove("errorMessage");
    }
    words["not"] = json!({});
    words["description"] = json!("proposals");
    words
}

/// Returns the schema of one of a few words, each explained.
pub(super) fn word(noun: &str, words: &[Term]) -> Json {
    let message = unknown(noun, words.iter().map(|word| word.word));
    one_of(words.iter().map(|word| (word.word, word.about.to_owned())), &message)
}

/// Says that a word is not known, as decoders do.
pub(super) fn unknown<'w>(noun: &str, words: impl Iterator<Item = &'w str>) -> String {
    format!("unknown {noun}; known here: {}", words.collect::<Vec<_>>().join(", "))
}

/// Returns the schema of one of these words, each with an explanation.
pub(super) fn one_of<'w>(words: impl Iterator<Item = (&'w str, String)>, message: &str) -> Json {
    let (mut values, mut explanations) = (Vec::new(), Vec::new());
    for (word, about) in words {
        for value in spellings(word) {
            values.push(value);
            explanations.push(about.clone());
        }
    }
    json!({"enum": values, "enumDescriptions": explanations, "errorMessage": message})
}

/// Returns a word as the text it is, and as what YAML takes it for where it is written bare.
fn spellings(word: &str) -> Vec<Json> {
    let bare = match serde_json::from_str::<Json>(word) {
        Ok(bare @ (Json::Number(_) | Json::Bool(_) | Json::Null)) => Some(bare),
        Ok(Json::String(_) | Json::Array(_) | Json::Object(_)) | Err(_) => None,
    };
    [json!(word)].into_iter().chain(bare).collect()
}

/// Returns the schema of one of several shapes, chosen by what is written, so that errors speak of the one meant.
fn either(shapes: &[Shape], local: &Local) -> Json {
    let is_nothing = |shape: &&Shape| **shape == Shape::Nothing;
    if shapes.iter().any(|shape| is_nothing(&shape)) {
        let others: Vec<Shape> = shapes.iter().filter(|shape| !is_nothing(shape)).copied().collect();
        return json!({"anyOf": [either(&others, local), reference("nothing")]});
    }
    let (kinds, texts): (Vec<&Shape>, Vec<&Shape>) =
        shapes.iter().partition(|shape| written_as(shape).is_some());
    let (last, rest) = match (texts.first(), kinds.split_last()) {
        (Some(text), _) => (*text, kinds.as_slice()),
        (None, Some((last, rest))) => (*last, rest),
        (None, None) => return json!({}),
    };
    rest.iter().rev().fold(of_shape(last, local), |other, shape| {
        json!({"if": {"type": written_as(shape)}, "then": of_shape(shape, local), "else": other})
    })
}

/// Returns what JSON calls a list or a map; `None` for what is written as a text.
fn written_as(shape: &Shape) -> Option<&'static str> {
    match shape {
        Shape::List(_) => Some("array"),
        Shape::Record(_) | Shape::Named(_) | Shape::Map(_) => Some("object"),
        Shape::Anything
        | Shape::Version
        | Shape::Text
        | Shape::AnyText
        | Shape::Pattern { .. }
        | Shape::Word { .. }
        | Shape::Truth
        | Shape::Number { .. }
        | Shape::Decimal(_)
        | Shape::OneOrMore(_)
        | Shape::Either(_)
        | Shape::Nothing
        | Shape::Defined(_) => None,
    }
}

/// Returns the rules of a map that has exactly one of several keys: the message for a second key stands at that key.
pub(super) fn at_most_one(keys: &[&str], message: &str) -> Vec<Json> {
    let rule = |(index, key): (usize, &&str)| {
        let others = keys.get(index + 1..).unwrap_or_default();
        let forbidden: Map<String, Json> =
            others.iter().map(|other| ((*other).to_owned(), json!(false))).collect();
        (!forbidden.is_empty()).then(|| {
            json!({
                "if": {"required": [key]},
                "then": {"properties": forbidden, "errorMessage": message},
            })
        })
    };
    keys.iter().enumerate().filter_map(rule).collect()
}
