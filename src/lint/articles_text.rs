//! Rule A5: an article that holds its own text twice, or breaks off in the middle of a word.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::gold::Status;
use crate::lint::show::{clipped, counted};
use crate::lint::tokens::Tokens;
use crate::lint::{Bench, Findings};
use crate::problem::{Level, Problem};
use crate::text::paragraphs::{duplicated_paragraphs, paragraphs};

/// Shorter paragraphs are headings and furniture: standing twice, they say nothing of the text.
const PARAGRAPH_WORDS_MIN: usize = 5;
/// How many words before a broken one must stand before a whole one too.
const LEAD_WORDS: usize = 3;
/// Shorter pieces are words of their own too often.
const BROKEN_CHARACTERS_MIN: usize = 3;

/// Applies the rule; the findings about quotations must be there already.
///
/// What is odd about a text warns while its labels are drafts, or while a quotation is ambiguous. Afterwards somebody has
/// labelled the text as it is, and it is a remark.
pub(super) fn check(bench: &Bench<'_>, findings: &mut Findings<'_>) {
    let is_labelled = bench.entry.gold.status > Status::Draft;
    let is_clear = findings.problems.iter().all(|problem| problem.rule != "E2");
    let level = if is_labelled && is_clear { Level::Info } else { Level::Warning };
    let mut add = |(place, message, help): (Range<usize>, String, &str)| {
        let problem = Problem::error("A5", bench.entry.article.path(), Some(place), message);
        findings.problems.push(Problem { level, ..problem }.with_help(help));
    };
    if let Some(found) = repetition(bench) {
        add(found);
    }
    broken_words(bench).into_iter().for_each(add);
}

/// Finds paragraphs that stand twice; the place is the first that repeats another.
fn repetition(bench: &Bench<'_>) -> Option<(Range<usize>, String, &'static str)> {
    let groups = duplicated_paragraphs(bench.text());
    let is_long = |spans: &Vec<Range<usize>>| {
        spans.first().is_some_and(|span| bench.tokens().within(span).len() >= PARAGRAPH_WORDS_MIN)
    };
    if !groups.iter().any(is_long) {
        return None;
    }
    let place = groups.iter().filter_map(|spans| spans.get(1)).min_by_key(|span| span.start)?.clone();
    let verb = if groups.len() == 1 { "appears" } else { "appear" };
    let times = if groups.iter().all(|spans| spans.len() == 2) { "twice" } else { "several times" };
    let of = counted(paragraphs(bench.text()).len(), "paragraph");
    let message = format!("{} of {of} {verb} {times}; quotes will match two places", groups.len());
    let help =
        "nothing to do where the copies say the same; else add occurrence:, before: or after: to the quotes";
    Some((place, message, help))
}

/// Finds paragraphs that end in a piece of a word: the same words stand elsewhere, and there the word goes on.
fn broken_words(bench: &Bench<'_>) -> Vec<(Range<usize>, String, &'static str)> {
    let (tokens, text) = (bench.tokens(), bench.text());
    let ends_in_letter =
        |span: &Range<usize>| bench.piece(span).chars().next_back().is_some_and(char::is_alphabetic);
    let mut ends: BTreeMap<[&str; LEAD_WORDS], Vec<usize>> = BTreeMap::new();
    for paragraph in paragraphs(text).iter().filter(|span| ends_in_letter(span)) {
        let words = tokens.within(paragraph);
        if words.len() > LEAD_WORDS && tokens.begins_another(tokens.word(words.end - 1)) {
            ends.entry(lead(tokens, words.end - 1)).or_default().push(words.end - 1);
        }
    }
    if ends.is_empty() {
        return Vec::new();
    }
    let mut broken: Vec<usize> = Vec::new();
    for whole in tokens.all().skip(LEAD_WORDS) {
        let here = ends.get(&lead(tokens, whole)).into_iter().flatten();
        broken.extend(here.filter(|end| goes_on(tokens.word(**end), tokens.word(whole))));
    }
    broken.sort_unstable();
    broken.dedup();
    let help = "fetch the whole article, or label only what stands there";
    let finding = |end: usize| {
        let place = tokens.place(end, end)?;
        let word = clipped(bench.piece(&place));
        Some((place, format!("the text stops in the middle of a word (\"{word}\")"), help))
    };
    broken.into_iter().filter(|end| tokens.n_times(tokens.word(*end)) == 1).filter_map(finding).collect()
}

/// Returns the words before a word.
fn lead<'t>(tokens: &Tokens<'t>, index: usize) -> [&'t str; LEAD_WORDS] {
    std::array::from_fn(|offset| tokens.word(index - LEAD_WORDS + offset))
}

fn goes_on(piece: &str, whole: &str) -> bool {
    whole.len() > piece.len() && whole.starts_with(piece) && piece.chars().count() >= BROKEN_CHARACTERS_MIN
}
