//! Adds one label with an editor: a form that comes back with its problems until it is right, or is given up.

use std::fs;
use std::path::PathBuf;
use std::process::{self, Command};

use karat::corpus::shown;
use karat::gold::Gold;
use karat::label::Context;
use karat::label::draft::Draft;
use karat::label::template::{is_blank, parse, template, with_problems};
use karat::problem::{Problem, sort_problems};
use karat::project::words::split_command;
use karat::report::words::counted;
use karat::store::{Bounds, GOLD_BYTES_MAX, read_file, write_atomically};

use crate::commands::add::ground::{Ground, refuse};
use crate::commands::add::line::{Line, SOURCE};
use crate::commands::add::once::{Done, Writing, attempt, show, strangers, target};
use crate::commands::add::put::Target;
use crate::exit::Exit;
use crate::output::complain;
use crate::settings::environment;

/// How often a form comes back: an editor that is a program may never end.
const ROUNDS_MAX: usize = 100;

/// A form in the editor.
struct Session<'a> {
    ground: &'a Ground,
    target: &'a Target,
    writing: &'a Writing,
    editor: Vec<String>,
    path: PathBuf,
}

/// Opens the editor on a form, with what the command line says filled in.
///
/// # Errors
/// If there is no editor, it fails, or the form is given up; the form is kept where something was filled in.
pub(crate) fn add(ground: &Ground, line: &Line, writing: &Writing) -> Result<Exit, Exit> {
    let mut sources = ground.corpus.sources.clone();
    sources.insert(SOURCE.to_owned(), line.text.clone());
    let strangers = strangers(line);
    let target = match target(ground, line, writing) {
        Ok(target) if strangers.is_empty() => target,
        Ok(_) => return Err(refuse(&strangers, &sources)),
        Err(problems) => return Err(refuse(&[strangers, problems].concat(), &sources)),
    };
    let editor = editor().map_err(|message| fail(&message))?;
    let form = form(ground, &target, &line.draft, writing).map_err(|problems| refuse(&problems, &sources))?;
    let path = form_path(ground, &target).map_err(|message| fail(&message))?;
    let session = Session { ground, target: &target, writing, editor, path };
    session.run(&form, &line.draft)
}

