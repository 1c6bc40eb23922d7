//! What became of a ceasefire, where no date says so: agreed, holding, broken, ended; and who mediated.

use std::ops::Range;

use crate::extract::rules::draft::Draft;
use crate::extract::rules::phrase::{group_after, group_before};
use crate::extract::rules::reading::Reading;
use crate::extract::rules::sides::parties_between;
use crate::extract::rules::verb::{is_behind_if, past, rest};
use crate::value::Entity;

/// How sure the rule is, in thousandths.
const CONFIDENCE: u16 = 650;

/// How far the verb may stand from the noun, in words.
const WORDS_APART_MAX: usize = 6;

/// How far from a ceasefire its mediator may stand, in bytes.
const NEAR_BYTES_MAX: usize = 200;

/// Reads a ceasefire of which a verb tells the phase.
pub(super) fn draft<'a>(reading: &Reading<'a>, (index, n_words): (usize, usize)) -> Option<Draft<'a>> {
    let noun = reading.tokens.span(index).start..reading.tokens.span(index + n_words - 1).end;
    let sentence = reading.sentence(noun.start);
    if is_behind_if(reading, index) {
        return None;
    }
    let (phase, place) = behind(reading, index + n_words).or_else(|| before(reading, index))?;
    let place = place.start.min(noun.start)..place.end.max(noun.end);
    let mut draft = Draft::new(reading.request.schema, "ceasefire", place.clone())?;
    draft.word("phase", phase)?;
    let mut parties = parties_between(reading, &(noun.start..sentence.end));
    if parties.is_empty() {
        parties = reading.sides.clone();
    }
    let has_parties = draft.entities("parties", parties).is_some();
    if let Some(mediator) = mediator(reading, &place, &sentence) {
        let _ = draft.entity("mediator", &mediator);
    }
    let date = reading.date_of_event(&place);
    let is_dated = date.and_then(|date| draft.date("when", date)).is_some();
    (has_parties || is_dated).then(|| draft.finish(reading, std::slice::from_ref(&place), CONFIDENCE))
}

/// Reads "le cessez-le-feu a été conclu", "… tient", "… a pris fin", "the ceasefire took effect".
fn behind(reading: &Reading<'_>, first: usize) -> Option<(&'static str, Range<usize>)> {
    let words = rest(reading, first, WORDS_APART_MAX + 5);
    let tokens = &reading.tokens;
    for index in words {
        if index > first && tokens.gap_before(index).contains([';', ':', '«']) {
            return None;
        }
        let word = |offset: usize| tokens.word(index + offset);
        if matches!(word(0), "ne" | "n" | "not" | "qui" | "que" | "si" | "pas" | "could" | "may") {
            return None;
        }
        let (phase, n_words) = match (word(0), word(1), word(2), word(3)) {
            ("a" | "avait", "ete" | "deja", participle, other) => {
                let is_passive = word(1) == "ete" || participle == "ete";
                let last = if participle == "ete" { other } else { participle };
                let n_words = if participle == "ete" { 4 } else { 3 };
                (passive(last).filter(|_| is_passive)?, n_words)
            }
            ("a" | "avait", "pris", "fin", _) => ("ended", 3),
            ("a" | "avait", "expire", _, _) => ("ended", 2),
            ("est" | "etait", "entre" | "entree", "en", "vigueur") => ("agreed", 4),
            ("tient" | "tenait", _, _, _) if index == first => ("holding", 1),
            (
                "est" | "etait" | "semble" | "semblait",
                "respecte" | "respectee" | "tenir" | "observe" | "observee",
                _,
                _,
            ) => ("holding", 2),
            ("was" | "been", "agreed" | "reached" | "signed" | "brokered" | "concluded", _, _) => {
                ("agreed", 2)
            }
            ("was" | "been", "broken" | "violated" | "breached", _, _) => ("broken", 2),
            ("took" | "came", "effect" | "into", _, _) => ("agreed", if word(0) == "came" { 3 } else { 2 }),
            ("is" | "was" | "appeared", "holding", _, _) => ("holding", 2),
            ("expired" | "collapsed", _, _, _) if index == first => ("ended", 1),
            (_, _, _, _) => continue,
        };
        return Some((phase, tokens.span(index).start..tokens.span(index + n_words - 1).end));
    }
    None
}

