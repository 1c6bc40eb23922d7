//! Tests of reading gold.

use crate::fact::{Attribution, Evidence, Polarity, Voice};
use crate::gold::Gold;
use crate::schema::Schema;
use crate::schema::entities::Entities;
use crate::value::{Entity, Slot, Value};
use crate::yaml::decode::show;

const SCHEMA: &str = "\
karat_schema: 1
semantics: 1
types:
  casualties:
    slots:
      count: {kind: count, key: true, required: true}
      effect: {kind: enum, values: [killed, wounded], key: true}
      side: {kind: entity}
      during: {kind: date}
  talks:
    slots:
      who: {kind: set, of: entity, key: true}
      starts: {kind: instant}
      lasts: {kind: duration}
      topic: {kind: text}
views: {dates: [date, instant], speakers: said_by}
";

const ENTITIES: &str = "\
karat_entities: 1
entities:
  armenia: {names: {fr: [Arménie]}}
  russia: {names: {fr: [Russie]}}
  reuters: {}
";

/// A gold file without a finding; tests replace a part of it.
const GOLD: &str = "\
karat: 1
article: {language: fr, published: 2022-09-13, published_from: inferred, timezone: Asia/Yerevan}
cluster: c
coverage: {exhaustive: [casualties], exhaustive_views: all}
status: reviewed
annotators: [{by: a, role: labeller, at: 2026-11-20}]
split: dev
facts:
  toll:
    casualties: {count: at least 6500, effect: killed}
    said_by: reuters
    quote: au moins
    needs: [bound]
  toll-denied:
    same_as: toll
    casualties: {effect: wounded}
    polarity: denied
    evidence: [a, {quote: b, occurrence: 2, before: c, after: d}]
    weight: 3
  meeting:
    talks:
      who: [armenia, russia]
distractors:
  toll-of-2020:
    same_as: toll
    polarity: asserted
    reason: old
ignore: [{quote: '158', reason: counter}]
rejected: {x: anything}
";

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

/// Decodes the gold file with `before` replaced by `after`, and compares its problems.
fn check(before: &str, after: &str, expected: &[&str]) -> Gold {
    assert!(GOLD.contains(before), "{before}");
    let source = GOLD.replacen(before, after, 1);
    let (gold, problems) = Gold::decode("gold/002.yaml", &source, &schema(), &entities());
    assert_eq!(show(&source, &problems), expected);
    gold.unwrap()
}

/// Decodes the gold file with one more line in the slots of its last fact.
fn check_slot(line: &str, expected: &[&str]) -> Option<Slot> {
    let gold = check("[armenia, russia]\n", &format!("[armenia, russia]\n      {line}\n"), expected);
    gold.facts[2].fact.slots.iter().skip(1).flatten().next().cloned()
}

/// Writes an entity by its id, or its name in quotes.
fn show_entity(entity: &Entity) -> String {
    match entity {
        Entity::Known { id, .. } => id.to_string(),
        Entity::Named { written, .. } => format!("'{written}'"),
    }
}

/// Writes speakers as `a+b > relay`.
fn show_attribution(attribution: &Attribution) -> String {
    let names = |entities: &[Entity]| entities.iter().map(show_entity).collect::<Vec<_>>();
    let origin = match &attribution.origin {
        Voice::Unnamed => "unnamed".to_owned(),
        Voice::Named(speakers) => names(speakers).join("+"),
    };
    let relays = names(&attribution.relays);
    std::iter::once(origin).chain(relays).collect::<Vec<_>>().join(" > ")
}

/// Decodes the gold file with another `said_by` of its first fact, and shows it.
fn check_voice(said_by: &str, shown: &str, expected: &[&str]) {
    let gold = check("said_by: reuters", &format!("said_by: {said_by}"), expected);
    let alternatives = gold.facts[0].fact.said_by.iter().flat_map(|choice| &choice.alternatives);
    let found: Vec<String> = alternatives
        .map(|alternative| format!("{} {}", show_attribution(&alternative.value), alternative.score))
        .collect();
    assert_eq!(found.join(" | "), shown);
}

