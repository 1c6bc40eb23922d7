//! Reads a chat completion: the content of the first choice, what it cost, and every way of having none.

use serde_json::Value as Json;

use crate::extract::failure::{Failure, FailureKind};
use crate::extract::secrets::Secrets;
use crate::extract::source::Usage;
use crate::extract::usage::usage_of;

/// What a model answered.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Completion {
    /// The text that should be JSON, without fences around it.
    pub(super) content: String,
    /// What it cost.
    pub(super) usage: Usage,
}

/// Reads the body of a response, and quotes it without secrets.
pub(super) fn read(body: &[u8], secrets: &Secrets) -> Result<Completion, Failure> {
    let body = envelope(body, secrets)?;
    let usage = usage_of(&body);
    match answer_in(&body, secrets) {
        Ok(content) => Ok(Completion { content, usage }),
        // Whoever reads the article and does not answer is paid too.
        Err(failure) => Err(Failure { usage, ..failure }),
    }
}

/// Returns the text that should be JSON, or says why there is none.
fn answer_in(body: &Json, secrets: &Secrets) -> Result<String, Failure> {
    if let Some(error) = body.get("error").filter(|error| !error.is_null()) {
        let message = error.get("message").unwrap_or(error);
        return Err(Failure::new(FailureKind::Reported, secrets.quote(&as_text(message))));
    }
    let Some(choice) = body.pointer("/choices/0") else {
        return Err(Failure::new(FailureKind::NoAnswer, "the completion has no choices"));
    };
    let message = choice.get("message").unwrap_or(&Json::Null);
    if let Some(refusal) = message.get("refusal").and_then(Json::as_str).filter(|text| !text.is_empty()) {
        return Err(Failure::new(
            FailureKind::Reported,
            format!("the model refused: {}", secrets.quote(refusal)),
        ));
    }
    let finish = choice.get("finish_reason").and_then(Json::as_str).unwrap_or_default();
    match finish {
        "length" => {
            let detail = "the model reached its limit of tokens; help: raise the option `max_tokens` \
                          (`max_completion_tokens` with some servers)";
            return Err(Failure::new(FailureKind::HalfAnswer, detail).permanent());
        }
        "content_filter" => {
            return Err(Failure::new(
                FailureKind::Reported,
                "the content filter of the server stopped the answer",
            ));
        }
        _ => {}
    }
    let content = content(message);
    let answer = unwrapped(&content);
    if answer.is_empty() {
        return Err(Failure::new(FailureKind::NoAnswer, secrets.quote(&empty(message, finish))));
    }
    Ok(answer.to_owned())
}

/// Reads the JSON around the answer.
fn envelope(body: &[u8], secrets: &Secrets) -> Result<Json, Failure> {
    let text = std::str::from_utf8(body).map_err(|error| {
        Failure::new(FailureKind::NotUtf8, format!("the completion is not UTF-8: {error}"))
    })?;
    serde_json::from_str(text).map_err(|error| {
        let kind = if error.is_eof() { FailureKind::HalfAnswer } else { FailureKind::NotJson };
        Failure::new(kind, format!("the completion is no JSON: {error}: {}", secrets.quote(text)))
    })
}

fn as_text(node: &Json) -> String {
    node.as_str().map_or_else(|| node.to_string(), str::to_owned)
}

/// Returns the content, which some servers write in parts.
fn content(message: &Json) -> String {
    match message.get("content") {
        Some(Json::String(text)) => text.clone(),
        Some(Json::Array(parts)) => {
            parts.iter().filter_map(|part| part.get("text").and_then(Json::as_str)).collect()
        }
        Some(Json::Null | Json::Bool(_) | Json::Number(_) | Json::Object(_)) | None => String::new(),
    }
}

/// Says why there is no content.
fn empty(message: &Json, finish: &str) -> String {
    let calls = message.get("tool_calls").and_then(Json::as_array).map_or(0, Vec::len);
    if calls > 0 {
        return "the model called tools instead of answering".to_owned();
    }
    match finish {
        "" | "stop" => "the content of the completion is empty".to_owned(),
        reason => {
            format!("the content of the completion is empty; the model finished with {}", reason)
        }
    }
}

