//! Dates and instants: points of the calendar at any precision, intervals, and days known only within bounds.

use crate::value::date::calendar::ordinal;
use crate::value::date::point::{Point, ordinal_of};
use crate::value::date::unit::{OffsetSpelling, Part};
use crate::value::{Language, Lenient, ValueError};

pub use crate::value::date::calendar::Weekday;
pub use crate::value::date::unit::Unit;
pub use crate::value::date::zone::Zone;

pub(crate) mod calendar;
mod lenient;
mod parse;
pub(crate) mod point;
mod print;
mod reader;
pub(crate) mod unit;
mod zone;

/// A date at any precision: a point, an interval, or a day known only within bounds.
///
/// Equality is equality of spelling up to spaces; [`Date::canonical`] unites the spellings that score alike.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    pub(crate) shape: Shape,
}

/// The forms a date can take.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Shape {
    /// One point.
    Point(Point),
    /// `A/B`: something lasted from A to B.
    Interval(Box<Ends>),
    /// `between A and B`: one unknown day lies there.
    Between(Box<(Point, Point)>),
    /// `on or before A` and its like: one unknown day lies there.
    Bound(Bound, Point),
}

/// The ends of an interval; an absent one is open (`..`), and at least one is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Ends {
    pub(crate) start: Option<Point>,
    pub(crate) end: Option<Point>,
}

/// On which side of a stated date the unknown day lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Bound {
    /// `on or before A`.
    OnOrBefore,
    /// `before A`.
    Before,
    /// `on or after A`.
    OnOrAfter,
    /// `after A`.
    After,
}

impl Bound {
    /// All bounds; none is the beginning of another's word.
    pub const ALL: [Self; 4] = [Self::OnOrBefore, Self::Before, Self::OnOrAfter, Self::After];

    /// Returns the words before the date.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::OnOrBefore => "on or before",
            Self::Before => "before",
            Self::OnOrAfter => "on or after",
            Self::After => "after",
        }
    }

    /// Says whether the unknown day is not later than the stated one.
    #[must_use]
    pub const fn is_upper(self) -> bool {
        matches!(self, Self::OnOrBefore | Self::Before)
    }
}

impl Date {
    /// Reads the spelling of gold files: EDTF level 1, weeks, parts of day, clock times with zones, and bounds.
    ///
    /// # Errors
    /// `V1` if it is no date, `V2` if zone and clock disagree, `V5` if an interval ends before it starts.
    pub fn parse(text: &str) -> Result<Self, ValueError> {
        parse::parse(text)
    }

    /// Reads what people and extractors write in a language: `13/09/2022`, `le 13 sept. 2022`, `2022-09-13 9:00`.
    ///
    /// # Errors
    /// As [`Date::parse`], and `V1` where the order of day and month cannot be told.
    pub fn read(text: &str, language: Language) -> Result<Lenient<Self>, ValueError> {
        lenient::read(text, language)
    }

    /// Returns the form that scoring hashes: without doubt, and one spelling for each way of writing the same.
    #[must_use]
    pub fn canonical(&self) -> Self {
        let shape = match &self.shape {
            Shape::Point(point) => Shape::Point(point.canonical()),
            Shape::Bound(bound, point) => Shape::Bound(*bound, point.canonical()),
            Shape::Between(ends) => match (ends.0.canonical(), ends.1.canonical()) {
                (first, last) if first == last => Shape::Point(first),
                (first, last) => Shape::Between(Box::new((first, last))),
            },
            Shape::Interval(ends) => match (ends.start.map(Point::canonical), ends.end.map(Point::canonical))
            {
                (Some(start), end) if end == Some(start) => Shape::Point(start),
                (start, end) => Shape::Interval(Box::new(Ends { start, end })),
            },
        };
        Self { shape }
    }

    /// Returns a day; without a year, the year is left open. `None` if there is no such day.
    #[must_use]
    pub fn day(year: Option<i32>, month: u8, day: u8) -> Option<Self> {
        Self::of_parts(Unit::Day, year, (month, day))
    }

    /// Returns a month; without a year, the year is left open. `None` if there is no such month.
    #[must_use]
    pub fn month(year: Option<i32>, month: u8) -> Option<Self> {
        Self::of_parts(Unit::Month, year, (month, 0))
    }

