//! Sources of answers outside this program: what is asked, what comes back, and when to stop.

use std::borrow::Cow;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use serde_json::Value as Json;

use crate::extract::Request;
use crate::extract::failure::Failure;

/// Tells all parts of a run to end; clones tell each other.
#[derive(Clone, Debug, Default)]
pub struct Cancel(Arc<AtomicBool>);

impl Cancel {
    /// Returns a token around a flag that somebody else sets, such as the handler of a signal.
    #[must_use]
    pub const fn from_flag(flag: Arc<AtomicBool>) -> Self {
        Self(flag)
    }

    /// Asks everybody to end.
    pub fn cancel(&self) {
        self.0.store(true, Ordering::SeqCst);
    }

    /// Says whether everybody is asked to end; looked at every 50 ms or so while waiting.
    #[must_use]
    pub fn is_cancelled(&self) -> bool {
        self.0.load(Ordering::SeqCst)
    }
}

/// One question to a source.
#[derive(Clone, Copy, Debug)]
pub struct Ask<'a> {
    /// The article and what is asked of it.
    pub request: &'a Request<'a>,
    /// The same as one line of JSON without its newline: the request of protocol 1.
    pub body: &'a str,
    /// When to give up.
    pub cancel: &'a Cancel,
}

/// What an answer cost, as the source or the server says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Usage {
    /// Tokens read.
    pub input_tokens: u64,
    /// Tokens written.
    pub output_tokens: u64,
    /// The cost in millionths of the currency, where the source names it itself.
    pub cost_micros: Option<u64>,
}

impl Usage {
    /// Adds what another answer cost.
    pub fn add(&mut self, other: &Self) {
        self.input_tokens = self.input_tokens.saturating_add(other.input_tokens);
        self.output_tokens = self.output_tokens.saturating_add(other.output_tokens);
        if let Some(more) = other.cost_micros {
            self.cost_micros = Some(self.cost_micros.unwrap_or(0).saturating_add(more));
        }
    }

    /// Says whether nothing is known.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// Something odd about a source whose answer stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Oddity {
    /// It ended and left processes behind, which were killed.
    LeftChildren,
    /// It wrote more to standard error than is kept.
    LongStderr,
}

impl Oddity {
    /// All of them, in the order of the documentation.
    pub const ALL: [Self; 2] = [Self::LeftChildren, Self::LongStderr];

    /// Returns the name that users see.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::LeftChildren => "left children",
            Self::LongStderr => "filled stderr",
        }
    }
}

/// What came back: the answer as the source wrote it, before any `transform:`.
#[derive(Clone, Debug, PartialEq)]
pub struct Reply {
    /// The answer.
    pub(crate) answer: Json,
    /// What it cost, where the source tells it outside the answer.
    pub usage: Usage,
    /// What was odd.
    pub oddities: Vec<Oddity>,
}

impl Reply {
    /// Writes the answer on one line of JSON, for [`read_answer`](crate::extract::answer::read_answer).
    #[must_use]
    pub fn answer_line(&self) -> String {
        self.answer.to_string()
    }
}

/// What turned out about an article after its answer was taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Late {
    /// The article's id.
    pub id: String,
    /// What its outcome is now, such as two answers.
    pub failure: Failure,
}

/// A program or a server that answers; asked by several threads at a time.
pub trait Source: Sync {
    /// Asks once: no retries, no cache.
    ///
    /// # Errors
    /// If there is no answer: a value that is counted and shown.
    fn ask(&self, ask: &Ask<'_>) -> Result<Reply, Failure>;

    /// Returns all that makes an answer what it is, beside the fingerprint: what is really sent, for the key of the
    /// cache. The request of the protocol, unless the source makes something else of it.
    fn question<'a>(&self, ask: &Ask<'a>) -> Cow<'a, str> {
        Cow::Borrowed(ask.body)
    }

    /// Returns what turned out meanwhile about articles whose answers were taken, each once; asked after every
    /// answer, so that nothing stays in a cache that is known to be in doubt.
    fn take_late(&self) -> Vec<Late> {
        Vec::new()
    }

    /// Ends everything that was started, and tells what turned out and was not taken before.
    fn finish(&self) -> Vec<Late> {
        Vec::new()
    }
}
