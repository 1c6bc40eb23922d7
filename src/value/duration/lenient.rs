//! Reads durations as people and extractors write them, in French and English.

use crate::value::Language;
use crate::value::count::Qualifier;
use crate::value::count::lenient::{fold, number, qualify, split_qualifier, split_range};
use crate::value::duration::length::Length;
use crate::value::duration::{Duration, TimeUnit};
use crate::value::numeral::{Class, Sense};

/// The longest text that can be a duration; more is prose.
const LENGTH_MAX_BYTES: usize = 200;
/// Reads a duration; `None` if it is none.
pub(super) fn read(text: &str, language: Language) -> Option<Duration> {
    if text.len() > LENGTH_MAX_BYTES {
        return None;
    }
    let folded = fold(text);
    let (qualifier, rest) = split_qualifier(&folded);
    iso(qualifier, rest)
        .or_else(|| class(&folded, language))
        .or_else(|| split_range(&folded).find_map(|(from, to)| range(from, to, language)))
        .or_else(|| {
            sum(rest, language)
                .map(|(length, is_about)| Duration::point(qualify(qualifier, is_about), length))
        })
}

/// Reads an ISO 8601 length in any case, with a lenient word before it.
fn iso(qualifier: Qualifier, rest: &str) -> Option<Duration> {
    Length::parse(&rest.to_uppercase()).map(|length| Duration::point(qualifier, length))
}

/// Reads "des décennies", "several years".
fn class(rest: &str, language: Language) -> Option<Duration> {
    let determined =
        ["des ", "de nombreux ", "de nombreuses ", "many "].iter().find_map(|word| rest.strip_prefix(word));
    let noun = match (determined, number(rest, language)) {
        (Some(noun), _) => noun,
        (None, Some((length, Sense::Class(Class::Several)))) => rest.get(length..)?.strip_prefix(' ')?,
        (None, Some(_) | None) => rest,
    };
    let unit = unit(noun)?;
    unit.is_plural.then(|| Duration::class(unit.time))
}

fn range(from: &str, to: &str, language: Language) -> Option<Duration> {
    let (to_length, false) = sum(to, language)? else { return None };
    if let Some((from_length, false)) = sum(from, language) {
        return Duration::range(from_length, to_length);
    }
    // "5 à 7 jours": the unit stands once.
    let (_, noun) = to.rsplit_once(' ')?;
    let (from_length, false) = sum(&format!("{from} {noun}"), language)? else { return None };
    Duration::range(from_length, to_length)
}

/// Reads numbers with units: "trois ans et six mois", "1 h 30"; says whether it is a rough number.
fn sum(text: &str, language: Language) -> Option<(Length, bool)> {
    let mut length = Length::default();
    let mut rest = text;
    let mut before: Option<TimeUnit> = None;
    let mut is_any_about = false;
    while !rest.is_empty() {
        if before == Some(TimeUnit::Hours) && is_minutes(rest) {
            return add(&mut length, TimeUnit::Minutes, rest.parse().ok()?).map(|()| (length, is_any_about));
        }
        let (n_bytes, number, is_about) = whole_number(rest, language)?;
        let after = rest.get(n_bytes..)?.trim_start();
        let after = ["de ", "d'", "of "].iter().find_map(|link| after.strip_prefix(link)).unwrap_or(after);
        let (noun, tail) = word(after);
        let unit = unit(noun)?;
        if before.is_some_and(|before| before <= unit.time) {
            return None;
        }
        add(&mut length, unit.time, number)?;
        let (tail, is_half) = past_half(tail);
        if is_half {
            add_half(&mut length, unit.time)?;
        }
        is_any_about |= is_about;
        before = Some(unit.time);
        rest = past_joint(tail);
    }
    (before.is_some()).then_some((length, is_any_about))
}

/// Says whether this is the end of "1h30".
fn is_minutes(rest: &str) -> bool {
    rest.len() == 2 && rest.bytes().all(|byte| byte.is_ascii_digit()) && rest < "60"
}

