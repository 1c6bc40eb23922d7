//! Articles that are nearly the same: how much of one text stands in another, by runs of words.

use std::collections::BTreeSet;

use crate::credit::round_ratio;
use crate::text::prepared::ArticleText;

/// How many words make a run. Five rarely meet by chance, and an edit touches few runs.
pub const SHINGLE_WORDS: usize = 5;

/// Two articles that share this much of the shorter text are near-duplicates, in thousandths.
pub const SHARE_MIN: u16 = 500;

/// A run of words that stands in more articles than this is told of neighbours only: it may be a page's furniture.
const RARE_ARTICLES_MAX: usize = 64;

/// Runs are looked at in so many parts, each with the ones whose hashes begin alike, to bound memory.
const N_PARTS: u64 = 16;

/// The different runs of [`SHINGLE_WORDS`] words of a text, folded as names, each as a hash (Broder 1997, "On the
/// resemblance and containment of documents").
///
/// A paragraph that stands twice in a text adds nothing. A text of fewer words is one run; one without words has none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shingles {
    /// Ascending, without repeats.
    hashes: Vec<u64>,
}

impl Shingles {
    /// Finds the runs of a text. `O(n log n)` in its words.
    #[must_use]
    pub fn new(text: &ArticleText) -> Self {
        Self::counted(text).1
    }

    /// Finds the runs of a text, and says how many words it has.
    #[must_use]
    pub fn counted(text: &ArticleText) -> (usize, Self) {
        let words = text.folded_names().text().split(|character: char| !character.is_alphanumeric());
        let words: Vec<u64> = words.filter(|word| !word.is_empty()).map(word_hash).collect();
        let run = |run: &[u64]| run.iter().fold(0, |hash, word| mixed(hash ^ word));
        let mut hashes: Vec<u64> = match words.len() {
            0 => Vec::new(),
            n if n < SHINGLE_WORDS => vec![run(&words)],
            _ => words.windows(SHINGLE_WORDS).map(run).collect(),
        };
        hashes.sort_unstable();
        hashes.dedup();
        hashes.shrink_to_fit();
        (words.len(), Self { hashes })
    }

    /// Returns how many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.hashes.len()
    }

    /// Says whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.hashes.is_empty()
    }

    /// Returns the share of the one with fewer runs that stands in the other, in thousandths; `None` if either has none.
    ///
    /// `O(n + m)`.
    #[must_use]
    pub fn share(&self, other: &Self) -> Option<u16> {
        let n_least = self.len().min(other.len());
        round_ratio(n_common(&self.hashes, &other.hashes) as u64, n_least as u64)
    }
}

/// FNV-1a, mixed.
fn word_hash(word: &str) -> u64 {
    mixed(
        word.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        }),
    )
}

