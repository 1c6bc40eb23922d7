//! Reads what a program or a server said as the answer for one article, and names what is wrong with it.

use serde_json::{Map, Value as Json};

use crate::extract::failure::{Failure, FailureKind};
use crate::extract::json::Unique;

/// How many characters of a bad answer a failure shows.
const SHOWN_CHARS: usize = 60;

/// Fields that only a fact or a view's value has; `type` alone is in many formats of others.
const MARKS_OF_A_FACT: [&str; 6] = ["slots", "value", "evidence", "quote", "said_by", "polarity"];

/// Reads one whole answer, such as all that a program printed, as the answer for one article.
///
/// JSON, JSON Lines with one answer or one fact a line, or YAML. Objects and lists that are no answers pass, since a
/// filter may follow.
///
/// # Errors
/// If it is no answer, or not one for this article: the failure is named as precisely as can be told.
pub(crate) fn read_reply(bytes: &[u8], request_id: &str) -> Result<Json, Failure> {
    let text = readable(bytes)?;
    if text.is_empty() {
        return Err(Failure::new(FailureKind::NoAnswer, "it ended well and said nothing"));
    }
    let mut values = Vec::new();
    for value in serde_json::Deserializer::from_str(text).into_iter() {
        match value {
            Ok(Unique(value)) => values.push(value),
            Err(error) => return other_than_json(text, (&error, values.len()), request_id),
        }
    }
    match only(values) {
        Ok(value) => checked(value, request_id),
        Err(values) => one_of(values, request_id),
    }
}

/// Reads a line of a program that answers many articles as one answer; whose it is remains to be seen.
///
/// # Errors
/// If it is not one value in JSON.
pub(crate) fn read_line(line: &[u8]) -> Result<Json, Failure> {
    let text = readable(line)?;
    let mut values = Vec::new();
    for value in serde_json::Deserializer::from_str(text).into_iter() {
        match value {
            Ok(Unique(value)) => values.push(value),
            Err(error) => return Err(not_json(text, (&error, values.len()))),
        }
    }
    let n_values = values.len();
    only(values).map_err(|_| Failure::new(FailureKind::TwoAnswers, format!("{n_values} answers on one line")))
}

/// Returns the only value, or all of them if there are several.
fn only(mut values: Vec<Json>) -> Result<Json, Vec<Json>> {
    match values.pop() {
        Some(value) if values.is_empty() => Ok(value),
        Some(value) => {
            values.push(value);
            Err(values)
        }
        None => Err(values),
    }
}

/// Returns the bytes as text without its byte order mark and the blanks around it.
fn readable(bytes: &[u8]) -> Result<&str, Failure> {
    let text = std::str::from_utf8(bytes).map_err(|error| not_utf8(bytes, &error))?;
    let text = text.trim_start_matches('\u{feff}').trim();
    if let Some(at) = text.find('\0') {
        let detail = format!("a NUL byte stands in the answer, near {}", around(text, at));
        return Err(Failure::new(FailureKind::Nul, detail));
    }
    if let Some(at) = text.find('\u{1b}') {
        let detail = format!("escape codes of a terminal stand in the answer: {}", around(text, at));
        return Err(Failure::new(FailureKind::EscapeCodes, detail));
    }
    Ok(text)
}

fn not_utf8(bytes: &[u8], error: &std::str::Utf8Error) -> Failure {
    let at = error.valid_up_to();
    if error.error_len().is_none() {
        let detail = format!("it breaks off within a character, at byte {at}");
        return Failure::new(FailureKind::HalfAnswer, detail);
    }
    let byte = bytes.get(at).copied().unwrap_or_default();
    let before = bytes.get(at.saturating_sub(SHOWN_CHARS / 2)..at).unwrap_or_default();
    let before = escaped(String::from_utf8_lossy(before).trim_start_matches('\u{fffd}'));
    let detail = format!("byte {at} (0x{byte:02X}) is not UTF-8, after \"{before}\"");
    Failure::new(FailureKind::NotUtf8, detail)
}

