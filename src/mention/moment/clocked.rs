//! Joins clock times to their days, and parts of a day to the day beside them.

use crate::mention::Mention;
use crate::mention::clock::{ClockTime, ZoneName};
use crate::mention::moment::words_before;
use crate::mention::token::Tokens;
use crate::value::date::calendar::{civil, ordinal};
use crate::value::date::{Date, Unit};

/// How far behind a day a clock time is still one of that day, in bytes.
const SAME_DAY_BYTES_MAX: usize = 1500;

/// Words between a day and a clock time of it.
const LINKS: [&str; 22] = [
    "a", "vers", "at", "around", "about", "on", "le", "la", "the", "peu", "avant", "apres", "by", "of",
    "des", "shortly", "before", "after", "just", "jusqu", "soir", "matin",
];

/// Returns days, and clock times with theirs, ascending.
pub(super) fn with_clocks(
    tokens: &Tokens<'_>,
    dates: &[Mention<Date>],
    times: &[Mention<ClockTime>],
) -> Vec<Mention<Date>> {
    let mut points: Vec<Mention<Date>> = Vec::with_capacity(dates.len() + times.len());
    let mut is_used = vec![false; dates.len()];
    let mut afternoon_end = None;
    let mut index = 0;
    while let Some(time) = times.get(index) {
        let n_before = dates.partition_point(|date| date.span.end <= time.span.start);
        let (mut value, mut span) = told_half(tokens, time, afternoon_end);
        let written = tokens.text().get(time.span.clone()).unwrap_or("");
        afternoon_end =
            (value.hour >= 12 && written.contains(['m', 'M'])).then_some(span.end).or(afternoon_end);
        let second = times.get(index + 1).filter(|next| is_other_clock(tokens, span.end..next.span.start));
        index += if second.is_some() { 2 } else { 1 };
        if let Some(second) = second {
            span.end = second.span.end;
        }
        let Some((date_index, is_beside)) = day_of(tokens, dates, n_before, &span) else { continue };
        let Some(day) = dates.get(date_index) else { continue };
        if is_beside {
            // "mardi peu avant 9 h": the hedge is read before what is left of the span.
            let is_hedged = is_hedged(tokens, day.span.end..span.start);
            let start = if is_hedged { span.start } else { span.start.min(day.span.start) };
            span = start..span.end.max(day.span.end);
            if let Some(used) = is_used.get_mut(date_index) {
                *used = true;
            }
        }
        let Some(on) = on_day(&mut value, &day.value) else { continue };
        let moment =
            second.and_then(|second| on_two_clocks(&value, &second.value, &on)).or_else(|| value.on(&on));
        points.extend(moment.map(|value| Mention { span, value }));
    }
    let free = dates.iter().zip(is_used).filter(|(_, is_used)| !is_used);
    points.extend(free.map(|(date, _)| with_part(tokens, date)));
    points.sort_by_key(|point| point.span.start);
    let mut end = 0;
    points.retain(|point| {
        let is_free = point.span.start >= end;
        end = end.max(point.span.end);
        is_free
    });
    points
}

/// Tells the half of the day: "3 heures du matin", "7 in the evening", or that of the clock time before it.
fn told_half(
    tokens: &Tokens<'_>,
    time: &Mention<ClockTime>,
    afternoon_end: Option<usize>,
) -> (ClockTime, std::ops::Range<usize>) {
    let behind = tokens.at_or_after(time.span.end);
    let half = match (tokens.word(behind), tokens.word(behind + 1), tokens.word(behind + 2)) {
        ("du", "matin", _) => Some((false, behind + 1)),
        ("du", "soir", _) => Some((true, behind + 1)),
        ("de", "l", "apres") => Some((true, behind + 3)),
        ("in", "the", "morning") => Some((false, behind + 2)),
        ("in", "the", "afternoon" | "evening") => Some((true, behind + 2)),
        (_, _, _) => None,
    };
    let mut value = time.value;
    let mut span = time.span.clone();
    if let Some((is_late, last)) = half {
        span.end = tokens.span(last).end.max(span.end);
        value.hour += if is_late && (1..12).contains(&value.hour) { 12 } else { 0 };
        return (value, span);
    }
    // "moved to 5:30 p.m. but started at 5:42": the second one is on the clock of the first.
    let written = tokens.text().get(span.clone()).unwrap_or("");
    let is_bare = written.contains(':') && !written.contains(['m', 'M']) && (1..12).contains(&value.hour);
    let is_near = afternoon_end.is_some_and(|end| span.start.saturating_sub(end) < 200);
    value.hour += if is_bare && is_near { 12 } else { 0 };
    (value, span)
}

/// Says whether what stands between two clock times makes them one instant: an opening parenthesis.
fn is_other_clock(tokens: &Tokens<'_>, between: std::ops::Range<usize>) -> bool {
    let text = tokens.text().get(between).unwrap_or("");
    text.trim_start_matches([',', ' ', ')', '\u{a0}']).starts_with('(') && text.chars().count() <= 8
        || matches!(text.trim(), ", soit" | ", or" | "/")
}

