//! Rules about the whole corpus: splits that leak, articles without gold, and groups too small to measure.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::census::article::{ArticleCensus, Mark};
use crate::census::margin::{MARGIN_MAX, means_nothing_yet, widest_margin};
use crate::census::{Census, Group};
use crate::corpus::{Basis, shown};
use crate::lint::show::{counted, listed};
use crate::problem::Problem;
use crate::text::likeness::is_slip;

/// A corpus as far as the rules about all of it look.
pub(super) struct Whole<'a> {
    basis: Basis<'a>,
    articles: &'a [ArticleCensus],
    census: Census,
}

/// What follows from few facts, of one group and of several.
const ONE_SCORE: &str = ": its score means nothing yet";
const SCORES: &str = ": their scores mean nothing yet";
const SMALL_HELP: &str = "karat corpus shows all of them, with how far off a score can be";

/// A mark used by facts: in how many, and where the first stands.
#[derive(Clone, Copy)]
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
        let mut slices = self.marks("need", |article| &article.needs, &self.census.needs, &mut problems);
        slices.extend(self.marks("tag", |article| &article.tags, &self.census.tags, &mut problems));
        if self.is_large() {
            self.small_types(&mut problems);
            self.small_slices(&slices, &mut problems);
        }
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
        let schema = shown(&self.basis.folders.gold.join("schema.yaml"));
        let small: Vec<&Group> =
            self.census.types.iter().filter(|group| means_nothing_yet(group.n_facts)).collect();
        let (message, help) = match small.as_slice() {
            [] => return,
            [group] => {
                let end = if group.n_facts == 0 { "" } else { ONE_SCORE };
                let message = format!("type {} has {} in the corpus{end}", group.name, facts(group.n_facts));
                (message, "label more of them, or read nothing into the score of the type")
            }
            several => (format!("types {}{SCORES}", with_facts(several)), SMALL_HELP),
        };
        problems.push(Problem::info("C2", &schema, None, message).with_help(help));
    }

    /// C2: slices with so few facts that no score of them means anything.
    fn small_slices(&self, small: &[(&Group, Use<'_>)], problems: &mut Vec<Problem>) {
        match small {
            [] => {}
            [(group, used)] => {
                let message = format!("slice \"{}\" has {}{ONE_SCORE}", group.name, facts(group.n_facts));
                problems.push(Problem::info("C2", used.file, Some(used.place.clone()), message));
            }
            several => {
                let groups: Vec<&Group> = several.iter().map(|(group, _)| *group).collect();
                let folder = shown(&self.basis.folders.gold);
                let message = format!("slices {}{SCORES}", with_facts(&groups));
                problems.push(Problem::info("C2", &folder, None, message).with_help(SMALL_HELP));
            }
        }
    }

    /// C2: marks that are slips. Returns the others that bear so few facts that no score of them means anything.
    fn marks<'s>(
        &'s self,
        noun: &str,
        of: fn(&ArticleCensus) -> &BTreeMap<String, Mark>,
        groups: &'s [Group],
        problems: &mut Vec<Problem>,
    ) -> Vec<(&'s Group, Use<'s>)> {
        let uses = self.uses(of);
        let mut small = Vec::new();
        for group in groups.iter().filter(|group| means_nothing_yet(group.n_facts)) {
            let Some(used) = uses.get(&*group.name) else { continue };
            if let Some(meant) = meant(&group.name, &uses) {
                let message = format!("{noun} \"{}\" is used once; did you mean \"{meant}\"?", group.name);
                let help = format!("write {meant}, or leave it if it is another {noun}");
                let place = Some(used.place.clone());
                problems.push(Problem::warning("C2", used.file, place, message).with_help(help));
            } else {
                small.push((group, *used));
            }
        }
        small
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

/// Lists groups with the number of their facts, the first few of many.
fn with_facts(groups: &[&Group]) -> String {
    let groups: Vec<String> =
        groups.iter().map(|group| format!("{} ({})", group.name, facts(group.n_facts))).collect();
    listed(groups.iter().map(String::as_str))
}
