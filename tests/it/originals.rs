//! Checks on the articles as they were published, which are no part of this repository.
//!
//! `KARAT_ORIGINALS` names the folder that holds them. Without it these tests pass at once and prove nothing;
//! `tests/run` counts them by the start of their names and says so.

use std::path::PathBuf;

use karat::corpus::{Corpus, Folders};
use karat::text::segment::words;

use crate::command::repository;

/// At least so many of a hundred quotes stand in the article as published.
const QUOTES_PERCENT_MIN: usize = 97;

/// So many words in a row are a copy.
const RUN_WORDS: usize = 12;

/// Loads our labels with the articles of a folder; `None` where no originals are given.
fn corpora() -> Option<(Corpus, Corpus)> {
    #[expect(clippy::disallowed_methods, reason = "the originals lie outside the repository")]
    let originals = std::env::var_os("KARAT_ORIGINALS").filter(|folder| !folder.is_empty())?;
    let root = repository();
    let load = |articles: PathBuf, is_other_edition| {
        let corpus = Corpus::load(&Folders { articles, gold: root.join("gold"), is_other_edition });
        assert!(!corpus.is_unreadable(), "{:?}", corpus.problems);
        assert!(!corpus.entries.is_empty(), "no article with gold");
        corpus
    };
    Some((load(root.join("seeds"), false), load(root.join(originals), true)))
}

#[test]
fn originals_hold_the_quotes_of_gold() {
    let Some((_, originals)) = corpora() else { return };
    for entry in &originals.entries {
        let facts = entry.gold.facts.iter();
        let grounding =
            facts.map(|fact| karat::score::ground::ground(entry.article.text(), &fact.fact.evidence));
        let (n_found, n_given) =
            grounding.fold((0, 0), |(found, given), one| (found + one.n_found, given + one.n_given));
        assert!(n_given > 0, "{}: no quotes", entry.gold.path);
        assert!(
            n_found * 100 >= n_given * QUOTES_PERCENT_MIN,
            "{}: {n_found} of {n_given} quotes found",
            entry.article.path()
        );
    }
}

#[test]
fn originals_are_among_the_hashes_of_gold() {
    let Some((retellings, originals)) = corpora() else { return };
    for (retelling, original) in retellings.entries.iter().zip(&originals.entries) {
        let hashes = &original.gold.article.sha256;
        assert_eq!(hashes.first().map(String::as_str), Some(retelling.article.sha256()));
        assert_eq!(hashes.get(1).map(String::as_str), Some(original.article.sha256()));
    }
}

#[test]
fn originals_share_no_run_of_words_with_the_retellings() {
    let Some((retellings, originals)) = corpora() else { return };
    for (retelling, original) in retellings.entries.iter().zip(&originals.entries) {
        assert_eq!(retelling.article.id(), original.article.id());
        let texts = (retelling.article.text().as_str(), original.article.text().as_str());
        let run = shared_run(texts.0, texts.1, RUN_WORDS);
        assert_eq!(run, None, "{} copies", retelling.article.path());
    }
}

/// Returns the first run of so many words that stands in both texts, whatever stands between the words.
fn shared_run(text: &str, other: &str, n_words: usize) -> Option<String> {
    let lower = |text: &str| -> Vec<String> {
        words(text).into_iter().filter_map(|word| text.get(word)).map(str::to_lowercase).collect()
    };
    let (text, other) = (lower(text), lower(other));
    let mut known: Vec<&[String]> = other.windows(n_words).collect();
    known.sort();
    text.windows(n_words).find(|run| known.binary_search(run).is_ok()).map(|run| run.join(" "))
}

#[test]
fn a_shared_run_is_found_whatever_its_case_and_punctuation() {
    assert_eq!(shared_run("x A, b – c y", "z. a b « C »", 3).as_deref(), Some("a b c"));
    assert_eq!(shared_run("a b c", "a b d c", 3), None);
    assert_eq!(shared_run("a b", "a b", 3), None);
}

#[test]
fn originals_are_linted_as_another_edition_and_nothing_fails() {
    let Some((_, originals)) = corpora() else { return };
    let folder = originals.folders.articles.display().to_string();
    let said = crate::command::karat_in(repository(), &["lint", "--articles", &folder]);
    assert_eq!(said.code, Some(0), "{}", said.transcript());
    assert_eq!(
        said.stdout.matches("other edition: ").count(),
        originals.entries.len(),
        "{}",
        said.transcript()
    );
}
