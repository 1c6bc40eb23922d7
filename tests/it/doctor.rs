//! `karat doctor` says what became of each part of an answer, and what to change.

use serde_json::Value as Json;

use crate::command::{Folder, Said};

/// Looks at an answer of these facts for the only article of a small corpus.
fn doctor(facts: &str, more: &[&str]) -> Said {
    let folder = Folder::corpus();
    folder.write("answers.jsonl", format!("{{\"id\": \"flood\", \"facts\": [{facts}]}}\n"));
    folder.karat(&[&["doctor", "--predictions", "answers.jsonl"], more].concat())
}

fn check(facts: &str, code: i32, expected: &str) {
    let said = doctor(facts, &[]);
    assert_eq!(said.stdout, format!("answers on flood (seeds/flood.txt)\n{expected}"), "{}", said.stderr);
    assert_eq!(said.code, Some(code));
}

const QUOTE: &str = "\"quote\": \"tué au moins douze personnes\"";

#[test]
fn a_value_that_is_none_is_pointed_at_with_what_to_write() {
    check(
        &format!(
            "{{\"type\": \"casualties\", \"slots\": {{\"count\": \"6 5OO\", \"effect\": \"kiled\"}}, {QUOTE}}}"
        ),
        1,
        "\
answered: 1 fact: 1 casualties

facts[0].slots.count: \"6 5OO\" is not a count
  help: write \"6 500\": the letter O stands for the digit 0

facts[0].slots.effect: \"kiled\" is not among the words
  help: did you mean \"killed\"?

2 things to change
",
    );
}

#[test]
fn what_was_forgiven_is_shown_and_costs_nothing() {
    check(
        &format!(
            "{{\"type\": \"Casualties\", \"slots\": {{\"count\": \"au moins douze\"}}, {QUOTE}, \"x\": 1}}"
        ),
        0,
        "\
answered: 1 fact: 1 casualties

facts[0].x: 1: unknown field \"x\"
  help: leave it out: nobody looks at it

facts[0].type: \"Casualties\", read as \"casualties\": the name of a type in another spelling

facts[0].slots.count: \"au moins douze\", read as \"at least 12\": a count in another spelling

ok: everything can be read; 3 parts forgiven
",
    );
}

#[test]
fn a_quotation_that_is_not_in_the_article_is_shown_with_the_closest_text() {
    check(
        "{\"type\": \"casualties\", \"slots\": {}, \"evidence\": [\"tua au moins douze personnes\"]}",
        1,
        "\
answered: 1 fact: 1 casualties

facts[0].evidence[0]: \"tua au moins douze personnes\": does not stand in the article
  help: the closest text is \"tué au moins douze personnes\"

1 thing to change
",
    );
}

