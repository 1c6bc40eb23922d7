//! Touches files: reads them within limits, lists folders, and replaces files in one step.

use std::error::Error;
use std::ffi::OsStr;
use std::fmt;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::process;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::article::BytesHash;

pub mod git;
pub mod keep;
pub mod update;

/// The longest article that is read, in bytes.
pub const ARTICLE_BYTES_MAX: u64 = 64 << 20;
/// The longest gold file that is read, in bytes.
pub const GOLD_BYTES_MAX: u64 = 32 << 20;

/// Why a file or folder could not be read or written; each variant names the path.
#[derive(Debug)]
#[non_exhaustive]
pub enum StoreError {
    /// There is no such file or folder.
    Missing {
        /// What was asked for.
        path: PathBuf,
    },
    /// It is a folder, a pipe or a device.
    NotAFile {
        /// What was asked for.
        path: PathBuf,
    },
    /// It is not a folder.
    NotAFolder {
        /// What was asked for.
        path: PathBuf,
    },
    /// It holds more than is allowed.
    TooLarge {
        /// What was asked for.
        path: PathBuf,
        /// How long it is, in bytes; at least so much if it grew while it was read.
        n_bytes: u64,
        /// The most that is read.
        n_bytes_max: u64,
    },
    /// It is, or stands behind, a symbolic link out of the folder.
    LinkOut {
        /// What was asked for.
        path: PathBuf,
        /// Where it leads.
        target: PathBuf,
    },
    /// Its name is not UTF-8, or is no file name.
    Name {
        /// What was asked for.
        path: PathBuf,
    },
    /// The system refused.
    Io {
        /// What was asked for.
        path: PathBuf,
        /// What was tried: `read`, `list`, `write`.
        verb: &'static str,
        /// What the system says.
        cause: io::Error,
    },
}

impl fmt::Display for StoreError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing { path } => write!(formatter, "{} does not exist", path.display()),
            Self::NotAFile { path } => write!(formatter, "{} is not a regular file", path.display()),
            Self::NotAFolder { path } => write!(formatter, "{} is not a folder", path.display()),
            Self::TooLarge { path, n_bytes, n_bytes_max } => {
                write!(formatter, "{} has {n_bytes} bytes; at most {n_bytes_max} are read", path.display())
            }
            Self::LinkOut { path, target } => {
                write!(formatter, "{} links out of the folder, to {}", path.display(), target.display())
            }
            Self::Name { path } => write!(formatter, "{} has a name that is not UTF-8", path.display()),
            Self::Io { path, verb, cause } => write!(formatter, "cannot {verb} {}: {cause}", path.display()),
        }
    }
}

impl Error for StoreError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Io { cause, .. } => Some(cause),
            Self::Missing { .. }
            | Self::NotAFile { .. }
            | Self::NotAFolder { .. }
            | Self::TooLarge { .. }
            | Self::LinkOut { .. }
            | Self::Name { .. } => None,
        }
    }
}

impl StoreError {
    fn of(path: &Path, verb: &'static str, cause: io::Error) -> Self {
        let path = path.to_owned();
        if cause.kind() == io::ErrorKind::NotFound {
            Self::Missing { path }
        } else if cause.kind() == io::ErrorKind::NotADirectory {
            Self::NotAFolder { path: path.parent().map_or_else(|| path.clone(), Path::to_owned) }
        } else {
            Self::Io { path, verb, cause }
        }
    }
}

/// What a read may touch.
#[derive(Clone, Copy, Debug)]
pub struct Bounds<'path> {
    /// The folder that symbolic links must not leave; `None` lets them lead anywhere.
    pub root: Option<&'path Path>,
    /// The longest file that is read, in bytes.
    pub n_bytes_max: u64,
}

