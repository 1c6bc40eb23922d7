//! Words and sentences, on top of the Unicode rules (UAX 29) and what French and English writing adds to them.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

/// Abbreviations that stand before a name and never end a sentence.
const BEFORE_NAMES: [&str; 34] = [
    "M", "MM", "Mme", "Mmes", "Mlle", "Mlles", "Me", "Dr", "Drs", "Pr", "Prof", "Mgr", "St", "Ste", "Sts",
    "Mr", "Mrs", "Ms", "Gen", "Gén", "Col", "Lt", "Sgt", "Capt", "Cdt", "Sen", "Rep", "Gov", "Rev", "Hon",
    "vs", "cf", "Cf", "av",
];

/// Abbreviations that stand before a number; elsewhere they may be words ("no.", "sept.").
const BEFORE_NUMBERS: [&str; 34] = [
    "No", "Nos", "no", "nos", "n", "p", "pp", "art", "Art", "vol", "Vol", "chap", "fig", "Fig", "env",
    "janv", "févr", "avr", "juil", "sept", "oct", "nov", "déc", "Jan", "Feb", "Mar", "Apr", "Aug", "Sep",
    "Sept", "Oct", "Nov", "Dec", "ca",
];

/// French words that lose their last vowel before another word: the apostrophe ends them.
const ELIDED: [&str; 13] =
    ["l", "d", "j", "m", "t", "s", "n", "c", "qu", "lorsqu", "puisqu", "jusqu", "quoiqu"];

/// Returns the spans of the words, ascending: UAX 29, with elided words apart ("l’", "Arménie").
#[must_use]
pub fn words(text: &str) -> Vec<Range<usize>> {
    text.unicode_word_indices()
        .flat_map(|(start, word)| {
            let n_elided = elided_length(word);
            let elided = (n_elided > 0).then(|| start..start + n_elided);
            elided.into_iter().chain(std::iter::once(start + n_elided..start + word.len()))
        })
        .collect()
}

/// Returns the length of the elided word, with its apostrophe, that a word begins with; 0 if it does not.
fn elided_length(word: &str) -> usize {
    let Some((offset, apostrophe)) = word.char_indices().find(|(_, c)| matches!(c, '\'' | '’')) else {
        return 0;
    };
    let length = offset + apostrophe.len_utf8();
    let is_elided =
        word.get(..offset).is_some_and(|head| ELIDED.iter().any(|e| head.eq_ignore_ascii_case(e)));
    if is_elided && length < word.len() { length } else { 0 }
}

/// Says whether no word goes on across the place; false inside a character or behind the text.
///
/// Cost: the length of the text between the spaces around the place.
#[must_use]
pub fn is_word_boundary(text: &str, offset_bytes: usize) -> bool {
    let Some((before, after)) = text.split_at_checked(offset_bytes) else { return false };
    let start = before.rfind(char::is_whitespace).unwrap_or(0);
    let end = offset_bytes + after.find(char::is_whitespace).unwrap_or(after.len());
    let chunk = text.get(start..end).unwrap_or_default();
    let offset = offset_bytes - start;
    !words(chunk).iter().any(|word| word.start < offset && offset < word.end)
}

/// Returns the spans of the sentences: they cover the text without gaps, spaces and line ends behind a sentence belong
/// to it, and an empty text has none.
///
/// A line end ends a sentence. Abbreviations, initials and decimal points do not; closing quote marks stay with the
/// sentence they close, and a sentence never goes on in lower case ("« Oui ! », dit-il").
#[must_use]
pub fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut sentences: Vec<Range<usize>> = Vec::new();
    let mut start = 0;
    for (offset, _) in text.split_sentence_bound_indices().skip(1) {
        let Some(end) = sentence_end(text, start, offset) else { continue };
        push_sentence(&mut sentences, text, start..end);
        start = end;
    }
    if start < text.len() {
        push_sentence(&mut sentences, text, start..text.len());
    }
    sentences
}

/// Appends a sentence; spaces alone join the one before.
fn push_sentence(sentences: &mut Vec<Range<usize>>, text: &str, sentence: Range<usize>) {
    let is_blank = |range: &Range<usize>| text.get(range.clone()).is_none_or(|piece| piece.trim().is_empty());
    match sentences.last_mut() {
        Some(last) if is_blank(&sentence) || is_blank(last) => last.end = sentence.end,
        _ => sentences.push(sentence),
    }
}

