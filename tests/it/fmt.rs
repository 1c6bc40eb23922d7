//! `karat fmt`: what it writes, shows and refuses, through the real command.

use crate::command::{Folder, Said, karat_at_width};

/// A corpus whose gold is in no canonical form: order of facts and fields, spelling, blank lines.
fn untidy() -> Folder {
    let folder = Folder::corpus();
    let facts = "facts:\n\n\n  # opens\n  dam-opens:\n    quote: 9h00, heure de Moscou, le 5 mai 2021\n    opening:\n      what: le barrage du Nord   # \
                 the dam\n      starts: 2021-05-05T09:00+03:00[Europe/Moscow]\n  dead-of-the-flood:\n    casualties:\n      count: \
                 au moins 12\n      effect: killed\n      during: 03/05/2021\n    said_by: prefecture\n    quote: tué au \
                 moins douze personnes le 3 mai 2021   \n";
    let gold = folder.read("gold/flood.yaml");
    let start = gold.find("facts:").expect("the gold has facts");
    let end = gold.find("distractors:").expect("the gold has distractors");
    let head = gold.get(..start).expect("a boundary");
    let tail = gold.get(end..).expect("a boundary");
    folder.write("gold/flood.yaml", format!("{head}{facts}\n{tail}"));
    folder
}

fn check(name: &str, said: &Said) {
    insta::with_settings!({snapshot_path => "snapshots", prepend_module_to_snapshot => true}, {
        insta::assert_snapshot!(name, said.transcript());
    });
}

#[test]
fn what_is_not_canonical_is_shown_and_left() {
    let folder = untidy();
    let before = folder.files();
    let said = folder.karat(&["fmt", "--check"]);
    check("check", &said);
    check("check-narrow", &karat_at_width(folder.path(), &["fmt", "--check"], 60));
    check("check-json", &folder.karat(&["fmt", "--check", "--format", "json"]));
    assert_eq!(folder.files(), before, "--check writes nothing");
}

#[test]
fn a_formatted_file_is_canonical_lints_clean_and_keeps_its_comments() {
    let folder = untidy();
    check("written", &folder.karat(&["fmt"]));
    let text = folder.read("gold/flood.yaml");
    let canonical = Folder::corpus().read("gold/flood.yaml");
    let expected = canonical
        .replace("  dam-opens:", "  # opens\n  dam-opens:")
        .replace("what: dam", "what: dam   # the dam");
    assert_eq!(text, expected);
    check("again", &folder.karat(&["fmt", "flood"]));
    assert_eq!(folder.karat(&["fmt", "--check"]).code, Some(0));
    assert_eq!(folder.karat(&["lint"]).code, Some(0));
}

#[test]
fn a_file_with_errors_is_left_and_the_others_are_formatted() {
    let folder = untidy();
    folder.copy("gold/flood.yaml", "gold/broken.yaml");
    folder.copy("seeds/flood.txt", "seeds/broken.txt");
    folder.replace("gold/broken.yaml", "effect: killed\n      during", "effect: drowned\n      during");
    let before = folder.read("gold/broken.yaml");
    check("errors", &folder.karat(&["fmt"]));
    assert_eq!(folder.read("gold/broken.yaml"), before);
    assert_eq!(folder.karat(&["fmt", "--check", "flood"]).code, Some(0), "the other file was formatted");
    check("errors-named", &folder.karat(&["fmt", "gold/broken.yaml"]));
}

#[test]
fn spaces_that_nobody_sees_are_tidied_in_hand_written_schemas() {
    let folder = Folder::corpus();
    let schema = folder.read("gold/schema.yaml");
    folder.write("gold/schema.yaml", format!("\n{}\n\n", schema.replace("types:\n", "types:   \n")));
    assert_eq!(folder.karat(&["fmt", "--check", "gold/schema.yaml"]).code, Some(1));
    assert_eq!(folder.karat(&["fmt", "gold/schema.yaml"]).code, Some(0));
    assert_eq!(folder.read("gold/schema.yaml"), format!("\n{schema}"));
}

#[test]
fn a_name_that_means_nothing_is_told() {
    let folder = Folder::corpus();
    folder.copy("gold/flood.yaml", "gold/flood-2.yaml");
    folder.copy("seeds/flood.txt", "seeds/flood-2.txt");
    check("names", &folder.karat(&["fmt", "flod", "fl"]));
    folder.remove("gold/flood.yaml");
    folder.remove("gold/flood-2.yaml");
    check("nothing", &folder.karat(&["fmt"]));
}

#[test]
fn check_ends_with_2_where_a_file_cannot_be_read() {
    let folder = untidy();
    folder.write("seeds/other.txt", "Rien.\n");
    folder.write("gold/other.yaml", b"\xff");
    let said = folder.karat(&["fmt", "--check"]);
    assert_eq!(said.code, Some(2), "{}", said.transcript());
    assert!(said.stdout.contains("gold/flood.yaml"), "the others are listed: {}", said.stdout);
    assert!(said.stderr.contains("gold/other.yaml"), "{}", said.stderr);
    assert_eq!(folder.karat(&["fmt", "--check", "flood"]).code, Some(1));
}

#[test]
fn a_path_without_a_file_of_gold_is_told() {
    let folder = Folder::corpus();
    let said = folder.karat(&["fmt", "gold/flod.yaml"]);
    let help = "help: did you mean gold/flood.yaml?\n";
    assert_eq!((said.code, said.stderr), (Some(2), format!("karat: gold/flod.yaml does not exist\n{help}")));
    folder.write("notes.yaml", "karat: 1\n");
    let said = folder.karat(&["fmt", "notes.yaml"]);
    assert_eq!(said.code, Some(2));
    assert!(said.stderr.starts_with("karat: notes.yaml is no file of gold\nhelp: "), "{}", said.stderr);
}

#[cfg(unix)]
#[test]
fn a_file_that_cannot_be_written_is_not_called_canonical() {
    use std::os::unix::fs::PermissionsExt;
    let folder = untidy();
    let permissions = std::fs::Permissions::from_mode(0o444);
    std::fs::set_permissions(folder.path().join("gold/flood.yaml"), permissions).unwrap();
    let said = folder.karat(&["fmt"]);
    assert_eq!(said.code, Some(2));
    assert!(said.stderr.ends_with("3 files: 0 formatted, 1 could not be written\n"), "{}", said.stderr);
}

#[test]
fn what_keeps_files_from_being_formatted_stands_in_the_json() {
    let folder = Folder::corpus();
    folder.replace("gold/flood.yaml", "effect: killed\n", "effect: kiled\n");
    let said = folder.karat(&["fmt", "--check", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&said.stdout).unwrap();
    let error = &json["errors"][0];
    assert_eq!(error["file"], "gold/flood.yaml");
    assert_eq!((&error["rule"], error["line"].is_u64()), (&"Y2".into(), true));
    assert_eq!(said.code, Some(2));
}