/// Reads a regular file.
///
/// # Errors
/// If it is missing, not a regular file, longer than allowed, behind a link out of the root, or cannot be read.
pub fn read_file(path: &Path, bounds: Bounds<'_>) -> Result<Vec<u8>, StoreError> {
    // Looked at before it is opened: opening a pipe waits for a writer.
    let metadata = fs::metadata(path).map_err(|cause| StoreError::of(path, "read", cause))?;
    if !metadata.is_file() {
        return Err(StoreError::NotAFile { path: path.to_owned() });
    }
    if let Some(root) = bounds.root {
        refuse_link_out(path, root)?;
    }
    let n_bytes_max = bounds.n_bytes_max;
    if metadata.len() > n_bytes_max {
        return Err(StoreError::TooLarge { path: path.to_owned(), n_bytes: metadata.len(), n_bytes_max });
    }
    let file =
        OpenOptions::new().read(true).open(path).map_err(|cause| StoreError::of(path, "read", cause))?;
    let mut bytes = Vec::with_capacity(usize::try_from(metadata.len()).unwrap_or(0));
    let read = file.take(n_bytes_max.saturating_add(1)).read_to_end(&mut bytes);
    let n_bytes =
        u64::try_from(read.map_err(|cause| StoreError::of(path, "read", cause))?).unwrap_or(u64::MAX);
    if n_bytes > n_bytes_max {
        return Err(StoreError::TooLarge { path: path.to_owned(), n_bytes, n_bytes_max });
    }
    Ok(bytes)
}

/// Reads at most so many bytes from the start of a regular file; symbolic links may lead anywhere.
///
/// # Errors
/// If it is missing, not a regular file, or cannot be read.
pub fn read_start(path: &Path, n_bytes_max: u64) -> Result<Vec<u8>, StoreError> {
    let failed = |cause| StoreError::of(path, "read", cause);
    if !fs::metadata(path).map_err(failed)?.is_file() {
        return Err(StoreError::NotAFile { path: path.to_owned() });
    }
    let file = OpenOptions::new().read(true).open(path).map_err(failed)?;
    let mut bytes = Vec::new();
    file.take(n_bytes_max).read_to_end(&mut bytes).map_err(failed)?;
    Ok(bytes)
}

/// Returns the hash of a regular file, which is never held as a whole: 64 lower-case hexadecimal digits.
///
/// # Errors
/// If it is missing, not a regular file, longer than allowed, or cannot be read.
pub fn file_sha256(path: &Path, n_bytes_max: u64) -> Result<String, StoreError> {
    let failed = |cause| StoreError::of(path, "read", cause);
    let metadata = fs::metadata(path).map_err(failed)?;
    if !metadata.is_file() {
        return Err(StoreError::NotAFile { path: path.to_owned() });
    }
    if metadata.len() > n_bytes_max {
        return Err(StoreError::TooLarge { path: path.to_owned(), n_bytes: metadata.len(), n_bytes_max });
    }
    let mut file = OpenOptions::new().read(true).open(path).map_err(failed)?;
    let mut hash = BytesHash::default();
    let mut buffer = vec![0; 1 << 16];
    loop {
        let n_bytes = file.read(&mut buffer).map_err(failed)?;
        if n_bytes == 0 {
            return Ok(hash.digits());
        }
        hash.add(buffer.get(..n_bytes).unwrap_or_default());
    }
}

/// Returns where a path leads when all links are followed; `None` if it leads nowhere.
#[must_use]
pub fn real_path(path: &Path) -> Option<PathBuf> {
    fs::canonicalize(path).ok()
}

fn refuse_link_out(path: &Path, root: &Path) -> Result<(), StoreError> {
    let target = fs::canonicalize(path).map_err(|cause| StoreError::of(path, "read", cause))?;
    let root = fs::canonicalize(root).map_err(|cause| StoreError::of(root, "read", cause))?;
    if target.starts_with(&root) {
        Ok(())
    } else {
        Err(StoreError::LinkOut { path: path.to_owned(), target })
    }
}