fn whole_number(text: &str, language: Language) -> Option<(usize, u32, bool)> {
    // "1 h 30", "3h": a unit may touch the digits, which no number of things allows.
    let n_digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if let Some(value) = text.get(..n_digits).and_then(|digits| digits.parse().ok())
        && text.get(n_digits..).is_some_and(|rest| rest.starts_with(|next: char| next.is_alphabetic()))
    {
        return Some((n_digits, value, false));
    }
    if let Some(rest) = ["a ", "an "].iter().find_map(|article| text.strip_prefix(article))
        && unit(word(rest).0).is_some()
    {
        return Some((text.len() - rest.len(), 1, false));
    }
    let (length, sense) = number(text, language)?;
    match sense {
        Sense::Exact(amount) => Some((length, u32::try_from(amount.as_whole()?).ok()?, false)),
        Sense::About(amount) => Some((length, u32::try_from(amount.as_whole()?).ok()?, true)),
        Sense::Class(_) => None,
    }
}

fn word(text: &str) -> (&str, &str) {
    let end = text.find(|character: char| !character.is_alphabetic()).unwrap_or(text.len());
    (text.get(..end).unwrap_or(""), text.get(end..).unwrap_or(""))
}

fn past_half(tail: &str) -> (&str, bool) {
    for half in [" et demie", " et demi", " and a half"] {
        if let Some(rest) = tail.strip_prefix(half)
            && !rest.starts_with(char::is_alphabetic)
        {
            return (rest, true);
        }
    }
    (tail, false)
}

fn past_joint(tail: &str) -> &str {
    let tail = tail.strip_prefix(',').unwrap_or(tail).trim_start();
    ["et ", "and "].iter().find_map(|joint| tail.strip_prefix(joint)).unwrap_or(tail)
}

/// A unit as a word says it.
#[derive(Clone, Copy)]
struct UnitWord {
    time: TimeUnit,
    is_plural: bool,
}

fn unit(noun: &str) -> Option<UnitWord> {
    let (time, is_plural) = match noun {
        "minute" | "min" => (TimeUnit::Minutes, false),
        "minutes" => (TimeUnit::Minutes, true),
        "heure" | "hour" | "h" => (TimeUnit::Hours, false),
        "heures" | "hours" => (TimeUnit::Hours, true),
        "jour" | "journée" | "day" => (TimeUnit::Days, false),
        "jours" | "journées" | "days" => (TimeUnit::Days, true),
        "semaine" | "week" => (TimeUnit::Weeks, false),
        "semaines" | "weeks" => (TimeUnit::Weeks, true),
        "month" => (TimeUnit::Months, false),
        "mois" | "months" => (TimeUnit::Months, true),
        "an" | "année" | "year" => (TimeUnit::Years, false),
        "ans" | "années" | "years" => (TimeUnit::Years, true),
        "décennie" | "decade" => (TimeUnit::Decades, false),
        "décennies" | "decades" => (TimeUnit::Decades, true),
        _ => return None,
    };
    Some(UnitWord { time, is_plural })
}

fn add(length: &mut Length, unit: TimeUnit, number: u32) -> Option<()> {
    let place = place(length, unit);
    let factor = if unit == TimeUnit::Decades { 10 } else { 1 };
    *place = place.checked_add(number.checked_mul(factor)?)?;
    Some(())
}

/// Adds half a unit where half of it is a whole number of the next: 6 months, 12 hours, 30 minutes.
fn add_half(length: &mut Length, unit: TimeUnit) -> Option<()> {
    match unit {
        TimeUnit::Decades => add(length, TimeUnit::Years, 5),
        TimeUnit::Years => add(length, TimeUnit::Months, 6),
        TimeUnit::Days => add(length, TimeUnit::Hours, 12),
        TimeUnit::Hours => add(length, TimeUnit::Minutes, 30),
        TimeUnit::Minutes | TimeUnit::Weeks | TimeUnit::Months => None,
    }
}

fn place(length: &mut Length, unit: TimeUnit) -> &mut u32 {
    match unit {
        TimeUnit::Decades | TimeUnit::Years => &mut length.years,
        TimeUnit::Months => &mut length.months,
        TimeUnit::Weeks => &mut length.weeks,
        TimeUnit::Days => &mut length.days,
        TimeUnit::Hours => &mut length.hours,
        TimeUnit::Minutes => &mut length.minutes,
    }
}
