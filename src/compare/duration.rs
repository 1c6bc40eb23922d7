//! Compares durations: like counts, on nominal lengths, where a month is a range of days.

use crate::compare::count::extent::{Extent, is_within_factor, is_within_part};
use crate::compare::count::{
    BOUND_LOST, HEDGE_LOST, INSIDE, TRUE_BUT_WEAKER, WITHIN_ABOUT, full, larger, nothing, qualifier,
};
use crate::compare::{Comparison, Reason};
use crate::credit::Share;
use crate::value::count::{Qualifier, Side};
use crate::value::duration::length::{Length, SECONDS_PER_DAY};
use crate::value::duration::{Duration, DurationForm, TimeUnit};

mod reason;

pub use crate::compare::duration::reason::DurationReason;

/// "¼ when gold's [range of days] lies inside it".
pub const GOLD_INSIDE: Share = Share::of(1, 4);
/// The grids of durations in seconds: days, hours, minutes, seconds; the coarsest that fits all ends is used.
const DURATION_GRIDS: [u128; 4] = [86_400, 3600, 60, 1];
/// The least number of a unit that its plural means.
const PLURAL_MIN: u32 = 2;

/// Compares a predicted duration with a gold one.
///
/// Not symmetric: a month covers 30 days, 30 days do not cover a month. Allocates nothing.
#[must_use]
pub fn compare_durations(gold: &Duration, predicted: &Duration) -> Comparison {
    if gold == predicted {
        return full(DurationReason::Same);
    }
    let (gold, predicted) = (gold.canonical(), predicted.canonical());
    if gold == predicted {
        return full(DurationReason::SameLength);
    }
    match gold.form() {
        DurationForm::Point(qualifier, length) => {
            against_point(&Stated::of(qualifier, length), predicted.form())
        }
        DurationForm::Range(from, to) => {
            let reasons =
                Reasons { inside: DurationReason::InsideRange, outside: DurationReason::OutsideRange };
            against_extent(extent_of_range(from, to), predicted.form(), reasons)
        }
        DurationForm::Class(unit) => {
            let reasons =
                Reasons { inside: DurationReason::InsideClass(unit), outside: DurationReason::OtherUnit };
            against_extent(extent_of_class(unit), predicted.form(), reasons)
        }
    }
}

/// A length with its word, and what it can mean in seconds.
struct Stated {
    qualifier: Qualifier,
    length: Length,
    extent: Extent,
}

impl Stated {
    fn of(qualifier: Qualifier, length: Length) -> Self {
        Self { qualifier, length, extent: extent(length) }
    }

    fn ends(&self) -> [u128; 2] {
        [self.extent.low, self.extent.high.unwrap_or(self.extent.low)]
    }
}

fn extent(length: Length) -> Extent {
    let (low, high) = length.seconds();
    Extent { low: u128::from(low), high: Some(u128::from(high)) }
}

fn extent_of_range(from: Length, to: Length) -> Extent {
    Extent { low: extent(from).low, high: extent(to).high }
}

/// From two of the unit to the last step before two of the next one.
fn extent_of_class(unit: TimeUnit) -> Extent {
    let low = extent(least_of_class(unit)).low;
    let step = match unit {
        TimeUnit::Minutes => 60,
        TimeUnit::Hours => 3600,
        TimeUnit::Days | TimeUnit::Weeks | TimeUnit::Months | TimeUnit::Years | TimeUnit::Decades => {
            u128::from(SECONDS_PER_DAY)
        }
    };
    Extent { low, high: unit.longer().map(|longer| extent(least_of_class(longer)).low - step) }
}

fn least_of_class(unit: TimeUnit) -> Length {
    let none = Length::default();
    match unit {
        TimeUnit::Minutes => Length { minutes: PLURAL_MIN, ..none },
        TimeUnit::Hours => Length { hours: PLURAL_MIN, ..none },
        TimeUnit::Days => Length { days: PLURAL_MIN, ..none },
        TimeUnit::Weeks => Length { weeks: PLURAL_MIN, ..none },
        TimeUnit::Months => Length { months: PLURAL_MIN, ..none },
        TimeUnit::Years => Length { years: PLURAL_MIN, ..none },
        TimeUnit::Decades => Length { years: PLURAL_MIN * 10, ..none },
    }
}

/// Gold is a length, bounded, hedged or neither.
fn against_point(gold: &Stated, predicted: DurationForm) -> Comparison {
    match predicted {
        DurationForm::Point(qualifier, length) => points(gold, &Stated::of(qualifier, length)),
        DurationForm::Range(from, to) => range_for_point(gold, from, to),
        DurationForm::Class(unit) => class_for_point(gold, unit),
    }
}

