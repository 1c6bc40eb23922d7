//! `karat fmt`: brings gold files into canonical form.

use crate::args::Files;
use crate::exit::Exit;
use crate::output::complain;

/// Brings gold files into canonical form: order, spelling, blank lines, hashes; comments stay.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  karat fmt --check")]
pub(crate) struct Fmt {
    #[command(flatten)]
    files: Files,
}

/// Runs the command.
pub(crate) fn run(args: &Fmt) -> Exit {
    complain(&format!("karat: not yet: {:?}\n", args.files));
    Exit::Invalid
}
