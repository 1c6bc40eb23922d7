//! The tables that gold files are decoded by, for the JSON Schema of the same.

pub use crate::gold::choice_part::{ALTERNATIVE, ONE, SEVERAL};
pub use crate::gold::decode::FIELDS as GOLD;
pub use crate::gold::distractor_part::FIELDS as DISTRACTOR;
pub use crate::gold::fact_part::FIELDS as FACT;
pub use crate::gold::value_part::ESTIMATE;
pub use crate::gold::voice_part::TOGETHER;