    /// Returns a year in `1..=9999`, else `None`.
    #[must_use]
    pub fn year(year: i32) -> Option<Self> {
        Self::of_parts(Unit::Year, Some(year), (0, 0))
    }

    /// Returns the decade that a year lies in, if years of it are known.
    #[must_use]
    pub fn decade(year: i32) -> Option<Self> {
        Self::of_parts(Unit::Decade, Some(year - year.rem_euclid(10)), (0, 0))
    }

    /// Returns the interval from the first to the last of two points; `None` if it ends before it starts.
    #[must_use]
    pub fn interval(start: &Self, end: &Self) -> Option<Self> {
        let (start, end) = (start.as_point()?, end.as_point()?);
        let is_ordered = start.n_open > 0 || end.n_open > 0 || end.end > start.start;
        is_ordered
            .then(|| Self { shape: Shape::Interval(Box::new(Ends { start: Some(start), end: Some(end) })) })
    }

    /// Returns an unknown day on one side of a point; `None` if the date is none.
    #[must_use]
    pub fn bounded(bound: Bound, at: &Self) -> Option<Self> {
        Some(Self { shape: Shape::Bound(bound, at.as_point()?) })
    }

    /// Returns the day at a clock time, on no stated zone; `None` if it is no day or there is no such time.
    #[must_use]
    pub fn with_time(&self, hour: u8, minute: u8) -> Option<Self> {
        let point = self.as_point().filter(|point| point.unit == Unit::Day)?;
        if hour > 23 || minute > 59 {
            return None;
        }
        let second = u32::from(hour) * 3600 + u32::from(minute) * 60;
        Point { unit: Unit::Minute, second, ..point }.settled().map(Self::of_point)
    }

    /// Returns the bare time in a named zone, its offset written out where the day is known.
    ///
    /// `None` if it is no bare time, there is no such zone, or the clock did not show that time exactly once.
    #[must_use]
    pub fn with_zone(&self, name: &str) -> Option<Self> {
        let point = self.as_point().filter(Point::is_bare)?;
        let zone = Zone::named(name)?;
        let named = Point { zone: Some(zone), ..point };
        if point.n_open > 0 {
            return Some(Self::of_point(named));
        }
        match zone.moment(point.start)? {
            zone::Moment::Once(offset) => Some(Self::of_point(Point {
                offset: Some(offset),
                spelling: OffsetSpelling::Numeric,
                ..named
            })),
            zone::Moment::Skipped(_) | zone::Moment::Twice(..) => None,
        }
    }

    /// Returns the bare time at an offset from UTC in minutes; `None` if it is no bare time, or from a day on.
    #[must_use]
    pub fn with_offset(&self, minutes: i16) -> Option<Self> {
        let point = self.as_point().filter(Point::is_bare)?;
        let is_known = minutes.unsigned_abs() < 24 * 60;
        let spelling = if minutes == 0 { OffsetSpelling::Zulu } else { OffsetSpelling::Numeric };
        is_known.then(|| Self::of_point(Point { offset: Some(minutes), spelling, ..point }))
    }

    /// Returns the point marked as approximate (`~`); `None` if it is none.
    #[must_use]
    pub fn approximate(&self) -> Option<Self> {
        Some(Self::of_point(Point { is_approximate: true, ..self.as_point()? }))
    }

    /// Says whether it states a clock time.
    #[must_use]
    pub fn has_time(&self) -> bool {
        self.points().any(|point| point.unit.is_time())
    }

    /// Says whether it states a zone or an offset.
    #[must_use]
    pub fn has_zone(&self) -> bool {
        self.points().any(|point| point.unit.is_time() && !point.is_bare())
    }

