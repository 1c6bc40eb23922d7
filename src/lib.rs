//! Scores what an extractor returns against hand-labelled gold facts, and explains every point lost.
//!
//! The modules stand in reading order: each uses only modules listed above it.

pub mod credit;
pub mod text;
pub mod problem;
pub mod yaml;
pub mod value;
pub mod fact;
pub mod schema;
pub mod article;
pub mod gold;
pub mod mention;
pub mod project;
pub mod json_schema;
pub mod parallel;
pub mod store;
pub mod corpus;
pub mod extract;
pub mod run;
pub mod assignment;
pub mod compare;
pub mod semantics;
pub mod align;
pub mod score;
pub mod tally;
pub mod evaluate;
pub mod agree;
pub mod census;
pub mod suggest;
pub mod reanchor;
pub mod label;
pub mod lint;
pub mod report;
