//! Typed values: what a slot can hold, how it is written, and when two writings are the same value.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use crate::credit::Credit;
use crate::value::count::Count;
use crate::value::date::Date;
use crate::value::duration::Duration;
use crate::yaml::shape::Word;

pub mod count;
pub mod date;
pub mod duration;
pub mod letters;
pub mod numeral;

/// What kind of value a slot holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A date at any precision, an interval, or a bound.
    Date,
    /// A moment: a date with a clock time, usually with a zone.
    Instant,
    /// A length of time.
    Duration,
    /// A number of things, with bounds.
    Count,
    /// Somebody or something that entities.yaml or the article names.
    Entity,
    /// One of the words that the schema lists.
    Enum,
    /// Free text.
    Text,
}

impl Kind {
    /// All kinds, in the order of the documentation.
    pub const ALL: [Self; 7] =
        [Self::Date, Self::Instant, Self::Duration, Self::Count, Self::Entity, Self::Enum, Self::Text];

    /// The words used in schema.yaml, in the order of the documentation.
    pub const WORDS: [Word<Self>; 7] = [
        Word::new(Self::Date.word(), "a date at any precision, an interval or a bound", Self::Date),
        Word::new(Self::Instant.word(), "a day and a clock time, usually with a zone", Self::Instant),
        Word::new(Self::Duration.word(), "a length of time", Self::Duration),
        Word::new(
            Self::Count.word(),
            "a number of things, with the bound that the article gives it",
            Self::Count,
        ),
        Word::new(
            Self::Entity.word(),
            "somebody or something: an id of entities.yaml, or a name",
            Self::Entity,
        ),
        Word::new(Self::Enum.word(), "one of the words listed under values", Self::Enum),
        Word::new(Self::Text.word(), "free text, which is not scored unless it has a weight", Self::Text),
    ];

    /// Returns values as they are written, for help; empty where the corpus itself lists them.
    ///
    /// None of them is a value of this repository's gold: a model must not be told what it is asked for.
    #[must_use]
    pub const fn examples(self) -> &'static [&'static str] {
        match self {
            Self::Date => &["2019-06-12", "2019-06", "1987", "XXXX-06-12"],
            Self::Instant => &["2019-06-12T14:30+02:00[Europe/Oslo]", "2019-06-12T14:30"],
            Self::Duration => &["P10D", "PT3H", "almost P3W"],
            Self::Count => &["12", "at least 340", "more than 100", "about 20", "5..7", "dozens"],
            Self::Entity => &["the weather office"],
            Self::Enum | Self::Text => &[],
        }
    }

    /// Returns the word used in schema.yaml.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Date => "date",
            Self::Instant => "instant",
            Self::Duration => "duration",
            Self::Count => "count",
            Self::Entity => "entity",
            Self::Enum => "enum",
            Self::Text => "text",
        }
    }
}

/// A plain value: one that is neither a choice nor left open.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Value {
    /// A date or an instant.
    Date(Date),
    /// A length of time.
    Duration(Duration),
    /// A number of things.
    Count(Count),
    /// An entity.
    Entity(Entity),
    /// A word of the schema, as it stands there.
    Enum(Arc<str>),
    /// Free text, as written.
    Text(Arc<str>),
    /// Several values without an order.
    Set(Vec<Slot>),
}

/// An entity: declared in entities.yaml, or a name that only the article has.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Entity {
    /// Declared: the id and its index in the list of entities.
    Known {
        /// The id in entities.yaml.
        id: Arc<str>,
        /// The position in the list of entities.
        index: usize,
    },
    /// Not declared: the name, folded; it equals another only as a whole.
    Named {
        /// The folded name.
        folded: Arc<str>,
        /// The name as written.
        written: Arc<str>,
    },
}

/// One of several values that count as an answer.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Alternative<T> {
    /// The value.
    pub value: T,
    /// What giving it is worth; at least one alternative of a choice is worth 1.
    pub score: Credit,
}

/// What somebody may answer: one value, or one of several, perhaps optional.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Choice<T> {
    /// At least one alternative, in the order written.
    pub alternatives: Vec<Alternative<T>>,
    /// Leaving it out costs nothing.
    pub is_optional: bool,
}

impl<T> Choice<T> {
    /// Returns the choice of exactly one value.
    #[must_use]
    pub fn plain(value: T) -> Self {
        Self { alternatives: vec![Alternative { value, score: Credit::ONE }], is_optional: false }
    }

    /// Returns the value if there is exactly one, worth 1 and required.
    #[must_use]
    pub fn as_plain(&self) -> Option<&T> {
        match self.alternatives.as_slice() {
            [only] if only.score.is_one() && !self.is_optional => Some(&only.value),
            _ => None,
        }
    }

    /// Returns the first alternative that is worth 1: what a perfect extractor answers.
    #[must_use]
    pub fn best(&self) -> Option<&T> {
        self.alternatives.iter().find(|alternative| alternative.score.is_one()).map(|found| &found.value)
    }
}

/// What stands in a slot, or in one place of a list.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Slot {
    /// One value or several acceptable ones.
    Stated(Choice<Value>),
    /// The article says that there is one, and not which.
    Unspecified,
    /// This stays empty.
    Nothing,
    /// An extractor's value that could not be read: as written.
    Unreadable(Arc<str>),
}

impl Slot {
    /// Returns a slot with one plain value.
    #[must_use]
    pub fn plain(value: Value) -> Self {
        Self::Stated(Choice::plain(value))
    }

