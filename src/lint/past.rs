//! Rules F6 and R1 about the past: what gold was in the last commit, and on the day of its review.

use std::collections::BTreeMap;

use crate::corpus::Basis;
use crate::fact::{CanonicalFact, Evidence};
use crate::gold::{Gold, GoldFact};
use crate::lint::reviews::review_day;
use crate::lint::show::{counted, listed};
use crate::lint::{Findings, Problem};

/// What a gold file was; `None` where nobody knows.
#[derive(Clone, Copy, Debug, Default)]
pub struct Past<'a> {
    /// In the last commit.
    pub at_head: Option<&'a str>,
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
        renamed(&before, &now, &mut findings);
    }
    if let Some(reviewed) = at_review.and_then(read) {
        changed_since_review(&reviewed, &now, &mut findings);
    }
    problems
}

/// F6: a fact has gone, and a new one says the same.
fn renamed(before: &Gold, now: &Gold, findings: &mut Findings<'_>) {
    let by_id = |gold: &Gold| -> BTreeMap<String, CanonicalFact> {
        gold.facts.iter().map(|fact| (fact.id.to_string(), fact.fact.canonical())).collect()
    };
    let (old, new) = (by_id(before), by_id(now));
    let mut gone: Vec<(&String, &CanonicalFact)> =
        old.iter().filter(|(id, _)| !new.contains_key(*id)).collect();
    for fact in now.facts.iter().filter(|fact| !old.contains_key(&*fact.id)) {
        let canonical = fact.fact.canonical();
        let Some(index) = gone.iter().position(|(_, other)| **other == canonical) else { continue };
        let (was, _) = gone.remove(index);
        let message = format!(
            "\"{}\" seems to be \"{was}\" renamed since HEAD: snapshots will show one fact gone and one new",
            fact.id
        );
        findings.warn("F6", &fact.places.id, message);
        findings.help(format!("keep \"{was}\" unless the new id is worth it; a commit ends this warning"));
    }
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
