//! Facts that extractors return and that no label states, merged and ranked by disagreement.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::align::pair::Rules;
use crate::compare::date::{DateContext, IntervalMode};
use crate::compare::slot::Context;
use crate::corpus::{Basis, Entry};
use crate::evaluate::rows::part_name;
use crate::fact::{CanonicalFact, Fact, Prediction};
use crate::schema::FactType;
use crate::score::{Answer, FactJudgement, Key, Settings, Verdict, collapse, judge};
use crate::suggest::key::{distinct, key_of};
use crate::value::{Kind, Slot};

/// What one extractor returned for the article, all repeats together.
#[derive(Clone, Copy, Debug)]
pub struct Proposal<'r> {
    /// The extractor's name.
    pub extractor: &'r str,
    /// What it returned.
    pub predictions: &'r [Prediction],
}

/// How extractors stand to a fact that gold does not state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Standing {
    /// Several return it.
    Agreed,
    /// One returns it, and others return something else in its place.
    Contested,
    /// One returns it, and nobody says otherwise.
    Single,
}

impl Standing {
    /// Returns the word of JSON.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Agreed => "agreed",
            Self::Contested => "contested",
            Self::Single => "single",
        }
    }
}

/// A gold fact with which a suggestion was paired, and where the two differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The id of the gold fact.
    pub fact: String,
    /// The slots, `said_by` and `polarity` that differ, in the order of the schema.
    pub parts: Vec<String>,
}

/// A fact that extractors return and that no label states.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FactSuggestion {
    /// What it is called on the command line, and the id it is accepted with.
    pub key: String,
    /// The fact, with the evidence of all who return it.
    pub fact: Fact,
    /// The extractors that return it, in the order in which they were asked.
    pub by: Vec<String>,
    /// How extractors stand to it.
    pub standing: Standing,
    /// How many other extractors return something else in its place.
    pub n_rivals: usize,
    /// The gold fact that it contradicts, if it is about one.
    pub differs: Option<Difference>,
    /// How many extractors return that gold fact as it is labelled.
    pub n_with_gold: usize,
    /// What its filled slots weigh, in thousandths.
    pub stake: u32,
    /// Where its evidence stands, in bytes of the article; empty if nothing of it does.
    pub passages: Vec<Range<usize>>,
}

