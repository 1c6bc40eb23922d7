//! Reads one point of the calendar in the strict spelling.

use std::ops::Range;

use crate::value::ValueError;
use crate::value::date::calendar::{days_in_month, weeks_in_year};
use crate::value::date::parse::{error, help, not_a_date};
use crate::value::date::point::{Point, REFERENCE_YEAR, YEARS};
use crate::value::date::print::{month_name, offset_text};
use crate::value::date::unit::{OffsetSpelling, Part, Unit};
use crate::value::date::zone::{Moment, Zone};

/// Reads one point from a part of a text.
pub(super) fn parse_point(text: &str, span: Range<usize>) -> Result<Point, ValueError> {
    let mut reader = Reader { text, at: span.start, whole: span, clock: 0..0 };
    let third = reader.third();
    let point = reader.year()?;
    let point = reader.month_and_day(point)?;
    let point = reader.within_day(point)?;
    let point = reader.qualifiers(point);
    if reader.at != reader.whole.end {
        return Err(reader.unknown());
    }
    let point = match third {
        None => point,
        Some(part) => reader.with_third(point, part)?,
    };
    if point.n_open >= point.n_parts() && point.unit < Unit::PartDay {
        return Err(error("V1", reader.whole.clone(), "every part is left open: nothing is stated"));
    }
    let settled = point.settled().ok_or_else(|| reader.unknown())?;
    reader.with_zone_checked(settled)
}

/// Walks over the bytes of one point; only ASCII is ever passed, so positions are character borders.
struct Reader<'a> {
    text: &'a str,
    at: usize,
    whole: Range<usize>,
    /// The clock time.
    clock: Range<usize>,
}

