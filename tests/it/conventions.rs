//! The conventions of the semantics page, each by a small case.

use karat::evaluate::{Evaluation, Selection};
use karat::extract::Outcome;
use karat::extract::failure::FailureKind;
use karat::score::Settings;
use karat::score::losses::Preset;
use karat::tally::{Figures, SlotTally};

use crate::notation::{World, show};

#[track_caller]
fn check(world: &str, expected: &[&str]) {
    assert_eq!(show(&World::new(world).report(Preset::Ladder).rows), expected);
}

#[track_caller]
fn check_view(world: &str, view: &str, expected: &[&str]) {
    let report = World::new(world).report(Preset::Ladder);
    let (_, rows) = report.views.iter().find(|(name, _)| name == view).unwrap();
    assert_eq!(show(rows), expected);
}

#[track_caller]
fn check_slot(world: &str, (type_name, slot): (&str, &str), expected: SlotTally) {
    let report = World::new(world).report(Preset::Ladder);
    let found = report.totals.slots.get(&(type_name.to_owned(), slot.to_owned()));
    assert_eq!(found.copied().unwrap_or_default(), expected);
}

mod collapse {
    use super::*;

    #[test]
    fn equal_predictions_are_one_and_free() {
        let world = "
            = toll: loss; n=49
            > loss; n=49
            > loss; n=49..49
            > loss; n=49";
        check(world, &["toll correct 1000/1000"]);
        let tally = World::new(world).report(Preset::Ladder).totals.overall;
        assert_eq!((tally.returned, tally.exact_duplicates), (1, 2));
    }

    #[test]
    fn the_highest_confidence_and_any_grounding_is_kept() {
        let world = "
            = toll: loss; n=49; \"49 soldats\"
            > loss; n=49; confidence:0.4; \"49 soldats\"
            > loss; n=49; confidence:0.9; \"nowhere\"
            > loss; n=49";
        let rows = World::new(world).report(Preset::Ladder).rows;
        assert_eq!((rows[0].confidence, rows[0].is_grounded), (Some(900), Some(true)));
    }

    #[test]
    fn another_slot_another_speaker_or_another_polarity_is_no_duplicate() {
        let world = "
            = toll: loss; n=49
            > loss; n=49
            > loss; n=49; by=reuters
            > loss; n=49; conditional";
        let tally = World::new(world).report(Preset::Ladder).totals.overall;
        assert_eq!((tally.returned, tally.exact_duplicates), (3, 0));
    }
}

mod distractors {
    use super::*;

    #[test]
    fn a_prediction_that_fits_a_distractor_better_than_every_fact_hits_it() {
        check(
            "= toll: loss; n=49; when=2022-09
             ! old: loss; n=at least 6500; when=2022-09
             > loss; n=at least 6500; when=2022-09",
            &["toll missing 0/–, R-1000 fact not returned", "+1 distractor –/0, P-1000 distractor returned"],
        );
    }

    #[test]
    fn a_tie_goes_to_gold() {
        check("= toll: loss; n=49\n! old: loss; n=49\n> loss; n=49", &["toll correct 1000/1000"]);
    }

    #[test]
    fn grounding_is_left_aside_when_gold_and_distractor_are_compared() {
        check(
            "= meeting: talks; who=[armenia, russia]; \"On parle\"
             ! other: talks; who=[armenia, russia]
             > talks; who=[armenia, russia]",
            &["meeting incorrect 0/0, R-1000 no quote given, and the type requires one, \
               P-1000 no quote given, and the type requires one"],
        );
    }

    #[test]
    fn any_number_of_predictions_may_hit_one_distractor() {
        check(
            "! old: loss; n=at least 6500; when=2022-09
             > loss; n=at least 6500; when=2022-09
             > loss; n=at least 6500; when=2022-09-13",
            &[
                "+1 distractor –/0, P-1000 distractor returned",
                "+2 distractor –/0, P-1000 distractor returned",
            ],
        );
    }

