//! `karat suggest`: shows what may be missing from the gold.

use crate::args::Files;
use crate::exit::Exit;
use crate::output::complain;

/// Shows what the gold may lack: passages that no label covers, and facts that extractors return.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  karat suggest 002")]
pub(crate) struct Suggest {
    #[command(flatten)]
    files: Files,
}

/// Runs the command.
pub(crate) fn run(args: &Suggest) -> Exit {
    complain(&format!("karat: not yet: {:?}\n", args.files));
    Exit::Invalid
}
