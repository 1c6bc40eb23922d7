//! Rules A: the article that was labelled, and the day it was published.

use crate::lint::cues::Reading;
use crate::lint::show::counted;
use crate::lint::{Bench, Findings, Label, Passage};
use crate::problem::{Fix, Level, Problem};
use crate::text::clean::TextFinding;
use crate::value::date::Date;
use crate::value::{Slot, Value};

/// How much of a hash a message shows; the help shows all of it.
const HASH_DIGITS_SHOWN: usize = 6;

/// Applies the rules about the article; A1 speaks when the corpus is loaded.
pub(super) fn check(bench: &Bench<'_>, findings: &mut Findings<'_>) {
    edition(bench, findings);
    unusual_text(bench, findings);
    if bench.entry.gold.article.published.is_none() {
        bench.facts.iter().for_each(|label| relative_date(bench, label, findings));
    }
}

/// How the quotations of the labels fare in the article.
struct Survey {
    n_found: usize,
    /// Still there, but not where the label looks for them.
    n_moved: usize,
    n_gone: usize,
}

impl Survey {
    fn of(bench: &Bench<'_>) -> Self {
        let mut survey = Self { n_found: 0, n_moved: 0, n_gone: 0 };
        let passages = bench.labels().flat_map(|label| &label.passages).chain(&bench.ignored);
        for Passage { located, .. } in passages {
            match (located.spans.is_empty(), located.n_all) {
                (false, _) => survey.n_found += 1,
                (true, 0) => survey.n_gone += 1,
                (true, _) => survey.n_moved += 1,
            }
        }
        survey
    }

    const fn n_all(&self) -> usize {
        self.n_found + self.n_moved + self.n_gone
    }

    const fn is_whole(&self) -> bool {
        self.n_found == self.n_all()
    }

    /// Writes "5 quotes still match, 1 moved, 1 is gone".
    fn sentence(&self) -> String {
        let verb = if self.n_found == 1 { "matches" } else { "match" };
        let mut parts = vec![format!("{} still {verb}", counted(self.n_found, "quote"))];
        if self.n_moved > 0 {
            parts.push(format!("{} moved", self.n_moved));
        }
        if self.n_gone > 0 {
            parts.push(format!("{} {} gone", self.n_gone, if self.n_gone == 1 { "is" } else { "are" }));
        }
        parts.join(", ")
    }
}

/// A2: the article is one that was labelled.
fn edition(bench: &Bench<'_>, findings: &mut Findings<'_>) {
    let notes = &bench.entry.gold.article;
    let hash = bench.entry.article.sha256();
    let place = notes.places.sha256.clone().unwrap_or_else(|| notes.places.article.clone());
    if bench.is_other_edition {
        let survey = Survey::of(bench);
        let message =
            format!("other edition: {} of {} found", survey.n_found, counted(survey.n_all(), "quote"));
        findings.warn("A2", &place, message);
        return;
    }
    if notes.sha256.is_empty() {
        findings.warn("A2", &place, "no hash of the article: a change of its text will go unnoticed");
        findings
            .help("run karat fmt, which writes it; first make sure that this is the text that was labelled");
        return;
    }
    if notes.sha256.iter().any(|known| known == hash) {
        return;
    }
    let survey = Survey::of(bench);
    let shown = hash.get(..HASH_DIGITS_SHOWN).unwrap_or(hash);
    let message = format!(
        "the article changed since it was labelled ({shown}… is not among its hashes): {}",
        survey.sentence()
    );
    let reanchor = format!("karat reanchor {}", bench.entry.article.id());
    if survey.is_whole() {
        findings.warn("A2", &place, message);
        findings.help(format!("no label is lost: run {reanchor}, which pins the new hash"));
    } else {
        findings.error("A2", &place, message);
        findings.help(format!(
            "run {reanchor}, which finds again what it can and tells what to do about the rest"
        ));
    }
}

/// A3: offsets are the same for every tool.
fn unusual_text(bench: &Bench<'_>, findings: &mut Findings<'_>) {
    for finding in &bench.entry.findings {
        let help = match finding {
            TextFinding::ByteOrderMark => "save the file as UTF-8 without a byte order mark",
            TextFinding::CarriageReturn { .. } => "save the file with plain line ends (LF)",
            TextFinding::NotComposed { .. } => {
                "save the file in NFC: é as one character, not as e and an accent"
            }
            TextFinding::Control { .. } => "remove the control characters from the file",
        };
        let message = format!("{finding}: offsets differ between tools");
        let problem = Problem {
            level: Level::Warning,
            ..Problem::error("A3", bench.entry.article.path(), None, message)
        };
        findings.problems.push(problem.with_help(help).with_fix(Fix::Article));
    }
}

/// A4: a date counted from the day of publication needs that day.
fn relative_date(bench: &Bench<'_>, label: &Label<'_>, findings: &mut Findings<'_>) {
    let counted = own_dates(label)
        .filter_map(|(date, place)| Some((date.first_year()?, place)))
        .chain(label.said_on.and_then(Date::first_year).map(|year| (year, &label.places.id)));
    let reading = Reading::of(bench, label);
    for (year, place) in counted {
        // A year in the sentence says that the date is written out.
        if reading.digits(year, &[]).is_some() {
            continue;
        }
        let Some(cue) = reading.relative_cue() else { return };
        let word = bench.piece(&cue);
        let message =
            format!("fact \"{}\" takes its date from \"{word}\", but article.published is not set", label.id);
        findings.error("A4", place, message);
        findings.help(format!("write under article: published: the day from which \"{word}\" counts"));
        return;
    }
}

/// Returns the dates that a label itself states, with the places of their slots.
fn own_dates<'l>(label: &'l Label<'_>) -> impl Iterator<Item = (&'l Date, &'l std::ops::Range<usize>)> {
    let slots = label.fact.slots.iter().zip(&label.places.slots);
    slots.filter_map(|(slot, place)| {
        let Some(Slot::Stated(choice)) = slot else { return None };
        match choice.best()? {
            Value::Date(date) => Some((date, place.as_ref()?)),
            Value::Duration(_)
            | Value::Count(_)
            | Value::Entity(_)
            | Value::Enum(_)
            | Value::Text(_)
            | Value::Set(_) => None,
        }
    })
}
