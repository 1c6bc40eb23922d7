//! Compares days known only within bounds: before, after, between.

use crate::compare::Comparison;
use crate::compare::date::interval::compare_ends;
use crate::compare::date::outcome::{Outcome, Precision, SCALE};
use crate::compare::date::point::compare_points;
use crate::compare::date::range::{Range, Ranges, days_apart, ranges};
use crate::compare::date::reason::DateReason;
use crate::compare::date::{Stated, View, stated};
use crate::credit::Share;
use crate::value::date::point::Point;
use crate::value::date::{Bound, Zone};

/// "lost or added ½".
const BOUND_LOST: Share = Share::of(1, 2);
/// "one end right ½".
const ONE_END_RIGHT: Share = Share::of(1, 2);
/// "inclusive against strict .9".
const INCLUSIVE_STRICT: Share = Share::of(9, 10);
/// "inside but unstated ¼".
const INSIDE: Share = Share::of(1, 4);
/// "a weaker bound earns ¼ …".
const WEAKER: Share = Share::of(1, 4);
/// "… only within 31 days".
const WEAKER_DAYS_MAX: u64 = 31;

/// Compares two dates of which at least one is a bound or a range.
pub(super) fn compare(gold: View<'_>, predicted: View<'_>, timezone: Option<Zone>) -> Comparison {
    let (gold_ends, predicted_ends) = (stated(gold), stated(predicted));
    let Some(ranges) = ranges(&gold_ends, &predicted_ends, timezone) else {
        return nothing(DateReason::OutsideRange);
    };
    let pair = BoundPair {
        gold: allowed(gold, ranges.gold),
        predicted: allowed(predicted, ranges.predicted),
        ranges,
        timezone,
    };
    match (gold, predicted) {
        (View::Bound(article, at), View::Bound(claimed, put)) => pair.bounds((article, at), (claimed, put)),
        (View::Bound(_, at), View::Point(point)) => pair.point_for_bound(at, point),
        (View::Point(point), View::Bound(_, at)) => {
            pair.bound_for_point(&[(at, point)], DateReason::BoundLost)
        }
        (View::Point(point), View::Between(first, last)) => {
            pair.bound_for_point(&[(first, point), (last, point)], DateReason::OneEndRight)
        }
        (View::Between(first, last), View::Point(point)) => pair.point_for_range(&[first, last], point),
        (View::Bound(bound, at), View::Between(..) | View::Interval(..)) => {
            pair.range_for_bound(at, predicted_ends.side(bound))
        }
        (View::Between(..) | View::Interval(..), View::Bound(bound, at)) => {
            pair.bound_for_range(gold_ends.side(bound), at)
        }
        (View::Between(..), View::Between(..)) => pair.range_for_range(&gold_ends, &predicted_ends),
        (View::Between(..) | View::Interval(..) | View::Point(_), View::Interval(..) | View::Between(..))
        | (View::Interval(..) | View::Point(_), View::Point(_)) => {
            pair.kinds_mixed(&gold_ends, &predicted_ends)
        }
    }
}

impl<'a> Stated<'a> {
    /// Returns the end that a bound speaks of.
    const fn side(&self, bound: Bound) -> Option<&'a Point> {
        if bound.is_upper() { self.end } else { self.start }
    }
}

/// Returns the seconds in which the day may lie, from the range of the date as stated.
fn allowed(view: View<'_>, range: Range) -> Range {
    match view {
        View::Bound(Bound::OnOrBefore, _) => Range { start: i64::MIN, end: range.end },
        View::Bound(Bound::Before, _) => Range { start: i64::MIN, end: range.start },
        View::Bound(Bound::OnOrAfter, _) => Range { start: range.start, end: i64::MAX },
        View::Bound(Bound::After, _) => Range { start: range.end, end: i64::MAX },
        View::Point(_) | View::Between(..) | View::Interval(..) => range,
    }
}

fn nothing(reason: DateReason) -> Comparison {
    Comparison::single(Share::ZERO, reason)
}

