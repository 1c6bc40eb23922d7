//! Drafts as people type them, and the labels or problems that come of them.

use std::collections::BTreeSet;

use crate::article::Article;
use crate::corpus::{Basis, Folders};
use crate::gold::Gold;
use crate::label::draft::{COMMAND_LINE, Draft, Field, LabelKind, Part, Typed};
use crate::label::{Context, Label, read};
use crate::problem::Problem;
use crate::schema::Schema;
use crate::schema::entities::Entities;
use crate::yaml::data::Data;
use crate::yaml::decode::show;

const SCHEMA: &str = "\
karat_schema: 1
semantics: 1
types:
  casualties:
    label: {fr: pertes humaines}
    evidence: required
    slots:
      count: {kind: count, key: true, required: true}
      effect: {kind: enum, values: [killed, wounded]}
      during: {kind: date}
  truce:
    slots:
      starts: {kind: instant, key: true}
      parties: {kind: set, of: entity}
      length: {kind: duration}
      terms: {kind: text}
";
const ENTITIES: &str = "\
karat_entities: 1
entities:
  armenia: {names: {fr: [Arménie, 'Arménie, République d’']}}
  azerbaijan: {names: {fr: [Azerbaïdjan, Bakou]}}
  reuters: {names: {fr: [Reuters]}}
";
const GOLD: &str = "\
karat: 1
article: {language: fr, published: 2022-09-13}
coverage: none
facts:
  toll:
    casualties: {count: 49, effect: killed}
    quote: quarante-neuf soldats
  late:
    truce: {starts: 2022-09-13}
    quote: la trêve
";
const ARTICLE: &str =
    "Bakou dit que quarante-neuf soldats sont morts. Au moins 6\u{a0}500 tués, selon l’agence Havas.
Lundi, la trêve. Elle tient. Mardi, la fin. Elle tient. La route rouvrira vendredi à 6\u{a0}h\u{a0}30. Le pont a fermé \
vendredi dernier ; il rouvrira vendredi.";

fn field(name: &str, start: usize) -> Field {
    let known = Field::ALL.into_iter().find(|field| field.word() == name);
    known.unwrap_or_else(|| Field::Slot(Typed::new(name, start..start + name.len())))
}

/// Makes a draft of `name=value;name=value`.
fn draft(kind: LabelKind, line: &str) -> Draft {
    let mut parts = Vec::new();
    let mut at = 0;
    for word in line.split(';') {
        let (name, value) = word.split_once('=').unwrap();
        let start = at + name.len() + 1;
        parts.push(Part { field: field(name, at), value: Typed::new(value, start..start + value.len()) });
        at += word.len() + 1;
    }
    Draft { source: "line".to_owned(), place: 0..0, kind, parts }
}

/// Reads a draft against the gold and the article above.
fn read_of(draft: &Draft) -> Result<Label, Vec<Problem>> {
    let schema = Schema::decode("schema.yaml", SCHEMA).0.unwrap();
    let entities = Entities::decode("entities.yaml", ENTITIES).0.unwrap();
    let (gold, problems) = Gold::decode("gold/a.yaml", GOLD, &schema, &entities);
    assert_eq!(problems, []);
    let (article, _) = Article::new("a", "seeds/a.txt", ARTICLE.as_bytes().to_vec()).unwrap();
    let folders = Folders { articles: "seeds".into(), gold: "gold".into(), is_other_edition: false };
    let basis = Basis { folders: &folders, schema: &schema, entities: &entities };
    let context = Context { basis, article: &article, gold: &gold.unwrap() };
    read(draft, context, &BTreeSet::new())
}

/// Writes a label as `id field=value …`, or its problems.
fn shown(kind: LabelKind, line: &str) -> Vec<String> {
    match read_of(&draft(kind, line)) {
        Ok(Label::Fact(new) | Label::Distractor(new)) => {
            let fields = new.fields.iter().map(|(name, value)| format!("{name}={}", flow(value)));
            std::iter::once(new.id.clone()).chain(fields).collect()
        }
        Ok(Label::Ignored { quote, reason }) => vec![quote.text, reason],
        Err(problems) => show(line, &problems),
    }
}

fn flow(value: &Data) -> String {
    match value {
        Data::Empty => String::new(),
        Data::Text(text) | Data::Quoted(text) => text.clone(),
        Data::List(items) => format!("[{}]", items.iter().map(flow).collect::<Vec<_>>().join(", ")),
        Data::Map(entries) => {
            let entries = entries.iter().map(|(key, value)| format!("{key}: {}", flow(value)));
            format!("{{{}}}", entries.collect::<Vec<_>>().join(", "))
        }
    }
}

