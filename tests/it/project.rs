//! karat.yaml and the command line together: where the file is looked for, what wins, and what is said about mistakes.

use serde_json::Value as Json;

use crate::command::{Folder, Said, karat_in};

/// The small corpus with a karat.yaml.
fn project(extractors: &str) -> Folder {
    let folder = Folder::corpus();
    folder.write("karat.yaml", format!("karat: 1\nextractors:\n{extractors}"));
    folder
}

/// Returns the names of the extractors that a run scored.
fn names(said: &Said) -> Vec<String> {
    let report: Json = serde_json::from_str(&said.stdout).unwrap_or_else(|_| panic!("{}", said.transcript()));
    let extractors = report["extractors"].as_array().expect("a list");
    extractors.iter().map(|one| one["name"].as_str().expect("a name").to_owned()).collect()
}

/// Runs a command that must be refused, and returns what was said.
fn refused(folder: &Folder, arguments: &[&str]) -> String {
    let said = folder.karat(arguments);
    assert_eq!((said.code, &*said.stdout), (Some(2), ""), "{}", said.transcript());
    said.stderr
}

const ANSWER: &str = "{\"id\":\"flood\",\"facts\":[]}\n";

#[test]
fn karat_yaml_is_found_from_a_folder_below_and_paths_stay_short() {
    let folder = Folder::corpus();
    folder.write("karat.yaml", "karat: 1\narticles: texts\ngold: labels\n");
    folder.write("a/b/x", "");
    folder.copy("seeds/flood.txt", "texts/flood.txt");
    for name in ["flood.yaml", "schema.yaml", "entities.yaml"] {
        folder.copy(&format!("gold/{name}"), &format!("labels/{name}"));
    }
    let said = karat_in(&folder.path().join("a/b"), &["explain", "flood/dam-opens", "--extractor", "gold"]);
    assert_eq!(said.code, Some(0), "{}", said.transcript());
    assert!(said.stdout.contains("\n  ../../texts/flood.txt:2:"), "{}", said.stdout);
    folder.replace("labels/flood.yaml", "effect: killed\n", "efect: killed\n");
    let said = karat_in(&folder.path().join("a/b"), &["lint"]);
    assert!(said.stdout.contains("../../labels/flood.yaml:"), "{}", said.transcript());
}

#[test]
fn a_repository_is_a_border_of_the_search() {
    let folder = project("  none:\n");
    folder.write("inner/.git", "");
    for name in ["seeds/flood.txt", "gold/flood.yaml", "gold/schema.yaml", "gold/entities.yaml"] {
        folder.copy(name, &format!("inner/{name}"));
        folder.copy(name, &format!("inner/deep/{name}"));
    }
    let scored = |place: &str| names(&karat_in(&folder.path().join(place), &["score", "--format", "json"]));
    assert_eq!(scored("."), ["none"]);
    assert_eq!(scored("inner"), ["rules"]);
    assert_eq!(scored("inner/deep"), ["rules"]);
}

#[test]
fn folders_that_are_typed_win_and_count_from_the_current_folder() {
    let folder = project("  none:\n");
    folder.replace("karat.yaml", "karat: 1\n", "karat: 1\narticles: nowhere\n");
    folder.copy("seeds/flood.txt", "sub/seeds/flood.txt");
    let said = folder.karat(&["score"]);
    assert_eq!(said.code, Some(2), "{}", said.transcript());
    assert!(said.stderr.contains("nowhere"), "{}", said.stderr);
    let below = folder.path().join("sub");
    let said = karat_in(&below, &["score", "--articles", "seeds"]);
    assert_eq!(said.code, Some(0), "{}", said.transcript());
    assert!(said.stdout.contains("--articles seeds"), "the command proposed repeats it: {}", said.stdout);
}

#[test]
fn every_problem_of_karat_yaml_is_shown_and_nothing_is_run() {
    let folder = project("  mine: {comand: a}\n  b: {worker: a, timeout: 60, stdin: text}\n");
    let (score, lint) = (folder.karat(&["score"]), folder.karat(&["lint"]));
    assert_eq!((score.code, lint.code), (Some(2), Some(2)));
    insta::assert_snapshot!(format!(
        "$ karat score\n{}\n$ karat lint\n{}",
        score.transcript(),
        lint.transcript()
    ));
}

