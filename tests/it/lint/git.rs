//! What lint knows from git: changed files, renamed facts, facts that changed after a review.

use crate::command::Folder;
use crate::lint::{GOLD, findings, git, of_rule};

/// Makes a repository of the corpus that lints clean, with one commit.
fn committed() -> Folder {
    let folder = Folder::corpus();
    std::fs::remove_dir_all(folder.path().join(".git")).unwrap();
    git(folder.path(), "2021-05-07", &["init", "-q"]);
    commit(&folder, "2021-05-07");
    folder
}

fn commit(folder: &Folder, day: &str) {
    git(folder.path(), day, &["add", "-A"]);
    git(folder.path(), day, &["commit", "-q", "-m", "labels"]);
}

fn changed(folder: &Folder) -> Vec<String> {
    findings(&folder.karat(&["lint", "--changed"]))
}

#[test]
fn only_changed_files_are_shown() {
    let folder = committed();
    folder.replace(GOLD, "count: at least 12\n", "count: 12\n");
    folder.write("gold/été.yaml", "karat: 2\n");
    folder.write("seeds/été.txt", "Il a plu.\n");
    let found = changed(&folder);
    assert!(found.iter().any(|line| line.contains("E8 gold/flood.yaml")), "{found:?}");
    assert!(found.iter().any(|line| line.contains("gold/été.yaml")), "{found:?}");
    git(folder.path(), "2021-05-08", &["add", "gold/flood.yaml"]);
    assert_eq!(changed(&folder), found, "staged or not");
    git(folder.path(), "2021-05-08", &["commit", "-q", "-m", "labels"]);
    let found = changed(&folder);
    assert!(!found.is_empty() && found.iter().all(|line| line.contains("gold/été.yaml")), "{found:?}");
    commit(&folder, "2021-05-08");
    assert_eq!(
        changed(&folder),
        ["error Y2 gold/été.yaml:1:8: karat 2 is not known to this version of karat"]
    );
}

#[test]
fn changes_are_found_from_a_folder_below_and_before_the_first_commit() {
    let folder = Folder::corpus();
    std::fs::remove_dir_all(folder.path().join(".git")).unwrap();
    git(folder.path(), "2021-05-07", &["init", "-q"]);
    folder.write("karat.yaml", "karat: 1\n");
    folder.replace(GOLD, "count: at least 12\n", "count: 12\n");
    assert_eq!(changed(&folder).len(), 1);
    let below = crate::command::karat_in(&folder.path().join("gold"), &["lint", "--changed"]);
    assert_eq!(findings(&below).len(), 1, "{}", below.stdout);
}

#[test]
fn without_a_repository_changes_are_unknown() {
    insta::assert_snapshot!("no-repository", Folder::corpus().karat(&["lint", "--changed"]).transcript());
}

#[test]
fn a_renamed_fact_is_told_until_it_is_committed() {
    let folder = committed();
    folder.replace(GOLD, "dam-opens:", "dam-reopens:");
    let help = "keep \"dam-opens\" unless the new id is worth it; a commit ends this warning";
    let expected = format!(
        "warning F6 gold/flood.yaml:21:3: \"dam-reopens\" seems to be \"dam-opens\" renamed since HEAD: snapshots will \
         show one fact gone and one new -> {help}"
    );
    assert_eq!(of_rule(&folder, "F6"), [expected]);
    commit(&folder, "2021-05-08");
    assert_eq!(of_rule(&folder, "F6"), Vec::<String>::new());
}

#[test]
fn facts_that_changed_after_a_review_are_counted() {
    let folder = committed();
    folder.replace(GOLD, "status: labelled", "status: reviewed");
    folder.replace(GOLD, "at: 2021-05-07}]", "at: 2021-05-07}, {by: other, role: reviewer, at: 2021-05-08}]");
    commit(&folder, "2021-05-08");
    assert_eq!(of_rule(&folder, "R1"), Vec::<String>::new());
    folder.replace(GOLD, "count: at least 12\n", "count: more than 11\n");
    let expected = "warning R1 gold/flood.yaml:9:9: 1 fact changed after the review of 2021-05-08 -> have them reviewed \
                    again and write the new day, or set status: labelled: dead-of-the-flood";
    assert_eq!(of_rule(&folder, "R1"), [expected]);
    commit(&folder, "2021-05-10");
    assert_eq!(of_rule(&folder, "R1"), [expected]);
    folder.replace(GOLD, "at: 2021-05-08}]", "at: 2021-05-11}]");
    assert_eq!(of_rule(&folder, "R1"), Vec::<String>::new());
}

#[test]
fn a_repository_that_git_cannot_read_is_a_remark() {
    let folder = committed();
    folder.write(".git/HEAD", "nonsense");
    let found = of_rule(&folder, "F6");
    assert!(
        found.len() == 1 && found[0].starts_with("info F6 gold: git was asked in vain: git says: "),
        "{found:?}"
    );
    let said = folder.karat(&["lint", "--changed"]);
    assert_eq!(said.code, Some(2), "{}", said.stderr);
}
