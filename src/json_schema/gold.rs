//! The JSON Schema of a gold file: it knows the types, slots, words and entities of its corpus.

use serde_json::{Map, Value as Json, json};

use crate::gold::tables::{DISTRACTOR, FACT, GOLD};
use crate::json_schema::shape::{
    Local, at_most_one, basics, described, one_of, or_nothing, properties, record, reference, unknown,
};
use crate::json_schema::slot::{attribution, slot, value_definitions, words_of};
use crate::json_schema::snippet::{slots_snippet, snippets};
use crate::json_schema::{heading, text_in_all_languages};
use crate::schema::entities::Entities;
use crate::schema::{FactType, Schema};
use crate::value::Kind;
use crate::yaml::shape::{Field, Presence, names};

/// Returns the schema of gold files of a corpus.
pub(super) fn gold_schema(schema: &Schema, entities: &Entities) -> Json {
    let mut whole = heading("gold", "what an article states, by hand");
    let Json::Object(fields) = record(&GOLD, &Local::new()) else { return whole };
    for (name, value) in fields {
        whole[name] = value;
    }
    // In a map of facts an editor offers a whole new one of each type.
    whole["properties"]["facts"]["anyOf"][0]["allOf"][0]["defaultSnippets"] = snippets(schema);
    let mut definitions = basics();
    definitions.extend(value_definitions(entities));
    definitions
        .insert("type".to_owned(), name_of("type", schema.types.iter().map(|one| (&*one.name, title(one)))));
    let views = schema.views.iter().map(|view| (&*view.name, String::new()));
    definitions.insert("view".to_owned(), name_of("view", views));
    definitions.insert("said_by".to_owned(), attribution());
    for fact_type in &schema.types {
        for spec in fact_type.slots.iter().filter(|spec| spec.kind == Kind::Enum) {
            definitions.extend(words_of(&fact_type.name, spec));
        }
        definitions.insert(slots_of(&fact_type.name), slots(fact_type));
    }
    let types: Vec<&str> = schema.types.iter().map(|fact_type| &*fact_type.name).collect();
    let rules = at_most_one(&types, "a fact has one type: make two facts of it");
    definitions.insert("one type".to_owned(), json!({"allOf": rules}));
    definitions.insert("fact".to_owned(), label(&FACT, schema, required_slots(schema)));
    definitions.insert("distractor".to_owned(), label(&DISTRACTOR, schema, Vec::new()));
    whole["definitions"] = Json::Object(definitions);
    whole
}

fn title(fact_type: &FactType) -> String {
    text_in_all_languages(&fact_type.labels, " · ")
}

/// Returns the schema of one of the names that the corpus declares.
fn name_of<'n>(noun: &str, names: impl Iterator<Item = (&'n str, String)> + Clone) -> Json {
    let message = unknown(noun, names.clone().map(|(name, _)| name));
    one_of(names, &message)
}

/// Returns the name of the definition of a type's slots.
fn slots_of(name: &str) -> String {
    format!("type.{name}")
}

fn slots(fact_type: &FactType) -> Json {
    let names: Vec<&str> = fact_type.slots.iter().map(|spec| &*spec.name).collect();
    let properties: Map<String, Json> =
        fact_type.slots.iter().map(|spec| (spec.name.to_string(), slot(&fact_type.name, spec))).collect();
    let list = names.join(", ");
    json!({
        "properties": properties,
        "additionalProperties": false,
        "errorMessage": format!("this slot does not exist in {} ({list})", fact_type.name),
        "allOf": [{"type": "object", "errorMessage": "expected a map of slots"}],
    })
}

/// Returns the schema of a fact or a distractor: one type with its slots, these fields, and more rules.
fn label(fields: &'static [Field], schema: &Schema, more: Vec<Json>) -> Json {
    let types: Vec<&str> = schema.types.iter().map(|fact_type| &*fact_type.name).collect();
    let mut properties: Map<String, Json> =
        schema.types.iter().map(|fact_type| (fact_type.name.to_string(), type_property(fact_type))).collect();
    properties.extend(self::properties(fields, &Local::new()));
    let mut rules = vec![json!({"type": "object", "errorMessage": "expected a map"})];
    rules.push(keys(fields, &types));
    rules.push(reference("one type"));
    rules.extend(missing(fields));
    rules.extend(more);
    json!({"properties": properties, "allOf": rules})
}

fn type_property(fact_type: &FactType) -> Json {
    let questions = text_in_all_languages(&fact_type.questions, "\n\n");
    let title = title(fact_type);
    let title = if title.is_empty() { fact_type.name.to_string() } else { title };
    let slots = json!({"title": title, "allOf": [reference(&slots_of(&fact_type.name))]});
    let mut property = or_nothing(&title, &slots);
    property["defaultSnippets"] = slots_snippet(fact_type);
    if questions.is_empty() { property } else { described(property, &questions) }
}

/// Returns the rule of the keys of a label: as decoders do, it calls a stranger a type where none is stated.
fn keys(fields: &'static [Field], types: &[&str]) -> Json {
    let known: Vec<&str> = types.iter().copied().chain(names(fields)).collect();
    let typed: Vec<Json> = types.iter().chain(&["same_as"]).map(|name| json!({"required": [name]})).collect();
    let names = |message: String| json!({"propertyNames": {"enum": known, "errorMessage": message, "doNotSuggest": true}});
    let no_type = format!("the fact has no type: put its slots under one of: {}", types.join(", "));
    json!({
        "if": {"anyOf": typed},
        "then": names(unknown("field", known.iter().copied())),
        "else": {
            "if": {"propertyNames": {"enum": known}},
            "then": {"required": ["same_as"], "errorMessage": no_type},
            "else": names(unknown("type", types.iter().copied())),
        },
    })
}

fn missing(fields: &[Field]) -> impl Iterator<Item = Json> {
    fields.iter().filter(|field| field.presence == Presence::Required).map(
        |field| json!({"required": [field.name], "errorMessage": format!("the field \"{}\" is missing", field.name)}),
    )
}

/// Returns the rules of slots that every label fills, unless it inherits them.
fn required_slots(schema: &Schema) -> Vec<Json> {
    let rule = |fact_type: &FactType| {
        let slots = fact_type.slots.iter().filter(|spec| spec.is_required);
        let rules: Vec<Json> = slots
            .map(|spec| {
                let message = format!("slot \"{}\" is required", spec.name);
                json!({"required": [&*spec.name], "errorMessage": message})
            })
            .collect();
        (!rules.is_empty()).then(|| {
            let own: Map<String, Json> =
                [(fact_type.name.to_string(), json!({"allOf": rules}))].into_iter().collect();
            json!({"if": {"required": ["same_as"]}, "else": {"properties": own}})
        })
    };
    schema.types.iter().filter_map(rule).collect()
}
