//! Reads a draft as a whole: type, slots, speaker, quotations and id, with all problems at once.

use std::collections::BTreeSet;

use crate::fact::{Evidence, Fact, Polarity, TypeRef};
use crate::gold::{GoldFact, print};
use crate::label::draft::{Draft, Field, LabelKind};
use crate::label::reader::Reader;
use crate::label::slot::example;
use crate::label::value::fold_word;
use crate::label::{Context, Label, NewFact, id};
use crate::problem::{Problem, sort_problems};
use crate::schema::{EvidenceRule, FactType};
use crate::value::Slot;
use crate::yaml::data::Data;
use crate::yaml::is_key_character;

/// Reads a draft; `taken` are ids that are given already beside those of the gold.
///
/// # Errors
/// Everything that is wrong with it, in the order of the places.
///
/// # Panics
/// Never: what cannot be read leaves a problem.
pub fn read(draft: &Draft, context: Context<'_>, taken: &BTreeSet<String>) -> Result<Label, Vec<Problem>> {
    let mut reader = Reader::new(draft, context);
    reader.strangers();
    let label = match draft.kind {
        LabelKind::Ignored => reader.ignored(),
        LabelKind::Fact => reader.new_fact(taken).map(Label::Fact),
        LabelKind::Distractor => reader.new_fact(taken).map(Label::Distractor),
    };
    let mut problems = reader.problems;
    if problems.is_empty() {
        return Ok(label.expect("what cannot be read leaves a problem"));
    }
    sort_problems(&mut problems);
    Err(problems)
}

/// Returns the type that a draft names, or that of the fact that it echoes.
pub(super) fn type_of<'a>(draft: &'a Draft, context: Context<'a>) -> Result<&'a FactType, Vec<Problem>> {
    let mut reader = Reader::new(draft, context);
    let whole = reader.same_as();
    let index = reader.fact_type(whole);
    let found = index.and_then(|index| context.basis.schema.types.get(index));
    found.filter(|_| reader.problems.is_empty()).ok_or(reader.problems)
}

/// Says whether a kind of label has a field.
const fn has_field(kind: LabelKind, field: &Field) -> bool {
    match (field, kind) {
        (Field::Quote | Field::Occurrence | Field::Before | Field::After, _) => true,
        (Field::Reason, kind) => !matches!(kind, LabelKind::Fact),
        (Field::Optional | Field::Weight | Field::Draft | Field::Needs | Field::SaidOn, kind) => {
            matches!(kind, LabelKind::Fact)
        }
        (
            Field::Type
            | Field::Slot(_)
            | Field::Id
            | Field::SameAs
            | Field::SaidBy
            | Field::Polarity
            | Field::Tags
            | Field::Note
            | Field::By,
            kind,
        ) => !matches!(kind, LabelKind::Ignored),
    }
}

impl<'a> Reader<'a> {
    /// Reports what this kind of label does not have.
    fn strangers(&mut self) {
        let draft = self.draft;
        let noun = match draft.kind {
            LabelKind::Fact => "a fact",
            LabelKind::Distractor => "a distractor",
            LabelKind::Ignored => "a passage that states nothing",
        };
        for part in draft.parts.iter().filter(|part| !has_field(draft.kind, &part.field)) {
            self.error("Y2", &part.value.place, format!("{noun} has no {}", part.field.word()));
            self.help("leave it out");
        }
    }

    fn ignored(&mut self) -> Option<Label> {
        let (quotes, _) = self.quotes();
        let n_quotes = self.draft.all(&Field::Quote).count();
        if n_quotes != 1 {
            let message =
                if n_quotes == 0 { "nothing is quoted" } else { "one passage is ignored at a time" };
            self.error("E6", &self.draft.place, message);
            self.help("give one quote: the words of the article that state nothing");
        }
        let reason = self.reason("say what the passage is: share counter, caption of a picture, …");
        Some(Label::Ignored { quote: quotes.into_iter().next()?, reason: reason? })
    }

    fn reason(&mut self, help: &str) -> Option<String> {
        let reasons: Vec<_> = self.draft.all(&Field::Reason).collect();
        if reasons.is_empty() {
            self.error("F3", &self.draft.place, "the reason is missing");
            self.help(help);
        }
        self.single("the reason", &reasons).map(|reason| reason.text)
    }