/// Returns the index of the sentence that holds the place; the last one for the end of the text, `None` without any.
#[must_use]
pub fn sentence_at(sentences: &[Range<usize>], offset_bytes: usize) -> Option<usize> {
    let n_before = sentences.partition_point(|sentence| sentence.start <= offset_bytes);
    n_before.checked_sub(1)
}

/// Returns where a sentence that seems to end at `offset` really ends; `None` if it goes on.
fn sentence_end(text: &str, start: usize, offset: usize) -> Option<usize> {
    let before = text.get(start..offset)?;
    let after = text.get(offset..)?;
    if before.ends_with(['\n', '\r', '\u{85}', '\u{2028}', '\u{2029}']) {
        return Some(offset);
    }
    let n_closing = closing_marks_length(after);
    let next = after.get(n_closing..)?.chars().next();
    let goes_on = next
        .is_some_and(|next| next.is_lowercase() || (n_closing > 0 && matches!(next, ',' | ';' | ':' | '.')));
    if goes_on || (n_closing == 0 && ends_in_abbreviation(before.trim_end(), next)) {
        return None;
    }
    Some(offset + n_closing)
}

/// Returns the length of the closing quote marks and brackets at the start, with the spaces behind them.
///
/// Opening marks count where only a comma or the like follows: some texts write them the wrong way round.
fn closing_marks_length(text: &str) -> usize {
    let mut rest = text;
    while let Some(mark) = rest.chars().next() {
        let behind = rest.get(mark.len_utf8()..).unwrap_or_default();
        let spaced = behind.trim_start_matches(|c: char| c.is_whitespace() && !matches!(c, '\n' | '\r'));
        let is_closing = match mark {
            '»' | '”' | '’' | '›' | ')' | ']' => true,
            '"' | '\'' => {
                behind.is_empty() || behind.starts_with(|c: char| c.is_whitespace() || ",.;:)".contains(c))
            }
            '«' | '“' => spaced.starts_with([',', '.', ';', ':', ')']),
            _ => false,
        };
        if !is_closing {
            break;
        }
        rest = spaced;
    }
    text.len() - rest.len()
}

/// Says whether the text ends in an abbreviation's dot, given the character that comes next.
fn ends_in_abbreviation(text: &str, next: Option<char>) -> bool {
    let Some(head) = text.strip_suffix('.') else { return false };
    let is_before_word = |c: char| c.is_whitespace() || matches!(c, '\'' | '’' | '«' | '“' | '"' | '(' | '[');
    let word = head.rsplit(is_before_word).next().unwrap_or_default();
    let is_number_next = next.is_some_and(|next| next.is_ascii_digit());
    is_initials(word) || BEFORE_NAMES.contains(&word) || (is_number_next && BEFORE_NUMBERS.contains(&word))
}