    /// Returns the name of the zone it states, if it names one.
    #[must_use]
    pub fn zone_name(&self) -> Option<&'static str> {
        self.points().find_map(|point| point.zone).map(Zone::name)
    }

    /// Says whether it is marked as approximate (`~` or `%`).
    #[must_use]
    pub fn is_approximate(&self) -> bool {
        self.points().any(|point| point.is_approximate)
    }

    /// Says whether year, month or day is left open (`XXXX-09-13`).
    #[must_use]
    pub fn has_open_part(&self) -> bool {
        self.points().any(|point| point.n_open > 0)
    }

    /// Says whether it is one point: no interval and no bound.
    #[must_use]
    pub const fn is_point(&self) -> bool {
        matches!(self.shape, Shape::Point(_))
    }

    /// Returns year, month and day of a point that states all three.
    #[must_use]
    pub fn calendar_day(&self) -> Option<(i32, u8, u8)> {
        let point = self.as_point().filter(|point| point.n_open == 0 && point.unit >= Unit::Day)?;
        Some((i32::from(point.year), point.month, point.day))
    }

    /// Returns the day of the week of a point that states its day.
    #[must_use]
    pub fn weekday(&self) -> Option<Weekday> {
        let (year, month, day) = self.calendar_day()?;
        Some(Weekday::of_ordinal(ordinal(year, month, day)))
    }

    /// Returns the finest precision that it states.
    #[must_use]
    pub fn precision(&self) -> Unit {
        self.points().map(|point| point.unit).max().unwrap_or(Unit::Century)
    }

    /// Returns the year it starts in (of a bound: the stated year), unless that is open.
    #[must_use]
    pub fn first_year(&self) -> Option<i32> {
        self.points().next().filter(|point| point.n_open == 0).map(|point| point.first_civil().0)
    }

    /// Returns the first day it can mean, in days since 1970-01-01; `None` if that is open or unbounded.
    #[must_use]
    pub fn first_day(&self) -> Option<i32> {
        let first = |point: &Point| (point.n_open == 0).then(|| ordinal_of(point.start));
        match &self.shape {
            Shape::Point(point) | Shape::Bound(Bound::OnOrAfter, point) => first(point),
            Shape::Bound(Bound::After, point) => (point.n_open == 0).then(|| ordinal_of(point.end)),
            Shape::Bound(Bound::OnOrBefore | Bound::Before, _) => None,
            Shape::Interval(ends) => ends.start.as_ref().and_then(first),
            Shape::Between(ends) => first(&ends.0),
        }
    }

    /// Returns the last day it can mean, in days since 1970-01-01; `None` if that is open or unbounded.
    #[must_use]
    pub fn last_day(&self) -> Option<i32> {
        let last = |point: &Point| (point.n_open == 0).then(|| ordinal_of(point.end - 1));
        match &self.shape {
            Shape::Point(point) | Shape::Bound(Bound::OnOrBefore, point) => last(point),
            Shape::Bound(Bound::Before, point) => (point.n_open == 0).then(|| ordinal_of(point.start - 1)),
            Shape::Bound(Bound::OnOrAfter | Bound::After, _) => None,
            Shape::Interval(ends) => ends.end.as_ref().and_then(last),
            Shape::Between(ends) => last(&ends.1),
        }
    }

    pub(crate) const fn of_point(point: Point) -> Self {
        Self { shape: Shape::Point(point) }
    }

    fn of_parts(unit: Unit, year: Option<i32>, (month, day): (u8, u8)) -> Option<Self> {
        let known = match year {
            Some(year) => i16::try_from(year).ok()?,
            None => 0,
        };
        let n_open = u8::from(year.is_none());
        Point { unit, month, day, n_open, ..Point::year(known) }.settled().map(Self::of_point)
    }

    pub(crate) const fn as_point(&self) -> Option<Point> {
        match self.shape {
            Shape::Point(point) => Some(point),
            Shape::Interval(_) | Shape::Between(_) | Shape::Bound(..) => None,
        }
    }

    fn points(&self) -> impl Iterator<Item = &Point> {
        let (first, last) = match &self.shape {
            Shape::Point(point) | Shape::Bound(_, point) => (Some(point), None),
            Shape::Interval(ends) => (ends.start.as_ref(), ends.end.as_ref()),
            Shape::Between(ends) => (Some(&ends.0), Some(&ends.1)),
        };
        first.into_iter().chain(last)
    }
}

/// Returns the day counted from 1970-01-01 of a calendar day, for comparing with [`Date::first_day`].
#[must_use]
pub fn day_number((year, month, day): (i32, u8, u8)) -> Option<i32> {
    let date = Date::day(Some(year), month, day)?;
    date.first_day()
}

/// Says whether it is a night, which begins on one day and ends on the next.
pub(crate) const fn is_night(point: &Point) -> bool {
    matches!((point.unit, point.part), (Unit::PartDay, Part::Night))
}

#[cfg(test)]
pub(crate) mod tests;
