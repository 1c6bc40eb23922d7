//! Makes a label of what a person types on one line, in a template, or in a table.

use std::collections::BTreeSet;

use crate::article::Article;
use crate::corpus::Basis;
use crate::fact::{Evidence, Fact};
use crate::gold::Gold;
use crate::gold::edit::{GoldEdit, NewLabel, Position};
use crate::gold::print;
use crate::text::quote::{Quote, locate};
use crate::yaml::data::Data;

pub mod apply;
pub mod blame;
mod day;
pub mod draft;
pub mod file;
mod id;
mod marks;
mod passage;
mod read;
mod reader;
mod slot;
pub mod table;
pub mod template;
#[cfg(test)]
mod tests;
mod value;
mod voice;
pub mod written;

pub use read::read;

/// What a draft is read against.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// The types and the entities.
    pub basis: Basis<'a>,
    /// The article that the label speaks of.
    pub article: &'a Article,
    /// The labels that the article has already.
    pub gold: &'a Gold,
}

/// A label that can be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Label {
    /// A fact that the article states.
    Fact(NewFact),
    /// A fact that must not be returned.
    Distractor(NewFact),
    /// A passage that states nothing.
    Ignored {
        /// The passage.
        quote: Quote,
        /// Why.
        reason: String,
    },
}

/// A fact or distractor, decoded and as it is to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewFact {
    /// The id, which the gold does not have yet.
    pub id: String,
    /// The fact, with what `same_as` inherits in it.
    pub fact: Fact,
    /// Its fields in canonical spelling.
    pub fields: Vec<(String, Data)>,
    /// Where its first quotation stands, in bytes of the article; `None` without one.
    pub anchor: Option<usize>,
}

impl Label {
    /// Returns the id; `None` for a passage that states nothing.
    #[must_use]
    pub fn id(&self) -> Option<&str> {
        match self {
            Self::Fact(new) | Self::Distractor(new) => Some(&new.id),
            Self::Ignored { .. } => None,
        }
    }

    /// Returns where its first quotation stands, in bytes of the article; `None` where nothing is quoted.
    #[must_use]
    pub fn anchor(&self, article: &Article) -> Option<usize> {
        match self {
            Self::Fact(new) | Self::Distractor(new) => new.anchor,
            Self::Ignored { quote, .. } => first_place(article, std::iter::once(quote)),
        }
    }

    /// Returns the id of a label of the gold that says the same with the same quotations; `Some("")` for a passage
    /// that is ignored already.
    #[must_use]
    pub fn twin<'g>(&self, gold: &'g Gold) -> Option<&'g str> {
        match self {
            Self::Fact(new) => {
                let same = gold.facts.iter().find(|known| is_same(&known.fact, &new.fact));
                same.map(|known| &*known.id)
            }
            Self::Distractor(new) => {
                let same = gold.distractors.iter().find(|known| is_same(&known.fact, &new.fact));
                same.map(|known| &*known.id)
            }
            Self::Ignored { quote, .. } => {
                gold.ignore.iter().any(|known| known.quote == *quote).then_some("")
            }
        }
    }

    /// Says whether two labels say the same with the same quotations; their ids do not count.
    #[must_use]
    pub fn is_twin_of(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Fact(one), Self::Fact(two)) | (Self::Distractor(one), Self::Distractor(two)) => {
                is_same(&one.fact, &two.fact)
            }
            (Self::Ignored { quote: one, .. }, Self::Ignored { quote: two, .. }) => one == two,
            (Self::Fact(_) | Self::Distractor(_) | Self::Ignored { .. }, _) => false,
        }
    }

    /// Returns the change that adds it to the gold: facts in the order of their first quotations, the rest at the end.
    #[must_use]
    pub fn edit(&self, context: &Context<'_>) -> GoldEdit {
        let label = |new: &NewFact| NewLabel { id: new.id.clone(), fields: new.fields.clone() };
        match self {
            Self::Fact(new) => GoldEdit::InsertFact(label(new), position(context, new.anchor)),
            Self::Distractor(new) => GoldEdit::InsertDistractor(label(new), Position::Last),
            Self::Ignored { quote, reason } => {
                GoldEdit::Ignore { quote: print::quote(quote), reason: reason.clone() }
            }
        }
    }
}

/// Says whether two facts state the same and quote the same.
fn is_same(one: &Fact, two: &Fact) -> bool {
    let quotes = |fact: &Fact| -> BTreeSet<Evidence> { fact.evidence.iter().cloned().collect() };
    one.canonical() == two.canonical() && quotes(one) == quotes(two)
}

/// Returns the place before the first fact whose first quotation stands later in the article.
fn position(context: &Context<'_>, anchor: Option<usize>) -> Position {
    let Some(anchor) = anchor else { return Position::Last };
    let later = context.gold.facts.iter().find(|fact| {
        let first = first_place(context.article, quotes(&fact.fact));
        first.is_some_and(|first| first > anchor)
    });
    later.map_or(Position::Last, |fact| Position::Before(fact.id.to_string()))
}

fn quotes(fact: &Fact) -> impl Iterator<Item = &Quote> {
    fact.evidence.iter().filter_map(|evidence| match evidence {
        Evidence::Quote(quote) => Some(quote),
        Evidence::Place { .. } => None,
    })
}

/// Returns where the first of some quotations stands, in bytes of the article.
fn first_place<'q>(article: &Article, quotes: impl Iterator<Item = &'q Quote>) -> Option<usize> {
    quotes.filter_map(|quote| Some(locate(article.text(), quote).spans.first()?.start)).min()
}
