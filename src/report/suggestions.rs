//! Shows what is suggested for articles: facts with who proposes them, and passages with the sentence around.

use std::fmt::Write;
use std::ops::Range;

use serde::Serialize;

use crate::report::explain::{Place, sentences_with};
use crate::report::json::REPORT_FORMAT;
use crate::report::table::{Column, columns};
use crate::report::words::{counted, printable};
use crate::schema::Schema;
use crate::schema::print::{print_fact, type_name};
use crate::suggest::facts::{FactSuggestion, Standing};
use crate::suggest::{Candidate, Look, Sheet};

const BOLD: anstyle::Style = anstyle::Style::new().bold();
const DIM: anstyle::Style = anstyle::Style::new().dimmed();

/// How many sentences of one fact are shown.
const SENTENCES_MAX: usize = 3;

/// Returns the sheets as styled text, at most so many suggestions in all; says how many more there are.
///
/// `width` is in columns; `None` wraps nothing. Sheets without suggestions are left out; without any the text is empty.
#[must_use]
pub fn suggestions_text(
    sheets: &[Sheet<'_>],
    schema: &Schema,
    n_max: Option<usize>,
    width: Option<u16>,
) -> String {
    let mut text = String::new();
    let mut n_left = n_max.unwrap_or(usize::MAX);
    let (mut n_more, mut n_articles_more) = (0, 0);
    for sheet in sheets.iter().filter(|sheet| sheet.n_suggestions() > 0) {
        if n_left > 0 {
            push_sheet(&mut text, sheet, schema, (n_left, width));
        } else {
            n_articles_more += 1;
        }
        n_more += sheet.n_suggestions().saturating_sub(n_left);
        n_left = n_left.saturating_sub(sheet.n_suggestions());
    }
    if n_more > 0 {
        let articles = match n_articles_more {
            0 => String::new(),
            n => format!(", {} among them", counted(n, "whole article", "whole articles")),
        };
        line(&mut text, &format!("+{} more{articles}: --all shows them", n_more));
    }
    text
}

fn line(text: &mut String, content: &str) {
    writeln!(text, "{content}").expect("writing to a string cannot fail");
}

fn push_sheet(text: &mut String, sheet: &Sheet<'_>, schema: &Schema, (n_max, width): (usize, Option<u16>)) {
    let numbers = [(sheet.facts.len(), "fact", "facts"), (sheet.candidates.len(), "passage", "passages")];
    let numbers = numbers.into_iter().filter(|(n, ..)| *n > 0);
    let numbers: Vec<String> = numbers.map(|(n, one, many)| counted(n as u64, one, many)).collect();
    line(text, &format!("{BOLD}{}{BOLD:#} · {}\n", printable(sheet.entry.article.id()), numbers.join(" · ")));
    let article = &sheet.entry.article;
    let place = Place { id: article.id(), path: article.path(), text: article.text() };
    for fact in sheet.facts.iter().take(n_max) {
        push_fact(text, place, (fact, schema), width);
    }
    for candidate in sheet.candidates.iter().take(n_max.saturating_sub(sheet.facts.len())) {
        let n_places = match candidate.places.len() {
            1 => String::new(),
            n => format!(" · {n} places"),
        };
        let key = &candidate.key;
        line(text, &format!("{BOLD}{key}{BOLD:#} · {}{n_places}", what(candidate)));
        push_sentences(text, place, candidate.places.get(..1).unwrap_or_default(), width);
        line(text, "");
    }
}

/// Returns what a passage is, for people.
fn what(candidate: &Candidate) -> String {
    let value = printable(&candidate.value);
    match candidate.look {
        Look::Count | Look::Date | Look::Instant | Look::Duration => {
            format!("looks like {}: {value}", candidate.look.noun())
        }
        Look::Sentence => format!("no label quotes this sentence; it holds {value}"),
        Look::Entity => format!("names {value}, and no label does"),
        Look::Name => "looks like a name that entities.yaml does not have".to_owned(),
    }
}

fn push_fact(
    text: &mut String,
    place: Place<'_>,
    (fact, schema): (&FactSuggestion, &Schema),
    width: Option<u16>,
) {
    line(text, &format!("{BOLD}{}{BOLD:#} · {}", fact.key, who(fact)));
    push_words(text, &printable(&print_fact(&fact.fact, schema)), width);
    if let Some(differs) = &fact.differs {
        let parts = differs.parts.iter().map(|part| printable(part)).collect::<Vec<_>>().join(", ");
        push_words(text, &format!("differs from {} in {parts}", differs.fact), width);
    }
    if fact.passages.is_empty() {
        push_words(text, "quotes nothing that stands in the article, so it cannot be accepted", width);
    }
    push_sentences(text, place, &fact.passages, width);
    line(text, "");
}

/// Returns who proposes a fact, and whether others say otherwise.
fn who(fact: &FactSuggestion) -> String {
    let names = printable(&fact.by.join(", "));
    let others = match fact.n_rivals {
        0 => String::new(),
        n => format!("; {} otherwise", counted(n as u64, "extractor says", "extractors say")),
    };
    match fact.standing {
        Standing::Agreed => format!("{names} agree{others}"),
        Standing::Contested | Standing::Single => format!("{names}{others}"),
    }
}

fn push_words(text: &mut String, words: &str, width: Option<u16>) {
    text.push_str(&columns(&[Column::Words], &[vec![words.to_owned()]], width));
}

fn push_sentences(text: &mut String, place: Place<'_>, passages: &[Range<usize>], width: Option<u16>) {
    let sentences = sentences_with(place, passages);
    for (marked, places) in sentences.iter().take(SENTENCES_MAX) {
        line(text, &format!("  {DIM}{}:{}{DIM:#}", place.path, places.join(" and ")));
        push_words(text, marked, width);
    }
    if sentences.len() > SENTENCES_MAX {
        push_words(
            text,
            &format!(
                "and {} more",
                counted((sentences.len() - SENTENCES_MAX) as u64, "sentence", "sentences")
            ),
            width,
        );
    }
}

#[derive(Serialize)]
struct SuggestionsFile<'s> {
    karat_suggestions: u32,
    articles: Vec<SheetFile<'s>>,
}

