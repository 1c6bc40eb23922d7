//! Shows problems with their source line and the place underlined; the one door of the diagnostics crate.

use std::collections::BTreeMap;
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level as Severity, Renderer, Snippet};
use karat::problem::{Level, Problem};
use karat::report::words::{counted, printable};
use karat::text::lines::LineIndex;

/// How much of a long line is shown on either side of the place, in characters.
const EXCERPT_CHARACTERS: usize = 60;

/// Returns all problems as styled text, each with `file:line:column`, the excerpt and what to do.
pub(crate) fn problems_text(problems: &[Problem], sources: &BTreeMap<String, String>) -> String {
    let mut text = String::new();
    let mut lines: BTreeMap<&str, LineIndex> = BTreeMap::new();
    for problem in problems {
        let source = sources.get(&problem.file);
        let excerpt = source.zip(problem.span.as_ref()).map(|(source, span)| {
            let index = lines.entry(&problem.file).or_insert_with(|| LineIndex::new(source.as_str()));
            excerpt(source, span, index)
        });
        text.push_str(&problem_text(problem, excerpt.as_ref()));
        text.push('\n');
    }
    text
}

/// Returns `file:line:column`, or the file where it is meant as a whole.
pub(crate) fn place(problem: &Problem, sources: &BTreeMap<String, String>) -> String {
    let Some((source, span)) = sources.get(&problem.file).zip(problem.span.as_ref()) else {
        return problem.file.clone();
    };
    let (line, column) = LineIndex::new(source.as_str()).line_column(span.start);
    format!("{}:{line}:{column}", problem.file)
}

/// Returns `3 errors, 1 warning`.
pub(crate) fn summary(problems: &[Problem]) -> String {
    let of = |level: Level| problems.iter().filter(|problem| problem.level == level).count() as u64;
    let parts = [
        (of(Level::Error), "error", "errors"),
        (of(Level::Warning), "warning", "warnings"),
        (of(Level::Info), "remark", "remarks"),
    ];
    let shown = parts.iter().filter(|(n, ..)| *n > 0).map(|(n, one, many)| counted(*n, one, many));
    shown.collect::<Vec<_>>().join(", ")
}

/// A part of one line with the place inside it.
struct Excerpt {
    text: String,
    span: Range<usize>,
    line: usize,
    column: usize,
}

fn excerpt(source: &str, span: &Range<usize>, index: &LineIndex) -> Excerpt {
    let (line, column) = index.line_column(span.start);
    let line_text = index.line_text(line).unwrap_or_default();
    let line_start = span.start - byte_of_column(line_text, column);
    let end = span.end.min(line_start + line_text.len()).max(span.start);
    let before = source.get(line_start..span.start).unwrap_or_default();
    let inside = source.get(span.start..end).unwrap_or_default();
    let after = source.get(end..line_start + line_text.len()).unwrap_or_default();
    let mut text = shorten_start(before);
    let start = text.len();
    text.push_str(&shorten_end(inside, EXCERPT_CHARACTERS * 2));
    let span = start..text.len().max(start);
    text.push_str(&shorten_end(after, EXCERPT_CHARACTERS));
    Excerpt { text, span, line, column }
}

fn byte_of_column(line: &str, column: usize) -> usize {
    line.char_indices().nth(column.saturating_sub(1)).map_or(line.len(), |(byte, _)| byte)
}

fn shorten_start(text: &str) -> String {
    let n_characters = text.chars().count();
    if n_characters <= EXCERPT_CHARACTERS {
        return printable(text);
    }
    let kept: String = text.chars().skip(n_characters - EXCERPT_CHARACTERS).collect();
    format!("…{}", printable(&kept))
}

fn shorten_end(text: &str, n_max: usize) -> String {
    if text.chars().count() <= n_max {
        return printable(text);
    }
    let kept: String = text.chars().take(n_max).collect();
    format!("{}…", printable(&kept))
}

fn problem_text(problem: &Problem, excerpt: Option<&Excerpt>) -> String {
    let severity = match problem.level {
        Level::Error => Severity::ERROR,
        Level::Warning => Severity::WARNING,
        Level::Info => Severity::INFO,
    };
    let message = printable(&problem.message);
    let help = problem.help.as_deref().map(printable);
    let place = match excerpt {
        Some(excerpt) => format!("{}:{}:{}", problem.file, excerpt.line, excerpt.column),
        None => problem.file.clone(),
    };
    // The place stands in the first line as well, so that one line is enough for grep and for editors.
    let title = format!("{place}: {message}");
    let mut group = Group::with_title(severity.primary_title(title).id(problem.rule));
    if let Some(excerpt) = excerpt {
        let annotation = AnnotationKind::Primary.span(excerpt.span.clone());
        let snippet = Snippet::source(excerpt.text.as_str()).line_start(excerpt.line).annotation(annotation);
        group = group.element(snippet);
    }
    if let Some(help) = help {
        group = group.element(Severity::HELP.message(help));
    }
    let rendered = Renderer::styled().render(&[group]);
    format!("{rendered}\n")
}
