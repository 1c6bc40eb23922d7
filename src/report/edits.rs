//! What fmt and reanchor did to files, as JSON.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::gold::format::Changes;
use crate::problem::Problem;
use crate::reanchor::{Loss, Outcome, Quotation, Way};
use crate::report::json::finding_files;
use crate::report::json::shape::FindingFile;
use crate::text::quote::Quote;

/// The version of these formats.
pub const EDITS_FORMAT: u32 = 1;

/// A file that is not in canonical form, or was not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormattedFile {
    /// The file, as the user would type it.
    pub file: String,
    /// The first line that differs, from 1.
    pub line: usize,
    /// What differs.
    pub changes: Changes,
}

#[derive(Serialize)]
struct FmtFile<'a> {
    karat_fmt: u32,
    is_check: bool,
    n_files: usize,
    files: Vec<FileShape<'a>>,
    errors: Vec<FindingFile<'a>>,
}

#[derive(Serialize)]
struct FileShape<'a> {
    file: &'a str,
    line: usize,
    labels_moved: usize,
    maps_sorted: usize,
    values_respelled: usize,
    texts_escaped: usize,
    hash_added: bool,
    schema_line_added: bool,
    layout_changed: bool,
}

/// Returns the files of `n_files` that are not in canonical form as JSON, ending in a newline; `is_check` says that
/// they were left so. What kept other files from being looked at comes last, as lint writes it, with places in `sources`.
///
/// # Panics
/// Never: every value written has a form in JSON.
#[must_use]
pub fn fmt_json(
    files: &[FormattedFile],
    n_files: usize,
    is_check: bool,
    (errors, sources): (&[Problem], &BTreeMap<String, String>),
) -> String {
    let shape = |file: &FormattedFile| FileShape {
        labels_moved: file.changes.n_moved,
        maps_sorted: file.changes.n_sorted,
        values_respelled: file.changes.n_respelled,
        texts_escaped: file.changes.n_escaped,
        hash_added: file.changes.has_hash,
        schema_line_added: file.changes.has_modeline,
        layout_changed: file.changes.has_layout,
        line: file.line,
        file: "",
    };
    let files = files.iter().map(|file| FileShape { file: &file.file, ..shape(file) }).collect();
    let errors = finding_files(errors, sources);
    json(&FmtFile { karat_fmt: EDITS_FORMAT, is_check, n_files, files, errors })
}

/// One gold file whose article changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReanchoredFile {
    /// The article's id.
    pub article: String,
    /// The gold file, as the user would type it.
    pub file: String,
    /// Its article's hash.
    pub sha256: String,
    /// The file was written.
    pub is_written: bool,
    /// The hash was pinned, or stood there.
    pub is_pinned: bool,
    /// What became of each quotation, with its line in the file, from 1, and the text that comes closest if it is lost.
    pub quotations: Vec<(Quotation, usize, Option<String>)>,
}

#[derive(Serialize)]
struct ReanchorFile<'a> {
    karat_reanchor: u32,
    is_dry_run: bool,
    articles: Vec<ArticleShape<'a>>,
}

#[derive(Serialize)]
struct ArticleShape<'a> {
    article: &'a str,
    file: &'a str,
    sha256: &'a str,
    is_written: bool,
    is_pinned: bool,
    n_kept: usize,
    n_found: usize,
    n_lost: usize,
    quotations: Vec<QuotationShape<'a>>,
}

#[derive(Serialize)]
struct QuotationShape<'a> {
    label: Option<&'a str>,
    line: usize,
    outcome: &'static str,
    why: Option<&'static str>,
    similarity: Option<u16>,
    quote: QuoteShape<'a>,
    becomes: Option<QuoteShape<'a>>,
    closest: Option<&'a str>,
    counts_among: Option<usize>,
}

#[derive(Serialize)]
struct QuoteShape<'a> {
    quote: &'a str,
    occurrence: Option<usize>,
    before: Option<&'a str>,
    after: Option<&'a str>,
}

/// Returns what became of the quotations of all files that were looked at as JSON, ending in a newline.
///
/// # Panics
/// Never: every value written has a form in JSON.
#[must_use]
pub fn reanchor_json(files: &[ReanchoredFile], is_dry_run: bool) -> String {
    let count = |file: &ReanchoredFile, word: &str| {
        file.quotations.iter().filter(|(quotation, ..)| outcome_words(&quotation.outcome).0 == word).count()
    };
    let articles = files.iter().map(|file| ArticleShape {
        article: &file.article,
        file: &file.file,
        sha256: &file.sha256,
        is_written: file.is_written,
        is_pinned: file.is_pinned,
        n_kept: count(file, "kept"),
        n_found: count(file, "found"),
        n_lost: count(file, "lost"),
        quotations: file.quotations.iter().map(quotation_shape).collect(),
    });
    json(&ReanchorFile { karat_reanchor: EDITS_FORMAT, is_dry_run, articles: articles.collect() })
}

fn quotation_shape((quotation, line, closest): &(Quotation, usize, Option<String>)) -> QuotationShape<'_> {
    let (outcome, why, similarity) = outcome_words(&quotation.outcome);
    let (becomes, counts_among) = match &quotation.outcome {
        Outcome::Found { quote, .. } => (Some(quote_shape(quote)), None),
        Outcome::Kept { counts_among, .. } => (None, *counts_among),
        Outcome::Lost { .. } => (None, None),
    };
    QuotationShape {
        label: quotation.label.as_deref(),
        line: *line,
        outcome,
        why,
        similarity,
        quote: quote_shape(&quotation.quote),
        becomes,
        closest: closest.as_deref(),
        counts_among,
    }
}

fn quote_shape(quote: &Quote) -> QuoteShape<'_> {
    QuoteShape {
        quote: &quote.text,
        occurrence: quote.occurrence,
        before: quote.before.as_deref(),
        after: quote.after.as_deref(),
    }
}

/// Returns what became of a quotation, how or why, and how much is alike, in thousandths.
const fn outcome_words(outcome: &Outcome) -> (&'static str, Option<&'static str>, Option<u16>) {
    match outcome {
        Outcome::Kept { .. } => ("kept", None, None),
        Outcome::Found { how: Way::Folded, .. } => ("found", Some("folded"), None),
        Outcome::Found { how: Way::Approximate(similarity), .. } => {
            ("found", Some("approximate"), Some(*similarity))
        }
        Outcome::Found { how: Way::Beside(similarity), .. } => ("found", Some("beside"), Some(*similarity)),
        Outcome::Lost { why, .. } => match why {
            Loss::Gone => ("lost", Some("gone"), None),
            Loss::Unlike(similarity) => ("lost", Some("unlike"), Some(*similarity)),
            Loss::Sense => ("lost", Some("sense"), None),
            Loss::Twice => ("lost", Some("twice"), None),
            Loss::Beside => ("lost", Some("beside"), None),
            Loss::Counted { .. } => ("lost", Some("counted"), None),
        },
    }
}

fn json(shape: &impl Serialize) -> String {
    let mut text = serde_json::to_string_pretty(shape).expect("every value written has a form in JSON");
    text.push('\n');
    text
}
