//! Rule R1: labels are confirmed by people, and by as many as the status says.

use crate::gold::{Annotator, Gold, Status};
use crate::lint::show::{counted, listed};
use crate::lint::{Bench, Findings};
use crate::problem::Level;
use crate::value::date::{Date, Unit};

/// The role of whoever made the labels; so is everybody who names none.
const LABELLER: &str = "labeller";

/// Applies the rule to what one gold file says of itself.
pub(super) fn check(bench: &Bench<'_>, findings: &mut Findings<'_>) {
    let gold = &bench.entry.gold;
    draft(gold, findings);
    suggestions(gold, findings);
    lonely(gold, findings);
}

fn draft(gold: &Gold, findings: &mut Findings<'_>) {
    if gold.status == Status::Draft {
        let place = &gold.article.places.article;
        findings.add(Level::Info, "R1", place, "the status is draft: score leaves this article out");
        findings.help("write status: labelled when the labels are done, or give score --drafts");
    }
}

/// Facts that a tool proposed and nobody took `draft: true` off.
fn suggestions(gold: &Gold, findings: &mut Findings<'_>) {
    let open: Vec<_> = gold.facts.iter().filter(|fact| fact.is_draft && fact.by.is_some()).collect();
    let Some(first) = open.first() else { return };
    let verb = if open.len() == 1 { "was" } else { "were" };
    let message = format!("{} {verb} suggested by a tool and never confirmed", counted(open.len(), "fact"));
    findings.warn("R1", &first.places.id, message);
    let ids = listed(open.iter().map(|fact| &*fact.id));
    findings.help(format!("read each beside the article, then remove draft: true: {ids}"));
}

/// A status that two people are needed for, and one is listed.
fn lonely(gold: &Gold, findings: &mut Findings<'_>) {
    let Some(word) = word_of_reviewed(gold.status) else { return };
    if others(gold).next().is_some() {
        return;
    }
    let who = if gold.annotators.is_empty() { "nobody is" } else { "nobody but the labeller is" };
    let place = gold.article.places.status.as_ref().unwrap_or(&gold.article.places.article);
    findings.warn("R1", place, format!("status is {word}, but {who} listed"));
    findings.help("add {by: NAME, role: reviewer, at: DAY} under annotators:, or write status: labelled");
}

/// Returns the word of a status that says that more than one person looked at it.
const fn word_of_reviewed(status: Status) -> Option<&'static str> {
    match status {
        Status::Draft | Status::Labelled => None,
        Status::Reviewed => Some("reviewed"),
        Status::Adjudicated => Some("adjudicated"),
        Status::Locked => Some("locked"),
    }
}

/// Returns who worked on a file and is none of its labellers.
fn others(gold: &Gold) -> impl Iterator<Item = &Annotator> {
    let labels = |annotator: &&Annotator| annotator.role.as_deref().is_none_or(|role| role == LABELLER);
    let is_labeller = move |other: &Annotator| {
        gold.annotators.iter().filter(labels).any(|labeller| labeller.by == other.by)
    };
    gold.annotators.iter().filter(move |annotator| !is_labeller(annotator))
}

/// Returns the day of the last review of a file that says it is reviewed; `None` where no day is written.
#[must_use]
pub fn review_day(gold: &Gold) -> Option<&Date> {
    word_of_reviewed(gold.status)?;
    let days = others(gold).filter_map(|annotator| annotator.at.as_ref());
    days.filter(|day| day.precision() == Unit::Day).max_by_key(|day| day.first_day())
}
