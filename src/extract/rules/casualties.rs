//! Counts of people killed, wounded, captured or missing.

use std::ops::Range;

use crate::extract::rules::casualties_english;
use crate::extract::rules::draft::Draft;
use crate::extract::rules::reading::Reading;
use crate::extract::rules::verb::is_behind_if;
use crate::fact::Polarity;
use crate::mention::Mention;
use crate::mention::count::CountPhrase;

/// How sure the rule is, in thousandths.
const CONFIDENCE: u16 = 800;

/// How many words may stand between the people and what befell them ("soldats de la garnison ont été tués").
const WORDS_BETWEEN_MAX: usize = 6;

/// Nouns for people, with the word for who they are, where there is one.
const PEOPLE: [(&str, Option<&str>); 40] = [
    ("personnes", None),
    ("personne", None),
    ("gens", None),
    ("habitants", None),
    ("habitant", None),
    ("hommes", None),
    ("homme", None),
    ("femmes", None),
    ("femme", None),
    ("enfants", None),
    ("enfant", None),
    ("passagers", None),
    ("passager", None),
    ("voyageurs", None),
    ("migrants", None),
    ("ouvriers", None),
    ("mineurs", None),
    ("journalistes", None),
    ("journaliste", None),
    ("pompiers", None),
    ("manifestants", None),
    ("joueurs", None),
    ("joueur", None),
    ("spectateurs", None),
    ("randonneurs", None),
    ("marins", None),
    ("pecheurs", None),
    ("combattants", Some("soldiers")),
    ("combattant", Some("soldiers")),
    ("soldats", Some("soldiers")),
    ("soldat", Some("soldiers")),
    ("militaires", Some("soldiers")),
    ("militaire", Some("soldiers")),
    ("civils", Some("civilians")),
    ("civil", Some("civilians")),
    ("villageois", Some("civilians")),
    ("policiers", Some("police")),
    ("policier", Some("police")),
    ("gendarmes", Some("police")),
    ("gendarme", Some("police")),
];

/// What befell people, as the rules read it.
pub(super) struct Casualties {
    pub(super) effect: &'static str,
    pub(super) who: Option<&'static str>,
    pub(super) is_conditional: bool,
    /// The words that state it.
    pub(super) place: Range<usize>,
}

/// Reads every count of people that something befell.
pub(super) fn read<'a>(reading: &Reading<'a>, drafts: &mut Vec<Draft<'a>>) {
    for count in &reading.counts {
        let found = if reading.is_english() {
            casualties_english::read(reading, count)
        } else {
            as_noun(reading, count).or_else(|| with_people(reading, count))
        };
        let is_supposed = |found: &Casualties| {
            found.is_conditional && is_behind_if(reading, reading.tokens.at_or_after(found.place.end))
        };
        let found = found.filter(|found| !is_negated(reading, found) && !is_supposed(found));
        if let Some(found) = found
            && let Some(draft) = draft(reading, count, &found)
        {
            drafts.push(draft);
        }
    }
}

fn draft<'a>(reading: &Reading<'a>, count: &Mention<CountPhrase>, found: &Casualties) -> Option<Draft<'a>> {
    let mut draft = Draft::new(reading.request.schema, "casualties", found.place.clone())?;
    draft.count("count", count.value.count)?;
    draft.word("effect", found.effect)?;
    // What follows makes the fact richer where the schema has a place for it.
    if let Some(who) = found.who {
        let _ = draft.word("who", who);
    }
    if let Some(date) = reading.date_of_event(&found.place) {
        let _ = draft.date("during", date);
    }
    if found.is_conditional {
        draft.prediction.fact.polarity = Polarity::Conditional;
    }
    Some(draft.finish(reading, std::slice::from_ref(&found.place), CONFIDENCE))
}

