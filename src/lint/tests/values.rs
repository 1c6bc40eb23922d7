//! Tests of the rules V that need the article.

use crate::lint::tests::{CASE, Case, NOTES, check};

/// Lints one talk that starts at this value and quotes "ont parlé".
fn check_start(start: &str, article: &str, expected: &[&str]) {
    check_noted(start, "", article, expected);
}

fn check_noted(start: &str, more: &str, article: &str, expected: &[&str]) {
    let body = format!("facts:\n  t:\n    talks:\n      starts: {start}\n    quote: ont parlé\n{more}");
    check(&Case { body: &body, article, ..CASE }, expected);
}

#[test]
fn a_time_without_a_zone_is_a_warning_where_the_sentence_names_one() {
    check_start(
        "2022-09-13T09:00",
        "Ils ont parlé à 9h00, heure de Moscou, le 13 septembre.",
        &["warning V3 2022-09-13T09:00 has no zone, and the sentence of the quote says \"heure de Moscou\" \
           [2022-09-13T09:00] -> write 2022-09-13T09:00+03:00[Europe/Moscow]"],
    );
    check_start("2022-09-13T09:00", "Ils ont parlé à 9h00 le 13 septembre.", &[]);
    check_start("2022-09-13T09:00+03:00", "Ils ont parlé à 9h00, heure de Moscou, le 13 septembre.", &[]);
}

#[test]
fn the_zone_proposed_is_the_one_of_that_clock_time() {
    let found = |named: &str, help: &str| {
        check_start(
            "2022-09-13T09:00",
            &format!("Ils ont parlé à {named} le 13 septembre."),
            &[&format!("warning V3 2022-09-13T09:00 has no zone, and the sentence of the quote says {help}")],
        );
    };
    found("9h00 UTC+4", "\"UTC+4\" [2022-09-13T09:00] -> write 2022-09-13T09:00+04:00");
    found(
        "9h00 (5h00 GMT)",
        "\"GMT\" [2022-09-13T09:00] -> write offset and zone behind the time, such as +03:00[Europe/Moscow]",
    );
}

#[test]
fn a_time_on_the_clock_of_another_zone_is_a_warning() {
    check_start(
        "2022-09-13T09:00+04:00",
        "Ils ont parlé à 9h00, heure de Moscou, le 13 septembre.",
        &["warning V3 2022-09-13T09:00+04:00 has another zone than the sentence of the quote \
           (\"9h00, heure de Moscou\") [2022-09-13T09:00+04:00] -> did you mean 2022-09-13T09:00+03:00[Europe/Moscow]?"],
    );
    check_start(
        "2022-09-13T09:00+03:00",
        "Ils ont parlé à 9h00 UTC le 13 septembre.",
        &[
            "warning V3 2022-09-13T09:00+03:00 has another zone than the sentence of the quote (\"9h00 UTC\") \
           [2022-09-13T09:00+03:00] -> did you mean 2022-09-13T09:00Z?",
        ],
    );
    check_start("2022-09-13T09:00+04:00", "Ils ont parlé à 9h00 (5h00 GMT) le 13 septembre.", &[]);
}

#[test]
fn a_declared_zone_answers_local_time() {
    let notes = "language: fr, published: 2022-09-13, timezone: Asia/Yerevan, sha256: [HASH]";
    let body = "facts:\n  t:\n    talks: {starts: 2022-09-13T09:00}\n    quote: ont parlé\n";
    let article = "Ils ont parlé à 9h00 (heure locale) le 13 septembre.";
    check(&Case { notes, body, article, ..CASE }, &[]);
    check(
        &Case { notes: NOTES, body, article, ..CASE },
        &["warning V3 2022-09-13T09:00 has no zone, and the sentence of the quote says \"heure locale\" \
           [2022-09-13T09:00] -> write the offset of the place behind the time, or set article.timezone"],
    );
}

