//! Tests of the built-in extractor, on sentences of floods, sports and elsewhere.

use proptest::prelude::*;

use super::*;
use crate::extract::answer::encode_answer;
use crate::fact::Evidence;
use crate::schema::Schema;
use crate::schema::entities::Entities;
use crate::text::prepared::ArticleText;
use crate::value::date::Date;

mod events;

const SCHEMA: &str = "\
karat_schema: 1
semantics: 1
types:
  casualties:
    slots:
      count: {kind: count, key: true}
      effect: {kind: enum, values: [killed, wounded, captured, missing]}
      who: {kind: enum, values: [soldiers, civilians, police]}
      during: {kind: date, key: true}
  ceasefire:
    slots:
      phase: {kind: enum, values: [agreed], key: true}
      starts: {kind: instant, key: true}
      when: {kind: date, key: true}
      parties: {kind: set, of: entity, key: true}
  agreement:
    slots:
      form: {kind: enum, values: [treaty, deal, declaration]}
      parties: {kind: set, of: entity, key: true}
      when: {kind: date, key: true}
";

const ENTITIES: &str = "\
karat_entities: 1
entities:
  prefecture: {names: {fr: [préfecture du Var]}}
  mairie: {names: {fr: [mairie de Nice]}}
  france: {names: {fr: [France]}}
  italy: {names: {fr: [Italie]}}
  spain: {names: {fr: [Espagne]}}
";

/// Reads a text published on 2019-06-12 by a schema.
fn answer(schema: &str, text: &str) -> (Schema, Vec<Prediction>) {
    answer_in("fr", (schema, ENTITIES), text)
}

/// Reads a text of a language by a schema and entities; every quote occurs in the text.
fn answer_in(language: &str, (schema, entities): (&str, &str), text: &str) -> (Schema, Vec<Prediction>) {
    let (schema, entities) =
        (Schema::decode("s", schema).0.unwrap(), Entities::decode("e", entities).0.unwrap());
    let (text, published) = (ArticleText::new(text), Date::parse("2019-06-12").unwrap());
    let request = Request {
        id: "a",
        language,
        published: Some(&published),
        ..Request::bare(&text, &schema, &entities)
    };
    let Outcome::Answered(predictions) = RulesExtractor.extract(&request) else { panic!("rules never fail") };
    for evidence in predictions.iter().flat_map(|prediction| &prediction.fact.evidence) {
        let Evidence::Quote(quote) = evidence else { panic!("rules quote") };
        assert!(text.as_str().contains(&quote.text), "{quote:?}");
    }
    assert_eq!(RulesExtractor.extract(&request), Outcome::Answered(predictions.clone()));
    (schema, predictions)
}

/// Writes facts as `type {slots} speaker polarity`, and their quotes.
fn shown(schema: &Schema, predictions: &[Prediction]) -> Vec<(String, String)> {
    let encoded: serde_json::Value =
        serde_json::from_str(&encode_answer("a", predictions, schema)).expect("answers are JSON");
    let show = |fact: &serde_json::Value| {
        let said_by = fact.get("said_by").map(|said_by| format!(" {said_by}")).unwrap_or_default();
        let polarity = fact.get("polarity").map(|polarity| format!(" {polarity}")).unwrap_or_default();
        let slots = fact["slots"].to_string();
        let shown = format!("{} {slots}{said_by}{polarity}", fact["type"]).replace('"', "");
        (shown, fact["evidence"].to_string().replace('"', ""))
    };
    encoded["facts"].as_array().expect("a list").iter().map(show).collect()
}

/// Compares facts written as `type {slots} speaker polarity [quotes]`.
fn check(text: &str, expected: &[&str]) {
    let (schema, predictions) = answer(SCHEMA, text);
    let facts = shown(&schema, &predictions).into_iter();
    let found: Vec<String> = facts.map(|(fact, quotes)| format!("{fact} {quotes}")).collect();
    assert_eq!(found, expected, "{text}");
}

#[test]
fn people_killed_and_wounded_are_counted() {
    check(
        "La crue a fait au moins 12 morts et une trentaine de blessés.",
        &[
            "casualties {count:at least 12,effect:killed} [au moins 12 morts]",
            "casualties {count:about 30,effect:wounded} [une trentaine de blessés]",
        ],
    );
    check(
        "Onze soldats avaient trouvé la mort.",
        &["casualties {count:11,effect:killed,who:soldiers} [Onze soldats avaient trouvé la mort]"],
    );
    check(
        "Un séisme ayant tué près de 300 personnes.",
        &["casualties {count:almost 300,effect:killed} [tué près de 300 personnes]"],
    );
    check(
        "Trois supporters d’une équipe : deux joueurs ont été blessés.",
        &["casualties {count:2,effect:wounded} [deux joueurs ont été blessés]"],
    );
}

