//! Makes of what a person accepts the changes of the gold file that write it down.

use std::ops::Range;

use crate::corpus::{Basis, Entry};
use crate::fact::{Evidence, Fact};
use crate::gold::edit::{GoldEdit, NewLabel, Position};
use crate::gold::print;
use crate::schema::FactType;
use crate::suggest::Candidate;
use crate::suggest::facts::FactSuggestion;
use crate::text::quote::{Quote, find_quote, locate};
use crate::value::Slot;
use crate::yaml::data::Data;

/// A suggestion as a label.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Accepted {
    /// The change of the gold file.
    pub edit: GoldEdit,
    /// What of the suggestion is no part of the label, for people: slots that cannot be read, quotes that are not found.
    pub left_out: Vec<String>,
}

/// Returns the change that adds a suggestion as a draft fact with `by:`; its id is the suggestion's key.
///
/// The evidence is what the extractors quote, as far as it stands in the article.
///
/// # Errors
/// Says why it cannot be a label: nothing that it quotes stands in the article, or a required slot is not filled.
///
/// # Panics
/// If its type is not in the schema: only facts of known types are suggested.
pub fn accepted(basis: Basis<'_>, entry: &Entry, suggestion: &FactSuggestion) -> Result<Accepted, String> {
    let fact_type = suggestion.fact.fact_type.index().and_then(|index| basis.schema.types.get(index));
    let fact_type = fact_type.expect("only facts of known types are suggested");
    let mut left_out = Vec::new();
    let evidence = found_evidence(entry, &suggestion.fact, &mut left_out);
    if evidence.is_empty() {
        return Err(match suggestion.fact.evidence.as_slice() {
            [] => "it quotes nothing".to_owned(),
            [_] => "its quote does not stand in the article".to_owned(),
            [_, ..] => "none of its quotes stands in the article".to_owned(),
        });
    }
    let fact = readable(&suggestion.fact, fact_type, &mut left_out);
    let fact = Fact { evidence, unknown_slots: Vec::new(), ..fact };
    check_filled(&fact, fact_type)?;
    let mut fields = print::fact(&fact, fact_type);
    fields.push(("by".to_owned(), Data::text(suggestion.by.join(", "))));
    fields.push(("draft".to_owned(), Data::text("true")));
    let label = NewLabel { id: suggestion.key.clone(), fields };
    let first = suggestion.passages.first().map_or(usize::MAX, |span| span.start);
    Ok(Accepted { edit: GoldEdit::InsertFact(label, position(entry, first)), left_out })
}

/// Returns the quotations that stand in the article; offsets become words.
fn found_evidence(entry: &Entry, fact: &Fact, left_out: &mut Vec<String>) -> Vec<Evidence> {
    let article = entry.article.text();
    let mut found: Vec<Evidence> = Vec::new();
    for evidence in &fact.evidence {
        let quote = match evidence {
            Evidence::Quote(quote) if locate(article, quote).spans.is_empty() => {
                left_out.push(format!("the quote \"{}\", which is not found", quote.text));
                None
            }
            Evidence::Quote(quote) => Some(quote.clone()),
            Evidence::Place { start, end } => quote_of(entry, &(*start..*end)),
        };
        found.extend(quote.map(Evidence::Quote).filter(|quote| !found.contains(quote)));
    }
    found
}

/// Returns the words of a place as a quotation that means this place alone; `None` for a place without words.
fn quote_of(entry: &Entry, place: &Range<usize>) -> Option<Quote> {
    let article = entry.article.text();
    let text = article.as_str().get(place.clone()).map(str::trim).filter(|text| !text.is_empty())?;
    let spans = find_quote(article, text).spans;
    let nth = spans.iter().position(|span| place.start <= span.start && span.end <= place.end);
    let occurrence = nth.filter(|_| spans.len() > 1).map(|nth| nth + 1);
    Some(Quote { occurrence, ..Quote::new(text) })
}

/// Returns the fact without the slots that nobody could read.
fn readable(fact: &Fact, fact_type: &FactType, left_out: &mut Vec<String>) -> Fact {
    let mut fact = fact.clone();
    for (slot, spec) in fact.slots.iter_mut().zip(&fact_type.slots) {
        if let Some(Slot::Unreadable(text)) = slot {
            left_out.push(format!("{}: \"{text}\", which cannot be read", spec.name));
            *slot = None;
        }
    }
    let unknown = fact.unknown_slots.iter();
    left_out.extend(
        unknown.map(|(name, value)| format!("{name}: \"{value}\", which {} does not have", fact_type.name)),
    );
    fact
}

fn check_filled(fact: &Fact, fact_type: &FactType) -> Result<(), String> {
    if fact.slots.iter().all(Option::is_none) {
        return Err("no slot of it can be read".to_owned());
    }
    let mut slots = fact.slots.iter().zip(&fact_type.slots);
    match slots.find(|(slot, spec)| spec.is_required && slot.is_none()) {
        Some((_, spec)) => Err(format!("{} requires {}, which it does not fill", fact_type.name, spec.name)),
        None => Ok(()),
    }
}

/// Returns the place before the first fact that is quoted later in the article.
fn position(entry: &Entry, first: usize) -> Position {
    let start = |fact: &Fact| {
        let quotes = fact.evidence.iter().filter_map(|evidence| match evidence {
            Evidence::Quote(quote) => {
                locate(entry.article.text(), quote).spans.first().map(|span| span.start)
            }
            Evidence::Place { start, .. } => Some(*start),
        });
        quotes.min()
    };
    let later = entry.gold.facts.iter().find(|fact| start(&fact.fact).is_some_and(|start| start > first));
    later.map_or(Position::Last, |fact| Position::Before(fact.id.to_string()))
}

/// Returns the changes that list a passage under `ignore:`: one quotation where it means these places alone, else one
/// for each place.
#[must_use]
pub fn ignored(entry: &Entry, candidate: &Candidate, reason: &str) -> Vec<GoldEdit> {
    let quotes = candidate.places.iter().filter_map(|place| quote_of(entry, place));
    let mut quotes: Vec<Quote> = quotes.collect();
    quotes.dedup();
    let ignore = |quote: &Quote| GoldEdit::Ignore { quote: print::quote(quote), reason: reason.to_owned() };
    quotes.iter().map(ignore).collect()
}
