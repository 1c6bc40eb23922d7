//! Gold: what a person says that an article states, with the place of every label in its file.

use std::ops::Range;
use std::sync::Arc;

use crate::fact::Fact;
use crate::text::quote::Quote;
use crate::value::Language;
use crate::value::date::{Date, Zone};

mod article_part;
mod choice_part;
pub mod decode;
mod distractor_part;
pub mod edit;
mod evidence_part;
mod fact_part;
pub mod format;
mod inherit_part;
pub mod print;
pub mod rulings;
mod slot_part;
pub mod tables;
#[cfg(test)]
mod tests;
mod value_part;
mod voice_part;

/// One gold file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gold {
    /// The article's id: the file's name without `.yaml`.
    pub article_id: String,
    /// The file, as the user would type it.
    pub path: String,
    /// What the labeller says of the article.
    pub article: ArticleNotes,
    /// Articles about one event share it; `None` is the article alone.
    pub cluster: Option<String>,
    /// For which types and views the labels are complete.
    pub coverage: Coverage,
    /// How far the labels have come.
    pub status: Status,
    /// Who worked on it, in the order of the file.
    pub annotators: Vec<Annotator>,
    /// `dev` or `test`, if it says.
    pub split: Option<String>,
    /// The facts, in the order of the file.
    pub facts: Vec<GoldFact>,
    /// What must not be returned, in the order of the file.
    pub distractors: Vec<Distractor>,
    /// Passages that state nothing, such as page furniture.
    pub ignore: Vec<Ignored>,
}

/// What the labeller says of the article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ArticleNotes {
    /// The language tag, such as `fr`.
    pub language: String,
    /// The day of publication.
    pub published: Option<Date>,
    /// How it is known: `text`, `metadata` or `inferred`.
    pub published_from: Option<String>,
    /// The zone of bare local times.
    pub timezone: Option<Zone>,
    /// The hashes of the editions that the labels hold for, lower-case hexadecimal.
    pub sha256: Vec<String>,
    /// The places of `article`, `published`, `sha256`, `status` and `split` in the file.
    pub places: NotesPlaces,
}

/// Places of the notes, in bytes of the gold file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NotesPlaces {
    /// The key `article`.
    pub article: Range<usize>,
    /// The value of `published`.
    pub published: Option<Range<usize>>,
    /// The value of `sha256`.
    pub sha256: Option<Range<usize>>,
    /// The value of `status`, which stands beside `article`.
    pub status: Option<Range<usize>>,
    /// The value of `split`, which stands there too.
    pub split: Option<Range<usize>>,
}

impl ArticleNotes {
    /// Returns the language in which values are read leniently.
    #[must_use]
    pub fn language(&self) -> Language {
        Language::from_tag(&self.language)
    }
}

/// Somebody who worked on a gold file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Annotator {
    /// The name or pseudonym.
    pub by: String,
    /// `labeller`, `reviewer`, … as written.
    pub role: Option<String>,
    /// The day of the work.
    pub at: Option<Date>,
}

/// For which types and views the labels are complete.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    /// One flag for each type of the schema: everything of the type is labelled.
    pub types: Vec<bool>,
    /// One flag for each view of the schema: every value of the view is labelled.
    pub views: Vec<bool>,
    /// Where it stands in the file: the value of `coverage`.
    pub place: Range<usize>,
}

/// How far the labels have come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// Not scored unless asked.
    #[default]
    Draft,
    /// One person labelled it.
    Labelled,
    /// A second person read it.
    Reviewed,
    /// Two labellings were made one.
    Adjudicated,
    /// Not to be changed.
    Locked,
}

impl Status {
    /// Returns the word used in gold.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Labelled => "labelled",
            Self::Reviewed => "reviewed",
            Self::Adjudicated => "adjudicated",
            Self::Locked => "locked",
        }
    }
}

/// A fact that the article states.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GoldFact {
    /// The id, unique in the file.
    pub id: Arc<str>,
    /// The fact, with what `same_as` inherits already in it.
    pub fact: Fact,
    /// Leaving it out costs nothing.
    pub is_optional: bool,
    /// How grave its loss is for the gate; 1 unless the label says.
    pub weight: u32,
    /// Why an extractor may lose it: slices of the figures.
    pub needs: Vec<String>,
    /// Free marks.
    pub tags: Vec<String>,
    /// For people.
    pub note: Option<String>,
    /// Who suggested it, if a tool did.
    pub by: Option<String>,
    /// Not scored unless asked.
    pub is_draft: bool,
    /// When it was said; kept, not scored.
    pub said_on: Option<Date>,
    /// The fact whose slots it inherits.
    pub same_as: Option<Arc<str>>,
    /// Where its parts stand in the file.
    pub places: FactPlaces,
}

/// Where the parts of a fact stand, in bytes of the gold file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FactPlaces {
    /// The id.
    pub id: Range<usize>,
    /// The type, or the value of `same_as`.
    pub fact_type: Range<usize>,
    /// The value of each slot of the type, where this label fills it.
    pub slots: Vec<Option<Range<usize>>>,
    /// The value of `said_by`.
    pub said_by: Option<Range<usize>>,
    /// The value of `polarity`.
    pub polarity: Option<Range<usize>>,
    /// One for each quotation.
    pub evidence: Vec<Range<usize>>,
    /// One for each entry of `needs`.
    pub needs: Vec<Range<usize>>,
    /// One for each entry of `tags`.
    pub tags: Vec<Range<usize>>,
}

/// What must not be returned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Distractor {
    /// The id, unique in the file.
    pub id: Arc<str>,
    /// The fact; its polarity and speaker count only if stated.
    pub fact: Fact,
    /// The label states the polarity.
    pub states_polarity: bool,
    /// Why somebody could fall for it.
    pub reason: String,
    /// Where its parts stand in the file.
    pub places: FactPlaces,
}

/// A passage that states nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ignored {
    /// The passage.
    pub quote: Quote,
    /// Why.
    pub reason: String,
    /// Where the quotation stands in the gold file.
    pub place: Range<usize>,
}
