//! Writes values, speakers and quotations in the canonical spelling of gold.

use crate::credit::Credit;
use crate::fact::{Attribution, Evidence, Fact, Polarity, Voice};
use crate::schema::FactType;
use crate::text::quote::Quote;
use crate::value::count::{Count, CountForm};
use crate::value::{Alternative, Choice, Entity, Slot, Value};
use crate::yaml::data::Data;

/// Returns the fields that state a fact: its type with its slots, who said so, the polarity and the quotations.
///
/// Slots stand in the order of the schema; what is not stated is left out. Read again, they are the same fact.
#[must_use]
pub fn fact(fact: &Fact, fact_type: &FactType) -> Vec<(String, Data)> {
    let filled = fact.slots.iter().zip(&fact_type.slots);
    let slots = filled.filter_map(|(filled, spec)| Some((spec.name.to_string(), slot(filled.as_ref()?))));
    let mut fields = vec![(fact_type.name.to_string(), Data::Map(slots.collect()))];
    if let Some(said_by) = &fact.said_by {
        fields.push(("said_by".to_owned(), attribution(said_by)));
    }
    if fact.polarity != Polarity::Asserted {
        fields.push(("polarity".to_owned(), Data::text(fact.polarity.word())));
    }
    fields.extend(evidence(&fact.evidence));
    fields
}

/// Returns `quote:` for one quotation, `evidence:` for several; `None` for none. Places without words are left out.
#[must_use]
pub fn evidence(evidence: &[Evidence]) -> Option<(String, Data)> {
    let quotes = evidence.iter().filter_map(|evidence| match evidence {
        Evidence::Quote(found) => Some(quote(found)),
        Evidence::Place { .. } => None,
    });
    let mut quotes: Vec<Data> = quotes.collect();
    match quotes.len() {
        0 => None,
        1 => quotes.pop().map(|only| ("quote".to_owned(), only)),
        _ => Some(("evidence".to_owned(), Data::List(quotes))),
    }
}

/// Returns a quotation: its text, or a map with what narrows it.
#[must_use]
pub fn quote(quote: &Quote) -> Data {
    let Quote { text, occurrence, before, after } = quote;
    let text = Data::words(text.as_str());
    let narrowing = [
        ("occurrence", occurrence.map(|occurrence| Data::text(occurrence.to_string()))),
        ("before", before.as_deref().map(Data::words)),
        ("after", after.as_deref().map(Data::words)),
    ];
    let narrowing: Vec<(&str, Data)> =
        narrowing.into_iter().filter_map(|(name, data)| Some((name, data?))).collect();
    if narrowing.is_empty() { text } else { Data::map([("quote", text)].into_iter().chain(narrowing)) }
}

/// Returns what stands in a slot, or in one place of a list.
///
/// What an extractor wrote and nobody could read is written as a text.
#[must_use]
pub fn slot(slot: &Slot) -> Data {
    match slot {
        Slot::Stated(stated) => choice(stated, value),
        Slot::Unspecified => Data::text("unspecified"),
        Slot::Nothing => Data::text("none"),
        Slot::Unreadable(text) => Data::words(&**text),
    }
}

/// Returns who said so: a name, `unnamed`, `{together: […]}`, or a list of the origin and its relays; one or several.
#[must_use]
pub fn attribution(said_by: &Choice<Attribution>) -> Data {
    choice(said_by, voices)
}

/// Returns one answer or several: the value, `{value: …, optional: true}`, or `{any_of: […], optional: true}`.
#[must_use]
pub fn choice<T>(choice: &Choice<T>, write: impl Fn(&T) -> Data) -> Data {
    let optional = choice.is_optional.then(|| ("optional", Data::text("true")));
    match (choice.alternatives.as_slice(), &optional) {
        ([only], None) if only.score.is_one() => write(&only.value),
        ([only], _) => {
            Data::map([("value", write(&only.value))].into_iter().chain(score(only.score)).chain(optional))
        }
        (several, _) => {
            let several = several.iter().map(|one| alternative(one, &write)).collect();
            Data::map([("any_of", Data::List(several))].into_iter().chain(optional))
        }
    }
}

fn alternative<T>(alternative: &Alternative<T>, write: impl Fn(&T) -> Data) -> Data {
    let value = write(&alternative.value);
    match score(alternative.score) {
        None => value,
        Some(score) => Data::map([("value", value), score]),
    }
}

/// Returns `score:` as the shortest decimal; `None` for 1, which is not written.
fn score(score: Credit) -> Option<(&'static str, Data)> {
    let decimal = score.to_string();
    let shortest = decimal.trim_end_matches('0').trim_end_matches('.');
    (!score.is_one()).then(|| ("score", Data::text(shortest)))
}

fn value(value: &Value) -> Data {
    match value {
        Value::Date(date) => Data::text(date.to_string()),
        Value::Duration(duration) => Data::text(duration.to_string()),
        Value::Count(count) => number(count),
        Value::Entity(entity) => name(entity),
        Value::Enum(word) => Data::words(&**word),
        Value::Text(text) => Data::words(&**text),
        Value::Set(elements) => Data::List(elements.iter().map(slot).collect()),
    }
}

fn number(count: &Count) -> Data {
    match count.form() {
        CountForm::Estimate { best, low, high } => Data::map(
            [("best", best), ("low", low), ("high", high)]
                .map(|(name, amount)| (name, Data::text(amount.to_string()))),
        ),
        CountForm::Point(..) | CountForm::Range(..) | CountForm::Class(_) => Data::text(count.to_string()),
    }
}

fn name(entity: &Entity) -> Data {
    Data::words(entity.name())
}

fn voices(attribution: &Attribution) -> Data {
    let origin = match &attribution.origin {
        Voice::Unnamed => Data::text("unnamed"),
        Voice::Named(speakers) => match speakers.as_slice() {
            [only] => name(only),
            several => Data::map([("together", Data::List(several.iter().map(name).collect()))]),
        },
    };
    if attribution.relays.is_empty() {
        return origin;
    }
    Data::List([origin].into_iter().chain(attribution.relays.iter().map(name)).collect())
}
