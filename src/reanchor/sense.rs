//! What of a passage a label depends on: its figures, dates, days, denials and reserves.

use crate::mention::count::counts;
use crate::mention::cue::{Cue, cues};
use crate::mention::date::dates;
use crate::text::fold::fold_name;
use crate::value::Language;
use crate::value::count::Count;
use crate::value::date::Date;

/// Words that turn a sentence round, folded.
const NEGATIONS: [&str; 15] = [
    "ne", "n", "pas", "non", "ni", "jamais", "aucun", "aucune", "sans", "not", "no", "never", "without",
    "nor", "none",
];

/// What of a passage a label depends on; two passages with equal senses may differ in other words.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Sense {
    digits: String,
    counts: Vec<Count>,
    dates: Vec<Date>,
    cues: Vec<Cue>,
    negations: Vec<String>,
}

/// Returns what a label that quotes a passage depends on.
pub(super) fn sense(passage: &str, language: Language) -> Sense {
    let is_graver = |cue: &Cue| match cue {
        Cue::Denies | Cue::Conditional | Cue::Weekday(_) => true,
        Cue::AccordingTo | Cue::Says | Cue::SaysAgain => false,
    };
    let folded = fold_name(passage);
    let parts = folded.split(|character: char| !character.is_alphanumeric()).map(str::to_owned);
    Sense {
        digits: passage.chars().filter(|character| character.is_numeric()).collect(),
        counts: counts(passage, language).into_iter().map(|mention| mention.value.canonical()).collect(),
        dates: dates(passage, language, None).into_iter().map(|mention| mention.value.canonical()).collect(),
        cues: cues(passage, language).into_iter().map(|mention| mention.value).filter(is_graver).collect(),
        negations: parts.filter(|word| NEGATIONS.contains(&word.as_str())).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(a: &str, b: &str, expected: bool) {
        assert_eq!(sense(a, Language::French) == sense(b, Language::French), expected, "{a} / {b}");
    }

    #[test]
    fn other_words_may_differ() {
        check("tué au moins 6 500 personnes", "tués au moins 6\u{a0}500 personnes", true);
        check("le 3 mai 2021, dit-on", "le 3 mai 2021, dit‑il", true);
    }

    #[test]
    fn figures_dates_denials_and_reserves_may_not() {
        check("49 soldats sont morts", "48 soldats sont morts", false);
        check("douze soldats sont morts", "treize soldats sont morts", false);
        check("le 3 mai 2021", "le 3 mars 2021", false);
        check("mardi matin", "lundi matin", false);
        check("il a tiré", "il n’a pas tiré", false);
        check("personne a été", "personne n’a été", false);
        check("auraient été tués", "avaient été tués", false);
        check("a nié les faits", "a lié les faits", false);
        check("au moins douze soldats", "plus de douze soldats", false);
    }
}