#[test]
fn a_gold_file_is_read_whole() {
    let gold = check("", "", &[]);
    assert_eq!((gold.article_id.as_str(), gold.path.as_str()), ("002", "gold/002.yaml"));
    assert_eq!((gold.cluster.as_deref(), gold.split.as_deref()), (Some("c"), Some("dev")));
    assert_eq!(gold.coverage.types, [true, false]);
    assert_eq!(gold.coverage.views, [true, true]);
    assert_eq!(gold.status, crate::gold::Status::Reviewed);
    assert_eq!(gold.annotators[0].role.as_deref(), Some("labeller"));
    assert_eq!(gold.article.published.as_ref().unwrap().to_string(), "2022-09-13");
    assert_eq!(gold.article.timezone.unwrap().name(), "Asia/Yerevan");
    let ids: Vec<&str> = gold.facts.iter().map(|fact| &*fact.id).collect();
    assert_eq!(ids, ["toll", "toll-denied", "meeting"]);
    assert_eq!((gold.facts[0].weight, gold.facts[1].weight), (1, 3));
    assert_eq!(gold.ignore[0].reason, "counter");
}

#[test]
fn same_as_inherits_the_slots_that_are_not_its_own() {
    let gold = check("", "", &[]);
    let [toll, denied, _] = gold.facts.as_slice() else { panic!("three facts") };
    assert_eq!(denied.fact.slots[0], toll.fact.slots[0]);
    assert_eq!(denied.fact.slots[1], Some(Slot::plain(Value::Enum("wounded".into()))));
    assert_eq!(denied.fact.said_by, None);
    assert_eq!((toll.fact.polarity, denied.fact.polarity), (Polarity::Asserted, Polarity::Denied));
    assert_eq!(gold.distractors[0].fact.slots, toll.fact.slots);
    assert!(gold.distractors[0].states_polarity);
    assert!(denied.places.slots[0].is_none() && denied.places.slots[1].is_some());
}

#[test]
fn chains_of_same_as_are_followed() {
    let gold = check("    talks:\n      who: [armenia, russia]", "    same_as: toll-denied", &[]);
    assert_eq!(gold.facts[2].fact.slots, gold.facts[1].fact.slots);
}

#[test]
fn evidence_is_a_quote_or_several_perhaps_narrowed() {
    let gold = check("", "", &[]);
    let Evidence::Quote(second) = &gold.facts[1].fact.evidence[1] else { panic!("a quote") };
    assert_eq!((&*second.text, second.occurrence, second.before.as_deref()), ("b", Some(2), Some("c")));
    assert_eq!(gold.facts[1].places.evidence.len(), 2);
}

#[test]
fn coverage_can_be_one_word() {
    let gold = check("{exhaustive: [casualties], exhaustive_views: all}", "all", &[]);
    assert_eq!((gold.coverage.types, gold.coverage.views), (vec![true; 2], vec![false; 2]));
}

#[test]
fn coverage_must_be_stated() {
    check(
        "coverage: {exhaustive: [casualties], exhaustive_views: all}\n",
        "",
        &[
            "1:1 Y2 the field \"coverage\" is missing [] -> write coverage: all, none, or {exhaustive: [a type, another type]}",
        ],
    );
    check(
        "{exhaustive: [casualties], exhaustive_views: all}",
        "{exhaustive_views: none}",
        &["4:11 Y2 the field \"exhaustive\" is missing []"],
    );
    check(
        "[casualties], exhaustive_views",
        "[casualty], exhaustive_views",
        &["4:25 F1 unknown type \"casualty\" [casualty] -> did you mean \"casualties\"?"],
    );
    check(
        "exhaustive_views: all",
        "exhaustive_views: every",
        &["4:56 Y2 unknown coverage \"every\" [every] -> known here: all, none"],
    );
}

#[test]
fn a_fact_defined_twice_is_an_error_and_the_first_is_kept() {
    let gold = check(
        "  toll-denied:",
        "  toll:",
        &["14:3 Y1 fact \"toll\" is defined twice (first on line 9) [toll] -> rename or delete one"],
    );
    assert_eq!(gold.facts.len(), 2);
}

