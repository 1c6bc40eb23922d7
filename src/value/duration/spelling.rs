//! The strict spelling of durations in gold files.

use crate::value::ValueError;
use crate::value::count::Qualifier;
use crate::value::duration::length::Length;
use crate::value::duration::{Duration, TimeUnit};

/// Reads the spelling of gold files.
pub(super) fn parse(text: &str) -> Result<Duration, ValueError> {
    if let Some(unit) = TimeUnit::ALL.into_iter().find(|unit| unit.word() == text) {
        return Ok(Duration::class(unit));
    }
    if let Some((from, to)) = text.split_once("..") {
        return range(text, from, to);
    }
    let (qualifier, length) = Qualifier::split(text);
    Length::parse(length).map(|length| Duration::point(qualifier, length)).ok_or_else(|| not_a_duration(text))
}

fn range(text: &str, from: &str, to: &str) -> Result<Duration, ValueError> {
    let (Some(from), Some(to)) = (Length::parse(from), Length::parse(to)) else {
        return Err(not_a_duration(text));
    };
    Duration::range(from, to).ok_or_else(|| ValueError {
        rule: "V5",
        span: 0..text.len(),
        message: format!("the range {text} ends before it starts"),
        help: Some(format!("write {to}..{from}")),
    })
}

fn not_a_duration(text: &str) -> ValueError {
    ValueError {
        rule: "F1",
        span: 0..text.len(),
        message: format!("\"{text}\" is not a duration"),
        help: Some("write P6W for six weeks, P2M, P1Y, PT3H, almost P2M, P5D..P7D or decades".to_owned()),
    }
}
