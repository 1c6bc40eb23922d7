//! Rulings: a reviewer's decisions about what one predicted value is worth against one gold value.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::gold::decode::required;
use crate::gold::value_part::date;
use crate::problem::{Problem, sort_problems};
use crate::value::Language;
use crate::value::date::Date;
use crate::yaml::Node;
use crate::yaml::decode::{Decoder, FORMAT, Fields};
use crate::yaml::shape::{Field, Shape, Term, Word, terms};

/// One decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ruling {
    /// The id of the article.
    pub article: String,
    /// The id of the fact in its gold.
    pub fact: String,
    /// The slot, or `said_by` or `polarity`.
    pub slot: String,
    /// The gold value, as snapshots and reports print it.
    pub gold: String,
    /// The predicted value, as snapshots and reports print it.
    pub predicted: String,
    /// What it is worth.
    pub verdict: RulingVerdict,
    /// Who decided.
    pub by: String,
    /// The day of the decision.
    pub at: Date,
    /// Why.
    pub reason: String,
    /// Where the ruling stands in its file.
    pub place: Range<usize>,
}

/// What a predicted value is worth against a gold value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RulingVerdict {
    /// As much as the gold value.
    Right,
    /// Half as much.
    Half,
    /// Nothing.
    Wrong,
}

const VERDICTS: [Word<RulingVerdict>; 3] = [
    Word::new("right", "the predicted value says the same", RulingVerdict::Right),
    Word::new("half", "it is half right", RulingVerdict::Half),
    Word::new("wrong", "it says something else", RulingVerdict::Wrong),
];
static VERDICT_TERMS: [Term; 3] = terms(&VERDICTS);

/// The fields of rulings.yaml.
pub static FIELDS: [Field; 2] = [
    Field::required("karat_rulings", Shape::Version, "the version of the format"),
    Field::required(
        "rulings",
        Shape::Either(&[Shape::Nothing, Shape::List(&Shape::Record(&RULING))]),
        "what reviewers decided about single values",
    ),
];

static RULING: [Field; 9] = [
    Field::required("article", Shape::Text, "the id of the article"),
    Field::required("fact", Shape::Text, "the id of the fact in its gold"),
    Field::required("slot", Shape::Defined("slot"), "the slot, or said_by or polarity"),
    Field::required("gold", Shape::Text, "the gold value, as reports print it"),
    Field::required("predicted", Shape::Text, "the predicted value, as reports print it"),
    Field::required(
        "ruling",
        Shape::Word { noun: "ruling", words: &VERDICT_TERMS },
        "what the predicted value is worth against the gold value",
    ),
    Field::required("by", Shape::Text, "who decided"),
    Field::required("at", Shape::Defined("date"), "the day of the decision"),
    Field::required("reason", Shape::Text, "why"),
];

/// Decodes rulings.yaml, with all problems in the order of the file; rulings that cannot be used are left out.
///
/// Whether article, fact and slot exist is not looked at. A second ruling on the same pair of values is an error.
#[must_use]
pub fn decode_rulings(file: &str, text: &str) -> (Vec<Ruling>, Vec<Problem>) {
    let (mut decoder, tree) = Decoder::read(file, text);
    let rulings = tree.and_then(|tree| rulings(&mut decoder, &tree)).unwrap_or_default();
    let mut problems = decoder.into_problems();
    sort_problems(&mut problems);
    (rulings, problems)
}

fn rulings(decoder: &mut Decoder<'_>, tree: &Node) -> Option<Vec<Ruling>> {
    let fields = decoder.record(tree, &FIELDS)?;
    if !decoder.version(&fields, "karat_rulings") {
        return None;
    }
    if fields.entry("rulings").is_none() {
        decoder.error(FORMAT, &fields.start(), "the field \"rulings\" is missing");
        decoder.help("list the rulings under rulings:, or write rulings: []");
        return None;
    }
    let items = fields.get("rulings").and_then(|node| decoder.list(node)).unwrap_or_default();
    let mut rulings: Vec<Ruling> = Vec::with_capacity(items.len());
    let mut seen = BTreeSet::new();
    for item in items {
        let Some(ruling) = ruling(decoder, item) else { continue };
        let parts = [&ruling.article, &ruling.fact, &ruling.slot, &ruling.gold, &ruling.predicted];
        if seen.insert(parts.map(String::clone)) {
            rulings.push(ruling);
        } else {
            decoder.error("Y1", &item.span, "this pair of values is ruled on twice");
            decoder.help("remove one ruling");
        }
    }
    Some(rulings)
}

