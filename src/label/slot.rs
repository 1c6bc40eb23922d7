//! Reads what is typed for slots: `value`, `a | b`, `a | b (0.8)`, `a (optional)`, `unspecified`, `none`, lists.

use crate::credit::Credit;
use crate::label::draft::Typed;
use crate::label::reader::Reader;
use crate::label::value::fold_word;
use crate::schema::{FactType, SlotSpec};
use crate::value::{Alternative, Choice, Entity, Kind, Slot, Value};

impl Reader<'_> {
    /// Reads all slots that were typed, in the order of the type.
    pub(super) fn slots(&mut self, fact_type: &FactType) -> Vec<Option<Slot>> {
        let mut typed: Vec<Vec<&Typed>> = vec![Vec::new(); fact_type.slots.len()];
        for part in &self.draft.parts {
            let Some(name) = part.field.slot_name() else { continue };
            match slot_index(fact_type, &name.text) {
                Some(index) => typed[index].push(&part.value),
                None => self.unknown_slot(fact_type, name),
            }
        }
        let read = |(spec, texts): (&SlotSpec, Vec<&Typed>)| self.slot(spec, &texts);
        fact_type.slots.iter().zip(typed).map(read).collect()
    }

    /// Says whether something was typed for a slot, right or wrong.
    pub(super) fn is_typed(&self, fact_type: &FactType, index: usize) -> bool {
        let names = self.draft.parts.iter().filter_map(|part| part.field.slot_name());
        names.into_iter().any(|name| slot_index(fact_type, &name.text) == Some(index))
    }

    fn unknown_slot(&mut self, fact_type: &FactType, name: &Typed) {
        let names: Vec<&str> = fact_type.slots.iter().map(|slot| &*slot.name).collect();
        let message = format!("slot \"{}\" does not exist in {}", name.text, fact_type.name);
        self.error("F1", &name.place, message);
        self.did_you_mean(&name.text, &names);
    }

    fn slot(&mut self, spec: &SlotSpec, texts: &[&Typed]) -> Option<Slot> {
        if spec.is_set && !texts.is_empty() {
            return self.set(spec, texts);
        }
        let text = self.single(&format!("slot \"{}\"", spec.name), texts)?;
        open_word(&text).or_else(|| self.choice(spec, &text).map(Slot::Stated))
    }

    fn set(&mut self, spec: &SlotSpec, texts: &[&Typed]) -> Option<Slot> {
        let texts: Vec<Typed> = texts.iter().map(|text| text.trimmed()).collect();
        if let [only] = texts.as_slice()
            && let Some(open) = open_word(only)
        {
            return Some(open);
        }
        let mut slots: Vec<Slot> = Vec::new();
        let mut is_whole = true;
        let elements: Vec<Typed> = texts.iter().flat_map(|text| self.elements(spec, text)).collect();
        for element in elements {
            let slot = open_word(&element).or_else(|| self.choice(spec, &element).map(Slot::Stated));
            match slot {
                Some(slot) if slots.contains(&slot) => {
                    self.error("V8", &element.place, format!("the value stands twice in {}", spec.name));
                    self.help("remove one");
                    is_whole = false;
                }
                Some(slot) => slots.push(slot),
                None => is_whole = false,
            }
        }
        is_whole.then(|| Slot::plain(Value::Set(slots)))
    }

    /// Splits a list at its commas; a declared name that holds a comma stays whole.
    fn elements(&self, spec: &SlotSpec, text: &Typed) -> Vec<Typed> {
        let is_one_name = spec.kind == Kind::Entity
            && matches!(self.context.basis.entities.resolve(&text.text), Entity::Known { .. });
        if is_one_name { vec![text.clone()] } else { text.split(',') }
    }

    /// Reads one value or several acceptable ones; free text is never split.
    fn choice(&mut self, spec: &SlotSpec, text: &Typed) -> Option<Choice<Value>> {
        if spec.kind == Kind::Text {
            return self.value(spec, text).map(Choice::plain);
        }
        self.alternatives(text, |reader, piece| reader.value(spec, piece))
    }

    /// Reads one answer or several acceptable ones; `read` reads one of them, and tells what is wrong with it.
    pub(super) fn alternatives<T>(
        &mut self,
        text: &Typed,
        mut read: impl FnMut(&mut Self, &Typed) -> Option<T>,
    ) -> Option<Choice<T>> {
        let (text, is_optional) = without_optional(text);
        let pieces = text.split('|');
        let mut alternatives = Vec::with_capacity(pieces.len());
        for piece in &pieces {
            let (piece, score) = without_score(piece);
            alternatives.extend(read(self, &piece).map(|value| Alternative { value, score }));
        }
        (alternatives.len() == pieces.len()).then_some(())?;
        let choice = Choice { alternatives, is_optional };
        if choice.best().is_none() {
            self.error("V8", &text.place, "no alternative is worth 1");
            self.help("leave the score of the best answer out");
            return None;
        }
        Some(choice)
    }
}

/// Returns the position of a slot by its name, or by its label in any language.
pub(super) fn slot_index(fact_type: &FactType, name: &str) -> Option<usize> {
    let folded = fold_word(name);
    let is_called = |slot: &SlotSpec| {
        fold_word(&slot.name) == folded || slot.labels.values().any(|label| fold_word(label) == folded)
    };
    fact_type.slot_index(name).or_else(|| fact_type.slots.iter().position(is_called))
}

/// Returns how a slot is typed: its name with the words it takes, or what kind of value.
pub(super) fn example(spec: &SlotSpec) -> String {
    let value = match spec.kind {
        Kind::Enum => spec.words.join("|"),
        Kind::Date | Kind::Instant | Kind::Duration | Kind::Count | Kind::Entity | Kind::Text => {
            spec.kind.word().to_uppercase()
        }
    };
    format!("{}={value}", spec.name)
}

/// Reads the words that stand for no value.
fn open_word(text: &Typed) -> Option<Slot> {
    match text.text.as_str() {
        "unspecified" => Some(Slot::Unspecified),
        "none" => Some(Slot::Nothing),
        _ => None,
    }
}

/// Takes `(optional)` off the end.
fn without_optional(text: &Typed) -> (Typed, bool) {
    match text.text.strip_suffix("(optional)") {
        Some(rest) => (text.piece(0..rest.len()), true),
        None => (text.clone(), false),
    }
}

/// Takes a score such as `(0.8)` off the end.
fn without_score(text: &Typed) -> (Typed, Credit) {
    let scored = text.text.strip_suffix(')').and_then(|rest| rest.rsplit_once('('));
    let score = scored.and_then(|(rest, score)| Some((rest.len(), Credit::from_decimal(score.trim())?)));
    match score {
        Some((end, score)) if end > 0 => (text.piece(0..end), score),
        Some(_) | None => (text.clone(), Credit::ONE),
    }
}
