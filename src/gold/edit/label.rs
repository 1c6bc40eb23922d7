//! Plans changes of facts and distractors.

use crate::gold::edit::field::{Section, at_root, entries, get, index, is_type, keys, text};
use crate::gold::edit::{NewLabel, Plan, Position, path};
use crate::yaml::data::Data;
use crate::yaml::edit::{Edit, Refusal};
use crate::yaml::is_key_character;

/// The labels of a gold file.
#[derive(Clone, Copy)]
pub(super) struct Labels<'a> {
    pub gold: &'a Data,
}

/// A label and where it stands.
#[derive(Clone, Copy)]
struct Label<'a> {
    section: Section,
    id: &'a str,
    fields: &'a Data,
}

impl<'a> Labels<'a> {
    fn all(self) -> impl Iterator<Item = Label<'a>> {
        Section::ALL.into_iter().flat_map(move |section| {
            let labels = get(self.gold, section.key()).map(entries).unwrap_or_default();
            labels.iter().map(move |(id, fields)| Label { section, id, fields })
        })
    }

    fn find(self, id: &str) -> Result<Label<'a>, Refusal> {
        let missing = || Refusal::new(format!("there is no fact or distractor \"{id}\""));
        self.all().find(|label| label.id == id).ok_or_else(missing)
    }

    /// Refuses an id that cannot be one, or that a label has.
    fn refuse_id(self, id: &str) -> Result<(), Refusal> {
        if id.is_empty() || !id.chars().all(is_key_character) {
            return Err(Refusal::new(format!("\"{id}\" cannot be an id: use letters, digits, - and _")));
        }
        match self.all().find(|label| label.id == id) {
            Some(label) => {
                Err(Refusal::new(format!("{} has \"{id}\" already: choose another id", label.section.key())))
            }
            None => Ok(()),
        }
    }

    /// Adds a label, its fields in canonical order.
    pub(super) fn insert(
        self,
        section: Section,
        new: &NewLabel,
        position: &Position,
    ) -> Result<Plan, Refusal> {
        self.refuse_id(&new.id)?;
        let mut fields = new.fields.clone();
        fields.sort_by_key(|(name, _)| section.rank(name));
        for (before, after) in fields.iter().zip(fields.iter().skip(1)) {
            let (first, second) = (&before.0, &after.0);
            if section.rank(first) == section.rank(second) || (first == "quote" && second == "evidence") {
                return Err(Refusal::new(format!("\"{}\" cannot have both {first} and {second}", new.id)));
            }
        }
        for (name, _) in fields.iter().filter(|(name, _)| !is_type(name)) {
            refuse_stranger(section, name)?;
        }
        let mut tall: Vec<String> = vec![new.id.clone(), "evidence".to_owned()];
        tall.extend(fields.iter().filter(|(name, _)| is_type(name)).map(|(name, _)| name.clone()));
        let value = Data::Map(fields);
        let Some(labels) = get(self.gold, section.key()) else {
            let plan = at_root(self.gold, section.key(), Data::map([(new.id.as_str(), value)]));
            return Ok(Plan { tall: [plan.tall, tall].concat(), ..plan });
        };
        let index = match position {
            Position::Last => usize::MAX,
            Position::Before(next) => keys(labels).position(|id| id == next).ok_or_else(|| {
                Refusal::new(format!("{} has no \"{next}\" to stand before", section.key()))
            })?,
        };
        let edit = Edit::Insert { map: path(&[section.key()]), index, key: new.id.clone(), value };
        Ok(Plan { edits: vec![edit], tall })
    }

    /// Sets a slot, or takes it away.
    pub(super) fn set_slot(self, id: &str, slot: &str, value: Option<&Data>) -> Result<Plan, Refusal> {
        let label = self.find(id)?;
        let own = own_type(label)?;
        let at = |fact_type: &str| path(&[label.section.key(), label.id, fact_type, slot]);
        let is_filled = own.is_some_and(|(_, slots)| get(slots, slot).is_some());
        match (own, value) {
            (Some((name, _)), Some(value)) if is_filled => {
                Ok(Plan::of(Edit::Set { at: at(name), value: value.clone() }))
            }
            (Some((name, _)), Some(value)) => {
                let map = path(&[label.section.key(), label.id, name]);
                Ok(Plan::of(Edit::Insert {
                    map,
                    index: usize::MAX,
                    key: slot.to_owned(),
                    value: value.clone(),
                }))
            }
            (Some((name, _)), None) if is_filled => Ok(Plan::of(Edit::Remove { at: at(name) })),
            (None, Some(value)) => {
                let name = self.inherited_type(label)?;
                let mut plan = add_field(label, name, Data::map([(slot, value.clone())]));
                plan.tall.push(name.to_owned());
                Ok(plan)
            }
            (Some(_) | None, None) => {
                let help = if get(label.fields, "same_as").is_some() {
                    ": what same_as inherits is taken away with none"
                } else {
                    ""
                };
                Err(Refusal::new(format!("{id} has no slot {slot} of its own{help}")))
            }
        }
    }

    /// Returns the type that a label without one inherits.
    fn inherited_type(self, label: Label<'a>) -> Result<&'a str, Refusal> {
        let untyped = || Refusal::new(format!("{} has no type: write it first", label.id));
        let mut at = label;
        for _ in 0..=self.all().count() {
            let target = get(at.fields, "same_as").and_then(text).ok_or_else(untyped)?;
            at = self.find(target)?;
            if let Some((name, _)) = own_type(at)? {
                return Ok(name);
            }
        }
        Err(untyped())
    }

    /// Sets a field that is no type, or takes it away.
    pub(super) fn set_field(self, id: &str, field: &str, value: Option<&Data>) -> Result<Plan, Refusal> {
        let label = self.find(id)?;
        refuse_stranger(label.section, field)?;
        let is_there = get(label.fields, field).is_some();
        let at = path(&[label.section.key(), label.id, field]);
        match value {
            None if !is_there => Err(Refusal::new(format!("{id} has no {field}"))),
            None if field == "reason" => Err(Refusal::new(format!(
                "{id} needs its reason: a distractor says why somebody could fall for it"
            ))),
            None => Ok(Plan::of(Edit::Remove { at })),
            Some(value) if is_there => Ok(Plan::of(Edit::Set { at, value: value.clone() })),
            Some(value) => {
                refuse_both(label, field)?;
                Ok(add_field(label, field, value.clone()))
            }
        }
    }

    /// Renames a label, and what points to it.
    pub(super) fn rename(self, from: &str, to: &str) -> Result<Plan, Refusal> {
        let label = self.find(from)?;
        if from == to {
            return Ok(Plan::default());
        }
        self.refuse_id(to)?;
        let pointers = self.all().filter(|label| points_to(*label, from));
        let mut edits: Vec<Edit> = pointers
            .map(|label| Edit::Set {
                at: path(&[label.section.key(), label.id, "same_as"]),
                value: Data::text(to),
            })
            .collect();
        edits.push(Edit::Rename { at: path(&[label.section.key(), from]), key: to.to_owned() });
        Ok(Plan { edits, tall: Vec::new() })
    }

    /// Removes a label that nothing points to.
    pub(super) fn remove(self, id: &str) -> Result<Plan, Refusal> {
        let label = self.find(id)?;
        let pointers: Vec<&str> =
            self.all().filter(|label| points_to(*label, id)).map(|label| label.id).collect();
        if !pointers.is_empty() {
            let pointers = pointers.join(", ");
            return Err(Refusal::new(format!(
                "same_as of {pointers} points to {id}: write their slots out first"
            )));
        }
        Ok(Plan::of(Edit::Remove { at: path(&[label.section.key(), label.id]) }))
    }
}