#[derive(Serialize)]
struct SheetFile<'s> {
    id: &'s str,
    path: &'s str,
    gold: &'s str,
    facts: Vec<FactFile<'s>>,
    passages: Vec<PassageFile<'s>>,
}

#[derive(Serialize)]
struct FactFile<'s> {
    key: &'s str,
    #[serde(rename = "type")]
    type_name: &'s str,
    fact: String,
    by: &'s [String],
    standing: &'static str,
    rivals: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    differs_from: Option<&'s str>,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    differs_in: &'s [String],
    quotes: Vec<QuoteFile<'s>>,
}

#[derive(Serialize)]
struct PassageFile<'s> {
    key: &'s str,
    looks_like: &'static str,
    value: &'s str,
    quotes: Vec<QuoteFile<'s>>,
}

#[derive(Serialize)]
struct QuoteFile<'s> {
    text: &'s str,
    line: usize,
    column: usize,
}

/// Returns all sheets as JSON, indented by two, ending in a newline.
///
/// # Panics
/// Never: every value written has a form in JSON.
#[must_use]
pub fn suggestions_json(sheets: &[Sheet<'_>], schema: &Schema) -> String {
    let articles = sheets.iter().map(|sheet| sheet_file(sheet, schema)).collect();
    let file = SuggestionsFile { karat_suggestions: REPORT_FORMAT, articles };
    let mut text = serde_json::to_string_pretty(&file).expect("every value written has a form in JSON");
    text.push('\n');
    text
}

fn sheet_file<'s>(sheet: &'s Sheet<'_>, schema: &'s Schema) -> SheetFile<'s> {
    let article = &sheet.entry.article;
    let quotes = |places: &[Range<usize>]| {
        let quote = |place: &Range<usize>| {
            let (line, column) = article.text().lines().line_column(place.start);
            let text = article.text().as_str().get(place.clone()).unwrap_or_default();
            QuoteFile { text, line, column }
        };
        places.iter().map(quote).collect::<Vec<_>>()
    };
    let fact = |one: &'s FactSuggestion| FactFile {
        key: &one.key,
        type_name: type_name(&one.fact.fact_type, schema),
        fact: print_fact(&one.fact, schema),
        by: &one.by,
        standing: one.standing.word(),
        rivals: one.n_rivals,
        differs_from: one.differs.as_ref().map(|differs| differs.fact.as_str()),
        differs_in: one.differs.as_ref().map_or(&[], |differs| &differs.parts),
        quotes: quotes(&one.passages),
    };
    let passage = |one: &'s Candidate| PassageFile {
        key: &one.key,
        looks_like: one.look.word(),
        value: &one.value,
        quotes: quotes(&one.places),
    };
    SheetFile {
        id: article.id(),
        path: article.path(),
        gold: &sheet.entry.gold.path,
        facts: sheet.facts.iter().map(fact).collect(),
        passages: sheet.candidates.iter().map(passage).collect(),
    }
}
