//! Rule R2: how far annotators who labelled the same articles agree.

use crate::agree::alpha::Alpha;
use crate::agree::{Agreement, Paired, PartAgreement, pair_labellings};
use crate::align::pair::Rules;
use crate::census::margin::means_nothing_yet;
use crate::compare::date::DateContext;
use crate::compare::slot::Context;
use crate::corpus::labellings::Labelling;
use crate::corpus::{Basis, Corpus, shown};
use crate::gold::Status;
use crate::lint::show::counted;
use crate::problem::Problem;

/// "It is customary to require α ≥ .800" (Krippendorff 2004, "Content Analysis", section 11.4.2), in thousandths.
const ALPHA_MIN: i32 = 800;
/// How many facts on which annotators differ a message names.
const DIFFERENCES_MAX: usize = 3;

/// What the labellings of one article came to.
#[derive(Default)]
struct Compared {
    /// Of each two annotators, by name.
    pairs: Vec<(String, String, Paired)>,
    problems: Vec<Problem>,
    /// Only one annotator labelled it.
    is_lonely: bool,
}

/// Reads what single annotators labelled, and returns what the rule finds.
pub(super) fn check(corpus: &mut Corpus) -> Vec<Problem> {
    let compared = corpus.visit_labellings(&|basis, article, labellings| {
        let (drafts, finished): (Vec<&Labelling>, Vec<&Labelling>) =
            labellings.iter().partition(|labelling| labelling.gold.status == Status::Draft);
        let mut compared = Compared {
            problems: drafts.into_iter().map(draft).collect(),
            is_lonely: finished.len() == 1,
            ..Compared::default()
        };
        for (index, first) in finished.iter().enumerate() {
            for second in finished.iter().skip(index + 1) {
                let golds = (&first.gold, &second.gold);
                let paired = with_rules(basis, |rules| pair_labellings(article.text(), golds, rules));
                compared.pairs.push((first.by.clone(), second.by.clone(), paired));
            }
        }
        compared
    });
    let mut problems = Vec::new();
    let mut agreement = Agreement::default();
    let n_lonely = compared.iter().filter(|compared| compared.is_lonely).count();
    for Compared { pairs, problems: drafts, .. } in compared {
        problems.extend(drafts);
        pairs.into_iter().for_each(|(first, second, paired)| agreement.add((&first, &second), paired));
    }
    let folder = shown(&corpus.folders.gold.join("by"));
    if n_lonely > 0 {
        let verb = if n_lonely == 1 { "has" } else { "have" };
        let message = format!("{} {verb} one labelling: agreement needs two", counted(n_lonely, "article"));
        problems.push(Problem::info("R2", &folder, None, message));
    }
    let parts = with_rules(corpus.basis(), |rules| agreement.parts(rules));
    problems.extend(parts.iter().filter_map(|part| finding(part, &folder)));
    problems
}

/// Calls with the rules that all pairs are judged by: bare clock times of all articles count as of one zone.
fn with_rules<T>(basis: Basis<'_>, call: impl FnOnce(Rules<'_>) -> T) -> T {
    let dates = DateContext::default();
    let context = Context { entities: basis.entities, dates: &dates };
    call(Rules { schema: basis.schema, context })
}

fn draft(labelling: &Labelling) -> Problem {
    let place = labelling.gold.article.places.article.clone();
    let message = "the status is draft: agreement leaves this labelling out";
    Problem::info("R2", &labelling.gold.path, Some(place), message)
        .with_help("write status: labelled when the labels are done")
}

fn finding(part: &PartAgreement, folder: &str) -> Option<Problem> {
    let of =
        format!("({} annotators, {})", number(part.n_annotators), counted(as_usize(part.n_pairs), "fact"));
    match part.alpha {
        Alpha::Defined(alpha) if alpha < ALPHA_MIN => {
            let message = format!("agreement on {} is {} {of}, below 0.8", part.name, hundredths(alpha));
            let problem = if means_nothing_yet(part.n_pairs) {
                let message = format!("{message}; so few say nothing yet");
                Problem::info("R2", folder, None, message)
            } else {
                Problem::warning("R2", folder, None, message)
            };
            Some(problem.with_help(format!(
                "they differ on {}: settle them, and write down the rule",
                differences(part)
            )))
        }
        Alpha::Defined(_) | Alpha::NoPair => None,
        Alpha::OneLabel => {
            let message =
                format!("agreement on {} is undefined: only one label was ever used {of}", part.name);
            Some(Problem::info("R2", folder, None, message))
        }
    }
}

fn differences(part: &PartAgreement) -> String {
    let shown =
        part.differences.iter().take(DIFFERENCES_MAX).map(|(article, fact, _)| format!("{article}/{fact}"));
    let mut words = shown.collect::<Vec<_>>().join(", ");
    let n_more = part.differences.len().saturating_sub(DIFFERENCES_MAX);
    if n_more > 0 {
        words.push_str(&format!(" and {n_more} more"));
    }
    words
}

/// Writes thousandths below the limit with two decimals, rounded, but never so that they read like the limit.
fn hundredths(thousandths: i32) -> String {
    let hundredths = (thousandths.unsigned_abs() + 5) / 10;
    let sign = if thousandths < 0 && hundredths > 0 { "-" } else { "" };
    let hundredths =
        if thousandths > 0 { hundredths.min(ALPHA_MIN.unsigned_abs() / 10 - 1) } else { hundredths };
    format!("{sign}{}.{:02}", hundredths / 100, hundredths % 100)
}

fn number(n: u64) -> String {
    match n {
        2 => "two".to_owned(),
        3 => "three".to_owned(),
        4 => "four".to_owned(),
        n => n.to_string(),
    }
}

fn as_usize(n: u64) -> usize {
    usize::try_from(n).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agreement_is_rounded_and_stays_below_the_limit() {
        let shown = [-56, -1, 0, 4, 612, 615, 799].map(hundredths);
        assert_eq!(shown, ["-0.06", "0.00", "0.00", "0.00", "0.61", "0.62", "0.79"]);
    }
}
