//! The JSON Schemas of schema.yaml, entities.yaml, rulings.yaml and karat.yaml.

use std::collections::BTreeMap;

use serde_json::{Map, Value as Json, json};

use crate::gold::rulings;
use crate::json_schema::heading;
use crate::json_schema::shape::{Local, at_most_one, basics, or_nothing, record, reference};
use crate::json_schema::slot::{entity, proposed, value};
use crate::project::kind::{Setting, SourceKind};
use crate::project::name::BUILT_IN_WORDS;
use crate::project::tables::{EXTRACTOR, PROJECT};
use crate::schema::Schema;
use crate::schema::entities::{self, Entities};
use crate::schema::tables::{SCHEMA, SLOT};
use crate::value::Kind;
use crate::yaml::shape::Field;

/// Returns the schema of schema.yaml.
pub(super) fn schema_schema() -> Json {
    let mut slot = record(&SLOT, &Local::new());
    if let Some(rules) = slot["allOf"].as_array_mut() {
        rules.extend(slot_rules());
    }
    let definitions = [("slot".to_owned(), slot)].into_iter().collect();
    whole(heading("schema", "the types of fact that labels may state"), &SCHEMA, definitions)
}

/// Returns the rules of fields that belong to one kind of slot.
fn slot_rules() -> Vec<Json> {
    let is = |kind: &str| json!({"properties": {"kind": {"const": kind}}, "required": ["kind"]});
    let only = |field: &str, kind: &str| {
        let forbidden: Map<String, Json> = [(field.to_owned(), json!(false))].into_iter().collect();
        let message = format!("\"{field}\" belongs to kind: {kind}");
        let of = json!({"properties": {"of": {"const": kind}}, "required": ["of"]});
        json!({"if": {"anyOf": [is(kind), of]}, "else": {"properties": forbidden, "errorMessage": message}})
    };
    vec![
        json!({"if": is("set"), "then": {"required": ["of"], "errorMessage": "a set needs the kind of its values: write {kind: set, of: entity}"}}),
        json!({"if": is("enum"), "then": {"required": ["values"], "errorMessage": "an enum needs its values: write values: [a, b]"}}),
        only("of", "set"),
        only("values", "enum"),
        only("partial", "enum"),
        only("compare", "text"),
    ]
}

/// Returns the schema of entities.yaml, which proposes the entities that were there when it was written.
pub(super) fn entities_schema(entities: &Entities) -> Json {
    let definitions = [("entity".to_owned(), entity(entities))].into_iter().collect();
    whole(heading("entities", "who and where: ids and names"), &entities::FIELDS, definitions)
}

/// Returns the schema of rulings.yaml.
pub(super) fn rulings_schema(schema: &Schema) -> Json {
    let mut slots: BTreeMap<&str, String> = BTreeMap::new();
    for fact_type in &schema.types {
        for spec in &fact_type.slots {
            let types = slots.entry(&spec.name).or_default();
            types.push_str(if types.is_empty() { "" } else { ", " });
            types.push_str(&fact_type.name);
        }
    }
    slots.insert("said_by", "who said it".to_owned());
    slots.insert("polarity", "whether it is asserted".to_owned());
    let message = "expected the name of a slot, or said_by or polarity";
    let definitions =
        [("slot".to_owned(), proposed(slots.into_iter(), message)), ("date".to_owned(), value(Kind::Date))];
    let definitions = definitions.into_iter().collect();
    whole(heading("rulings", "what reviewers decided about single values"), &rulings::FIELDS, definitions)
}

/// Returns the schema of karat.yaml.
pub(super) fn project_schema() -> Json {
    let inside = |word: &str| (word.to_owned(), or_nothing(word, &reference("extractor")));
    let extractors = json!({
        "type": "object",
        "properties": BUILT_IN_WORDS.iter().map(|word| inside(word.word)).collect::<Map<_, _>>(),
        "propertyNames": {
            "pattern": "^[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9_-])?$|^_([A-Za-z0-9._-]*[A-Za-z0-9_-])?$",
            "maxLength": 80,
            "patternErrorMessage": "this cannot be the name of an extractor: use letters from a to z, digits, - _ and .",
            "doNotSuggest": true,
        },
        "additionalProperties": reference("extractor"),
        "errorMessage": "expected a map",
    });
    let definitions = [("extractors".to_owned(), extractors), ("extractor".to_owned(), extractor())];
    let definitions = definitions.into_iter().collect();
    whole(
        heading("karat.yaml", "where things are, and the extractors that are scored"),
        &PROJECT,
        definitions,
    )
}

fn extractor() -> Json {
    let kinds = SourceKind::ALL.map(SourceKind::word);
    let mut extractor = record(&EXTRACTOR, &Local::new());
    let nothing = format!("this does not say what answers: give it one of {}", kinds.join(", "));
    let one: Vec<Json> =
        kinds.iter().map(|kind| json!({"required": [kind], "errorMessage": nothing})).collect();
    let mut rules = vec![json!({"anyOf": one})];
    rules.extend(at_most_one(&kinds, "an extractor cannot be both: keep one, or make two extractors of it"));
    rules.extend(SourceKind::ALL.map(misplaced));
    rules.push(json!({
        "if": {"required": [SourceKind::OpenAi.word()]},
        "then": {"required": [Setting::Model.word()], "errorMessage": "the field \"model\" is missing"},
    }));
    if let Some(own) = extractor["allOf"].as_array_mut() {
        own.extend(rules);
    }
    extractor
}

/// Returns the rule of settings that change nothing for a kind.
fn misplaced(kind: SourceKind) -> Json {
    let others = Setting::ALL.into_iter().filter(|setting| !setting.suits(kind));
    let forbidden: Map<String, Json> =
        others.map(|setting| (setting.word().to_owned(), json!(false))).collect();
    json!({
        "if": {"required": [kind.word()]},
        "then": {
            "properties": forbidden,
            "errorMessage": format!("this changes nothing for {}: take it out", kind.word()),
        },
    })
}

fn whole(mut whole: Json, fields: &[Field], more: Map<String, Json>) -> Json {
    if let Json::Object(fields) = record(fields, &Local::new()) {
        for (name, value) in fields {
            whole[name] = value;
        }
    }
    let mut definitions = basics();
    definitions.extend(more);
    whole["definitions"] = Json::Object(definitions);
    whole
}
