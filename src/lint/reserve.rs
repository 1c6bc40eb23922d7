//! Rule E9: what the press tells with reserve, or somebody denies, is not labelled as asserted.

use std::ops::Range;

use crate::fact::Polarity;
use crate::lint::Findings;
use crate::lint::scene::Scene;
use crate::mention::clause::{clauses, clauses_around};
use crate::mention::cue::Cue;
use crate::mention::token::Tokens;
use crate::value::{Slot, Value};

/// Words that make a conditional something else than the reserve of the press: a condition, or what others said.
const SUBORDINATING: [&str; 12] =
    ["que", "qu", "si", "s", "quand", "lorsque", "comme", "if", "that", "whether", "unless", "ou"];

/// E9: the polarity agrees with the words of the quotation.
pub(super) fn check(scene: &Scene<'_, '_>, findings: &mut Findings<'_>) {
    if scene.label.fact.polarity != Polarity::Asserted {
        return;
    }
    let places = &scene.label.places;
    let place = places.polarity.as_ref().unwrap_or(&places.id);
    for cue in scene.mentions(scene.bench.survey().cues()) {
        let meant = match cue.value {
            Cue::Conditional if is_of_quote(scene, &cue.span) => Polarity::Conditional,
            Cue::Denies if is_denied(scene, &cue.span) && !names_denial(scene) => Polarity::Denied,
            Cue::Conditional | Cue::Denies => continue,
            Cue::AccordingTo | Cue::Says | Cue::SaysAgain | Cue::Weekday(_) => continue,
        };
        let span = shown(scene.bench.survey().tokens(), &cue.span, cue.value);
        let (who, words) = (scene.who(&cue.span), scene.bench.piece(&span));
        let message = match meant {
            Polarity::Conditional => {
                let tells = if span == cue.span { "tells it with reserve" } else { "uses the conditional" };
                format!("{who} {tells} (\"{words}\"), polarity is asserted")
            }
            Polarity::Denied | Polarity::Asserted => {
                format!("{who} tells of a denial (\"{words}\"), polarity is asserted")
            }
        };
        findings.warn("E9", place, message);
        findings.help(format!("did you mean {}?", meant.word()));
        return;
    }
}

/// Says whether the object of a denial is quoted: the denial stands in the clause of a quotation and before its end.
fn is_denied(scene: &Scene<'_, '_>, cue: &Range<usize>) -> bool {
    let article = scene.bench.entry.article.text();
    scene.label.spans().any(|span| {
        let Some(sentence) = article.sentences_around(span) else { return false };
        let parts = clauses(article.as_str(), &sentence);
        let denial = parts.iter().find(|part| part.start <= cue.start && cue.end <= part.end);
        // "…, who denied it, visited the 50 soldiers": what is quoted goes on behind the clause.
        denial.is_some_and(|part| {
            part.start < span.end && span.start < part.end && cue.start < span.end && span.end <= part.end
        })
    })
}

/// Says whether a slot names the denial itself: a statement whose act is "denies".
fn names_denial(scene: &Scene<'_, '_>) -> bool {
    scene.label.fact.slots.iter().flatten().any(|slot| match slot {
        Slot::Stated(choice) => choice.alternatives.iter().any(
            |one| matches!(&one.value, Value::Enum(word) if word.starts_with("den") || word.starts_with("nie") || word.starts_with("reject")),
        ),
        Slot::Unspecified | Slot::Nothing | Slot::Unreadable(_) => false,
    })
}

/// Says whether a conditional stands in the clause of a quotation, and in no subordinate one.
fn is_of_quote(scene: &Scene<'_, '_>, cue: &Range<usize>) -> bool {
    let article = scene.bench.entry.article.text();
    let clause = scene.label.spans().find_map(|span| {
        let clause = clauses_around(article.as_str(), &article.sentences_around(span)?, span);
        (clause.start <= cue.start && cue.end <= clause.end).then_some(clause)
    });
    let Some(clause) = clause else { return false };
    let tokens = scene.bench.survey().tokens();
    let before = tokens.at_or_after(clause.start)..tokens.at_or_after(cue.start);
    let is_subordinate = before.into_iter().any(|index| SUBORDINATING.contains(&tokens.word(index)));
    let words = tokens.at_or_after(clause.start)..tokens.len();
    let sentence = article.sentences_around(cue).unwrap_or(clause);
    let near = words.take_while(|index| tokens.span(*index).start < sentence.end);
    let has_condition = near.into_iter().any(|index| matches!(tokens.word(index), "si" | "if" | "sans"))
        || tokens.word(tokens.at_or_after(sentence.start)) == "si";
    // "seraient retirées mercredi, a promis le ministre": the future as it was told.
    let is_promised =
        scene.bench.survey().tokens().text().get(sentence.start..sentence.end).is_some_and(|said| {
            ["a promis", "a assuré", "avait promis", "a prévenu"].iter().any(|verb| said.contains(verb))
        });
    !is_subordinate && !has_condition && !is_promised && has_participle(tokens, cue)
}

/// Says whether a French auxiliary is followed by a participle; English cues need none.
fn has_participle(tokens: &Tokens<'_>, cue: &Range<usize>) -> bool {
    let index = tokens.at_or_after(cue.start);
    if !matches!(tokens.word(index), "aurait" | "auraient" | "serait" | "seraient") {
        return true;
    }
    participle(tokens, index + 1).is_some()
}

/// Returns the participle at a token, or behind adverbs that stand there.
fn participle(tokens: &Tokens<'_>, first: usize) -> Option<usize> {
    let is_adverb = |word: &str| {
        word.ends_with("ment")
            || matches!(
                word,
                "deja"
                    | "aussi"
                    | "ainsi"
                    | "encore"
                    | "ensuite"
                    | "pas"
                    | "bien"
                    | "toutefois"
                    | "tous"
                    | "en"
                    | "outre"
            )
    };
    let index = (first..first + 4).find(|index| !is_adverb(tokens.word(*index)))?;
    let word = tokens.word(index);
    let written = tokens.text().get(tokens.span(index)).unwrap_or_default();
    let stem = written.trim_end_matches('s').trim_end_matches('e');
    let is_wish = matches!(
        word,
        "du" | "pu" | "voulu" | "fallu" | "aime" | "souhaite" | "prefere" | "lieu" | "peu" | "dit" | "ici"
    );
    let has_ending = stem.ends_with(['é', 'u', 'i', 'É', 'U', 'I'])
        || word.ends_with("rt")
        || word.ends_with("it")
        || word.ends_with("ris")
        || word.ends_with("mis")
        || word.ends_with("rte")
        || word.ends_with("ite");
    let is_participle = word.chars().count() > 1 && has_ending && !is_wish;
    is_participle.then_some(index)
}

/// Returns the words of a cue for people: the auxiliary with its participles.
fn shown(tokens: &Tokens<'_>, cue: &Range<usize>, kind: Cue) -> Range<usize> {
    let index = tokens.at_or_after(cue.start);
    let last = match kind {
        Cue::Conditional => {
            let first = participle(tokens, index + 1);
            first.map(|first| {
                if tokens.word(first) == "ete" {
                    participle(tokens, first + 1).unwrap_or(first)
                } else {
                    first
                }
            })
        }
        Cue::AccordingTo | Cue::Says | Cue::SaysAgain | Cue::Denies | Cue::Weekday(_) => None,
    };
    let is_auxiliary = matches!(tokens.word(index), "aurait" | "auraient" | "serait" | "seraient");
    match last.filter(|_| is_auxiliary) {
        Some(last) => cue.start..tokens.span(last).end,
        None => cue.clone(),
    }
}