    /// Returns the plain value, if it is one.
    #[must_use]
    pub fn as_plain(&self) -> Option<&Value> {
        match self {
            Self::Stated(choice) => choice.as_plain(),
            Self::Unspecified | Self::Nothing | Self::Unreadable(_) => None,
        }
    }
}

/// Why a text is not a value, with the place inside the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValueError {
    /// The lint rule it belongs to: `V1` not a date, `V2` zone or clock, `V5` order of ends, `V7` number, `F1` other.
    pub rule: &'static str,
    /// The bytes of the text that are wrong.
    pub span: Range<usize>,
    /// What is wrong, as a fragment that reads well after "failed: ".
    pub message: String,
    /// What to write instead, if it can be told.
    pub help: Option<String>,
}

impl fmt::Display for ValueError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.message)
    }
}

impl std::error::Error for ValueError {}

/// A text read as a value, and what had to be forgiven to read it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lenient<T> {
    /// The value.
    pub value: T,
    /// The canonical spelling, if the text was written otherwise.
    pub was_lenient: bool,
}

/// The language in which lenient spellings are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Language {
    /// Day before month, decimal comma, spaces between groups.
    French,
    /// Ambiguous orders of day and month are refused, commas between groups.
    English,
    /// Any other: only what is unambiguous.
    Other,
}

impl Language {
    /// Reads a language tag such as `fr` or `en-GB`.
    #[must_use]
    pub fn from_tag(tag: &str) -> Self {
        match tag.split(['-', '_']).next() {
            Some("fr") => Self::French,
            Some("en") => Self::English,
            Some(_) | None => Self::Other,
        }
    }
}

impl<T: Ord> Choice<T> {
    /// Returns the choice with every alternative mapped, sorted and free of equal ones.
    #[must_use]
    pub fn map_sorted<U: Ord>(&self, map: impl Fn(&T) -> U) -> Choice<U> {
        let mut alternatives: Vec<Alternative<U>> = self
            .alternatives
            .iter()
            .map(|alternative| Alternative { value: map(&alternative.value), score: alternative.score })
            .collect();
        if alternatives.len() > 1 {
            alternatives.sort();
            alternatives.dedup();
        }
        Choice { alternatives, is_optional: self.is_optional }
    }
}

impl Slot {
    /// Returns the canonical form; `None` where the slot states nothing.
    #[must_use]
    pub fn canonical(&self) -> Option<Self> {
        match self {
            Self::Stated(choice) => Some(Self::Stated(choice.map_sorted(Value::canonical))),
            Self::Unspecified | Self::Nothing => None,
            Self::Unreadable(text) => Some(Self::Unreadable(text.clone())),
        }
    }
}

impl Value {
    /// Returns the canonical form: equal for writings that mean the same; sets are sorted.
    #[must_use]
    pub fn canonical(&self) -> Self {
        match self {
            Self::Date(date) => Self::Date(date.canonical()),
            Self::Duration(duration) => Self::Duration(duration.canonical()),
            Self::Count(count) => Self::Count(count.canonical()),
            Self::Entity(entity) => Self::Entity(entity.canonical()),
            Self::Enum(word) => Self::Enum(word.clone()),
            Self::Text(text) => Self::Text(text.clone()),
            Self::Set(elements) => {
                let mut elements: Vec<Slot> = elements.iter().filter_map(Slot::canonical).collect();
                elements.sort();
                elements.dedup();
                Self::Set(elements)
            }
        }
    }
}

impl Entity {
    /// Returns the id, or the name as written.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Known { id, .. } => id,
            Self::Named { written, .. } => written,
        }
    }

    /// Returns the canonical form: a name that nobody declared is written folded.
    #[must_use]
    pub fn canonical(&self) -> Self {
        match self {
            Self::Known { .. } => self.clone(),
            Self::Named { folded, .. } => Self::Named { folded: folded.clone(), written: folded.clone() },
        }
    }
}

impl fmt::Display for Value {
    /// Writes the spelling of gold; a set in square brackets.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Date(date) => date.fmt(formatter),
            Self::Duration(duration) => duration.fmt(formatter),
            Self::Count(count) => count.fmt(formatter),
            Self::Entity(entity) => formatter.write_str(entity.name()),
            Self::Enum(word) => formatter.write_str(word),
            Self::Text(text) => write!(formatter, "{text:?}"),
            Self::Set(elements) => write_list(formatter, elements),
        }
    }
}

impl fmt::Display for Slot {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Stated(choice) => choice.fmt(formatter),
            Self::Unspecified => formatter.write_str("unspecified"),
            Self::Nothing => formatter.write_str("none"),
            Self::Unreadable(text) => write!(formatter, "unreadable({text:?})"),
        }
    }
}

impl<T: fmt::Display> fmt::Display for Choice<T> {
    /// Writes `a`, `a | b(0.800)`, or `a(optional)`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, alternative) in self.alternatives.iter().enumerate() {
            if index > 0 {
                formatter.write_str(" | ")?;
            }
            alternative.value.fmt(formatter)?;
            if !alternative.score.is_one() {
                write!(formatter, "({})", alternative.score)?;
            }
        }
        if self.is_optional { formatter.write_str("(optional)") } else { Ok(()) }
    }
}

fn write_list(formatter: &mut fmt::Formatter<'_>, elements: &[Slot]) -> fmt::Result {
    formatter.write_str("[")?;
    for (index, element) in elements.iter().enumerate() {
        if index > 0 {
            formatter.write_str(", ")?;
        }
        write!(formatter, "{element}")?;
    }
    formatter.write_str("]")
}
