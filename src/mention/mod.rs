//! What can be found in a text: dates, clock times, counts, names, and the cues of speech, denial and reserve.
//!
//! Everything is found in one pass, without looking at any gold; spans are bytes, on character boundaries.

use std::ops::Range;

pub mod token;
mod calendar_words;
pub mod date;
pub mod clock;
mod zones;
pub mod count;
pub mod name;
pub mod cue;

/// Something found in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention<T> {
    /// Where it stands, in bytes of the text.
    pub span: Range<usize>,
    /// What it says.
    pub value: T,
}

impl<T> Mention<T> {
    /// Returns the same place with what it says turned into something else.
    pub fn map<U>(self, map: impl FnOnce(T) -> U) -> Mention<U> {
        Mention { span: self.span, value: map(self.value) }
    }
}

/// Writes mentions as `[words] value`, for tests.
#[cfg(test)]
pub(crate) fn show<T>(text: &str, mentions: &[Mention<T>], value: impl Fn(&T) -> String) -> Vec<String> {
    let show = |mention: &Mention<T>| {
        let words = text.get(mention.span.clone()).expect("spans are on character boundaries");
        format!("[{words}] {}", value(&mention.value))
    };
    mentions.iter().map(show).collect()
}