/// How deep a folder is listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Depth {
    /// Only what stands in the folder itself.
    Here,
    /// Also what stands in the folders below it; links to folders are not followed.
    Below,
}

/// A file of a folder.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry {
    /// The root joined with the way to the file.
    pub path: PathBuf,
    /// The file name without the extension.
    pub stem: String,
}

/// Lists the files of a folder whose names end in `.` and the extension, in the order of the bytes of their paths.
///
/// Hidden files and folders, whose names begin with a dot, are left out. A link to a file is listed, wherever it leads:
/// [`read_file`] decides.
///
/// # Errors
/// If the folder is missing or cannot be listed, or a matching name is not UTF-8.
pub fn list_files(root: &Path, extension: &str, depth: Depth) -> Result<Vec<Entry>, StoreError> {
    let metadata = fs::metadata(root).map_err(|cause| StoreError::of(root, "list", cause))?;
    if !metadata.is_dir() {
        return Err(StoreError::NotAFolder { path: root.to_owned() });
    }
    let mut entries = Vec::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for path in list_folder(&folder)? {
            let kind = fs::symlink_metadata(&path).map_err(|cause| StoreError::of(&path, "list", cause))?;
            if kind.is_dir() && depth == Depth::Below {
                folders.push(path);
            } else if !kind.is_dir() && path.extension() == Some(OsStr::new(extension)) {
                entries.push(entry(path)?);
            }
        }
    }
    entries.sort_by(|a, b| a.path.as_os_str().as_encoded_bytes().cmp(b.path.as_os_str().as_encoded_bytes()));
    Ok(entries)
}

#[expect(clippy::disallowed_methods, reason = "this is the room that touches files")]
fn list_folder(folder: &Path) -> Result<Vec<PathBuf>, StoreError> {
    let failed = |cause| StoreError::of(folder, "list", cause);
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        if !entry.file_name().as_encoded_bytes().starts_with(b".") {
            paths.push(entry.path());
        }
    }
    Ok(paths)
}

fn entry(path: PathBuf) -> Result<Entry, StoreError> {
    match path.file_stem().and_then(OsStr::to_str).map(str::to_owned) {
        Some(stem) => Ok(Entry { path, stem }),
        None => Err(StoreError::Name { path }),
    }
}

/// Writes a file in one step: whoever reads it sees the old bytes or the new ones, never a part.
///
/// This is for what karat makes anew, such as records and reports. What people write too goes through
/// [`update`](mod@update), which loses nothing that others write at once.
///
/// The bytes go to a new file in the same folder, which then takes the name, with the permissions of the file it
/// replaces, and with its owner and group where the system lets us. A symbolic link stays, and the file it leads to is
/// replaced. A hard link is cut: its other names keep the old bytes. Nothing is left behind on failure.
///
/// # Errors
/// If the folder is missing, the file may not be written, or the system refuses.
pub fn write_atomically(path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    let failed = |cause| StoreError::of(path, "write", cause);
    let is_link = fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_symlink());
    let target = if is_link { fs::canonicalize(path).map_err(failed)? } else { path.to_owned() };
    if is_protected(&target) {
        let cause = "it is write-protected (chmod u+w lets karat change it)";
        return Err(failed(io::Error::new(io::ErrorKind::PermissionDenied, cause)));
    }
    let (temporary, file) = keep::create_unfinished(&target, target.parent().unwrap_or(Path::new("")), path)?;
    let written = write_and_rename((&temporary, file), &target, bytes);
    if written.is_err() {
        // The first failure is the one to tell; the file may not even exist.
        let _ = fs::remove_file(&temporary);
    }
    written.map_err(failed)
}

/// Says whether a file is there and may not be written, which a rename would pass over.
fn is_protected(target: &Path) -> bool {
    // The superuser may open what nobody may write.
    fs::metadata(target).is_ok_and(|metadata| metadata.is_file() && metadata.permissions().readonly())
        || OpenOptions::new()
            .write(true)
            .open(target)
            .is_err_and(|cause| cause.kind() == io::ErrorKind::PermissionDenied)
}

