//! Tests of reading and writing answers.

use proptest::prelude::*;
use serde_json::json;

use super::*;
use crate::schema::entities::Entities;
use crate::text::prepared::ArticleText;

const SCHEMA: &str = "\
karat_schema: 1
semantics: 1
types:
  flood:
    slots:
      level: {kind: count, key: true}
      effect: {kind: enum, values: [dike-broken, road-closed]}
      when: {kind: date}
      lasts: {kind: duration}
      towns: {kind: set, of: entity}
      river: {kind: entity}
      gist: {kind: text}
  report: {evidence: required, slots: {level: {kind: count, key: true}}}
views: {dates: [date, instant], levels: [count], effects: [enum], places: {entity: place}, speakers: said_by}
";

const ENTITIES: &str = "\
karat_entities: 1
entities:
  loire: {names: {fr: [Loire, la Loire]}}
  tours: {names: {fr: [Tours]}}
";

const TEXT: &str = "À Tours, la Loire monte 🌊 : plus de 6 500 foyers sont évacués.";

fn decode(answer: &Json) -> (Schema, Outcome) {
    let (schema, explained) = explain(answer, None);
    (schema, explained.outcome)
}

/// Decodes with and without telling what became of each part: the answer is the same.
fn explain(answer: &Json, unit: Option<OffsetUnit>) -> (Schema, Explained) {
    let (schema, _) = Schema::decode("schema.yaml", SCHEMA);
    let (entities, _) = Entities::decode("entities.yaml", ENTITIES);
    let (schema, entities, text) = (schema.unwrap(), entities.unwrap(), ArticleText::new(TEXT));
    let request = Request { id: "a", language: "fr", ..Request::bare(&text, &schema, &entities) };
    let explained = explain_json(answer, &request, unit);
    assert_eq!(decode_answer_in(answer, &request, unit), explained.outcome, "telling changes nothing");
    (schema, explained)
}

/// Compares what an answer of one fact is written as, `expected` without its type.
fn check(fact: &Json, expected: &Json) {
    let (schema, outcome) = decode(&json!({"id": "a", "facts": [fact]}));
    let encoded = encode::answer("a", outcome.predictions(), &schema);
    let mut expected = expected.clone();
    if let Some(fields) = expected.as_object_mut()
        && fields.get("type").is_none()
        && fields.get("unreadable").is_none()
        && fields.get("view").is_none()
    {
        fields.insert("type".to_owned(), json!("flood"));
    }
    assert_eq!(encoded["facts"][0], expected);
    assert_eq!(decode(&encoded).1, outcome, "what is written is read again");
}

/// Compares one slot, and the remark on it.
fn check_slot(name: &str, written: &Json, expected: &Json, remark: Option<&str>) {
    let mut fact = json!({"slots": {name: expected}});
    if let Some(remark) = remark {
        fact["remarks"] = json!([remark]);
    }
    check(&json!({"type": "flood", "slots": {name: written}}), &fact);
}

#[test]
fn values_are_read_leniently_and_written_canonically() {
    for written in [
        json!("≥ 6,500"),
        json!("6500+"),
        json!("au moins 6 500"),
        json!({"min": 6500}),
        json!(["at least 6500"]),
    ] {
        check_slot("level", &written, &json!("at least 6500"), None);
    }
    check_slot("level", &json!(49), &json!("49"), None);
    check_slot(
        "level",
        &json!({"best": 49, "low": 45, "high": 60}),
        &json!("{best: 49, low: 45, high: 60}"),
        None,
    );
    check_slot("effect", &json!("Dike_Broken"), &json!("dike-broken"), None);
    check_slot("when", &json!(2020), &json!("2020"), None);
    check_slot("lasts", &json!("six semaines"), &json!("P6W"), None);
    check_slot("river", &json!(" la LOIRE "), &json!("loire"), None);
    check_slot("river", &json!("Cher"), &json!("Cher"), None);
    check_slot("towns", &json!("Tours"), &json!(["tours"]), None);
    check_slot("towns", &json!(["Tours", null, "Blois"]), &json!(["tours", "Blois"]), None);
}

