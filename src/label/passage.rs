//! Finds what is quoted in the article, and copies the article's characters.

use std::ops::Range;

use crate::label::draft::{COMMAND_LINE, Field, LabelKind, Typed};
use crate::label::reader::Reader;
use crate::text::closest::closest;
use crate::text::diff::diff_marks;
use crate::text::paragraphs::n_surroundings;
use crate::text::quote::{How, Located, Quote, locate};

/// More places than this are not listed.
const PLACES_SHOWN_MAX: usize = 5;
/// How much of a sentence tells it from others, in characters.
const HINT_CHARACTERS_MAX: usize = 50;

/// A quotation as typed, with what narrows it.
struct Passage<'d> {
    quote: &'d Typed,
    occurrence: Option<&'d Typed>,
    before: Option<&'d Typed>,
    after: Option<&'d Typed>,
}

impl<'a> Reader<'a> {
    /// Reads all quotations; returns them with the place of the first in the article.
    pub(super) fn quotes(&mut self) -> (Vec<Quote>, Option<usize>) {
        let mut quotes: Vec<Quote> = Vec::new();
        let mut anchor: Option<usize> = None;
        for passage in self.passages() {
            let Some((quote, start)) = self.quote(&passage) else { continue };
            if quotes.contains(&quote) {
                self.error("Y2", &passage.quote.place, "the same words are quoted twice");
                self.help("remove one");
                continue;
            }
            quotes.push(quote);
            anchor = Some(anchor.map_or(start, |first| first.min(start)));
        }
        (quotes, anchor)
    }

