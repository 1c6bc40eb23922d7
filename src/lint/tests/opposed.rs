//! Tests of rule F5: denials and contradictions.

use crate::lint::tests::{CASE, Case, check};

const ARTICLE: &str =
    "La Russie et l'Arménie négocient à 9h00, pendant deux heures, deux jours ou trois jours.";

fn check_labels(body: &str, expected: &[&str]) {
    check(&Case { body, article: ARTICLE, ..CASE }, expected);
}

/// Two talks of the same side; `first` and `second` are what else they say.
fn check_two(first: &str, second: &str, expected: &[&str]) {
    let body = format!(
        "facts:\n  a:\n    talks: {{who: [russia], {first}\n    quote: La Russie et l'Arménie\n  \
         b:\n    talks: {{who: [russia], {second}\n    quote: La Russie et l'Arménie\n"
    );
    check_labels(&body, expected);
}

#[test]
fn a_denial_says_who_denies() {
    let denied =
        "facts:\n  a:\n    talks: {who: [russia]}\n    polarity: denied\n    quote: La Russie et l'Arménie\n";
    check_labels(
        denied,
        &["warning F5 a denied fact needs said_by: who denies it? [a] -> \
           write said_by: with the entity that denies, or said_by: unnamed"],
    );
    check_labels(&format!("{denied}    said_by: russia\n"), &[]);
    check_labels(&format!("{denied}    said_by: unnamed\n"), &[]);
    check_labels(&format!("{denied}    draft: true\n"), &[]);
}

#[test]
fn one_voice_does_not_state_two_lengths_of_one_thing() {
    check_two(
        "lasts: PT2H}",
        "lasts: P3D}",
        &[
            "warning F5 facts \"a\" and \"b\" contradict each other in the same voice: lasts is PT2H and P3D [b] -> \
           say in said_by: who says what, or fill the slot that tells the two apart",
        ],
    );
}

#[test]
fn one_voice_does_not_assert_and_deny_the_same() {
    check_two(
        "lasts: PT2H}\n    said_by: russia",
        "lasts: PT2H}\n    said_by: russia\n    polarity: denied",
        &[
            "warning F5 facts \"a\" and \"b\" contradict each other in the same voice: one is asserted, one denied [b] \
           -> say in said_by: who says what, or fill the slot that tells the two apart",
        ],
    );
    check_two(
        "lasts: PT2H}\n    said_by: armenia",
        "lasts: PT2H}\n    said_by: russia\n    polarity: denied",
        &[],
    );
}

#[test]
fn what_another_voice_says_or_another_thing_is_no_contradiction() {
    check_two("lasts: PT2H}", "lasts: P3D}\n    said_by: armenia", &[]);
    check_two("lasts: PT2H}", "lasts: P3D}\n    polarity: conditional", &[]);
    check_two("lasts: PT2H, topic: paix}", "lasts: P3D, topic: frontière}", &[]);
    check_two("lasts: PT2H}", "lasts: P3D}\n    optional: true", &[]);
    check_two("lasts: PT2H}", "lasts: P3D}\n    draft: true", &[]);
}

#[test]
fn values_that_may_both_be_right_are_no_contradiction() {
    check_two("lasts: P2D}", "lasts: at least P1D}", &[]);
    check_two("lasts: PT2H}", "lasts: {any_of: [P3D, {value: PT2H, score: 0.5}]}}", &[]);
}
