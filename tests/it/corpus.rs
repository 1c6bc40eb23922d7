//! `karat corpus` and the rules of lint about a whole corpus, through the real binary.

use serde_json::Value;

use crate::command::{Folder, karat_at_width, repository};

/// Asserts that a run says all of these on standard output, and how it ends.
fn check(folder: &Folder, arguments: &[&str], expected: &[&str], code: i32) {
    let said = folder.karat(arguments);
    for words in expected {
        assert!(said.stdout.contains(words), "{words:?} is not in\n{}", said.transcript());
    }
    assert_eq!(said.code, Some(code), "{}", said.transcript());
}

fn json(folder: &Folder, arguments: &[&str]) -> Value {
    let said = folder.karat(&[&["corpus", "--format", "json"], arguments].concat());
    serde_json::from_str(&said.stdout).unwrap_or_else(|error| panic!("{error}: {}", said.transcript()))
}

const STORY: &str = "Le pont du Nord a cédé dans la nuit sous le poids de la crue, et trois familles ont été \
                     relogées dans la salle des fêtes du bourg voisin.\n";

/// A corpus with a labelled article in one split, a near-duplicate of it in another, drafts, and two that wait.
fn mixed() -> Folder {
    let folder = Folder::corpus();
    folder.replace(
        "gold/flood.yaml",
        "status: labelled",
        "status: labelled\nsplit: dev\ncluster: flood-of-2021",
    );
    folder.replace(
        "gold/flood.yaml",
        "    said_by: prefecture",
        "    needs: [number-word]\n    said_by: prefecture",
    );
    folder.write("seeds/bridge.txt", STORY);
    folder.write("seeds/again.txt", format!("{STORY}Le maire remercie les pompiers.\n"));
    folder.write("seeds/new.txt", "Rien à voir avec le reste : la foire ouvre samedi.\n");
    folder.write(
        "gold/bridge.yaml",
        "karat: 1\narticle: {language: fr, published: 2021-05-06}\ncoverage: {exhaustive: none}\nstatus: draft\n\
         split: test\nfacts:\n  maybe:\n    opening: {what: dam}\n    quote: Le pont du Nord\n    draft: true\n    \
         by: rules\n",
    );
    folder
}

#[test]
fn a_small_corpus_reads_well() {
    insta::assert_snapshot!(mixed().karat(&["corpus"]).transcript());
}

#[test]
fn a_small_corpus_as_json_has_every_field() {
    insta::assert_snapshot!(mixed().karat(&["corpus", "--format", "json"]).transcript());
}

#[test]
fn drafts_are_counted_apart() {
    let census = json(&mixed(), &[]);
    assert_eq!(census["articles"], 2);
    assert_eq!(census["overall"]["facts"], 2);
    assert_eq!(census["pending"]["draft_articles"], 1);
    assert_eq!(census["pending"]["unconfirmed"], 1);
}

#[test]
fn what_waits_is_sorted_by_what_it_adds() {
    let census = json(&mixed(), &[]);
    let queue: Vec<&str> =
        census["queue"].as_array().unwrap().iter().filter_map(|queued| queued["article"].as_str()).collect();
    assert_eq!(queue, ["new", "again"]);
    assert_eq!(census["queue"][1]["like"]["article"], "bridge");
}

#[test]
fn near_duplicates_across_splits_are_told_by_both_commands() {
    let folder = mixed();
    folder.write("seeds/copy.txt", STORY);
    folder.write(
        "gold/copy.yaml",
        "karat: 1\narticle: {language: fr, published: 2021-05-06}\ncoverage: {exhaustive: none}\nstatus: labelled\n\
         split: dev\nfacts: {}\n",
    );
    let message = "gold/copy.yaml:5:8: bridge and copy share 100 % of their text but are in different splits";
    check(&folder, &["lint"], &[message, "give both the same split:"], 1);
    check(&folder, &["corpus"], &["bridge           copy     100 %  in different splits"], 0);
    folder.replace("gold/copy.yaml", "split: dev", "split: test");
    let said = folder.karat(&["lint"]);
    assert!(!said.stdout.contains("A6"), "{}", said.transcript());
}

#[test]
fn a_body_pasted_twice_is_shown_at_its_place_in_the_article() {
    let folder = Folder::corpus();
    folder.write("seeds/twice.txt", format!("{STORY}\n{STORY}"));
    folder.write(
        "gold/twice.yaml",
        "karat: 1\narticle: {language: fr, published: 2021-05-06}\ncoverage: {exhaustive: none}\nstatus: draft\n",
    );
    let message =
        "warning[A5]: seeds/twice.txt:3:1: 1 of 2 paragraphs appears twice; quotes will match two places";
    check(&folder, &["lint"], &[message], 0);
}

#[test]
fn only_what_is_named_is_counted() {
    let folder = mixed();
    assert_eq!(json(&folder, &["--only", "flo"])["queue"].as_array().map(Vec::len), Some(0));
    assert_eq!(json(&folder, &["--only", "*w"])["articles"], 0);
    let said = folder.karat(&["corpus", "--only", "none"]);
    assert_eq!((said.code, said.stdout.as_str()), (Some(5), ""));
    assert_eq!(
        said.stderr,
        "karat: no article is selected\nhelp: --only takes a pattern such as '002*', or the start of a name\n"
    );
}

#[test]
fn an_empty_corpus_is_told_what_to_do() {
    let folder = Folder::corpus();
    folder.remove("gold/flood.yaml");
    folder.remove("seeds/flood.txt");
    let said = folder.karat(&["corpus"]);
    assert_eq!(said.code, Some(5), "{}", said.transcript());
    assert_eq!(
        said.stderr,
        "karat: no article is selected\nhelp: put articles into seeds and their gold into gold\n"
    );
}

#[test]
fn a_broken_file_does_not_hide_the_others() {
    let folder = mixed();
    folder.write("gold/new.yaml", "karat: 1\nfacts: [\n");
    let said = folder.karat(&["corpus"]);
    assert_eq!(said.code, Some(2), "{}", said.transcript());
    assert!(said.stdout.contains("2 facts (2 required)"), "{}", said.transcript());
    assert!(said.stderr.contains("gold/new.yaml:") && said.stderr.contains("karat lint"), "{}", said.stderr);
}

#[test]
fn without_a_schema_nothing_is_counted() {
    let folder = mixed();
    folder.remove("gold/schema.yaml");
    let said = folder.karat(&["corpus"]);
    assert_eq!((said.code, said.stdout.as_str()), (Some(2), ""), "{}", said.transcript());
    assert!(said.stderr.contains("gold/schema.yaml"), "{}", said.stderr);
}

#[test]
fn no_line_is_wider_than_the_terminal() {
    let folder = mixed();
    for folder in [folder.path(), repository()] {
        for width in [70, 80, 110, 160] {
            let said = karat_at_width(folder, &["corpus"], width);
            let longest = said.stdout.lines().map(|line| line.chars().count()).max();
            assert!(
                longest.is_some_and(|longest| longest <= width),
                "{longest:?} at {width}:\n{}",
                said.stdout
            );
        }
    }
}
