//! One point of the calendar at one precision, with the stretch of time that it covers.

use crate::value::date::calendar::{DAY_SECONDS, civil, days_in_month, ordinal, week_start, weeks_in_year};
use crate::value::date::unit::{OffsetSpelling, Part, Unit};
use crate::value::date::zone::Zone;

/// The year that stands for an open one: a leap year with 53 ISO weeks, so that every open date exists in it.
pub(crate) const REFERENCE_YEAR: i16 = 2004;

/// The years that karat knows.
pub(crate) const YEARS: std::ops::RangeInclusive<i16> = 1..=9999;

/// One point of the calendar.
///
/// `start` and `end` are derived from the rest and come first, so that points sort by time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Point {
    /// First second, on its own clock, since 1970-01-01T00:00 of that clock; open parts as in the reference year.
    pub(crate) start: i64,
    /// The second after the last.
    pub(crate) end: i64,
    /// The precision.
    pub(crate) unit: Unit,
    /// The year; the first one of a century or decade.
    pub(crate) year: i16,
    /// The month in `1..=12`, the season in `21..=24`, or the ISO week.
    pub(crate) month: u8,
    /// The day of the month.
    pub(crate) day: u8,
    /// Second of the day.
    pub(crate) second: u32,
    /// The part of month, year, decade or day.
    pub(crate) part: Part,
    /// How many leading parts (year, month, day) are open.
    pub(crate) n_open: u8,
    /// `~` or `%`.
    pub(crate) is_approximate: bool,
    /// `?` or `%`: kept, not scored.
    pub(crate) is_doubtful: bool,
    /// The offset from UTC in minutes, written or found in the zone; absent for a bare time.
    pub(crate) offset: Option<i16>,
    /// How the offset was written.
    pub(crate) spelling: OffsetSpelling,
    /// The zone as written.
    pub(crate) zone: Option<Zone>,
    /// How many trailing `XX` were written.
    pub(crate) n_trailing: u8,
    /// Seconds of `:00` were written.
    pub(crate) has_zero_seconds: bool,
}

impl Point {
    /// The whole of a year, to be narrowed by struct update and settled.
    pub(crate) const fn year(year: i16) -> Self {
        Self {
            start: 0,
            end: 0,
            unit: Unit::Year,
            year,
            month: 0,
            day: 0,
            second: 0,
            part: Part::Whole,
            n_open: 0,
            is_approximate: false,
            is_doubtful: false,
            offset: None,
            spelling: OffsetSpelling::Unwritten,
            zone: None,
            n_trailing: 0,
            has_zero_seconds: false,
        }
    }

    /// Computes the stretch of time; `None` if there is no such time.
    pub(crate) fn settled(self) -> Option<Self> {
        let year = if self.n_open >= 1 { REFERENCE_YEAR } else { self.year };
        let month = if self.n_open >= 2 { 1 } else { self.month };
        let day = if self.n_open >= 3 { 1 } else { self.day };
        if !YEARS.contains(&year) {
            return None;
        }
        let (start, end) = Self { year, month, day, ..self }.stretch()?;
        Some(Self { start, end, ..self })
    }

    /// Returns the point with its open parts taken from a day; `None` if there is no such time.
    pub(crate) fn filled(self, (year, month, day): (i32, u8, u8)) -> Option<Self> {
        if self.n_open == 0 {
            return Some(self);
        }
        let year = i16::try_from(year).ok()?;
        let month = if self.n_open >= 2 { month } else { self.month };
        let day = if self.n_open >= 3 { day } else { self.day };
        let filled = Self { year, month, day, n_open: 0, ..self }.settled()?;
        let offset = match (filled.offset, filled.zone) {
            (None, Some(zone)) => Some(zone.moment(filled.start)?.offset_minutes()),
            (known, _) => known,
        };
        Some(Self { offset, ..filled })
    }

    /// Returns the first second in UTC, or on its own clock if it has no zone.
    pub(crate) fn start_utc(&self) -> i64 {
        self.start - self.shift()
    }

    /// Returns the second after the last in UTC, or on its own clock if it has no zone.
    pub(crate) fn end_utc(&self) -> i64 {
        self.end - self.shift()
    }

    fn shift(&self) -> i64 {
        self.offset.map_or(0, |minutes| i64::from(minutes) * 60)
    }

    /// Says whether it is a clock time without a zone.
    pub(crate) const fn is_bare(&self) -> bool {
        self.unit.is_time() && self.offset.is_none() && self.zone.is_none()
    }