/// Returns a hidden name in the same folder that no other writer uses.
fn temporary_path(target: &Path) -> Option<PathBuf> {
    static N_WRITTEN: AtomicU64 = AtomicU64::new(0);
    let n_written = N_WRITTEN.fetch_add(1, Ordering::Relaxed);
    let mut name = OsStr::new(".").to_owned();
    name.push(target.file_name()?);
    name.push(format!(".{}-{n_written}.tmp", process::id()));
    Some(target.with_file_name(name))
}

fn write_and_rename((temporary, mut file): (&Path, File), target: &Path, bytes: &[u8]) -> io::Result<()> {
    file.write_all(bytes)?;
    if let Ok(metadata) = fs::metadata(target) {
        keep_owner(&file, &metadata);
        file.set_permissions(metadata.permissions())?;
    }
    file.sync_all()?;
    drop(file);
    fs::rename(temporary, target)?;
    sync_folder(target);
    Ok(())
}

/// Gives a file the owner and group of another; without the right to, the group alone, or neither.
#[cfg(unix)]
fn keep_owner(file: &File, old: &fs::Metadata) {
    use std::os::unix::fs::{MetadataExt, fchown};
    let (owner, group) = (old.uid(), old.gid());
    if file.metadata().is_ok_and(|new| (new.uid(), new.gid()) != (owner, group))
        && fchown(file, Some(owner), Some(group)).is_err()
    {
        let _ = fchown(file, None, Some(group));
    }
}

/// Gives a file the owner and group of another, where there are such.
#[cfg(not(unix))]
const fn keep_owner(_file: &File, _old: &fs::Metadata) {}

