//! The report as a terminal shows it: tables, what is lost and why, and the next command to type.

use std::fmt::Write;

use crate::evaluate::rows::FactRow;
use crate::evaluate::totals::{LossKey, LossTotal, Scope, Totals};
use crate::evaluate::{ArticleReport, ExtractorReport};
use crate::report::table::{Column, columns};
use crate::report::terminal::side_by_side::push_side_by_side;
use crate::report::terminal::trouble::{push_failures, push_oddities, push_repeats, push_usage};
use crate::report::words::{counted, facts_lost, figure, grouped, printable, shell_word, shortened};
use crate::report::{Measured, Report};
use crate::score::Verdict;
use crate::score::losses::Side;

mod side_by_side;
mod trouble;

/// How many reasons each ranked list shows.
const REASONS_MAX: usize = 8;
/// How many remarks on the answers are shown.
const REMARKS_MAX: usize = 6;
/// How many of the worst articles are named.
const WORST_MAX: usize = 5;

pub(crate) const BOLD: anstyle::Style = anstyle::Style::new().bold();
pub(crate) const DIM: anstyle::Style = anstyle::Style::new().dimmed();

/// Returns the report as styled text: the tables of one extractor, or several side by side.
///
/// `width` is in columns, `None` wraps nothing.
#[must_use]
pub fn report_text(report: &Report<'_>, width: Option<u16>) -> String {
    let mut text = String::new();
    match report.extractors {
        [only] => {
            push_extractor(&mut text, report, only, width);
            if let Some(next) = doctor_command(only).or_else(|| next_command(only.first(), &only.options)) {
                line(&mut text, &format!("\nnext: {BOLD}{next}{BOLD:#}"));
            }
        }
        several => push_side_by_side(&mut text, report, several, width),
    }
    text
}

fn push_extractor(text: &mut String, report: &Report<'_>, measured: &Measured, width: Option<u16>) {
    let extractor = measured.first();
    let totals = &extractor.totals;
    let has_facts = !totals.types.is_empty();
    line(text, &title(report, extractor));
    push_failures(text, measured);
    push_oddities(text, measured);
    push_usage(text, measured);
    push_repeats(text, report, measured, width);
    if !has_facts && totals.views.values().all(|scope| scope.tally.is_rightly_empty()) {
        let n_empty = counted(totals.overall.n_rightly_empty, "article", "articles");
        line(text, &format!("nothing expected and nothing returned: {n_empty} rightly empty, in no figure"));
        return;
    }
    if has_facts {
        line(text, &headline(totals));
        line(text, "");
        text.push_str(&figure_table(type_table(totals, extractor), width));
    }
    if !totals.views.is_empty() {
        heading(text, "values, whatever fact they stand in");
        text.push_str(&figure_table(view_table(totals), width));
    }
    if has_facts {
        line(text, "");
        text.push_str(&columns(&[Column::Words, Column::Words], &evidence_lines(totals), width));
    }
    push_losses(text, "what we miss", &totals.ranked_losses(Side::Recall), width);
    push_losses(text, "what we get wrong", &totals.ranked_losses(Side::Precision), width);
    push_remarks(text, totals, width);
    if has_facts {
        push_worst(text, extractor, width);
    }
}

pub(crate) fn line(text: &mut String, content: &str) {
    writeln!(text, "{content}").expect("writing to a string cannot fail");
}

pub(crate) fn heading(text: &mut String, content: &str) {
    line(text, &format!("\n{BOLD}{content}{BOLD:#}"));
}

fn title(report: &Report<'_>, extractor: &ExtractorReport) -> String {
    let n_articles = counted(extractor.articles.len() as u64, "article", "articles");
    let name = printable(&extractor.name);
    let selection = report.selection;
    format!(
        "{BOLD}{name}{BOLD:#} · {n_articles}{selection} {DIM}· preset {} · semantics {} · karat {}{DIM:#}",
        report.preset, report.semantics, report.version
    )
}

fn headline(totals: &Totals) -> String {
    let f1 = figure(totals.exhaustive.tally.graded().f1);
    let recall = figure(totals.overall.tally.graded().recall);
    let precision = figure(totals.overall.tally.graded().precision);
    let tally = &totals.overall.tally;
    format!(
        "graded F1 {BOLD}{f1}{BOLD:#} where labels are complete · recall {BOLD}{recall}{BOLD:#} over all {}\nP {precision}, {} judged, {} unjudged",
        counted(tally.expected, "fact", "facts"),
        grouped(tally.returned),
        grouped(tally.unjudged),
    )
}

