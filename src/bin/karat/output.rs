//! Prints to the terminal: styles only where somebody can see them, and a closed pipe is no error.

use std::io::Write;

/// Prints to standard output; when the reader has gone away, the rest is not written and that is no error.
pub(crate) fn print(text: &str) {
    // A closed pipe is success: `karat score | head` has what it wants.
    let _ = anstream::stdout().lock().write_all(text.as_bytes());
}

/// Prints to standard error.
pub(crate) fn complain(text: &str) {
    let _ = anstream::stderr().lock().write_all(text.as_bytes());
}

/// Returns the width of the terminal in columns; `None` where standard output is no terminal.
///
/// `COLUMNS` wins, as in other tools.
pub(crate) fn width() -> Option<u16> {
    let given = crate::settings::environment("COLUMNS").and_then(|text| text.parse().ok());
    given
        .or_else(|| terminal_size::terminal_size().map(|(width, _)| width.0))
        .map(|width| width.clamp(70, 200))
}
