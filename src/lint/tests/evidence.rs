//! Tests of the rules E.

use crate::lint::lint;
use crate::lint::tests::{CASE, Case, TOLL, TOLL_ARTICLE, check};
use crate::problem::Fix;
use crate::text::splice::spliced;

/// Lints one fact with this quotation.
fn check_quote(quote: &str, article: &str, expected: &[&str]) {
    let body = format!("facts:\n  toll:\n    casualties: {{effect: killed}}\n    quote: {quote}\n");
    check(&Case { body: &body, article, ..CASE }, expected);
}

#[test]
fn a_lost_quote_is_shown_beside_the_closest_text() {
    check_quote(
        "49 soldats ont pri",
        "Rien.\nHier, 49 soldats ont péri.",
        &[
            "error E1 quote not found; closest text (line 2, 1 character differs): 49 soldats ont [-pri-]{+péri+} \
           [49 soldats ont pri] -> if that is meant, copy it from the article: \"49 soldats ont péri\"",
        ],
    );
}

/// Applies what `--fix` does about a quotation of this rule, which must make it lint clean; `None` where nothing is sure.
fn check_fixed(rule: &str, quote: &str, article: &str, expected: Option<&str>) {
    let body =
        |quote: &str| format!("facts:\n  toll:\n    casualties: {{effect: killed}}\n    quote: {quote}\n");
    let text = body(quote);
    let case = Case { body: &text, article, ..CASE };
    let corpus = case.corpus();
    let problems = lint(&corpus);
    let of_rule = problems.iter().find(|problem| problem.rule == rule);
    let Some(problem) = of_rule else { panic!("{problems:?}") };
    let fixed = problem.fix.as_ref().map(|fix| {
        let Fix::Splices(splices) = fix else { panic!("{fix:?}") };
        spliced(&corpus.sources[&problem.file], splices).unwrap()
    });
    let text = expected.map(body);
    let expected = text.as_ref().map(|body| Case { body, ..case });
    assert_eq!(fixed, expected.as_ref().map(Case::text), "{quote}");
    if let Some(case) = expected {
        assert_eq!(lint(&case.corpus()).iter().find(|problem| problem.rule == rule), None, "{quote}");
    }
}

#[test]
fn a_quote_that_is_surely_one_place_is_mended() {
    let article = "Hier, le vieux pont de la rive gauche a cédé. Le moulin aussi.";
    let quote = "le vieux pont de la rive gauche a céde";
    check_fixed("E1", quote, article, Some("le vieux pont de la rive gauche a cédé"));
    check_fixed(
        "E1",
        ">-\n      le vieux pond\n      de la rive gauche",
        article,
        Some("le vieux pont de la rive gauche"),
    );
    check_fixed("E1", "le vieux moulin de la rive", article, None);
    let twice = "Le pont de la rive a cédé. Hier, le pont de la rive a tenu.";
    check_fixed("E1", "e pond de la rive a", twice, None);
}

#[test]
fn a_folded_quote_gets_the_characters_of_the_article() {
    check_fixed("E4", "l'eau monte", "Hier, l’eau monte.", Some("l’eau monte"));
    check_fixed("E4", "6 500 morts", "Hier, 6\u{a0}500 morts.", Some("\"6\\u00a0500 morts\""));
    check_fixed("E4", "l'eau  monte", "Hier, l’eau monte. Puis l'eau monte.", None);
}

#[test]
fn a_quote_in_two_different_sentences_is_a_warning_with_the_lines() {
    check_quote(
        "le pont",
        "Sur le pont.\nSous le pont, rien.",
        &["warning E2 quote matches 2 places in different sentences (lines 1, 2) [le pont] -> \
           add occurrence: to say which, or before: or after:, or quote more words"],
    );
}

#[test]
fn a_text_pasted_twice_or_cut_in_a_paste_is_one_place() {
    check_quote("le pont", "Sur le pont.\nSur le pont.", &[]);
    check_quote(
        "le vieux pont",
        "Ils passent sur le vieux pont de pierre.\nsur le vieux pont de pierre.",
        &[],
    );
}

#[test]
fn a_quote_that_is_narrowed_is_clear() {
    check_quote("{quote: le pont, occurrence: 2}", "Sur le pont.\nSous le pont.", &[]);
    check_quote("{quote: le pont, before: Sous}", "Sur le pont.\nSous le pont.", &[]);
}

