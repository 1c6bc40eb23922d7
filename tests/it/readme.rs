//! Every transcript of the README is what the command prints.

#![expect(clippy::disallowed_methods, reason = "this test reads the README itself")]

use std::path::PathBuf;

use crate::command::{Folder, karat_in, repository};

/// Where the commands of a section run: the repository, or a new folder from `karat init` on.
struct Session {
    folder: Option<Folder>,
    path: PathBuf,
}

impl Session {
    fn new() -> Self {
        Self { folder: None, path: repository().to_owned() }
    }

    /// Runs one line and returns what it prints.
    fn run(&mut self, line: &str) -> String {
        if let Some(name) = line.strip_prefix("cd ") {
            self.path.push(name);
            return String::new();
        }
        let arguments =
            shlex::split(line.strip_prefix("karat ").expect("the README runs karat only")).unwrap();
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        if arguments.first() == Some(&"init") {
            let folder = Folder::new();
            self.path = folder.path().to_owned();
            self.folder = Some(folder);
        }
        let said = karat_in(&self.path, &arguments);
        said.stdout + &said.stderr
    }
}

/// Returns the README with the output of each `$ karat …` line as the binary prints it now.
fn with_real_output(readme: &str) -> String {
    let mut fresh = String::new();
    let mut session = Session::new();
    let mut is_output = false;
    for line in readme.lines() {
        if line.starts_with("## ") {
            session = Session::new();
        }
        let command = line.strip_prefix("$ ");
        is_output = (is_output || command.is_some()) && line != "```";
        if is_output && command.is_none() {
            continue;
        }
        // A line is left empty between what one command prints and the next.
        if command.is_some()
            && !fresh.ends_with("```\n")
            && !fresh.lines().last().unwrap_or_default().starts_with("$ ")
        {
            fresh.push('\n');
        }
        fresh.push_str(line);
        fresh.push('\n');
        if let Some(command) = command {
            fresh.push_str(&session.run(command));
        }
    }
    fresh
}

#[test]
fn the_transcripts_of_the_readme_are_real() {
    let path = repository().join("README.md");
    let readme = std::fs::read_to_string(path).expect("the README is there");
    let fresh = with_real_output(&readme);
    if fresh != readme {
        let copy = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("README.md");
        std::fs::write(&copy, &fresh).expect("the target folder is writable");
        panic!("the README shows what karat no longer prints; read {} and copy it over", copy.display());
    }
    assert!(readme.matches("\n$ karat ").count() >= 3, "the README shows real output");
}
