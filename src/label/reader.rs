//! Collects what is wrong with a draft while it is read.

use std::ops::Range;

use crate::label::Context;
use crate::label::draft::{Draft, Typed};
use crate::problem::Problem;
use crate::text::likeness::suggest;
use crate::value::Language;

/// The most words that a help lists.
const LISTED_MAX: usize = 30;

/// A draft that is being read, and what was found wrong with it.
pub(super) struct Reader<'a> {
    pub draft: &'a Draft,
    pub context: Context<'a>,
    pub problems: Vec<Problem>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(draft: &'a Draft, context: Context<'a>) -> Self {
        Self { draft, context, problems: Vec::new() }
    }

    /// Returns the language in which values are read.
    pub(super) fn language(&self) -> Language {
        self.context.gold.article.language()
    }

    /// Adds an error at a place.
    pub(super) fn error(&mut self, rule: &'static str, place: &Range<usize>, message: impl Into<String>) {
        self.problems.push(Problem::error(rule, &self.draft.source, Some(place.clone()), message));
    }

    /// Tells what to do next about the error added last.
    pub(super) fn help(&mut self, help: impl Into<String>) {
        self.problems.last_mut().expect("help follows an error").help = Some(help.into());
    }

    /// Tells which word was probably meant by the error added last, or else which there are.
    pub(super) fn did_you_mean(&mut self, word: &str, known: &[&str]) {
        let help = match suggest(word, known.iter().copied()) {
            Some(suggestion) => format!("did you mean \"{suggestion}\"?"),
            None if known.len() > LISTED_MAX => return,
            None => format!("known here: {}", known.join(", ")),
        };
        self.help(help);
    }

    /// Takes the only text of a field that can stand there once.
    pub(super) fn single(&mut self, what: &str, texts: &[&Typed]) -> Option<Typed> {
        if let Some(second) = texts.get(1) {
            self.error("Y2", &second.place, format!("{what} is given twice"));
            self.help("remove one");
        }
        let text = texts.first()?.trimmed();
        if text.text.is_empty() {
            self.error("Y2", &text.place, format!("{what} is empty"));
            self.help("fill it, or leave it out");
            return None;
        }
        Some(text)
    }
}