/// The finaliser of SplitMix64: every bit of the result depends on every bit of the input.
const fn mixed(hash: u64) -> u64 {
    let hash = hash.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let hash = (hash ^ (hash >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let hash = (hash ^ (hash >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    hash ^ (hash >> 31)
}

/// Returns how many numbers two ascending lists have in common.
fn n_common<T: Ord>(a: &[T], b: &[T]) -> usize {
    let (mut a, mut b, mut n) = (a.iter().peekable(), b.iter().peekable(), 0);
    while let (Some(x), Some(y)) = (a.peek(), b.peek()) {
        match x.cmp(y) {
            std::cmp::Ordering::Less => drop(a.next()),
            std::cmp::Ordering::Greater => drop(b.next()),
            std::cmp::Ordering::Equal => {
                n += 1;
                a.next();
                b.next();
            }
        }
    }
    n
}

/// Two texts that share much.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Likeness {
    /// The position of the one that stands first.
    pub first: usize,
    /// The position of the other.
    pub second: usize,
    /// The share of the shorter text that stands in the other, in thousandths, at least [`SHARE_MIN`].
    pub share: u16,
}

/// Returns the pairs of texts that share at least [`SHARE_MIN`], with the exact share, by position.
///
/// Every pair is found that shares a run of words standing in at most 64 texts. Where all that two texts share stands in
/// more, such as a story printed by a hundred papers, each text is compared with the next one alone: the whole group is
/// seen, and not each of its pairs. Never compares all with all: `O(n log n)` in runs, and for each run that stands in
/// several texts, the square of their number, which is at most 64.
#[must_use]
pub fn near_duplicates(texts: &[&Shingles]) -> Vec<Likeness> {
    let index = Index::new(texts);
    let mut n_shared = vec![0_usize; texts.len()];
    let mut found = Vec::new();
    for first in 0..texts.len() {
        let candidates = index.candidates(first, &mut n_shared);
        for second in candidates {
            // What stands in many texts was not counted; it may all be shared.
            let n_possible = std::mem::take(&mut n_shared[second]) + index.n_common_runs[first];
            let n_least = texts[first].len().min(texts[second].len());
            if n_possible * 1000 < n_least * usize::from(SHARE_MIN) {
                continue;
            }
            let share = texts[first].share(texts[second]);
            found.extend(share.filter(|share| *share >= SHARE_MIN).map(|share| Likeness {
                first,
                second,
                share,
            }));
        }
    }
    found
}

/// Which texts hold which runs, for runs that several texts hold.
struct Index {
    /// The texts of each run, ascending.
    holders: Vec<Vec<u32>>,
    /// The runs of each text.
    runs: Vec<Vec<u32>>,
    /// How many runs of each text stand in more than [`RARE_ARTICLES_MAX`] texts.
    n_common_runs: Vec<usize>,
}

impl Index {
    fn new(texts: &[&Shingles]) -> Self {
        let mut index = Self {
            holders: Vec::new(),
            runs: vec![Vec::new(); texts.len()],
            n_common_runs: vec![0; texts.len()],
        };
        for part in 0..N_PARTS {
            let mut places: Vec<(u64, u32)> = Vec::new();
            for (position, text) in (0..).zip(texts) {
                places.extend(part_of(&text.hashes, part).iter().map(|hash| (*hash, position)));
            }
            places.sort_unstable();
            for holders in places.chunk_by(|a, b| a.0 == b.0).filter(|holders| holders.len() > 1) {
                index.add(holders.iter().map(|(_, position)| *position).collect());
            }
        }
        index
    }

    fn add(&mut self, holders: Vec<u32>) {
        let run = u32::try_from(self.holders.len()).expect("fewer than 2³² runs fit in memory");
        for position in &holders {
            self.runs[*position as usize].push(run);
            self.n_common_runs[*position as usize] += usize::from(holders.len() > RARE_ARTICLES_MAX);
        }
        self.holders.push(holders);
    }

    /// Returns the later texts to compare with one, ascending; how many rare runs each shares is added to `n_shared`.
    fn candidates(&self, first: usize, n_shared: &mut [usize]) -> BTreeSet<usize> {
        let mut candidates = BTreeSet::new();
        for run in &self.runs[first] {
            let holders = &self.holders[*run as usize];
            let after = holders.partition_point(|position| *position as usize <= first);
            let later = holders.get(after..).unwrap_or_default().iter().map(|position| *position as usize);
            if holders.len() > RARE_ARTICLES_MAX {
                candidates.extend(later.take(1));
                continue;
            }
            for second in later {
                if n_shared[second] == 0 {
                    candidates.insert(second);
                }
                n_shared[second] += 1;
            }
        }
        candidates
    }
}

/// Returns the hashes that begin with the bits of a part.
fn part_of(hashes: &[u64], part: u64) -> &[u64] {
    let at = |part: u64| hashes.partition_point(|hash| hash >> 60 < part);
    hashes.get(at(part)..at(part + 1)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Compares the pairs found, as `first second share`.
    fn check(texts: &[&str], expected: &[&str]) {
        let texts: Vec<Shingles> = texts.iter().map(|text| Shingles::new(&ArticleText::new(*text))).collect();
        let found: Vec<String> = near_duplicates(&texts.iter().collect::<Vec<_>>())
            .iter()
            .map(|found| format!("{} {} {}", found.first, found.second, found.share))
            .collect();
        assert_eq!(found, expected);
    }

    const FLOOD: &str = "La crue a tué douze personnes le trois mai selon la préfecture";

    #[test]
    fn equal_texts_share_all_whatever_case_accents_and_marks() {
        check(&[FLOOD, "Rien de tel ici", &FLOOD.to_uppercase().replace(' ', ", ")], &["0 2 1000"]);
    }

    #[test]
    fn a_text_inside_a_longer_one_is_shared_whole() {
        let longer =
            format!("Mardi. {FLOOD}. Les écoles ouvrent demain et les ponts restent fermés jusqu'à jeudi.");
        check(&[&longer, FLOOD], &["0 1 1000"]);
    }

    #[test]
    fn a_changed_word_costs_five_runs() {
        // Twelve words make eight runs; the sixth word is in five of them.
        check(&[FLOOD, &FLOOD.replace("personnes", "soldats")], &[]);
        check(&[FLOOD, &FLOOD.replace("préfecture", "mairie")], &["0 1 875"]);
    }

    #[test]
    fn a_paragraph_that_stands_twice_counts_once() {
        let twice = format!("{FLOOD}\n\n{FLOOD}\n\n{FLOOD}");
        let other =
            "Le barrage du nord a rouvert à neuf heures hier matin sous les yeux des riverains inquiets";
        check(&[&twice, &format!("{FLOOD}. {other}"), other], &["0 1 667", "1 2 1000"]);
    }

    #[test]
    fn short_and_empty_texts_are_compared_as_wholes() {
        check(&["", "", "Un mot", "un  mot !", "Un mot de plus"], &["2 3 1000"]);
        check(&[], &[]);
    }

    #[test]
    fn a_story_of_a_hundred_papers_is_a_chain_and_furniture_alone_is_nothing() {
        let paper = |index: usize| format!("{FLOOD}. Journal numéro {index} du jour {index}");
        let papers: Vec<String> = (0..100).map(paper).collect();
        let texts: Vec<&str> = papers.iter().map(String::as_str).collect();
        let shingles: Vec<Shingles> =
            texts.iter().map(|text| Shingles::new(&ArticleText::new(*text))).collect();
        let found = near_duplicates(&shingles.iter().collect::<Vec<_>>());
        let is_chained =
            |pair: usize| found.iter().any(|found| (found.first, found.second) == (pair, pair + 1));
        assert!((0..99).all(is_chained));
        let page = |index: usize| {
            let own: Vec<String> = (0..40).map(|word| format!("mot{}", index * 1000 + word)).collect();
            format!("Abonnez vous à notre lettre du matin {}", own.join(" "))
        };
        let pages: Vec<String> = (0..100).map(page).collect();
        check(&pages.iter().map(String::as_str).collect::<Vec<_>>(), &[]);
    }

    /// What the index finds is what comparing all with all finds.
    #[test]
    fn no_pair_is_lost_and_none_is_invented() {
        let words = ["pont", "crue", "maire", "soir", "route", "école", "pluie"];
        let mut state = 7_u64;
        let mut text = |n: usize| {
            let word = |_| {
                state = mixed(state);
                words[usize::try_from(state % 7).unwrap()]
            };
            (0..n).map(word).collect::<Vec<_>>().join(" ")
        };
        let bases: Vec<String> = (0..8).map(|_| text(30)).collect();
        let mut texts = Vec::new();
        for (index, base) in bases.iter().enumerate() {
            texts.push(base.clone());
            texts.push(format!("{base} {}", text(10 + index * 8)));
            texts.push(base.split(' ').skip(index * 3).collect::<Vec<_>>().join(" "));
        }
        let shingles: Vec<Shingles> =
            texts.iter().map(|text| Shingles::new(&ArticleText::new(text.as_str()))).collect();
        let mut expected = Vec::new();
        for first in 0..shingles.len() {
            for second in first + 1..shingles.len() {
                let share = shingles[first].share(&shingles[second]).filter(|share| *share >= SHARE_MIN);
                expected.extend(share.map(|share| Likeness { first, second, share }));
            }
        }
        assert!(expected.len() > 20, "{}", expected.len());
        assert_eq!(near_duplicates(&shingles.iter().collect::<Vec<_>>()), expected);
    }
}
