//! Verbs: past tenses with their auxiliaries, what denies them, and how far their clause goes.

use std::ops::Range;

use crate::extract::rules::reading::Reading;

/// Words between an auxiliary and its participle.
const ADVERBS: [&str; 22] = [
    "egalement",
    "aussi",
    "deja",
    "encore",
    "ensuite",
    "notamment",
    "ainsi",
    "donc",
    "toutefois",
    "enfin",
    "nouveau",
    "a",
    "de",
    "fermement",
    "vivement",
    "officiellement",
    "recemment",
    "immediatement",
    "longuement",
    "also",
    "again",
    "since",
];

/// A verb in the past, French or English.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Verb {
    /// The token where it begins: behind it stands who does it.
    pub(super) first: usize,
    /// The token of its participle, or of the verb itself.
    pub(super) last: usize,
    /// The press conditional: "aurait rencontré", "reportedly met".
    pub(super) is_reserved: bool,
}

/// Says whether a past tense may begin at a token: with a French auxiliary, or with one of these English verbs.
pub(super) fn may_begin_past(reading: &Reading<'_>, index: usize, english: &[&str]) -> bool {
    let word = reading.tokens.word(index);
    match word {
        "a" | "ont" | "avait" | "avaient" | "aurait" | "auraient" => !reading.is_english(),
        _ => reading.is_english() && english.contains(&word),
    }
}

/// Reads "a également rencontré", "ont rencontré", "aurait rencontré", "has met", "met" from its first token on.
///
/// Nothing that is denied is returned: "n'a pas rencontré".
pub(super) fn past(reading: &Reading<'_>, first: usize) -> Option<Verb> {
    if reading.is_english() {
        return english(reading, first);
    }
    let tokens = &reading.tokens;
    let is_reserved = matches!(tokens.word(first), "aurait" | "auraient");
    if !is_reserved && !matches!(tokens.word(first), "a" | "ont" | "avait" | "avaient") {
        return None;
    }
    let reflexive = usize::from(tokens.word_before(first) == "y");
    if matches!(tokens.word_before(first - reflexive.min(first)), "n" | "ne") {
        return None;
    }
    let last = behind_adverbs(reading, first + 1)?;
    let is_denied = matches!(tokens.word(last), "pas" | "jamais" | "ete" | "plus");
    (!is_denied).then_some(Verb { first, last, is_reserved: is_reserved && !is_behind_if(reading, first) })
}

/// Reads "s'est entretenu", "se sont également rencontrés" from the auxiliary on; the verb begins at "s'".
pub(super) fn reflexive(reading: &Reading<'_>, auxiliary: usize) -> Option<Verb> {
    let tokens = &reading.tokens;
    let is_reserved = matches!(tokens.word(auxiliary), "serait" | "seraient");
    let is_auxiliary = is_reserved || matches!(tokens.word(auxiliary), "est" | "sont" | "etait" | "etaient");
    if !is_auxiliary || !matches!(tokens.word_before(auxiliary), "s" | "se") {
        return None;
    }
    let first = auxiliary.checked_sub(1)?;
    let last = behind_adverbs(reading, auxiliary + 1)?;
    let is_denied =
        matches!(tokens.word_before(first), "ne") || matches!(tokens.word(last), "pas" | "jamais");
    (!is_denied).then_some(Verb { first, last, is_reserved })
}

fn behind_adverbs(reading: &Reading<'_>, first: usize) -> Option<usize> {
    (first..first + 4).find(|index| !ADVERBS.contains(&reading.tokens.word(*index)))
}

fn english(reading: &Reading<'_>, index: usize) -> Option<Verb> {
    let tokens = &reading.tokens;
    let mut first = index;
    let mut is_reserved = false;
    for _ in 0..3 {
        let Some(before) = first.checked_sub(1) else { break };
        match tokens.word(before) {
            "reportedly" | "allegedly" => is_reserved = true,
            "has" | "have" | "had" | "also" | "later" | "already" | "again" | "repeatedly" | "officially" => {
            }
            "not" | "never" | "to" | "would" | "will" | "could" | "may" | "might" | "should" | "if"
            | "be" => {
                return None;
            }
            _ => break,
        }
        first = before;
    }
    Some(Verb { first, last: index, is_reserved })
}

/// Says whether "si" begins a condition before a place of the same sentence.
pub(super) fn is_behind_if(reading: &Reading<'_>, index: usize) -> bool {
    let sentence = reading.tokens_in(&reading.sentence(reading.tokens.span(index).start));
    (sentence.start..index).any(|index| matches!(reading.tokens.word(index), "si" | "sinon" | "if"))
}

/// Returns the tokens of a sentence behind one of them, no more than so many.
pub(super) fn rest(reading: &Reading<'_>, index: usize, most: usize) -> Range<usize> {
    let place = reading.tokens.span(index.saturating_sub(1)).start;
    let end = reading.tokens_in(&reading.sentence(place)).end;
    index..end.min(index + most).max(index)
}
