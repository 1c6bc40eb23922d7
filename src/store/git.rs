//! Asks git what changed and what a file was; whatever git cannot tell is absent.

use std::collections::BTreeSet;
use std::ffi::{OsStr, OsString};
use std::fmt;
use std::fs;
use std::io::{ErrorKind, Read, Write};
use std::path::{Component, Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;

/// The most bytes that are taken from git at once.
const ANSWER_BYTES_MAX: u64 = 512 << 20;

/// What git is said to say when it says nothing.
const SILENCE: &str = "nothing";

/// What git reads from its environment that would lead it to another repository, as inside of a hook.
const ELSEWHERE: [&str; 8] = [
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_PREFIX",
    "GIT_OBJECT_DIRECTORY",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_COMMON_DIR",
    "GIT_NAMESPACE",
];

/// Why git did not answer, as a fragment that reads well after "failed: ".
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum GitError {
    /// There is no program `git`.
    NotInstalled,
    /// It answered, and not what was asked for.
    Refused {
        /// What it said, in one line.
        said: String,
        /// The command that it proposes, if it does.
        advice: Option<String>,
    },
    /// It knows no commit of this name.
    UnknownCommit {
        /// The name.
        name: String,
    },
    /// Nothing that it has leads from here and from there to one commit.
    NothingInCommon {
        /// The name of the other commit.
        name: String,
    },
    /// It said more than is read.
    TooLong,
}

impl fmt::Display for GitError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotInstalled => formatter.write_str("the program git is not installed"),
            Self::Refused { said, .. } => write!(formatter, "git says: {said}"),
            Self::UnknownCommit { name } => write!(formatter, "git knows no commit \"{name}\""),
            Self::NothingInCommon { name } => {
                write!(formatter, "git finds no commit that HEAD and \"{name}\" have in common")
            }
            Self::TooLong => write!(formatter, "git said more than {ANSWER_BYTES_MAX} bytes"),
        }
    }
}

impl std::error::Error for GitError {}

impl GitError {
    /// Returns what to do about it, where somebody knows.
    #[must_use]
    pub fn help(&self) -> Option<String> {
        match self {
            Self::NotInstalled | Self::TooLong => None,
            Self::Refused { advice, .. } => advice.as_ref().map(|command| format!("run {command}")),
            Self::UnknownCommit { .. } | Self::NothingInCommon { .. } => {
                let help = "name a branch, a tag or a commit that is here; a shallow clone gets them all by \
                            git fetch --unshallow, in CI by fetch-depth: 0, a single branch by git fetch origin BRANCH";
                Some(help.to_owned())
            }
        }
    }
}

/// A repository of git with its files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repository {
    /// Its folder, with all links followed.
    top: PathBuf,
}

/// A file as a commit has it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Version<'a> {
    /// `HEAD`, or the name of a commit.
    pub commit: &'a str,
    /// The file, from the folder of the repository, see [`Repository::inside`].
    pub path: &'a str,
}

/// What git knows of files, from the folder of the repository.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Status {
    /// Files that differ from the last commit, are new, or are gone.
    pub changed: BTreeSet<String>,
    /// Files and folders that are not followed because a rule says so; a folder ends with `/`.
    pub ignored: BTreeSet<String>,
}

/// A commit and the files of it that were asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Commit {
    /// Its name.
    pub id: String,
    /// The day on which it was written, where its author was: `2026-11-20`.
    pub day: String,
    /// The files that it changed, from the folder of the repository, in the order of git.
    pub paths: Vec<String>,
}

impl Repository {
    /// Returns the repository in which a folder stands; `None` outside of any. Starts no program.
    #[must_use]
    pub fn around(folder: &Path) -> Option<Self> {
        let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        let folder = fs::canonicalize(folder).ok()?;
        let top = folder.ancestors().find(|folder| fs::symlink_metadata(folder.join(".git")).is_ok())?;
        is_repository(&top.join(".git")).then(|| Self { top: top.to_owned() })
    }

    /// Returns the folder of the repository, with all links followed.
    #[must_use]
    pub fn top(&self) -> &Path {
        &self.top
    }

    /// Returns a path from the folder of the repository, with `/`; `None` if it lies outside or is not UTF-8.
    ///
    /// The folder of the file must exist; the file need not.
    #[must_use]
    pub fn inside(&self, path: &Path) -> Option<String> {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let folder = fs::canonicalize(folder).ok()?;
        let path = folder.join(path.file_name()?);
        let parts: Option<Vec<&str>> = path
            .strip_prefix(&self.top)
            .ok()?
            .components()
            .map(|part| if let Component::Normal(name) = part { name.to_str() } else { None })
            .collect();
        parts.map(|parts| parts.join("/"))
    }

