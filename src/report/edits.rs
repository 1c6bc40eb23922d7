//! What fmt and reanchor did to files, as JSON.

use serde::Serialize;

use crate::gold::format::Changes;

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
/// they were left so.
///
/// # Panics
/// Never: every value written has a form in JSON.
#[must_use]
pub fn fmt_json(files: &[FormattedFile], n_files: usize, is_check: bool) -> String {
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
    json(&FmtFile { karat_fmt: EDITS_FORMAT, is_check, n_files, files })
}

fn json(shape: &impl Serialize) -> String {
    let mut text = serde_json::to_string_pretty(shape).expect("every value written has a form in JSON");
    text.push('\n');
    text
}