    #[test]
    fn a_distractor_is_hit_only_if_everything_it_states_is_filled_and_at_least_half_right() {
        let spurious = ["+1 spurious –/0, P-1000 not stated in the article"];
        check("! old: loss; n=49; when=2022\n> loss; n=49", &spurious);
        check("! old: loss; n=49; when=2022-09-13\n> loss; n=49; when=2022", &spurious);
        let hit = ["+1 distractor –/0, P-1000 distractor returned"];
        check("! old: loss; n=49; when=2022-09-13\n> loss; n=49; when=2022-09", &hit);
    }

    #[test]
    fn the_speaker_and_polarity_that_a_distractor_states_have_to_fit() {
        let spurious = ["+1 spurious –/0, P-1000 not stated in the article"];
        let hit = ["+1 distractor –/0, P-1000 distractor returned"];
        check("! old: loss; n=49; by=reuters\n> loss; n=49", &spurious);
        check("! old: loss; n=49; by=reuters\n> loss; n=49; by=interfax", &spurious);
        check("! old: loss; n=49; by=reuters\n> loss; n=49; by=reuters", &hit);
        check("! old: loss; n=49; denied\n> loss; n=49", &spurious);
        check("! old: loss; n=49; denied\n> loss; n=49; denied", &hit);
    }

    #[test]
    fn a_speaker_and_polarity_that_a_distractor_does_not_state_do_not_matter() {
        let hit = ["+1 distractor –/0, P-1000 distractor returned"];
        check("! old: loss; n=49\n> loss; n=49; by=reuters; denied", &hit);
    }

    #[test]
    fn the_value_of_a_distractor_in_another_type_is_no_hit() {
        check(
            "! old: claim; act=threat; side=armenia\n> loss; n=49; side=armenia",
            &["+1 spurious –/0, P-1000 not stated in the article"],
        );
    }
}

mod gates {
    use super::*;

    #[test]
    fn denied_against_not_denied_is_worth_nothing_and_says_so() {
        let flipped = ["toll incorrect 0/0, R-1000 polarity flipped, P-1000 polarity flipped"];
        check("= toll: loss; n=49\n> loss; n=49; denied", &flipped);
        check("= toll: loss; n=49; denied\n> loss; n=49; conditional", &flipped);
        check("= toll: loss; n=49; denied\n> loss; n=49; denied", &["toll correct 1000/1000"]);
    }

    #[test]
    fn an_ungrounded_prediction_is_worth_nothing_where_evidence_is_required() {
        let gold = "= meeting: talks; who=[armenia]; \"On parle\"\n";
        check(
            &format!("{gold}> talks; who=[armenia]; \"nulle part\""),
            &["meeting incorrect 0/0, R-1000 quote not in the article, P-1000 quote not in the article"],
        );
        check(
            &format!("{gold}> talks; who=[armenia]; \"on parle\""),
            &["meeting incorrect 0/0, R-1000 quote not in the article, P-1000 quote not in the article"],
        );
        check(&format!("{gold}> talks; who=[armenia]; \"Lachin\""), &["meeting correct 1000/1000"]);
    }

    #[test]
    fn an_ungrounded_prediction_is_no_worse_where_evidence_is_only_reported() {
        check("= toll: loss; n=49; \"49 soldats\"\n> loss; n=49", &["toll correct 1000/1000"]);
    }

    #[test]
    fn a_gold_fact_whose_quote_is_lost_counts_as_grounded() {
        check(
            "= meeting: talks; who=[armenia]; \"perdu\"\n> talks; who=[armenia]",
            &["meeting correct 1000/1000"],
        );
    }

    #[test]
    fn a_gate_leaves_the_gold_fact_to_a_prediction_that_is_not_gated() {
        check(
            "= toll: loss; n=49; when=2022
             > loss; n=49; when=2022; denied
             > loss; n=49",
            &[
                "toll partial 667/1000, R-333 when: left out",
                "+1 spurious –/0, P-1000 not stated in the article",
            ],
        );
    }
}

mod keys {
    use super::*;

