//! Decodes values: strictly, else as people type them, with a finding that tells the spelling of karat.

use std::fmt::Display;
use std::sync::Arc;

use crate::gold::decode::Context;
use crate::problem::Fix;
use crate::schema::SlotSpec;
use crate::text::splice::Splice;
use crate::value::count::Count;
use crate::value::date::Date;
use crate::value::duration::Duration;
use crate::value::numeral::Amount;
use crate::value::{Kind, Language, Lenient, Value, ValueError};
use crate::yaml::data::Data;
use crate::yaml::decode::Decoder;
use crate::yaml::shape::{Field, Shape};
use crate::yaml::{Node, NodeKind, Style, print};

/// How one kind of value is read, and how findings speak of it.
struct Spelling<T> {
    noun: &'static str,
    rule: &'static str,
    parse: fn(&str) -> Result<T, ValueError>,
    read: fn(&str, Language) -> Result<Lenient<T>, ValueError>,
    /// What to do about a bare clock time.
    clock: &'static str,
}

/// What to do about a word in quote marks that means something only without them.
const UNQUOTE: &str = "take the quote marks off: the bare word stands for no value";

const DATE: Spelling<Date> = Spelling {
    noun: "date",
    rule: "V1",
    parse: Date::parse,
    read: Date::read,
    clock: "write the day too, as in 2022-09-13T09:00",
};
const COUNT: Spelling<Count> = Spelling {
    noun: "count",
    rule: "V7",
    parse: Count::parse,
    read: Count::read,
    clock: "write the number without colons",
};
const DURATION: Spelling<Duration> = Spelling {
    noun: "duration",
    rule: "V7",
    parse: Duration::parse,
    read: Duration::read,
    clock: "write hours and minutes as in PT9H30M",
};

/// The fields of a number with its bounds.
pub static ESTIMATE: [Field; 3] = [
    Field::required("best", Shape::Defined("amount"), "the number that the article stands for"),
    Field::required("low", Shape::Defined("amount"), "the smallest that it allows"),
    Field::required("high", Shape::Defined("amount"), "the greatest that it allows"),
];

/// Takes one plain value of a slot.
pub(super) fn value(
    decoder: &mut Decoder<'_>,
    context: &Context<'_>,
    spec: &SlotSpec,
    node: &Node,
) -> Option<Value> {
    if let NodeKind::Sequence(_) = node.kind {
        decoder.expected("one value", node);
        decoder.help(format!("slot \"{}\" is no set: the schema would say kind: set", spec.name));
        return None;
    }
    match spec.kind {
        Kind::Date | Kind::Instant => date(decoder, context.language, node).map(Value::Date),
        Kind::Duration => spelled(decoder, context.language, node, &DURATION).map(Value::Duration),
        Kind::Count => count(decoder, context.language, node).map(Value::Count),
        Kind::Entity => decoder.words(node).map(|name| Value::Entity(context.entities.resolve(name))),
        Kind::Enum => word(decoder, spec, node).map(Value::Enum),
        Kind::Text => decoder.words(node).map(|text| Value::Text(Arc::from(text))),
    }
}

/// Takes a date or an instant.
pub(super) fn date(decoder: &mut Decoder<'_>, language: Language, node: &Node) -> Option<Date> {
    spelled(decoder, language, node, &DATE)
}

fn count(decoder: &mut Decoder<'_>, language: Language, node: &Node) -> Option<Count> {
    let NodeKind::Mapping(_) = node.kind else { return spelled(decoder, language, node, &COUNT) };
    let fields = decoder.record(node, &ESTIMATE)?;
    let mut amount = |name: &str| {
        let Some(node) = fields.get(name) else {
            decoder.error("V7", &fields.span(), format!("an estimate needs \"{name}\""));
            decoder.help("write {best: 49, low: 45, high: 60}");
            return None;
        };
        let text = decoder.words(node)?;
        let amount = Amount::parse(text);
        if amount.is_none() {
            decoder.error("V7", &node.span, format!("\"{text}\" is not a number"));
        }
        amount
    };
    let (best, low, high) = (amount("best"), amount("low"), amount("high"));
    let count = Count::estimate(best?, low?, high?);
    if count.is_none() {
        decoder.error("V5", &node.span, "the best number is not between low and high");
    }
    count
}

fn word(decoder: &mut Decoder<'_>, spec: &SlotSpec, node: &Node) -> Option<Arc<str>> {
    let word = decoder.words(node)?;
    let found = spec.words.iter().find(|known| &***known == word);
    if found.is_none() {
        decoder.error("Y2", &node.span, format!("unknown value \"{word}\" of {}", spec.name));
        if is_quoted_word(node) {
            decoder.help(UNQUOTE);
        } else {
            decoder.did_you_mean(word, spec.words.iter().map(|word| &**word));
        }
    }
    found.cloned()
}

/// Takes a text that spells a value.
fn spelled<T: Display>(
    decoder: &mut Decoder<'_>,
    language: Language,
    node: &Node,
    spelling: &Spelling<T>,
) -> Option<T> {
    if decoder.is_clock_number(node) {
        decoder.help(spelling.clock);
        return None;
    }
    let text = decoder.words(node)?.trim_end_matches('\n');
    let error = match (spelling.parse)(text) {
        Ok(value) => return Some(value),
        Err(error) => error,
    };
    let Ok(lenient) = (spelling.read)(text, language) else {
        value_error(decoder, node, error);
        return None;
    };
    if spelling.rule == COUNT.rule && has_spaced_digits(text) {
        decoder.error(spelling.rule, &node.span, format!("\"{text}\": write the number without spaces"));
    } else {
        let message = format!("\"{text}\" is not how karat writes a {}", spelling.noun);
        decoder.warn(spelling.rule, &node.span, message);
    }
    decoder.help(format!("write {}", lenient.value));
    if !matches!(node.kind, NodeKind::Scalar { style: Style::Block, .. }) {
        let written = print::flow(&Data::text(lenient.value.to_string()));
        decoder.fix(Fix::Splices(vec![Splice::new(node.span.clone(), written)]));
    }
    Some(lenient.value)
}

fn value_error(decoder: &mut Decoder<'_>, node: &Node, error: ValueError) {
    let span = node.place_within(decoder.source(), &error.span);
    decoder.error(error.rule, &span, error.message);
    if is_quoted_word(node) {
        decoder.help(UNQUOTE);
    } else if let Some(help) = error.help {
        decoder.help(help);
    }
}

/// Says whether a node is `'none'` or `'unspecified'`, which stand for no value only without quote marks.
fn is_quoted_word(node: &Node) -> bool {
    node.as_plain_text().is_none() && matches!(node.as_text(), Some("none" | "unspecified"))
}

/// Says whether a space of any kind stands between two digits.
fn has_spaced_digits(text: &str) -> bool {
    let mut before_space = None;
    let mut last = None;
    for character in text.chars() {
        if character.is_whitespace() {
            before_space = last.filter(|last: &char| last.is_ascii_digit());
        } else {
            if character.is_ascii_digit() && before_space.is_some() {
                return true;
            }
            before_space = None;
        }
        last = Some(character);
    }
    false
}
