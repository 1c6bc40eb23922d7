//! Writes YAML that every reader takes for the same, with NO-BREAK SPACEs escaped.
