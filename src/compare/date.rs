//! Placeholder of the date comparison.

use std::fmt;

use crate::compare::Reason;

/// Why two dates scored as they did.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DateReason {
    /// Equal.
    Same,
}

impl fmt::Display for DateReason {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("same")
    }
}

impl From<DateReason> for Reason {
    fn from(reason: DateReason) -> Self {
        Self::Date(reason)
    }
}
