//! Quotations are found where they surely are, rewritten as the article writes them, and never guessed.

use proptest::prelude::*;

use crate::article::Article;
use crate::gold::Gold;
use crate::reanchor::rewrite::reanchored;
use crate::reanchor::search::requoted;
use crate::reanchor::{Loss, Outcome, Way, reanchor};
use crate::schema::Schema;
use crate::schema::entities::Entities;
use crate::text::prepared::ArticleText;
use crate::text::quote::{Quote, locate};
use crate::value::Language;

const TEXT: &str = "La crue a touché hier au moins 6\u{a0}500 personnes, selon le préfet du Nord. \
    « L’eau monte encore », dit-il. Le vieux pont de la rive gauche a cédé vers 9h00. \
    Le vieux moulin de la rive droite a brûlé. Personne n’a été blessé au moulin.";

fn outcome(text: &str, quote: &Quote) -> Outcome {
    requoted(&ArticleText::new(text), quote, Language::French)
}

fn check(quote: &str, expected: &Outcome) {
    assert_eq!(&outcome(TEXT, &Quote::new(quote)), expected, "{quote}");
}

fn found(how: Way, text: &str) -> Outcome {
    Outcome::Found { how, quote: Quote::new(text) }
}

fn why(text: &str, quote: &Quote) -> Option<Loss> {
    match outcome(text, quote) {
        Outcome::Lost { why, .. } => Some(why),
        Outcome::Kept { .. } | Outcome::Found { .. } => None,
    }
}

#[test]
fn a_quotation_that_stands_there_is_kept() {
    check("le préfet du Nord", &Outcome::Kept { n_places: 1, counts_among: None });
    let counted = Quote { occurrence: Some(2), ..Quote::new("Le vieux") };
    assert_eq!(outcome(TEXT, &counted), Outcome::Kept { n_places: 1, counts_among: Some(2) });
}

#[test]
fn a_folded_quotation_gets_the_characters_of_the_article() {
    check("L'eau monte encore", &found(Way::Folded, "L’eau monte encore"));
    check("au moins 6 500 personnes", &found(Way::Folded, "au moins 6\u{a0}500 personnes"));
}

#[test]
fn places_that_are_written_in_several_ways_stay_folded() {
    let quote = Quote::new("l'eau  monte");
    let kept = Outcome::Kept { n_places: 2, counts_among: None };
    assert_eq!(outcome("l’eau monte, l'eau monte", &quote), kept);
}

#[test]
fn a_letter_that_changed_is_found_if_the_place_is_the_only_one() {
    check(
        "Le vieux pont de la rive gauche a céde",
        &found(Way::Approximate(974), "Le vieux pont de la rive gauche a cédé"),
    );
}

#[test]
fn two_places_that_are_nearly_as_close_are_never_guessed() {
    let text = "Le vieux pont de la rive a cédé hier. Le vieux pont de la cive a cédé hier.";
    assert_eq!(why(text, &Quote::new("Le vieux pont de la rive a céde")), Some(Loss::Twice));
    let text = "Le pont de la rive a cédé. Plus tard, le pont de la rive a cédé.";
    assert_eq!(why(text, &Quote::new("pont de la rive a céde")), Some(Loss::Twice));
}

#[test]
fn a_page_pasted_twice_is_one_place() {
    let sentence = "Le vieux pont de la rive a cédé hier.";
    let text = format!("{sentence}\n{sentence}");
    let expected = found(Way::Approximate(964), "vieux pont de la rive a cédé");
    assert_eq!(outcome(&text, &Quote::new("vieux pont de la rive a céde")), expected);
}

#[test]
fn other_figures_dates_and_denials_are_lost_and_told() {
    for quote in [
        "touché hier au moins 6 400 personnes, selon le préfet",
        "Personne a été blessé au moulin",
        "de la rive gauche a cédé vers 8h00",
    ] {
        assert_eq!(why(TEXT, &Quote::new(quote)), Some(Loss::Sense), "{quote}");
    }
}

