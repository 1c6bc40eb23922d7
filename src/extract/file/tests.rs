//! Tests of answers from files.

use super::*;
use crate::schema::Schema;
use crate::schema::entities::Entities;
use crate::text::prepared::ArticleText;

/// Says how an article fared.
fn fared(extractor: &FileExtractor, id: &str) -> String {
    let (schema, entities, text) = (Schema::default(), Entities::default(), ArticleText::new(""));
    let request = Request { id, language: "fr", ..Request::bare(&text, &schema, &entities) };
    match extractor.extract(&request) {
        Outcome::Answered(predictions) => format!("{} facts", predictions.len()),
        Outcome::Failed(failure) => format!("{}: {}", failure.kind.word(), failure.detail),
    }
}

/// Reads a folder of files, and says how the articles `a` and `b` fared.
fn check_folder(files: &[(&str, &str)], outcomes: [&str; 2], problems: &[&str]) {
    let mut reader = Reader::new("p".to_owned());
    for (name, source) in files {
        let (stem, ending) = name.rsplit_once('.').unwrap();
        reader.read(&format!("p/{name}"), ending, source.as_bytes().to_vec(), Some(stem.to_owned()));
    }
    reader.complain_if_empty();
    let extractor = FileExtractor::new("f", reader.into_answers());
    assert_eq!(["a", "b"].map(|id| fared(&extractor, id)), outcomes);
    let found = extractor.problems(&["a", "b"]);
    let found: Vec<String> = found.iter().map(|found| format!("{} {}", found.file, found.message)).collect();
    assert_eq!(found, problems);
}

/// Reads a file for the articles `a` and `b`: how both fared, and the problems with what they point at.
fn check(extension: &str, source: &str, outcomes: [&str; 2], problems: &[&str]) {
    let mut reader = Reader::new("p.jsonl".to_owned());
    reader.read("p.jsonl", extension, source.as_bytes().to_vec(), None);
    let extractor = FileExtractor::new("f", reader.into_answers());
    assert_eq!(["a", "b"].map(|id| fared(&extractor, id)), outcomes);
    let shown = |problem: &Problem| {
        let place = problem.span.clone().and_then(|span| source.get(span)).unwrap_or_default();
        let help = problem.help.clone().unwrap_or_default();
        format!("{} {} [{place}] {help}", problem.rule, problem.message)
    };
    let found: Vec<String> = extractor.problems(&["a", "b"]).iter().map(shown).collect();
    assert_eq!(found, problems);
}

const MISSING: &str = "no answer: p.jsonl has no answer for b";

#[test]
fn an_answer_a_line_is_read_and_blank_lines_are_skipped() {
    let source = "\u{feff}{\"id\":\"a\",\"facts\":[]}\r\n\r\n  \n{\"id\":\"b\",\"facts\":[1]}";
    check("jsonl", source, ["0 facts", "1 facts"], &[]);
}

#[test]
fn lists_of_answers_are_read_from_json_and_yaml() {
    check("json", "[{\"id\":\"a\",\"facts\":[]}]", ["0 facts", MISSING], &[]);
    check("json", "{\"id\":\"a\",\"facts\":[]}", ["0 facts", MISSING], &[]);
    check("yaml", "- id: a\n  facts: [{type: x}]\n", ["1 facts", MISSING], &[]);
    check(
        "json",
        "[{\"facts\":[]}]",
        ["no answer: p.jsonl has no answer for a", MISSING],
        &["P1 answer 1 has no id [] write the article's id: {\"id\": …, \"facts\": […]}"],
    );
}

#[test]
fn a_broken_line_fails_its_article_if_the_id_can_be_told() {
    let malformed = "not JSON: line 2, column 19: EOF while parsing a list";
    check("jsonl", "\n{\"id\":\"a\",\"facts\":[", [malformed, MISSING], &[]);
    let source = "{\"facts\":[],,}\n{\"id\":\"a\",\"facts\":[]}";
    check(
        "jsonl",
        source,
        ["0 facts", MISSING],
        &["P1 not JSON: key must be a string [,] write one answer a line: {\"id\": …, \"facts\": […]}"],
    );
}

#[test]
fn a_list_or_a_document_over_several_lines_is_read_all_the_same() {
    check("jsonl", "[{\"id\":\"a\",\"facts\":[]}]", ["0 facts", MISSING], &[]);
    check("jsonl", "{\n  \"id\": \"a\",\n  \"facts\": []\n}\n", ["0 facts", MISSING], &[]);
}

#[test]
fn two_answers_for_one_article_fail_it() {
    let line = "{\"id\":\"a\",\"facts\":[]}\n";
    check("jsonl", &format!("{line}\n{line}"), ["two answers: answers 1 and 3 are both for a", MISSING], &[]);
}

