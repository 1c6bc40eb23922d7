//! Says whether the sentences of a label tell a date, and which days written there are others.

use std::ops::Range;

use crate::lint::cues::Reading;
use crate::lint::scene::Scene;
use crate::lint::{Bench, Label};
use crate::mention::Mention;
use crate::mention::calendar_words::month;
use crate::mention::cue::Cue;
use crate::mention::survey::within;
use crate::text::fold::fold_name;
use crate::value::date::calendar::civil;
use crate::value::date::{Date, Unit};

/// How far from publication words such as "hier" reach, in days.
const RELATIVE_REACH_DAYS: i32 = 400;
/// Days in a week.
const WEEK_DAYS: i32 = 7;

/// Words that count a length of time from a day.
const BEFORE_LENGTH: [&str; 14] = [
    "depuis", "dans", "apres", "avant", "pendant", "durant", "ici", "bout", "for", "in", "within", "after",
    "before", "since",
];
const AFTER_LENGTH: [&str; 10] =
    ["plus", "apres", "avant", "auparavant", "durant", "ago", "earlier", "later", "after", "before"];

/// Says whether the sentences tell a date: by a date that shares a day with it, by its clock time, year or month outside
/// other dates, by words such as "hier" or a length counted from a day where it is near, or earlier in the paragraph.
pub(super) fn tells(scene: &Scene<'_, '_>, date: &Date) -> bool {
    let survey = scene.bench.survey();
    let moments: Vec<&Mention<Date>> = scene.mentions(survey.moments()).collect();
    if date.has_open_part() || moments.iter().any(|moment| agrees(scene.bench, date, moment)) {
        return true;
    }
    let written = date.to_string();
    let is_clock = |hour: u8, minute: u8| written.contains(&format!("T{hour:02}:{minute:02}"));
    let is_clock_told =
        scene.mentions(survey.clock_times()).any(|time| is_clock(time.value.hour, time.value.minute));
    let taken: Vec<Range<usize>> = moments.iter().map(|moment| moment.span.clone()).collect();
    let reading = &scene.reading;
    let has_year = date.first_year().is_some_and(|year| reading.digits(year, &taken).is_some());
    let has_month =
        (1..=12).any(|month| touches_month(date, month) && reading.month(month, &taken).is_some());
    is_clock_told
        || has_year
        || has_month
        || has_age(reading)
        || is_in_figures(scene, date)
        || (is_near(scene.bench, date) && reading.tells_a_time(&taken))
        || counts_from_a_day(scene.bench, scene.label)
        || paragraph_dates(scene, date)
}

/// Says whether a date of the sentences is this one, or one that other rules speak of.
fn agrees(bench: &Bench<'_>, date: &Date, moment: &Mention<Date>) -> bool {
    meets(date, &moment.value, 0)
        || may_be_weekday(bench, date, moment)
        || may_be_month(bench, date, moment)
        || (is_weekend(bench, moment) && meets(date, &moment.value, WEEK_DAYS))
}

/// Says whether a weekday may mean a day: one near publication is held against its weekday by V4.
fn may_be_weekday(bench: &Bench<'_>, date: &Date, moment: &Mention<Date>) -> bool {
    let has_name =
        within(bench.survey().cues(), &moment.span).iter().any(|cue| matches!(cue.value, Cue::Weekday(_)));
    let published = bench.entry.gold.article.published.as_ref().and_then(Date::first_day);
    let far = published.zip(date.first_day()).map(|(published, day)| (published - day).abs());
    let is_same = date.weekday() == moment.value.weekday();
    has_name && far.is_none_or(|far| far <= WEEK_DAYS || (far <= 2 * WEEK_DAYS && is_same))
}