    /// Returns the day it starts on.
    pub(crate) fn first_civil(&self) -> (i32, u8, u8) {
        civil(ordinal_of(self.start))
    }

    /// Returns the day it ends on.
    pub(crate) fn last_civil(&self) -> (i32, u8, u8) {
        civil(ordinal_of(self.end - 1))
    }

    /// Returns the point as scoring sees it: without doubt, spelling, and the name of a zone whose offset is known.
    pub(crate) fn canonical(self) -> Self {
        Self {
            is_doubtful: false,
            n_trailing: 0,
            has_zero_seconds: false,
            zone: if self.offset.is_some() { None } else { self.zone },
            spelling: match self.offset {
                Some(0) => OffsetSpelling::Zulu,
                Some(_) => OffsetSpelling::Numeric,
                None => OffsetSpelling::Unwritten,
            },
            ..self
        }
    }

    /// Returns how many of year, month and day it states or leaves open.
    pub(crate) const fn n_parts(&self) -> u8 {
        match self.unit {
            Unit::Century | Unit::Decade | Unit::PartDecade | Unit::Year | Unit::PartYear => 1,
            Unit::Season | Unit::Month | Unit::PartMonth | Unit::Week => 2,
            Unit::Day | Unit::PartDay | Unit::Minute | Unit::Second => 3,
        }
    }

    fn stretch(&self) -> Option<(i64, i64)> {
        let year = i32::from(self.year);
        match self.unit {
            Unit::Century => Some(years(year, year + 99)),
            Unit::Decade => Some(years(year, year + 9)),
            Unit::PartDecade => {
                let (first, last) = self.part.third(self.unit);
                Some(years(year + i32::from(first), year + i32::from(last)))
            }
            Unit::Year => Some(years(year, year)),
            Unit::PartYear => {
                let (first, last) = self.part.third(self.unit);
                Some(days(ordinal(year, first, 1), after_month(year, last)))
            }
            Unit::Season => self.season(),
            Unit::Month => is_month(self.month)
                .then(|| days(ordinal(year, self.month, 1), after_month(year, self.month))),
            Unit::PartMonth => self.part_of_month(),
            Unit::Week => (1..=weeks_in_year(year)).contains(&self.month).then(|| {
                let monday = week_start(year, self.month);
                days(monday, monday + 7)
            }),
            Unit::Day | Unit::PartDay | Unit::Minute | Unit::Second => self.within_day(),
        }
    }

    /// "21 March–May, 22 June–August, 23 September–November, 24 December–February (year of its December)".
    fn season(&self) -> Option<(i64, i64)> {
        let year = i32::from(self.year);
        let first = match self.month {
            21 => 3,
            22 => 6,
            23 => 9,
            24 => return Some(days(ordinal(year, 12, 1), ordinal(year + 1, 3, 1))),
            _ => return None,
        };
        Some(days(ordinal(year, first, 1), ordinal(year, first + 3, 1)))
    }

    fn part_of_month(&self) -> Option<(i64, i64)> {
        if !is_month(self.month) {
            return None;
        }
        let year = i32::from(self.year);
        let (first, last) = self.part.third(self.unit);
        let last = last.min(days_in_month(year, self.month));
        Some(days(ordinal(year, self.month, first), ordinal(year, self.month, last) + 1))
    }

    fn within_day(&self) -> Option<(i64, i64)> {
        let year = i32::from(self.year);
        if !is_month(self.month) || self.day == 0 || self.day > days_in_month(year, self.month) {
            return None;
        }
        let midnight = i64::from(ordinal(year, self.month, self.day)) * DAY_SECONDS;
        let (first, last) = if self.unit.is_time() {
            let first = i64::from(self.second);
            (first, first + if self.unit == Unit::Minute { 60 } else { 1 })
        } else {
            let (first, last) = self.part.hours();
            (first * 3600, last * 3600)
        };
        Some((midnight + first, midnight + last))
    }
}

/// Returns the day of a second.
pub(crate) fn ordinal_of(second: i64) -> i32 {
    i32::try_from(second.div_euclid(DAY_SECONDS)).expect("years of at most four digits")
}

const fn is_month(month: u8) -> bool {
    1 <= month && month <= 12
}

fn years(first: i32, last: i32) -> (i64, i64) {
    days(ordinal(first, 1, 1), ordinal(last + 1, 1, 1))
}

fn after_month(year: i32, month: u8) -> i32 {
    ordinal(year, month, days_in_month(year, month)) + 1
}

fn days(first: i32, after: i32) -> (i64, i64) {
    (i64::from(first) * DAY_SECONDS, i64::from(after) * DAY_SECONDS)
}
