//! Starts a program, or says why it cannot be started and what to do about it.

use std::ffi::{OsStr, OsString};
use std::io::{Error, PipeReader, PipeWriter, Read, pipe};
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use rustix::io::Errno;

use crate::extract::failure::{Failure, FailureKind};
use crate::extract::process::ProgramSetup;
use crate::extract::process::mark::{MARK, Mark};
use crate::extract::reply::escaped;

/// Where programs are looked for if no variable says it.
const DEFAULT_PATH: &str = "/usr/local/bin:/usr/bin:/bin";

/// Our ends of the pipes of a program that was just started.
#[derive(Debug)]
pub(crate) struct Started {
    pub(crate) stdin: PipeWriter,
    /// The other end of its input: while it is open, the system tells how much was not read.
    pub(crate) stdin_reader: PipeReader,
    pub(crate) stdout: PipeReader,
    pub(crate) stderr: PipeReader,
}

/// Starts a program in a group of its own.
pub(crate) fn start(setup: &ProgramSetup, mark: Mark) -> Result<(Child, Started), Failure> {
    let path = locate(setup)?;
    spawn(setup, &path, mark).map_err(|error| refused(setup, &path, &error))
}

#[expect(clippy::disallowed_methods, reason = "this is where extractors are started")]
fn spawn(setup: &ProgramSetup, path: &Path, mark: Mark) -> Result<(Child, Started), Error> {
    let (stdin_reader, stdin) = pipe()?;
    let (stdout, stdout_writer) = pipe()?;
    let (stderr, stderr_writer) = pipe()?;
    let mut command = Command::new(path);
    let (name, arguments) = setup.argv.split_first().expect("a setup names a program");
    command.arg0(name).args(arguments).current_dir(&setup.cwd).process_group(0);
    command.env_clear().envs(&setup.variables).env(MARK, nested(setup, mark));
    command.stdin(stdin_reader.try_clone()?).stdout(stdout_writer).stderr(Stdio::from(stderr_writer));
    let child = command.spawn()?;
    Ok((child, Started { stdin, stdin_reader, stdout, stderr }))
}

/// Returns the marks of a program: those of this one, if it was started so itself, and its own.
fn nested(setup: &ProgramSetup, mark: Mark) -> OsString {
    let mut marks = OsString::new();
    if let Some(outer) = setup.environment.get(MARK) {
        marks.push(outer);
        marks.push("/");
    }
    marks.push(mark.to_string());
    marks
}

fn cannot_start(detail: String) -> Failure {
    Failure::new(FailureKind::CannotStart, detail).permanent()
}

/// Finds the program's file, as a shell in its folder would.
fn locate(setup: &ProgramSetup) -> Result<PathBuf, Failure> {
    let cwd = &setup.cwd;
    if !cwd.is_dir() {
        return Err(cannot_start(format!("there is no folder {} to run it in", shown(cwd))));
    }
    let name = setup.argv.first().map(String::as_str).unwrap_or_default();
    if name.contains('/') {
        let path = absolute(cwd, Path::new(name));
        return if is_program(&path) { Ok(path) } else { Err(cannot_start(why_no_program(name, &path))) };
    }
    let variable = setup.variables.get(OsStr::new("PATH")).or_else(|| setup.environment.get("PATH"));
    let folders = variable.map_or_else(|| OsString::from(DEFAULT_PATH), Clone::clone);
    for folder in split_paths(&folders) {
        let path = absolute(cwd, &folder).join(name);
        if is_program(&path) {
            return Ok(path);
        }
    }
    let mut detail = format!("no program {name:?} in PATH");
    let file = cwd.join(name);
    if file.is_file() {
        let call = if is_program(&file) { format!("[\"./{name}\"]") } else { how_to_call(name) };
        detail += &format!("; for the file of that name in {} write {call}", shown(cwd));
    }
    Err(cannot_start(detail))
}

