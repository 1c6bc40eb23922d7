//! The record of a run: a line on how it was made, then one line for each answer, to be scored again anywhere.

use std::path::{Path, PathBuf};

use serde_json::{Value as Json, json};

use crate::article::bytes_sha256;
use crate::extract::answer::encode_outcome;
use crate::extract::file::RECORD;
use crate::extract::request::PROTOCOL;
use crate::extract::source::Usage;
use crate::extract::{Outcome, Request};
use crate::run::Run;
use crate::run::cost::usage_json;
use crate::store::keep::{make_folder, remove_file};
use crate::store::{StoreError, write_atomically};

/// How the answers of a record came about: its first line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Header<'a> {
    /// The extractor's name.
    pub extractor: &'a str,
    /// The version of karat.
    pub karat: &'a str,
    /// The version of the comparisons that it was first scored by.
    pub semantics: u32,
    /// What makes the extractor's answers what they are; only its hash is written. Empty for code inside karat.
    pub fingerprint: &'a str,
    /// The only views that it answers for; empty for facts.
    pub views: &'a [&'a str],
    /// The currency of its costs; empty where nobody named one.
    pub currency: &'a str,
}

/// Makes the folder of records, and makes sure that files can be written there.
///
/// # Errors
/// If the system refuses.
pub fn check(folder: &Path) -> Result<(), StoreError> {
    make_folder(folder)?;
    let probe = folder.join(".karat-probe");
    write_atomically(&probe, b"karat may write here\n")?;
    remove_file(&probe)
}

/// Writes a record, in one step, to `FOLDER/NAME.jsonl`, and returns that path; the folder is made.
///
/// It holds no time and no path of the machine: the same answers make the same bytes, whether they were asked for or
/// came from the cache. Characters of the extractor's name that do not belong into a file name become `-`.
///
/// # Errors
/// If the system refuses.
pub fn write(folder: &Path, header: &Header<'_>, run: &Run) -> Result<PathBuf, StoreError> {
    make_folder(folder)?;
    let path = folder.join(format!("{}.jsonl", file_name(header.extractor)));
    write_atomically(&path, record_text(header, run).as_bytes())?;
    Ok(path)
}

/// Returns the text of a record.
#[must_use]
pub fn record_text(header: &Header<'_>, run: &Run) -> String {
    let mut first = json!({
        "karat_record": RECORD,
        "extractor": header.extractor,
        "karat": header.karat,
        "protocol": PROTOCOL,
        "semantics": header.semantics,
        "fingerprint": bytes_sha256(header.fingerprint.as_bytes()),
        "articles": run.answers.first().map_or(0, Vec::len),
        "repeat": run.answers.len(),
    });
    if !header.views.is_empty() {
        first["views"] = json!(header.views);
    }
    if !header.currency.is_empty() {
        first["currency"] = json!(header.currency);
    }
    let mut text = first.to_string();
    text.push('\n');
    for answered in run.answers.iter().flatten() {
        text.push_str(&answered.line);
        text.push('\n');
    }
    text
}

/// Returns a name that is one part of a path everywhere; two names that are not alike stay so.
fn file_name(name: &str) -> String {
    let is_plain = |character: char| character.is_alphanumeric() || "-_.".contains(character);
    let plain: String =
        name.chars().map(|character| if is_plain(character) { character } else { '-' }).collect();
    if plain == name && !plain.starts_with('.') && (1..=100).contains(&plain.len()) {
        return plain;
    }
    let start: String = plain.trim_start_matches('.').chars().take(30).collect();
    let hash = bytes_sha256(name.as_bytes());
    format!("{start}-{}", hash.get(..8).unwrap_or(&hash))
}

/// An article and which of its repeats is meant.
#[derive(Clone, Copy)]
pub(super) struct Numbered<'a> {
    pub(super) request: &'a Request<'a>,
    /// From 1.
    pub(super) number: u32,
    n_repeats: u32,
}

impl<'a> Numbered<'a> {
    /// Returns all articles, once for each repeat, repeat by repeat.
    pub(super) fn all(requests: &'a [Request<'a>], n_repeats: u32) -> Vec<Self> {
        let numbered = |number| requests.iter().map(move |request| Self { request, number, n_repeats });
        (1..=n_repeats).flat_map(numbered).collect()
    }
}

/// Writes an answer as a line of a record: as the protocol spells it, with the repeat where there are several, and
/// what it cost.
pub(super) fn answer_line(job: &Numbered<'_>, outcome: &Outcome, usage: &Usage) -> String {
    let mut line = encode_outcome(job.request.id, outcome, job.request.schema);
    let mut add = |name: &str, value: &Json| {
        let end = line.pop();
        assert_eq!(end, Some('}'), "an answer is an object on one line, and has an id");
        line.push_str(&format!(",\"{name}\":{value}}}"));
    };
    if job.n_repeats > 1 {
        add("repeat", &json!(job.number));
    }
    if !usage.is_empty() {
        add("usage", &usage_json(usage));
    }
    line
}
