//! Tests of reading and writing dates, and values for property tests.

use proptest::prelude::*;

use super::*;

fn check_spellings(texts: &[&str]) {
    for text in texts {
        let date = Date::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"));
        assert_eq!(date.to_string(), *text);
    }
}

fn check_error(text: &str, expected: (&str, &str, &str)) {
    let error = Date::parse(text).expect_err(text);
    let place = text.get(error.span.clone()).unwrap();
    assert_eq!((error.rule, place, error.message.as_str()), expected, "{text}");
}

fn check_help(text: &str, expected: &str) {
    assert_eq!(Date::parse(text).expect_err(text).help.as_deref(), Some(expected), "{text}");
}

#[test]
fn every_strict_spelling_is_printed_as_written() {
    check_spellings(&[
        "2022-09-13",
        "2022-09",
        "2022",
        "198X",
        "20XX",
        "XXXX-09-13",
        "XXXX-XX-13",
        "XXXX-09",
        "XXXX-XX-XXT09:00",
        "2022-09-XX",
        "2022-XX-XX",
        "2022-XX",
        "2022-09-13?",
        "2022-09-13~",
        "2022-09-13%",
        "2022-21",
        "2022-24",
        "2022-W37",
        "2020-W53",
        "2022-09-13 morning",
        "2022-09-13 afternoon",
        "2022-09-13 evening",
        "2022-09-13 night",
        "2022-09-13 early",
        "early 2020-11",
        "mid 2020",
        "late 198X",
        "2022-09-13T09:00",
        "2022-09-13T09:00:30",
        "2022-09-13T09:00:00+03:00",
        "2022-09-13T09:00Z",
        "2022-09-13T09:00-03:30",
        "2022-09-13T09:00[Europe/Moscow]",
        "2022-09-13T09:00+03:00[Europe/Moscow]",
        "XXXX-09-13T09:00[Europe/Moscow]",
        "2022-09-13T00:00+04:00~",
        "2020-09-27/2020-11-10",
        "2022-12/..",
        "../2022-12",
        "2022-09-13T09:00+03:00[Europe/Moscow]/2022-09-13T12:00+03:00[Europe/Moscow]",
        "between 1989-08-25 and 1989-08-26",
        "on or before 1989-08-26",
        "before 1989-08-26",
        "on or after 1989-08-26",
        "after 1989-08-26~",
        "XXXX-12-20/XXXX-01-05",
        "2022-10-30T02:30+01:00[Europe/Paris]",
    ]);
}

#[test]
fn what_is_no_date_is_shown_with_what_to_write() {
    check_error("13/09/2022", ("V1", "13/09/2022", "\"13/09/2022\" is not a date karat knows"));
    check_help("13/09/2022", "write 2022-09-13");
    check_help("2022-9-3", "write 2022-09-03");
    check_error("2022-9-3", ("V1", "2022-9-3", "\"2022-9-3\" is not a date karat knows"));
    check_help("03/04/2022", "write 2022-09-13, 2022-09, 2022, XXXX-09-13 or 2022-09-13T09:00+03:00");
    for text in
        ["", "mardi", "2022-09-13 noon", "2022-09-13x", "🦀", "é2-1", "-0044", "2022-09-13T09", "X", "1XXX"]
    {
        let message = format!("\"{text}\" is not a date karat knows");
        check_error(text, ("V1", text, &message));
    }
}

