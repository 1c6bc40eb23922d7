//! Folding: what makes two writings of the same words equal, with the way back to the bytes of the source.

use std::ops::Range;

use crate::text::nfc;

/// How much folding forgives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Strength {
    /// For evidence: NFC, quote marks, apostrophes, dashes, spaces, invisible characters, the ellipsis.
    Quotes,
    /// For names: all that, and case, accents, ligatures, and hyphens as spaces.
    Names,
}

/// A folded text that knows where each of its characters comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Folded {
    text: String,
    /// Ascending in both texts; together they cover the folded text. Between them may lie removed characters.
    runs: Vec<Run>,
}

/// A stretch of the folded text; it ends where the next one starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Run {
    folded_start: u32,
    source_start: u32,
    source_end: u32,
    /// Only the stretch as a whole has a source; otherwise byte follows byte.
    is_whole: bool,
}

impl Folded {
    /// Returns the folded text; spaces at its ends are kept.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns the source of a range of the folded text, in bytes, widened to whole characters of the source.
    ///
    /// Where several characters became one, or one several, the range holds all of them. Characters removed at the
    /// ends of the range are left out. The range must lie on character boundaries of the folded text.
    #[must_use]
    pub fn source_range(&self, range: Range<usize>) -> Range<usize> {
        let start = self.run_at(range.start).map_or(0, |run| match run.is_whole {
            true => to_usize(run.source_start),
            false => to_usize(run.source_start) + range.start - to_usize(run.folded_start),
        });
        if range.is_empty() {
            return start..start;
        }
        let end = self.run_at(range.end - 1).map_or(0, |run| match run.is_whole {
            true => to_usize(run.source_end),
            false => to_usize(run.source_start) + range.end - to_usize(run.folded_start),
        });
        start..end
    }

    /// Returns where a place of the source, in bytes, stands in the folded text.
    ///
    /// A place among characters that became one is the beginning of that one.
    #[must_use]
    pub fn folded_offset(&self, source_offset: usize) -> usize {
        let n_before = self.runs.partition_point(|run| to_usize(run.source_start) <= source_offset);
        let folded_end = self.runs.get(n_before).map_or(self.text.len(), |run| to_usize(run.folded_start));
        let Some(run) = n_before.checked_sub(1).and_then(|index| self.runs.get(index)) else { return 0 };
        if source_offset >= to_usize(run.source_end) {
            folded_end
        } else if run.is_whole {
            to_usize(run.folded_start)
        } else {
            to_usize(run.folded_start) + source_offset - to_usize(run.source_start)
        }
    }

    fn run_at(&self, folded_offset: usize) -> Option<&Run> {
        let n_before = self.runs.partition_point(|run| to_usize(run.folded_start) <= folded_offset);
        self.runs.get(n_before.checked_sub(1)?)
    }

    /// Appends a stretch whose bytes follow those of the source.
    fn push_as_is(&mut self, text: &str, source_start: usize) {
        let source_end = to_u32(source_start + text.len());
        let folded_start = to_u32(self.text.len());
        self.text.push_str(text);
        match self.runs.last_mut() {
            Some(run) if !run.is_whole && to_usize(run.source_end) == source_start => {
                run.source_end = source_end
            }
            _ => {
                let source_start = to_u32(source_start);
                self.runs.push(Run { folded_start, source_start, source_end, is_whole: false });
            }
        }
    }

    /// Appends one character that stands for a piece of the source, or for a part of it.
    fn push_character(&mut self, character: char, source: &Range<usize>) {
        let joined = match character {
            ' ' if self.text.ends_with(' ') => Some(' '),
            '\'' if self.text.ends_with('\'') => Some('"'),
            _ => None,
        };
        if let Some(joined) = joined {
            self.widen_last(source.end);
            self.text.pop();
            self.text.push(joined);
            return;
        }
        let (source_start, source_end) = (to_u32(source.start), to_u32(source.end));
        let is_same_piece =
            self.runs.last().is_some_and(|run| run.is_whole && run.source_start == source_start);
        if !is_same_piece {
            let folded_start = to_u32(self.text.len());
            self.runs.push(Run { folded_start, source_start, source_end, is_whole: true });
        }
        self.text.push(character);
    }

