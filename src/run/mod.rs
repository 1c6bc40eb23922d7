//! Runs an extractor over many articles: several at a time, with retries, a rate limit, a cache and a record.

use std::num::NonZeroU32;
use std::path::PathBuf;
use std::time::Duration;

use crate::extract::failure::FailureKind;
use crate::extract::secrets::Secrets;
use crate::extract::source::{Cancel, Oddity, Source, Usage};
use crate::extract::transform::Transform;
use crate::extract::{Extractor, Outcome, Request};
use crate::project::{OffsetUnit, Policy, Price};

mod attempt;
pub mod cache;
mod cost;
mod inside;
mod keeping;
pub mod once;
mod outside;
mod pace;
pub mod record;
pub mod build;
pub mod fingerprint;

/// What answers.
#[derive(Clone, Copy)]
pub enum Asked<'a> {
    /// Code inside this program: no cache, no retries, as many threads as there are cores.
    Inside(&'a dyn Extractor),
    /// A program or a server.
    Outside(&'a Remote),
}

/// A program or a server, and everything about asking it.
pub struct Remote {
    /// The name that reports show.
    pub name: String,
    /// What is asked.
    pub source: Box<dyn Source + Send>,
    /// How patient karat is.
    pub policy: Policy,
    /// What makes facts of its answers.
    pub transform: Option<Transform>,
    /// What offsets count where an answer does not say.
    pub offsets: Option<OffsetUnit>,
    /// What tokens cost.
    pub price: Option<Price>,
    /// What makes its answers what they are: command line, content of inputs, version; for the key of the cache.
    pub fingerprint: String,
    /// What it is given and nobody may repeat.
    pub secrets: Secrets,
}

/// How the cache is used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CacheMode {
    /// What it holds is taken, the rest is asked and kept.
    #[default]
    Use,
    /// Everything is asked and kept.
    Refresh,
    /// What it holds is taken; the rest fails.
    Offline,
}

/// What of a run is not the extractor's.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The folder of the cache; `None` keeps nothing.
    pub cache: Option<PathBuf>,
    /// How it is used.
    pub cache_mode: CacheMode,
    /// Who can end the run.
    pub cancel: Cancel,
    /// How often each article is asked; `None` takes what the policy says, and once where there is none.
    pub repeat: Option<NonZeroU32>,
}

/// One article's answer and how it came.
#[derive(Clone, Debug, PartialEq)]
pub struct Answered {
    /// The answer.
    pub outcome: Outcome,
    /// The answer as a line of a record, without a newline: reading it again gives the same outcome.
    pub line: String,
    /// What it cost, over all tries: in an earlier run where the cache answered.
    pub usage: Usage,
    /// What was odd.
    pub oddities: Vec<Oddity>,
    /// How often it was asked in this run; 0 where the cache answered.
    pub n_tries: u32,
    /// How long it took in this run, waits included.
    pub elapsed: Duration,
}

/// What a whole run came to.
#[derive(Clone, Debug, Default)]
pub struct Run {
    /// By repeat, then by article in the order asked.
    pub answers: Vec<Vec<Answered>>,
    /// It was ended from outside: articles that were not asked have failed as interrupted.
    pub is_interrupted: bool,
    /// How many answers the cache holds at the end, found or newly kept; the next run has them for nothing. 0 without
    /// a cache.
    pub n_kept: usize,
    /// Why the cache could not be written, once.
    pub cache_trouble: Option<String>,
}

impl Run {
    /// Returns the run of these answers, repeat by repeat.
    fn new(answers: Vec<Answered>, n_articles: usize) -> Self {
        let is_interrupted = answers.iter().any(Answered::is_interrupted);
        let mut answers = answers.into_iter();
        let mut repeats = Vec::new();
        while answers.len() > 0 {
            repeats.push(answers.by_ref().take(n_articles).collect());
        }
        Self { answers: repeats, is_interrupted, n_kept: 0, cache_trouble: None }
    }
}

impl Answered {
    fn is_interrupted(&self) -> bool {
        match &self.outcome {
            Outcome::Failed(failure) => failure.kind == FailureKind::Interrupted,
            Outcome::Answered(_) => false,
        }
    }
}

/// What happens while a run goes on.
#[derive(Clone, Copy, Debug)]
pub enum Event<'a> {
    /// An article is begun.
    Began {
        /// Its id.
        id: &'a str,
    },
    /// A try failed and another will be made.
    Retries {
        /// Its id.
        id: &'a str,
        /// How long is waited before.
        wait: Duration,
    },
    /// An article is done; without a beginning where the cache answers.
    Done {
        /// Its id.
        id: &'a str,
        /// How it came out.
        answered: &'a Answered,
    },
    /// An article that was done has come out otherwise, as turned out at the end.
    Corrected {
        /// Its id.
        id: &'a str,
        /// How it came out after all.
        answered: &'a Answered,
    },
}

/// Who is told what happens, from any thread.
pub type Observer<'a> = &'a (dyn Fn(&Event<'_>) + Sync);

/// Asks for every article.
///
/// The answers do not depend on the number of workers, on who answers first, or on the clock. A panic of an extractor
/// inside this program is passed on.
pub fn run(asked: Asked<'_>, requests: &[Request<'_>], options: &Options, observe: Observer<'_>) -> Run {
    match asked {
        Asked::Inside(extractor) => inside::run(extractor, requests, options, observe),
        Asked::Outside(remote) => outside::run(remote, requests, options, observe),
    }
}

#[cfg(test)]
mod tests;
