//! One binary of tests: the rules of the repository, and behaviour through the library and the command.

mod bad_input;
mod command;
mod originals;
mod semantics;
mod tidy;
