//! Explains one fact on a terminal: both sides, every slot's score and reason, and the sentence with its quote.

use std::fmt::Write;
use std::ops::Range;

use crate::evaluate::rows::{FactRow, PartRow};
use crate::report::table::{Column, columns};
use crate::report::words::{credit, decimal, printable, shortened};
use crate::score::Verdict;
use crate::score::losses::Side;
use crate::text::prepared::ArticleText;

const BOLD: anstyle::Style = anstyle::Style::new().bold();
const DIM: anstyle::Style = anstyle::Style::new().dimmed();

/// How much of a value is shown in the table of slots, in characters.
const VALUE_CHARACTERS_MAX: usize = 120;
/// How much of a whole fact is shown, in characters.
const FACT_CHARACTERS_MAX: usize = 600;
/// How many places with quotes are looked at.
const PASSAGES_MAX: usize = 100;
/// How many sentences with quotes are shown.
const SENTENCES_MAX: usize = 12;
/// How many places of one sentence are named.
const PLACES_MAX: usize = 6;

/// The article that a fact is about.
#[derive(Clone, Copy, Debug)]
pub struct Place<'a> {
    /// The id.
    pub id: &'a str,
    /// The file.
    pub path: &'a str,
    /// The text.
    pub text: &'a ArticleText,
}

/// Returns the explanation of one fact as styled text; `width` is in columns, `None` wraps nothing.
#[must_use]
pub fn explain_text(place: Place<'_>, row: &FactRow, extractor: &str, width: Option<u16>) -> String {
    let mut text = String::new();
    let extra = row.extra.map(|number| format!("+{number}")).unwrap_or_default();
    let name = row.fact_id.as_deref().unwrap_or(&extra);
    let title = format!("{BOLD}{}/{}{BOLD:#} · {}", place.id, name, printable(extractor));
    line(&mut text, &format!("{title} · {BOLD}{}{BOLD:#}", row.verdict.word()));
    line(&mut text, &verdict_line(row));
    line(&mut text, "");
    text.push_str(&columns(&[Column::Words, Column::Words], &side_rows(row), width));
    push_parts(&mut text, &row.parts, width);
    push_losses(&mut text, row, width);
    push_passages(&mut text, place, "gold quotes", &row.gold_passages, width);
    push_passages(&mut text, place, "prediction quotes", &row.predicted_passages, width);
    if row.predicted.is_some() && row.predicted_passages.is_empty() {
        line(&mut text, "\nthe prediction quotes nothing that stands in the article");
    }
    for remark in &row.remarks {
        line(&mut text, &format!("\nnote: {}", printable(remark)));
    }
    text
}

fn line(text: &mut String, content: &str) {
    writeln!(text, "{content}").expect("writing to a string cannot fail");
}

fn verdict_line(row: &FactRow) -> String {
    let mut line = match row.verdict {
        Verdict::Correct => "nothing lost".to_owned(),
        Verdict::Partial => "paired, and something lost".to_owned(),
        Verdict::Incorrect => "paired only because both speak of the same; worth nothing".to_owned(),
        Verdict::Missing => "no prediction is about this fact".to_owned(),
        Verdict::OptionalMissing => "not returned, which costs nothing: the fact is optional".to_owned(),
        Verdict::Distractor => "fits a distractor better than any fact".to_owned(),
        Verdict::Spurious => "the gold of this article has no such fact".to_owned(),
        Verdict::NearDuplicate => "right, and already given by another prediction".to_owned(),
        Verdict::Unjudged => "the labels do not speak of it: in no figure".to_owned(),
    };
    let (recall, precision) = (credit(row.recall), credit(row.precision));
    line.push_str(&format!(" {DIM}·{DIM:#} recall credit {recall} · precision credit {precision}"));
    line
}

fn side_rows(row: &FactRow) -> Vec<Vec<String>> {
    let side = |fact: Option<&str>| {
        fact.map_or_else(|| "nothing".to_owned(), |fact| shortened(&printable(fact), FACT_CHARACTERS_MAX))
    };
    let mut rows = vec![
        vec!["gold".to_owned(), side(row.gold.as_deref())],
        vec!["predicted".to_owned(), side(row.predicted.as_deref())],
    ];
    if let Some((id, reason)) = &row.distractor {
        rows.push(vec!["distractor".to_owned(), format!("{id}: {}", printable(reason))]);
    }
    if let Some(id) = &row.repeats {
        rows.push(vec!["repeats".to_owned(), id.clone()]);
    }
    rows
}