#[test]
fn a_distractor_cannot_have_the_id_of_a_fact() {
    check(
        "  toll-of-2020:",
        "  meeting:",
        &["24:3 Y1 distractor \"meeting\" has the id of a fact [meeting] -> rename one"],
    );
}

#[test]
fn unknown_fields_and_words_are_explained() {
    check(
        "    polarity: denied",
        "    polarite: denied",
        &["17:5 Y2 unknown field \"polarite\" [polarite] -> did you mean \"polarity\"?"],
    );
    check(
        "polarity: denied",
        "polarity: denyed",
        &["17:15 Y2 unknown polarity \"denyed\" [denyed] -> did you mean \"denied\"?"],
    );
    check(
        "status: reviewed",
        "status: review",
        &["5:9 Y2 unknown status \"review\" [review] -> did you mean \"reviewed\"?"],
    );
    check("split: dev", "split: train", &["7:8 Y2 unknown split \"train\" [train] -> known here: dev, test"]);
    check(
        "cluster: c",
        "clusters: c",
        &["3:1 Y2 unknown field \"clusters\" [clusters] -> did you mean \"cluster\"?"],
    );
    check(
        "effect: killed",
        "effect: kiled",
        &["10:48 Y2 unknown value \"kiled\" of effect [kiled] -> did you mean \"killed\"?"],
    );
    check(
        "reason: old",
        "reason: old\n    said_on: 2020",
        &["28:5 Y2 unknown field \"said_on\" [said_on] -> did you mean \"said_by\"?"],
    );
}

#[test]
fn an_unknown_type_is_an_error() {
    let gold = check(
        "    talks:\n",
        "    talk:\n",
        &["21:5 F1 unknown type \"talk\" [talk] -> did you mean \"talks\"?"],
    );
    assert_eq!(gold.facts.len(), 2);
}

#[test]
fn a_fact_has_exactly_one_type() {
    check(
        "    talks:\n      who: [armenia, russia]\n",
        "    note: x\n",
        &["20:3 F1 fact \"meeting\" has no type [meeting] -> put its slots under one of: casualties, talks"],
    );
    check(
        "    talks:\n",
        "    casualties: {count: 1}\n    talks:\n",
        &["22:5 F1 a fact has one type, and \"casualties\" stands here [talks] -> make two facts of it"],
    );
}

#[test]
fn an_unknown_slot_is_listed_with_those_that_exist() {
    check(
        "effect: killed",
        "effekt: killed",
        &[
            "10:40 F1 slot \"effekt\" does not exist in casualties (count, effect, side, during) [effekt] -> did you mean \"effect\"?",
        ],
    );
    check(
        "effect: killed",
        "colour: red",
        &["10:40 F1 slot \"colour\" does not exist in casualties (count, effect, side, during) [colour]"],
    );
}

#[test]
fn a_required_slot_must_be_filled_or_inherited() {
    let gold = check(
        "count: at least 6500, ",
        "",
        &[
            "10:5 F1 slot \"count\" is required [casualties]",
            "16:5 F1 slot \"count\" is required [casualties]",
        ],
    );
    assert_eq!(gold.facts.len(), 3);
    check("count: at least 6500, ", "count: unspecified, ", &[]);
}

#[test]
fn an_empty_slot_is_an_error() {
    check(
        "count: at least 6500, ",
        "count: , ",
        &[
            "10:18 F1 slot \"count\" is empty [count] -> remove it, or write none if nothing may stand there, unspecified if the article does not say",
        ],
    );
}

#[test]
fn a_word_for_no_value_opens_or_closes_a_slot() {
    assert_eq!(check_slot("lasts: unspecified", &[]), Some(Slot::Unspecified));
    assert_eq!(check_slot("lasts: none", &[]), Some(Slot::Nothing));
    assert_eq!(check_slot("topic: 'none'", &[]), Some(Slot::plain(Value::Text("none".into()))));
    check_slot(
        "lasts: {any_of: [none, P2D]}",
        &["23:24 V8 \"none\" cannot be one of several answers [none] -> write it as the whole slot"],
    );
}

#[test]
fn a_date_typed_otherwise_is_read_and_its_spelling_told() {
    let slot = check_slot(
        "starts: 13/09/2022",
        &["23:15 V1 \"13/09/2022\" is not how karat writes a date [13/09/2022] -> write 2022-09-13"],
    );
    assert!(slot.is_some());
    check_slot("starts: 2022-09-13", &[]);
}