fn passive(participle: &str) -> Option<&'static str> {
    Some(match participle {
        "conclu" | "conclue" | "signe" | "signee" | "negocie" | "negociee" | "obtenu" | "obtenue"
        | "decrete" | "decretee" | "instaure" | "instauree" | "trouve" | "trouvee" | "accepte"
        | "acceptee" => "agreed",
        "rompu" | "rompue" | "viole" | "violee" | "enfreint" | "enfreinte" | "brise" | "brisee" => "broken",
        "respecte" | "respectee" | "maintenu" | "maintenue" | "observe" | "observee" => "holding",
        _ => return None,
    })
}

/// Reads "ont conclu un cessez-le-feu", "avoir négocié un …", "violations du …", "agreed a ceasefire".
fn before(reading: &Reading<'_>, noun: usize) -> Option<(&'static str, Range<usize>)> {
    let tokens = &reading.tokens;
    let sentence = reading.tokens_in(&reading.sentence(tokens.span(noun).start));
    let earliest = noun.saturating_sub(WORDS_APART_MAX).max(sentence.start);
    for index in (earliest..noun).rev() {
        let is_between = tokens.gap_before(index + 1).contains(['.', ';', ',', ':', '«', '»']);
        if is_between || matches!(tokens.word(index), "ne" | "n" | "pas" | "not" | "respecter" | "si") {
            return None;
        }
        let has_auxiliary = matches!(
            tokens.word_before(index),
            "a" | "ont" | "avoir" | "avait" | "avaient" | "ayant" | "est" | "sont"
        );
        let is_denied = matches!(tokens.word(index.saturating_sub(2)), "n" | "ne" | "to");
        let phase = match (tokens.word(index), has_auxiliary, reading.is_english()) {
            (
                "conclu" | "signe" | "negocie" | "obtenu" | "accepte" | "decrete" | "instaure" | "convenus"
                | "convenu" | "annonce",
                true,
                false,
            )
            | ("agreed" | "signed" | "brokered" | "reached" | "negotiated", _, true) => "agreed",
            ("rompu" | "viole" | "enfreint" | "brise", true, false)
            | ("violation" | "violations" | "rupture", _, false)
            | (
                "violated" | "broke" | "broken" | "breached" | "breaking" | "violating" | "violation"
                | "violations",
                _,
                true,
            ) => "broken",
            (_, _, _) => continue,
        };
        return (!is_denied).then(|| (phase, tokens.span(index).start..tokens.span(noun).end));
    }
    None
}

/// Returns who mediated: "sous la médiation de X", "négocié par X", "X affirme avoir négocié".
pub(super) fn mediator(
    reading: &Reading<'_>,
    place: &Range<usize>,
    sentence: &Range<usize>,
) -> Option<Entity> {
    let tokens = &reading.tokens;
    for index in reading.tokens_in(sentence) {
        let next = tokens.word(index + 1);
        let is_near = tokens.span(index).start + NEAR_BYTES_MAX > place.start
            && tokens.span(index).start < place.end + NEAR_BYTES_MAX;
        if !is_near {
            continue;
        }
        if tokens.word(index) == "mediation"
            && let Some(country) = reading.nations.of_adjective(next)
        {
            return Some(country);
        }
        let group = match (tokens.word(index), next) {
            ("mediation" | "egide" | "auspices" | "entremise", "de" | "du" | "des" | "d") => {
                group_after(reading, index + 2)
            }
            (
                "negocie" | "negociee" | "parraine" | "parrainee" | "arrache" | "brokered" | "mediated",
                "par" | "by",
            ) => group_after(reading, index + 2),
            ("avoir", "negocie" | "obtenu") => {
                let says = index.checked_sub(1)?;
                group_before(reading, says).or_else(|| group_before(reading, says.saturating_sub(1)))
            }
            ("brokered", _) if reading.is_english() => {
                past(reading, index).and_then(|verb| group_before(reading, verb.first))
            }
            (_, _) => None,
        };
        if let Some(group) = group {
            return group.entities.into_iter().next();
        }
    }
    None
}
