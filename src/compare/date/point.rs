//! Compares two points: fills open parts, chooses the clock, climbs the ladder of precision.

use crate::compare::date::outcome::{Outcome, Precision};
use crate::compare::date::reason::{DateReason, Step, ZoneLoss};
use crate::value::date::calendar::{DAY_SECONDS, civil};
use crate::value::date::is_night;
use crate::value::date::point::{Point, ordinal_of};
use crate::value::date::{Unit, Zone};

/// "off … by an hour at most".
const NEAR_SECONDS_MAX: i64 = 3600;
/// "nested values of equal rank that differ, half a step".
const OTHER_EXTENT_HALF_STEPS: u32 = 1;
/// A part of a day is half a step below its day: the night belongs to both of its days so.
const DAYS_OF_NIGHT: i64 = 2;

/// Compares two points, a bare time read in the zone of the article where one is declared.
pub(super) fn compare_points(gold: &Point, predicted: &Point, timezone: Option<Zone>) -> Outcome {
    if gold.n_open == 0 && predicted.n_open == 0 {
        return compare_known(gold, predicted, timezone);
    }
    let n_open = open_parts(gold, predicted);
    let outcome = if gold.n_open <= predicted.n_open {
        fill_and_compare(gold, predicted, |known, filled| compare_known(known, filled, timezone))
    } else {
        fill_and_compare(predicted, gold, |known, filled| compare_known(filled, known, timezone))
    };
    Outcome { n_open, ..outcome }
}

/// Counts the parts that one point leaves open and the other states.
pub(super) fn open_parts(a: &Point, b: &Point) -> u8 {
    let is_left_open = |open: &Point, stated: &Point, part: u8| {
        part <= open.n_open && part > stated.n_open && part <= stated.n_parts()
    };
    (1..=3).map(|part| u8::from(is_left_open(a, b, part) || is_left_open(b, a, part))).sum()
}

/// Returns the point with open parts as in the reference year.
pub(super) fn referenced(point: &Point) -> Option<Point> {
    point.filled(point.first_civil())
}

/// Returns the ways to take the open parts of a point from a known one: its first day, its last, its first in UTC.
///
/// A clock near midnight in another zone lies on the day before or after. A season that is on in February may have
/// begun in the year before.
pub(super) fn fillings(open: &Point, known: &Point) -> [Option<Point>; 5] {
    let day = |second: i64| civil(ordinal_of(second.max(FIRST_SECOND)));
    let local = known.start_utc() + open.offset.map_or(0, |minutes| i64::from(minutes) * 60);
    let near = [known.first_civil(), known.last_civil(), day(local), day(local - DAY_SECONDS)];
    let [first, last, same, before] = near.map(|day| open.filled(day));
    let season = if open.unit == Unit::Season { open.filled(day(local - SEASON_SECONDS)) } else { None };
    [first, last, same, before, season]
}

/// The longest season.
const SEASON_SECONDS: i64 = 92 * DAY_SECONDS;

/// 0001-01-01: nothing is known before it.
const FIRST_SECOND: i64 = -62_135_596_800;

fn fill_and_compare(known: &Point, open: &Point, compare: impl Fn(&Point, &Point) -> Outcome) -> Outcome {
    let apart = Outcome::of(Precision::Apart(DateReason::NoOverlap));
    let Some(known) = referenced(known) else { return apart };
    let outcomes = fillings(open, &known).into_iter().flatten().map(|filled| compare(&known, &filled));
    outcomes.reduce(|best, next| if next.scaled() > best.scaled() { next } else { best }).unwrap_or(apart)
}

fn compare_known(gold: &Point, predicted: &Point, timezone: Option<Zone>) -> Outcome {
    let as_written = compare_clocks(gold, predicted);
    let Some(zone) = timezone.filter(|_| gold.unit.is_time() && predicted.unit.is_time()) else {
        return as_written;
    };
    let in_zone = match (gold.is_bare(), predicted.is_bare()) {
        (true, false) => compare_clocks(&placed(gold, zone), predicted),
        (false, true) => compare_clocks(gold, &placed(predicted, zone)),
        (true, true) | (false, false) => return as_written,
    };
    // "A bare time … is never worse for it."
    if in_zone.scaled() >= as_written.scaled() { in_zone } else { as_written }
}

/// Returns a bare time with the offset that the zone had.
pub(super) fn placed(point: &Point, zone: Zone) -> Point {
    Point { offset: zone.moment(point.start).map(|moment| moment.offset_minutes()), ..*point }
}

