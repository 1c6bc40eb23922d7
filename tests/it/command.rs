//! Runs the real binary in a folder of its own and keeps what it said.

#![expect(clippy::disallowed_methods, reason = "tests of the command make files and start processes")]

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};

/// A folder for one test; removed when dropped.
pub(crate) struct Folder {
    path: PathBuf,
}

impl Folder {
    /// Makes an empty folder.
    pub(crate) fn new() -> Self {
        static N_FOLDERS: AtomicUsize = AtomicUsize::new(0);
        let number = N_FOLDERS.fetch_add(1, Ordering::Relaxed);
        let path =
            Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("karat-{}-{number}", std::process::id()));
        // A repository of its own: the search for karat.yaml ends here.
        std::fs::create_dir_all(path.join(".git")).expect("the target folder is writable");
        Self { path }
    }

    /// Makes a small corpus that lints clean: one article, two facts.
    pub(crate) fn corpus() -> Self {
        let folder = Self::new();
        folder.write("gold/schema.yaml", SCHEMA);
        folder.write("gold/entities.yaml", ENTITIES);
        folder.write("gold/flood.yaml", GOLD);
        folder.write("seeds/flood.txt", ARTICLE);
        folder
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Writes a file; folders are made.
    pub(crate) fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        let path = self.path.join(name);
        if let Some(parent) = path.parent() {
            std::fs::create_dir_all(parent).expect("the target folder is writable");
        }
        std::fs::write(path, content).expect("the target folder is writable");
    }

    /// Replaces text in a file; the text must stand there.
    pub(crate) fn replace(&self, name: &str, from: &str, to: &str) {
        let text = std::fs::read_to_string(self.path.join(name)).expect("the file was written before");
        assert!(text.contains(from), "{name} has no {from:?}");
        self.write(name, text.replace(from, to));
    }

    /// Returns the text of a file.
    pub(crate) fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path.join(name)).expect("the file was written before")
    }

    /// Copies a file; folders are made.
    pub(crate) fn copy(&self, from: &str, to: &str) {
        self.write(to, std::fs::read(self.path.join(from)).expect("the file was written before"));
    }

    pub(crate) fn remove(&self, name: &str) {
        std::fs::remove_file(self.path.join(name)).expect("the file was written before");
    }

    /// Returns the names and bytes of all files, to see that nothing was written.
    pub(crate) fn files(&self) -> Vec<(PathBuf, Vec<u8>)> {
        let mut files = Vec::new();
        let mut folders = vec![self.path.clone()];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).expect("a folder of the test").flatten() {
                let path = entry.path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    let bytes = std::fs::read(&path).unwrap_or_default();
                    files.push((path, bytes));
                }
            }
        }
        files.sort();
        files
    }

    /// Runs karat in the folder.
    pub(crate) fn karat(&self, arguments: &[&str]) -> Said {
        karat_in(&self.path, arguments)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.path);
    }
}

/// What a run said and how it ended.
pub(crate) struct Said {
    pub(crate) stdout: String,
    pub(crate) stderr: String,
    pub(crate) code: Option<i32>,
}

impl Said {
    /// Returns everything in the form that snapshots hold.
    pub(crate) fn transcript(&self) -> String {
        let mut text = String::new();
        let code = self.code.map_or_else(|| "killed".to_owned(), |code| code.to_string());
        let parts = [("stdout", &self.stdout), ("stderr", &self.stderr)];
        for (name, content) in parts.iter().filter(|(_, content)| !content.is_empty()) {
            writeln!(text, "----- {name}\n{}", content.trim_end_matches('\n')).expect("a string");
        }
        writeln!(text, "----- exit {code}").expect("a string");
        text
    }
}

/// Runs karat in any folder, with an environment in which nothing changes what it prints.
pub(crate) fn karat_in(folder: &Path, arguments: &[&str]) -> Said {
    karat_at_width(folder, arguments, 110)
}

/// Runs karat as in a terminal of so many columns.
pub(crate) fn karat_at_width(folder: &Path, arguments: &[&str], width: usize) -> Said {
    let mut command = Command::new(env!("CARGO_BIN_EXE_karat"));
    command.current_dir(folder).args(arguments).env("COLUMNS", width.to_string());
    for name in ["CI", "NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "TZ", "TERM", "LANG", "LC_ALL", "TF_BUILD"] {
        command.env_remove(name);
    }
    for (name, _) in std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("GIT_")) {
        command.env_remove(name);
    }
    let output = command.output().expect("the binary was built for the tests");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("karat prints UTF-8");
    Said { stdout: text(output.stdout), stderr: text(output.stderr), code: output.status.code() }
}

/// The folder of the repository.
pub(crate) fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

const SCHEMA: &str = "\
karat_schema: 1
semantics: 1
types:
  casualties:
    evidence: required
    slots:
      count: {kind: count, weight: 4, key: true}
      effect: {kind: enum, values: [killed, wounded], weight: 2}
      during: {kind: date, weight: 2, key: true}
  opening:
    slots:
      what: {kind: entity, key: true}
      starts: {kind: instant, key: true}
views: {dates: [date, instant], counts: [count]}
";

const ENTITIES: &str = "\
karat_entities: 1
entities:
  dam: {names: {fr: [le barrage du Nord], en: [the north dam]}, kind: place}
  prefecture: {names: {fr: [la préfecture]}, kind: organisation}
";

const ARTICLE: &str = "\
La crue a tué au moins douze personnes le 3 mai 2021, selon la préfecture.
Le barrage du Nord a rouvert à 9h00, heure de Moscou, le 5 mai 2021.
";

const GOLD: &str = "\
# yaml-language-server: $schema=./gold.schema.json
karat: 1
article:
  language: fr
  published: 2021-05-06
  published_from: metadata
  sha256: [3a266cbe3e57aff3080d75d833f28f3b6e61bf1a12d4807ea783535b674af960]
coverage: {exhaustive: all}
status: labelled
annotators: [{by: someone, role: labeller, at: 2021-05-07}]

facts:
  dead-of-the-flood:
    casualties:
      count: at least 12
      effect: killed
      during: 2021-05-03
    said_by: prefecture
    quote: tué au moins douze personnes le 3 mai 2021

  dam-opens:
    opening:
      what: dam
      starts: 2021-05-05T09:00+03:00[Europe/Moscow]
    quote: 9h00, heure de Moscou, le 5 mai 2021

distractors:
  wounded:
    casualties: {count: 12, effect: wounded}
    reason: the twelve were killed

ignore: []
rejected: {}
";
