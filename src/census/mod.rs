//! What a corpus holds: facts by type, slot, need, cluster and status, and articles that are nearly the same.

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::sync::Arc;

use crate::census::article::{ArticleCensus, Mark, TypeCount, Waiting};
use crate::census::likeness::{Likeness, near_duplicates};
use crate::census::margin::{MARGIN_MAX, widest_margin};
use crate::gold::Status;
use crate::schema::Schema;

pub mod article;
pub mod likeness;
pub mod margin;

/// Everything that a corpus holds; draft facts and facts of draft articles are in no count but their own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Census {
    /// Articles with gold, drafts too.
    pub n_articles: u64,
    /// Everything that is scored.
    pub overall: Group,
    /// One for each type, in the order of the schema.
    pub types: Vec<Group>,
    /// One for each slot of each type, in the order of the schema.
    pub slots: Vec<SlotGroup>,
    /// One for each need, by name.
    pub needs: Vec<Group>,
    /// One for each tag, by name.
    pub tags: Vec<Group>,
    /// One for each cluster that gold names, the one with most articles first, equal ones by name.
    pub clusters: Vec<Group>,
    /// One for each split, by name; `(none)` for articles that name none.
    pub splits: Vec<Group>,
    /// One for each status that occurs, drafts included, in the order of the work.
    pub statuses: Vec<(Status, u64)>,
    /// What waits for somebody.
    pub pending: Pending,
    /// What must not be returned.
    pub n_distractors: u64,
    /// Pairs of articles that share much of their text, labelled or not: first those in different splits, then by id.
    pub near_duplicates: Vec<Twins>,
    /// Articles without gold, the most useful first.
    pub queue: Vec<Queued>,
}

/// A set of facts that a figure may be made of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Group {
    /// What they have in common.
    pub name: String,
    /// All of them.
    pub n_facts: u64,
    /// Those that are not optional.
    pub n_required: u64,
    /// Articles that they stand in.
    pub n_articles: u64,
    /// Events that these articles are about; an article without a cluster is its own.
    pub n_clusters: u64,
    /// The widest 95 % margin of a figure over the required ones, in thousandths; `None` without any.
    pub margin: Option<u16>,
}

impl Group {
    /// Says whether a figure over the group would say little, because there are too few facts.
    #[must_use]
    pub fn is_thin(&self) -> bool {
        is_thin(self.margin)
    }
}

/// How often a slot is filled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SlotGroup {
    /// The type.
    pub fact_type: Arc<str>,
    /// The slot.
    pub slot: Arc<str>,
    /// Facts of the type that state a value there.
    pub n_filled: u64,
    /// Facts of the type.
    pub n_facts: u64,
    /// The widest 95 % margin of a figure over the filled ones, in thousandths; `None` without any.
    pub margin: Option<u16>,
}

impl SlotGroup {
    /// Says whether a figure over the slot would say little, because too few facts fill it.
    #[must_use]
    pub fn is_thin(&self) -> bool {
        is_thin(self.margin)
    }
}

fn is_thin(margin: Option<u16>) -> bool {
    margin.is_none_or(|margin| margin > MARGIN_MAX)
}

/// Labels that are not finished.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pending {
    /// Articles whose status is draft.
    pub n_draft_articles: u64,
    /// Facts of these articles.
    pub n_facts_of_drafts: u64,
    /// Facts marked as drafts in other articles.
    pub n_draft_facts: u64,
    /// Of all facts those that a tool proposed and nobody confirmed: drafts with `by:`.
    pub n_unconfirmed: u64,
}

/// Two articles that share much of their text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Twins {
    /// The id that sorts first.
    pub first: String,
    /// The other id.
    pub second: String,
    /// The share of the shorter text that stands in the other, in thousandths.
    pub share: u16,
    /// They stand in different splits, so that one tells what the other is tested on.
    pub are_split: bool,
}

/// An article that waits for labels.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Queued {
    /// The id.
    pub id: String,
    /// How many words it has.
    pub n_words: u64,
    /// The article that it is nearly the same as: a labelled one, or one that stands before it in the queue, with the
    /// share in thousandths.
    pub like: Option<(String, u16)>,
}