/// The columns of figures after the name, and the width from which each is shown.
const FIGURE_COLUMNS: [(&str, u16); 9] = [
    ("facts", 0),
    ("judged", 0),
    ("unjudged", 0),
    ("strict P", 104),
    ("R", 104),
    ("strict F1", 84),
    ("graded P", 0),
    ("R", 0),
    ("graded F1", 0),
];

/// Returns a table of figures with the columns that the width has room for.
fn figure_table(mut rows: Vec<Vec<String>>, width: Option<u16>) -> String {
    let has_room = |least: u16| width.is_none_or(|width| width >= least);
    let shown: Vec<bool> =
        std::iter::once(true).chain(FIGURE_COLUMNS.iter().map(|(_, least)| has_room(*least))).collect();
    for row in &mut rows {
        let mut is_shown = shown.iter();
        row.retain(|_| is_shown.next().copied().unwrap_or(true));
    }
    let mut layout = vec![Column::Name];
    layout.resize(shown.iter().filter(|is_shown| **is_shown).count(), Column::Number);
    columns(&layout, &rows, width)
}

fn figure_head(name: &str) -> Vec<String> {
    std::iter::once(name).chain(FIGURE_COLUMNS.iter().map(|(head, _)| *head)).map(str::to_owned).collect()
}

fn figure_row(name: &str, scope: &Scope) -> Vec<String> {
    let tally = &scope.tally;
    let mut row =
        vec![printable(name), grouped(tally.expected), grouped(tally.returned), grouped(tally.unjudged)];
    for figures in [tally.strict(), tally.graded()] {
        row.extend([figures.precision, figures.recall, figures.f1].map(figure));
    }
    row
}

fn type_table(totals: &Totals, extractor: &ExtractorReport) -> Vec<Vec<String>> {
    let mut rows = vec![figure_head("type")];
    rows.extend(totals.types.iter().map(|(name, scope)| figure_row(name, scope)));
    rows.push(figure_row("all", &totals.overall));
    rows.push(figure_row("labels complete", &totals.exhaustive));
    let n_failed = extractor.articles.iter().filter(|article| article.failure.is_some()).count();
    if n_failed > 0 {
        rows.push(figure_row("on answered articles", &totals.answered));
    }
    rows
}

fn view_table(totals: &Totals) -> Vec<Vec<String>> {
    let mut rows = vec![figure_head("view")];
    rows.extend(totals.views.iter().map(|(name, scope)| figure_row(name, scope)));
    rows
}

fn evidence_lines(totals: &Totals) -> Vec<Vec<String>> {
    let tally = &totals.overall.tally;
    let of = |right: u64, judged: u64| format!("{} of {}", grouped(right), grouped(judged));
    let rows = [
        ("quote in the article", of(tally.grounded, tally.groundable)),
        ("quotes the gold's sentence", of(tally.evidence_agreed, tally.evidence_judged)),
        ("speaker right", of(tally.attribution_right, tally.attribution_judged)),
        ("polarity right", of(tally.polarity_right, tally.polarity_judged)),
        ("distractors returned", grouped(tally.distractor)),
        ("gold quotes found", of(totals.anchors.found, totals.anchors.expected)),
    ];
    let mut lines: Vec<Vec<String>> =
        rows.into_iter().map(|(name, value)| vec![name.to_owned(), value]).collect();
    if tally.exact_duplicates > 0 {
        lines.push(vec!["equal facts counted once".to_owned(), grouped(tally.exact_duplicates)]);
    }
    lines
}

fn push_losses(text: &mut String, title: &str, ranked: &[(&LossKey, LossTotal)], width: Option<u16>) {
    if ranked.is_empty() {
        return;
    }
    heading(text, &format!("{title} {DIM}(in facts lost){DIM:#}"));
    let layout = [Column::Number, Column::Words, Column::Words, Column::Number];
    let rows: Vec<Vec<String>> = ranked
        .iter()
        .take(REASONS_MAX)
        .map(|((_, type_name, slot, reason), total)| {
            let place = if slot.is_empty() { type_name.clone() } else { format!("{type_name}.{slot}") };
            let n_facts = format!("×{}", grouped(total.n_facts));
            vec![facts_lost(total.points), printable(&place), printable(reason), n_facts]
        })
        .collect();
    text.push_str(&columns(&layout, &rows, width));
    if ranked.len() > REASONS_MAX {
        line(text, &format!("  {DIM}+{} more reasons{DIM:#}", ranked.len() - REASONS_MAX));
    }
}