#[track_caller]
fn check(line: &str, expected: &[&str]) {
    assert_eq!(shown(LabelKind::Fact, line), expected);
}

#[test]
fn what_is_typed_as_people_write_is_spelt_as_gold_does() {
    check(
        "type=casualties;count=au moins 6 500;effect=Killed;during=13/09/2022;said_by=Reuters;quote=6 500 tués",
        &[
            "casualties-at-least-6500-killed",
            "casualties={count: at least 6500, effect: killed, during: 2022-09-13}",
            "said_by=reuters",
            "quote=6\u{a0}500 tués",
        ],
    );
}

#[test]
fn a_weekday_counts_from_the_day_of_publication() {
    check(
        "type=truce;starts=lundi;quote=la trêve.",
        &["truce-2022-09-12", "truce={starts: 2022-09-12}", "quote=la trêve."],
    );
    check("type=truce;starts=lundi dernier", &["truce-2022-09-12", "truce={starts: 2022-09-12}"]);
}

#[test]
fn a_bare_weekday_is_read_in_the_week_that_the_quoted_sentence_means() {
    check(
        "type=truce;starts=vendredi à 6h30, heure de Paris;quote=La route",
        &["truce-2022-09-16", "truce={starts: 2022-09-16T06:30+02:00[Europe/Paris]}", "quote=La route"],
    );
}

#[test]
fn a_bare_weekday_that_no_quoted_sentence_places_is_refused_with_both_days() {
    check(
        "type=truce;starts=vendredi;quote=soldats",
        &[
            "1:19 V1 nothing that is quoted tells which day \"vendredi\" is [vendredi] -> write 2022-09-09 or 2022-09-16",
        ],
    );
    check(
        "type=truce;starts=vendredi soir;quote=Le pont",
        &[
            "1:19 V1 the sentences that are quoted name several days that \"vendredi soir\" could be [vendredi soir] -> \
           write 2022-09-09 evening or 2022-09-16 evening",
        ],
    );
}

#[test]
fn a_day_without_its_year_takes_the_one_of_publication_and_gold_notation_stays_open() {
    let starts = |text: &str| shown(LabelKind::Fact, &format!("type=truce;starts={text}"))[1].clone();
    assert_eq!(starts("6 novembre"), "truce={starts: 2022-11-06}");
    assert_eq!(starts("XXXX-11-06"), "truce={starts: XXXX-11-06}");
}

#[test]
fn lists_choices_scores_and_open_words_are_read() {
    check(
        "type=truce;starts=2022-09-13 | 2022-09 (0.5);parties=Bakou, Arménie (optional);length=deux mois;terms=a | b, c",
        &[
            "truce-2022-09-13-azerbaijan",
            "truce={starts: {any_of: [2022-09-13, {value: 2022-09, score: 0.5}]}, \
             parties: [azerbaijan, {value: armenia, optional: true}], length: P2M, terms: a | b, c}",
        ],
    );
    check(
        "type=truce;starts=unspecified;parties=none",
        &["truce", "truce={starts: unspecified, parties: none}"],
    );
}

#[test]
fn a_declared_name_that_holds_a_comma_stays_whole() {
    check("type=truce;parties=Arménie, République d’", &["truce-armenia", "truce={parties: [armenia]}"]);
}

#[test]
fn a_type_and_a_slot_answer_to_their_labels() {
    check(
        "type=pertes humaines;Count=onze;quote=soldats",
        &["casualties-11", "casualties={count: 11}", "quote=soldats"],
    );
}

#[test]
fn speakers_come_together_and_through_relays() {
    let voice = |said_by: &str| shown(LabelKind::Fact, &format!("type=truce;terms=t;{said_by}"))[2].clone();
    assert_eq!(voice("said_by=Bakou>reuters"), "said_by=[azerbaijan, reuters]");
    assert_eq!(voice("said_by=Bakou;said_by=reuters"), "said_by=[azerbaijan, reuters]");
    assert_eq!(
        voice("said_by=armenia+Bakou>reuters"),
        "said_by=[{together: [armenia, azerbaijan]}, reuters]"
    );
    assert_eq!(voice("said_by=unnamed>Havas"), "said_by=[unnamed, Havas]");
    assert_eq!(
        voice("said_by=armenia | Bakou (0.5)"),
        "said_by={any_of: [armenia, {value: azerbaijan, score: 0.5}]}"
    );
    assert_eq!(voice("said_by=armenia (optional)"), "said_by={value: armenia, optional: true}");
}