    fn new_fact(&mut self, taken: &BTreeSet<String>) -> Option<NewFact> {
        let whole = self.same_as();
        let type_index = self.fact_type(whole);
        let fact_type = type_index.and_then(|index| self.context.basis.schema.types.get(index));
        let own = fact_type.map(|fact_type| self.slots(fact_type)).unwrap_or_default();
        if let Some(fact_type) = fact_type {
            self.require(fact_type, &own, whole);
        }
        let said_by = if self.has(&Field::SaidBy) { self.said_by() } else { None };
        let polarity = self.polarity();
        let (quotes, anchor) = self.quotes();
        let reason = (self.draft.kind == LabelKind::Distractor)
            .then(|| self.reason("say why somebody could fall for it"))
            .flatten();
        let marks = self.marks();
        let id = self.id(taken);
        let (index, fact_type) = (type_index?, fact_type?);
        let fact = Fact {
            fact_type: TypeRef::Known(index),
            slots: with_inherited(&own, whole),
            unknown_slots: Vec::new(),
            said_by,
            polarity: polarity.unwrap_or_default(),
            evidence: quotes.iter().cloned().map(Evidence::Quote).collect(),
        };
        let mut fields = fields(fact_type, &own, whole, &fact);
        let states_polarity =
            polarity == Some(Polarity::Asserted) && self.draft.kind == LabelKind::Distractor;
        fields.extend(states_polarity.then(|| field("polarity", Data::text(Polarity::Asserted.word()))));
        fields.extend(marks);
        fields.extend(reason.map(|reason| field("reason", Data::text(reason))));
        let id = id.unwrap_or_else(|| {
            let taken = self.taken(taken);
            match whole {
                Some(whole) => id::of_echo(&whole.id, &fact, &taken),
                None => id::of_fact(fact_type, &fact.slots, &taken),
            }
        });
        Some(NewFact { id, fact, fields, anchor })
    }

    pub(super) fn has(&self, field: &Field) -> bool {
        self.draft.all(field).next().is_some()
    }

