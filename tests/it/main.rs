//! The tests.

mod generate;
mod notation;

mod alignment;
mod conventions;
mod laws;
mod oracle;
mod semantics;
