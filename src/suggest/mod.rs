//! Suggestions: passages that no label covers, and facts that extractors return and no label states.

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::ops::Range;

use crate::corpus::{Basis, Entry};
use crate::mention::name::NameFinder;
use crate::mention::survey::Survey;
use crate::suggest::candidates::{Search, candidates};
use crate::suggest::facts::{FactSuggestion, Proposal, fact_suggestions};
use crate::suggest::sentences::sentences;
use crate::value::Kind;

pub mod accept;
pub mod candidates;
mod cover;
pub mod facts;
mod key;
mod sentences;

/// What a passage looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Look {
    /// A number of people or things.
    Count,
    /// A day, month, season or year.
    Date,
    /// A day with a clock time.
    Instant,
    /// A length of time.
    Duration,
    /// A sentence that no label quotes.
    Sentence,
    /// An entity of entities.yaml that no label names.
    Entity,
    /// A name with a capital that entities.yaml does not have.
    Name,
}

impl Look {
    /// All looks, in the order in which they are worth a labeller's time.
    pub const ALL: [Self; 7] =
        [Self::Count, Self::Instant, Self::Date, Self::Duration, Self::Sentence, Self::Entity, Self::Name];

    /// Returns what people call it, with its article.
    #[must_use]
    pub const fn noun(self) -> &'static str {
        match self {
            Self::Count => "a count",
            Self::Date => "a date",
            Self::Instant => "an instant",
            Self::Duration => "a length of time",
            Self::Sentence => "a sentence",
            Self::Entity => "an entity",
            Self::Name => "a name",
        }
    }

    /// Returns the word of keys and of JSON.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Count => "count",
            Self::Date => "date",
            Self::Instant => "instant",
            Self::Duration => "duration",
            Self::Sentence => "sentence",
            Self::Entity => "entity",
            Self::Name => "name",
        }
    }

    /// Says whether a slot of a kind takes what looks like this.
    #[must_use]
    pub const fn fits(self, kind: Kind) -> bool {
        match self {
            Self::Count => matches!(kind, Kind::Count),
            Self::Date | Self::Instant => matches!(kind, Kind::Date | Kind::Instant),
            Self::Duration => matches!(kind, Kind::Duration),
            Self::Sentence => false,
            Self::Entity | Self::Name => matches!(kind, Kind::Entity),
        }
    }
}

/// A passage that looks like a value and that no label covers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// What it is called on the command line: unique in the article, and the same as long as the passage is.
    pub key: String,
    /// What it looks like.
    pub look: Look,
    /// Where it stands, in bytes of the article: at least one place, ascending, one for each sentence that is not repeated.
    pub places: Vec<Range<usize>>,
    /// The value as gold would write it: `about 3000`, `2022-09-13`, an entity's id, or the name itself; of a sentence
    /// what it holds: `a number, a name`.
    pub value: String,
}

impl Candidate {
    /// Returns where it stands first, in bytes of the article.
    ///
    /// # Panics
    /// If it stands nowhere, which no candidate does.
    #[must_use]
    pub fn span(&self) -> &Range<usize> {
        self.places.first().expect("a candidate stands somewhere")
    }
}

/// Everything that is suggested for one article.
#[derive(Clone, Debug)]
pub struct Sheet<'a> {
    /// The article and its gold.
    pub entry: &'a Entry,
    /// Facts, what is most worth looking at first.
    pub facts: Vec<FactSuggestion>,
    /// Passages that no label covers: by look in the order of [`Look::ALL`], then in the order of the text; sentences
    /// that hold most first.
    pub candidates: Vec<Candidate>,
}

impl<'a> Sheet<'a> {
    /// Makes the sheet of an article from what extractors returned for it; without extractors it holds passages alone.
    ///
    /// Keys are unique in the sheet, and none is the id of a label.
    #[must_use]
    pub fn new(basis: Basis<'a>, entry: &'a Entry, finder: &NameFinder, proposals: &[Proposal<'_>]) -> Self {
        let gold = &entry.gold;
        let ids = gold.facts.iter().map(|fact| &fact.id);
        let ids = ids.chain(gold.distractors.iter().map(|distractor| &distractor.id));
        let mut used: BTreeSet<String> = ids.map(|id| id.to_string()).collect();
        let text = entry.article.text().as_str();
        let survey = Survey::new(text, gold.article.language(), gold.article.published.as_ref());
        let names = finder.find(text);
        let search = Search { basis, entry, survey: &survey, names: &names, looks: &Look::ALL };
        let mut candidates = candidates(search, &mut used);
        let is_shown_before = |one: &&Candidate| !matches!(one.look, Look::Entity | Look::Name);
        let shown: Vec<Candidate> = candidates.iter().filter(is_shown_before).cloned().collect();
        candidates.extend(sentences(search, &shown, &mut used));
        candidates.sort_by_key(|candidate| Look::ALL.iter().position(|look| *look == candidate.look));
        let facts = fact_suggestions(basis, entry, proposals, &mut used);
        Self { entry, facts, candidates }
    }

    /// Returns how many suggestions there are.
    #[must_use]
    pub const fn n_suggestions(&self) -> usize {
        self.facts.len() + self.candidates.len()
    }
}

/// Sorts sheets into a queue: the most facts first, then the most passages, then by the article's id.
pub fn queue(sheets: &mut [Sheet<'_>]) {
    sheets.sort_by(|a, b| {
        let order = |sheet: &Sheet<'_>| Reverse((sheet.facts.len(), sheet.candidates.len()));
        order(a).cmp(&order(b)).then_with(|| a.entry.article.id().cmp(b.entry.article.id()))
    });
}
