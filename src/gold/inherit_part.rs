//! Inherits slots along `same_as`, and checks that required slots are filled.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use crate::fact::TypeRef;
use crate::gold::decode::Context;
use crate::gold::fact_part::Draft;
use crate::value::Slot;
use crate::yaml::decode::Decoder;

/// The rule of `same_as`.
const INHERITANCE: &str = "F4";

#[derive(Clone, Copy, PartialEq, Eq)]
enum Visit {
    Unseen,
    OnPath,
    Done,
}

/// Lets each fact inherit along its chain of `same_as`; reports targets that do not exist and circles.
///
/// Each fact is visited once, whatever the length of the chains. `unusable` are ids whose labels could not be read.
pub(super) fn inherit_among(
    decoder: &mut Decoder<'_>,
    context: &Context<'_>,
    drafts: &mut [Draft],
    unusable: &BTreeSet<Arc<str>>,
) {
    for draft in drafts.iter_mut() {
        if draft.same_as.as_ref().is_some_and(|(id, _)| unusable.contains(id)) {
            forget(draft);
        }
    }
    let positions: BTreeMap<Arc<str>, usize> =
        drafts.iter().enumerate().map(|(index, draft)| (Arc::clone(&draft.id), index)).collect();
    let mut visits = vec![Visit::Unseen; drafts.len()];
    for start in 0..drafts.len() {
        let mut path = Vec::new();
        let mut at = Some(start);
        while let Some(index) = at {
            match visits[index] {
                Visit::Done => break,
                Visit::OnPath => {
                    report_circle(decoder, drafts, &path, index);
                    break;
                }
                Visit::Unseen => {}
            }
            visits[index] = Visit::OnPath;
            path.push(index);
            at = target(decoder, drafts, index, &positions);
        }
        for index in path.into_iter().rev() {
            visits[index] = Visit::Done;
            let whole = drafts[index].same_as.as_ref().and_then(|(id, _)| positions.get(id)).copied();
            if let Some(whole) = whole {
                let whole = Inherited::of(&drafts[whole]);
                inherit(decoder, context, &mut drafts[index], whole);
            }
        }
    }
}

fn target(
    decoder: &mut Decoder<'_>,
    drafts: &mut [Draft],
    index: usize,
    positions: &BTreeMap<Arc<str>, usize>,
) -> Option<usize> {
    let (id, span) = drafts[index].same_as.clone()?;
    let found = positions.get(&id).copied();
    if found.is_none() {
        report_missing(decoder, &id, &span, positions.keys().map(|id| &**id));
        forget(&mut drafts[index]);
    }
    found
}

/// Reports a `same_as` whose target does not exist.
pub(super) fn report_missing<'w>(
    decoder: &mut Decoder<'_>,
    id: &str,
    span: &Range<usize>,
    known: impl Iterator<Item = &'w str>,
) {
    decoder.error(INHERITANCE, span, format!("same_as points to \"{id}\", which does not exist"));
    decoder.perhaps_you_mean(id, known);
}

fn report_circle(decoder: &mut Decoder<'_>, drafts: &mut [Draft], path: &[usize], first: usize) {
    let members = path.iter().skip_while(|index| **index != first).skip(1);
    let through: Vec<&str> = members.map(|index| &*drafts[*index].id).collect();
    let message = match through.as_slice() {
        [] => "same_as points to itself".to_owned(),
        members => format!("same_as points to itself through {}", members.join(", ")),
    };
    if let Some((_, span)) = &drafts[first].same_as {
        decoder.error(INHERITANCE, span, message);
        decoder.help("give one of them its own slots instead of same_as");
    }
    forget(&mut drafts[first]);
}

/// Drops a `same_as` that leads nowhere.
fn forget(draft: &mut Draft) {
    draft.same_as = None;
    draft.is_reported = true;
}

/// What a fact hands on.
pub(super) struct Inherited {
    id: Arc<str>,
    fact_type: Option<usize>,
    slots: Vec<Option<Slot>>,
    /// Slots that were written and could not be read, too.
    is_filled: Vec<bool>,
    /// Something of it is missing, and a problem speaks of that.
    is_reported: bool,
}

impl Inherited {
    fn of(draft: &Draft) -> Self {
        let own = draft.places.slots.iter().map(Option::is_some).enumerate();
        let is_filled =
            own.map(|(index, is_own)| is_own || draft.inherited.get(index) == Some(&true)).collect();
        Self {
            id: Arc::clone(&draft.id),
            fact_type: draft.fact_type,
            slots: draft.fact.slots.clone(),
            is_filled,
            is_reported: draft.is_reported,
        }
    }

    /// Returns what a finished fact hands on.
    pub(super) fn of_fact(fact: &crate::gold::GoldFact) -> Self {
        let is_filled = fact.fact.slots.iter().map(Option::is_some).collect();
        Self {
            id: Arc::clone(&fact.id),
            fact_type: fact.fact.fact_type.index(),
            slots: fact.fact.slots.clone(),
            is_filled,
            is_reported: false,
        }
    }
}

/// Fills the slots that a label does not fill itself.
pub(super) fn inherit(decoder: &mut Decoder<'_>, context: &Context<'_>, draft: &mut Draft, whole: Inherited) {
    draft.is_reported |= whole.is_reported;
    let Some(whole_type) = whole.fact_type else { return };
    let Some(own_type) = draft.fact_type else {
        draft.fact_type = Some(whole_type);
        draft.fact.fact_type = TypeRef::Known(whole_type);
        if let Some((_, span)) = &draft.same_as {
            draft.places.fact_type = span.clone();
        }
        draft.places.slots = vec![None; whole.slots.len()];
        draft.fact.slots = whole.slots;
        draft.inherited = whole.is_filled;
        return;
    };
    if own_type != whole_type {
        let name = |index: usize| &context.schema.types[index].name;
        let message = format!(
            "same_as points to \"{}\", of type {}, from a fact of type {}",
            whole.id,
            name(whole_type),
            name(own_type)
        );
        decoder.error(INHERITANCE, &draft.places.fact_type, message);
        decoder.help(format!("write the slots that differ under {}", name(whole_type)));
        draft.is_reported = true;
        return;
    }
    for (index, slot) in whole.slots.into_iter().enumerate() {
        if draft.places.slots[index].is_none() {
            draft.fact.slots[index] = slot;
        }
    }
    draft.inherited = whole.is_filled;
}

/// Reports a missing type and required slots that are not filled.
pub(super) fn require(decoder: &mut Decoder<'_>, context: &Context<'_>, draft: &Draft) {
    let Some(index) = draft.fact_type else {
        if !draft.is_reported {
            decoder.error("F1", &draft.places.id, format!("fact \"{}\" has no type", draft.id));
            let names: Vec<&str> = context.schema.types.iter().map(|fact_type| &*fact_type.name).collect();
            decoder.help(format!("put its slots under one of: {}", names.join(", ")));
        }
        return;
    };
    for (position, spec) in context.schema.types[index].slots.iter().enumerate() {
        let is_filled =
            draft.places.slots[position].is_some() || draft.inherited.get(position).copied().unwrap_or(false);
        if spec.is_required && !is_filled && !draft.is_reported {
            decoder.error("F1", &draft.places.fact_type, format!("slot \"{}\" is required", spec.name));
        }
    }
}