#[test]
fn impossible_dates_name_the_wrong_part() {
    check_error("2022-02-30", ("V1", "30", "February 2022 has 28 days"));
    check_error("XXXX-02-30", ("V1", "30", "February has 29 days"));
    check_error("2022-09-00", ("V1", "00", "days count from 01"));
    check_error("XXXX-XX-32", ("V1", "32", "no month has so many days"));
    check_error("0000", ("V1", "0000", "karat knows the years 0001 to 9999"));
    check_error("2022-W53", ("V1", "53", "2022 has 52 weeks"));
    let months = "there is no month 13: months go from 01 to 12, seasons from 21 to 24";
    check_error("2022-13", ("V1", "13", months));
    check_error("2022-09-13T25:00", ("V1", "25:00", "hours go from 00 to 23"));
    check_error("2022-09-13T09:60", ("V1", "09:60", "minutes go from 00 to 59"));
    check_error("2022-09-13T23:59:60Z", ("V1", "23:59:60", "leap seconds are not kept: write :59"));
    check_error("2022-09-13T09:00:61", ("V1", "09:00:61", "seconds go from 00 to 59"));
    check_error("2022-09-13T24:00", ("V1", "24:00", "24:00 is 00:00 of the next day: write that"));
    check_error("2022-09T09:00", ("V1", "T09:00", "a clock time needs a day"));
    check_error(
        "early 2022-09-13",
        ("V1", "early 2022-09-13", "early, mid and late stand before a month, a year or a decade"),
    );
    check_error("XXXX-XX-XX", ("V1", "XXXX-XX-XX", "every part is left open: nothing is stated"));
    check_error(
        "2022-XX-13",
        ("V1", "2022-XX-13", "only leading or trailing parts can be left open, not the month alone"),
    );
}

#[test]
fn zones_and_clocks_must_agree() {
    let message = "Moscow was at +03:00 that day";
    check_error("2022-09-13T09:00+04:00[Europe/Moscow]", ("V2", "+04:00[Europe/Moscow]", message));
    check_error(
        "2022-09-13T09:00[Europe/Mosco]",
        ("V2", "Europe/Mosco", "unknown time zone \"Europe/Mosco\""),
    );
    check_help("2022-09-13T09:00[Europe/Mosco]", "did you mean Europe/Moscow?");
    let message = "02:30 did not exist in Europe/Paris on that day";
    check_error("2022-03-27T02:30[Europe/Paris]", ("V2", "02:30", message));
    let message = "02:30 existed twice in Europe/Paris on that day";
    check_error("2022-10-30T02:30[Europe/Paris]", ("V2", "02:30", message));
    check_help("2022-10-30T02:30[Europe/Paris]", "write the offset: +02:00 or +01:00");
    let message = "Paris was at +02:00 and then at +01:00 that day";
    check_error("2022-10-30T02:30+03:00[Europe/Paris]", ("V2", "+03:00[Europe/Paris]", message));
    check_error("2022-09-13T09:00+25:00", ("V2", "+25:00", "there is no such offset from UTC"));
    check_error("2022-09-13T09:00+03", ("V2", "+03", "an offset has hours and minutes"));
    check_error(
        "2022-09-13T09:00[Europe/Moscow",
        ("V2", "[Europe/Moscow", "the zone has no closing bracket"),
    );
}

#[test]
fn ends_must_be_in_order_and_there() {
    let text = "2022-09-13/2022-09-12";
    check_error(text, ("V5", text, "interval ends before it starts"));
    let text = "between 1989-08-26 and 1989-08-25";
    check_error(text, ("V5", "1989-08-26 and 1989-08-25", "interval ends before it starts"));
    check_error("2022-09-13/", ("V1", "2022-09-13/", "one end of the interval is empty"));
    check_error("../..", ("V1", "../..", "an interval needs a date at one end"));
    check_error("between 2022", ("V1", "between 2022", "\"between 2022\" has no second date"));
}

#[test]
fn canonical_forms_unite_what_scores_alike() {
    for (text, expected) in [
        ("2022-09-13T09:00:00", "2022-09-13T09:00"),
        ("2022-09-13?", "2022-09-13"),
        ("2022-09-13%", "2022-09-13~"),
        ("2022-09-XX", "2022-09"),
        ("2022-09-13/2022-09-13", "2022-09-13"),
        ("between 2022-09-13 and 2022-09-13?", "2022-09-13"),
        ("2022-09-13T09:00+03:00[Europe/Moscow]", "2022-09-13T09:00+03:00"),
        ("2022-09-13T09:00[Europe/Moscow]", "2022-09-13T09:00+03:00"),
        ("2022-09-13T09:00+00:00", "2022-09-13T09:00Z"),
    ] {
        assert_eq!(Date::parse(text).unwrap().canonical().to_string(), expected);
        assert_eq!(Date::parse(text).unwrap().canonical(), Date::parse(expected).unwrap());
    }
}

