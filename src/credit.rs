//! Scores, credits and losses as integers in thousandths, and the one place where they are rounded.

use std::fmt;

/// A score or credit in thousandths, in `[0, 1000]`; 1000 is "all of it".
///
/// Integers make sums, merges and snapshots exact.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Credit(u16);

impl Credit {
    /// Nothing.
    pub const ZERO: Self = Self(0);
    /// One half.
    pub const HALF: Self = Self(500);
    /// All of it.
    pub const ONE: Self = Self(1000);

    /// Returns the credit of so many thousandths, or `None` above 1000.
    #[must_use]
    pub const fn from_thousandths(thousandths: u16) -> Option<Self> {
        if thousandths <= 1000 { Some(Self(thousandths)) } else { None }
    }

    /// Reads a decimal such as `0.8`, `1` or `.25` with at most three places; `None` outside `[0, 1]`.
    #[must_use]
    pub fn from_decimal(text: &str) -> Option<Self> {
        u16::try_from(thousandths_from_decimal(text)?).ok().and_then(Self::from_thousandths)
    }

    /// Returns the thousandths, in `[0, 1000]`.
    #[must_use]
    pub const fn thousandths(self) -> u16 {
        self.0
    }

    /// Says whether this is all of it.
    #[must_use]
    pub const fn is_one(self) -> bool {
        self.0 == 1000
    }

    /// Says whether this is nothing.
    #[must_use]
    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }

    /// Returns `numerator / denominator`, rounded by the rule of [`round_ratio`]; `None` if the denominator is 0.
    ///
    /// The ratio is capped at 1.
    #[must_use]
    pub fn from_ratio(numerator: u64, denominator: u64) -> Option<Self> {
        round_ratio(numerator.min(denominator), denominator).map(Self)
    }

    /// Returns the product of two credits, rounded by the rule of [`round_ratio`].
    #[must_use]
    pub fn times(self, other: Self) -> Self {
        let product = u64::from(self.0) * u64::from(other.0);
        round_ratio(product, 1_000_000).map_or(Self::ZERO, Self)
    }

    /// Returns the harmonic mean of two credits; 0 if both are 0.
    #[must_use]
    pub fn harmonic_mean(self, other: Self) -> Self {
        let (a, b) = (u64::from(self.0), u64::from(other.0));
        round_ratio(2 * a * b, (a + b) * 1000).map_or(Self::ZERO, Self)
    }
}

impl fmt::Display for Credit {
    /// Writes three decimals: `0.707`, `1.000`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}.{:03}", self.0 / 1000, self.0 % 1000)
    }
}

/// Reads a non-negative decimal with at most three places as thousandths; `None` if it is anything else.
#[must_use]
pub fn thousandths_from_decimal(text: &str) -> Option<u64> {
    let (whole, places) = text.split_once('.').unwrap_or((text, ""));
    let is_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if places.len() > 3 || whole.len() + places.len() == 0 || !is_digits(whole) || !is_digits(places) {
        return None;
    }
    let whole: u64 = if whole.is_empty() { 0 } else { whole.parse().ok()? };
    let places: u64 = if places.is_empty() { 0 } else { format!("{places:0<3}").parse().ok()? };
    whole.checked_mul(1000)?.checked_add(places)
}

/// Rounds `numerator / denominator`, in `[0, 1]`, to thousandths, half up; `None` if the denominator is 0.
///
/// A ratio below 1 that would round to 1000 is 999 and one above 0 that would round to 0 is 1, so that 1000 and 0
/// always mean exactly "all" and "nothing".
///
/// # Panics
/// If the numerator is greater than the denominator.
#[must_use]
pub fn round_ratio(numerator: u64, denominator: u64) -> Option<u16> {
    if denominator == 0 {
        return None;
    }
    assert!(numerator <= denominator, "a ratio of credits is at most 1");
    let rounded = (u128::from(numerator) * 2000 + u128::from(denominator)) / (u128::from(denominator) * 2);
    let rounded =
        u16::try_from(rounded).expect("at most 1000 because the numerator is at most the denominator");
    Some(keep_ends(rounded, numerator == 0, numerator == denominator))
}

fn keep_ends(rounded: u16, is_nothing: bool, is_all: bool) -> u16 {
    match rounded {
        0 if !is_nothing => 1,
        1000 if !is_all => 999,
        other => other,
    }
}

/// An exact product of factors that is rounded once: a fraction times `0.5^(half_steps / 2)`.
///
/// Half a step of precision is √½, which no fraction holds; keeping the steps apart keeps the product exact.
#[derive(Clone, Copy, Debug)]
pub struct Share {
    numerator: u64,
    denominator: u64,
    half_steps: u32,
}

impl PartialEq for Share {
    /// Compares as written in halvings, and the fractions by value: reduced or not.
    fn eq(&self, other: &Self) -> bool {
        let crosswise = |a: &Self, b: &Self| u128::from(a.numerator) * u128::from(b.denominator);
        self.half_steps == other.half_steps && crosswise(self, other) == crosswise(other, self)
    }
}

impl Eq for Share {}

impl From<Credit> for Share {
    /// Returns the credit as an exact fraction of a thousand.
    fn from(credit: Credit) -> Self {
        Self::of(u64::from(credit.thousandths()), 1000)
    }
}

