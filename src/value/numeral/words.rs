//! Reads a number written in words: cardinals, "une douzaine", "des milliers", "half a million".

use crate::value::Language;
use crate::value::numeral::{Amount, Class, Numeral, Sense, is_space};

mod table;

pub(super) use crate::value::numeral::words::table::Word;

/// The longest word that a number contains ("cinquantaines"), in bytes, with room; longer words are not looked at.
const WORD_LENGTH_MAX_BYTES: usize = 24;

/// A place between two words of a text.
#[derive(Clone, Copy)]
struct Cursor<'t> {
    text: &'t str,
    at: usize,
    language: Language,
}

/// A word of the text in lower case, and where it ends.
struct Token<'t> {
    folded: String,
    after: Cursor<'t>,
    is_hyphenated: bool,
}

impl<'t> Cursor<'t> {
    /// Returns the next word: after one space or hyphen, unless the text begins here.
    fn token(self) -> Option<Token<'t>> {
        let rest = self.text.get(self.at..)?;
        let gap = rest.chars().next()?;
        let is_hyphenated = matches!(gap, '-' | '\u{2010}' | '\u{2011}');
        let is_gap = self.at > 0 && (is_hyphenated || is_space(gap));
        let start = match (self.at, is_gap) {
            (0, _) => 0,
            (_, true) => gap.len_utf8(),
            (_, false) => return None,
        };
        let rest = rest.get(start..)?;
        let is_end = |character: char| !character.is_alphabetic();
        let window = rest
            .char_indices()
            .find(|(index, character)| is_end(*character) || *index > WORD_LENGTH_MAX_BYTES);
        let length = window.map_or(rest.len(), |(index, _)| index);
        let next = rest.get(length..).and_then(|after| after.chars().next());
        let is_broken = next.is_some_and(|next| next.is_alphanumeric() || next == '_');
        if length == 0 || is_broken {
            return None;
        }
        let folded = rest.get(..length)?.to_lowercase();
        Some(Token { folded, after: Cursor { at: self.at + start + length, ..self }, is_hyphenated })
    }

    fn rest(self) -> &'t str {
        self.text.get(self.at..).unwrap_or("")
    }

    fn word(self) -> Option<(Word, Self)> {
        let token = self.token()?;
        table::word(&token.folded, self.language).map(|word| (word, token.after))
    }

    /// Goes past these words, if they come next.
    fn past(self, words: &[&str]) -> Option<Self> {
        words.iter().try_fold(self, |cursor, word| {
            cursor.token().filter(|token| token.folded == *word).map(|token| token.after)
        })
    }

    fn past_joint(self) -> Option<Self> {
        match self.language {
            Language::French => self.past(&["et"]),
            Language::English => self.past(&["and"]),
            Language::Other => None,
        }
    }
}

/// Returns the number word after a place in the text, and where it ends.
pub(super) fn word_after(text: &str, at: usize, language: Language) -> Option<(Word, usize)> {
    Cursor { text, at, language }.word().map(|(word, after)| (word, after.at))
}

/// Returns the sense of a number of dozens and the like: roughly in French, exactly in English.
pub(super) const fn collective_sense(amount: Amount, language: Language) -> Sense {
    match language {
        Language::French => Sense::About(amount),
        Language::English | Language::Other => Sense::Exact(amount),
    }
}

/// Goes past "et demi" after a million, and hands the number of halves on.
pub(super) fn with_half(
    text: &str,
    end: usize,
    language: Language,
    sense: impl Fn(u64) -> Option<Sense>,
) -> Option<(usize, Sense)> {
    let cursor = Cursor { text, at: end, language };
    match half_after(cursor) {
        Some(after) => sense(1).map(|sense| (after.at, sense)),
        None => sense(0).map(|sense| (end, sense)),
    }
}

