//! Agreements that a verb tells of: "X et Y ont signé un traité", "X signed a deal with Y".

use crate::extract::rules::ceasefire;
use crate::extract::rules::draft::Draft;
use crate::extract::rules::phrase::{group_after, group_before};
use crate::extract::rules::reading::Reading;
use crate::extract::rules::verb::{may_begin_past, past, rest};

/// How sure the rule is, in thousandths.
const CONFIDENCE: u16 = 700;

/// How far the other party and the terms are looked for, in words.
const WORDS_MAX: usize = 12;

/// What agreements are about, by words behind them.
const TERMS: [(&str, &str); 12] = [
    ("paix", "peace"),
    ("peace", "peace"),
    ("cooperation", "cooperation"),
    ("partenariat", "cooperation"),
    ("partnership", "cooperation"),
    ("desarmement", "disarmament"),
    ("disarmament", "disarmament"),
    ("reconciliation", "reconciliation"),
    ("stabilisation", "stabilisation"),
    ("stabilization", "stabilisation"),
    ("mutuelle", "mutual-defence"),
    ("mutual", "mutual-defence"),
];

/// Reads every agreement of two that are named.
pub(super) fn read<'a>(reading: &Reading<'a>, drafts: &mut Vec<Draft<'a>>) {
    for index in 0..reading.tokens.len() {
        let is_start = may_begin_past(reading, index, &["signed", "concluded", "reached"]);
        if is_start {
            drafts.extend(draft(reading, index));
        }
    }
}

fn draft<'a>(reading: &Reading<'a>, index: usize) -> Option<Draft<'a>> {
    let tokens = &reading.tokens;
    let verb = past(reading, index)?;
    if !matches!(tokens.word(verb.last), "signe" | "conclu" | "ratifie" | "signed" | "concluded" | "reached")
    {
        return None;
    }
    let mut nouns = rest(reading, verb.last + 1, 5);
    let (noun, form) = nouns.find_map(|index| Some((index, form(tokens.word(index))?)))?;
    let words = rest(reading, noun + 1, WORDS_MAX);
    if words.clone().any(|index| ceasefire::noun(reading, index).is_some()) {
        return None;
    }
    let subject = group_before(reading, verb.first)?;
    let mut parties = subject.entities;
    if let Some(with) = words.clone().find(|index| matches!(tokens.word(*index), "avec" | "with")) {
        parties.extend(group_after(reading, with + 1).map(|group| group.entities).unwrap_or_default());
    }
    parties.dedup();
    let is_party = |entity| matches!(reading.kind(entity), Some("country" | "organisation" | "group"));
    if parties.len() < 2 || !parties.iter().all(is_party) {
        return None;
    }
    let place = subject.span.start..tokens.span(noun).end;
    let mut draft = Draft::new(reading.request.schema, "agreement", place.clone())?;
    draft.entities("parties", parties)?;
    let _ = draft.word("form", form);
    let terms = words.take(4).find_map(|index| TERMS.iter().find(|(word, _)| *word == tokens.word(index)));
    if let Some((_, terms)) = terms {
        let _ = draft.word("terms", terms);
    }
    if let Some(date) = reading.date_of_event(&place) {
        let _ = draft.date("when", date);
    }
    if verb.is_reserved {
        draft.reserve();
    }
    Some(draft.finish(reading, std::slice::from_ref(&place), CONFIDENCE))
}

fn form(word: &str) -> Option<&'static str> {
    Some(match word {
        "traite" | "treaty" => "treaty",
        "accord" | "deal" | "agreement" | "pact" | "pacte" => "deal",
        "declaration" => "declaration",
        _ => return None,
    })
}
