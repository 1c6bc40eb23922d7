//! Ranges of numbers on a common grid: containment, overlap and distance, without overflow.

use crate::compare::count::{ABOUT_ONE_PART_IN, WEAKER_FACTOR_MAX, class_bounds};
use crate::credit::Share;
use crate::value::count::Side;
use crate::value::numeral::{Amount, Class};

/// The grids of counts in hundredths: whole numbers, tenths, hundredths. The coarsest that fits all ends is used,
/// so that 5..7 holds three numbers and 4.9..5.1 three as well.
pub(crate) const COUNT_GRIDS: [u128; 3] = [100, 10, 1];

/// Numbers from `low` to `high`, ends included; without end if `high` is absent. The unit is the caller's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Extent {
    pub(crate) low: u128,
    pub(crate) high: Option<u128>,
}

impl Extent {
    pub(crate) fn closed(low: Amount, high: Amount) -> Self {
        Self { low: low.hundredths(), high: Some(high.hundredths()) }
    }

    pub(crate) fn of_class(class: Class) -> Self {
        let (low, high) = class_bounds(class);
        let hundredths = |whole: u64| Amount::from_whole(whole).hundredths();
        Self { low: hundredths(low), high: high.map(hundredths) }
    }

    pub(crate) fn contains(self, number: u128) -> bool {
        self.low <= number && self.high.is_none_or(|high| number <= high)
    }

    /// Says whether all of the other lies inside this one.
    pub(crate) fn covers(self, other: Self) -> bool {
        self.low <= other.low
            && match (self.high, other.high) {
                (None, _) => true,
                (Some(high), Some(other_high)) => other_high <= high,
                (Some(_), None) => false,
            }
    }

    pub(crate) fn overlaps(self, other: Self) -> bool {
        let ends_before = |first: Self, second: Self| first.high.is_some_and(|high| high < second.low);
        !ends_before(self, other) && !ends_before(other, self)
    }

    pub(crate) const fn end(self, side: Side) -> Option<u128> {
        match side {
            Side::Lower => Some(self.low),
            Side::Upper => self.high,
        }
    }

    /// Returns the shared part over the whole, in steps of the coarsest grid that fits; nothing if either is open.
    pub(crate) fn jaccard(self, other: Self, grids: &[u128]) -> Share {
        let (Some(high), Some(other_high)) = (self.high, other.high) else { return Share::ZERO };
        if !self.overlaps(other) {
            return Share::ZERO;
        }
        let ends = [self.low, high, other.low, other_high];
        let grid = grids.iter().copied().find(|grid| ends.iter().all(|end| end.is_multiple_of(*grid)));
        let grid = grid.unwrap_or(1);
        let steps = |low: u128, high: u128| (high - low) / grid + 1;
        let shared = steps(self.low.max(other.low), high.min(other_high));
        let whole = steps(self.low.min(other.low), high.max(other_high));
        share(shared, whole)
    }
}

/// Returns a ratio of large numbers as a share; beyond 32 bits the last bits cannot move a thousandth.
fn share(part: u128, whole: u128) -> Share {
    let excess = (u128::BITS - whole.leading_zeros()).saturating_sub(32);
    let narrow = |value: u128| u64::try_from(value >> excess).unwrap_or(u64::MAX);
    let (least, most) = (u64::from(part > 0), narrow(whole) - u64::from(part < whole));
    Share::of(narrow(part).clamp(least, most), narrow(whole))
}

/// "Within a factor 2"; nothing but 0 is within a factor of 0.
pub(crate) const fn is_within_factor(a: u128, b: u128) -> bool {
    let (less, more) = if a < b { (a, b) } else { (b, a) };
    more <= less.saturating_mul(WEAKER_FACTOR_MAX)
}

/// "10 %" of the gold number, either way.
pub(crate) const fn is_within_part(gold: u128, predicted: u128) -> bool {
    gold.abs_diff(predicted).saturating_mul(ABOUT_ONE_PART_IN) <= gold
}