    /// Finds the fact whose slots are inherited.
    fn same_as(&mut self) -> Option<&'a GoldFact> {
        let texts: Vec<_> = self.draft.all(&Field::SameAs).collect();
        let typed = if texts.is_empty() { return None } else { self.single("same_as", &texts)? };
        let gold = self.context.gold;
        let found = gold.facts.iter().find(|fact| *fact.id == *typed.text);
        if found.is_none() {
            self.error("F4", &typed.place, format!("the gold has no fact \"{}\"", typed.text));
            let ids: Vec<&str> = gold.facts.iter().map(|fact| &*fact.id).collect();
            self.did_you_mean(&typed.text, &ids);
        }
        found
    }

    /// Finds the type by its name or label, or takes that of the fact that is echoed.
    fn fact_type(&mut self, whole: Option<&GoldFact>) -> Option<usize> {
        let schema = self.context.basis.schema;
        let names: Vec<&str> = schema.types.iter().map(|fact_type| &*fact_type.name).collect();
        let inherited = whole.and_then(|whole| whole.fact.fact_type.index());
        let texts: Vec<_> = self.draft.all(&Field::Type).collect();
        if texts.is_empty() {
            if !self.has(&Field::SameAs) {
                self.error("F1", &self.draft.place, "the type is missing");
                self.help(format!("name one of: {}", names.join(", ")));
            }
            return inherited;
        }
        let typed = self.single("the type", &texts)?;
        let folded = fold_word(&typed.text);
        let is_called = |fact_type: &FactType| {
            fold_word(&fact_type.name) == folded
                || fact_type.labels.values().any(|label| fold_word(label) == folded)
        };
        let found = schema.type_index(&typed.text).or_else(|| schema.types.iter().position(is_called));
        match (found, inherited) {
            (None, _) => {
                self.error("F1", &typed.place, format!("unknown type \"{}\"", typed.text));
                self.did_you_mean(&typed.text, &names);
            }
            (Some(own), Some(other)) if own != other => {
                let message = format!("the fact it is the same as is of type {}", names[other]);
                self.error("F4", &typed.place, message);
                self.help("leave the type out");
            }
            (Some(_), _) => {}
        }
        found
    }

    /// Reports required slots that nothing fills, and evidence that the type asks for.
    fn require(&mut self, fact_type: &FactType, own: &[Option<Slot>], whole: Option<&GoldFact>) {
        let place =
            self.draft.all(&Field::Type).next().map_or(self.draft.place.clone(), |typed| typed.place.clone());
        for (index, spec) in fact_type.slots.iter().enumerate() {
            let is_filled = self.is_typed(fact_type, index)
                || own.get(index).is_some_and(Option::is_some)
                || whole.is_some_and(|whole| whole.fact.slots.get(index).is_some_and(Option::is_some));
            if spec.is_required && !is_filled {
                self.error("F1", &place, format!("slot \"{}\" is required", spec.name));
                self.help(format!("fill it: {}", example(spec)));
            }
        }
        let is_any_typed = self.draft.parts.iter().any(|part| part.field.slot_name().is_some());
        if !is_any_typed && !self.has(&Field::SameAs) {
            self.error("F1", &place, "no slot is filled");
            if let Some(first) = fact_type.slots.first() {
                self.help(format!("say what the article states: {}", example(first)));
            }
        }
        let is_required = fact_type.evidence == EvidenceRule::Required && self.draft.kind == LabelKind::Fact;
        if is_required && !self.has(&Field::Quote) && !self.is_marked_draft() {
            self.error("E6", &place, format!("{} requires a quote", fact_type.name));
            self.help("copy the words of the article that state the fact");
        }
    }

    fn polarity(&mut self) -> Option<Polarity> {
        let texts: Vec<_> = self.draft.all(&Field::Polarity).collect();
        let typed = if texts.is_empty() { return None } else { self.single("polarity", &texts)? };
        let found = Polarity::ALL.into_iter().find(|polarity| polarity.word() == typed.text);
        if found.is_none() {
            self.error("Y2", &typed.place, format!("unknown polarity \"{}\"", typed.text));
            self.did_you_mean(&typed.text, &Polarity::ALL.map(Polarity::word));
        }
        found
    }

    /// Takes the id that was typed.
    fn id(&mut self, taken: &BTreeSet<String>) -> Option<String> {
        let texts: Vec<_> = self.draft.all(&Field::Id).collect();
        let typed = if texts.is_empty() { return None } else { self.single("the id", &texts)? };
        if !typed.text.chars().all(is_key_character) {
            self.error("F1", &typed.place, format!("\"{}\" cannot be an id", typed.text));
            self.help("use letters, digits, - and _");
        } else if self.taken(taken).contains(&typed.text) {
            self.error("Y1", &typed.place, format!("the id \"{}\" is taken", typed.text));
            self.help("choose another, or leave it out");
        }
        Some(typed.text)
    }

    /// Returns all ids that another label has.
    fn taken(&self, taken: &BTreeSet<String>) -> BTreeSet<String> {
        let gold = self.context.gold;
        let facts = gold.facts.iter().map(|fact| fact.id.to_string());
        let distractors = gold.distractors.iter().map(|distractor| distractor.id.to_string());
        facts.chain(distractors).chain(taken.iter().cloned()).collect()
    }
}

pub(super) fn field(name: &str, value: Data) -> (String, Data) {
    (name.to_owned(), value)
}

/// Returns the slots with those of the echoed fact where it has none of its own.
fn with_inherited(own: &[Option<Slot>], whole: Option<&GoldFact>) -> Vec<Option<Slot>> {
    let inherited = |index: usize| whole.and_then(|whole| whole.fact.slots.get(index).cloned().flatten());
    own.iter().enumerate().map(|(index, slot)| slot.clone().or_else(|| inherited(index))).collect()
}

/// Returns the fact as the file is to have it: what it inherits stands there by name.
fn fields(
    fact_type: &FactType,
    own: &[Option<Slot>],
    whole: Option<&GoldFact>,
    fact: &Fact,
) -> Vec<(String, Data)> {
    let written = Fact { slots: own.to_vec(), ..fact.clone() };
    let mut fields = print::fact(&written, fact_type);
    if let Some(whole) = whole {
        let is_filled = own.iter().any(Option::is_some);
        fields.retain(|(name, _)| is_filled || *name != *fact_type.name);
        fields.insert(0, field("same_as", Data::text(&*whole.id)));
    }
    fields
}