/// Two lengths: the same length one way or the other, with the cost of the words; else another length.
fn points(gold: &Stated, predicted: &Stated) -> Comparison {
    let length = if gold.length == predicted.length {
        (Share::ONE, DurationReason::SameLength)
    } else if gold.extent.covers(predicted.extent) {
        (Share::ONE, inside_nominal(gold.length))
    } else if predicted.extent.covers(gold.extent) {
        (GOLD_INSIDE, DurationReason::GoldInside)
    } else {
        return other_length(gold, predicted);
    };
    let [first, second] = qualifier::factors::<DurationReason>(gold.qualifier, predicted.qualifier);
    let headline = if length.0.is_whole() && !first.0.is_whole() { first.1 } else { length.1.into() };
    Comparison::product(headline, &[(length.0, length.1.into()), first, second])
}

fn inside_nominal(gold: Length) -> DurationReason {
    DurationReason::InsideNominal(gold.as_months().and_then(|months| u32::try_from(months).ok()))
}

/// Another length is stated: worth something only as a weaker bound, or inside a gold `about`.
fn other_length(gold: &Stated, predicted: &Stated) -> Comparison {
    let is_stated = matches!(predicted.qualifier, Qualifier::Exactly | Qualifier::About);
    if gold.qualifier == Qualifier::About && is_stated && is_within_about(gold, predicted) {
        let within = (WITHIN_ABOUT, DurationReason::WithinAbout.into());
        let hedge = (HEDGE_LOST, DurationReason::HedgeLostOrAdded.into());
        let factors = [within, hedge];
        let n_factors = if predicted.qualifier == Qualifier::About { 1 } else { 2 };
        return Comparison::product(
            DurationReason::WithinAbout,
            factors.get(..n_factors).unwrap_or(&factors),
        );
    }
    if qualifier::are_opposite(gold.qualifier, predicted.qualifier) {
        return nothing(DurationReason::BoundTurnedRound);
    }
    let ([low, high], [predicted_low, predicted_high]) = (gold.ends(), predicted.ends());
    let is_entailed = match predicted.qualifier.side() {
        None => false,
        // Whatever the two lengths mean in days, the bound holds.
        Some(Side::Lower) => predicted_high <= low && qualifier::is_entailed(predicted.qualifier, true),
        Some(Side::Upper) => predicted_low >= high && qualifier::is_entailed(predicted.qualifier, false),
    };
    if is_entailed { weaker(gold, predicted.ends()) } else { nothing(DurationReason::DifferentLength) }
}

/// All that the prediction can mean is within 10 % of something that gold can mean.
fn is_within_about(gold: &Stated, predicted: &Stated) -> bool {
    let ([low, high], [predicted_low, predicted_high]) = (gold.ends(), predicted.ends());
    let is_near =
        |number: u128| number.clamp(low, high) == number || is_within_part(number.clamp(low, high), number);
    is_near(predicted_low) && is_near(predicted_high)
}

/// A bound or range that the article entails, by the distance of its nearest stated end.
fn weaker(gold: &Stated, ends: [u128; 2]) -> Comparison {
    let is_near = gold.ends().iter().any(|number| ends.iter().any(|end| is_within_factor(*number, *end)));
    if is_near {
        Comparison::single(TRUE_BUT_WEAKER, DurationReason::TrueButWeaker)
    } else {
        nothing(DurationReason::TooFar)
    }
}

/// A range where gold is a length: an end that is the length counts as a bound added.
fn range_for_point(gold: &Stated, from: Length, to: Length) -> Comparison {
    let has_end = match gold.qualifier.side() {
        None => from == gold.length || to == gold.length,
        Some(Side::Lower) => from == gold.length,
        Some(Side::Upper) => to == gold.length,
    };
    if has_end {
        let is_bound = gold.qualifier.side().is_some();
        let reason = if is_bound { DurationReason::OneEndRight } else { DurationReason::EndOfRange };
        return Comparison::single(BOUND_LOST, reason);
    }
    let range = extent_of_range(from, to);
    let is_entailed = match gold.qualifier {
        Qualifier::Exactly | Qualifier::About => range.covers(gold.extent),
        Qualifier::Almost => range.covers(gold.extent) && range.low < gold.extent.low,
        Qualifier::AtMost | Qualifier::LessThan => range.low == 0 && range.covers(gold.extent),
        Qualifier::AtLeast | Qualifier::MoreThan => false,
    };
    if is_entailed {
        weaker(gold, [range.low, range.high.unwrap_or(range.low)])
    } else {
        nothing(DurationReason::DifferentLength)
    }
}

