//! Changes a file that others may change too: one at a time, and whole or not at all.

use std::collections::BTreeSet;
use std::error::Error;
use std::fmt;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use crate::store::keep::list_everything;
use crate::store::{ARTICLE_BYTES_MAX, Bounds, StoreError, read_file, write_atomically};

/// What an update did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Updated {
    /// The file was made.
    Created,
    /// The file has other bytes now.
    Changed,
    /// The file has the bytes that it had, and was not written.
    Unchanged,
}

/// What becomes of a file that is not there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Absent {
    /// It is an error.
    Fails,
    /// It is made; its text before is empty.
    IsMade,
}

/// Why a file was left as it was.
#[derive(Debug)]
#[non_exhaustive]
pub enum UpdateError<E> {
    /// The file could not be read or written.
    Store(StoreError),
    /// The file is not UTF-8.
    NotUtf8 {
        /// The file.
        path: PathBuf,
        /// The first byte that is wrong, from 0.
        at: usize,
    },
    /// Somebody else is changing files of the folder, and did not end in time.
    Busy {
        /// The folder.
        folder: PathBuf,
        /// The program and its process number, where the system tells.
        holder: Option<String>,
    },
    /// The system cannot lock the folder.
    NoLock {
        /// The folder.
        folder: PathBuf,
        /// What the system says.
        cause: io::Error,
    },
    /// There is no new text.
    Refused(E),
}

impl<E: fmt::Display> fmt::Display for UpdateError<E> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Store(error) => error.fmt(formatter),
            Self::NotUtf8 { path, at } => write!(formatter, "{} is not UTF-8 at byte {at}", path.display()),
            Self::Busy { folder, holder } => {
                let holder = holder.as_deref().unwrap_or("another program");
                write!(
                    formatter,
                    "{holder} is changing files in {}: try again when it is done",
                    folder.display()
                )
            }
            Self::NoLock { folder, cause } => write!(formatter, "cannot lock {}: {cause}", folder.display()),
            Self::Refused(error) => error.fmt(formatter),
        }
    }
}

impl<E: Error + 'static> Error for UpdateError<E> {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Store(error) => error.source(),
            Self::NoLock { cause, .. } => Some(cause),
            Self::Refused(error) => error.source(),
            Self::NotUtf8 { .. } | Self::Busy { .. } => None,
        }
    }
}

/// How often a lock is tried for, and how long each wait is: five seconds in all.
const PATIENCE: Patience = Patience { n_tries: 1000, pause: Duration::from_millis(5) };

#[derive(Clone, Copy)]
struct Patience {
    n_tries: usize,
    pause: Duration,
}

/// Changes a file: `change` takes its text and returns the new one.
///
/// Until the new bytes stand in the file, nobody else who goes this way changes a file of the same folder; so `change`
/// must not update another one there. Whoever reads sees the old bytes or the new ones. A program that is killed on
/// the way leaves the old file, no lock, and at worst a hidden file that the next change in the folder removes.
///
/// The folder is what is locked: the file itself is replaced, so that a lock on it would hold the old one, and a lock
/// file would stay behind for git to find.
///
/// # Errors
/// If the file cannot be read within bounds or written, the folder stays locked for five seconds, or `change` fails.
pub fn update<E>(
    path: &Path,
    bounds: Bounds<'_>,
    change: &mut dyn FnMut(&str) -> Result<String, E>,
) -> Result<Updated, UpdateError<E>> {
    update_patiently((path, Absent::Fails), bounds, PATIENCE, change)
}

/// Does what [`update`] does; a file that is not there is made, its text before being empty.
///
/// # Errors
/// As [`update`], and if the folder is missing.
pub fn update_or_create<E>(
    path: &Path,
    bounds: Bounds<'_>,
    change: &mut dyn FnMut(&str) -> Result<String, E>,
) -> Result<Updated, UpdateError<E>> {
    update_patiently((path, Absent::IsMade), bounds, PATIENCE, change)
}

/// The file has other bytes than those that were read, or is gone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outdated {
    /// The file.
    pub path: PathBuf,
}

impl fmt::Display for Outdated {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} changed while karat looked at it", self.path.display())
    }
}

impl Error for Outdated {}

