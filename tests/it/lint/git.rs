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

/// Changes a corpus and returns the errors that are shown of it: `rule file`.
fn errors_after(change: &dyn Fn(&Folder)) -> Vec<String> {
    let folder = committed();
    folder.copy("gold/flood.yaml", "gold/other.yaml");
    folder.replace("gold/other.yaml", "effect: killed\n", "effect: kiled\n");
    folder.copy("seeds/flood.txt", "seeds/other.txt");
    folder.write("karat.yaml", "karat: 1\n");
    commit(&folder, "2021-05-08");
    assert_eq!(changed(&folder), Vec::<String>::new());
    change(&folder);
    let said = folder.karat(&["lint", "--changed"]);
    let found = findings(&said);
    let errors = found.iter().filter_map(|line| line.strip_prefix("error "));
    let errors: Vec<String> =
        errors.map(|line| line.split(':').next().unwrap_or_default().to_owned()).collect();
    assert_eq!(said.code, Some(i32::from(!errors.is_empty())), "{}", said.stderr);
    errors
}

#[test]
fn gold_changes_when_its_article_does() {
    let found = errors_after(&|folder| folder.replace("seeds/flood.txt", "douze", "quatorze"));
    assert!(found.contains(&"A2 gold/flood.yaml".to_owned()), "{found:?}");
    assert!(found.contains(&"E1 gold/flood.yaml".to_owned()), "{found:?}");
    assert!(found.iter().all(|line| line.ends_with("flood.yaml")), "{found:?}");
    assert_eq!(errors_after(&|folder| folder.remove("seeds/flood.txt")), ["A1 gold/flood.yaml"]);
}

#[test]
fn all_gold_changes_with_what_it_is_read_with() {
    let of_all = ["Y2 gold/other.yaml"];
    assert_eq!(errors_after(&|folder| folder.replace("karat.yaml", "1\n", "1 # one\n")), of_all);
    let append = |name: &str, folder: &Folder| folder.write(name, folder.read(name) + "# more\n");
    assert_eq!(errors_after(&|folder| append("gold/entities.yaml", folder)), of_all);
    assert_eq!(errors_after(&|folder| append("gold/schema.yaml", folder)), of_all);
    assert_eq!(errors_after(&|folder| folder.write("notes.txt", "")), Vec::<String>::new());
}

#[test]
fn gold_that_git_ignores_is_shown_and_told() {
    let folder = committed();
    git(folder.path(), "2021-05-08", &["rm", "-q", "-r", "--cached", "gold"]);
    folder.write(".gitignore", "/gold/\n");
    commit(&folder, "2021-05-08");
    folder.replace(GOLD, "count: at least 12\n", "count: 12\n");
    let said = folder.karat(&["lint", "--changed"]);
    assert_eq!(findings(&said).len(), 1, "{}", said.stdout);
    assert!(
        said.stderr.contains("shown is what git says changed, and 1 gold file that git ignores"),
        "{}",
        said.stderr
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
fn a_fact_that_is_renamed_and_corrected_is_told() {
    let folder = committed();
    folder.replace(GOLD, "dead-of-the-flood:", "dead:");
    folder.replace(GOLD, "      during: 2021-05-03\n", "      during: 2021-05\n");
    let found = of_rule(&folder, "F6");
    assert!(
        found.len() == 1 && found[0].contains("\"dead\" seems to be \"dead-of-the-flood\" renamed"),
        "{found:?}"
    );
    folder.replace(GOLD, "tué au moins douze personnes le 3 mai 2021", "tué au moins douze personnes");
    assert_eq!(of_rule(&folder, "F6"), Vec::<String>::new(), "other words");
}

#[test]
fn a_base_shows_what_was_committed_since() {
    let folder = committed();
    git(folder.path(), "2021-05-07", &["tag", "start"]);
    folder.copy("gold/flood.yaml", "gold/other.yaml");
    folder.replace("gold/other.yaml", "effect: killed\n", "effect: kiled\n");
    folder.copy("seeds/flood.txt", "seeds/other.txt");
    folder.replace(GOLD, "dam-opens:", "dam-reopens:");
    commit(&folder, "2021-05-08");
    assert_eq!(changed(&folder), Vec::<String>::new(), "all is committed");
    let said = folder.karat(&["lint", "--changed=start"]);
    let found = findings(&said);
    assert!(found.iter().any(|line| line.contains("gold/other.yaml")), "{found:?}");
    let renamed = found.iter().find(|line| line.contains(" F6 ")).unwrap();
    assert!(renamed.contains("renamed since start:") && !renamed.contains("a commit ends"), "{renamed}");
    assert!(said.stderr.contains("shown is what git says changed since start:"), "{}", said.stderr);
    let said = folder.karat(&["lint", "--changed=origin/main"]);
    assert_eq!(said.code, Some(2), "{}", said.stderr);
    insta::assert_snapshot!("unknown-base", said.transcript());
}

#[test]
fn what_a_tool_proposed_is_no_renamed_fact() {
    let folder = committed();
    folder.replace(GOLD, "dam-opens:", "dam-reopens:");
    folder.replace(GOLD, "dam-reopens:\n", "dam-reopens:\n    draft: true\n");
    folder.replace(GOLD, "    quote: 9h00", "    by: rules\n    quote: 9h00");
    assert_eq!(of_rule(&folder, "R1").len(), 1, "it is a proposal");
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
