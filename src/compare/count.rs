//! Compares counts: what a predicted number is worth where the article states a number, a bound, a range or a size.

use std::fmt;

use crate::compare::count::extent::Extent;
use crate::compare::count::qualifier::WordLoss;
use crate::compare::{Comparison, Reason};
use crate::credit::Share;
use crate::value::count::{Count, CountForm, Qualifier};
use crate::value::numeral::{Amount, Class};

pub(crate) mod extent;
pub(crate) mod qualifier;
mod ranges;

/// "Bound lost is ½ after the MUC-4 guidelines": the right number with a bound lost or added.
pub const BOUND_LOST: Share = Share::of(1, 2);
/// "× ¾ if only one side hedges".
pub const HEDGE_LOST: Share = Share::of(3, 4);
/// "Inclusive against strict .9".
pub const INCLUSIVE_AGAINST_STRICT: Share = Share::of(9, 10);
/// "A weaker bound or range earns ¼".
pub const TRUE_BUT_WEAKER: Share = Share::of(1, 4);
/// "Only if its nearest stated end is within a factor 2".
pub const WEAKER_FACTOR_MAX: u128 = 2;
/// "Only gold's `about` opens (10 %…)": one part in ten of the gold number, either way.
pub const ABOUT_ONE_PART_IN: u128 = 10;
/// "(10 %, ½ within…)": another number that a gold `about` admits.
pub const WITHIN_ABOUT: Share = Share::of(1, 2);
/// "A bound keeping one end of a gold range ½"; "`{best}`: … inside ½"; at least this for what lies inside gold.
pub const INSIDE: Share = Share::of(1, 2);

/// Why two counts scored as they did.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CountReason {
    /// Equal.
    Same,
    /// Another number.
    DifferentNumber,
    /// The number without its bound, or a bound that the article does not state.
    BoundLostOrAdded,
    /// The number without its hedge, or a hedge that the article does not state.
    HedgeLostOrAdded,
    /// "at least" against "more than", "at most" against "less than".
    InclusiveAgainstStrict,
    /// A lower bound against an upper one.
    BoundTurnedRound,
    /// The article entails it and says more.
    TrueButWeaker,
    /// The article entails it, and so it would almost anything.
    TooFar,
    /// Another number that the gold `about` admits.
    WithinAbout,
    /// The number is one end of the predicted range.
    EndOfRange,
    /// Inside the gold range.
    InsideRange,
    /// Inside the gold range, written as a range of one number.
    InsideRangeAsRange,
    /// Outside the gold range.
    OutsideRange,
    /// Two ranges that overlap.
    Jaccard,
    /// Two ranges with the same ends, one of them a size.
    SameExtent,
    /// A bound that keeps one end of the gold range.
    OneEndRight,
    /// A bound that keeps no end of the gold range.
    NoEndRight,
    /// The best number of the gold estimate.
    BestEstimate,
    /// Inside the gold estimate, not the best number.
    InsideEstimate,
    /// The whole range of the gold estimate.
    WholeRange,
    /// Outside the gold estimate.
    OutsideEstimate,
    /// Inside the gold size.
    InsideClass(Class),
    /// Another size.
    OtherMagnitude,
    /// Both sides leave the number open.
    BothUnspecified,
    /// The article gives no number and the prediction does.
    Invented,
    /// The article gives a number and the prediction says that there is none.
    LeftOut,
    /// The article gives no number and nothing is predicted.
    NoNumberOnEitherSide,
}

impl fmt::Display for CountReason {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = match self {
            Self::Same | Self::BothUnspecified => "same",
            Self::DifferentNumber => "different number",
            Self::BoundLostOrAdded => "right number, bound lost or added",
            Self::HedgeLostOrAdded => "hedge lost or added",
            Self::InclusiveAgainstStrict => "inclusive vs strict bound",
            Self::BoundTurnedRound => "bound turned round",
            Self::TrueButWeaker => "true but weaker than the article",
            Self::TooFar => "bound too far to say anything",
            Self::WithinAbout => "within 10 % of an approximate number",
            Self::EndOfRange => "right number is an end of the range",
            Self::InsideRange => "inside the range",
            Self::InsideRangeAsRange => "inside the range (n..n is n)",
            Self::OutsideRange => "outside the range",
            Self::Jaccard => "Jaccard of the ranges",
            Self::SameExtent => "same extent",
            Self::OneEndRight => "one end right",
            Self::NoEndRight => "no end right",
            Self::BestEstimate => "best estimate",
            Self::InsideEstimate => "inside low..high",
            Self::WholeRange => "the whole range",
            Self::OutsideEstimate => "outside low..high",
            Self::InsideClass(class) => return inside_class(*class, formatter),
            Self::OtherMagnitude => "other order of magnitude",
            Self::Invented => "the article gives no number; one was invented",
            Self::LeftOut => "number left out",
            Self::NoNumberOnEitherSide => "no number on either side",
        };
        formatter.write_str(text)
    }
}

