//! Placeholder of the duration comparison.

use std::fmt;

use crate::compare::Reason;

/// Why two durations scored as they did.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DurationReason {
    /// Equal.
    Same,
}

impl fmt::Display for DurationReason {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("same")
    }
}

impl From<DurationReason> for Reason {
    fn from(reason: DurationReason) -> Self {
        Self::Duration(reason)
    }
}
