//! The corpora under `examples/` lint clean and can be scored like the repository's own.

use serde_json::Value as Json;

use crate::command::{Said, karat_in, repository};
use crate::score::figures;

const RECALLS: [&str; 4] = ["--articles", "examples/recalls/seeds", "--gold", "examples/recalls/gold"];

fn karat(arguments: &[&str]) -> Said {
    let said = karat_in(repository(), &[arguments, &RECALLS[..]].concat());
    assert_eq!(said.code, Some(0), "{}", said.transcript());
    said
}

/// Returns the report of one extractor on the recalls.
fn report(extractor: &str) -> Json {
    let said = karat(&["score", extractor, "--format", "json"]);
    let mut report: Json = serde_json::from_str(&said.stdout).expect("the report is JSON");
    report["extractors"][0].take()
}

#[test]
fn recalls_lint_without_errors_and_warnings() {
    let said = karat(&["lint"]);
    let is_grave = |line: &str| line.starts_with("error[") || line.starts_with("warning[");
    assert!(!said.stdout.lines().any(is_grave), "{}", said.transcript());
    assert!(said.stderr.contains("checked 3 articles"), "{}", said.transcript());
}

#[test]
fn recalls_are_scored_without_any_option_from_their_own_folder() {
    let folder = repository().join("examples/recalls");
    let said = karat_in(&folder, &["score", "gold", "--format", "json"]);
    assert_eq!(said.stdout, karat(&["score", "gold", "--format", "json"]).stdout);
}

#[test]
fn the_gold_of_recalls_scores_one_on_every_figure_that_is_present() {
    let mut n_present = 0;
    figures(&report("gold"), "gold", &mut |path, figure| {
        if !figure.is_null() {
            n_present += 1;
            assert_eq!(figure.as_f64(), Some(1.0), "{path}");
        }
    });
    assert!(n_present > 300, "only {n_present} figures are present");
}

#[test]
fn nothing_returned_for_recalls_scores_zero_or_nothing() {
    figures(&report("none"), "none", &mut |path, figure| {
        let expected = if path.ends_with(".precision") { None } else { Some(0.0) };
        assert!(figure.is_null() || figure.as_f64() == expected, "{path} is {figure}");
    });
}

#[test]
fn rules_run_on_a_schema_that_has_none_of_their_types() {
    let report = report("rules");
    assert_eq!(report["failures"], Json::Array(Vec::new()));
    assert_eq!(report["articles"].as_array().map(Vec::len), Some(3));
}
