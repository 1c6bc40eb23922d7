//! The words and numbers that all renderers share.

use crate::credit::Credit;

/// Returns `1 fact`, `2 facts`, `1,204 facts`.
#[must_use]
pub fn counted(n: u64, one: &str, many: &str) -> String {
    let noun = if n == 1 { one } else { many };
    format!("{} {noun}", grouped(n))
}

/// Returns a number with commas between groups of three.
#[must_use]
pub fn grouped(n: u64) -> String {
    let digits = n.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// Returns a figure with three decimals; `–` where it is absent.
#[must_use]
pub fn figure(thousandths: Option<u16>) -> String {
    thousandths.map_or_else(|| "–".to_owned(), decimal)
}

/// Returns a credit with three decimals; `–` where it is absent.
#[must_use]
pub fn credit(credit: Option<Credit>) -> String {
    figure(credit.map(Credit::thousandths))
}

/// Returns thousandths with three decimals.
#[must_use]
pub fn decimal(thousandths: u16) -> String {
    format!("{}.{:03}", thousandths / 1000, thousandths % 1000)
}

/// Returns a sum of thousandths in facts, with one decimal, rounded half up; never `0.0` for more than nothing.
#[must_use]
pub fn facts_lost(points: u64) -> String {
    let tenths = ((points + 50) / 100).max(u64::from(points > 0));
    format!("{}.{}", grouped(tenths / 10), tenths % 10)
}

/// Makes foreign text safe to print: control characters, line separators and bidirectional marks become visible.
///
/// Terminal escapes cannot act, a line stays a line, and text cannot show in another order than it stands.
#[must_use]
pub fn printable(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\n' => safe.push_str("\\n"),
            '\t' => safe.push_str("\\t"),
            '\r' => safe.push_str("\\r"),
            '\u{2028}' | '\u{2029}' | '\u{feff}' => escape(&mut safe, character),
            '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' => {
                escape(&mut safe, character);
            }
            other if other.is_control() => escape(&mut safe, other),
            other => safe.push(other),
        }
    }
    safe
}

fn escape(safe: &mut String, character: char) {
    safe.extend(character.escape_unicode());
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(shown: &str, expected: &str) {
        assert_eq!(shown, expected);
    }

    #[test]
    fn one_is_singular_and_thousands_have_commas() {
        check(&counted(1, "fact", "facts"), "1 fact");
        check(&counted(0, "fact", "facts"), "0 facts");
        check(&counted(1_234_567, "fact", "facts"), "1,234,567 facts");
    }

    #[test]
    fn an_escape_code_is_shown_and_does_not_act() {
        check(&printable("a\u{1b}[31mb\n\u{202e}c"), "a\\u{1b}[31mb\\n\\u{202e}c");
    }

    #[test]
    fn a_small_loss_is_not_shown_as_none() {
        check(&facts_lost(1), "0.1");
        check(&facts_lost(0), "0.0");
        check(&facts_lost(1_250), "1.3");
    }
}
