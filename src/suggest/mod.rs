//! Suggestions: passages that no label covers, and facts that extractors return and no label states.

use std::ops::Range;

mod candidates;
mod cover;
mod key;

pub use crate::suggest::candidates::{Search, candidates};

use crate::value::Kind;

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
    /// An entity of entities.yaml that no label names.
    Entity,
    /// A name with a capital that entities.yaml does not have.
    Name,
}

impl Look {
    /// All looks, in the order in which they are worth a labeller's time.
    pub const ALL: [Self; 6] =
        [Self::Count, Self::Instant, Self::Date, Self::Duration, Self::Entity, Self::Name];

    /// Returns what people call it, with its article.
    #[must_use]
    pub const fn noun(self) -> &'static str {
        match self {
            Self::Count => "a count",
            Self::Date => "a date",
            Self::Instant => "an instant",
            Self::Duration => "a length of time",
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
    /// Where it stands first, in bytes of the article.
    pub span: Range<usize>,
    /// The value as gold would write it: `about 3000`, `2022-09-13`, an entity's id, or the name itself.
    pub value: String,
    /// In how many different sentences it stands.
    pub n_places: usize,
}
