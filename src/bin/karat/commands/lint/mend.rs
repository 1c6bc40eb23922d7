//! `karat lint --fix`: makes the changes that findings carry, round by round, until nothing more can be mended.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use karat::article::Article;
use karat::corpus::Corpus;
use karat::gold::format::{FormatContext, format_gold};
use karat::lint::fix::{Mended, mend};
use karat::problem::{Fix, Problem};
use karat::report::json::Mended as MendedFinding;
use karat::store::{ARTICLE_BYTES_MAX, Bounds, GOLD_BYTES_MAX, read_file, write_atomically};
use karat::text::clean::tidied;

use crate::args::Lint;
use crate::commands::lint::{Checked, check, schemas};
use crate::problems::place;

/// After so many rounds what is left is left; each one mends at least one finding.
const ROUNDS_MAX: usize = 20;

/// Mends what can be mended; what was mended, in the order in which it was done, and everything that is left.
pub(super) fn mend_all(args: &Lint) -> Result<(Vec<MendedFinding>, Checked), String> {
    let mut done: Vec<MendedFinding> = Vec::new();
    for _ in 0..ROUNDS_MAX {
        let (corpus, checked) = check(args)?;
        let mended = round(&corpus, &checked)?;
        if mended.is_empty() {
            return Ok((done, checked));
        }
        done.extend(mended);
    }
    let (_, checked) = check(args)?;
    Ok((done, checked))
}

/// Mends each file once.
fn round(corpus: &Corpus, checked: &Checked) -> Result<Vec<MendedFinding>, String> {
    let mut by_file: BTreeMap<&str, Vec<&Problem>> = BTreeMap::new();
    for problem in checked.problems.iter().filter(|problem| problem.fix.is_some()) {
        by_file.entry(&problem.file).or_default().push(problem);
    }
    let mut done = Vec::new();
    for (file, problems) in by_file {
        let mended = mend_file(corpus, checked, (file, &problems))?;
        done.extend(mended.into_iter().map(|problem| MendedFinding {
            place: place(problem, &checked.sources),
            problem: problem.clone(),
        }));
    }
    Ok(done)
}

/// Mends one file by the first way that changes it; returns the findings that are mended.
fn mend_file<'p>(
    corpus: &Corpus,
    checked: &Checked,
    (file, problems): (&str, &[&'p Problem]),
) -> Result<Vec<&'p Problem>, String> {
    let of_kind = |kind: &Fix| -> Vec<&'p Problem> {
        problems.iter().copied().filter(|problem| problem.fix.as_ref() == Some(kind)).collect()
    };
    if let Some(text) = checked.sources.get(file) {
        let Mended { text: mended, done } = mend(file, text, problems);
        if write(file, text, &mended)? {
            return Ok(done.into_iter().filter_map(|index| problems.get(index).copied()).collect());
        }
    }
    let formatted = of_kind(&Fix::Format);
    if !formatted.is_empty() && format(corpus, file)? {
        return Ok(formatted);
    }
    let of_schema = of_kind(&Fix::Schemas);
    if !of_schema.is_empty() && renew(corpus, file)? {
        return Ok(of_schema);
    }
    let of_article = of_kind(&Fix::Article);
    if !of_article.is_empty() && tidy(file)? {
        return Ok(of_article);
    }
    Ok(Vec::new())
}

/// Brings a gold file into canonical form; `false` if that changes nothing, or cannot be done.
fn format(corpus: &Corpus, file: &str) -> Result<bool, String> {
    let Some(text) = text_of(file, GOLD_BYTES_MAX) else { return Ok(false) };
    let id = Path::new(file).file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
    let path = corpus.folders.articles.join(format!("{id}.txt"));
    let bounds = Bounds { root: Some(&corpus.folders.articles), n_bytes_max: ARTICLE_BYTES_MAX };
    let article = read_file(&path, bounds).ok().and_then(|bytes| Article::new(id, "", bytes).ok());
    let article = article.as_ref().map(|(article, _)| article);
    let context = FormatContext { schema: &corpus.schema, entities: &corpus.entities, article };
    match format_gold(file, &text, &context) {
        Ok(formatted) => write(file, &text, &formatted.text),
        // The errors that stop it are findings of their own.
        Err(_) => Ok(false),
    }
}

/// Writes a JSON Schema as schema.yaml asks for it today.
fn renew(corpus: &Corpus, file: &str) -> Result<bool, String> {
    match (text_of(file, GOLD_BYTES_MAX), schemas::current(corpus.basis(), file)) {
        (Some(text), Some(current)) => write(file, &text, &current),
        (Some(_) | None, _) => Ok(false),
    }
}

/// Writes an article as all tools count it.
fn tidy(file: &str) -> Result<bool, String> {
    match text_of(file, ARTICLE_BYTES_MAX) {
        Some(text) => write(file, &text, &tidied(&text)),
        None => Ok(false),
    }
}

fn text_of(file: &str, n_bytes_max: u64) -> Option<String> {
    let bytes = read_file(Path::new(file), Bounds { root: None, n_bytes_max }).ok()?;
    String::from_utf8(bytes).ok()
}

/// Replaces a file in one step, if it still is what was read and something changes.
fn write(file: &str, before: &str, after: &str) -> Result<bool, String> {
    if before == after || text_of(file, ARTICLE_BYTES_MAX).as_deref() != Some(before) {
        return Ok(false);
    }
    let written = write_atomically(Path::new(file), after.as_bytes());
    written.map(|()| true).map_err(|error| error.to_string())
}

/// Returns what was mended, one finding a line, and in how many files.
pub(super) fn done_text(done: &[MendedFinding]) -> (String, usize) {
    let files: BTreeSet<&str> = done.iter().map(|done| done.problem.file.as_str()).collect();
    let line = |done: &MendedFinding| {
        format!("mended[{}]: {}: {}\n", done.problem.rule, done.place, done.problem.message)
    };
    (done.iter().map(line).collect(), files.len())
}