#[test]
fn a_day_on_another_weekday_than_the_article_says_is_a_warning() {
    check_start(
        "2022-09-14",
        "Ils ont parlé mardi.",
        &[
            "warning V4 the sentence of the quote says \"mardi\", but 2022-09-14 is a Wednesday [2022-09-14] -> \
           the last Tuesday up to publication is 2022-09-13; if the day is that of the saying, write it in said_on:",
        ],
    );
    check_start("2022-09-13", "Ils ont parlé mardi.", &[]);
    check_start(
        "2022-09-10",
        "Mardi à midi c’était fini, ils ont parlé la veille.",
        &[
            "warning V4 the sentence of the quote says \"Mardi\", but 2022-09-10 is a Saturday [2022-09-10] -> \
           the last Tuesday up to publication is 2022-09-13; if the day is that of the saying, write it in said_on:",
        ],
    );
}

#[test]
fn a_weekday_says_nothing_about_bounds_far_days_and_days_written_out() {
    check_start("on or before 2022-09-14", "Ils ont parlé mardi.", &[]);
    check_start("{any_of: [2022-09-14, on or before 2022-09-13]}", "Ils ont parlé mardi.", &[]);
    check_start("2022-08-10", "Ils ont parlé du 10 août mardi.", &[]);
    check_start("2022-09-14", "Ils ont parlé mardi du 14 septembre.", &[]);
    check_start("2022-09-14", "Lundi ou mardi, ils ont parlé.", &[]);
    check_noted("2022-09-12", "    said_on: 2022-09-13\n", "Ils ont parlé, dit-on mardi.", &[]);
    check_start("2022-09-12", "Mardi à midi c’était fini, ils ont parlé la veille.", &[]);
    check_start("2022-09-14", "Mardi le calme revient, et le lendemain ils ont parlé.", &[]);
    check_start("2022-09-14", "Deux jours après les combats de lundi, ils ont parlé.", &[]);
    check_start("2022-09-11", "Mardi le calme revient ; deux jours plus tôt, ils ont parlé.", &[]);
    check_start("2022-09-13", "Après le Lundi noir, ils ont parlé.", &[]);
}

#[test]
fn a_year_far_ahead_that_the_article_does_not_write_is_a_warning() {
    check_start(
        "2032-09",
        "Ils ont parlé en septembre.",
        &["warning V5 2032-09 is 10 years after publication [2032-09] -> \
           the article does not write that year: check the value and article.published"],
    );
    check_noted(
        "2022-09-13",
        "    said_on: 2032-09-13\n",
        "Ils ont parlé mardi.",
        &["warning V5 2032-09-13 is 10 years after publication [t] -> \
           the article does not write that year: check the value and article.published"],
    );
    check_start(
        "1922-09-13",
        "Ils ont parlé mardi 13 septembre.",
        &["warning V5 1922-09-13 is 100 years before publication [1922-09-13] -> \
           the article does not write that year: check the value and article.published"],
    );
    check_start("../2032", "Ils ont parlé de tout régler d’ici dix ans.", &[]);
    check_start("2032-09", "Ils ont parlé de septembre 2032.", &[]);
    check_noted("2023", "    note: so the minister said\n", "Ils ont parlé.", &[]);
}

#[test]
fn a_day_that_the_article_does_not_tell_needs_a_note() {
    check_start(
        "2022-09-05",
        "Ils ont parlé en septembre.",
        &[
            "warning V6 value says the day (2022-09-05), the sentence of the quote only the month (\"septembre\") \
           [2022-09-05] -> state in note: where the day comes from, or write the value without it",
        ],
    );
    check_start(
        "2021-09-05",
        "Ils ont parlé en 2021.",
        &["warning V6 value says the day (2021-09-05), the sentence of the quote only the year (\"2021\") \
           [2021-09-05] -> state in note: where the day comes from, or write the value without it"],
    );
    check_noted("2022-09-05", "    note: the photo is dated that day\n", "Ils ont parlé en septembre.", &[]);
    check_start(
        "2020-11-10",
        "Ils ont parlé le 9 novembre 2020.",
        &["warning V6 value says 2020-11-10, the sentence of the quote the day 9 (\"9 novembre 2020\") \
           [2020-11-10] -> write the day of the quote, or state in note: where the other comes from"],
    );
    check_start("2021-12-31", "Ils ont parlé au Nouvel An 2021.", &[]);
    check_start("2022-09-05", "Ils ont parlé le cinq septembre.", &[]);
    check_start("2022-09-01", "Ils ont parlé le 1er septembre.", &[]);
    check_start("2022-09-05", "Ils ont parlé la veille, en septembre.", &[]);
    check_start("2022-09", "Ils ont parlé en septembre.", &[]);
}