#[test]
fn what_is_left_open_is_kept_as_such() {
    check_slot("level", &json!("unspecified"), &json!("unspecified"), None);
    check_slot("towns", &json!("none"), &json!("none"), None);
    check_slot("gist", &json!({"value": "none"}), &json!({"value": "none"}), None);
    for nothing in [json!(null), json!([]), json!([null])] {
        check(&json!({"type": "flood", "slots": {"towns": nothing}}), &json!({"slots": {}}));
    }
    check(
        &json!({"type": "flood", "slots": {"river": ""}}),
        &json!({"slots": {}, "remarks": ["river: an empty text states nothing"]}),
    );
}

#[test]
fn one_bad_value_costs_its_slot_only() {
    check_slot(
        "effect",
        &json!("road-close"),
        &json!({"unreadable": "road-close"}),
        Some("effect: \"road-close\" is not among the words: did you mean \"road-closed\"?"),
    );
    check_slot(
        "river",
        &json!(["a", "b"]),
        &json!({"unreadable": "[\"a\",\"b\"]"}),
        Some("river: expected one entity, found a list"),
    );
    check_slot(
        "lasts",
        &json!(true),
        &json!({"unreadable": "true"}),
        Some("lasts: expected one duration, found true"),
    );
    check_slot(
        "towns",
        &json!(["Tours", {"x": 1}]),
        &json!(["tours", {"unreadable": "{\"x\":1}"}]),
        Some("towns: expected one entity, found an object"),
    );
    check_slot(
        "level",
        &json!({"value": 3, "score": 0.5}),
        &json!({"unreadable": "{\"value\":3,\"score\":0.5}"}),
        Some("level: no alternative is worth 1"),
    );
}

#[test]
fn several_answers_are_kept_with_their_scores() {
    let several = json!({"any_of": ["3", {"value": "4", "score": 0.25}]});
    check_slot("level", &several, &several, None);
    let optional = json!({"value": "3", "optional": true});
    check_slot("level", &optional, &optional, None);
}

#[test]
fn unknown_slots_and_types_are_kept_as_written() {
    check(
        &json!({"type": "flood", "slots": {"levels": 5}}),
        &json!({"slots": {"levels": "5"}, "remarks": ["flood has no slot \"levels\": did you mean \"level\"?"]}),
    );
    check(
        &json!({"type": "fire", "slots": {"x": [1]}, "said_by": "tours"}),
        &json!({"type": "fire", "slots": {"x": "[1]"}, "said_by": "tours", "remarks": ["unknown type \"fire\""]}),
    );
    check(
        &json!({"type": "Flood", "level": 5}),
        &json!({"slots": {}, "remarks": ["unknown field \"level\""]}),
    );
}

#[test]
fn what_is_no_fact_is_an_unreadable_fact() {
    check(&json!("flood"), &json!({"unreadable": "flood", "remarks": ["no fact: not an object"]}));
    check(
        &json!({"slots": {}}),
        &json!({"unreadable": "{\"slots\":{}}", "remarks": ["no fact: the field \"type\" is missing"]}),
    );
}

#[test]
fn speakers_are_one_several_together_relayed_or_unnamed() {
    for (written, expected) in [
        (json!("Tours"), json!("tours")),
        (json!(["Tours", "Tass"]), json!(["tours", "Tass"])),
        (json!({"together": ["Tours", "la Loire", "Tours"]}), json!({"together": ["loire", "tours"]})),
        (json!([{"together": ["Tours"]}, "Tass"]), json!(["tours", "Tass"])),
        (json!("unnamed"), json!("unnamed")),
        (json!(["unnamed", "Tass"]), json!(["unnamed", "Tass"])),
        (json!({"any_of": ["Tours", "Cher"]}), json!({"any_of": ["tours", "Cher"]})),
    ] {
        check(&json!({"type": "flood", "said_by": written}), &json!({"slots": {}, "said_by": expected}));
    }
    check(
        &json!({"type": "flood", "said_by": {"who": "Tours"}}),
        &json!({"slots": {}, "remarks": ["said_by: expected a name, found {\"who\":\"Tours\"}"]}),
    );
}

#[test]
fn polarity_and_confidence_are_checked() {
    check(
        &json!({"type": "flood", "polarity": "Denied", "confidence": 0.9}),
        &json!({"slots": {}, "polarity": "denied", "confidence": 0.9}),
    );
    check(
        &json!({"type": "flood", "polarity": "maybe", "confidence": 1.5}),
        &json!({"slots": {}, "remarks": [
            "polarity \"maybe\" is not asserted, conditional or denied",
            "confidence 1.5 is not a number from 0 to 1",
        ]}),
    );
}