/// Gives a file a new text, if it still has the one that was read: what [`update`] does for who has read it before.
///
/// # Errors
/// As [`update`]; [`UpdateError::Refused`] if somebody changed the file since it was read.
pub fn replace(path: &Path, before: &str, after: &str) -> Result<Updated, UpdateError<Outdated>> {
    let bounds = Bounds { root: None, n_bytes_max: ARTICLE_BYTES_MAX };
    update(path, bounds, &mut |now| {
        if now == before { Ok(after.to_owned()) } else { Err(Outdated { path: path.to_owned() }) }
    })
}

fn update_patiently<E>(
    (path, absent): (&Path, Absent),
    bounds: Bounds<'_>,
    patience: Patience,
    change: &mut dyn FnMut(&str) -> Result<String, E>,
) -> Result<Updated, UpdateError<E>> {
    // A link is followed first, so that all ways to one file meet at one lock.
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let _lock = lock(folder_of(&target), folder_of(path), patience)?;
    let before = match (read_file(path, bounds), absent) {
        (Ok(bytes), _) => Some(bytes),
        (Err(StoreError::Missing { .. }), Absent::IsMade) => None,
        (Err(error), _) => return Err(UpdateError::Store(error)),
    };
    let is_new = before.is_none();
    let before = String::from_utf8(before.unwrap_or_default()).map_err(|error| UpdateError::NotUtf8 {
        path: path.to_owned(),
        at: error.utf8_error().valid_up_to(),
    })?;
    let after = change(&before).map_err(UpdateError::Refused)?;
    sweep(folder_of(&target));
    if after == before && !is_new {
        return Ok(Updated::Unchanged);
    }
    write_atomically(path, after.as_bytes()).map_err(UpdateError::Store)?;
    Ok(if is_new { Updated::Created } else { Updated::Changed })
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Locks a folder until the result is dropped, or the program ends in whatever way.
fn lock<E>(folder: &Path, named: &Path, patience: Patience) -> Result<File, UpdateError<E>> {
    let file = OpenOptions::new()
        .read(true)
        .open(folder)
        .map_err(|cause| UpdateError::Store(StoreError::of(named, "read", cause)))?;
    for n_tries in 0..patience.n_tries {
        if n_tries > 0 {
            thread::sleep(patience.pause);
        }
        match file.try_lock() {
            Ok(()) => return Ok(file),
            Err(TryLockError::WouldBlock) => {}
            Err(TryLockError::Error(cause)) => {
                return Err(UpdateError::NoLock { folder: named.to_owned(), cause });
            }
        }
    }
    Err(UpdateError::Busy { folder: named.to_owned(), holder: holder(&file) })
}

/// Returns the program that holds a lock, as messages name it.
#[cfg(target_os = "linux")]
#[expect(clippy::disallowed_methods, reason = "this is the room that touches files")]
fn holder(folder: &File) -> Option<String> {
    use std::os::unix::fs::MetadataExt;
    let inode = format!(":{}", folder.metadata().ok()?.ino());
    let locks = fs::read_to_string("/proc/locks").ok()?;
    let held = locks.lines().find_map(|line| {
        // `1: FLOCK  ADVISORY  WRITE 4711 08:01:12345 0 EOF`; who waits stands behind `->`.
        let words: Vec<&str> = line.split_whitespace().collect();
        let is_this = words.get(1) == Some(&"FLOCK") && words.get(5)?.ends_with(&inode);
        words.get(4).copied().filter(|_| is_this)
    })?;
    let name = fs::read_to_string(format!("/proc/{held}/comm")).ok()?;
    Some(format!("{} (process {held})", name.trim_end()))
}

/// Returns the program that holds a lock; this system does not tell.
#[cfg(not(target_os = "linux"))]
const fn holder(_folder: &File) -> Option<String> {
    None
}

/// Removes what killed programs left of their attempts to write files of a folder, once for each folder.
///
/// That files stay behind is no reason to fail: they are hidden, and nobody takes them for the file. What is left while
/// this program runs waits for the next one: a folder of many files is not listed for each of them.
fn sweep(folder: &Path) {
    static SWEPT: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());
    if !SWEPT.lock().unwrap_or_else(PoisonError::into_inner).insert(folder.to_owned()) {
        return;
    }
    for found in list_everything(folder).unwrap_or_default() {
        let name = found.path.file_name().map(|name| name.to_string_lossy().into_owned());
        if !found.is_folder && name.as_deref().and_then(writer).is_some_and(is_gone) {
            let _ = fs::remove_file(&found.path);
        }
    }
}

