//! Files that karat keeps for itself: written without waiting for the disk, listed with their age, and removed.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use crate::store::{StoreError, temporary_path};

/// Writes a file in one step without waiting for the disk: for what can be had again.
///
/// The bytes go to a new file in the folder of unfinished ones, which must be on the same disk, and then take the name.
/// Whoever reads the file sees the old bytes or the new ones; a power cut may lose both, so readers need a check of
/// their own. Nothing is left behind on failure.
///
/// # Errors
/// If a folder is missing or the system refuses.
pub fn replace_file(path: &Path, unfinished: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    let failed = |cause| StoreError::of(path, "write", cause);
    let (temporary, mut file) = create_unfinished(path, unfinished, unfinished)?;
    let written = file.write_all(bytes);
    drop(file);
    let moved = written.and_then(|()| fs::rename(&temporary, path));
    if moved.is_err() {
        let _ = fs::remove_file(&temporary);
    }
    moved.map_err(failed)
}

/// Makes a file with a name of its own; one that is taken belongs to a killed program that had the same number, or to
/// a program in another container.
///
/// Messages name the `blamed` path.
pub(super) fn create_unfinished(
    path: &Path,
    unfinished: &Path,
    blamed: &Path,
) -> Result<(PathBuf, fs::File), StoreError> {
    const N_NAMES_MAX: usize = 1000;
    let mut n_names = 0;
    loop {
        let temporary = temporary_path(path).ok_or_else(|| StoreError::Name { path: path.to_owned() })?;
        let temporary = unfinished.join(temporary.file_name().unwrap_or_default());
        n_names += 1;
        match OpenOptions::new().write(true).create_new(true).open(&temporary) {
            Ok(file) => return Ok((temporary, file)),
            Err(cause) if cause.kind() == io::ErrorKind::AlreadyExists && n_names < N_NAMES_MAX => {}
            Err(cause) => return Err(StoreError::of(blamed, "write", cause)),
        }
    }
}

/// Writes a file that must not be there yet.
///
/// # Errors
/// If it is there, the folder is missing, or the system refuses.
pub fn write_new(path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    let failed = |cause| StoreError::of(path, "write", cause);
    let mut file = OpenOptions::new().write(true).create_new(true).open(path).map_err(failed)?;
    file.write_all(bytes).map_err(failed)
}

/// Makes a folder and those above it; one that is there is fine.
///
/// # Errors
/// If something else has the name, or the system refuses.
pub fn make_folder(path: &Path) -> Result<(), StoreError> {
    fs::create_dir_all(path).map_err(|cause| {
        let blocking =
            path.ancestors().find(|ancestor| fs::metadata(ancestor).is_ok_and(|found| !found.is_dir()));
        match blocking {
            Some(blocking) => StoreError::NotAFolder { path: blocking.to_owned() },
            None => StoreError::Io { path: path.to_owned(), verb: "make", cause },
        }
    })
}

/// Says whether there is a folder.
#[must_use]
pub fn is_folder(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|metadata| metadata.is_dir())
}

/// Removes a file or a link.
///
/// # Errors
/// If it is missing or the system refuses.
pub fn remove_file(path: &Path) -> Result<(), StoreError> {
    fs::remove_file(path).map_err(|cause| StoreError::of(path, "remove", cause))
}

/// Removes a folder if nothing is in it.
pub fn remove_empty_folder(path: &Path) {
    // A folder that somebody fills meanwhile stays: the system refuses.
    let _ = fs::remove_dir(path);
}

/// A file or a link of a folder, hidden or not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The folder joined with the name.
    pub path: PathBuf,
    /// It is a folder; links are none.
    pub is_folder: bool,
    /// The length of its content in bytes.
    pub n_bytes: u64,
    /// When it was last written, where the system knows.
    pub modified: Option<SystemTime>,
}

/// Lists everything that stands in a folder itself, in the order of the bytes of the names.
///
/// What disappears meanwhile is left out.
///
/// # Errors
/// If the folder is missing or cannot be listed.
#[expect(clippy::disallowed_methods, reason = "this is the room that touches files")]
pub fn list_everything(folder: &Path) -> Result<Vec<Found>, StoreError> {
    let failed = |cause| StoreError::of(folder, "list", cause);
    if !fs::metadata(folder).map_err(failed)?.is_dir() {
        return Err(StoreError::NotAFolder { path: folder.to_owned() });
    }
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        if let Ok(metadata) = entry.metadata() {
            found.push(Found {
                path: entry.path(),
                is_folder: metadata.is_dir(),
                n_bytes: metadata.len(),
                modified: metadata.modified().ok(),
            });
        }
    }
    found.sort_by(|a, b| a.path.as_os_str().as_encoded_bytes().cmp(b.path.as_os_str().as_encoded_bytes()));
    Ok(found)
}
