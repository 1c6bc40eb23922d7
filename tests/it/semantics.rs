//! Every row of the table of the semantics page, run through the code.

use std::collections::BTreeMap;

use karat::semantics::{Row, rows, run_row};

fn show(row: &Row) -> String {
    let overlap = row.overlap.map(|overlap| format!(" [overlap {overlap}]")).unwrap_or_default();
    format!("{} {}{overlap}", row.score, row.reason)
}

#[test]
fn every_row_has_its_score_and_its_reason() {
    let mut wrong = Vec::new();
    for row in rows() {
        let Row { kind, gold, predicted, context, .. } = &row;
        let case = format!("{kind}: {gold} ← {predicted} {context}");
        match run_row(&row) {
            Ok(found) if found == row => {}
            Ok(found) => wrong.push(format!("{case}\n  page: {}\n  code: {}", show(&row), show(&found))),
            Err(message) => wrong.push(format!("{case}\n  {message}")),
        }
    }
    assert!(wrong.is_empty(), "{} rows:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_kind_has_at_least_its_rows() {
    let mut n_rows: BTreeMap<String, usize> = BTreeMap::new();
    for row in rows() {
        *n_rows.entry(row.kind).or_default() += 1;
    }
    let n_rows: Vec<(&str, usize)> = n_rows.iter().map(|(kind, n)| (kind.as_str(), *n)).collect();
    let expected = [
        ("attribution", 19),
        ("count", 47),
        ("date", 46),
        ("duration", 8),
        ("entity", 18),
        ("enum", 4),
        ("instant", 19),
        ("polarity", 9),
        ("set", 17),
        ("text", 11),
    ];
    assert_eq!(n_rows, expected);
}

#[test]
fn a_row_that_says_otherwise_is_noticed() {
    let mut row = rows().remove(1);
    row.score = karat::credit::Credit::ONE;
    assert_ne!(run_row(&row), Ok(row));
}

#[test]
fn no_pair_stands_in_the_table_twice() {
    let mut pairs: Vec<_> =
        rows().into_iter().map(|row| (row.kind, row.gold, row.predicted, row.context)).collect();
    let n_rows = pairs.len();
    pairs.sort();
    pairs.dedup();
    assert_eq!(pairs.len(), n_rows);
}
