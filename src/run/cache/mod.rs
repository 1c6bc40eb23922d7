//! Answers that are kept, so that nobody pays twice: one file each, named by everything that makes the answer what it is.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use serde_json::Value as Json;

use crate::article::{BytesHash, bytes_sha256};
use crate::extract::request::PROTOCOL;
use crate::extract::source::{Oddity, Usage};
use crate::run::cache::entry::{Origin, decode, encode};
use crate::store::keep::{is_folder, make_folder, replace_file, write_new};
use crate::store::{Bounds, StoreError, read_file};

mod entry;
pub mod upkeep;

/// The version of the format of entries; part of every key.
pub const FORMAT: u32 = 1;

/// The longest entry that is read, in bytes.
const ENTRY_BYTES_MAX: u64 = 1 << 30;

/// The folder for files that are being written; it lies in the cache, so that moving them is one step.
const UNFINISHED: &str = "unfinished";

/// How often the folders of an entry are made before that is trouble.
const MAKES_MAX: usize = 100;

/// The folder in which karat keeps what no repository should hold.
const HOME: &str = ".karat";

/// What is kept of an answer.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Kept {
    /// The answer as the source wrote it, before any filter: another filter needs no new run.
    pub(super) answer: Json,
    /// What it cost over all tries, before it is priced.
    pub(super) usage: Usage,
    pub(super) oddities: Vec<Oddity>,
}

/// The name of an entry: 64 hexadecimal digits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Key(String);

/// The entries of one extractor in a folder.
///
/// Several runs may use one folder at a time: an entry appears whole or not at all, and who writes it last wins.
#[derive(Debug)]
pub(super) struct Cache {
    folder: PathBuf,
    origin: Origin,
    is_swept: OnceLock<()>,
}

impl Cache {
    /// Opens a cache; nothing is made or read yet.
    pub(super) fn open(folder: &Path, extractor: &str, fingerprint: &str) -> Self {
        let fingerprint = bytes_sha256(fingerprint.as_bytes());
        let origin = Origin { extractor: extractor.to_owned(), fingerprint };
        Self { folder: folder.to_owned(), origin, is_swept: OnceLock::new() }
    }

    /// Says whether there is anything to look into.
    pub(super) fn is_there(&self) -> bool {
        is_folder(&self.folder)
    }

    /// Returns the key of an answer: the hash over the format, the protocol, the extractor's fingerprint, the repeat
    /// from 1, and what is sent, which holds every byte of the article.
    pub(super) fn key(&self, question: &str, repeat: u32) -> Key {
        let mut hash = BytesHash::default();
        // Every part before the last has a fixed form, so that no two lists of parts read alike.
        let head = format!("karat cache {FORMAT} {PROTOCOL} {} {repeat}\n", self.origin.fingerprint);
        hash.add(head.as_bytes());
        hash.add(question.as_bytes());
        Key(hash.digits())
    }

    /// Returns what is kept under a key; whatever is not exactly that is a miss.
    pub(super) fn get(&self, key: &Key) -> Option<Kept> {
        let bytes = read_file(&self.path(key), Bounds { root: None, n_bytes_max: ENTRY_BYTES_MAX }).ok()?;
        decode(&bytes).ok().filter(|(stated, _)| stated.key == key.0).map(|(_, kept)| kept)
    }

    /// Keeps an answer, in place of whatever stood there.
    pub(super) fn put(&self, key: &Key, kept: &Kept) -> Result<(), StoreError> {
        self.is_swept.get_or_init(|| upkeep::sweep(&self.folder.join(UNFINISHED)));
        let bytes = encode(&key.0, &self.origin, kept);
        let path = self.path(key);
        let unfinished = self.folder.join(UNFINISHED);
        let mut n_made = 0;
        loop {
            match replace_file(&path, &unfinished, bytes.as_bytes()) {
                // Somebody who prunes meanwhile may remove a folder again before a file is in it.
                Err(StoreError::Missing { .. } | StoreError::NotAFolder { .. }) if n_made < MAKES_MAX => {
                    n_made += 1;
                    self.make(&path)?;
                }
                written => return written,
            }
        }
    }

    /// Forgets an answer, if it is kept.
    pub(super) fn remove(&self, key: &Key) {
        upkeep::remove(&self.path(key));
    }

    fn path(&self, key: &Key) -> PathBuf {
        let shelf = key.0.get(..2).expect("a key has 64 digits");
        self.folder.join(shelf).join(format!("{}.json", key.0))
    }

    /// Makes the folders that a file needs; git is told to ignore what is made.
    fn make(&self, path: &Path) -> Result<(), StoreError> {
        let parent =
            self.folder.parent().filter(|parent| parent.file_name().is_some_and(|name| name == HOME));
        let home = parent.unwrap_or(&self.folder);
        if !is_folder(home) {
            make_folder(home)?;
            // Two runs may begin at a time; the other has written it then.
            let _ = write_new(&home.join(".gitignore"), b"*\n");
        }
        make_folder(&self.folder.join(UNFINISHED))?;
        path.parent().map_or(Ok(()), make_folder)
    }
}

/// Returns the key that the bytes of an entry state, if they are one.
#[cfg(test)]
pub(super) fn entry_key(bytes: &[u8]) -> Option<String> {
    decode(bytes).ok().map(|(stated, _)| stated.key)
}