#[test]
fn what_is_no_date_is_an_error_at_its_place() {
    check_slot(
        "starts: 2022-02-30",
        &[
            "23:23 V1 February 2022 has 28 days [30] -> check the day in the article; where it is not known, end the date with the month",
        ],
    );
    check_slot(
        "starts: '2022-02-30'",
        &[
            "23:24 V1 February 2022 has 28 days [30] -> check the day in the article; where it is not known, end the date with the month",
        ],
    );
    check_slot(
        "starts: \"2022-02-\\x330\"",
        &[
            "23:15 V1 February 2022 has 28 days [\"2022-02-\\x330\"] -> check the day in the article; where it is not known, end the date with the month",
        ],
    );
    check_slot(
        "starts: soon",
        &[
            "23:15 V1 \"soon\" is not a date karat knows [soon] -> write 2022-09-13, 2022-09, 2022, XXXX-09-13 or 2022-09-13T09:00+03:00",
        ],
    );
}

#[test]
fn a_zone_that_does_not_fit_the_clock_is_an_error() {
    check_slot(
        "starts: 2022-09-13T09:00+04:00[Europe/Moscow]",
        &[
            "23:31 V2 Moscow was at +03:00 that day [+04:00[Europe/Moscow]] -> write +03:00, leave the offset out, or name another zone",
        ],
    );
    check(
        "Asia/Yerevan",
        "Asia/Erevan",
        &["2:84 V2 \"Asia/Erevan\" is not a time zone [Asia/Erevan] -> did you mean Asia/Yerevan?"],
    );
}

#[test]
fn an_interval_that_ends_before_it_starts_is_an_error() {
    check_slot(
        "starts: 2022-09-13/2022-09-12",
        &["23:15 V5 interval ends before it starts [2022-09-13/2022-09-12]"],
    );
}

#[test]
fn a_count_with_spaces_is_read_and_its_spelling_told() {
    let gold = check(
        "count: at least 6500",
        "count: at least 6 500",
        &[
            "10:25 V7 \"at least 6 500\": write the number without spaces [at least 6 500] -> write at least 6500",
        ],
    );
    assert!(gold.facts[0].fact.slots[0].is_some());
    check(
        "count: at least 6500",
        "count: au moins 6500",
        &[
            "10:25 V7 \"au moins 6500\" is not how karat writes a count [au moins 6500] -> write at least 6500",
        ],
    );
}

#[test]
fn what_is_no_count_is_an_error_and_the_fact_is_kept() {
    let gold = check(
        "count: at least 6500",
        "count: lots",
        &[
            "10:25 F1 \"lots\" is not a count [lots] -> write a number such as 6500, at least 6500, about 6500, 5..7 or dozens",
        ],
    );
    assert_eq!(gold.facts[0].fact.slots[0], None);
    assert!(gold.facts[0].fact.slots[1].is_some());
}

#[test]
fn an_estimate_has_a_best_number_inside_its_range() {
    let gold = check("count: at least 6500", "count: {best: 49, low: 45, high: 60}", &[]);
    assert!(gold.facts[0].fact.slots[0].is_some());
    check(
        "count: at least 6500",
        "count: {best: 49, low: 50, high: 60}",
        &["10:25 V5 the best number is not between low and high [{best: 49, low: 50, high: 60}]"],
    );
    check(
        "count: at least 6500",
        "count: {best: 49, low: 45}",
        &["10:25 V7 an estimate needs \"high\" [{best: 49, low: 45}] -> write {best: 49, low: 45, high: 60}"],
    );
    check(
        "count: at least 6500",
        "count: {best: many, low: 45, high: 60}",
        &["10:32 V7 \"many\" is not a number [many]"],
    );
}

#[test]
fn a_bare_clock_time_is_a_number_to_some_readers() {
    check_slot(
        "starts: 9:00",
        &[
            "23:15 Y4 \"9:00\" is the number 540 to some YAML readers [9:00] -> write the day too, as in 2022-09-13T09:00",
        ],
    );
    check(
        "count: at least 6500",
        "count: 12:30:45",
        &[
            "10:25 Y4 \"12:30:45\" is the number 45045 to some YAML readers [12:30:45] -> write the number without colons",
        ],
    );
    check_slot("topic: 9:00", &[]);
}