#[test]
fn constructors_refuse_what_does_not_exist() {
    let day = Date::day(Some(2022), 9, 13).unwrap();
    assert_eq!(day.to_string(), "2022-09-13");
    assert_eq!(day.calendar_day(), Some((2022, 9, 13)));
    assert_eq!(day.weekday(), Some(Weekday::Tuesday));
    assert_eq!(day.precision(), Unit::Day);
    assert_eq!(day.first_day(), day_number((2022, 9, 13)));
    assert_eq!(day.first_day(), day.last_day());
    let moment = day.with_time(9, 0).unwrap();
    assert!(moment.has_time() && !moment.has_zone());
    let zoned = moment.with_zone("Europe/Moscow").unwrap();
    assert_eq!(zoned.to_string(), "2022-09-13T09:00+03:00[Europe/Moscow]");
    assert_eq!(zoned.zone_name(), Some("Europe/Moscow"));
    assert_eq!(zoned, Date::parse(&zoned.to_string()).unwrap());
    assert_eq!(moment.with_offset(0).unwrap().to_string(), "2022-09-13T09:00Z");
    assert_eq!(Date::day(None, 9, 13).unwrap().to_string(), "XXXX-09-13");
    assert_eq!(Date::month(Some(2022), 9).unwrap().to_string(), "2022-09");
    assert_eq!(Date::decade(1988).unwrap().to_string(), "198X");
    let nothing = [
        Date::day(Some(2022), 2, 30),
        Date::day(Some(2022), 13, 1),
        Date::month(Some(2022), 0),
        Date::year(0),
        Date::year(10_000),
        day.with_time(24, 0),
        moment.with_zone("Nowhere"),
        zoned.with_zone("Europe/Paris"),
        Date::month(Some(2022), 9).unwrap().with_time(9, 0),
        Date::interval(&day, &Date::year(2020).unwrap()),
    ];
    assert_eq!(nothing, [const { None }; 10]);
}

#[test]
fn first_and_last_day_are_absent_where_open_or_unbounded() {
    let check = |text: &str, first: Option<(i32, u8, u8)>, last: Option<(i32, u8, u8)>| {
        let date = Date::parse(text).unwrap();
        assert_eq!(date.first_day(), first.and_then(day_number), "{text}");
        assert_eq!(date.last_day(), last.and_then(day_number), "{text}");
    };
    check("2022-09", Some((2022, 9, 1)), Some((2022, 9, 30)));
    check("2022-24", Some((2022, 12, 1)), Some((2023, 2, 28)));
    check("XXXX-09-13", None, None);
    check("before 2022-09", None, Some((2022, 8, 31)));
    check("after 2022-09", Some((2022, 10, 1)), None);
    check("2022-12/..", Some((2022, 12, 1)), None);
    check("2022-09-13 night", Some((2022, 9, 13)), Some((2022, 9, 14)));
}

