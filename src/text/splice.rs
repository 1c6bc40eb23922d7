//! Changes of a text at places: what is taken out, and what stands there instead.

use std::ops::Range;

/// One change of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Splice {
    /// The bytes that go, on character boundaries; empty where something is only put in.
    pub span: Range<usize>,
    /// What stands there instead.
    pub text: String,
}

impl Splice {
    /// Returns a change of a place.
    #[must_use]
    pub fn new(span: Range<usize>, text: impl Into<String>) -> Self {
        Self { span, text: text.into() }
    }
}

/// Returns the text with all changes made; `None` if two overlap or one lies outside of the text.
///
/// Changes may stand in any order; of several that put something in at one place, the first comes first.
#[must_use]
pub fn spliced(text: &str, splices: &[Splice]) -> Option<String> {
    let mut sorted: Vec<&Splice> = splices.iter().collect();
    sorted.sort_by_key(|splice| (splice.span.start, splice.span.end));
    let mut result = String::with_capacity(text.len());
    let mut done = 0;
    for splice in sorted {
        result.push_str(text.get(done..splice.span.start)?);
        text.get(splice.span.clone())?;
        result.push_str(&splice.text);
        done = splice.span.end;
    }
    result.push_str(text.get(done..)?);
    Some(result)
}

/// Returns the shortest change that makes one text another; `None` for equal ones.
#[must_use]
pub fn difference(before: &str, after: &str) -> Option<Splice> {
    if before == after {
        return None;
    }
    let n_bytes = |same: usize, characters: &mut dyn Iterator<Item = char>| {
        characters.take(same).map(char::len_utf8).sum::<usize>()
    };
    let n_first = before.chars().zip(after.chars()).take_while(|(a, b)| a == b).count();
    let start = n_bytes(n_first, &mut before.chars());
    let (old, new) = (before.get(start..).unwrap_or_default(), after.get(start..).unwrap_or_default());
    let n_last = old.chars().rev().zip(new.chars().rev()).take_while(|(a, b)| a == b).count();
    let n_last = n_bytes(n_last, &mut old.chars().rev());
    let text = new.get(..new.len() - n_last).unwrap_or_default();
    Some(Splice::new(start..before.len() - n_last, text))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(splices: &[(Range<usize>, &str)], expected: Option<&str>) {
        let splices: Vec<Splice> =
            splices.iter().map(|(span, text)| Splice::new(span.clone(), *text)).collect();
        assert_eq!(spliced("aé b", &splices).as_deref(), expected);
    }

    #[test]
    fn changes_are_made_in_the_order_of_their_places() {
        check(&[(4..5, "c"), (0..1, "x"), (0..0, "y")], Some("yxé c"));
        check(&[(1..1, "1"), (1..1, "2")], Some("a12é b"));
        check(&[], Some("aé b"));
    }

    #[test]
    fn changes_that_overlap_or_cut_a_character_are_refused() {
        check(&[(0..3, "x"), (1..4, "y")], None);
        check(&[(0..2, "x")], None);
        check(&[(4..9, "x")], None);
    }

    #[test]
    fn the_difference_of_two_texts_is_the_shortest_change() {
        let check = |a: &str, b: &str, expected: Option<(Range<usize>, &str)>| {
            assert_eq!(difference(a, b), expected.map(|(span, text)| Splice::new(span, text)), "{a} {b}");
        };
        check("aé b", "aé b", None);
        check("aé b", "aè b", Some((1..3, "è")));
        check("aa", "aaa", Some((2..2, "a")));
        check("abab", "ab", Some((2..4, "")));
        check("", "é", Some((0..0, "é")));
    }
}