#[test]
fn places_are_counted_in_the_unit_they_name() {
    for (start, end, unit) in [(3, 8, "byte"), (2, 7, "char"), (2, 7, "utf16")] {
        let passage = json!({"start": start, "end": end, "unit": unit});
        let bytes = json!({"start": 3, "end": 8, "unit": "byte"});
        check(&json!({"type": "flood", "evidence": passage}), &json!({"slots": {}, "evidence": [bytes]}));
    }
    for (passage, remark) in [
        (json!({"start": 1, "end": 8, "unit": "byte"}), "evidence: 1 to 8 is no place in the article"),
        (json!({"start": 0, "end": 900, "unit": "char"}), "evidence: 0 to 900 is no place in the article"),
        (json!({"start": 3, "end": 8}), "evidence: start and end need a unit: byte, char or utf16"),
        (json!(" "), "evidence: an empty quote"),
    ] {
        let (_, outcome) = decode(&json!([{"type": "flood", "evidence": [passage]}]));
        let prediction = &outcome.predictions()[0];
        assert!(prediction.fact.evidence.is_empty());
        assert_eq!(prediction.remarks, [remark]);
    }
}

#[test]
fn the_extractors_unit_holds_where_a_place_names_none() {
    let answer = json!([{"type": "flood", "evidence": [{"start": 2, "end": 7}, {"start": 3, "end": 8, "unit": "Bytes"}]}]);
    let place = crate::fact::Evidence::Place { start: 3, end: 8 };
    for unit in [OffsetUnit::Char, OffsetUnit::Utf16] {
        let (_, explained) = explain(&answer, Some(unit));
        assert_eq!(explained.outcome.predictions()[0].fact.evidence, [place.clone(), place.clone()]);
    }
}

#[test]
fn a_place_with_its_text_is_checked_and_tells_its_own_unit() {
    let place = json!({"slots": {}, "evidence": [{"start": 3, "end": 8, "unit": "byte"}]});
    check(&json!({"type": "flood", "evidence": {"start": 2, "end": 7, "text": "Tours"}}), &place);
    check(&json!({"type": "flood", "evidence": {"start": 3, "end": 8, "text": "Tours"}}), &place);
    check(
        &json!({"type": "flood", "evidence": {"start": 3, "end": 8, "text": "Tours", "unit": "char"}}),
        &json!({
            "slots": {},
            "evidence": [{"start": 4, "end": 9, "unit": "byte"}],
            "remarks": ["evidence: 3 to 8 is \"ours,\" in the article, not \"Tours\""],
        }),
    );
    check(
        &json!({"type": "flood", "evidence": {"text": "Tours"}}),
        &json!({"slots": {}, "evidence": ["Tours"]}),
    );
}

#[test]
fn values_for_a_view_are_read_by_its_first_kind_and_written_back() {
    for (value, expected) in [
        (json!({"view": "dates", "value": 2020}), json!({"view": "dates", "value": "2020"})),
        (json!({"view": "Dates", "value": ["2020"]}), json!({"view": "dates", "value": "2020"})),
        (json!({"view": "levels", "value": "6500+"}), json!({"view": "levels", "value": "at least 6500"})),
        (
            json!({"view": "effects", "value": "Road closed"}),
            json!({"view": "effects", "value": "road-closed"}),
        ),
        (json!({"view": "places", "value": "la Loire"}), json!({"view": "places", "value": "loire"})),
        (json!({"view": "speakers", "value": "Tass"}), json!({"view": "speakers", "value": "Tass"})),
        (
            json!({"view": "speakers", "value": "Tours", "confidence": "0.5", "quote": "Tours", "type": null}),
            json!({"view": "speakers", "value": "tours", "evidence": ["Tours"], "confidence": 0.5}),
        ),
        (json!({"view": "dates", "value": null}), json!({"view": "dates", "value": null})),
        (
            json!({"view": "dates"}),
            json!({"view": "dates", "value": null, "remarks": ["the field \"value\" is missing"]}),
        ),
        (
            json!({"view": "dates", "value": "x"}),
            json!({"view": "dates", "value": {"unreadable": "x"}, "remarks": ["value: \"x\" is not a date karat knows"]}),
        ),
        (
            json!({"view": "datum", "value": 2020, "confidence": 1}),
            json!({"unreadable": "{\"view\":\"datum\",\"value\":2020,\"confidence\":1}",
                "remarks": ["unknown view \"datum\""]}),
        ),
    ] {
        check(&value, &expected);
    }
}

