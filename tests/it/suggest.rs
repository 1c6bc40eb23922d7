//! `karat suggest`: what the gold may lack is shown, ranked, and written only when it is accepted.

use crate::command::{Folder, Said};

const SCHEMA: &str = "\
karat_schema: 1
semantics: 1
types:
  casualties:
    evidence: required
    slots:
      count: {kind: count, weight: 4, key: true}
      effect: {kind: enum, values: [killed, wounded], key: true}
      during: {kind: date}
  talks:
    slots:
      who: {kind: set, of: entity, key: true}
      lasts: {kind: duration}
";
const ENTITIES: &str =
    "karat_entities: 1\nentities:\n  reuters: {names: {fr: [Reuters]}}\n  russia: {names: {fr: [Russie]}}\n";
const ARTICLE: &str = "Mardi, 49 soldats ont péri près de Valdoré, selon Reuters.\n\
    Quelque 300 blessés ont quitté la ville en six semaines.\n\
    Quelque 300 blessés ont quitté la ville en six semaines.\n\
    Les deux pays se taisent. 158 partages\n";
const HEAD: &str = "karat: 1\narticle: {language: fr, published: 2022-09-13, sha256: [HASH]}\n";
const GOLD: &str = "\
coverage: {exhaustive: [casualties]}
status: labelled
annotators: [{by: a, role: labeller, at: 2026-11-20}]

facts:
  soldiers-killed:
    casualties: {count: 49, effect: killed, during: 2022-09-13}
    said_by: reuters
    quote: 49 soldats ont péri

distractors: {}
ignore:
  - {quote: 158 partages, reason: share counter}
";

/// Makes a corpus of one article, with answers of two extractors.
fn corpus() -> Folder {
    let folder = Folder::new();
    folder.write("gold/schema.yaml", SCHEMA);
    folder.write("gold/entities.yaml", ENTITIES);
    let hash = karat::article::Article::new("a", "a", ARTICLE.as_bytes().to_vec()).unwrap().0;
    folder.write("gold/col.yaml", format!("{}{GOLD}", HEAD.replace("HASH", hash.sha256())));
    folder.write("seeds/col.txt", ARTICLE);
    let wounded = r#"{"type":"casualties","slots":{"count":"about 300","effect":"wounded"},"evidence":["300 blessés ont quitté"]}"#;
    let killed = r#"{"type":"casualties","slots":{"count":"94","effect":"killed"},"evidence":["49 soldats ont péri"]}"#;
    let right = r#"{"type":"casualties","slots":{"count":"49","effect":"killed","during":"2022-09-13"},"said_by":"reuters","evidence":["49 soldats ont péri"]}"#;
    let talks =
        r#"{"type":"talks","slots":{"who":["russia"],"colour":"red"},"evidence":["la Russie parle"]}"#;
    folder.write("one.jsonl", format!("{{\"id\":\"col\",\"facts\":[{wounded},{killed}]}}\n"));
    folder.write("two.jsonl", format!("{{\"id\":\"col\",\"facts\":[{talks},{right},{wounded}]}}\n"));
    folder
}

const BOTH: [&str; 6] = ["suggest", "col", "--predictions", "one.jsonl", "--predictions", "two.jsonl"];

/// Runs karat and asserts how it ended.
fn check(folder: &Folder, arguments: &[&str], code: i32) -> Said {
    let said = folder.karat(arguments);
    assert_eq!(said.code, Some(code), "{}", said.transcript());
    said
}

#[test]
fn passages_that_no_label_covers_are_shown_once() {
    let said = check(&corpus(), &["suggest", "col"], 0);
    insta::assert_snapshot!(said.transcript());
}

#[test]
fn facts_on_which_extractors_agree_come_first() {
    let said = check(&corpus(), &BOTH, 0);
    insta::assert_snapshot!(said.transcript());
}

#[test]
fn an_accepted_fact_is_a_draft_with_its_source_and_lints_clean() {
    let folder = corpus();
    let said = check(&folder, &[&BOTH[..], &["--accept", "casualties-about-300-wounded"]].concat(), 0);
    insta::assert_snapshot!(said.transcript());
    let files = folder.files();
    let gold = files.iter().find(|(path, _)| path.ends_with("col.yaml")).unwrap();
    insta::assert_snapshot!(String::from_utf8_lossy(&gold.1).split("facts:").nth(1).unwrap());
    let lint = check(&folder, &["lint"], 0);
    let rules: Vec<&str> =
        lint.stdout.lines().filter(|line| line.starts_with("warning") && !line.contains("[Y6]")).collect();
    let unread = "warning[R1]: gold/col.yaml:13:3: 1 fact was suggested by a tool and never confirmed";
    assert_eq!(rules, [unread], "{}", lint.transcript());
    let again = check(&folder, &BOTH, 0);
    assert!(!again.stdout.contains("casualties-about-300-wounded"), "{}", again.transcript());
}