    /// Lets the last character, which is one byte, also stand for the source up to `source_end`.
    fn widen_last(&mut self, source_end: usize) {
        let Some(last) = self.runs.pop() else { return };
        let source_end = to_u32(source_end);
        if last.is_whole {
            self.runs.push(Run { source_end, ..last });
            return;
        }
        if last.source_end - last.source_start > 1 {
            self.runs.push(Run { source_end: last.source_end - 1, ..last });
        }
        let folded_start = to_u32(self.text.len()) - 1;
        self.runs.push(Run { folded_start, source_start: last.source_end - 1, source_end, is_whole: true });
    }
}

/// Folds a text; linear in its length.
///
/// `Quotes`: NFC; « » “ ” „ ‟ and two apostrophes in a row become `"`, apostrophes and single quote marks `'`, dashes
/// `-`, runs of spaces and line ends one space, `…` three dots; soft hyphens and other invisible characters go.
///
/// # Panics
/// If the text is longer than 4 GiB; the rooms that read files allow far less.
#[must_use]
pub fn fold(text: &str, strength: Strength) -> Folded {
    let mut folded = Folded { text: String::with_capacity(text.len()), runs: Vec::new() };
    let mut rest = text;
    while !rest.is_empty() {
        let offset = text.len() - rest.len();
        let n_plain = plain_length(rest, strength, folded.text.ends_with(' '));
        let length = if n_plain > 0 { n_plain } else { sequence_length(rest) };
        let (piece, behind) = rest.split_at(length);
        if n_plain > 0 {
            push_plain(&mut folded, piece, offset, strength);
        } else {
            push_sequence(&mut folded, piece, offset, strength);
        }
        rest = behind;
    }
    folded
}

/// Returns the name folded with [`Strength::Names`], without spaces at its ends.
#[must_use]
pub fn fold_name(name: &str) -> String {
    fold(name, Strength::Names).text.trim().to_owned()
}

/// Returns the quote folded with [`Strength::Quotes`], without spaces at its ends.
#[must_use]
pub fn fold_quote(quote: &str) -> String {
    fold(quote, Strength::Quotes).text.trim().to_owned()
}

/// Returns how many bytes from the start need no look at the tables: ASCII that folds to ASCII of the same length.
fn plain_length(text: &str, strength: Strength, is_after_space: bool) -> usize {
    let bytes = text.as_bytes();
    let is_plain_graphic = |byte: u8| {
        byte.is_ascii_graphic()
            && byte != b'\''
            && byte != b'`'
            && (strength == Strength::Quotes || byte != b'-')
    };
    let is_plain = |(index, byte): (usize, &u8)| match byte {
        b' ' if index == 0 && is_after_space => false,
        b' ' => bytes.get(index + 1).is_some_and(|next| is_plain_graphic(*next)),
        byte => is_plain_graphic(*byte),
    };
    let length = bytes.iter().enumerate().position(|entry| !is_plain(entry)).unwrap_or(bytes.len());
    let is_joined = text.get(length..).and_then(|rest| rest.chars().next()).is_some_and(joins_previous);
    if is_joined { length.saturating_sub(1) } else { length }
}

fn push_plain(folded: &mut Folded, piece: &str, offset: usize, strength: Strength) {
    match strength {
        Strength::Quotes => folded.push_as_is(piece, offset),
        Strength::Names => folded.push_as_is(&piece.to_ascii_lowercase(), offset),
    }
}

/// Returns the length of the first character and of those that NFC may join with it.
fn sequence_length(text: &str) -> usize {
    let behind = text.char_indices().skip(1).find(|(_, character)| !joins_previous(*character));
    behind.map_or(text.len(), |(offset, _)| offset)
}