#[test]
fn a_karat_yaml_that_cannot_be_read_is_named() {
    let folder = Folder::corpus();
    folder.write("karat.yaml/x", "");
    assert!(refused(&folder, &["score"]).contains("karat.yaml: is not a regular file"));
    let folder = Folder::corpus();
    folder.write("karat.yaml", b"karat: 1\n\xff");
    assert!(refused(&folder, &["score"]).contains("karat.yaml: not UTF-8"));
}

#[test]
fn unless_named_all_of_karat_yaml_is_scored_and_else_the_rules() {
    let json = ["score", "--format", "json"];
    assert_eq!(
        names(&project("  none:\n  baseline: {built_in: rules}\n").karat(&json)),
        ["none", "baseline"]
    );
    assert_eq!(names(&Folder::corpus().karat(&json)), ["rules"]);
    let folder = project("  none:\n");
    assert_eq!(names(&folder.karat(&["score", "gold", "--format", "json"])), ["gold"]);
}

#[test]
fn one_answer_comes_from_one_extractor() {
    let folder = project("  none:\n  baseline: {built_in: rules}\n");
    assert_eq!(folder.karat(&["extract"]).stdout, folder.karat(&["extract", "none"]).stdout, "the first");
    let said = folder.karat(&["explain", "flood/dam-opens"]);
    assert!(said.stdout.starts_with("flood/dam-opens · none · "), "{}", said.transcript());
    let said = refused(&folder, &["extract", "none", "--command", "true"]);
    assert!(said.contains("one extractor is asked, and 2 are given: none, true"), "{said}");
    assert_eq!(folder.karat(&["extract", "baseline"]).code, Some(0));
    assert_eq!(folder.karat(&["explain", "flood/dam-opens", "--extractor", "none"]).code, Some(0));
    let folder = project("  none:\n");
    let said = folder.karat(&["score"]);
    assert!(said.stdout.ends_with("next: karat explain flood/dam-opens\n"), "{}", said.stdout);
    let said = folder.karat(&["explain", "flood/dam-opens"]);
    assert!(said.stdout.starts_with("flood/dam-opens · none · "), "{}", said.transcript());
}

#[test]
fn an_unknown_extractor_has_a_proposal_among_those_of_karat_yaml() {
    let folder = project("  mistral: {file: a.jsonl}\n");
    let check = |name: &str, help: &str| {
        let expected = format!("karat: there is no extractor \"{name}\"\nhelp: {help}\n");
        assert_eq!(refused(&folder, &["score", name]), expected);
    };
    check("mistrl", "did you mean \"mistral\"?");
    check("nnoe", "did you mean \"none\"?");
    check("haiku", "there are mistral, rules, gold, none");
}

#[test]
fn what_karat_yaml_names_and_is_not_there_is_shown_where_it_stands() {
    let folder = project(
        "  mine:\n    command: python3 my.py\n    cwd: tools\n    inputs: [a.md, karat.yaml]\n    views: [date]\n    \
         env: {set: {A: '${KARAT_TEST_NOT_SET}'}}\n  old: {file: gone.jsonl}\n",
    );
    insta::assert_snapshot!(refused(&folder, &["score"]));
}

#[test]
fn a_view_that_is_typed_wins_over_karat_yaml() {
    let folder = project("  old: {file: old.jsonl, views: [dates]}\n");
    folder.write("old.jsonl", ANSWER);
    assert_eq!(folder.karat(&["score"]).code, Some(0));
    let said = refused(&folder, &["score", "--views", "counts,date"]);
    assert_eq!(said, "karat: old: the schema has no view \"date\"\nhelp: did you mean \"dates\"?\n");
}

