//! Processes that write at once, or are ended while they write: nothing is lost, and a file is old or new.
//!
//! Each test starts itself as the other process, with the folder in the environment.

#![expect(clippy::disallowed_methods, reason = "these tests start processes and look at what they leave")]

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use karat::gold::edit::{GoldEdit, NewLabel, Position, edit_gold};
use karat::store::update::{Updated, update};
use karat::store::{Bounds, write_atomically};
use karat::yaml::data::Data;

use crate::command::Folder;
use crate::editor::{data, facts};

const FOLDER: &str = "KARAT_TEST_FOLDER";
const NAME: &str = "KARAT_TEST_NAME";
const BOUNDS: Bounds<'_> = Bounds { root: None, n_bytes_max: 1 << 24 };

/// Returns the folder and the name of the other process, if this is one.
fn role() -> Option<(PathBuf, String)> {
    let folder = std::env::var_os(FOLDER)?;
    Some((PathBuf::from(folder), std::env::var(NAME).unwrap()))
}

/// Returns a command that runs a test of this file in another process, behind a line of shell.
fn other(shell: &str, test: &str, folder: &Path, name: &str) -> Command {
    let program = std::env::current_exe().unwrap();
    let mut command = Command::new("sh");
    command.arg("-c").arg(format!("{shell} exec \"$@\"")).arg("sh").arg(program);
    command.args(["--exact", &format!("editor::writers::{test}"), "--nocapture", "--test-threads=1"]);
    command.env(FOLDER, folder).env(NAME, name).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// Returns a text that is too long to be written at once.
fn long(letter: char) -> String {
    format!("{}\n", letter.to_string().repeat(1 << 18))
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let names = entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned());
    let mut names: Vec<String> = names.filter(|name| name != ".git").collect();
    names.sort();
    names
}

/// Changes the file once more and looks whether anything was left behind.
fn check_recovers(path: &Path) {
    let changed = update(path, BOUNDS, &mut |_| Ok::<_, String>("end\n".to_owned())).unwrap();
    assert_eq!(changed, Updated::Changed);
    assert_eq!(names(path.parent().unwrap()), ["a.yaml"]);
}

#[test]
fn processes_that_add_at_once_lose_nothing() {
    const N_FACTS: usize = 15;
    if let Some((folder, name)) = role() {
        for number in 0..N_FACTS {
            let quote = ("quote".to_owned(), Data::text("x"));
            let new = NewLabel { id: format!("{name}-{number}"), fields: vec![quote] };
            let insert = [GoldEdit::InsertFact(new, Position::Last)];
            update(&folder.join("a.yaml"), BOUNDS, &mut |text| edit_gold(text, &insert)).unwrap();
        }
        return;
    }
    let folder = Folder::new();
    folder.write("a.yaml", "karat: 1\nfacts: {}\n");
    let test = "processes_that_add_at_once_lose_nothing";
    let others =
        ["left", "middle", "right"].map(|name| other("", test, folder.path(), name).spawn().unwrap());
    for process in others {
        let output = process.wait_with_output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }
    let text = fs::read_to_string(folder.path().join("a.yaml")).unwrap();
    assert_eq!(facts(&mut data(&text)).len(), 3 * N_FACTS);
    assert_eq!(names(folder.path()), ["a.yaml"]);
}

#[test]
fn a_killed_writer_leaves_the_old_bytes_or_the_new_ones() {
    if let Some((folder, _)) = role() {
        for letter in ['a', 'b'].into_iter().cycle() {
            update(&folder.join("a.yaml"), BOUNDS, &mut |_| Ok::<_, String>(long(letter))).unwrap();
            println!("{letter}");
        }
    }
    let folder = Folder::new();
    folder.write("a.yaml", long('b'));
    let path = folder.path().join("a.yaml");
    for n_lines in 1..=12 {
        let test = "a_killed_writer_leaves_the_old_bytes_or_the_new_ones";
        let mut process = other("", test, folder.path(), "writer").spawn().unwrap();
        let output = BufReader::new(process.stdout.take().unwrap());
        assert_eq!(output.lines().map_while(Result::ok).take(n_lines + 2).count(), n_lines + 2);
        process.kill().unwrap();
        process.wait().unwrap();
        let text = fs::read_to_string(&path).unwrap();
        assert!(text == long('a') || text == long('b'), "{} bytes", text.len());
    }
    check_recovers(&path);
}

#[test]
fn a_writer_without_space_leaves_the_old_file() {
    if let Some((folder, _)) = role() {
        let error = update(&folder.join("a.yaml"), BOUNDS, &mut |_| Ok::<_, String>(long('a'))).unwrap_err();
        assert!(error.to_string().contains("cannot write "), "{error}");
        return;
    }
    // Where the signal is let through, the process ends in the middle of the write.
    for (shell, is_told) in [("trap '' XFSZ; ulimit -f 8;", true), ("ulimit -f 8;", false)] {
        let folder = Folder::new();
        folder.write("a.yaml", "old\n");
        let test = "a_writer_without_space_leaves_the_old_file";
        let output = other(shell, test, folder.path(), "writer").output().unwrap();
        assert_eq!(output.status.success(), is_told, "{}", String::from_utf8_lossy(&output.stderr));
        assert_eq!(fs::read_to_string(folder.path().join("a.yaml")).unwrap(), "old\n");
        assert_eq!(names(folder.path()).len(), if is_told { 1 } else { 2 }, "what was cut short is hidden");
        check_recovers(&folder.path().join("a.yaml"));
    }
}

#[test]
fn a_file_whose_neighbour_cannot_be_made_stays() {
    let folder = Folder::new();
    let name = "x".repeat(250);
    folder.write(&name, "old\n");
    let path = folder.path().join(&name);
    assert!(write_atomically(&path, b"new\n").is_err());
    assert!(update(&path, BOUNDS, &mut |_| Ok::<_, String>("new\n".to_owned())).is_err());
    assert_eq!(fs::read_to_string(&path).unwrap(), "old\n");
    assert_eq!(names(folder.path()), [name]);
}

#[test]
fn every_command_that_changes_gold_waits_for_who_changes_it_already() {
    let spoilt = || {
        let folder = Folder::corpus();
        // All is current but one file: a command waits for each that it would change.
        folder.karat(&["schema"]);
        folder.replace("gold/flood.yaml", "./gold.schema.json", "../gold.schema.json");
        folder.replace("gold/flood.yaml", "during: 2021-05-03", "during: 03/05/2021");
        folder
    };
    let check = |arguments: &[&str]| {
        let folder = spoilt();
        let before = folder.read("gold/flood.yaml");
        let lock = fs::File::open(folder.path().join("gold")).unwrap();
        lock.lock().unwrap();
        let said = folder.karat(arguments);
        assert_eq!((said.code, folder.read("gold/flood.yaml")), (Some(2), before), "{}", said.transcript());
        assert!(said.stderr.contains(" is changing files in "), "{}", said.transcript());
        drop(lock);
        assert_ne!(folder.karat(arguments).code, Some(2));
    };
    std::thread::scope(|scope| {
        for arguments in [["lint", "--fix"].as_slice(), &["fmt"], &["schema"]] {
            scope.spawn(move || check(arguments));
        }
    });
}