impl Share {
    /// All of it.
    pub const ONE: Self = Self::of(1, 1);
    /// Nothing.
    pub const ZERO: Self = Self::of(0, 1);

    /// Returns a fraction; the denominator must not be 0.
    ///
    /// # Panics
    /// If the denominator is 0 or smaller than the numerator.
    #[must_use]
    pub const fn of(numerator: u64, denominator: u64) -> Self {
        assert!(denominator > 0 && numerator <= denominator, "a share is a fraction in [0, 1]");
        Self { numerator, denominator, half_steps: 0 }
    }

    /// Says whether this is all of it.
    #[must_use]
    pub const fn is_whole(self) -> bool {
        self.numerator == self.denominator && self.half_steps == 0
    }

    /// Returns `0.5^(half_steps / 2)`: two half steps are one step of precision.
    #[must_use]
    pub const fn of_half_steps(half_steps: u32) -> Self {
        Self { numerator: 1, denominator: 1, half_steps }
    }

    /// Returns the product with another share, reduced only where it would not fit.
    ///
    /// # Panics
    /// If the reduced fraction does not fit 64 bits, which products of the named factors never reach.
    #[must_use]
    pub fn times(self, other: Self) -> Self {
        let half_steps = self.half_steps + other.half_steps;
        let numerator = self.numerator.checked_mul(other.numerator);
        let denominator = self.denominator.checked_mul(other.denominator);
        if let (Some(numerator), Some(denominator)) = (numerator, denominator) {
            return Self { numerator, denominator, half_steps };
        }
        let numerator = u128::from(self.numerator) * u128::from(other.numerator);
        let denominator = u128::from(self.denominator) * u128::from(other.denominator);
        let divisor = greatest_common_divisor(numerator, denominator);
        let narrow =
            |value: u128| u64::try_from(value / divisor).expect("a product of a few small factors fits");
        Self { numerator: narrow(numerator), denominator: narrow(denominator), half_steps }
    }

    /// Rounds once, half up; below 1 is at most 999 and above 0 at least 1.
    ///
    /// # Panics
    /// Never: the denominator is positive.
    #[must_use]
    pub fn round(self) -> Credit {
        if self.numerator == 0 {
            return Credit::ZERO;
        }
        let whole_steps = self.half_steps / 2;
        if whole_steps >= 20 {
            return Credit(1);
        }
        let Some(denominator) = self.denominator.checked_mul(1 << whole_steps) else { return Credit(1) };
        if self.half_steps.is_multiple_of(2) {
            return Credit::from_ratio(self.numerator, denominator).expect("the denominator is positive");
        }
        // √½ is irrational: no exact tie exists, and IEEE multiplication and division are the same everywhere.
        #[expect(clippy::cast_precision_loss, reason = "the factors are small integers, exact in f64")]
        let thousandths =
            self.numerator as f64 / denominator as f64 * std::f64::consts::FRAC_1_SQRT_2 * 1000.0;
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "in [0, 708]")]
        let rounded = (thousandths + 0.5).floor() as u16;
        Credit(keep_ends(rounded, false, false))
    }
}

fn greatest_common_divisor(a: u128, b: u128) -> u128 {
    if b == 0 { a.max(1) } else { greatest_common_divisor(b, a % b) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(share: Share, expected: &str) {
        assert_eq!(share.round().to_string(), expected);
    }

    #[test]
    fn a_half_step_is_the_root_of_a_half() {
        check(Share::of_half_steps(1), "0.707");
        check(Share::of_half_steps(3), "0.354");
    }

    #[test]
    fn a_sixteenth_rounds_half_up() {
        check(Share::of(1, 16), "0.063");
        check(Share::of_half_steps(8), "0.063");
    }

    #[test]
    fn a_product_is_rounded_once_and_exactly() {
        check(Share::of(9, 10).times(Share::of(3, 8)), "0.338");
    }

    #[test]
    fn almost_all_is_not_all_and_almost_nothing_is_not_nothing() {
        check(Share::of(99_999, 100_000), "0.999");
        check(Share::of(1, 100_000), "0.001");
        check(Share::of_half_steps(400), "0.001");
        check(Share::ZERO, "0.000");
    }

    #[test]
    fn a_ratio_over_nothing_is_absent() {
        assert_eq!(Credit::from_ratio(0, 0), None);
    }

    #[test]
    fn decimals_of_more_than_three_places_are_refused() {
        assert_eq!(Credit::from_decimal("0.8"), Some(Credit(800)));
        assert_eq!(Credit::from_decimal(".25"), Some(Credit(250)));
        for text in ["0.8001", "1.5", "-1", "", ".", "x"] {
            assert_eq!(Credit::from_decimal(text), None, "{text}");
        }
    }

    #[test]
    fn the_harmonic_mean_with_nothing_is_nothing() {
        assert_eq!(Credit::ONE.harmonic_mean(Credit::ZERO), Credit::ZERO);
        assert_eq!(Credit::ONE.harmonic_mean(Credit::HALF).to_string(), "0.667");
        assert_eq!(Credit::ZERO.harmonic_mean(Credit::ZERO), Credit::ZERO);
    }
}
