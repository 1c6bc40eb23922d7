//! Tests of the editor of gold.

use crate::gold::edit::{EntityEdit, GoldEdit, NewLabel, Position, edit_entities, edit_gold};
use crate::yaml::data::Data;

const GOLD: &str = "\
# yaml-language-server: $schema=./gold.schema.json
karat: 1
article:
  language: fr
  published: 2022-09-13   # a Tuesday

facts:
  truce:
    ceasefire:
      starts: 2022-09-13T09:00+03:00   # Moscow
      parties: [armenia, azerbaijan]
    quote: 9h00, heure de Moscou
    needs: [time-zone]

  # The ministry says it again.
  truce-again:
    same_as: truce
    said_by: russia-mfa
    quote: le cessez-le-feu

distractors:
  truce-at-ten:
    same_as: truce
    ceasefire: {starts: 2022-09-13T10:00+03:00}
    reason: an hour late
rejected: {}
";

/// Returns the lines that go and come, as a diff shows them.
fn diff(before: &str, after: &str) -> String {
    let (before, after): (Vec<&str>, Vec<&str>) = (before.lines().collect(), after.lines().collect());
    let n_same = before.iter().zip(&after).take_while(|(before, after)| before == after).count();
    let rest = (before.len() - n_same).min(after.len() - n_same);
    let ends = before.iter().rev().zip(after.iter().rev()).take(rest);
    let n_tail = ends.take_while(|(before, after)| before == after).count();
    let gone = before[n_same..before.len() - n_tail].iter().map(|line| format!("-{line}\n"));
    let come = after[n_same..after.len() - n_tail].iter().map(|line| format!("+{line}\n"));
    gone.chain(come).collect()
}

fn check(edit: GoldEdit, expected: &str) {
    check_all(GOLD, &[edit], expected);
}

fn check_all(gold: &str, edits: &[GoldEdit], expected: &str) {
    match edit_gold(gold, edits) {
        Ok(after) => assert_eq!(diff(gold, &after), expected),
        Err(refusal) => assert_eq!(refusal.message, expected),
    }
}

fn new(id: &str, fields: &[(&str, Data)]) -> NewLabel {
    let fields = fields.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
    NewLabel { id: id.to_owned(), fields }
}

fn losses() -> NewLabel {
    let slots = Data::map([("count", Data::text("at least 6500")), ("effect", Data::text("killed"))]);
    let quotes = Data::List(vec![Data::text("au moins 6\u{a0}500"), Data::text("tués")]);
    new(
        "losses",
        &[
            ("draft", Data::text("true")),
            ("evidence", quotes),
            ("said_by", Data::text("reuters")),
            ("casualties", slots),
        ],
    )
}

fn set_slot(label: &str, slot: &str, value: Option<Data>) -> GoldEdit {
    GoldEdit::SetSlot { label: label.to_owned(), slot: slot.to_owned(), value }
}

fn set_field(label: &str, field: &str, value: Option<Data>) -> GoldEdit {
    GoldEdit::SetField { label: label.to_owned(), field: field.to_owned(), value }
}

fn rename(from: &str, to: &str) -> GoldEdit {
    GoldEdit::Rename { from: from.to_owned(), to: to.to_owned() }
}

fn remove(label: &str) -> GoldEdit {
    GoldEdit::Remove { label: label.to_owned() }
}

#[test]
fn a_fact_goes_before_another_in_canonical_order() {
    check(
        GoldEdit::InsertFact(losses(), Position::Before("truce-again".to_owned())),
        "+  losses:\n+    draft: true\n+    casualties:\n+      count: at least 6500\n+      effect: killed\n+    said_by: reuters\n+    evidence:\n+      - \"au moins 6\\u00a0500\"\n+      - tués\n+\n",
    );
}

#[test]
fn a_fact_goes_behind_all_others() {
    let fact =
        new("war", &[("war", Data::map([("when", Data::text("2020"))])), ("quote", Data::text("la guerre"))]);
    check(
        GoldEdit::InsertFact(fact, Position::Last),
        "+  war:\n+    war:\n+      when: 2020\n+    quote: la guerre\n+\n",
    );
}

#[test]
fn the_first_fact_makes_its_map_at_its_place() {
    let fact = new("f", &[("war", Data::map([("when", Data::text("2020"))]))]);
    for gold in [
        "karat: 1\nrejected: {}\n",
        "karat: 1\nfacts:\nrejected: {}\n",
        "karat: 1\nfacts: {}\nrejected: {}\n",
    ] {
        let after = edit_gold(gold, &[GoldEdit::InsertFact(fact.clone(), Position::Last)]);
        assert_eq!(
            after.as_deref(),
            Ok("karat: 1\nfacts:\n  f:\n    war:\n      when: 2020\nrejected: {}\n")
        );
    }
}

