//! Tests of the rules that hold a label against the wording of the sentences it quotes: E7 to E10.

use crate::lint::lint;
use crate::lint::tests::{CASE, Case, check};
use crate::problem::{Fix, Level, Problem};
use crate::text::splice::spliced;

/// Lints one fact, `casualties` or `talks`, of an article in French or English; each finding as `rule message`.
fn found(language: &str, fact: &str, article: &str) -> Vec<String> {
    let notes = format!("language: {language}, published: 2022-09-13, sha256: [HASH]");
    let body = format!("facts:\n  f:\n    {}\n", fact.replace('\n', "\n    "));
    let case = Case { notes: &notes, body: &body, article, ..CASE };
    let problems = lint(&case.corpus()).into_iter().filter(is_about_wording);
    problems.map(|problem| format!("{} {}", problem.rule, problem.message)).collect()
}

/// Leaves out remarks, and what is said about the form of small labels.
fn is_about_wording(problem: &Problem) -> bool {
    problem.level != Level::Info && problem.rule != "Y6"
}

fn french(fact: &str, article: &str, expected: &[&str]) {
    assert_eq!(found("fr", fact, article), expected, "{fact}\n{article}");
}

fn english(fact: &str, article: &str, expected: &[&str]) {
    assert_eq!(found("en", fact, article), expected, "{fact}\n{article}");
}

#[test]
fn a_finding_says_what_was_seen_and_what_to_do() {
    let body = "facts:\n  f:\n    casualties: {count: 6500}\n    quote: 49 soldats ont péri\n";
    check(
        &Case { body, article: "Hier, 49 soldats ont péri.", ..CASE },
        &[
            "warning E7 count is 6500, but no quote contains 6500 (numbers seen: 49) [6500] -> quote the passage that \
           says so, correct the value, or state in note: where it comes from",
        ],
    );
}

#[test]
fn a_number_that_no_sentence_has_is_a_warning() {
    french(
        "casualties: {count: 94}\nquote: soldats ont péri",
        "Au col, 49 soldats ont péri.",
        &["E7 count is 94, but no quote contains 94 (numbers seen: 49)"],
    );
    french(
        "casualties: {count: 12}\nquote: policiers ont péri",
        "Onze policiers ont péri mardi.",
        &["E7 count is 12, but no quote contains 12 (numbers seen: Onze)"],
    );
    english(
        "casualties: {count: 65}\nquote: were hurt in the crash",
        "Six hundred and fifty people were hurt in the crash.",
        &["E7 count is 65, but no quote contains 65 (numbers seen: Six hundred and fifty)"],
    );
    english(
        "casualties: {count: thousands}\nquote: people fled the valley",
        "Some people fled the valley.",
        &["E7 count is thousands, but no quote contains thousands (no numbers seen)"],
    );
}

#[test]
fn a_number_is_seen_in_digits_groups_and_words() {
    french("casualties: {count: 11}\nquote: policiers ont péri", "Onze policiers ont péri.", &[]);
    french("casualties: {count: 6500}\nquote: personnes ont fui", "Hier 6\u{a0}500 personnes ont fui.", &[]);
    french("casualties: {count: 5..7}\nquote: blessés au marché", "De cinq à sept blessés au marché.", &[]);
    english("casualties: {count: 24}\nquote: sailors were hurt", "Two dozen sailors were hurt.", &[]);
    english("casualties: {count: 1250}\nquote: were hurt", "In all 1,250 people were hurt.", &[]);
    french(
        "casualties: {count: thousands}\nquote: d’habitants ont fui",
        "Des milliers d’habitants ont fui.",
        &[],
    );
}

#[test]
fn nothing_one_and_what_a_note_states_need_no_number() {
    french("casualties: {count: 0}\nquote: soldat n’a péri ici", "Aucun soldat n’a péri ici.", &[]);
    french("casualties: {count: 1}\nquote: homme a péri", "Hier, un homme a péri.", &[]);
    french(
        "casualties: {count: {value: 7, optional: true}}\nquote: marins ont péri",
        "Des marins ont péri.",
        &[],
    );
    french("casualties: {count: {any_of: [7, 8]}}\nquote: marins ont péri", "Huit marins ont péri.", &[]);
    french(
        "casualties: {count: 7}\nquote: marins ont péri\nnote: the seven of the list",
        "Des marins ont péri.",
        &[],
    );
}

