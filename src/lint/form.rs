//! Rule Y6: gold in canonical form, and JSON Schemas as new as schema.yaml.

use crate::corpus::Basis;
use crate::gold::format::{FormatContext, Source, is_canonical};
use crate::json_schema::{Format, is_current};
use crate::lint::{Bench, Findings};
use crate::problem::{Fix, Level, Problem};

/// Applies the rule to a gold file; the findings of all other rules must be there already.
///
/// A file with errors waits for them to be mended, and the order of labels is that of the first edition.
pub(super) fn check(bench: &Bench<'_>, findings: &mut Findings<'_>) {
    let has_errors = findings.problems.iter().any(|problem| problem.level == Level::Error);
    if has_errors || bench.is_other_edition {
        return;
    }
    let basis = bench.basis;
    let article = Some(&bench.entry.article);
    let context = FormatContext { schema: basis.schema, entities: basis.entities, article };
    let source = Source { text: bench.source, tree: bench.tree };
    if !is_canonical(source, &bench.entry.gold, &context) {
        let problem = Problem::warning("Y6", findings.file, None, "not in canonical form");
        findings.problems.push(
            problem.with_help("run karat fmt; --check shows first what would change").with_fix(Fix::Format),
        );
    }
}

/// Returns the finding about a JSON Schema in the folder of gold that says something else than schema.yaml and
/// entities.yaml; `None` if it is current.
#[must_use]
pub fn stale_schema(basis: Basis<'_>, format: Format, file: &str, text: &str) -> Option<Problem> {
    if is_current(text, format, basis.schema, basis.entities) {
        return None;
    }
    let message = "this JSON Schema is older than schema.yaml or entities.yaml: editors check against it";
    Some(Problem::warning("Y6", file, None, message).with_help("run karat schema").with_fix(Fix::Schemas))
}