#[test]
fn a_distractor_stands_beside_distractors() {
    let losses = NewLabel {
        fields: vec![
            ("reason".to_owned(), Data::text("no")),
            ("casualties".to_owned(), Data::map([("count", Data::text("1"))])),
        ],
        ..losses()
    };
    check(
        GoldEdit::InsertDistractor(losses, Position::Last),
        "+\n+  losses:\n+    casualties:\n+      count: 1\n+    reason: no\n"
            .replace("reason: no", "reason: 'no'")
            .as_str(),
    );
}

#[test]
fn a_passage_to_ignore_makes_its_list() {
    check(
        GoldEdit::Ignore { quote: Data::text("0\n158"), reason: "share counters".to_owned() },
        "+\n+ignore:\n+  - {quote: \"0\\n158\", reason: share counters}\n",
    );
}

#[test]
fn a_slot_changes_and_the_comment_behind_it_stays() {
    check(
        set_slot("truce", "starts", Some(Data::text("2022-09-13T10:00+03:00[Europe/Moscow]"))),
        "-      starts: 2022-09-13T09:00+03:00   # Moscow\n+      starts: 2022-09-13T10:00+03:00[Europe/Moscow]   # Moscow\n",
    );
    check(
        set_slot("truce-at-ten", "starts", Some(Data::text("2022-09-13T10:00+03:00[Europe/Moscow]"))),
        "-    ceasefire: {starts: 2022-09-13T10:00+03:00}\n+    ceasefire: {starts: '2022-09-13T10:00+03:00[Europe/Moscow]'}\n",
    );
}

#[test]
fn a_slot_goes_behind_the_others_and_away() {
    check(set_slot("truce", "mediator", Some(Data::text("russia"))), "+      mediator: russia\n");
    check(set_slot("truce", "parties", None), "-      parties: [armenia, azerbaijan]\n");
}

#[test]
fn a_slot_of_a_fact_that_inherits_makes_its_type() {
    check(
        set_slot("truce-again", "mediator", Some(Data::text("russia"))),
        "+    ceasefire:\n+      mediator: russia\n",
    );
}

#[test]
fn a_field_goes_to_its_canonical_place() {
    check(set_field("truce", "said_by", Some(Data::text("tass"))), "+    said_by: tass\n");
    check(set_field("truce", "polarity", Some(Data::text("denied"))), "+    polarity: denied\n");
    check(set_field("truce-again", "said_by", None), "-    said_by: russia-mfa\n");
}

#[test]
fn a_rename_takes_along_what_points_to_the_label() {
    check_all(
        "karat: 1\nfacts:\n  a: {same_as: b}\n  b: {war: {when: 2020}} # x\n",
        &[rename("b", "c")],
        "-  a: {same_as: b}\n-  b: {war: {when: 2020}} # x\n+  a: {same_as: c}\n+  c: {war: {when: 2020}} # x\n",
    );
}

#[test]
fn a_label_goes_with_its_comment() {
    check(
        remove("truce-again"),
        "-  # The ministry says it again.\n-  truce-again:\n-    same_as: truce\n-    said_by: russia-mfa\n-    quote: le cessez-le-feu\n-\n",
    );
    check(
        remove("truce-at-ten"),
        "-distractors:\n-  truce-at-ten:\n-    same_as: truce\n-    ceasefire: {starts: 2022-09-13T10:00+03:00}\n-    reason: an hour late\n+distractors: {}\n",
    );
}

#[test]
fn a_field_of_the_article_goes_to_its_place() {
    let set = |field: &str, value: Option<&str>| GoldEdit::SetArticle {
        field: field.to_owned(),
        value: value.map(Data::text),
    };
    check(
        set("published", Some("2022-09-14")),
        "-  published: 2022-09-13   # a Tuesday\n+  published: 2022-09-14   # a Tuesday\n",
    );
    check(set("published_from", Some("text")), "+  published_from: text\n");
    check(set("published", None), "-  published: 2022-09-13   # a Tuesday\n");
    check(set("timezone", None), "article has no timezone");
    check(
        set("lang", None),
        "article has no field \"lang\": known are language, published, published_from, timezone, sha256",
    );
}

