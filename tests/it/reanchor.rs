//! `karat reanchor`: what it finds, writes and tells, through the real command.

use crate::command::{Folder, Said};

fn check(name: &str, said: &Said) {
    insta::with_settings!({snapshot_path => "snapshots", prepend_module_to_snapshot => true}, {
        insta::assert_snapshot!(name, said.transcript());
    });
}

#[test]
fn an_article_that_did_not_change_is_left() {
    let folder = Folder::corpus();
    let before = folder.files();
    check("unchanged", &folder.karat(&["reanchor"]));
    check("named", &folder.karat(&["reanchor", "flood"]));
    assert_eq!(folder.files(), before);
}

#[test]
fn quotations_are_found_again_and_the_hash_is_pinned() {
    let folder = Folder::corpus();
    folder.replace("seeds/flood.txt", "tué au moins", "tués au moins");
    folder.replace("seeds/flood.txt", "9h00, heure", "9h00,\u{a0}heure");
    let before = folder.files();
    check("dry-run", &folder.karat(&["reanchor", "--dry-run"]));
    assert_eq!(folder.files(), before, "--dry-run writes nothing");
    check("found", &folder.karat(&["reanchor"]));
    let text = folder.read("gold/flood.yaml");
    assert!(text.contains("quote: tués au moins douze personnes le 3 mai 2021\n"), "{text}");
    assert!(text.contains("quote: \"9h00,\\u00a0heure de Moscou, le 5 mai 2021\"\n"), "{text}");
    assert_eq!(text.matches(", 3a266cbe").count(), 1, "the old hash stands second: {text}");
    assert_eq!(folder.karat(&["lint"]).code, Some(0));
    assert_eq!(folder.karat(&["reanchor"]).code, Some(0));
    assert_eq!(folder.read("gold/flood.yaml"), text, "a second time changes nothing");
}

#[test]
fn with_a_quotation_lost_nothing_is_written_unless_asked() {
    let folder = Folder::corpus();
    folder.replace("seeds/flood.txt", "au moins douze", "au moins treize");
    folder.replace("seeds/flood.txt", "9h00, heure", "9h00,\u{a0}heure");
    let before = folder.files();
    check("lost", &folder.karat(&["reanchor"]));
    assert_eq!(folder.files(), before);
    check("lost-json", &folder.karat(&["reanchor", "--format", "json"]));
    check("partial", &folder.karat(&["reanchor", "flood", "--partial"]));
    let text = folder.read("gold/flood.yaml");
    assert!(text.contains("u00a0heure") && text.contains("sha256: [3a266cbe"), "{text}");
}

#[test]
fn a_file_with_errors_is_left_and_told() {
    let folder = Folder::corpus();
    folder.replace("seeds/flood.txt", "tué au moins", "tués au moins");
    folder.replace("gold/flood.yaml", "effect: killed\n", "effect: drowned\n");
    let before = folder.files();
    check("errors", &folder.karat(&["reanchor"]));
    assert_eq!(folder.files(), before);
}

#[test]
fn a_name_that_means_no_article_is_told() {
    check("unknown", &Folder::corpus().karat(&["reanchor", "flut"]));
}