const fn is_right(outcome: &Outcome) -> bool {
    matches!(outcome.precision, Precision::Same(_))
}

struct BoundPair {
    gold: Range,
    predicted: Range,
    ranges: Ranges,
    timezone: Option<Zone>,
}

impl BoundPair {
    /// Charges one reason, then openness and hedge.
    fn whole(&self, share: Share, reason: DateReason) -> Comparison {
        self.ranges.shared(Precision::Same(reason)).times((share, reason), reason)
    }

    fn bounds(&self, gold: (Bound, &Point), predicted: (Bound, &Point)) -> Comparison {
        if gold.0.is_upper() != predicted.0.is_upper() {
            return nothing(DateReason::BoundTurned);
        }
        let outcome = compare_points(gold.1, predicted.1, self.timezone);
        if is_right(&outcome) && gold.0 == predicted.0 {
            let headline = if outcome.is_same() { DateReason::Same } else { outcome.headline() };
            return outcome.comparison(headline);
        }
        if is_right(&outcome) {
            return outcome
                .times((INCLUSIVE_STRICT, DateReason::InclusiveStrict), DateReason::InclusiveStrict);
        }
        if self.gold.is_equal(self.predicted) && !self.ranges.is_mixed {
            return self.ranges.shared(Precision::Same(DateReason::SameExtent)).as_comparison();
        }
        self.moved()
    }

    /// A bound that is not gold's: worth something where gold entails it and it is near.
    fn moved(&self) -> Comparison {
        if !self.predicted.holds(self.gold) {
            return nothing(DateReason::BoundMoved);
        }
        if self.is_weaker_near() {
            self.whole(WEAKER, DateReason::BoundMovedEntailed)
        } else {
            nothing(DateReason::BoundTooFar)
        }
    }

    /// Says whether the nearest stated end is near enough to gold.
    fn is_weaker_near(&self) -> bool {
        let (gold, predicted) = (self.gold, self.predicted);
        let starts = (predicted.start != i64::MIN).then(|| days_apart(predicted.start, gold.start));
        let ends = (predicted.end != i64::MAX).then(|| days_apart(predicted.end, gold.end));
        starts.into_iter().chain(ends).any(|days| days <= WEAKER_DAYS_MAX)
    }

    fn point_for_bound(&self, at: &Point, point: &Point) -> Comparison {
        let outcome = compare_points(at, point, self.timezone);
        if is_right(&outcome) {
            return outcome.times((BOUND_LOST, DateReason::BoundLost), DateReason::BoundLost);
        }
        if self.gold.holds(self.predicted) {
            return self.whole(INSIDE, DateReason::InsideRange);
        }
        if self.gold.touches(self.predicted) && !outcome.is_apart() {
            return outcome.times((BOUND_LOST, DateReason::BoundLost), DateReason::BoundLost);
        }
        nothing(DateReason::OutsideRange)
    }

    fn bound_for_point(&self, ends: &[(&Point, &Point)], right: DateReason) -> Comparison {
        let outcomes = ends.iter().map(|(at, point)| compare_points(point, at, self.timezone));
        let Some(best) = outcomes.max_by_key(|outcome| (is_right(outcome), outcome.scaled())) else {
            return nothing(DateReason::OutsideRange);
        };
        if self.gold.is_equal(self.predicted) && !self.ranges.is_mixed {
            return self.ranges.shared(Precision::Same(DateReason::SameExtent)).as_comparison();
        }
        if is_right(&best) {
            return best.times((BOUND_LOST, right), right);
        }
        if self.predicted.holds(self.gold) {
            return if self.is_weaker_near() {
                self.whole(WEAKER, DateReason::Weaker)
            } else {
                nothing(DateReason::BoundTooFar)
            };
        }
        if self.gold.touches(self.predicted) && !best.is_apart() {
            return best.times((BOUND_LOST, right), right);
        }
        nothing(DateReason::OutsideRange)
    }

