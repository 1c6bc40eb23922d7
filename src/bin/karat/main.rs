//! The command `karat`: reads arguments, calls the library, prints, and chooses the exit code.

mod args;
mod commands;
mod exit;
mod files;
mod interrupt;
mod naming;
mod output;
mod problems;
mod progress;
mod settings;
#[cfg(target_os = "linux")]
mod warden;

use clap::Parser;

fn main() -> std::process::ExitCode {
    let args = args::Args::parse();
    let exit = commands::run(args);
    match output::write_error() {
        Some(error) => {
            output::complain(&format!("karat: cannot write to standard output: {error}\n"));
            exit::Exit::Invalid.into()
        }
        None => exit.into(),
    }
}
