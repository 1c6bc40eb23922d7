//! What an answer cost: tokens as the source or the answer names them, and money in millionths.

use serde_json::{Map, Value as Json, json};

use crate::extract::source::Usage;
use crate::project::Price;

/// The most tokens, or millionths of the currency, that are believed: sums over a million answers still fit.
const BELIEVED_MAX: u64 = 1_000_000_000_000;

/// Returns what an answer says under `usage`, in the names of the protocol or in those of OpenAI.
///
/// What is missing or no sensible number counts as unknown. A cost is rounded to the nearest millionth.
pub(super) fn usage_of(answer: &Json) -> Usage {
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

/// Returns the usage with its cost: as named by the source, else by the price of its tokens.
///
/// Tokens times price is summed exactly and rounded once, half a millionth upward.
pub(super) fn priced(usage: Usage, price: Option<&Price>) -> Usage {
    let Some(price) = price.filter(|_| usage.cost_micros.is_none() && !usage.is_empty()) else {
        return usage;
    };
    let product = |tokens: u64, price: u64| u128::from(tokens) * u128::from(price);
    let sum = product(usage.input_tokens, price.input_micros)
        .saturating_add(product(usage.output_tokens, price.output_micros));
    let micros = sum.saturating_add(500_000) / 1_000_000;
    Usage { cost_micros: Some(u64::try_from(micros).unwrap_or(u64::MAX).min(BELIEVED_MAX)), ..usage }
}

/// Writes a usage in the names of the protocol; what is not known is left out.
pub(super) fn usage_json(usage: &Usage) -> Json {
    let mut fields = Map::new();
    for (name, tokens) in [("input_tokens", usage.input_tokens), ("output_tokens", usage.output_tokens)] {
        if tokens > 0 {
            fields.insert(name.to_owned(), json!(tokens));
        }
    }
    if let Some(micros) = usage.cost_micros {
        #[expect(clippy::cast_precision_loss, reason = "costs below a million are exact to the millionth")]
        fields.insert("cost".to_owned(), json!(micros as f64 / 1e6));
    }
    Json::Object(fields)
}

#[cfg(test)]
mod tests {
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

    fn check_price(tokens: Usage, expected: Option<u64>) {
        let price = Price { input_micros: 150_000, output_micros: 600_000, currency: "USD".to_owned() };
        assert_eq!(priced(tokens, Some(&price)).cost_micros, expected);
    }

    #[test]
    fn tokens_are_priced_exactly_and_rounded_once() {
        check_price(usage(1_000_000, 0, None), Some(150_000));
        check_price(usage(3, 0, None), Some(0));
        check_price(usage(0, 1, None), Some(1));
        check_price(usage(10, 0, None), Some(2));
        check_price(usage(3, 1, None), Some(1));
        check_price(usage(u64::MAX, u64::MAX, None), Some(BELIEVED_MAX));
    }

    #[test]
    fn a_cost_that_the_source_names_is_not_computed_and_nothing_is_not_priced() {
        check_price(usage(1_000_000, 0, Some(7)), Some(7));
        check_price(Usage::default(), None);
        assert_eq!(priced(usage(1, 1, None), None).cost_micros, None);
    }

    #[test]
    fn what_is_written_is_read() {
        for stated in [usage(1, 0, None), usage(10, 20, Some(0)), usage(0, 0, Some(123_456_789_012))] {
            check(usage_json(&stated), stated);
        }
        assert_eq!(usage_json(&Usage::default()), json!({}));
    }
}
