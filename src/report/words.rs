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

/// Returns a sum of thousandths in facts, with two decimals, rounded half up; never `0.00` for more than nothing.
#[must_use]
pub fn facts_lost(points: u64) -> String {
    let hundredths = ((points + 5) / 10).max(u64::from(points > 0));
    format!("{}.{:02}", grouped(hundredths / 100), hundredths % 100)
}

/// Returns a cost with four decimals, to the nearest, and never as nothing if something was paid: `0.0123 USD`.
#[must_use]
pub fn cost(micros: u64, currency: &str) -> String {
    let parts = (micros.saturating_add(50) / 100).max(u64::from(micros > 0));
    let amount = format!("{}.{:04}", grouped(parts / 10_000), parts % 10_000);
    if currency.is_empty() { amount } else { format!("{amount} {}", printable(currency)) }
}

/// Returns a text as one word of a POSIX shell: quoted where it has to be.
#[must_use]
pub fn shell_word(text: &str) -> String {
    let is_plain = |character: char| character.is_alphanumeric() || "_-./+:=@%,".contains(character);
    if !text.is_empty() && !text.starts_with('-') && text.chars().all(is_plain) {
        return text.to_owned();
    }
    let quoted = format!("'{}'", text.replace('\'', "'\\''"));
    // A word that starts with a dash would be taken for an option.
    if text.starts_with('-') { format!("-- {quoted}") } else { quoted }
}

/// Returns at most so many characters of a text, the last of them `…` where something is left out.
#[must_use]
pub fn shortened(text: &str, n_max: usize) -> String {
    match text.char_indices().nth(n_max) {
        Some(_) => text.chars().take(n_max.saturating_sub(1)).chain(['…']).collect(),
        None => text.to_owned(),
    }
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
    fn a_word_of_the_shell_is_quoted_where_it_has_to_be() {
        check(&shell_word("002_a/+1"), "002_a/+1");
        check(&shell_word("match été/l'un"), "'match été/l'\\''un'");
        check(&shell_word("-x/y"), "-- '-x/y'");
    }

    #[test]
    fn a_long_text_is_cut_and_says_so() {
        check(&shortened("déclaré", 7), "déclaré");
        check(&shortened("déclarées", 7), "déclar…");
    }

    #[test]
    fn a_small_cost_is_not_shown_as_none() {
        check(&cost(12_345_678, "USD"), "12.3457 USD");
        check(&cost(5_040, "USD"), "0.0050 USD");
        check(&cost(1, ""), "0.0001");
        check(&cost(0, "EUR"), "0.0000 EUR");
    }

    #[test]
    fn a_small_loss_is_not_shown_as_none() {
        check(&facts_lost(1), "0.01");
        check(&facts_lost(0), "0.00");
        check(&facts_lost(1_250), "1.25");
    }
}
