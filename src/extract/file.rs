//! The extractor that reads its answers from a file: JSON Lines, or JSON or YAML with a list of answers.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;
use std::sync::LazyLock;

use regex::Regex;
use serde_json::Value as Json;

use crate::corpus::shown;
use crate::extract::answer::decode_answer;
use crate::extract::failure::FailureKind;
use crate::extract::{Extractor, Outcome, Request};
use crate::problem::{Problem, sort_problems};
use crate::store::{Bounds, StoreError, read_file};
use crate::text::likeness::suggest;

/// The longest file of answers that is read, in bytes.
pub const ANSWERS_BYTES_MAX: u64 = 1 << 30;

/// The rule of a line that is no answer.
const NO_ANSWER: &str = "P1";
/// The rule of an answer for an article that does not exist.
const NO_ARTICLE: &str = "P2";

/// Answers from a file, by article.
#[derive(Clone, Debug)]
pub struct FileExtractor {
    name: String,
    path: String,
    source: String,
    answers: BTreeMap<String, Stored>,
    problems: Vec<Problem>,
}

/// What the file holds for one article.
#[derive(Clone, Debug)]
struct Stored {
    /// Where the first answer stands in the file.
    place: Option<Range<usize>>,
    /// Its line, or its number in the list, from 1.
    number: usize,
    answer: Answer,
}

#[derive(Clone, Debug)]
enum Answer {
    Read(Json),
    /// The line has an id and is no JSON otherwise: why, and where.
    Malformed(String),
    /// Which two answers.
    Twice(String),
}

impl FileExtractor {
    /// Reads all answers of a file: by its extension `.json`, `.yaml` or `.yml`, else one answer a line.
    ///
    /// # Errors
    /// If the file cannot be read; what is wrong inside it becomes a problem or a failed article.
    pub fn read(name: impl Into<String>, path: &Path) -> Result<Self, StoreError> {
        let bytes = read_file(path, Bounds { root: None, n_bytes_max: ANSWERS_BYTES_MAX })?;
        let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
        Ok(Self::decode(name.into(), &shown(path), extension, bytes))
    }

    fn decode(name: String, path: &str, extension: &str, bytes: Vec<u8>) -> Self {
        let mut extractor = Self {
            name,
            path: path.to_owned(),
            source: String::new(),
            answers: BTreeMap::new(),
            problems: Vec::new(),
        };
        match String::from_utf8(bytes) {
            Ok(source) => {
                match extension {
                    "json" => extractor.read_json(&source),
                    "yaml" | "yml" => extractor.read_yaml(&source),
                    _ => extractor.read_lines(&source),
                }
                extractor.source = source;
            }
            Err(error) => {
                let at = error.utf8_error().valid_up_to();
                extractor.unreadable(format!("not UTF-8 (at byte {at})"), None, "save the file as UTF-8");
            }
        }
        extractor
    }

    /// Returns the path as the user would type it.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Returns the text of the file, for showing problems.
    #[must_use]
    pub fn source(&self) -> &str {
        &self.source
    }

    /// Returns the answer for an article as it stands in the file, as JSON; `None` where there is none to read.
    #[must_use]
    pub fn answer(&self, id: &str) -> Option<String> {
        match &self.answers.get(id)?.answer {
            Answer::Read(answer) => Some(answer.to_string()),
            Answer::Malformed(_) | Answer::Twice(_) => None,
        }
    }

    /// Returns what is wrong with the file, given the ids of all articles, sorted by place.
    #[must_use]
    pub fn problems(&self, article_ids: &[&str]) -> Vec<Problem> {
        let mut problems = self.problems.clone();
        for (id, stored) in &self.answers {
            if article_ids.contains(&id.as_str()) {
                continue;
            }
            let message = format!("no article has the id \"{id}\"");
            let problem = Problem::warning(NO_ARTICLE, &self.path, stored.place.clone(), message);
            let suggestion = suggest(id, article_ids.iter().copied());
            problems.push(match suggestion {
                Some(known) => problem.with_help(format!("did you mean \"{known}\"?")),
                None => problem,
            });
        }
        sort_problems(&mut problems);
        problems
    }

    fn unreadable(&mut self, message: String, place: Option<Range<usize>>, help: &str) {
        let problem = Problem::error(NO_ANSWER, &self.path, place, message).with_help(help);
        self.problems.push(problem.unreadable());
    }

    fn read_lines(&mut self, source: &str) {
        if let Some(answers) = one_document(source) {
            self.keep_list(answers);
            return;
        }
        let mut start = 0;
        for (index, line) in source.split_inclusive('\n').enumerate() {
            let content = line.trim_start_matches('\u{feff}').trim();
            let content_start = start + line.find(content).unwrap_or(0);
            if !content.is_empty() {
                self.read_line(content, index + 1, content_start);
            }
            start += line.len();
        }
    }