/// Compares as instants where both sides have a zone, else, or where that fails, as clocks.
fn compare_clocks(gold: &Point, predicted: &Point) -> Outcome {
    let is_hedge_lost = gold.is_approximate != predicted.is_approximate;
    if !(gold.unit.is_time() && predicted.unit.is_time()) {
        let precision = climb(&Stretch::local(gold), &Stretch::local(predicted), DateReason::NoOverlap);
        return Outcome { is_hedge_lost, ..Outcome::of(precision) };
    }
    let zone = match (gold.offset, predicted.offset) {
        (None, None) => None,
        (Some(_), None) => Some(ZoneLoss::Missing),
        (None, Some(_)) => Some(ZoneLoss::Added),
        (Some(_), Some(_)) => Some(ZoneLoss::Wrong),
    };
    let clock = climb(&Stretch::local(gold), &Stretch::local(predicted), DateReason::DifferentTime);
    let clock = Outcome { zone, is_hedge_lost, ..Outcome::of(clock) };
    if zone != Some(ZoneLoss::Wrong) {
        return clock;
    }
    let instant = climb(&Stretch::utc(gold), &Stretch::utc(predicted), DateReason::DifferentInstant);
    let instant = if !matches!(instant, Precision::Same(_)) {
        instant
    } else if gold.has_zero_seconds == predicted.has_zero_seconds {
        Precision::Same(DateReason::SameInstant)
    } else {
        Precision::Same(DateReason::SameInstantSeconds)
    };
    let instant = Outcome { is_hedge_lost, ..Outcome::of(instant) };
    if instant.scaled() >= clock.scaled() { instant } else { clock }
}

/// A stretch of time on one clock, with its precision.
struct Stretch {
    start: i64,
    end: i64,
    unit: Unit,
    is_night: bool,
    is_approximate: bool,
}

impl Stretch {
    fn local(point: &Point) -> Self {
        Self {
            start: point.start,
            end: point.end,
            unit: point.unit,
            is_night: is_night(point),
            is_approximate: point.is_approximate,
        }
    }

    fn utc(point: &Point) -> Self {
        Self { start: point.start_utc(), end: point.end_utc(), ..Self::local(point) }
    }

    fn holds(&self, other: &Self) -> bool {
        self.start <= other.start && other.end <= self.end || other.is_night && self.holds_day_of(other)
    }

    /// "night 22–6, which belongs to both days at half a step".
    fn holds_day_of(&self, night: &Self) -> bool {
        let midnight = night.start.div_euclid(DAY_SECONDS) * DAY_SECONDS;
        (0..DAYS_OF_NIGHT)
            .map(|day| midnight + day * DAY_SECONDS)
            .any(|day| self.unit <= Unit::Day && self.start <= day && day + DAY_SECONDS <= self.end)
    }
}

fn climb(gold: &Stretch, predicted: &Stretch, apart: DateReason) -> Precision {
    if (gold.start, gold.end) == (predicted.start, predicted.end) {
        return Precision::Same(DateReason::SameValue);
    }
    if gold.holds(predicted) || predicted.holds(gold) {
        return nested(gold.unit, predicted.unit);
    }
    let overlap = gold.end.min(predicted.end) - gold.start.max(predicted.start);
    match u64::try_from(overlap) {
        Ok(overlap) if overlap > 0 => {
            let lengths = (gold.end - gold.start) + (predicted.end - predicted.start);
            Precision::Part(2 * overlap, lengths.unsigned_abs())
        }
        Ok(_) | Err(_) => near(gold, predicted).map_or(Precision::Apart(apart), Precision::Near),
    }
}

/// "Nested values score 0.5^|difference of rank|; nested values of equal rank that differ, half a step".
fn nested(article: Unit, stated: Unit) -> Precision {
    let half_steps = article.half_steps().abs_diff(stated.half_steps());
    match stated.half_steps().cmp(&article.half_steps()) {
        std::cmp::Ordering::Less => Precision::Nested(half_steps, Step::Coarser { stated, article }),
        std::cmp::Ordering::Greater => Precision::Nested(half_steps, Step::Finer { stated, article }),
        std::cmp::Ordering::Equal => Precision::Nested(OTHER_EXTENT_HALF_STEPS, Step::OtherExtent),
    }
}

/// Only gold's hedge opens: "a hedge never pays more than reading". Units that touch are one off.
fn near(gold: &Stretch, predicted: &Stretch) -> Option<DateReason> {
    if !gold.is_approximate {
        return None;
    }
    if gold.unit.is_time() && predicted.unit.is_time() {
        let is_near = (gold.start - predicted.start).abs() <= NEAR_SECONDS_MAX;
        return is_near.then_some(DateReason::WithinHour);
    }
    let is_next = gold.end == predicted.start || predicted.end == gold.start;
    (gold.unit == predicted.unit && is_next).then_some(DateReason::OneUnitOff)
}
