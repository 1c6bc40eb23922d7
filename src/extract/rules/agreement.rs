//! Treaties, deals and joint declarations with their dates.

use std::ops::Range;

use crate::extract::rules::ceasefire;
use crate::extract::rules::draft::Draft;
use crate::extract::rules::reading::{Reading, within};
use crate::mention::Mention;
use crate::mention::date::{DatePhrase, YearFrom, joins_dates};
use crate::value::Entity;

/// How sure the rule is, in thousandths.
const CONFIDENCE: u16 = 700;

/// How many words may stand between the agreement and its date.
const WORDS_BETWEEN_MAX: usize = 24;

/// The longest passage that is quoted whole, in bytes.
const QUOTE_BYTES_MAX: usize = 240;

/// Endings of adjectives right behind a noun; those of verbs are not among them.
const ADJECTIVE_ENDINGS: [&str; 17] = [
    "al", "ale", "ales", "aux", "el", "els", "elle", "elles", "ien", "ienne", "ique", "iques", "aire",
    "aires", "if", "ive", "eux",
];

/// Words that may stand between an agreement and its date beside names, nouns of "de …" and adjectives.
const LINKS: [&str; 34] = [
    "de",
    "d",
    "du",
    "des",
    "la",
    "le",
    "les",
    "l",
    "entre",
    "et",
    "sur",
    "en",
    "a",
    "au",
    "aux",
    "celui",
    "celle",
    "celles",
    "ceux",
    "commun",
    "commune",
    "communes",
    "conjoint",
    "conjointe",
    "conjointes",
    "conclu",
    "conclue",
    "signe",
    "signee",
    "signes",
    "signees",
    "date",
    "datee",
    "russe",
];

/// Reads every agreement that a date stands beside.
pub(super) fn read<'a>(reading: &Reading<'a>, drafts: &mut Vec<Draft<'a>>) {
    for index in 0..reading.tokens.len() {
        let Some(form) = form(reading, index) else { continue };
        let noun = reading.tokens.span(index);
        let sentence = reading.sentence(noun.start);
        let dates = within(&reading.dates, &(noun.end..sentence.end));
        let Some(first) = dates.first().filter(|first| is_dated(reading, index, first)) else { continue };
        let parties = parties(reading, &(noun.end..first.span.start));
        if form == "declaration" && parties.len() < 2 && !is_joint(reading, index) {
            continue;
        }
        let mut behind = noun.end;
        for date in dates {
            let is_listed = date == first || joins_dates(&reading.tokens, &(behind..date.span.start));
            if !is_listed {
                break;
            }
            behind = date.span.end;
            drafts.extend(draft(reading, (form, &noun), date, &parties));
        }
    }
}

fn draft<'a>(
    reading: &Reading<'a>,
    (form, noun): (&str, &Range<usize>),
    date: &Mention<DatePhrase>,
    parties: &[Entity],
) -> Option<Draft<'a>> {
    let mut draft = Draft::new(reading.request.schema, "agreement", noun.start..date.span.end)?;
    draft.date("when", date.value.date.clone())?;
    let _ = draft.word("form", form);
    if parties.len() >= 2 {
        let _ = draft.entities("parties", parties.to_vec());
    }
    let whole = noun.start..date.span.end;
    let parts = [noun.clone(), date.span.clone()];
    let quotes = if whole.len() <= QUOTE_BYTES_MAX { std::slice::from_ref(&whole) } else { &parts[..] };
    Some(draft.finish(reading, quotes, CONFIDENCE))
}

/// Returns the form that a noun names; "traité" and "accord" need an article or an adjective of it before them.
fn form(reading: &Reading<'_>, index: usize) -> Option<&'static str> {
    let form = match reading.tokens.word(index) {
        "traite" | "traites" => "treaty",
        "accord" | "accords" => "deal",
        "declaration" | "declarations" => "declaration",
        _ => return None,
    };
    let is_noun = matches!(
        reading.tokens.word_before(index),
        "un" | "une"
            | "le"
            | "la"
            | "les"
            | "l"
            | "du"
            | "des"
            | "au"
            | "aux"
            | "ce"
            | "cet"
            | "cette"
            | "ces"
            | "son"
            | "leur"
            | "leurs"
            | "deux"
            | "trois"
    );
    is_noun.then_some(form)
}

/// Says whether a date belongs to the noun: only what describes the noun stands between, and the date is introduced.
fn is_dated(reading: &Reading<'_>, noun: usize, date: &Mention<DatePhrase>) -> bool {
    let between = noun + 1..reading.tokens.at_or_after(date.span.start);
    let Some(last) = between.end.checked_sub(1).filter(|last| *last > noun) else { return false };
    let is_introduced = matches!(reading.tokens.word(last), "du" | "de" | "le" | "des");
    let is_absolute = matches!(date.value.year, YearFrom::Stated | YearFrom::List | YearFrom::Publication);
    between.len() <= WORDS_BETWEEN_MAX
        && is_introduced
        && is_absolute
        && !reading.text(reading.tokens.span(noun).end..date.span.start).contains(['«', '»', ';', ':', '"'])
        && between.clone().all(|index| describes(reading, noun, index))
}

/// Says whether a word can stand in the description of a noun: a link, a name, what a link leads to, an adjective.
fn describes(reading: &Reading<'_>, noun: usize, index: usize) -> bool {
    let word = reading.tokens.word(index);
    if ceasefire::noun(reading, index).is_some() || word.starts_with(|first: char| first.is_ascii_digit()) {
        return false;
    }
    let is_led_to = matches!(reading.tokens.word_before(index), "de" | "d" | "du" | "des" | "sur")
        || (matches!(reading.tokens.word_before(index), "l" | "la" | "les" | "le")
            && index >= 2
            && matches!(reading.tokens.word(index - 2), "de" | "sur" | "entre" | "et" | "a"));
    let is_adjective = index == noun + 1 && ADJECTIVE_ENDINGS.iter().any(|ending| word.ends_with(ending));
    LINKS.contains(&word) || is_led_to || is_adjective || is_in_name(reading, index)
}

fn is_in_name(reading: &Reading<'_>, index: usize) -> bool {
    let at = reading.tokens.span(index).start;
    let n_before = reading.names.partition_point(|name| name.span.start <= at);
    let name = n_before.checked_sub(1).and_then(|index| reading.names.get(index));
    name.is_some_and(|name| at < name.span.end)
}

/// Says whether the word behind a declaration makes it one of several.
fn is_joint(reading: &Reading<'_>, noun: usize) -> bool {
    matches!(
        reading.tokens.word(noun + 1),
        "commune"
            | "communes"
            | "conjointe"
            | "conjointes"
            | "bilaterale"
            | "bilaterales"
            | "trilaterale"
            | "trilaterales"
            | "multilaterale"
    )
}

/// Returns the different names of a description, in order.
fn parties(reading: &Reading<'_>, span: &Range<usize>) -> Vec<Entity> {
    let mut parties: Vec<Entity> = Vec::new();
    for name in within(&reading.names, span) {
        if !parties.contains(&name.value) {
            parties.push(name.value.clone());
        }
    }
    parties
}
