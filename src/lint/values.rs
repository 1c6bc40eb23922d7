//! Rules V about alternatives and dates: they agree with the sentences quoted and with publication.

use std::ops::Range;

use crate::lint::cues::Reading;
use crate::lint::days::counts_from_a_day;
use crate::lint::{Bench, Findings, Label, zones};
use crate::mention::calendar_words::weekday as weekday_named;
use crate::mention::survey::within;
use crate::text::fold::fold_name;
use crate::value::date::{Date, Unit, Weekday};
use crate::value::{Choice, Language, Slot, Value};

/// How many years after publication a date may lie before it needs to be written in the article.
const YEARS_AHEAD_MAX: u32 = 1;
/// How many years before publication a date may lie before it needs to be told in the article.
const YEARS_BACK_MAX: u32 = 60;
/// How far from publication a weekday is meant, in days.
const WEEKDAY_REACH_DAYS: i32 = 7;

/// Applies the rules to what each label states itself; inherited slots are judged where they stand.
pub(super) fn check(bench: &Bench<'_>, findings: &mut Findings<'_>) {
    for label in bench.labels() {
        if let Some(said_on) = label.said_on {
            late(bench, &Stated { dates: vec![said_on], place: &label.places.id }, findings);
        }
        let mut reading = None;
        for (slot, place) in label.fact.slots.iter().zip(&label.places.slots) {
            let (Some(Slot::Stated(choice)), Some(place)) = (slot, place) else { continue };
            two_spellings(choice, place, findings);
            let dates = dates(choice);
            if dates.is_empty() {
                continue;
            }
            let stated = Stated { dates, place };
            late(bench, &stated, findings);
            if label.is_distractor {
                continue;
            }
            let reading = reading.get_or_insert_with(|| Reading::of(bench, label));
            zones::check(bench, label, &stated, findings);
            weekday(bench, label, (&stated, reading), findings);
            day_from_nowhere(bench, label, (&stated, reading), findings);
        }
    }
}

/// The dates that one slot accepts, and its place in the gold file.
pub(super) struct Stated<'a> {
    pub(super) dates: Vec<&'a Date>,
    pub(super) place: &'a Range<usize>,
}

fn dates(choice: &Choice<Value>) -> Vec<&Date> {
    let mut dates = Vec::new();
    for alternative in &choice.alternatives {
        match &alternative.value {
            Value::Date(date) => dates.push(date),
            Value::Set(elements) => {
                for element in elements {
                    if let Slot::Stated(choice) = element {
                        dates.extend(self::dates(choice));
                    }
                }
            }
            Value::Duration(_) | Value::Count(_) | Value::Entity(_) | Value::Enum(_) | Value::Text(_) => {}
        }
    }
    dates
}

/// V8: no two alternatives are one value in two spellings; equal spellings speak when the gold file is read.
fn two_spellings(choice: &Choice<Value>, place: &Range<usize>, findings: &mut Findings<'_>) {
    let mut rest = choice.alternatives.as_slice();
    while let Some((first, others)) = rest.split_first() {
        let is_twin = |value: &Value| *value != first.value && value.canonical() == first.value.canonical();
        if let Some(twin) = others.iter().find(|other| is_twin(&other.value)) {
            let message =
                format!("any_of has one value in two spellings: {} and {}", first.value, twin.value);
            findings.warn("V8", place, message);
            findings.help("remove one");
        }
        rest = others;
    }
}

