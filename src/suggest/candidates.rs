//! Finds the passages that look like values and that no label covers.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::corpus::{Basis, Entry};
use crate::mention::Mention;
use crate::mention::survey::Survey;
use crate::mention::token::Tokens;
use crate::suggest::cover::Cover;
use crate::suggest::key::{distinct, key_of};
use crate::suggest::{Candidate, Look};
use crate::text::fold::{fold_name, fold_quote};
use crate::text::segment::{is_word_boundary, sentence_at};
use crate::value::count::{Count, CountForm, Qualifier};
use crate::value::numeral::Class;
use crate::value::{Entity, Value};

/// Shorter words with a capital are letters and abbreviations.
const NAME_CHARACTERS_MIN: usize = 3;
/// The beginning of a name that makes a word look like it, in characters.
const STEM_CHARACTERS: usize = 5;

/// So many things are pointed back to by their number: "les deux pays".
const POINTED_BACK_MAX: u64 = 9;
/// Words before a number that points back, folded.
const DEFINITE: [&str; 20] = [
    "tous", "toutes", "both", "les", "des", "aux", "ces", "ses", "leurs", "nos", "vos", "mes", "the",
    "these", "those", "its", "their", "his", "her", "our",
];

/// Words with a capital that name nobody: of the calendar in English, of zones, and of the state in French; folded.
const NO_NAMES: [&str; 29] = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "gmt",
    "utc",
    "etat",
    "etats",
    "premier",
    "premiere",
    "mme",
    "mrs",
    "the",
    "les",
];

/// One article with what was found in it.
#[derive(Clone, Copy, Debug)]
pub struct Search<'s, 'a> {
    /// What the corpus is read with.
    pub basis: Basis<'a>,
    /// The article and its gold.
    pub entry: &'a Entry,
    /// The mentions of the article.
    pub survey: &'s Survey<'a>,
    /// The names of entities in the article, ascending.
    pub names: &'s [Mention<Entity>],
    /// What is looked for.
    pub looks: &'s [Look],
}

/// Something found, before it is known whether a label covers it.
struct Found {
    look: Look,
    span: Range<usize>,
    /// `None` for a name that nobody declared.
    value: Option<Value>,
    written: String,
}

/// Returns the passages that look like values and that no fact, distractor or `ignore:` covers, in the order of the
/// text; each value once, and repeated sentences as one.
///
/// A passage is covered if a label that carries the value quotes its sentence, or carries exactly this value anywhere;
/// or if a quotation under `ignore:` touches it. Without any gold everything is uncovered.
/// `used` are keys that are taken; keys are unique beyond them. Cost: linear in the article for each kind of mention, times the labels for each mention.
#[must_use]
pub fn candidates(search: Search<'_, '_>, used: &mut BTreeSet<String>) -> Vec<Candidate> {
    let article = search.entry.article.text();
    let cover = Cover::new(search.basis, search.entry);
    let repeats = repeated_sentences(article.as_str(), article.sentences());
    let mut candidates: Vec<Candidate> = Vec::new();
    let mut known: BTreeMap<(Look, String), usize> = BTreeMap::new();
    for found in found(search) {
        let Some(sentence) = sentence_at(article.sentences(), found.span.start) else { continue };
        if repeats.contains(&sentence) || is_covered(&cover, &found) {
            continue;
        }
        let key = (found.look, fold_name(&found.written));
        if let Some(candidate) = known.get(&key).and_then(|index| candidates.get_mut(*index)) {
            candidate.places.push(found.span);
            continue;
        }
        known.insert(key, candidates.len());
        candidates.push(Candidate {
            key: String::new(),
            look: found.look,
            places: vec![found.span],
            value: found.written,
        });
    }
    name_all(&mut candidates, article.as_str(), used);
    candidates
}

fn is_covered(cover: &Cover<'_>, found: &Found) -> bool {
    cover.ignores(&found.span)
        || match &found.value {
            Some(value) => cover.states(value, &found.span),
            None => cover.names(&found.written, &found.span),
        }
}

/// Returns the indexes of the sentences that stood before, word for word.
fn repeated_sentences(text: &str, sentences: &[Range<usize>]) -> BTreeSet<usize> {
    let mut seen: BTreeSet<String> = BTreeSet::new();
    let mut repeats = BTreeSet::new();
    for (index, sentence) in sentences.iter().enumerate() {
        if !seen.insert(text.get(sentence.clone()).map(fold_quote).unwrap_or_default()) {
            repeats.insert(index);
        }
    }
    repeats
}

/// Finds everything, in the order of the text.
fn found(search: Search<'_, '_>) -> Vec<Found> {
    let Search { survey, entry, looks, .. } = search;
    let text = entry.article.text().as_str();
    let wants = |look: Look| looks.contains(&look);
    let mut all: Vec<Found> = Vec::new();
    let counts = if wants(Look::Count) { survey.counts() } else { &[] };
    for count in counts.iter().filter(|count| states_number(survey, count)) {
        let span = count.span.start..end_of_noun(survey, &count.span);
        all.push(Found::of(Look::Count, span, Value::Count(count.value)));
    }
    let moments = if wants(Look::Date) || wants(Look::Instant) { survey.moments() } else { &[] };
    for moment in moments {
        let look = if moment.value.has_time() { Look::Instant } else { Look::Date };
        all.push(Found::of(look, moment.span.clone(), Value::Date(moment.value.clone())));
    }
    let durations = if wants(Look::Duration) { survey.durations() } else { &[] };
    for duration in durations {
        all.push(Found::of(Look::Duration, duration.span.clone(), Value::Duration(duration.value)));
    }
    let names = if wants(Look::Entity) { search.names } else { &[] };
    for name in names {
        all.push(Found::of(Look::Entity, name.span.clone(), Value::Entity(name.value.clone())));
    }
    let unknown = if wants(Look::Name) { unknown_names(search) } else { Vec::new() };
    for span in unknown {
        let written = text.get(span.clone()).unwrap_or_default().to_owned();
        all.push(Found { look: Look::Name, span, value: None, written });
    }
    all.retain(|found| wants(found.look));
    all.sort_by_key(|found| (found.span.start, found.span.end, found.look));
    all
}

