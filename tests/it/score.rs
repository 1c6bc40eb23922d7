//! The main job through the real binary, on the repository's own articles and gold.

use serde_json::Value as Json;

use crate::command::{Folder, Said, karat_in, repository};

fn karat(arguments: &[&str]) -> Said {
    let said = karat_in(repository(), arguments);
    assert_eq!(said.code, Some(0), "{}", said.transcript());
    said
}

fn report(arguments: &[&str]) -> Json {
    let said = karat(arguments);
    serde_json::from_str(&said.stdout).expect("the report is JSON")
}

/// Calls `visit` with the path and value of every figure of an extractor.
fn figures(json: &Json, path: &str, visit: &mut impl FnMut(&str, &Json)) {
    match json {
        Json::Object(fields) => {
            for (name, value) in fields {
                let is_figure = ["precision", "recall", "f1"].contains(&name.as_str()) && !value.is_array();
                if is_figure && !value.is_object() {
                    visit(&format!("{path}.{name}"), value);
                } else {
                    figures(value, &format!("{path}.{name}"), visit);
                }
            }
        }
        Json::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                figures(item, &format!("{path}[{index}]"), visit);
            }
        }
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) => {}
    }
}

#[test]
fn the_report_has_the_same_bytes_twice() {
    for extractor in ["rules", "gold", "none"] {
        let arguments = ["score", extractor, "--format", "json"];
        assert_eq!(karat(&arguments).stdout, karat(&arguments).stdout, "{extractor}");
        assert_eq!(karat(&["score", extractor]).stdout, karat(&["score", extractor]).stdout, "{extractor}");
    }
}

#[test]
fn the_gold_scores_one_on_every_figure_that_is_present() {
    for preset in ["ladder", "muc4", "exact"] {
        let report = report(&["score", "gold", "--format", "json", "--preset", preset]);
        let mut n_present = 0;
        figures(&report["extractors"][0], "gold", &mut |path, figure| {
            if !figure.is_null() {
                n_present += 1;
                assert_eq!(figure.as_f64(), Some(1.0), "{preset} {path}");
            }
        });
        assert!(n_present > 500, "only {n_present} figures are present");
    }
}

#[test]
fn nothing_returned_has_recall_zero_no_precision_and_f1_zero() {
    let report = report(&["score", "none", "--format", "json"]);
    for scope in ["overall", "exhaustive"] {
        for figure in ["strict", "graded"] {
            for mean in ["micro", "macro"] {
                let figures = &report["extractors"][0][scope][figure][mean];
                assert_eq!(figures["recall"].as_f64(), Some(0.0), "{scope} {figure} {mean}");
                assert!(figures["precision"].is_null(), "{scope} {figure} {mean}");
                assert_eq!(figures["f1"].as_f64(), Some(0.0), "{scope} {figure} {mean}");
            }
        }
    }
}

#[test]
fn the_losses_of_every_fact_add_up_to_what_its_credits_lack() {
    let report = report(&["score", "rules", "--format", "json"]);
    let facts = report["extractors"][0]["facts"].as_array().expect("a list");
    for fact in facts {
        for side in ["recall", "precision"] {
            let losses = fact["losses"].as_array().expect("a list");
            let lost: f64 = losses
                .iter()
                .filter(|loss| loss["side"] == side)
                .filter_map(|loss| loss["points"].as_f64())
                .sum();
            let Some(credit) = fact["credit"][side].as_f64() else { continue };
            assert!((lost - (1.0 - credit)).abs() < 1e-9, "{side} of {fact}");
        }
    }
}

#[test]
fn answers_extracted_and_read_back_score_the_same() {
    let folder = Folder::corpus();
    for extractor in ["gold", "rules", "none"] {
        let answers = folder.karat(&["extract", extractor]);
        folder.write("answers.jsonl", &answers.stdout);
        let direct = folder.karat(&["score", extractor, "--format", "json"]);
        let arguments = ["score", "--predictions", "answers.jsonl", "--name", extractor, "--format", "json"];
        assert_eq!(direct.stdout, folder.karat(&arguments).stdout, "{extractor}");
    }
}

