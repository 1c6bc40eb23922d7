//! Says why a command left a file as it is, and what to do.

use karat::store::update::{Outdated, UpdateError};

/// Returns why a file that was read was not replaced, and what to do.
pub(crate) fn refusal(error: &UpdateError<Outdated>) -> String {
    let help = if matches!(error, UpdateError::Refused(_)) {
        "run the command again"
    } else {
        "see that you may write there, and run the command again"
    };
    format!("{error}\nhelp: {help}")
}
