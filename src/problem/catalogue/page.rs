//! Writes the pages of rules: one a rule, and a list of all.

use std::fmt::Write;

use crate::problem::catalogue::{CHAPTERS, Rule};

/// How wide the pages in the repository are, in characters.
pub const PAGE_WIDTH: usize = 100;

/// Why writing cannot fail.
const STRING: &str = "writing to a string never fails";

/// Returns the levels of a rule as words: `error, warning`.
#[must_use]
pub fn levels(rule: &Rule) -> String {
    let words: Vec<&str> = rule.levels.iter().map(|level| level.word()).collect();
    words.join(", ")
}

/// Returns the page of a rule as Markdown that also reads well as it is, in lines of at most `width` characters where
/// words allow it.
#[must_use]
pub fn page(rule: &Rule, width: usize) -> String {
    let mut page = format!("# {}: {}\n\n{}", rule.id, rule.title, levels(rule));
    if rule.is_fixable {
        page.push_str("; `karat lint --fix` can mend it");
    }
    page.push_str("\n\n");
    for (title, text) in [("What it finds", rule.what), ("Why", rule.why)] {
        write!(page, "## {title}\n\n{}\n", wrapped(text, width)).expect(STRING);
    }
    write!(page, "## Example\n\n```text\n{}```\n\n", folded(rule.example, width)).expect(STRING);
    write!(page, "## What to do\n\n{}\n", wrapped(rule.remedy, width)).expect(STRING);
    write!(page, "## Its level\n\n{}", wrapped(&about_level(rule), width)).expect(STRING);
    page
}

fn about_level(rule: &Rule) -> String {
    if rule.is_binding {
        return "It stays as it is: karat.yaml cannot turn off what keeps a file from being used.".to_owned();
    }
    let also =
        if rule.levels.len() > 1 { " What keeps a file from being scored stays an error." } else { "" };
    format!(
        "In karat.yaml, `lint: {{{}: off}}` turns it off; `warn` and `error` set its level.{also}",
        rule.id
    )
}

/// Returns the list of all rules for a terminal, one a line.
#[must_use]
pub fn summary() -> String {
    let mut text = String::new();
    for chapter in &CHAPTERS {
        writeln!(text, "{}", chapter.title).expect(STRING);
        for rule in chapter.rules {
            let fixable = if rule.is_fixable { "*" } else { " " };
            writeln!(text, "  {:3}{fixable} {:22} {}", rule.id, levels(rule), rule.title).expect(STRING);
        }
        text.push('\n');
    }
    text.push_str("* karat lint --fix can mend it; karat lint --explain E8 tells more about E8\n");
    text
}

/// Returns the page that lists all rules with links to theirs.
#[must_use]
pub fn index() -> String {
    let mut page = String::from("# Rules of lint\n\n");
    let head = "What `karat lint` can say. `karat lint --explain E8` prints the page of a rule, `karat lint --fix` \
                mends what is marked *. Levels are set in karat.yaml: `lint: {E7: off, C1: error, V4: warn}`; those \
                of rules marked † stay, because karat cannot use the file. A rule that is off says nothing, errors \
                that do not keep a file from being scored among it; `lint: {info: off}` takes out all remarks \
                (level info) and leaves errors and warnings. `karat lint --level warning` hides remarks once, and \
                `--strict` fails for warnings too.";
    writeln!(page, "{}", wrapped(head, PAGE_WIDTH)).expect(STRING);
    for chapter in &CHAPTERS {
        write!(page, "## {}\n\n| rule | level | what it is about |\n|---|---|---|\n", chapter.title)
            .expect(STRING);
        for rule in chapter.rules {
            let fixable = if rule.is_fixable { "*" } else { "" };
            let binding = if rule.is_binding { "†" } else { "" };
            let (id, title) = (rule.id, rule.title);
            writeln!(page, "| [{id}]({id}.md) | {}{fixable}{binding} | {title} |", levels(rule))
                .expect(STRING);
        }
        page.push('\n');
    }
    page.truncate(page.trim_end().len());
    page.push('\n');
    page
}

/// Breaks a text into lines of at most `width` characters; a longer word has a line of its own.
fn wrapped(text: &str, width: usize) -> String {
    let mut lines = String::new();
    let mut n_characters = 0;
    for word in text.split_whitespace() {
        let n_word = word.chars().count();
        if n_characters > 0 {
            let fits = n_characters + 1 + n_word <= width;
            lines.push(if fits { ' ' } else { '\n' });
            n_characters = if fits { n_characters + 1 } else { 0 };
        }
        lines.push_str(word);
        n_characters += n_word;
    }
    lines.push('\n');
    lines
}

/// Breaks the lines of an example that are too long, and keeps the others.
fn folded(example: &str, width: usize) -> String {
    let fold = |line: &str| {
        if line.chars().count() <= width { format!("{line}\n") } else { wrapped(line, width) }
    };
    example.lines().map(fold).collect()
}