impl Census {
    /// Adds articles up; both lists sorted by id.
    ///
    /// Cost: linear in facts; near-duplicates as [`near_duplicates`] says.
    #[must_use]
    pub fn new(schema: &Schema, articles: &[ArticleCensus], waiting: &[Waiting]) -> Self {
        let sums = Sums::of(articles);
        let twins = twins(articles, waiting);
        let mut statuses: BTreeMap<Status, u64> = BTreeMap::new();
        for article in articles {
            *statuses.entry(article.status).or_default() += 1;
        }
        let mut census = Self {
            n_articles: articles.len() as u64,
            overall: sums.overall.group("all"),
            types: Vec::with_capacity(schema.types.len()),
            slots: Vec::new(),
            needs: sums.needs.iter().map(|(name, sum)| sum.group(name)).collect(),
            tags: sums.tags.iter().map(|(name, sum)| sum.group(name)).collect(),
            clusters: sums.clusters.iter().map(|(name, sum)| sum.group(name)).collect(),
            splits: sums.splits.iter().map(|(name, sum)| sum.group(name)).collect(),
            statuses: statuses.into_iter().collect(),
            pending: Pending::default(),
            n_distractors: articles.iter().map(|article| u64::from(article.n_distractors)).sum(),
            queue: queue(articles, waiting, &twins),
            near_duplicates: twins,
        };
        for article in articles {
            census.pending.add(article);
        }
        census.clusters.sort_by(|a, b| b.n_articles.cmp(&a.n_articles).then_with(|| a.name.cmp(&b.name)));
        census.add_types(schema, &sums);
        census
    }

    fn add_types(&mut self, schema: &Schema, sums: &Sums<'_>) {
        let nothing = Sum::default();
        for (index, fact_type) in schema.types.iter().enumerate() {
            let sum = sums.types.get(&index).unwrap_or(&nothing);
            self.types.push(sum.group(&fact_type.name));
            for (slot_index, slot) in fact_type.slots.iter().enumerate() {
                let n_filled = sum.filled.get(slot_index).copied().unwrap_or(0);
                self.slots.push(SlotGroup {
                    fact_type: Arc::clone(&fact_type.name),
                    slot: Arc::clone(&slot.name),
                    n_filled,
                    n_facts: sum.n_facts,
                    margin: widest_margin(n_filled),
                });
            }
        }
    }
}

impl Pending {
    fn add(&mut self, article: &ArticleCensus) {
        let is_draft = article.status == Status::Draft;
        self.n_draft_articles += u64::from(is_draft);
        if is_draft {
            self.n_facts_of_drafts += u64::from(article.n_facts);
        } else {
            self.n_draft_facts += u64::from(article.n_drafts);
        }
        self.n_unconfirmed += u64::from(article.n_unconfirmed);
    }
}

/// What is added up for one group.
#[derive(Default)]
struct Sum<'a> {
    n_facts: u64,
    n_required: u64,
    n_articles: u64,
    clusters: BTreeSet<&'a str>,
    /// One for each slot, for types alone.
    filled: Vec<u64>,
}

impl<'a> Sum<'a> {
    fn add(&mut self, cluster: &'a str, n_facts: u32, n_required: u32) {
        self.n_facts += u64::from(n_facts);
        self.n_required += u64::from(n_required);
        self.n_articles += 1;
        self.clusters.insert(cluster);
    }

    fn add_type(&mut self, cluster: &'a str, count: &TypeCount) {
        self.add(cluster, count.n_facts, count.n_required);
        self.filled.resize(self.filled.len().max(count.filled.len()), 0);
        for (sum, n_filled) in self.filled.iter_mut().zip(&count.filled) {
            *sum += u64::from(*n_filled);
        }
    }

    fn group(&self, name: &str) -> Group {
        Group {
            name: name.to_owned(),
            n_facts: self.n_facts,
            n_required: self.n_required,
            n_articles: self.n_articles,
            n_clusters: self.clusters.len() as u64,
            margin: widest_margin(self.n_required),
        }
    }
}

