//! Tests of the rules F that compare labels with each other and with the article.

use std::fmt::Write;

use crate::lint::lint;
use crate::lint::tests::{CASE, Case, check};

const ARTICLE: &str = "La Russie parle de 49 soldats, de 6\u{a0}500 blessés, en 2020, en mars et mardi.";

fn check_labels(body: &str, expected: &[&str]) {
    check(&Case { body, article: ARTICLE, ..CASE }, expected);
}

#[test]
fn two_facts_with_one_answer_are_an_error() {
    check_labels(
        "facts:\n  a:\n    casualties: {count: 49, effect: killed}\n    quote: 49 soldats\n  \
         b:\n    casualties: {count: {any_of: [49, 50]}, effect: killed}\n    quote: La Russie parle\n",
        &[
            "error F2 facts \"a\" and \"b\" have the same answer: an extractor that returns it loses the other [b] -> \
           merge them: one fact with the quotes of both",
        ],
    );
}

#[test]
fn two_facts_that_almost_score_as_one_are_a_warning() {
    let two = |first: &str, second: &str| {
        format!(
            "facts:\n  a:\n    casualties: {{{first}}}\n    quote: 49 soldats\n  \
             b:\n    casualties: {{{second}}}\n    quote: La Russie parle\n"
        )
    };
    check_labels(
        &two(
            "count: 49, effect: killed, side: russia, during: 2022-09-13",
            "count: 49, effect: killed, side: russia, during: 2022-W37",
        ),
        &[
            "warning F2 facts \"a\" and \"b\" score 0.95 against each other: an extractor that returns it once loses \
           one [b] -> merge them, or fill the slot that tells \"b\" from \"a\"",
        ],
    );
    check_labels(&two("count: 49, effect: killed", "count: 49, effect: wounded"), &[]);
    check_labels(&two("count: 49", "count: 49, effect: wounded"), &[]);
}

#[test]
fn an_optional_twin_costs_nobody_anything() {
    let body = "facts:\n  a:\n    casualties: {count: 49, effect: killed, side: russia, during: 2022-09-13}\n    \
                quote: 49 soldats\n  b:\n    casualties: {count: 49, effect: killed, side: russia, during: 2022-W37}\n    \
                optional: true\n    quote: La Russie parle\n";
    check_labels(body, &[]);
}

#[test]
fn other_voices_and_denials_are_other_facts() {
    check_labels(
        "facts:\n  a:\n    casualties: {count: 49, effect: killed}\n    quote: 49 soldats\n  \
         b:\n    same_as: a\n    polarity: denied\n    said_by: unnamed\n    quote: La Russie parle\n  \
         c:\n    same_as: a\n    said_by: russia\n    quote: La Russie parle\n",
        &[],
    );
}

#[test]
fn equal_facts_are_found_among_thousands() {
    let mut body = String::from("facts:\n");
    for index in 0..3000 {
        let count = if index == 2999 { 7 } else { index };
        writeln!(body, "  f{index}:\n    talks: {{who: [russia], topic: t{count}}}\n    said_by: x{count}")
            .unwrap();
    }
    let problems = lint(&Case { body: &body, article: ARTICLE, ..CASE }.corpus());
    let twins: Vec<&str> = problems
        .iter()
        .filter(|problem| problem.rule == "F2")
        .map(|problem| problem.message.as_str())
        .collect();
    assert_eq!(
        twins,
        ["facts \"f7\" and \"f2999\" have the same answer: an extractor that returns it loses the other"]
    );
}

const FACT: &str = "facts:\n  a:\n    casualties: {count: 49, effect: killed}\n    quote: 49 soldats\n";

fn check_distractor(distractor: &str, expected: &[&str]) {
    check_labels(&format!("{FACT}distractors:\n  d:\n{distractor}    reason: r\n"), expected);
}

#[test]
fn a_distractor_that_forbids_a_fact_is_an_error() {
    let expected = "error F3 distractor \"d\" matches fact \"a\" with 1.00: one of them is wrong [d] -> \
                    remove one, or fill the slot that tells \"d\" from \"a\"";
    check_distractor("    casualties: {count: 49, effect: killed}\n", &[expected]);
    check_distractor("    casualties: {count: 49}\n", &[expected]);
    check_distractor("    casualties: {count: 49, effect: wounded}\n", &[]);
    check_distractor("    casualties: {count: 49, effect: killed}\n    said_by: russia\n", &[]);
    check_distractor("    casualties: {count: 49, effect: killed}\n    polarity: denied\n", &[]);
}

#[test]
fn a_distractor_that_only_its_unstated_polarity_tells_apart_is_a_warning() {
    let body = |stated: &str| {
        format!(
            "{FACT}    said_by: russia\n    polarity: denied\ndistractors:\n  d:\n    \
             casualties: {{count: 49}}\n    said_by: russia\n{stated}    reason: r\n"
        )
    };
    check_labels(
        &body(""),
        &[
            "warning F3 distractor \"d\" states no polarity, so an incomplete answer to \"a\", which is denied, counts \
           as falling for it [d] -> write polarity: asserted in the distractor",
        ],
    );
    check_labels(&body("    polarity: asserted\n"), &[]);
}

fn absent(value: &str) -> String {
    format!(
        "warning F3 nothing in the article looks like {value} [{value}] -> \
         nobody falls for that: check the value, or remove the distractor"
    )
}

#[test]
fn a_number_that_the_article_does_not_have_is_no_bait() {
    check_distractor("    casualties: {count: 158, effect: wounded}\n", &[&absent("158")]);
    check_distractor("    casualties: {count: 4, effect: wounded}\n", &[&absent("4")]);
    check_distractor("    casualties: {count: at least 6500, effect: wounded}\n", &[]);
    check_distractor("    casualties: {count: dozens, effect: wounded}\n", &[]);
}

#[test]
fn a_date_of_which_no_part_is_written_is_no_bait() {
    check_distractor("    casualties: {effect: wounded, during: 1987-05}\n", &[&absent("1987-05")]);
    check_distractor("    casualties: {effect: wounded, during: 1987-03}\n", &[]);
    check_distractor("    casualties: {effect: wounded, during: 2020-05}\n", &[]);
    check_distractor("    casualties: {effect: wounded, during: 2022-W36}\n", &[]);
}

#[test]
fn an_entity_without_a_trace_is_no_bait() {
    check_distractor("    casualties: {effect: wounded, side: kazakhstan}\n", &[&absent("kazakhstan")]);
    check_distractor("    casualties: {effect: wounded, side: russia-mfa}\n", &[]);
}

#[test]
fn a_source_of_another_article_is_bait() {
    check_distractor(
        "    casualties: {count: at least 6500, effect: wounded}\n    said_by: kazakhstan\n",
        &[],
    );
}