fn push_parts(text: &mut String, parts: &[PartRow], width: Option<u16>) {
    if parts.is_empty() {
        return;
    }
    line(text, "");
    let head = ["slot", "weight", "gold", "predicted", "recall", "precision", "reason"];
    let mut rows = vec![head.map(str::to_owned).to_vec()];
    for part in parts {
        let shown = |value: &Option<String>| {
            value
                .as_deref()
                .map_or_else(|| "–".to_owned(), |value| shortened(&printable(value), VALUE_CHARACTERS_MAX))
        };
        let weight = u16::try_from(part.weight).map_or_else(|_| part.weight.to_string(), decimal);
        rows.push(vec![
            printable(&part.slot),
            weight,
            shown(&part.gold),
            shown(&part.predicted),
            credit(part.recall),
            credit(part.precision),
            printable(&part.reason),
        ]);
    }
    let words = Column::Words;
    let layout = [words, Column::Number, words, words, Column::Number, Column::Number, words];
    text.push_str(&columns(&layout, &rows, width));
}

fn push_losses(text: &mut String, row: &FactRow, width: Option<u16>) {
    if row.losses.is_empty() {
        return;
    }
    line(text, &format!("\n{BOLD}lost{BOLD:#}"));
    let rows: Vec<Vec<String>> = row
        .losses
        .iter()
        .map(|loss| {
            let side = match loss.side {
                Side::Recall => "recall",
                Side::Precision => "precision",
            };
            let slot = loss.slot.as_deref().unwrap_or("the fact");
            vec![decimal(loss.points), side.to_owned(), printable(slot), printable(&loss.reason)]
        })
        .collect();
    let layout = [Column::Number, Column::Words, Column::Words, Column::Words];
    text.push_str(&columns(&layout, &rows, width));
}

/// Shows each sentence once, with its passages between `⟦` and `⟧` and the places where it stands.
fn push_passages(
    text: &mut String,
    place: Place<'_>,
    title: &str,
    passages: &[Range<usize>],
    width: Option<u16>,
) {
    let sentences = sentences_with(place, passages.get(..PASSAGES_MAX).unwrap_or(passages));
    if sentences.is_empty() {
        return;
    }
    line(text, &format!("\n{BOLD}{title}{BOLD:#}"));
    for (marked, places) in sentences.iter().take(SENTENCES_MAX) {
        let named = places.get(..PLACES_MAX).unwrap_or(places).join(" and ");
        let more = if places.len() > PLACES_MAX { " and more" } else { "" };
        line(text, &format!("  {DIM}{}:{named}{more}{DIM:#}", place.path));
        text.push_str(&columns(&[Column::Words], &[vec![marked.clone()]], width));
    }
    if sentences.len() > SENTENCES_MAX || passages.len() > PASSAGES_MAX {
        line(text, &format!("  and more: {} places in all", passages.len()));
    }
}

/// Returns each sentence once, its passages marked, with the places (line:column) where it stands.
pub(in crate::report) fn sentences_with(
    place: Place<'_>,
    passages: &[Range<usize>],
) -> Vec<(String, Vec<String>)> {
    let mut sentences: Vec<(String, Vec<String>)> = Vec::new();
    let mut shown_to = 0;
    for passage in passages {
        let Some(sentence) = place.text.sentences_around(passage) else { continue };
        if passage.start < shown_to {
            continue;
        }
        shown_to = sentence.end;
        let is_inside = |other: &&Range<usize>| other.start >= sentence.start && other.end <= sentence.end;
        let inside: Vec<&Range<usize>> = passages.iter().filter(is_inside).collect();
        let marked = mark(place.text.as_str(), &sentence, &inside);
        let (line_number, column) = place.text.lines().line_column(passage.start);
        let at = format!("{line_number}:{column}");
        match sentences.iter_mut().find(|(known, _)| *known == marked) {
            Some((_, places)) => places.push(at),
            None => sentences.push((marked, vec![at])),
        }
    }
    sentences
}

fn mark(text: &str, sentence: &Range<usize>, passages: &[&Range<usize>]) -> String {
    let whole = text.get(sentence.clone()).unwrap_or_default();
    let (trimmed, mut marked) = (whole.trim_end(), String::new());
    let end = sentence.start + trimmed.len();
    let mut at = sentence.start + (trimmed.len() - trimmed.trim_start().len());
    for passage in passages {
        if passage.start < at {
            continue;
        }
        marked.push_str(&printable(text.get(at..passage.start).unwrap_or_default()));
        let quote = printable(text.get((*passage).clone()).unwrap_or_default());
        marked.push_str(&format!("⟦{quote}⟧"));
        at = passage.end;
    }
    marked.push_str(&printable(text.get(at..end.max(at)).unwrap_or_default()));
    marked
}