/// Reads "12 morts", "une dizaine de blessés".
fn as_noun(reading: &Reading<'_>, count: &Mention<CountPhrase>) -> Option<Casualties> {
    let noun = noun_index(reading, count)?;
    // "une mort" is a death, not one of a toll.
    if count.value.is_article_like && reading.tokens.word_before(noun) == "une" {
        return None;
    }
    let effect = match reading.tokens.word(noun) {
        "morts" | "mort" | "tues" | "tuees" | "deces" => "killed",
        "blesses" | "blessees" | "blesse" | "blessee" => "wounded",
        "disparus" | "disparues" | "disparu" | "disparue" => "missing",
        _ => return None,
    };
    // "12 morts-vivants"
    if reading.tokens.gap_before(noun + 1) == "-" {
        return None;
    }
    let place = count.span.start..reading.tokens.span(noun).end;
    Some(Casualties { effect, who: None, is_conditional: is_conditional_before(reading, count), place })
}

/// Reads people with a verb before or behind them: "a tué au moins 12 personnes", "12 soldats ont été tués".
fn with_people(reading: &Reading<'_>, count: &Mention<CountPhrase>) -> Option<Casualties> {
    let noun = noun_index(reading, count)?;
    let first = PEOPLE.iter().find(|(word, _)| *word == reading.tokens.word(noun))?.1;
    let (who, noun) = with_others(reading, noun, first);
    let noun_end = reading.tokens.span(noun).end;
    if let Some((effect, first)) = verb_before(reading, count) {
        let place = reading.tokens.span(first).start..noun_end;
        return Some(Casualties {
            effect,
            who,
            is_conditional: is_conditional_before(reading, count),
            place,
        });
    }
    let sentence = reading.sentence(count.span.start);
    let last = (noun + 1 + WORDS_BETWEEN_MAX).min(reading.tokens_in(&sentence).end);
    for index in noun + 1..last {
        if !reading.tokens.is_spaced(index) && !reading.tokens.gap_before(index).ends_with(['\'', '’', '-'])
        {
            return None;
        }
        if let Some((effect, end, is_conditional)) = predicate(reading, index, index == noun + 1) {
            let place = count.span.start..reading.tokens.span(end).end;
            return Some(Casualties { effect, who, is_conditional, place });
        }
        // Another verb has the people for its subject.
        if matches!(reading.tokens.word(index), "a" | "ont" | "sont" | "est" | "qui" | "que" | "et") {
            return None;
        }
    }
    None
}

/// Returns who people are with those that "et" joins to them ("policiers et civils"), and their last word.
fn with_others(
    reading: &Reading<'_>,
    noun: usize,
    who: Option<&'static str>,
) -> (Option<&'static str>, usize) {
    if reading.tokens.word(noun + 1) != "et" {
        return (who, noun);
    }
    let is_determined = matches!(reading.tokens.word(noun + 2), "de" | "des");
    let other = noun + 2 + usize::from(is_determined);
    match PEOPLE.iter().find(|(word, _)| *word == reading.tokens.word(other)) {
        Some((_, other_who)) if *other_who == who => (who, other),
        Some((_, Some(_))) if who.is_some() => (Some("mixed"), other),
        Some(_) | None => (who, noun),
    }
}

/// Returns the noun that is counted, past "de" and "autres".
fn noun_index(reading: &Reading<'_>, count: &Mention<CountPhrase>) -> Option<usize> {
    let tokens = &reading.tokens;
    let mut index = tokens.at_or_after(count.span.end);
    let is_joined = |index: usize| tokens.is_spaced(index) || tokens.gap_before(index).ends_with(['\'', '’']);
    for skipped in [&["de", "d"][..], &["autres", "autre", "jeunes", "jeune"][..]] {
        if skipped.contains(&tokens.word(index)) && is_joined(index) {
            index += 1;
        }
    }
    is_joined(index).then_some(index)
}

