//! JSON Schemas of the files that people write, for completion and checks in an editor.

use std::collections::BTreeMap;

use serde_json::{Value as Json, json};

use crate::schema::Schema;
use crate::schema::entities::Entities;

mod gold;
pub mod modeline;
mod others;
pub(crate) mod shape;
mod slot;
mod snippet;

/// The dialect: the one that editors of YAML know best.
const DIALECT: &str = "http://json-schema.org/draft-07/schema#";

/// A kind of file that people write and that has a JSON Schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Format {
    /// The labels of an article.
    Gold,
    /// `schema.yaml`.
    Schema,
    /// `entities.yaml`.
    Entities,
    /// `rulings.yaml`.
    Rulings,
    /// `karat.yaml`.
    Project,
}

impl Format {
    /// All formats, in the order of the documentation.
    pub const ALL: [Self; 5] = [Self::Gold, Self::Schema, Self::Entities, Self::Rulings, Self::Project];

    /// Returns the name of the file that holds the schema; all but the project's stand in the folder of gold.
    #[must_use]
    pub const fn file_name(self) -> &'static str {
        match self {
            Self::Gold => "gold.schema.json",
            Self::Schema => "schema.schema.json",
            Self::Entities => "entities.schema.json",
            Self::Rulings => "rulings.schema.json",
            Self::Project => "karat.schema.json",
        }
    }

    /// Returns the format of a file in the folder of gold by its name without `.yaml`.
    #[must_use]
    pub fn of_gold_file(stem: &str) -> Self {
        match stem {
            "schema" => Self::Schema,
            "entities" => Self::Entities,
            "rulings" => Self::Rulings,
            _ => Self::Gold,
        }
    }
}

/// Returns the JSON Schema of a format, indented: what the decoders' own tables and this corpus say.
///
/// An editor with it accepts what the reader accepts; what depends on more than one place, such as the target of
/// `same_as`, it leaves to lint. A bare `null` counts as nothing, where the reader takes it for a word.
#[must_use]
pub fn schema_text(format: Format, schema: &Schema, entities: &Entities) -> String {
    let json = match format {
        Format::Gold => gold::gold_schema(schema, entities),
        Format::Schema => others::schema_schema(),
        Format::Entities => others::entities_schema(entities),
        Format::Rulings => others::rulings_schema(schema),
        Format::Project => others::project_schema(),
    };
    format!("{json:#}\n")
}

/// Says whether a file that was written earlier holds this schema; line ends do not matter.
#[must_use]
pub fn is_current(written: &str, format: Format, schema: &Schema, entities: &Entities) -> bool {
    let expected = schema_text(format, schema, entities);
    written == expected || written.replace("\r\n", "\n") == expected
}

/// Returns what the first line of a file names: the schema of its format, from `n_folders_below` the schema's folder.
#[must_use]
pub fn address(format: Format, n_folders_below: usize) -> String {
    let way = if n_folders_below == 0 { "./".to_owned() } else { "../".repeat(n_folders_below) };
    format!("{way}{}", format.file_name())
}

fn heading(title: &str, about: &str) -> Json {
    json!({
        "$schema": DIALECT,
        "$comment": "written by karat schema",
        "title": title,
        "description": about,
    })
}

/// Returns texts in all their languages, English first.
fn text_in_all_languages(texts: &BTreeMap<String, String>, between: &str) -> String {
    let mut texts: Vec<(&String, &String)> = texts.iter().collect();
    texts.sort_by_key(|(language, _)| (*language != "en", *language));
    texts.into_iter().map(|(_, text)| text.as_str()).collect::<Vec<_>>().join(between)
}
