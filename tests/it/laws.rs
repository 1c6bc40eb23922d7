//! The laws of the semantics page that concern facts, each with a case that shows its limit.

use karat::evaluate::totals::Totals;
use karat::evaluate::{ArticleReport, Evaluation, Selection};
use karat::extract::Outcome;
use karat::fact::{Fact, Prediction};
use karat::score::losses::{Preset, Side};
use karat::score::{Settings, Verdict};
use karat::tally::{Figures, Tally};
use karat::value::{Choice, Slot, Value};
use proptest::prelude::*;

use crate::generate::{Lines, answers, any_lines, clean_gold, numbered, symmetric_facts};
use crate::notation::World;

fn ladder(lines: &Lines) -> ArticleReport {
    World::of_lines(lines.all()).report(Preset::Ladder)
}

fn report(text: &str) -> ArticleReport {
    World::new(text).report(Preset::Ladder)
}

fn tally(text: &str) -> Tally {
    report(text).totals.overall
}

/// Returns the answer that gold itself gives: first alternatives worth 1, and nothing for what is open.
fn own_answer(fact: &Fact) -> Fact {
    let mut answer = fact.clone();
    for slot in &mut answer.slots {
        *slot = slot.as_ref().and_then(own_slot);
    }
    answer.said_by = fact.said_by.as_ref().and_then(Choice::best).cloned().map(Choice::plain);
    answer
}

fn own_slot(slot: &Slot) -> Option<Slot> {
    let Slot::Stated(choice) = slot else { return None };
    let value = choice.best()?;
    let value = if let Value::Set(elements) = value {
        Value::Set(elements.iter().filter_map(own_slot).collect())
    } else {
        value.clone()
    };
    Some(Slot::plain(value))
}

fn own_prediction(fact: &Fact) -> Prediction {
    Prediction { fact: own_answer(fact), confidence: None, remarks: Vec::new() }
}

mod order {
    use super::*;

    /// Moves the parts of a line behind its type: slots, quotes and marks stand in another order.
    fn turn_parts(line: &str, by: usize) -> String {
        let mut parts: Vec<&str> = line.split("; ").collect();
        if parts.len() > 2 {
            let n_parts = parts.len() - 1;
            parts[1..].rotate_left(by % n_parts);
        }
        parts.join("; ")
    }

    /// Writes the same fact in another way.
    fn respelt(line: &str) -> String {
        line.replace("[armenia, russia]", "[russia, armenia]")
            .replace("Novo", "NOVO")
            .replace("n=49;", "n=49..49;")
    }

    fn turn(lines: &[String], by: usize) -> Vec<String> {
        let mut turned: Vec<String> = lines.iter().map(|line| turn_parts(line, by)).collect();
        if !turned.is_empty() {
            let n_lines = turned.len();
            turned.rotate_left(by % n_lines);
            turned.swap(0, by % n_lines);
        }
        turned
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(400))]
        #[test]
        fn of_files_slots_and_evidence_changes_no_byte(lines in any_lines(), by in 0_usize..30) {
            let mut lines = lines;
            let again: Vec<String> = lines.answer.iter().map(|line| respelt(line)).collect();
            lines.answer.extend(again);
            let turned = Lines {
                coverage: lines.coverage.clone(),
                gold: turn(&lines.gold, by),
                distractors: turn(&lines.distractors, by + 1),
                answer: turn(&lines.answer, by + 2),
            };
            prop_assert_eq!(format!("{:#?}", ladder(&lines)), format!("{:#?}", ladder(&turned)));
        }
    }

    #[test]
    fn equal_answers_written_differently_are_shown_alike_in_either_order() {
        for (gold, one, other) in [
            ("talks; who=[armenia, russia]", "talks; who=[armenia, russia]", "talks; who=[russia, armenia]"),
            (
                "talks; who=[armenia, russia]",
                "talks; who=[armenia, russia]",
                "talks; who=[armenia, Russie, russia]",
            ),
            ("loss; n=49; side=Novo", "loss; n=49; side=Novo", "loss; n=49; side=NOVO"),
            ("loss; n=49", "loss; n=49", "loss; n=49..49"),
            ("loss; n=49; by=Novo", "loss; n=49; by=Novo", "loss; n=49; by=NOVO"),
            ("loss; n=49", "loss; n=49; x=1; y=2", "loss; n=49; y=2; x=1"),
        ] {
            let [one, other] = [[one, other], [other, one]]
                .map(|[first, second]| report(&format!("= a: {gold}\n> {first}\n> {second}")));
            assert_eq!(one.totals.overall.exact_duplicates, 1, "{gold}");
            assert_eq!(one, other);
        }
    }

    #[test]
    fn ids_are_an_order_and_another_id_may_change_a_verdict() {
        let one = tally("= a: loss; n=49\n= b: loss; n=49; optional\n> loss; n=49; x=y");
        let two = report("= b: loss; n=49\n= a: loss; n=49\n> loss; n=49; x=y");
        assert_eq!((one.partial, two.rows[0].verdict), (1, Verdict::Partial));
        assert_eq!(two.rows[0].fact_id.as_deref(), Some("a"));
    }
}