/// Says whether the word is made of single capitals: "J", "U.S".
fn is_initials(word: &str) -> bool {
    word.split('.').all(|part| {
        let mut letters = part.chars();
        letters.next().is_some_and(char::is_uppercase) && letters.next().is_none()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(text: &str, expected: &[&str]) {
        let found: Vec<&str> =
            sentences(text).into_iter().filter_map(|span| text.get(span)).map(str::trim).collect();
        assert_eq!(found, expected);
    }

    fn check_words(text: &str, expected: &[&str]) {
        let found: Vec<&str> = words(text).into_iter().filter_map(|span| text.get(span)).collect();
        assert_eq!(found, expected);
    }

    fn check_boundary(before: &str, after: &str, expected: bool) {
        assert_eq!(is_word_boundary(&format!("{before}{after}"), before.len()), expected, "{before}|{after}");
    }

    #[test]
    fn a_full_stop_and_a_newline_end_a_sentence() {
        check("Il pleut. Elle part\nUn titre\n\nFin.", &["Il pleut.", "Elle part", "Un titre", "Fin."]);
    }

    #[test]
    fn abbreviations_and_initials_do_not_end_a_sentence() {
        check(
            "M. Durand et Mme. Petit ont vu le Dr. J. Smith. Puis rien.",
            &["M. Durand et Mme. Petit ont vu le Dr. J. Smith.", "Puis rien."],
        );
        check("The U.S. Army met St. John. He left.", &["The U.S. Army met St. John.", "He left."]);
    }

    #[test]
    fn no_is_an_abbreviation_only_before_a_number() {
        check(
            "Décret No. 5 signé. She said no. He left.",
            &["Décret No. 5 signé.", "She said no.", "He left."],
        );
    }

    #[test]
    fn before_christ_can_end_a_sentence_and_is_never_cut() {
        check(
            "Vers 300 av. J.-C. on y vivait. Bâti en 20 av. J.-C. Il tient.",
            &["Vers 300 av. J.-C. on y vivait.", "Bâti en 20 av. J.-C.", "Il tient."],
        );
    }

    #[test]
    fn decimal_points_do_not_end_a_sentence() {
        check("Soit 3.5 % de 6.500 votes. Peu.", &["Soit 3.5 % de 6.500 votes.", "Peu."]);
    }

    #[test]
    fn closing_quote_marks_stay_with_their_sentence() {
        check(
            "«\u{a0}Nous partons.\u{a0}» Le maire se tait.",
            &["«\u{a0}Nous partons.\u{a0}»", "Le maire se tait."],
        );
        check("\"We leave.\" He waits.", &["\"We leave.\"", "He waits."]);
        check("“We leave.” He waits.", &["“We leave.”", "He waits."]);
    }

    #[test]
    fn speech_goes_on_after_its_closing_mark() {
        check(
            "«\u{a0}Jamais\u{a0}!\u{a0}», a dit le maire. Il part.",
            &["«\u{a0}Jamais\u{a0}!\u{a0}», a dit le maire.", "Il part."],
        );
        check("Quoi\u{a0}? demanda-t-elle. Rien.", &["Quoi\u{a0}? demanda-t-elle.", "Rien."]);
    }

    #[test]
    fn reversed_quote_marks_close_before_a_comma() {
        check(
            "«\u{a0}Nous partons\u{a0}! «\u{a0}, a dit le maire. Il part.",
            &["«\u{a0}Nous partons\u{a0}! «\u{a0}, a dit le maire.", "Il part."],
        );
    }

    #[test]
    fn an_opening_mark_begins_the_next_sentence() {
        check("Il part. «\u{a0}Enfin.\u{a0}»", &["Il part.", "«\u{a0}Enfin.\u{a0}»"]);
    }

    #[test]
    fn the_sentence_of_a_place_is_found() {
        let spans = sentences("Un. Deux.");
        assert_eq!(sentence_at(&spans, 0), Some(0));
        assert_eq!(sentence_at(&spans, 4), Some(1));
        assert_eq!(sentence_at(&spans, 99), Some(1));
        assert_eq!(sentence_at(&[], 0), None);
    }

    #[test]
    fn elided_words_stand_apart_and_others_do_not() {
        check_words(
            "l’Arménie qu'il aujourd’hui don't Haut-Karabakh 6\u{a0}500",
            &["l’", "Arménie", "qu'", "il", "aujourd’hui", "don't", "Haut", "Karabakh", "6", "500"],
        );
    }

    #[test]
    fn a_place_inside_a_word_is_no_boundary() {
        check_boundary("dé", "claré", false);
        check_boundary("a ", "déclaré", true);
        check_boundary("l’", "été", true);
        check_boundary("fin", "", true);
        check_boundary("", "fin", true);
        assert!(!is_word_boundary("é", 1));
        assert!(!is_word_boundary("é", 9));
    }

    proptest! {
        #[test]
        fn sentences_partition_the_text(text in prop_oneof!["[A-Ca-c0-9.!?»«\"”,' \u{a0}\n]{0,60}", any::<String>()]) {
            let mut end = 0;
            for sentence in sentences(&text) {
                prop_assert_eq!(sentence.start, end);
                prop_assert!(!sentence.is_empty() && text.get(sentence.clone()).is_some());
                end = sentence.end;
            }
            prop_assert_eq!(end, text.len());
        }

        #[test]
        fn word_ends_are_boundaries(text in "[a-cé’' .\u{a0}-]{0,30}") {
            for word in words(&text) {
                prop_assert!(is_word_boundary(&text, word.start) && is_word_boundary(&text, word.end));
            }
        }
    }
}
