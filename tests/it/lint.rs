//! `karat lint` as people run it: each rule by a case that fires and one that does not, fixes, levels, and git.

#![expect(clippy::disallowed_methods, reason = "these tests read what was mended, and start git")]

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use karat::problem::catalogue::page::{PAGE_WIDTH, index, page};
use karat::problem::catalogue::rules;

use crate::command::{Folder, Said, repository};

mod cases;
mod fixes;
mod git;
mod mutations;
mod shown;

/// The gold file of [`Folder::corpus`].
const GOLD: &str = "gold/flood.yaml";

/// Returns the findings of a run, one a line: `level rule file:line:column: message -> help`.
fn findings(said: &Said) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for line in said.stdout.lines() {
        let is_title = ["error[", "warning[", "info["].iter().any(|level| line.starts_with(level));
        if is_title {
            found.push(line.replacen('[', " ", 1).replacen("]:", "", 1));
        } else if let (Some((_, help)), Some(last)) = (line.split_once("= help: "), found.last_mut()) {
            last.push_str(&format!(" -> {help}"));
        }
    }
    found
}

/// Returns the findings of one rule in a folder.
fn of_rule(folder: &Folder, rule: &str) -> Vec<String> {
    let found = findings(&folder.karat(&["lint"]));
    found.into_iter().filter(|line| line.split(' ').nth(1) == Some(rule)).collect()
}

/// Returns a file of a folder.
fn read(folder: &Folder, name: &str) -> String {
    std::fs::read_to_string(folder.path().join(name)).unwrap()
}

/// The ids of rules that stand in the library's and the command's code, as they are written there: `"E8"`.
fn rules_in_code() -> BTreeSet<String> {
    let mut ids = BTreeSet::new();
    let mut folders = vec![repository().join("src")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap().flatten() {
            let path = entry.path();
            let name = path.to_string_lossy().into_owned();
            if path.is_dir() {
                folders.push(path);
            } else if name.ends_with(".rs") && !name.contains("/problem/catalogue") && !name.contains("tests")
            {
                ids.extend(quoted_ids(&std::fs::read_to_string(&path).unwrap()));
            }
        }
    }
    ids
}

fn quoted_ids(code: &str) -> Vec<String> {
    let is_id = |word: &&str| {
        let (letter, number) = word.split_at_checked(1).unwrap_or_default();
        letter.bytes().all(|byte| b"ACEFKPRVY".contains(&byte))
            && (1..=2).contains(&number.len())
            && number.bytes().all(|byte| byte.is_ascii_digit())
    };
    let above_tests = code.split("#[cfg(test)]").next().unwrap_or_default();
    above_tests.split('"').filter(is_id).map(str::to_owned).collect()
}

#[test]
fn every_rule_that_code_reports_has_a_page_and_every_page_a_rule() {
    let known: BTreeSet<String> = rules().map(|rule| rule.id.to_owned()).collect();
    assert_eq!(rules_in_code(), known);
}

#[test]
fn the_pages_of_the_repository_are_those_of_the_code() {
    let folder = repository().join("docs/lint");
    let mut pages = vec![("README.md".to_owned(), index())];
    pages.extend(rules().map(|rule| (format!("{}.md", rule.id), page(rule, PAGE_WIDTH))));
    if std::env::var_os("KARAT_WRITE_PAGES").is_some() {
        std::fs::create_dir_all(&folder).unwrap();
        pages.iter().for_each(|(name, text)| std::fs::write(folder.join(name), text).unwrap());
    }
    for (name, text) in &pages {
        let written = std::fs::read_to_string(folder.join(name)).unwrap_or_default();
        assert!(
            written == *text,
            "docs/lint/{name} is not what the code says; KARAT_WRITE_PAGES=1 cargo test --test it lint writes it"
        );
    }
    let n_files = std::fs::read_dir(&folder).unwrap().count();
    assert_eq!(n_files, pages.len(), "docs/lint holds a page for each rule, the list, and nothing else");
}

#[test]
fn a_rule_is_explained_and_a_misspelt_one_proposed() {
    let folder = Folder::new();
    let said = folder.karat(&["lint", "--explain", "e8"]);
    assert_eq!(
        (said.code, said.stdout),
        (Some(0), page(rules().find(|rule| rule.id == "E8").unwrap(), PAGE_WIDTH))
    );
    insta::assert_snapshot!("explain", folder.karat(&["lint", "--explain", "E88"]).transcript());
    let all = folder.karat(&["lint", "--explain"]).stdout;
    assert!(rules().all(|rule| all.contains(rule.title)), "{all}");
    let said = folder.karat(&["lint", "--explain", "E8", "--fix"]);
    assert_eq!(said.code, Some(2), "{}", said.stderr);
}

#[test]
fn findings_are_counted_and_the_next_step_is_told_once() {
    let folder = Folder::corpus();
    folder.replace(GOLD, "during: 2021-05-03", "during: 03/05/2021");
    folder.replace(GOLD, "reason: the twelve were killed", "note: x");
    insta::assert_snapshot!("lint", folder.karat(&["lint"]).transcript());
    insta::assert_snapshot!("lint-json", folder.karat(&["lint", "--format", "json"]).transcript());
}

#[test]
fn levels_of_karat_yaml_hold_and_what_cannot_be_scored_stays_an_error() {
    let folder = Folder::corpus();
    folder.replace(GOLD, "status: labelled", "status: draft");
    folder.replace(GOLD, "    said_by: prefecture\n", "    said_by: préfectur\n");
    folder.replace(GOLD, "during: 2021-05-03", "during: yesterday");
    let levels = |folder: &Folder| {
        let found = findings(&folder.karat(&["lint"]));
        found.iter().map(|line| line.split(' ').take(2).collect::<Vec<_>>().join(" ")).collect::<Vec<_>>()
    };
    assert_eq!(levels(&folder), ["info R1", "error V1", "error V9"]);
    folder.write("karat.yaml", "karat: 1\nlint: {R1: error, V1: off, V9: warn}\n");
    assert_eq!(levels(&folder), ["error R1", "error V1", "warning V9"]);
    folder.write("karat.yaml", "karat: 1\nlint: {R1: off, V9: off}\n");
    assert_eq!(levels(&folder), ["error V1"]);
    folder.write("karat.yaml", "karat: 1\nlint: {Y1: off, V99: off}\n");
    insta::assert_snapshot!("levels", folder.karat(&["lint"]).transcript());
}

/// Runs git in a folder, as somebody on a given day.
fn git(folder: &Path, day: &str, arguments: &[&str]) {
    let mut command = Command::new("git");
    command.current_dir(folder).args([
        "-c",
        "user.name=a",
        "-c",
        "user.email=a@example",
        "-c",
        "commit.gpgsign=false",
    ]);
    command.args(arguments).env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_SYSTEM", "/dev/null");
    for name in ["GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"] {
        command.env(name, format!("{day}T12:00:00+00:00"));
    }
    for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"] {
        command.env_remove(name);
    }
    let output = command.output().expect("git is installed where tests run");
    assert!(output.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
}