#[test]
fn an_occurrence_beyond_the_last_is_an_error() {
    check_quote(
        "{quote: le pont, occurrence: 3}",
        "Sur le pont.\nSous le pont.",
        &["error E3 occurrence: 3, but the quote appears 2 times [le pont] -> \
           write a number from 1 to 2, or remove occurrence: to mean every place"],
    );
    check_quote(
        "{quote: le pont, before: Dans}",
        "Sur le pont.",
        &["error E3 quote found at 1 place, but before: does not stand beside it [le pont] -> \
           copy the words that stand beside the quote, in its sentence or the one next to it"],
    );
}

#[test]
fn a_quote_in_other_characters_is_a_warning_with_those_of_the_article() {
    check_quote(
        "l'eau monte de 6 500",
        "Ici l’eau monte de 6\u{a0}500 litres.",
        &[
            "warning E4 quote matches only after folding apostrophes and no-break spaces [l'eau monte de 6 500] -> \
           copy the article's characters: \"l’eau monte de 6\\u00a0500\"",
        ],
    );
}

#[test]
fn a_quote_that_cuts_a_word_is_a_warning() {
    check_quote(
        "claré que le pont",
        "Il a déclaré que le pont tient.",
        &["warning E5 quote starts inside the word \"déclaré\" [claré que le pont] -> quote whole words"],
    );
    check_quote(
        "déclaré que le po",
        "Il a déclaré que le pont tient.",
        &["warning E5 quote ends inside the word \"pont\" [déclaré que le po] -> quote whole words"],
    );
    check_quote("Arménie a déclaré", "L’Arménie a déclaré.", &[]);
}

#[test]
fn a_quote_that_also_cuts_a_word_elsewhere_is_a_warning() {
    check_quote(
        "{quote: en mai}",
        "Il vint en mai. Il vint en maire.",
        &[
            "warning E2 quote matches 2 places in different sentences (line 1) [en mai] -> \
             add occurrence: to say which, or before: or after:, or quote more words",
            "warning E5 quote also matches inside the word \"maire\" [en mai] -> \
             quote one word more, or add occurrence: to say which place is meant",
        ],
    );
}

#[test]
fn one_common_word_proves_little() {
    check_quote(
        "mardi",
        "Venu mardi. Parti mardi. Revenu mardi.",
        &[
            "warning E5 a quote of one common word (\"mardi\", 3 places) proves little [mardi] -> use 3 words or more",
        ],
    );
    check_quote("mardi", "Venu mardi. Parti hier.", &[]);
}

#[test]
fn a_quote_too_long_to_show_what_it_proves_is_a_warning() {
    let long = "pont ".repeat(81);
    check_quote(
        &format!("'{}'", long.trim()),
        &long,
        &[&format!(
            "warning E5 quote is 404 characters long ['{}'] -> keep the sentence that states the fact",
            long.trim()
        )],
    );
}

#[test]
fn a_fact_without_evidence_is_an_error_where_its_type_asks_for_it() {
    let case = |body| Case { body, article: "La Russie.", ..CASE };
    check(
        &case("facts:\n  toll:\n    casualties: {count: 49}\n"),
        &["error E6 fact \"toll\" has no evidence, and casualties requires it [toll] -> \
           add quote: the words of the article that state it"],
    );
    check(&case("facts:\n  meeting:\n    talks: {who: [russia]}\n"), &[]);
    check(
        &case("facts:\n  toll:\n    casualties: {count: 49}\n    draft: true\n"),
        &["warning E6 fact \"toll\" has no evidence, and casualties requires it [toll] -> \
           add quote: the words of the article that state it"],
    );
}

#[test]
fn what_is_ignored_has_to_be_there() {
    let body =
        format!("{TOLL}ignore:\n  - {{quote: soldats, reason: x}}\n  - {{quote: xxxxyyyy, reason: x}}\n");
    check(
        &Case { body: &body, article: TOLL_ARTICLE, ..CASE },
        &["error E1 quote not found, and nothing in the article comes close [xxxxyyyy] -> \
           copy the words from seeds/a.txt"],
    );
}
