//! Several extractors side by side, and what went wrong with each.

use std::collections::BTreeSet;

use crate::evaluate::ArticleReport;
use crate::evaluate::primary::{primary_figure, scope_of};
use crate::project::primary::{Primary, PrimaryScope};
use crate::report::leaderboard::{Standing, leaderboard_text};
use crate::report::terminal::trouble::{push_failures, push_oddities, push_repeats};
use crate::report::terminal::{BOLD, DIM, doctor_command, heading, line};
use crate::report::words::{cost, counted, printable, shell_word};
use crate::report::{Measured, Report};

/// Shows several extractors by the primary figure, then by each view that one of them was declared for.
pub(super) fn push_side_by_side(
    text: &mut String,
    report: &Report<'_>,
    several: &[Measured],
    width: Option<u16>,
) {
    let n_articles = several.first().map_or(0, |measured| measured.first().articles.len());
    line(
        text,
        &format!(
            "{BOLD}{}{BOLD:#} · {}{} {DIM}· preset {} · semantics {} · karat {}{DIM:#}",
            counted(several.len() as u64, "extractor", "extractors"),
            counted(n_articles as u64, "article", "articles"),
            report.selection,
            report.preset,
            report.semantics,
            report.version
        ),
    );
    for primary in compared(report.primary, several) {
        heading(text, &format!("by {primary}"));
        let judged = several.iter().filter(|measured| is_judged(measured, &primary.scope));
        let standings = judged.map(|measured| standing(measured, &primary)).collect();
        text.push_str(&leaderboard_text("figure", standings, width));
    }
    for measured in several {
        let has_trouble = measured.repeats.iter().flat_map(|repeat| &repeat.articles).any(has_failed);
        if has_trouble || !measured.oddities.is_empty() || !measured.flaky.is_empty() {
            heading(text, &printable(&measured.first().name));
            push_failures(text, measured);
            push_oddities(text, measured);
            push_repeats(text, report, measured, width);
        }
    }
    let next = several.iter().find_map(doctor_command).or_else(|| {
        let name = shell_word(&several.first()?.first().name);
        Some(format!("karat score {name}{BOLD:#} shows where one loses its points{BOLD}"))
    });
    if let Some(next) = next {
        line(text, &format!("\nnext: {BOLD}{next}{BOLD:#}"));
    }
}

/// Returns the figures by which extractors are compared: the primary one if anybody has it, then each declared view.
fn compared(primary: &Primary, several: &[Measured]) -> Vec<Primary> {
    let mut figures = Vec::new();
    if several.iter().any(|measured| is_judged(measured, &primary.scope)) {
        figures.push(primary.clone());
    }
    let views: BTreeSet<&String> = several.iter().flat_map(|measured| &measured.views).collect();
    for view in views {
        let of_view = Primary { scope: PrimaryScope::View(view.clone()), ..Primary::default() };
        if of_view != *primary {
            figures.push(of_view);
        }
    }
    figures
}

/// Says whether an extractor answers for a scope: those declared for views answer for these and for no facts.
fn is_judged(measured: &Measured, scope: &PrimaryScope) -> bool {
    match scope {
        PrimaryScope::View(view) => measured.views.is_empty() || measured.views.contains(view),
        PrimaryScope::Overall | PrimaryScope::Exhaustive | PrimaryScope::Answered | PrimaryScope::Type(_) => {
            measured.views.is_empty()
        }
    }
}

fn standing<'m>(measured: &'m Measured, primary: &Primary) -> Standing<'m> {
    let report = measured.first();
    Standing {
        name: &report.name,
        figure: primary_figure(&report.totals, primary),
        scope: scope_of(&report.totals, &primary.scope),
        n_distractors: report.totals.overall.tally.distractor,
        n_failed: measured
            .repeats
            .iter()
            .flat_map(|repeat| &repeat.articles)
            .filter(|article| has_failed(article))
            .count() as u64,
        cost: measured.usage.cost_micros.map(|micros| cost(micros, &measured.currency)).unwrap_or_default(),
    }
}

fn has_failed(article: &ArticleReport) -> bool {
    article.failure.is_some()
}
