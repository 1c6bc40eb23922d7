//! Attacks: who struck where, when and with which weapons.

use std::ops::Range;

use crate::extract::rules::arms::{TARGETS, WEAPONS, named, scale};
use crate::extract::rules::draft::Draft;
use crate::extract::rules::phrase::{Group, group_after, group_before};
use crate::extract::rules::reading::Reading;
use crate::extract::rules::verb::{past, rest};
use crate::value::Entity;

/// How sure the rule is, in thousandths.
const CONFIDENCE: u16 = 700;

/// How far places, weapons and targets of an attack are looked for, in words.
const WORDS_MAX: usize = 28;

/// The longest passage that is quoted whole, in bytes.
const QUOTE_BYTES_MAX: usize = 240;

/// Nouns for attacks.
const ATTACKS: [&str; 24] = [
    "frappes",
    "frappe",
    "bombardement",
    "bombardements",
    "attaque",
    "attaques",
    "offensive",
    "offensives",
    "raid",
    "raids",
    "tirs",
    "assaut",
    "operation",
    "strike",
    "strikes",
    "attack",
    "attacks",
    "airstrikes",
    "airstrike",
    "shelling",
    "bombardment",
    "assault",
    "missiles",
    "roquettes",
];

/// What is read of an attack.
struct Attack {
    attacker: Entity,
    /// Who says so, if the verb names them: "X a accusé Y d'avoir …".
    accuser: Option<Entity>,
    /// The first token of what tells where and with what.
    behind: usize,
    place: Range<usize>,
    is_reserved: bool,
    /// What is hit stands right behind the verb: "a bombardé Y".
    is_direct: bool,
}

/// Reads every attack whose attacker is named.
pub(super) fn read<'a>(reading: &Reading<'a>, drafts: &mut Vec<Draft<'a>>) {
    for index in 0..reading.tokens.len() {
        let attack = match reading.tokens.word(index) {
            "a" | "ont" | "avait" | "avaient" | "aurait" | "auraient" if !reading.is_english() => {
                past(reading, index)
                    .and_then(|verb| by_subject(reading, (verb.first, verb.last), verb.is_reserved))
            }
            "avoir" if !reading.is_english() => accused(reading, index, index + 1),
            "of" if reading.is_english() => accused(reading, index, index + 1),
            "launched" | "carried" | "shelled" | "attacked" | "bombed" | "bombarded" | "fired" | "struck"
            | "conducted"
                if reading.is_english() =>
            {
                past(reading, index)
                    .and_then(|verb| by_subject(reading, (verb.first, verb.last), verb.is_reserved))
            }
            "par" | "by" => passive(reading, index),
            _ => None,
        };
        drafts.extend(attack.and_then(|attack| draft(reading, &attack)));
    }
}

fn draft<'a>(reading: &Reading<'a>, attack: &Attack) -> Option<Draft<'a>> {
    let words = clause(reading, attack.behind);
    let mut draft = Draft::new(reading.request.schema, "attack", attack.place.clone())?;
    draft.entity("attacker", &attack.attacker)?;
    let mut last = attack.place.end;
    let places = places(reading, &words, attack.is_direct);
    let (weapons, targets) = (named(reading, &words, &WEAPONS), named(reading, &words, &TARGETS));
    if places.is_none() && weapons.is_empty() && targets.is_empty() && is_of_any_kind(reading, &attack.place)
    {
        return None;
    }
    if let Some(places) = places {
        last = places.span.end;
        let mut entities = places.entities;
        entities.retain(|entity| *entity != attack.attacker);
        let _ = draft.entities("places", entities);
    }
    let _ = draft.words("weapons", &weapons);
    let _ = draft.words("targets", &targets);
    if let Some(scale) = scale(reading, &words) {
        let _ = draft.word("scale", scale);
    }
    if let Some(date) = reading.date_of_event(&attack.place) {
        let _ = draft.date("when", date);
    }
    if attack.is_reserved {
        draft.reserve();
    }
    let whole = attack.place.start..last.max(attack.place.end);
    let quote = if whole.len() <= QUOTE_BYTES_MAX { whole } else { attack.place.clone() };
    let quotes = std::slice::from_ref(&quote);
    Some(match &attack.accuser {
        Some(accuser) => draft.said_by(reading, accuser, quotes, CONFIDENCE),
        None => draft.finish(reading, quotes, CONFIDENCE),
    })
}

