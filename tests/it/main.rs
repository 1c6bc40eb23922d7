//! One binary of tests: the rules of the repository, and behaviour through the library and the command.

mod generate;
mod notation;

mod alignment;
mod conventions;
mod laws;
mod oracle;
mod semantics;
mod tidy;