impl Session<'_> {
    fn run(&self, first: &str, draft: &Draft) -> Result<Exit, Exit> {
        let mut given = first.to_owned();
        for _ in 0..ROUNDS_MAX {
            self.write(&given)?;
            if let Err(message) = self.open() {
                complain(&format!("karat: {message}: nothing was written\n"));
                self.leave(first);
                return Err(Exit::Invalid);
            }
            let text = self.read()?;
            if is_blank(&text) || text == given {
                complain(if is_blank(&text) {
                    "the form is empty: "
                } else {
                    "the form was left as it is: "
                });
                complain("nothing was written\n");
                self.leave(first);
                return Err(Exit::NothingSelected);
            }
            match self.attempt(&text, draft) {
                Ok(done) => {
                    // What was written needs no form any more.
                    let _ = fs::remove_file(&self.path);
                    show(self.target, &done, self.writing.is_dry);
                    return Ok(Exit::Success);
                }
                Err(problems) => {
                    let n_problems = counted(problems.len() as u64, "problem", "problems");
                    complain(&format!(
                        "{n_problems}: the editor opens again; leave the form as it is to give up\n"
                    ));
                    given = with_problems(&text, &problems);
                }
            }
        }
        complain(&format!("given up after {ROUNDS_MAX} tries: nothing was written\n"));
        self.leave(first);
        Err(Exit::Invalid)
    }

    /// Adds what the form says, or returns everything that is wrong with it.
    fn attempt(&self, text: &str, draft: &Draft) -> Result<Done, Vec<Problem>> {
        let file = shown(&self.path);
        let (draft, mut problems) = parse(&file, text, draft.kind);
        // A form that cannot be read as a whole is never written, but its other problems are told at once.
        let is_dry = self.writing.is_dry || !problems.is_empty();
        let attempted =
            attempt(self.ground, self.target, &draft, &Writing { is_dry, ..self.writing.clone() });
        match attempted {
            Ok(done) if problems.is_empty() => return Ok(done),
            Ok(_) => {}
            Err(refused) => problems.extend(refused.problems),
        }
        for problem in problems.iter_mut().filter(|problem| problem.file != file) {
            problem.message = format!("{}: {}", problem.file, problem.message);
            problem.span = None;
        }
        sort_problems(&mut problems);
        Err(problems)
    }

    /// Starts the editor and waits for it.
    #[expect(clippy::disallowed_methods, reason = "the editor is the user's own, in the user's terminal")]
    fn open(&self) -> Result<(), String> {
        let (program, arguments) = self.editor.split_first().expect("an editor has a name");
        match Command::new(program).args(arguments).arg(&self.path).status() {
            Ok(status) if status.success() => Ok(()),
            Ok(status) => Err(match status.code() {
                Some(code) => format!("the editor {program} ended with status {code}"),
                None => format!("the editor {program} was killed"),
            }),
            Err(error) => Err(format!("the editor {program} cannot be started: {error}")),
        }
    }

    fn write(&self, text: &str) -> Result<(), Exit> {
        write_atomically(&self.path, text.as_bytes()).map_err(|error| fail(&error.to_string()))
    }

    fn read(&self) -> Result<String, Exit> {
        let bytes = read_file(&self.path, Bounds { root: None, n_bytes_max: GOLD_BYTES_MAX });
        let bytes = bytes.map_err(|error| fail(&error.to_string()))?;
        let kept = shown(&self.path);
        String::from_utf8(bytes)
            .map_err(|_| fail(&format!("the form is not UTF-8\nhelp: it is kept in {kept}")))
    }

    /// Removes a form in which nothing was filled in; tells where any other is kept.
    fn leave(&self, first: &str) {
        match self.read() {
            Ok(text) if text == first || is_blank(&text) => {
                // A form without content that stays does no harm.
                let _ = fs::remove_file(&self.path);
            }
            Ok(_) | Err(_) => {
                complain(&format!("help: what you filled in is kept in {}\n", shown(&self.path)))
            }
        }
    }
}

fn fail(message: &str) -> Exit {
    complain(&format!("karat: {message}\n"));
    Exit::Invalid
}

/// Returns the words that start the user's editor.
fn editor() -> Result<Vec<String>, String> {
    let named =
        ["VISUAL", "EDITOR"].into_iter().filter_map(environment).find(|words| !words.trim().is_empty());
    let Some(words) = named else {
        return Err(
            "no editor is named\nhelp: set EDITOR, as in EDITOR=nano karat add 002 casualties --edit"
                .to_owned(),
        );
    };
    split_command(&words).map_err(|error| format!("the editor \"{words}\" cannot be started: {error}"))
}

/// Returns the form of what the command line asks for.
fn form(ground: &Ground, target: &Target, draft: &Draft, writing: &Writing) -> Result<String, Vec<Problem>> {
    let corpus = &ground.corpus;
    let id = target.article.id();
    let is_there = crate::settings::is_there(&ground.folders().gold_file(id));
    let old = if is_there { Some(ground.folders().gold_text(id)?) } else { None };
    let text = ground.before(target, old.as_deref(), &writing.new_file)?;
    let (gold, problems) = Gold::decode(&target.gold_file, &text, &corpus.schema, &corpus.entities);
    let gold = gold.ok_or(problems)?;
    let context = Context { basis: corpus.basis(), article: &target.article, gold: &gold };
    template(&context, draft)
}

/// Returns where the form stands while it is filled in: beside what else karat keeps and git ignores.
fn form_path(ground: &Ground, target: &Target) -> Result<PathBuf, String> {
    let folder = ground.root.join(".karat").join("forms");
    fs::create_dir_all(&folder).map_err(|error| format!("cannot make {}: {error}", shown(&folder)))?;
    Ok(folder.join(format!("{}-{}.txt", target.article.id(), process::id())))
}