    fn read_line(&mut self, line: &str, number: usize, start: usize) {
        let place = start..start + line.len();
        let error = match serde_json::from_str(line) {
            Ok(answer) => return self.keep(answer, place, number),
            Err(error) => error,
        };
        let message = plain_message(&error);
        match leading_id(line) {
            Some(id) => {
                let malformed = format!("line {number}, column {}: {message}", error.column());
                self.insert(id, Answer::Malformed(malformed), (Some(place), number));
            }
            None => {
                let at = line.floor_char_boundary(error.column().saturating_sub(1));
                let length = line.get(at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
                let span = start + at..start + at + length;
                let problem =
                    Problem::error(NO_ANSWER, &self.path, Some(span), format!("not JSON: {message}"));
                self.problems.push(problem.with_help("write one answer a line: {\"id\": …, \"facts\": […]}"));
            }
        }
    }

    fn keep(&mut self, answer: Json, place: Range<usize>, number: usize) {
        match answer.get("id").and_then(Json::as_str).map(str::to_owned) {
            Some(id) => self.insert(id, Answer::Read(answer), (Some(place), number)),
            None => self.without_id(Some(place), number),
        }
    }

    fn without_id(&mut self, place: Option<Range<usize>>, number: usize) {
        let message = format!("answer {number} has no id");
        let problem = Problem::error(NO_ANSWER, &self.path, place, message);
        self.problems.push(problem.with_help("write the article's id: {\"id\": …, \"facts\": […]}"));
    }

    /// Keeps an answer; a second one for the same article makes both useless.
    fn insert(&mut self, id: String, answer: Answer, (place, number): (Option<Range<usize>>, usize)) {
        match self.answers.get_mut(&id) {
            Some(stored) => {
                let first = stored.number;
                stored.answer = Answer::Twice(format!("answers {first} and {number} are both for {id}"));
            }
            None => {
                self.answers.insert(id, Stored { place, number, answer });
            }
        }
    }

    fn read_json(&mut self, source: &str) {
        match serde_json::from_str(source.trim_start_matches('\u{feff}')) {
            Ok(answers) => self.keep_list(answers),
            Err(error) => {
                let message = format!(
                    "not JSON: line {}, column {}: {}",
                    error.line(),
                    error.column(),
                    plain_message(&error)
                );
                self.unreadable(message, None, "name a file of one answer a line .jsonl");
            }
        }
    }

    fn read_yaml(&mut self, source: &str) {
        match serde_yaml::from_str(source) {
            Ok(answers) => self.keep_list(answers),
            Err(error) => {
                let message = error.to_string();
                let first = message.lines().next().unwrap_or_default().to_owned();
                self.unreadable(format!("not YAML: {first}"), None, "write a list of answers");
            }
        }
    }

    /// Keeps the answers of a list, or the only one.
    fn keep_list(&mut self, answers: Json) {
        let answers = match answers {
            Json::Array(answers) => answers,
            Json::Null => Vec::new(),
            only @ (Json::Bool(_) | Json::Number(_) | Json::String(_) | Json::Object(_)) => vec![only],
        };
        for (index, answer) in answers.into_iter().enumerate() {
            match answer.get("id").and_then(Json::as_str).map(str::to_owned) {
                Some(id) => self.insert(id, Answer::Read(answer), (None, index + 1)),
                None => self.without_id(None, index + 1),
            }
        }
    }
}

impl Extractor for FileExtractor {
    fn name(&self) -> &str {
        &self.name
    }

    fn extract(&self, request: &Request<'_>) -> Outcome {
        match self.answers.get(request.id).map(|stored| &stored.answer) {
            Some(Answer::Read(answer)) => decode_answer(answer, request),
            Some(Answer::Malformed(detail)) => Outcome::failed(FailureKind::NotJson, detail),
            Some(Answer::Twice(detail)) => Outcome::failed(FailureKind::TwoAnswers, detail),
            None => {
                let detail = format!("{} has no answer for {}", self.path, request.id);
                Outcome::failed(FailureKind::NoAnswer, detail)
            }
        }
    }
}

/// Returns the message without the place, which is told in the file's own lines.
fn plain_message(error: &serde_json::Error) -> String {
    let message = error.to_string();
    message.rsplit_once(" at line ").map_or(message.clone(), |(message, _)| message.to_owned())
}

/// Returns the id of a broken answer, if it is the first field and is whole.
fn leading_id(line: &str) -> Option<String> {
    static ID: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r#"^\{\s*"id"\s*:\s*("(?:[^"\\]|\\.)*")"#)
            .expect("the pattern is a constant that tests compile")
    });
    let quoted = ID.captures(line)?.get(1)?;
    serde_json::from_str(quoted.as_str()).ok()
}

/// Returns the answers of a file that is one JSON document over several lines, or a list, and not one answer a line.
fn one_document(source: &str) -> Option<Json> {
    let content = source.trim_start_matches('\u{feff}').trim();
    let first = content.lines().next()?;
    let is_line = content.starts_with('{') && serde_json::from_str::<serde::de::IgnoredAny>(first).is_ok();
    if is_line { None } else { serde_json::from_str(content).ok() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::Schema;
    use crate::schema::entities::Entities;
    use crate::text::prepared::ArticleText;

    /// Reads a file for the articles `a` and `b`: how both fared, and the problems with what they point at.
    fn check(extension: &str, source: &str, outcomes: [&str; 2], problems: &[&str]) {
        let bytes = source.as_bytes().to_vec();
        let extractor = FileExtractor::decode("f".to_owned(), "p.jsonl", extension, bytes);
        let (schema, entities, text) = (Schema::default(), Entities::default(), ArticleText::new(""));
        let show = |id| {
            let (schema, entities, text) = (&schema, &entities, &text);
            let request = Request {
                id,
                text,
                language: "fr",
                published: None,
                timezone: None,
                schema,
                entities,
                views: &[],
            };
            match extractor.extract(&request) {
                Outcome::Answered(predictions) => format!("{} facts", predictions.len()),
                Outcome::Failed(failure) => format!("{}: {}", failure.kind.word(), failure.detail),
            }
        };
        assert_eq!(["a", "b"].map(show), outcomes);
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
        check(
            "jsonl",
            &format!("{line}\n{line}"),
            ["two answers: answers 1 and 3 are both for a", MISSING],
            &[],
        );
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
}
