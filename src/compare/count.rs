//! Placeholder of the count comparison.

use std::fmt;

use crate::compare::Reason;

/// Why two counts scored as they did.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CountReason {
    /// Equal.
    Same,
}

impl fmt::Display for CountReason {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("same")
    }
}

impl From<CountReason> for Reason {
    fn from(reason: CountReason) -> Self {
        Self::Count(reason)
    }
}
