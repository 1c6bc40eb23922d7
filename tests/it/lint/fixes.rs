//! Each fix leaves a file about which its rule has nothing more to say, and touches nothing else.

use crate::command::Folder;
use crate::lint::cases::{CASES, Edit, corpus};
use crate::lint::{GOLD, findings, read};
use karat::problem::catalogue::rules;

/// Rules whose findings have a fix, and which cases have one: the others need a person.
fn fixable() -> Vec<&'static str> {
    rules().filter(|rule| rule.is_fixable).map(|rule| rule.id).collect()
}

/// Mends a changed corpus and returns what is left, and the gold file.
fn mended(edits: &[Edit]) -> (Folder, Vec<String>) {
    let folder = corpus(edits);
    let left = findings(&folder.karat(&["lint", "--fix"]));
    (folder, left)
}

#[test]
fn each_fix_leaves_nothing_for_its_rule() {
    let mut wrong = Vec::new();
    for rule in fixable() {
        let case = CASES.iter().find(|case| case.rule == rule).expect("each rule has a case");
        let (folder, left) = mended(case.speaks);
        let said = folder.karat(&["lint", "--fix"]);
        let is_left = |line: &&String| line.split(' ').nth(1) == Some(rule);
        if left.iter().any(|line| is_left(&line)) || said.stdout.contains("mended[") {
            wrong.push(format!("{rule}: {left:?}, then {}", said.transcript()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Replaces text in the gold file, mends it, and compares the lines that hold a part of it with what is expected.
fn check(from: &'static str, to: &'static str, part: &str, expected: &[&str]) {
    let (folder, _) = mended(&[Edit::Gold(from, to)]);
    let text = read(&folder, GOLD);
    let lines: Vec<&str> = text.lines().filter(|line| line.contains(part)).map(str::trim).collect();
    assert_eq!(lines, expected, "{text}");
}

const QUOTE: &str = "quote: 9h00, heure de Moscou, le 5 mai 2021";
const STARTS: &str = "starts: 2021-05-05T09:00+03:00[Europe/Moscow]";

#[test]
fn a_text_with_a_colon_is_put_in_quotes() {
    check(
        "reason: the twelve were killed",
        "reason: the twelve : killed",
        "the twelve",
        &["reason: 'the twelve : killed'"],
    );
    check(
        QUOTE,
        "evidence:\n      - 9h00, heure de Moscou, le 5 mai 2021\n    note: a : b",
        "note",
        &["note: 'a : b'"],
    );
}

#[test]
fn values_with_a_zone_leave_their_brackets() {
    check(
        STARTS,
        "starts:\n        any_of: [2021-05-05T09:00+03:00[Europe/Moscow], 2021-05-05]",
        "- 2021",
        &["- 2021-05-05T09:00+03:00[Europe/Moscow]", "- 2021-05-05"],
    );
}

#[test]
fn dates_and_numbers_are_written_as_karat_does() {
    check("during: 2021-05-03", "during: 03/05/2021", "during", &["during: 2021-05-03"]);
    check("count: at least 12\n", "count: au moins douze\n", "count: at", &["count: at least 12"]);
}

#[test]
fn an_ambiguous_date_is_left() {
    let (folder, left) =
        mended(&[Edit::Gold("language: fr", "language: en"), Edit::Gold("2021-05-03", "03/05/2021")]);
    assert!(left.iter().any(|line| line.starts_with("error V1")), "{left:?}");
    assert!(read(&folder, GOLD).contains("during: 03/05/2021"));
}

#[test]
fn an_article_is_written_as_all_tools_count_it() {
    let folder = Folder::corpus();
    let text = read(&folder, "seeds/flood.txt");
    folder
        .write("seeds/flood.txt", format!("\u{feff}{}", text.replace('é', "e\u{301}").replace('\n', "\r\n")));
    let said = folder.karat(&["lint", "--fix"]);
    assert_eq!((read(&folder, "seeds/flood.txt"), said.code), (text, Some(0)), "{}", said.stdout);
}

#[test]
fn what_was_mended_is_told_and_what_is_left_is_shown() {
    let spoilt = || {
        corpus(&[
            Edit::Gold("during: 2021-05-03", "during: 03/05/2021"),
            Edit::Gold("    reason: the twelve were killed\n", ""),
        ])
    };
    insta::assert_snapshot!("fix", spoilt().karat(&["lint", "--fix"]).transcript());
    insta::assert_snapshot!("fix-json", spoilt().karat(&["lint", "--fix", "--format", "json"]).transcript());
}

#[test]
fn nothing_to_mend_writes_nothing() {
    let folder = Folder::corpus();
    let before = folder.files();
    let said = folder.karat(&["lint", "--fix"]);
    assert_eq!((folder.files() == before, said.code), (true, Some(0)), "{}", said.stdout);
    assert_eq!(said.stderr, "mended nothing\nchecked 1 article with 2 facts: nothing to report\n");
}

#[cfg(unix)]
#[test]
fn a_file_that_cannot_be_written_hides_nothing_of_what_was_mended() {
    use std::os::unix::fs::PermissionsExt;
    let folder = corpus(&[Edit::Gold("during: 2021-05-03", "during: 03/05/2021")]);
    folder.copy("gold/flood.yaml", "gold/flood-2.yaml");
    folder.copy("seeds/flood.txt", "seeds/flood-2.txt");
    let protected = folder.path().join("gold/flood-2.yaml");
    std::fs::set_permissions(&protected, std::fs::Permissions::from_mode(0o444)).unwrap();
    let said = folder.karat(&["lint", "--fix"]);
    assert_eq!(said.code, Some(2), "{}", said.transcript());
    assert!(said.stdout.contains("mended[V1]: gold/flood.yaml:"), "{}", said.stdout);
    assert!(said.stdout.contains("gold/flood-2.yaml:"), "what is left is shown: {}", said.stdout);
    let message = "karat: cannot write gold/flood-2.yaml: it is write-protected (chmod u+w lets karat change it)\nhelp: ";
    assert!(said.stderr.contains(message), "{}", said.stderr);
    assert!(read(&folder, "gold/flood-2.yaml").contains("03/05/2021"));
}
