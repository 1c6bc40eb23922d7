//! Finds lengths of time: "six semaines", "près de deux mois", "a two-hour strike", "plusieurs décennies".

use std::ops::Range;

use crate::mention::Mention;
use crate::mention::count::{CountPhrase, count_phrases};
use crate::mention::token::Tokens;
use crate::value::Language;
use crate::value::count::{CountForm, Qualifier};
use crate::value::duration::length::Length;
use crate::value::duration::{Duration, DurationForm};

pub mod alike;

/// How many units one length joins: "two years, three months and a day".
const UNITS_MAX: usize = 3;

/// People whose age stands behind "de" or before "-old", folded.
const PEOPLE: [&str; 20] = [
    "homme",
    "femme",
    "garcon",
    "fille",
    "fillette",
    "adolescent",
    "adolescente",
    "enfant",
    "conducteur",
    "conductrice",
    "retraite",
    "retraitee",
    "etudiant",
    "etudiante",
    "jeune",
    "joueur",
    "joueuse",
    "pere",
    "mere",
    "bebe",
];

/// Words that make "an hour" a length rather than a rate.
const BEFORE_ARTICLE: [&str; 18] = [
    "spent", "takes", "lasting", "for", "within", "in", "about", "nearly", "almost", "over", "than", "least",
    "under", "after", "last", "took", "lasted", "around",
];

/// Finds the lengths of time of a text, ascending; linear in the text. Ages and dates ("two days ago") are none.
#[must_use]
pub fn durations(text: &str, language: Language) -> Vec<Mention<Duration>> {
    durations_among(&Tokens::new(text), language, &[])
}

/// Finds the lengths of time among tokens, but none in the spans that are taken, which are ascending.
#[must_use]
pub fn durations_among(
    tokens: &Tokens<'_>,
    language: Language,
    taken: &[Range<usize>],
) -> Vec<Mention<Duration>> {
    let counts = count_phrases(tokens, language, taken);
    let mut mentions: Vec<Mention<Duration>> = Vec::new();
    let mut free = 0;
    for count in &counts {
        if count.span.start < free {
            continue;
        }
        if let Some(mention) = of_count(tokens, count, language) {
            free = mention.span.end;
            mentions.push(mention);
        }
    }
    if language != Language::Other {
        let single = (0..tokens.len()).filter_map(|index| without_number(tokens, index, language));
        mentions.extend(single.filter(|one| is_free(taken, &one.span)));
        mentions.sort_by_key(|mention| (mention.span.start, std::cmp::Reverse(mention.span.end)));
        let mut end = 0;
        mentions.retain(|mention| {
            let is_free = mention.span.start >= end;
            end = end.max(mention.span.end);
            is_free
        });
    }
    mentions
}

/// Says whether a span touches none of those that are taken, which are ascending.
fn is_free(taken: &[Range<usize>], span: &Range<usize>) -> bool {
    let n_before = taken.partition_point(|taken| taken.end <= span.start);
    taken.get(n_before).is_none_or(|taken| taken.start >= span.end)
}

/// Reads a count that units follow.
fn of_count(
    tokens: &Tokens<'_>,
    count: &Mention<CountPhrase>,
    language: Language,
) -> Option<Mention<Duration>> {
    let first = tokens.at_or_after(count.value.number.start);
    let behind = tokens.at_or_after(count.span.end);
    if let Some(mention) = seconds(tokens, count, behind).or_else(|| and_a_half(tokens, count, behind)) {
        return Some(mention);
    }
    let mut last = unit_after(tokens, behind)?;
    let written = tokens.text().get(count.span.clone())?;
    if count.value.is_article_like && (tokens.word(last) == "jour" || tokens.word(last) == "day") {
        return None;
    }
    let unit = tokens.word(last);
    let noun = tokens.text().get(tokens.span(last))?;
    if language == Language::English && unit == "an" {
        return None;
    }
    if is_age(tokens, (first, last), language) || is_ago(tokens, count, last) || is_rate(tokens, last) {
        return None;
    }
    let value = (1..UNITS_MAX).fold(format!("{written} {noun}"), |text, _| match joined(tokens, last) {
        Some(next) => {
            let joint = tokens.text().get(tokens.span(last).end..tokens.span(next).end).unwrap_or("");
            last = next;
            text + joint
        }
        None => text,
    });
    let is_within = tokens.word_before(tokens.at_or_after(count.span.start)) == "within";
    let whole = |text: &str| {
        let duration = Duration::read(text, language).ok()?.value;
        Some(if is_within { at_most(duration) } else { duration })
    };
    if let Some(end) = half_after(tokens, last)
        && let Some(text) = tokens.text().get(tokens.span(last).end..tokens.span(end).end)
        && let Some(duration) = whole(&format!("{value}{text}"))
    {
        return Some(Mention { span: count.span.start..tokens.span(end).end, value: duration });
    }
    let duration = whole(&value).or_else(|| whole(&format!("{written} {noun}")))?;
    Some(Mention { span: count.span.start..tokens.span(last).end, value: duration })
}