/// Says whether a written month may mean a date: another day of one month is told by V6, and a year that is not
/// written is a guess.
fn may_be_month(bench: &Bench<'_>, date: &Date, moment: &Mention<Date>) -> bool {
    let words = bench.piece(&moment.span);
    let language = bench.entry.gold.article.language();
    let mut parts = words.split(|c: char| !c.is_alphanumeric());
    let names_month = parts.clone().any(|part| month(&fold_name(part), language).is_some());
    let has_year = parts.any(|part| part.len() == 4 && part.parse::<u16>().is_ok());
    let (Some(stated), Some(told)) = (date.first_day(), moment.value.first_day()) else { return false };
    let ((year, month, day), (told_year, told_month, told_day)) = (civil(stated), civil(told));
    let has_day = |date: &Date| date.precision() >= Unit::Day;
    let is_same_day = day == told_day || !has_day(date) || !has_day(&moment.value);
    let is_same_year = year == told_year || (!has_year && is_same_day);
    names_month && month == told_month && date.precision() >= Unit::Month && is_same_year
}

fn is_weekend(bench: &Bench<'_>, moment: &Mention<Date>) -> bool {
    let words = fold_name(bench.piece(&moment.span));
    words.contains("weekend") || words.contains("week-end") || words.contains("week end")
}

/// Says whether two dates can mean one day, the second also so many days before.
fn meets(one: &Date, other: &Date, n_before: i32) -> bool {
    let first = |date: &Date| date.first_day().unwrap_or(i32::MIN);
    let last = |date: &Date| date.last_day().unwrap_or(i32::MAX);
    // "before October 12" may be meant to hold that day.
    let is_bound = other.first_day().is_none() || other.last_day().is_none();
    let (n_before, n_behind) = (n_before + i32::from(is_bound), i32::from(is_bound));
    first(one) <= last(other).saturating_add(n_behind) && first(other).saturating_sub(n_before) <= last(one)
}

/// Says whether a century or decade is told in words.
fn has_age(reading: &Reading<'_>) -> bool {
    ["siecle", "century", "centuries", "decade", "decenni"].iter().any(|word| reading.has_prefix(word))
}

/// Says whether a day stands there as "13/9".
fn is_in_figures(scene: &Scene<'_, '_>, date: &Date) -> bool {
    let Some((_, month, day)) = date.calendar_day() else { return false };
    let spellings = [
        format!("{day}/{month}"),
        format!("{day:02}/{month:02}"),
        format!("{day}/{month:02}"),
        format!("{month}/{day}"),
    ];
    let sentences = &scene.label.sentences;
    sentences.iter().any(|sentence| spellings.iter().any(|one| scene.bench.piece(sentence).contains(one)))
}

fn is_near(bench: &Bench<'_>, date: &Date) -> bool {
    let published = bench.entry.gold.article.published.as_ref().and_then(Date::first_day);
    let day = date.first_day().or_else(|| date.last_day());
    published.zip(day).is_none_or(|(published, day)| (published - day).abs() <= RELATIVE_REACH_DAYS)
}

/// Says whether a length of time is counted from a day: "deux jours après", "for two days", "a decade ago".
pub(super) fn counts_from_a_day(bench: &Bench<'_>, label: &Label<'_>) -> bool {
    let tokens = bench.survey().tokens();
    let lengths = label.sentences.iter().flat_map(|sentence| within(bench.survey().durations(), sentence));
    lengths.into_iter().any(|length| {
        let first = tokens.at_or_after(length.span.start);
        let behind = tokens.at_or_after(length.span.end);
        // "depuis les deux derniers jours"
        let mut before = (1..=3).filter_map(|back| first.checked_sub(back));
        before.any(|index| BEFORE_LENGTH.contains(&tokens.word(index)))
            || BEFORE_LENGTH.contains(&tokens.word(first))
            || AFTER_LENGTH.contains(&tokens.word(behind))
    })
}

/// Says whether a date of the same paragraph is this one: later sentences take it over.
fn paragraph_dates(scene: &Scene<'_, '_>, date: &Date) -> bool {
    let around = scene.paragraphs();
    let mut moments = around.iter().flat_map(|span| within(scene.bench.survey().moments(), span));
    moments.any(|moment| meets(date, &moment.value, 0))
}

/// Says whether a date that states its month begins or ends in one, counted from 1.
pub(super) fn touches_month(date: &Date, month: u8) -> bool {
    let ends = [date.first_day(), date.last_day()];
    date.precision() >= Unit::Month && ends.into_iter().flatten().any(|day| civil(day).1 == month)
}