fn inside_class(class: Class, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
    match class_bounds(class) {
        (low, Some(high)) => write!(formatter, "inside the class {low} to {high}"),
        (low, None) => write!(formatter, "inside the class {low} or more"),
    }
}

impl From<CountReason> for Reason {
    fn from(reason: CountReason) -> Self {
        Self::Count(reason)
    }
}

impl From<WordLoss> for CountReason {
    fn from(loss: WordLoss) -> Self {
        match loss {
            WordLoss::Nothing => Self::Same,
            WordLoss::Hedge => Self::HedgeLostOrAdded,
            WordLoss::Bound => Self::BoundLostOrAdded,
            WordLoss::Strictness => Self::InclusiveAgainstStrict,
            WordLoss::TurnedRound => Self::BoundTurnedRound,
        }
    }
}

/// Returns the least and the most number of a class; the most is absent where it is open.
///
/// "Classes: several 3–9, tens/dozens 12–99, hundreds 100–999, thousands ≥ 1000, plural ≥ 2."
#[must_use]
pub const fn class_bounds(class: Class) -> (u64, Option<u64>) {
    match class {
        Class::Plural => (2, None),
        Class::Several => (3, Some(9)),
        Class::Dozens => (12, Some(99)),
        Class::Hundreds => (100, Some(999)),
        Class::Thousands => (1000, None),
    }
}

/// Compares a predicted count with a gold one.
///
/// Not symmetric: "weaker than", "about" and `best` ask what the article states. Allocates nothing.
#[must_use]
pub fn compare_counts(gold: &Count, predicted: &Count) -> Comparison {
    let is_written_as_range = matches!(predicted.form(), CountForm::Range(low, high) if low == high);
    let (gold, predicted) = (gold.canonical(), predicted.canonical());
    if gold == predicted {
        return full(CountReason::Same);
    }
    match gold.form() {
        CountForm::Point(qualifier, amount) => against_point((qualifier, amount), predicted.form()),
        CountForm::Range(low, high) => {
            let inside =
                if is_written_as_range { CountReason::InsideRangeAsRange } else { CountReason::InsideRange };
            ranges::against_range(Extent::closed(low, high), predicted.form(), inside)
        }
        CountForm::Estimate { best, low, high } => {
            ranges::against_estimate(best, Extent::closed(low, high), predicted.form())
        }
        CountForm::Class(class) => ranges::against_class(class, predicted.form()),
    }
}

pub(crate) fn full(reason: impl Into<Reason>) -> Comparison {
    Comparison::single(Share::ONE, reason)
}

pub(crate) fn nothing(reason: impl Into<Reason>) -> Comparison {
    Comparison::single(Share::ZERO, reason)
}

fn single(share: Share, reason: CountReason) -> Comparison {
    Comparison::single(share, reason)
}

/// Gold is a number, bounded, hedged or neither.
fn against_point(gold: (Qualifier, Amount), predicted: CountForm) -> Comparison {
    match predicted {
        CountForm::Point(qualifier, amount) if amount == gold.1 => right_number(gold.0, qualifier),
        CountForm::Point(qualifier, amount) => other_number(gold, (qualifier, amount)),
        CountForm::Range(low, high) => range_for_point(gold, Extent::closed(low, high)),
        CountForm::Estimate { best, .. } => estimate_for_point(gold, best),
        CountForm::Class(class) => class_for_point(gold, class),
    }
}

/// The number is right and the words before it differ.
fn right_number(gold: Qualifier, predicted: Qualifier) -> Comparison {
    let factors = qualifier::factors::<CountReason>(gold, predicted);
    Comparison::product(factors[0].1, &factors)
}

