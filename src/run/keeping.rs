//! What a run keeps: answers in a cache, those that are withdrawn again, and why some could not be kept.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, MutexGuard};

use crate::run::cache::{Cache, Kept, Key};

/// The cache of a run, and what the run did with it; all threads share it.
pub(super) struct Keeping {
    cache: Option<Cache>,
    done: Mutex<Done>,
}

/// What was done so far.
#[derive(Default)]
struct Done {
    n_found: usize,
    /// What was written, by article.
    written: BTreeMap<String, Vec<Key>>,
    /// The articles whose answers are in doubt.
    withdrawn: BTreeSet<String>,
    n_troubles: usize,
    /// The first of the answers that could not be kept, in the order of the articles, and why.
    first: Option<(usize, String)>,
}

impl Keeping {
    /// Returns what keeps answers in a cache, or keeps none.
    pub(super) fn new(cache: Option<Cache>) -> Self {
        Self { cache, done: Mutex::default() }
    }

    /// Says whether there is nothing to look into.
    pub(super) fn is_empty(&self) -> bool {
        self.cache.as_ref().is_none_or(|cache| !cache.is_there())
    }

    /// Returns what an earlier run kept of an answer.
    pub(super) fn find(&self, question: &str, repeat: u32) -> Option<Kept> {
        let cache = self.cache.as_ref()?;
        let kept = cache.get(&cache.key(question, repeat))?;
        self.done().n_found += 1;
        Some(kept)
    }

    /// Keeps an answer for an article, given its place among all; one that cannot be kept is told at the end.
    pub(super) fn keep(&self, kept: &Kept, (question, repeat): (&str, u32), (id, index): (&str, usize)) {
        let Some(cache) = &self.cache else { return };
        let key = cache.key(question, repeat);
        if let Err(error) = cache.put(&key, kept) {
            let mut done = self.done();
            done.n_troubles += 1;
            if done.first.as_ref().is_none_or(|(first, _)| index < *first) {
                done.first = Some((index, error.to_string()));
            }
            return;
        }
        let mut done = self.done();
        if done.withdrawn.contains(id) {
            // It was withdrawn by another thread before it was written.
            drop(done);
            cache.remove(&key);
        } else {
            done.written.entry(id.to_owned()).or_default().push(key);
        }
    }

    /// Forgets what this run kept for an article, and keeps no more for it.
    pub(super) fn withdraw(&self, id: &str) {
        let keys = {
            let mut done = self.done();
            done.withdrawn.insert(id.to_owned());
            done.written.remove(id).unwrap_or_default()
        };
        for (cache, key) in self.cache.iter().flat_map(|cache| keys.iter().map(move |key| (cache, key))) {
            cache.remove(key);
        }
    }

    /// Returns how many answers the cache holds now of those that were asked for.
    pub(super) fn n_kept(&self) -> usize {
        let done = self.done();
        done.n_found + done.written.values().map(Vec::len).sum::<usize>()
    }

    /// Says why answers could not be kept, once.
    pub(super) fn trouble(&self) -> Option<String> {
        let done = self.done();
        let (_, why) = done.first.as_ref()?;
        Some(match done.n_troubles {
            1 => format!("{why} (1 answer is not kept)"),
            several => format!("{why} ({several} answers are not kept)"),
        })
    }

    fn done(&self) -> MutexGuard<'_, Done> {
        self.done.lock().expect("no thread panics while it notes what is kept")
    }
}