#[test]
fn a_note_about_something_else_does_not_excuse_a_number() {
    french(
        "casualties: {count: 7}\nquote: marins ont péri\nnote: the sea is the Baltic",
        "Neuf marins ont péri.",
        &["E7 count is 7, but no quote contains 7 (numbers seen: Neuf)"],
    );
}

#[test]
fn a_date_that_no_sentence_has_is_a_warning() {
    french(
        "casualties: {count: 12, during: 1999}\nquote: 12 marins ont péri",
        "En 2020, 12 marins ont péri.",
        &["E7 during is 1999, but no quote contains 1999 (dates seen: 2020)"],
    );
    english(
        "casualties: {count: 12, during: 2022-03-02}\nquote: sailors died in the storm",
        "On 9 August, 12 sailors died in the storm.",
        &["E7 during is 2022-03-02, but no quote contains 2022-03-02 (dates seen: 9 August)"],
    );
    french(
        "casualties: {count: 12, during: 2020}\nquote: 12 marins ont péri",
        "Cette fois 12 marins ont péri.",
        &["E7 during is 2020, but no quote contains 2020 (no dates seen)"],
    );
}

#[test]
fn a_date_is_seen_by_any_of_its_parts_or_counted_from_publication() {
    for (value, sentence) in [
        ("2022-09-13", "Mardi, 12 marins ont péri."),
        ("2022-09-12 night", "Dans la nuit de lundi à mardi, 12 marins ont péri."),
        ("2020", "Dans la guerre de 2020, 12 marins ont péri."),
        ("early 2020-11", "Début novembre 2020, 12 marins ont péri."),
        ("late 198X", "À la fin des années 1980, 12 marins ont péri."),
        ("2022-09-10", "Il y a trois jours, 12 marins ont péri."),
        ("XXXX-09-13", "Le 13 septembre, 12 marins ont péri."),
        ("1991/..", "Depuis 1991, 12 marins ont péri."),
    ] {
        let fact = format!("casualties: {{count: 12, during: {value}}}\nquote: 12 marins ont péri");
        french(&fact, sentence, &[]);
    }
}

#[test]
fn a_written_date_that_contradicts_the_value_is_a_warning() {
    for (value, sentence, seen) in [
        ("2020-04", "En mars 2020, 12 marins ont péri.", "mars 2020"),
        ("2019-03-08", "Le 8 mars 2020, 12 marins ont péri.", "8 mars 2020"),
        ("2022-08-13", "Mardi, 12 marins ont péri.", "Mardi"),
        ("2022-08-31", "Mardi, 12 marins ont péri.", "Mardi"),
        ("2022-09-09", "Hier, 12 marins ont péri.", "Hier"),
        ("2022-06", "Le mois dernier, 12 marins ont péri.", "Le mois dernier"),
    ] {
        let fact = format!("casualties: {{count: 12, during: {value}}}\nquote: 12 marins ont péri");
        let message = format!("E7 during is {value}, but no quote contains {value} (dates seen: {seen})");
        french(&fact, sentence, &[&message]);
    }
}

