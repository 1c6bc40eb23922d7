//! What of its findings lint shows: named articles and files, levels, and what fails.

use crate::command::{Folder, Said, karat_in};
use crate::lint::{GOLD, findings};

/// Makes a corpus of two articles with an error in one and a warning in the other.
fn corpus() -> Folder {
    let folder = Folder::corpus();
    folder.copy("gold/flood.yaml", "gold/other.yaml");
    folder.copy("seeds/flood.txt", "seeds/other.txt");
    folder.replace("gold/other.yaml", "effect: killed\n", "effect: kiled\n");
    folder.replace(GOLD, "count: at least 12\n", "count: 12\n");
    folder
}

/// Returns the files of findings and the exit code.
fn files(said: &Said) -> (Vec<String>, Option<i32>) {
    let file =
        |line: &String| line.split(' ').nth(2).and_then(|place| place.split(':').next()).map(str::to_owned);
    let mut files: Vec<String> = findings(said).iter().filter_map(file).collect();
    files.dedup();
    (files, said.code)
}

#[test]
fn named_articles_and_files_alone_are_shown_and_decide_the_exit_code() {
    let folder = corpus();
    let other = (vec!["gold/other.yaml".to_owned()], Some(1));
    let absolute = folder.path().join("gold/other.yaml");
    for name in [
        "oth",
        "other",
        "gold/other.yaml",
        "./gold/other.yaml",
        "seeds/other.txt",
        absolute.to_str().unwrap(),
    ] {
        assert_eq!(files(&folder.karat(&["lint", name])), other, "{name}");
    }
    let (shown, code) = files(&folder.karat(&["lint", "flood"]));
    assert_eq!((shown, code), (vec![GOLD.to_owned()], Some(0)));
    assert_eq!(files(&folder.karat(&["lint", "gold/schema.yaml"])), (Vec::new(), Some(0)));
    let below = karat_in(
        &folder.path().join("gold"),
        &["lint", "flood.yaml", "--gold", ".", "--articles", "../seeds"],
    );
    assert_eq!(below.code, Some(0), "{}", below.stdout);
}

#[test]
fn what_is_neither_article_nor_file_is_an_error() {
    let folder = corpus();
    folder.write("notes.md", "x");
    let said = |name: &str| folder.karat(&["lint", name]).stderr;
    assert_eq!(
        said("gold/othr.yaml"),
        "karat: gold/othr.yaml does not exist\nhelp: did you mean gold/other.yaml?\n"
    );
    assert_eq!(
        said("othr"),
        "karat: no article with gold starts with \"othr\"\nhelp: did you mean \"other\"?\n"
    );
    assert!(
        said("notes.md").starts_with("karat: notes.md is no file of this corpus\nhelp: "),
        "{}",
        said("notes.md")
    );
}

#[test]
fn a_level_hides_what_is_less_grave_and_strict_fails_for_warnings() {
    let folder = corpus();
    let shown = |arguments: &[&str]| {
        let said = folder.karat(arguments);
        let levels: Vec<String> =
            findings(&said).iter().filter_map(|line| line.split(' ').next()).map(str::to_owned).collect();
        (levels.contains(&"warning".to_owned()), levels.contains(&"error".to_owned()), said.code)
    };
    assert_eq!(shown(&["lint"]), (true, true, Some(1)));
    assert_eq!(shown(&["lint", "--level", "error"]), (false, true, Some(1)));
    assert_eq!(shown(&["lint", "--level", "warning", "flood"]), (true, false, Some(0)));
    assert_eq!(shown(&["lint", "flood", "--strict"]), (true, false, Some(1)));
    assert_eq!(
        shown(&["lint", "flood", "--strict", "--level", "error"]),
        (false, false, Some(1)),
        "hidden, not gone"
    );
}

#[test]
fn a_folder_that_is_no_project_is_told_how_to_become_one() {
    let folder = Folder::new();
    let told = "karat: no karat.yaml was found here or above, and no folder gold\nhelp: karat init makes a first corpus\n";
    for command in ["lint", "fmt", "corpus", "schema"] {
        let said = folder.karat(&[command]);
        assert_eq!(said.stderr.matches(told).count(), 1, "{command}: {}", said.stderr);
    }
}
