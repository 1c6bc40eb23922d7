//! Compares a predicted value with a gold value: a score, and a named reason for every thousandth lost.

use std::fmt;

use crate::compare::count::CountReason;
use crate::compare::date::DateReason;
use crate::compare::duration::DurationReason;
use crate::compare::fact_reason::FactReason;
use crate::compare::plain::PlainReason;
use crate::credit::{Credit, Share};

pub mod count;
pub mod date;
pub mod duration;
pub mod plain;
pub mod set;
pub mod attribution;
pub mod slot;
pub mod fact_reason;

/// Why a comparison came out as it did; `Display` is the text users see.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    /// Dates and instants.
    Date(DateReason),
    /// Counts.
    Count(CountReason),
    /// Durations.
    Duration(DurationReason),
    /// Everything else.
    Plain(PlainReason),
    /// A whole fact.
    Fact(FactReason),
}

impl fmt::Display for Reason {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Date(reason) => reason.fmt(formatter),
            Self::Count(reason) => reason.fmt(formatter),
            Self::Duration(reason) => reason.fmt(formatter),
            Self::Plain(reason) => reason.fmt(formatter),
            Self::Fact(reason) => reason.fmt(formatter),
        }
    }
}

/// Points lost for one reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Charge {
    /// Why.
    pub reason: Reason,
    /// How much, in thousandths, in `[0, 1000]`.
    pub points: u16,
}

/// The outcome of one comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// How much of the gold value the predicted one is worth.
    pub score: Credit,
    /// The headline.
    pub reason: Reason,
    /// What was charged, in the order precision, openness, zone, hedge, alternative; adds up to 1000 − score.
    charges: [Option<Charge>; Self::CHARGES_MAX],
}

impl Comparison {
    /// The most reasons that one comparison can charge.
    pub const CHARGES_MAX: usize = 5;

    /// Returns a comparison that one factor decides.
    #[must_use]
    pub fn single(share: Share, reason: impl Into<Reason>) -> Self {
        let reason = reason.into();
        Self::product(reason, &[(share, reason)])
    }

    /// Returns a comparison from factors that multiply, charged in the order given, each on what is left.
    ///
    /// The score is the exact product rounded once. A factor of 1 charges nothing.
    ///
    /// # Panics
    /// If there are more than [`Self::CHARGES_MAX`] factors below 1.
    #[must_use]
    pub fn product(headline: impl Into<Reason>, factors: &[(Share, Reason)]) -> Self {
        let mut charges = [None; Self::CHARGES_MAX];
        let mut product = Share::ONE;
        let mut left = Credit::ONE;
        let mut n_charges = 0;
        for (share, reason) in factors {
            product = product.times(*share);
            let next = product.round().min(left);
            let points = left.thousandths() - next.thousandths();
            if points > 0 {
                charges[n_charges] = Some(Charge { reason: *reason, points });
                n_charges += 1;
            }
            left = next;
        }
        Self { score: left, reason: headline.into(), charges }
    }

    /// Returns a weighted mean of parts, each charged for its own loss; the rounding falls to the last that lost.
    #[must_use]
    pub fn mean(headline: impl Into<Reason>, parts: &[(u64, Credit, Reason)]) -> Self {
        let total: u64 = parts.iter().map(|(weight, _, _)| weight * 1000).sum();
        let mut charges = [None; Self::CHARGES_MAX];
        let mut left = Credit::ONE;
        let mut kept = total;
        for (charge, (weight, score, reason)) in charges.iter_mut().zip(parts) {
            kept -= weight * (1000 - u64::from(score.thousandths()));
            let next = Credit::from_ratio(kept, total).unwrap_or(Credit::ONE);
            let points = left.thousandths() - next.thousandths();
            *charge = (points > 0).then_some(Charge { reason: *reason, points });
            left = next;
        }
        Self { score: left, reason: headline.into(), charges }
    }

    /// Returns the comparison with its score scaled, and what that costs charged to the reason.
    #[must_use]
    pub fn scaled(mut self, factor: Credit, reason: impl Into<Reason>) -> Self {
        let next = self.score.times(factor);
        let points = self.score.thousandths() - next.thousandths();
        if points > 0
            && let Some(free) = self.charges.iter_mut().find(|charge| charge.is_none())
        {
            *free = Some(Charge { reason: reason.into(), points });
            self.score = next;
        }
        self
    }

    /// Returns what a comparison with one of several alternatives is worth.
    ///
    /// Partial credit is taken against alternatives worth 1; one worth less counts only when the prediction equals it.
    #[must_use]
    pub fn as_alternative(self, gold: Credit, predicted: Credit) -> Self {
        if !gold.is_one() && !self.score.is_one() {
            return Self::single(Share::ZERO, self.reason);
        }
        let is_equal = self.score.is_one();
        let mut scaled = self.scaled(gold.times(predicted), PlainReason::LesserAlternative);
        if is_equal && !scaled.score.is_one() {
            scaled.reason = PlainReason::LesserAlternative.into();
        }
        scaled
    }

    /// Returns what was charged, in order.
    pub fn charges(&self) -> impl Iterator<Item = Charge> + '_ {
        self.charges.iter().flatten().copied()
    }
}
