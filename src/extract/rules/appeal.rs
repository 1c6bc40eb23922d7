//! Appeals: who asks whom to do what.

use std::ops::Range;

use crate::extract::rules::ceasefire;
use crate::extract::rules::draft::Draft;
use crate::extract::rules::phrase::{Group, group_after, group_before, name_at};
use crate::extract::rules::reading::Reading;
use crate::extract::rules::speech::speaker_of;
use crate::extract::rules::verb::{past, rest};
use crate::value::Entity;

/// How sure the rule is, in thousandths.
const CONFIDENCE: u16 = 700;

/// How far what is asked is looked for, in words.
const WORDS_MAX: usize = 45;

/// The longest passage that is quoted whole, in bytes.
const QUOTE_BYTES_MAX: usize = 240;

/// What can be asked, by words that must stand near each other; an empty list asks for the first alone.
const ASKS: [(&[&str], &[&str], &str); 13] = [
    (
        &[
            "fin",
            "arret",
            "cessation",
            "cesser",
            "cessent",
            "arreter",
            "end",
            "halt",
            "stop",
            "cease",
            "stopping",
        ],
        &[
            "hostilites",
            "combats",
            "violences",
            "affrontements",
            "guerre",
            "bombardements",
            "hostilities",
            "fighting",
            "violence",
            "war",
        ],
        "end-of-hostilities",
    ),
    (
        &["fin", "arret", "cesser", "arreter", "end", "halt", "stop", "cease", "abstenir"],
        &["provocations", "provocation"],
        "end-of-provocations",
    ),
    (&["retenue", "restraint"], &[], "restraint"),
    (&["desescalade", "deescalation"], &[], "no-escalation"),
    (
        &["abstenir", "eviter", "empecher", "avoid", "prevent", "refrain", "without"],
        &["escalade", "escalation"],
        "no-escalation",
    ),
    (&["aide", "aider", "assistance", "help", "aid", "secours"], &[], "help"),
    (
        &["appliquer", "application", "applique", "activer", "invoquer", "jouer", "apply", "invoke"],
        &["traite", "treaty", "pacte", "pact"],
        "treaty-application",
    ),
    (&["reagir", "reaction", "react"], &[], "reaction"),
    (&["negocier", "negociations", "negociation", "dialogue", "pourparlers"], &[], "negotiation"),
    (&["talks", "negotiate", "negotiations", "negotiating"], &[], "negotiation"),
    (&["reponse", "response"], &["communaute", "international", "internationale", "community"], "reaction"),
    (&["table"], &["negociation", "negociations", "negotiating"], "negotiation"),
    (&["deposer", "lay"], &["armes", "arms"], "end-of-hostilities"),
];

/// How far apart the two words of what is asked may stand.
const WORDS_APART_MAX: usize = 7;

/// Reads every appeal by somebody named for something that the schema has a word for.
pub(super) fn read<'a>(reading: &Reading<'a>, drafts: &mut Vec<Draft<'a>>) {
    for index in 0..reading.tokens.len() {
        let word = reading.tokens.word(index);
        let found = if reading.is_english() {
            english(reading, index, word)
        } else {
            match word {
                "a" | "ont" | "avait" | "avaient" | "aurait" | "auraient" => {
                    past(reading, index).and_then(|verb| french(reading, verb.first, verb.last))
                }
                "appelle" | "exhorte" | "demande" | "reclame" | "appellent" | "exhortent" | "demandent"
                | "reclament" => french(reading, index, index),
                "demandons" | "appelons" | "exhortons" | "reclamons" | "invitons" => {
                    ourselves(reading, index)
                }
                _ => None,
            }
        };
        drafts.extend(found.and_then(|appeal| draft(reading, &appeal)));
    }
}

/// What is read of an appeal.
struct Appeal {
    by: Entity,
    to: Vec<Entity>,
    start: usize,
    /// The first token of what is asked.
    asked: usize,
}

fn draft<'a>(reading: &Reading<'a>, appeal: &Appeal) -> Option<Draft<'a>> {
    let words = rest(reading, appeal.asked, WORDS_MAX);
    let (asks, last) = asked(reading, &words)?;
    let whole = appeal.start..reading.tokens.span(last).end;
    let place = appeal.start..reading.tokens.span(appeal.asked.saturating_sub(1)).end.max(appeal.start);
    let mut draft = Draft::new(reading.request.schema, "appeal", place.clone())?;
    draft.entity("by", &appeal.by)?;
    draft.words("asks", &asks)?;
    let mut to = appeal.to.clone();
    to.retain(|entity| *entity != appeal.by);
    let _ = draft.entities("to", to);
    if let Some(date) = reading.date_up_to(&place) {
        let _ = draft.date("when", date);
    }
    let quote = if whole.len() <= QUOTE_BYTES_MAX { whole } else { place };
    Some(draft.finish(reading, std::slice::from_ref(&quote), CONFIDENCE))
}