#[test]
fn an_echo_inherits_type_and_slots() {
    check(
        "same_as=toll;polarity=denied;said_by=armenia;quote=quarante-neuf soldats",
        &["toll-denied", "same_as=toll", "said_by=armenia", "polarity=denied", "quote=quarante-neuf soldats"],
    );
    check(
        "same_as=toll;count=50;quote=soldats",
        &["toll-again", "same_as=toll", "casualties={count: 50}", "quote=soldats"],
    );
}

#[test]
fn marks_are_kept() {
    check(
        "type=truce;needs=a, b;tag=c;tags=c;note=n;by=rules;weight=3;draft=true;optional=true;said_on=hier",
        &["1:23 F1 slot \"tag\" does not exist in truce [tag] -> known here: starts, parties, length, terms"],
    );
    check(
        "type=truce;terms=t;needs=a, b;tags=c;note=n;by=rules;weight=3;draft=true;optional=true;said_on=lundi dernier",
        &[
            "truce",
            "truce={terms: t}",
            "said_on=2022-09-12",
            "needs=[a, b]",
            "tags=[c]",
            "note=n",
            "by=rules",
            "draft=true",
            "optional=true",
            "weight=3",
        ],
    );
}

#[test]
fn an_id_is_free_and_given_ids_are_checked() {
    check(
        "type=casualties;count=49;effect=killed;quote=soldats;id=toll",
        &["1:57 Y1 the id \"toll\" is taken [toll] -> choose another, or leave it out"],
    );
    check(
        "type=truce;terms=t;id=a b",
        &["1:23 F1 \"a b\" cannot be an id [a b] -> use letters, digits, - and _"],
    );
}

#[test]
fn a_distractor_and_an_ignored_passage_need_a_reason() {
    assert_eq!(
        shown(LabelKind::Distractor, "type=casualties;count=6;reason=r"),
        ["casualties-6", "casualties={count: 6}", "reason=r",]
    );
    assert_eq!(
        shown(LabelKind::Distractor, "type=truce;terms=t"),
        ["1:1 F3 the reason is missing [] -> say why somebody could fall for it"]
    );
    assert_eq!(shown(LabelKind::Ignored, "quote=la;reason=r"), ["la", "r"]);
    assert_eq!(
        shown(LabelKind::Ignored, "type=truce;quote=la"),
        [
            "1:1 F3 the reason is missing [] -> say what the passage is: share counter, caption of a picture, …",
            "1:6 Y2 a passage that states nothing has no type [truce] -> leave it out",
        ]
    );
    assert_eq!(
        shown(LabelKind::Ignored, "reason=r"),
        ["1:1 E6 nothing is quoted [] -> give one quote: the words of the article that state nothing",]
    );
}

#[test]
fn everything_wrong_is_told_at_once() {
    check(
        "type=casualties;effect=kiled;during=2022-02-30;said_by=armenie du nord;polarity=deny;weight=0",
        &[
            "1:6 E6 casualties requires a quote [casualties] -> copy the words of the article that state the fact",
            "1:6 F1 slot \"count\" is required [casualties] -> fill it: count=COUNT",
            "1:24 Y2 unknown value \"kiled\" of effect [kiled] -> did you mean \"killed\"?",
            "1:37 V1 February 2022 has 28 days [2022-02-30] -> check the day in the article; where it is not known, end the date with the month",
            "1:56 V9 \"armenie du nord\" is neither an entity nor a name in the article [armenie du nord] -> \
             declare it with --new-entity 'armenie-du-nord=armenie du nord', or write a name as the article has it",
            "1:81 Y2 unknown polarity \"deny\" [deny] -> known here: asserted, conditional, denied",
            "1:93 Y2 \"0\" is not a whole number from 1 to 1000 [0]",
        ],
    );
    check("count=1;quote=soldats", &["1:1 F1 the type is missing [] -> name one of: casualties, truce"]);
    check("type=truces;terms=t", &["1:6 F1 unknown type \"truces\" [truces] -> did you mean \"truce\"?"]);
    check("type=truce", &["1:6 F1 no slot is filled [truce] -> say what the article states: starts=INSTANT"]);
    check(
        "same_as=tol;polarity=denied",
        &["1:9 F4 the gold has no fact \"tol\" [tol] -> did you mean \"toll\"?"],
    );
    check(
        "same_as=toll;type=truce;quote=la trêve",
        &["1:19 F4 the fact it is the same as is of type casualties [truce] -> leave the type out"],
    );
    check(
        "type=truce;starts=hier;starts=mardi",
        &["1:31 Y2 slot \"starts\" is given twice [mardi] -> remove one"],
    );
    check(
        "type=truce;starts=hier (0.5)",
        &["1:19 V8 no alternative is worth 1 [hier (0.5)] -> leave the score of the best answer out"],
    );
    check(
        "type=truce;parties=Bakou,,Bakou",
        &[
            "1:20 F1 a value of parties is empty [Bakou,,Bakou] -> fill it, or remove the separator",
            "1:27 V8 the value stands twice in parties [Bakou] -> remove one",
        ],
    );
    check(
        "type=truce;terms=t;said_by=none>Bakou",
        &["1:28 Y2 \"none\" is not a speaker [none] -> leave it out: the article itself speaks"],
    );
}