#[test]
fn what_is_gone_is_told_with_the_closest_text() {
    check("Un train a déraillé", &Outcome::Lost { why: Loss::Gone, closest: None });
    assert!(matches!(
        why(TEXT, &Quote::new("Le grand pont de la rive nord a tenu")),
        Some(Loss::Unlike(500..900))
    ));
}

#[test]
fn what_stands_beside_is_respected_and_mended() {
    let before = |words: &str, quote: &str| Quote { before: Some(words.to_owned()), ..Quote::new(quote) };
    let kept = Outcome::Kept { n_places: 1, counts_among: None };
    assert_eq!(outcome(TEXT, &before("moulin de la", "rive")), kept);
    let mended = Outcome::Found { how: Way::Beside(923), quote: before("moulin de la", "rive") };
    assert_eq!(outcome(TEXT, &before("moulins de la", "rive")), mended);
    assert_eq!(why(TEXT, &before("le barrage de la", "rive")), Some(Loss::Beside));
    let after = Quote { after: Some("droit a brûlé".to_owned()), ..Quote::new("rive") };
    assert!(
        matches!(outcome(TEXT, &after), Outcome::Found { quote, .. } if quote.after.as_deref() == Some("droite a brûlé"))
    );
}

#[test]
fn a_count_beyond_the_places_is_lost() {
    let quote = Quote { occurrence: Some(3), ..Quote::new("Le vieux") };
    assert_eq!(why(TEXT, &quote), Some(Loss::Counted { n_places: 2 }));
}

const SCHEMA: &str = "\
karat_schema: 1
semantics: 1
types:
  casualties:
    slots:
      count: {kind: count, key: true}
";

const GOLD: &str = "\
karat: 1
article:
  language: fr
  sha256: [HASH]  # the first edition