/// Returns what a verb before the count did to people, and the first word of it.
fn verb_before(reading: &Reading<'_>, count: &Mention<CountPhrase>) -> Option<(&'static str, usize)> {
    let tokens = &reading.tokens;
    let first = tokens.at_or_after(count.span.start);
    let word = |back: usize| first.checked_sub(back).map_or("", |index| tokens.word(index));
    let is_spaced = tokens.is_spaced(first) || tokens.gap_before(first).ends_with(['\'', '’']);
    if !is_spaced {
        return None;
    }
    let has_auxiliary =
        matches!(word(2), "a" | "ont" | "avait" | "avaient" | "ayant" | "avoir" | "aurait" | "auraient");
    match (word(3), word(2), word(1)) {
        (_, _, "tuant") => Some(("killed", first - 1)),
        (_, _, "blessant") => Some(("wounded", first - 1)),
        (_, _, "tue") if has_auxiliary => Some(("killed", first - 1)),
        (_, _, "blesse") if has_auxiliary => Some(("wounded", first - 1)),
        (_, _, "capture") if has_auxiliary => Some(("captured", first - 1)),
        ("la", "mort", "de" | "d") | ("le", "deces", "de" | "d") => Some(("killed", first - 3)),
        ("la", "vie", "a")
            if matches!(first.checked_sub(4).map(|index| tokens.word(index)), Some("coute" | "coutant")) =>
        {
            Some(("killed", first - 4))
        }
        (_, _, _) => None,
    }
}

/// Returns what befell the people before it, its last word, and whether it is told with reserve.
fn predicate(reading: &Reading<'_>, index: usize, is_first: bool) -> Option<(&'static str, usize, bool)> {
    let tokens = &reading.tokens;
    let word = |offset: usize| tokens.word(index + offset);
    let is_conditional = matches!(word(0), "aurait" | "auraient" | "serait" | "seraient");
    match word(0) {
        "a" | "ont" | "avait" | "avaient" | "aurait" | "auraient" | "ayant" => {
            match (word(1), word(2), word(3)) {
                ("ete", "portee" | "portees" | "porte" | "portes", _) => {
                    Some(("missing", index + 3, is_conditional))
                }
                ("ete", participle, _) => Some((befallen(participle)?, index + 2, is_conditional)),
                ("trouve", "la", "mort") | ("perdu", "la", "vie") => {
                    Some(("killed", index + 3, is_conditional))
                }
                ("peri" | "succombe", _, _) => Some(("killed", index + 1, is_conditional)),
                (_, _, _) => None,
            }
        }
        "est" | "sont" | "etait" | "etaient" | "serait" | "seraient" => {
            Some((befallen(word(1)).or_else(|| dead(word(1)))?, index + 1, is_conditional))
        }
        participle if is_first => Some((befallen(participle).or_else(|| dead(participle))?, index, false)),
        _ => None,
    }
}

fn befallen(participle: &str) -> Option<&'static str> {
    Some(match participle {
        "tue" | "tues" | "tuee" | "tuees" | "abattus" | "abattu" => "killed",
        "blesse" | "blesses" | "blessee" | "blessees" => "wounded",
        "capture" | "captures" | "capturee" | "capturees" => "captured",
        _ => return None,
    })
}

fn dead(word: &str) -> Option<&'static str> {
    Some(match word {
        "mort" | "morts" | "morte" | "mortes" | "decede" | "decedes" | "decedee" | "decedees" => "killed",
        "disparu" | "disparus" | "disparue" | "disparues" => "missing",
        _ => return None,
    })
}

/// Says whether a conditional stands right before the count: "aurait fait 12 morts".
fn is_conditional_before(reading: &Reading<'_>, count: &Mention<CountPhrase>) -> bool {
    let first = reading.tokens.at_or_after(count.span.start);
    let near = first.saturating_sub(3)..first;
    near.into_iter().any(|index| {
        matches!(reading.tokens.word(index), "aurait" | "auraient")
            && !reading.has_clause_break(&(reading.tokens.span(index).end..count.span.start))
    })
}

/// Says whether "ne" or "sans" stands inside or right before: "n'a pas tué 12 personnes".
fn is_negated(reading: &Reading<'_>, found: &Casualties) -> bool {
    let inside = reading.tokens_in(&found.place);
    let sentence = reading.tokens_in(&reading.sentence(found.place.start));
    let from = inside.start.saturating_sub(5).max(sentence.start);
    (from..inside.end).any(|index| {
        matches!(reading.tokens.word(index), "ne" | "n" | "sans" | "ni" | "not" | "nobody" | "without")
    })
}
