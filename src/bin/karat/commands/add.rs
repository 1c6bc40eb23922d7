//! `karat add`: makes a label of one line, a template or a table, and puts it into the gold file.

use crate::args::Files;
use crate::exit::Exit;
use crate::output::complain;

/// Adds a fact to the gold of an article: quote, type, slots and speaker on one line.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  karat add 002 casualties")]
pub(crate) struct Add {
    #[command(flatten)]
    files: Files,
}

/// Runs the command.
pub(crate) fn run(args: &Add) -> Exit {
    complain(&format!("karat: not yet: {:?}\n", args.files));
    Exit::Invalid
}