    /// Returns what git knows of the files below some folders; without a commit, all that it does not ignore changed.
    ///
    /// What changed between `base` (see [`Self::merge_base`]) and the last commit changed too.
    ///
    /// # Errors
    /// If git cannot be asked.
    pub fn status(&self, folders: &[String], base: Option<&str>) -> Result<Status, GitError> {
        let arguments = [
            "status",
            "--porcelain=v1",
            "-z",
            "--no-renames",
            "--untracked-files=all",
            "--ignored=matching",
            "--",
        ];
        let mut arguments: Vec<OsString> = arguments.iter().map(OsString::from).collect();
        arguments.extend(folders.iter().map(|folder| literal(folder)));
        let answer = self.ask(&arguments, &[])?;
        let mut status = Status::default();
        for entry in answer.split(|byte| *byte == 0) {
            let Some((mark, path)) = entry.split_at_checked(3) else { continue };
            let Ok(path) = std::str::from_utf8(path) else { continue };
            let paths = if mark == b"!! " { &mut status.ignored } else { &mut status.changed };
            paths.insert(path.to_owned());
        }
        if let Some(base) = base {
            let arguments = ["diff", "--name-only", "--no-renames", "-z", base, "--"];
            let mut arguments: Vec<OsString> = arguments.iter().map(OsString::from).collect();
            arguments.extend(folders.iter().map(|folder| literal(folder)));
            let answer = self.ask(&arguments, &[])?;
            let paths = answer.split(|byte| *byte == 0).filter_map(|path| std::str::from_utf8(path).ok());
            status.changed.extend(paths.filter(|path| !path.is_empty()).map(str::to_owned));
        }
        Ok(status)
    }

    /// Returns the commit from which HEAD and a branch, tag or commit went apart.
    ///
    /// # Errors
    /// If git cannot be asked, knows no such commit, or has none that both come from.
    pub fn merge_base(&self, name: &str) -> Result<String, GitError> {
        // Git answers without a word where it only lacks what was asked for.
        let is_silent =
            |error: &GitError| matches!(error, GitError::Refused { said, advice: None } if said == SILENCE);
        let missing = |error: GitError, missing: GitError| if is_silent(&error) { missing } else { error };
        let unknown = || GitError::UnknownCommit { name: name.to_owned() };
        if name.starts_with('-') {
            return Err(unknown());
        }
        let commit = format!("{name}^{{commit}}");
        let arguments = ["rev-parse", "--verify", "--quiet", &commit].map(OsString::from);
        let commit = self.ask(&arguments, &[]).map_err(|error| missing(error, unknown()))?;
        let commit = String::from_utf8_lossy(&commit).trim().to_owned();
        let arguments = ["merge-base", &commit, "HEAD"].map(OsString::from);
        let base = self
            .ask(&arguments, &[])
            .map_err(|error| missing(error, GitError::NothingInCommon { name: name.to_owned() }))?;
        Ok(String::from_utf8_lossy(&base).trim().to_owned())
    }