/// Spellings of points of every kind.
pub(crate) fn any_point() -> impl Strategy<Value = String> {
    let year = 2019_i32..=2022;
    let day = (year.clone(), 8_u8..=12, 1_u8..=28).prop_map(|(y, m, d)| format!("{y}-{m:02}-{d:02}"));
    let clock = prop_oneof![
        (0_u8..24, 0_u8..60).prop_map(|(h, m)| format!("T{h:02}:{m:02}")),
        (0_u8..24, 0_u8..60, 0_u8..60).prop_map(|(h, m, s)| format!("T{h:02}:{m:02}:{s:02}")),
    ];
    let zone = prop_oneof![
        Just(String::new()),
        Just("Z".to_owned()),
        Just("[Asia/Yerevan]".to_owned()),
        Just("[UTC]".to_owned()),
        (-14_i32..=14).prop_map(|hours| format!("{hours:+03}:30")),
    ];
    let unopened = prop_oneof![
        4 => day.clone(),
        2 => (year.clone(), 1_u8..=12).prop_map(|(y, m)| format!("{y}-{m:02}")),
        1 => year.clone().prop_map(|y| format!("{y}")),
        1 => (201_i32..=202).prop_map(|d| format!("{d}X")),
        1 => Just("20XX".to_owned()),
        1 => (year.clone(), 30_u8..=52).prop_map(|(y, w)| format!("{y}-W{w:02}")),
        1 => (year.clone(), 21_u8..=24).prop_map(|(y, s)| format!("{y}-{s}")),
        1 => (year.clone(), 1_u8..=12, 0_usize..3).prop_map(|(y, m, t)| format!("{} {y}-{m:02}", THIRDS[t])),
        1 => (year, 0_usize..3).prop_map(|(y, t)| format!("{} {y}", THIRDS[t])),
        1 => (day.clone(), 0_usize..5).prop_map(|(d, p)| format!("{d} {}", PARTS[p])),
        3 => (day, clock, zone).prop_map(|(d, c, z)| format!("{d}{c}{z}")),
    ];
    let opened = (unopened, 0_usize..6).prop_map(|(text, n)| match text.split_at_checked(4) {
        Some((_, rest)) if n == 0 && rest.starts_with('-') => format!("XXXX{rest}"),
        Some(_) | None => text,
    });
    (opened, prop_oneof![6 => Just(""), 2 => Just("~"), 1 => Just("?"), 1 => Just("%")])
        .prop_map(|(text, qualifier)| format!("{text}{qualifier}"))
}

const THIRDS: [&str; 3] = ["early", "mid", "late"];
const PARTS: [&str; 5] = ["early", "morning", "afternoon", "evening", "night"];

/// Points of every kind without a hedge.
pub(crate) fn any_plain_point() -> impl Strategy<Value = Date> {
    any_point().prop_filter_map("a clock that existed", |text| {
        Date::parse(text.trim_end_matches(['~', '?', '%'])).ok()
    })
}

/// Dates of every shape.
pub(crate) fn any_date() -> impl Strategy<Value = Date> {
    let text = prop_oneof![
        5 => any_point(),
        2 => (any_point(), any_point()).prop_map(|(a, b)| format!("{a}/{b}")),
        1 => any_point().prop_map(|a| format!("{a}/..")),
        1 => any_point().prop_map(|a| format!("../{a}")),
        1 => (any_point(), any_point()).prop_map(|(a, b)| format!("between {a} and {b}")),
        2 => (any_point(), 0_usize..4).prop_map(|(a, n)| format!("{} {a}", Bound::ALL[n].word())),
    ];
    text.prop_filter_map("ends in order", |text| Date::parse(&text).ok())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(2000) })]

    #[test]
    fn what_is_printed_is_read_back(date in any_date()) {
        prop_assert_eq!(Date::parse(&date.to_string()).unwrap(), date);
    }

    #[test]
    fn canonical_is_idempotent_and_printable(date in any_date()) {
        let canonical = date.canonical();
        prop_assert_eq!(&canonical.canonical(), &canonical);
        prop_assert_eq!(Date::parse(&canonical.to_string()).unwrap(), canonical);
    }

    #[test]
    fn no_text_panics(text in any::<String>(), date in any_date(), cut in 0_usize..40) {
        let _ = Date::read(&text, Language::French);
        let mut mixed: Vec<char> = date.to_string().chars().collect();
        mixed.splice(cut.min(mixed.len())..(cut + 1).min(mixed.len()), text.chars().take(2));
        let mixed: String = mixed.into_iter().collect();
        for language in [Language::French, Language::English, Language::Other] {
            if let Err(error) = Date::read(&mixed, language) {
                prop_assert!(mixed.get(error.span).is_some());
            }
        }
    }

    #[test]
    fn loose_words_never_panic(text in "(le |du |1er|13|[0-9/ :TtzX.-]|sept\\.?|2022|\\[|\\]| and | au |~|W|h|à){0,12}") {
        for language in [Language::French, Language::English, Language::Other] {
            if let Err(error) = Date::read(&text, language) {
                prop_assert!(text.get(error.span).is_some());
            }
        }
    }
}