impl Reader<'_> {
    fn rest(&self) -> &[u8] {
        self.text.as_bytes().get(self.at..self.whole.end).unwrap_or_default()
    }

    fn unknown(&self) -> ValueError {
        not_a_date(self.text, self.whole.clone())
    }

    fn skip(&mut self, expected: &str) -> bool {
        let is_there = self.rest().starts_with(expected.as_bytes());
        if is_there {
            self.at += expected.len();
        }
        is_there
    }

    fn third(&mut self) -> Option<Part> {
        [(Part::Early, "early "), (Part::Mid, "mid "), (Part::Late, "late ")]
            .into_iter()
            .find(|(_, word)| self.skip(word))
            .map(|(part, _)| part)
    }

    /// Reads two digits.
    fn two_digits(&mut self) -> Result<u8, ValueError> {
        match self.rest().first_chunk::<2>().copied() {
            Some([tens, ones]) if tens.is_ascii_digit() && ones.is_ascii_digit() => {
                self.at += 2;
                Ok((tens - b'0') * 10 + (ones - b'0'))
            }
            Some(_) | None => Err(self.unknown()),
        }
    }

    fn year(&mut self) -> Result<Point, ValueError> {
        let start = self.at;
        let [a, b, c, d] = *self.rest().first_chunk::<4>().ok_or_else(|| self.unknown())?;
        self.at += 4;
        let digit = |byte: u8| byte.is_ascii_digit().then(|| i16::from(byte - b'0'));
        let (unit, n_open, year) = match ([digit(a), digit(b), digit(c), digit(d)], [a, b, c, d]) {
            (_, [b'X', b'X', b'X', b'X']) => (Unit::Year, 1, 0),
            ([Some(a), Some(b), ..], [_, _, b'X', b'X']) => (Unit::Century, 0, a * 1000 + b * 100),
            ([Some(a), Some(b), Some(c), _], [_, _, _, b'X']) => {
                (Unit::Decade, 0, a * 1000 + b * 100 + c * 10)
            }
            ([Some(a), Some(b), Some(c), Some(d)], _) => (Unit::Year, 0, a * 1000 + b * 100 + c * 10 + d),
            _ => return Err(self.unknown()),
        };
        if n_open == 0 && !YEARS.contains(&year) {
            return Err(error("V1", start..self.at, "karat knows the years 0001 to 9999"));
        }
        Ok(Point { unit, n_open, ..Point::year(year) })
    }

    fn month_and_day(&mut self, point: Point) -> Result<Point, ValueError> {
        if point.unit != Unit::Year || !self.skip("-") {
            return Ok(point);
        }
        if self.skip("W") {
            return self.week(point);
        }
        let point = self.month(point)?;
        if point.unit == Unit::Season || !self.skip("-") {
            return Ok(point);
        }
        self.day(point)
    }

    fn week(&mut self, point: Point) -> Result<Point, ValueError> {
        let start = self.at;
        let week = self.two_digits()?;
        let year = if point.n_open > 0 { REFERENCE_YEAR } else { point.year };
        let n_weeks = weeks_in_year(i32::from(year));
        if !(1..=n_weeks).contains(&week) {
            let message = format!("{} has {n_weeks} weeks", point.year);
            return Err(help(error("V1", start..self.at, message), format!("write W01 to W{n_weeks}")));
        }
        Ok(Point { unit: Unit::Week, month: week, ..point })
    }

    fn month(&mut self, point: Point) -> Result<Point, ValueError> {
        let start = self.at;
        if self.skip("XX") {
            return Ok(match point.n_open {
                0 => Point { n_trailing: 1, ..point },
                _ => Point { unit: Unit::Month, n_open: 2, ..point },
            });
        }
        let month = self.two_digits()?;
        match month {
            1..=12 => Ok(Point { unit: Unit::Month, month, ..point }),
            21..=24 => Ok(Point { unit: Unit::Season, month, ..point }),
            _ => {
                let message =
                    format!("there is no month {month:02}: months go from 01 to 12, seasons from 21 to 24");
                let advice = "day and month may have changed places: write year, month, day";
                Err(help(error("V1", start..self.at, message), advice))
            }
        }
    }

    fn day(&mut self, point: Point) -> Result<Point, ValueError> {
        let start = self.at;
        if self.skip("XX") {
            return match (point.n_trailing, point.n_open) {
                (0, 2) => Ok(Point { unit: Unit::Day, n_open: 3, ..point }),
                (n_trailing, 0 | 1) => Ok(Point { n_trailing: n_trailing + 1, ..point }),
                _ => Err(self.unknown()),
            };
        }
        if point.n_trailing > 0 {
            let span = self.whole.clone();
            return Err(error(
                "V1",
                span,
                "only leading or trailing parts can be left open, not the month alone",
            ));
        }
        let day = self.two_digits()?;
        let year = if point.n_open > 0 { REFERENCE_YEAR } else { point.year };
        let n_days = if point.n_open > 1 { 31 } else { days_in_month(i32::from(year), point.month) };
        if !(1..=n_days).contains(&day) {
            let message = match point.n_open {
                0 => format!("{} {} has {n_days} days", month_name(point.month), point.year),
                1 => format!("{} has {n_days} days", month_name(point.month)),
                _ => "no month has so many days".to_owned(),
            };
            let message = if day == 0 { "days count from 01".to_owned() } else { message };
            let advice = "check the day in the article; where it is not known, end the date with the month";
            return Err(help(error("V1", start..self.at, message), advice));
        }
        Ok(Point { unit: Unit::Day, day, ..point })
    }

    fn within_day(&mut self, point: Point) -> Result<Point, ValueError> {
        let start = self.at;
        if self.skip("T") {
            if point.unit != Unit::Day {
                return Err(error("V1", start..self.whole.end, "a clock time needs a day"));
            }
            return self.time(point);
        }
        if point.unit != Unit::Day {
            return Ok(point);
        }
        let parts = [Part::Early, Part::Morning, Part::Afternoon, Part::Evening, Part::Night];
        if self.skip(" ") {
            let part = parts.into_iter().find(|part| self.skip(part.word())).ok_or_else(|| self.unknown())?;
            return Ok(Point { unit: Unit::PartDay, part, ..point });
        }
        Ok(point)
    }

    fn time(&mut self, point: Point) -> Result<Point, ValueError> {
        let start = self.at;
        let hour = self.two_digits()?;
        if !self.skip(":") {
            return Err(self.unknown());
        }
        let minute = self.two_digits()?;
        let second = if self.skip(":") { Some(self.two_digits()?) } else { None };
        let span = start..self.at;
        if (hour, minute, second.unwrap_or(0)) == (24, 0, 0) {
            let error = error("V1", span, "24:00 is 00:00 of the next day: write that");
            return Err(help(error, "write 00:00 with the date of the next day"));
        }
        let wrong = if hour > 23 {
            Some("hours go from 00 to 23")
        } else if minute > 59 {
            Some("minutes go from 00 to 59")
        } else if second == Some(60) {
            Some("leap seconds are not kept: write :59")
        } else if second > Some(59) {
            Some("seconds go from 00 to 59")
        } else {
            None
        };
        if let Some(message) = wrong {
            let advice = "check the time in the article; where it is not known, write the day alone";
            return Err(help(error("V1", span, message), advice));
        }
        let point = Point {
            unit: if second.unwrap_or(0) == 0 { Unit::Minute } else { Unit::Second },
            second: u32::from(hour) * 3600 + u32::from(minute) * 60 + u32::from(second.unwrap_or(0)),
            has_zero_seconds: second == Some(0),
            ..point
        };
        self.clock = start..self.at;
        self.offset(point)
    }

    fn offset(&mut self, point: Point) -> Result<Point, ValueError> {
        let start = self.at;
        if self.skip("Z") {
            return self.zone(Point { offset: Some(0), spelling: OffsetSpelling::Zulu, ..point });
        }
        let sign = if self.skip("+") {
            1
        } else if self.skip("-") {
            -1
        } else {
            return self.zone(point);
        };
        let hours = self.two_digits()?;
        if !self.skip(":") {
            let error = error("V2", start..self.whole.end, "an offset has hours and minutes");
            return Err(help(error, "write +03:00"));
        }
        let minutes = self.two_digits()?;
        if hours > 23 || minutes > 59 {
            let error = error("V2", start..self.at, "there is no such offset from UTC");
            return Err(help(error, "write the offset as in +03:00, or only the zone: [Europe/Moscow]"));
        }
        let offset = sign * (i16::from(hours) * 60 + i16::from(minutes));
        self.zone(Point { offset: Some(offset), spelling: OffsetSpelling::Numeric, ..point })
    }

    fn zone(&mut self, point: Point) -> Result<Point, ValueError> {
        let start = self.at;
        if !self.skip("[") {
            return Ok(point);
        }
        let Some(length) = self.rest().iter().position(|byte| *byte == b']') else {
            let error = error("V2", start..self.whole.end, "the zone has no closing bracket");
            return Err(help(error, "write ] behind it"));
        };
        let span = self.at..self.at + length;
        let name = self.text.get(span.clone()).unwrap_or_default();
        let Some(zone) = Zone::named(name) else {
            let unknown = error("V2", span, format!("unknown time zone \"{name}\""));
            return Err(match Zone::suggestion(name) {
                Some(closest) => help(unknown, format!("did you mean {closest}?")),
                None => help(unknown, "write a name of the IANA database, such as Europe/Moscow"),
            });
        };
        self.at += length + 1;
        Ok(Point { zone: Some(zone), ..point })
    }

    fn qualifiers(&mut self, point: Point) -> Point {
        if self.skip("%") {
            Point { is_doubtful: true, is_approximate: true, ..point }
        } else if self.skip("?") {
            Point { is_doubtful: true, ..point }
        } else if self.skip("~") {
            Point { is_approximate: true, ..point }
        } else {
            point
        }
    }

    fn with_third(&self, point: Point, part: Part) -> Result<Point, ValueError> {
        let unit = match point.unit {
            Unit::Decade => Unit::PartDecade,
            Unit::Year => Unit::PartYear,
            Unit::Month => Unit::PartMonth,
            Unit::Century
            | Unit::PartDecade
            | Unit::PartYear
            | Unit::Season
            | Unit::PartMonth
            | Unit::Week
            | Unit::Day
            | Unit::PartDay
            | Unit::Minute
            | Unit::Second => {
                let message = "early, mid and late stand before a month, a year or a decade";
                return Err(error("V1", self.whole.clone(), message));
            }
        };
        Ok(Point { unit, part, ..point })
    }

    /// Finds the offset of a named zone, or checks the one that was written.
    fn with_zone_checked(&self, point: Point) -> Result<Point, ValueError> {
        let Some(zone) = point.zone.filter(|_| point.n_open == 0 && point.spelling != OffsetSpelling::Zulu)
        else {
            return Ok(point);
        };
        let moment = zone.moment(point.start).ok_or_else(|| self.unknown())?;
        let clock = format_args!("{:02}:{:02}", point.second / 3600, point.second / 60 % 60).to_string();
        let (clock_span, zone_span) = (self.clock.clone(), self.clock.end..self.at);
        match (moment, point.offset) {
            (Moment::Skipped(_), _) => {
                let message = format!("{clock} did not exist in {} on that day", zone.name());
                let advice = "the clocks went forward then: check day, time and zone";
                Err(help(error("V2", clock_span, message), advice))
            }
            (Moment::Once(actual), None) => Ok(Point { offset: Some(actual), ..point }),
            (Moment::Twice(first, last), None) => {
                let message = format!("{clock} existed twice in {} on that day", zone.name());
                let offsets = format!("write the offset: {} or {}", offset_text(first), offset_text(last));
                Err(help(error("V2", clock_span, message), offsets))
            }
            (Moment::Once(actual), Some(written)) if written != actual => {
                let actual = offset_text(actual);
                let message = format!("{} was at {actual} that day", zone.city());
                let advice = format!("write {actual}, leave the offset out, or name another zone");
                Err(help(error("V2", zone_span, message), advice))
            }
            (Moment::Twice(first, last), Some(written)) if written != first && written != last => {
                let (first, last) = (offset_text(first), offset_text(last));
                let message = format!("{} was at {first} and then at {last} that day", zone.city());
                let advice = format!("write {first} or {last}, or name another zone");
                Err(help(error("V2", zone_span, message), advice))
            }
            (Moment::Once(_) | Moment::Twice(..), Some(_)) => Ok(point),
        }
    }
}