/// Makes the new name last; not every system can, and the bytes are safe without it.
fn sync_folder(target: &Path) {
    let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if let Ok(folder) = OpenOptions::new().read(true).open(folder) {
        let _ = folder.sync_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder of its own for one test, removed at its end.
    struct Folder(PathBuf);

    impl Folder {
        fn new(name: &str) -> Self {
            let path = std::env::temp_dir().join(format!("karat-store-{}-{name}", process::id()));
            fs::create_dir_all(&path).unwrap();
            Self(path)
        }

        fn write(&self, name: &str, bytes: &[u8]) -> PathBuf {
            let path = self.0.join(name);
            write_atomically(&path, bytes).unwrap();
            path
        }

        fn read(&self, name: &str, n_bytes_max: u64) -> Result<Vec<u8>, StoreError> {
            read_file(&self.0.join(name), Bounds { root: Some(&self.0), n_bytes_max })
        }

        fn names(&self, depth: Depth) -> Vec<String> {
            list_files(&self.0, "txt", depth).unwrap().into_iter().map(|entry| entry.stem).collect()
        }

        /// Compares a message after taking out the folder's own path.
        fn check_error(&self, error: &StoreError, expected: &str) {
            let folder = format!("{}/", self.0.display());
            assert_eq!(error.to_string().replace(&folder, "").replace("/private", ""), expected);
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    #[test]
    fn what_is_written_is_read() {
        let folder = Folder::new("round");
        folder.write("a.txt", b"un");
        folder.write("a.txt", b"deux");
        assert_eq!(folder.read("a.txt", 4).unwrap(), b"deux");
    }

    #[test]
    #[expect(clippy::disallowed_methods, reason = "hidden files count here, and list_folder leaves them out")]
    fn a_write_leaves_no_other_file_behind() {
        let folder = Folder::new("rest");
        folder.write("a.txt", b"un");
        fs::create_dir(folder.0.join("b.txt")).unwrap();
        let error = write_atomically(&folder.0.join("b.txt"), b"un").unwrap_err();
        assert!(error.to_string().starts_with("cannot write "), "{error}");
        assert!(error.source().is_some());
        assert_eq!(fs::read_dir(&folder.0).unwrap().count(), 2);
    }

    #[test]
    fn a_missing_file_or_folder_is_named() {
        let folder = Folder::new("missing");
        folder.check_error(&folder.read("a.txt", 4).unwrap_err(), "a.txt does not exist");
        let error = write_atomically(&folder.0.join("no/a.txt"), b"").unwrap_err();
        folder.check_error(&error, "no/a.txt does not exist");
        let error = list_files(&folder.0.join("no"), "txt", Depth::Here).unwrap_err();
        folder.check_error(&error, "no does not exist");
    }

    #[test]
    fn a_file_above_the_limit_is_refused_with_both_sizes() {
        let folder = Folder::new("large");
        folder.write("a.txt", b"12345");
        folder.check_error(&folder.read("a.txt", 4).unwrap_err(), "a.txt has 5 bytes; at most 4 are read");
    }

    #[test]
    fn the_start_of_a_file_is_read_and_no_more() {
        let folder = Folder::new("start");
        let path = folder.write("a.txt", b"12345");
        assert_eq!(read_start(&path, 4).unwrap(), b"1234");
        assert_eq!(read_start(&path, 9).unwrap(), b"12345");
        folder.check_error(&read_start(&folder.0.join("b.txt"), 9).unwrap_err(), "b.txt does not exist");
        fs::create_dir(folder.0.join("c.txt")).unwrap();
        folder
            .check_error(&read_start(&folder.0.join("c.txt"), 9).unwrap_err(), "c.txt is not a regular file");
    }

    #[test]
    fn a_file_of_any_length_is_hashed_in_parts() {
        let folder = Folder::new("hash");
        let bytes: Vec<u8> = (0..200_000_u32).map(|number| number.to_le_bytes()[0]).collect();
        let path = folder.write("a.txt", &bytes);
        assert_eq!(file_sha256(&path, u64::MAX).unwrap(), crate::article::bytes_sha256(&bytes));
        folder.check_error(&file_sha256(&path, 9).unwrap_err(), "a.txt has 200000 bytes; at most 9 are read");
        folder.check_error(&file_sha256(&folder.0.join("b"), 9).unwrap_err(), "b does not exist");
    }

    #[test]
    fn a_folder_is_no_file_and_a_file_no_folder() {
        let folder = Folder::new("kind");
        fs::create_dir(folder.0.join("b.txt")).unwrap();
        folder.check_error(&folder.read("b.txt", 4).unwrap_err(), "b.txt is not a regular file");
        let file = folder.write("a.txt", b"");
        folder.check_error(&list_files(&file, "txt", Depth::Here).unwrap_err(), "a.txt is not a folder");
        let error = write_atomically(Path::new("/"), b"").unwrap_err();
        folder.check_error(&error, "/ has a name that is not UTF-8");
    }

    #[test]
    fn files_are_listed_by_the_bytes_of_their_names_without_hidden_ones() {
        let folder = Folder::new("list");
        for name in ["b.txt", "a.txt", "É.txt", "Z.txt", ".h.txt", "c.yaml", "d.txt.bak"] {
            folder.write(name, b"");
        }
        assert_eq!(folder.names(Depth::Here), ["Z", "a", "b", "É"]);
    }

    #[test]
    fn folders_below_are_listed_only_when_asked() {
        let folder = Folder::new("below");
        fs::create_dir_all(folder.0.join("sub/.hidden")).unwrap();
        for name in ["b.txt", "sub/a.txt", "sub/.hidden/c.txt"] {
            folder.write(name, b"");
        }
        assert_eq!(folder.names(Depth::Here), ["b"]);
        assert_eq!(folder.names(Depth::Below), ["b", "a"]);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_out_of_the_folder_is_refused_and_one_inside_is_read() {
        let folder = Folder::new("link");
        fs::create_dir(folder.0.join("in")).unwrap();
        folder.write("out.txt", b"out");
        folder.write("in/a.txt", b"in");
        std::os::unix::fs::symlink("../out.txt", folder.0.join("in/b.txt")).unwrap();
        std::os::unix::fs::symlink("a.txt", folder.0.join("in/c.txt")).unwrap();
        let root = folder.0.join("in");
        let inside = Bounds { root: Some(&root), n_bytes_max: 9 };
        assert_eq!(read_file(&root.join("c.txt"), inside).unwrap(), b"in");
        let error = read_file(&root.join("b.txt"), inside).unwrap_err();
        assert!(matches!(error, StoreError::LinkOut { .. }));
        assert!(error.to_string().contains("in/b.txt links out of the folder, to "), "{error}");
        assert_eq!(read_file(&root.join("b.txt"), Bounds { root: None, ..inside }).unwrap(), b"out");
    }

    #[cfg(unix)]
    #[test]
    fn writing_through_a_link_keeps_the_link_and_the_permissions() {
        use std::os::unix::fs::PermissionsExt;
        let folder = Folder::new("through");
        let target = folder.write("a.txt", b"un");
        fs::set_permissions(&target, fs::Permissions::from_mode(0o640)).unwrap();
        std::os::unix::fs::symlink("a.txt", folder.0.join("b.txt")).unwrap();
        folder.write("b.txt", b"deux");
        assert_eq!(folder.read("a.txt", 9).unwrap(), b"deux");
        assert!(fs::symlink_metadata(folder.0.join("b.txt")).unwrap().is_symlink());
        assert_eq!(fs::metadata(&target).unwrap().permissions().mode() & 0o777, 0o640);
    }

    #[cfg(unix)]
    #[test]
    fn a_write_protected_file_is_refused_even_to_the_superuser() {
        use std::os::unix::fs::PermissionsExt;
        let folder = Folder::new("protected");
        let path = folder.write("a.txt", b"un");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o444)).unwrap();
        let error = write_atomically(&path, b"deux").unwrap_err();
        folder.check_error(
            &error,
            "cannot write a.txt: it is write-protected (chmod u+w lets karat change it)",
        );
        assert_eq!(folder.read("a.txt", 9).unwrap(), b"un");
    }

    #[cfg(unix)]
    #[test]
    fn a_replaced_file_keeps_owner_and_group_where_the_system_lets_us() {
        use std::os::unix::fs::{MetadataExt, chown};
        let folder = Folder::new("owner");
        let path = folder.write("a.txt", b"un");
        // Without the rights of the superuser the file stays ours, and is kept so.
        let _ = chown(&path, Some(1234), Some(4321));
        let owner = || fs::metadata(&path).map(|metadata| (metadata.uid(), metadata.gid())).unwrap();
        let before = owner();
        folder.write("a.txt", b"deux");
        assert_eq!((owner(), folder.read("a.txt", 9).unwrap().as_slice()), (before, b"deux".as_slice()));
    }

    #[cfg(unix)]
    #[test]
    fn a_hard_link_is_cut_and_its_other_name_keeps_the_old_bytes() {
        let folder = Folder::new("hard");
        fs::hard_link(folder.write("a.txt", b"un"), folder.0.join("b.txt")).unwrap();
        folder.write("a.txt", b"deux");
        assert_eq!(folder.read("b.txt", 9).unwrap(), b"un");
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_name_that_is_not_utf8_is_refused() {
        use std::os::unix::ffi::OsStrExt;
        let folder = Folder::new("name");
        write_atomically(&folder.0.join(OsStr::from_bytes(b"\xff.txt")), b"").unwrap();
        let error = list_files(&folder.0, "txt", Depth::Here).unwrap_err();
        folder.check_error(&error, "\u{fffd}.txt has a name that is not UTF-8");
    }
}
