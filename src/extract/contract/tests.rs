//! Tests of schemas and words: what karat reads passes, what it cannot use does not.

use serde_json::json;

use super::prompt::KINDS;
use super::*;
use crate::extract::Request;
use crate::extract::request::encode_request;
use crate::schema::entities::Entities;
use crate::text::prepared::ArticleText;
use crate::value::Kind;
use crate::value::count::Count;
use crate::value::date::Date;
use crate::value::duration::Duration;

const SCHEMA: &str = "\
karat_schema: 1
semantics: 1
types:
  flood:
    ask: {en: How high?, fr: Combien ?}
    evidence: required
    slots:
      level: {kind: count, key: true}
      effects: {kind: set, of: enum, values: [dike-broken, road-closed]}
      when: {kind: date}
      towns: {kind: set, of: entity}
      gist: {kind: text}
  opening: {slots: {state: {kind: enum, values: [open, shut], key: true}}}
views: {dates: [date, instant], states: [enum], speakers: said_by}
";

fn schema() -> Schema {
    Schema::decode("schema.yaml", SCHEMA).0.unwrap()
}

fn is_valid(schema: &Json, instance: &Json) -> bool {
    jsonschema::validator_for(schema).unwrap().is_valid(instance)
}

/// Says whether the schema of answers takes a list of one fact.
fn check_fact(views: &[usize], fact: &Json, expected: bool) {
    let answer = json!({"id": "a", "facts": [fact]});
    assert_eq!(is_valid(&answer_schema(&schema(), views), &answer), expected, "{fact}");
}

#[test]
fn an_answer_is_an_object_with_facts_or_an_error_or_a_list() {
    let schema = answer_schema(&schema(), &[]);
    for (answer, expected) in [
        (json!({"id": "a", "facts": []}), true),
        (json!([]), true),
        (json!({"error": "no memory"}), true),
        (json!({"facts": [], "error": null, "usage": {"input_tokens": 3}}), true),
        (json!({"id": "a"}), false),
        (json!({"facts": {}}), false),
        (json!({"id": 3, "facts": []}), false),
        (json!("facts"), false),
        (json!([3]), false),
    ] {
        assert_eq!(is_valid(&schema, &answer), expected, "{answer}");
    }
}

#[test]
fn what_karat_reads_in_a_fact_passes_and_what_it_cannot_use_does_not() {
    let slots = |slots: Json| json!({"type": "flood", "slots": slots});
    for (slots, expected) in [
        (
            slots(
                json!({"level": "≥ 6,500", "effects": "dike-broken", "when": 2020, "towns": ["Tours", null]}),
            ),
            true,
        ),
        (slots(json!({"level": {"min": 5}, "effects": ["dike-broken", "road-closed"], "gist": null})), true),
        (slots(json!({"level": {"any_of": ["3", {"value": 4, "score": 0.5}], "optional": true}})), true),
        (slots(json!({"level": "unspecified", "when": {"unreadable": "x"}})), true),
        (slots(json!({"height": 3})), false),
        (slots(json!({"level": true})), false),
        (slots(json!({"level": {"minimum": 3}})), false),
        (slots(json!({"effects": "broken"})), false),
        (slots(json!({"towns": {"name": "Tours"}})), false),
        (slots(json!([])), false),
        (json!({"type": "flod"}), false),
        (json!({"slots": {}}), false),
        (json!({"type": "flood", "level": 3}), false),
        (json!({"type": "flood", "said_by": [{"together": ["a", "b"]}, "c"], "polarity": "denied"}), true),
        (json!({"type": "flood", "said_by": {"any_of": ["a", ["b", "c"]]}}), true),
        (json!({"type": "flood", "said_by": 3}), false),
        (json!({"type": "flood", "polarity": "maybe"}), false),
        (json!({"type": "flood", "confidence": 2}), false),
        (
            json!({"type": "flood", "evidence": ["a", {"quote": "b", "occurrence": 2}, {"start": 1, "end": 2}]}),
            true,
        ),
        (json!({"type": "flood", "evidence": {"start": 1}}), false),
        (json!({"type": "flood", "evidence": [""]}), false),
    ] {
        check_fact(&[], &slots, expected);
    }
}

#[test]
fn values_for_views_pass_where_they_are_asked_for() {
    for (views, value, expected) in [
        (&[][..], json!({"view": "dates", "value": "2020", "evidence": "a"}), true),
        (&[0], json!({"view": "dates", "value": 2020}), true),
        (&[0], json!({"view": "states", "value": "open"}), false),
        (&[1], json!({"view": "states", "value": "ajar"}), false),
        (&[2], json!({"view": "speakers", "value": "Tass"}), true),
        (&[0], json!({"view": "dates"}), false),
        (&[0], json!({"type": "flood"}), false),
    ] {
        check_fact(views, &value, expected);
    }
}