#[test]
fn a_word_for_no_value_in_quote_marks_is_told_to_lose_them() {
    let help = "take the quote marks off: the bare word stands for no value";
    check(
        "count: at least 6500",
        "count: 'unspecified'",
        &[&format!("10:26 F1 \"unspecified\" is not a count [unspecified] -> {help}")],
    );
    check(
        "effect: killed",
        "effect: \"none\"",
        &[&format!("10:48 Y2 unknown value \"none\" of effect [\"none\"] -> {help}")],
    );
}

#[test]
fn a_quote_with_a_colon_is_explained_wherever_it_stands() {
    check(
        "quote: au moins",
        "quote: il dit : non",
        &[
            "12:18 Y3 YAML takes \" : \" for a key here [ : ] -> write the quote under \">-\", or in double quotes",
        ],
    );
    check(
        "    quote: au moins",
        "    evidence:\n      - il dit : non",
        &[
            "13:15 Y3 YAML takes \" : \" for a key here [ : ] -> write the quote under \">-\", or in double quotes",
        ],
    );
    check(
        "evidence: [a,",
        "evidence: [il dit : non,",
        &[
            "18:22 Y3 YAML takes \" : \" for a key here [ : ] -> write the quote under \">-\", or in double quotes",
        ],
    );
    check("quote: au moins", "quote: 'il dit : non'", &[]);
}

#[test]
fn a_value_with_a_zone_inside_brackets_is_explained() {
    check_slot(
        "starts: {any_of: [2022-09-13T09:00+03:00[Europe/Moscow], 2022]}",
        &[
            "23:47 Y5 a value with [zone] cannot stand inside […] [[Europe/Moscow]] -> put each value on its own \"- \" line",
        ],
    );
    check_slot("starts: {any_of: ['2022-09-13T09:00+03:00[Europe/Moscow]', 2022]}", &[]);
}

#[test]
fn any_of_holds_at_least_two_different_values_of_which_one_is_worth_1() {
    check_slot("lasts: {any_of: [P2D, {value: P3D, score: 0.5}]}", &[]);
    check_slot(
        "lasts: {any_of: [P2D]}",
        &["23:24 V8 any_of has one value [P2D] -> write the value without any_of"],
    );
    check_slot("lasts: {any_of: [P2D, P2D]}", &["23:29 V8 any_of has two equal values [P2D] -> remove one"]);
    check_slot(
        "lasts: {any_of: [{value: P2D, score: 0.5}, P3D]}",
        &["23:50 V8 an alternative is scored higher than the main one [P3D] -> put the best answer first"],
    );
    let slot = check_slot(
        "lasts: {any_of: [{value: P2D, score: 0.5}, {value: P3D, score: 0.4}]}",
        &[
            "23:14 V8 no alternative is worth 1 [{any_of: [{value: P2D, score: 0.5}, {value: P3D, score: 0.4}]}] -> leave the score of the best answer out",
        ],
    );
    assert_eq!(slot, None);
    check_slot(
        "lasts: {value: P2D, score: 0.5}",
        &[
            "23:14 V8 no alternative is worth 1 [{value: P2D, score: 0.5}] -> leave the score of the best answer out",
        ],
    );
    check_slot(
        "lasts: {any_of: [P2D, {value: P3D, score: 2}]}",
        &["23:49 F1 score \"2\" is not a number from 0 to 1 with at most 3 decimals [2]"],
    );
    check_slot("lasts: {any_of: P2D}", &["23:23 Y2 expected a list, found a text [P2D]"]);
}

#[test]
fn a_value_may_be_optional_alone_or_in_a_list() {
    let Some(Slot::Stated(choice)) = check_slot("lasts: {value: P2D, optional: true}", &[]) else {
        panic!("a stated slot")
    };
    assert!(choice.is_optional);
    let gold = check(
        "[armenia, russia]",
        "[armenia, {value: russia, optional: true}, {any_of: [reuters, Chine]}]",
        &[],
    );
    let Some(Slot::Stated(choice)) = &gold.facts[2].fact.slots[0] else { panic!("a stated slot") };
    let Some(Value::Set(slots)) = choice.as_plain() else { panic!("a set") };
    assert_eq!(slots.len(), 3);
}