/// Shows what was forgiven in the answers or could not be read: the first place to look where precision is low.
fn push_remarks(text: &mut String, totals: &Totals, width: Option<u16>) {
    let ranked = totals.ranked_remarks();
    if ranked.is_empty() {
        return;
    }
    heading(text, "how the answers were read");
    let rows: Vec<Vec<String>> = ranked
        .iter()
        .take(REMARKS_MAX)
        .map(|(remark, n_facts)| vec![format!("×{}", grouped(*n_facts)), shortened(&printable(remark), 160)])
        .collect();
    text.push_str(&columns(&[Column::Number, Column::Words], &rows, width));
    if ranked.len() > REMARKS_MAX {
        line(text, &format!("  {DIM}+{} more{DIM:#}", ranked.len() - REMARKS_MAX));
    }
}

fn push_worst(text: &mut String, extractor: &ExtractorReport, width: Option<u16>) {
    if extractor.articles.len() < 2 {
        return;
    }
    let mut worst: Vec<&ArticleReport> =
        extractor.articles.iter().filter(|article| article.totals.overall.graded().f1.is_some()).collect();
    worst.sort_by_key(|article| (article.totals.overall.graded().f1, article.id.clone()));
    if worst.is_empty() {
        return;
    }
    heading(text, "worst articles");
    let rows: Vec<Vec<String>> = worst
        .iter()
        .take(WORST_MAX)
        .map(|article| {
            let tally = &article.totals.overall;
            let detail = format!(
                "{} missing, {} wrong",
                tally.missing,
                tally.incorrect + tally.spurious + tally.distractor
            );
            vec![figure(tally.graded().f1), printable(&article.id), detail]
        })
        .collect();
    text.push_str(&columns(&[Column::Number, Column::Words, Column::Words], &rows, width));
}

/// Returns the command that looks closely at the first article without an answer.
fn doctor_command(measured: &Measured) -> Option<String> {
    let failed = measured.repeats.iter().flat_map(|repeat| &repeat.articles);
    let first = failed.filter(|article| article.failure.is_some()).map(|article| &article.id).next()?;
    Some(format!("karat doctor{} {}", measured.doctor, shell_word(first)))
}

/// Returns the facts of an article; where it was judged on values alone, these with their view.
fn explainable(article: &ArticleReport) -> Vec<(Option<&str>, &FactRow)> {
    if article.rows.is_empty() {
        let views = article.views.iter();
        return views
            .flat_map(|(view, rows)| rows.iter().map(move |row| (Some(view.as_str()), row)))
            .collect();
    }
    article.rows.iter().map(|row| (None, row)).collect()
}

/// Returns the command that explains the gravest loss: a distractor returned, then the heaviest fact lost.
fn next_command(extractor: &ExtractorReport, options: &str) -> Option<String> {
    let gravity = |row: &FactRow| match row.verdict {
        Verdict::Distractor => Some(0_u8),
        Verdict::Incorrect => Some(1),
        Verdict::Spurious | Verdict::NearDuplicate => Some(2),
        Verdict::Partial => Some(3),
        Verdict::Missing => Some(4),
        Verdict::Correct | Verdict::OptionalMissing | Verdict::Unjudged => None,
    };
    let mut gravest: Option<(u8, String, String)> = None;
    for article in &extractor.articles {
        for (view, row) in explainable(article) {
            let Some(grade) = gravity(row) else { continue };
            if gravest.as_ref().is_none_or(|(known, ..)| grade < *known) {
                let number = row.extra.map(|number| format!("+{number}"));
                let fact = row.fact_id.clone().or(number)?;
                let view = view.map(|view| format!(" --view {}", shell_word(view))).unwrap_or_default();
                gravest = Some((grade, format!("{}/{fact}", article.id), view));
            }
        }
    }
    let (_, fact, view) = gravest?;
    let options = format!("{view}{options}");
    // Behind `--`, which a fact that starts with a dash needs, options are none any more.
    Some(match shell_word(&fact) {
        word if word.starts_with("-- ") => format!("karat explain{options} {word}"),
        word => format!("karat explain {word}{options}"),
    })
}
