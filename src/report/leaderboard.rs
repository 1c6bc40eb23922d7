//! Several extractors side by side, best first.

use crate::evaluate::totals::Scope;
use crate::report::table::{Column, columns};
use crate::report::words::{figure, grouped, printable};

/// What one extractor came to in the scope that is compared.
#[derive(Clone, Debug)]
pub struct Standing<'a> {
    /// The extractor.
    pub name: &'a str,
    /// The figure that ranks, in thousandths; absent where the extractor has none.
    pub figure: Option<u16>,
    /// The counts and figures of the scope.
    pub scope: Option<&'a Scope>,
    /// Distractors returned, in all facts.
    pub n_distractors: u64,
    /// Answers that are missing, over all repeats.
    pub n_failed: u64,
    /// What the run cost, such as `0.0123 USD`; empty where nobody said.
    pub cost: String,
}

/// Returns standings sorted by figure, absent ones last, equal ones by name, each with its rank: equal figures share one.
#[must_use]
pub fn ranked(mut standings: Vec<Standing<'_>>) -> Vec<(usize, Standing<'_>)> {
    standings.sort_by(|a, b| b.figure.cmp(&a.figure).then_with(|| a.name.cmp(b.name)));
    let mut ranked: Vec<(usize, Standing<'_>)> = Vec::with_capacity(standings.len());
    for (index, standing) in standings.into_iter().enumerate() {
        let rank = match ranked.last() {
            Some((rank, last)) if last.figure == standing.figure => *rank,
            Some(_) | None => index + 1,
        };
        ranked.push((rank, standing));
    }
    ranked
}

/// Returns one leaderboard as aligned text; `head` names the figure that ranks.
#[must_use]
pub fn leaderboard_text(head: &str, standings: Vec<Standing<'_>>, width: Option<u16>) -> String {
    let has_cost = standings.iter().any(|standing| !standing.cost.is_empty());
    let names = ["", "extractor", head, "graded P", "R", "F1", "facts", "judged", "distractors", "failed"];
    let mut rows = vec![names.map(str::to_owned).to_vec()];
    for (rank, standing) in ranked(standings) {
        let graded = standing.scope.map(|scope| scope.tally.graded()).unwrap_or_default();
        let counts = standing.scope.map(|scope| scope.tally).unwrap_or_default();
        let mut row = vec![rank.to_string(), printable(standing.name), figure(standing.figure)];
        row.extend([graded.precision, graded.recall, graded.f1].map(figure));
        row.extend([counts.expected, counts.returned].map(grouped));
        row.extend([standing.n_distractors, standing.n_failed].map(grouped));
        if has_cost {
            row.push(standing.cost);
        }
        rows.push(row);
    }
    if has_cost && let Some(names) = rows.first_mut() {
        names.push("cost".to_owned());
    }
    let is_shown =
        |index: usize| WIDE.contains(&index).then_some(width).flatten().is_none_or(|width| width >= 100);
    for row in &mut rows {
        let mut index = 0..;
        row.retain(|_| index.next().is_none_or(is_shown));
    }
    let mut layout = vec![Column::Number, Column::Name];
    layout.resize(rows.first().map_or(0, Vec::len), Column::Number);
    columns(&layout, &rows, width)
}

/// The columns that only wide terminals have room for: graded precision, recall, F1, and how many facts there are.
const WIDE: std::ops::Range<usize> = 3..7;

#[cfg(test)]
mod tests {
    use super::*;

    fn standing(name: &str, figure: Option<u16>) -> Standing<'_> {
        Standing { name, figure, scope: None, n_distractors: 0, n_failed: 0, cost: String::new() }
    }

    /// Compares the ranks and names of a leaderboard.
    fn check(standings: &[(&str, Option<u16>)], expected: &[&str]) {
        let standings = standings.iter().map(|(name, figure)| standing(name, *figure)).collect();
        let ranked: Vec<String> =
            ranked(standings).iter().map(|(rank, one)| format!("{rank} {}", one.name)).collect();
        assert_eq!(ranked, expected);
    }

    #[test]
    fn the_best_stands_first_and_equals_share_a_rank() {
        check(
            &[("c", Some(300)), ("b", Some(500)), ("a", Some(300)), ("d", Some(0))],
            &["1 b", "2 a", "2 c", "4 d"],
        );
    }

    #[test]
    fn who_has_no_figure_stands_last() {
        check(&[("a", None), ("b", Some(0))], &["1 b", "2 a"]);
    }

    #[test]
    fn a_cost_is_a_column_only_where_somebody_named_one() {
        let free = leaderboard_text("f1", vec![standing("a", Some(1))], None);
        let paid = Standing { cost: "0.5 USD".to_owned(), ..standing("a", Some(1)) };
        assert!(!free.contains("cost"));
        assert!(leaderboard_text("f1", vec![paid], None).contains("0.5 USD"));
    }
}
