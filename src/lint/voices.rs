//! Rule E10: where the words quoted are somebody's, the label says whose.

use std::ops::Range;

use crate::lint::scene::Scene;
use crate::lint::{Findings, Passage};
use crate::mention::Mention;
use crate::mention::clause::clauses;
use crate::mention::cue::Cue;
use crate::mention::survey::within;
use crate::mention::token::Tokens;
use crate::text::segment::words;
use crate::text::spans_overlap;
use crate::value::{Entity, Language, Slot, Value};

/// How many words behind a cue are looked at for who is meant.
const N_WORDS_MAX: usize = 6;

/// Fewer words between quote marks are no speech.
const WORDS_SAID_MIN: usize = 3;

/// Who speaks in the news without being named, folded.
const SPEAKERS: [&str; 60] = [
    "ministere",
    "ministre",
    "gouvernement",
    "police",
    "gendarmerie",
    "armee",
    "autorites",
    "autorite",
    "agence",
    "agences",
    "prefecture",
    "prefet",
    "mairie",
    "maire",
    "parquet",
    "procureur",
    "porte",
    "responsable",
    "responsables",
    "source",
    "sources",
    "temoin",
    "temoins",
    "medias",
    "presse",
    "pompiers",
    "communique",
    "bilan",
    "rapport",
    "chaine",
    "journal",
    "elus",
    "elu",
    "avocat",
    "ong",
    "experts",
    "officials",
    "official",
    "ministry",
    "minister",
    "government",
    "officers",
    "authorities",
    "agency",
    "agencies",
    "mayor",
    "prosecutor",
    "prosecutors",
    "spokesman",
    "spokeswoman",
    "spokesperson",
    "witness",
    "witnesses",
    "media",
    "reports",
    "report",
    "statement",
    "army",
    "lawyer",
    "newspaper",
];

/// Auxiliaries and other short verbs that make a quotation a statement, folded.
const VERBS: [&str; 44] = [
    "a", "ont", "avait", "avaient", "aura", "auront", "est", "sont", "etait", "etaient", "sera", "seront",
    "fut", "furent", "ete", "ayant", "va", "vont", "fait", "font", "doit", "doivent", "peut", "peuvent",
    "has", "have", "had", "is", "are", "was", "were", "been", "will", "would", "must", "can", "could", "may",
    "left", "took", "died", "killed", "wounded", "injured",
];

/// E10: a quotation that a source governs has a speaker.
pub(super) fn check(scene: &Scene<'_, '_>, findings: &mut Findings<'_>) {
    let (label, bench) = (scene.label, scene.bench);
    if label.fact.said_by.is_some() || serves_views_alone(scene) {
        return;
    }
    for sentence in &label.sentences {
        let parts = clauses(bench.text(), sentence);
        for cue in within(bench.survey().cues(), sentence) {
            let Some(source) = source(scene, cue, &parts) else { continue };
            let speech = match cue.value {
                Cue::Says | Cue::AccordingTo => direct_speech(bench.text(), sentence),
                Cue::SaysAgain | Cue::Denies | Cue::Conditional | Cue::Weekday(_) => Vec::new(),
            };
            let is_of_source = |span: &Range<usize>| spans_overlap(&source.words, span);
            let is_said = |span: &Range<usize>| {
                let is_inside = |told: &Range<usize>| spans_overlap(told, span);
                speech.iter().any(is_inside) || (is_inside(&source.governed) && states_something(scene, span))
            };
            let is_told = |passage: &Passage<'_>| {
                passage.located.spans.iter().any(|span| is_said(span) || is_of_source(span))
            };
            let has_content = label.spans().any(is_said);
            if !has_content || !label.passages.iter().all(is_told) || is_about(scene, &source.part) {
                continue;
            }
            let (who, words) = (scene.who(&source.words), bench.piece(&source.words));
            findings.warn(
                "E10",
                &label.places.id,
                format!("{who} names a source (\"{words}\") but said_by is empty"),
            );
            findings.help(match named(scene, &source.words) {
                Some(id) => format!("write said_by: {id}"),
                None => "write in said_by: who says so, or unnamed".to_owned(),
            });
            return;
        }
    }
}

/// Says whether the labels of the article are complete for views and for no type: then only values are judged.
fn serves_views_alone(scene: &Scene<'_, '_>) -> bool {
    let coverage = &scene.bench.entry.gold.coverage;
    coverage.views.contains(&true) && !coverage.types.contains(&true)
}

/// Says whether a quotation asserts something: it holds a verb or a number, and is not only a name or an office.
fn states_something(scene: &Scene<'_, '_>, span: &Range<usize>) -> bool {
    let survey = scene.bench.survey();
    let tokens = survey.tokens();
    let words = tokens.at_or_after(span.start)..tokens.at_or_after(span.end);
    let has_number = within(survey.numbers(), span).iter().any(|number| !number.value.is_article_like);
    has_number || words.into_iter().any(|index| is_verb(tokens.word(index)))
}

fn is_verb(word: &str) -> bool {
    let endings = ["aient", "erent", "irent", "eront", "iront", "ait"];
    VERBS.contains(&word)
        || endings.iter().any(|ending| word.len() > ending.len() + 1 && word.ends_with(ending))
}

