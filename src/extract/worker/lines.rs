//! What a worker says, line by line: its answers, and the chatter of libraries between them.

use serde_json::Value as Json;

use crate::extract::failure::{Failure, FailureKind};
use crate::extract::reply::{cut, read_line};

/// A line of a worker.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Line {
    /// Blank, or no JSON object: not an answer; its beginning is kept, escaped.
    Chatter(String),
    /// An answer and the article it is for.
    Answer(String, Json),
    /// Meant as an answer, and none.
    Bad(Failure),
}

/// Takes the next whole line from the front of what came, from where the last search for one ended.
pub(crate) fn take_line(output: &mut Vec<u8>, n_searched: &mut usize) -> Option<Vec<u8>> {
    let found = output.iter().skip(*n_searched).position(|byte| *byte == b'\n');
    let Some(length) = found.map(|at| *n_searched + at) else {
        *n_searched = output.len();
        return None;
    };
    *n_searched = 0;
    let rest = output.split_off(length + 1);
    output.truncate(length);
    Some(std::mem::replace(output, rest))
}

/// Says what a line is.
pub(crate) fn classify(line: &[u8]) -> Line {
    let text = String::from_utf8_lossy(line);
    let bare = without_codes(&text);
    let read = match bare.chars().next() {
        Some('{') => read_line(line),
        Some('[') => match read_line(line) {
            Ok(Json::Array(facts)) if facts.iter().all(Json::is_object) => Ok(Json::Array(facts)),
            Ok(_) | Err(_) => return Line::Chatter(cut(bare)),
        },
        Some(_) | None => return Line::Chatter(cut(bare)),
    };
    match read {
        Ok(answer) => match answer.get("id").and_then(Json::as_str).map(str::to_owned) {
            Some(id) => Line::Answer(id, answer),
            None => Line::Bad(Failure::new(
                FailureKind::WrongId,
                "a worker's answer needs the id of the article: {\"id\": …, \"facts\": […]}",
            )),
        },
        Err(mut failure) => {
            if failure.kind == FailureKind::HalfAnswer {
                failure.detail += "; a worker writes each answer on one line";
            }
            Line::Bad(failure)
        }
    }
}

/// Returns a line without the blanks, byte order marks, NUL bytes and colours that it begins with.
fn without_codes(line: &str) -> &str {
    let mut rest = line;
    loop {
        rest = rest.trim().trim_start_matches(['\0', '\u{feff}']);
        let Some(code) = rest.strip_prefix("\u{1b}[") else { return rest };
        rest = code.trim_start_matches(|part: char| part.is_ascii_digit() || matches!(part, ';' | '?'));
        rest = rest.strip_prefix(|end: char| end.is_ascii_alphabetic()).unwrap_or(rest);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, expected: &str) {
        let shown = match classify(line.as_bytes()) {
            Line::Chatter(text) => format!("chatter {text}"),
            Line::Answer(id, answer) => format!("answer {id} {answer}"),
            Line::Bad(failure) => failure.kind.word().to_owned(),
        };
        assert_eq!(shown, expected);
    }

    #[test]
    fn an_object_with_an_id_is_an_answer() {
        check(" {\"id\":\"a\",\"facts\":[]}\r", "answer a {\"id\":\"a\",\"facts\":[]}");
        check("{\"id\":\"a\",\"result\":1}", "answer a {\"id\":\"a\",\"result\":1}");
    }

    #[test]
    fn chatter_is_no_answer() {
        check("Loading model…", "chatter Loading model…");
        check("", "chatter ");
        check("\u{1b}[32mINFO\u{1b}[0m {}", "chatter INFO\\u{1b}[0m {}");
        check("[INFO] ready", "chatter [INFO] ready");
        check("[1, 2]", "chatter [1, 2]");
        check("null", "chatter null");
    }

    #[test]
    fn what_begins_like_an_answer_must_be_one() {
        check("{\"facts\":[]}", "wrong id");
        check("[]", "wrong id");
        check("{\"id\":7,\"facts\":[]}", "wrong id");
        check("{'id': 'a'}", "not JSON");
        check("{", "half an answer");
        check("{\"id\":\"a\",\"facts\":[NaN]}", "NaN");
        check("\u{1b}[1;32m{\"id\":\"a\",\"facts\":[]}\u{1b}[0m", "escape codes");
        check("\0{\"id\":\"a\",\"facts\":[]}", "NUL byte");
        check("{\"id\":\"a\",\"facts\":[]}{\"id\":\"a\",\"facts\":[]}", "two answers");
    }

    #[test]
    fn lines_are_taken_as_they_become_whole() {
        let (mut output, mut n_searched) = (b"ab".to_vec(), 0);
        assert_eq!((take_line(&mut output, &mut n_searched), n_searched), (None, 2));
        output.extend(b"c\n\nd");
        assert_eq!(take_line(&mut output, &mut n_searched), Some(b"abc".to_vec()));
        assert_eq!(take_line(&mut output, &mut n_searched), Some(Vec::new()));
        assert_eq!((take_line(&mut output, &mut n_searched), n_searched), (None, 1));
        assert_eq!(output, b"d");
    }
}
