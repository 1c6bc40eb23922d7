//! Statements: speech that no other type of fact holds.

use std::ops::Range;

use crate::extract::rules::draft::Draft;
use crate::extract::rules::phrase::group_before;
use crate::extract::rules::reading::Reading;
use crate::extract::rules::verb::{past, rest};

/// How sure the rule is, in thousandths.
const CONFIDENCE: u16 = 600;

/// How far the topic is looked for, in words.
const WORDS_MAX: usize = 14;

/// Verbs of speech whose act is plain, in the past and the present.
const ACTS: [(&str, &str); 47] = [
    ("condamne", "condemns"),
    ("condamnent", "condemns"),
    ("denonce", "condemns"),
    ("denoncent", "condemns"),
    ("condemned", "condemns"),
    ("denounced", "condemns"),
    ("averti", "warns"),
    ("prevenu", "warns"),
    ("avertit", "warns"),
    ("warned", "warns"),
    ("warns", "warns"),
    ("promis", "promises"),
    ("promet", "promises"),
    ("promised", "promises"),
    ("vowed", "promises"),
    ("pledged", "promises"),
    ("reconnu", "admits"),
    ("admis", "admits"),
    ("reconnait", "admits"),
    ("admet", "admits"),
    ("admitted", "admits"),
    ("acknowledged", "admits"),
    ("exclu", "rules-out"),
    ("exclut", "rules-out"),
    ("ruled", "rules-out"),
    ("espere", "hopes"),
    ("esperent", "hopes"),
    ("hopes", "hopes"),
    ("hoped", "hopes"),
    ("justifie", "justifies"),
    ("justifient", "justifies"),
    ("justified", "justifies"),
    ("defended", "justifies"),
    ("accuse", "accuses"),
    ("accusent", "accuses"),
    ("accused", "accuses"),
    ("accuses", "accuses"),
    ("annonce", "announces"),
    ("annoncent", "announces"),
    ("announced", "announces"),
    ("affirme", "claims"),
    ("affirment", "claims"),
    ("claimed", "claims"),
    ("assure", "claims"),
    ("soutenu", "claims"),
    ("pretendu", "claims"),
    ("claims", "claims"),
];

/// Nouns by which a statement has a topic.
const TOPICS: [(&str, &str); 41] = [
    ("attaque", "attack"),
    ("attaques", "attack"),
    ("frappe", "attack"),
    ("frappes", "attack"),
    ("bombardement", "attack"),
    ("bombardements", "attack"),
    ("agression", "attack"),
    ("tirs", "attack"),
    ("offensive", "attack"),
    ("attack", "attack"),
    ("attacks", "attack"),
    ("strikes", "attack"),
    ("shelling", "attack"),
    ("aggression", "attack"),
    ("treve", "ceasefire"),
    ("ceasefire", "ceasefire"),
    ("truce", "ceasefire"),
    ("cessez", "ceasefire"),
    ("escalade", "escalation"),
    ("escalation", "escalation"),
    ("provocation", "escalation"),
    ("provocations", "escalation"),
    ("territoire", "territory"),
    ("territoires", "territory"),
    ("territory", "territory"),
    ("territories", "territory"),
    ("negociations", "peace-talks"),
    ("pourparlers", "peace-talks"),
    ("negotiations", "peace-talks"),
    ("paix", "peace-talks"),
    ("peace", "peace-talks"),
    ("pertes", "losses"),
    ("losses", "losses"),
    ("casualties", "losses"),
    ("relations", "relations"),
    ("maintien", "peacekeeping"),
    ("peacekeeping", "peacekeeping"),
    ("peacekeepers", "peacekeeping"),
    ("militaire", "military-solution"),
    ("military", "military-solution"),
    ("situation", "situation"),
];

/// Reads every statement with a topic, where no other fact was read in what is said.
pub(super) fn read<'a>(reading: &Reading<'a>, drafts: &mut Vec<Draft<'a>>) {
    let mut taken: Vec<usize> = drafts.iter().map(|draft| draft.place.start).collect();
    taken.sort_unstable();
    for index in 0..reading.tokens.len() {
        let word = reading.tokens.word(index);
        // No verb below is shorter; most words of a text are.
        if word.len() < 5 {
            continue;
        }
        let Some((_, act)) = ACTS.iter().find(|(verb, _)| *verb == word) else { continue };
        if let Some(draft) = draft(reading, &taken, (index, act)) {
            drafts.push(draft);
        }
    }
}

fn draft<'a>(reading: &Reading<'a>, taken: &[usize], (verb, act): (usize, &str)) -> Option<Draft<'a>> {
    let first = first_of_verb(reading, verb)?;
    let subject = group_before(reading, first)?;
    let [speaker] = &subject.entities[..] else { return None };
    let words = rest(reading, verb + 1, WORDS_MAX);
    let (topic, last) = topic(reading, &words)?;
    let place = subject.span.start..reading.tokens.span(last).end;
    let sentence = reading.sentence(place.start);
    let from = taken.partition_point(|at| *at < subject.span.start);
    let has_other = taken.get(from).is_some_and(|at| *at < sentence.end);
    if has_other || reading.kind(speaker) == Some("place") {
        return None;
    }
    let mut draft = Draft::new(reading.request.schema, "statement", place.clone())?;
    draft.word("act", act)?;
    draft.word("topic", topic)?;
    draft.entity("speaker", speaker)?;
    Some(draft.said_by(reading, speaker, std::slice::from_ref(&place), CONFIDENCE))
}

/// Returns the first token of a verb, with its auxiliary; `None` where it is denied.
fn first_of_verb(reading: &Reading<'_>, verb: usize) -> Option<usize> {
    if reading.is_english() {
        return past(reading, verb).map(|verb| verb.first);
    }
    let auxiliary = (verb.saturating_sub(3)..verb)
        .rev()
        .find_map(|index| past(reading, index).filter(|past| past.last == verb));
    if let Some(auxiliary) = auxiliary {
        return Some(auxiliary.first);
    }
    let is_participle = matches!(
        reading.tokens.word(verb),
        "averti" | "prevenu" | "promis" | "reconnu" | "admis" | "exclu" | "soutenu" | "pretendu"
    );
    let is_written_so = reading.text(reading.tokens.span(verb)).ends_with('é');
    (!is_participle && !is_written_so).then_some(verb)
}

/// Returns the first topic that words name, and where.
pub(super) fn topic(reading: &Reading<'_>, words: &Range<usize>) -> Option<(&'static str, usize)> {
    for index in words.clone() {
        let word = reading.tokens.word(index);
        let next = reading.tokens.word(index + 1);
        let Some((_, topic)) = TOPICS.iter().find(|(noun, _)| *noun == word) else { continue };
        let before = reading.tokens.word_before(index);
        let fits = match *topic {
            "military-solution" => before == "solution" || next == "solution",
            "peacekeeping" => word != "maintien" || next == "de",
            "ceasefire" => word != "cessez" || next == "le",
            _ => true,
        };
        if fits {
            return Some((topic, index));
        }
    }
    None
}
