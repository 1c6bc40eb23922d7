//! Facts: a type, its slots, who said so, whether it was denied, and the passages that state it.

use std::fmt;
use std::sync::Arc;

use crate::text::quote::Quote;
use crate::value::{Choice, Entity, Slot};
use crate::yaml::shape::Word;

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
    /// An extractor's lone value for a view: the view's position in the schema; one slot, the value.
    View(usize),
    /// An extractor's type that the schema does not have.
    Unknown(Arc<str>),
    /// An extractor's answer that is no fact at all: as written, and why.
    Unreadable(Arc<str>),
}

impl TypeRef {
    /// Returns the position among the types of the schema, if it is one of them.
    #[must_use]
    pub const fn index(&self) -> Option<usize> {
        match self {
            Self::Known(index) => Some(*index),
            Self::View(_) | Self::Unknown(_) | Self::Unreadable(_) => None,
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

    /// The words used in gold, in the order of the documentation.
    pub const WORDS: [Word<Self>; 3] = [
        Word::new(Self::Asserted.word(), "stated as so; what holds unless said", Self::Asserted),
        Word::new(
            Self::Conditional.word(),
            "stated with reserve, such as the French conditional of the press",
            Self::Conditional,
        ),
        Word::new(Self::Denied.word(), "stated as not so: somebody denies it", Self::Denied),
    ];

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

/// What makes two predictions one: everything but the evidence, in canonical spelling.
///
/// Sorts by type in the order of the schema, then slot by slot; predictions are put in this order before anything, so that
/// neither file order nor luck changes a byte.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CanonicalFact {
    /// The type.
    pub fact_type: TypeRef,
    /// Canonical slots; what fills nothing is absent.
    pub slots: Vec<Option<Slot>>,
    /// Slots that the type does not have, sorted.
    pub unknown_slots: Vec<(String, String)>,
    /// Who said so; absent where nobody is named.
    pub said_by: Option<Choice<Attribution>>,
    /// Whether it was asserted.
    pub polarity: Polarity,
}

impl Fact {
    /// Returns a fact of a type with all slots open.
    #[must_use]
    pub fn empty(type_index: usize, n_slots: usize) -> Self {
        Self {
            fact_type: TypeRef::Known(type_index),
            slots: vec![None; n_slots],
            unknown_slots: Vec::new(),
            said_by: None,
            polarity: Polarity::Asserted,
            evidence: Vec::new(),
        }
    }

    /// Returns the canonical form.
    #[must_use]
    pub fn canonical(&self) -> CanonicalFact {
        let mut unknown_slots = self.unknown_slots.clone();
        unknown_slots.sort();
        let slots = self.slots.iter().map(|slot| slot.as_ref().and_then(Slot::canonical)).collect();
        let said_by = self.said_by.as_ref().map(|choice| choice.map_sorted(Attribution::canonical));
        let said_by =
            said_by.filter(|choice| choice.alternatives.iter().any(|one| one.value.names_somebody()));
        CanonicalFact {
            fact_type: self.fact_type.clone(),
            slots,
            unknown_slots,
            said_by,
            polarity: self.polarity,
        }
    }
}

impl Attribution {
    /// Returns one speaker without relays.
    #[must_use]
    pub fn by(speaker: Entity) -> Self {
        Self { origin: Voice::Named(vec![speaker]), relays: Vec::new() }
    }

    /// Says whether a speaker or a relay is named.
    #[must_use]
    pub fn names_somebody(&self) -> bool {
        matches!(self.origin, Voice::Named(_)) || !self.relays.is_empty()
    }

    /// Returns the same with joint speakers sorted; relays keep their order.
    #[must_use]
    pub fn canonical(&self) -> Self {
        let origin = match &self.origin {
            Voice::Unnamed => Voice::Unnamed,
            Voice::Named(speakers) => {
                let mut speakers: Vec<Entity> = speakers.iter().map(Entity::canonical).collect();
                speakers.sort();
                speakers.dedup();
                Voice::Named(speakers)
            }
        };
        Self { origin, relays: self.relays.iter().map(Entity::canonical).collect() }
    }
}

impl fmt::Display for Attribution {
    /// Writes `origin`, `a+b` for joint speakers, `origin>relay`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.origin {
            Voice::Unnamed => formatter.write_str("unnamed")?,
            Voice::Named(speakers) => {
                for (index, speaker) in speakers.iter().enumerate() {
                    let separator = if index > 0 { "+" } else { "" };
                    write!(formatter, "{separator}{}", speaker.name())?;
                }
            }
        }
        self.relays.iter().try_for_each(|relay| write!(formatter, ">{}", relay.name()))
    }
}
