//! Writes dates in the spelling of gold files.

use std::fmt;

use crate::value::date::calendar::MONTHS;
use crate::value::date::point::Point;
use crate::value::date::unit::{OffsetSpelling, Part, Unit};
use crate::value::date::{Date, Shape};

impl fmt::Display for Date {
    /// Writes the date as it was written, in normal spelling: reading it again gives the same value.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.shape {
            Shape::Point(point) => point.fmt(formatter),
            Shape::Bound(bound, point) => write!(formatter, "{} {point}", bound.word()),
            Shape::Between(ends) => write!(formatter, "between {} and {}", ends.0, ends.1),
            Shape::Interval(ends) => {
                write_end(ends.start.as_ref(), formatter)?;
                formatter.write_str("/")?;
                write_end(ends.end.as_ref(), formatter)
            }
        }
    }
}

fn write_end(end: Option<&Point>, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
    match end {
        Some(point) => write!(formatter, "{point}"),
        None => formatter.write_str(".."),
    }
}

impl fmt::Display for Point {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.part != Part::Whole && self.unit != Unit::PartDay {
            write!(formatter, "{} ", self.part.word())?;
        }
        self.write_calendar(formatter)?;
        match self.unit {
            Unit::PartDay => write!(formatter, " {}", self.part.word())?,
            Unit::Minute | Unit::Second => self.write_clock(formatter)?,
            Unit::Century
            | Unit::Decade
            | Unit::PartDecade
            | Unit::Year
            | Unit::PartYear
            | Unit::Season
            | Unit::Month
            | Unit::PartMonth
            | Unit::Week
            | Unit::Day => {}
        }
        formatter.write_str(match (self.is_doubtful, self.is_approximate) {
            (true, true) => "%",
            (true, false) => "?",
            (false, true) => "~",
            (false, false) => "",
        })
    }
}

impl Point {
    fn write_calendar(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.unit {
            Unit::Century => write!(formatter, "{:02}XX", self.year / 100)?,
            Unit::Decade | Unit::PartDecade => write!(formatter, "{:03}X", self.year / 10)?,
            Unit::Year
            | Unit::PartYear
            | Unit::Season
            | Unit::Month
            | Unit::PartMonth
            | Unit::Week
            | Unit::Day
            | Unit::PartDay
            | Unit::Minute
            | Unit::Second => match self.n_open {
                0 => write!(formatter, "{:04}", self.year)?,
                _ => formatter.write_str("XXXX")?,
            },
        }
        if self.n_parts() >= 2 {
            match (self.unit, self.n_open) {
                (Unit::Week, _) => write!(formatter, "-W{:02}", self.month)?,
                (_, 0 | 1) => write!(formatter, "-{:02}", self.month)?,
                (_, _) => formatter.write_str("-XX")?,
            }
        }
        if self.n_parts() >= 3 {
            match self.n_open {
                0..=2 => write!(formatter, "-{:02}", self.day)?,
                _ => formatter.write_str("-XX")?,
            }
        }
        (0..self.n_trailing).try_for_each(|_| formatter.write_str("-XX"))
    }

    fn write_clock(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "T{:02}:{:02}", self.second / 3600, self.second / 60 % 60)?;
        if self.unit == Unit::Second || self.has_zero_seconds {
            write!(formatter, ":{:02}", self.second % 60)?;
        }
        match (self.spelling, self.offset) {
            (OffsetSpelling::Zulu, _) => formatter.write_str("Z")?,
            (OffsetSpelling::Numeric, Some(minutes)) => write_offset(minutes, formatter)?,
            (OffsetSpelling::Unwritten, _) | (OffsetSpelling::Numeric, None) => {}
        }
        match self.zone {
            Some(zone) => write!(formatter, "[{}]", zone.name()),
            None => Ok(()),
        }
    }
}

fn write_offset(minutes: i16, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
    let sign = if minutes < 0 { '-' } else { '+' };
    let minutes = minutes.unsigned_abs();
    write!(formatter, "{sign}{:02}:{:02}", minutes / 60, minutes % 60)
}

/// Returns an offset in minutes as messages write it: `+03:00`.
pub(crate) fn offset_text(minutes: i16) -> String {
    struct Offset(i16);
    impl fmt::Display for Offset {
        fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
            write_offset(self.0, formatter)
        }
    }
    Offset(minutes).to_string()
}

/// Returns the English name of a month in `1..=12`, for messages.
pub(crate) fn month_name(month: u8) -> &'static str {
    MONTHS.get(usize::from(month).wrapping_sub(1)).copied().unwrap_or("that month")
}
