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
