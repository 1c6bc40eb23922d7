//! What one article holds: counted once, after which the article can be forgotten.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::article::Article;
use crate::census::likeness::Shingles;
use crate::gold::{Gold, GoldFact, Status};
use crate::value::Slot;

/// What one labelled article holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArticleCensus {
    /// The id.
    pub id: String,
    /// The gold file, as the user would type it.
    pub path: String,
    /// Where the split stands in it, or else the notes on the article.
    pub place: Range<usize>,
    /// The cluster, where gold names one.
    pub cluster: Option<String>,
    /// The split, where gold names one.
    pub split: Option<String>,
    /// How far the labels have come.
    pub status: Status,
    /// All facts, drafts too.
    pub n_facts: u32,
    /// Facts that are marked as drafts.
    pub n_drafts: u32,
    /// Draft facts that a tool proposed.
    pub n_unconfirmed: u32,
    /// What must not be returned.
    pub n_distractors: u32,
    /// What stands there of each type that occurs, by its position in the schema; without draft facts, as all below.
    pub types: BTreeMap<usize, TypeCount>,
    /// What needs which skill.
    pub needs: BTreeMap<String, Mark>,
    /// What bears which tag.
    pub tags: BTreeMap<String, Mark>,
    /// The text, as far as finding near-duplicates takes it; empty where nobody asked for it.
    pub shingles: Shingles,
}

/// The facts of one type in one article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TypeCount {
    /// All of them.
    pub n_facts: u32,
    /// Those that are not optional.
    pub n_required: u32,
    /// One for each slot: how many state a value there.
    pub filled: Vec<u32>,
}

/// The facts of one article that bear one mark.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mark {
    /// All of them.
    pub n_facts: u32,
    /// Those that are not optional.
    pub n_required: u32,
    /// Where the mark of the first of them stands in the gold file.
    pub place: Range<usize>,
}

/// An article without gold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// The id.
    pub id: String,
    /// How many words it has.
    pub n_words: u32,
    /// The text, as far as finding near-duplicates takes it.
    pub shingles: Shingles,
}

impl ArticleCensus {
    /// Counts what gold says of an article; `shingles` of its text, or none.
    #[must_use]
    pub fn new(gold: &Gold, shingles: Shingles) -> Self {
        let n_of = |is_meant: fn(&&GoldFact) -> bool| as_u32(gold.facts.iter().filter(is_meant).count());
        let places = &gold.article.places;
        let mut census = Self {
            id: gold.article_id.clone(),
            path: gold.path.clone(),
            place: places.split.as_ref().unwrap_or(&places.article).clone(),
            cluster: gold.cluster.clone(),
            split: gold.split.clone(),
            status: gold.status,
            n_facts: as_u32(gold.facts.len()),
            n_drafts: n_of(|fact| fact.is_draft),
            n_unconfirmed: n_of(|fact| fact.is_draft && fact.by.is_some()),
            n_distractors: as_u32(gold.distractors.len()),
            types: BTreeMap::new(),
            needs: BTreeMap::new(),
            tags: BTreeMap::new(),
            shingles,
        };
        gold.facts.iter().filter(|fact| !fact.is_draft).for_each(|fact| census.add(fact));
        census
    }

    fn add(&mut self, fact: &GoldFact) {
        let required = u32::from(!fact.is_optional);
        if let Some(index) = fact.fact.fact_type.index() {
            let count = self.types.entry(index).or_default();
            count.n_facts += 1;
            count.n_required += required;
            count.filled.resize(fact.fact.slots.len(), 0);
            for (n_filled, slot) in count.filled.iter_mut().zip(&fact.fact.slots) {
                *n_filled += u32::from(matches!(slot, Some(Slot::Stated(_))));
            }
        }
        add_marks(&mut self.needs, (&fact.needs, &fact.places.needs), fact);
        add_marks(&mut self.tags, (&fact.tags, &fact.places.tags), fact);
    }

    /// Returns how many facts there are without drafts, and how many of these are required.
    #[must_use]
    pub fn counted(&self) -> (u32, u32) {
        let sum = |count: fn(&TypeCount) -> u32| self.types.values().map(count).sum();
        (sum(|count| count.n_facts), sum(|count| count.n_required))
    }
}

/// Counts a fact once for each of its different marks.
fn add_marks(
    marks: &mut BTreeMap<String, Mark>,
    (names, places): (&[String], &[Range<usize>]),
    fact: &GoldFact,
) {
    for (index, name) in names.iter().enumerate() {
        if names.iter().position(|other| other == name) == Some(index) {
            let first =
                || Mark { place: places.get(index).unwrap_or(&fact.places.id).clone(), ..Mark::default() };
            let mark = marks.entry(name.clone()).or_insert_with(first);
            mark.n_facts += 1;
            mark.n_required += u32::from(!fact.is_optional);
        }
    }
}

impl Waiting {
    /// Counts an article without gold.
    #[must_use]
    pub fn new(article: &Article) -> Self {
        let (n_words, shingles) = Shingles::counted(article.text());
        Self { id: article.id().to_owned(), n_words: as_u32(n_words), shingles }
    }
}

/// No file that is read holds so much.
fn as_u32(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
