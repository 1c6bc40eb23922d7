//! One file a command; each returns how it ended.

pub(crate) mod cache;
pub(crate) mod doctor;
mod explain;
mod extract;
mod init;
mod lint;
mod measure;
pub(crate) mod schema;
mod score;
mod sources;

use crate::args::{Args, Command};
use crate::exit::Exit;

/// Runs the command that was typed.
pub(crate) fn run(args: Args) -> Exit {
    match args.command {
        Command::Score(args) => score::run(&args),
        Command::Extract(args) => extract::run(&args),
        Command::Explain(args) => explain::run(&args),
        Command::Lint(args) => lint::run(&args),
        Command::Cache(args) => cache::run(&args),
        Command::Doctor(args) => doctor::run(&args),
        Command::Schema(args) => schema::run(&args),
        Command::Init(args) => init::run(&args),
    }
}
