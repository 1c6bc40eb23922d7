//! What the command does around runs: it looks after the cache, and leaves no program behind when it is killed.

#![expect(clippy::disallowed_methods, reason = "these tests start programs")]

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use crate::command::Folder;

#[test]
fn an_empty_cache_is_told_as_such_and_nothing_is_made() {
    let folder = Folder::new();
    let said = folder.karat(&["cache"]);
    assert_eq!(said.transcript(), "----- stdout\n.karat/cache: 0 answers, 0 B\n----- exit 0\n");
    let said = folder.karat(&["cache", "--prune", "--all"]);
    assert_eq!(said.transcript(), "----- stderr\nremoved 0 files (0 B); 0 answers kept\n----- exit 0\n");
    assert_eq!(folder.files(), []);
}

#[test]
fn what_is_of_no_use_is_told_and_removed_and_other_files_stay() {
    let folder = Folder::new();
    folder.write(".karat/cache/ab/abcd.json", "{\"karat_cache\":0}");
    folder.write(".karat/cache/notes.txt", "mine");
    let said = folder.karat(&["cache", "--stats"]);
    let expected = "\
----- stdout
.karat/cache: 0 answers, 0 B
1 file of no use, 17 B: karat cache --prune removes them
----- exit 0
";
    assert_eq!(said.transcript(), expected);
    let said = folder.karat(&["cache", "--prune", "--format", "json"]);
    let expected = "\
----- stdout
{\"karat_cache\":1,\"entries\":0,\"bytes\":0,\"useless\":0,\"useless_bytes\":0,\"unfinished\":0,\"extractors\":[]}
----- stderr
removed 1 file (17 B); 0 answers kept
----- exit 0
";
    assert_eq!(said.transcript(), expected);
    assert_eq!(folder.files().len(), 1);
    assert!(!folder.path().join(".karat/cache/ab").exists());
}

#[test]
fn the_cache_is_that_of_the_project_from_wherever_it_is_asked_for() {
    let folder = Folder::new();
    folder.write("karat.yaml", "karat: 1\n");
    folder.write("deep/down/readme.txt", "");
    folder.write(".karat/cache/ab/abcd.json", "");
    let said = crate::command::karat_in(&folder.path().join("deep/down"), &["cache"]);
    assert!(said.stdout.contains("1 file of no use"), "{}", said.stdout);
}

#[test]
fn a_file_in_place_of_the_cache_is_refused() {
    let folder = Folder::new();
    folder.write(".karat/cache", "");
    let expected = "\
----- stderr
karat: .karat/cache is not a folder
help: remove it, or make it readable: karat makes it again
----- exit 2
";
    assert_eq!(folder.karat(&["cache"]).transcript(), expected);
}

/// A program that sleeps, with a mark; killed when dropped.
struct Sleeper(Child);

impl Sleeper {
    fn new(mark: &str) -> Self {
        let mut command = Command::new("sleep");
        command.arg("600").env("KARAT_ASK", mark).stdin(Stdio::null());
        Self(command.spawn().expect("there is a sleep"))
    }

    fn is_alive(&mut self) -> bool {
        self.0.try_wait().expect("it is a child of the test").is_none()
    }
}

impl Drop for Sleeper {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_warden_ends_what_its_karat_has_started_and_nothing_else() {
    // No process has so high a number.
    let pid = 1_000_000_000 + std::process::id();
    let mut own = [Sleeper::new(&format!("{pid}-1")), Sleeper::new(&format!("7-1/{pid}-2"))];
    let mut foreign = [Sleeper::new(&format!("1{pid}-1")), Sleeper::new("7-1")];
    let mut warden = Command::new(env!("CARGO_BIN_EXE_karat"))
        .args(["warden", &pid.to_string()])
        .current_dir(Path::new("/"))
        .stdin(Stdio::piped())
        .spawn()
        .expect("the binary was built for the tests");
    std::thread::sleep(Duration::from_millis(200));
    assert!(own.iter_mut().all(Sleeper::is_alive), "as long as karat lives, so do they");
    for signal in ["-INT", "-TERM", "-HUP"] {
        let status = Command::new("kill").args([signal, &warden.id().to_string()]).status();
        assert!(status.expect("there is a kill").success());
    }
    drop(warden.stdin.take());
    assert!(warden.wait().expect("it is a child of the test").success());
    assert!(!own.iter_mut().any(Sleeper::is_alive));
    assert!(foreign.iter_mut().all(Sleeper::is_alive));
}