/// Compares the readings of one fact that are not plain, as `level pointer written → read_as: message (help)`.
fn check_readings(fact: &Json, expected: &[&str]) {
    let (_, explained) = explain(&json!({"id": "a", "facts": [fact]}), None);
    let told = explained.readings.iter().filter(|reading| reading.level != reading::Level::Read);
    let shown: Vec<String> = told
        .map(|reading| {
            let read_as = reading.read_as.as_ref().map(|text| format!(" → {text}")).unwrap_or_default();
            let help = reading.help.as_ref().map(|help| format!(" ({help})")).unwrap_or_default();
            let (level, pointer, written) = (reading.level.word(), &reading.pointer, &reading.written);
            format!("{level} {pointer} {written}{read_as}: {}{help}", reading.message)
        })
        .collect();
    assert_eq!(shown, expected);
}

#[test]
fn what_is_forgiven_is_told_with_its_place() {
    check_readings(
        &json!({"type": "FLOOD", "polarity": "Denied", "slots": {
            "level": {"any_of": ["6500", {"value": "≥ 6,500"}]},
            "effect": "Dike_Broken",
            "when": ["3 mai 2021"],
            "towns": ["tours", "la Loire"],
        }, "said_by": ["tours", {"x": 1}], "note": 1}),
        &[
            "lenient facts[0].note 1: unknown field \"note\" (leave it out: nobody looks at it)",
            "lenient facts[0].type FLOOD → flood: the name of a type in another spelling (write \"flood\")",
            "lenient facts[0].slots.level.any_of[1].value ≥ 6,500 → at least 6500: a count in another spelling (write \"at least 6500\")",
            "lenient facts[0].slots.effect Dike_Broken → dike-broken: a word in another spelling (write \"dike-broken\")",
            "lenient facts[0].slots.when [\"3 mai 2021\"] → 3 mai 2021: a list of one, where one value stands (write \"3 mai 2021\")",
            "lenient facts[0].slots.when 3 mai 2021 → 2021-05-03: a date in another spelling (write \"2021-05-03\")",
            "lenient facts[0].slots.towns[1] la Loire → loire: the name of an entity (write \"loire\")",
            "wrong facts[0].said_by[1] {\"x\":1}: expected a name, found {\"x\":1}",
            "lenient facts[0].polarity Denied → denied: a word in another spelling (write \"denied\")",
        ],
    );
}

#[test]
fn what_is_wrong_is_told_with_what_to_change() {
    check_readings(
        &json!({"type": "flood", "slots": {"level": "6 5OO", "lasts": "long", "effect": "road-close", "x y": 1}, "river": "Cher"}),
        &[
            "wrong facts[0].river Cher: unknown field \"river\" (it is a slot: move it into \"slots\")",
            "wrong facts[0].slots.level 6 5OO: \"6 5OO\" is not a count (write \"6 500\": the letter O stands for the digit 0)",
            "wrong facts[0].slots.lasts long: \"long\" is not a duration (write P6W for six weeks, P2M, P1Y, PT3H, almost P2M, P5D..P7D or decades)",
            "wrong facts[0].slots.effect road-close: \"road-close\" is not among the words (did you mean \"road-closed\"?)",
            "wrong facts[0].slots[\"x y\"] 1: flood has no slot \"x y\" (flood has: level, effect, when, lasts, towns, river, gist)",
        ],
    );
}

#[test]
fn a_lost_quote_is_wrong_where_the_fact_needs_it() {
    let lost = "does not stand in the article (the closest text is \"la Loire monte\")";
    check_readings(
        &json!({"type": "report", "evidence": "la Loire montait"}),
        &[&format!("wrong facts[0].evidence la Loire montait: {lost}")],
    );
    check_readings(
        &json!({"type": "report", "evidence": ["la Loire", "la Loire montait"]}),
        &[&format!("lenient facts[0].evidence[1] la Loire montait: {lost}")],
    );
    check_readings(
        &json!({"type": "flood", "quote": "la Loire montait"}),
        &[&format!("lenient facts[0].quote la Loire montait: {lost}")],
    );
    check_readings(
        &json!({"type": "report", "evidence": {"quote": "Loire", "occurrence": 2}}),
        &[
            "wrong facts[0].evidence {\"quote\":\"Loire\",\"occurrence\":2}: stands once in the article, but not as narrowed (occurrence may be 1 to 1)",
        ],
    );
    check_readings(
        &json!({"type": "report", "slots": {}}),
        &[
            "wrong facts[0] {\"type\":\"report\",\"slots\":{}}: no evidence that can be used: report earns nothing without (quote the article under \"evidence\")",
        ],
    );
}

