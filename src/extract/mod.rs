//! Extractors: whatever reads an article and answers with predictions, behind one trait.

use crate::corpus::{Corpus, Entry};
use crate::extract::failure::{Failure, FailureKind};
use crate::extract::source::Usage;
use crate::fact::Prediction;
use crate::schema::Schema;
use crate::schema::entities::Entities;
use crate::text::prepared::ArticleText;
use crate::value::Language;
use crate::value::date::{Date, Zone};

pub mod failure;
mod json;
pub mod request;
pub mod answer;
pub mod contract;
pub mod environment;
pub mod secrets;
pub mod source;
pub(crate) mod usage;
pub mod transform;
pub(crate) mod reply;
#[cfg(feature = "http")]
pub mod http;
pub mod process;
pub mod command;
pub mod worker;
pub mod none;
pub mod gold;
pub mod file;
pub mod rules;

/// What an extractor is given for one article.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// The article's id.
    pub id: &'a str,
    /// The article's text as stored.
    pub text: &'a ArticleText,
    /// The language tag, such as `fr`.
    pub language: &'a str,
    /// The day of publication, from which "mardi" counts.
    pub published: Option<&'a Date>,
    /// The zone of bare local times, where the article has one.
    pub timezone: Option<Zone>,
    /// The types asked for.
    pub schema: &'a Schema,
    /// The names that are known.
    pub entities: &'a Entities,
    /// The only views asked for, by position; empty asks for facts.
    pub views: &'a [usize],
}

impl<'a> Request<'a> {
    /// Returns the request for an article of a corpus: nothing in it tells what the labels say.
    #[must_use]
    pub fn new(corpus: &'a Corpus, entry: &'a Entry) -> Self {
        let notes = &entry.gold.article;
        Self {
            id: entry.article.id(),
            language: &notes.language,
            published: notes.published.as_ref(),
            timezone: notes.timezone,
            ..Self::bare(entry.article.text(), &corpus.schema, &corpus.entities)
        }
    }

    /// Returns a request about a text of which nothing else is known: no id, no language, no day.
    #[must_use]
    pub const fn bare(text: &'a ArticleText, schema: &'a Schema, entities: &'a Entities) -> Self {
        Self { id: "", text, language: "", published: None, timezone: None, schema, entities, views: &[] }
    }

    /// Returns the language in which values are read leniently.
    #[must_use]
    pub fn reading_language(&self) -> Language {
        Language::from_tag(self.language)
    }
}

/// How an extractor fared on one article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It answered; nothing returned is an answer too.
    Answered(Vec<Prediction>),
    /// It did not answer; counted as an empty answer and shown.
    Failed(Failure),
}

impl Outcome {
    /// Returns a failure.
    #[must_use]
    pub fn failed(kind: FailureKind, detail: impl Into<String>) -> Self {
        Self::Failed(Failure::new(kind, detail))
    }

    /// Returns what was predicted: nothing after a failure.
    #[must_use]
    pub fn predictions(&self) -> &[Prediction] {
        match self {
            Self::Answered(predictions) => predictions,
            Self::Failed(_) => &[],
        }
    }
}

/// Reads articles and answers with what they say.
///
/// Articles may be asked for in any order, and several at a time.
pub trait Extractor: Sync {
    /// Returns the name that reports and snapshots show.
    fn name(&self) -> &str;

    /// Answers for one article.
    fn extract(&self, request: &Request<'_>) -> Outcome;

    /// Returns what the answer for an article cost, where that is known; nothing otherwise.
    fn usage(&self, _request: &Request<'_>) -> Usage {
        Usage::default()
    }
}