#[test]
fn other_counts_are_none() {
    for text in [
        "La crue a touché 1 200 personnes.",
        "12 joueurs ont été retenus et 3 soldats ont tué le temps.",
        "L’orage a tué 300 moutons.",
        "Le match n’a pas fait 2 blessés.",
        "0\n158\nPartages",
        "Noté 4,5 sur 5 par 49 lecteurs",
        "Il n’y a eu ni 3 morts ni 2 blessés.",
    ] {
        check(text, &[]);
    }
}

#[test]
fn a_source_in_the_sentence_is_the_speaker() {
    check(
        "Au moins 4 personnes sont mortes mardi, selon la préfecture du Var.",
        &[
            "casualties {count:at least 4,effect:killed,during:2019-06-11} prefecture [Au moins 4 personnes sont mortes]",
        ],
    );
    check(
        "La mairie de Nice a affirmé que 5 personnes avaient été blessées.",
        &["casualties {count:5,effect:wounded} mairie [5 personnes avaient été blessées]"],
    );
    check(
        "« Nous comptons 7 morts. La pluie continue », a déclaré un porte-parole de la préfecture du Var.\n\n« Il y a aussi 9 blessés », a-t-il ajouté.",
        &[
            "casualties {count:7,effect:killed} prefecture [7 morts]",
            "casualties {count:9,effect:wounded} prefecture [9 blessés]",
        ],
    );
}

#[test]
fn somebody_else_of_a_place_is_not_its_speaker() {
    check(
        "Un habitant de la France a déclaré que 5 personnes étaient mortes.",
        &["casualties {count:5,effect:killed} [5 personnes étaient mortes]"],
    );
    check(
        "5 personnes sont mortes, a indiqué un communiqué de la préfecture du Var.",
        &["casualties {count:5,effect:killed} prefecture [5 personnes sont mortes]"],
    );
}

#[test]
fn denial_and_reserve_are_polarity() {
    check(
        "La mairie de Nice a nié que 5 personnes aient péri : 6 personnes auraient été tuées ailleurs.",
        &["casualties {count:6,effect:killed} mairie denied [6 personnes auraient été tuées]"],
    );
    check(
        "Trois habitants auraient péri.",
        &["casualties {count:3,effect:killed} conditional [Trois habitants auraient péri]"],
    );
}

#[test]
fn the_date_of_another_clause_gives_its_year_only() {
    check(
        "Après la tempête du 3 mai 2018, qui a duré deux jours, 8 personnes sont mortes.",
        &["casualties {count:8,effect:killed,during:2018} [8 personnes sont mortes]"],
    );
    check(
        "En 2018, 8 personnes sont mortes.",
        &["casualties {count:8,effect:killed,during:2018} [8 personnes sont mortes]"],
    );
}

#[test]
fn a_ceasefire_begins_at_a_moment() {
    check(
        "Une trêve entre la France et l’Italie entrera en vigueur à 18h30, heure de Paris, le 14 juin.",
        &[
            "ceasefire {phase:agreed,starts:2019-06-14T18:30+02:00[Europe/Paris],parties:[france,italy]} [trêve entre la France et l’Italie entrera en vigueur à 18h30, heure de Paris, le 14 juin]",
        ],
    );
    check("La trêve a été évoquée à 18h30 le 14 juin.", &[]);
    check("Ils ont violé la trêve du 3 mai 2018. La trêve a pris fin le 3 mai 2018.", &[]);
    check(
        "Un accord de cessez-le-feu du 3 mai 2018 tient.",
        &["ceasefire {phase:agreed,when:2018-05-03} [cessez-le-feu du 3 mai 2018]"],
    );
}

