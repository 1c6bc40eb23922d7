//! One binary of tests: the rules of the repository, and behaviour through the library and the command.

#![expect(clippy::unwrap_used, reason = "a test that finds nothing where something must be has failed")]

mod agree;
mod add;
mod alignment;
mod bad_input;
mod command;
mod conventions;
mod corpus;
mod doctor;
mod editor;
mod examples;
mod fmt;
mod generate;
#[cfg(feature = "http")]
mod http;
mod init;
#[cfg(all(unix, feature = "http"))]
mod kinds;
mod labelling;
mod language_server;
mod laws;
mod lint;
mod notation;
mod oracle;
mod originals;
mod project;
mod protocol;
mod readme;
mod reanchor;
mod reports;
mod resume;
mod rules;
#[cfg(unix)]
mod running;
mod run;
mod schema;
mod score;
mod semantics;
#[cfg(feature = "http")]
mod server;
mod subjects;
mod suggest;
mod third_party;
mod tidy;
#[cfg(feature = "transform")]
mod transform;
mod widths;
#[cfg(unix)]
mod zoo;