/// Reads "40 seconds", which is no unit of rough lengths.
fn seconds(tokens: &Tokens<'_>, count: &Mention<CountPhrase>, behind: usize) -> Option<Mention<Duration>> {
    let is_unit = matches!(tokens.word(behind), "seconde" | "secondes" | "second" | "seconds");
    let is_plural = tokens.word(behind).ends_with('s') && tokens.is_spaced(behind);
    let CountForm::Point(qualifier, amount) = count.value.count.form() else { return None };
    let seconds = u32::try_from(amount.as_whole().filter(|_| is_unit && is_plural)?).ok()?;
    let value = Duration::point(qualifier, Length { seconds, ..Length::default() });
    Some(Mention { span: count.span.start..tokens.span(behind).end, value })
}

/// Reads "two and a half hours".
fn and_a_half(tokens: &Tokens<'_>, count: &Mention<CountPhrase>, behind: usize) -> Option<Mention<Duration>> {
    let words = [tokens.word(behind), tokens.word(behind + 1), tokens.word(behind + 2)];
    let unit = unit_after(tokens, behind + 3).filter(|_| words == ["and", "a", "half"])?;
    let number = tokens.text().get(count.span.clone())?;
    let noun = tokens.text().get(tokens.span(unit))?;
    let read = Duration::read(&format!("{number} {noun} and a half"), Language::English).ok()?;
    Some(Mention { span: count.span.start..tokens.span(unit).end, value: read.value })
}

/// Returns a length as the most that it can be: "within six minutes".
const fn at_most(duration: Duration) -> Duration {
    match duration.form() {
        DurationForm::Point(Qualifier::Exactly, length) => Duration::point(Qualifier::AtMost, length),
        DurationForm::Point(..) | DurationForm::Range(..) | DurationForm::Class(_) => duration,
    }
}

/// Returns the unit that stands at a token or behind "de", spaced or after a hyphen.
fn unit_after(tokens: &Tokens<'_>, index: usize) -> Option<usize> {
    let is_joined = |index: usize| {
        tokens.is_spaced(index) || matches!(tokens.gap_before(index), "-" | "‑" | "'" | "’" | "")
    };
    let at = match tokens.word(index) {
        "de" | "d" | "of" => index + 1,
        _ => index,
    };
    (is_joined(index) && is_joined(at) && is_unit(tokens.word(at))).then_some(at)
}

fn is_unit(word: &str) -> bool {
    matches!(
        word,
        "minute"
            | "minutes"
            | "min"
            | "heure"
            | "heures"
            | "hour"
            | "hours"
            | "jour"
            | "jours"
            | "day"
            | "days"
            | "semaine"
            | "semaines"
            | "week"
            | "weeks"
            | "mois"
            | "month"
            | "months"
            | "an"
            | "ans"
            | "annee"
            | "annees"
            | "year"
            | "years"
            | "decennie"
            | "decennies"
            | "decade"
            | "decades"
            | "journees"
    )
}

/// Returns the unit of a second number right behind a unit: "trois ans et six mois".
fn joined(tokens: &Tokens<'_>, last: usize) -> Option<usize> {
    let at = match tokens.word(last + 1) {
        "et" | "and" => last + 2,
        _ => last + 1,
    };
    let is_near = (last + 1..=at + 1).all(|index| tokens.is_spaced(index));
    (is_near && is_small(tokens, at) && is_unit(tokens.word(at + 1))).then_some(at + 1)
}

fn is_small(tokens: &Tokens<'_>, index: usize) -> bool {
    let text = tokens.text().get(tokens.span(index).start..).unwrap_or("");
    let is_number = tokens.number_of(index, (1, 3)).is_some()
        || crate::value::numeral::longest_number(text, Language::French).is_some()
        || crate::value::numeral::longest_number(text, Language::English).is_some();
    is_number && !matches!(tokens.word(index), "de" | "des" | "les")
}

/// Returns the end of "et demi", "and a half".
fn half_after(tokens: &Tokens<'_>, last: usize) -> Option<usize> {
    match (tokens.word(last + 1), tokens.word(last + 2), tokens.word(last + 3)) {
        ("et", "demi" | "demie", _) => Some(last + 2),
        ("and", "a", "half") => Some(last + 3),
        (_, _, _) => None,
    }
}

