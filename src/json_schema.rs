//! JSON Schemas of the files that people write, for completion and checks in an editor.
