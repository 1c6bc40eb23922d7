//! Bad input of every sort: a clear finding, the right exit code, nothing written, no panic.

#![expect(clippy::disallowed_methods, reason = "tests of the command make files and start processes")]

use crate::command::{Folder, Said};

/// Runs lint and score on a corpus that `spoil` has spoilt, and keeps what both said.
fn transcripts(spoil: impl Fn(&Folder)) -> String {
    let folder = Folder::corpus();
    spoil(&folder);
    let before = folder.files();
    let (lint, score) = (folder.karat(&["lint"]), folder.karat(&["score", "gold"]));
    assert_eq!(before, folder.files(), "nothing is written");
    for said in [&lint, &score] {
        assert!(!said.stderr.contains("panicked"), "{}", said.stderr);
    }
    // What score prints on success is not about the bad input.
    let score = if score.code == Some(0) { Said { stdout: String::new(), ..score } } else { score };
    format!("$ karat lint\n{}\n$ karat score gold\n{}", lint.transcript(), score.transcript())
}

macro_rules! spoilt {
    ($($name:ident: $spoil:expr;)*) => {
        $(
            #[test]
            fn $name() {
                insta::assert_snapshot!(stringify!($name), transcripts($spoil));
            }
        )*
    };
}

const GOLD: &str = "gold/flood.yaml";
const ARTICLE: &str = "seeds/flood.txt";

spoilt! {
    a_clean_corpus_has_nothing_to_report: |_| {};
    a_missing_gold_folder_is_named: |folder| std::fs::remove_dir_all(folder.path().join("gold")).unwrap();
    a_missing_article_folder_is_named: |folder| std::fs::remove_dir_all(folder.path().join("seeds")).unwrap();
    a_missing_schema_is_named: |folder| folder.remove("gold/schema.yaml");
    gold_without_an_article_is_an_error: |folder| folder.remove(ARTICLE);
    a_changed_article_says_what_became_of_its_quotes:
        |folder| folder.replace(ARTICLE, "au moins douze personnes", "au moins treize personnes");
    broken_yaml_is_shown_with_its_place_and_the_rest_is_still_read: |folder| {
        folder.replace(GOLD, "quote: tué au moins douze", "quote: \"tué au moins douze");
        folder.replace(GOLD, "what: dam", "what: damm");
    };
    an_unknown_key_has_a_proposal: |folder| folder.replace(GOLD, "said_by:", "sayd_by:");
    an_unknown_slot_and_type_have_a_proposal: |folder| {
        folder.replace(GOLD, "effect: killed\n", "efect: killed\n");
        folder.replace(GOLD, "    opening:", "    openning:");
    };
    a_wrong_kind_of_node_is_named: |folder| folder.replace(GOLD, "facts:", "facts: [a, b]\nmore:");
    an_impossible_date_says_how_many_days_there_are:
        |folder| folder.replace(GOLD, "during: 2021-05-03", "during: 2021-02-30");
    a_date_in_another_spelling_is_read_and_reported:
        |folder| folder.replace(GOLD, "during: 2021-05-03", "during: 3/5/2021");
    an_unknown_zone_has_a_proposal: |folder| folder.replace(GOLD, "Europe/Moscow", "Europe/Moskow");
    a_wrong_offset_says_which_was_right: |folder| folder.replace(GOLD, "+03:00[", "+04:00[");
    a_time_that_did_not_exist_is_an_error:
        |folder| folder.replace(GOLD, "2021-05-05T09:00+03:00[Europe/Moscow]", "2021-03-28T02:30[Europe/Paris]");
    a_time_that_existed_twice_is_an_error:
        |folder| folder.replace(GOLD, "2021-05-05T09:00+03:00[Europe/Moscow]", "2021-10-31T02:30[Europe/Paris]");
    a_duplicate_id_names_the_first: |folder| folder.replace(GOLD, "  dam-opens:", "  dead-of-the-flood:");
    an_alias_bomb_is_refused: |folder| folder.write(GOLD, alias_bomb());
    ten_thousand_levels_are_refused:
        |folder| folder.write(GOLD, format!("facts: {}{}\n", "[".repeat(10_000), "]".repeat(10_000)));
    invalid_utf_8_in_gold_says_where: |folder| folder.write(GOLD, b"karat: 1\nnote: d\x92accord\n");
    invalid_utf_8_in_an_article_says_where: |folder| folder.write(ARTICLE, b"La crue d\x92avril\n");
    a_byte_order_mark_and_carriage_returns_are_reported: |folder| {
        let text = std::fs::read_to_string(folder.path().join(ARTICLE)).unwrap();
        folder.write(ARTICLE, format!("\u{feff}{}", text.replace('\n', "\r\n")));
    };
    an_empty_gold_file_is_an_error: |folder| folder.write(GOLD, "");
    an_empty_article_loses_all_quotes: |folder| folder.write(ARTICLE, "");
    a_count_with_spaces_is_told_to_lose_them:
        |folder| folder.replace(GOLD, "count: at least 12\n", "count: at least 1 200\n");
    a_distractor_without_a_reason_is_an_error:
        |folder| folder.replace(GOLD, "    reason: the twelve were killed\n", "");
    a_semantics_of_the_future_is_refused: |folder| folder.replace("gold/schema.yaml", "semantics: 1", "semantics: 2");
}