#[test]
fn a_day_told_in_words_is_seen() {
    for (value, sentence) in [
        ("2022-09-13", "On Tues. 12 sailors died."),
        ("2022-09-12", "Overnight 12 sailors died."),
        ("2022-09-10", "Over the weekend 12 sailors died."),
        ("2022-09-13", "At dawn 12 sailors died."),
        ("2022-09-11", "For two days, 12 sailors died."),
        ("2022-08-12", "Before August 12, 2022, 12 sailors died."),
        ("2012", "A decade ago 12 sailors died."),
        ("2022-09-12", "A day earlier 12 sailors died."),
    ] {
        let fact = format!("casualties: {{count: 12, during: {value}}}\nquote: 12 sailors died");
        english(&fact, sentence, &[]);
    }
    for (value, sentence) in [
        ("2022-09-13", "À l’aube, 12 marins ont péri."),
        ("2022-09-12", "Dans la nuit, 12 marins ont péri."),
        ("2022-09-11", "Depuis 48 heures, 12 marins ont péri."),
        ("2022-09-13", "Le 13/9 12 marins ont péri."),
        ("18XX", "Au XIXe siècle, 12 marins ont péri."),
        ("2022-09-10", "Au lendemain de la fête, 12 marins ont péri."),
        ("2021-12-25", "Le jour de Noël, 12 marins ont péri."),
        ("2022-09-10/2022-09-11", "Ce week-end, 12 marins ont péri."),
        ("2022-09-17/2022-09-18", "Ce week-end, 12 marins vont partir, et 12 marins ont péri."),
    ] {
        let fact = format!("casualties: {{count: 12, during: {value}}}\nquote: 12 marins ont péri");
        french(&fact, sentence, &[]);
    }
}

#[test]
fn numbers_of_dates_and_clock_times_are_no_counts() {
    french(
        "casualties: {count: 13}\nquote: 49 marins ont péri",
        "Mardi 13 septembre, 49 marins ont péri.",
        &["E7 count is 13, but no quote contains 13 (numbers seen: 49)"],
    );
    french(
        "casualties: {count: 9}\nquote: 49 marins ont péri",
        "À 9h30, 49 marins ont péri.",
        &["E7 count is 9, but no quote contains 9 (numbers seen: 49)"],
    );
    french(
        "casualties: {count: thousands}\nquote: des dizaines de marins",
        "Hier, des dizaines de marins ont péri.",
        &["E7 count is thousands, but no quote contains thousands (numbers seen: des dizaines)"],
    );
    french(
        "casualties: {count: 2.8}\nquote: millions de vaches",
        "Hier, 2,8 millions de vaches ont péri.",
        &["E7 count is 2.8, but no quote contains 2.8 (numbers seen: 2,8 millions)"],
    );
}

#[test]
fn a_date_told_earlier_in_the_paragraph_is_taken_over() {
    let fact = "casualties: {count: 12, during: 2020}\nquote: 12 marins ont péri";
    french(fact, "La guerre éclate en 2020. Bientôt 12 marins ont péri.", &[]);
    french(
        fact,
        "La guerre éclate en 2020.\n\nBientôt 12 marins ont péri.",
        &["E7 during is 2020, but no quote contains 2020 (no dates seen)"],
    );
}

#[test]
fn a_length_of_time_is_held_against_those_of_the_sentence() {
    french(
        "talks: {lasts: P3W}\nquote: ont parlé six semaines",
        "Ils ont parlé six semaines.",
        &["E7 lasts is P3W, but no quote contains P3W (lengths of time seen: six semaines)"],
    );
    english(
        "talks: {lasts: PT4H}\nquote: talked for nine hours",
        "They talked for nine hours.",
        &["E7 lasts is PT4H, but no quote contains PT4H (lengths of time seen: nine hours)"],
    );
    french(
        "talks: {lasts: P6D}\nquote: ont parlé six semaines",
        "Ils ont parlé six semaines.",
        &["E7 lasts is P6D, but no quote contains P6D (lengths of time seen: six semaines)"],
    );
    french(
        "talks: {lasts: at least P5Y}\nquote: ont parlé six semaines",
        "Ils ont parlé six semaines.",
        &[
            "E7 lasts is at least P5Y, but no quote contains at least P5Y (lengths of time seen: six semaines)",
        ],
    );
    french("talks: {lasts: P42D}\nquote: ont parlé six semaines", "Ils ont parlé six semaines.", &[]);
    french("talks: {lasts: P6W}\nquote: ont parlé six semaines", "Ils ont parlé six semaines.", &[]);
    english("talks: {lasts: P2W}\nquote: talked for a couple", "They talked for a couple of weeks.", &[]);
    french("talks: {lasts: P20Y}\nquote: ont parlé des décennies", "Ils ont parlé des décennies.", &[]);
}

