//! The tests.

mod semantics;