/// Reads an answer in YAML, or says what is wrong with one in JSON, given how many values were read before.
fn other_than_json(
    text: &str,
    (error, n_values): (&serde_json::Error, usize),
    request_id: &str,
) -> Result<Json, Failure> {
    let failure = not_json(text, (error, n_values));
    let may_be_yaml = failure.kind == FailureKind::NotJson && !is_json(text);
    match may_be_yaml.then(|| read_yaml(text)).flatten() {
        Some(answer) => checked(answer, request_id),
        None => Err(failure),
    }
}

/// Says whether a text can be nothing but JSON.
fn is_json(text: &str) -> bool {
    text.starts_with(['{', '[', '"'])
}

/// Says what is wrong with an answer in JSON.
fn not_json(text: &str, (error, n_values): (&serde_json::Error, usize)) -> Failure {
    let at = offset(text, error);
    let place = format!("line {}, column {}", error.line(), error.column());
    if let Some(token) = token_at(text, at).filter(|token| is_not_a_number(token)) {
        let detail = format!("{place}: {token} is no number in JSON");
        return Failure::new(FailureKind::NotANumber, detail);
    }
    let message = error.to_string();
    let message = message.rsplit_once(" at line ").map_or(&*message, |(message, _)| message);
    if message == "number out of range" {
        let detail = format!("{place}: a number is too large, near {}", around(text, at));
        return Failure::new(FailureKind::NotANumber, detail);
    }
    if is_json(text) && error.is_eof() {
        let detail = format!("{place}: {message}, after {}", around(text, text.len()));
        return Failure::new(FailureKind::HalfAnswer, detail);
    }
    let hint = hint(text, n_values).map_or_else(String::new, |hint| format!("; {hint}"));
    Failure::new(FailureKind::NotJson, format!("{place}: {message}, near {}{hint}", around(text, at)))
}

/// Says what the text seems to be instead of an answer.
fn hint(text: &str, n_values: usize) -> Option<&'static str> {
    if text.starts_with("```") {
        Some("print the answer without the fence of Markdown around it")
    } else if text.starts_with('<') {
        Some("it looks like a page of HTML or XML")
    } else if n_values > 0 || !text.starts_with('{') && text.lines().any(|line| line.starts_with('{')) {
        Some("print nothing but the answer; anything else belongs on standard error")
    } else {
        None
    }
}

/// Returns the answer if the text is YAML with the shape of one: any text is YAML of some shape.
fn read_yaml(text: &str) -> Option<Json> {
    let answer: Json = serde_yaml::from_str(text).ok()?;
    let is_answer = match &answer {
        Json::Object(fields) => fields.contains_key("facts") || fields.contains_key("error"),
        Json::Array(facts) => !facts.is_empty() && facts.iter().all(Json::is_object),
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) => false,
    };
    is_answer.then_some(answer)
}

/// Says whether a value is an answer in karat's own format, and not something that a filter makes one of.
fn is_answer(value: &Json) -> bool {
    value.get("facts").is_some() || value.get("error").is_some()
}

fn is_fact(value: &Json) -> bool {
    let is_typed = ["type", "view"].iter().any(|name| value.get(name).is_some_and(Json::is_string));
    is_typed && !is_answer(value) && MARKS_OF_A_FACT.iter().any(|name| value.get(name).is_some())
}

/// Takes one value as the answer, unless it is for another article.
fn checked(value: Json, request_id: &str) -> Result<Json, Failure> {
    if is_fact(&value) {
        return Ok(facts(vec![value]));
    }
    match value.get("id").and_then(Json::as_str) {
        Some(id) if is_answer(&value) && id != request_id => Err(wrong_id(request_id, &[id])),
        Some(_) | None => Ok(value),
    }
}

fn facts(facts: Vec<Json>) -> Json {
    Json::Object(Map::from_iter([("facts".to_owned(), Json::Array(facts))]))
}

