//! Ceasefires with the moment from which they hold, or the day they were agreed.

use std::ops::Range;

use crate::extract::rules::draft::Draft;
use crate::extract::rules::phases;
use crate::extract::rules::reading::{Reading, gap, within};
use crate::value::Entity;
use crate::value::date::{Date, Unit};

/// How sure the rule is, in thousandths.
const CONFIDENCE: u16 = 700;

/// The longest passage that is quoted whole, in bytes.
const QUOTE_BYTES_MAX: usize = 240;

/// Words by which something begins to hold.
const BEGINNINGS: [&str; 16] = [
    "partir",
    "compter",
    "vigueur",
    "effet",
    "debute",
    "debutera",
    "debutait",
    "debuter",
    "commence",
    "commencera",
    "commencait",
    "commencer",
    "demarre",
    "des",
    "depuis",
    "debutant",
];

/// Reads every ceasefire with a moment or a date of its own.
pub(super) fn read<'a>(reading: &Reading<'a>, drafts: &mut Vec<Draft<'a>>) {
    let mut index = 0;
    while index < reading.tokens.len() {
        let Some(n_words) = noun(reading, index) else {
            index += 1;
            continue;
        };
        let noun = reading.tokens.span(index).start..reading.tokens.span(index + n_words - 1).end;
        let dated = (!is_about_its_end(reading, index))
            .then(|| with_moment(reading, &noun).or_else(|| with_date(reading, &noun)));
        drafts.extend(dated.flatten().or_else(|| phases::draft(reading, (index, n_words))));
        index += n_words;
    }
}

/// Returns how many words a noun for a ceasefire takes.
pub(super) fn noun(reading: &Reading<'_>, index: usize) -> Option<usize> {
    let word = |offset: usize| reading.tokens.word(index + offset);
    match (word(0), word(1), word(2)) {
        ("cessez", "le", "feu") => Some(3),
        ("treve", "hivernale" | "olympique" | "estivale", _)
        | ("treve", "des" | "de", "confiseurs" | "noel") => None,
        ("treve" | "armistice" | "ceasefire" | "truce", _, _) => Some(1),
        ("cease", "fire", _) => Some(2),
        (_, _, _) => None,
    }
}

/// Reads "un cessez-le-feu à partir de 9h00, heure de …, le 13 septembre".
fn with_moment<'a>(reading: &Reading<'a>, noun: &Range<usize>) -> Option<Draft<'a>> {
    let sentence = reading.sentence(noun.start);
    let times = within(&reading.times, &(noun.end..sentence.end));
    let first = times.first()?;
    // "à 14h00 (10h00 GMT)" is one moment: the time with a zone tells it.
    let same = times.get(1).filter(|second| {
        let between = reading.text(first.span.end..second.span.start);
        first.value.zone.is_none() && second.value.zone.is_some() && between.trim() == "("
    });
    let time = same.unwrap_or(first);
    let begins = |index: usize| BEGINNINGS.contains(&reading.tokens.word(index));
    if !reading.tokens_in(&(noun.end..time.span.start)).any(begins) {
        return None;
    }
    let dates = reading.dates_of_events(&sentence).filter(|date| date.value.date.precision() == Unit::Day);
    let date = dates.min_by_key(|date| gap(&date.span, &time.span).len())?;
    let mut draft = Draft::new(reading.request.schema, "ceasefire", noun.clone())?;
    draft.date("starts", time.value.on(&date.value.date)?)?;
    draft.word("phase", "agreed")?;
    enrich(reading, &mut draft, noun, &sentence);
    let whole = noun.start.min(date.span.start)..time.span.end.max(date.span.end);
    let parts = [time.span.clone(), date.span.clone()];
    let quotes = if whole.len() <= QUOTE_BYTES_MAX { std::slice::from_ref(&whole) } else { &parts[..] };
    Some(draft.finish(reading, quotes, CONFIDENCE))
}

/// Reads "l'accord de cessez-le-feu du 9 novembre 2020", "une trêve début mai".
fn with_date<'a>(reading: &Reading<'a>, noun: &Range<usize>) -> Option<Draft<'a>> {
    let sentence = reading.sentence(noun.start);
    let date = within(&reading.dates, &(noun.end..sentence.end)).first()?;
    let between = reading.tokens_in(&(noun.end..date.span.start));
    let word = |index: usize| reading.tokens.word(index);
    let is_dating = |index: usize| match word(index) {
        "du" | "de" | "signe" | "signee" | "conclu" | "conclue" | "obtenu" | "obtenue" => true,
        // "le" alone dates what is done to it.
        "le" | "en" => index > between.start,
        _ => false,
    };
    let is_beside = between.len() <= 3
        && between.clone().all(is_dating)
        && !reading.has_clause_break(&(noun.end..date.span.start));
    if !is_beside || !is_day_or_month(&date.value.date) {
        return None;
    }
    let mut draft = Draft::new(reading.request.schema, "ceasefire", noun.clone())?;
    draft.date("when", date.value.date.clone())?;
    draft.word("phase", "agreed")?;
    enrich(reading, &mut draft, noun, &sentence);
    let place = noun.start..date.span.end;
    Some(draft.finish(reading, std::slice::from_ref(&place), CONFIDENCE))
}

/// Adds the parties and the mediator that the sentence names, or the two sides of the article.
fn enrich(reading: &Reading<'_>, draft: &mut Draft<'_>, noun: &Range<usize>, sentence: &Range<usize>) {
    let named = parties(reading, noun, sentence);
    let parties = if named.is_empty() { reading.sides.clone() } else { named };
    let _ = draft.entities("parties", parties);
    if let Some(mediator) = phases::mediator(reading, noun, sentence) {
        let _ = draft.entity("mediator", &mediator);
    }
}

/// Says whether what stands before the noun breaks or ends it.
fn is_about_its_end(reading: &Reading<'_>, noun: usize) -> bool {
    let sentence = reading.tokens_in(&reading.sentence(reading.tokens.span(noun).start));
    (noun.saturating_sub(6).max(sentence.start)..noun).any(|index| {
        let word = reading.tokens.word(index);
        matches!(word, "fin" | "rupture" | "expiration" | "sans")
            || ["viol", "romp", "rompu", "bris"].iter().any(|stem| word.starts_with(stem))
    })
}

fn is_day_or_month(date: &Date) -> bool {
    date.is_point() && matches!(date.precision(), Unit::Day | Unit::Month | Unit::PartMonth)
}

/// Returns the two names of "entre X et Y" behind a noun.
fn parties(reading: &Reading<'_>, noun: &Range<usize>, sentence: &Range<usize>) -> Vec<Entity> {
    let between = reading.tokens.at_or_after(noun.end);
    if reading.tokens.word(between) != "entre" || !reading.tokens.is_spaced(between) {
        return Vec::new();
    }
    let [first, second, ..] = within(&reading.names, &(noun.end..sentence.end)) else { return Vec::new() };
    let is_pair =
        reading.tokens_in(&gap(&first.span, &second.span)).any(|index| reading.tokens.word(index) == "et");
    if is_pair && first.value != second.value {
        vec![first.value.clone(), second.value.clone()]
    } else {
        Vec::new()
    }
}
