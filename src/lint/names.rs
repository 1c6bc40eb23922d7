//! Rule V9: who and what the labels name is declared, or stands in the article.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::fact::{Attribution, Voice};
use crate::lint::show::narrowed;
use crate::lint::tokens::FoldedName;
use crate::lint::{Bench, Findings, Label};
use crate::problem::Level;
use crate::schema::entities::Entities;
use crate::text::likeness::suggest;
use crate::value::{Choice, Entity, Slot, Value};

/// Applies the rule to every entity of every label, each problem once in an article.
pub(super) fn check(bench: &Bench<'_>, findings: &mut Findings<'_>) {
    let mut remarked: BTreeSet<&str> = BTreeSet::new();
    let mut absent: BTreeSet<usize> = BTreeSet::new();
    for label in bench.labels() {
        for (entity, place) in named(label) {
            match entity {
                Entity::Named { folded, written } => {
                    if !FoldedName::new(written).is_some_and(|name| bench.tokens().has_name(&name)) {
                        unknown_name(bench, written, place, findings);
                    } else if remarked.insert(folded) {
                        undeclared_name(bench, written, place, findings);
                    }
                }
                // What must not be returned may be missing from the article.
                Entity::Known { index, .. } if !label.is_distractor && absent.insert(*index) => {
                    unseen_entity(bench, *index, place, findings);
                }
                Entity::Known { .. } => {}
            }
        }
    }
}

/// A name that nobody declared and that the article does not have: probably misspelt.
fn unknown_name(bench: &Bench<'_>, name: &str, place: &Range<usize>, findings: &mut Findings<'_>) {
    let message = format!("\"{name}\" is neither an entity nor a name in the article");
    findings.add(bench.error_level(), "V9", &narrowed(bench.source, place, name), message);
    findings.help(match meant(bench.basis.entities, name) {
        _ if matches!(name, "unnamed" | "none" | "unspecified") => {
            "take the quote marks off if nobody is meant".to_owned()
        }
        Some(id) => format!("did you mean {id}?"),
        None => "declare it in entities.yaml, or write the name as the article does".to_owned(),
    });
}

/// A name that nobody declared, but that the article has: legal, and compared as a whole.
fn undeclared_name(bench: &Bench<'_>, name: &str, place: &Range<usize>, findings: &mut Findings<'_>) {
    let message = format!("\"{name}\" is declared nowhere, but stands in the article");
    findings.add(Level::Info, "V9", &narrowed(bench.source, place, name), message);
    findings.help("declare it in entities.yaml if it has other names, or is part of something");
}

/// Returns the id of the entity whose id or name is most like a word.
fn meant(entities: &Entities, word: &str) -> Option<String> {
    let ids = entities.list.iter().map(|entry| &*entry.id);
    let names = entities.list.iter().flat_map(|entry| entry.names.iter().map(|(_, name)| name.as_str()));
    let similar = suggest(word, ids.chain(names))?;
    let index = entities.find(&similar)?;
    entities.list.get(index).map(|entry| entry.id.to_string())
}

/// A declared entity of which the article has no name.
fn unseen_entity(bench: &Bench<'_>, index: usize, place: &Range<usize>, findings: &mut Findings<'_>) {
    let Some(entry) = bench.basis.entities.list.get(index) else { return };
    // "les ministères de Bakou et d'Erevan", "l'armée arménienne": a word of its name is enough.
    if bench.is_other_edition || bench.mentions(index) || has_stem(bench, index) {
        return;
    }
    let place = narrowed(bench.source, place, &entry.id);
    findings.warn("V9", &place, format!("no alias of {} occurs in the article", entry.id));
    findings.help(format!("add what the article calls it to the names of {} in entities.yaml", entry.id));
}

/// Says whether a word of the article begins like a long word of one of the names of an entity.
pub(super) fn has_stem(bench: &Bench<'_>, index: usize) -> bool {
    let mut stems = bench.lexicon.names(index).iter().flat_map(FoldedName::stems);
    stems.any(|stem| bench.tokens().has_prefix(stem))
}

/// Returns every entity that a label itself names, with the place of its slot.
pub(super) fn named<'l>(label: &'l Label<'_>) -> Vec<(&'l Entity, &'l Range<usize>)> {
    let mut found = Vec::new();
    for (slot, place) in label.fact.slots.iter().zip(&label.places.slots) {
        if let (Some(slot), Some(place)) = (slot, place) {
            entities_of(slot, place, &mut found);
        }
    }
    if let (Some(said_by), Some(place)) = (&label.fact.said_by, &label.places.said_by) {
        speakers_of(said_by, place, &mut found);
    }
    found
}

fn entities_of<'l>(slot: &'l Slot, place: &'l Range<usize>, found: &mut Vec<(&'l Entity, &'l Range<usize>)>) {
    let Slot::Stated(choice) = slot else { return };
    for alternative in &choice.alternatives {
        match &alternative.value {
            Value::Entity(entity) => found.push((entity, place)),
            Value::Set(elements) => elements.iter().for_each(|element| entities_of(element, place, found)),
            Value::Date(_) | Value::Duration(_) | Value::Count(_) | Value::Enum(_) | Value::Text(_) => {}
        }
    }
}

fn speakers_of<'l>(
    said_by: &'l Choice<Attribution>,
    place: &'l Range<usize>,
    found: &mut Vec<(&'l Entity, &'l Range<usize>)>,
) {
    for alternative in &said_by.alternatives {
        let speakers = match &alternative.value.origin {
            Voice::Named(speakers) => speakers.as_slice(),
            Voice::Unnamed => &[],
        };
        found.extend(speakers.iter().chain(&alternative.value.relays).map(|entity| (entity, place)));
    }
}
