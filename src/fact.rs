//! Facts: a type, its slots, who said so, whether it was denied, and the passages that state it.

use std::sync::Arc;

use crate::value::{Choice, Entity, Slot};

/// A fact, of gold or of an extractor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// What kind of fact.
    pub fact_type: TypeRef,
    /// One place for each slot of the type, in the order of the schema; empty for unknown types.
    pub slots: Vec<Option<Slot>>,
    /// Slots that the type does not have, as written: (name, value).
    pub unknown_slots: Vec<(String, String)>,
    /// Who said so; `None` is the article itself.
    pub said_by: Option<Choice<Attribution>>,
    /// Whether it was asserted.
    pub polarity: Polarity,
    /// The passages that state it.
    pub evidence: Vec<Evidence>,
}

/// The type of a fact.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TypeRef {
    /// Its position in the schema.
    Known(usize),
    /// An extractor's type that the schema does not have.
    Unknown(Arc<str>),
    /// An extractor's answer that is no fact at all: as written, and why.
    Unreadable(Arc<str>),
}

impl TypeRef {
    /// Returns the position in the schema, if the schema has it.
    #[must_use]
    pub const fn index(&self) -> Option<usize> {
        match self {
            Self::Known(index) => Some(*index),
            Self::Unknown(_) | Self::Unreadable(_) => None,
        }
    }
}

/// Whether a fact is asserted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Polarity {
    /// Stated as so.
    #[default]
    Asserted,
    /// Stated with reserve, such as the French conditional of the press.
    Conditional,
    /// Stated as not so.
    Denied,
}

impl Polarity {
    /// All polarities, in the order of the documentation.
    pub const ALL: [Self; 3] = [Self::Asserted, Self::Conditional, Self::Denied];

    /// Returns the word used in gold.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Asserted => "asserted",
            Self::Conditional => "conditional",
            Self::Denied => "denied",
        }
    }
}

/// Who said so.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Attribution {
    /// Who said it first.
    pub origin: Voice,
    /// Through whom it came, in order from the origin to the article.
    pub relays: Vec<Entity>,
}

/// The origin of a saying.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Voice {
    /// Reported, and the source is not stated.
    Unnamed,
    /// One speaker, or several together; sorted, never empty.
    Named(Vec<Entity>),
}

/// A passage that supports a fact.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Evidence {
    /// A quotation, found again by its words.
    Quote(Quote),
    /// A place in the article, in bytes: what an extractor gave as offsets.
    Place {
        /// First byte.
        start: usize,
        /// One past the last byte.
        end: usize,
    },
}

/// A quotation of the article, perhaps narrowed to one of its places.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Quote {
    /// The words.
    pub text: Arc<str>,
    /// Which of the places, counted from 1.
    pub occurrence: Option<usize>,
    /// The words right before it.
    pub before: Option<Arc<str>>,
    /// The words right after it.
    pub after: Option<Arc<str>>,
}

/// What an extractor returned for one fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prediction {
    /// The fact.
    pub fact: Fact,
    /// How sure the extractor is, in thousandths.
    pub confidence: Option<u16>,
    /// What was forgiven or could not be read, for people.
    pub remarks: Vec<String>,
}
