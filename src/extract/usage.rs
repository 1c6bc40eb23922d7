//! What an answer cost, as it says itself: tokens in the names of the protocol or of OpenAI, and money.

use serde_json::Value as Json;

use crate::extract::source::Usage;

/// The most tokens, or millionths of the currency, that are believed: sums over a million answers still fit.
pub(crate) const BELIEVED_MAX: u64 = 1_000_000_000_000;

/// Returns what an answer says under `usage`, in the names of the protocol or in those of OpenAI.
///
/// What is missing or no sensible number counts as unknown. A cost is rounded to the nearest millionth.
pub(crate) fn usage_of(answer: &Json) -> Usage {
    let Some(usage) = answer.get("usage") else { return Usage::default() };
    let tokens = |names: [&str; 2]| {
        let stated = names.iter().find_map(|name| usage.get(name)).and_then(Json::as_u64);
        stated.filter(|tokens| *tokens <= BELIEVED_MAX).unwrap_or(0)
    };
    Usage {
        input_tokens: tokens(["input_tokens", "prompt_tokens"]),
        output_tokens: tokens(["output_tokens", "completion_tokens"]),
        cost_micros: usage.get("cost").and_then(Json::as_f64).and_then(micros),
    }
}

/// Returns an amount in millionths, to the nearest; `None` if it is negative or beyond belief.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the range is checked before")]
fn micros(amount: f64) -> Option<u64> {
    let micros = (amount * 1e6).round();
    (0.0..=1e12).contains(&micros).then_some(micros as u64)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn usage(input_tokens: u64, output_tokens: u64, cost_micros: Option<u64>) -> Usage {
        Usage { input_tokens, output_tokens, cost_micros }
    }

    fn check(stated: Json, expected: Usage) {
        assert_eq!(usage_of(&json!({"facts": [], "usage": stated})), expected);
    }

    #[test]
    fn tokens_are_read_in_the_names_of_the_protocol_and_of_openai() {
        check(json!({"input_tokens": 10, "output_tokens": 2, "cost": 0.001_234_5}), usage(10, 2, Some(1235)));
        check(json!({"prompt_tokens": 10, "completion_tokens": 2, "total_tokens": 12}), usage(10, 2, None));
        assert_eq!(usage_of(&json!([])), Usage::default());
    }

    #[test]
    fn what_is_no_sensible_number_counts_as_unknown() {
        check(json!({"input_tokens": -1, "output_tokens": 1.5, "cost": -0.1}), Usage::default());
        check(json!({"input_tokens": u64::MAX, "cost": 1e300}), Usage::default());
        check(json!({"input_tokens": "many", "cost": "free"}), Usage::default());
        check(json!("unknown"), Usage::default());
    }

    #[test]
    fn a_sum_never_wraps() {
        let mut sum = usage(u64::MAX, 1, Some(u64::MAX));
        sum.add(&usage(2, 1, Some(1)));
        assert_eq!(sum, usage(u64::MAX, 2, Some(u64::MAX)));
    }
}