#[test]
fn what_cannot_be_meant_is_refused_with_advice() {
    let text = || Some(Data::text("x"));
    for (edit, message) in [
        (
            remove("truce"),
            "same_as of truce-again, truce-at-ten points to truce: write their slots out first",
        ),
        (remove("x"), "there is no fact or distractor \"x\""),
        (rename("truce", "truce-again"), "facts has \"truce-again\" already: choose another id"),
        (rename("truce", "a b"), "\"a b\" cannot be an id: use letters, digits, - and _"),
        (set_field("truce", "evidence", text()), "truce has quote: set quote instead, or take it away first"),
        (
            set_field("truce", "said-by", text()),
            "a fact has no field \"said-by\": known are draft, optional, weight, same_as, said_by, said_on, polarity, quote, evidence, needs, tags, note, by",
        ),
        (set_field("truce", "tags", None), "truce has no tags"),
        (
            set_field("truce", "reason", text()),
            "a fact has no field \"reason\": known are draft, optional, weight, same_as, said_by, said_on, polarity, quote, evidence, needs, tags, note, by",
        ),
        (
            set_field("truce-at-ten", "needs", text()),
            "a distractor has no field \"needs\": known are same_as, said_by, polarity, quote, evidence, tags, note, reason, by",
        ),
        (
            set_field("truce-at-ten", "reason", None),
            "truce-at-ten needs its reason: a distractor says why somebody could fall for it",
        ),
        (set_slot("truce", "phase", None), "truce has no slot phase of its own"),
        (
            GoldEdit::InsertFact(losses(), Position::Before("x".to_owned())),
            "facts has no \"x\" to stand before",
        ),
        (
            GoldEdit::InsertDistractor(losses(), Position::Last),
            "a distractor has no field \"draft\": known are same_as, said_by, polarity, quote, evidence, tags, note, reason, by",
        ),
    ] {
        check(edit, message);
    }
}

#[test]
fn later_changes_see_earlier_ones() {
    check_all(
        "karat: 1\nfacts:\n  a:\n    war: {when: 2020}\n    quote: x\n",
        &[
            set_field("a", "quote", None),
            rename("a", "b"),
            set_field("b", "evidence", Some(Data::List(vec![Data::text("y"), Data::text("z")]))),
        ],
        "-  a:\n-    war: {when: 2020}\n-    quote: x\n+  b:\n+    war: {when: 2020}\n+    evidence:\n+      - y\n+      - z\n",
    );
}

const ENTITIES: &str = "\
karat_entities: 1
entities:

  # Countries
  armenia: {names: {fr: [Arménie], en: Armenia}, kind: country}
  russia: {names: {fr: [Russie, Moscou]}, kind: country}
  un:
";

fn check_entities(edit: EntityEdit, expected: &str) {
    match edit_entities(ENTITIES, &[edit]) {
        Ok(after) => assert_eq!(diff(ENTITIES, &after), expected),
        Err(refusal) => assert_eq!(refusal.message, expected),
    }
}

fn alias(id: &str, language: &str, name: &str) -> EntityEdit {
    EntityEdit::Alias { id: id.to_owned(), language: language.to_owned(), name: name.to_owned() }
}

#[test]
fn an_entity_goes_behind_the_others_in_their_style() {
    let names = Data::map([(
        "fr",
        Data::List(
            ["Poutine", "V. Poutine", "Vladimir Poutine", "le président russe"].map(Data::text).to_vec(),
        ),
    )]);
    let fields = vec![
        ("kind".to_owned(), Data::text("person")),
        ("part_of".to_owned(), Data::text("russia")),
        ("names".to_owned(), names),
    ];
    check_entities(
        EntityEdit::Add { id: "putin".to_owned(), fields },
        "+  putin: {names: {fr: [Poutine, V. Poutine, Vladimir Poutine, le président russe]}, part_of: russia, kind: person}\n",
    );
}

#[test]
fn an_alias_joins_the_names_of_its_language() {
    check_entities(
        alias("russia", "fr", "le Kremlin"),
        "-  russia: {names: {fr: [Russie, Moscou]}, kind: country}\n+  russia: {names: {fr: [Russie, Moscou, le Kremlin]}, kind: country}\n",
    );
    check_entities(
        alias("armenia", "en", "Yerevan"),
        "-  armenia: {names: {fr: [Arménie], en: Armenia}, kind: country}\n+  armenia: {names: {fr: [Arménie], en: [Armenia, Yerevan]}, kind: country}\n",
    );
    check_entities(alias("un", "fr", "ONU"), "+    names: {fr: [ONU]}\n");
}

#[test]
fn a_name_of_another_entity_is_refused() {
    check_entities(
        alias("russia", "fr", "arménie"),
        "alias \"arménie\" belongs to two entities: it means armenia already: remove it from one",
    );
    check_entities(alias("russia", "fr", "Moscou"), "russia is called \"Moscou\" already");
    check_entities(alias("x", "fr", "Moscou"), "there is no entity \"x\"");
}
