//! Counts of people killed, wounded, captured or missing, in English.

use std::ops::Range;

use crate::extract::rules::casualties::Casualties;
use crate::extract::rules::reading::Reading;
use crate::extract::rules::verb::is_behind_if;
use crate::mention::Mention;
use crate::mention::count::CountPhrase;

/// How many words may stand between the people and what befell them.
const WORDS_BETWEEN_MAX: usize = 6;

/// Nouns for people, with the word for who they are, where there is one.
const PEOPLE: [(&str, Option<&str>); 37] = [
    ("people", None),
    ("others", None),
    ("person", None),
    ("residents", None),
    ("men", None),
    ("women", None),
    ("children", None),
    ("man", None),
    ("woman", None),
    ("child", None),
    ("passengers", None),
    ("migrants", None),
    ("workers", None),
    ("miners", None),
    ("journalists", None),
    ("firefighters", None),
    ("protesters", None),
    ("players", None),
    ("fans", None),
    ("hikers", None),
    ("sailors", None),
    ("students", None),
    ("pilgrims", None),
    ("drivers", None),
    ("teenagers", None),
    ("fighters", Some("soldiers")),
    ("soldiers", Some("soldiers")),
    ("soldier", Some("soldiers")),
    ("troops", Some("soldiers")),
    ("servicemen", Some("soldiers")),
    ("civilians", Some("civilians")),
    ("civilian", Some("civilians")),
    ("villagers", Some("civilians")),
    ("policemen", Some("police")),
    ("policeman", Some("police")),
    ("officers", None),
    ("hostages", None),
];

/// Reads "12 dead", "12 soldiers were killed", "killed at least 12 people".
pub(super) fn read(reading: &Reading<'_>, count: &Mention<CountPhrase>) -> Option<Casualties> {
    let tokens = &reading.tokens;
    let noun = tokens.at_or_after(count.span.end);
    let noun = noun + usize::from(matches!(tokens.word(noun), "other" | "young" | "more"));
    if !tokens.is_spaced(noun) || is_behind_if(reading, noun) {
        return None;
    }
    let effect = match (tokens.word(noun), tokens.word(noun + 1)) {
        ("dead" | "deaths" | "fatalities", _) => Some("killed"),
        ("wounded" | "injured" | "injuries", _) => Some("wounded"),
        ("missing", next) if next != "person" => Some("missing"),
        ("killed", _) => Some("killed"),
        (_, _) => None,
    };
    if let Some(effect) = effect.filter(|_| !count.value.is_article_like) {
        let place = count.span.start..tokens.span(noun).end;
        let is_conditional = is_reserved(reading, &place);
        return Some(Casualties { effect, who: None, is_conditional, place });
    }
    let (mut who, mut noun) = (None, noun);
    match (tokens.word(noun), tokens.word(noun + 1)) {
        ("police", "officers") => (who, noun) = (Some("police"), noun + 1),
        (word, _) => who = PEOPLE.iter().find(|(people, _)| *people == word)?.1.or(who),
    }
    with_people(reading, count, (noun, who))
}

fn with_people(
    reading: &Reading<'_>,
    count: &Mention<CountPhrase>,
    (noun, who): (usize, Option<&'static str>),
) -> Option<Casualties> {
    let tokens = &reading.tokens;
    let first = tokens.at_or_after(count.span.start);
    let before = match tokens.word_before(first) {
        "killed" | "killing" => Some("killed"),
        "wounded" | "wounding" | "injured" | "injuring" => Some("wounded"),
        "captured" | "capturing" => Some("captured"),
        _ => None,
    };
    if let Some(effect) = before.filter(|_| tokens.is_spaced(first)) {
        let place = tokens.span(first - 1).start..tokens.span(noun).end;
        let is_conditional = is_reserved(reading, &place);
        return Some(Casualties { effect, who, is_conditional, place });
    }
    let sentence = reading.tokens_in(&reading.sentence(count.span.start));
    for index in noun + 1..(noun + 1 + WORDS_BETWEEN_MAX).min(sentence.end) {
        if !tokens.is_spaced(index) {
            return None;
        }
        let is_first = index == noun + 1;
        if let Some((effect, end)) = befallen(reading, index, is_first) {
            let place = count.span.start..tokens.span(end).end;
            let is_conditional = is_reserved(reading, &place);
            return Some(Casualties { effect, who, is_conditional, place });
        }
        // Another verb has the people for its subject.
        if matches!(tokens.word(index), "who" | "that" | "and" | "said" | "have" | "are" | "in" | "of")
            && tokens.word(index) != "have"
        {
            return None;
        }
    }
    None
}

/// Returns what befell the people before a verb, and its last word.
fn befallen(reading: &Reading<'_>, index: usize, is_first: bool) -> Option<(&'static str, usize)> {
    let word = |offset: usize| reading.tokens.word(index + offset);
    let effect = |word: &str| {
        Some(match word {
            "killed" | "dead" => "killed",
            "wounded" | "injured" | "hurt" => "wounded",
            "captured" => "captured",
            "missing" => "missing",
            _ => return None,
        })
    };
    match (word(0), word(1)) {
        ("died" | "perished", _) => Some(("killed", index)),
        ("were" | "was" | "are" | "is", "reportedly" | "also") => Some((effect(word(2))?, index + 2)),
        ("were" | "was" | "are" | "is", participle) => Some((effect(participle)?, index + 1)),
        ("been", participle) => Some((effect(participle)?, index + 1)),
        (participle, next) if is_first && next != "by" || participle == "dead" => {
            Some((effect(participle).filter(|_| is_first)?, index))
        }
        (_, _) => None,
    }
}

/// Says whether "reportedly" stands inside or right before.
fn is_reserved(reading: &Reading<'_>, place: &Range<usize>) -> bool {
    let inside = reading.tokens_in(place);
    (inside.start.saturating_sub(3)..inside.end)
        .any(|index| matches!(reading.tokens.word(index), "reportedly" | "allegedly"))
}
