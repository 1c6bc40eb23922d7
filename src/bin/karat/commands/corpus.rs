//! `karat corpus`: shows what the corpus holds and what is too thin to mean anything.

use crate::args::Files;
use crate::exit::Exit;
use crate::output::complain;

/// Shows what the corpus holds: facts by type, slot, need, cluster and status, and what is too thin.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  karat corpus")]
pub(crate) struct Corpus {
    #[command(flatten)]
    files: Files,
}

/// Runs the command.
pub(crate) fn run(args: &Corpus) -> Exit {
    complain(&format!("karat: not yet: {:?}\n", args.files));
    Exit::Invalid
}
