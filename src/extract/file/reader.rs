//! Reads files of answers: keeps what can be read, by article, and a problem or a failed article for what cannot.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;
use serde_json::Value as Json;

use crate::extract::failure::FailureKind;
use crate::extract::file::{Answer, Answers, Declared, RECORD, Stored};
use crate::extract::json::read_json;
use crate::problem::Problem;
use crate::project::REPEAT_MAX;

/// The rule of a line that is no answer.
const NO_ANSWER: &str = "P1";

/// Reads one file after the other.
pub(super) struct Reader {
    answers: Answers,
    /// The article that the file at hand is called like, if that says whose answers without an id are.
    whose: Option<String>,
    /// Facts of the file at hand that stand there one a line.
    loose_facts: Vec<Json>,
}

impl Reader {
    /// Starts to read what the user called `path`.
    pub(super) fn new(path: String) -> Self {
        let answers = Answers { path, ..Answers::default() };
        Self { answers, whose: None, loose_facts: Vec::new() }
    }

    /// Reads a file by its ending.
    pub(super) fn read(&mut self, path: &str, ending: &str, bytes: Vec<u8>, whose: Option<String>) {
        self.whose = whose;
        self.answers.files.push((path.to_owned(), String::new()));
        match String::from_utf8(bytes) {
            Ok(source) => {
                match ending {
                    "json" => self.read_json(&source),
                    "yaml" | "yml" => self.read_yaml(&source),
                    _ => self.read_lines(&source),
                }
                self.keep_loose_facts();
                if let Some((_, text)) = self.answers.files.last_mut() {
                    *text = source;
                }
            }
            Err(error) => {
                let at = error.utf8_error().valid_up_to();
                self.unreadable(
                    FailureKind::NotUtf8,
                    format!("not UTF-8 (at byte {at})"),
                    "save the file as UTF-8",
                );
            }
        }
    }

    /// Complains about a folder without any file of answers.
    pub(super) fn complain_if_empty(&mut self) {
        if self.answers.files.is_empty() {
            let message = "the folder holds no answers";
            let help = "put a file for each article into it, such as ID.json, or name a file of JSON Lines";
            let problem = Problem::error(NO_ANSWER, &self.answers.path, None, message).with_help(help);
            self.answers.problems.push(problem.unreadable());
        }
    }

    /// Returns what was read.
    pub(super) fn into_answers(self) -> Answers {
        self.answers
    }

    fn path(&self) -> &str {
        self.answers.files.last().map_or("", |(path, _)| path)
    }

    fn complain(&mut self, place: Option<Range<usize>>, message: String, help: &str) {
        let problem = Problem::error(NO_ANSWER, self.path(), place, message).with_help(help);
        self.answers.problems.push(problem);
    }

