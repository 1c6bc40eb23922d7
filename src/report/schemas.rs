//! Shows which JSON Schemas and first lines are missing or older, or were written.

use serde::Serialize;

use crate::corpus::schemas::{SchemaCheck, Stale, StaleKind};
use crate::corpus::shown;
use crate::report::words::counted;

/// The version of the list as JSON.
const FORMAT: u32 = 1;

/// Returns what is missing or older, one line each, and what to do.
#[must_use]
pub fn stale_text(check: &SchemaCheck) -> String {
    let lines: String =
        check.stale.iter().map(|stale| format!("{} {}\n", shown(&stale.path), stale.fault())).collect();
    if check.stale.is_empty() {
        return format!("{}\n", current(check));
    }
    let n_stale = counted(check.stale.len() as u64, "file is", "files are");
    format!("{lines}{n_stale} not what karat schema writes\nhelp: run karat schema\n")
}

/// Returns that nothing has to be written.
#[must_use]
pub fn current(check: &SchemaCheck) -> String {
    let schemas = counted(check.n_schemas as u64, "JSON Schema", "JSON Schemas");
    let lines = counted(check.n_files as u64, "first line that names one", "first lines that name them");
    format!("nothing to write: {schemas} and {lines} are current")
}

/// Returns which files keep a schema of their own, in one line; nothing where there are none.
#[must_use]
pub fn chosen_line(check: &SchemaCheck) -> String {
    match check.chosen.as_slice() {
        [] => String::new(),
        [only] => format!("note: {} names a schema on the web and keeps it\n", shown(only)),
        [first, rest @ ..] => {
            let others = counted(rest.len() as u64, "other file", "other files");
            format!("note: {} and {others} name a schema on the web and keep it\n", shown(first))
        }
    }
}

/// Returns the line of a file that was written.
#[must_use]
pub fn written_line(stale: &Stale) -> String {
    let what = match stale.kind {
        StaleKind::SchemaMissing | StaleKind::SchemaOlder => "",
        StaleKind::LineMissing | StaleKind::LineOther => ": first line",
    };
    format!("wrote  {}{what}\n", shown(&stale.path))
}

#[derive(Serialize)]
struct StaleFile<'a> {
    karat_schema_check: u32,
    files: Vec<StaleEntry<'a>>,
}

#[derive(Serialize)]
struct StaleEntry<'a> {
    file: String,
    what: &'a str,
}

/// Returns what is missing or older as JSON, ending in a newline.
///
/// # Panics
/// Never: texts have a form in JSON.
#[must_use]
pub fn stale_json(stale: &[Stale]) -> String {
    let files = stale.iter().map(|stale| StaleEntry { file: shown(&stale.path), what: word(stale.kind) });
    let list = StaleFile { karat_schema_check: FORMAT, files: files.collect() };
    let mut text = serde_json::to_string_pretty(&list).expect("texts have a form in JSON");
    text.push('\n');
    text
}

const fn word(kind: StaleKind) -> &'static str {
    match kind {
        StaleKind::SchemaMissing => "schema-missing",
        StaleKind::SchemaOlder => "schema-older",
        StaleKind::LineMissing => "line-missing",
        StaleKind::LineOther => "line-other",
    }
}