/// Returns what stands between quote marks in a sentence; at least three words, so that a word used with reserve is none.
fn direct_speech(text: &str, sentence: &Range<usize>) -> Vec<Range<usize>> {
    let piece = text.get(sentence.clone()).unwrap_or_default();
    let mut spans = Vec::new();
    let mut open: Option<usize> = None;
    for (offset, mark) in piece.char_indices() {
        match (mark, open) {
            ('«' | '“', None) => open = Some(sentence.start + offset),
            ('»' | '”', Some(start)) => {
                spans.push(start..sentence.start + offset);
                open = None;
            }
            (_, _) => {}
        }
    }
    let is_long =
        |span: &Range<usize>| text.get(span.clone()).is_some_and(|said| words(said).len() >= WORDS_SAID_MIN);
    spans.retain(is_long);
    spans
}

/// A source named in a sentence; all places in bytes of the article.
struct Source {
    /// The cue with who is named.
    words: Range<usize>,
    /// What it says.
    governed: Range<usize>,
    /// The part of the sentence in which it is named.
    part: Range<usize>,
}

/// Returns who is named beside a cue, and what the cue governs.
fn source(scene: &Scene<'_, '_>, cue: &Mention<Cue>, parts: &[Range<usize>]) -> Option<Source> {
    let tokens = scene.bench.survey().tokens();
    let index = parts.iter().position(|part| part.start <= cue.span.start && cue.span.start < part.end)?;
    let part = parts.get(index)?.clone();
    let behind = named_behind(tokens, cue.span.end, part.end);
    let has_words = |span: &Range<usize>| scene.bench.piece(span).contains(char::is_alphanumeric);
    let before = part.start..cue.span.start;
    let previous = index.checked_sub(1).and_then(|index| parts.get(index).cloned());
    match cue.value {
        Cue::AccordingTo => {
            let words = cue.span.start..behind?;
            let governed = if has_words(&before) {
                before
            } else {
                previous.or_else(|| parts.get(index + 1).cloned())?
            };
            Some(Source { words, governed, part })
        }
        // "…, a déclaré Durand"
        Cue::Says if !has_words(&before) => {
            Some(Source { words: cue.span.start..behind?, governed: previous?, part })
        }
        // "Durand a déclaré que …", "Durand said …"; "…, Durand said."
        Cue::Says => {
            let next = tokens.at_or_after(cue.span.end);
            let is_english = scene.bench.survey().language() == Language::English;
            let is_followed = next < tokens.len() && tokens.span(next).start < part.end;
            let is_reported =
                is_followed && (matches!(tokens.word(next), "que" | "qu" | "that") || is_english);
            let first = tokens.at_or_after(part.start);
            let at = tokens.at_or_after(cue.span.start);
            let has_speaker = (first..at)
                .any(|index| is_speaker(tokens, index, index > first || at == first + 1 || index + 2 == at));
            let words = before.start..cue.span.end;
            let is_behind = is_english && !is_followed && at - first <= N_WORDS_MAX;
            let governed =
                if is_reported { cue.span.end..part.end } else { previous.filter(|_| is_behind)? };
            let start = tokens.span(first).start;
            has_speaker.then_some(Source { words: start..words.end, governed, part })
        }
        Cue::SaysAgain | Cue::Denies | Cue::Conditional | Cue::Weekday(_) => None,
    }
}

/// Returns the end of the name or noun of a speaker behind a place, as far as the words go that belong to it.
fn named_behind(tokens: &Tokens<'_>, start: usize, end: usize) -> Option<usize> {
    let first = tokens.at_or_after(start);
    let reach =
        (first..(first + N_WORDS_MAX).min(tokens.len())).take_while(|index| tokens.span(*index).start < end);
    let mut last = None;
    for index in reach {
        if is_speaker(tokens, index, true) {
            last = Some(tokens.span(index).end);
        }
    }
    last
}

/// Says whether a word is a name or the noun of a speaker.
fn is_speaker(tokens: &Tokens<'_>, index: usize, is_inside: bool) -> bool {
    let written = tokens.text().get(tokens.span(index)).unwrap_or_default();
    let is_name =
        is_inside && written.chars().count() > 1 && written.chars().next().is_some_and(char::is_uppercase);
    is_name || SPEAKERS.contains(&tokens.word(index))
}

/// Says whether a slot of the label holds somebody who is named there: then the fact says who speaks.
fn is_about(scene: &Scene<'_, '_>, part: &Range<usize>) -> bool {
    let named: Vec<usize> =
        within(scene.bench.names(), part).iter().filter_map(|name| known(&name.value)).collect();
    let mut held = scene.label.fact.slots.iter().flatten().flat_map(held);
    held.any(|entity| named.contains(&entity))
}

const fn known(entity: &Entity) -> Option<usize> {
    match entity {
        Entity::Known { index, .. } => Some(*index),
        Entity::Named { .. } => None,
    }
}

/// Returns the entities of a slot.
fn held(slot: &Slot) -> Vec<usize> {
    let Slot::Stated(choice) = slot else { return Vec::new() };
    let values = choice.alternatives.iter().map(|one| &one.value);
    values
        .flat_map(|value| match value {
            Value::Entity(entity) => known(entity).into_iter().collect(),
            Value::Set(elements) => elements.iter().flat_map(held).collect::<Vec<_>>(),
            Value::Date(_) | Value::Duration(_) | Value::Count(_) | Value::Enum(_) | Value::Text(_) => {
                Vec::new()
            }
        })
        .collect()
}

/// Returns the id of the entity that is named in a span.
fn named(scene: &Scene<'_, '_>, span: &Range<usize>) -> Option<String> {
    let name = within(scene.bench.names(), span).first()?;
    Some(name.value.name().to_owned())
}
