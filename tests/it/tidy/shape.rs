//! Rules of the shape of files and of the repository: headings, lengths, and what stands at the root.

use crate::tidy::source::{Finding, Source};

/// The most lines of a file above its tests.
const LINES_MAX: usize = 400;

/// What may stand at the root: the folders that are fixed, and the others that earned their place.
const ROOT: [&str; 25] = [
    ".ci",
    ".gitattributes",
    ".github",
    ".gitignore",
    "ARCHITECTURE.md",
    "CHANGELOG.md",
    "Cargo.lock",
    "Cargo.toml",
    "LICENSE-APACHE",
    "LICENSE-MIT",
    "README.md",
    "benches",
    "clippy.toml",
    "docs",
    "examples",
    "fuzz",
    "gold",
    "karat.schema.json",
    "karat.yaml",
    "reports",
    "rust-toolchain.toml",
    "rustfmt.toml",
    "seeds",
    "src",
    "tests",
];

/// Every file starts with one sentence that says what lives there.
pub(crate) fn a_file_starts_with_one_sentence(files: &[Source]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in files.iter().filter(|file| file.is_rust()) {
        let lines = file.text.lines().map_while(|line| line.strip_prefix("//!"));
        let sentence: Vec<&str> = lines.map(str::trim).take_while(|line| !line.is_empty()).collect();
        let sentence = sentence.join(" ");
        let (body, end) = sentence.split_at(sentence.len().saturating_sub(1));
        if sentence.is_empty() {
            findings.push(file.finding(1, "no `//!` sentence that says what lives here"));
        } else if end != "." {
            findings.push(file.finding(1, "the `//!` sentence does not end with a full stop"));
        } else if body.contains(". ") {
            findings
                .push(file.finding(1, "the first `//!` paragraph is one sentence; leave a `//!` line empty"));
        }
    }
    findings
}

/// A file is no longer than can be read in one go.
pub(crate) fn a_file_has_at_most_400_lines_above_its_tests(files: &[Source]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in files.iter().filter(|file| file.is_rust()) {
        let is_whole_test = file.lines_above_tests().next().is_none();
        let n_lines = if is_whole_test { file.lines().count() } else { file.lines_above_tests().count() };
        let n_lines_max = if is_whole_test { 2 * LINES_MAX } else { LINES_MAX };
        if n_lines > n_lines_max {
            findings.push(
                file.finding(n_lines_max + 1, format!("{n_lines} lines; at most {n_lines_max}: split it")),
            );
        }
    }
    findings
}

/// What tools leave at the root and git ignores.
const NOT_TRACKED: [&str; 1] = ["proptest-regressions"];

/// Nothing stands at the root that nobody decided on; files are given by what is at the root.
pub(crate) fn the_root_holds_only_what_earned_its_place(files: &[Source]) -> Vec<Finding> {
    let is_strange = |file: &&Source| {
        let name = file.path.split('/').next().unwrap_or_default();
        !ROOT.contains(&name) && !NOT_TRACKED.contains(&name)
    };
    let strange = files.iter().filter(is_strange);
    strange.map(|file| file.finding(1, "does not belong at the root; see tests/it/tidy/shape.rs")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::check;

    #[test]
    fn a_heading_is_one_sentence_with_a_full_stop() {
        let check = |text: &str, expected: Option<&str>| {
            let expected = expected.map(|message| format!("src/a.rs:1: {message}"));
            let expected: Vec<&str> = expected.iter().map(String::as_str).collect();
            check(a_file_starts_with_one_sentence, &[("src/a.rs", text)], &expected);
        };
        check("//! One sentence.\nfn f() {}", None);
        check("//! One sentence\n//! on two lines.\n//!\n//! More. And more", None);
        check("fn f() {}", Some("no `//!` sentence that says what lives here"));
        check("//! No stop\n", Some("the `//!` sentence does not end with a full stop"));
        check("//! One. Two.", Some("the first `//!` paragraph is one sentence; leave a `//!` line empty"));
    }

    #[test]
    fn lines_are_counted_above_tests() {
        let rule = a_file_has_at_most_400_lines_above_its_tests;
        let tests = "#[cfg(test)]\nmod tests {\n    a();\n}\n";
        check(rule, &[("src/a.rs", &format!("{}{tests}", "a();\n".repeat(400)))], &[]);
        let message = "src/a.rs:401: 401 lines; at most 400: split it";
        check(rule, &[("src/a.rs", &format!("{}{tests}", "a();\n".repeat(401)))], &[message]);
        let message = "tests/it/a.rs:801: 801 lines; at most 800: split it";
        check(rule, &[("tests/it/a.rs", &"a();\n".repeat(801))], &[message]);
    }

    #[test]
    fn a_stranger_at_the_root_is_found() {
        let message = "notes.txt:1: does not belong at the root; see tests/it/tidy/shape.rs";
        check(the_root_holds_only_what_earned_its_place, &[("notes.txt", ""), ("src", "")], &[message]);
    }
}