#[test]
fn a_type_a_view_and_a_pattern_select_what_is_scored() {
    let only_type = report(&["score", "gold", "--type", "casualties", "--format", "json"]);
    let types = only_type["extractors"][0]["types"].as_array().expect("a list");
    assert_eq!(types.len(), 1);
    assert_eq!(types[0]["name"], "casualties");
    let only_view = report(&["score", "gold", "--view", "dates", "--format", "json"]);
    assert_eq!(only_view["extractors"][0]["facts"].as_array().map(Vec::len), Some(0));
    assert_eq!(only_view["extractors"][0]["views"].as_array().map(Vec::len), Some(1));
    let only_one = report(&["score", "gold", "--only", "002*", "--format", "json"]);
    assert_eq!(only_one["extractors"][0]["articles"].as_array().map(Vec::len), Some(1));
}

#[test]
fn an_answer_that_is_missing_or_broken_is_a_failure_with_a_name_and_exit_4() {
    let folder = Folder::corpus();
    folder.write("answers.jsonl", "{\"id\":\"flood\",\"facts\":[}\n");
    let said = folder.karat(&["score", "--predictions", "answers.jsonl"]);
    assert_eq!(said.code, Some(4), "{}", said.transcript());
    folder.write("none.jsonl", "\n");
    let said = folder.karat(&["score", "--predictions", "none.jsonl", "--format", "json"]);
    assert_eq!(said.code, Some(4), "{}", said.transcript());
    assert!(said.stdout.contains("no answer"), "{}", said.transcript());
}

#[test]
fn what_an_extractor_prints_cannot_act_on_the_terminal() {
    let folder = Folder::corpus();
    let answer = r#"{"id":"flood","facts":[{"type":"\u001b[31mred","slots":{"a\u202eb":"\u0007"}}]}"#;
    folder.write("answers.jsonl", format!("{answer}\n"));
    for arguments in [
        &["score", "--predictions", "answers.jsonl"][..],
        &["explain", "flood/+1", "--predictions", "answers.jsonl"][..],
    ] {
        let said = folder.karat(arguments);
        let is_harmless = |text: &str| !text.contains(['\u{1b}', '\u{7}', '\u{202e}']);
        assert!(is_harmless(&said.stdout) && is_harmless(&said.stderr), "{}", said.transcript());
        assert!(said.stdout.contains("\\u{1b}[31mred"), "{}", said.transcript());
    }
}

#[test]
fn explain_shows_both_sides_every_slot_and_the_sentence() {
    let said = karat(&["explain", "002/shots-denied", "--extractor", "gold"]);
    insta::assert_snapshot!(said.stdout);
}

#[test]
fn explain_of_a_missing_fact_shows_what_the_article_says() {
    let folder = Folder::corpus();
    insta::assert_snapshot!(
        folder.karat(&["explain", "flood/dam-opens", "--extractor", "none"]).transcript()
    );
}

#[test]
fn a_small_report_reads_well() {
    let folder = Folder::corpus();
    let answer = r#"{"id":"flood","facts":[
        {"type":"casualties","slots":{"count":"12","effect":"killed","during":"2021-05"},"evidence":["tué au moins douze"]},
        {"type":"casualties","slots":{"count":12,"effect":"wounded"},"evidence":["douze personnes"]},
        {"type":"opening","slots":{"starts":"2021-05-05T09:00"},"said_by":"la préfecture","evidence":["9h00"]},
        {"type":"opening","slots":{"what":"le port"}},
        {"type":"weather","slots":{"rain":"much"}}]}"#;
    folder.write("answers.jsonl", format!("{}\n", answer.replace('\n', "")));
    insta::assert_snapshot!(folder.karat(&["score", "--predictions", "answers.jsonl"]).transcript());
}

#[test]
fn a_small_report_as_json_has_every_field() {
    let folder = Folder::corpus();
    let answer = r#"{"id":"flood","facts":[{"type":"casualties","slots":{"count":"12"},"evidence":["au moins douze"]}]}"#;
    folder.write("answers.jsonl", format!("{answer}\n"));
    let arguments = ["score", "--predictions", "answers.jsonl", "--format", "json"];
    insta::assert_snapshot!(folder.karat(&arguments).stdout);
}
