//! Finds the sentences that no label quotes, those that speak most like a fact first.

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::ops::Range;

use crate::mention::Mention;
use crate::mention::cue::Cue;
use crate::mention::survey::within;
use crate::suggest::candidates::{Search, unknown_names};
use crate::suggest::cover::Cover;
use crate::suggest::key::{distinct, key_of};
use crate::suggest::{Candidate, Look};
use crate::text::fold::fold_quote;

/// Fewer words are headings and captions.
const WORDS_MIN: usize = 6;

/// Returns the sentences that no fact, distractor or `ignore:` quotes, and that hold a number, a date, a name or a cue of
/// speech: those with most of these first, then in the order of the text; a repeated sentence once.
///
/// A sentence in which one of the `shown` passages stands first is left out. `used` are keys that are taken.
#[must_use]
pub(super) fn sentences(
    search: Search<'_, '_>,
    shown: &[Candidate],
    used: &mut BTreeSet<String>,
) -> Vec<Candidate> {
    let article = search.entry.article.text();
    let cover = Cover::new(search.basis, search.entry);
    let words = |span: &Range<usize>| article.as_str().get(span.clone()).unwrap_or_default();
    let is_shown = |sentence: &Range<usize>| shown.iter().any(|one| sentence.contains(&one.span().start));
    let (told, open): (Vec<&Range<usize>>, Vec<&Range<usize>>) =
        article.sentences().iter().partition(|sentence| cover.quotes(sentence) || is_shown(sentence));
    // A copy says nothing new.
    let mut seen: BTreeSet<String> = told.into_iter().map(|span| fold_quote(words(span))).collect();
    let unknown = unknown_names(search);
    let mut found: Vec<(usize, &Range<usize>, String)> = Vec::new();
    for sentence in open.into_iter().filter(|sentence| is_long(search, sentence)) {
        let signs = signs(search, &unknown, sentence);
        if !signs.is_empty() && seen.insert(fold_quote(words(sentence))) {
            found.push((signs.len(), sentence, signs.join(", ")));
        }
    }
    found.sort_by_key(|(n_signs, sentence, _)| (Reverse(*n_signs), sentence.start));
    let candidate = |(_, sentence, value): (usize, &Range<usize>, String)| Candidate {
        key: distinct(key_of(Look::Sentence.word(), words(sentence)), used),
        look: Look::Sentence,
        places: vec![trimmed(article.as_str(), sentence)],
        value,
    };
    found.into_iter().map(candidate).collect()
}

/// Returns what in a sentence speaks for a fact.
fn signs(search: Search<'_, '_>, unknown: &[Range<usize>], sentence: &Range<usize>) -> Vec<&'static str> {
    let survey = search.survey;
    let has_unknown = unknown.iter().any(|name| sentence.contains(&name.start));
    let speaks = |cue: &Mention<Cue>| match cue.value {
        Cue::AccordingTo | Cue::Says | Cue::SaysAgain | Cue::Denies => true,
        Cue::Conditional | Cue::Weekday(_) => false,
    };
    let signs = [
        (!within(survey.counts(), sentence).is_empty(), "a number"),
        (!within(survey.moments(), sentence).is_empty(), "a date"),
        (!within(survey.durations(), sentence).is_empty(), "a length of time"),
        (!within(search.names, sentence).is_empty() || has_unknown, "a name"),
        (within(survey.cues(), sentence).iter().any(speaks), "a speaker"),
    ];
    signs.into_iter().filter(|(is_there, _)| *is_there).map(|(_, sign)| sign).collect()
}

fn is_long(search: Search<'_, '_>, sentence: &Range<usize>) -> bool {
    let tokens = search.survey.tokens();
    tokens.at_or_after(sentence.end) - tokens.at_or_after(sentence.start) >= WORDS_MIN
}

/// Returns a sentence without the spaces around it.
fn trimmed(text: &str, sentence: &Range<usize>) -> Range<usize> {
    let words = text.get(sentence.clone()).unwrap_or_default();
    let start = sentence.start + words.len() - words.trim_start().len();
    start..start + words.trim().len()
}
