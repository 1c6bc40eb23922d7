//! The JSON Schemas beside the files that they speak of, and the first lines that name them: what is missing or older.

use std::convert::Infallible;
use std::path::{Path, PathBuf};

use crate::corpus::{ANNOTATIONS, Basis};
use crate::json_schema::modeline::{chosen_on_the_web, modeline_of, with_modeline};
use crate::json_schema::{Format, address, schema_text};
use crate::project::FILE_NAME;
use crate::store::update::{UpdateError, update, update_or_create};
use crate::store::{Bounds, Depth, Entry, GOLD_BYTES_MAX, StoreError, list_files, read_file, read_start};

/// A file that is not what `karat schema` writes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stale {
    /// The file.
    pub path: PathBuf,
    /// What is wrong with it.
    pub kind: StaleKind,
    wanted: Wanted,
}

/// What is wrong with a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StaleKind {
    /// The JSON Schema is not there.
    SchemaMissing,
    /// The JSON Schema says what the corpus said earlier.
    SchemaOlder,
    /// The first line names no JSON Schema.
    LineMissing,
    /// The first line names another JSON Schema.
    LineOther,
}

/// What should stand there.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Wanted {
    /// This file.
    Whole(String),
    /// A first line that names this address.
    Line(String),
}

/// What was found.
#[derive(Debug, Default)]
pub struct SchemaCheck {
    /// What is missing or older: first the schemas, then the files by their paths.
    pub stale: Vec<Stale>,
    /// Files that name a schema on the web: somebody chose it, and it stays.
    pub chosen: Vec<PathBuf>,
    /// What could not be read.
    pub errors: Vec<StoreError>,
    /// How many schemas were looked at.
    pub n_schemas: usize,
    /// How many files were looked at that name a schema, or should.
    pub n_files: usize,
}

/// Looks at the schemas and first lines of a corpus, and of the karat.yaml in a folder where there is one.
///
/// Of each gold file only the start is read.
#[must_use]
pub fn check_schemas(basis: Basis<'_>, root: Option<&Path>) -> SchemaCheck {
    let mut check = SchemaCheck::default();
    let gold = &basis.folders.gold;
    for format in Format::ALL.into_iter().filter(|format| *format != Format::Project) {
        check.schema(&gold.join(format.file_name()), schema_text(format, basis.schema, basis.entities));
    }
    if let Some(root) = root {
        let text = schema_text(Format::Project, basis.schema, basis.entities);
        check.schema(&root.join(Format::Project.file_name()), text);
        check.line(&root.join(FILE_NAME), address(Format::Project, 0));
    }
    for entry in check.listed(gold, Depth::Here) {
        check.line(&entry.path, address(Format::of_gold_file(&entry.stem), 0));
    }
    let annotations = gold.join(ANNOTATIONS);
    if annotations.symlink_metadata().is_ok() {
        for entry in check.listed(&annotations, Depth::Below) {
            let way = entry.path.strip_prefix(gold).unwrap_or(&entry.path);
            check.line(&entry.path, address(Format::Gold, way.components().count().saturating_sub(1)));
        }
    }
    check
}

impl SchemaCheck {
    fn listed(&mut self, folder: &Path, depth: Depth) -> Vec<Entry> {
        match list_files(folder, "yaml", depth) {
            Ok(entries) => entries,
            Err(error) => {
                self.errors.push(error);
                Vec::new()
            }
        }
    }

    fn schema(&mut self, path: &Path, wanted: String) {
        self.n_schemas += 1;
        let kind = match read_file(path, Bounds { root: None, n_bytes_max: GOLD_BYTES_MAX }) {
            Ok(bytes) if is_same(&bytes, &wanted) => return,
            Ok(_) | Err(StoreError::TooLarge { .. }) => StaleKind::SchemaOlder,
            Err(StoreError::Missing { .. }) => StaleKind::SchemaMissing,
            Err(error) => return self.errors.push(error),
        };
        self.stale.push(Stale { path: path.to_owned(), kind, wanted: Wanted::Whole(wanted) });
    }

    fn line(&mut self, path: &Path, wanted: String) {
        let start = match read_start(path, LINE_BYTES_MAX) {
            Ok(start) => start,
            Err(error) => return self.errors.push(error),
        };
        let start = String::from_utf8_lossy(&start);
        if chosen_on_the_web(&start).is_some() {
            return self.chosen.push(path.to_owned());
        }
        self.n_files += 1;
        let kind = match modeline_of(&start) {
            Some(found) if found == wanted => return,
            Some(_) => StaleKind::LineOther,
            None => StaleKind::LineMissing,
        };
        self.stale.push(Stale { path: path.to_owned(), kind, wanted: Wanted::Line(wanted) });
    }
}

/// How much of a file is read for its first line, in bytes.
const LINE_BYTES_MAX: u64 = 512;

/// Says whether a file holds a text; line ends do not matter, because git may have converted them.
fn is_same(bytes: &[u8], wanted: &str) -> bool {
    bytes == wanted.as_bytes()
        || std::str::from_utf8(bytes).is_ok_and(|text| text.replace("\r\n", "\n") == wanted)
}

impl Stale {
    /// Returns what is wrong, as a fragment that reads well after the path: `is missing`.
    #[must_use]
    pub const fn fault(&self) -> &'static str {
        match self.kind {
            StaleKind::SchemaMissing => "is missing",
            StaleKind::SchemaOlder => "is older than the files it is made of",
            StaleKind::LineMissing => "does not name its schema in the first line",
            StaleKind::LineOther => "names another schema in the first line",
        }
    }

    /// Writes what should stand there, in one step; every byte of a file below its first line stays.
    ///
    /// # Errors
    /// If the file cannot be read or written, is not UTF-8, lies behind a link out of the folder, or another program
    /// changes files there for five seconds.
    pub fn write(&self, folder: &Path) -> Result<(), UpdateError<Infallible>> {
        let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        let bounds = |root| Bounds { root, n_bytes_max: GOLD_BYTES_MAX };
        match &self.wanted {
            Wanted::Whole(text) => update_or_create(&self.path, bounds(None), &mut |_| Ok(text.clone())),
            Wanted::Line(address) => update(&self.path, bounds(Some(folder)), &mut |text| {
                Ok(with_modeline(text, address).unwrap_or_else(|| text.to_owned()))
            }),
        }?;
        Ok(())
    }
}