/// Returns the facts that extractors return and that no fact or distractor states, what is most worth a labeller's
/// time first.
///
/// Left out is what gold states, what a distractor forbids, and what repeats a fact already given. A fact that was
/// paired with a gold fact is there if a part that it states is not right. The order is that of, one after another:
///
/// 1. standing: returned by two extractors or more; then returned by one while others return another fact of the type
///    about the same gold fact or in the same sentence; then returned by one alone;
/// 2. the number of extractors that return it, most first;
/// 3. the number of extractors that return something else in its place, most first;
/// 4. those that quote something that stands in the article;
/// 5. the number of extractors that return the gold fact it contradicts, fewest first;
/// 6. the sum of the weights of its filled slots, most first;
/// 7. its place in the article, then its canonical form.
///
/// Nobody asked: nothing. `used` are keys that are taken; keys are unique beyond them. Cost: one alignment for each
/// extractor, and the square of the suggestions.
#[must_use]
pub fn fact_suggestions(
    basis: Basis<'_>,
    entry: &Entry,
    proposals: &[Proposal<'_>],
    used: &mut BTreeSet<String>,
) -> Vec<FactSuggestion> {
    let mut merged: BTreeMap<CanonicalFact, FactSuggestion> = BTreeMap::new();
    let mut n_right: BTreeMap<String, usize> = BTreeMap::new();
    for proposal in proposals {
        for judged in judged(basis, entry, proposal) {
            match judged {
                Judged::Right(id) => *n_right.entry(id).or_default() += 1,
                Judged::New(canonical, suggestion) => merge(&mut merged, canonical, *suggestion),
            }
        }
    }
    let mut suggestions: Vec<FactSuggestion> = merged.into_values().collect();
    stand(entry, &mut suggestions, &n_right);
    let place = |one: &FactSuggestion| one.passages.first().map_or(usize::MAX, |span| span.start);
    // Equal ones stay in the order of the canonical form.
    suggestions.sort_by_key(|one| {
        let who = (Reverse(one.by.len()), Reverse(one.n_rivals), one.passages.is_empty(), one.n_with_gold);
        (one.standing, who, Reverse(one.stake), place(one))
    });
    for suggestion in &mut suggestions {
        suggestion.key = distinct(key(&suggestion.fact, basis), used);
    }
    suggestions
}

/// What became of one answer, as far as suggestions care.
enum Judged {
    /// It states the gold fact of this id.
    Right(String),
    /// No label states it.
    New(CanonicalFact, Box<FactSuggestion>),
}

fn judged(basis: Basis<'_>, entry: &Entry, proposal: &Proposal<'_>) -> Vec<Judged> {
    let article = entry.article.text();
    let dates = DateContext { timezone: entry.gold.article.timezone, intervals: IntervalMode::Ladder };
    let context = Context { entities: basis.entities, dates: &dates };
    let rules = Rules { schema: basis.schema, context };
    let gold = &entry.gold;
    let key = Key::new(article, gold.facts.iter(), &gold.distractors, &gold.coverage.types);
    let answers = collapse(article, proposal.predictions);
    let judgement = judge(article, &key, answers, rules, Settings::default());
    let mut all = Vec::new();
    for fact in &judgement.facts {
        let Some(answer) = fact.answer.and_then(|index| judgement.answers.get(index)) else { continue };
        let Some(fact_type) = answer.fact.fact_type.index().and_then(|index| basis.schema.types.get(index))
        else {
            continue;
        };
        let paired = fact.gold.and_then(|index| key.facts.get(index));
        let difference = paired.map(|gold| Difference {
            fact: gold.id.to_string(),
            parts: differing(fact, (&gold.fact, answer), basis),
        });
        match fact.verdict {
            Verdict::Correct => all.extend(difference.map(|gold| Judged::Right(gold.fact))),
            Verdict::Partial | Verdict::Incorrect => match difference {
                Some(gold) if gold.parts.is_empty() => all.push(Judged::Right(gold.fact)),
                difference => all.push(new(proposal, answer, fact_type, difference)),
            },
            Verdict::Spurious | Verdict::Unjudged => all.push(new(proposal, answer, fact_type, None)),
            Verdict::Missing | Verdict::OptionalMissing | Verdict::Distractor | Verdict::NearDuplicate => {}
        }
    }
    all
}

/// Returns the parts that an answer states and that are not right.
fn differing(judged: &FactJudgement, (gold, answer): (&Fact, &Answer), basis: Basis<'_>) -> Vec<String> {
    let wrong = judged
        .parts
        .iter()
        .filter(|part| part.judgement.precision.is_some_and(|comparison| !comparison.score.is_one()));
    wrong.map(|part| part_name(part.part, (Some(gold), Some(&answer.fact)), basis.schema)).collect()
}

fn new(
    proposal: &Proposal<'_>,
    answer: &Answer,
    fact_type: &FactType,
    differs: Option<Difference>,
) -> Judged {
    let filled = answer.fact.slots.iter().zip(&fact_type.slots).filter(|(slot, _)| slot.is_some());
    let suggestion = FactSuggestion {
        key: String::new(),
        fact: answer.fact.clone(),
        by: vec![proposal.extractor.to_owned()],
        standing: Standing::Single,
        n_rivals: 0,
        differs,
        n_with_gold: 0,
        stake: filled.map(|(_, spec)| spec.weight).sum(),
        passages: answer.grounding.passages.clone(),
    };
    Judged::New(answer.canonical.clone(), Box::new(suggestion))
}

fn merge(
    merged: &mut BTreeMap<CanonicalFact, FactSuggestion>,
    canonical: CanonicalFact,
    suggestion: FactSuggestion,
) {
    let Some(known) = merged.get_mut(&canonical) else {
        merged.insert(canonical, suggestion);
        return;
    };
    known.by.extend(suggestion.by);
    known.fact.evidence.extend(suggestion.fact.evidence);
    known.fact.evidence.sort();
    known.fact.evidence.dedup();
    known.passages.extend(suggestion.passages);
    known.passages.sort_by_key(|span| (span.start, span.end));
    known.passages.dedup();
    known.differs = known.differs.take().or(suggestion.differs);
}

/// Finds who contradicts whom.
fn stand(entry: &Entry, suggestions: &mut [FactSuggestion], n_right: &BTreeMap<String, usize>) {
    let article = entry.article.text();
    let sentences: Vec<BTreeSet<usize>> = suggestions
        .iter()
        .map(|one| {
            let starts = one.passages.iter().filter_map(|span| article.sentence_at(span.start));
            starts.map(|sentence| sentence.start).collect()
        })
        .collect();
    let about = |one: &FactSuggestion| one.differs.as_ref().map(|differs| differs.fact.clone());
    let rivals: Vec<usize> = (0..suggestions.len())
        .map(|index| {
            let one = &suggestions[index];
            let is_rival = |other: usize| {
                let rival = &suggestions[other];
                let is_same_fact = about(one).is_some() && about(one) == about(rival);
                other != index
                    && rival.fact.fact_type == one.fact.fact_type
                    && (is_same_fact || !sentences[index].is_disjoint(&sentences[other]))
            };
            let others = (0..suggestions.len()).filter(|other| is_rival(*other));
            let who: BTreeSet<&String> = others.flat_map(|other| &suggestions[other].by).collect();
            who.into_iter().filter(|who| !one.by.contains(who)).count()
        })
        .collect();
    for (one, n_rivals) in suggestions.iter_mut().zip(rivals) {
        one.n_rivals = n_rivals;
        one.n_with_gold = about(one).and_then(|id| n_right.get(&id).copied()).unwrap_or(0);
        one.standing = match (one.by.len(), n_rivals) {
            (2.., _) => Standing::Agreed,
            (_, 1..) => Standing::Contested,
            (_, _) => Standing::Single,
        };
    }
}

/// Returns the key of a fact: its type and the values of its slots, who said it where the values are few.
fn key(fact: &Fact, basis: Basis<'_>) -> String {
    let fact_type = fact.fact_type.index().and_then(|index| basis.schema.types.get(index));
    let Some(fact_type) = fact_type else { return key_of("fact", "") };
    let filled = fact.slots.iter().zip(&fact_type.slots);
    let stated = filled.filter_map(|(slot, spec)| match slot {
        Some(slot @ Slot::Stated(_)) if spec.kind != Kind::Text => Some(slot.to_string()),
        Some(_) | None => None,
    });
    let words: Vec<String> = stated.collect();
    key_of(&fact_type.name, &words.join(" "))
}
