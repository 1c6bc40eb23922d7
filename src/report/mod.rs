//! Shows what was judged: renderers take rows and totals as they are and compute nothing.

pub mod census;
pub mod doctor;
pub mod edits;
pub mod explain;
pub mod json;
pub mod leaderboard;
pub mod schemas;
pub mod suggestions;
pub mod table;
pub mod terminal;
pub mod words;

use crate::evaluate::ExtractorReport;
use crate::evaluate::repeats::FlakyFact;
use crate::extract::source::{Oddity, Usage};
use crate::project::primary::Primary;

/// What a whole run came to, ready to be shown.
#[derive(Debug)]
pub struct Report<'a> {
    /// The version of karat that judged.
    pub version: &'a str,
    /// The version of the comparison rules.
    pub semantics: u32,
    /// How pairs were priced.
    pub preset: &'a str,
    /// The figure that ranks extractors.
    pub primary: &'a Primary,
    /// One for each extractor, in the order asked for.
    pub extractors: &'a [Measured],
    /// The articles were chosen by type, view or name: for the title.
    pub selection: &'a str,
}

/// What one extractor came to, how often it was asked, and what it cost.
#[derive(Clone, Debug)]
pub struct Measured {
    /// One report for each repeat, never empty; tables show the first.
    pub repeats: Vec<ExtractorReport>,
    /// Facts that came out differently from one repeat to another.
    pub flaky: Vec<FlakyFact>,
    /// The views it was declared for; empty where it answers with facts.
    pub views: Vec<String>,
    /// What all its answers cost.
    pub usage: Usage,
    /// The currency of the cost; empty where nobody named one.
    pub currency: String,
    /// What was odd, by article.
    pub oddities: Vec<(String, Oddity)>,
    /// What `karat explain` needs to be told, such as ` --extractor none`.
    pub options: String,
    /// What `karat doctor` needs to be told, such as ` none`.
    pub doctor: String,
}

impl Measured {
    /// Returns what an extractor came to that was asked once and cost nothing: one inside this program.
    #[must_use]
    pub fn once(report: ExtractorReport) -> Self {
        Self {
            repeats: vec![report],
            flaky: Vec::new(),
            views: Vec::new(),
            usage: Usage::default(),
            currency: String::new(),
            oddities: Vec::new(),
            options: String::new(),
            doctor: String::new(),
        }
    }

    /// Returns the first repeat.
    ///
    /// # Panics
    /// If there is none.
    #[must_use]
    pub fn first(&self) -> &ExtractorReport {
        self.repeats.first().expect("an extractor is asked at least once")
    }
}