#[test]
fn a_name_is_missed_where_another_of_its_kind_stands() {
    let sides = |side: &str| format!("casualties: {{count: 12, side: {side}}}\nquote: 12 soldats ont péri");
    french(
        &sides("kazakhstan"),
        "En Russie, 12 soldats ont péri.\n\nLe Kazakhstan se tait.",
        &["E7 side is kazakhstan, but no quote contains kazakhstan (names seen: Russie)"],
    );
    french(
        &sides("armenia"),
        "Au Kazakhstan, 12 soldats ont péri.\n\nL’Arménie et la Russie se taisent.",
        &["E7 side is armenia, but no quote contains armenia (names seen: Kazakhstan)"],
    );
}

#[test]
fn a_name_is_seen_by_its_parts_its_people_and_its_paragraph() {
    let fact = "casualties: {count: 12, side: russia}\nquote: 12 soldats ont péri";
    french(fact, "Devant le ministère russe et au Kazakhstan 12 soldats ont péri.\n\nMoscou se tait.", &[]);
    french(fact, "La Russie avance au Kazakhstan. Bientôt 12 soldats ont péri.", &[]);
    french(fact, "Les deux camps se taisent, 12 soldats ont péri.\n\nMoscou se tait.", &[]);
    french(
        "casualties: {count: 12, side: armenia}\nquote: 12 soldats ont péri",
        "Avec les Russes, 12 soldats ont péri, des Arméniens.\n\nL’Arménie se tait, la Russie aussi.",
        &[],
    );
}

#[test]
fn a_bound_that_touches_the_number_belongs_to_the_value() {
    french(
        "casualties: {count: 6500}\nquote: tué au moins 6 500 personnes",
        "La guerre de près de deux mois a tué au moins 6 500 personnes.",
        &["E8 the quote says \"au moins\" right before 6 500, but the value is exact"],
    );
    english(
        "casualties: {count: 300}\nquote: 300 people were hurt",
        "Nearly 300 people were hurt.",
        &["E8 the sentence of the quote says \"Nearly\" right before 300, but the value is exact"],
    );
    french(
        "casualties: {count: at most 40}\nquote: plus de 40 morts",
        "Le bilan est de plus de 40 morts.",
        &["E8 the quote says \"plus de\" right before 40, but the value says \"at most\""],
    );
    french(
        "casualties: {count: 49}\nquote: dépasse 49 morts",
        "Le bilan dépasse 49 morts.",
        &["E8 the quote says \"dépasse\" right before 49, but the value is exact"],
    );
    english(
        "casualties: {count: 49}\nquote: 49+ people were hurt",
        "In all 49+ people were hurt.",
        &["E8 the quote says \"+\" right behind 49, but the value is exact"],
    );
    french(
        "casualties: {count: 49}\nquote: entre 40 et 49 morts",
        "On compte entre 40 et 49 morts.",
        &["E8 the quote says \"entre 40 et 49\", but the value is exact"],
    );
    french(
        "casualties: {count: 4}\nquote: Quatre personnes au moins",
        "Quatre personnes au moins ont péri.",
        &["E8 the quote says \"au moins\" right behind Quatre, but the value is exact"],
    );
    french(
        "casualties: {count: 50}\nquote: une cinquantaine de morts",
        "Il y a une cinquantaine de morts.",
        &["E8 the quote says \"une cinquantaine\", which is about 50, but the value is exact"],
    );
}

#[test]
fn of_two_bounds_on_one_side_either_may_be_meant() {
    for (value, words) in [
        ("almost 20", "just under 20"),
        ("less than 20", "almost 20"),
        ("at least 20", "upwards of 20"),
        ("more than 20", "no fewer than 20"),
        ("at least 20", "some 20"),
        ("about 20", "nearly 20"),
    ] {
        let fact = format!("casualties: {{count: {value}}}\nquote: {words} people were hurt");
        english(&fact, &format!("In all {words} people were hurt."), &[]);
    }
    french("casualties: {count: 49}\nquote: de 40 à 49 morts", "Le bilan est passé de 40 à 49 morts.", &[]);
}