    #[test]
    fn a_contradicted_key_that_weighs_more_keeps_the_pair_apart() {
        check(
            "= toll: loss; n=49; when=2022\n> loss; n=50; when=2022",
            &["toll incorrect 0/0, R-1000 n: different number, P-1000 n: different number"],
        );
    }

    #[test]
    fn agreeing_keys_that_weigh_as_much_make_the_pair() {
        check(
            "= said: claim; act=threat; side=armenia\n> claim; act=threat; side=russia",
            &["said partial 500/500, R-500 side: different entity, P-500 side: different entity"],
        );
    }

    #[test]
    fn a_key_left_out_does_not_contradict() {
        check(
            "= toll: loss; n=49; when=2022\n> loss; when=2022",
            &["toll partial 333/1000, R-667 n: left out"],
        );
    }

    #[test]
    fn an_entity_or_word_agrees_from_one_half() {
        check(
            "= said: claim; act=demand\n> claim; act=threat",
            &["said partial 500/500, R-500 act: near word, P-500 act: near word"],
        );
        check(
            "= said: claim; act=demand\n> claim; act=promise",
            &[
                "said missing 0/–, R-1000 fact not returned",
                "+1 spurious –/0, P-1000 not stated in the article",
            ],
        );
        check(
            "= said: claim; side=russia\n> claim; side=russia-mfa",
            &["said partial 500/500, R-500 side: part of the right one, or the whole of it, \
             P-500 side: part of the right one, or the whole of it"],
        );
    }

    #[test]
    fn a_number_agrees_above_nothing() {
        check(
            "= toll: loss; n=49\n> loss; n=at least 40",
            &["toll partial 250/250, R-750 n: true but weaker than the article, \
             P-750 n: true but weaker than the article"],
        );
    }

    #[test]
    fn gold_that_fills_no_key_is_alignable_by_passage() {
        let gold = "= toll: loss; effect=killed; n=unspecified; \"49 soldats\"\n";
        check(&format!("{gold}> loss; effect=killed; \"soldats avaient\""), &["toll correct 1000/1000"]);
        check(
            &format!("{gold}> loss; effect=killed; \"Reuters\""),
            &[
                "toll missing 0/–, R-1000 fact not returned",
                "+1 spurious –/0, P-1000 not stated in the article",
            ],
        );
    }

    #[test]
    fn a_mean_over_nothing_is_one() {
        check(
            "= toll: loss; n=unspecified; \"49 soldats\"\n> loss; effect=killed; \"49 soldats\"",
            &["toll correct 1000/1000"],
        );
    }
}

mod leftovers {
    use super::*;

    #[test]
    fn a_shared_passage_without_an_agreeing_key_is_incorrect() {
        check(
            "= toll: loss; n=49; \"49 soldats\"\n> loss; effect=killed; \"49 soldats\"",
            &["toll incorrect 0/0, R-1000 no key agrees, P-1000 no key agrees"],
        );
        check(
            "= toll: loss; n=49; \"49 soldats\"\n> loss; n=50; \"49 soldats\"",
            &["toll incorrect 0/0, R-1000 n: different number, P-1000 n: different number"],
        );
    }

    #[test]
    fn a_second_prediction_that_would_be_correct_is_a_near_duplicate() {
        let world = "= toll: loss; n=49 | 50\n> loss; n=50\n> loss; n=49";
        check(
            world,
            &["toll correct 1000/1000", "+1 near-duplicate –/0, P-1000 repeats a fact already given"],
        );
        let rows = World::new(world).report(Preset::Ladder).rows;
        assert_eq!(rows[1].repeats.as_deref(), Some("toll"));
    }

    #[test]
    fn a_second_prediction_that_would_be_partial_is_spurious() {
        check(
            "= toll: loss; n=49\n> loss; n=49\n> loss; n=about 49",
            &["toll correct 1000/1000", "+1 spurious –/0, P-1000 not stated in the article"],
        );
    }

