//! Statements that are dated by a clock: "à 14h00 (10h00 GMT), des responsables ont ajouté que …".

use std::ops::Range;

use crate::extract::rules::draft::Draft;
use crate::extract::rules::reading::{Reading, within};
use crate::extract::rules::speech::speaker_of;
use crate::extract::rules::statement::topic;
use crate::mention::Mention;
use crate::mention::clock::ClockTime;
use crate::value::date::{Date, Unit};

/// How sure the rule is, in thousandths.
const CONFIDENCE: u16 = 600;

/// Reads every moment with a zone at which somebody says something, where no other fact was read in the sentence.
pub(super) fn read<'a>(reading: &Reading<'a>, drafts: &mut Vec<Draft<'a>>) {
    let mut taken: Vec<usize> = drafts.iter().map(|draft| draft.place.start).collect();
    taken.sort_unstable();
    for (index, time) in reading.times.iter().enumerate().filter(|(_, time)| time.value.zone.is_some()) {
        let sentence = reading.sentence(time.span.start);
        let from = taken.partition_point(|at| *at < sentence.start);
        let has_other = taken.get(from).is_some_and(|at| *at < sentence.end);
        let before = index.checked_sub(1).and_then(|index| reading.times.get(index));
        if !has_other {
            drafts.extend(draft(reading, &sentence, &whole(reading, before, time), time));
        }
    }
}

/// Returns the place of a time, with the other clock before it: "14h00 (10h00 GMT)".
fn whole(
    reading: &Reading<'_>,
    before: Option<&Mention<ClockTime>>,
    time: &Mention<ClockTime>,
) -> Range<usize> {
    let other = before.filter(|other| {
        other.value.zone.is_none() && reading.text(other.span.end..time.span.start).trim() == "("
    });
    let closes = reading.text(time.span.end..time.span.end + 1) == ")";
    match other {
        Some(other) => other.span.start..time.span.end + usize::from(closes),
        None => time.span.clone(),
    }
}

fn draft<'a>(
    reading: &Reading<'a>,
    sentence: &Range<usize>,
    place: &Range<usize>,
    time: &Mention<ClockTime>,
) -> Option<Draft<'a>> {
    let speaker = speaker_of(reading, place)?;
    let moment = time.value.on(&day(reading, sentence)?)?;
    let mut draft = Draft::new(reading.request.schema, "statement", place.clone())?;
    draft.word("act", "claims")?;
    draft.entity("speaker", &speaker)?;
    draft.date("when", moment)?;
    if let Some((topic, _)) = topic(reading, &reading.tokens_in(sentence)) {
        // A schema without the word leaves the slot open.
        let _ = draft.word("topic", topic);
    }
    Some(draft.said_by(reading, &speaker, std::slice::from_ref(place), CONFIDENCE))
}

/// Returns the day that a clock time belongs to: of its sentence, else the last that the article named, else the day of
/// publication.
fn day(reading: &Reading<'_>, sentence: &Range<usize>) -> Option<Date> {
    let is_day = |date: &Date| date.precision() == Unit::Day && date.first_year().is_some();
    let inside =
        within(&reading.dates, sentence).iter().map(|date| &date.value.date).find(|date| is_day(date));
    let before = || {
        let known = reading.dates.partition_point(|date| date.span.start < sentence.start);
        let dates = reading.dates.get(known.saturating_sub(LOOKED_BACK_MAX)..known)?;
        dates.iter().rev().map(|date| &date.value.date).find(|date| is_day(date))
    };
    inside.or_else(before).or(reading.request.published).filter(|date| is_day(date)).cloned()
}

/// How many dates before the sentence are looked at.
const LOOKED_BACK_MAX: usize = 8;