#[test]
fn a_word_that_begins_like_a_bound_is_none() {
    french(
        "casualties: {count: at least 49}\nquote: 49 morts",
        "Le président compte 49 morts.",
        &["E8 the value says \"at least\", but the quote says 49 alone"],
    );
    english(
        "casualties: {count: at least 49}\nquote: 49 people were hurt",
        "Overnight 49 people were hurt.",
        &["E8 the value says \"at least\", but the quote says 49 alone"],
    );
}

#[test]
fn a_bound_of_another_number_is_not_taken() {
    let article = "La guerre de près de deux mois a tué 6 500 personnes.";
    french("casualties: {count: 6500}\nquote: tué 6 500 personnes", article, &[]);
    french(
        "casualties: {count: at least 6500}\nquote: tué au moins 6 500 personnes",
        "La guerre de près de deux mois a tué au moins 6 500 personnes.",
        &[],
    );
    english(
        "casualties: {count: 9}\nquote: 9 people died",
        "More than 40 cars burned and 9 people died.",
        &[],
    );
    english(
        "casualties: {count: almost 300}\nquote: 300 people were hurt",
        "Nearly 300 people were hurt.",
        &[],
    );
    french(
        "casualties: {count: {any_of: [49, about 49]}}\nquote: environ 49 soldats",
        "Hier, environ 49 soldats ont péri.",
        &[],
    );
}

#[test]
fn a_bound_that_the_article_does_not_say_is_a_warning() {
    french(
        "casualties: {count: at least 49}\nquote: 49 soldats ont péri",
        "Hier, 49 soldats ont péri.",
        &["E8 the value says \"at least\", but the quote says 49 alone"],
    );
    english(
        "casualties: {count: about 30}\nquote: 30 cars left the track",
        "In the end 30 cars left the track.",
        &["E8 the value says \"about\", but the quote says 30 alone"],
    );
    french(
        "casualties: {count: at least 49}\nquote: 49 soldats ont péri",
        "Hier, 49 soldats ont péri, au moins.",
        &[],
    );
}

#[test]
fn the_fix_writes_the_bound_and_lints_clean() {
    let body = "facts:\n  f:\n    casualties: {count: 6500}\n    quote: au moins 6 500 morts\n";
    let case = Case { body, article: "Il y a au moins 6 500 morts.", ..CASE };
    let corpus = case.corpus();
    let problems: Vec<Problem> = lint(&corpus).into_iter().filter(is_about_wording).collect();
    let [problem] = problems.as_slice() else { panic!("{problems:?}") };
    let Some(Fix::Splices(splices)) = &problem.fix else { panic!("{problem:?}") };
    let fixed = spliced(&corpus.sources[&problem.file], splices).unwrap();
    assert!(fixed.contains("{count: at least 6500}"), "{fixed}");
    let body = body.replace("count: 6500", "count: at least 6500");
    let after = lint(&Case { body: &body, ..case }.corpus());
    assert_eq!(after.into_iter().filter(is_about_wording).count(), 0);
}

#[test]
fn the_conditional_of_the_press_is_not_asserted() {
    french(
        "casualties: {count: 11}\nquote: Onze policiers auraient été tués",
        "Onze policiers auraient été tués mardi.",
        &["E9 the quote uses the conditional (\"auraient été tués\"), polarity is asserted"],
    );
    french(
        "casualties: {count: 3}\nquote: trois marins",
        "Au large, trois marins seraient portés disparus.",
        &["E9 the sentence of the quote uses the conditional (\"seraient portés\"), polarity is asserted"],
    );
    english(
        "casualties: {count: 9}\nquote: 9 people were reportedly hurt",
        "In the north 9 people were reportedly hurt.",
        &["E9 the quote tells it with reserve (\"reportedly\"), polarity is asserted"],
    );
    english(
        "casualties: {count: 9}\nquote: 9 people are said to have died",
        "In the north 9 people are said to have died.",
        &["E9 the quote tells it with reserve (\"are said to\"), polarity is asserted"],
    );
}