/// Takes the answer out of what models put around it: thoughts before it, a fence around it.
fn unwrapped(content: &str) -> &str {
    let content = content.trim();
    let thought = content.strip_prefix("<think>").and_then(|thoughts| thoughts.split_once("</think>"));
    let content = thought.map_or(content, |(_, behind)| behind.trim());
    if content.starts_with(['{', '[']) {
        return content;
    }
    // The word behind the fence names the language.
    let fenced = content.split_once("```").and_then(|(_, behind)| {
        let (language, inside) = behind.split_once('\n')?;
        let is_language = language.trim().bytes().all(|byte| byte.is_ascii_alphanumeric());
        is_language.then(|| inside.rsplit_once("```").map_or(inside, |(inside, _)| inside).trim())
    });
    fenced.unwrap_or(content)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn check(body: &str, expected: Result<&str, &str>) {
        let read = read(body.as_bytes(), &Secrets::default());
        let read = read
            .map(|completion| completion.content)
            .map_err(|failure| format!("{}: {}", failure.kind.word(), failure.detail));
        assert_eq!(read, expected.map(str::to_owned).map_err(str::to_owned), "{body}");
    }

    fn check_content(content: &str, expected: &str) {
        let body = json!({"choices": [{"message": {"content": content}, "finish_reason": "stop"}]});
        check(&body.to_string(), Ok(expected));
    }

    #[test]
    fn thoughts_and_fences_around_the_answer_are_taken_off() {
        check_content(" {\"facts\":[]}\n", "{\"facts\":[]}");
        check_content("```json\n{\"facts\":[]}\n```", "{\"facts\":[]}");
        check_content("Here it is:\n```\n[]\n```\nAnything else?", "[]");
        check_content("<think>\nhm {\n</think>\n\n{\"facts\":[]}", "{\"facts\":[]}");
        check_content("```json\n{\"facts\":[", "{\"facts\":[");
        check_content("{\"quote\":\"```x\\n```\"}", "{\"quote\":\"```x\\n```\"}");
        check_content("I cannot ``` that", "I cannot ``` that");
    }

    #[test]
    fn content_in_parts_is_put_together() {
        let body =
            r#"{"choices":[{"message":{"content":[{"type":"text","text":"{\"facts\""},{"text":":[]}"}]}}]}"#;
        check(body, Ok("{\"facts\":[]}"));
    }

    #[test]
    fn what_was_paid_for_no_answer_is_told() {
        for choice in [json!({"message": {"refusal": "no"}}), json!({"finish_reason": "length"}), json!({})] {
            let body = json!({"choices": [choice], "usage": {"prompt_tokens": 7, "completion_tokens": 1}});
            let failure = read(body.to_string().as_bytes(), &Secrets::default()).unwrap_err();
            assert_eq!((failure.usage.input_tokens, failure.usage.output_tokens), (7, 1), "{body}");
        }
    }

    #[test]
    fn numbers_of_tokens_beyond_belief_count_as_unknown() {
        let body = json!({
            "choices": [{"message": {"content": "{}"}}],
            "usage": {"prompt_tokens": u64::MAX, "completion_tokens": 3},
        });
        let usage = read(body.to_string().as_bytes(), &Secrets::default()).unwrap().usage;
        assert_eq!((usage.input_tokens, usage.output_tokens), (0, 3));
    }

    #[test]
    fn every_way_of_having_no_answer_has_a_name() {
        check(r#"{"error":{"message":"no such\nmodel","code":4}}"#, Err("error: no such model"));
        check(r#"{"error":"busy"}"#, Err("error: busy"));
        check(r#"{"choices":[]}"#, Err("no answer: the completion has no choices"));
        check("[]", Err("no answer: the completion has no choices"));
        let refused = r#"{"choices":[{"message":{"content":null,"refusal":"I will not."}}]}"#;
        check(refused, Err("error: the model refused: I will not."));
        let filtered = r#"{"choices":[{"message":{"content":"{"},"finish_reason":"content_filter"}]}"#;
        check(filtered, Err("error: the content filter of the server stopped the answer"));
        let tools =
            r#"{"choices":[{"message":{"content":null,"tool_calls":[{}]},"finish_reason":"tool_calls"}]}"#;
        check(tools, Err("no answer: the model called tools instead of answering"));
        let empty = r#"{"choices":[{"message":{"content":" "},"finish_reason":"stop"}]}"#;
        check(empty, Err("no answer: the content of the completion is empty"));
    }

    #[test]
    fn a_completion_that_breaks_off_or_is_no_json_is_named_so() {
        check(
            "{\"choices\":[",
            Err(
                "half an answer: the completion is no JSON: EOF while parsing a list at line 1 column 12: {\"choices\":[",
            ),
        );
        check(
            "<html>oops",
            Err("not JSON: the completion is no JSON: expected value at line 1 column 1: <html>oops"),
        );
    }
}