mod additions {
    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(400))]
        #[test]
        fn a_correct_prediction_never_lowers_strict_recall(lines in any_lines(), pick in 0_usize..5) {
            let mut world = World::of_lines(lines.all());
            let before = world.report(Preset::Ladder).totals.overall.strict();
            let facts = &world.corpus.entries[0].gold.facts;
            if facts.is_empty() {
                return Ok(());
            }
            let added = own_prediction(&facts[pick % facts.len()].fact);
            world.answer.push(added);
            let after = world.report(Preset::Ladder).totals.overall.strict();
            prop_assert!(after.recall >= before.recall, "{:?} {:?}", before, after);
        }

        #[test]
        fn a_spurious_prediction_never_raises_precision_nor_moves_another_verdict(lines in any_lines()) {
            let before = ladder(&lines);
            for strange in ["> loss; n=777777", "> claim; side=Tokyo", "> snow; depth=9"] {
                let mut more = lines.clone();
                more.answer.push(strange.to_owned());
                let after = ladder(&more);
                for (was, is) in [
                    (before.totals.overall.strict(), after.totals.overall.strict()),
                    (before.totals.overall.graded(), after.totals.overall.graded()),
                ] {
                    prop_assert!(was.precision.is_none() || is.precision <= was.precision);
                    prop_assert_eq!(was.recall, is.recall);
                }
                let verdicts = |report: &ArticleReport, left_out: &str| -> Vec<_> {
                    let kept = report.rows.iter().filter(|row| row.predicted.as_deref() != Some(left_out));
                    kept.map(|row| (row.fact_id.clone(), row.verdict, row.recall, row.precision)).collect()
                };
                let shown = ["loss n=777777", "claim side=Tokyo", "snow depth?=9"];
                let shown = shown.into_iter().find(|shown| strange.contains(shown.split(' ').next().unwrap_or("")));
                let shown = shown.unwrap_or_default();
                prop_assert_eq!(verdicts(&before, shown), verdicts(&after, shown));
                prop_assert_eq!(after.rows.len(), before.rows.len() + 1);
            }
        }
    }

    /// `extra` fits `a` wholly; `a`'s old prediction then goes to `b`, which shows more there and recalls less.
    #[test]
    fn graded_recall_can_fall_when_a_freed_prediction_pairs_again() {
        let world = "
            = a: loss; n=49
            = b: loss; n=49; when=2022
            > loss; n=49; v=1
            > loss; n=49; when=2022; v=1; w=1; x=1; y=1; z=1";
        let before = tally(world);
        let after = tally(&format!("{world}\n> loss; n=49"));
        assert_eq!((before.strict().recall, after.strict().recall), (Some(0), Some(500)));
        assert_eq!((before.graded().recall, after.graded().recall), (Some(1000), Some(834)));
    }

    #[test]
    fn a_prediction_that_is_partly_right_may_move_the_verdict_of_another() {
        let world = "= a: loss; n=49; when=2022\n> loss; when=2022";
        let verdicts =
            |text: &str| -> Vec<Verdict> { report(text).rows.iter().map(|row| row.verdict).collect() };
        assert_eq!(verdicts(world), [Verdict::Partial]);
        let more = format!("{world}\n> loss; n=49");
        assert_eq!(verdicts(&more), [Verdict::Partial, Verdict::Spurious]);
        assert_eq!(report(&more).rows[0].predicted.as_deref(), Some("loss n=49"));
    }
}

mod sums {
    use super::*;