    fn point_for_range(&self, ends: &[&Point], point: &Point) -> Comparison {
        if self.gold.is_equal(self.predicted) && !self.ranges.is_mixed {
            return self.ranges.shared(Precision::Same(DateReason::SameExtent)).as_comparison();
        }
        let outcomes = ends.iter().map(|end| compare_points(end, point, self.timezone));
        let best = outcomes.max_by_key(|outcome| (is_right(outcome), outcome.scaled()));
        if let Some(best) = best.as_ref().filter(|best| is_right(best)) {
            return best.times((ONE_END_RIGHT, DateReason::OneEndRight), DateReason::OneEndRight);
        }
        if self.gold.holds(self.predicted) {
            return self.whole(INSIDE, DateReason::InsideRange);
        }
        if self.predicted.holds(self.gold) {
            return self.covering();
        }
        match best.filter(|best| !best.is_apart() && self.gold.touches(self.predicted)) {
            Some(best) => best.times((ONE_END_RIGHT, DateReason::OneEndRight), DateReason::OneEndRight),
            None => nothing(DateReason::OutsideRange),
        }
    }

    /// A coarser point around a range: the ladder, and at most ¼, as for intervals.
    fn covering(&self) -> Comparison {
        let half_steps = self.ranges.article.half_steps().abs_diff(self.ranges.stated.half_steps());
        let ladder = crate::compare::date::outcome::ladder_scaled(half_steps);
        let units = (ladder < SCALE / 4).then_some((self.ranges.stated, self.ranges.article));
        let reason = DateReason::NeitherEnd { is_covering: true, units };
        self.whole(Share::of(ladder.min(SCALE / 4), SCALE), reason)
    }

    fn range_for_bound(&self, at: &Point, end: Option<&Point>) -> Comparison {
        let outcome = end.map(|end| compare_points(at, end, self.timezone));
        if let Some(outcome) = outcome.filter(is_right) {
            return outcome.times((ONE_END_RIGHT, DateReason::OneEndRight), DateReason::OneEndRight);
        }
        if self.gold.holds(self.predicted) {
            return self.whole(INSIDE, DateReason::InsideRange);
        }
        nothing(DateReason::OutsideRange)
    }

    fn bound_for_range(&self, end: Option<&Point>, at: &Point) -> Comparison {
        let outcome = end.map(|end| compare_points(end, at, self.timezone));
        match outcome.filter(is_right) {
            Some(right) => right.times((ONE_END_RIGHT, DateReason::OneEndRight), DateReason::OneEndRight),
            None => self.moved(),
        }
    }

    fn range_for_range(&self, gold: &Stated<'_>, predicted: &Stated<'_>) -> Comparison {
        let ends = compare_ends(gold, predicted, self.timezone);
        if ends.scaled == SCALE {
            return Comparison::single(Share::ONE, DateReason::Same);
        }
        if self.gold.is_equal(self.predicted) && !self.ranges.is_mixed && !self.ranges.has_losses() {
            return Comparison::single(Share::ONE, DateReason::SameExtent);
        }
        let end_by_end = Comparison::single(Share::of(ends.scaled, SCALE), ends.reason());
        let nested = if self.gold.holds(self.predicted) {
            self.whole(INSIDE, DateReason::InsideRange)
        } else if self.predicted.holds(self.gold) {
            self.moved()
        } else {
            nothing(DateReason::OutsideRange)
        };
        if end_by_end.score >= nested.score && ends.scaled > 0 { end_by_end } else { nested }
    }

    /// One says that it lasted, the other that a day is unknown: the bound is lost or added.
    fn kinds_mixed(&self, gold: &Stated<'_>, predicted: &Stated<'_>) -> Comparison {
        let ends = compare_ends(gold, predicted, self.timezone);
        if ends.scaled > 0 {
            let share = Share::of(ends.scaled, SCALE);
            return Comparison::single(share.times(BOUND_LOST), DateReason::BoundLost);
        }
        if self.gold.holds(self.predicted) {
            return self.whole(INSIDE, DateReason::InsideRange);
        }
        nothing(DateReason::OutsideRange)
    }
}
