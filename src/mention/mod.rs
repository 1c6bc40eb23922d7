//! What can be found in a text: dates, clock times, lengths of time, counts, names, and the cues of speech, denial and reserve.
//!
//! Everything is found in one pass, without looking at any gold; spans are bytes, on character boundaries.

use std::ops::Range;

pub mod token;
pub mod calendar_words;
pub mod language;
pub mod date;
pub mod clock;
pub mod zones;
pub mod count;
pub mod noun;
pub mod counted;
pub mod duration;
pub mod moment;
pub mod name;
pub mod cue;
pub mod survey;
pub mod clause;

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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    use crate::mention::token::Tokens;
    use crate::schema::entities::Entities;
    use crate::value::Language;
    use crate::value::date::Date;

    fn check<T>(text: &str, mentions: &[Mention<T>]) {
        let mut free = 0;
        for Mention { span, .. } in mentions {
            assert!(text.get(span.clone()).is_some_and(|words| !words.is_empty()), "{span:?}");
            assert!(span.start >= free, "{span:?} overlaps what stands before");
            free = span.end;
        }
    }

    proptest! {
        #[test]
        fn spans_ascend_on_character_boundaries(text in "(\\PC|[0-9]{1,4}|[-/.:’ \u{301}é🌊]| mai | à |h| mardi |de |entre |et |une dizaine |2020|a dit ){0,40}") {
            let entities = "karat_entities: 1\nentities: {mai: {}, a-dit: {names: {fr: [a dit, É]}}}";
            let entities = Entities::decode("e", entities).0.unwrap();
            let published = Date::parse("2022-09-13").unwrap();
            check(&text, &name::names(&text, &entities));
            prop_assert!(Tokens::new(&text).len() <= text.len());
            for language in [Language::French, Language::English, Language::Other] {
                check(&text, &date::dates(&text, language, Some(&published)));
                check(&text, &clock::clock_times(&text, language));
                check(&text, &count::counts(&text, language));
                check(&text, &duration::durations(&text, language));
                check(&text, &moment::moments(&text, language, Some(&published)));
                check(&text, &counted::counted(&Tokens::new(&text), language, &[]));
                check(&text, &cue::cues(&text, language));
            }
        }
    }
}
