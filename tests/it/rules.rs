//! What the built-in extractor reads in the seeds, and on the articles as published where they are given.

use std::path::{Path, PathBuf};

use karat::corpus::{Corpus, Folders};
use karat::extract::rules::RulesExtractor;
use karat::extract::{Extractor, Request};
use karat::fact::{Attribution, Polarity, Prediction};
use karat::schema::Schema;
use karat::value::Choice;

fn corpus(articles: PathBuf) -> Corpus {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    Corpus::load(&Folders { articles, gold: root.join("gold"), is_other_edition: true })
}

/// Writes a fact as `type slots speaker polarity`.
fn show(schema: &Schema, prediction: &Prediction) -> String {
    let fact = &prediction.fact;
    let fact_type = fact.fact_type.index().and_then(|index| schema.types.get(index)).unwrap();
    let slots: Vec<String> = fact.slots.iter().flatten().map(ToString::to_string).collect();
    let said_by = fact.said_by.as_ref().and_then(Choice::as_plain).map(Attribution::to_string);
    let polarity = if fact.polarity == Polarity::Asserted { "" } else { fact.polarity.word() };
    format!("{} {} {} {polarity}", fact_type.name, slots.join(" "), said_by.unwrap_or_default())
}

/// What `rules` has to read in any edition: the start of an article's id, and words that one fact shows in this order.
const TOUCHSTONES: [(&str, &[&str]); 8] = [
    ("002", &["ceasefire", "2022-09-13T09:00+03:00[Europe/Moscow]", "russia-mfa"]),
    ("002", &["casualties", "at least 6500", "killed", "2020", "reuters"]),
    ("002", &["agreement", "declaration", "2020-11-09"]),
    ("002", &["agreement", "declaration", "2021-01-11"]),
    ("002", &["agreement", "declaration", "2021-11-26"]),
    ("003", &["casualties", "11", "killed", "conditional"]),
    ("003", &["statement", "2023-09-19T10:00Z"]),
    ("004", &["casualties", "49", "killed", "soldiers", "pashinyan"]),
];

/// Share counters, ratings and comment forms: numbers that no fact may hold.
const FURNITURE: [&str; 4] = ["158", "29", "4.9", "5"];

fn holds_in_order(text: &str, words: &[&str]) -> bool {
    let mut rest = text;
    words.iter().all(|word| match rest.split_once(word) {
        Some((_, after)) => {
            rest = after;
            true
        }
        None => false,
    })
}

fn check_edition(articles: PathBuf) {
    let corpus = corpus(articles);
    for (article, words) in TOUCHSTONES {
        let entry = corpus.entries.iter().find(|entry| entry.article.id().starts_with(article)).unwrap();
        let outcome = RulesExtractor.extract(&Request::new(&corpus, entry));
        let shown: Vec<String> = outcome.predictions().iter().map(|one| show(&corpus.schema, one)).collect();
        let n_found = shown.iter().filter(|fact| holds_in_order(fact, words)).count();
        assert_eq!(n_found, 1, "{article}: {words:?} in {shown:#?}");
    }
    for entry in &corpus.entries {
        let outcome = RulesExtractor.extract(&Request::new(&corpus, entry));
        for prediction in outcome.predictions() {
            let shown = show(&corpus.schema, prediction);
            let is_furniture = |word: &str| FURNITURE.contains(&word);
            assert!(!shown.split(' ').any(is_furniture), "{}: {shown}", entry.article.id());
        }
    }
}

#[test]
fn rules_read_the_touchstones_of_our_edition() {
    check_edition(Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds"));
}

#[test]
fn originals_give_rules_the_same_touchstones() {
    #[expect(clippy::disallowed_methods, reason = "the originals lie outside the repository")]
    let originals = std::env::var_os("KARAT_ORIGINALS").filter(|folder| !folder.is_empty());
    if let Some(originals) = originals {
        check_edition(Path::new(env!("CARGO_MANIFEST_DIR")).join(originals));
    }
}