/// Returns the failure of an answer for other articles.
pub(crate) fn wrong_id(request_id: &str, ids: &[&str]) -> Failure {
    let mut shown: Vec<String> = ids.iter().take(3).map(|id| format!("\"{}\"", cut(id))).collect();
    if ids.len() > shown.len() {
        shown.push("…".to_owned());
    }
    let detail = format!("asked for \"{request_id}\", answered for {}", shown.join(", "));
    Failure::new(FailureKind::WrongId, detail)
}

/// Chooses the answer for the article from several values, or puts them together if each is a fact.
fn one_of(values: Vec<Json>, request_id: &str) -> Result<Json, Failure> {
    if values.iter().all(|value| is_fact(value) || is_typed_alone(value)) {
        return Ok(facts(values));
    }
    if !values.iter().any(is_answer) {
        return match values.iter().find(|value| !value.is_object()) {
            Some(stray) => Err(several_values(stray)),
            None => Ok(Json::Array(values)),
        };
    }
    let answers: Vec<Json> = values.into_iter().filter(is_answer).collect();
    let id_of = |answer: &Json| answer.get("id").and_then(Json::as_str).map(str::to_owned);
    let ids: Vec<Option<String>> = answers.iter().map(id_of).collect();
    let is_own = |id: &Option<String>| id.as_deref().is_none_or(|id| id == request_id);
    let n_own = ids.iter().filter(|id| is_own(id)).count();
    let strange: Vec<&str> =
        ids.iter().flatten().map(String::as_str).filter(|id| *id != request_id).collect();
    match n_own {
        0 => Err(wrong_id(request_id, &strange)),
        1 if strange.is_empty() || ids.iter().flatten().any(|id| id == request_id) => {
            let own = answers.into_iter().zip(&ids).find(|(_, id)| is_own(id)).map(|(answer, _)| answer);
            Ok(own.expect("one was counted"))
        }
        1 => Err(wrong_id(request_id, &strange)),
        _ => {
            let detail = format!("{n_own} answers for \"{request_id}\", where one was asked for");
            Err(Failure::new(FailureKind::TwoAnswers, detail))
        }
    }
}

/// Says whether a value can be nothing but a fact of which only the type is told.
fn is_typed_alone(value: &Json) -> bool {
    value.as_object().is_some_and(|fields| {
        fields.get("type").is_some_and(Json::is_string)
            && fields.keys().all(|name| matches!(name.as_str(), "type" | "confidence" | "remarks"))
    })
}

fn several_values(stray: &Json) -> Failure {
    let detail = format!("several values, one of them {}: print one answer", cut(&stray.to_string()));
    let kind = if stray.is_array() { FailureKind::TwoAnswers } else { FailureKind::NotJson };
    Failure::new(kind, detail)
}

/// Returns the byte at which the parser stopped.
fn offset(text: &str, error: &serde_json::Error) -> usize {
    let line_start: usize =
        text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum();
    (line_start + error.column().saturating_sub(1)).min(text.len())
}

/// Returns the word or number that a byte is in or behind.
fn token_at(text: &str, at: usize) -> Option<&str> {
    let is_part = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.' | b'_');
    let bytes = text.as_bytes();
    let before = bytes.get(..at)?.iter().rev().take_while(|byte| is_part(**byte)).count();
    let after = bytes.get(at..)?.iter().take_while(|byte| is_part(**byte)).count();
    text.get(at - before..at + after)
}

fn is_not_a_number(token: &str) -> bool {
    let bare = token.trim_start_matches(['+', '-', '.']);
    ["nan", "inf", "infinity"].iter().any(|word| bare.eq_ignore_ascii_case(word))
}

/// Returns the text around a byte, quoted and escaped.
fn around(text: &str, at: usize) -> String {
    let at = text.floor_char_boundary(at);
    let (before, after) = text.split_at(at);
    let n_before = before.chars().count().min(SHOWN_CHARS / 3);
    let start = before.chars().rev().take(n_before).map(char::len_utf8).sum::<usize>();
    let before = before.get(before.len() - start..).unwrap_or_default();
    let after: String = after.chars().take(SHOWN_CHARS - n_before).collect();
    format!("\"{}\"", escaped(&format!("{before}{after}")))
}

