//! Reads the repository and fails, with file and line, where it breaks the rules of its own style.
//!
//! Each rule is a function over files; its own tests, beside it, show that it finds what it is there for.

#![expect(clippy::disallowed_methods, reason = "it reads the repository's own files")]

use std::fs;
use std::path::Path;

use crate::command::repository as repository_folder;
use crate::tidy::source::{Finding, Source};

mod bans;
mod doors;
mod layers;
mod shape;
mod source;

/// What is never looked at: what git does not keep.
const UNKEPT: [&str; 4] = [".git", ".karat", "target", "mutants.out"];

/// Runs a rule over files given as (path, text) and compares the findings, printed.
pub(crate) fn check(rule: fn(&[Source]) -> Vec<Finding>, files: &[(&str, &str)], expected: &[&str]) {
    let files: Vec<Source> = files.iter().map(|(path, text)| Source::new(path, text)).collect();
    let found: Vec<String> = rule(&files).iter().map(ToString::to_string).collect();
    assert_eq!(found, expected);
}

/// Fails with the findings of a rule over the repository, one a line.
fn enforce(rule: fn(&[Source]) -> Vec<Finding>) {
    let files = repository();
    assert!(files.len() > 20, "the repository was not found: {} files", files.len());
    let findings: Vec<String> = rule(&files).iter().map(ToString::to_string).collect();
    assert!(findings.is_empty(), "\n{}", findings.join("\n"));
}

/// Returns the code and the pages that rules speak of, sorted by path.
fn repository() -> Vec<Source> {
    let root = repository_folder();
    let mut paths: Vec<String> = ["Cargo.toml", "ARCHITECTURE.md"]
        .into_iter()
        .filter(|path| root.join(path).exists())
        .map(str::to_owned)
        .collect();
    let mut folders = ["src", "tests", "benches", "examples"].map(str::to_owned).to_vec();
    while let Some(folder) = folders.pop() {
        for name in names(&root.join(&folder)) {
            let path = format!("{folder}/{name}");
            if root.join(&path).is_dir() {
                folders.push(path);
            } else if name.ends_with(".rs") {
                paths.push(path);
            }
        }
    }
    paths.sort();
    let read =
        |path: &String| Source::new(path, &fs::read_to_string(root.join(path)).expect("it was listed"));
    paths.iter().map(read).collect()
}

fn names(folder: &Path) -> Vec<String> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    entries.map(|entry| entry.expect("it is listed").file_name().to_string_lossy().into_owned()).collect()
}

#[test]
fn lib_rs_is_only_the_map() {
    enforce(layers::the_map_is_only_a_map);
}

#[test]
fn rooms_use_only_rooms_above_them() {
    enforce(layers::a_room_uses_only_rooms_above_it);
}

#[test]
fn imports_name_their_owner() {
    enforce(layers::imports_name_the_owner);
}

#[test]
fn every_file_of_tests_runs() {
    enforce(layers::every_file_of_tests_is_listed);
}

#[test]
fn the_architecture_page_has_every_room_in_order() {
    enforce(layers::the_architecture_page_follows_the_map);
}

#[test]
fn only_rooms_of_io_touch_files_processes_sockets_and_the_clock() {
    enforce(bans::only_rooms_of_io_touch_the_world);
}

#[test]
fn only_the_binary_prints_and_reads_the_environment() {
    enforce(bans::only_the_binary_meets_the_user);
}

#[test]
fn what_people_write_is_written_under_the_lock() {
    enforce(bans::only_outputs_are_written_unlocked);
}

#[test]
fn no_unwrap_stands_outside_tests() {
    enforce(bans::unwrap_is_for_tests);
}

#[test]
fn no_banned_word_stands_anywhere() {
    enforce(bans::banned_words_stand_nowhere);
}

#[test]
fn foreign_crates_are_named_only_behind_their_doors() {
    enforce(doors::a_foreign_crate_has_one_door);
}

#[test]
fn every_dependency_has_a_door() {
    enforce(doors::a_dependency_has_a_door);
}

#[test]
fn every_file_starts_with_one_sentence() {
    enforce(shape::a_file_starts_with_one_sentence);
}

#[test]
fn no_file_is_too_long() {
    enforce(shape::a_file_has_at_most_400_lines_above_its_tests);
}

#[test]
fn nothing_strange_stands_at_the_root() {
    let root = names(repository_folder());
    let files: Vec<Source> = root
        .iter()
        .filter(|name| !UNKEPT.contains(&name.as_str()))
        .map(|name| Source::new(name, ""))
        .collect();
    let findings = shape::the_root_holds_only_what_earned_its_place(&files);
    let findings: Vec<String> = findings.iter().map(ToString::to_string).collect();
    assert!(findings.is_empty(), "\n{}", findings.join("\n"));
}
