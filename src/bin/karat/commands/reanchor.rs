//! `karat reanchor`: finds the quotations again in articles that changed.

use crate::args::Files;
use crate::exit::Exit;
use crate::output::complain;

/// Finds the quotations of gold again in an article that changed, and pins its new hash.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  karat reanchor 002")]
pub(crate) struct Reanchor {
    #[command(flatten)]
    files: Files,
}

/// Runs the command.
pub(crate) fn run(args: &Reanchor) -> Exit {
    complain(&format!("karat: not yet: {:?}\n", args.files));
    Exit::Invalid
}