#[test]
fn nothing_is_written_unless_all_keys_can_be_taken() {
    let folder = corpus();
    let before = folder.files();
    let accept = |keys: &[&str]| {
        let said = check(&folder, &[&BOTH[..], &["--accept"], keys].concat(), 2);
        said.stderr
    };
    insta::assert_snapshot!(accept(&["casualties-94-kild", "duration-p6w"]));
    insta::assert_snapshot!(accept(&["casualties-94-killed", "talks-russia"]));
    check(&folder, &["suggest", "--accept", "all"], 2);
    check(&folder, &["suggest", "col", "--ignore", "duration-p6w", "--reason", " "], 2);
    check(&folder, &["suggest", "col", "--ignore", "duration-p6w"], 2);
    assert_eq!(folder.files(), before);
}

#[test]
fn all_takes_what_can_be_taken_and_tells_the_rest() {
    let folder = corpus();
    let said = check(&folder, &[&BOTH[..], &["--accept", "all"]].concat(), 0);
    insta::assert_snapshot!(said.stderr);
}

#[test]
fn an_ignored_passage_is_not_suggested_again() {
    let folder = corpus();
    let ignore = ["suggest", "col", "--ignore", "duration-p6w", "--reason", "said in passing"];
    let said = check(&folder, &ignore, 0);
    insta::assert_snapshot!(said.stderr);
    let again = check(&folder, &["suggest", "col"], 0);
    assert!(!again.stdout.contains("duration-p6w"), "{}", again.transcript());
}

#[test]
fn the_json_holds_keys_places_and_who_proposes() {
    let said = check(&corpus(), &[&BOTH[..], &["--format", "json"]].concat(), 0);
    insta::assert_snapshot!(said.stdout);
}

#[test]
fn an_article_that_is_covered_has_nothing_to_suggest() {
    let folder = corpus();
    folder.write("seeds/col.txt", "Mardi, 49 soldats ont péri, selon Reuters.\n");
    let said = check(&folder, &["suggest"], 0);
    insta::assert_snapshot!(said.transcript());
}

#[test]
fn many_suggestions_are_cut_and_counted() {
    let folder = corpus();
    let many: String = (10..45).map(|n| format!("Un bus avec {n} passagers arrive.\n")).collect();
    folder.write("seeds/col.txt", format!("{ARTICLE}{many}"));
    let said = check(&folder, &["suggest", "col"], 0);
    assert!(said.stdout.contains("+18 more: --all shows them"), "{}", said.transcript());
    let said = check(&folder, &["suggest", "col", "--all"], 0);
    assert!(!said.stdout.contains(" more"), "{}", said.transcript());
}

#[test]
fn a_sentence_that_no_label_quotes_is_shown_once_the_fullest_first() {
    let folder = corpus();
    let talks = "La Russie refuse de parler de la ville.";
    let denial = "La Russie dément la chute de la ville, selon Reuters.";
    let rest = "Il pleut sur la ville et sur le port.";
    let quoted = "Mardi, 49 soldats ont péri près de Valdoré, selon Reuters.";
    folder.write("seeds/col.txt", format!("{quoted}\n{talks}\n{denial}\n{rest}\n{talks}\n{quoted}\n"));
    let said = check(&folder, &["suggest", "col"], 0);
    let shown: Vec<&str> = said.stdout.lines().filter(|line| line.contains("no label quotes")).collect();
    assert_eq!(
        shown,
        [
            "sentence-la-russie-dement-la-chute-de-la · no label quotes this sentence; it holds a name, a speaker",
            "sentence-la-russie-refuse-de-parler-de · no label quotes this sentence; it holds a name",
        ]
    );
    let ignore =
        ["suggest", "col", "--ignore", "sentence-la-russie-refuse-de-parler-de", "--reason", "background"];
    check(&folder, &ignore, 0);
    let said = check(&folder, &["suggest", "col"], 0);
    assert_eq!(said.stdout.matches("no label quotes").count(), 1, "{}", said.transcript());
}

#[test]
fn a_word_that_is_no_article_and_no_extractor_is_told() {
    let said = check(&corpus(), &["suggest", "kol"], 2);
    insta::assert_snapshot!(said.stderr);
    let said = check(&corpus(), &["suggest", "rules"], 0);
    assert!(said.stdout.contains("col · "), "{}", said.transcript());
}
