//! Makes a readable id of what a fact says: `casualties-49-killed`.

use std::collections::BTreeSet;

use crate::fact::{Fact, Polarity, Voice};
use crate::schema::FactType;
use crate::text::fold::fold_name;
use crate::value::{Slot, Value};

/// How many values an id names.
const VALUES_MAX: usize = 2;
/// The longest part of an id, in characters.
const PART_CHARACTERS_MAX: usize = 30;

/// Returns an id made of the type and its first values that no other label has; the same fact has the same id.
pub(super) fn of_fact(fact_type: &FactType, slots: &[Option<Slot>], taken: &BTreeSet<String>) -> String {
    let values = slots.iter().flatten().filter_map(slot_part).take(VALUES_MAX);
    let parts: Vec<String> = std::iter::once(slug(&fact_type.name)).chain(values).collect();
    free(&parts.join("-"), taken)
}

/// Returns an id for what another voice says of a fact: `shots-denied`, `shots-by-armenia`.
pub(super) fn of_echo(same_as: &str, fact: &Fact, taken: &BTreeSet<String>) -> String {
    let speaker = fact.said_by.as_ref().and_then(|choice| match &choice.best()?.origin {
        Voice::Named(speakers) => speakers.first().map(|speaker| slug(speaker.name())),
        Voice::Unnamed => None,
    });
    let ending = match (fact.polarity, speaker) {
        (Polarity::Denied | Polarity::Conditional, _) => fact.polarity.word().to_owned(),
        (Polarity::Asserted, Some(speaker)) => format!("by-{speaker}"),
        (Polarity::Asserted, None) => "again".to_owned(),
    };
    free(&format!("{same_as}-{ending}"), taken)
}

fn free(id: &str, taken: &BTreeSet<String>) -> String {
    let numbered = (2_usize..).map(|number| format!("{id}-{number}"));
    let mut ids = std::iter::once(id.to_owned()).chain(numbered);
    ids.find(|id| !taken.contains(id)).expect("there are more numbers than labels")
}

/// Returns what a slot adds to an id; free text adds nothing.
fn slot_part(slot: &Slot) -> Option<String> {
    let Slot::Stated(choice) = slot else { return None };
    let part = match choice.best()? {
        Value::Date(date) => match date.calendar_day() {
            Some((year, month, day)) => format!("{year:04}-{month:02}-{day:02}"),
            None => slug(&date.to_string()),
        },
        Value::Set(elements) => slot_part(elements.first()?)?,
        Value::Entity(entity) => slug(entity.name()),
        Value::Count(count) => slug(&count.to_string()),
        Value::Duration(duration) => slug(&duration.to_string()),
        Value::Enum(word) => slug(word),
        Value::Text(_) => return None,
    };
    Some(part).filter(|part| !part.is_empty())
}

/// Returns the letters and digits of a text with hyphens between them.
fn slug(text: &str) -> String {
    let folded = fold_name(text);
    let words = folded.split(|character: char| !character.is_alphanumeric()).filter(|word| !word.is_empty());
    let joined = words.collect::<Vec<_>>().join("-");
    let kept: String = joined.chars().take(PART_CHARACTERS_MAX).collect();
    kept.trim_end_matches('-').to_owned()
}
