//! The words of the calendar in French and English: months, weekdays, parts of a day or a month.

use crate::value::Language;
use crate::value::date::Weekday;

/// Returns the month, from 1, that a folded word names.
#[must_use]
pub fn month(word: &str, language: Language) -> Option<u8> {
    match language {
        Language::French => french_month(word),
        Language::English => english_month(word),
        Language::Other => None,
    }
}

fn french_month(word: &str) -> Option<u8> {
    Some(match word {
        "janvier" | "janv" => 1,
        "fevrier" | "fevr" => 2,
        "mars" => 3,
        "avril" | "avr" => 4,
        "mai" => 5,
        "juin" => 6,
        "juillet" | "juil" => 7,
        "aout" => 8,
        "septembre" | "sept" => 9,
        "octobre" | "oct" => 10,
        "novembre" | "nov" => 11,
        "decembre" | "dec" => 12,
        _ => return None,
    })
}

fn english_month(word: &str) -> Option<u8> {
    Some(match word {
        "january" | "jan" => 1,
        "february" | "feb" => 2,
        "march" | "mar" => 3,
        "april" | "apr" => 4,
        "may" => 5,
        "june" | "jun" => 6,
        "july" | "jul" => 7,
        "august" | "aug" => 8,
        "september" | "sept" | "sep" => 9,
        "october" | "oct" => 10,
        "november" | "nov" => 11,
        "december" | "dec" => 12,
        _ => return None,
    })
}

/// Returns the day of the week that a folded word names.
#[must_use]
pub fn weekday(word: &str, language: Language) -> Option<Weekday> {
    let names = match language {
        Language::French => ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"],
        Language::English => ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"],
        Language::Other => return None,
    };
    let whole = match (word, language) {
        ("tue" | "tues", Language::English) => "tuesday",
        ("weds", Language::English) => "wednesday",
        ("thu" | "thur" | "thurs", Language::English) => "thursday",
        (_, _) => word,
    };
    let index = names.iter().position(|name| *name == whole)?;
    Weekday::ALL.get(index).copied()
}

/// Returns how gold writes the part of the day that folded words name, and how many words it takes.
pub(super) fn day_part(first: &str, second: &str) -> Option<(&'static str, usize)> {
    Some(match (first, second) {
        ("matin" | "morning", _) => ("morning", 1),
        ("apres", "midi") => ("afternoon", 2),
        ("afternoon", _) => ("afternoon", 1),
        ("soir" | "soiree" | "evening", _) => ("evening", 1),
        ("nuit" | "night", _) => ("night", 1),
        _ => return None,
    })
}

/// Returns how gold writes the third of a month, year or decade that a folded word names; some only before "of".
pub(super) fn third(word: &str, has_of: bool) -> Option<&'static str> {
    Some(match word {
        "debut" | "early" => "early",
        "mi" | "mid" => "mid",
        "fin" | "late" => "late",
        "beginning" | "start" if has_of => "early",
        "milieu" | "middle" if has_of => "mid",
        "end" if has_of => "late",
        _ => return None,
    })
}

/// Returns the number by which gold writes the season that a folded word names: 21 spring to 24 winter.
pub(super) fn season(word: &str) -> Option<u8> {
    Some(match word {
        "printemps" | "spring" => 21,
        "ete" | "summer" => 22,
        "automne" | "autumn" => 23,
        "hiver" | "winter" => 24,
        _ => return None,
    })
}

/// Returns how many days after the day of publication a folded word means.
pub(super) fn days_from_publication(first: &str, second: &str) -> Option<(i32, usize)> {
    Some(match (first, second) {
        ("avant", "hier") => (-2, 2),
        ("apres", "demain") => (2, 2),
        ("hier" | "yesterday", _) => (-1, 1),
        ("aujourd", "hui") => (0, 2),
        ("today", _) => (0, 1),
        ("demain" | "tomorrow", _) => (1, 1),
        _ => return None,
    })
}