#[test]
fn a_set_is_a_list_and_nothing_else_is() {
    check(
        "[armenia, russia]",
        "armenia",
        &["22:12 Y2 expected a list, found a text [armenia] -> slot \"who\" is a set: write [armenia]"],
    );
    check(
        "[armenia, russia]",
        "[]",
        &["22:12 F1 the list is empty [[]] -> remove the slot, or write none if nothing may stand there"],
    );
    check(
        "[armenia, russia]",
        "[armenia, Arménie]",
        &["22:22 V8 the value stands twice in this list [Arménie] -> remove one"],
    );
    check_slot(
        "lasts: [P2D]",
        &[
            "23:14 Y2 expected one value, found a list [[P2D]] -> slot \"lasts\" is no set: the schema would say kind: set",
        ],
    );
}

#[test]
fn said_by_is_read_in_all_its_forms() {
    check_voice("Arménie", "armenia 1.000", &[]);
    check_voice("unnamed", "unnamed 1.000", &[]);
    check_voice("[Pachinian, reuters]", "'Pachinian' > reuters 1.000", &[]);
    check_voice("[unnamed, reuters, armenia]", "unnamed > reuters > armenia 1.000", &[]);
    check_voice("{together: [russia, armenia]}", "armenia+russia 1.000", &[]);
    check_voice("[{together: [russia, armenia]}, reuters]", "armenia+russia > reuters 1.000", &[]);
    let several = "{any_of: [armenia, {value: [russia, reuters], score: 0.5}]}";
    check_voice(several, "armenia 1.000 | russia > reuters 0.500", &[]);
}

#[test]
fn said_by_that_means_nobody_is_explained() {
    check_voice(
        "none",
        "",
        &["11:14 Y2 \"none\" is not a speaker [none] -> leave said_by out: the article itself speaks"],
    );
    check_voice(
        "unspecified",
        "",
        &[
            "11:14 Y2 \"unspecified\" is not a speaker [unspecified] -> write unnamed: reported, and the source is not stated",
        ],
    );
    check_voice(
        "[]",
        "",
        &["11:14 Y2 the list is empty [[]] -> name the origin, then the relays, or leave said_by out"],
    );
    check_voice(
        "[armenia, unnamed]",
        "",
        &["11:24 Y2 only the origin can be unnamed [unnamed] -> leave a relay without a name out"],
    );
    check_voice(
        "{together: [armenia]}",
        "",
        &[
            "11:14 Y2 together needs at least two different speakers [{together: [armenia]}] -> write the name alone",
        ],
    );
}

#[test]
fn same_as_must_lead_to_a_fact() {
    check(
        "    same_as: toll\n    casualties",
        "    same_as: tol\n    casualties",
        &["15:14 F4 same_as points to \"tol\", which does not exist [tol] -> did you mean \"toll\"?"],
    );
    check(
        "    same_as: toll\n    polarity",
        "    same_as: nobody\n    polarity",
        &["25:14 F4 same_as points to \"nobody\", which does not exist [nobody]"],
    );
}

#[test]
fn same_as_cannot_run_in_a_circle() {
    check(
        "    same_as: toll\n    casualties",
        "    same_as: toll-denied\n    casualties",
        &[
            "15:14 F4 same_as points to itself [toll-denied] -> give one of them its own slots instead of same_as",
        ],
    );
    check(
        "    casualties: {count: at least 6500, effect: killed}\n",
        "    same_as: toll-denied\n",
        &[
            "10:14 F4 same_as points to itself through toll-denied [toll-denied] -> give one of them its own slots instead of same_as",
        ],
    );
}

#[test]
fn same_as_leads_to_a_fact_of_the_same_type() {
    check(
        "    same_as: toll\n    casualties",
        "    same_as: meeting\n    casualties",
        &[
            "16:5 F4 same_as points to \"meeting\", of type talks, from a fact of type casualties [casualties] -> write the slots that differ under talks",
        ],
    );
}