fn half_after(cursor: Cursor<'_>) -> Option<Cursor<'_>> {
    match cursor.language {
        Language::French => cursor.past(&["et", "demi"]).or_else(|| cursor.past(&["et", "demie"])),
        Language::English => cursor.past(&["and", "a", "half"]),
        Language::Other => None,
    }
}

/// Reads the number in words at the beginning of the text, and returns how many bytes it takes.
pub(super) fn number_in_words(text: &str, language: Language) -> Option<(usize, Numeral)> {
    let cursor = Cursor { text, at: 0, language };
    if language == Language::Other || !may_begin(&cursor.token()?.folded, language) {
        return None;
    }
    let (sense, after) = class(cursor).or_else(|| half_of(cursor)).or_else(|| number(cursor))?;
    let is_one = sense == Sense::Exact(Amount::from_whole(1));
    let is_article_like = is_one && cursor.token().is_some_and(|token| token.after.at == after.at);
    Some((after.at, Numeral { sense, is_article_like, is_digits: false }))
}

/// Says whether a number in words can begin with a word; most words of a text cannot, and are read once.
fn may_begin(folded: &str, language: Language) -> bool {
    let mut determiners = table::determiners(language).iter().filter_map(|(words, _)| words.first());
    table::word(folded, language).is_some() || folded == "half" || determiners.any(|word| *word == folded)
}

/// Reads "des dizaines", "plusieurs", "tens of thousands".
fn class(cursor: Cursor<'_>) -> Option<(Sense, Cursor<'_>)> {
    let (is_several, start) = determiner(cursor);
    let Some((size, mut after)) = class_noun(start, is_several) else {
        let is_before_digits = start.rest().chars().nth(1).is_some_and(|next| next.is_ascii_digit());
        return (is_several && !is_before_digits).then_some((Sense::Class(Class::Several), start));
    };
    let mut class = size;
    // "des dizaines de milliers", "hundreds of thousands", "several hundred thousand".
    let linked = ["de", "of"].iter().find_map(|link| after.past(&[link])).unwrap_or(after);
    if let Some((Word::Scale(_) | Word::PluralScale(_) | Word::Collectives(1000), end)) = linked.word() {
        class = Class::Thousands;
        after = end;
    }
    Some((Sense::Class(class), after))
}

fn class_noun(cursor: Cursor<'_>, is_several: bool) -> Option<(Class, Cursor<'_>)> {
    let (word, after) = cursor.word()?;
    let size = match word {
        Word::Collectives(size) | Word::PluralScale(size) => size,
        Word::Collective(size) | Word::Scale(size) if is_several => size,
        Word::Hundred if is_several && cursor.language == Language::English => 100,
        Word::Zero
        | Word::One
        | Word::Article
        | Word::Unit(_)
        | Word::Teen(_)
        | Word::Ten(_)
        | Word::Hundred
        | Word::Scale(_)
        | Word::Collective(_) => return None,
    };
    let class = match size {
        0..100 => Class::Dozens,
        100..1000 => Class::Hundreds,
        1000.. => Class::Thousands,
    };
    Some((class, after))
}

/// Goes past what stands before a class; says whether it means "several" by itself.
fn determiner(cursor: Cursor<'_>) -> (bool, Cursor<'_>) {
    for (words, is_several) in table::determiners(cursor.language) {
        if let Some(after) = cursor.past(words) {
            return (*is_several, after);
        }
    }
    (false, cursor)
}

/// Reads "half a million", "un demi-million", "une demi-douzaine".
fn half_of(cursor: Cursor<'_>) -> Option<(Sense, Cursor<'_>)> {
    let start = match cursor.language {
        Language::French => cursor.past(&["un", "demi"]).or_else(|| cursor.past(&["une", "demi"]))?,
        Language::English => cursor.past(&["half", "a"])?,
        Language::Other => return None,
    };
    let (word, after) = start.word()?;
    match word {
        Word::Scale(size) => Some((Sense::Exact(Amount::from_whole(size / 2)), after)),
        Word::Collective(size) => {
            Some((collective_sense(Amount::from_whole(size / 2), cursor.language), after))
        }
        Word::Zero
        | Word::One
        | Word::Article
        | Word::Unit(_)
        | Word::Teen(_)
        | Word::Ten(_)
        | Word::Hundred
        | Word::PluralScale(_)
        | Word::Collectives(_) => None,
    }
}

/// Reads a cardinal: groups below a thousand, each with a smaller scale than the one before.
fn number(cursor: Cursor<'_>) -> Option<(Sense, Cursor<'_>)> {
    if let Some((Word::Zero, after)) = cursor.word() {
        return Some((Sense::Exact(Amount::ZERO), after));
    }
    let mut total = 0_u64;
    let mut scale_before = u64::MAX;
    let mut at = cursor;
    while let Some((group, after)) = group(at, scale_before) {
        match scale(after) {
            Some((size, end)) if size < scale_before => {
                total = total.checked_add(group.checked_mul(size)?)?;
                (scale_before, at) = (size, end);
                if let Some(end) = half_after(end).filter(|_| size > 1000) {
                    return Some((Sense::Exact(Amount::from_whole(total.checked_add(size / 2)?)), end));
                }
            }
            Some(_) | None => {
                total = total.checked_add(group)?;
                return Some(finish(total, group, after));
            }
        }
    }
    (at.at > cursor.at).then_some((Sense::Exact(Amount::from_whole(total)), at))
}

/// Reads what may still follow the last group: "deux douzaines", "two and a half million".
fn finish(total: u64, group: u64, after: Cursor<'_>) -> (Sense, Cursor<'_>) {
    let exact = (Sense::Exact(Amount::from_whole(total)), after);
    if total != group {
        return exact;
    }
    if let Some((Word::Collective(size) | Word::Collectives(size), end)) = after.word()
        && let Some(amount) = Amount::from_scaled(total, 0, size)
        && !is_quarantine(total, size, end)
    {
        return (collective_sense(amount, after.language), end);
    }
    let half = after.past(&["and", "a", "half"]).and_then(Cursor::word);
    if let Some((Word::Scale(size), end)) = half
        && let Some(product) = total.checked_mul(size).and_then(|product| product.checked_add(size / 2))
    {
        return (Sense::Exact(Amount::from_whole(product)), end);
    }
    exact
}

/// Says whether "une quarantaine" is a quarantine: nothing is counted by it.
fn is_quarantine(total: u64, size: u64, end: Cursor<'_>) -> bool {
    let counts = || end.token().is_some_and(|token| matches!(token.folded.as_str(), "de" | "d"));
    total == 1 && size == 40 && !counts()
}

fn scale(cursor: Cursor<'_>) -> Option<(u64, Cursor<'_>)> {
    match cursor.word()? {
        // "deux millions": the plural is a scale after a number, a class without one.
        (Word::Scale(size) | Word::PluralScale(size), after) => Some((size, after)),
        (_, _) => None,
    }
}

/// Reads a group below a thousand, or the 1 that "mille" and "a million" leave unsaid.
fn group(cursor: Cursor<'_>, scale_before: u64) -> Option<(u64, Cursor<'_>)> {
    let is_later = scale_before < u64::MAX;
    let joined = cursor.past_joint().filter(|_| is_later && cursor.language == Language::English);
    if let Some(found) = joined.and_then(below_thousand) {
        return Some(found);
    }
    match cursor.word()? {
        (Word::Scale(1000), _) if cursor.language == Language::French && scale_before > 1000 => {
            Some((1, cursor))
        }
        (Word::Article, after) => match after.word()? {
            (Word::Scale(_) | Word::Collective(_), _) => Some((1, after)),
            (Word::Hundred, end) => Some(with_rest(100, end)),
            (_, _) => None,
        },
        (_, _) => below_thousand(cursor),
    }
}

fn below_thousand(cursor: Cursor<'_>) -> Option<(u64, Cursor<'_>)> {
    if let Some((Word::Hundred, after)) = cursor.word()
        && cursor.language == Language::French
    {
        return Some(with_rest(100, after));
    }
    let (value, after) = below_hundred(cursor)?;
    // "deux cents", "one hundred", "fifteen hundred".
    let can_be_hundreds = match cursor.language {
        Language::French => (2..10).contains(&value),
        Language::English | Language::Other => (1..10).contains(&value) || (11..20).contains(&value),
    };
    match after.word() {
        Some((Word::Hundred, end)) if can_be_hundreds => Some(with_rest(value * 100, end)),
        Some(_) | None => Some((value, after)),
    }
}

fn with_rest(hundreds: u64, after: Cursor<'_>) -> (u64, Cursor<'_>) {
    let joined = after.past_joint().filter(|_| after.language == Language::English).unwrap_or(after);
    below_hundred(joined).map_or((hundreds, after), |(rest, end)| (hundreds + rest, end))
}

fn below_hundred(cursor: Cursor<'_>) -> Option<(u64, Cursor<'_>)> {
    match cursor.word()? {
        (Word::Unit(4), after) if cursor.language == Language::French => match after.word() {
            Some((Word::Ten(20), end)) => {
                Some(below_twenty(end).map_or((80, end), |(rest, end)| (80 + rest, end)))
            }
            Some(_) | None => Some((4, after)),
        },
        (Word::Ten(tens), after) => Some(after_tens(tens, after)),
        (_, _) => below_twenty(cursor),
    }
}

/// Reads what follows the tens: "vingt et un", "soixante-dix", "twenty-one".
fn after_tens(tens: u64, after: Cursor<'_>) -> (u64, Cursor<'_>) {
    let is_french = after.language == Language::French;
    let joined = after.past_joint().filter(|_| is_french);
    let (rest, end) = match below_twenty(joined.unwrap_or(after)) {
        Some((rest, end)) => (rest, end),
        None => return (tens, after),
    };
    let is_legal_join = joined.is_none() || rest == 1 || rest == 11;
    let is_legal_rest = rest < 10 || (is_french && tens == 60);
    if is_legal_join && is_legal_rest { (tens + rest, end) } else { (tens, after) }
}

fn below_twenty(cursor: Cursor<'_>) -> Option<(u64, Cursor<'_>)> {
    match cursor.word()? {
        (Word::One, after) => Some((1, after)),
        (Word::Unit(value), after) => Some((value, after)),
        (Word::Teen(10), after) if cursor.language == Language::French => match after.word() {
            Some((Word::Unit(unit @ 7..=9), end)) => Some((10 + unit, end)),
            Some(_) | None => Some((10, after)),
        },
        (Word::Teen(value), after) => Some((value, after)),
        (_, _) => None,
    }
}

/// Says whether what follows a number makes it an ordinal or a fraction: "-unième", " et unième", " tiers".
pub(super) fn is_ordinal_or_fraction(text: &str, at: usize, language: Language) -> bool {
    let cursor = Cursor { text, at, language };
    let token = cursor.past_joint().and_then(Cursor::token).or_else(|| cursor.token());
    token.is_some_and(|token| {
        table::is_fraction(&token.folded) || table::is_ordinal(&token.folded, token.is_hyphenated)
    })
}