/// A plural unit earns ¼ by containing the length; decades are open and say too little.
fn class_for_point(gold: &Stated, unit: TimeUnit) -> Comparison {
    let class = extent_of_class(unit);
    let first_beyond = unit.longer().map(|longer| extent(least_of_class(longer)).low);
    let is_beyond = match gold.qualifier {
        Qualifier::LessThan | Qualifier::Almost => gold.extent.low <= class.low,
        Qualifier::MoreThan => gold.extent.high >= class.high && class.high.is_some(),
        Qualifier::Exactly | Qualifier::AtLeast | Qualifier::AtMost | Qualifier::About => false,
    };
    if !is_in_class(class, first_beyond, gold.extent) || is_beyond {
        return nothing(DurationReason::OtherUnit);
    }
    if class.high.is_none() {
        return nothing(DurationReason::TooFar);
    }
    Comparison::single(TRUE_BUT_WEAKER, DurationReason::TrueButWeaker)
}

/// A class has no gap before the next one: 13 days and 12 hours are days.
fn is_in_class(class: Extent, first_beyond: Option<u128>, length: Extent) -> bool {
    let is_before_next = match (first_beyond, length.high) {
        (None, _) => true,
        (Some(beyond), Some(high)) => high < beyond,
        (Some(_), None) => false,
    };
    class.low <= length.low && is_before_next
}

/// How being inside and being outside is called.
#[derive(Clone, Copy)]
struct Reasons {
    inside: DurationReason,
    outside: DurationReason,
}

/// Gold is a range or a plural unit: what lies inside is ½, another range its overlap, a bound at one end ½.
fn against_extent(gold: Extent, predicted: DurationForm, reasons: Reasons) -> Comparison {
    match predicted {
        DurationForm::Point(qualifier, length) => {
            point_for_extent(gold, &Stated::of(qualifier, length), reasons)
        }
        DurationForm::Range(from, to) => overlap(gold, extent_of_range(from, to), reasons),
        DurationForm::Class(unit) => {
            let other = extent_of_class(unit);
            if other.high.is_none() && gold.overlaps(other) && !gold.covers(other) {
                return nothing(DurationReason::TooFar);
            }
            overlap(gold, other, reasons)
        }
    }
}

fn point_for_extent(gold: Extent, predicted: &Stated, reasons: Reasons) -> Comparison {
    let one_end = (INSIDE, Reason::from(DurationReason::OneEndRight));
    if let Some(side) = predicted.qualifier.side() {
        let predicted_end = predicted.extent.end(side);
        if gold.end(side).is_none() || gold.end(side) != predicted_end {
            let is_far_side = gold.end(side.opposite()) == predicted.extent.end(side.opposite());
            return nothing(if is_far_side {
                DurationReason::BoundTurnedRound
            } else {
                DurationReason::NoEndRight
            });
        }
        let inclusive = if side == Side::Lower { Qualifier::AtLeast } else { Qualifier::AtMost };
        let [first, second] = qualifier::factors::<DurationReason>(inclusive, predicted.qualifier);
        return Comparison::product(DurationReason::OneEndRight, &[one_end, first, second]);
    }
    if !gold.covers(predicted.extent) {
        return nothing(reasons.outside);
    }
    let hedge = (HEDGE_LOST, DurationReason::HedgeLostOrAdded.into());
    let factors = [(INSIDE, reasons.inside.into()), hedge];
    let n_factors = if predicted.qualifier == Qualifier::About { 2 } else { 1 };
    Comparison::product(reasons.inside, factors.get(..n_factors).unwrap_or(&factors))
}

