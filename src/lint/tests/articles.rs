//! Tests of the rules A.

use crate::article::text_sha256;
use crate::lint::tests::{CASE, Case, NOTES, TOLL, TOLL_ARTICLE, check};

const OLD_HASH: &str = "0000000000000000000000000000000000000000000000000000000000000000";
const OLD: &str = "language: fr, published: 2022-09-13, sha256: [0000000000000000000000000000000000000000000000000000000000000000]";

#[test]
fn a_changed_article_whose_quotes_all_hold_is_a_warning() {
    let hash = text_sha256(TOLL_ARTICLE);
    let short = hash.get(..6).unwrap();
    let expected = format!(
        "warning A2 the article changed since it was labelled ({short}… is not among its hashes): \
         1 quote still matches [[{OLD_HASH}]] -> no label is lost: run karat reanchor a, which pins the new hash"
    );
    check(&Case { notes: OLD, body: TOLL, article: TOLL_ARTICLE, ..CASE }, &[&expected]);
}

#[test]
fn a_changed_article_with_lost_quotes_is_an_error_that_counts_them() {
    let body = "facts:\n  toll:\n    casualties: {count: 49}\n    evidence: [49 soldats ont péri, zzzz zzzz, \
                {quote: soldats, occurrence: 2}]\n";
    let hash = text_sha256(TOLL_ARTICLE);
    let short = hash.get(..6).unwrap();
    let expected = format!(
        "error A2 the article changed since it was labelled ({short}… is not among its hashes): \
         1 quote still matches, 1 moved, 1 is gone [[{OLD_HASH}]] -> run karat reanchor a, which finds again \
         what it can and tells what to do about the rest"
    );
    check(
        &Case { notes: OLD, body, article: TOLL_ARTICLE, ..CASE },
        &[
            &expected,
            "error E1 quote not found, and nothing in the article comes close [zzzz zzzz] -> copy the words \
             from seeds/a.txt",
            "error E3 occurrence: 2, but the quote appears 1 time [soldats] -> remove occurrence:, the quote is \
             clear without it",
        ],
    );
}

#[test]
fn gold_without_a_hash_is_told_what_writes_it() {
    let notes = "language: fr, published: 2022-09-13";
    let expected = "warning A2 no hash of the article: a change of its text will go unnoticed [article] -> \
                    run karat fmt, which writes it; first make sure that this is the text that was labelled";
    check(&Case { notes, body: TOLL, article: TOLL_ARTICLE, ..CASE }, &[expected]);
}

#[test]
fn another_edition_is_a_warning_and_so_are_its_lost_quotes() {
    let case =
        Case { notes: OLD, body: TOLL, article: "49 soldat ont péri.", is_other_edition: true, ..CASE };
    check(
        &case,
        &[
            &format!("warning A2 other edition: 0 of 1 quote found [[{OLD_HASH}]]"),
            "warning E1 quote not found; closest text (line 1, 1 character differs): 49 [-soldats-]{+soldat+} \
             ont péri [49 soldats ont péri] -> if that is meant, copy it from the article: \"49 soldat ont péri\"",
        ],
    );
}

#[test]
fn the_first_edition_in_another_folder_is_no_other_edition() {
    check(&Case { body: TOLL, article: TOLL_ARTICLE, is_other_edition: true, ..CASE }, &[]);
}

#[test]
fn what_moves_offsets_is_named_with_what_to_do() {
    let article = format!("\u{feff}{}e\u{301}\u{7}", TOLL_ARTICLE.replace('\n', "\r\n"));
    check(
        &Case { body: TOLL, article: &article, ..CASE },
        &[
            "warning A3 byte order mark at 0: offsets differ between tools -> save the file as UTF-8 without a \
             byte order mark",
            "warning A3 carriage return at 49 (1 in all): offsets differ between tools -> save the file with \
             plain line ends (LF)",
            "warning A3 not NFC at 51: offsets differ between tools -> save the file in NFC: é as one character, \
             not as e and an accent",
            "warning A3 control character U+0007 at 54 (1 in all): offsets differ between tools -> remove the \
             control characters from the file",
        ],
    );
}

const DATED: &str =
    "facts:\n  toll:\n    casualties: {count: 49, during: 2022-09-12}\n    quote: 49 soldats ont péri\n";

#[test]
fn a_date_counted_from_an_unknown_day_is_an_error() {
    let notes = "language: fr, sha256: [HASH]";
    check(
        &Case { notes, body: DATED, article: TOLL_ARTICLE, ..CASE },
        &["error A4 fact \"toll\" takes its date from \"Hier\", but article.published is not set \
           [2022-09-12] -> write under article: published: the day from which \"Hier\" counts"],
    );
}

#[test]
fn a_date_written_out_counts_from_nothing() {
    let notes = "language: fr, sha256: [HASH]";
    check(
        &Case { notes, body: DATED, article: "Lundi 12 septembre 2022, 49 soldats ont péri.", ..CASE },
        &[],
    );
    check(&Case { notes: NOTES, body: DATED, article: TOLL_ARTICLE, ..CASE }, &[]);
}

#[test]
fn the_day_of_saying_counts_from_publication_too() {
    let notes = "language: en, sha256: [HASH]";
    let body = "facts:\n  toll:\n    casualties: {count: 49}\n    said_by: russia\n    said_on: 2022-09-12\n    \
                quote: 49 soldiers\n";
    check(
        &Case { notes, body, article: "Yesterday Russia counted 49 soldiers.", ..CASE },
        &[
            "error A4 fact \"toll\" takes its date from \"Yesterday\", but article.published is not set [toll] -> \
           write under article: published: the day from which \"Yesterday\" counts",
        ],
    );
}
