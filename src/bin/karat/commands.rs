//! One file a command; each returns how it ended.

mod explain;
mod extract;
mod init;
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
        Command::Init(args) => init::run(&args),
    }
}