#[test]
fn the_strict_schema_keeps_to_what_strict_modes_take() {
    for views in [&[][..], &[0, 1, 2]] {
        let strict = strict_schema(&schema(), views);
        assert_eq!(strict["type"], "object");
        walk(&strict, &mut |node| {
            let Some(fields) = node.as_object() else { return };
            for banned in ["oneOf", "allOf", "not", "if", "pattern", "format", "minLength", "prefixItems"] {
                assert!(!fields.contains_key(banned), "{banned}: {node}");
            }
            if fields.get("type") == Some(&json!("object")) && fields.contains_key("properties") {
                let names: Vec<&String> = node["properties"].as_object().unwrap().keys().collect();
                assert_eq!(node["required"], json!(names), "every property is required");
                assert_eq!(node["additionalProperties"], json!(false));
            }
        });
    }
}

fn walk(node: &Json, look: &mut impl FnMut(&Json)) {
    look(node);
    match node {
        Json::Array(nodes) => nodes.iter().for_each(|node| walk(node, look)),
        Json::Object(fields) => fields.values().for_each(|node| walk(node, look)),
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) => {}
    }
}

#[test]
fn the_strict_schema_takes_full_facts_with_nulls_and_nothing_less() {
    let strict = strict_schema(&schema(), &[]);
    let full = json!({"facts": [{
        "type": "opening", "slots": {"state": null}, "said_by": ["a", {"together": ["b", "c"]}],
        "polarity": "asserted", "evidence": ["a"],
    }]});
    assert!(is_valid(&strict, &full));
    for (pointer, value) in [
        ("/facts/0/type", json!("flood")),
        ("/facts/0/slots/state", json!("ajar")),
        ("/facts/0/slots", json!({})),
        ("/facts/0/said_by", json!("a")),
        ("/facts/0/polarity", json!(null)),
        ("/facts", json!(null)),
    ] {
        let mut wrong = full.clone();
        *wrong.pointer_mut(pointer).unwrap() = value;
        assert!(!is_valid(&strict, &wrong), "{wrong}");
    }
}

#[test]
fn requests_pass_their_schema() {
    let (schema, entities, text) = (schema(), Entities::default(), ArticleText::new("Tours"));
    let date = Date::parse("2019-06-12").unwrap();
    for views in [&[][..], &[0]] {
        let request = Request {
            id: "a",
            text: &text,
            language: "fr",
            published: Some(&date),
            timezone: None,
            schema: &schema,
            entities: &entities,
            views,
        };
        let request: Json = serde_json::from_str(&encode_request(&request)).unwrap();
        assert!(is_valid(&request::request_schema(), &request), "{request}");
        for name in ["karat", "id", "text"] {
            let mut wrong = request.clone();
            wrong[name] = json!([]);
            assert!(!is_valid(&request::request_schema(), &wrong), "{name}");
        }
    }
}

#[test]
fn the_words_for_a_model_name_the_types_and_kinds_of_the_schema_and_no_others() {
    let words = prompt_paragraph(&schema(), &[], "fr");
    for expected in
        ["- flood: Combien ?", "- opening\n", "- count: ", "- date: ", "- enum: ", "- entity: ", "- text: "]
    {
        assert!(words.contains(expected), "{expected}: {words}");
    }
    for unexpected in ["- instant: ", "- duration: "] {
        assert!(!words.contains(unexpected), "{unexpected}");
    }
    let words = prompt_paragraph(&schema(), &[0], "fr");
    assert!(words.starts_with("Return every value of these views") && words.contains(": dates."), "{words}");
    assert!(!words.contains("said_by") && !words.contains("- count: "), "{words}");
}

#[test]
fn every_example_for_a_model_is_canonical() {
    for (kind, _, examples) in KINDS {
        for example in examples {
            let written = match kind {
                Kind::Date | Kind::Instant => Date::parse(example).map(|date| date.to_string()),
                Kind::Duration => Duration::parse(example).map(|duration| duration.to_string()),
                Kind::Count => Count::parse(example).map(|count| count.to_string()),
                Kind::Entity | Kind::Enum | Kind::Text => Ok((*example).to_owned()),
            };
            assert_eq!(written.as_deref(), Ok(*example));
        }
    }
}