    #[test]
    fn what_the_labels_do_not_speak_of_is_unjudged_and_free() {
        let world = "exhaustive talks\n= toll: loss; n=49\n> loss; n=7";
        check(world, &["toll missing 0/–, R-1000 fact not returned", "+1 unjudged –/–"]);
        let tally = World::new(world).report(Preset::Ladder).totals.overall;
        assert_eq!((tally.returned, tally.unjudged), (0, 1));
        assert_eq!(tally.graded().precision, None);
    }

    #[test]
    fn what_shares_a_key_or_a_passage_with_gold_is_judged_though_the_labels_are_not_complete() {
        check(
            "exhaustive talks\n= toll: loss; n=49; when=2022\n> loss; n=49\n> loss; n=7; when=2022",
            &[
                "toll partial 667/1000, R-333 when: left out",
                "+1 spurious –/0, P-1000 not stated in the article",
            ],
        );
        check(
            "exhaustive talks\n= toll: loss; n=49; \"49 soldats\"\n> loss; n=49\n> loss; n=7; \"soldats\"",
            &["toll correct 1000/1000", "+1 spurious –/0, P-1000 not stated in the article"],
        );
    }

    #[test]
    fn an_unknown_type_and_an_unreadable_fact_are_spurious_though_the_labels_are_not_complete() {
        check(
            "exhaustive talks\n> weather; n=49\n> ?[1]",
            &["+1 spurious –/0, P-1000 unknown type", "+2 spurious –/0, P-1000 unreadable fact"],
        );
    }
}

mod slots {
    use super::*;

    #[test]
    fn a_slot_left_out_costs_recall_only_and_one_stated_wrongly_costs_both() {
        check(
            "= toll: loss; n=49; side=armenia\n> loss; n=49",
            &["toll partial 800/1000, R-200 side: left out"],
        );
        check(
            "= toll: loss; n=49; side=armenia\n> loss; n=49; side=russia",
            &["toll partial 800/800, R-200 side: different entity, P-200 side: different entity"],
        );
    }

    #[test]
    fn a_slot_that_gold_leaves_open_is_neither_punished_nor_paid() {
        check("= toll: loss; n=49\n> loss; n=49; side=armenia", &["toll correct 1000/1000"]);
    }

    #[test]
    fn filling_a_closed_slot_is_wrong() {
        check(
            "= meeting: talks; who=[armenia]; \"On parle\"\n> talks; who=[armenia]; lasts=P6W; \"On parle\"",
            &["meeting partial 1000/500, P-500 lasts: filled where the article leaves it empty"],
        );
    }

    #[test]
    fn none_and_unspecified_are_judged_on_the_side_of_precision_only() {
        check(
            "= toll: loss; n=49; side=none\n> loss; n=49; side=armenia",
            &["toll partial 1000/800, P-200 side: filled where the article leaves it empty"],
        );
        check(
            "= toll: loss; n=49; side=unspecified\n> loss; n=49; side=armenia",
            &["toll partial 1000/800, P-200 side: the article does not say which; one was invented"],
        );
        check(
            "= toll: loss; when=2022; n=unspecified\n> loss; when=2022; n=12",
            &["toll partial 1000/333, P-667 n: the article gives no number; one was invented"],
        );
        check("= toll: loss; n=49; side=none\n> loss; n=49", &["toll correct 1000/1000"]);
        check(
            "= toll: loss; n=49; side=unspecified\n> loss; n=49; side=unspecified",
            &["toll correct 1000/1000"],
        );
    }

    #[test]
    fn an_optional_slot_is_free_to_leave_out_and_costs_precision_when_wrong() {
        let gold = "= toll: loss; n=49; side=armenia(optional)\n";
        check(&format!("{gold}> loss; n=49"), &["toll correct 1000/1000"]);
        check(&format!("{gold}> loss; n=49; side=armenia"), &["toll correct 1000/1000"]);
        check(
            &format!("{gold}> loss; n=49; side=russia"),
            &["toll partial 1000/800, P-200 side: different entity"],
        );
    }

    #[test]
    fn an_unknown_slot_costs_precision() {
        check(
            "= toll: loss; n=49\n> loss; n=49; colour=red",
            &["toll partial 1000/800, P-200 colour: the type has no such slot"],
        );
    }

