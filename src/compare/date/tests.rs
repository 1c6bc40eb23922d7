//! The rows of SEMANTICS and the laws.

use super::*;

fn parse(text: &str) -> Date {
    Date::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

fn compare(gold: &str, predicted: &str) -> Comparison {
    compare_dates(&parse(gold), &parse(predicted), &DateContext::default())
}

#[test]
fn every_row_of_semantics_has_its_score_and_its_reason() {
    let mut reader =
        csv::Reader::from_reader(include_str!("../../../tests/references/semantics.csv").as_bytes());
    let mut n_rows = 0;
    let mut wrong = Vec::new();
    for row in reader.records().map(Result::unwrap).filter(|row| ["date", "instant"].contains(&&row[0])) {
        let timezone = row[3].strip_prefix("timezone=").map(|name| Zone::named(name).unwrap());
        let context = DateContext { timezone, ..DateContext::default() };
        let (gold, predicted) = (parse(&row[1]), parse(&row[2]));
        let found = compare_dates(&gold, &predicted, &context);
        let expected: f64 = row[4].parse().unwrap();
        if found.score.thousandths() != (expected * 1000.0).round() as u16
            || found.reason.to_string() != row[6]
        {
            wrong.push(format!("{row:?}: {} {}", found.score, found.reason));
        }
        if !row[5].is_empty() {
            let context = DateContext { intervals: IntervalMode::Overlap, ..context };
            let found = compare_dates(&gold, &predicted, &context).score.thousandths();
            if format!("{:.2}", f64::from(found) / 1000.0) != row[5] {
                wrong.push(format!("{row:?}: overlap {found}"));
            }
        }
        n_rows += 1;
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(n_rows, 65);
}

fn check(rows: &[(&str, &str, u16, &str)]) {
    for (gold, predicted, score, reason) in rows {
        let found = compare(gold, predicted);
        let expected = (*score, (*reason).to_owned());
        assert_eq!((found.score.thousandths(), found.reason.to_string()), expected, "{gold} | {predicted}");
    }
}

#[test]
fn nested_values_lose_a_half_for_each_rank() {
    check(&[
        ("20XX", "2022-09-13", 63, "day stated, article supports only century"),
        ("2022-09-13T09:00:30", "2022-09-13T09:00", 500, "minute where the article says second"),
        ("2022-09", "2022-W37", 707, "week stated, article supports only month"),
        ("2022", "2022-22", 707, "season stated, article supports only year"),
        ("mid 2020-11", "2020-11-15 evening", 500, "part_day stated, article supports only part_month"),
        ("2022-24", "2023-02", 707, "month stated, article supports only season"),
        ("2022-24", "2022-01", 0, "no overlap"),
        ("XXXX-24", "XXXX-02", 707, "month stated, article supports only season"),
        ("XXXX-02", "XXXX-24", 707, "season where the article says month"),
    ]);
}

#[test]
fn overlap_without_nesting_is_dice_of_the_durations() {
    check(&[
        ("2022-W39", "2022-09", 270, "overlap without nesting"),
        ("2022-W39", "2022-10", 105, "overlap without nesting"),
    ]);
}

#[test]
fn the_night_belongs_to_both_days_at_half_a_step() {
    check(&[
        ("2022-09-13 night", "2022-09-13", 707, "day where the article says part_day"),
        ("2022-09-13 night", "2022-09-14", 707, "day where the article says part_day"),
        ("2022-09-14", "2022-09-13 night", 707, "part_day stated, article supports only day"),
        ("2022-09-30 night", "2022-10", 354, "month where the article says part_day"),
        ("2022-09-13 night", "2022-09-15", 0, "no overlap"),
        ("2022-09-13 night", "2022-09-14T05:00", 707, "minute stated, article supports only part_day"),
        ("2022-09-13 night", "2022-09-14 early", 707, "same precision, other extent"),
        ("2022-09-13 evening", "2022-09-14", 0, "no overlap"),
    ]);
}

#[test]
fn every_open_part_halves() {
    check(&[
        ("2022-09-13", "XXXX-XX-13", 250, "2 part(s) left open by one side"),
        ("XXXX-09-13", "XXXX-XX-13", 500, "1 part(s) left open by one side"),
        ("XXXX-09-13", "XXXX-09-13?", 1000, "same value"),
        (
            "2022-09",
            "XXXX-09-13",
            250,
            "day stated, article supports only month, 1 part(s) left open by one side",
        ),
        ("2022-09-13", "XXXX-09-14", 0, "no overlap"),
        ("2022-02-28", "XXXX-02-29", 0, "no overlap"),
        ("2023-01-01T01:00+03:00", "XXXX-12-31T22:00Z", 500, "1 part(s) left open by one side"),
        ("2022-09-13T09:00+03:00", "XXXX-09-13T09:00[Europe/Moscow]", 500, "1 part(s) left open by one side"),
        ("2022-09-13T09:00+03:00", "XXXX-XX-XXT09:00+03:00", 125, "3 part(s) left open by one side"),
        ("2020-09-27/2020-11-10", "XXXX-09-27/XXXX-11-10", 500, "start 0.5, end 0.5"),
    ]);
}

#[test]
fn zones_are_charged_after_precision_and_openness() {
    let found = compare("2022-09-13T09:00:30+03:00~", "XXXX-09-13T09:00");
    let charges: Vec<_> = found.charges().map(|charge| (charge.reason.to_string(), charge.points)).collect();
    let expected = [
        ("minute where the article says second", 500),
        ("1 part(s) left open by one side", 250),
        ("zone missing", 62),
        ("hedge lost or added", 47),
    ];
    assert_eq!(charges, expected.map(|(reason, points)| (reason.to_owned(), points)));
    check(&[
        ("2022-09-13T09:00:30+03:00", "2022-09-13T06:00Z", 500, "minute where the article says second"),
        (
            "2022-09-13T09:00:30+03:00",
            "2022-09-13T09:00Z",
            125,
            "minute where the article says second, wrong zone",
        ),
        ("2022-09-13T01:00+03:00", "2022-09-13", 500, "day where the article says minute"),
        ("2022-09-13T01:00+03:00", "2022-09-12", 0, "no overlap"),
        ("2022-09-13", "2022-09-13T01:00+03:00", 500, "minute stated, article supports only day"),
        ("2022-09-13T09:00", "2022-09-13T10:00", 0, "different time"),
    ]);
}

#[test]
fn only_the_hedge_of_gold_opens_and_by_one_unit_only() {
    check(&[
        ("1988~", "1988~", 1000, "same value"),
        ("1988~", "1987~", 500, "one unit off an approximate value"),
        ("1988", "1987~", 0, "no overlap"),
        ("1988", "1988~", 750, "same value, hedge lost or added"),
        ("1988%", "1989?", 375, "one unit off an approximate value"),
        ("1988~", "1986", 0, "no overlap"),
        ("1988~", "1987-12", 0, "no overlap"),
        ("198X~", "1992", 0, "no overlap"),
        ("2022-W37~", "2022-W38", 375, "one unit off an approximate value"),
        ("2022-09-13T09:00~", "2022-09-13T10:00", 375, "within 1 h of an approximate time"),
        ("2022-09-13T09:00~", "2022-09-13T10:01", 0, "different time"),
        ("2022-09-13T09:00+03:00~", "2022-09-13T06:30Z~", 500, "within 1 h of an approximate time"),
    ]);
}

#[test]
fn intervals_are_compared_end_by_end() {
    check(&[
        ("2020-09-27/2020-11-10", "2020-09-26/2020-11-10", 250, "start wrong, end right"),
        ("2020-09-27/2020-11-10", "2020-09-27/2020-11", 750, "start 1, end 0.5"),
        ("2020-09-27/2020-11-10", "2020-09/2020-12", 250, "covers the interval, neither end"),
        ("2020-09-27/2020-11-10", "2020-10-01/2020-10-15", 250, "inside the interval, neither end"),
        ("2020-09-27/2020-11-10", "2020-10-15/2020-12-01", 0, "start wrong, end wrong"),
        ("2020-09-27/2020-11-10", "2021-10-15/2021-12-01", 0, "no overlap"),
        ("2020-09-27/2020-11-10", "2021", 0, "no overlap"),
        ("2020-09-27/2020-11-10", "2020-09-27/..", 500, "one end right, other end missing"),
        ("2022-12/..", "../2022-12", 0, "start missing, open end closed"),
        ("2022-12/..", "2023-05", 250, "inside the interval, neither end"),
        ("2022-12/..", "2022-12/..", 1000, "start 1, end 1"),
        ("2022-09/2022-11", "2022-09-01/2022-11-30", 1000, "same extent"),
        ("2022-09", "2022-09-01/2022-09-30", 1000, "same extent"),
        ("2022-09~", "2022-09-01/2022-09-30", 750, "same value, hedge lost or added"),
        ("2022-09-13", "2022-09-12/2022-09-13", 250, "start wrong, end right"),
        ("2022-12", "2022-12/..", 500, "one end right, other end missing"),
        ("2022-09", "2022-09-12/2022-09-20", 250, "inside the interval, neither end"),
        ("2022-09-13/2022-09-13", "2022-09-13", 1000, "same value"),
        ("198X", "1980/1985", 250, "inside the interval, neither end"),
        (
            "1980/1985",
            "1980-03-01T09:00:30",
            63,
            "inside the interval, second stated, article supports only years",
        ),
        ("2020-09-27~/2020-11-10", "2020-09-27/2020-11-10", 875, "start 0.75, end 1"),
        (
            "2022-09-13T09:00+03:00/2022-09-13T12:00+03:00",
            "2022-09-13T06:00Z/2022-09-13T09:00Z",
            1000,
            "start 1, end 1",
        ),
        (
            "2022-09-13T09:00+03:00/2022-09-13T12:00+03:00",
            "2022-09-13T09:00/2022-09-13T12:00",
            750,
            "start 0.75, end 0.75",
        ),
    ]);
}

#[test]
fn bounds_follow_the_rules_of_counts() {
    check(&[
        ("on or before 1989-08-26", "before 1989-08-26", 900, "inclusive vs strict bound"),
        ("on or before 1989-08-26", "before 1989-08-27", 1000, "same extent"),
        ("on or before 1989-08-26", "on or after 1989-08-26", 0, "bound turned round"),
        ("on or before 1989-08-26", "on or before 1989-08", 250, "bound moved, still entailed"),
        ("on or before 1989-08-26", "on or before 1989-09-26", 250, "bound moved, still entailed"),
        ("on or before 1989-08-26", "on or before 1989-09-27", 0, "bound too far to say anything"),
        ("on or after 1989-08-26", "on or after 1989-08-20", 250, "bound moved, still entailed"),
        ("on or after 1989-08-26", "after 1989-08-26", 900, "inclusive vs strict bound"),
        ("1989-08-26", "on or before 1989-08-26", 500, "bound lost or added"),
        ("1989-08-26", "after 1989-08-25", 250, "true but weaker than the article"),
        ("1989-08-26", "on or before 1989-08-20", 0, "outside the range"),
        ("1989-08-26", "on or before 1989-12", 0, "bound too far to say anything"),
        ("before 1989-08-26", "1989-08-26", 500, "bound lost or added"),
        ("on or before 1989-08", "1989-08-20", 250, "inside the range, a day nobody stated"),
        ("on or before 1989-08-26", "1989-08", 250, "bound lost or added"),
        ("on or before 1989-08-26~", "on or before 1989-08-26", 750, "same value, hedge lost or added"),
        ("on or before 1989-08-26", "between 1989-08-20 and 1989-08-26", 500, "one end right"),
        ("on or before 1989-08-26", "../1989-08-26", 500, "one end right"),
        ("on or before 1989-08-26", "1989-08-01/1989-08-05", 250, "inside the range, a day nobody stated"),
        ("2022-12/..", "on or after 2022-12", 500, "one end right"),
    ]);
}

#[test]
fn ranges_are_judged_by_their_ends() {
    check(&[
        ("between 1989-08-25 and 1989-08-28", "between 1989-08-25 and 1989-08-28?", 1000, "same"),
        (
            "between 1989-08-25 and 1989-08-28",
            "between 1989-08-25 and 1989-08-27",
            250,
            "start right, end wrong",
        ),
        ("between 1989-08-25 and 1989-08-28", "on or after 1989-08-25", 500, "one end right"),
        ("between 1989-08-25 and 1989-08-28", "on or after 1989-08-20", 250, "bound moved, still entailed"),
        ("between 1989-08-25 and 1989-08-28", "on or after 1989-08-26", 0, "bound moved, not entailed"),
        ("between 1989-08-25 and 1989-08-28", "1989-08-26", 250, "inside the range, a day nobody stated"),
        ("between 1989-08-25 and 1989-08-28", "1989-08-29", 0, "outside the range"),
        ("between 1989-08-25 and 1989-08-28", "1989-08", 250, "covers the interval, neither end"),
        ("between 1989-08-25 and 1989-08-28", "1989-08-25/1989-08-28", 500, "bound lost or added"),
        ("1989-08-25/1989-08-28", "between 1989-08-25 and 1989-08-28", 500, "bound lost or added"),
        ("1989-08-26", "between 1989-08-25 and 1989-08-28", 250, "true but weaker than the article"),
        ("1989-08-25", "between 1989-08-25 and 1989-08-28", 500, "one end right"),
        (
            "between 1989-08-25 and 1989-08-28",
            "between 1989-08-20 and 1989-08-30",
            250,
            "bound moved, still entailed",
        ),
        (
            "between 1989-08-25 and 1989-08-28",
            "between 1989-08-26 and 1989-08-27",
            250,
            "inside the range, a day nobody stated",
        ),
    ]);
}

mod laws {
    use super::*;
    use crate::value::date::tests::{any_date, any_plain_point};
    use proptest::prelude::*;

    fn contexts() -> impl Strategy<Value = DateContext> {
        let zone = prop_oneof![Just(None), Just(Some("Asia/Yerevan")), Just(Some("Europe/Paris"))];
        let mode = prop_oneof![3 => Just(IntervalMode::Ladder), 1 => Just(IntervalMode::Overlap)];
        (zone, mode)
            .prop_map(|(zone, intervals)| DateContext { timezone: zone.and_then(Zone::named), intervals })
    }

    /// Local seconds of 2022-09, so that two times are often near each other.
    fn instant(minutes: i64, offset: i16) -> Date {
        let day = u8::try_from(10 + (minutes + i64::from(offset)).div_euclid(1440)).unwrap();
        let minute = (minutes + i64::from(offset)).rem_euclid(1440);
        let (hour, minute) = (u8::try_from(minute / 60).unwrap(), u8::try_from(minute % 60).unwrap());
        let date = Date::day(Some(2022), 9, day).unwrap().with_time(hour, minute).unwrap();
        date.with_offset(offset).unwrap()
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(4000) })]

        #[test]
        fn a_date_is_itself(date in any_date(), context in contexts()) {
            prop_assert!(compare_dates(&date, &date, &context).score.is_one());
            let respelled = compare_dates(&date, &date.canonical(), &context);
            prop_assert!(respelled.score.is_one(), "{} {}", date, respelled.reason);
        }

        #[test]
        fn charges_add_up_and_canonical_forms_score_alike(
            gold in any_date(), predicted in any_date(), context in contexts()
        ) {
            let found = compare_dates(&gold, &predicted, &context);
            let charged: u16 = found.charges().map(|charge| charge.points).sum();
            prop_assert_eq!(charged, 1000 - found.score.thousandths());
            let canonical = compare_dates(&gold.canonical(), &predicted.canonical(), &context);
            prop_assert_eq!(canonical.score, found.score);
            let _ = found.reason.to_string();
        }

        #[test]
        fn a_declared_zone_never_makes_it_worse(gold in any_date(), predicted in any_date(), context in contexts()) {
            let without = DateContext { timezone: None, ..context };
            let better = compare_dates(&gold, &predicted, &context).score;
            prop_assert!(better >= compare_dates(&gold, &predicted, &without).score);
        }

        #[test]
        fn an_instant_is_itself_in_any_zone(
            minutes in 0_i64..7200, a in -840_i16..=840, b in -840_i16..=840, is_bound: bool
        ) {
            let (mut gold, mut predicted) = (instant(minutes, a), instant(minutes, b));
            if is_bound {
                gold = Date::bounded(Bound::Before, &gold).unwrap();
                predicted = Date::bounded(Bound::Before, &predicted).unwrap();
            }
            let found = compare_dates(&gold, &predicted, &DateContext::default());
            prop_assert!(found.score.is_one(), "{} {}", gold, predicted);
        }

        #[test]
        fn different_instants_stay_so_at_one_other_offset(
            first in 0_i64..3000, second in 0_i64..3000, offsets in [-840_i16..=840, -840..=840, -840..=840]
        ) {
            let [a, b, c] = offsets;
            let context = DateContext::default();
            let before = compare_dates(&instant(first, a), &instant(second, b), &context).score;
            prop_assume!(before.is_zero());
            prop_assert!(compare_dates(&instant(first, c), &instant(second, c), &context).score.is_zero());
        }

        #[test]
        fn plain_points_without_hedges_score_alike_both_ways(
            gold in any_plain_point(), predicted in any_plain_point()
        ) {
            let context = DateContext::default();
            let there = compare_dates(&gold, &predicted, &context).score;
            prop_assert_eq!(there, compare_dates(&predicted, &gold, &context).score);
        }

        #[test]
        fn a_predicted_hedge_never_pays_more(gold in any_plain_point(), predicted in any_plain_point()) {
            let hedged = predicted.approximate().unwrap();
            let context = DateContext::default();
            let plain = compare_dates(&gold, &predicted, &context).score;
            prop_assert!(compare_dates(&gold, &hedged, &context).score <= plain);
        }
    }
}
