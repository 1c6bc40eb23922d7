//! The report fits the width of the terminal, from narrow to wide.

use crate::command::{Folder, karat_at_width};

/// The longest line, in characters.
fn longest_line(text: &str) -> usize {
    text.lines().map(|line| line.chars().count()).max().unwrap_or(0)
}

#[test]
fn no_line_of_a_report_is_wider_than_the_terminal() {
    let folder = Folder::corpus();
    for width in [76, 80, 100, 120, 160] {
        for arguments in
            [&["score"][..], &["score", "none"], &["explain", "flood/dam-opens", "--extractor", "gold"]]
        {
            let said = karat_at_width(folder.path(), arguments, width);
            let longest = longest_line(&said.stdout);
            assert!(longest <= width, "{arguments:?} at {width} has a line of {longest}:\n{}", said.stdout);
        }
    }
}

#[test]
fn names_are_not_broken_where_there_is_room() {
    let folder = Folder::corpus();
    let said = karat_at_width(folder.path(), &["score", "gold"], 72);
    for name in ["casualties ", "labels complete ", "opening "] {
        assert!(said.stdout.contains(name), "{name} is broken:\n{}", said.stdout);
    }
}