    /// Puts what narrows a quotation beside the quotation that stands before it.
    fn passages(&mut self) -> Vec<Passage<'a>> {
        let draft = self.draft;
        let mut passages: Vec<Passage<'a>> = Vec::new();
        for part in &draft.parts {
            let value = &part.value;
            let passage = passages.last_mut();
            let target = match part.field {
                Field::Quote => {
                    passages.push(Passage { quote: value, occurrence: None, before: None, after: None });
                    continue;
                }
                Field::Occurrence => passage.map(|passage| &mut passage.occurrence),
                Field::Before => passage.map(|passage| &mut passage.before),
                Field::After => passage.map(|passage| &mut passage.after),
                Field::Type
                | Field::Slot(_)
                | Field::Id
                | Field::SameAs
                | Field::SaidBy
                | Field::Polarity
                | Field::SaidOn
                | Field::Needs
                | Field::Tags
                | Field::Note
                | Field::By
                | Field::Reason
                | Field::Optional
                | Field::Weight
                | Field::Draft => continue,
            };
            match target {
                Some(empty @ None) => *empty = Some(value),
                Some(Some(_)) => {
                    self.error(
                        "Y2",
                        &value.place,
                        format!("{} is given twice for one quote", part.field.word()),
                    );
                    self.help("remove one");
                }
                None => {
                    self.error("Y2", &value.place, format!("{} stands before any quote", part.field.word()));
                    self.help("write it behind the quote that it narrows");
                }
            }
        }
        passages
    }

    fn quote(&mut self, passage: &Passage<'_>) -> Option<(Quote, usize)> {
        let typed = passage.quote.trimmed();
        if typed.text.is_empty() {
            self.error("Y2", &typed.place, "the quote is empty");
            self.help("copy the words of the article that state the fact");
            return None;
        }
        let text = |typed: Option<&Typed>| typed.map(|typed| typed.text.trim().to_owned());
        let is_all = passage.occurrence.is_some_and(|occurrence| occurrence.text.trim() == "all");
        let occurrence = passage.occurrence.filter(|_| !is_all);
        let occurrence = match occurrence.map(|typed| self.occurrence(typed)) {
            Some(None) => return None,
            Some(number) => number,
            None => None,
        };
        let quote = Quote {
            text: typed.text.clone(),
            occurrence,
            before: text(passage.before),
            after: text(passage.after),
        };
        let article = self.context.article.text();
        let located = locate(article, &quote);
        let Some(first) = located.spans.first() else {
            self.lost(passage, &located, &quote);
            return None;
        };
        // Page furniture stands wherever it stands.
        let is_one = is_all || self.draft.kind == LabelKind::Ignored;
        if !is_one && n_surroundings(article, &located.spans, 2) > 1 {
            self.ambiguous(&typed, &located);
            return None;
        }
        let text = match located.how {
            How::Exact => quote.text,
            How::Folded => article.as_str().get(first.clone()).unwrap_or_default().to_owned(),
        };
        Some((Quote { text, ..quote }, first.start))
    }

    fn occurrence(&mut self, typed: &Typed) -> Option<usize> {
        let number = typed.text.trim().parse().ok().filter(|number| *number > 0);
        if number.is_none() {
            self.error("E3", &typed.place, format!("\"{}\" is not a place of the quote", typed.text));
            self.help("write 1 for the first, 2 for the second, or all");
        }
        number
    }

    /// Tells why a quotation leads to no place.
    fn lost(&mut self, passage: &Passage<'_>, located: &Located, quote: &Quote) {
        let place = &passage.quote.place;
        if located.n_all == 0 {
            self.not_found(&passage.quote.trimmed());
        } else if located.n_beside == 0 {
            let beside = passage.before.or(passage.after).map_or(place, |beside| &beside.place);
            self.error("E3", &beside.clone(), "these words do not stand beside the quote");
            self.help("copy the words that stand beside it, in its sentence or the one next to it");
        } else {
            let place = passage.occurrence.map_or(place, |occurrence| &occurrence.place);
            let number = quote.occurrence.unwrap_or_default();
            let times = if located.n_beside == 1 { "time" } else { "times" };
            let message = format!("occurrence {number}, but the quote appears {} {times}", located.n_beside);
            self.error("E3", &place.clone(), message);
            self.help(match located.n_beside {
                1 => "leave it out, the quote is clear without it".to_owned(),
                n => format!("write a number from 1 to {n}, or all"),
            });
        }
    }

    fn not_found(&mut self, typed: &Typed) {
        let article = self.context.article;
        let Some(closest) = closest(article.text(), &typed.text) else {
            let message = "quote not found, and nothing in the article comes close";
            self.error("E1", &typed.place, message);
            self.help(format!("copy the words from {}", article.path()));
            return;
        };
        let (line, _) = article.text().lines().line_column(closest.span.start);
        let text = article.text().as_str().get(closest.span).unwrap_or_default();
        let marks = diff_marks(&typed.text, text);
        self.error("E1", &typed.place, format!("quote not found; closest text (line {line}): {marks}"));
        self.help(format!("if that is meant, copy it: {text}"));
    }

    /// Tells that a quotation stands in different sentences, and what each place is called.
    fn ambiguous(&mut self, typed: &Typed, located: &Located) {
        let n_places = located.spans.len();
        let article = self.context.article.text();
        let place = |(number, span): (usize, &Range<usize>)| {
            let (line, _) = article.lines().line_column(span.start);
            let around = article.sentence_at(span.start).unwrap_or_default();
            let sentence = article.as_str().get(around).unwrap_or_default().trim();
            let hint: String = sentence.chars().take(HINT_CHARACTERS_MAX).collect();
            let more = if hint.len() < sentence.len() { "…" } else { "" };
            format!("{number} in line {line} (\"{hint}{more}\")")
        };
        let places: Vec<String> = (1..).zip(&located.spans).take(PLACES_SHOWN_MAX).map(place).collect();
        let more = if n_places > PLACES_SHOWN_MAX { ", …" } else { "" };
        self.error(
            "E2",
            &typed.place,
            format!("the quote stands in {n_places} places, in different sentences"),
        );
        let list = places.join(", ");
        let option = if self.draft.source == COMMAND_LINE { "--occurrence N" } else { "occurrence" };
        self.help(format!(
            "quote more words, or add {option}: {list}{more}, or all if each of them states the fact"
        ));
    }
}