    #[test]
    fn an_unreadable_value_costs_its_slot() {
        check(
            "= toll: loss; n=49; when=2022\n> loss; n=49; when=?hier",
            &["toll partial 667/667, R-333 when: value cannot be read, P-333 when: value cannot be read"],
        );
    }

    #[test]
    fn text_weighs_nothing() {
        check("= toll: loss; n=49; note=un\n> loss; n=49; note=deux", &["toll correct 1000/1000"]);
    }

    #[test]
    fn every_slot_of_a_bad_pair_is_tallied() {
        let world = "= toll: loss; n=49; when=2022; side=armenia\n> loss; n=50; when=2022; side=russia";
        let half =
            SlotTally { expected: 1, optional_found: 0, returned: 1, recall_points: 0, precision_points: 0 };
        check_slot(world, ("loss", "n"), half);
        check_slot(world, ("loss", "side"), half);
        let right = SlotTally { recall_points: 1000, precision_points: 1000, ..half };
        check_slot(world, ("loss", "when"), right);
    }

    #[test]
    fn slots_of_missing_and_spurious_facts_and_unknown_slots_and_types_are_tallied() {
        let world = "= toll: loss; n=49; side=armenia(optional); by=reuters\n> loss; n=7; side=russia; x=y\n> weather; sky=blue";
        check_slot(world, ("loss", "n"), SlotTally { expected: 1, returned: 1, ..SlotTally::default() });
        check_slot(world, ("loss", "side"), SlotTally { returned: 1, ..SlotTally::default() });
        check_slot(world, ("loss", "said_by"), SlotTally { expected: 1, ..SlotTally::default() });
        check_slot(world, ("loss", "x"), SlotTally { returned: 1, ..SlotTally::default() });
        check_slot(world, ("weather", "sky"), SlotTally { returned: 1, ..SlotTally::default() });
    }

    /// Today polarity is tallied in pairs only, so a missing denial expects no polarity; a missing speaker is expected.
    #[test]
    fn polarity_of_a_missing_fact_is_not_tallied() {
        check_slot("= toll: loss; n=49; denied", ("loss", "polarity"), SlotTally::default());
        let pair = SlotTally {
            expected: 1,
            optional_found: 0,
            returned: 1,
            recall_points: 1000,
            precision_points: 1000,
        };
        check_slot("= toll: loss; n=49; denied\n> loss; n=49; denied", ("loss", "polarity"), pair);
    }

    #[test]
    fn a_prediction_that_quotes_nothing_is_not_in_the_grounded_share_where_evidence_is_only_reported() {
        let tally = World::new("= toll: loss; n=49\n> loss; n=49").report(Preset::Ladder).totals.overall;
        assert_eq!((tally.grounded, tally.groundable), (0, 0));
    }

    #[test]
    fn slots_of_unjudged_predictions_are_in_no_tally() {
        check_slot("exhaustive talks\n> loss; n=7", ("loss", "n"), SlotTally::default());
    }
}

mod voices {
    use super::*;

    #[test]
    fn a_speaker_named_only_by_the_prediction_costs_precision_only() {
        check(
            "= toll: loss; n=49\n> loss; n=49; by=reuters",
            &["toll partial 1000/667, P-333 said_by: a source named that the article does not name"],
        );
    }

    #[test]
    fn a_speaker_left_out_costs_recall_only() {
        check(
            "= toll: loss; n=49; by=reuters\n> loss; n=49",
            &["toll partial 667/1000, R-333 said_by: speaker left out"],
        );
    }

    #[test]
    fn a_source_not_stated_makes_naming_one_wrong_and_silence_right() {
        check("= toll: loss; n=49; by=unnamed\n> loss; n=49", &["toll correct 1000/1000"]);
        check(
            "= toll: loss; n=49; by=unnamed\n> loss; n=49; by=reuters",
            &["toll partial 1000/667, P-333 said_by: a source named that the article does not name"],
        );
    }