#[test]
fn a_conditional_of_another_clause_or_kind_is_silent() {
    let fact = "casualties: {count: 11}\nquote: Onze policiers ont été tués";
    french(fact, "Onze policiers ont été tués, et le maire aurait démissionné.", &[]);
    french(fact, "Onze policiers ont été tués ; le chef serait blessé.", &[]);
    let talks = "talks: {topic: talks}\nquote: les pourparlers";
    french(talks, "Il a annoncé que les pourparlers seraient repris.", &[]);
    french(talks, "Si elle cédait, les pourparlers seraient repris.", &[]);
    french(talks, "Pour lui les pourparlers auraient dû cesser.", &[]);
    french(talks, "Pour lui les pourparlers seraient une erreur.", &[]);
    french(
        "casualties: {count: 11}\npolarity: conditional\nquote: Onze policiers auraient été tués",
        "Onze policiers auraient été tués mardi.",
        &[],
    );
}

#[test]
fn a_denial_is_not_asserted() {
    french(
        "talks: {who: [armenia]}\nquote: a nié avoir négocié",
        "L’Arménie a nié avoir négocié.",
        &["E9 the quote tells of a denial (\"a nié\"), polarity is asserted"],
    );
    english(
        "talks: {who: [russia]}\nquote: Moscow denied holding talks",
        "On the phone Moscow denied holding talks.",
        &["E9 the quote tells of a denial (\"denied\"), polarity is asserted"],
    );
    french(
        "talks: {who: [armenia]}\npolarity: denied\nsaid_by: armenia\nquote: a nié avoir négocié",
        "L’Arménie a nié avoir négocié.",
        &[],
    );
    french(
        "talks: {who: [armenia]}\nquote: ont négocié hier",
        "Ils ont négocié hier, et l’Arménie a nié le reste.",
        &[],
    );
    french("talks: {who: [armenia]}\nquote: n’a pas nié avoir", "L’Arménie n’a pas nié avoir négocié.", &[]);
}

#[test]
fn a_denial_governs_what_is_quoted_of_its_clause() {
    french(
        "casualties: {count: 49}\nquote: la mort de 49 soldats",
        "L’Arménie dément la mort de 49 soldats.",
        &["E9 the sentence of the quote tells of a denial (\"dément\"), polarity is asserted"],
    );
    english(
        "casualties: {count: 12}\nquote: Access was denied to 12 observers",
        "Access was denied to 12 observers.",
        &[],
    );
    english(
        "casualties: {count: 50}\nquote: denied it, visited the 50 soldiers",
        "The president, who denied it, visited the 50 soldiers.",
        &[],
    );
}

#[test]
fn reserve_has_many_words() {
    for (quote, words) in [
        ("9 people may have died", "may have"),
        ("9 people are feared dead", "are feared"),
        ("9 people appear to have died", "appear to"),
        ("9 people were apparently hurt", "apparently"),
    ] {
        let fact = format!("casualties: {{count: 9}}\nquote: {quote}");
        let message = format!("E9 the quote tells it with reserve (\"{words}\"), polarity is asserted");
        english(&fact, &format!("In the north {quote}."), &[&message]);
    }
    for (quote, words) in
        [("Il y aurait 49 morts", "y aurait"), ("pourrait atteindre 49 morts", "pourrait atteindre")]
    {
        let fact = format!("casualties: {{count: 49}}\nquote: {quote}");
        let message = format!("E9 the quote tells it with reserve (\"{words}\"), polarity is asserted");
        french(&fact, &format!("{quote}."), &[&message]);
    }
    french(
        "talks: {topic: talks}\nquote: Les pourparlers seraient repris",
        "Les pourparlers seraient repris mercredi, a promis la Russie.",
        &[],
    );
}

