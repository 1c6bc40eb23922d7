//! The JSON Schemas beside gold: whether they say what schema.yaml says, and what they should say.

use std::path::Path;

use karat::corpus::{Basis, shown};
use karat::json_schema::{Format, schema_text};
use karat::lint::form::stale_schema;
use karat::parallel::{in_parallel, n_cores};
use karat::problem::Problem;
use karat::store::{Bounds, GOLD_BYTES_MAX, read_file};

/// Returns the findings about schemas that were written and are not current; none of them has to be there.
pub(super) fn findings(basis: Basis<'_>) -> Vec<Problem> {
    let formats = of_gold();
    let stale = |index: usize| {
        let format: Format = formats[index];
        let path = basis.folders.gold.join(format.file_name());
        let bytes = read_file(&path, Bounds { root: None, n_bytes_max: GOLD_BYTES_MAX }).ok()?;
        stale_schema(basis, format, &shown(&path), &String::from_utf8_lossy(&bytes))
    };
    // Each is written anew to be compared, which takes as long as linting an article.
    in_parallel(formats.len(), n_cores(), &stale).into_iter().flatten().collect()
}

/// Returns what the schema of a name should say.
pub(super) fn current(basis: Basis<'_>, file: &str) -> Option<String> {
    let name = Path::new(file).file_name()?.to_str()?;
    let format = of_gold().into_iter().find(|format| format.file_name() == name)?;
    Some(schema_text(format, basis.schema, basis.entities))
}

/// Returns the formats whose schemas stand beside gold.
fn of_gold() -> Vec<Format> {
    Format::ALL.into_iter().filter(|format| *format != Format::Project).collect()
}
