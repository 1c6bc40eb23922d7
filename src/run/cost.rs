//! What an answer cost: the price of its tokens, in millionths, and how a record writes it.

use serde_json::{Map, Value as Json, json};

use crate::extract::source::Usage;
use crate::extract::usage::BELIEVED_MAX;
use crate::project::Price;

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
    use crate::extract::usage::usage_of;

    fn usage(input_tokens: u64, output_tokens: u64, cost_micros: Option<u64>) -> Usage {
        Usage { input_tokens, output_tokens, cost_micros }
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
            assert_eq!(usage_of(&json!({"usage": usage_json(&stated)})), stated);
        }
        assert_eq!(usage_json(&Usage::default()), json!({}));
    }
}
