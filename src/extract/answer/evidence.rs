//! Decodes evidence: quotes, and places counted in bytes, characters or UTF-16 units.

use std::ops::Range;

use serde_json::{Map, Value as Json, json};

use crate::extract::answer::fact::fold_word;
use crate::extract::answer::offsets::Offsets;
use crate::extract::answer::reading::{Step, Wrong};
use crate::extract::answer::{Decoder, as_written};
use crate::fact::Evidence;
use crate::project::OffsetUnit;
use crate::text::fold::fold_quote;
use crate::text::quote::Quote;

/// The units of offsets, with the words that extractors use for them; the first is ours.
const UNITS: [(OffsetUnit, &[&str]); 3] = [
    (OffsetUnit::Char, &["char", "chars", "character", "characters", "codepoint", "codepoints"]),
    (OffsetUnit::Utf16, &["utf16", "utf 16"]),
    (OffsetUnit::Byte, &["byte", "bytes", "utf8", "utf 8"]),
];

/// Returns the word for a unit in answers.
pub(in crate::extract) const fn unit_word(unit: OffsetUnit) -> &'static str {
    match unit {
        OffsetUnit::Byte => "byte",
        OffsetUnit::Char => "char",
        OffsetUnit::Utf16 => "utf16",
    }
}

impl Decoder<'_> {
    /// Decodes one passage or a list of them; what cannot be used is left out with a remark.
    pub(super) fn evidence(&mut self, node: &Json, passages: &mut Vec<Evidence>) {
        match node {
            Json::Null => {}
            Json::Array(nodes) => {
                for (index, node) in nodes.iter().enumerate() {
                    self.inside(Step::Element(index), |decoder| decoder.passage(node, passages));
                }
            }
            Json::Bool(_) | Json::Number(_) | Json::String(_) | Json::Object(_) => {
                self.passage(node, passages);
            }
        }
    }

    fn passage(&mut self, node: &Json, passages: &mut Vec<Evidence>) {
        let decoded = match node {
            Json::String(text) => quote(text).map(Evidence::Quote),
            Json::Object(fields) => match fields.get("quote") {
                Some(Json::String(text)) => quote(text).map(|quote| self.narrowed(quote, fields)),
                Some(_) => Err("the field \"quote\" is not a text".into()),
                None => self.place_in_text(node, fields),
            },
            Json::Null | Json::Bool(_) | Json::Number(_) | Json::Array(_) => {
                Err(format!("expected a quote, found {node}").into())
            }
        };
        match decoded {
            Ok(passage) => {
                self.note_passage(node, &passage);
                passages.push(passage);
            }
            Err(wrong) => self.was_wrong_in("evidence", node, wrong),
        }
    }

    fn narrowed(&mut self, mut quote: Quote, fields: &Map<String, Json>) -> Evidence {
        let text = |name: &str| fields.get(name).and_then(Json::as_str).map(str::to_owned);
        (quote.before, quote.after) = (text("before"), text("after"));
        if let Some(node) = fields.get("occurrence").filter(|node| !node.is_null()) {
            let occurrence = node.as_u64().and_then(|number| usize::try_from(number).ok());
            quote.occurrence = occurrence.filter(|occurrence| *occurrence > 0);
            if quote.occurrence.is_none() {
                let remark = format!("evidence: occurrence {node} is not a whole number from 1 up");
                self.inside(Step::Field("occurrence"), |decoder| {
                    decoder.was_left_out(node, remark, "count from 1, or leave it out");
                });
            }
        }
        Evidence::Quote(quote)
    }

    /// Decodes `{"start":…,"end":…,"unit":…,"text":…}`; a text alone is a quote.
    fn place_in_text(&mut self, node: &Json, fields: &Map<String, Json>) -> Result<Evidence, Wrong> {
        let number = |name: &str| {
            let number = fields.get(name).and_then(Json::as_u64);
            number.and_then(|number| usize::try_from(number).ok())
        };
        let text = fields.get("text").and_then(Json::as_str).filter(|text| !text.trim().is_empty());
        let (Some(start), Some(end)) = (number("start"), number("end")) else {
            let is_quote = !fields.contains_key("start") && !fields.contains_key("end");
            return match text.filter(|_| is_quote) {
                Some(text) => {
                    self.was_forgiven(node, &text, "a text where a quote stands");
                    quote(text).map(Evidence::Quote)
                }
                None => Err("expected a quote, or start and end".into()),
            };
        };
        let Some(unit) = self.unit_of(fields)? else {
            return self.unit_by_text(node, start..end, text);
        };
        let Some(place) = self.in_bytes(unit, &(start..end)) else {
            let wrong = Wrong::from(format!("{start} to {end} is no place in the article"));
            let help = text.and_then(|text| self.other_unit(unit, &(start..end), text));
            return Err(wrong.help(help));
        };
        if let Some(text) = text
            && !self.stands_at(&place, text)
        {
            self.text_differs(node, (unit, start..end), (&place, text));
        }
        Ok(Evidence::Place { start: place.start, end: place.end })
    }

    /// Returns the unit that a passage names, or the one that holds for the whole answer.
    fn unit_of(&mut self, fields: &Map<String, Json>) -> Result<Option<OffsetUnit>, Wrong> {
        let Some(node) = fields.get("unit").filter(|node| !node.is_null()) else { return Ok(self.unit) };
        let written = as_written(node);
        let folded = fold_word(&written);
        let known = UNITS.iter().find(|(_, words)| words.contains(&folded.as_str()));
        let Some((unit, _)) = known else {
            let words = "start and end need a unit: byte, char or utf16";
            return Err(words.into());
        };
        let word = unit_word(*unit);
        if written != word {
            let why = "a unit in another spelling";
            self.inside(Step::Field("unit"), |decoder| decoder.was_forgiven(node, &word, why));
        }
        Ok(Some(*unit))
    }

    /// Finds the unit in which a place holds the text that the answer gives for it.
    fn unit_by_text(
        &mut self,
        node: &Json,
        range: Range<usize>,
        text: Option<&str>,
    ) -> Result<Evidence, Wrong> {
        let found = text.and_then(|text| {
            UNITS.iter().find_map(|(unit, _)| {
                let place = self.in_bytes(*unit, &range)?;
                self.stands_at(&place, text).then_some((*unit, place))
            })
        });
        let Some((unit, place)) = found else {
            let wrong = Wrong::from("start and end need a unit: byte, char or utf16");
            let help = "add \"unit\" to each place, or say offsets: char for the extractor in karat.yaml";
            return Err(wrong.help(help.to_owned()));
        };
        let counted = json!({"start": range.start, "end": range.end, "unit": unit_word(unit)});
        self.was_forgiven(node, &counted, "a place without a unit, told from its text");
        Ok(Evidence::Place { start: place.start, end: place.end })
    }

    /// Remarks that another text stands at a place than the answer says; the place counts.
    fn text_differs(
        &mut self,
        node: &Json,
        (unit, range): (OffsetUnit, Range<usize>),
        (place, text): (&Range<usize>, &str),
    ) {
        let found = self.request.text.as_str().get(place.clone()).unwrap_or_default().to_owned();
        let message = format!("{} to {} is {found:?} in the article, not {text:?}", range.start, range.end);
        let help = self.other_unit(unit, &range, text);
        let help = help.unwrap_or_else(|| "check what start and end count, and from which text".to_owned());
        self.was_wrong_in("evidence", node, Wrong::from(message).help(help));
    }

    /// Says in which other unit a place holds the text.
    fn other_unit(&mut self, unit: OffsetUnit, range: &Range<usize>, text: &str) -> Option<String> {
        for (other, _) in UNITS.iter().filter(|(other, _)| *other != unit) {
            if let Some(place) = self.in_bytes(*other, range)
                && self.stands_at(&place, text)
            {
                return Some(format!("the text stands there if start and end count: {}", unit_word(*other)));
            }
        }
        None
    }

    /// Returns the bytes of a place that is not empty.
    fn in_bytes(&mut self, unit: OffsetUnit, range: &Range<usize>) -> Option<Range<usize>> {
        let text = self.request.text.as_str();
        let (start, end) = match unit {
            OffsetUnit::Byte => (range.start, range.end),
            OffsetUnit::Char => {
                let marks = self.offsets.get_or_insert_with(|| Offsets::new(text));
                (marks.of_character(text, range.start)?, marks.of_character(text, range.end)?)
            }
            OffsetUnit::Utf16 => {
                let marks = self.offsets.get_or_insert_with(|| Offsets::new(text));
                (marks.of_utf16(text, range.start)?, marks.of_utf16(text, range.end)?)
            }
        };
        text.get(start..end).is_some_and(|passage| !passage.is_empty()).then_some(start..end)
    }

    /// Says whether a text stands at a place; quote marks, dashes and spaces need not be the same.
    fn stands_at(&self, place: &Range<usize>, text: &str) -> bool {
        let found = self.request.text.as_str().get(place.clone());
        found.is_some_and(|found| found == text || fold_quote(found) == fold_quote(text))
    }
}

fn quote(text: &str) -> Result<Quote, Wrong> {
    if text.trim().is_empty() { Err("an empty quote".into()) } else { Ok(Quote::new(text)) }
}
