//! Puts two dates on one clock, as ranges of seconds without open parts.

use crate::compare::date::Stated;
use crate::compare::date::point::{fillings, open_parts, placed, referenced};
use crate::value::date::calendar::DAY_SECONDS;
use crate::value::date::point::Point;
use crate::value::date::{Unit, Zone};

/// A range of seconds; an open end lies at the end of numbers.
#[derive(Clone, Copy)]
pub(super) struct Range {
    pub(super) start: i64,
    pub(super) end: i64,
}

impl Range {
    pub(super) const fn holds(self, other: Self) -> bool {
        // The ends of an open interval may wrap around the year: such a range holds nothing and lies in nothing.
        self.start <= other.start && other.start < other.end && other.end <= self.end
    }

    pub(super) const fn touches(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    pub(super) fn is_equal(self, other: Self) -> bool {
        (self.start, self.end) == (other.start, other.end)
    }

    /// Returns the seconds, unless an end is open.
    pub(super) fn length(self) -> Option<u64> {
        let is_bounded = self.start != i64::MIN && self.end != i64::MAX;
        is_bounded.then(|| self.start.abs_diff(self.end))
    }
}

/// Two dates on one clock.
pub(super) struct Ranges {
    pub(super) gold: Range,
    pub(super) predicted: Range,
    /// The finest precision of gold.
    pub(super) article: Unit,
    /// The finest precision of the prediction.
    pub(super) stated: Unit,
    /// The most parts that one side leaves open and the other states.
    pub(super) n_open: u8,
    /// One side says "about".
    pub(super) is_hedge_lost: bool,
    /// One side or both say "about".
    pub(super) is_hedged: bool,
    /// Zoned times stand beside bare ones or beside plain days: equal clocks may be other instants.
    pub(super) is_mixed: bool,
}

type Ends = [Option<Point>; 2];

/// Puts two dates on one clock; `None` if open parts cannot be filled.
pub(super) fn ranges(gold: &Stated<'_>, predicted: &Stated<'_>, timezone: Option<Zone>) -> Option<Ranges> {
    let (written_gold, written_predicted) = ([gold.start, gold.end], [predicted.start, predicted.end]);
    let mut gold = fill(written_gold, written_predicted)?;
    let mut predicted = fill(written_predicted, written_gold)?;
    if let Some(zone) = timezone {
        let place =
            |end: Option<Point>| end.map(|point| if point.is_bare() { placed(&point, zone) } else { point });
        let has_zoned = |ends: &Ends| ends.iter().flatten().any(|point| point.offset.is_some());
        if has_zoned(&gold) || has_zoned(&predicted) {
            gold = gold.map(place);
            predicted = predicted.map(place);
        }
    }
    let mut points = gold.iter().chain(&predicted).flatten();
    let is_some_zoned = points.clone().any(|point| point.offset.is_some());
    let is_utc = points.all(|point| point.offset.is_some());
    let is_approximate = |ends: &Ends| ends.iter().flatten().any(|point| point.is_approximate);
    let finest = |ends: &Ends| ends.iter().flatten().map(|point| point.unit).max();
    Some(Ranges {
        gold: range(&gold, is_utc),
        predicted: range(&predicted, is_utc),
        article: finest(&gold)?,
        stated: finest(&predicted)?,
        n_open: n_open(written_gold, written_predicted),
        is_hedge_lost: is_approximate(&gold) != is_approximate(&predicted),
        is_hedged: is_approximate(&gold) || is_approximate(&predicted),
        is_mixed: is_some_zoned && !is_utc,
    })
}

fn range([start, end]: &Ends, is_utc: bool) -> Range {
    let first = |point: &Point| if is_utc { point.start_utc() } else { point.start };
    let last = |point: &Point| if is_utc { point.end_utc() } else { point.end };
    Range { start: start.as_ref().map_or(i64::MIN, first), end: end.as_ref().map_or(i64::MAX, last) }
}

fn fill(ends: [Option<&Point>; 2], others: [Option<&Point>; 2]) -> Option<Ends> {
    let [start, end] = ends;
    let start = match start {
        Some(point) => Some(fill_one(point, others[0].or(others[1]))?),
        None => None,
    };
    let end = match end {
        Some(point) => Some(fill_one(point, others[1].or(others[0]))?),
        None => None,
    };
    Some([start, end])
}

fn fill_one(point: &Point, other: Option<&Point>) -> Option<Point> {
    match other {
        _ if point.n_open == 0 => Some(*point),
        Some(other) if other.n_open < point.n_open => {
            let known = referenced(other)?;
            fillings(point, &known).into_iter().flatten().next()
        }
        Some(_) | None => referenced(point),
    }
}

fn n_open(gold: [Option<&Point>; 2], predicted: [Option<&Point>; 2]) -> u8 {
    let pairs = [(gold[0], predicted[0].or(predicted[1])), (gold[1], predicted[1].or(predicted[0]))];
    let count = |(gold, predicted): (Option<&Point>, Option<&Point>)| match (gold, predicted) {
        (Some(gold), Some(predicted)) => open_parts(gold, predicted),
        (None, _) | (_, None) => 0,
    };
    pairs.into_iter().map(count).max().unwrap_or(0)
}

/// Returns the days between two seconds, begun ones counted whole.
pub(super) fn days_apart(a: i64, b: i64) -> u64 {
    a.abs_diff(b).div_ceil(DAY_SECONDS.unsigned_abs())
}
