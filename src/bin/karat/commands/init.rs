//! `karat init`: makes a folder in which `karat score` works at once, and overwrites nothing.

use std::fs;
use std::path::Path;

use karat::corpus::schemas::{Stale, StaleKind, check_schemas};
use karat::corpus::{Corpus, Folders, shown};
use karat::problem::Level;
use karat::report::schemas::written_line;
use karat::report::words::shell_word;
use karat::store::update::{Outdated, update_or_create};
use karat::store::{Bounds, GOLD_BYTES_MAX, read_file};

use crate::args::Init;
use crate::exit::Exit;
use crate::output::{complain, print};
use crate::settings::is_there;

/// A file that is written.
struct Template {
    /// Where, from the folder.
    path: &'static str,
    text: &'static str,
    part: Part,
    /// Lines that the user's own should have too, where it is kept.
    lines: &'static [&'static str],
}

/// What a file belongs to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    /// Of use in every folder.
    Settings,
    /// Types, an article and its labels, which fit each other and no other corpus.
    Corpus,
}

/// Everything that is written, in the order shown.
const TEMPLATES: [Template; 8] = [
    Template { path: "karat.yaml", text: include_str!("init/karat.yaml"), part: Part::Settings, lines: &[] },
    Template {
        path: "seeds/harbour-storm.txt",
        text: include_str!("init/harbour-storm.txt"),
        part: Part::Corpus,
        lines: &[],
    },
    Template {
        path: "gold/schema.yaml",
        text: include_str!("init/schema.yaml"),
        part: Part::Corpus,
        lines: &[],
    },
    Template {
        path: "gold/entities.yaml",
        text: include_str!("init/entities.yaml"),
        part: Part::Corpus,
        lines: &[],
    },
    Template {
        path: "gold/harbour-storm.yaml",
        text: include_str!("init/harbour-storm.yaml"),
        part: Part::Corpus,
        lines: &[],
    },
    Template { path: "extract.py", text: include_str!("init/extract.py"), part: Part::Settings, lines: &[] },
    Template {
        path: ".gitattributes",
        text: include_str!("init/gitattributes"),
        part: Part::Settings,
        lines: &["gold/*.yaml text eol=lf", "seeds/*.txt -text"],
    },
    Template {
        path: ".gitignore",
        text: include_str!("init/gitignore"),
        part: Part::Settings,
        lines: &[".karat/", ".*.tmp"],
    },
];

/// Runs the command.
pub(crate) fn run(args: &Init) -> Exit {
    let folder = args.folder.as_deref().filter(|folder| *folder != Path::new("."));
    let mut written = Written::default();
    let outcome = written.write_all(folder.unwrap_or(Path::new("")));
    print(&written.text);
    match outcome {
        Ok(()) => {
            let is_whole = written.n_left_out == 0;
            let second = if is_whole { "karat explain harbour-storm/road-reopens" } else { "karat lint" };
            print(&next(folder, second));
            Exit::Success
        }
        Err(message) => {
            complain(&format!("karat: {message}\nhelp: name a folder that can be written: karat init DIR\n"));
            Exit::Invalid
        }
    }
}

/// What was done so far.
#[derive(Default)]
struct Written {
    /// The same as lines for the user.
    text: String,
    /// How many files of the example were not written.
    n_left_out: usize,
}

impl Written {
    /// Writes what is not there, up to the first failure.
    fn write_all(&mut self, folder: &Path) -> Result<(), String> {
        let is_corpus = |template: &&Template| template.part == Part::Corpus;
        // Labels fit their own schema only: beside a schema of the user's they would be wrong.
        let has_corpus =
            TEMPLATES.iter().filter(is_corpus).any(|template| is_there(&folder.join(template.path)));
        for template in &TEMPLATES {
            let path = folder.join(template.path);
            if is_there(&path) {
                self.keep(template, &path);
            } else if template.part == Part::Corpus && has_corpus {
                self.n_left_out += 1;
            } else {
                write(&path, template.text)?;
                self.text.push_str(&format!("wrote  {}\n", shown(&path)));
            }
        }
        self.write_schemas(folder)?;
        if self.n_left_out > 0 {
            self.text.push_str("left out the example's other files: they would not fit what is there\n");
        }
        Ok(())
    }

    /// Writes the JSON Schemas that are not there, which the first lines of the templates name.
    fn write_schemas(&mut self, folder: &Path) -> Result<(), String> {
        let folders =
            Folders { articles: folder.join("seeds"), gold: folder.join("gold"), is_other_edition: false };
        let corpus = Corpus::without_articles(&folders);
        if corpus.problems.iter().any(|problem| problem.level == Level::Error) {
            return Ok(());
        }
        let check = check_schemas(corpus.basis(), Some(folder));
        // Beside a corpus of the user's, only what the settings name.
        let is_ours = |stale: &&Stale| self.n_left_out == 0 || !stale.path.starts_with(&folders.gold);
        let missing = check.stale.iter().filter(|stale| stale.kind == StaleKind::SchemaMissing);
        for stale in missing.filter(is_ours) {
            stale.write(folder).map_err(|error| error.to_string())?;
            self.text.push_str(&written_line(stale));
        }
        Ok(())
    }

    fn keep(&mut self, template: &Template, path: &Path) {
        self.text.push_str(&format!("kept   {}", shown(path)));
        let missing = missing_lines(template, path);
        if !missing.is_empty() {
            self.text.push_str(&format!(": add {}", missing.join(" and ")));
        }
        self.text.push('\n');
    }
}

/// Returns the lines that the user's own file lacks; none where it cannot be read.
fn missing_lines(template: &Template, path: &Path) -> Vec<&'static str> {
    let bounds = Bounds { root: None, n_bytes_max: GOLD_BYTES_MAX };
    let Ok(bytes) = read_file(path, bounds) else { return Vec::new() };
    let text = String::from_utf8_lossy(&bytes);
    let is_missing = |line: &&&str| !text.lines().any(|own| own.trim() == **line);
    template.lines.iter().filter(is_missing).copied().collect()
}

fn write(path: &Path, text: &str) -> Result<(), String> {
    if let Some(parent) = path.parent().filter(|parent| !parent.as_os_str().is_empty()) {
        fs::create_dir_all(parent).map_err(|error| format!("cannot make {}: {error}", shown(parent)))?;
    }
    let bounds = Bounds { root: None, n_bytes_max: GOLD_BYTES_MAX };
    // What somebody else made since we looked is theirs.
    let written = update_or_create(path, bounds, &mut |old| {
        if old.is_empty() { Ok(text.to_owned()) } else { Err(Outdated { path: path.to_owned() }) }
    });
    written.map(|_| ()).map_err(|error| error.to_string())
}

/// Returns what to type next.
fn next(folder: Option<&Path>, second: &str) -> String {
    let go = match folder {
        Some(folder) => format!("cd {}\n      ", shell_word(&shown(folder))),
        None => String::new(),
    };
    format!("\nnext: {go}karat score\n      {second}\n")
}
