//! Views: the distinct values of a kind in an article, judged without types, keys, speakers or polarity.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::align::pair::Rules;
use crate::compare::fact_reason::FactReason;
use crate::compare::slot::Context;
use crate::extract::answer::view::view_slot;
use crate::fact::{Attribution, Evidence, Fact, Prediction, TypeRef, Voice};
use crate::gold::{FactPlaces, GoldFact, Ignored};
use crate::schema::entities::Entities;
use crate::schema::{EvidenceRule, FactType, Schema, SlotSpec, View, ViewSource};
use crate::score::losses::{Loss, Side};
use crate::score::{Answer, Judgement, Key, Settings, Verdict, collapse, judge};
use crate::text::prepared::ArticleText;
use crate::text::quote::locate;
use crate::text::spans_overlap;
use crate::value::{Alternative, Choice, Entity, Slot, Value};

/// Returns a schema whose types are the views: one key slot each, evidence only reported.
#[must_use]
pub fn view_schema(schema: &Schema) -> Schema {
    let types = schema.views.iter().map(|view| view_type(schema, view)).collect();
    Schema { types, views: Vec::new(), ..schema.clone() }
}

fn view_type(schema: &Schema, view: &View) -> FactType {
    FactType {
        name: view.name.clone(),
        labels: BTreeMap::new(),
        questions: BTreeMap::new(),
        evidence: EvidenceRule::Report,
        slots: vec![view_slot(schema, view)],
    }
}

/// What a view gathers from.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    /// The schema whose views are meant.
    pub schema: &'a Schema,
    /// The entities, which have kinds.
    pub entities: &'a Entities,
    /// The position of the view.
    pub view_index: usize,
}

/// Gathers the distinct gold values of a view: those whose gold answer is the same are one, evidence and alternatives
/// united; optional only if every occurrence is. Sorted by the value as gold writes it.
#[must_use]
pub fn view_facts<'f>(facts: impl Iterator<Item = &'f GoldFact>, source: Source<'_>) -> Vec<GoldFact> {
    let mut distinct: BTreeMap<Value, (Choice<Value>, Vec<Evidence>)> = BTreeMap::new();
    for fact in facts {
        for slot in gather(&fact.fact, source) {
            let Slot::Stated(choice) = slot else { continue };
            let Some(answer) = choice.best().map(Value::canonical) else { continue };
            let is_optional = choice.is_optional || fact.is_optional;
            let entry = distinct
                .entry(answer)
                .or_insert_with(|| (Choice { alternatives: Vec::new(), is_optional: true }, Vec::new()));
            entry.0.is_optional &= is_optional;
            entry.0.alternatives.extend(choice.alternatives);
            entry.1.extend(fact.fact.evidence.iter().cloned());
        }
    }
    distinct
        .into_iter()
        .map(|(answer, (choice, evidence))| {
            let is_optional = choice.is_optional;
            let choice = Choice { alternatives: unite(choice.alternatives), is_optional: false };
            GoldFact { is_optional, ..gold_fact(&answer, choice, evidence, source.view_index) }
        })
        .collect()
}

/// Keeps, of equal alternatives, the one that is worth most; order as first seen.
fn unite(alternatives: Vec<Alternative<Value>>) -> Vec<Alternative<Value>> {
    let mut united: Vec<Alternative<Value>> = Vec::with_capacity(alternatives.len());
    for alternative in alternatives {
        let canonical = alternative.value.canonical();
        match united.iter_mut().find(|known| known.value.canonical() == canonical) {
            Some(known) => known.score = known.score.max(alternative.score),
            None => united.push(alternative),
        }
    }
    united
}

fn gold_fact(answer: &Value, choice: Choice<Value>, evidence: Vec<Evidence>, view_index: usize) -> GoldFact {
    GoldFact {
        id: Arc::from(answer.to_string()),
        fact: view_fact(Slot::Stated(choice), evidence, view_index),
        is_optional: false,
        weight: 1,
        needs: Vec::new(),
        tags: Vec::new(),
        note: None,
        by: None,
        is_draft: false,
        said_on: None,
        same_as: None,
        places: FactPlaces::default(),
    }
}

fn view_fact(slot: Slot, mut evidence: Vec<Evidence>, view_index: usize) -> Fact {
    evidence.sort();
    evidence.dedup();
    Fact { slots: vec![Some(slot)], evidence, ..Fact::empty(view_index, 1) }
}

/// Gathers the values that an answer gives for a view.
#[must_use]
pub fn view_predictions(answers: &[Answer], source: Source<'_>) -> Vec<Prediction> {
    let mut predictions = Vec::new();
    for answer in answers {
        for slot in gather(&answer.fact, source) {
            predictions.push(Prediction {
                fact: view_fact(slot, answer.fact.evidence.clone(), source.view_index),
                confidence: answer.confidence,
                remarks: Vec::new(),
            });
        }
    }
    predictions
}

