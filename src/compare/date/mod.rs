//! Compares dates and instants: precision, open parts, zones, hedges, intervals and bounds.

use crate::compare::Comparison;
use crate::compare::date::point::compare_points;
use crate::value::date::point::Point;
use crate::value::date::{Bound, Date, Shape, Zone};

pub use crate::compare::date::reason::{DateReason, EndState, Step, ZoneLoss};

mod bound;
mod interval;
mod outcome;
mod point;
mod range;
mod reason;

/// How intervals are compared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum IntervalMode {
    /// Endpoint by endpoint.
    #[default]
    Ladder,
    /// Dice of the durations: the F1 of SemEval-2018 task 6.
    Overlap,
}

/// What a comparison of dates needs to know beside the dates.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DateContext {
    /// The zone of bare clock times, where the article declares one.
    pub timezone: Option<Zone>,
    /// How intervals are compared.
    pub intervals: IntervalMode,
}

/// A date as comparing sees it: one unknown day and a lasting interval apart, `A/A` as `A`.
#[derive(Clone, Copy)]
enum View<'a> {
    Point(&'a Point),
    Interval(Option<&'a Point>, Option<&'a Point>),
    Between(&'a Point, &'a Point),
    Bound(Bound, &'a Point),
}

/// Compares a predicted date with a gold date.
///
/// Costs a few nanoseconds for equal dates and allocates nothing.
#[must_use]
pub fn compare_dates(gold: &Date, predicted: &Date, context: &DateContext) -> Comparison {
    if gold == predicted {
        return Comparison::product(same_reason(&gold.shape), &[]);
    }
    let (gold, predicted) = (view(gold), view(predicted));
    if let (View::Point(gold), View::Point(predicted)) = (gold, predicted) {
        let outcome = compare_points(gold, predicted, context.timezone);
        return outcome.comparison(outcome.headline());
    }
    let found = compare_ranges(gold, predicted, context);
    if context.timezone.is_none() || found.score.is_one() {
        return found;
    }
    // "A bare time … is never worse for it."
    let without = compare_ranges(gold, predicted, &DateContext { timezone: None, ..*context });
    if without.score > found.score { without } else { found }
}

fn compare_ranges(gold: View<'_>, predicted: View<'_>, context: &DateContext) -> Comparison {
    match (gold, predicted) {
        (View::Interval(..), View::Interval(..) | View::Point(_)) | (View::Point(_), View::Interval(..)) => {
            interval::compare(&stated(gold), &stated(predicted), context)
        }
        (_, View::Bound(..) | View::Between(..))
        | (View::Bound(..) | View::Between(..), _)
        | (View::Point(_), View::Point(_)) => bound::compare(gold, predicted, context.timezone),
    }
}

fn same_reason(shape: &Shape) -> DateReason {
    match shape {
        Shape::Point(point) if point.offset.is_some() => DateReason::SameInstant,
        Shape::Point(_) => DateReason::SameValue,
        Shape::Interval(_) => DateReason::Ends { start: EndState::RIGHT, end: EndState::RIGHT },
        Shape::Between(_) | Shape::Bound(..) => DateReason::Same,
    }
}

fn view(date: &Date) -> View<'_> {
    match &date.shape {
        Shape::Point(point) => View::Point(point),
        Shape::Bound(bound, point) => View::Bound(*bound, point),
        Shape::Between(ends) if ends.0.canonical() == ends.1.canonical() => View::Point(&ends.0),
        Shape::Between(ends) => View::Between(&ends.0, &ends.1),
        Shape::Interval(ends) => match (&ends.start, &ends.end) {
            (Some(start), Some(end)) if start.canonical() == end.canonical() => View::Point(start),
            (start, end) => View::Interval(start.as_ref(), end.as_ref()),
        },
    }
}

/// Both ends of a date that is a point or an interval.
struct Stated<'a> {
    start: Option<&'a Point>,
    end: Option<&'a Point>,
    is_point: bool,
}

fn stated(view: View<'_>) -> Stated<'_> {
    match view {
        View::Point(point) | View::Bound(_, point) => {
            Stated { start: Some(point), end: Some(point), is_point: true }
        }
        View::Between(first, last) => Stated { start: Some(first), end: Some(last), is_point: false },
        View::Interval(start, end) => Stated { start, end, is_point: false },
    }
}

#[cfg(test)]
mod tests;