    /// Returns what files were, in the order asked for; `None` where a commit does not have the file.
    ///
    /// All are asked for at once. What has to be fetched from elsewhere first is not there.
    ///
    /// # Errors
    /// If git cannot be asked.
    pub fn contents(&self, versions: &[Version<'_>]) -> Result<Vec<Option<Vec<u8>>>, GitError> {
        // A line break would end the question.
        let is_askable = |version: &Version<'_>| !version.path.contains('\n');
        let questions: String = versions
            .iter()
            .filter(|version| is_askable(version))
            .map(|version| format!("{}:{}\n", version.commit, version.path))
            .collect();
        if questions.is_empty() {
            return Ok(vec![None; versions.len()]);
        }
        let answer = self.ask(&["cat-file".into(), "--batch".into()], questions.as_bytes())?;
        let mut rest = answer.as_slice();
        let mut contents = Vec::with_capacity(versions.len());
        for version in versions {
            contents.push(if is_askable(version) { next_content(&mut rest) } else { None });
        }
        Ok(contents)
    }

    /// Returns the commits that changed files below a folder, newest first; of a merge, what it did itself.
    ///
    /// # Errors
    /// If git cannot be asked, or there is no commit yet.
    pub fn commits(&self, folder: &str) -> Result<Vec<Commit>, GitError> {
        let arguments = ["log", "--format=%x00%H %as", "--name-only", "-z", "--no-renames", "--"];
        let mut arguments: Vec<OsString> = arguments.iter().map(OsString::from).collect();
        arguments.push(literal(folder));
        let answer = self.ask(&arguments, &[])?;
        let answer = String::from_utf8_lossy(&answer);
        let mut commits: Vec<Commit> = Vec::new();
        for part in answer.split('\0').map(|part| part.trim_start_matches('\n')) {
            match (head_of_commit(part), commits.last_mut()) {
                (Some((id, day)), _) => {
                    commits.push(Commit { id: id.to_owned(), day: day.to_owned(), paths: Vec::new() });
                }
                (None, Some(commit)) if !part.is_empty() => commit.paths.push(part.to_owned()),
                (None, Some(_) | None) => {}
            }
        }
        Ok(commits)
    }

    /// Runs git in the repository and returns what it writes.
    fn ask(&self, arguments: &[OsString], input: &[u8]) -> Result<Vec<u8>, GitError> {
        let refused = |said: String| GitError::Refused { said, advice: None };
        let mut child = self.command(arguments).spawn().map_err(|cause| {
            let is_missing = cause.kind() == ErrorKind::NotFound;
            if is_missing { GitError::NotInstalled } else { refused(cause.to_string()) }
        })?;
        let (mut stdin, stdout, stderr) = (child.stdin.take(), child.stdout.take(), child.stderr.take());
        let (answer, said) = thread::scope(|scope| {
            scope.spawn(move || {
                // A git that stops reading says why on standard error.
                let _ = stdin.take().map(|mut pipe| pipe.write_all(input));
            });
            let said = scope.spawn(move || stderr.map(read_bounded).unwrap_or_default());
            (stdout.map(read_bounded).unwrap_or_default(), said.join().unwrap_or_default())
        });
        let status = child.wait().map_err(|cause| refused(cause.to_string()))?;
        if answer.len() as u64 > ANSWER_BYTES_MAX {
            return Err(GitError::TooLong);
        }
        if !status.success() {
            let said = String::from_utf8_lossy(&said);
            let mut lines = said.lines().map(str::trim).filter(|line| !line.is_empty());
            let line = lines.next().unwrap_or(SILENCE).to_owned();
            let advice = lines.find(|line| line.starts_with("git config ")).map(str::to_owned);
            return Err(GitError::Refused { said: line, advice });
        }
        Ok(answer)
    }

    #[expect(clippy::disallowed_methods, reason = "git is asked in this file and nowhere else")]
    fn command(&self, arguments: &[OsString]) -> Command {
        let mut command = Command::new("git");
        command.arg("-C").arg(&self.top);
        command.args([
            "-c",
            "core.quotepath=off",
            "-c",
            "core.fsmonitor=false",
            "-c",
            "log.showSignature=false",
        ]);
        command.args(arguments);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        for name in ELSEWHERE {
            command.env_remove(name);
        }
        command.env("LC_ALL", "C").env("GIT_OPTIONAL_LOCKS", "0").env("GIT_TERMINAL_PROMPT", "0");
        command.env("GIT_NO_LAZY_FETCH", "1");
        // A folder that only looks like a repository must not lead to one above it.
        command.env("GIT_CEILING_DIRECTORIES", self.top.parent().unwrap_or(&self.top));
        command
    }
}

/// Says whether something is the folder of a repository's own files, or a file that leads to it.
fn is_repository(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|found| found.is_file()) || fs::metadata(path.join("HEAD")).is_ok()
}

/// Returns a path that git takes letter by letter, whatever stars are in it.
fn literal(path: &str) -> OsString {
    let path = if path.is_empty() { "." } else { path };
    let mut argument = OsString::from(":(top,literal)");
    argument.push(OsStr::new(path));
    argument
}

fn read_bounded(pipe: impl Read) -> Vec<u8> {
    let mut bytes = Vec::new();
    // What was read before a failure is all there is; git's own exit tells of it.
    let _ = pipe.take(ANSWER_BYTES_MAX + 1).read_to_end(&mut bytes);
    bytes
}

/// Takes the next answer of `cat-file --batch`: `<id> blob <size>\n<content>\n`, or `<question> missing\n`.
fn next_content(rest: &mut &[u8]) -> Option<Vec<u8>> {
    let end = rest.iter().position(|byte| *byte == b'\n')?;
    let (line, behind) = rest.split_at_checked(end)?;
    *rest = behind.get(1..)?;
    let line = std::str::from_utf8(line).ok()?;
    let mut words = line.rsplit(' ');
    let (size, kind) = (words.next()?, words.next()?);
    let n_bytes: usize = if size == "missing" { return None } else { size.parse().ok()? };
    let content = rest.get(..n_bytes)?;
    *rest = rest.get(n_bytes + 1..)?;
    (kind == "blob").then(|| content.to_vec())
}

/// Takes `<40 or 64 hexadecimal digits> <day>` apart.
fn head_of_commit(part: &str) -> Option<(&str, &str)> {
    let (id, day) = part.split_once(' ')?;
    let is_id = matches!(id.len(), 40 | 64) && id.bytes().all(|byte| byte.is_ascii_hexdigit());
    let is_day = day.len() == 10 && day.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    (is_id && is_day).then_some((id, day))
}