#[test]
fn a_source_that_governs_the_quotation_is_written_down() {
    french(
        "casualties: {count: 49}\nquote: 49 soldats ont péri",
        "Hier, 49 soldats ont péri, selon Reuters.",
        &["E10 the sentence of the quote names a source (\"selon Reuters\") but said_by is empty"],
    );
    french(
        "casualties: {count: 49}\nquote: 49 soldats ont péri",
        "D’après le ministère russe, 49 soldats ont péri.",
        &["E10 the sentence of the quote names a source (\"D’après le ministère\") but said_by is empty"],
    );
    french(
        "casualties: {count: 49}\nquote: 49 soldats ont péri",
        "La préfecture a annoncé que 49 soldats ont péri.",
        &["E10 the sentence of the quote names a source (\"La préfecture a annoncé\") but said_by is empty"],
    );
    english(
        "casualties: {count: 9}\nquote: 9 people were hurt",
        "In the north 9 people were hurt, said captain Dev Sandhar.",
        &["E10 the sentence of the quote names a source (\"said captain Dev Sandhar\") but said_by is empty"],
    );
    english(
        "casualties: {count: 9}\nquote: 9 people were hurt",
        "According to the police, 9 people were hurt.",
        &["E10 the sentence of the quote names a source (\"According to the police\") but said_by is empty"],
    );
}

#[test]
fn the_speaker_may_begin_the_sentence_or_the_article() {
    let fact = "casualties: {count: 9}\nquote: 9 people were hurt";
    let found = |article: &str, words: &str| {
        let message =
            format!("E10 the sentence of the quote names a source (\"{words}\") but said_by is empty");
        english(fact, article, &[&message]);
    };
    found("9 people were hurt, Pashinyan said.", "Pashinyan said");
    found("Pashinyan said 9 people were hurt.", "Pashinyan said");
    found("Pashinyan said that 9 people were hurt.", "Pashinyan said");
    found("Reuters reports that 9 people were hurt.", "Reuters reports");
    found("Officials say 9 people were hurt.", "Officials say");
    found("The ministry confirmed 9 people were hurt.", "The ministry confirmed");
    found("Pashinyan told parliament 9 people were hurt.", "Pashinyan told parliament");
    english(fact, "9 people were hurt, and the ministry said that more may come.", &[]);
}

#[test]
fn what_somebody_says_between_quote_marks_is_theirs() {
    let said = "« Le pont a cédé et 49 soldats ont péri », a déclaré le maire Paul Vidal.";
    french(
        "casualties: {count: 49}\nquote: 49 soldats ont péri",
        said,
        &[
            "E10 the sentence of the quote names a source (\"a déclaré le maire Paul Vidal\") but said_by is empty",
        ],
    );
    french("casualties: {count: 49}\nquote: 49 soldats ont péri\nsaid_by: Paul Vidal", said, &[]);
    french(
        "casualties: {count: 49}\nevidence: [49 soldats ont péri, selon Reuters]",
        "Hier, 49 soldats ont péri, selon Reuters.",
        &["E10 the quote names a source (\"selon Reuters\") but said_by is empty"],
    );
}

#[test]
fn a_source_of_something_else_is_silent() {
    let fact = "casualties: {count: 49}\nquote: 49 soldats ont péri";
    french(fact, "Hier, 49 soldats ont péri, et la ville est coupée, selon Reuters.", &[]);
    french(fact, "Hier, 49 soldats ont péri, selon toute vraisemblance.", &[]);
    french(fact, "Hier, 49 soldats ont péri, selon que l’on compte.", &[]);
    french(&format!("{fact}\nsaid_by: Reuters"), "Hier, 49 soldats ont péri, selon Reuters.", &[]);
    french(&format!("{fact}\nsaid_by: unnamed"), "Hier, 49 soldats ont péri, selon une source.", &[]);
    french(
        "talks: {who: [russia]}\nquote: le chef de la Russie",
        "Il parle avec le chef de la Russie, selon Reuters.",
        &[],
    );
    french("talks: {who: [russia]}\nquote: a parlé hier", "Elle a parlé hier, a annoncé la Russie.", &[]);
    english(
        "casualties: {count: 9}\nquote: 9 people were hurt",
        "In the north 9 people were hurt, according to plan.",
        &[],
    );
}