#[test]
fn ad_hoc_extractors_are_called_in_the_order_typed() {
    let folder = Folder::corpus();
    folder.write("a.jsonl", ANSWER);
    folder.write("b v2.jsonl", ANSWER);
    folder.write("answers/flood.json", "[]");
    folder.write("my.sh", "exit 1\n");
    let sources = [
        "--http",
        "http://127.0.0.1:1/x",
        "--predictions",
        "b v2.jsonl",
        "--command",
        "sh my.sh",
        "--predictions",
        "a.jsonl",
        "--worker",
        "false",
        "--timeout",
        "5s",
        "--format",
        "json",
    ];
    let scored = |more: &[&str]| names(&folder.karat(&[&["score"], more, &sources[..]].concat()));
    assert_eq!(scored(&[]), ["127.0.0.1", "b-v2", "my", "a", "false"]);
    assert_eq!(scored(&["--name", "x", "--name", "y"]), ["x", "y", "my", "a", "false"]);
    assert_eq!(scored(&["none", "--predictions", "answers"])[..3], ["none", "answers", "127.0.0.1"]);
}

#[test]
fn names_that_clash_or_are_left_over_are_refused() {
    let folder = Folder::corpus();
    folder.write("a.jsonl", ANSWER);
    let said = refused(&folder, &["score", "--predictions", "a.jsonl", "--predictions", "a.jsonl"]);
    assert!(
        said.starts_with("karat: two extractors are called a\nhelp: tell them apart with --name"),
        "{said}"
    );
    let said = refused(&folder, &["score", "none", "--predictions", "a.jsonl", "--name", "none"]);
    assert!(said.starts_with("karat: two extractors are called none\n"), "{said}");
    let said = refused(&folder, &["score", "none", "--name", "x"]);
    assert!(said.starts_with("karat: there are more --name than "), "{said}");
    let said = refused(&folder, &["score", "--predictions", "a.jsonl", "--name", "a/b"]);
    assert!(said.contains("\"a/b\" cannot be the name of an extractor"), "{said}");
}

#[test]
fn settings_that_are_typed_are_checked_and_told_where_they_change_nothing() {
    let folder = Folder::corpus();
    for (arguments, expected) in [
        (["--timeout", "60"], "\"60\" is not a length of time"),
        (["--timeout", "0s"], "no extractor can answer in no time"),
        (["--rate", "fast"], "\"fast\" is not a rate"),
        (["--workers", "0"], "0 is not in 1..=1000"),
        (["--command", "a | b"], "\"|\" needs a shell"),
        (["--command", ""], "the command names no program"),
        (["--http", "localhost"], "\"localhost\" is not the address of a server"),
        (["--stdin", "json"], "[possible values: request, text]"),
    ] {
        let said = refused(&folder, &[&["score"], &arguments[..]].concat());
        assert!(said.contains(expected), "{said}");
    }
    refused(&folder, &["score", "--offline", "--refresh"]);
    let said = folder.karat(&["score", "none", "--stdin", "text"]);
    assert_eq!(
        (said.code, &*said.stderr),
        (Some(0), "note: --stdin changes nothing here: it belongs to command\n")
    );
}

#[test]
fn a_folder_of_predictions_is_scored_like_a_file() {
    let folder = Folder::corpus();
    folder.write("one.jsonl", folder.karat(&["extract", "gold"]).stdout);
    folder.write("many/flood.json", folder.karat(&["extract", "gold"]).stdout);
    let scored = |path: &str| folder.karat(&["score", "--predictions", path, "--name", "x"]).stdout;
    let file = scored("one.jsonl").replace("one.jsonl", "many");
    assert!(file.contains("graded F1 1.000"), "{file}");
    assert_eq!(scored("many"), file);
    assert!(refused(&folder, &["score", "--predictions", "seeds"]).contains("the folder holds no answers"));
    assert!(refused(&folder, &["score", "--predictions", "gone"]).contains("gone does not exist"));
}

#[test]
fn the_primary_figure_is_about_something_that_the_schema_has() {
    let folder = project("  none:\n");
    for (scope, message) in [
        ("type.casualty", "is about the type \"casualty\", which the schema does not have"),
        ("view.date", "is about the view \"date\", which the schema does not have"),
    ] {
        folder.write("karat.yaml", format!("karat: 1\nprimary: {scope}.strict.macro.recall\n"));
        let said = refused(&folder, &["score"]);
        assert!(said.contains("karat.yaml:2:10: ") && said.contains(message), "{said}");
        assert!(said.contains("did you mean"), "{said}");
    }
    folder.write("karat.yaml", "karat: 1\nprimary: view.dates.strict.macro.recall\n");
    assert_eq!(folder.karat(&["score"]).code, Some(0));
}