/// Says whether a number of years is how old somebody is.
fn is_age(tokens: &Tokens<'_>, (first, last): (usize, usize), language: Language) -> bool {
    if !matches!(
        tokens.word(last),
        "ans" | "an" | "mois" | "year" | "years" | "month" | "months" | "week" | "day"
    ) {
        return false;
    }
    let before = |back: usize| first.checked_sub(back).map_or("", |index| tokens.word(index));
    if tokens.word(last + 1) == "old" || tokens.word(last + 1) == "olds" {
        return true;
    }
    let is_aged = (1..=4).any(|back| matches!(before(back), "age" | "agee" | "ages" | "agees" | "aged"));
    let gap = tokens.gap_before(first);
    let closes = tokens.gap_before(last + 1).trim_start();
    let is_apposed = (gap.ends_with(", ") && closes.starts_with([',', ';', '.']) || gap.ends_with('('))
        && closes.starts_with([',', ';', '.', ')'])
        && matches!(tokens.word(last), "ans" | "years");
    let is_of_person = before(1) == "de" && (2..=3).any(|back| PEOPLE.contains(&before(back)));
    // "À 34 ans, elle …" is an age, "condamné à trois ans" is none.
    let head = first.checked_sub(1).map_or("", |index| tokens.gap_before(index));
    let is_head = first == 1 || head.contains(['.', ',', '\n']);
    let is_at = language == Language::French && before(1) == "a" && tokens.word(last) == "ans" && is_head;
    let is_group = matches!((before(3), before(2), before(1)), ("les" | "des", "plus" | "moins", "de"));
    is_aged || is_apposed || is_of_person || is_at || is_group
}

/// Says whether a length tells a day: "il y a trois ans", "two weeks ago".
fn is_ago(tokens: &Tokens<'_>, count: &Mention<CountPhrase>, last: usize) -> bool {
    let first = tokens.at_or_after(count.span.start);
    let before = |back: usize| first.checked_sub(back).map_or("", |index| tokens.word(index));
    tokens.word(last + 1) == "ago" || matches!((before(3), before(2), before(1)), ("il" | "l", "y", "a"))
}

/// Says whether a unit is part of a rate or a name: "24 heures sur 24".
fn is_rate(tokens: &Tokens<'_>, last: usize) -> bool {
    tokens.word(last + 1) == "sur" && tokens.number(last + 2).is_some()
}

/// Reads what has no number that counts: "des décennies", "an hour", "for decades".
fn without_number(tokens: &Tokens<'_>, index: usize, language: Language) -> Option<Mention<Duration>> {
    let word = tokens.word(index);
    let unit = index + 1;
    match (language, word) {
        (_, "h") => clock_like(tokens, index, language),
        (Language::French, "demi") | (Language::English, "half") => half_hour(tokens, index),
        (Language::French, "quart") => quarter_hour(tokens, index),
        (Language::English, "long") => long(tokens, index),
        (Language::English, "fortnight") => fixed(tokens.span(index), "P2W"),
        (Language::English, "a" | "an") => {
            let is_told = BEFORE_ARTICLE.contains(&tokens.word_before(index))
                || (matches!(tokens.word(unit + 1), "later" | "earlier" | "long")
                    && tokens.is_spaced(unit + 1));
            let is_length = is_told && is_unit(tokens.word(unit)) && tokens.is_spaced(unit);
            is_length.then_some(())?;
            let start = bound_before(tokens, index);
            let last = half_after(tokens, unit).unwrap_or(unit);
            class(tokens, start..last + 1, language)
        }
        (Language::English, "for") => {
            plural(tokens, unit).then(|| class(tokens, unit..unit + 1, language)).flatten()
        }
        (Language::French, "des") => {
            plural(tokens, unit).then(|| class(tokens, index..unit + 1, language)).flatten()
        }
        (_, _) => None,
    }
}

/// Reads "2 h 30" and "3h" where they are no clock time.
fn clock_like(tokens: &Tokens<'_>, index: usize, language: Language) -> Option<Mention<Duration>> {
    let first = index.checked_sub(1).filter(|first| tokens.number_of(*first, (1, 2)).is_some())?;
    let has_minutes = tokens.number_of(index + 1, (2, 2)).is_some_and(|minute| minute < 60)
        && tokens.gap_before(index + 1).trim().is_empty();
    let is_near = tokens.gap_before(index).trim().is_empty();
    let last = if has_minutes { index + 1 } else { index };
    is_near.then(|| class(tokens, first..last + 1, language)).flatten()
}

/// Reads "une demi-heure", "half an hour".
fn half_hour(tokens: &Tokens<'_>, index: usize) -> Option<Mention<Duration>> {
    let (first, last) = match (tokens.word_before(index), tokens.word(index + 1), tokens.word(index + 2)) {
        ("une", "heure", _) => (index - 1, index + 1),
        (_, "an", "hour") => (index, index + 2),
        (_, "hour", _) => (index, index + 1),
        (_, _, _) => return None,
    };
    fixed(tokens.span(first).start..tokens.span(last).end, "PT30M")
}

