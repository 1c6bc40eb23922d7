//! Reads the strict spelling of dates, and says where and why it fails.

use std::ops::Range;

use crate::value::ValueError;
use crate::value::date::calendar::DAY_SECONDS;
use crate::value::date::lenient::suggestion;
use crate::value::date::point::Point;
use crate::value::date::reader::parse_point;
use crate::value::date::{Bound, Date, Ends, Shape};

/// The spelling that messages propose.
const EXAMPLES: &str = "write 2022-09-13, 2022-09, 2022, XXXX-09-13 or 2022-09-13T09:00+03:00";

/// How the message for a text without any date ends.
pub(super) const NOT_A_DATE: &str = "is not a date karat knows";

/// Reads a date in the strict spelling; an error proposes what to write.
pub(super) fn parse(text: &str) -> Result<Date, ValueError> {
    parse_plainly(text).map_err(|error| {
        if !error.message.ends_with(NOT_A_DATE) {
            return error;
        }
        match suggestion(text) {
            Some(strict) => help(not_a_date(text, 0..text.len()), format!("write {strict}")),
            None => help(error, EXAMPLES),
        }
    })
}

/// Reads a date in the strict spelling.
pub(super) fn parse_plainly(text: &str) -> Result<Date, ValueError> {
    let shape = if let Some(ends) = text.strip_prefix("between ") {
        parse_between(text, ends)?
    } else if let Some((bound, rest)) = split_bound(text) {
        Shape::Bound(bound, parse_point(text, text.len() - rest.len()..text.len())?)
    } else if let Some(slash) = find_slash(text) {
        parse_interval(text, slash)?
    } else {
        Shape::Point(parse_point(text, 0..text.len())?)
    };
    Ok(Date { shape })
}

fn split_bound(text: &str) -> Option<(Bound, &str)> {
    // Plain dates begin with a digit or X: they skip the words.
    text.starts_with(['o', 'b', 'a']).then_some(())?;
    let split = |bound: Bound| Some((bound, text.strip_prefix(bound.word())?.strip_prefix(' ')?));
    Bound::ALL.into_iter().find_map(split)
}

/// Finds the slash of an interval; the one in a zone name does not count.
fn find_slash(text: &str) -> Option<usize> {
    let mut is_inside_brackets = false;
    text.bytes().position(|byte| {
        match byte {
            b'[' => is_inside_brackets = true,
            b']' => is_inside_brackets = false,
            _ => {}
        }
        byte == b'/' && !is_inside_brackets
    })
}

fn parse_between(text: &str, ends: &str) -> Result<Shape, ValueError> {
    let offset = text.len() - ends.len();
    let Some(and) = ends.find(" and ") else {
        let error = error("V1", 0..text.len(), format!("\"{text}\" has no second date"));
        return Err(help(error, "write between 1989-08-25 and 1989-08-26"));
    };
    let first = parse_point(text, offset..offset + and)?;
    let last = parse_point(text, offset + and + " and ".len()..text.len())?;
    check_order(&first, &last, offset..text.len())?;
    Ok(Shape::Between(Box::new((first, last))))
}

fn parse_interval(text: &str, slash: usize) -> Result<Shape, ValueError> {
    let start = parse_end(text, 0..slash)?;
    let end = parse_end(text, slash + 1..text.len())?;
    match (&start, &end) {
        (None, None) => {
            return Err(error("V1", 0..text.len(), "an interval needs a date at one end"));
        }
        (Some(start), Some(end)) => check_order(start, end, 0..text.len())?,
        (Some(_), None) | (None, Some(_)) => {}
    }
    Ok(Shape::Interval(Box::new(Ends { start, end })))
}

fn parse_end(text: &str, span: Range<usize>) -> Result<Option<Point>, ValueError> {
    match text.get(span.clone()) {
        Some("..") => Ok(None),
        Some("") => {
            let error = error("V1", 0..text.len(), "one end of the interval is empty");
            Err(help(error, "write .. for an end that is open"))
        }
        Some(_) | None => parse_point(text, span).map(Some),
    }
}

/// Open years can wrap (`XXXX-12-20/XXXX-01-05`); a bare time is within a day of a zoned one that looks later.
fn check_order(start: &Point, end: &Point, span: Range<usize>) -> Result<(), ValueError> {
    if start.n_open > 0 || end.n_open > 0 {
        return Ok(());
    }
    let is_reversed = match (start.offset, end.offset) {
        (Some(_), Some(_)) => end.end_utc() <= start.start_utc(),
        (Some(_), None) | (None, Some(_)) if start.unit.is_time() && end.unit.is_time() => {
            end.end + DAY_SECONDS <= start.start
        }
        (_, _) => end.end <= start.start,
    };
    if is_reversed { Err(error("V5", span, "interval ends before it starts")) } else { Ok(()) }
}

pub(super) fn error(rule: &'static str, span: Range<usize>, message: impl Into<String>) -> ValueError {
    ValueError { rule, span, message: message.into(), help: None }
}

pub(super) fn not_a_date(text: &str, span: Range<usize>) -> ValueError {
    let written = text.get(span.clone()).unwrap_or_default();
    error("V1", span, format!("\"{written}\" {NOT_A_DATE}"))
}

pub(super) fn help(error: ValueError, help: impl Into<String>) -> ValueError {
    ValueError { help: Some(help.into()), ..error }
}