    // A function, not a closure: rustc 1.95 at opt-level 1 lets a closure with a `mut` argument change the caller's copy.
    fn plus(mut left: Tally, right: Tally) -> Tally {
        left += right;
        left
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(400))]
        #[test]
        fn tallies_are_a_commutative_monoid(a in any_lines(), b in any_lines(), c in any_lines()) {
            let [a, b, c] = [a, b, c].map(|lines| ladder(&lines).totals.overall);
            prop_assert_eq!(plus(a, b), plus(b, a));
            prop_assert_eq!(plus(plus(a, b), c), plus(a, plus(b, c)));
            prop_assert_eq!(plus(a, Tally::default()), a);
        }

        #[test]
        fn two_articles_apart_and_merged_equal_the_two_together(a in any_lines(), b in any_lines()) {
            let (a, b) = (World::of_lines(a.all()), World::of_lines(b.all()));
            let mut together = a.corpus.clone();
            together.entries.push(b.corpus.entries[0].clone());
            let selection = Selection::default();
            let evaluation = Evaluation::new(&together, &selection, Settings::default());
            let mut answers = [a.answer.clone(), b.answer.clone()].into_iter();
            let whole = evaluation.run("x", |_| Outcome::Answered(answers.next().unwrap())).totals;
            let mut merged = Totals::default();
            for world in [&b, &a] {
                merged.add(&world.report(Preset::Ladder).totals, "a", true);
            }
            prop_assert_eq!(whole, merged);
        }

        #[test]
        fn losses_add_up_on_both_sides(lines in any_lines()) {
            for preset in Preset::ALL {
                for row in World::of_lines(lines.all()).report(preset).rows {
                    for (side, credit) in [(Side::Recall, row.recall), (Side::Precision, row.precision)] {
                        let losses = row.losses.iter().filter(|loss| loss.side == side);
                        let lost: u16 = losses.map(|loss| loss.points).sum();
                        let expected = credit.map_or(0, |credit| 1000 - credit.thousandths());
                        prop_assert_eq!(lost, expected, "{:?} {:?}", preset, row);
                    }
                }
            }
        }
    }

    #[test]
    fn means_over_articles_are_no_monoid() {
        let mut one = karat::evaluate::totals::Scope::default();
        one.add(tally("= a: loss; n=49\n> loss; n=49"));
        one.add(tally("= a: loss; n=49\n= b: loss; n=50\n= c: loss; n=7"));
        assert_eq!(one.graded_macro().recall, Some(500), "the mean of 1 and 0");
        assert_eq!(one.tally.graded().recall, Some(250), "one of four");
    }
}

mod figures {
    use super::*;

    fn at_most(less: Figures, more: Figures) -> bool {
        less.precision <= more.precision && less.recall <= more.recall && less.f1 <= more.f1
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(400))]
        #[test]
        fn strict_is_at_most_graded_in_each_preset(lines in any_lines()) {
            for preset in Preset::ALL {
                let totals = World::of_lines(lines.all()).report(preset).totals;
                for tally in totals.types.values().chain([&totals.overall, &totals.exhaustive]) {
                    prop_assert!(at_most(tally.strict(), tally.graded()), "{:?} {:?}", preset, tally);
                }
            }
        }

        #[test]
        fn exact_is_at_most_every_preset_and_verdicts_are_those_of_the_ladder(lines in any_lines()) {
            let reports = Preset::ALL.map(|preset| World::of_lines(lines.all()).report(preset));
            let exact = reports[2].totals.overall;
            for report in &reports {
                prop_assert!(at_most(exact.graded(), report.totals.overall.graded()));
                prop_assert_eq!(exact.strict(), report.totals.overall.strict());
                let verdicts = report.rows.iter().map(|row| row.verdict);
                prop_assert!(verdicts.eq(reports[0].rows.iter().map(|row| row.verdict)));
            }
        }

        #[test]
        fn an_answer_of_nothing_has_recall_0_no_precision_and_f1_0(mut lines in any_lines()) {
            lines.answer.clear();
            let tally = ladder(&lines).totals.overall;
            let expected = if tally.expected > 0 {
                Figures { precision: None, recall: Some(0), f1: Some(0) }
            } else {
                Figures::default()
            };
            prop_assert_eq!(tally.strict(), expected);
            prop_assert_eq!(tally.graded(), expected);
        }

        #[test]
        fn precision_one_way_is_recall_the_other_way((a, b) in symmetric_facts()) {
            let score = |gold: &[String], answer: &[String]| {
                let lines: Vec<String> =
                    numbered('=', gold).into_iter().chain(answers(answer.to_vec())).collect();
                World::of_lines(lines.iter().map(String::as_str)).report(Preset::Ladder).totals.overall
            };
            let (forth, back) = (score(&a, &b), score(&b, &a));
            prop_assert_eq!(forth.graded().precision, back.graded().recall);
            prop_assert_eq!(forth.strict().precision, back.strict().recall);
            prop_assert_eq!(forth.graded().f1, back.graded().f1);
        }
    }

    #[test]
    fn precision_is_not_recall_the_other_way_where_a_side_approximates() {
        let (hedged, plain) = ("loss; n=about 3000", "loss; n=2800");
        let forth = tally(&format!("= a: {hedged}\n> {plain}")).graded();
        let back = tally(&format!("= a: {plain}\n> {hedged}")).graded();
        assert_eq!((forth.precision, back.recall), (Some(375), Some(0)));
    }

    #[test]
    fn half_points_are_more_or_less_than_the_ladder() {
        let graded = |value: &str, preset| {
            let world = World::new(&format!("= a: loss; n=49\n> loss; n={value}"));
            world.report(preset).totals.overall.graded().recall
        };
        assert_eq!(
            (graded("at least 40", Preset::Muc4), graded("at least 40", Preset::Ladder)),
            (Some(500), Some(250))
        );
        assert_eq!(
            (graded("about 49", Preset::Muc4), graded("about 49", Preset::Ladder)),
            (Some(500), Some(750))
        );
        assert_eq!(graded("about 49", Preset::Exact), Some(0));
    }

    #[test]
    fn strict_is_below_graded_as_soon_as_a_pair_is_partial() {
        let tally = tally("= a: loss; n=49\n> loss; n=about 49");
        assert_eq!((tally.strict().recall, tally.graded().recall), (Some(0), Some(750)));
    }
}