/// Another number is stated: worth something only as a weaker bound, or inside a gold `about`.
fn other_number(gold: (Qualifier, Amount), predicted: (Qualifier, Amount)) -> Comparison {
    let is_about = gold.0 == Qualifier::About;
    let is_stated = matches!(predicted.0, Qualifier::Exactly | Qualifier::About);
    if is_about && is_stated && is_within_about(gold.1, predicted.1) {
        let within = (WITHIN_ABOUT, CountReason::WithinAbout.into());
        let hedge = (HEDGE_LOST, CountReason::HedgeLostOrAdded.into());
        let factors = [within, hedge];
        let n_factors = if predicted.0 == Qualifier::About { 1 } else { 2 };
        return Comparison::product(CountReason::WithinAbout, factors.get(..n_factors).unwrap_or(&factors));
    }
    if qualifier::are_opposite(gold.0, predicted.0) {
        return nothing(CountReason::BoundTurnedRound);
    }
    if !qualifier::is_entailed(predicted.0, predicted.1 < gold.1) {
        return nothing(CountReason::DifferentNumber);
    }
    weaker(gold.1.hundredths(), [predicted.1.hundredths(); 2])
}

/// A bound or range that the article entails, by the distance of its nearest stated end.
fn weaker(gold: u128, ends: [u128; 2]) -> Comparison {
    if ends.iter().any(|end| extent::is_within_factor(gold, *end)) {
        single(TRUE_BUT_WEAKER, CountReason::TrueButWeaker)
    } else {
        nothing(CountReason::TooFar)
    }
}

fn is_within_about(gold: Amount, predicted: Amount) -> bool {
    extent::is_within_part(gold.hundredths(), predicted.hundredths())
}

/// A range where gold is a number: an end that is the number counts as a bound added.
fn range_for_point(gold: (Qualifier, Amount), range: Extent) -> Comparison {
    let number = gold.1.hundredths();
    let ends = [range.low, range.high.unwrap_or(range.low)];
    let has_end = match gold.0.side() {
        None => ends.contains(&number),
        Some(side) => range.end(side) == Some(number),
    };
    if has_end {
        let reason = if gold.0.side().is_none() { CountReason::EndOfRange } else { CountReason::OneEndRight };
        return single(BOUND_LOST, reason);
    }
    let is_entailed = match gold.0 {
        // "almost 50" is a number near 50, so 40 to 60 follows from it.
        Qualifier::Exactly | Qualifier::About | Qualifier::Almost => range.contains(number),
        Qualifier::AtMost | Qualifier::LessThan => range.low == 0 && range.contains(number),
        Qualifier::AtLeast | Qualifier::MoreThan => false,
    };
    if is_entailed && (gold.0 != Qualifier::Almost || range.low < number) {
        weaker(number, ends)
    } else {
        nothing(CountReason::DifferentNumber)
    }
}

/// An estimate states its best number; the range around it is a bound added.
fn estimate_for_point(gold: (Qualifier, Amount), best: Amount) -> Comparison {
    if best == gold.1 {
        return single(BOUND_LOST, CountReason::BoundLostOrAdded);
    }
    if gold.0 == Qualifier::About && is_within_about(gold.1, best) {
        let within = (WITHIN_ABOUT, CountReason::WithinAbout.into());
        let bound = (BOUND_LOST, CountReason::BoundLostOrAdded.into());
        return Comparison::product(CountReason::WithinAbout, &[within, bound]);
    }
    nothing(CountReason::DifferentNumber)
}

/// "A class other than plural and thousands earns it by containing the number."
fn class_for_point(gold: (Qualifier, Amount), class: Class) -> Comparison {
    let extent = Extent::of_class(class);
    let number = gold.1.hundredths();
    // "more than 99" starts where dozens end, and "less than 12" ends where they start.
    let is_beyond =
        gold.0.is_strict() && gold.0.side().and_then(|side| extent.end(side.opposite())) == Some(number);
    if !extent.contains(number) || is_beyond {
        return nothing(CountReason::OtherMagnitude);
    }
    match class {
        Class::Several | Class::Dozens | Class::Hundreds => {
            single(TRUE_BUT_WEAKER, CountReason::TrueButWeaker)
        }
        Class::Plural | Class::Thousands => nothing(CountReason::TooFar),
    }
}

/// Returns the larger of two shares after rounding.
pub(crate) fn larger(a: Share, b: Share) -> Share {
    if a.round() >= b.round() { a } else { b }
}

#[cfg(test)]
pub(crate) mod tests {

    use super::*;
    use crate::compare::date::DateContext;
    use crate::compare::slot::{Context, compare_slots};
    use crate::credit::Credit;
    use crate::schema::SlotSpec;
    use crate::schema::entities::Entities;
    use crate::value::count::tests::any_count;
    use crate::value::{Kind, Slot, Value};
    use proptest::prelude::*;

