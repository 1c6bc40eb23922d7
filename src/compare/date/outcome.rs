//! The factors that the comparison of two points multiplies, and their exact product.

use crate::compare::date::reason::{DateReason, Step, ZoneLoss};
use crate::compare::{Comparison, Reason};
use crate::credit::Share;

/// "open part × ½", for each part.
const OPEN_PART: (u64, u64) = (1, 2);
/// "zone missing or added × ¾".
const ZONE_LOST: (u64, u64) = (3, 4);
/// "wrong × ¼".
const ZONE_WRONG: (u64, u64) = (1, 4);
/// "hedge lost or added × ¾".
const HEDGE_LOST: (u64, u64) = (3, 4);
/// "off by one unit, or by an hour at most, of an approximate value × ½".
const NEAR_APPROXIMATE: (u64, u64) = (1, 2);

/// Parts of one that means are taken in: exact for every product of the named factors short of ten halvings.
pub(super) const SCALE: u64 = 1_000_000_000;
/// √½ in parts of [`SCALE`].
const ROOT_HALF: u64 = 707_106_781;

/// The share that precision leaves.
#[derive(Clone, Copy)]
pub(super) enum Precision {
    /// The same stretch of time.
    Same(DateReason),
    /// Nothing in common.
    Apart(DateReason),
    /// Nested: so many half steps apart.
    Nested(u32, Step),
    /// Overlapping: a fraction.
    Part(u64, u64),
    /// Off, but near enough to an approximate value.
    Near(DateReason),
}

/// What two points have in common, factor by factor.
#[derive(Clone, Copy)]
pub(super) struct Outcome {
    pub(super) precision: Precision,
    pub(super) n_open: u8,
    pub(super) zone: Option<ZoneLoss>,
    pub(super) is_hedge_lost: bool,
}

impl Outcome {
    pub(super) const fn of(precision: Precision) -> Self {
        Self { precision, n_open: 0, zone: None, is_hedge_lost: false }
    }

    pub(super) const fn is_apart(&self) -> bool {
        matches!(self.precision, Precision::Apart(_))
    }

    /// Says whether nothing is charged.
    pub(super) const fn is_same(&self) -> bool {
        matches!(self.precision, Precision::Same(_))
            && self.n_open == 0
            && self.zone.is_none()
            && !self.is_hedge_lost
    }

    /// Returns the headline.
    pub(super) fn headline(&self) -> DateReason {
        let step = match self.precision {
            Precision::Apart(reason) | Precision::Near(reason) => return reason,
            Precision::Same(reason) if self.is_same() => return reason,
            Precision::Same(_) => None,
            Precision::Nested(_, step) => Some(step),
            Precision::Part(..) => Some(Step::PartOverlap),
        };
        DateReason::Several { step, n_open: self.n_open, zone: self.zone, is_hedge_lost: self.is_hedge_lost }
    }

    /// Returns the product in parts of [`SCALE`].
    pub(super) fn scaled(&self) -> u64 {
        let precision = match self.precision {
            Precision::Same(_) => SCALE,
            Precision::Apart(_) => 0,
            Precision::Nested(half_steps, _) => ladder_scaled(half_steps),
            Precision::Part(numerator, denominator) => scale(SCALE, (numerator, denominator)),
            Precision::Near(_) => scale(SCALE, NEAR_APPROXIMATE),
        };
        let open = (0..self.n_open).fold(precision, |left, _| scale(left, OPEN_PART));
        let zone = self.zone.map_or(open, |loss| scale(open, zone_factor(loss)));
        if self.is_hedge_lost { scale(zone, HEDGE_LOST) } else { zone }
    }

    /// Returns the factors below 1, in the order of charging.
    pub(super) fn factors(&self) -> [Option<(Share, DateReason)>; 5] {
        let (precision, near) = match self.precision {
            Precision::Same(_) => (None, None),
            Precision::Apart(reason) => (Some((Share::ZERO, reason)), None),
            Precision::Nested(half_steps, step) => {
                (Some((Share::of_half_steps(half_steps), DateReason::Step(step))), None)
            }
            Precision::Part(numerator, denominator) => {
                (Some((Share::of(numerator, denominator), DateReason::Step(Step::PartOverlap))), None)
            }
            Precision::Near(reason) => (None, Some((share(NEAR_APPROXIMATE), reason))),
        };
        let open = (0..self.n_open).fold(Share::ONE, |left, _| left.times(share(OPEN_PART)));
        [
            precision,
            (self.n_open > 0).then_some((open, DateReason::OpenParts(self.n_open))),
            self.zone.map(|loss| (share(zone_factor(loss)), DateReason::Zone(loss))),
            self.is_hedge_lost.then_some((share(HEDGE_LOST), DateReason::Hedge)),
            near,
        ]
    }

    /// Returns the comparison that these factors make.
    pub(super) fn comparison(&self, headline: DateReason) -> Comparison {
        self.times((Share::ONE, headline), headline)
    }

    /// Returns the comparison with one more factor, charged first.
    pub(super) fn times(&self, first: (Share, DateReason), headline: DateReason) -> Comparison {
        let mut factors = [(Share::ONE, Reason::Date(headline)); 6];
        let all = std::iter::once((!first.0.is_whole()).then_some(first)).chain(self.factors());
        let mut n_factors = 0;
        for (place, (share, reason)) in factors.iter_mut().zip(all.flatten()) {
            *place = (share, Reason::Date(reason));
            n_factors += 1;
        }
        Comparison::product(headline, factors.get(..n_factors).unwrap_or_default())
    }
}

/// Returns `0.5^(half_steps / 2)` in parts of [`SCALE`].
pub(super) fn ladder_scaled(half_steps: u32) -> u64 {
    let odd = if half_steps.is_multiple_of(2) { SCALE } else { ROOT_HALF };
    odd >> (half_steps / 2)
}

fn zone_factor(loss: ZoneLoss) -> (u64, u64) {
    match loss {
        ZoneLoss::Missing | ZoneLoss::Added => ZONE_LOST,
        ZoneLoss::Wrong => ZONE_WRONG,
    }
}

fn share((numerator, denominator): (u64, u64)) -> Share {
    Share::of(numerator, denominator)
}

fn scale(value: u64, (numerator, denominator): (u64, u64)) -> u64 {
    let exact = u128::from(value) * u128::from(numerator) / u128::from(denominator);
    u64::try_from(exact).expect("a share of the scale is at most the scale")
}
