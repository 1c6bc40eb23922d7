//! One file a command; each returns how it ended.

pub(crate) mod cache;
mod explain;
mod extract;
mod lint;
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
        #[cfg(target_os = "linux")]
        Command::Warden(args) => crate::warden::run(&args),
    }
}