    const SEMANTICS: &str = include_str!("../../tests/references/semantics.csv");

    fn count(text: &str) -> Count {
        text.parse().unwrap_or_else(|error| panic!("{error}"))
    }

    fn check(gold: &str, predicted: &str, expected: &str) {
        let comparison = compare_counts(&count(gold), &count(predicted));
        assert_eq!(format!("{} {}", comparison.score, comparison.reason), expected, "{gold} | {predicted}");
    }

    /// Checks a row with an open or absent side, which slots compare and not values.
    pub(crate) fn assert_open_row(kind: Kind, cells: (&str, &str), (score, reason): (&str, &str)) {
        let slot = |text: &str| match (text, kind) {
            ("", _) => Slot::Nothing,
            ("unspecified", _) => Slot::Unspecified,
            (_, Kind::Duration) => Slot::plain(Value::Duration(text.parse().unwrap())),
            (_, _) => Slot::plain(Value::Count(count(text))),
        };
        let spec = SlotSpec { is_key: true, ..SlotSpec::new(kind.word(), kind) };
        let (entities, dates) = (Entities::default(), DateContext::default());
        let context = Context { entities: &entities, dates: &dates };
        let comparison = compare_slots(&slot(cells.0), &slot(cells.1), &spec, context);
        assert_eq!(Some(comparison.score), Credit::from_decimal(score), "{cells:?}");
        assert_eq!(comparison.reason.to_string(), reason, "{cells:?}");
    }

    #[test]
    fn every_count_row_of_the_semantics_page_holds() {
        let mut n_rows = 0;
        for row in csv::Reader::from_reader(SEMANTICS.as_bytes()).records() {
            let row = row.unwrap();
            let (kind, gold, predicted, score, reason) = (&row[0], &row[1], &row[2], &row[4], &row[6]);
            if kind != "count" {
                continue;
            }
            n_rows += 1;
            let is_open = |text: &str| text.is_empty() || text == "unspecified";
            if is_open(gold) || is_open(predicted) {
                assert_open_row(Kind::Count, (gold, predicted), (score, reason));
                continue;
            }
            let comparison = compare_counts(&count(gold), &count(predicted));
            assert_eq!(Some(comparison.score), Credit::from_decimal(score), "{gold} | {predicted}");
            assert_eq!(comparison.reason.to_string(), reason, "{gold} | {predicted}");
        }
        assert_eq!(n_rows, 47);
    }

    #[test]
    fn a_bound_or_hedge_on_the_right_number_costs_what_the_page_says() {
        check("about 3000", "almost 3000", "0.500 right number, bound lost or added");
        check("about 3000", "about 3000", "1.000 same");
        check("3000", "almost 3000", "0.500 right number, bound lost or added");
        check("almost 3000", "less than 3000", "0.750 hedge lost or added");
        check("almost 3000", "at most 3000", "0.675 inclusive vs strict bound");
        check("almost 3000", "at least 3000", "0.000 bound turned round");
    }

    #[test]
    fn a_weaker_bound_earns_a_quarter_within_a_factor_of_two() {
        check("49", "at least 25", "0.250 true but weaker than the article");
        check("50", "at least 25", "0.250 true but weaker than the article");
        check("51", "at least 25", "0.000 bound too far to say anything");
        check("49", "at most 48", "0.000 different number");
        check("49", "almost 50", "0.000 different number");
        check("at most 100", "at most 200", "0.250 true but weaker than the article");
        check("at most 100", "at most 201", "0.000 bound too far to say anything");
        check("at least 6500", "more than 6499", "0.250 true but weaker than the article");
        check("more than 6500", "at least 6501", "0.000 different number");
        check("at least 6500", "at most 7000", "0.000 bound turned round");
    }

    #[test]
    fn a_range_earns_as_its_nearest_end_and_an_estimate_as_its_best() {
        check("49", "45..1000000", "0.250 true but weaker than the article");
        check("49", "50..60", "0.000 different number");
        check("at least 6500", "6500..7000", "0.500 one end right");
        check("at least 6500", "6000..6500", "0.000 different number");
        check("at most 100", "0..150", "0.250 true but weaker than the article");
        check("49", "{best: 49, low: 45, high: 60}", "0.500 right number, bound lost or added");
        check("49", "{best: 50, low: 45, high: 60}", "0.000 different number");
        check(
            "about 3000",
            "{best: 2800, low: 2000, high: 4000}",
            "0.250 within 10 % of an approximate number",
        );
    }

