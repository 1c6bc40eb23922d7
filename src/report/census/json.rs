//! A census as JSON, format 1: documented in docs/corpus.md, the same bytes for the same input.

use serde::Serialize;
use serde_json::value::RawValue;

use crate::census::margin::MARGIN_MAX;
use crate::census::{Census, Group, SlotGroup};
use crate::report::words::decimal;

/// The version of this format.
pub const CENSUS_FORMAT: u32 = 1;

/// A number with three decimals.
type Decimal = Box<RawValue>;

#[derive(Serialize)]
struct CensusFile<'a> {
    karat_corpus: u32,
    articles: u64,
    distractors: u64,
    statuses: Vec<StatusFile>,
    pending: PendingFile,
    margin_max: Decimal,
    overall: GroupFile<'a>,
    types: Vec<GroupFile<'a>>,
    slots: Vec<SlotFile<'a>>,
    needs: Vec<GroupFile<'a>>,
    tags: Vec<GroupFile<'a>>,
    clusters: Vec<GroupFile<'a>>,
    splits: Vec<GroupFile<'a>>,
    near_duplicates: Vec<TwinsFile<'a>>,
    queue: Vec<QueuedFile<'a>>,
}

#[derive(Serialize)]
struct StatusFile {
    name: &'static str,
    articles: u64,
}

#[derive(Serialize)]
struct PendingFile {
    draft_articles: u64,
    facts_of_draft_articles: u64,
    draft_facts: u64,
    unconfirmed: u64,
}

#[derive(Serialize)]
struct GroupFile<'a> {
    name: &'a str,
    facts: u64,
    required: u64,
    articles: u64,
    clusters: u64,
    margin: Option<Decimal>,
    thin: bool,
}

#[derive(Serialize)]
struct SlotFile<'a> {
    #[serde(rename = "type")]
    fact_type: &'a str,
    slot: &'a str,
    filled: u64,
    facts: u64,
    margin: Option<Decimal>,
    thin: bool,
}

#[derive(Serialize)]
struct TwinsFile<'a> {
    first: &'a str,
    second: &'a str,
    share: Decimal,
    different_splits: bool,
}

#[derive(Serialize)]
struct QueuedFile<'a> {
    article: &'a str,
    words: u64,
    like: Option<LikeFile<'a>>,
}

#[derive(Serialize)]
struct LikeFile<'a> {
    article: &'a str,
    share: Decimal,
}

/// Returns the census as JSON, indented by two, ending in a newline.
///
/// # Panics
/// Never: every value written has a form in JSON.
#[must_use]
pub fn census_json(census: &Census) -> String {
    let pending = census.pending;
    let file = CensusFile {
        karat_corpus: CENSUS_FORMAT,
        articles: census.n_articles,
        distractors: census.n_distractors,
        statuses: census
            .statuses
            .iter()
            .map(|(status, articles)| StatusFile { name: status.word(), articles: *articles })
            .collect(),
        pending: PendingFile {
            draft_articles: pending.n_draft_articles,
            facts_of_draft_articles: pending.n_facts_of_drafts,
            draft_facts: pending.n_draft_facts,
            unconfirmed: pending.n_unconfirmed,
        },
        margin_max: thousandths(MARGIN_MAX),
        overall: group(&census.overall),
        types: census.types.iter().map(group).collect(),
        slots: census.slots.iter().map(slot).collect(),
        needs: census.needs.iter().map(group).collect(),
        tags: census.tags.iter().map(group).collect(),
        clusters: census.clusters.iter().map(group).collect(),
        splits: census.splits.iter().map(group).collect(),
        near_duplicates: census
            .near_duplicates
            .iter()
            .map(|twins| TwinsFile {
                first: &twins.first,
                second: &twins.second,
                share: thousandths(twins.share),
                different_splits: twins.are_split,
            })
            .collect(),
        queue: census
            .queue
            .iter()
            .map(|queued| QueuedFile {
                article: &queued.id,
                words: queued.n_words,
                like: queued
                    .like
                    .as_ref()
                    .map(|(article, share)| LikeFile { article, share: thousandths(*share) }),
            })
            .collect(),
    };
    let mut text = serde_json::to_string_pretty(&file).expect("every value written has a form in JSON");
    text.push('\n');
    text
}

fn group(group: &Group) -> GroupFile<'_> {
    GroupFile {
        name: &group.name,
        facts: group.n_facts,
        required: group.n_required,
        articles: group.n_articles,
        clusters: group.n_clusters,
        margin: group.margin.map(thousandths),
        thin: group.is_thin(),
    }
}

fn slot(slot: &SlotGroup) -> SlotFile<'_> {
    SlotFile {
        fact_type: &slot.fact_type,
        slot: &slot.slot,
        filled: slot.n_filled,
        facts: slot.n_facts,
        margin: slot.margin.map(thousandths),
        thin: slot.is_thin(),
    }
}

fn thousandths(figure: u16) -> Decimal {
    RawValue::from_string(decimal(figure)).expect("a decimal is JSON")
}