    #[test]
    fn narrator_and_asserted_are_no_free_points() {
        let report = World::new("= toll: loss; n=49\n> loss; n=49").report(Preset::Ladder);
        assert_eq!(report.rows[0].parts.len(), 1);
        assert_eq!((report.totals.overall.attribution_judged, report.totals.overall.polarity_judged), (0, 0));
    }

    #[test]
    fn polarity_weighs_one_and_conditional_is_half_of_asserted() {
        check(
            "= toll: loss; n=49; conditional\n> loss; n=49",
            &["toll partial 900/900, R-100 polarity: asserted and conditional confused, \
             P-100 polarity: asserted and conditional confused"],
        );
    }
}

mod optional_facts {
    use super::*;

    #[test]
    fn leaving_one_out_is_free() {
        let world = "= toll: loss; n=49; optional";
        check(world, &["toll optional-missing –/–"]);
        let tally = World::new(world).report(Preset::Ladder).totals.overall;
        assert!(tally.is_rightly_empty());
        assert_eq!(tally.graded(), Figures::default());
    }

    #[test]
    fn finding_one_counts_as_returned_and_not_as_expected() {
        let tally =
            World::new("= toll: loss; n=49; optional\n> loss; n=49").report(Preset::Ladder).totals.overall;
        assert_eq!((tally.expected, tally.returned, tally.correct), (0, 1, 1));
        let no_f1 = Figures { precision: Some(1000), recall: None, f1: None };
        assert_eq!((tally.strict(), tally.graded()), (no_f1, no_f1), "nothing to combine the precision with");
    }

    #[test]
    fn a_required_fact_is_served_before_an_optional_one() {
        check(
            "= a: loss; n=49; optional\n= b: loss; n=49\n> loss; n=49",
            &["a optional-missing –/–", "b correct 1000/1000"],
        );
    }
}

mod order {
    use super::*;

    #[test]
    fn an_exact_match_is_not_given_away_for_a_greater_sum() {
        check(
            "= a: loss; n=49 | 50; when=2022
             = b: loss; n=49; side=armenia
             > loss; n=49; when=2022
             > loss; n=50; colour=red",
            &[
                "a correct 1000/1000",
                "b missing 0/–, R-1000 fact not returned",
                "+1 spurious –/0, P-1000 not stated in the article",
            ],
        );
    }

    #[test]
    fn of_two_equal_pairings_the_one_that_shares_a_passage_wins() {
        check(
            "= a: loss; n=49; \"49 soldats\"
             = b: loss; n=49; \"Reuters\"
             > loss; n=49; side=armenia; \"Reuters\"
             > loss; n=49; side=russia; \"49 soldats\"",
            &["a correct 1000/1000", "b correct 1000/1000"],
        );
        let world =
            "= a: loss; n=49; \"49 soldats\"\n= b: loss; n=49; \"Reuters\"\n> loss; n=49; \"Reuters\"";
        check(world, &["a missing 0/–, R-1000 fact not returned", "b correct 1000/1000"]);
    }

    #[test]
    fn without_a_passage_the_smaller_id_is_served() {
        check(
            "= b: loss; n=49\n= a: loss; n=49\n> loss; n=49",
            &["a correct 1000/1000", "b missing 0/–, R-1000 fact not returned"],
        );
    }
}

mod views {
    use super::*;

    #[test]
    fn equal_values_of_several_facts_are_one() {
        check_view(
            "= a: loss; n=49; when=2022\n= b: loss; n=7; when=2022\n> loss; n=1; when=2022\n> talks; starts=2022",
            "dates",
            &["2022 correct 1000/1000"],
        );
    }

    #[test]
    fn alternatives_of_one_value_are_united() {
        check_view(
            "= a: loss; n=49 | 50\n= b: loss; n=49 | 51\n> loss; n=51",
            "counts",
            &["49 correct 1000/1000"],
        );
    }

    #[test]
    fn extra_values_are_unjudged_unless_the_view_is_complete() {
        let world = "exhaustive all\n= a: loss; n=49\n> loss; n=49\n> loss; n=7";
        check_view(world, "counts", &["49 correct 1000/1000", "+1 unjudged –/–"]);
        check_view(
            &format!("views counts\n{world}"),
            "counts",
            &["49 correct 1000/1000", "+1 spurious –/0, P-1000 not stated in the article"],
        );
    }

