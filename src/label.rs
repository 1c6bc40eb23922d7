//! Makes a label of what a person types on one line, in a template, or in a table.