    /// Keeps that a whole file cannot be read: as the failure of its article, where it is the file of one.
    fn unreadable(&mut self, kind: FailureKind, message: String, help: &str) {
        if let Some(id) = self.whose.clone() {
            let detail = format!("{}: {message}", self.path());
            self.insert((id, 1), Answer::Malformed(kind, detail), (None, 1));
            return;
        }
        let problem = Problem::error(NO_ANSWER, self.path(), None, message).with_help(help);
        self.answers.problems.push(problem.unreadable());
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
        let error = match read_json(line) {
            Ok(answer) => return self.keep(answer, Some(place), number),
            Err(error) => error,
        };
        let message = plain_message(&error);
        match leading_id(line).or_else(|| self.whose.clone()) {
            Some(id) => {
                let malformed = format!("line {number}, column {}: {message}", error.column());
                let answer = Answer::Malformed(FailureKind::NotJson, malformed);
                self.insert((id, leading_repeat(line)), answer, (Some(place), number));
            }
            None => {
                let at = line.floor_char_boundary(error.column().saturating_sub(1));
                let length = line.get(at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
                let span = start + at..start + at + length;
                let help = "write one answer a line: {\"id\": …, \"facts\": […]}";
                self.complain(Some(span), format!("not JSON: {message}"), help);
            }
        }
    }

    fn read_json(&mut self, source: &str) {
        match read_json(source.trim_start_matches('\u{feff}')) {
            Ok(answers) => self.keep_list(answers),
            Err(error) => {
                let (line, column) = (error.line(), error.column());
                let message = format!("not JSON: line {line}, column {column}: {}", plain_message(&error));
                self.unreadable(FailureKind::NotJson, message, "name a file of one answer a line .jsonl");
            }
        }
    }

    fn read_yaml(&mut self, source: &str) {
        match serde_yaml::from_str(source) {
            Ok(answers) => self.keep_list(answers),
            Err(error) => {
                let message = error.to_string();
                let first = message.lines().next().unwrap_or_default().to_owned();
                self.unreadable(
                    FailureKind::NotJson,
                    format!("not YAML: {first}"),
                    "write a list of answers",
                );
            }
        }
    }

    /// Keeps the answers of a list, or the only one; in the file of an article a list without ids is its facts.
    fn keep_list(&mut self, answers: Json) {
        let answers = match answers {
            Json::Array(facts)
                if self.whose.is_some() && facts.iter().all(|fact| fact.get("id").is_none()) =>
            {
                vec![Json::Array(facts)]
            }
            Json::Array(answers) => answers,
            Json::Null => Vec::new(),
            only @ (Json::Bool(_) | Json::Number(_) | Json::String(_) | Json::Object(_)) => vec![only],
        };
        for (index, answer) in answers.into_iter().enumerate() {
            self.keep(answer, None, index + 1);
        }
    }

    fn keep(&mut self, answer: Json, place: Option<Range<usize>>, number: usize) {
        if let Some(version) = answer.get("karat_record") {
            if version.as_u64() != Some(u64::from(RECORD)) {
                let message = format!("records of version {version} are not known to this version of karat");
                self.complain(place, message, "use a newer karat");
            }
            let views = answer.get("views").and_then(Json::as_array).into_iter().flatten();
            let views: Vec<String> = views.filter_map(Json::as_str).map(str::to_owned).collect();
            let currency = answer.get("currency").and_then(Json::as_str).unwrap_or_default().to_owned();
            self.answers.declared = Declared { views, currency };
            return;
        }
        let Some(repeat) = repeat_of(&answer) else {
            let message =
                format!("the repeat of answer {number} is not a whole number from 1 to {REPEAT_MAX}");
            self.complain(place, message, "count repeats from 1: \"repeat\": 1");
            return;
        };
        let id = answer.get("id").and_then(Json::as_str).map(str::to_owned);
        let is_fact = answer.get("type").is_some() && answer.get("facts").is_none();
        match (id, self.whose.clone()) {
            (None, Some(_)) if is_fact => self.loose_facts.push(answer),
            (Some(id), _) | (None, Some(id)) => {
                self.insert((id, repeat), Answer::Read(answer), (place, number));
            }
            (None, None) => {
                let help = "write the article's id: {\"id\": …, \"facts\": […]}";
                self.complain(place, format!("answer {number} has no id"), help);
            }
        }
    }

    /// Keeps facts that stood one a line as the answer for the article that the file is called like.
    fn keep_loose_facts(&mut self) {
        let facts = std::mem::take(&mut self.loose_facts);
        if let Some(id) = self.whose.clone().filter(|_| !facts.is_empty()) {
            self.insert((id, 1), Answer::Read(Json::Array(facts)), (None, 1));
        }
    }

    /// Keeps an answer; a second one for the same article and repeat makes both useless.
    fn insert(
        &mut self,
        (id, repeat): (String, u32),
        answer: Answer,
        (place, number): (Option<Range<usize>>, usize),
    ) {
        let file_index = self.answers.files.len().saturating_sub(1);
        let files = &self.answers.files;
        let repeats: &mut BTreeMap<u32, Stored> = self.answers.by_article.entry(id.clone()).or_default();
        match repeats.get_mut(&repeat) {
            Some(stored) => {
                let first = stored.number;
                stored.answer = Answer::Twice(if stored.file_index == file_index {
                    format!("answers {first} and {number} are both for {id}")
                } else {
                    let (before, now) = (&files[stored.file_index].0, &files[file_index].0);
                    format!("answer {first} of {before} and answer {number} of {now} are both for {id}")
                });
            }
            None => {
                repeats.insert(repeat, Stored { file_index, place, number, answer });
            }
        }
    }
}

/// Returns the repeat that an answer names, 1 where it names none, and `None` where it cannot be one.
fn repeat_of(answer: &Json) -> Option<u32> {
    match answer.get("repeat") {
        None | Some(Json::Null) => Some(1),
        Some(repeat) => {
            let repeat = repeat.as_u64().filter(|repeat| (1..=u64::from(REPEAT_MAX)).contains(repeat))?;
            u32::try_from(repeat).ok()
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

/// Returns the repeat of a broken answer, if it stands right behind the id, and 1 otherwise.
fn leading_repeat(line: &str) -> u32 {
    static REPEAT: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r#"^\{\s*"id"\s*:\s*"(?:[^"\\]|\\.)*"\s*,\s*"repeat"\s*:\s*([0-9]{1,4})\s*,"#)
            .expect("the pattern is a constant that tests compile")
    });
    let number = REPEAT.captures(line).and_then(|found| found.get(1)?.as_str().parse().ok());
    number.filter(|number| (1..=REPEAT_MAX).contains(number)).unwrap_or(1)
}

/// Returns the answers of a file that is one JSON document over several lines, or a list, and not one answer a line.
fn one_document(source: &str) -> Option<Json> {
    let content = source.trim_start_matches('\u{feff}').trim();
    let first = content.lines().next()?;
    let is_line = content.starts_with('{') && serde_json::from_str::<serde::de::IgnoredAny>(first).is_ok();
    if is_line { None } else { read_json(content).ok() }
}