/// Returns the values of a fact that belong to a view; the elements of sets one by one.
///
/// A lone value that was given for the view belongs to it whatever it is: nobody else asked for it.
fn gather(fact: &Fact, source: Source<'_>) -> Vec<Slot> {
    if let TypeRef::View(index) = fact.fact_type {
        let is_filled = |slot: &&Slot| matches!(slot, Slot::Stated(_) | Slot::Unreadable(_));
        let values = fact.slots.iter().flatten().filter(is_filled).cloned();
        return if index == source.view_index { values.collect() } else { Vec::new() };
    }
    let Some(fact_type) = fact.fact_type.index().and_then(|index| source.schema.types.get(index)) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    if source.schema.views[source.view_index].source == ViewSource::SaidBy {
        gather_speakers(fact, &mut found);
        return found;
    }
    for (slot, spec) in fact.slots.iter().zip(&fact_type.slots) {
        let Some(slot) = slot else { continue };
        match slot {
            Slot::Stated(choice) => match choice.best() {
                Some(Value::Set(elements)) => {
                    found.extend(elements.iter().filter(|element| belongs(element, spec, source)).cloned());
                }
                Some(_) | None if belongs(slot, spec, source) => found.push(slot.clone()),
                Some(_) | None => {}
            },
            Slot::Unreadable(_) if belongs(slot, spec, source) => found.push(slot.clone()),
            Slot::Unreadable(_) | Slot::Unspecified | Slot::Nothing => {}
        }
    }
    found
}

fn belongs(slot: &Slot, spec: &SlotSpec, source: Source<'_>) -> bool {
    match &source.schema.views[source.view_index].source {
        ViewSource::Kinds(kinds) => kinds.contains(&spec.kind),
        ViewSource::Entities(kind) => match slot {
            Slot::Stated(choice) => {
                choice.best().is_some_and(|value| is_entity_of(value, kind, source.entities))
            }
            Slot::Unspecified | Slot::Nothing | Slot::Unreadable(_) => false,
        },
        ViewSource::SaidBy => false,
    }
}

fn is_entity_of(value: &Value, kind: &str, entities: &Entities) -> bool {
    let Value::Entity(Entity::Known { index, .. }) = value else { return false };
    entities.list.get(*index).is_some_and(|entry| entry.kind.as_deref() == Some(kind))
}

fn gather_speakers(fact: &Fact, found: &mut Vec<Slot>) {
    let Some(choice) = &fact.said_by else { return };
    let entity = |speaker: &Entity| Value::Entity(speaker.clone());
    let lone: Option<Vec<Alternative<Value>>> = choice
        .alternatives
        .iter()
        .map(|one| {
            lone_speaker(&one.value).map(|speaker| Alternative { value: entity(speaker), score: one.score })
        })
        .collect();
    if let Some(alternatives) = lone {
        found.push(Slot::Stated(Choice { alternatives, is_optional: choice.is_optional }));
        return;
    }
    let Some(attribution) = choice.best() else { return };
    let speakers = match &attribution.origin {
        Voice::Named(speakers) => speakers.as_slice(),
        Voice::Unnamed => &[],
    };
    found.extend(speakers.iter().chain(&attribution.relays).map(|speaker| Slot::plain(entity(speaker))));
}

/// Returns the only speaker of an attribution without relays.
fn lone_speaker(attribution: &Attribution) -> Option<&Entity> {
    match &attribution.origin {
        Voice::Named(speakers) if attribution.relays.is_empty() && speakers.len() == 1 => speakers.first(),
        Voice::Named(_) | Voice::Unnamed => None,
    }
}

/// What one view of one article is judged with.
#[derive(Clone, Copy, Debug)]
pub struct ViewTask<'a> {
    /// The article.
    pub article: &'a ArticleText,
    /// The gold values: see [`view_facts`].
    pub facts: &'a [GoldFact],
    /// The schema of views: see [`view_schema`].
    pub views: &'a Schema,
    /// What the view gathers from.
    pub source: Source<'a>,
    /// The labels of the view are complete in this article.
    pub is_exhaustive: bool,
    /// Passages that state nothing: the distractors of every view.
    pub ignored: &'a [Ignored],
}

/// Judges the values of an answer against the gold values of a view.
#[must_use]
pub fn judge_view(
    task: ViewTask<'_>,
    answers: &[Answer],
    context: Context<'_>,
    settings: Settings,
) -> Judgement {
    let mut exhaustive = vec![false; task.views.types.len()];
    exhaustive[task.source.view_index] = task.is_exhaustive;
    let key = Key::new(task.article, task.facts.iter(), &[], &exhaustive);
    let predictions = view_predictions(answers, task.source);
    let answers = collapse(task.article, &predictions);
    let rules = Rules { schema: task.views, context };
    let mut judgement = judge(task.article, &key, answers, rules, settings);
    mark_ignored(&mut judgement, task);
    if !task.is_exhaustive {
        forgive_extras(&mut judgement);
    }
    judgement
}

/// Extra values are unjudged where the labels of the view are not complete, whatever passage they stand in.
fn forgive_extras(judgement: &mut Judgement) {
    for fact in judgement.facts.iter_mut().filter(|fact| fact.verdict == Verdict::Spurious) {
        fact.verdict = Verdict::Unjudged;
        fact.precision = None;
        fact.losses = Vec::new();
    }
}

/// A value that stands nowhere but in ignored passages is a distractor.
fn mark_ignored(judgement: &mut Judgement, task: ViewTask<'_>) {
    let ignored: Vec<_> =
        task.ignored.iter().flat_map(|ignored| locate(task.article, &ignored.quote).spans).collect();
    for fact in &mut judgement.facts {
        let is_extra = matches!(fact.verdict, Verdict::Spurious | Verdict::Unjudged);
        let Some(answer) = fact.answer.filter(|_| is_extra) else { continue };
        let passages = &judgement.answers[answer].grounding.passages;
        let is_ignored = |passage| ignored.iter().any(|ignored| spans_overlap(ignored, passage));
        if !passages.is_empty() && passages.iter().all(is_ignored) {
            fact.verdict = Verdict::Distractor;
            fact.precision = Some(crate::credit::Credit::ZERO);
            let reason = FactReason::Distractor.into();
            fact.losses = vec![Loss { side: Side::Precision, part: None, reason, points: 1000 }];
        }
    }
}
