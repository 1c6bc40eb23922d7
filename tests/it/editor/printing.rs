//! What gold prints reads as the same fact.

use std::sync::Arc;

use karat::fact::{Attribution, Evidence, Fact, Polarity, TypeRef, Voice};
use karat::gold::{Gold, print};
use karat::problem::Level;
use karat::schema::entities::Entities;
use karat::schema::{Schema, SlotSpec};
use karat::text::quote::Quote;
use karat::value::count::Count;
use karat::value::date::Date;
use karat::value::duration::Duration;
use karat::value::{Alternative, Choice, Entity, Kind, Slot, Value};
use karat::yaml::data::Data;
use karat::yaml::print::{Layout, block};
use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;
use proptest::sample::select;

use crate::editor::any_text;

const SCHEMA: &str = "\
karat_schema: 1
semantics: 1
types:
  loss:
    slots:
      n: {kind: count, key: true}
      when: {kind: date}
      starts: {kind: instant}
      lasts: {kind: duration}
      side: {kind: entity}
      how: {kind: enum, values: [killed, 'no', 'a: b']}
      gist: {kind: text}
      who: {kind: set, of: entity}
views: {}
";

const ENTITIES: &str =
    "karat_entities: 1\nentities: {russia: {names: {fr: [Moscou]}}, none: {}, unnamed: {}}\n";

fn schema() -> Schema {
    let (schema, problems) = Schema::decode("schema.yaml", SCHEMA);
    assert_eq!(problems, []);
    schema.unwrap()
}

fn entities() -> Entities {
    let (entities, problems) = Entities::decode("entities.yaml", ENTITIES);
    assert_eq!(problems, []);
    entities.unwrap()
}

fn check(fact: &Fact, layout: Layout<'_>) {
    let (schema, entities) = (schema(), entities());
    let fields = print::fact(fact, &schema.types[0]);
    let file = Data::map([
        ("karat", Data::text("1")),
        ("article", Data::map([("language", Data::text("fr"))])),
        ("coverage", Data::map([("exhaustive", Data::text("none"))])),
        ("facts", Data::map([("f", Data::Map(fields))])),
    ]);
    let text = block(&file, layout);
    let (gold, problems) = Gold::decode("f.yaml", &text, &schema, &entities);
    let errors: Vec<_> = problems.iter().filter(|problem| problem.level == Level::Error).collect();
    assert!(errors.is_empty(), "{text}\n{errors:?}");
    assert_eq!(&gold.unwrap().facts[0].fact, fact, "{text}");
}

fn any_name() -> impl Strategy<Value = Entity> {
    let names = prop_oneof![
        select(vec!["russia", "none", "unnamed", "unspecified", "le barrage", "no", "on: off", "Bakou"])
            .prop_map(str::to_owned),
        any_text().prop_filter("names say something", |text| !text.trim().is_empty()),
    ];
    names.prop_map(|name| entities().resolve(&name))
}

fn any_value(spec: &SlotSpec) -> BoxedStrategy<Value> {
    match spec.kind {
        Kind::Date => {
            select(vec!["2020", "2022-09-13 early", "2020/..", "198X", "on or before 2022-09-13", "2022-W36"])
                .prop_map(|text| Value::Date(Date::parse(text).unwrap()))
                .boxed()
        }
        Kind::Instant => select(vec![
            "2022-09-13T09:00+03:00[Europe/Moscow]",
            "XXXX-09-13T09:00+03:00",
            "2022-09-13T09:00Z",
        ])
        .prop_map(|text| Value::Date(Date::parse(text).unwrap()))
        .boxed(),
        Kind::Duration => select(vec!["P6W", "at least P20Y", "about PT2H"])
            .prop_map(|text| Value::Duration(Duration::parse(text).unwrap()))
            .boxed(),
        Kind::Count => {
            select(vec!["6500", "at least 6500", "5..7", "dozens", "{best: 49, low: 45, high: 60}"])
                .prop_map(|text| Value::Count(Count::parse(text).unwrap()))
                .boxed()
        }
        Kind::Entity => any_name().prop_map(Value::Entity).boxed(),
        Kind::Enum => select(spec.words.clone()).prop_map(Value::Enum).boxed(),
        Kind::Text => any_text()
            .prop_filter("texts say something", |text| !text.trim().is_empty())
            .prop_map(|text| Value::Text(Arc::from(text)))
            .boxed(),
    }
}

fn any_choice<T: Clone + std::fmt::Debug + Ord + 'static>(
    value: impl Strategy<Value = T>,
) -> impl Strategy<Value = Choice<T>> {
    let scores = select(vec!["1", "0.8", "0.125", "0"]);
    (vec((value, scores), 1..5), any::<bool>()).prop_map(|(values, is_optional)| {
        let alternatives = values.into_iter().enumerate().map(|(index, (value, score))| {
            let score = if index == 0 { "1" } else { score };
            Alternative { value, score: karat::credit::Credit::from_decimal(score).unwrap() }
        });
        Choice { alternatives: alternatives.collect(), is_optional }
    })
}

fn any_slot(spec: &SlotSpec) -> BoxedStrategy<Option<Slot>> {
    let one = any_choice(any_value(spec)).prop_map(Slot::Stated);
    let open = select(vec![Slot::Unspecified, Slot::Nothing]);
    if !spec.is_set {
        return of(prop_oneof![4 => one, 1 => open]).boxed();
    }
    let elements = vec(prop_oneof![4 => one, 1 => open.clone()], 1..5).prop_map(|mut elements| {
        let mut seen: Vec<Slot> = Vec::new();
        elements.retain(|element| {
            let is_new = !seen.contains(element);
            seen.push(element.clone());
            is_new
        });
        Value::Set(elements)
    });
    of(prop_oneof![4 => any_choice(elements).prop_map(Slot::Stated), 1 => open]).boxed()
}

fn any_voice() -> impl Strategy<Value = Attribution> {
    let origin = prop_oneof![
        Just(Voice::Unnamed),
        vec(any_name(), 1..4).prop_map(|mut speakers| {
            speakers.sort();
            speakers.dedup();
            Voice::Named(speakers)
        }),
    ];
    (origin, vec(any_name(), 0..3)).prop_map(|(origin, relays)| Attribution { origin, relays })
}

fn any_quote() -> impl Strategy<Value = Evidence> {
    let words = || any_text().prop_filter("quotes say something", |text| !text.trim().is_empty());
    (words(), of(1_usize..9), of(words()), of(words())).prop_map(|(text, occurrence, before, after)| {
        Evidence::Quote(Quote { text, occurrence, before, after })
    })
}

fn any_fact() -> impl Strategy<Value = Fact> {
    let slots: Vec<_> = schema().types[0].slots.iter().map(any_slot).collect();
    let rest = (of(any_choice(any_voice())), select(Polarity::ALL.to_vec()), vec(any_quote(), 0..4));
    (slots, rest).prop_map(|(slots, (said_by, polarity, evidence))| Fact {
        fact_type: TypeRef::Known(0),
        slots,
        unknown_slots: Vec::new(),
        said_by,
        polarity,
        evidence,
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn a_printed_fact_reads_as_the_same(fact in any_fact(), list_step in select(vec![0_usize, 2, 4]), map_step in select(vec![2_usize, 4])) {
        check(&fact, Layout { list_step, map_step, ..Layout::new() });
    }
}
