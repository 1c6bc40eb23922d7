//! Rules about the whole corpus: splits that leak, articles without gold, and groups too small to measure.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::census::article::{ArticleCensus, Mark};
use crate::census::margin::{MARGIN_MAX, means_nothing_yet, widest_margin};
use crate::census::{Census, Group};
use crate::corpus::{Basis, shown};
use crate::lint::show::counted;
use crate::problem::Problem;
use crate::text::likeness::is_slip;

/// A corpus as far as the rules about all of it look.
pub(super) struct Whole<'a> {
    basis: Basis<'a>,
    articles: &'a [ArticleCensus],
    census: Census,
}

/// A mark used by facts: in how many, and where the first stands.
struct Use<'a> {
    n_facts: u64,
    file: &'a str,
    place: &'a Range<usize>,
}

impl<'a> Whole<'a> {
    /// Adds the articles up.
    pub(super) fn new(basis: Basis<'a>, articles: &'a [ArticleCensus]) -> Self {
        Self { basis, articles, census: Census::new(basis.schema, articles, &[]) }
    }

    /// Returns what the rules find, unsorted.
    pub(super) fn problems(&self, n_unlabelled: usize) -> Vec<Problem> {
        let mut problems = Vec::new();
        self.leaks(&mut problems);
        if n_unlabelled > 0 {
            let folder = shown(&self.basis.folders.articles);
            let message = format!("{} without gold", counted(n_unlabelled, "article"));
            let help = "karat corpus lists them, the most useful first";
            problems.push(Problem::info("C2", &folder, None, message).with_help(help));
        }
        self.small_types(&mut problems);
        self.marks("need", |article| &article.needs, &self.census.needs, &mut problems);
        self.marks("tag", |article| &article.tags, &self.census.tags, &mut problems);
        problems
    }

    /// A6: what is learnt from one split must not be known from another.
    fn leaks(&self, problems: &mut Vec<Problem>) {
        for twins in self.census.near_duplicates.iter().filter(|twins| twins.are_split) {
            let found = self.articles.iter().find(|article| article.id == twins.second);
            let article = found.expect("near-duplicates are found among the articles");
            let percent = twins.share / 10;
            let message = format!(
                "{} and {} share {percent} % of their text but are in different splits",
                twins.first, twins.second
            );
            let help = "give both the same split:, so that no article of the test is known beforehand";
            let problem = Problem::error("A6", &article.path, Some(article.place.clone()), message);
            problems.push(problem.with_help(help));
        }
    }

    /// Says whether the corpus is large enough that a small part of it stands out.
    fn is_large(&self) -> bool {
        widest_margin(self.census.overall.n_required).is_some_and(|margin| margin <= MARGIN_MAX)
    }

    /// C2: types with so few facts that no score of them means anything.
    fn small_types(&self, problems: &mut Vec<Problem>) {
        if !self.is_large() {
            return;
        }
        let schema = shown(&self.basis.folders.gold.join("schema.yaml"));
        for group in self.census.types.iter().filter(|group| means_nothing_yet(group.n_facts)) {
            let facts = facts(group.n_facts);
            let message = format!("type {} has {facts} in the corpus{}", group.name, consequence(group));
            let help = "label more of them, or read nothing into the score of the type";
            problems.push(Problem::info("C2", &schema, None, message).with_help(help));
        }
    }

    /// C2: slices with so few facts that no score of them means anything, and marks that are slips.
    fn marks(
        &self,
        noun: &str,
        of: fn(&ArticleCensus) -> &BTreeMap<String, Mark>,
        groups: &[Group],
        problems: &mut Vec<Problem>,
    ) {
        let uses = self.uses(of);
        for group in groups.iter().filter(|group| means_nothing_yet(group.n_facts)) {
            let Some(used) = uses.get(&*group.name) else { continue };
            let place = Some(used.place.clone());
            if let Some(meant) = meant(&group.name, &uses) {
                let message = format!("{noun} \"{}\" is used once; did you mean \"{meant}\"?", group.name);
                let help = format!("write {meant}, or leave it if it is another {noun}");
                problems.push(Problem::warning("C2", used.file, place, message).with_help(help));
            } else if self.is_large() {
                let facts = facts(group.n_facts);
                let message = format!("slice \"{}\" has {facts}{}", group.name, consequence(group));
                problems.push(Problem::info("C2", used.file, place, message));
            }
        }
    }

    fn uses(&self, of: fn(&ArticleCensus) -> &BTreeMap<String, Mark>) -> BTreeMap<&str, Use<'_>> {
        let mut uses: BTreeMap<&str, Use<'_>> = BTreeMap::new();
        for article in self.articles {
            for (name, mark) in of(article) {
                let first = Use { n_facts: 0, file: &article.path, place: &mark.place };
                uses.entry(name).or_insert(first).n_facts += u64::from(mark.n_facts);
            }
        }
        uses
    }
}

/// Returns the mark that was probably meant by one that is used once: one that is used several times, a slip away.
fn meant<'u>(name: &str, uses: &BTreeMap<&'u str, Use<'_>>) -> Option<&'u str> {
    if uses.get(name).is_none_or(|used| used.n_facts != 1) {
        return None;
    }
    let likely = uses.iter().filter(|(other, used)| used.n_facts > 1 && is_slip(name, other));
    likely.max_by_key(|(_, used)| used.n_facts).map(|(other, _)| *other)
}

fn facts(n_facts: u64) -> String {
    match n_facts {
        0 => "no fact".to_owned(),
        1 => "1 fact".to_owned(),
        n => format!("{n} facts"),
    }
}

const fn consequence(group: &Group) -> &'static str {
    if group.n_facts == 0 { "" } else { ": its score means nothing yet" }
}