fn joins_previous(character: char) -> bool {
    is_invisible(character) || nfc::composes(character)
}

fn push_sequence(folded: &mut Folded, sequence: &str, offset: usize, strength: Strength) {
    let mut characters = sequence.chars();
    let first = characters.next();
    let is_simple = strength == Strength::Quotes && characters.next().is_none();
    match first {
        Some(character) if is_simple && is_kept(character) => folded.push_as_is(sequence, offset),
        Some(_) => push_composed(folded, sequence, offset, strength),
        None => {}
    }
}

/// Says whether `Quotes` leaves the character alone.
fn is_kept(character: char) -> bool {
    nfc::is_inert(character)
        && !character.is_whitespace()
        && !is_invisible(character)
        && class(character).is_none()
}

fn push_composed(folded: &mut Folded, sequence: &str, offset: usize, strength: Strength) {
    let source = offset..offset + sequence.len();
    let visible: String = sequence.chars().filter(|character| !is_invisible(*character)).collect();
    match strength {
        Strength::Quotes => {
            for character in nfc::nfc(&visible).chars() {
                push_by_class(folded, character, &source);
            }
        }
        Strength::Names => {
            for character in nfc::without_accents_and_case(&visible).chars() {
                push_name_character(folded, character, &source);
            }
        }
    }
}

fn push_name_character(folded: &mut Folded, character: char, source: &Range<usize>) {
    let letters = match character {
        'œ' => "oe",
        'æ' => "ae",
        'ß' => "ss",
        'ø' => "o",
        'đ' => "d",
        'ł' => "l",
        'ı' => "i",
        'ς' => "σ",
        other if class(other) == Some(Class::Dash) => " ",
        other => return push_by_class(folded, other, source),
    };
    letters.chars().for_each(|letter| folded.push_character(letter, source));
}

fn push_by_class(folded: &mut Folded, character: char, source: &Range<usize>) {
    match class(character) {
        Some(Class::QuoteMark) => folded.push_character('"', source),
        Some(Class::Apostrophe) => folded.push_character('\'', source),
        Some(Class::Dash) => folded.push_character('-', source),
        Some(Class::Ellipsis) => (0..3).for_each(|_| folded.push_character('.', source)),
        Some(Class::Space) => folded.push_character(' ', source),
        None => folded.push_character(character, source),
    }
}

/// What folding writes in one way.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    QuoteMark,
    Apostrophe,
    Dash,
    Ellipsis,
    Space,
}

fn class(character: char) -> Option<Class> {
    match character {
        '«' | '»' | '“' | '”' | '„' | '‟' | '"' | '″' => Some(Class::QuoteMark),
        '\'' | '’' | '‘' | '‚' | '‛' | '‹' | '›' | 'ʼ' | '′' | '`' | '´' => {
            Some(Class::Apostrophe)
        }
        '-' | '\u{2010}'..='\u{2015}' | '−' => Some(Class::Dash),
        '…' => Some(Class::Ellipsis),
        other if other.is_whitespace() => Some(Class::Space),
        _ => None,
    }
}

/// Says whether the character takes no room and says nothing: soft hyphens, zero-width and direction marks.
pub(crate) fn is_invisible(character: char) -> bool {
    matches!(
        character,
        '\u{ad}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2064}'
            | '\u{2066}'..='\u{2069}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}'
    )
}

fn to_u32(offset: usize) -> u32 {
    u32::try_from(offset).expect("texts are shorter than 4 GiB")
}