/// Returns the index of the day of a clock time, and whether it stands beside it.
fn day_of(
    tokens: &Tokens<'_>,
    dates: &[Mention<Date>],
    n_before: usize,
    span: &std::ops::Range<usize>,
) -> Option<(usize, bool)> {
    let is_day = |date: &Mention<Date>| {
        date.value.is_point() && date.value.calendar_day().is_some() && !date.value.has_time()
    };
    if let Some(index) = n_before.checked_sub(1)
        && let Some(date) = dates.get(index).filter(|date| is_day(date))
        && are_linked(tokens, date.span.end..span.start)
    {
        return Some((index, true));
    }
    if let Some(date) = dates.get(n_before).filter(|date| is_day(date))
        && are_linked(tokens, span.end..date.span.start)
    {
        return Some((n_before, true));
    }
    let before = dates.get(..n_before)?.iter().rev().take(4).position(is_day).map(|back| n_before - 1 - back);
    let near = before.filter(|index| {
        dates.get(*index).is_some_and(|date| span.start.saturating_sub(date.span.end) <= SAME_DAY_BYTES_MAX)
    });
    if let Some(index) = near {
        return Some((index, false));
    }
    let after = dates.get(n_before).filter(|date| is_day(date))?;
    let between = tokens.text().get(span.end..after.span.start)?.trim_start_matches('.');
    (!between.contains(['.', '\n', ';'])).then_some((n_before, false))
}

/// Says whether nothing but links stand between a day and a clock time.
fn are_linked(tokens: &Tokens<'_>, between: std::ops::Range<usize>) -> bool {
    let words = tokens.at_or_after(between.start)..tokens.at_or_after(between.end);
    // The period of "a.m." ends no sentence.
    let text = tokens.text().get(between).unwrap_or("\n").trim_start_matches('.');
    words.len() <= 4
        && words.clone().all(|index| LINKS.contains(&tokens.word(index)))
        && !text.contains(['.', ';', '\n', ':', '('])
}

/// Says whether a bound or a hedge stands between a day and its clock time.
fn is_hedged(tokens: &Tokens<'_>, between: std::ops::Range<usize>) -> bool {
    let words = tokens.at_or_after(between.start)..tokens.at_or_after(between.end);
    words.into_iter().any(|index| {
        !matches!(
            tokens.word(index),
            "a" | "at" | "on" | "le" | "la" | "the" | "of" | "des" | "soir" | "matin"
        )
    })
}

/// Returns the bare day of a clock time: the small hours of a night are those of the next day.
fn on_day(time: &mut ClockTime, date: &Date) -> Option<Date> {
    let (year, month, day) = date.calendar_day()?;
    let is_part = date.precision() == Unit::PartDay;
    let written = if is_part { date.to_string() } else { String::new() };
    let is_late = written.ends_with("evening") || written.ends_with("afternoon");
    if is_late && (1..12).contains(&time.hour) {
        time.hour += 12;
    }
    if written.ends_with("night") && time.hour < 12 {
        let (year, month, day) = civil(ordinal(year, month, day) + 1);
        return Date::day(Some(year), month, day);
    }
    Date::day(Some(year), month, day)
}

/// Returns the instant that two clocks show, on the first one.
fn on_two_clocks(first: &ClockTime, second: &ClockTime, day: &Date) -> Option<Date> {
    if first.zone.is_some() {
        return None;
    }
    let offset = match second.zone? {
        ZoneName::Offset(minutes) => minutes,
        ZoneName::City(_) => offset_written(&second.on(day)?)?,
    };
    let minutes = |time: &ClockTime| i16::from(time.hour) * 60 + i16::from(time.minute);
    let half_day = 12 * 60;
    let ahead = minutes(first) - minutes(second);
    let ahead = if ahead > half_day { ahead - 2 * half_day } else { ahead };
    let ahead = if ahead < -half_day { ahead + 2 * half_day } else { ahead };
    ClockTime { zone: Some(ZoneName::Offset(offset + ahead)), ..*first }.on(day)
}

/// Returns the offset of a zoned moment, in minutes, as gold writes it.
fn offset_written(moment: &Date) -> Option<i16> {
    let text = moment.to_string();
    let text = text.split('[').next()?;
    let (sign, clock) = match text.rsplit_once('+') {
        Some((_, clock)) => (1, clock),
        None => (-1, text.rsplit_once('-')?.1),
    };
    let (hours, minutes) = clock.split_once(':')?;
    Some(sign * (hours.parse::<i16>().ok()? * 60 + minutes.parse::<i16>().ok()?))
}

/// Adds the part of the day that stands beside a day: "le 3 mai au soir", "the morning of May 3".
fn with_part(tokens: &Tokens<'_>, date: &Mention<Date>) -> Mention<Date> {
    if date.value.precision() != Unit::Day || !date.value.is_point() || date.value.has_open_part() {
        return date.clone();
    }
    let behind = tokens.at_or_after(date.span.end);
    let word = |offset: usize| tokens.word(behind + offset);
    let after = match (word(0), word(1), word(2)) {
        ("au", name, _) => part(name).map(|part| (part, 1)),
        ("dans" | "in", "la" | "the", name) => part(name).map(|part| (part, 2)),
        (name, _, _) => part(name).map(|part| (part, 0)),
    };
    let is_near = tokens.is_spaced(behind);
    if let Some((part, offset)) = after.filter(|_| is_near)
        && let Ok(value) = Date::parse(&format!("{} {part}", date.value))
    {
        return Mention { span: date.span.start..tokens.span(behind + offset).end, value };
    }
    let first = tokens.at_or_after(date.span.start);
    let before = match words_before(tokens, first) {
        ["du" | "de" | "of" | "on", name, ..] => part(name),
        _ => None,
    };
    match before.and_then(|part| Date::parse(&format!("{} {part}", date.value)).ok()) {
        Some(value) => Mention { span: date.span.clone(), value },
        None => date.clone(),
    }
}

fn part(word: &str) -> Option<&'static str> {
    Some(match word {
        "matin" | "matinee" | "morning" => "morning",
        "afternoon" => "afternoon",
        "soir" | "soiree" | "evening" => "evening",
        "nuit" | "night" => "night",
        _ => return None,
    })
}