#[test]
fn agreements_have_their_dates() {
    check(
        "Les déclarations de la France et de l’Italie du 3 mars, puis du 9 mai 2018, sont connues.",
        &[
            "agreement {form:declaration,parties:[france,italy],when:2018-03-03} [déclarations de la France et de l’Italie du 3 mars]",
            "agreement {form:declaration,parties:[france,italy],when:2018-05-09} [déclarations de la France et de l’Italie du 3 mars, puis du 9 mai 2018]",
        ],
    );
    check(
        "Un traité de pêche de 1987 qui lie les ports.",
        &["agreement {form:treaty,when:1987} [traité de pêche de 1987]"],
    );
    check("L’accord prévoit le retour le 9 mai 2018. Le sujet est traité le 3 mai 2018.", &[]);
}

#[test]
fn texts_pasted_twice_say_it_once() {
    let line = "La crue a fait 12 morts.\n";
    check(&line.repeat(2), &["casualties {count:12,effect:killed} [12 morts]"]);
}

#[test]
fn another_schema_or_language_is_answered_by_nothing() {
    let other = "karat_schema: 1\nsemantics: 1\ntypes:\n  casualties: {slots: {count: {kind: date, key: true}, who: {kind: entity}}}\n  agreement: {slots: {who: {kind: entity, key: true}}}\n";
    let text = "12 morts, un traité du 3 mai 2018, une trêve à partir de 9h00 le 3 mai 2018";
    assert!(answer(other, text).1.is_empty());
}

/// Reads a text by a schema and writes each fact as `type value [quote]`.
fn check_generic(types: &str, text: &str, expected: &[&str]) {
    let (schema, predictions) = answer(&format!("karat_schema: 1\nsemantics: 1\ntypes:\n{types}"), text);
    let show = |prediction: &Prediction| {
        let fact = &prediction.fact;
        let name = &schema.types[fact.fact_type.index().unwrap()].name;
        let slots: Vec<String> = fact.slots.iter().flatten().map(ToString::to_string).collect();
        format!("{name} {}", slots.join(" "))
    };
    let shown: Vec<String> = predictions.iter().map(show).collect();
    assert_eq!(shown, expected, "{text}");
}

#[test]
fn bare_values_become_facts_of_types_that_hold_nothing_else() {
    check_generic(
        "  event: {slots: {when: {kind: date, key: true}, lasts: {kind: duration, key: true}}}\n  figure: {slots: {count: {kind: count, key: true}, what: {kind: text}}}\n  moment: {slots: {at: {kind: instant, key: true}}}\n",
        "Au moins 40 vaches ont nagé mardi à 9 h 30 pendant six minutes, le 3 mai aussi.",
        &["figure at least 40", "moment 2019-06-11T09:30", "event PT6M", "event 2019-05-03"],
    );
}

#[test]
fn types_that_ask_for_more_than_a_value_get_no_bare_one() {
    let text = "Au moins 40 vaches ont nagé le 3 mai.";
    check_generic(
        "  crowd: {slots: {count: {kind: count, key: true}, what: {kind: enum, values: [cows], key: true}}}\n",
        text,
        &[],
    );
    check_generic(
        "  crowd: {slots: {count: {kind: count, key: true}, when: {kind: date, required: true}}}\n",
        text,
        &[],
    );
    check_generic("  crowd: {slots: {counts: {kind: set, of: count, key: true}}}\n", text, &[]);
}

/// Pieces from which texts are made that look like sentences of news.
fn any_text() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "12",
        "au moins",
        "morts",
        "personnes",
        "ont été",
        "tuées",
        "la préfecture du Var",
        "a déclaré",
        "a nié",
        "selon",
        "« ",
        " »",
        ", ",
        ". ",
        "\n",
        "du 3 mai 2018",
        "le 9",
        "et",
        "mardi",
        "trêve",
        "cessez-le-feu",
        "à partir de",
        "9h00",
        "heure de Moscou",
        "en septembre 13",
        "un accord",
        "traité",
        "2020",
        "1er",
        "mai",
        "a-t-il ajouté",
        "é",
        "🌊",
        "e\u{301}",
        "\u{a0}",
        "’",
        "-",
        "/",
        "2020-01-01",
        "31/12/2020",
        "XX",
        "entre 5 et",
        "une dizaine de",
        "fin",
        "années 90",
    ]);
    prop_oneof![
        prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.join(" ")),
        any::<String>(),
        prop::collection::vec(any::<char>(), 0..60).prop_map(String::from_iter),
    ]
}

proptest! {
    #[test]
    fn any_text_is_read_without_a_panic(text in any_text()) {
        let _ = answer(SCHEMA, &text);
    }
}
