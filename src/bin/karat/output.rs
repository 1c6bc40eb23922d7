//! Prints to the terminal: styles only where somebody can see them, and a closed pipe is no error.

use std::io::{ErrorKind, Write};
use std::sync::OnceLock;

/// Why standard output could not be written, if it could not.
static BROKEN: OnceLock<String> = OnceLock::new();

/// Prints to standard output; what cannot be written is told at the end, see [`write_error`].
pub(crate) fn print(text: &str) {
    let mut stdout = anstream::stdout().lock();
    let written = stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush());
    match written {
        // A closed pipe is success: `karat score | head` has what it wants.
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            let _ = BROKEN.set(error.to_string());
        }
        Ok(()) | Err(_) => {}
    }
}

/// Returns why something could not be printed, if so.
pub(crate) fn write_error() -> Option<&'static str> {
    BROKEN.get().map(String::as_str)
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