/// V4: a day near publication falls on the weekday that the article names.
fn weekday(
    bench: &Bench<'_>,
    label: &Label<'_>,
    (stated, reading): (&Stated<'_>, &Reading<'_>),
    findings: &mut Findings<'_>,
) {
    let weekdays = reading.weekdays();
    let Some((named, cue)) = weekdays.first() else { return };
    let is_one = weekdays.iter().all(|(day, _)| day == named);
    let said_on = label.said_on.and_then(Date::weekday);
    let Some(published) = bench.entry.gold.article.published.as_ref().and_then(Date::first_day) else {
        return;
    };
    if !is_one || said_on == Some(*named) || counts_from_a_day(bench, label) {
        return;
    }
    let is_beside = reading.tells_a_day_beside();
    let mut first: Option<(&Date, Weekday)> = None;
    for date in &stated.dates {
        let (Some((_, _, day)), Some(weekday), Some(number)) =
            (date.calendar_day(), date.weekday(), date.first_day())
        else {
            return;
        };
        let is_near = (number - published).abs() <= WEEKDAY_REACH_DAYS;
        // "mercredi …, contre 2 000 la veille": another day of the sentence may be meant.
        let is_told = || dates_beside(bench, label).any(|told| told.calendar_day() == date.calendar_day());
        // "Wednesday …, the day before": the neighbours of the weekday.
        let is_neighbour =
            is_beside && [number - 1, number + 1].iter().any(|day| Weekday::of_ordinal(*day) == *named);
        if !is_near || is_neighbour || is_told() || weekday == *named || reading.has_number(u64::from(day)) {
            return;
        }
        first.get_or_insert((date, weekday));
    }
    let Some((date, weekday)) = first else { return };
    let who = if label.quotes_place(cue) { "the quote" } else { "the sentence of the quote" };
    let word = bench.piece(cue);
    let day = day_part(date);
    findings.warn("V4", stated.place, format!("{who} says \"{word}\", but {day} is a {weekday}"));
    let help = match nearest(published, *named) {
        Some(meant) => format!(
            "the last {named} up to publication is {meant}; if the day is that of the saying, write it in said_on:"
        ),
        None => format!("write the {named} that is meant"),
    };
    findings.help(help);
}

/// Returns the days that the sentences of a label tell, "la veille" and "the next day" among them.
fn dates_beside<'s>(bench: &'s Bench<'_>, label: &'s Label<'_>) -> impl Iterator<Item = &'s Date> {
    let moments = bench.survey().moments();
    label.sentences.iter().flat_map(|sentence| within(moments, sentence)).map(|moment| &moment.value)
}

/// Returns the day of a date without its clock time, as gold writes it.
fn day_part(date: &Date) -> String {
    let day = date.calendar_day().and_then(|(year, month, day)| Date::day(Some(year), month, day));
    day.as_ref().unwrap_or(date).to_string()
}

/// Returns the last such weekday up to a day.
fn nearest(published: i32, named: Weekday) -> Option<Date> {
    let day = (0..7).map(|n_back| published - n_back).find(|day| Weekday::of_ordinal(*day) == named)?;
    let (year, month, day) = crate::value::date::calendar::civil(day);
    Date::day(Some(year), month, day)
}

/// V5: a date does not lie years after publication or long before, unless the article says that year.
fn late(bench: &Bench<'_>, stated: &Stated<'_>, findings: &mut Findings<'_>) {
    let Some(published) = bench.entry.gold.article.published.as_ref().and_then(Date::first_year) else {
        return;
    };
    for date in &stated.dates {
        let Some(year) = date.first_year() else { continue };
        let n_years = year.abs_diff(published);
        let (is_far, side) = if year > published {
            (n_years > YEARS_AHEAD_MAX, "after")
        } else {
            (n_years > YEARS_BACK_MAX && date.precision() >= Unit::Year, "before")
        };
        if !is_far || tells_year(bench, date, (year, n_years)) {
            continue;
        }
        findings.warn("V5", stated.place, format!("{date} is {n_years} years {side} publication"));
        findings.help("the article does not write that year: check the value and article.published");
    }
}

