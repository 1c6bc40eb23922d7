//! One binary of tests: the rules of the repository, and behaviour through the library and the command.

mod originals;
mod semantics;
mod tidy;
