//! The tables that schema.yaml is decoded by, for the JSON Schema of the same.

pub use crate::schema::decode::FIELDS as SCHEMA;
pub use crate::schema::slot_part::SLOT;
