//! Tests of rule C1.

use crate::lint::lint;
use crate::lint::tests::{CASE, Case};

/// Lints an article whose labels of types and views are complete; each finding of C1.
fn check(exhaustive: &str, body: &str, article: &str, expected: &[&str]) {
    let mut corpus = Case { body, article, ..CASE }.corpus();
    let entry = &mut corpus.entries[0];
    for (index, fact_type) in corpus.schema.types.iter().enumerate() {
        entry.gold.coverage.types[index] = exhaustive.contains(&*fact_type.name);
    }
    for (index, view) in corpus.schema.views.iter().enumerate() {
        entry.gold.coverage.views[index] = exhaustive.contains(&*view.name);
    }
    let problems = lint(&corpus).into_iter().filter(|problem| problem.rule == "C1");
    let found: Vec<String> = problems.map(|problem| problem.message).collect();
    assert_eq!(found, expected, "{article}");
}

const TOLL: &str =
    "facts:\n  toll:\n    casualties: {count: 49, effect: killed}\n    quote: 49 soldats ont péri\n";

#[test]
fn a_count_that_no_label_covers_is_a_warning_with_its_line() {
    check(
        "casualties",
        TOLL,
        "Au col, 49 soldats ont péri.\nL’enclave abrite 120 000 Arméniens de souche.\n",
        &["line 2: \"120 000 Arméniens\" looks like a count; no fact, distractor or ignore covers it"],
    );
    check(
        "casualties",
        TOLL,
        "Au col, 49 soldats ont péri. En 1994, des dizaines de civils ont fui.",
        &["line 1: \"des dizaines de civils\" looks like a count; no fact, distractor or ignore covers it"],
    );
}

#[test]
fn only_counts_of_complete_types_and_values_of_complete_views_are_looked_for() {
    let article = "Au col, 49 soldats ont péri. Depuis, 300 blessés attendent en 1994, six semaines.";
    check("", TOLL, article, &[]);
    check("talks", TOLL, article, &[]);
    check(
        "dates, lengths",
        TOLL,
        article,
        &[
            "line 1: \"1994\" looks like a date; no fact, distractor or ignore covers it",
            "line 1: \"six semaines\" looks like a length of time; no fact, distractor or ignore covers it",
        ],
    );
}

#[test]
fn labels_cover_their_values() {
    let more = |more: &str| format!("{TOLL}{more}");
    let article = "Au col, 49 soldats ont péri. Le bilan est de 300 blessés. Encore 300 blessés !";
    check(
        "casualties",
        &more("  b:\n    casualties: {count: 300}\n    quote: est de 300 blessés\n"),
        article,
        &[],
    );
    check(
        "casualties",
        &more("distractors:\n  b:\n    casualties: {count: 300}\n    reason: bait\n"),
        article,
        &[],
    );
    check("casualties", &more("ignore:\n  - {quote: 300 blessés, reason: guess}\n"), article, &[]);
}

#[test]
fn a_number_elsewhere_is_covered_where_the_same_is_counted() {
    let covers = |article: &str| check("casualties", TOLL, article, &[]);
    let misses = |article: &str, words: &str| {
        let message =
            format!("line 1: \"{words}\" looks like a count; no fact, distractor or ignore covers it");
        check("casualties", TOLL, article, &[&message]);
    };
    misses("À Goris, 49 soldats ont péri. À Sotk, 49 civils ont été blessés.", "49 civils");
    covers("À Goris, 49 soldats ont péri. Le bilan est de 49.");
    covers("À Goris, 49 soldats ont péri. Hier, 49 de ces soldats sont enterrés.");
    covers("À Goris, 49 soldats ont péri. Au moins 49 soldats, dit-on.");
    covers("Quarante-neuf morts au col\nÀ Goris, 49 soldats ont péri.");
}

#[test]
fn what_is_added_up_is_covered_by_the_sum() {
    let body = "facts:\n  a:\n    casualties: {count: 12, effect: killed}\n    quote: Onze hommes\n";
    check("casualties", body, "Onze hommes et une femme ont péri.", &[]);
    let body = "facts:\n  a:\n    casualties: {count: 5, effect: killed}\n    quote: deux soldats\n";
    check("casualties", body, "Hier, deux soldats et trois civils ont péri.", &[]);
}

#[test]
fn a_length_is_covered_by_one_that_is_as_long() {
    let body = "facts:\n  a:\n    talks: {lasts: P6Y}\n    quote: six ans\n";
    check(
        "lengths",
        body,
        "La guerre de six ans a précédé celle de six semaines.",
        &["line 1: \"six semaines\" looks like a length of time; no fact, distractor or ignore covers it"],
    );
}

#[test]
fn findings_stand_in_the_order_of_the_text() {
    check(
        "casualties",
        TOLL,
        "Au col, 49 soldats ont péri. Puis 80 vaches et 12 ânes.",
        &[
            "line 1: \"80 vaches\" looks like a count; no fact, distractor or ignore covers it",
            "line 1: \"12 ânes\" looks like a count; no fact, distractor or ignore covers it",
        ],
    );
}

#[test]
fn what_is_told_twice_or_points_back_is_no_gap() {
    check("casualties", TOLL, "Au col, 49 soldats ont péri.\n\nAu col, 49 soldats ont péri.\n", &[]);
    check("casualties", TOLL, "Au col, 49 soldats ont péri. Les deux pays se taisent, tous deux.", &[]);
    check("casualties", TOLL, "Les 49 morts du col\nAu col, 49 soldats ont péri.", &[]);
    check("casualties", TOLL, "Au col, 49 soldats ont péri. Plusieurs maisons brûlent, mais rien.", &[]);
    check(
        "casualties",
        TOLL,
        "Au col, 49 soldats ont péri.\n12 civils ont fui.\n12 civils ont fui.\n",
        &["line 2: \"12 civils\" looks like a count; no fact, distractor or ignore covers it"],
    );
}