/// Says whether the word for the attack is one of sports and debates too.
fn is_of_any_kind(reading: &Reading<'_>, place: &Range<usize>) -> bool {
    reading.tokens_in(place).any(|index| {
        matches!(
            reading.tokens.word(index),
            "attaque" | "attaques" | "offensive" | "offensives" | "assaut" | "attack" | "attacks" | "assault"
        )
    })
}

/// Returns the tokens up to the next thought.
fn clause(reading: &Reading<'_>, first: usize) -> Range<usize> {
    let words = rest(reading, first, WORDS_MAX);
    let ends = |index: &usize| {
        matches!(
            reading.tokens.word(*index),
            "mais" | "but" | "tandis" | "while" | "alors" | "apres" | "after" | "selon" | "according"
        ) || reading.tokens.gap_before(*index).contains([';', ':', '»', '.'])
    };
    let end = words.clone().skip(1).find(ends).unwrap_or(words.end);
    first..end.max(first)
}

/// Reads "X a lancé des frappes", "X a bombardé Y", "X a tiré sur Y".
fn by_subject(reading: &Reading<'_>, (first, verb): (usize, usize), is_reserved: bool) -> Option<Attack> {
    let (behind, is_direct) = strikes(reading, verb)?;
    let subject = group_before(reading, first)?;
    let [attacker] = &subject.entities[..] else { return None };
    let end = reading.tokens.span(behind.saturating_sub(1)).end;
    (!is_bystander(reading, attacker)).then(|| Attack {
        attacker: attacker.clone(),
        accuser: None,
        behind,
        place: subject.span.start..end,
        is_reserved,
        is_direct,
    })
}

/// Says whether somebody never attacks: a place.
fn is_bystander(reading: &Reading<'_>, entity: &Entity) -> bool {
    reading.kind(entity) == Some("place")
}

/// Reads "X a accusé Y d'avoir bombardé Z", "X accused Y of shelling Z".
fn accused(reading: &Reading<'_>, index: usize, verb: usize) -> Option<Attack> {
    let tokens = &reading.tokens;
    let of = if reading.is_english() { index } else { index.checked_sub(1)? };
    let (behind, is_direct) = strikes(reading, verb)?;
    let sentence = reading.tokens_in(&reading.sentence(tokens.span(index).start));
    let earliest = of.saturating_sub(8).max(sentence.start);
    let accuse = (earliest..of).rev().find(|index| {
        matches!(tokens.word(*index), "accuse" | "accusent" | "accused" | "accuses" | "accusant")
    })?;
    let attacker = group_after(reading, accuse + 1).filter(|group| group.after == of)?;
    let [attacker_one] = &attacker.entities[..] else { return None };
    let subject = [accuse, accuse.saturating_sub(1)].into_iter().find_map(|verb| group_before(reading, verb));
    let accuser = subject.and_then(|subject| subject.entities.into_iter().next());
    let end = tokens.span(behind.saturating_sub(1)).end;
    Some(Attack {
        attacker: attacker_one.clone(),
        accuser,
        behind,
        place: attacker.span.start..end,
        is_reserved: false,
        is_direct,
    })
}

/// Returns the token behind a verb of attack with its noun, and whether what is hit stands there.
fn strikes(reading: &Reading<'_>, verb: usize) -> Option<(usize, bool)> {
    let tokens = &reading.tokens;
    let noun = || {
        rest(reading, verb + 1, 5)
            .find(|index| ATTACKS.contains(&tokens.word(*index)))
            .map(|noun| (noun + 1, false))
    };
    match tokens.word(verb) {
        "lance" | "mene" | "effectue" | "conduit" | "launched" | "carried" | "conducted" | "launching" => {
            noun().filter(|(behind, _)| is_violent(reading, behind - 1))
        }
        "bombarde" | "attaque" | "pilonne" | "shelled" | "attacked" | "bombed" | "bombarded" | "shelling"
        | "attacking" | "bombing" | "struck" => {
            let object = group_after(reading, behind_article(reading, verb + 1));
            let target = || {
                rest(reading, verb + 1, 5)
                    .any(|index| TARGETS.iter().any(|(word, _, _)| *word == tokens.word(index)))
            };
            (object.is_some() || target()).then_some((verb + 1, true))
        }
        "tire" | "fired" | "firing" => {
            let is_shot = rest(reading, verb + 1, 6).any(|index| {
                matches!(
                    tokens.word(index),
                    "armes"
                        | "missiles"
                        | "roquettes"
                        | "obus"
                        | "artillerie"
                        | "mortiers"
                        | "at"
                        | "rockets"
                        | "mortars"
                )
            });
            is_shot.then_some((verb + 1, false))
        }
        "ouvert" => {
            ((tokens.word(verb + 1), tokens.word(verb + 2)) == ("le", "feu")).then_some((verb + 3, false))
        }
        _ => None,
    }
}