fn to_usize(offset: u32) -> usize {
    usize::try_from(offset).expect("karat runs where a pointer has at least 32 bits")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(text: &str, expected: &str) {
        assert_eq!(fold(text, Strength::Quotes).text(), expected);
    }

    fn check_name(name: &str, expected: &str) {
        assert_eq!(fold_name(name), expected);
    }

    fn check_source(text: &str, part: &str, expected: &str) {
        let folded = fold(text, Strength::Quotes);
        let start = folded.text().find(part).expect("the folded text holds the part");
        assert_eq!(text.get(folded.source_range(start..start + part.len())), Some(expected));
    }

    #[test]
    fn all_quote_marks_are_one() {
        check("« a » “b” „c‟ ''d''", "\" a \" \"b\" \"c\" \"d\"");
    }

    #[test]
    fn all_apostrophes_are_one() {
        check("l’un lʼun l′un l`un l´un l'un", "l'un l'un l'un l'un l'un l'un");
    }

    #[test]
    fn all_dashes_are_one() {
        check("a‐b‑c–d—e−f", "a-b-c-d-e-f");
    }

    #[test]
    fn runs_of_any_spaces_and_newlines_are_one_space() {
        check("6\u{a0}500\u{202f}\n \u{2009}gens", "6 500 gens");
    }

    #[test]
    fn invisible_characters_go_and_the_ellipsis_becomes_dots() {
        check("mé\u{ad}de\u{200b}cin…", "médecin...");
    }

    #[test]
    fn accents_written_apart_are_composed() {
        check("e\u{301}te\u{301}", "été");
    }

    #[test]
    fn names_forget_case_accents_ligatures_and_hyphens() {
        check_name(" Haut-Karabakh ", "haut karabakh");
        check_name("ÉTATS‑UNIS", "etats unis");
        check_name("Œuvre d’Art", "oeuvre d'art");
        check_name("E\u{301}TE\u{301}", "ete");
    }

    #[test]
    fn a_folded_part_leads_back_to_its_bytes() {
        check_source("près de 6\u{a0}500 gens", "6 500", "6\u{a0}500");
        check_source("l’e\u{301}té", "'é", "’e\u{301}");
        check_source("a \u{a0}\n b", "a b", "a \u{a0}\n b");
        check_source("fin… oui", "..", "…");
        check_source("a''b", "\"", "''");
    }

    #[test]
    fn a_place_of_the_source_leads_to_its_folded_place() {
        let folded = fold("a\u{a0}\u{a0}b’c", Strength::Quotes);
        let offsets = [0, 1, 3, 5, 6, 9, 10, 99].map(|offset| folded.folded_offset(offset));
        assert_eq!(offsets, [0, 1, 1, 2, 3, 4, 5, 5]);
    }

    proptest! {
        #[test]
        fn every_folded_character_has_a_source_on_character_boundaries(text in any_text()) {
            for strength in [Strength::Quotes, Strength::Names] {
                let folded = fold(&text, strength);
                for (start, character) in folded.text().char_indices() {
                    let source = folded.source_range(start..start + character.len_utf8());
                    prop_assert!(!source.is_empty());
                    prop_assert!(text.get(source.clone()).is_some(), "{:?}", source);
                }
            }
        }

        #[test]
        fn folding_twice_is_folding_once(text in any_text()) {
            for strength in [Strength::Quotes, Strength::Names] {
                let once = fold(&text, strength);
                let twice = fold(once.text(), strength);
                prop_assert_eq!(once.text(), twice.text());
            }
        }

        #[test]
        fn a_source_of_equal_letters_folds_to_the_same_letters(text in "[a-z’é\u{a0}]{0,30}") {
            let folded = fold(&text, Strength::Quotes);
            for (start, character) in folded.text().char_indices().filter(|(_, c)| c.is_alphabetic()) {
                let source = folded.source_range(start..start + character.len_utf8());
                let expected = character.to_string();
                prop_assert_eq!(text.get(source), Some(expected.as_str()));
            }
        }
    }

    /// Texts rich in what folding touches, and now and then anything.
    fn any_text() -> impl Strategy<Value = String> {
        prop_oneof![
            "[a-cA-C '’`\"«»\u{a0}\n\u{ad}\u{200b}\u{301}é…—\u{1100}\u{1161}\u{11a8}Åœ-]{0,40}",
            any::<String>()
        ]
    }
}
