//! Turns what the parts of a pair lost into points that add up to what the fact lost.

use crate::align::pair::{Part, PartJudgement};
use crate::compare::{Comparison, Reason};
use crate::credit::Credit;

/// Which credit a loss is taken from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// What we miss.
    Recall,
    /// What we get wrong.
    Precision,
}

/// Points lost by one fact, for one reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Loss {
    /// Which credit it is taken from.
    pub side: Side,
    /// The part to blame; `None` where the whole fact is.
    pub part: Option<Part>,
    /// Why.
    pub reason: Reason,
    /// In thousandths, in `[1, 1000]`.
    pub points: u16,
}

/// How the pairs made are priced.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Preset {
    /// The scores of the ladder.
    #[default]
    Ladder,
    /// Any partial score is ½: MUC-4 scoring guidelines (Chinchor 1992).
    Muc4,
    /// Right or wrong: TempEval-3 (`UzZaman` et al. 2013), strict match.
    Exact,
}

impl Preset {
    /// All presets, in the order of the documentation.
    pub const ALL: [Self; 3] = [Self::Ladder, Self::Muc4, Self::Exact];

    /// Returns the word users type.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Ladder => "ladder",
            Self::Muc4 => "muc4",
            Self::Exact => "exact",
        }
    }

    /// Returns what a score is worth; 0 and 1 stay what they are.
    #[must_use]
    pub const fn price(self, score: Credit) -> Credit {
        match self {
            Self::Ladder => score,
            Self::Muc4 | Self::Exact if score.is_zero() || score.is_one() => score,
            Self::Muc4 => Credit::HALF,
            Self::Exact => Credit::ZERO,
        }
    }
}

/// Returns the credit of one side: the weighted mean of the priced scores; 1 if nothing is judged there.
#[must_use]
pub fn credit_of(parts: &[PartJudgement], side: Side, preset: Preset) -> Credit {
    let (mut kept, mut total) = (0_u64, 0_u64);
    for part in parts {
        if let Some(comparison) = on_side(part, side) {
            kept += u64::from(part.weight) * u64::from(preset.price(comparison.score).thousandths());
            total += u64::from(part.weight) * 1000;
        }
    }
    Credit::from_ratio(kept, total).unwrap_or(Credit::ONE)
}

/// Returns the comparison of a part on a side, if it is judged there.
#[must_use]
pub const fn on_side(part: &PartJudgement, side: Side) -> Option<Comparison> {
    match side {
        Side::Recall => part.judgement.recall,
        Side::Precision => part.judgement.precision,
    }
}

/// Shares the loss of one side among the parts and their reasons; adds up to 1000 − credit.
///
/// Exact shares are rounded by the largest remainder (Hamilton), ties to the earlier.
#[must_use]
pub fn share_losses(parts: &[PartJudgement], side: Side, preset: Preset) -> Vec<Loss> {
    let lost = 1000 - credit_of(parts, side, preset).thousandths();
    if lost == 0 {
        return Vec::new();
    }
    let mut claims: Vec<(Part, Reason, u64)> = Vec::new();
    for part in parts {
        let Some(comparison) = on_side(part, side) else { continue };
        let ladder_loss = u64::from(1000 - comparison.score.thousandths());
        if ladder_loss == 0 || part.weight == 0 {
            continue;
        }
        let priced_loss = u64::from(1000 - preset.price(comparison.score).thousandths());
        for charge in comparison.charges() {
            // In millionths of a thousandth: a preset scales the charges of a slot alike.
            let claim = u64::from(part.weight) * u64::from(charge.points) * priced_loss * 1000 / ladder_loss;
            claims.push((part.part, charge.reason, claim));
        }
    }
    let points = largest_remainder(&claims.iter().map(|claim| claim.2).collect::<Vec<_>>(), lost);
    claims
        .iter()
        .zip(points)
        .filter(|(_, points)| *points > 0)
        .map(|((part, reason, _), points)| Loss { side, part: Some(*part), reason: *reason, points })
        .collect()
}

/// Shares whole points in proportion to claims, by the largest remainder; ties go to the earlier claim.
///
/// All claims 0: everything goes to the first. No claims: nothing to share out.
///
/// # Panics
/// Never: a share is at most the points.
#[must_use]
pub fn largest_remainder(claims: &[u64], points: u16) -> Vec<u16> {
    let total: u128 = claims.iter().map(|claim| u128::from(*claim)).sum();
    if total == 0 {
        return (0..claims.len()).map(|index| if index == 0 { points } else { 0 }).collect();
    }
    let mut shares: Vec<u16> = Vec::with_capacity(claims.len());
    let mut remainders: Vec<(u128, usize)> = Vec::with_capacity(claims.len());
    for (index, claim) in claims.iter().enumerate() {
        let exact = u128::from(*claim) * u128::from(points);
        shares.push(u16::try_from(exact / total).expect("a share is at most the points"));
        remainders.push((exact % total, index));
    }
    let given: u16 = shares.iter().sum();
    remainders.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    for (_, index) in remainders.iter().take(usize::from(points - given)) {
        shares[*index] += 1;
    }
    shares
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(claims: &[u64], points: u16, expected: &[u16]) {
        assert_eq!(largest_remainder(claims, points), expected);
    }

    #[test]
    fn thirds_of_a_thousand_go_to_the_earlier() {
        check(&[1, 1, 1], 1000, &[334, 333, 333]);
    }

    #[test]
    fn the_largest_remainder_is_rounded_up() {
        check(&[1, 5], 10, &[2, 8]);
    }

    #[test]
    fn nothing_to_claim_gives_all_to_the_first() {
        check(&[0, 0], 7, &[7, 0]);
        check(&[], 7, &[]);
    }

    proptest::proptest! {
        #[test]
        fn shares_always_add_up(claims in proptest::collection::vec(0_u64..1_000_000_000, 1..9), points in 0_u16..1001) {
            let shares = largest_remainder(&claims, points);
            proptest::prop_assert_eq!(shares.iter().sum::<u16>(), points);
        }
    }
}