impl Found {
    fn of(look: Look, span: Range<usize>, value: Value) -> Self {
        let written = value.to_string();
        Self { look, span, value: Some(value), written }
    }
}

/// Says whether a count gives a number or a size, and neither "plusieurs" nor what is pointed back to, as in "les deux pays".
fn states_number(survey: &Survey<'_>, count: &Mention<Count>) -> bool {
    let tokens = survey.tokens();
    let is_definite = || DEFINITE.contains(&tokens.word_before(tokens.at_or_after(count.span.start)));
    match count.value.form() {
        CountForm::Class(Class::Plural | Class::Several) => false,
        CountForm::Point(Qualifier::Exactly, amount) => {
            let is_small = amount.as_whole().is_some_and(|whole| whole <= POINTED_BACK_MAX);
            !(is_small && is_definite())
        }
        CountForm::Class(Class::Dozens | Class::Hundreds | Class::Thousands)
        | CountForm::Point(..)
        | CountForm::Range(..)
        | CountForm::Estimate { .. } => true,
    }
}

/// Returns the end of the word that a number counts: "120 000 Arméniens", "des milliers d’habitants".
fn end_of_noun(survey: &Survey<'_>, number: &Range<usize>) -> usize {
    let tokens = survey.tokens();
    let mut index = tokens.at_or_after(number.end);
    if !tokens.is_spaced(index) {
        return number.end;
    }
    if matches!(tokens.word(index), "de" | "d" | "of") {
        index += 1;
    }
    let is_noun = index < tokens.len() && tokens.number(index).is_none();
    if is_noun { tokens.span(index).end } else { number.end }
}

/// Returns the runs of capitalised words that are no entity, no people of one and no word of the calendar.
///
/// The first word of a sentence has a capital anyway and is left out.
pub(super) fn unknown_names(search: Search<'_, '_>) -> Vec<Range<usize>> {
    let tokens = search.survey.tokens();
    let article = search.entry.article.text();
    let mut names: Vec<Range<usize>> = Vec::new();
    for index in 0..tokens.len() {
        if !may_be_name(search, index) {
            continue;
        }
        let span = tokens.span(index);
        let is_joined = matches!(tokens.gap_before(index), " " | "-" | "\u{a0}" | "\u{2011}");
        match names.last_mut() {
            Some(last)
                if is_joined && Some(last.end) == index.checked_sub(1).map(|one| tokens.span(one).end) =>
            {
                last.end = span.end;
            }
            Some(_) | None if !begins_sentence(tokens, article.sentences(), index) => names.push(span),
            Some(_) | None => {}
        }
    }
    names
}

fn may_be_name(search: Search<'_, '_>, index: usize) -> bool {
    let tokens = search.survey.tokens();
    let span = tokens.span(index);
    let written = tokens.text().get(span.clone()).unwrap_or_default();
    let is_capitalised = written.chars().next().is_some_and(char::is_uppercase);
    let n_before = search.names.partition_point(|name| name.span.end <= span.start);
    let is_known = search.names.get(n_before).is_some_and(|name| name.span.start < span.end);
    let has_number = tokens.number(index + 1).is_some() && tokens.is_spaced(index + 1);
    is_capitalised
        && !is_known
        && !has_number
        && written.chars().count() >= NAME_CHARACTERS_MIN
        && !NO_NAMES.contains(&tokens.word(index))
        && !is_common_word(search, written)
        && !is_people(search.basis, tokens.word(index))
}

/// Says whether the article has the word in small letters too: "la Première Guerre mondiale".
fn is_common_word(search: Search<'_, '_>, written: &str) -> bool {
    let small = written.to_lowercase();
    let text = search.entry.article.text().as_str();
    small != *written
        && text
            .match_indices(&small)
            .any(|(start, _)| is_word_boundary(text, start) && is_word_boundary(text, start + small.len()))
}

/// Says whether a word is made of the name of an entity: "Arméniens".
fn is_people(basis: Basis<'_>, word: &str) -> bool {
    let Some((end, _)) = word.char_indices().nth(STEM_CHARACTERS) else { return false };
    let stem = word.get(..end).unwrap_or_default();
    let names = basis.entities.by_folded_name.keys();
    names.flat_map(|name| name.split(|c: char| !c.is_alphanumeric())).any(|part| part.starts_with(stem))
}

/// Says whether a word is the first of its sentence.
fn begins_sentence(tokens: &Tokens<'_>, sentences: &[Range<usize>], index: usize) -> bool {
    let start = tokens.span(index).start;
    let sentence = sentence_at(sentences, start).and_then(|at| sentences.get(at));
    let is_first = sentence.is_none_or(|sentence| tokens.at_or_after(sentence.start) == index);
    // Inside quote marks a sentence begins as well.
    is_first || tokens.gap_before(index).contains(['«', '“', '"', ':', '.', '…', '!', '?', '”', '»'])
}

/// Names every candidate by its look and the words of its value.
fn name_all(candidates: &mut [Candidate], text: &str, used: &mut BTreeSet<String>) {
    for candidate in candidates {
        let words = text.get(candidate.span().clone()).unwrap_or_default();
        let source = if candidate.look == Look::Count { words } else { &candidate.value };
        let key = key_of(candidate.look.word(), source);
        candidate.key = distinct(key, used);
    }
}