/// Returns what is asked in some words, and the last word that asks it.
fn asked(reading: &Reading<'_>, words: &Range<usize>) -> Option<(Vec<&'static str>, usize)> {
    let (mut asks, mut last) = (Vec::new(), None);
    for index in words.clone() {
        let near = index..(index + WORDS_APART_MAX).min(words.end);
        let word = reading.tokens.word(index);
        let mut found: Vec<(&'static str, usize)> = Vec::new();
        for (firsts, seconds, ask) in ASKS {
            if firsts.contains(&word) {
                let second = near.clone().find(|index| seconds.contains(&reading.tokens.word(*index)));
                let end = if seconds.is_empty() { Some(index) } else { second };
                found.extend(end.map(|end| (ask, end)));
            }
        }
        if matches!(word, "respecter" | "respect" | "respectent" | "observe" | "uphold" | "observer") {
            let second = near.clone().find_map(|index| Some(index + ceasefire::noun(reading, index)? - 1));
            found.extend(second.map(|end| ("respect-of-ceasefire", end)));
        }
        for (ask, end) in found {
            if !asks.contains(&ask) {
                asks.push(ask);
            }
            last = last.max(Some(end));
        }
    }
    last.map(|last| (asks, last))
}

/// Reads "X a appelé Y à …", "X a demandé à Y de …", "X réclame …".
fn french(reading: &Reading<'_>, first: usize, verb: usize) -> Option<Appeal> {
    let tokens = &reading.tokens;
    let behind = fillers(reading, verb + 1);
    let is_to = |index: usize| matches!(tokens.word(index), "a" | "au" | "aux" | "l");
    let (to, asked) = match tokens.word(verb) {
        "appele" | "appelle" | "appellent" | "exhorte" | "exhortent" | "invite" | "presse" | "enjoint"
        | "somme" | "prie" => {
            match group_after(reading, behind) {
                Some(to) => (Some(to.entities), to.after),
                // "a appelé à la retenue"; "a appelé son chien" asks nothing.
                None => {
                    let has_object =
                        !is_to(behind) && !matches!(tokens.word(behind), "les" | "ses" | "toutes");
                    if has_object {
                        return None;
                    }
                    (None, behind)
                }
            }
        }
        "demande" | "demandent" => {
            let to = is_to(behind).then(|| group_after(reading, behind + 1)).flatten();
            let after = to.as_ref().map_or(behind, |to| to.after);
            (to.map(|to| to.entities), after)
        }
        "reclame" | "reclament" => (None, behind),
        "lance" => {
            let is_appeal = (tokens.word(behind), tokens.word(behind + 1)) == ("un", "appel");
            (None, is_appeal.then_some(behind + 2)?)
        }
        _ => return None,
    };
    let by = group_before(reading, first)?;
    appeal(reading, by, to, asked)
}

fn appeal(reading: &Reading<'_>, by: Group, to: Option<Vec<Entity>>, asked: usize) -> Option<Appeal> {
    let [by_whom] = &by.entities[..] else { return None };
    let to = to.or_else(|| from_whom(reading, asked)).unwrap_or_default();
    Some(Appeal { by: by_whom.clone(), to, start: by.span.start, asked })
}

/// Returns whose action is asked for: "une réaction de la part de X", "venant de la X".
fn from_whom(reading: &Reading<'_>, asked: usize) -> Option<Vec<Entity>> {
    let words = rest(reading, asked, WORDS_APART_MAX + 3);
    let from = words.into_iter().find(|index| matches!(reading.tokens.word(*index), "venant" | "part"))?;
    let name = (from + 2..from + 5).find_map(|index| name_at(reading, index))?;
    Some(vec![name.value.clone()])
}

/// Reads "nous demandons aux parties de …" inside what somebody says.
fn ourselves(reading: &Reading<'_>, verb: usize) -> Option<Appeal> {
    if reading.tokens.word_before(verb) != "nous" {
        return None;
    }
    let start = reading.tokens.span(verb.saturating_sub(1)).start;
    let by = speaker_of(reading, &(start..reading.tokens.span(verb).end))?;
    let behind = fillers(reading, verb + 1);
    let is_to = matches!(reading.tokens.word(behind), "a" | "au" | "aux");
    let to = group_after(reading, behind + usize::from(is_to));
    let asked = to.as_ref().map_or(behind, |to| to.after);
    Some(Appeal { by, to: to.map(|to| to.entities).unwrap_or_default(), start, asked })
}

/// Reads "X called on Y to …", "X urged Y to …", "X called for …".
fn english(reading: &Reading<'_>, index: usize, word: &str) -> Option<Appeal> {
    let next = reading.tokens.word(index + 1);
    let behind = match (word, next) {
        ("called" | "calls", "on" | "upon" | "for") => index + 2,
        ("urged" | "urges" | "asked" | "asks", _) => index + 1,
        ("appealed", "to" | "for") => index + 2,
        ("demanded" | "demands", _) => index + 1,
        (_, _) => return None,
    };
    let verb = past(reading, index)?;
    let by = group_before(reading, verb.first)?;
    let to = group_after(reading, behind);
    let asked = to.as_ref().map_or(behind, |to| to.after);
    if matches!(word, "asked" | "asks") && to.is_none() {
        return None;
    }
    appeal(reading, by, to.map(|to| to.entities), asked)
}

/// Returns the first token behind days and adverbs.
fn fillers(reading: &Reading<'_>, first: usize) -> usize {
    let is_filler = |index: usize| {
        matches!(
            reading.tokens.word(index),
            "lundi"
                | "mardi"
                | "mercredi"
                | "jeudi"
                | "vendredi"
                | "samedi"
                | "dimanche"
                | "egalement"
                | "aussi"
                | "lui"
                | "elle"
                | "en"
                | "outre"
                | "soir"
                | "matin"
                | "hier"
        )
    };
    (first..first + 5).find(|index| !is_filler(*index)).unwrap_or(first)
}
