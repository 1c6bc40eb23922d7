//! Changes a file that others may change too: one at a time, and whole or not at all.
