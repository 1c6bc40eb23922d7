//! Processes that write at once, or are ended while they write.