/// What is added up for all groups.
#[derive(Default)]
struct Sums<'a> {
    overall: Sum<'a>,
    types: BTreeMap<usize, Sum<'a>>,
    needs: BTreeMap<&'a str, Sum<'a>>,
    tags: BTreeMap<&'a str, Sum<'a>>,
    clusters: BTreeMap<&'a str, Sum<'a>>,
    splits: BTreeMap<&'a str, Sum<'a>>,
}

/// The name of the split of articles that name none.
const NO_SPLIT: &str = "(none)";

impl<'a> Sums<'a> {
    fn of(articles: &'a [ArticleCensus]) -> Self {
        let mut sums = Self::default();
        for article in articles.iter().filter(|article| article.status != Status::Draft) {
            let cluster = article.cluster.as_deref().unwrap_or(&article.id);
            let (n_facts, n_required) = article.counted();
            sums.overall.add(cluster, n_facts, n_required);
            for (index, count) in &article.types {
                sums.types.entry(*index).or_default().add_type(cluster, count);
            }
            add_marks(&mut sums.needs, cluster, &article.needs);
            add_marks(&mut sums.tags, cluster, &article.tags);
            if let Some(cluster) = &article.cluster {
                sums.clusters.entry(cluster).or_default().add(cluster, n_facts, n_required);
            }
            let split = article.split.as_deref().unwrap_or(NO_SPLIT);
            sums.splits.entry(split).or_default().add(cluster, n_facts, n_required);
        }
        sums
    }
}

fn add_marks<'a>(sums: &mut BTreeMap<&'a str, Sum<'a>>, cluster: &'a str, marks: &'a BTreeMap<String, Mark>) {
    for (name, mark) in marks {
        sums.entry(name).or_default().add(cluster, mark.n_facts, mark.n_required);
    }
}

/// Returns the pairs that share much of their text: first those in different splits, then by id.
fn twins(articles: &[ArticleCensus], waiting: &[Waiting]) -> Vec<Twins> {
    let labelled = articles.iter().map(|article| (&article.id, article.split.as_deref(), &article.shingles));
    let others = waiting.iter().map(|article| (&article.id, None, &article.shingles));
    let texts: Vec<_> = labelled.chain(others).collect();
    let shingles: Vec<_> = texts.iter().map(|(.., shingles)| *shingles).collect();
    let pair = |Likeness { first, second, share }| {
        let ((a, a_split, _), (b, b_split, _)) = (texts[first], texts[second]);
        let (first, second) = (a.min(b).clone(), a.max(b).clone());
        let are_split = a_split.zip(b_split).is_some_and(|(a, b)| a != b);
        Twins { first, second, share, are_split }
    };
    let mut twins: Vec<Twins> = near_duplicates(&shingles).into_iter().map(pair).collect();
    twins.sort_by(|a, b| (!a.are_split, &a.first, &a.second).cmp(&(!b.are_split, &b.first, &b.second)));
    twins
}

