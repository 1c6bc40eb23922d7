//! Looks after a cache: what is in it, and what can go.

use std::collections::BTreeMap;
use std::path::Path;
use std::path::PathBuf;
use std::time::Duration;

use serde_json::json;

use crate::run::cache::entry::{Flaw, Origin, decode};
use crate::run::cache::{ENTRY_BYTES_MAX, FORMAT, UNFINISHED};
use crate::store::{self, Bounds, Found, StoreError, is_folder, list_everything, read_file};

/// How old an unfinished file is whose writer must be gone.
const ABANDONED: Duration = Duration::from_secs(600);

/// What is in a cache.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stats {
    /// The entries, by extractor and then by fingerprint.
    pub extractors: Vec<ExtractorStats>,
    /// Files that are no entries of this version: corrupt, or of another format.
    pub n_useless: usize,
    /// Their length in bytes.
    pub n_useless_bytes: u64,
    /// Files that are being written, or whose writer was killed.
    pub n_unfinished: usize,
}

/// What is in a cache of one version of one extractor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExtractorStats {
    /// Its name.
    pub extractor: String,
    /// The hash of its fingerprint: 64 hexadecimal digits.
    pub fingerprint: String,
    /// Its entries; never 0.
    pub n_entries: usize,
    /// Their length in bytes.
    pub n_bytes: u64,
    /// How long ago the oldest was written.
    pub oldest: Option<Duration>,
    /// How long ago the newest was written.
    pub newest: Option<Duration>,
}

/// Which entries go.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Prune {
    /// None that a run could use: only what is corrupt, of another format, or was never finished.
    #[default]
    Useless,
    /// Also those that were written so long ago.
    OlderThan(Duration),
    /// All.
    All,
}

/// What went, and what stayed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pruned {
    /// The files that were removed.
    pub n_removed: usize,
    /// Their length in bytes.
    pub n_removed_bytes: u64,
    /// The entries that stayed.
    pub n_entries: usize,
    /// Why files that had to go could not be removed.
    pub troubles: Vec<String>,
}

/// Looks through a cache; a folder that does not exist is an empty one.
///
/// # Errors
/// If the folder cannot be listed.
pub fn stats(folder: &Path) -> Result<Stats, StoreError> {
    let mut stats = Stats::default();
    let mut extractors: BTreeMap<Origin, ExtractorStats> = BTreeMap::new();
    for file in files(folder)? {
        match file.kind {
            FileKind::Unfinished => stats.n_unfinished += 1,
            FileKind::Useless => {
                stats.n_useless += 1;
                stats.n_useless_bytes += file.found.n_bytes;
            }
            FileKind::Entry(origin) => {
                let age = age(&file.found);
                let entry = extractors.entry(origin.clone()).or_insert_with(|| ExtractorStats {
                    extractor: origin.extractor,
                    fingerprint: origin.fingerprint,
                    n_entries: 0,
                    n_bytes: 0,
                    oldest: age,
                    newest: age,
                });
                entry.n_entries += 1;
                entry.n_bytes += file.found.n_bytes;
                entry.oldest = entry.oldest.max(age);
                entry.newest = entry.newest.into_iter().chain(age).min();
            }
        }
    }
    stats.extractors = extractors.into_values().collect();
    Ok(stats)
}

/// Writes what is in a cache as JSON, ages in seconds.
#[must_use]
pub fn stats_json(stats: &Stats) -> String {
    let seconds = |age: Option<Duration>| json!(age.map(|age| age.as_secs()));
    let extractor = |extractor: &ExtractorStats| {
        json!({
            "extractor": extractor.extractor,
            "fingerprint": extractor.fingerprint,
            "entries": extractor.n_entries,
            "bytes": extractor.n_bytes,
            "oldest_s": seconds(extractor.oldest),
            "newest_s": seconds(extractor.newest),
        })
    };
    let sum = json!({
        "karat_cache": FORMAT,
        "entries": stats.extractors.iter().map(|extractor| extractor.n_entries).sum::<usize>(),
        "bytes": stats.extractors.iter().map(|extractor| extractor.n_bytes).sum::<u64>(),
        "useless": stats.n_useless,
        "useless_bytes": stats.n_useless_bytes,
        "unfinished": stats.n_unfinished,
        "extractors": stats.extractors.iter().map(extractor).collect::<Vec<_>>(),
    });
    format!("{sum}\n")
}