mod own_answers {
    use super::*;

    fn world_of(gold: &[String]) -> World {
        let mut world = World::of_lines(gold.iter().map(String::as_str).chain(["views all"]));
        let facts = &mut world.corpus.entries[0].gold.facts;
        let mut kept: Vec<karat::gold::GoldFact> = Vec::new();
        for fact in facts.drain(..) {
            let form = own_answer(&fact.fact).canonical();
            if kept.iter().all(|known| own_answer(&known.fact).canonical() != form) {
                kept.push(fact);
            }
        }
        *facts = kept;
        world.answer =
            world.corpus.entries[0].gold.facts.iter().map(|fact| own_prediction(&fact.fact)).collect();
        world
    }

    fn is_whole(figures: Figures) -> bool {
        let whole = |figure: Option<u16>| figure.is_none_or(|figure| figure == 1000);
        whole(figures.precision) && whole(figures.recall)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(400))]
        #[test]
        fn of_gold_score_1_on_every_ratio_that_is_present(gold in clean_gold()) {
            let world = world_of(&gold);
            for preset in Preset::ALL {
                let report = world.report(preset);
                let overall = report.totals.overall;
                let scopes = report.totals.types.values().chain(report.totals.views.values()).chain([&overall]);
                for tally in scopes {
                    prop_assert!(is_whole(tally.strict()) && is_whole(tally.graded()), "{:#?}", report.rows);
                    prop_assert!(tally.expected == 0 || tally.graded().f1 == Some(1000));
                }
                for (slot, tally) in &report.totals.slots {
                    prop_assert!(is_whole(tally.figures()), "{:?} {:?}", slot, tally);
                }
                prop_assert_eq!(overall.attribution_right, overall.attribution_judged);
                prop_assert_eq!(overall.polarity_right, overall.polarity_judged);
                prop_assert_eq!(overall.grounded, overall.groundable);
                prop_assert_eq!(overall.evidence_agreed, overall.evidence_judged);
            }
        }
    }

    /// Lint asks to merge such facts: they score 1 against each other.
    #[test]
    fn of_gold_whose_facts_differ_only_in_text_may_cross() {
        let report = report(
            "= a: loss; n=49; note=un mot
             = b: loss; n=49
             > loss; n=49; note=un mot
             > loss; n=49",
        );
        assert_eq!(report.totals.overall.strict().f1, Some(1000));
        let note = report.totals.slots[&("loss".to_owned(), "note".to_owned())];
        assert_eq!((note.expected, note.recall_points), (1, 0));
    }

    #[test]
    fn of_gold_with_two_facts_of_one_answer_lose_one() {
        let tally = tally("= a: loss; n=49\n= b: loss; n=49; effect=unspecified\n> loss; n=49\n> loss; n=49");
        assert_eq!(tally.strict().recall, Some(500));
    }
}
