//! Compares intervals end by end, or by the overlap of their durations.

use crate::compare::Comparison;
use crate::compare::date::outcome::{Outcome, Precision, SCALE, ladder_scaled};
use crate::compare::date::point::compare_points;
use crate::compare::date::range::{Ranges, ranges};
use crate::compare::date::reason::{DateReason, EndState};
use crate::compare::date::{DateContext, IntervalMode, Stated};
use crate::credit::Share;
use crate::value::date::Zone;
use crate::value::date::point::Point;

/// "the mean of the ends, halved when an end is stated wrongly".
const WRONG_END_DIVISOR: u64 = 2;
/// "inside or covering with neither end right, the ladder score and at most ¼".
const NEITHER_END_MAX: u64 = SCALE / 4;

/// Compares an interval with an interval or a point.
pub(super) fn compare(gold: &Stated<'_>, predicted: &Stated<'_>, context: &DateContext) -> Comparison {
    let Some(ranges) = ranges(gold, predicted, context.timezone) else {
        return Comparison::single(Share::ZERO, DateReason::NoOverlap);
    };
    let ends = compare_ends(gold, predicted, context.timezone);
    if ends.scaled == SCALE {
        return Comparison::single(Share::ONE, ends.reason());
    }
    if let Some(comparison) = overlap(&ranges).filter(|_| context.intervals == IntervalMode::Overlap) {
        return comparison;
    }
    let has_point = gold.is_point || predicted.is_point;
    if ranges.gold.is_equal(ranges.predicted) && !ranges.is_mixed && (has_point || !ranges.has_losses()) {
        return ranges.shared(Precision::Same(DateReason::SameExtent)).as_comparison();
    }
    match neither_end(&ranges) {
        Some((worth, reason)) if !ends.beats(worth, has_point) => {
            ranges.shared(Precision::Same(reason)).times((Share::of(worth, SCALE), reason), reason)
        }
        Some(_) | None if ends.scaled > 0 => Comparison::single(Share::of(ends.scaled, SCALE), ends.reason()),
        Some(_) | None if ranges.gold.touches(ranges.predicted) => {
            Comparison::single(Share::ZERO, ends.reason())
        }
        Some(_) | None => Comparison::single(Share::ZERO, DateReason::NoOverlap),
    }
}

impl Ranges {
    /// Says whether openness or a hedge may cost something at one of the ends.
    pub(super) const fn has_losses(&self) -> bool {
        self.n_open > 0 || self.is_hedged
    }

    /// Returns the outcome with what all of the range shares: openness and hedge.
    pub(super) const fn shared(&self, precision: Precision) -> Outcome {
        Outcome { n_open: self.n_open, is_hedge_lost: self.is_hedge_lost, ..Outcome::of(precision) }
    }
}

impl Outcome {
    /// Returns the comparison under its own headline.
    pub(super) fn as_comparison(&self) -> Comparison {
        self.comparison(self.headline())
    }
}

/// Dice of the durations; `None` if one has no end.
fn overlap(ranges: &Ranges) -> Option<Comparison> {
    let lengths = ranges.gold.length()? + ranges.predicted.length()?;
    let (gold, predicted) = (ranges.gold, ranges.predicted);
    let shared = gold.end.min(predicted.end) - gold.start.max(predicted.start);
    let shared = u64::try_from(shared).unwrap_or(0);
    let reason = match shared {
        0 => DateReason::NoOverlap,
        _ => DateReason::Overlap,
    };
    let dice = Share::of(2 * shared, lengths);
    Some(ranges.shared(Precision::Same(DateReason::SameExtent)).times((dice, reason), reason))
}

/// How the two ends came out, and what they are worth together in parts of [`SCALE`].
pub(super) struct EndsOutcome {
    pub(super) start: EndState,
    pub(super) end: EndState,
    pub(super) scaled: u64,
}

impl EndsOutcome {
    fn of((start, start_worth): (EndState, u64), (end, end_worth): (EndState, u64)) -> Self {
        let is_wrong =
            [start, end].iter().any(|state| matches!(state, EndState::Wrong | EndState::OpenClosed));
        let mean = (start_worth + end_worth) / 2;
        let scaled = if is_wrong { mean / WRONG_END_DIVISOR } else { mean };
        Self { start, end, scaled }
    }

    pub(super) const fn reason(&self) -> DateReason {
        DateReason::Ends { start: self.start, end: self.end }
    }

    /// Says whether the ends explain a pair better than nesting does: of a point, only with an end that is right.
    fn beats(&self, nested: u64, has_point: bool) -> bool {
        let has_right = self.start == EndState::RIGHT || self.end == EndState::RIGHT;
        if has_point && !has_right {
            return false;
        }
        let is_worth = |state: EndState| matches!(state, EndState::Worth(_));
        self.scaled > nested
            || self.scaled == nested && (has_right || is_worth(self.start) && is_worth(self.end))
    }
}

/// Compares end by end. A point against a gold interval is the better one of its ends, the other missing.
pub(super) fn compare_ends(gold: &Stated<'_>, predicted: &Stated<'_>, timezone: Option<Zone>) -> EndsOutcome {
    let start = end_state((gold.start, predicted.start), timezone);
    let end = end_state((gold.end, predicted.end), timezone);
    if predicted.is_point && !gold.is_point {
        let missing = (EndState::Missing, 0);
        let has_start = gold.start.is_some() && (gold.end.is_none() || start.1 >= end.1);
        return if has_start { EndsOutcome::of(start, missing) } else { EndsOutcome::of(missing, end) };
    }
    EndsOutcome::of(start, end)
}

type Pair<'a> = (Option<&'a Point>, Option<&'a Point>);

fn end_state((gold, predicted): Pair<'_>, timezone: Option<Zone>) -> (EndState, u64) {
    match (gold, predicted) {
        (None, None) => (EndState::RIGHT, SCALE),
        (None, Some(_)) => (EndState::OpenClosed, 0),
        (Some(_), None) => (EndState::Missing, 0),
        (Some(gold), Some(predicted)) => match compare_points(gold, predicted, timezone).scaled() {
            0 => (EndState::Wrong, 0),
            worth => (EndState::Worth(Share::of(worth, SCALE).round()), worth),
        },
    }
}

/// Returns what lying inside or covering is worth, in parts of [`SCALE`]; `None` if neither is so.
fn neither_end(ranges: &Ranges) -> Option<(u64, DateReason)> {
    let is_covering = ranges.predicted.holds(ranges.gold);
    if !is_covering && !ranges.gold.holds(ranges.predicted) {
        return None;
    }
    let half_steps = ranges.article.half_steps().abs_diff(ranges.stated.half_steps());
    let ladder = ladder_scaled(half_steps);
    let units = (ladder < NEITHER_END_MAX).then_some((ranges.stated, ranges.article));
    Some((ladder.min(NEITHER_END_MAX), DateReason::NeitherEnd { is_covering, units }))
}
