//! Tells whether the evidence of a fact stands in the article, where somebody asks.

use serde_json::Value as Json;

use crate::extract::answer::Decoder;
use crate::extract::answer::reading::{Level, Reading, Wrong};
use crate::fact::{Evidence, Fact, TypeRef};
use crate::schema::EvidenceRule;
use crate::text::closest::closest;
use crate::text::quote::{Located, Quote, locate};

impl Decoder<'_> {
    /// Notes what a passage of evidence is, and whether it stands in the article.
    pub(super) fn note_passage(&mut self, node: &Json, passage: &Evidence) {
        if self.trace.is_none() {
            return;
        }
        let (told, is_found) = match passage {
            Evidence::Place { start, end } => {
                let text = self.request.text.as_str().get(*start..*end).unwrap_or_default();
                ((Some(text.to_owned()), String::new(), None), true)
            }
            Evidence::Quote(quote) => {
                let located = locate(self.request.text, quote);
                let is_found = !located.spans.is_empty();
                let text = is_found.then(|| quote.text.clone());
                let (message, help) =
                    if is_found { (String::new(), None) } else { self.lost(quote, &located) };
                ((text, message, help), is_found)
            }
        };
        let level = if is_found { Level::Read } else { Level::Wrong };
        self.note(node, level, || told);
        if let Some(trace) = &mut self.trace {
            trace.quotes.push((trace.readings.len() - 1, is_found));
        }
    }

    /// Says why a quote is not found, and what to quote instead.
    fn lost(&self, quote: &Quote, located: &Located) -> (String, Option<String>) {
        if located.n_all > 0 {
            let message = format!("stands {} in the article, but not as narrowed", times(located.n_all));
            let help = match located.n_beside {
                0 => "before and after must be words next to the quote".to_owned(),
                n_beside => format!("occurrence may be 1 to {n_beside}"),
            };
            return (message, Some(help));
        }
        let article = self.request.text;
        let found = closest(article, &quote.text);
        let found = found.and_then(|found| article.as_str().get(found.span));
        let help = match found {
            Some(text) => format!("the closest text is {text:?}"),
            None => "quote the article word for word: nothing like it stands there".to_owned(),
        };
        ("does not stand in the article".to_owned(), Some(help))
    }

    /// Settles what lost quotes cost: all of a fact that has to be quoted and is not, else nothing.
    pub(super) fn judge_quotes(&mut self, node: &Json, fact: &Fact) {
        let Some(trace) = &mut self.trace else { return };
        let quotes = std::mem::take(&mut trace.quotes);
        let types = &self.request.schema.types;
        let TypeRef::Known(index) = fact.fact_type else {
            return settle(&mut trace.readings, &quotes, Level::Lenient);
        };
        let rule = types.get(index).map_or(EvidenceRule::Report, |fact_type| fact_type.evidence);
        let is_grounded = quotes.iter().any(|(_, is_found)| *is_found);
        match rule {
            EvidenceRule::Required if is_grounded => settle(&mut trace.readings, &quotes, Level::Lenient),
            EvidenceRule::Required if fact.evidence.is_empty() => {
                let name = types.get(index).map_or("", |fact_type| &fact_type.name);
                let message = format!("no evidence that can be used: {name} earns nothing without");
                let wrong = Wrong::from(message).help("quote the article under \"evidence\"".to_owned());
                self.note_wrong(node, wrong);
            }
            EvidenceRule::Required => {}
            EvidenceRule::Report => settle(&mut trace.readings, &quotes, Level::Lenient),
            EvidenceRule::Off => settle(&mut trace.readings, &quotes, Level::Read),
        }
    }
}

/// Gives the lost quotes a level.
fn settle(readings: &mut [Reading], quotes: &[(usize, bool)], level: Level) {
    for (index, _) in quotes.iter().filter(|(_, is_found)| !is_found) {
        if let Some(reading) = readings.get_mut(*index) {
            reading.level = level;
        }
    }
}

fn times(number: usize) -> String {
    match number {
        1 => "once".to_owned(),
        2 => "twice".to_owned(),
        more => format!("{more} times"),
    }
}