    #[test]
    fn an_extra_value_in_a_passage_that_gold_quotes_is_unjudged_all_the_same() {
        check_view(
            "= a: loss; n=49; \"49 soldats\"\n> loss; n=49\n> loss; n=7; \"49 soldats\"",
            "counts",
            &["49 correct 1000/1000", "+1 unjudged –/–"],
        );
    }

    #[test]
    fn a_speaker_with_alternatives_may_be_any_of_them() {
        let mut world = World::new("= a: loss; n=49; by=reuters\n> loss; n=49; by=interfax");
        let said_by = world.corpus.entries[0].gold.facts[0].fact.said_by.as_mut().unwrap();
        said_by.alternatives.extend(world.answer[0].fact.said_by.clone().unwrap().alternatives);
        let report = world.report(Preset::Ladder);
        assert_eq!(show(&report.rows), ["a correct 1000/1000"]);
        let (_, rows) = report.views.iter().find(|(name, _)| name == "speakers").unwrap();
        assert_eq!(show(rows), ["reuters correct 1000/1000"]);
    }

    #[test]
    fn an_ignored_passage_is_a_distractor_of_every_view() {
        check_view(
            "~ \"158\"\n> loss; n=158; \"158\"",
            "counts",
            &["+1 distractor –/0, P-1000 distractor returned"],
        );
        check_view("~ \"158\"\n> loss; n=158; \"158\"; \"49 soldats\"", "counts", &["+1 unjudged –/–"]);
    }

    #[test]
    fn type_key_speaker_and_polarity_do_not_matter() {
        check_view(
            "= a: loss; side=lachin; by=reuters; denied\n> talks; place=lachin",
            "places",
            &["lachin correct 1000/1000"],
        );
    }

    #[test]
    fn a_view_of_entities_holds_one_kind_of_them() {
        check_view(
            "= a: talks; who=[armenia, lachin]; place=russia\n> talks; who=[lachin, armenia]",
            "places",
            &["lachin correct 1000/1000"],
        );
    }

    #[test]
    fn speakers_and_relays_are_a_view() {
        check_view(
            "= a: loss; n=49; by=russia-mfa > interfax\n> loss; n=1; by=interfax",
            "speakers",
            &["interfax correct 1000/1000", "russia-mfa missing 0/–, R-1000 fact not returned"],
        );
    }

    #[test]
    fn unspecified_and_none_are_no_values() {
        check_view("= a: loss; n=unspecified; when=none\n> loss; n=unspecified", "counts", &[]);
    }
}

mod articles {
    use super::*;

    fn figures(outcome: Outcome) -> (Figures, Figures) {
        let world = World::new("= toll: loss; n=49\n> loss; n=49");
        let selection = Selection::default();
        let evaluation = Evaluation::new(&world.corpus, &selection, Settings::default());
        let totals = evaluation.run("x", |_| outcome.clone()).totals;
        (totals.overall.tally.graded(), totals.answered.tally.graded())
    }

    #[test]
    fn a_failed_article_counts_as_an_empty_answer_in_the_headline_only() {
        let failed = Outcome::failed(FailureKind::Timeout, "");
        let nothing = Figures { precision: None, recall: Some(0), f1: Some(0) };
        assert_eq!(figures(failed), (nothing, Figures::default()));
        assert_eq!(figures(Outcome::Answered(Vec::new())), (nothing, nothing));
    }

    #[test]
    fn an_article_that_is_rightly_empty_is_counted_and_in_no_mean() {
        let world = World::new("= toll: loss; n=49; optional");
        let selection = Selection::default();
        let evaluation = Evaluation::new(&world.corpus, &selection, Settings::default());
        let totals = evaluation.run("x", |_| Outcome::Answered(Vec::new())).totals;
        assert_eq!(totals.overall.n_rightly_empty, 1);
        assert_eq!(totals.overall.graded_macro(), Figures::default());
    }
}