/// Returns the process that writes a file, which the file's hidden name tells: `.a.yaml.4711-0.tmp`.
fn writer(name: &str) -> Option<u32> {
    let (_, marks) = name.strip_prefix('.')?.strip_suffix(".tmp")?.rsplit_once('.')?;
    let (process, number) = marks.split_once('-')?;
    number.parse::<u64>().ok()?;
    process.parse().ok()
}

/// Says whether no program of a process number runs any more; where the system does not tell, none is gone.
fn is_gone(process: u32) -> bool {
    Path::new("/proc/self").exists() && !Path::new(&format!("/proc/{process}")).exists()
}

#[cfg(test)]
mod tests {
    use std::process;
    use std::sync::Barrier;

    use super::*;

    /// A folder of its own for one test, removed at its end.
    struct Folder(PathBuf);

    impl Folder {
        fn new(name: &str) -> Self {
            let path = std::env::temp_dir().join(format!("karat-update-{}-{name}", process::id()));
            fs::create_dir_all(&path).unwrap();
            Self(path)
        }

        fn file(&self, text: &str) -> PathBuf {
            let path = self.0.join("a.yaml");
            write_atomically(&path, text.as_bytes()).unwrap();
            path
        }

        fn names(&self) -> Vec<String> {
            let files = list_everything(&self.0).unwrap();
            files.iter().map(|found| found.path.file_name().unwrap().to_string_lossy().into_owned()).collect()
        }

