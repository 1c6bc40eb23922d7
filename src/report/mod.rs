//! Shows what was judged: renderers take rows and totals as they are and compute nothing.

pub mod explain;
pub mod json;
pub mod leaderboard;
pub mod table;
pub mod terminal;
pub mod words;

/// What a whole run came to, ready to be shown.
#[derive(Debug)]
pub struct Report<'a> {
    /// The version of karat that judged.
    pub version: &'a str,
    /// The version of the comparison rules.
    pub semantics: u32,
    /// How pairs were priced.
    pub preset: &'a str,
    /// One for each extractor, in the order asked for.
    pub extractors: &'a [crate::evaluate::ExtractorReport],
    /// The articles were chosen by type, view or name: for the title.
    pub selection: &'a str,
    /// One for each extractor: what the next command to type needs, such as ` --extractor none`.
    pub options: &'a [String],
}
