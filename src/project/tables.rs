//! The tables that karat.yaml is decoded by, for the JSON Schema of the same.

pub use crate::project::decode::FIELDS as PROJECT;
pub use crate::project::decode::entry::FIELDS as EXTRACTOR;
