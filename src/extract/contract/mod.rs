//! The contract with extractors as data: schemas of requests and answers, and the words for a model.

use serde_json::Value as Json;

use crate::schema::Schema;

pub mod advice;
mod answer;
pub mod prompt;
mod request;
mod strict;

pub use prompt::prompt_paragraph;

/// The dialect of the schemas.
const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";

/// Returns the JSON Schema of one answer as karat reads it, indented.
///
/// It names types, slots and words as the schema spells them: karat also reads them in other case, the JSON Schema
/// does not. `views` are the only views asked for, by position; empty asks for facts, and takes values for any view.
#[must_use]
pub fn answer_schema_text(schema: &Schema, views: &[usize]) -> String {
    indented(&answer_schema(schema, views))
}

/// Returns the JSON Schema of a request, indented.
#[must_use]
pub fn request_schema_text() -> String {
    indented(&request::request_schema())
}

/// Returns the JSON Schema for the structured output of a model, indented.
#[must_use]
pub fn strict_schema_text(schema: &Schema, views: &[usize]) -> String {
    indented(&strict_schema(schema, views))
}

/// Returns what a user gives to a model's server, indented: the strict schema and the words that go with it.
#[must_use]
pub fn for_model_text(schema: &Schema, views: &[usize], language: &str) -> String {
    indented(&serde_json::json!({
        "schema": strict_schema(schema, views),
        "instructions": prompt_paragraph(schema, views, language),
    }))
}

/// Returns the JSON Schema of one answer as karat reads it.
pub(crate) fn answer_schema(schema: &Schema, views: &[usize]) -> Json {
    answer::answer_schema(schema, views)
}

/// Returns the JSON Schema for the structured output of a model: the subset that strict modes take.
///
/// Every object names all its properties as required and takes no others; what may be left out may be null.
pub(crate) fn strict_schema(schema: &Schema, views: &[usize]) -> Json {
    strict::strict_schema(schema, views)
}

fn indented(json: &Json) -> String {
    format!("{json:#}\n")
}

#[cfg(test)]
mod tests;
