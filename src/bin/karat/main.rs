//! The command `karat`: reads arguments, calls the library, prints, and chooses the exit code.

mod args;
mod commands;
mod exit;
mod output;
mod problems;
mod settings;

use clap::Parser;

fn main() -> std::process::ExitCode {
    let args = args::Args::parse();
    commands::run(args).into()
}