        /// Compares a message after taking out the folder's own path.
        fn check_error<E: fmt::Display>(&self, error: &UpdateError<E>, expected: &str) {
            assert_eq!(error.to_string().replace(&self.0.display().to_string(), "F"), expected);
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    const BOUNDS: Bounds<'_> = Bounds { root: None, n_bytes_max: 1 << 20 };

    fn append(text: &str) -> impl FnMut(&str) -> Result<String, String> {
        move |before| Ok(format!("{before}{text}"))
    }

    fn read(path: &Path) -> String {
        String::from_utf8(read_file(path, BOUNDS).unwrap()).unwrap()
    }

    #[test]
    fn a_file_is_changed_only_where_the_bytes_differ() {
        let folder = Folder::new("change");
        let path = folder.file("un\n");
        assert_eq!(update(&path, BOUNDS, &mut append("deux\n")).unwrap(), Updated::Changed);
        let modified = || fs::metadata(&path).unwrap().modified().unwrap();
        let before = modified();
        assert_eq!(update(&path, BOUNDS, &mut append("")).unwrap(), Updated::Unchanged);
        assert_eq!((read(&path).as_str(), modified()), ("un\ndeux\n", before));
    }

    #[test]
    fn a_missing_file_is_made_only_when_asked() {
        let folder = Folder::new("made");
        let path = folder.0.join("a.yaml");
        folder.check_error(&update(&path, BOUNDS, &mut append("x")).unwrap_err(), "F/a.yaml does not exist");
        assert_eq!(update_or_create(&path, BOUNDS, &mut append("")).unwrap(), Updated::Created);
        assert_eq!(update_or_create(&path, BOUNDS, &mut append("x")).unwrap(), Updated::Changed);
        let error = update_or_create(&folder.0.join("no/a.yaml"), BOUNDS, &mut append("x")).unwrap_err();
        folder.check_error(&error, "F/no does not exist");
    }

    #[test]
    fn a_refused_change_leaves_the_file() {
        let folder = Folder::new("refused");
        let path = folder.file("un\n");
        let error = update(&path, BOUNDS, &mut |_| Err("line 1: no")).unwrap_err();
        folder.check_error(&error, "line 1: no");
        assert_eq!(read(&path), "un\n");
    }

    #[test]
    fn a_file_that_is_not_utf8_is_left() {
        let folder = Folder::new("utf8");
        let path = folder.0.join("a.yaml");
        write_atomically(&path, b"ab\xff").unwrap();
        let error = update(&path, BOUNDS, &mut append("x")).unwrap_err();
        folder.check_error(&error, "F/a.yaml is not UTF-8 at byte 2");
    }

    #[test]
    fn threads_that_change_one_file_lose_nothing() {
        let folder = Folder::new("threads");
        let path = folder.file("");
        let (n_threads, n_lines) = (8, 20);
        let barrier = Barrier::new(n_threads);
        thread::scope(|scope| {
            for number in 0..n_threads {
                let (path, barrier) = (&path, &barrier);
                scope.spawn(move || {
                    barrier.wait();
                    for line in 0..n_lines {
                        update(path, BOUNDS, &mut append(&format!("{number}.{line}\n"))).unwrap();
                    }
                });
            }
        });
        let text = read(&path);
        let mut lines: Vec<&str> = text.lines().collect();
        lines.sort_unstable();
        lines.dedup();
        assert_eq!(lines.len(), n_threads * n_lines);
        assert_eq!(folder.names(), ["a.yaml"]);
    }

    #[test]
    fn who_waits_in_vain_hears_who_is_in_the_way() {
        let folder = Folder::new("busy");
        let path = folder.file("un\n");
        let lock = lock::<String>(&folder.0, &folder.0, PATIENCE).unwrap();
        let impatient = Patience { n_tries: 2, pause: Duration::from_millis(1) };
        let error =
            update_patiently((&path, Absent::Fails), BOUNDS, impatient, &mut append("x")).unwrap_err();
        let UpdateError::Busy { holder, .. } = &error else { panic!("{error}") };
        if cfg!(target_os = "linux") {
            let holder = holder.as_deref().unwrap();
            assert!(holder.ends_with(&format!(" (process {})", process::id())), "{holder}");
            folder
                .check_error(&error, &format!("{holder} is changing files in F: try again when it is done"));
        }
        drop(lock);
        assert_eq!(update(&path, BOUNDS, &mut append("deux\n")).unwrap(), Updated::Changed);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn remains_of_killed_programs_go_and_those_of_running_ones_stay() {
        let folder = Folder::new("remains");
        let path = folder.file("un\n");
        let running = format!(".a.yaml.{}-99.tmp", process::id());
        for name in
            [".a.yaml.4194399-0.tmp", ".b.yaml.4194399-0.tmp", ".a.yaml.x-0.tmp", ".4-0.tmp", &running]
        {
            write_atomically(&folder.0.join(name), b"half").unwrap();
        }
        update(&path, BOUNDS, &mut append("deux\n")).unwrap();
        assert_eq!(folder.names(), [".4-0.tmp", running.as_str(), ".a.yaml.x-0.tmp", "a.yaml"]);
    }

    #[test]
    fn who_has_read_a_file_replaces_it_only_while_nobody_else_changes_it() {
        let folder = Folder::new("outdated");
        let path = folder.file("un\n");
        assert_eq!(replace(&path, "un\n", "deux\n").unwrap(), Updated::Changed);
        let error = replace(&path, "un\n", "trois\n").unwrap_err();
        assert!(matches!(error, UpdateError::Refused(Outdated { .. })));
        folder.check_error(&error, "F/a.yaml changed while karat looked at it");
        assert_eq!(read(&path), "deux\n");
    }

    #[cfg(unix)]
    #[test]
    fn two_ways_to_one_file_meet_at_one_lock() {
        let folder = Folder::new("link");
        let path = folder.file("un\n");
        fs::create_dir(folder.0.join("in")).unwrap();
        std::os::unix::fs::symlink("../a.yaml", folder.0.join("in/b.yaml")).unwrap();
        let lock = lock::<String>(&folder.0, &folder.0, PATIENCE).unwrap();
        let impatient = Patience { n_tries: 1, pause: Duration::ZERO };
        let link = folder.0.join("in/b.yaml");
        let error =
            update_patiently((&link, Absent::Fails), BOUNDS, impatient, &mut append("x")).unwrap_err();
        assert!(matches!(error, UpdateError::Busy { .. }), "{error}");
        drop(lock);
        update(&link, BOUNDS, &mut append("deux\n")).unwrap();
        assert_eq!(read(&path), "un\ndeux\n");
    }
}