#[test]
fn a_distractor_needs_a_reason() {
    check(
        "    reason: old\n",
        "",
        &[
            "24:3 F3 a distractor needs a reason [toll-of-2020] -> say in reason: why somebody could fall for it",
        ],
    );
}

#[test]
fn other_versions_are_refused_as_a_whole() {
    let source = GOLD.replacen("karat: 1", "karat: 2", 1);
    let (gold, problems) = Gold::decode("002.yaml", &source, &schema(), &entities());
    assert!(gold.is_none() && problems[0].is_unreadable);
    assert_eq!(show(&source, &problems), ["1:8 Y2 karat 2 is not known to this version of karat [2]"]);
}

#[test]
fn shapes_that_do_not_fit_are_explained() {
    check(
        "needs: [bound]",
        "needs: {bound: true}",
        &["13:12 Y2 expected a list, found a map [{bound: true}]"],
    );
    check("weight: 3", "weight: 0", &["19:13 Y2 \"0\" is not a whole number from 1 to 1000 [0]"]);
    check(
        "weight: 3",
        "optional: maybe",
        &["19:15 Y2 unknown truth value \"maybe\" [maybe] -> known here: true, false"],
    );
    check(
        "occurrence: 2",
        "occurrence: second",
        &["18:42 Y2 \"second\" is not a whole number from 1 to 1000000 [second]"],
    );
    check(
        "  meeting:\n    talks:\n      who: [armenia, russia]\n",
        "  meeting: [talks]\n",
        &["20:12 Y2 expected a map, found a list [[talks]]"],
    );
    check("article: {language: fr, ", "article: {", &["2:10 Y2 the field \"language\" is missing []"]);
    check("quote: '158', ", "", &["28:10 Y2 the field \"quote\" is missing []"]);
    check(
        "timezone: Asia/Yerevan}",
        "sha256: [abc]}",
        &["2:83 Y2 not a sha256: expected 64 lower-case hexadecimal digits [abc] -> karat fmt writes it"],
    );
}

#[test]
fn after_a_syntax_error_the_rest_is_read() {
    let gold = check(
        "quote: au moins\n",
        "quote: \"au moins\n",
        &["12:20 Y0 a quote mark is opened and never closed [s] -> close it"],
    );
    assert_eq!(gold.facts.len(), 3);
}

#[test]
fn ten_thousand_facts_are_read_at_once() {
    let fact = |number: usize| {
        let before = number.saturating_sub(1);
        let same_as = if number == 0 { "note: x".to_owned() } else { format!("same_as: f{before}") };
        format!(
            "  f{number}:\n    casualties: {{count: {number}, effect: killed, side: someone}}\n    {same_as}\n"
        )
    };
    let facts: String = (0..10_000).map(fact).collect();
    let source = format!("karat: 1\narticle: {{language: fr}}\ncoverage: none\nfacts:\n{facts}");
    let (gold, problems) = Gold::decode("002.yaml", &source, &schema(), &entities());
    assert_eq!(problems, []);
    assert_eq!(gold.unwrap().facts.len(), 10_000);
}

mod properties {
    use proptest::prelude::*;

    use super::{GOLD, Gold, entities, schema};

    proptest! {
        #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn no_edit_makes_the_reader_panic_or_point_outside(
            edits in prop::collection::vec((0..GOLD.len(), 0..3_usize, any::<u8>(), 0..GOLD.len()), 1..6)
        ) {
            let mut bytes = GOLD.as_bytes().to_vec();
            for (at, kind, byte, other) in edits {
                let at = at % bytes.len();
                let byte = if byte < 128 { GOLD.as_bytes()[other] } else { byte };
                match kind {
                    0 => bytes[at] = byte,
                    1 => bytes.insert(at, byte),
                    _ => drop(bytes.remove(at)),
                }
            }
            let source = String::from_utf8_lossy(&bytes);
            let (_, problems) = Gold::decode("002.yaml", &source, &schema(), &entities());
            for problem in problems {
                prop_assert!(source.get(problem.span.unwrap_or(0..0)).is_some());
            }
        }
    }
}