#[test]
fn places_are_checked_against_their_text() {
    check(
        "{\"view\": \"counts\", \"value\": 12, \"evidence\": {\"start\": 23, \"end\": 28, \"unit\": \"byte\", \"text\": \"douze\"}}",
        1,
        "\
answered: 1 fact: 1 counts

facts[0].evidence: {\"start\":23,\"end\":28,\"unit\":\"byte\",\"text\":\"douze\"}: 23 to 28 is \" douz\" in the article, not \"douze\"
  help: the text stands there if start and end count: char

1 thing to change
",
    );
}

#[test]
fn what_an_extractor_writes_cannot_act_on_the_terminal() {
    let said = doctor("{\"type\": \"\\u001b[31mred\\u0000\", \"slots\": {}}", &[]);
    assert!(!said.stdout.contains(['\u{1b}', '\0']), "{:?}", said.stdout);
    assert!(said.stdout.contains("unknown type"), "{}", said.stdout);
}

#[test]
fn labels_and_silence_are_fine() {
    let folder = Folder::corpus();
    let said = folder.karat(&["doctor", "gold", "flo"]);
    assert_eq!(
        said.stdout,
        "gold on flood (seeds/flood.txt)\nanswered: 2 facts: 1 casualties, 1 opening\n\nok: everything can be read\n"
    );
    let said = folder.karat(&["doctor", "none"]);
    assert_eq!(
        (said.stdout.as_str(), said.code),
        ("none on flood (seeds/flood.txt)\nanswered: 0 facts\n\nok, but nothing was returned\n", Some(0))
    );
}

#[test]
fn a_failure_is_named_with_what_to_do() {
    let folder = Folder::corpus();
    folder.write("answers.jsonl", "{\"id\": \"flood\", \"facts\": 3}\n");
    let said = folder.karat(&["doctor", "--predictions", "answers.jsonl"]);
    assert_eq!(
        said.stdout,
        "answers on flood (seeds/flood.txt)\n\nno facts: the field \"facts\" is not a list\n\
         help: the answer has no list \"facts\": add it, or make it with `transform:`\n"
    );
    assert_eq!(said.code, Some(4));
}

#[cfg(unix)]
#[test]
fn a_program_is_asked_once_and_what_it_said_is_shown_where_it_comes_to_nothing() {
    let folder = Folder::corpus();
    let command = "sh -c 'echo one >&2; printf %s {\\\"dates\\\":[2021]}'";
    let said = folder.karat(&["doctor", "--command", command, "--name", "p"]);
    let lines: Vec<&str> = said.stdout.lines().collect();
    assert!(lines[1].starts_with("asked: sh "), "{}{}", said.stdout, said.stderr);
    assert_eq!(
        lines[3..],
        [
            "no facts: the field \"facts\" is missing: there is \"dates\"",
            "it said: {\"dates\":[2021]}",
            "help: the answer has no list \"facts\": add it, or make it with `transform:`",
        ]
    );
    assert_eq!(said.code, Some(4));
}

#[cfg(all(unix, feature = "transform"))]
#[test]
fn a_filter_and_a_unit_of_karat_yaml_are_used() {
    let folder = Folder::corpus();
    let spans = "{\"spans\": [{\"from\": 23, \"to\": 28, \"kind\": \"number\", \"text\": \"douze\"}]}";
    folder.write("spans.json", spans);
    folder.write(
        "karat.yaml",
        "karat: 1\nextractors:\n  spans:\n    command: [cat, spans.json]\n    offsets: char\n    views: [counts]\n    \
         transform: '.spans[] | {view: \"counts\", value: .text, evidence: {start: .from, end: .to, text}}'\n",
    );
    let said = folder.karat(&["doctor", "spans", "--format", "json"]);
    let report: Json = serde_json::from_str(&said.stdout).unwrap_or_else(|_| panic!("{}", said.stderr));
    let readings = report["readings"].as_array().unwrap();
    let shown: Vec<(&str, &str)> = readings
        .iter()
        .map(|reading| (reading["pointer"].as_str().unwrap(), reading["read_as"].as_str().unwrap()))
        .collect();
    assert_eq!(shown, [("facts[0].value", "12"), ("facts[0].evidence", "douze")]);
    assert_eq!(said.code, Some(0));
}

#[test]
fn the_json_holds_every_reading() {
    let facts =
        format!("{{\"type\": \"casualties\", \"slots\": {{\"count\": \"12\", \"effect\": \"x\"}}, {QUOTE}}}");
    let said = doctor(&facts, &["--format", "json"]);
    let report: Json = serde_json::from_str(&said.stdout).unwrap();
    let readings: Vec<String> = report["readings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|reading| {
            format!("{} {}", reading["level"].as_str().unwrap(), reading["pointer"].as_str().unwrap())
        })
        .collect();
    assert_eq!(readings, ["read facts[0].slots.count", "wrong facts[0].slots.effect", "read facts[0].quote"]);
    assert_eq!((report["facts"].as_u64(), said.code), (Some(1), Some(1)));
}

#[test]
fn what_is_typed_wrongly_is_refused() {
    let folder = Folder::corpus();
    for (arguments, expected) in [
        (&["doctor", "rule"][..], "karat: there is no extractor \"rule\""),
        (&["doctor", "rules", "fire"], "karat: no article with gold starts with \"fire\""),
    ] {
        let said = folder.karat(arguments);
        assert!(said.stderr.starts_with(expected), "{}", said.stderr);
        assert_eq!(said.code, Some(2));
    }
}
