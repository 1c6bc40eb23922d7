//! A newcomer's first two minutes: `karat init`, a first table, and then an article of their own.

#![expect(clippy::disallowed_methods, reason = "tests of the command make files")]

use serde_json::Value as Json;

use crate::command::{Folder, Said};

/// Runs commands one after the other, and keeps what they said.
fn transcript(folder: &Folder, commands: &[&[&str]]) -> String {
    let say = |arguments: &&[&str]| {
        format!("$ karat {}\n{}", arguments.join(" "), folder.karat(arguments).transcript())
    };
    commands.iter().map(say).collect::<Vec<_>>().join("\n")
}

fn well(said: Said) -> Said {
    assert_eq!(said.code, Some(0), "{}", said.transcript());
    said
}

#[test]
fn a_new_folder_is_scored_and_linted_at_once() {
    let folder = Folder::new();
    let commands: [&[&str]; 4] =
        [&["init"], &["lint"], &["score"], &["explain", "harbour-storm/road-reopens"]];
    insta::assert_snapshot!(transcript(&folder, &commands));
}

#[test]
fn the_labels_of_the_example_are_right() {
    let folder = Folder::new();
    well(folder.karat(&["init"]));
    let said = well(folder.karat(&["score", "gold", "none", "--format", "json"]));
    let report: Json = serde_json::from_str(&said.stdout).unwrap();
    let f1 = |index: usize| report["extractors"][index]["exhaustive"]["graded"]["micro"]["f1"].as_f64();
    assert_eq!([f1(0), f1(1)], [Some(1.0), Some(0.0)]);
}

/// What the README tells a newcomer to write.
const OWN_ARTICLE: &str = "\
Deux blessés à Saint-Orly

Deux cyclistes ont été blessés samedi à Saint-Orly, selon les pompiers.
";
const OWN_GOLD: &str = "\
karat: 1
article: {language: fr, published: 2024-06-10}
coverage: {exhaustive: [casualties]}
status: labelled
facts:
  cyclists-wounded:
    casualties: {count: 2, effect: wounded, during: 2024-06-08}
    said_by: les pompiers
    quote: Deux cyclistes ont été blessés
";

#[test]
fn an_article_of_ones_own_is_scored_with_ten_lines_of_labels() {
    let folder = Folder::new();
    well(folder.karat(&["init"]));
    folder.write("seeds/saint-orly.txt", OWN_ARTICLE);
    let before = well(folder.karat(&["score"]));
    assert!(before.stdout.starts_with("rules · 1 article "), "an article without labels is left out");
    folder.write("gold/saint-orly.yaml", OWN_GOLD);
    let commands: [&[&str]; 3] =
        [&["lint"], &["score", "--only", "saint-orly"], &["explain", "saint-orly/cyclists-wounded"]];
    insta::assert_snapshot!(transcript(&folder, &commands));
    let after = well(folder.karat(&["score"]));
    assert!(after.stdout.starts_with("rules · 2 articles "), "{}", after.stdout);
}

#[test]
fn nothing_that_is_there_is_overwritten() {
    let folder = Folder::new();
    well(folder.karat(&["init"]));
    folder.write("karat.yaml", "karat: 1\n");
    folder.write(".gitignore", "*.log\n");
    folder.remove("extract.py");
    let before = folder.files();
    let said = well(folder.karat(&["init"]));
    insta::assert_snapshot!(said.transcript());
    let after = folder.files();
    assert_eq!(after.len(), before.len() + 1);
    assert!(before.iter().all(|file| after.contains(file)), "what was there is the same");
}

#[test]
fn beside_a_corpus_only_the_settings_are_written() {
    let folder = Folder::corpus();
    let said = well(folder.karat(&["init", "."]));
    insta::assert_snapshot!(said.transcript());
    assert!(well(folder.karat(&["lint"])).stderr.contains("nothing to report"));
}

#[test]
fn a_folder_that_cannot_be_made_is_named() {
    let folder = Folder::new();
    folder.write("taken", "");
    let said = folder.karat(&["init", "taken/here"]);
    assert_eq!((said.code, &*said.stdout), (Some(2), ""), "{}", said.transcript());
    assert!(said.stderr.starts_with("karat: cannot make taken/here: "), "{}", said.stderr);
    assert!(
        said.stderr.ends_with("help: name a folder that can be written: karat init DIR\n"),
        "{}",
        said.stderr
    );
}

#[test]
fn another_folder_is_made_with_all_that_lead_to_it() {
    let folder = Folder::new();
    let said = well(folder.karat(&["init", "a/my corpus"]));
    assert!(said.stdout.contains("wrote  a/my corpus/gold/schema.yaml\n"), "{}", said.stdout);
    assert!(said.stdout.contains("\nnext: cd 'a/my corpus'\n"), "{}", said.stdout);
    assert!(folder.path().join("a/my corpus/.gitattributes").is_file());
}

#[test]
fn the_example_in_the_comments_is_an_extractor() {
    let folder = Folder::new();
    well(folder.karat(&["init"]));
    let text = std::fs::read_to_string(folder.path().join("karat.yaml")).unwrap();
    let (project, problems) = karat::project::Project::decode("karat.yaml", &text.replace("\n  # ", "\n  "));
    assert_eq!(problems, []);
    let names: Vec<String> = project.unwrap().extractors.into_iter().map(|spec| spec.name).collect();
    assert_eq!(names, ["rules", "example"]);
}
