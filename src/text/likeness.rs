//! How alike two strings are, and "did you mean": the one door to the string distances.

use rapidfuzz::distance::{indel, levenshtein, osa};

use crate::text::fold::fold_name;

/// A string prepared to be compared with many others.
pub(crate) struct Pattern {
    comparator: levenshtein::BatchComparator<char>,
}

impl Pattern {
    /// Prepares the string.
    pub(crate) fn new(text: &str) -> Self {
        Self { comparator: levenshtein::BatchComparator::new(text.chars()) }
    }

    /// Returns how many characters must be put in, taken out or replaced; `None` if more than `n_max`.
    pub(crate) fn n_differences(&self, text: &str, n_max: usize) -> Option<usize> {
        let arguments = levenshtein::Args::default().score_cutoff(n_max);
        self.comparator.distance_with_args(text.chars(), &arguments)
    }
}

/// Returns how many characters must be put in or taken out to make one text of the other, and how many both have.
#[must_use]
pub(crate) fn n_edits_of_all(a: &str, b: &str) -> (usize, usize) {
    let n_characters = a.chars().count() + b.chars().count();
    (indel::distance(a.chars(), b.chars()), n_characters)
}

/// Returns the word among the given that was probably meant; `None` if none is near enough.
///
/// Words are compared after folding of case, accents and hyphens; two neighbouring letters swapped are one difference.
/// A third of the longer word may differ. Of equally near words the first is taken.
#[must_use]
pub fn suggest<'word>(word: &str, among: impl IntoIterator<Item = &'word str>) -> Option<String> {
    let folded = fold_name(word);
    let comparator = osa::BatchComparator::new(folded.chars());
    let n_characters = folded.chars().count();
    let mut nearest: Option<(usize, &str)> = None;
    for candidate in among {
        let folded_candidate = fold_name(candidate);
        let n_allowed = n_characters.max(folded_candidate.chars().count()) / 3;
        let n_different = comparator.distance(folded_candidate.chars());
        if n_different <= n_allowed && nearest.is_none_or(|(n_least, _)| n_different < n_least) {
            nearest = Some((n_different, candidate));
        }
    }
    nearest.map(|(_, candidate)| candidate.to_owned())
}

/// Says whether one word is probably a slip of the pen for the other: one letter too many, too few, other or swapped with
/// its neighbour, in words of at least four letters.
#[must_use]
pub fn is_slip(a: &str, b: &str) -> bool {
    let n_least = a.chars().count().min(b.chars().count());
    n_least >= 4 && osa::distance(a.chars(), b.chars()) == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(word: &str, among: &[&str], expected: Option<&str>) {
        assert_eq!(suggest(word, among.iter().copied()).as_deref(), expected);
    }

    #[test]
    fn a_misspelt_word_finds_the_one_that_was_meant() {
        check("polarite", &["said_by", "polarity", "quote"], Some("polarity"));
        check("Armenie", &["azerbaijan", "armenia"], Some("armenia"));
        check("cuont", &["count"], Some("count"));
    }

    #[test]
    fn a_word_like_no_other_finds_nothing() {
        check("colour", &["count", "effect", "who"], None);
        check("x", &["y"], None);
        check("", &["", "a"], Some(""));
    }

    #[test]
    fn of_equally_near_words_the_first_is_taken() {
        check("data", &["date", "rata"], Some("date"));
        check("data", &["rata", "date"], Some("rata"));
    }

    #[test]
    fn a_letter_replaced_is_one_taken_out_and_one_put_in() {
        assert_eq!(n_edits_of_all("été", "étés"), (1, 7));
        assert_eq!(n_edits_of_all("mai", "mei"), (2, 6));
        assert_eq!(n_edits_of_all("", ""), (0, 0));
    }

    #[test]
    fn case_and_accents_cost_nothing() {
        check("DÉCÈS", &["deces"], Some("deces"));
    }

    #[test]
    fn one_letter_is_a_slip_and_two_are_another_word() {
        let cases =
            [("tim-zone", "time-zone", true), ("deniall", "denial", true), ("deinal", "denial", true)];
        let others = [
            ("date", "data", true),
            ("date", "rates", false),
            ("who", "why", false),
            ("date", "date", false),
        ];
        for (a, b, expected) in cases.into_iter().chain(others) {
            assert_eq!(is_slip(a, b), expected, "{a} {b}");
        }
    }
}