/// Returns a text without characters that a terminal would act on.
pub(crate) fn escaped(text: &str) -> String {
    let mut shown = String::new();
    for character in text.chars() {
        match character {
            '"' | '\'' => shown.push(character),
            other => shown.extend(other.escape_debug()),
        }
    }
    shown
}

/// Returns the beginning of a text, escaped.
pub(crate) fn cut(text: &str) -> String {
    let beginning: String = text.chars().take(SHOWN_CHARS).collect();
    let is_whole = beginning.len() == text.len();
    escaped(&beginning) + if is_whole { "" } else { "…" }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reads an answer for article `a`; a failure is shown as its name and detail.
    fn check(bytes: impl AsRef<[u8]>, expected: Result<&str, &str>) {
        let read = read_reply(bytes.as_ref(), "a").map(|answer| answer.to_string());
        let shown = read.map_err(|failure| format!("{}: {}", failure.kind.word(), failure.detail));
        assert_eq!(shown, expected.map(str::to_owned).map_err(str::to_owned));
    }

    fn check_kind(bytes: impl AsRef<[u8]>, expected: FailureKind) {
        let bytes = bytes.as_ref();
        let kind = read_reply(bytes, "a").map_err(|failure| failure.kind);
        assert_eq!(kind, Err(expected), "{}", String::from_utf8_lossy(bytes));
    }

    #[test]
    fn one_answer_is_taken_whatever_blanks_and_marks_are_around_it() {
        let answer = r#"{"id":"a","facts":[]}"#;
        check(answer, Ok(answer));
        check(format!("\u{feff} \r\n\t{answer}\r\n\n"), Ok(answer));
        check("{\n  \"facts\": [\n  ]\n}\n", Ok(r#"{"facts":[]}"#));
        check("[]", Ok("[]"));
        check(r#"[{"type":"x"}]"#, Ok(r#"[{"type":"x"}]"#));
    }

    #[test]
    fn foreign_answers_pass_because_a_filter_may_follow() {
        check(r#"{"id":"run-7","result":{"x":1}}"#, Ok(r#"{"id":"run-7","result":{"x":1}}"#));
        let message = r#"{"type":"message","content":[],"id":"m"}"#;
        check(message, Ok(message));
        check("{\"type\":\"s\",\"n\":1}\n{\"n\":2}", Ok(r#"[{"type":"s","n":1},{"n":2}]"#));
        check("null", Ok("null"));
        check("{}", Ok("{}"));
    }

    #[test]
    fn one_fact_a_line_is_an_answer() {
        check(
            "{\"type\":\"x\",\"slots\":{}}\n{\"type\":\"y\"}\n",
            Ok(r#"{"facts":[{"type":"x","slots":{}},{"type":"y"}]}"#),
        );
        check(r#"{"type":"x","slots":{}}"#, Ok(r#"{"facts":[{"type":"x","slots":{}}]}"#));
        check(r#"{"view":"dates","value":"2020"}"#, Ok(r#"{"facts":[{"view":"dates","value":"2020"}]}"#));
    }

    #[test]
    fn the_answer_with_the_right_id_is_chosen_among_lines() {
        let other = r#"{"id":"b","facts":[1]}"#;
        let own = r#"{"id":"a","facts":[2]}"#;
        check(format!("{other}\n{own}\n"), Ok(own));
        check(format!("{{\"level\":\"info\"}}\n{own}\n"), Ok(own));
        check(format!("{other}\n{other}"), Err(r#"wrong id: asked for "a", answered for "b", "b""#));
        check(format!("{other}\n{{\"facts\":[]}}"), Err(r#"wrong id: asked for "a", answered for "b""#));
        check(other, Err(r#"wrong id: asked for "a", answered for "b""#));
    }

    #[test]
    fn two_answers_are_none() {
        let own = r#"{"id":"a","facts":[2]}"#;
        let detail = r#"two answers: 2 answers for "a", where one was asked for"#;
        check(format!("{own}\n{own}\n"), Err(detail));
        check(format!("{own}{own}"), Err(detail));
        check("{\"facts\":[]}\n{\"facts\":[]}\n", Err(detail));
        check(format!("{own}\n{{\"facts\":[]}}"), Err(detail));
        check_kind("[]\n[]", FailureKind::TwoAnswers);
        check_kind("{}\n5", FailureKind::NotJson);
    }

    #[test]
    fn yaml_is_an_answer_if_it_has_the_shape_of_one() {
        check("facts:\n- type: x\n", Ok(r#"{"facts":[{"type":"x"}]}"#));
        check(
            "- type: x\n  slots: {count: at least 5}\n",
            Ok(r#"[{"type":"x","slots":{"count":"at least 5"}}]"#),
        );
        check("id: a\nerror: no model\n", Ok(r#"{"id":"a","error":"no model"}"#));
        check("id: b\nfacts: []\n", Err(r#"wrong id: asked for "a", answered for "b""#));
        check_kind("there is no fact", FailureKind::NotJson);
        check_kind("note: nothing", FailureKind::NotJson);
        check_kind("- a\n- b\n", FailureKind::NotJson);
    }

    #[test]
    fn nothing_but_blanks_is_no_answer() {
        check("", Err("no answer: it ended well and said nothing"));
        check("\u{feff} \n\n", Err("no answer: it ended well and said nothing"));
    }

    #[test]
    fn a_number_that_json_does_not_have_is_named() {
        check(r#"{"facts":[NaN]}"#, Err("NaN: line 1, column 11: NaN is no number in JSON"));
        for number in ["nan", "Infinity", "-Infinity", "inf", "-NaN", "1e999"] {
            check_kind(format!("{{\"facts\":[{{\"confidence\": {number} }}]}}"), FailureKind::NotANumber);
        }
        check_kind("NaN", FailureKind::NotANumber);
        check(r#"{"facts":["NaN"]}"#, Ok(r#"{"facts":["NaN"]}"#));
        check_kind(r#"{"facts":["NaN",]}"#, FailureKind::NotJson);
    }

    #[test]
    fn an_answer_that_breaks_off_is_half_an_answer() {
        check(
            r#"{"id":"a","facts":["#,
            Err(
                r#"half an answer: line 1, column 19: EOF while parsing a list, after "{"id":"a","facts":[""#,
            ),
        );
        check_kind("{\"id\":\"a\"", FailureKind::HalfAnswer);
        check_kind("{\"id\":\"a\",\"facts\":[]}\n{\"id\":\"b\"", FailureKind::HalfAnswer);
        check_kind(b"{\"id\":\"caf\xc3", FailureKind::HalfAnswer);
    }

    #[test]
    fn what_is_not_json_is_shown_with_its_place() {
        check(
            "{\"facts\":[],,}",
            Err(r#"not JSON: line 1, column 13: key must be a string, near "{"facts":[],,}""#),
        );
        check(
            "Loading…\n{\"facts\":[]}",
            Err(
                "not JSON: line 1, column 1: expected value, near \"Loading…\\n{\"facts\":[]}\"; print nothing but \
                 the answer; anything else belongs on standard error",
            ),
        );
        check_kind("<!DOCTYPE html><html></html>", FailureKind::NotJson);
        check_kind("```json\n{\"facts\":[]}\n```", FailureKind::NotJson);
        check_kind("{\"facts\":[]}\nDone.", FailureKind::NotJson);
        check_kind("{'facts': []}", FailureKind::NotJson);
        check_kind("[".repeat(10_000), FailureKind::NotJson);
    }

    #[test]
    fn bytes_that_are_no_text_are_named() {
        check(
            b"{\"facts\":[\"caf\xe9\"]}",
            Err("not UTF-8: byte 14 (0xE9) is not UTF-8, after \"{\"facts\":[\"caf\""),
        );
        check(
            b"{\"facts\0\":[]}",
            Err(r#"NUL byte: a NUL byte stands in the answer, near "{"facts\0":[]}""#),
        );
        check(
            "\u{1b}[32m{\"facts\":[]}",
            Err(r#"escape codes: escape codes of a terminal stand in the answer: "\u{1b}[32m{"facts":[]}""#),
        );
    }
}
