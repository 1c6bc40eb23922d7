//! Rules F6 and R1 about the past: what gold was in the last commit, and on the day of its review.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::align::pair::{Judged, Rules, credit_pair};
use crate::compare::date::{DateContext, IntervalMode};
use crate::compare::slot::Context;
use crate::corpus::Basis;
use crate::credit::Credit;
use crate::fact::{CanonicalFact, Evidence};
use crate::gold::{Gold, GoldFact};
use crate::lint::reviews::review_day;
use crate::lint::show::{counted, listed};
use crate::lint::{Findings, Problem};

/// A fact by the same words that earns this as an answer to another is that fact, corrected; in thousandths.
const RENAMED_SCORE_MIN: u16 = 800;

/// What a gold file was; `None` where nobody knows.
#[derive(Clone, Copy, Debug, Default)]
pub struct Past<'a> {
    /// In the last commit, or in the one that `base` went apart from.
    pub at_head: Option<&'a str>,
    /// What the gold is compared with instead of the last commit: a branch, a tag or a commit.
    pub base: Option<&'a str>,
    /// In the last commit up to the day of its review.
    pub at_review: Option<&'a str>,
}

/// Compares a gold file with what it was; unsorted. Old texts are read with the schema and entities of today.
///
/// A past that is the same text, or that cannot be read, finds nothing.
#[must_use]
pub fn compare(basis: Basis<'_>, file: &str, now: &str, past: Past<'_>) -> Vec<Problem> {
    let read = |text: &str| Gold::decode(file, text, basis.schema, basis.entities).0;
    let differing = |text: &&str| *text != now;
    let (at_head, at_review) = (past.at_head.filter(differing), past.at_review.filter(differing));
    let mut problems = Vec::new();
    if at_head.is_none() && at_review.is_none() {
        return problems;
    }
    let Some(now) = read(now) else { return problems };
    let mut findings = Findings { problems: &mut problems, file };
    if let Some(before) = at_head.and_then(read) {
        let dates = DateContext { timezone: now.article.timezone, intervals: IntervalMode::default() };
        let context = Context { entities: basis.entities, dates: &dates };
        let (pair, rules) = ((&before, &now), Rules { schema: basis.schema, context });
        renamed(pair, past.base, rules, &mut findings);
    }
    if let Some(reviewed) = at_review.and_then(read) {
        changed_since_review(&reviewed, &now, &mut findings);
    }
    problems
}

/// F6: a fact has gone, and a new one says the same, or nearly the same by the same words.
///
/// What a tool proposed and nobody confirmed yet is no fact that somebody renamed.
fn renamed((before, now): (&Gold, &Gold), base: Option<&str>, rules: Rules<'_>, findings: &mut Findings<'_>) {
    let (since, end) = match base {
        Some(base) => (base, ""),
        None => ("HEAD", "; a commit ends this warning"),
    };
    let ids =
        |gold: &Gold| -> BTreeSet<Arc<str>> { gold.facts.iter().map(|fact| Arc::clone(&fact.id)).collect() };
    let (old_ids, new_ids) = (ids(before), ids(now));
    let gone: Vec<&GoldFact> = before.facts.iter().filter(|fact| !new_ids.contains(&fact.id)).collect();
    let is_proposed = |fact: &GoldFact| fact.is_draft && fact.by.is_some();
    let is_new = |fact: &&GoldFact| !old_ids.contains(&fact.id) && !is_proposed(fact);
    let new: Vec<&GoldFact> = now.facts.iter().filter(is_new).collect();
    let alike = |index: usize| {
        let alike = |(old, fact): (usize, &&GoldFact)| Some((likeness(fact, new[index], rules)?, index, old));
        gone.iter().enumerate().filter_map(alike).collect::<Vec<_>>()
    };
    let mut pairs: Vec<(Credit, usize, usize)> = (0..new.len()).flat_map(alike).collect();
    pairs.sort_by_key(|(credit, new, old)| (Reverse(*credit), *new, *old));
    let (mut taken, mut named) = (BTreeSet::new(), BTreeSet::new());
    for (_, index, old) in pairs {
        if named.contains(&index) || !taken.insert(old) {
            continue;
        }
        named.insert(index);
        let (fact, was) = (new[index], &gone[old].id);
        let message = format!(
            "\"{}\" seems to be \"{was}\" renamed since {since}: snapshots will show one fact gone and one new",
            fact.id
        );
        findings.warn("F6", &fact.places.id, message);
        findings.help(format!("keep \"{was}\" unless the new id is worth it{end}"));
    }
}

/// Returns the credit of one fact as an answer to another; `None` if neither the words nor the content is the same.
fn likeness(old: &GoldFact, new: &GoldFact, rules: Rules<'_>) -> Option<Credit> {
    if old.fact.fact_type != new.fact.fact_type {
        return None;
    }
    if old.fact.canonical() == new.fact.canonical() {
        return Some(Credit::ONE);
    }
    if old.fact.evidence.is_empty() || old.fact.evidence != new.fact.evidence {
        return None;
    }
    let fact_type = rules.schema.types.get(old.fact.fact_type.index()?)?;
    let credit = credit_pair(&old.fact, &new.fact, fact_type, Judged::ALL, rules).shown();
    (credit.thousandths() >= RENAMED_SCORE_MIN).then_some(credit)
}

/// R1: facts are not what the reviewer saw.
fn changed_since_review(reviewed: &Gold, now: &Gold, findings: &mut Findings<'_>) {
    let Some(day) = review_day(now) else { return };
    let old: BTreeMap<&str, &GoldFact> = reviewed.facts.iter().map(|fact| (&*fact.id, fact)).collect();
    let is_same = |fact: &&GoldFact| old.get(&*fact.id).is_some_and(|before| seen(before) == seen(fact));
    let mut ids: Vec<&str> = now.facts.iter().filter(|fact| !is_same(fact)).map(|fact| &*fact.id).collect();
    let is_there = |id: &str| now.facts.iter().any(|fact| &*fact.id == id);
    ids.extend(reviewed.facts.iter().map(|fact| &*fact.id).filter(|id| !is_there(id)));
    if ids.is_empty() {
        return;
    }
    let place = now.article.places.status.as_ref().unwrap_or(&now.article.places.article);
    let message = format!("{} changed after the review of {day}", counted(ids.len(), "fact"));
    findings.warn("R1", place, message);
    let ids = listed(ids.into_iter());
    findings.help(format!("have them reviewed again and write the new day, or set status: labelled: {ids}"));
}

/// Returns what a reviewer judges of a fact: what it states and by what, not its marks and notes.
fn seen(fact: &GoldFact) -> (CanonicalFact, &[Evidence], bool, u32) {
    (fact.fact.canonical(), &fact.fact.evidence, fact.is_optional, fact.weight)
}
