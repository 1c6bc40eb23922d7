//! One binary of tests: the rules of the repository, and behaviour through the library and the command.

#![expect(clippy::unwrap_used, reason = "in a test, what is missing is the failure to show")]

mod generate;
mod notation;

mod alignment;
mod bad_input;
mod command;
mod conventions;
mod laws;
mod oracle;
mod semantics;
mod tidy;
