//! The page on labelling agrees with the labels: its examples exist, its two languages decide alike, its words suffice.

#![expect(clippy::disallowed_methods, reason = "this test reads the page itself")]

use std::collections::{BTreeMap, BTreeSet};

use karat::corpus::{Corpus, Folders};

use crate::command::repository;

fn page() -> String {
    std::fs::read_to_string(repository().join("docs/labelling.md")).expect("the page is there")
}

fn corpus() -> Corpus {
    let root = repository();
    let folders = Folders { articles: root.join("seeds"), gold: root.join("gold"), is_other_edition: false };
    let corpus = Corpus::load(&folders);
    assert!(!corpus.is_unreadable(), "{:?}", corpus.problems);
    assert!(!corpus.entries.is_empty(), "no article with gold");
    corpus
}

/// Returns the text of each part between backticks.
fn code(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').skip(1).step_by(2)
}

/// Returns each label that a text names, as `NNN/fact-id`, in the order of the text.
fn labels(text: &str) -> Vec<&str> {
    let is_label = |word: &&str| {
        word.split_once('/').is_some_and(|(article, id)| {
            article.len() == 3 && article.bytes().all(|byte| byte.is_ascii_digit()) && !id.is_empty()
        })
    };
    code(text).flat_map(str::split_whitespace).filter(is_label).collect()
}

/// Returns the English and the French half of the page.
fn halves(page: &str) -> (&str, &str) {
    let start = page.find("\n# Étiqueter\n").expect("the page has a French half");
    page.split_at(start)
}

/// Returns the labels that each numbered decision names; numbers start at 1 and none is left out.
fn decisions<'p>(half: &'p str, heading: &str) -> BTreeMap<usize, Vec<&'p str>> {
    let (_, section) = half.split_once(heading).expect("the half has its decisions");
    let mut decisions = BTreeMap::new();
    for line in section.lines() {
        let Some((number, text)) = line.split_once(". ") else { continue };
        let Ok(number) = number.parse::<usize>() else { continue };
        assert_eq!(number, decisions.len() + 1, "decisions are numbered in a row: {line}");
        decisions.insert(number, labels(text));
    }
    decisions
}

/// Returns the first cell of each row of the first table after a heading, where it is one word of code.
fn table_words<'p>(half: &'p str, heading: &str) -> BTreeSet<&'p str> {
    let (_, section) = half.split_once(heading).expect("the half has this section");
    let rows = section.lines().skip_while(|line| !line.starts_with('|'));
    let rows = rows.take_while(|line| line.starts_with('|'));
    rows.filter_map(|row| row.strip_prefix("| `")?.split_once('`')).map(|(word, _)| word).collect()
}

#[test]
fn every_label_that_the_page_names_exists() {
    let (page, corpus) = (page(), corpus());
    let named = labels(&page);
    assert!(named.len() > 100, "the page names labels: {named:?}");
    let known: BTreeSet<String> = corpus
        .entries
        .iter()
        .flat_map(|entry| {
            let number = entry.gold.article_id.split('_').next().unwrap_or_default();
            let facts = entry.gold.facts.iter().map(|fact| &*fact.id);
            let distractors = entry.gold.distractors.iter().map(|distractor| &*distractor.id);
            facts.chain(distractors).map(move |id| format!("{number}/{id}"))
        })
        .collect();
    let lost: Vec<&str> = named.into_iter().filter(|label| !known.contains(*label)).collect();
    assert!(lost.is_empty(), "docs/labelling.md names labels that gold does not hold: {lost:?}");
}

#[test]
fn both_languages_decide_the_same() {
    let page = page();
    let (english, french) = halves(&page);
    let english = decisions(english, "\n## Decisions\n");
    let french = decisions(french, "\n## Décisions\n");
    assert!(english.len() > 30, "{} decisions", english.len());
    for (number, examples) in &english {
        assert!(!examples.is_empty(), "decision {number} has no example");
        assert_eq!(french.get(number), Some(examples), "decision {number} in French");
    }
    assert_eq!(english.len(), french.len(), "as many decisions in French");
}

#[test]
fn every_need_in_gold_is_explained_in_both_languages() {
    let (page, corpus) = (page(), corpus());
    let (english, french) = halves(&page);
    let used: BTreeSet<&str> = corpus
        .entries
        .iter()
        .flat_map(|entry| &entry.gold.facts)
        .flat_map(|fact| fact.needs.iter().map(String::as_str))
        .collect();
    assert_eq!(table_words(english, "\n## Needs and notes\n"), used, "in English");
    assert_eq!(table_words(french, "\n## Les difficultés et les notes\n"), used, "in French");
}
