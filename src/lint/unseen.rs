//! Rule E7: the number, date, length of time or name that a label states stands in the sentences that it quotes.

use crate::lint::Findings;
use crate::lint::scene::Scene;
use crate::lint::wording::Filled;
use crate::value::count::CountForm;
use crate::value::{Choice, Entity, Slot, Value};

/// How many of the values seen instead are listed.
const N_SEEN_MAX: usize = 5;

/// E7: of what the label accepts, at least one stands in a sentence that it quotes, or `note:` says where it is from.
pub(super) fn check(scene: &Scene<'_, '_>, filled: &Filled<'_>, findings: &mut Findings<'_>) {
    let Some(missing) = missing(scene, filled.choice) else { return };
    let Some(sight) = Sight::of(scene, &missing) else { return };
    if sight.is_noted {
        return;
    }
    let (name, noun) = (filled.name, sight.noun);
    let seen = if sight.seen.is_empty() {
        format!("no {noun} seen")
    } else {
        format!("{noun} seen: {}", listed(sight.seen))
    };
    let verb = if matches!(filled.choice.best(), Some(Value::Set(_))) { "holds" } else { "is" };
    let what = sight.what;
    findings.warn("E7", filled.place, format!("{name} {verb} {what}, but no quote contains {what} ({seen})"));
    findings.help("quote the passage that says so, correct the value, or state in note: where it comes from");
}

/// Returns the first value that stands nowhere in the sentences; `None` where all is well.
fn missing(scene: &Scene<'_, '_>, choice: &Choice<Value>) -> Option<Value> {
    if choice.is_optional {
        return None;
    }
    let best = choice.best()?;
    if let Value::Set(elements) = best {
        let is_alone = choice.alternatives.len() == 1;
        return elements.iter().filter(|_| is_alone).find_map(|element| match element {
            Slot::Stated(choice) => missing(scene, choice),
            Slot::Unspecified | Slot::Nothing | Slot::Unreadable(_) => None,
        });
    }
    let is_shown = choice.alternatives.iter().any(|one| scene.shows(&one.value));
    (!is_shown).then(|| best.clone())
}

fn listed(mut seen: Vec<String>) -> String {
    let mut distinct: Vec<String> = Vec::new();
    seen.retain(|one| !one.is_empty());
    for one in seen {
        if !distinct.contains(&one) {
            distinct.push(one);
        }
    }
    let n_more = distinct.len().saturating_sub(N_SEEN_MAX);
    distinct.truncate(N_SEEN_MAX);
    let more = if n_more > 0 { format!(" and {n_more} more") } else { String::new() };
    format!("{}{more}", distinct.join(", "))
}

/// What the sentences show in the place of a value.
struct Sight {
    /// The value without its bound.
    what: String,
    noun: &'static str,
    /// As the article writes them.
    seen: Vec<String>,
    /// The note of the label speaks of it.
    is_noted: bool,
}

impl Sight {
    /// `None` where the sentences cannot tell that the value is wrong.
    fn of(scene: &Scene<'_, '_>, value: &Value) -> Option<Self> {
        let has_note = scene.label.note.is_some();
        let sight = match value {
            Value::Count(count) => {
                let what = match count.form() {
                    CountForm::Point(_, amount) => amount.to_string(),
                    CountForm::Range(..) | CountForm::Estimate { .. } | CountForm::Class(_) => {
                        count.to_string()
                    }
                };
                let is_noted = scene.note_shows(count);
                Self { what, noun: "numbers", seen: scene.numbers(), is_noted }
            }
            Value::Date(date) => {
                Self { what: date.to_string(), noun: "dates", seen: scene.dates(), is_noted: has_note }
            }
            Value::Duration(length) => Self {
                what: length.to_string(),
                noun: "lengths of time",
                seen: scene.durations(),
                is_noted: has_note,
            },
            Value::Entity(Entity::Known { id, index }) => {
                let seen = scene.rivals(*index);
                // Without another name of the kind, somebody may be meant by "he" or "the two countries".
                if seen.is_empty() {
                    return None;
                }
                Self { what: id.to_string(), noun: "names", seen, is_noted: has_note }
            }
            Value::Entity(Entity::Named { .. }) | Value::Enum(_) | Value::Text(_) | Value::Set(_) => {
                return None;
            }
        };
        Some(sight)
    }
}
