//! Decodes how patient karat is with an extractor, and what its tokens cost.

use crate::project::decode::unit;
use crate::project::units::{read_bytes, read_duration, read_price, read_rate, read_timeout, whole};
use crate::project::{Policy, Price, REPEAT_MAX};
use crate::yaml::Node;
use crate::yaml::decode::{Decoder, FORMAT, Fields};
use crate::yaml::shape::{Field, Shape, names};

/// The most articles that are asked for at a time.
pub(super) const WORKERS_MAX: u32 = 1_000;
/// The most retries.
pub(super) const RETRIES_MAX: u32 = 100;

/// The fields of `price:`.
pub(super) static PRICE: [Field; 3] = [
    Field::required("input", Shape::Text, "a million tokens read, such as 0.15"),
    Field::required("output", Shape::Text, "a million tokens written, such as 0.60"),
    Field::required("currency", Shape::Text, "the currency, such as USD"),
];

/// Takes what is said about patience; the rest stays as it is unless said.
pub(super) fn policy(decoder: &mut Decoder<'_>, fields: &Fields<'_>, mut policy: Policy) -> Policy {
    if let Some(timeout) = fields.get("timeout").and_then(|node| unit(decoder, node, read_timeout)) {
        policy.timeout = timeout;
    }
    if let Some(workers) = fields.get("workers").and_then(|node| decoder.number(node, WORKERS_MAX)) {
        policy.workers = usize::try_from(workers).unwrap_or(usize::MAX);
    }
    if let Some(retries) = fields.get("retries").and_then(|node| retries(decoder, node)) {
        (policy.retries, policy.busy_retries) = (retries, retries);
    }
    if let Some(backoff) = fields.get("backoff").and_then(|node| unit(decoder, node, read_duration)) {
        policy.backoff = backoff;
    }
    policy.rate = fields.get("rate").and_then(|node| unit(decoder, node, read_rate));
    if let Some(output) = fields.get("output").and_then(|node| unit(decoder, node, read_bytes)) {
        policy.output_bytes_max = output;
    }
    policy.memory_bytes_max = fields.get("memory").and_then(|node| unit(decoder, node, read_bytes));
    if let Some(repeat) = fields.get("repeat").and_then(|node| decoder.number(node, REPEAT_MAX)) {
        policy.repeat = repeat;
    }
    policy
}

fn retries(decoder: &mut Decoder<'_>, node: &Node) -> Option<u32> {
    let text = decoder.text(node)?;
    let retries = whole(text).filter(|retries| *retries <= RETRIES_MAX);
    if retries.is_none() {
        let message = format!("\"{text}\" is not a whole number from 0 to {RETRIES_MAX}");
        decoder.error(FORMAT, &node.span, message);
    }
    retries
}

/// Takes `{input: …, output: …, currency: …}`, in the currency for a million tokens.
pub(super) fn price(decoder: &mut Decoder<'_>, node: &Node) -> Option<Price> {
    let fields = decoder.record(node, &PRICE)?;
    for name in names(&PRICE).filter(|name| fields.get(name).is_none()) {
        decoder.error(FORMAT, &fields.span(), format!("the field \"{name}\" is missing"));
        decoder.help("write price: {input: 0.15, output: 0.60, currency: USD}, for a million tokens");
    }
    let input = fields.get("input").and_then(|node| unit(decoder, node, read_price));
    let output = fields.get("output").and_then(|node| unit(decoder, node, read_price));
    let currency = fields.get("currency").and_then(|node| decoder.words(node));
    Some(Price { input_micros: input?, output_micros: output?, currency: currency?.to_owned() })
}
