//! One file a command; each returns how it ended.

pub(crate) mod add;
pub(crate) mod cache;
pub(crate) mod corpus;
pub(crate) mod doctor;
mod explain;
mod extract;
pub(crate) mod fmt;
mod init;
mod lint;
mod measure;
pub(crate) mod reanchor;
pub(crate) mod schema;
mod score;
mod sources;
pub(crate) mod suggest;

use crate::args::{Args, Command};
use crate::exit::Exit;

/// Runs the command that was typed.
pub(crate) fn run(args: Args) -> Exit {
    match args.command {
        Command::Score(args) => score::run(&args),
        Command::Extract(args) => extract::run(&args),
        Command::Explain(args) => explain::run(&args),
        Command::Lint(args) => lint::run(&args),
        Command::Fmt(args) => fmt::run(&args),
        Command::Add(args) => add::run(&args),
        Command::Suggest(args) => suggest::run(&args),
        Command::Reanchor(args) => reanchor::run(&args),
        Command::Corpus(args) => corpus::run(&args),
        Command::Cache(args) => cache::run(&args),
        #[cfg(target_os = "linux")]
        Command::Warden(args) => crate::warden::run(&args),
        Command::Doctor(args) => doctor::run(&args),
        Command::Schema(args) => schema::run(&args),
        Command::Init(args) => init::run(&args),
    }
}