/// Reads "un quart d'heure".
fn quarter_hour(tokens: &Tokens<'_>, index: usize) -> Option<Mention<Duration>> {
    let is_quarter =
        (tokens.word_before(index), tokens.word(index + 1), tokens.word(index + 2)) == ("un", "d", "heure");
    is_quarter.then(|| fixed(tokens.span(index - 1).start..tokens.span(index + 2).end, "PT15M")).flatten()
}

/// Reads "a week-long trial", "year-long".
fn long(tokens: &Tokens<'_>, index: usize) -> Option<Mention<Duration>> {
    let unit = index.checked_sub(1).filter(|_| tokens.gap_before(index) == "-")?;
    let length = match tokens.word(unit) {
        "hour" => "PT1H",
        "day" => "P1D",
        "week" => "P1W",
        "month" => "P1M",
        "year" => "P1Y",
        "decade" => "P10Y",
        _ => return None,
    };
    let has_number = tokens.gap_before(unit) == "-";
    (!has_number).then(|| fixed(tokens.span(unit).start..tokens.span(index).end, length)).flatten()
}

fn fixed(span: Range<usize>, length: &str) -> Option<Mention<Duration>> {
    Some(Mention { span, value: Duration::parse(length).ok()? })
}

/// Returns the first word of "more than", "nearly" before an article.
fn bound_before(tokens: &Tokens<'_>, index: usize) -> usize {
    match (index.checked_sub(2).map_or("", |index| tokens.word(index)), tokens.word_before(index)) {
        ("more" | "less", "than") | ("at", "least") => index - 2,
        (_, "about" | "nearly" | "almost" | "over" | "under" | "around") => index - 1,
        (_, _) => index,
    }
}

fn plural(tokens: &Tokens<'_>, index: usize) -> bool {
    tokens.is_spaced(index)
        && matches!(
            tokens.word(index),
            "semaines"
                | "mois"
                | "annees"
                | "decennies"
                | "weeks"
                | "months"
                | "years"
                | "decades"
                | "days"
                | "hours"
                | "heures"
                | "jours"
        )
        && tokens.number(index + 1).is_none()
}

fn class(tokens: &Tokens<'_>, words: Range<usize>, language: Language) -> Option<Mention<Duration>> {
    let span = tokens.span(words.start).start..tokens.span(words.end - 1).end;
    let read = Duration::read(tokens.text().get(span.clone())?, language).ok()?;
    Some(Mention { span, value: read.value })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mention::show;

    fn check(language: Language, text: &str, expected: &[&str]) {
        let found = durations(text, language);
        assert_eq!(show(text, &found, Duration::to_string), expected, "{text}");
    }

    #[test]
    fn french_lengths_keep_their_bounds() {
        check(Language::French, "a duré six semaines", &["[six semaines] P6W"]);
        check(
            Language::French,
            "près de deux mois, 90 minutes",
            &["[près de deux mois] almost P2M", "[90 minutes] PT90M"],
        );
        check(Language::French, "trois ans et six mois", &["[trois ans et six mois] P3Y6M"]);
        check(Language::French, "plusieurs décennies", &["[plusieurs décennies] decades"]);
        check(Language::French, "condamné à trois ans de prison", &["[trois ans] P3Y"]);
        check(Language::French, "a couru en 2 h 10", &["[2 h 10] PT2H10M"]);
        check(Language::French, "cinq à sept jours", &["[cinq à sept jours] P5D..P7D"]);
    }

    #[test]
    fn english_lengths_may_be_hyphenated() {
        check(Language::English, "a two-hour strike", &["[two-hour] PT2H"]);
        check(Language::English, "lasted nearly an hour", &["[nearly an hour] almost PT1H"]);
        check(Language::English, "needed just under nine hours", &["[just under nine hours] almost PT9H"]);
        check(Language::English, "three to four weeks", &["[three to four weeks] P3W..P4W"]);
        check(
            Language::English,
            "for half an hour, a week-long fair",
            &["[half an hour] PT30M", "[week-long] P1W"],
        );
    }

    #[test]
    fn halves_and_seconds_are_read() {
        check(
            Language::English,
            "a half-hour delay, 40 seconds",
            &["[half-hour] PT30M", "[40 seconds] PT40S"],
        );
        check(Language::English, "two and a half hours", &["[two and a half hours] PT2H30M"]);
        check(Language::English, "spent a year in jail", &["[a year] P1Y"]);
        check(Language::French, "moins de dix secondes", &["[moins de dix secondes] less than PT10S"]);
    }

    #[test]
    fn ages_and_days_past_are_no_lengths() {
        check(Language::French, "Marie, 34 ans, et un homme de 60 ans, il y a trois ans", &[]);
        check(Language::English, "a 19-year-old, five years ago, $3 an hour", &[]);
    }
}