#[test]
fn a_quote_that_is_not_found_shows_the_closest_text() {
    check(
        "type=truce;terms=t;quote=quarante neuf soldat",
        &["1:26 E1 quote not found; closest text (line 1): quarante[- -]{+-+}neuf [-soldat-]{+soldats+} \
         [quarante neuf soldat] -> if that is meant, copy it: quarante-neuf soldats"],
    );
    check(
        "type=truce;terms=t;quote=xyz",
        &[
            "1:26 E1 quote not found, and nothing in the article comes close [xyz] -> copy the words from seeds/a.txt",
        ],
    );
}

#[test]
fn a_quote_in_different_sentences_asks_which_is_meant() {
    check(
        "type=truce;terms=t;quote=la",
        &[
            "1:26 E2 the quote stands in 2 places, in different sentences [la] -> quote more words, or add occurrence: \
         1 in line 2 (\"Lundi, la trêve.\"), 2 in line 2 (\"Mardi, la fin.\"), or all if each of them states the fact",
        ],
    );
    check(
        "type=truce;terms=t;quote=la;occurrence=2",
        &["truce", "truce={terms: t}", "quote={quote: la, occurrence: 2}"],
    );
    check("type=truce;terms=t;quote=la;occurrence=all", &["truce", "truce={terms: t}", "quote=la"]);
    check(
        "type=truce;terms=t;quote=la;after=fin",
        &["truce", "truce={terms: t}", "quote={quote: la, after: fin}"],
    );
    check(
        "type=truce;terms=t;quote=la;after=lune",
        &[
            "1:35 E3 these words do not stand beside the quote [lune] -> copy the words that stand beside it, \
         in its sentence or the one next to it",
        ],
    );
    check(
        "type=truce;terms=t;quote=la;occurrence=9",
        &["1:40 E3 occurrence 9, but the quote appears 2 times [9] -> write a number from 1 to 2, or all"],
    );
    check(
        "type=truce;terms=t;occurrence=1;quote=la fin",
        &["1:31 Y2 occurrence stands before any quote [1] -> write it behind the quote that it narrows"],
    );
}

#[test]
fn a_misspelt_speaker_is_guessed_before_a_new_entity_is_proposed() {
    let known =
        |said_by: &str| shown(LabelKind::Fact, &format!("type=truce;terms=t;said_by={said_by}"))[0].clone();
    assert_eq!(
        known("Armenia du Nord"),
        "1:28 V9 \"Armenia du Nord\" is neither an entity nor a name in the article [Armenia du Nord] -> \
         declare it with --new-entity 'armenia-du-nord=Armenia du Nord', or write a name as the article has it"
    );
    assert_eq!(
        known("Reutres"),
        "1:28 V9 \"Reutres\" is neither an entity nor a name in the article [Reutres] -> \
         did you mean Reuters (reuters)? if not, declare it with --new-entity 'reutres=Reutres'"
    );
    assert_eq!(
        known("Republique"),
        "1:28 V9 \"Republique\" is neither an entity nor a name in the article [Republique] -> \
         did you mean Arménie, République d’ (armenia)? if not, declare it with --new-entity 'republique=Republique'"
    );
}

#[test]
fn on_the_command_line_a_place_of_a_quote_is_an_option() {
    let mut line = draft(LabelKind::Fact, "type=truce;terms=t;quote=la");
    line.source = COMMAND_LINE.to_owned();
    let problems = read_of(&line).unwrap_err();
    let help = problems[0].help.as_deref().unwrap();
    assert!(help.starts_with("quote more words, or add --occurrence N: 1 in line 2"), "{help}");
}