#[test]
fn an_answer_for_no_article_is_a_warning() {
    let source = "{\"id\":\"a\",\"facts\":[]}\n{\"id\":\"ab\",\"facts\":[]}";
    check(
        "jsonl",
        source,
        ["0 facts", MISSING],
        &["P2 no article has the id \"ab\" [{\"id\":\"ab\",\"facts\":[]}] "],
    );
}

#[test]
fn a_file_that_is_not_json_at_all_is_unreadable() {
    let missing = "no answer: p.jsonl has no answer for a";
    check(
        "json",
        "{",
        [missing, MISSING],
        &[
            "P1 not JSON: line 1, column 1: EOF while parsing an object [] name a file of one answer a line .jsonl",
        ],
    );
}

#[test]
fn a_folder_holds_one_answer_for_each_article_in_any_format() {
    check_folder(
        &[("a.json", "{\"facts\":[1,2]}"), ("b.yaml", "facts: [{type: x}]\n")],
        ["2 facts", "1 facts"],
        &[],
    );
    check_folder(&[("a.json", "[]"), ("b.yml", "- {type: x}\n")], ["0 facts", "1 facts"], &[]);
    check_folder(
        &[("a.jsonl", "{\"type\":\"x\"}\n{\"type\":\"y\"}\n"), ("b.jsonl", "{\"facts\":[]}")],
        ["2 facts", "0 facts"],
        &[],
    );
}

#[test]
fn a_folder_holds_files_of_several_answers_too() {
    let line = |id: &str| format!("{{\"id\":\"{id}\",\"facts\":[]}}");
    check_folder(&[("x.jsonl", &line("a")), ("y.jsonl", &line("b"))], ["0 facts", "0 facts"], &[]);
    check_folder(&[("x.json", &format!("[{},{}]", line("a"), line("b")))], ["0 facts", "0 facts"], &[]);
    check_folder(
        &[("a.json", "[]"), ("x.jsonl", &line("a"))],
        [
            "two answers: answer 1 of p/a.json and answer 1 of p/x.jsonl are both for a",
            "no answer: p has no answer for b",
        ],
        &[],
    );
}

#[test]
fn a_broken_file_of_a_folder_fails_its_article_and_no_other() {
    check_folder(
        &[("a.json", "{"), ("b.json", "[]")],
        ["not JSON: p/a.json: not JSON: line 1, column 1: EOF while parsing an object", "0 facts"],
        &[],
    );
    let missing = ["no answer: p has no answer for a", "no answer: p has no answer for b"];
    check_folder(&[("c.json", "[]")], missing, &["p/c.json no article has the id \"c\""]);
    check_folder(&[], missing, &["p the folder holds no answers"]);
}

#[test]
fn the_head_of_a_record_is_no_answer() {
    let source = "{\"karat_record\":1,\"name\":\"x\"}\n{\"id\":\"a\",\"facts\":[]}\n";
    check("jsonl", source, ["0 facts", MISSING], &[]);
    check(
        "jsonl",
        "{\"karat_record\":2}\n{\"id\":\"a\",\"facts\":[]}",
        ["0 facts", MISSING],
        &[
            "P1 records of version 2 are not known to this version of karat [{\"karat_record\":2}] use a newer karat",
        ],
    );
}

#[test]
fn repeats_of_an_article_are_told_apart() {
    let source = "{\"id\":\"a\",\"facts\":[]}\n{\"id\":\"a\",\"repeat\":2,\"facts\":[1]}\n\
                  {\"id\":\"b\",\"repeat\":2,\"facts\":[";
    let mut reader = Reader::new("p".to_owned());
    reader.read("p", "jsonl", source.as_bytes().to_vec(), None);
    let extractor = FileExtractor::new("f", reader.into_answers());
    assert_eq!(extractor.n_repeats(), 2);
    assert_eq!(extractor.problems(&["a", "b"]), []);
    let second = extractor.for_repeat(2);
    assert_eq!([fared(&extractor, "a"), fared(&second, "a")], ["0 facts", "1 facts"]);
    assert_eq!(fared(&extractor, "b"), "no answer: p has no answer for b in repeat 1");
    assert_eq!(fared(&second, "b"), "not JSON: line 3, column 30: EOF while parsing a list");
    check(
        "jsonl",
        "{\"id\":\"a\",\"repeat\":0,\"facts\":[]}",
        ["no answer: p.jsonl has no answer for a", MISSING],
        &[
            "P1 the repeat of answer 1 is not a whole number from 1 to 1000 [{\"id\":\"a\",\"repeat\":0,\"facts\":[]}] count repeats from 1: \"repeat\": 1",
        ],
    );
}
