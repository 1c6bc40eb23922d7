//! Every transcript of the README is what the command prints.

#![expect(clippy::disallowed_methods, reason = "this test reads the README itself")]

use crate::command::{karat_in, repository};

/// Returns the README with the output of each `$ karat …` block as the binary prints it now.
fn with_real_output(readme: &str) -> String {
    let mut fresh = String::new();
    let mut lines = readme.lines();
    while let Some(line) = lines.next() {
        fresh.push_str(line);
        fresh.push('\n');
        let Some(command) = line.strip_prefix("$ karat ") else { continue };
        let said = karat_in(repository(), &command.split_whitespace().collect::<Vec<_>>());
        fresh.push_str(&said.stdout);
        fresh.push_str(&said.stderr);
        if lines.by_ref().any(|line| line == "```") {
            fresh.push_str("```\n");
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