    #[test]
    fn a_class_earns_by_containing_the_number_unless_it_is_open() {
        check("49", "plural", "0.000 bound too far to say anything");
        check("4900", "thousands", "0.000 bound too far to say anything");
        check("at least 49", "dozens", "0.250 true but weaker than the article");
        check("more than 99", "dozens", "0.000 other order of magnitude");
        check("10", "dozens", "0.000 other order of magnitude");
    }

    #[test]
    fn inside_a_gold_range_is_a_half_and_a_hedge_costs_on_top() {
        check("5..7", "about 6", "0.375 inside the range");
        check("5..100", "5..7", "0.500 inside the range");
        check("5..7", "6..7", "0.667 Jaccard of the ranges");
        check("5..7", "8..9", "0.000 outside the range");
        check("5..7", "more than 5", "0.450 one end right");
        check("5..7", "at most 5", "0.000 bound turned round");
        check("5..7", "at least 4", "0.000 no end right");
        check("4.9..5.1", "4.9..5.2", "0.750 Jaccard of the ranges");
        check("5..7", "{best: 6, low: 5, high: 7}", "0.500 inside the range");
    }

    #[test]
    fn a_gold_estimate_pays_best_inside_and_whole() {
        let gold = "{best: 49, low: 45, high: 60}";
        check(gold, "about 49", "0.750 hedge lost or added");
        check(gold, "at least 49", "0.500 right number, bound lost or added");
        check(gold, "at least 45", "0.500 one end right");
        check(gold, "about 55", "0.375 inside low..high");
        check(gold, "50..55", "0.500 inside low..high");
        check(gold, "{best: 49, low: 45, high: 45000}", "0.500 Jaccard of the ranges");
    }

    #[test]
    fn a_gold_class_pays_what_lies_inside() {
        check("dozens", "12..99", "1.000 same extent");
        check("dozens", "20..30", "0.500 inside the class 12 to 99");
        check("dozens", "about 49", "0.375 inside the class 12 to 99");
        check("dozens", "100", "0.000 other order of magnitude");
        check("thousands", "5000", "0.500 inside the class 1000 or more");
        check("thousands", "plural", "0.000 bound too far to say anything");
        check("thousands", "at least 1000", "0.500 one end right");
        check("dozens", "plural", "0.000 bound too far to say anything");
        check("plural", "dozens", "0.500 inside the class 2 or more");
    }

    #[test]
    fn nothing_and_the_largest_number_are_numbers() {
        check("0", "at least 0", "0.500 right number, bound lost or added");
        check("0", "less than 1", "0.000 bound too far to say anything");
        check("1", "at least 0", "0.000 bound too far to say anything");
        check("about 0", "1", "0.000 different number");
        check(
            "18446744073709551615",
            "at least 9223372036854775808",
            "0.250 true but weaker than the article",
        );
        check("0..18446744073709551615", "0..18446744073709551614", "0.999 Jaccard of the ranges");
        check("0..1", "0..18446744073709551615", "0.001 Jaccard of the ranges");
    }

    /// What a wrong number can at most earn with a bound or a range around it: the price of a weaker statement.
    fn wrong_number_max() -> Credit {
        TRUE_BUT_WEAKER.round()
    }

    proptest! {
        #[test]
        fn a_count_equals_itself_in_any_writing(gold in any_count(), predicted in any_count()) {
            prop_assert!(compare_counts(&gold, &gold).score.is_one());
            let as_written = compare_counts(&gold, &predicted);
            let canonical = compare_counts(&gold.canonical(), &predicted.canonical());
            prop_assert_eq!(as_written.score, canonical.score);
            let charged: u16 = as_written.charges().map(|charge| charge.points).sum();
            prop_assert_eq!(charged + as_written.score.thousandths(), 1000);
        }

        #[test]
        fn a_hedge_never_pays_more_than_reading(number in 0_u64..100, wrong in 0_u64..100) {
            let gold = Count::exact(number);
            prop_assume!(number != wrong);
            for qualifier in Qualifier::ALL {
                let right = compare_counts(&gold, &Count::point(qualifier, Amount::from_whole(number)));
                prop_assert_eq!(right.score.is_one(), qualifier == Qualifier::Exactly);
                let score = compare_counts(&gold, &Count::point(qualifier, Amount::from_whole(wrong))).score;
                prop_assert!(score <= wrong_number_max() && score < right.score);
                let hedges = matches!(qualifier, Qualifier::Exactly | Qualifier::About | Qualifier::Almost);
                prop_assert!(!hedges || score.is_zero());
            }
        }
    }
}
