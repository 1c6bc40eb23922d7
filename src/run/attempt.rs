//! Asks for one article until there is an answer, or a failure that asking again does not mend.

use std::time::Duration;

use serde_json::Value as Json;

use crate::extract::answer::decode_answer_in;
use crate::extract::failure::{Failure, FailureKind};
use crate::extract::process::shown_duration;
use crate::extract::request::without_text;
use crate::extract::source::{Ask, Cancel, Oddity, Reply, Usage};
use crate::extract::usage::usage_of;
use crate::extract::{Outcome, Request};
use crate::run::pace::{Ended, Pace, backoff, wait};
use crate::run::{Event, Observer, Remote};

/// The longest wait that a server is granted: of a longer one the user is told, who may have other plans.
const ASKED_WAIT_MAX: Duration = Duration::from_secs(5 * 60);

/// One article to be asked for.
#[derive(Clone, Copy)]
pub(super) struct Job<'a> {
    pub(super) request: &'a Request<'a>,
    /// The same as one line of JSON.
    pub(super) body: &'a str,
}

/// How asking came out.
pub(super) struct Tried {
    pub(super) outcome: Outcome,
    /// Over all tries, before anything is priced.
    pub(super) usage: Usage,
    pub(super) oddities: Vec<Oddity>,
    pub(super) n_tries: u32,
    /// The last answer as the source wrote it, where it is worth keeping.
    pub(super) raw: Option<Json>,
}

/// Asks one extractor.
pub(super) struct Asker<'a> {
    pub(super) remote: &'a Remote,
    pub(super) cancel: &'a Cancel,
    pub(super) observe: Observer<'a>,
    pub(super) pace: Pace,
}

impl Asker<'_> {
    /// Asks, and asks again after failures that may pass.
    pub(super) fn ask(&self, job: Job<'_>) -> Tried {
        let mut tried = Tried {
            outcome: interrupted("the run was ended before it was asked"),
            usage: Usage::default(),
            oddities: Vec::new(),
            n_tries: 0,
            raw: None,
        };
        loop {
            if self.pace.start(self.cancel) == Err(Ended) {
                if tried.n_tries > 0 {
                    tried.outcome = interrupted("the run was ended before it was asked again");
                }
                break;
            }
            tried.n_tries += 1;
            self.try_once(job, &mut tried);
            let Outcome::Failed(failure) = &mut tried.outcome else { break };
            if self.cancel.is_cancelled() && failure.is_transient {
                tried.outcome = interrupted("the run was ended while it was asked");
                break;
            }
            let Some(pause) = self.pause(job.request.id, tried.n_tries, failure) else {
                tell_wait(failure);
                break;
            };
            (self.observe)(&Event::Retries { id: job.request.id, wait: pause });
            if wait(pause, self.cancel) == Err(Ended) {
                tried.outcome = interrupted("the run was ended before it was asked again");
                break;
            }
        }
        tried
    }

    fn try_once(&self, job: Job<'_>, tried: &mut Tried) {
        let ask = Ask { request: job.request, body: job.body, cancel: self.cancel };
        match self.remote.source.ask(&ask) {
            Ok(Reply { answer, usage, oddities }) => {
                let answer = self.remote.secrets.mask_json(answer);
                let raw = answer.clone();
                let (outcome, stated) = read(self.remote, answer, job);
                // What a server says of its answer is believed rather than what the answer says of itself, and that
                // rather than what a filter makes of it.
                let said = [usage, usage_of(&raw), stated].into_iter().find(|usage| !usage.is_empty());
                tried.usage.add(&said.unwrap_or_default());
                tried.oddities = oddities;
                tried.raw = is_worth_keeping(&outcome, &raw).then_some(raw);
                tried.outcome = outcome;
            }
            Err(failure) => {
                tried.oddities.clear();
                tried.raw = None;
                tried.usage.add(&failure.usage);
                tried.outcome = Outcome::Failed(failure);
            }
        }
    }

    /// Returns how long to wait before the next try; `None` if there is to be none.
    fn pause(&self, id: &str, n_tries: u32, failure: &Failure) -> Option<Duration> {
        let policy = &self.remote.policy;
        let asked_for = failure.retry_after.unwrap_or(Duration::ZERO);
        let is_busy = matches!(failure.kind, FailureKind::HttpStatus | FailureKind::NoConnection);
        let n_retries = if is_busy { policy.busy_retries } else { policy.retries };
        let is_of_use = failure.is_transient && n_tries <= n_retries && asked_for <= ASKED_WAIT_MAX;
        is_of_use.then(|| backoff(policy.backoff, id, n_tries).max(asked_for))
    }
}

/// Says how long the server asked to wait, where that is longer than anybody waits.
fn tell_wait(failure: &mut Failure) {
    if let Some(asked_for) = failure.retry_after.filter(|asked_for| *asked_for > ASKED_WAIT_MAX) {
        let (asked_for, granted) = (shown_duration(asked_for), shown_duration(ASKED_WAIT_MAX));
        failure.detail += &format!("; it asks to wait {asked_for}, and no more than {granted} are waited");
    }
}

/// Returns the outcome of an article that was not asked to the end.
pub(super) fn interrupted(detail: &str) -> Outcome {
    Outcome::failed(FailureKind::Interrupted, detail)
}

/// Makes facts of what a source wrote; also what the filter made of its usage.
pub(super) fn read(remote: &Remote, answer: Json, job: Job<'_>) -> (Outcome, Usage) {
    let answer = match &remote.transform {
        Some(transform) => match transform.apply(answer, &without_text(job.body)) {
            Ok(answer) => answer,
            Err(failure) => return (Outcome::Failed(failure), Usage::default()),
        },
        None => answer,
    };
    (decode_answer_in(&answer, job.request, remote.offsets), usage_of(&answer))
}

/// Says whether an answer may stand for the article in later runs.
///
/// One that a filter fails on is kept: to mend the filter is not to pay for the answers again. One that names an error
/// is not, whatever a filter makes of it: the next run may have more luck.
fn is_worth_keeping(outcome: &Outcome, raw: &Json) -> bool {
    let names_error = raw.get("error").is_some_and(|error| !error.is_null());
    match outcome {
        Outcome::Answered(_) => !names_error,
        Outcome::Failed(failure) => failure.kind == FailureKind::Transform && !names_error,
    }
}
