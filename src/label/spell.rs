//! Writes what was read as fields of a label, in the spelling of gold.

use crate::fact::{Attribution, Voice};
use crate::schema::FactType;
use crate::text::quote::Quote;
use crate::value::{Choice, Slot, Value};
use crate::yaml::data::Data;

/// Returns the slots of a fact under the names of the type; open ones are left out.
pub(super) fn slots(fact_type: &FactType, slots: &[Option<Slot>]) -> Data {
    let filled = fact_type.slots.iter().zip(slots);
    Data::map(filled.filter_map(|(spec, filled)| Some((&*spec.name, slot(filled.as_ref()?)))))
}

fn slot(slot: &Slot) -> Data {
    match slot {
        Slot::Stated(stated) => choice(stated, &value),
        Slot::Unspecified => Data::text("unspecified"),
        Slot::Nothing => Data::text("none"),
        Slot::Unreadable(written) => Data::text(&**written),
    }
}

fn value(value: &Value) -> Data {
    match value {
        Value::Set(elements) => Data::List(elements.iter().map(slot).collect()),
        Value::Text(text) => Data::text(&**text),
        Value::Date(_) | Value::Duration(_) | Value::Count(_) | Value::Entity(_) | Value::Enum(_) => {
            Data::text(value.to_string())
        }
    }
}

fn choice<T>(stated: &Choice<T>, write: &impl Fn(&T) -> Data) -> Data {
    if let Some(plain) = stated.as_plain() {
        return write(plain);
    }
    let optional = stated.is_optional.then(|| ("optional", Data::text("true")));
    if let [only] = stated.alternatives.as_slice() {
        return Data::map([("value", write(&only.value))].into_iter().chain(optional));
    }
    let alternatives = stated.alternatives.iter().map(|alternative| {
        let value = write(&alternative.value);
        if alternative.score.is_one() {
            return value;
        }
        Data::map([("value", value), ("score", Data::text(decimal(alternative.score.thousandths())))])
    });
    Data::map([("any_of", Data::List(alternatives.collect()))].into_iter().chain(optional))
}

fn decimal(thousandths: u16) -> String {
    let digits = format!("{}.{:03}", thousandths / 1000, thousandths % 1000);
    digits.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// Returns who said it.
pub(super) fn said_by(stated: &Choice<Attribution>) -> Data {
    choice(stated, &attribution)
}

fn attribution(attribution: &Attribution) -> Data {
    let origin = match &attribution.origin {
        Voice::Unnamed => Data::text("unnamed"),
        Voice::Named(speakers) => match speakers.as_slice() {
            [only] => Data::text(only.name()),
            several => {
                let names = several.iter().map(|speaker| Data::text(speaker.name()));
                Data::map([("together", Data::List(names.collect()))])
            }
        },
    };
    if attribution.relays.is_empty() {
        return origin;
    }
    let relays = attribution.relays.iter().map(|relay| Data::text(relay.name()));
    Data::List(std::iter::once(origin).chain(relays).collect())
}

/// Returns a quotation: its text, or a map where it is narrowed.
pub(super) fn quote(quote: &Quote) -> Data {
    let occurrence = quote.occurrence.map(|occurrence| occurrence.to_string());
    let narrowing = [
        ("occurrence", occurrence.as_ref()),
        ("before", quote.before.as_ref()),
        ("after", quote.after.as_ref()),
    ];
    let mut fields = vec![("quote", Data::text(quote.text.as_str()))];
    fields.extend(narrowing.into_iter().filter_map(|(name, text)| Some((name, Data::text(text?.as_str())))));
    if is_plain(quote) { Data::text(quote.text.as_str()) } else { Data::map(fields) }
}

/// Says whether a quotation is nothing but its text.
pub(super) fn is_plain(quote: &Quote) -> bool {
    quote.occurrence.is_none() && quote.before.is_none() && quote.after.is_none()
}
