//! Misbehaving extractors: each fails under its name, disturbs no other article, and leaves nothing behind.

mod keeper;
mod answers;
mod endings;
mod leavings;
mod limits;
mod starting;
mod workers;