/// Removes what can go, and folders that are empty then; runs may go on meanwhile.
///
/// # Errors
/// If the folder cannot be listed; a file that cannot be removed is told in the result.
pub fn prune(folder: &Path, what: Prune) -> Result<Pruned, StoreError> {
    let mut pruned = Pruned::default();
    for file in files(folder)? {
        let age = age(&file.found);
        let goes = match (&file.kind, what) {
            (FileKind::Unfinished, _) => is_abandoned(&file.found),
            (FileKind::Useless, _) | (FileKind::Entry(_), Prune::All) => true,
            (FileKind::Entry(_), Prune::OlderThan(limit)) => age.is_some_and(|age| age > limit),
            (FileKind::Entry(_), Prune::Useless) => false,
        };
        let removed = if goes { store::remove_file(&file.found.path).map(|()| true) } else { Ok(false) };
        match removed {
            Ok(true) => {
                pruned.n_removed += 1;
                pruned.n_removed_bytes += file.found.n_bytes;
            }
            Ok(false) => pruned.n_entries += usize::from(matches!(file.kind, FileKind::Entry(_))),
            // Another prune was faster.
            Err(StoreError::Missing { .. }) => {}
            Err(error) => pruned.troubles.push(error.to_string()),
        }
    }
    for shelf in shelves(folder)? {
        store::remove_empty_folder(&shelf);
    }
    Ok(pruned)
}

/// Removes files whose writers were killed.
pub(super) fn sweep(unfinished: &Path) {
    for found in list_everything(unfinished).unwrap_or_default() {
        if !found.is_folder && is_abandoned(&found) {
            remove(&found.path);
        }
    }
}

/// Removes a file; one that cannot be removed stays.
pub(super) fn remove(path: &Path) {
    let _ = store::remove_file(path);
}

/// A file of a cache.
struct File {
    found: Found,
    kind: FileKind,
}

enum FileKind {
    Entry(Origin),
    Useless,
    Unfinished,
}

/// Returns all files on the shelves and the unfinished ones; whatever else lies in the folder is somebody else's.
fn files(folder: &Path) -> Result<Vec<File>, StoreError> {
    if !is_folder(folder) {
        return match list_everything(folder) {
            Err(StoreError::Missing { .. }) => Ok(Vec::new()),
            other => other.map(|_| Vec::new()),
        };
    }
    let mut files = Vec::new();
    let unfinished = folder.join(UNFINISHED);
    if is_folder(&unfinished) {
        let found = list_everything(&unfinished)?.into_iter().filter(|found| !found.is_folder);
        files.extend(found.map(|found| File { found, kind: FileKind::Unfinished }));
    }
    for shelf in shelves(folder)? {
        for found in list_everything(&shelf)?.into_iter().filter(|found| !found.is_folder) {
            let kind = kind(&found.path);
            files.push(File { found, kind });
        }
    }
    Ok(files)
}

fn kind(path: &Path) -> FileKind {
    let read = read_file(path, Bounds { root: None, n_bytes_max: ENTRY_BYTES_MAX });
    let decoded = read.map_err(|_| Flaw::Corrupt).and_then(|bytes| decode(&bytes));
    match decoded {
        Ok((stated, _)) if path.file_stem().is_some_and(|stem| *stem == *stated.key) => {
            FileKind::Entry(stated.origin)
        }
        Ok(_) | Err(Flaw::Corrupt | Flaw::Foreign) => FileKind::Useless,
    }
}

/// Returns the folders named by the first two digits of keys.
fn shelves(folder: &Path) -> Result<Vec<PathBuf>, StoreError> {
    if !is_folder(folder) {
        return Ok(Vec::new());
    }
    let is_shelf = |found: &Found| {
        let name = found.path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        found.is_folder && name.len() == 2 && name.bytes().all(|byte| byte.is_ascii_hexdigit())
    };
    Ok(list_everything(folder)?.into_iter().filter(is_shelf).map(|found| found.path).collect())
}

fn is_abandoned(found: &Found) -> bool {
    age(found).is_some_and(|age| age > ABANDONED)
}

/// Returns how long ago a file was written; nothing where its time is unknown, zero where it lies in the future.
fn age(found: &Found) -> Option<Duration> {
    found.modified.map(|modified| modified.elapsed().unwrap_or_default())
}