fn alias_bomb() -> String {
    let mut text = "a0: &a0 [x, x]\n".to_owned();
    for level in 1..8 {
        let below = level - 1;
        text.push_str(&format!("a{level}: &a{level} [*a{below}, *a{below}]\n"));
    }
    text
}

#[cfg(unix)]
#[test]
fn a_link_out_of_the_folder_is_refused() {
    let outside = Folder::new();
    outside.write("flood.txt", "elsewhere\n");
    let said = {
        let folder = Folder::corpus();
        folder.remove(ARTICLE);
        let target = outside.path().join("flood.txt");
        std::os::unix::fs::symlink(target, folder.path().join(ARTICLE))
            .expect("the target folder is writable");
        folder.karat(&["lint"])
    };
    assert_eq!(said.code, Some(2), "{}", said.transcript());
    assert!(said.stdout.contains("link"), "{}", said.transcript());
}

#[test]
fn a_file_over_the_limit_is_refused_and_not_read() {
    let folder = Folder::corpus();
    let file = std::fs::File::create(folder.path().join(ARTICLE)).expect("the target folder is writable");
    file.set_len((64 << 20) + 1).expect("a file with a hole takes no room");
    let said = folder.karat(&["lint"]);
    assert_eq!(said.code, Some(2), "{}", said.transcript());
    assert!(said.stdout.contains("at most 67108864 are read"), "{}", said.transcript());
}

#[test]
fn all_problems_of_all_files_are_shown_at_once() {
    let folder = Folder::corpus();
    folder.replace(GOLD, "said_by:", "sayd_by:");
    folder.replace(GOLD, "during: 2021-05-03", "during: 2021-02-30");
    folder.replace(GOLD, "Europe/Moscow]", "Europe/Moskow]");
    folder.replace("gold/schema.yaml", "kind: count", "kind: cownt");
    folder.replace("gold/entities.yaml", "kind: place", "sort: place");
    let said = folder.karat(&["lint"]);
    for expected in ["sayd_by", "February 2021 has 28 days", "Moskow", "cownt", "sort"] {
        assert!(said.stdout.contains(expected), "{expected} is missing:\n{}", said.transcript());
    }
}

#[test]
fn unknown_names_on_the_command_line_have_proposals() {
    let folder = Folder::corpus();
    let cases: [(&[&str], &str, i32); 7] = [
        (&["score", "rule"], "did you mean \"rules\"?", 2),
        (&["score", "--type", "casualty"], "did you mean \"casualties\"?", 2),
        (&["score", "--view", "date"], "did you mean \"dates\"?", 2),
        (&["score", "--only", "nothing*"], "no article is selected", 5),
        (&["explain", "flod/dam-opens"], "did you mean \"flood\"?", 2),
        (&["explain", "flood/dam-open"], "did you mean \"dam-opens\"?", 2),
        (&["score", "--predictions", "absent.jsonl"], "absent.jsonl", 2),
    ];
    for (arguments, expected, code) in cases {
        let said = folder.karat(arguments);
        assert!(said.stderr.contains(expected), "{arguments:?}\n{}", said.transcript());
        assert_eq!(said.code, Some(code), "{arguments:?}\n{}", said.transcript());
    }
}