/// Returns the type of a label and its slots; `None` if only `same_as` can tell it.
fn own_type(label: Label<'_>) -> Result<Option<(&str, &Data)>, Refusal> {
    let mut types = entries(label.fields).iter().filter(|(name, _)| is_type(name));
    let first = types.next();
    match (first, types.next()) {
        (Some((first, _)), Some((second, _))) => Err(Refusal::new(format!(
            "{} has two types, {first} and {second}: make two labels of it first",
            label.id
        ))),
        (first, _) => Ok(first.map(|(name, slots)| (name.as_str(), slots))),
    }
}

fn add_field(label: Label<'_>, name: &str, value: Data) -> Plan {
    let index = index(keys(label.fields), |key| label.section.rank(key), name);
    let map = path(&[label.section.key(), label.id]);
    Plan::of(Edit::Insert { map, index, key: name.to_owned(), value })
}

fn points_to(label: Label<'_>, id: &str) -> bool {
    get(label.fields, "same_as").and_then(text) == Some(id)
}

/// Refuses a field that the labels of a section do not have.
fn refuse_stranger(section: Section, field: &str) -> Result<(), Refusal> {
    let known = section.fields();
    if known.contains(&field) {
        return Ok(());
    }
    let (noun, known) = (section.noun(), known.join(", "));
    Err(Refusal::new(format!("a {noun} has no field \"{field}\": known are {known}")))
}

/// Refuses a second way to say what a label says already.
fn refuse_both(label: Label<'_>, field: &str) -> Result<(), Refusal> {
    let other = match field {
        "quote" => "evidence",
        "evidence" => "quote",
        _ => return Ok(()),
    };
    if get(label.fields, other).is_none() {
        return Ok(());
    }
    Err(Refusal::new(format!("{} has {other}: set {other} instead, or take it away first", label.id)))
}
