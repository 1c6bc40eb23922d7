//! What went wrong or was odd in a run, what it cost, and what changed from one repeat to another.

use std::collections::BTreeMap;

use crate::evaluate::ArticleReport;
use crate::evaluate::primary::primary_figure;
use crate::extract::failure::{Failure, FailureKind};
use crate::extract::source::Oddity;
use crate::report::table::{Column, columns};
use crate::report::terminal::{BOLD, DIM, heading, line};
use crate::report::words::{cost, counted, figure, grouped, printable, shortened};
use crate::report::{Measured, Report};

/// How many failures are named.
const FAILURES_MAX: usize = 10;
/// How many lines of what a failed extractor wrote to standard error are shown.
const STDERR_LINES_MAX: usize = 4;
/// How much of each.
const STDERR_CHARACTERS_MAX: usize = 160;
/// How many articles are named where something was odd.
const ODD_MAX: usize = 5;
/// How many flaky facts are named.
const FLAKY_MAX: usize = 10;

/// Shows how many articles have no answer and why, and of the first ones exactly what is known.
pub(super) fn push_failures(text: &mut String, measured: &Measured) {
    let failed: Vec<(usize, &ArticleReport, &Failure)> = (1..)
        .zip(&measured.repeats)
        .flat_map(|(number, repeat)| repeat.articles.iter().map(move |article| (number, article)))
        .filter_map(|(number, article)| Some((number, article, article.failure.as_ref()?)))
        .collect();
    if failed.is_empty() {
        return;
    }
    let mut kinds: BTreeMap<FailureKind, u64> = BTreeMap::new();
    for (.., failure) in &failed {
        *kinds.entry(failure.kind).or_default() += 1;
    }
    let kinds: Vec<String> =
        kinds.iter().map(|(kind, n)| format!("{} ×{}", kind.word(), grouped(*n))).collect();
    let n_failed = match measured.repeats.len() {
        1 => format!("{} without an answer", counted(failed.len() as u64, "article", "articles")),
        n_repeats => {
            let n_answers = (n_repeats * measured.first().articles.len()) as u64;
            format!("{} of {} answers are missing", grouped(failed.len() as u64), grouped(n_answers))
        }
    };
    line(text, &format!("{BOLD}{n_failed}{BOLD:#}: {}", kinds.join(", ")));
    for (number, article, failure) in failed.iter().take(FAILURES_MAX) {
        let (name, detail) = (failure.kind.word(), printable(&failure.detail));
        let repeat = if measured.repeats.len() > 1 { format!(" (repeat {number})") } else { String::new() };
        line(text, &format!("  {}{repeat} · {name}: {detail}", printable(&article.id)));
        for tail in last_lines(&failure.stderr, STDERR_LINES_MAX) {
            line(text, &format!("      {DIM}{}{DIM:#}", shortened(&printable(tail), STDERR_CHARACTERS_MAX)));
        }
    }
    if failed.len() > FAILURES_MAX {
        line(text, &format!("  +{} more", failed.len() - FAILURES_MAX));
    }
}

/// Shows what was odd about answers that stand.
pub(super) fn push_oddities(text: &mut String, measured: &Measured) {
    for oddity in Oddity::ALL {
        let ids: Vec<String> = measured
            .oddities
            .iter()
            .filter(|(_, found)| *found == oddity)
            .map(|(id, _)| printable(id))
            .collect();
        if !ids.is_empty() {
            let named = ids.get(..ODD_MAX).unwrap_or(&ids).join(", ");
            let more = if ids.len() > ODD_MAX { ", …" } else { "" };
            line(text, &format!("{} ×{}: {named}{more}", oddity.word(), grouped(ids.len() as u64)));
        }
    }
}

/// Shows what the answers cost.
pub(super) fn push_usage(text: &mut String, measured: &Measured) {
    let usage = &measured.usage;
    if usage.is_empty() {
        return;
    }
    let tokens =
        format!("{} tokens read, {} written", grouped(usage.input_tokens), grouped(usage.output_tokens));
    let paid = usage.cost_micros.map(|micros| format!(" · cost {}", cost(micros, &measured.currency)));
    line(text, &format!("{tokens}{}", paid.unwrap_or_default()));
}

/// Shows the primary figure of every repeat, and the facts that came out differently.
pub(super) fn push_repeats(text: &mut String, report: &Report<'_>, measured: &Measured, width: Option<u16>) {
    if measured.repeats.len() < 2 {
        return;
    }
    let figures: Vec<String> = measured
        .repeats
        .iter()
        .map(|repeat| figure(primary_figure(&repeat.totals, report.primary)))
        .collect();
    let n_repeats = measured.repeats.len();
    line(
        text,
        &format!("{n_repeats} repeats: {} {} · tables show the first", report.primary, figures.join(", ")),
    );
    if measured.flaky.is_empty() {
        let has_failed = measured
            .repeats
            .iter()
            .flat_map(|repeat| &repeat.articles)
            .any(|article| article.failure.is_some());
        let when = if has_failed { " it was answered" } else { "" };
        line(text, &format!("every fact came out the same each time{when}"));
        return;
    }
    let n_flaky = counted(measured.flaky.len() as u64, "fact", "facts");
    heading(text, &format!("flaky: {n_flaky} came out differently"));
    let rows: Vec<Vec<String>> = measured
        .flaky
        .iter()
        .take(FLAKY_MAX)
        .map(|flaky| {
            let verdicts: Vec<&str> = flaky.verdicts.iter().map(|verdict| verdict.word()).collect();
            vec![flaky.ratio(), printable(&format!("{}/{}", flaky.article, flaky.fact)), verdicts.join(", ")]
        })
        .collect();
    text.push_str(&columns(&[Column::Number, Column::Words, Column::Words], &rows, width));
    if measured.flaky.len() > FLAKY_MAX {
        line(text, &format!("  {DIM}+{} more{DIM:#}", measured.flaky.len() - FLAKY_MAX));
    }
}

/// Returns the last lines that say something.
fn last_lines(text: &str, n_max: usize) -> Vec<&str> {
    let lines: Vec<&str> = text.lines().map(str::trim_end).filter(|line| !line.trim().is_empty()).collect();
    lines.get(lines.len().saturating_sub(n_max)..).unwrap_or_default().to_vec()
}
