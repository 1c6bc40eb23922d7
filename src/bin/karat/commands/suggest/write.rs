//! Writes accepted facts and ignored passages into the gold file; all keys are checked before anything is written.

use std::collections::BTreeSet;
use std::path::Path;

use karat::corpus::Corpus;
use karat::gold::edit::{GoldEdit, edit_gold};
use karat::report::words::{counted, printable};
use karat::store::update::update;
use karat::store::{Bounds, GOLD_BYTES_MAX};
use karat::suggest::Sheet;
use karat::suggest::accept::{Accepted, accepted, ignored};
use karat::suggest::facts::FactSuggestion;
use karat::text::likeness::suggest;

use crate::exit::Exit;
use crate::output::complain;

/// The word for every fact that can be accepted.
const ALL: &str = "all";

/// Writes facts as drafts.
///
/// # Errors
/// If a key is wrong or a fact cannot be accepted; then nothing is written. With `all`, such facts are left out and told.
pub(super) fn accept(corpus: &Corpus, sheet: &Sheet<'_>, keys: &[String]) -> Result<Exit, Exit> {
    let takes_all = keys.iter().any(|key| key == ALL);
    let chosen = if takes_all { sheet.facts.iter().collect() } else { facts(sheet, keys)? };
    let mut taken: Vec<(&FactSuggestion, Accepted)> = Vec::new();
    let mut is_refused = false;
    for suggestion in chosen {
        match accepted(corpus.basis(), sheet.entry, suggestion) {
            Ok(label) => taken.push((suggestion, label)),
            Err(reason) => {
                let verb = if takes_all { "note: left out" } else { "karat: cannot accept" };
                complain(&format!("{verb} {}: {}\n", suggestion.key, printable(&reason)));
                is_refused = true;
            }
        }
    }
    if is_refused && !takes_all {
        complain("help: nothing was written; label it with karat add, which takes the quote from you\n");
        return Err(Exit::Invalid);
    }
    taken.sort_by_key(|(suggestion, _)| suggestion.passages.first().map(|span| span.start));
    let edits: Vec<GoldEdit> = taken.iter().map(|(_, label)| label.edit.clone()).collect();
    write(sheet, &edits)?;
    for (suggestion, label) in &taken {
        for part in &label.left_out {
            complain(&format!("note: {}: left out {}\n", suggestion.key, printable(part)));
        }
    }
    let n_written = counted(taken.len() as u64, "draft", "drafts");
    let names: Vec<&str> = taken.iter().map(|(suggestion, _)| suggestion.key.as_str()).collect();
    complain(&match names.as_slice() {
        [] if is_refused => "nothing to accept: no fact that is left can be a label\n".to_owned(),
        [] => "nothing to accept: the gold states everything that extractors return\n".to_owned(),
        _ => format!(
            "wrote {n_written} into {}: {}\nhelp: read each one, then remove its draft: true\n",
            sheet.entry.gold.path,
            names.join(", ")
        ),
    });
    Ok(Exit::Success)
}

/// Returns the facts of some keys, each once.
fn facts<'s>(sheet: &'s Sheet<'_>, keys: &[String]) -> Result<Vec<&'s FactSuggestion>, Exit> {
    let mut found: Vec<&FactSuggestion> = Vec::new();
    let mut is_wrong = false;
    for key in keys {
        match sheet.facts.iter().find(|fact| fact.key == *key) {
            Some(fact) if found.iter().any(|other| other.key == fact.key) => {}
            Some(fact) => found.push(fact),
            None => {
                is_wrong = true;
                let is_passage = sheet.candidates.iter().any(|candidate| candidate.key == *key);
                let help = if is_passage {
                    "a passage is no fact: label it with karat add, or set it aside with --ignore".to_owned()
                } else {
                    meant(key, sheet.facts.iter().map(|fact| fact.key.as_str()))
                };
                tell_unknown(key, is_passage, &help);
            }
        }
    }
    if is_wrong { Err(Exit::Invalid) } else { Ok(found) }
}

/// Lists passages under `ignore:`.
///
/// # Errors
/// If a key is wrong; then nothing is written.
pub(super) fn ignore(sheet: &Sheet<'_>, keys: &[String], reason: &str) -> Result<Exit, Exit> {
    if reason.trim().is_empty() {
        complain(
            "karat: the reason is empty\nhelp: say in a few words why the passage states nothing: share counter\n",
        );
        return Err(Exit::Invalid);
    }
    let mut edits: Vec<GoldEdit> = Vec::new();
    let mut is_wrong = false;
    let distinct: BTreeSet<&String> = keys.iter().collect();
    for key in distinct {
        match sheet.candidates.iter().find(|candidate| candidate.key == *key) {
            Some(candidate) => edits.extend(ignored(sheet.entry, candidate, reason)),
            None => {
                is_wrong = true;
                let is_fact = sheet.facts.iter().any(|fact| fact.key == *key);
                let help = if is_fact {
                    "a fact that is wrong becomes a distractor: karat add --distractor".to_owned()
                } else {
                    meant(key, sheet.candidates.iter().map(|candidate| candidate.key.as_str()))
                };
                tell_unknown(key, is_fact, &help);
            }
        }
    }
    if is_wrong {
        return Err(Exit::Invalid);
    }
    write(sheet, &edits)?;
    let n_written = counted(edits.len() as u64, "passage", "passages");
    complain(&format!("wrote {n_written} under ignore: into {}\n", sheet.entry.gold.path));
    Ok(Exit::Success)
}

fn tell_unknown(key: &str, is_other: bool, help: &str) {
    let message = if is_other { "cannot be taken so" } else { "is no suggestion for this article" };
    complain(&format!("karat: \"{}\" {message}\nhelp: {help}\n", printable(key)));
}

fn meant<'k>(key: &str, keys: impl Iterator<Item = &'k str>) -> String {
    match suggest(key, keys) {
        Some(similar) => format!("did you mean {similar}?"),
        None => "run the same command without --accept and --ignore to see the keys".to_owned(),
    }
}

/// Changes the gold file; what others wrote meanwhile stays.
fn write(sheet: &Sheet<'_>, edits: &[GoldEdit]) -> Result<(), Exit> {
    if edits.is_empty() {
        return Ok(());
    }
    let path = Path::new(&sheet.entry.gold.path);
    let bounds = Bounds { root: None, n_bytes_max: GOLD_BYTES_MAX };
    let updated = update(path, bounds, &mut |text| edit_gold(text, edits));
    updated.map(|_| ()).map_err(|error| {
        complain(&format!("karat: {} is left as it is: {error}\n", sheet.entry.gold.path));
        Exit::Invalid
    })
}