#[test]
fn alternatives_that_are_one_value_are_a_warning() {
    check_start(
        "{any_of: [2022-09, 2022-09-01/2022-09-30, 2022-09?]}",
        "Ils ont parlé en septembre.",
        &["warning V8 any_of has one value in two spellings: 2022-09 and 2022-09? \
           [{any_of: [2022-09, 2022-09-01/2022-09-30, 2022-09?]}] -> remove one"],
    );
}

/// Lints one talk of these people.
fn check_who(who: &str, article: &str, expected: &[&str]) {
    let body = format!("facts:\n  t:\n    talks: {{who: [{who}]}}\n    quote: ont parlé\n");
    check(&Case { body: &body, article, ..CASE }, expected);
}

#[test]
fn a_name_that_is_nowhere_is_an_error_with_what_was_meant() {
    check_who(
        "russia, armenie x",
        "La Russie et la Chine ont parlé.",
        &[
            "error V9 \"armenie x\" is neither an entity nor a name in the article [armenie x] -> did you mean armenia?",
        ],
    );
    check_who(
        "zzzz",
        "La Russie et la Chine ont parlé.",
        &["error V9 \"zzzz\" is neither an entity nor a name in the article [zzzz] -> \
           declare it in entities.yaml, or write the name as the article does"],
    );
}

#[test]
fn a_name_that_only_the_article_has_is_a_remark_made_once() {
    check_who(
        "Chine, russia, {value: chine, optional: true}",
        "La Russie et la Chine ont parlé.",
        &["info V9 \"Chine\" is declared nowhere, but stands in the article [Chine] -> \
           declare it in entities.yaml if it has other names, or is part of something"],
    );
}

#[test]
fn an_entity_of_which_the_article_has_no_name_is_a_warning() {
    check_who(
        "kazakhstan",
        "Le pays des steppes et d’autres ont parlé.",
        &["warning V9 no alias of kazakhstan occurs in the article [kazakhstan] -> \
           add what the article calls it to the names of kazakhstan in entities.yaml"],
    );
    check_who("russia", "Moscou et d’autres ont parlé.", &[]);
    check_who(
        "russia, sotk",
        "La Russie et l’Arménie ont parlé.",
        &["warning V9 no alias of sotk occurs in the article [sotk] -> \
           add what the article calls it to the names of sotk in entities.yaml"],
    );
}

#[test]
fn words_made_of_a_name_name_it() {
    check_who("armenia", "Des soldats arméniens ont parlé.", &[]);
    check_who("armenia", "The Armenians : ils ont parlé.", &[]);
    check_who("russia", "L’armée russe et d’autres ont parlé.", &[]);
    check_who("kazakhstan", "Le pays kazakh et d’autres ont parlé.", &[]);
}

#[test]
fn a_part_of_what_the_article_names_is_no_warning() {
    check_who("russia-mfa", "Les ministères de la Russie et de la Chine ont parlé.", &[]);
}

#[test]
fn a_misspelt_speaker_is_an_error_too() {
    let body = "facts:\n  t:\n    talks: {who: [russia]}\n    said_by: russia-mfo\n    quote: ont parlé\n";
    check(
        &Case { body, article: "La Russie : ils ont parlé.", ..CASE },
        &["error V9 \"russia-mfo\" is neither an entity nor a name in the article [russia-mfo] -> \
           did you mean russia-mfa?"],
    );
}
