//! Ten articles of other subjects measure extractors on dates, counts and durations: `tests/subjects/README.md`.

use serde_json::Value as Json;

use crate::command::{Said, karat_in, repository};
use crate::score::figures;

const SUBJECTS: [&str; 4] = ["--articles", "tests/subjects/seeds", "--gold", "tests/subjects/gold"];
const VIEWS: [&str; 3] = ["counts", "dates", "durations"];

fn karat(arguments: &[&str]) -> Said {
    let said = karat_in(repository(), &[arguments, &SUBJECTS[..]].concat());
    assert_eq!(said.code, Some(0), "{}", said.transcript());
    said
}

/// Returns what the report says of each view, in the order of `VIEWS`.
fn views(extractor: &str) -> Vec<Json> {
    let said = karat(&["score", extractor, "--format", "json"]);
    let report: Json = serde_json::from_str(&said.stdout).expect("the report is JSON");
    let views = report["extractors"][0]["views"].as_array().expect("a list").clone();
    let names: Vec<&str> = views.iter().filter_map(|view| view["name"].as_str()).collect();
    assert_eq!(names, VIEWS);
    views
}

#[test]
fn subjects_lint_without_errors() {
    let said = karat(&["lint", "--format", "json"]);
    let report: Json = serde_json::from_str(&said.stdout).expect("the report is JSON");
    for finding in report["findings"].as_array().expect("a list") {
        assert_ne!(finding["level"], "error", "{finding}");
    }
}

#[test]
fn every_article_of_a_subject_is_labelled_wholly_in_every_view() {
    for view in views("rules") {
        assert_eq!(view["counts"]["unjudged"], 0, "{}", view["name"]);
    }
}

#[test]
fn the_gold_of_subjects_scores_one_on_every_view() {
    for view in views("gold") {
        let mut n_present = 0;
        figures(&view, "view", &mut |path, figure| {
            n_present += 1;
            assert_eq!(figure.as_f64(), Some(1.0), "{} {path}", view["name"]);
        });
        assert_eq!(n_present, 12, "{}", view["name"]);
    }
}

#[test]
fn subjects_hold_enough_values_to_measure_with() {
    let n_expected: Vec<Option<u64>> =
        views("none").iter().map(|view| view["counts"]["expected"].as_u64()).collect();
    assert_eq!(n_expected, [Some(79), Some(103), Some(25)]);
}

/// Writes `view language P R F1` of strict credit over the articles of each language.
fn by_language(extractor: &str) -> String {
    let mut lines = String::new();
    for language in ["fr", "en"] {
        let only = format!("{language}-*");
        let said = karat(&["score", extractor, "--format", "json", "--only", &only]);
        let report: Json = serde_json::from_str(&said.stdout).expect("the report is JSON");
        for view in report["extractors"][0]["views"].as_array().expect("a list") {
            for credit in ["strict", "graded"] {
                let micro = &view[credit]["micro"];
                let figure = |name: &str| micro[name].as_f64().expect("something was returned");
                lines += &format!(
                    "{language} {:<9} {credit} P {:.3} R {:.3} F1 {:.3}\n",
                    view["name"].as_str().expect("a name"),
                    figure("precision"),
                    figure("recall"),
                    figure("f1")
                );
            }
        }
    }
    lines
}

/// A changed line is looked at before it is accepted, and docs/rules.md follows.
#[test]
fn rules_find_so_much_of_each_view_in_each_language() {
    insta::assert_snapshot!(by_language("rules"));
}