fn overlap(gold: Extent, predicted: Extent, reasons: Reasons) -> Comparison {
    if gold == predicted {
        return full(DurationReason::SameLength);
    }
    let jaccard = gold.jaccard(predicted, &DURATION_GRIDS);
    if gold.covers(predicted) {
        let share = larger(jaccard, INSIDE);
        return Comparison::single(
            share,
            if share == INSIDE { reasons.inside } else { DurationReason::Jaccard },
        );
    }
    let reason = if gold.overlaps(predicted) { DurationReason::Jaccard } else { reasons.outside };
    Comparison::single(jaccard, reason)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::credit::Credit;
    use crate::value::duration::tests::any_duration;
    use proptest::prelude::*;

    const SEMANTICS: &str = include_str!("../../tests/references/semantics.csv");

    fn duration(text: &str) -> Duration {
        text.parse().unwrap_or_else(|error| panic!("{error}"))
    }

    fn check(gold: &str, predicted: &str, expected: &str) {
        let comparison = compare_durations(&duration(gold), &duration(predicted));
        assert_eq!(format!("{} {}", comparison.score, comparison.reason), expected, "{gold} | {predicted}");
    }

    #[test]
    fn every_duration_row_of_the_semantics_page_holds() {
        let mut n_rows = 0;
        for row in csv::Reader::from_reader(SEMANTICS.as_bytes()).records() {
            let row = row.unwrap();
            let (kind, gold, predicted, score, reason) = (&row[0], &row[1], &row[2], &row[4], &row[6]);
            if kind != "duration" {
                continue;
            }
            n_rows += 1;
            if gold == "unspecified" {
                crate::compare::count::tests::assert_open_row(
                    crate::value::Kind::Duration,
                    (gold, predicted),
                    (score, reason),
                );
                continue;
            }
            let comparison = compare_durations(&duration(gold), &duration(predicted));
            assert_eq!(Some(comparison.score), Credit::from_decimal(score), "{gold} | {predicted}");
            assert_eq!(comparison.reason.to_string(), reason, "{gold} | {predicted}");
        }
        assert_eq!(n_rows, 8);
    }

    #[test]
    fn a_length_inside_what_the_article_can_mean_is_right() {
        check("P1M", "P4W", "1.000 inside the nominal length of a month");
        check("P4W", "P1M", "0.250 gold inside the stated length");
        check("P1Y", "P365D", "1.000 inside the nominal length of a year");
        check("P2M", "P58D", "0.000 different length");
        check("P11M", "P341D", "0.000 different length");
        check("P1Y1M", "P13M", "1.000 same length");
        check("P1D", "PT24H", "1.000 same length");
        check("P2M", "P3M", "0.000 different length");
    }

    #[test]
    fn words_cost_as_for_counts() {
        check("P2M", "about P60D", "0.750 hedge lost or added");
        check("at least P6W", "more than P42D", "0.900 inclusive vs strict bound");
        check("at least P6W", "at most P6W", "0.000 bound turned round");
        check("almost P2M", "less than P2M", "0.750 hedge lost or added");
        check("P60D", "at least P2M", "0.125 gold inside the stated length");
        check("about P15D", "P2W", "0.375 within 10 % of an approximate length");
        check("about P15D", "about P2W", "0.500 within 10 % of an approximate length");
    }

    #[test]
    fn weaker_statements_earn_a_quarter_if_they_are_near() {
        check("P6W", "at least P1M", "0.250 true but weaker than the article");
        check("P6W", "at least P2W", "0.000 bound too far to say anything");
        check("P6W", "P5W..P7W", "0.250 true but weaker than the article");
        check("P6W", "P6W..P7W", "0.500 right length is an end of the range");
        check("at least P6W", "P6W..P7W", "0.500 one end right");
        check("P6W", "weeks", "0.250 true but weaker than the article");
        check("P30Y", "decades", "0.000 bound too far to say anything");
        check("P6W", "months", "0.000 other order of magnitude");
    }

    #[test]
    fn ranges_and_plural_units_pay_what_lies_inside() {
        check("P5D..P7D", "P6D", "0.500 inside the range");
        check("P5D..P7D", "P5D..P8D", "0.750 Jaccard of the ranges");
        check("P5D..P7D", "at least P5D", "0.500 one end right");
        check("P5D..P7D", "P8D", "0.000 outside the range");
        check("P5D..P7D", "at most P5D", "0.000 bound turned round");
        check("decades", "P30Y", "0.500 inside the class decades");
        check("decades", "decades", "1.000 same");
        check("years", "decades", "0.000 other order of magnitude");
        check("weeks", "P3M", "0.000 other order of magnitude");
    }

    proptest! {
        #[test]
        fn a_duration_equals_itself_in_any_writing(gold in any_duration(), predicted in any_duration()) {
            prop_assert!(compare_durations(&gold, &gold).score.is_one());
            prop_assert!(compare_durations(&gold, &gold.canonical()).score.is_one());
            let as_written = compare_durations(&gold, &predicted);
            prop_assert_eq!(as_written.score, compare_durations(&gold.canonical(), &predicted.canonical()).score);
            let charged: u16 = as_written.charges().map(|charge| charge.points).sum();
            prop_assert_eq!(charged + as_written.score.thousandths(), 1000);
        }
    }
}