/// Puts articles that are like no other first, each part by id: labels of a text that is labelled already teach little.
fn queue(articles: &[ArticleCensus], waiting: &[Waiting], twins: &[Twins]) -> Vec<Queued> {
    let labelled: BTreeSet<&str> = articles.iter().map(|article| &*article.id).collect();
    let mut likes: BTreeMap<&str, (&str, u16)> = BTreeMap::new();
    for Twins { first, second, share, .. } in twins {
        let (id, other) = match (labelled.contains(&**first), labelled.contains(&**second)) {
            (true, true) => continue,
            (false, true) => (first, second),
            // Of two that wait, the first is as good as any other.
            (true | false, false) => (second, first),
        };
        let best = likes.entry(id).or_insert((other, *share));
        if best.1 < *share {
            *best = (other, *share);
        }
    }
    let queued = |waiting: &Waiting| Queued {
        id: waiting.id.clone(),
        n_words: u64::from(waiting.n_words),
        like: likes.get(&*waiting.id).map(|(id, share)| ((*id).to_owned(), *share)),
    };
    let mut queue: Vec<Queued> = waiting.iter().map(queued).collect();
    queue.sort_by(|a, b| a.like.is_some().cmp(&b.like.is_some()).then_with(|| a.id.cmp(&b.id)));
    queue
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::census::likeness::Shingles;
    use crate::gold::Gold;
    use crate::schema::entities::Entities;

    const SCHEMA: &str = "karat_schema: 1\nsemantics: 1\ntypes:\n  toll: {slots: {count: {kind: count}, lasts: {kind: \
                          duration}}}\n  talks: {slots: {who: {kind: text}}}\n";

    /// Counts articles: each the id, lines at the top, and its facts as fields behind `count:`.
    fn census(articles: &[(&str, &str, &[&str])]) -> Census {
        let schema = Schema::decode("schema.yaml", SCHEMA).0.unwrap();
        let counted: Vec<ArticleCensus> = articles
            .iter()
            .map(|(id, top, facts)| {
                let fact = |(n, fields): (usize, &&str)| {
                    format!("  f{n}:\n    toll: {{count: {n}}}\n    quote: a\n{fields}")
                };
                let facts: String = facts.iter().enumerate().map(fact).collect();
                let head = "karat: 1\narticle: {language: fr, published: 2022-09-13}\ncoverage: {exhaustive: none}\n";
                let text = format!("{head}{top}facts:\n{facts}");
                let (gold, problems) =
                    Gold::decode(&format!("{id}.yaml"), &text, &schema, &Entities::default());
                assert_eq!(problems, [], "{text}");
                ArticleCensus::new(&gold.unwrap(), Shingles::default())
            })
            .collect();
        Census::new(&schema, &counted, &[])
    }

    fn numbers(group: &Group) -> (&str, [u64; 4]) {
        (&group.name, [group.n_facts, group.n_required, group.n_articles, group.n_clusters])
    }

    #[test]
    fn facts_are_added_up_by_type_slot_and_mark() {
        let census = census(&[
            ("a", "status: labelled\n", &["    needs: [denial]\n", "    optional: true\n    tags: [t, u]\n"]),
            ("b", "status: labelled\n", &["    tags: [t]\n"]),
        ]);
        assert_eq!(numbers(&census.overall), ("all", [3, 2, 2, 2]));
        let types: Vec<_> = census.types.iter().map(numbers).collect();
        assert_eq!(types, [("toll", [3, 2, 2, 2]), ("talks", [0, 0, 0, 0])]);
        let slots: Vec<_> =
            census.slots.iter().map(|slot| (&*slot.slot, slot.n_filled, slot.n_facts)).collect();
        assert_eq!(slots, [("count", 3, 3), ("lasts", 0, 3), ("who", 0, 0)]);
        assert_eq!(census.needs.iter().map(numbers).collect::<Vec<_>>(), [("denial", [1, 1, 1, 1])]);
        let tags: Vec<_> = census.tags.iter().map(numbers).collect();
        assert_eq!(tags, [("t", [2, 1, 2, 2]), ("u", [1, 0, 1, 1])]);
    }

    #[test]
    fn drafts_are_pending_and_in_no_other_sum() {
        let census = census(&[
            ("a", "status: draft\n", &["", ""]),
            ("b", "status: labelled\n", &["", "    draft: true\n", "    by: rules\n    draft: true\n"]),
        ]);
        assert_eq!(census.n_articles, 2);
        assert_eq!(numbers(&census.overall), ("all", [1, 1, 1, 1]));
        let pending =
            Pending { n_draft_articles: 1, n_facts_of_drafts: 2, n_draft_facts: 2, n_unconfirmed: 1 };
        assert_eq!(census.pending, pending);
    }

    #[test]
    fn articles_of_one_cluster_are_one_event() {
        let top = "cluster: war\nsplit: dev\nstatus: labelled\n";
        let census = census(&[("a", top, &[""]), ("b", top, &[""]), ("c", "status: labelled\n", &[""])]);
        assert_eq!(numbers(&census.overall), ("all", [3, 3, 3, 2]));
        assert_eq!(census.clusters.iter().map(numbers).collect::<Vec<_>>(), [("war", [2, 2, 2, 1])]);
        let splits: Vec<_> = census.splits.iter().map(numbers).collect();
        assert_eq!(splits, [("(none)", [1, 1, 1, 1]), ("dev", [2, 2, 2, 1])]);
    }
}