coverage: none
facts:
  a:
    casualties: {count: at least 6500}
    # where it says so
    quote: au moins 6 500 personnes  # folded
  b:
    casualties: {count: 1}
    evidence:
      - >-  # long
        Le vieux pont
        de la rive gauche a céde
      - {quote: rive, before: \"moulins de la\"}
      - 'le préfet du Nord'
distractors:
  c:
    casualties: {count: 2}
    quote: \"Le vieux moulin\"
    reason: no
ignore:
  - {quote: L'eau monte, reason: other}
";

fn in_file<T>(gold: &str, run: impl FnOnce(&Gold, &Article, &dyn Fn(&str) -> Option<Gold>) -> T) -> T {
    let schema = Schema::decode("schema.yaml", SCHEMA).0.expect("a schema");
    let decode = |text: &str| Gold::decode("a.yaml", text, &schema, &Entities::default()).0;
    let article = Article::new("a", "seeds/a.txt", TEXT.as_bytes().to_vec()).expect("UTF-8").0;
    run(&decode(gold).expect("gold"), &article, &decode)
}

fn check_file(gold: &str, expected: &str) {
    let (result, hash) = in_file(gold, |decoded, article, decode| {
        let report = reanchor(decoded, article.text());
        (reanchored(gold, (decoded, &report), article, decode), article.sha256().to_owned())
    });
    assert_eq!(result.expect("it can be rewritten"), expected.replace("NEW", &hash));
}

#[test]
fn only_what_was_found_is_rewritten_and_the_new_hash_stands_first() {
    let old = "0".repeat(64);
    let gold = GOLD.replace("HASH", &old);
    let expected = gold
        .replace(&format!("[{old}]"), &format!("[NEW, {old}]"))
        .replace("quote: au moins 6 500 personnes", "quote: \"au moins 6\\u00a0500 personnes\"")
        .replace(
            ">-  # long\n        Le vieux pont\n        de la rive gauche a céde",
            "Le vieux pont de la rive gauche a cédé  # long",
        )
        .replace("\"moulins de la\"", "moulin de la")
        .replace("L'eau", "L’eau");
    check_file(&gold, &expected);
    let block =
        gold.replace(&format!(" [{old}]  # the first edition"), &format!("\n    - {old}  # the first"));
    let in_block = expected.replace(
        &format!(" [NEW, {old}]  # the first edition"),
        &format!("\n    - NEW\n    - {old}  # the first"),
    );
    check_file(&block, &in_block);
}

#[test]
fn with_a_quotation_lost_the_hash_is_not_pinned() {
    let gold = GOLD.replace("HASH", &"0".repeat(64)).replace("le préfet du Nord", "un autre quartier");
    let result = in_file(&gold, |decoded, article, decode| {
        let report = reanchor(decoded, article.text());
        assert!(report.has_lost() && report.has_found());
        let text = reanchored(&gold, (decoded, &report), article, decode).expect("it can be rewritten");
        (text.contains(article.sha256()), text.contains("L’eau"))
    });
    assert_eq!(result, (false, true));
}

#[test]
fn what_was_reanchored_is_kept_the_next_time() {
    let gold = GOLD.replace("HASH", &"0".repeat(64));
    in_file(&gold, |decoded, article, decode| {
        let report = reanchor(decoded, article.text());
        let text = reanchored(&gold, (decoded, &report), article, decode).expect("it can be rewritten");
        let again = decode(&text).expect("gold");
        let report = reanchor(&again, article.text());
        assert!(!report.has_found() && !report.has_lost(), "{report:?}");
        let unchanged = reanchored(&text, (&again, &report), article, decode);
        assert_eq!(unchanged.as_deref(), Ok(text.as_str()));
    });
}

proptest! {
    #[test]
    fn an_edit_far_from_all_quotations_keeps_them(before in "[a-z é’.\n]{0,40}", after in "[a-z é’.\n]{0,40}") {
        let text = format!("{before}\n\n{TEXT}\n\n{after}");
        for quote in ["L’eau monte encore", "Le vieux pont de la rive gauche", "vers 9h00"] {
            let is_kept = matches!(outcome(&text, &Quote::new(quote)), Outcome::Kept { .. });
            prop_assert!(is_kept, "{}", quote);
        }
    }

    #[test]
    fn a_letter_changed_in_a_long_word_is_found(word in 0_usize..5, at in 1_usize..6, letter in "[bcdfghjkqxz]") {
        const PASSAGE: &str = "tient depuis des semaines et les habitants regardent le fleuve monter";
        let text = format!("{TEXT} Le barrage {PASSAGE}. Rien d’autre.");
        let old = ["depuis", "semaines", "habitants", "regardent", "fleuve"][word];
        let new: String = old.chars().enumerate().map(|(index, old)| if index == at { letter.clone() } else { old.to_string() }).collect();
        let quote = PASSAGE.replace(old, &new);
        let expected = if quote == PASSAGE { None } else { Some(PASSAGE) };
        let found = match outcome(&text, &Quote::new(quote.as_str())) {
            Outcome::Found { quote, .. } => Some(quote.text),
            Outcome::Kept { .. } | Outcome::Lost { .. } => None,
        };
        prop_assert_eq!(found.as_deref(), expected, "{}", quote);
    }

    #[test]
    fn two_equally_good_places_are_never_guessed(at in 0_usize..30, letter in "[bcdfghjkqxz]") {
        const PASSAGE: &str = "tient depuis des semaines et les habitants regardent";
        let text = format!("Le barrage {PASSAGE} ailleurs. La digue {PASSAGE} encore la mer.");
        let quote: String =
            PASSAGE.chars().enumerate().map(|(index, old)| if index == at { letter.clone() } else { old.to_string() }).collect();
        let is_found = matches!(outcome(&text, &Quote::new(quote.as_str())), Outcome::Found { .. });
        prop_assert!(!is_found, "{}", quote);
    }

    #[test]
    fn garbage_never_panics(text in any::<String>(), quote in any::<String>(), beside in any::<String>()) {
        let quote = Quote { text: quote, occurrence: Some(1), before: Some(beside.clone()), after: Some(beside) };
        if let Outcome::Found { quote, .. } = outcome(&text, &quote) {
            prop_assert!(!locate(&ArticleText::new(text), &quote).spans.is_empty());
        }
    }
}