/// Says whether the article tells a far year: in digits, by its decade or century, by a date, or by the years counted.
fn tells_year(bench: &Bench<'_>, date: &Date, (year, n_years): (i32, u32)) -> bool {
    let text = bench.text();
    let decade = (year - year.rem_euclid(10)).to_string();
    let is_written = |number: &str| text.contains(number);
    if is_written(&year.to_string()) || (year > 999 && is_written(&decade)) {
        return true;
    }
    let reading = Reading::of_article(bench);
    let in_century = u64::try_from(year.rem_euclid(100)).unwrap_or_default();
    let is_met = |told: &Date| {
        let years = told.first_day().zip(told.last_day());
        years.is_some() && told.first_year().is_some_and(|told| told == year)
    };
    reading.has_number(u64::from(n_years))
        || (year > 999 && reading.has_number(in_century))
        || ["siecle", "century", "centuries", "decenni", "decade"].iter().any(|word| reading.has_prefix(word))
        || bench.survey().moments().iter().any(|told| is_met(&told.value))
        || date.has_open_part()
}

/// V6: a value that states the day has the day from somewhere.
fn day_from_nowhere(
    bench: &Bench<'_>,
    label: &Label<'_>,
    (stated, reading): (&Stated<'_>, &Reading<'_>),
    findings: &mut Findings<'_>,
) {
    if label.note.is_some_and(names_a_day) || label.sentences.is_empty() || reading.tells_a_day() {
        return;
    }
    let Some(date) = stated.dates.first().filter(|date| date.precision() >= Unit::Day) else { return };
    let Some((year, month, day)) = date.calendar_day() else { return };
    if reading.has_day_of_month(day) || is_third_told(bench, label, date) {
        return;
    }
    if let Some((span, told)) = another_day(bench, label, (year, month, day)) {
        let who = if label.quotes_place(span) { "the quote" } else { "the sentence of the quote" };
        let words = bench.piece(span);
        findings.warn("V6", stated.place, format!("value says {date}, {who} the day {told} (\"{words}\")"));
        findings.help("write the day of the quote, or state in note: where the other comes from");
        return;
    }
    let by_month = reading.month(month, &[]).map(|span| ("month", span));
    let Some((unit, cue)) = by_month.or_else(|| reading.digits(year, &[]).map(|span| ("year", span))) else {
        return;
    };
    let who = if label.quotes_place(&cue) { "the quote" } else { "the sentence of the quote" };
    let word = bench.piece(&cue);
    let message = format!("value says the day ({date}), {who} only the {unit} (\"{word}\")");
    findings.warn("V6", stated.place, message);
    findings.help("state in note: where the day comes from, or write the value without it");
}

/// Returns another day of the same month that the sentences of a label name.
fn another_day<'s>(
    bench: &'s Bench<'_>,
    label: &'s Label<'_>,
    (year, month, day): (i32, u8, u8),
) -> Option<(&'s Range<usize>, u8)> {
    let moments = bench.survey().moments();
    let mut told = label.sentences.iter().flat_map(|sentence| within(moments, sentence));
    told.find_map(|moment| {
        let (told_year, told_month, told_day) = moment.value.calendar_day()?;
        let is_written = bench.piece(&moment.span).contains(&told_day.to_string());
        (is_written && (told_year, told_month) == (year, month) && told_day != day)
            .then_some((&moment.span, told_day))
    })
}

/// Says whether the sentences tell a third of the month that the day lies in: "à la mi-septembre".
fn is_third_told(bench: &Bench<'_>, label: &Label<'_>, date: &Date) -> bool {
    dates_beside(bench, label).any(|told| {
        let is_within = told.first_day() <= date.first_day() && date.last_day() <= told.last_day();
        told.precision() == Unit::PartMonth && is_within
    })
}

/// Says whether a note names a day, or how it is counted.
fn names_a_day(note: &str) -> bool {
    let words = [
        "day",
        "days",
        "date",
        "dated",
        "dates",
        "eve",
        "publication",
        "published",
        "week",
        "before",
        "after",
        "jour",
        "jours",
        "veille",
        "lendemain",
        "semaine",
        "avant",
        "apres",
        "calendar",
        "calendrier",
    ];
    let note = fold_name(note);
    let mut parts = note.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty());
    parts.any(|part| {
        part.starts_with(|first: char| first.is_ascii_digit())
            || words.contains(&part)
            || [Language::French, Language::English].iter().any(|one| weekday_named(part, *one).is_some())
    })
}