/// Splits a list of folders; an empty one is the folder itself.
fn split_paths(list: &OsStr) -> Vec<PathBuf> {
    use std::os::unix::ffi::OsStrExt;
    let folders = list.as_bytes().split(|byte| *byte == b':');
    folders
        .map(|folder| PathBuf::from(OsStr::from_bytes(if folder.is_empty() { b"." } else { folder })))
        .collect()
}

/// Returns a path that means the same in every folder.
fn absolute(cwd: &Path, path: &Path) -> PathBuf {
    if path.is_absolute() {
        return path.to_owned();
    }
    let cwd = if cwd.is_absolute() {
        cwd.to_owned()
    } else {
        cwd.canonicalize().unwrap_or_else(|_| cwd.to_owned())
    };
    // Without the dots of `./x`, which nobody wants to read.
    cwd.join(path).components().collect()
}

fn is_program(path: &Path) -> bool {
    path.metadata().is_ok_and(|metadata| metadata.is_file() && metadata.permissions().mode() & 0o111 != 0)
}

fn why_no_program(name: &str, path: &Path) -> String {
    if path.is_dir() {
        format!("{name:?} is a folder")
    } else if path.is_file() {
        format!(
            "{name:?} is not executable: write {}, or make it executable with chmod +x",
            how_to_call(name)
        )
    } else {
        format!("there is no file {}", shown(path))
    }
}

/// Returns a command line that runs a script.
fn how_to_call(name: &str) -> String {
    let extension = Path::new(name).extension().and_then(OsStr::to_str).unwrap_or_default();
    let interpreter = match extension {
        "py" => "python3",
        "js" | "mjs" | "cjs" => "node",
        "sh" => "sh",
        "rb" => "ruby",
        "pl" => "perl",
        "R" | "r" => "Rscript",
        _ => "PROGRAM",
    };
    format!("[{interpreter:?}, {:?}]", name.trim_start_matches("./"))
}

/// Says why the system did not start a program that is there.
fn refused(setup: &ProgramSetup, path: &Path, error: &Error) -> Failure {
    let name = setup.argv.first().map(String::as_str).unwrap_or_default();
    match Errno::from_io_error(error) {
        Some(Errno::NOENT) => match interpreter(path) {
            Some(interpreter) => cannot_start(format!(
                "the first line of {} asks for \"{}\", which is not there",
                shown(path),
                escaped(&interpreter)
            )),
            None => cannot_start(format!("{}: {error}", shown(path))),
        },
        Some(Errno::ACCESS | Errno::PERM) => {
            cannot_start(format!("running {} is not allowed here", shown(path)))
        }
        Some(Errno::TOOBIG) => {
            cannot_start("its arguments and environment are too long for the system".to_owned())
        }
        Some(Errno::NOEXEC) => cannot_start(format!(
            "{} is no program for this system and its first line names none (\"#!/bin/sh\"): write {}",
            shown(path),
            how_to_call(name)
        )),
        // Out of processes, memory or file descriptors, or the file is just being written: that may pass.
        Some(_) | None => Failure::new(FailureKind::CannotStart, format!("{}: {error}", shown(path))),
    }
}

/// Returns the interpreter that the first line of a script names.
#[expect(clippy::disallowed_methods, reason = "a look at the first line of a program that did not start")]
fn interpreter(path: &Path) -> Option<String> {
    let mut beginning = Vec::new();
    std::fs::File::open(path).ok()?.take(256).read_to_end(&mut beginning).ok()?;
    let beginning = String::from_utf8_lossy(&beginning);
    let line = beginning.strip_prefix("#!")?.split('\n').next()?;
    let line = line.trim_matches([' ', '\t']);
    Some(line.split([' ', '\t']).next().unwrap_or(line).to_owned())
}

fn shown(path: &Path) -> String {
    format!("\"{}\"", escaped(&path.display().to_string()))
}
