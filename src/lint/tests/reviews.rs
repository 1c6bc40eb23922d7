//! Tests of rules R1 and F6: who looked at a file, and what it was before.

use crate::lint::past::{Past, compare};
use crate::lint::tests::{CASE, Case, TOLL, TOLL_ARTICLE, check};
use crate::problem::Problem;

const REVIEWED: &str = "status: reviewed\nannotators:\n  - {by: a, role: labeller, at: 2026-11-18}\n  \
                        - {by: b, role: reviewer, at: 2026-11-20}\n";

/// Checks labels below what a file says of its status.
fn check_status(status: &str, expected: &[&str]) {
    let body = format!("{status}{TOLL}");
    check(&Case { body: &body, article: TOLL_ARTICLE, has_status: false, ..CASE }, expected);
}

/// Compares two sets of labels; `head` is what both files say of their status.
fn check_past(head: &str, before: &str, now: &str, expected: &[&str]) {
    let text = |facts: &str| Case { body: &format!("{head}{facts}"), has_status: false, ..CASE }.text();
    let corpus = Case { body: TOLL, article: TOLL_ARTICLE, ..CASE }.corpus();
    let (before, now) = (text(before), text(now));
    let past = Past { at_head: Some(&before), base: None, at_review: Some(&before) };
    let show = |problem: Problem| {
        let place = problem.span.and_then(|span| now.get(span)).unwrap_or_default();
        format!(
            "{} {} {} [{place}] -> {}",
            problem.level.word(),
            problem.rule,
            problem.message,
            problem.help.unwrap()
        )
    };
    let shown: Vec<String> = compare(corpus.basis(), "a.yaml", &now, past).into_iter().map(show).collect();
    assert_eq!(shown, expected);
}

#[test]
fn a_reviewed_file_lists_somebody_beside_the_labeller() {
    let help = "add {by: NAME, role: reviewer, at: DAY} under annotators:, or write status: labelled";
    let expected =
        format!("warning R1 status is reviewed, but nobody but the labeller is listed [reviewed] -> {help}");
    check_status("status: reviewed\nannotators: [{by: a, role: labeller}]\n", &[&expected]);
    check_status(
        "status: reviewed\nannotators: [{by: a, role: labeller}, {by: a, role: reviewer}]\n",
        &[&expected],
    );
    let expected = format!("warning R1 status is locked, but nobody is listed [locked] -> {help}");
    check_status("status: locked\n", &[&expected]);
    check_status("status: labelled\nannotators: [{by: a, role: labeller}]\n", &[]);
    check_status(REVIEWED, &[]);
}

#[test]
fn a_draft_is_remarked() {
    check_status(
        "status: draft\n",
        &["info R1 the status is draft: score leaves this article out [article] -> \
           write status: labelled when the labels are done, or give score --drafts"],
    );
}

#[test]
fn suggestions_wait_for_somebody() {
    let body = format!("{TOLL}    by: rules\n    draft: true\n");
    check(
        &Case { body: &body, article: TOLL_ARTICLE, ..CASE },
        &["warning R1 1 fact was suggested by a tool and never confirmed [toll] -> \
           read each beside the article, then remove draft: true: toll"],
    );
    for fields in ["    by: rules\n", "    draft: true\n"] {
        check(&Case { body: &format!("{TOLL}{fields}"), article: TOLL_ARTICLE, ..CASE }, &[]);
    }
}

#[test]
fn an_article_in_which_everything_is_optional_cannot_be_failed() {
    let body = format!("{TOLL}    optional: true\n");
    check(
        &Case { body: &body, article: TOLL_ARTICLE, ..CASE },
        &["warning F6 all facts are optional: this article cannot be failed [toll] -> \
           take optional: true off the facts that an answer must have"],
    );
}

const FACT: &str = "    casualties: {count: 49, effect: killed}\n    quote: 49 soldats ont péri\n";

#[test]
fn a_fact_under_a_new_id_is_a_renamed_one() {
    let (old, new) = (format!("facts:\n  toll:\n{FACT}"), format!("facts:\n  dead:\n{FACT}"));
    let expected = "warning F6 \"dead\" seems to be \"toll\" renamed since HEAD: snapshots will show one fact gone and \
                    one new [dead] -> keep \"toll\" unless the new id is worth it; a commit ends this warning";
    check_past("status: labelled\n", &old, &new, &[expected]);
    check_past("status: labelled\n", &old, &format!("{old}  dead:\n{FACT}"), &[]);
    check_past("status: labelled\n", &old, &new.replace("49,", "50,"), &[]);
    check_past("status: labelled\n", &old, "facts: {}\n", &[]);
    check_past("status: labelled\n", "facts: [\n", &new, &[]);
}

#[test]
fn facts_that_changed_after_the_review_are_counted() {
    let old = format!("facts:\n  toll:\n{FACT}  gone:\n{}", FACT.replace("49", "7"));
    let new = format!("facts:\n  toll:\n{}  new:\n{}", FACT.replace("49", "50"), FACT.replace("49", "8"));
    let expected = "warning R1 3 facts changed after the review of 2026-11-20 [reviewed] -> \
                    have them reviewed again and write the new day, or set status: labelled: toll, new, gone";
    check_past(REVIEWED, &old, &new, &[expected]);
    check_past(REVIEWED, &old, &format!("{old}    note: seen\n"), &[]);
    check_past(&REVIEWED.replace(", at: 2026-11-20", ""), &old, &new, &[]);
    check_past("status: labelled\n", &old, &new, &[]);
}