fn ruling(decoder: &mut Decoder<'_>, node: &Node) -> Option<Ruling> {
    let fields = decoder.record(node, &RULING)?;
    let mut text = |name: &str| words(decoder, &fields, name);
    let (article, fact, slot) = (text("article"), text("fact"), text("slot"));
    let (gold, predicted) = (text("gold"), text("predicted"));
    let (by, reason) = (text("by"), text("reason"));
    let verdict = required(decoder, &fields, "ruling");
    let verdict = verdict.and_then(|node| decoder.word_of(node, "ruling", &VERDICTS));
    let at = required(decoder, &fields, "at").and_then(|node| date(decoder, Language::Other, node));
    Some(Ruling {
        article: article?,
        fact: fact?,
        slot: slot?,
        gold: gold?,
        predicted: predicted?,
        verdict: verdict?,
        by: by?,
        at: at?,
        reason: reason?,
        place: node.span.clone(),
    })
}

fn words(decoder: &mut Decoder<'_>, fields: &Fields<'_>, name: &str) -> Option<String> {
    required(decoder, fields, name).and_then(|node| decoder.words(node)).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::yaml::decode::show;

    const RULING_TEXT: &str = "{article: 001, fact: toll, slot: count, gold: at least 12, predicted: 12, ruling: half, by: ana, at: 2026-11-20, reason: the bound is lost}";

    fn check(rulings: &str, n_kept: usize, expected: &[&str]) {
        let text = format!("karat_rulings: 1\nrulings:\n{rulings}\n");
        let (kept, problems) = decode_rulings("gold/rulings.yaml", &text);
        assert_eq!(show(&text, &problems), expected);
        assert_eq!(kept.len(), n_kept);
    }

    #[test]
    fn a_ruling_is_read_with_its_place() {
        let text = format!("karat_rulings: 1\nrulings:\n  - {RULING_TEXT}\n");
        let (rulings, problems) = decode_rulings("gold/rulings.yaml", &text);
        assert_eq!(problems, []);
        let [ruling] = rulings.as_slice() else { panic!("one ruling was written") };
        assert_eq!((ruling.verdict, ruling.slot.as_str()), (RulingVerdict::Half, "count"));
        assert_eq!((ruling.gold.as_str(), ruling.predicted.as_str()), ("at least 12", "12"));
        assert_eq!(text.get(ruling.place.clone()), Some(RULING_TEXT));
    }

    #[test]
    fn no_rulings_are_fine() {
        check("  []", 0, &[]);
        check("", 0, &[]);
    }

    #[test]
    fn a_missing_list_and_another_version_are_errors() {
        let problems = |text: &str| show(text, &decode_rulings("gold/rulings.yaml", text).1);
        assert_eq!(
            problems("karat_rulings: 1\n"),
            [
                "1:1 Y2 the field \"rulings\" is missing [] -> list the rulings under rulings:, or write rulings: []"
            ]
        );
        assert_eq!(
            problems("karat_rulings: 2\nrulings: []\n"),
            ["1:16 Y2 karat_rulings 2 is not known to this version of karat [2]"]
        );
    }

    #[test]
    fn every_problem_of_a_ruling_is_told_at_once() {
        let rest = "slot: said_by, gold: a, predicted: b, by: ana, reason: why";
        check(
            &format!("  - {{article: 001, {rest}, ruling: rihgt, at: soon, weight: 2}}"),
            0,
            &[
                "3:5 Y2 the field \"fact\" is missing []",
                "3:88 Y2 unknown ruling \"rihgt\" [rihgt] -> did you mean \"right\"?",
                "3:99 V1 \"soon\" is not a date karat knows [soon] -> write 2022-09-13, 2022-09, 2022, XXXX-09-13 or 2022-09-13T09:00+03:00",
                "3:105 Y2 unknown field \"weight\" [weight] -> known here: article, fact, slot, gold, predicted, ruling, by, at, reason",
            ],
        );
    }

    #[test]
    fn a_pair_ruled_on_twice_is_an_error_and_the_first_holds() {
        let problem =
            format!("4:5 Y1 this pair of values is ruled on twice [{RULING_TEXT}] -> remove one ruling");
        check(&format!("  - {RULING_TEXT}\n  - {RULING_TEXT}"), 1, &[&problem]);
    }
}