/// Says whether a noun of attack is one of arms: no attack of words, no operation of rescue.
fn is_violent(reading: &Reading<'_>, noun: usize) -> bool {
    let next = reading.tokens.word(noun + 1);
    match reading.tokens.word(noun) {
        "operation" => matches!(next, "militaire"),
        "attaque" | "attaques" | "attack" | "offensive" => {
            !matches!(next, "verbale" | "personnelle" | "contre" | "diplomatique" | "on" | "charme")
                || next == "contre" && has_weapon_place(reading, noun + 2)
        }
        _ => !matches!(next, "syndicale" | "but"),
    }
}

fn has_weapon_place(reading: &Reading<'_>, index: usize) -> bool {
    group_after(reading, index)
        .is_some_and(|group| group.entities.iter().all(|entity| reading.kind(entity) != Some("person")))
}

fn behind_article(reading: &Reading<'_>, index: usize) -> usize {
    let leads = |index: usize| {
        matches!(
            reading.tokens.word(index),
            "la" | "le"
                | "les"
                | "ville"
                | "village"
                | "de"
                | "villages"
                | "villes"
                | "town"
                | "of"
                | "the"
                | "towns"
        )
    };
    (index..index + 4).find(|index| !leads(*index)).unwrap_or(index)
}

/// Reads "une attaque lancée par X contre Y", "l'attaque menée par X".
fn passive(reading: &Reading<'_>, index: usize) -> Option<Attack> {
    let tokens = &reading.tokens;
    let participle = index.checked_sub(1)?;
    let noun = index.checked_sub(2)?;
    let is_led = matches!(
        tokens.word(participle),
        "lancee"
            | "lancees"
            | "lance"
            | "lances"
            | "menee"
            | "menees"
            | "menes"
            | "mene"
            | "launched"
            | "conducted"
    );
    let is_attack = ATTACKS.contains(&tokens.word(noun))
        || matches!(tokens.word(noun), "agression" | "aggression" | "militaire");
    if !is_led || !is_attack || matches!(tokens.word(noun), "operation" | "missiles" | "roquettes") {
        return None;
    }
    let group: Group = group_after(reading, index + 1)?;
    let [attacker] = &group.entities[..] else { return None };
    (!is_bystander(reading, attacker)).then(|| Attack {
        attacker: attacker.clone(),
        accuser: None,
        behind: group.after,
        place: tokens.span(noun).start..group.span.end,
        is_reserved: false,
        is_direct: false,
    })
}

/// Returns the places that a clause of an attack names behind "contre", "sur", "vers", "en direction de".
fn places(reading: &Reading<'_>, words: &Range<usize>, is_direct: bool) -> Option<Group> {
    let leads = |index: &usize| {
        matches!(
            reading.tokens.word(*index),
            "contre"
                | "sur"
                | "vers"
                | "direction"
                | "against"
                | "on"
                | "at"
                | "towards"
                | "toward"
                | "villes"
                | "villages"
                | "dans"
                | "in"
                | "localites"
                | "localite"
                | "village"
                | "ville"
                | "towns"
        )
    };
    let is_place = |group: &Group| {
        group.entities.iter().all(|entity| matches!(reading.kind(entity), Some("place" | "country")))
    };
    let direct = is_direct.then(|| group_after(reading, behind_article(reading, words.start))).flatten();
    direct.filter(is_place).or_else(|| {
        words
            .clone()
            .filter(leads)
            .find_map(|index| group_after(reading, behind_article(reading, index + 1)).filter(is_place))
    })
}
