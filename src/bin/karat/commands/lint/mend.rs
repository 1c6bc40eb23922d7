//! `karat lint --fix`: makes the changes that findings carry, round by round, until nothing more can be mended.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use karat::article::Article;
use karat::corpus::Corpus;
use karat::gold::format::hash::repinned;
use karat::gold::format::{FormatContext, format_gold};
use karat::lint::fix::{Mended, mend};
use karat::problem::{Fix, Problem};
use karat::report::json::Mended as MendedFinding;
use karat::store::update::{Outdated, UpdateError, Updated, replace};
use karat::store::{ARTICLE_BYTES_MAX, Bounds, GOLD_BYTES_MAX, read_file};
use karat::text::clean::tidied;

use crate::args::Lint;
use crate::commands::lint::{Checked, check, schemas};
use crate::files::refusal;
use crate::problems::place;

/// Why a file was not replaced.
type Failure = UpdateError<Outdated>;

/// After so many rounds what is left is left; each one mends at least one finding.
const ROUNDS_MAX: usize = 20;

/// What `--fix` did.
pub(super) struct Mending {
    /// What was mended, in the order in which it was done.
    pub(super) done: Vec<MendedFinding>,
    /// Why files were left as they are, by file.
    pub(super) refused: BTreeMap<String, String>,
    /// Everything that is left.
    pub(super) checked: Checked,
}

/// Mends what can be mended; a file that cannot be written does not stop the others.
pub(super) fn mend_all(args: &Lint) -> Result<Mending, String> {
    let mut done = Vec::new();
    let mut refused = BTreeMap::new();
    let mut n_rounds = 0;
    loop {
        let (corpus, checked) = check(args)?;
        n_rounds += 1;
        if n_rounds > ROUNDS_MAX || !round(&corpus, &checked, (&mut done, &mut refused)) {
            return Ok(Mending { done, refused, checked });
        }
    }
}

/// Mends each file once, but for those that cannot be written; `false` if another round would find the same.
fn round(
    corpus: &Corpus,
    checked: &Checked,
    (done, refused): (&mut Vec<MendedFinding>, &mut BTreeMap<String, String>),
) -> bool {
    let mut by_file: BTreeMap<&str, Vec<&Problem>> = BTreeMap::new();
    let is_left = |problem: &&Problem| problem.fix.is_some() && !refused.contains_key(&problem.file);
    for problem in checked.problems.iter().filter(is_left) {
        by_file.entry(&problem.file).or_default().push(problem);
    }
    let mut is_other = false;
    for (file, problems) in by_file {
        match mend_file(corpus, checked, (file, &problems)) {
            Ok(mended) => {
                is_other |= !mended.is_empty();
                done.extend(mended.into_iter().map(|problem| MendedFinding {
                    place: place(problem, &checked.sources),
                    problem: problem.clone(),
                }));
            }
            // Who changed the file meanwhile may have mended it, or not.
            Err(UpdateError::Refused(_)) => is_other = true,
            Err(error) => {
                refused.insert(file.to_owned(), refusal(&error));
            }
        }
    }
    is_other
}

/// Mends one file by the first way that changes it; returns the findings that are mended.
fn mend_file<'p>(
    corpus: &Corpus,
    checked: &Checked,
    (file, problems): (&str, &[&'p Problem]),
) -> Result<Vec<&'p Problem>, Failure> {
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
    if !of_article.is_empty() && tidy(corpus, file)? {
        return Ok(of_article);
    }
    Ok(Vec::new())
}

/// Brings a gold file into canonical form; `false` if that changes nothing, or cannot be done.
fn format(corpus: &Corpus, file: &str) -> Result<bool, Failure> {
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
fn renew(corpus: &Corpus, file: &str) -> Result<bool, Failure> {
    match (text_of(file, GOLD_BYTES_MAX), schemas::current(corpus.basis(), file)) {
        (Some(text), Some(current)) => write(file, &text, &current),
        (Some(_) | None, _) => Ok(false),
    }
}

/// Writes an article as all tools count it, and pins its new hash in its gold file where the old one was.
fn tidy(corpus: &Corpus, file: &str) -> Result<bool, Failure> {
    let Some(text) = text_of(file, ARTICLE_BYTES_MAX) else { return Ok(false) };
    let after = tidied(&text);
    if !write(file, &text, &after)? {
        return Ok(false);
    }
    let id = Path::new(file).file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
    let gold_file = corpus.folders.gold.join(format!("{id}.yaml")).to_string_lossy().into_owned();
    let [before, after] = [text, after].map(|text| Article::new(id, file, text.into_bytes()).ok());
    if let (Some(gold), Some((before, _)), Some((after, _))) =
        (text_of(&gold_file, GOLD_BYTES_MAX), before, after)
        && let Ok(pinned) = repinned(&gold, &before, &after)
    {
        write(&gold_file, &gold, &pinned)?;
    }
    Ok(true)
}

fn text_of(file: &str, n_bytes_max: u64) -> Option<String> {
    let bytes = read_file(Path::new(file), Bounds { root: None, n_bytes_max }).ok()?;
    String::from_utf8(bytes).ok()
}

/// Replaces a file that nobody changed since it was read; `false` if nothing changes.
fn write(file: &str, before: &str, after: &str) -> Result<bool, Failure> {
    Ok(before != after && replace(Path::new(file), before, after)? == Updated::Changed)
}

/// Returns what was mended, one finding a line, and in how many files.
pub(super) fn done_text(done: &[MendedFinding]) -> (String, usize) {
    let files: BTreeSet<&str> = done.iter().map(|done| done.problem.file.as_str()).collect();
    let line = |done: &MendedFinding| {
        format!("mended[{}]: {}: {}\n", done.problem.rule, done.place, done.problem.message)
    };
    (done.iter().map(line).collect(), files.len())
}
