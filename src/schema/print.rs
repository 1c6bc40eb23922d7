//! Prints a fact on one line, the way snapshots and reports name it.

use std::fmt::Write;

use crate::fact::{Fact, Polarity, TypeRef};
use crate::schema::Schema;

/// Returns `type slot=value … by=speaker polarity`: slots in the order of the schema, what is empty left out.
#[must_use]
pub fn print_fact(fact: &Fact, schema: &Schema) -> String {
    let mut line = type_name(&fact.fact_type, schema).to_owned();
    let names = fact.fact_type.index().and_then(|index| schema.types.get(index));
    if let Some(fact_type) = names {
        for (slot, spec) in fact.slots.iter().zip(&fact_type.slots) {
            if let Some(slot) = slot {
                push(&mut line, format_args!(" {}={slot}", spec.name));
            }
        }
    }
    for (name, value) in &fact.unknown_slots {
        push(&mut line, format_args!(" {name}?={value}"));
    }
    if let Some(said_by) = &fact.said_by {
        push(&mut line, format_args!(" by={said_by}"));
    }
    if fact.polarity != Polarity::Asserted {
        push(&mut line, format_args!(" {}", fact.polarity.word()));
    }
    line
}

/// Returns the name of a type, or what an extractor wrote in its place.
#[must_use]
pub fn type_name<'a>(fact_type: &'a TypeRef, schema: &'a Schema) -> &'a str {
    match fact_type {
        TypeRef::Known(index) => schema.types.get(*index).map_or("?", |fact_type| &fact_type.name),
        TypeRef::View(index) => schema.views.get(*index).map_or("?", |view| &view.name),
        TypeRef::Unknown(name) | TypeRef::Unreadable(name) => name,
    }
}

fn push(line: &mut String, piece: std::fmt::Arguments<'_>) {
    line.write_fmt(piece).expect("writing to a string cannot fail");
}
