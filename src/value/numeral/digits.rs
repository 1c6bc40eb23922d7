//! Reads a number written in digits, with group separators and decimals by the customs of a language.

use crate::value::Language;
use crate::value::numeral::is_space;

/// The most decimals that are read; more are no amount in any article.
const PLACES_MAX: usize = 9;

/// With so many separators a number is too large for 64 bits; reading on would make a table of digits quadratic.
const SEPARATORS_MAX: usize = 7;

/// A number in digits: `mantissa / 10^places`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Digits {
    /// All digits, without separators.
    pub(super) mantissa: u64,
    /// How many of them are decimals.
    pub(super) places: u32,
}

/// Reads the number at the beginning of the text, and returns how many bytes it takes.
///
/// `has_scale` says whether a word such as "million" follows at a place: "1,234 million" has decimals, not groups.
/// What has two readings in the language is not read.
pub(super) fn read(
    text: &str,
    language: Language,
    has_scale: impl Fn(usize) -> bool,
) -> Option<(usize, Digits)> {
    let groups = Groups::read(text);
    // "09" is part of a date or a code.
    if groups.first_end > 1 && text.starts_with('0') {
        return None;
    }
    let digits = if groups.is_decimal(text, language, has_scale(groups.end))? {
        let places = u32::try_from(groups.end - groups.first_end - 1).ok()?;
        (groups.end, mantissa(text, groups.end)?, places)
    } else {
        let decimals_end = decimals_end(text, groups, language)?;
        let places = u32::try_from((decimals_end - groups.end).saturating_sub(1)).ok()?;
        (decimals_end, mantissa(text, decimals_end)?, places)
    };
    let (end, mantissa, places) = digits;
    is_boundary(text, end).then_some((end, Digits { mantissa, places }))
}

/// Where the groups of digits stand: "1 234 567" has two separators after the first group.
#[derive(Clone, Copy)]
struct Groups {
    first_end: usize,
    end: usize,
    n_separators: usize,
    separator: Option<char>,
}

impl Groups {
    fn read(text: &str) -> Self {
        let first_end = digits_end(text, 0);
        let mut groups = Self { first_end, end: first_end, n_separators: 0, separator: None };
        let can_group = first_end <= 3 && !text.starts_with('0');
        while can_group
            && groups.n_separators < SEPARATORS_MAX
            && let Some(separator) = char_at(text, groups.end)
        {
            let start = groups.end + separator.len_utf8();
            let is_separator = is_space(separator) || matches!(separator, '\'' | '’' | ',' | '.');
            let is_other = groups.separator.is_some_and(|known| known != separator);
            if !is_separator || is_other || digits_end(text, start) != start + 3 {
                break;
            }
            groups = Self {
                end: start + 3,
                n_separators: groups.n_separators + 1,
                separator: Some(separator),
                ..groups
            };
        }
        groups
    }

    /// Says whether the one separator is a decimal sign; `None` if nobody can tell.
    fn is_decimal(self, text: &str, language: Language, has_scale: bool) -> Option<bool> {
        let (1, Some(separator @ (',' | '.'))) = (self.n_separators, self.separator) else {
            return Some(false);
        };
        match (language, separator) {
            (Language::English, ',') => Some(false),
            (Language::French, '.') if !has_scale => Some(false),
            (Language::French, ',') | (Language::English, '.') if has_scale => Some(true),
            // No decimal ends in 0, so "6,500" has a group, in French too.
            (Language::French, ',') if text.get(..self.end).is_some_and(|number| number.ends_with('0')) => {
                Some(false)
            }
            (Language::French | Language::English | Language::Other, _) => None,
        }
    }
}

/// Returns where the decimals end: at the end of the groups if there are none; `None` if they cannot be read.
fn decimals_end(text: &str, groups: Groups, language: Language) -> Option<usize> {
    let Some(sign @ (',' | '.')) = char_at(text, groups.end) else { return Some(groups.end) };
    let end = digits_end(text, groups.end + 1);
    let n_places = end - groups.end - 1;
    if n_places == 0 {
        return Some(groups.end);
    }
    let is_legal = match (language, sign) {
        (Language::English, ',') => false,
        (Language::French | Language::English | Language::Other, _) => groups.separator != Some(sign),
    };
    (is_legal && n_places <= PLACES_MAX).then_some(end)
}

fn mantissa(text: &str, end: usize) -> Option<u64> {
    let digits = text.get(..end)?.chars().filter_map(|character| character.to_digit(10));
    let mut sum = 0_u64;
    for digit in digits {
        sum = sum.checked_mul(10)?.checked_add(u64::from(digit))?;
    }
    Some(sum)
}

fn is_boundary(text: &str, end: usize) -> bool {
    let Some(next) = char_at(text, end) else { return true };
    let goes_on = matches!(next, ',' | '.' | '\'' | '’')
        && char_at(text, end + next.len_utf8()).is_some_and(|after| after.is_ascii_digit());
    !next.is_alphanumeric() && next != '_' && !goes_on
}

fn char_at(text: &str, at: usize) -> Option<char> {
    text.get(at..)?.chars().next()
}

fn digits_end(text: &str, start: usize) -> usize {
    let rest = text.get(start..).unwrap_or("");
    start + rest.bytes().take_while(u8::is_ascii_digit).count()
}
