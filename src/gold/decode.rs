//! Decodes a gold file.