#[test]
fn a_place_in_the_wrong_unit_is_told_with_the_right_one() {
    check_readings(
        &json!({"type": "flood", "evidence": {"start": 3, "end": 8, "text": "Tours", "unit": "char"}}),
        &[
            "wrong facts[0].evidence {\"start\":3,\"end\":8,\"text\":\"Tours\",\"unit\":\"char\"}: 3 to 8 is \"ours,\" in the article, not \"Tours\" (the text stands there if start and end count: byte)",
        ],
    );
}

#[test]
fn quotes_keep_what_narrows_them() {
    let narrow = json!({"quote": "Loire", "occurrence": 1, "before": "la"});
    check(
        &json!({"type": "flood", "evidence": ["monte", narrow]}),
        &json!({"slots": {}, "evidence": ["monte", narrow]}),
    );
}

#[test]
fn an_answer_fails_only_as_a_whole() {
    for (answer, name) in [
        (json!({"id": "b", "facts": []}), "wrong id"),
        (json!({"id": "a", "error": "out of memory"}), "error"),
        (json!({"id": "a"}), "no facts"),
        (json!({"facts": 3}), "no facts"),
        (json!(3), "no facts"),
    ] {
        let Outcome::Failed(found) = decode(&answer).1 else { panic!("{answer}") };
        assert_eq!(found.kind.word(), name);
    }
    assert_eq!(decode(&json!({"facts": [], "error": null, "usage": {}})).1, Outcome::Answered(Vec::new()));
}

/// Any JSON, more often than not with the words of the format in it.
fn any_json() -> impl Strategy<Value = Json> {
    let word = prop::sample::select(vec![
        "flood",
        "unspecified",
        "none",
        "unnamed",
        "",
        " ",
        "3",
        "≥ 5",
        "2020",
        "P6W",
        "tours",
        "La Loire",
        "x",
        "dike-broken",
        "denied",
        "char",
        "{\"min\":1}",
        "[\"tours\"]",
        "dates",
        "levels",
        "places",
    ]);
    let leaf = prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::from),
        (0..9_u64).prop_map(Json::from),
        any::<f64>().prop_map(Json::from),
        word.prop_map(Json::from),
        any::<String>().prop_map(Json::from),
    ];
    let field = prop::sample::select(vec![
        "type",
        "slots",
        "said_by",
        "polarity",
        "evidence",
        "quote",
        "confidence",
        "remarks",
        "any_of",
        "value",
        "score",
        "optional",
        "unreadable",
        "together",
        "start",
        "end",
        "unit",
        "occurrence",
        "level",
        "effect",
        "when",
        "towns",
        "river",
        "gist",
        "lasts",
        "view",
        "text",
        "min",
        "x",
    ]);
    leaf.prop_recursive(5, 40, 5, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Json::from),
            prop::collection::vec((field.clone(), inner), 0..6).prop_map(|entries| {
                Json::Object(entries.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
            }),
        ]
    })
}

proptest! {
    #[test]
    fn whatever_is_read_is_written_and_read_again(slots in any_json(), said_by in any_json(), more in any_json()) {
        let fact = json!({"type": "flood", "slots": {
            "level": slots, "effect": slots, "when": slots, "towns": slots, "river": slots, "gist": slots, "lasts": slots,
        }, "said_by": said_by, "evidence": more, "confidence": more, "polarity": more});
        let value = json!({"view": "dates", "value": slots, "evidence": more, "confidence": more});
        let other = json!({"view": more, "value": slots, "remarks": said_by});
        let (schema, outcome) = decode(&json!([fact, more, slots, value, other]));
        let encoded = encode::answer("a", outcome.predictions(), &schema);
        prop_assert_eq!(decode(&encoded).1, outcome);
    }
}
