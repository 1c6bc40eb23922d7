//! Scores what an extractor returns against hand-labelled gold facts, and explains every point lost.
//!
//! The modules stand in reading order: each uses only modules listed above it.

pub mod credit;
pub mod text;
pub mod problem;
pub mod value;
pub mod compare;
pub mod article;
pub mod store;
