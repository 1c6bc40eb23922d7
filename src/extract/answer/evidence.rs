//! Decodes evidence: quotes, and places counted in bytes, characters or UTF-16 units.

use serde_json::{Map, Value as Json};

use crate::extract::answer::Decoder;
use crate::extract::answer::offsets::Offsets;
use crate::fact::Evidence;
use crate::text::quote::Quote;

impl Decoder<'_> {
    /// Decodes one passage or a list of them; what cannot be used is left out with a remark.
    pub(super) fn evidence(&mut self, node: &Json, passages: &mut Vec<Evidence>) {
        match node {
            Json::Null => {}
            Json::Array(nodes) => nodes.iter().for_each(|node| self.passage(node, passages)),
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
                Some(_) => Err("the field \"quote\" is not a text".to_owned()),
                None => self.place_in_text(fields),
            },
            Json::Null | Json::Bool(_) | Json::Number(_) | Json::Array(_) => {
                Err(format!("expected a quote, found {node}"))
            }
        };
        match decoded {
            Ok(passage) => passages.push(passage),
            Err(reason) => self.remark(format!("evidence: {reason}")),
        }
    }

    fn narrowed(&mut self, mut quote: Quote, fields: &Map<String, Json>) -> Evidence {
        let text = |name: &str| fields.get(name).and_then(Json::as_str).map(str::to_owned);
        (quote.before, quote.after) = (text("before"), text("after"));
        if let Some(node) = fields.get("occurrence").filter(|node| !node.is_null()) {
            let occurrence = node.as_u64().and_then(|number| usize::try_from(number).ok());
            quote.occurrence = occurrence.filter(|occurrence| *occurrence > 0);
            if quote.occurrence.is_none() {
                self.remark(format!("evidence: occurrence {node} is not a whole number from 1 up"));
            }
        }
        Evidence::Quote(quote)
    }

    fn place_in_text(&mut self, fields: &Map<String, Json>) -> Result<Evidence, String> {
        let number = |name: &str| {
            let number = fields.get(name).and_then(Json::as_u64);
            number.and_then(|number| usize::try_from(number).ok())
        };
        let (Some(start), Some(end)) = (number("start"), number("end")) else {
            return Err("expected a quote, or start and end".to_owned());
        };
        let text = self.request.text.as_str();
        let unit = fields.get("unit").and_then(Json::as_str);
        let bytes = match unit {
            Some("byte") => Some((start, end)),
            Some("char" | "utf16") => {
                let offsets = self.offsets.get_or_insert_with(|| Offsets::new(text));
                let byte = |place: usize| match unit {
                    Some("char") => offsets.of_character(text, place),
                    Some(_) | None => offsets.of_utf16(text, place),
                };
                byte(start).zip(byte(end))
            }
            Some(_) | None => {
                return Err("start and end need a unit: byte, char or utf16".to_owned());
            }
        };
        match bytes {
            Some((start, end)) if text.get(start..end).is_some_and(|passage| !passage.is_empty()) => {
                Ok(Evidence::Place { start, end })
            }
            Some(_) | None => Err(format!("{start} to {end} is no place in the article")),
        }
    }
}

fn quote(text: &str) -> Result<Quote, String> {
    if text.trim().is_empty() { Err("an empty quote".to_owned()) } else { Ok(Quote::new(text)) }
}
