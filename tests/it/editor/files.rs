//! Makes gold files at random as people write them: comments, odd spacing, mixed quoting, any style of lists and maps.

use proptest::collection::vec;
use proptest::option::weighted;
use proptest::prelude::*;
use proptest::sample::select;

/// A gold file that knows which line belongs to which fact.
#[derive(Clone, Debug)]
pub(crate) struct File {
    /// The lines without their ends: (text, the fact it belongs to).
    pub(crate) lines: Vec<(String, Option<usize>)>,
    pub(crate) ids: Vec<String>,
    style: Style,
}

#[derive(Clone, Copy, Debug)]
struct Style {
    indent: usize,
    dash_indent: usize,
    has_blank_lines: bool,
    has_crlf: bool,
    has_mark: bool,
    ends_open: bool,
    has_tail: bool,
}

#[derive(Clone, Debug)]
struct Fact {
    section: Option<&'static str>,
    above: Option<&'static str>,
    behind: Option<&'static str>,
    below: Option<&'static str>,
    is_flow: bool,
    slots: Vec<&'static str>,
    quotes: Vec<&'static str>,
    is_list: bool,
}

impl File {
    /// Returns the bytes of the file.
    pub(crate) fn text(&self) -> String {
        let line_break = self.line_break();
        let lines: Vec<&str> = self.lines.iter().map(|(line, _)| line.as_str()).collect();
        let mark = if self.style.has_mark { "\u{feff}" } else { "" };
        let end = if self.style.ends_open { "" } else { line_break };
        format!("{mark}{}{end}", lines.join(line_break))
    }

    /// Returns how its lines end.
    pub(crate) const fn line_break(&self) -> &'static str {
        if self.style.has_crlf { "\r\n" } else { "\n" }
    }
}

/// Any gold file of up to six facts.
pub(crate) fn any_file() -> impl Strategy<Value = File> {
    let flags = (
        any::<bool>(),
        weighted(0.2, Just(())),
        weighted(0.2, Just(())),
        weighted(0.2, Just(())),
        any::<bool>(),
    );
    let style = (select(vec![2_usize, 4]), any::<bool>(), flags).prop_map(|(indent, is_under, flags)| {
        let (has_blank_lines, crlf, mark, open, has_tail) = flags;
        Style {
            indent,
            dash_indent: if is_under { 0 } else { indent },
            has_blank_lines,
            has_crlf: crlf.is_some(),
            has_mark: mark.is_some(),
            ends_open: open.is_some(),
            has_tail,
        }
    });
    (style, vec(any_fact(), 1..6)).prop_map(|(style, facts)| written(style, &facts))
}

fn any_fact() -> impl Strategy<Value = Fact> {
    let slots = vec![
        "when: 2020",
        "when: 2022-09-13 early",
        "phase:   began",
        "parties: [armenia, azerbaijan]",
        "parties: [ armenia,azerbaijan ]",
        "over: 'l''enclave'",
        "over: \"a\\u00a0b\"",
        "over: {value: x, optional: true}",
        "count: at least 6500",
    ];
    let quotes = vec![
        "la guerre de 2020",
        "'il a dit : non'",
        "\"6\\u00a0500 morts # non\"",
        "l'article n'en dit rien",
        ">-\n  il a dit : non,\n  et puis oui # non",
        "|\n  il a dit",
        "une phrase\n  sur deux lignes",
    ];
    let comment = |often, texts: Vec<&'static str>| weighted(often, select(texts));
    (
        comment(0.2, vec!["# Troops", "#", "# a: b"]),
        comment(0.3, vec!["# about it", "#- x", "# on -"]),
        comment(0.3, vec!["# why", "#: 'x", "# \"y\" [z"]),
        comment(0.2, vec!["# more", "# - more"]),
        (any::<bool>(), any::<bool>()),
        vec(select(slots), 1..4),
        vec(select(quotes), 1..3),
    )
        .prop_map(|(section, above, behind, below, (is_flow, is_list), slots, quotes)| {
            let mut seen = Vec::new();
            let slots = slots.into_iter().filter(|slot| {
                let key = slot.split(':').next();
                let is_new = !seen.contains(&key);
                seen.push(key);
                is_new
            });
            let is_list = is_list || quotes.len() > 1;
            Fact { section, above, behind, below, is_flow, slots: slots.collect(), quotes, is_list }
        })
}

fn written(style: Style, facts: &[Fact]) -> File {
    let mut lines: Vec<(String, Option<usize>)> = Vec::new();
    for line in [
        "# yaml-language-server: $schema=./gold.schema.json",
        "karat: 1",
        "article: {language: fr}",
        "",
        "facts:   # all of them",
    ] {
        lines.push((line.to_owned(), None));
    }
    let mut ids = Vec::new();
    for (number, fact) in facts.iter().enumerate() {
        if number > 0 && style.has_blank_lines {
            lines.push((String::new(), None));
        }
        if let Some(section) = fact.section {
            lines.push((format!("{}{section}", " ".repeat(style.indent)), None));
            lines.push((String::new(), None));
        }
        let id = format!("fact-{number}");
        lines.extend(fact_lines(style, fact, &id).into_iter().map(|line| (line, Some(number))));
        ids.push(id);
    }
    if style.has_tail {
        for line in ["", "# what is wrong", "distractors: {}", "rejected: {}  # none"] {
            lines.push((line.to_owned(), None));
        }
    }
    File { lines, ids, style }
}

fn fact_lines(style: Style, fact: &Fact, id: &str) -> Vec<String> {
    let pad = |depth: usize| " ".repeat(style.indent * depth);
    let behind = fact.behind.map(|comment| format!("  {comment}")).unwrap_or_default();
    let mut lines = Vec::new();
    lines.extend(fact.above.map(|comment| format!("{}{comment}", pad(1))));
    lines.push(format!("{}{id}:{behind}", pad(1)));
    if fact.is_flow {
        lines.push(format!("{}war: {{{}}}{behind}", pad(2), fact.slots.join(", ")));
    } else {
        lines.push(format!("{}war:", pad(2)));
        lines.extend(fact.slots.iter().map(|slot| format!("{}{slot}{behind}", pad(3))));
    }
    if fact.is_list {
        lines.push(format!("{}evidence:", pad(2)));
        let dash = format!("{}{}", pad(2), " ".repeat(style.dash_indent));
        for quote in &fact.quotes {
            lines.extend(
                format!("{dash}- {}", quote.replace('\n', &format!("\n{dash}  "))).lines().map(str::to_owned),
            );
        }
    } else {
        let quote = fact.quotes[0].replace('\n', &format!("\n{}", pad(2)));
        lines.extend(format!("{}quote: {quote}", pad(2)).lines().map(str::to_owned));
    }
    lines.extend(fact.below.map(|comment| format!("{}{comment}", pad(2))));
    lines
}
