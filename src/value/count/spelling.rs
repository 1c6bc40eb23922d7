//! The strict spelling of counts in gold files, and what is wrong with a spelling that is not.

use crate::value::ValueError;
use crate::value::count::{Count, Qualifier};
use crate::value::numeral::{Amount, Class, is_space};

/// Reads the spelling of gold files.
pub(super) fn parse(text: &str) -> Result<Count, ValueError> {
    if text.starts_with('{') {
        return estimate(text);
    }
    if let Some(class) = Class::from_word(text) {
        return Ok(Count::class(class));
    }
    if let Some((low, high)) = text.split_once("..") {
        return range(text, low, high);
    }
    let (qualifier, number) = Qualifier::split(text);
    Amount::parse(number).map(|amount| Count::point(qualifier, amount)).ok_or_else(|| wrong(text))
}

/// Returns the error that says what this is not.
pub(super) fn not_a_count(text: &str) -> ValueError {
    ValueError {
        rule: "F1",
        span: 0..text.len(),
        message: format!("\"{text}\" is not a count"),
        help: Some("write a number such as 6500, at least 6500, about 6500, 5..7 or dozens".to_owned()),
    }
}

/// Returns the keys and values of a flow map or a JSON object, without quotes; `None` if it is neither.
pub(super) fn entries(text: &str) -> Option<impl Iterator<Item = Option<(&str, &str)>>> {
    let inner = text.strip_prefix('{')?.strip_suffix('}')?;
    Some(inner.split(',').map(|entry| {
        let (key, value) = entry.split_once(':')?;
        Some((unquoted(key), unquoted(value)))
    }))
}

fn unquoted(part: &str) -> &str {
    let trimmed = part.trim();
    trimmed.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(trimmed)
}

fn range(text: &str, low: &str, high: &str) -> Result<Count, ValueError> {
    let (Some(low), Some(high)) = (Amount::parse(low), Amount::parse(high)) else { return Err(wrong(text)) };
    Count::range(low, high).ok_or_else(|| ValueError {
        rule: "V5",
        span: 0..text.len(),
        message: format!("the range {text} ends before it starts"),
        help: Some(format!("write {high}..{low}")),
    })
}

fn estimate(text: &str) -> Result<Count, ValueError> {
    let mut parts = [None; 3];
    for entry in entries(text).ok_or_else(|| wrong(text))? {
        let (key, value) = entry.ok_or_else(|| wrong(text))?;
        let index =
            ["best", "low", "high"].iter().position(|name| *name == key).ok_or_else(|| wrong(text))?;
        let amount = Amount::parse(value).ok_or_else(|| wrong(text))?;
        if parts[index].replace(amount).is_some() {
            return Err(wrong(text));
        }
    }
    let [Some(best), Some(low), Some(high)] = parts else { return Err(wrong(text)) };
    Count::estimate(best, low, high).ok_or_else(|| ValueError {
        rule: "V5",
        span: 0..text.len(),
        message: format!("the best number {best} is not between {low} and {high}"),
        help: Some("write low, best and high in rising order".to_owned()),
    })
}

/// Tells a number with separators from something that is no count.
fn wrong(text: &str) -> ValueError {
    let joined = without_separators(text);
    let Ok(count) = (if joined == text { Err(()) } else { parse(&joined).map_err(|_| ()) }) else {
        return not_a_count(text);
    };
    let has_space = text.chars().filter(|character| is_space(*character)).count()
        > joined.chars().filter(|character| is_space(*character)).count();
    let what = if has_space { "spaces" } else { "separators" };
    ValueError {
        rule: "V7",
        span: 0..text.len(),
        message: format!("\"{text}\": write the number without {what}"),
        help: Some(format!("write {count}")),
    }
}

/// Returns the text without the separators that stand between a digit and a group of exactly three digits.
fn without_separators(text: &str) -> String {
    let mut joined = String::with_capacity(text.len());
    let mut is_after_digit = false;
    for (index, character) in text.char_indices() {
        let rest = text.get(index + character.len_utf8()..).unwrap_or("");
        let is_separator = is_space(character) || matches!(character, ',' | '.' | '\'' | '’' | '_');
        let n_digits = rest.bytes().take(4).take_while(u8::is_ascii_digit).count();
        if !(is_separator && is_after_digit && n_digits == 3) {
            joined.push(character);
        }
        is_after_digit = character.is_ascii_digit();
    }
    joined
}
