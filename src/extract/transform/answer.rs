//! Makes an answer of what a filter returned.

use serde_json::{Value as Json, json};

/// How much of jq's message is shown, in characters: it quotes whole values.
const MESSAGE_CHARACTERS_MAX: usize = 300;

/// Makes an answer of what a filter returned.
pub(super) fn answer_of(mut outputs: Vec<Json>) -> Json {
    if outputs.len() != 1 {
        return json!({"facts": outputs});
    }
    match outputs.remove(0) {
        Json::Array(facts) => json!({"facts": facts}),
        Json::Object(fields)
            if !fields.contains_key("facts")
                && !fields.contains_key("error")
                && (fields.contains_key("type") || fields.contains_key("view")) =>
        {
            json!({"facts": [fields]})
        }
        answer @ (Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) | Json::Object(_)) => answer,
    }
}

/// Cuts a message to a length that people read.
pub(super) fn shortened(message: &str) -> String {
    let mut characters = message.chars();
    let mut kept: String = characters.by_ref().take(MESSAGE_CHARACTERS_MAX).collect();
    if characters.next().is_some() {
        kept.push('…');
    }
    kept
}
