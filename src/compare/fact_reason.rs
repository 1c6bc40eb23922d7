//! Why a whole fact was lost, beside the reasons of its slots.

use std::fmt;

use crate::compare::Reason;

/// Why a whole fact earned nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FactReason {
    /// No prediction for a gold fact.
    Missing,
    /// Denied against not denied.
    PolarityFlipped,
    /// No quotation of the prediction stands in the article, and the type requires one.
    NotGrounded,
    /// The prediction quotes nothing, and the type requires a quotation.
    NoQuote,
    /// The pair shares a passage, and no key agrees.
    NoKeyAgrees,
    /// The prediction fits a distractor better than any fact.
    Distractor,
    /// Nothing in the gold of a type whose labels are complete.
    Spurious,
    /// It repeats a fact that another prediction has already given.
    NearDuplicate,
    /// The schema has no such type.
    UnknownType,
    /// The answer is no fact at all.
    UnreadableFact,
}

impl FactReason {
    /// Returns the text users see.
    #[must_use]
    pub const fn text(self) -> &'static str {
        match self {
            Self::Missing => "fact not returned",
            Self::PolarityFlipped => "polarity flipped",
            Self::NotGrounded => "quote not in the article",
            Self::NoQuote => "no quote given, and the type requires one",
            Self::NoKeyAgrees => "no key agrees",
            Self::Distractor => "distractor returned",
            Self::Spurious => "not stated in the article",
            Self::NearDuplicate => "repeats a fact already given",
            Self::UnknownType => "unknown type",
            Self::UnreadableFact => "unreadable fact",
        }
    }
}

impl fmt::Display for FactReason {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.text())
    }
}

impl From<FactReason> for Reason {
    fn from(reason: FactReason) -> Self {
        Self::Fact(reason)
    }
}
