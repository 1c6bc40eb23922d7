//! Asks a program or a server: the cache first, then the source itself for what is not kept.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Mutex;

use crate::extract::failure::{Failure, FailureKind};
use crate::extract::request::{encode_question, encode_with_question};
use crate::extract::secrets::Secrets;
use crate::extract::source::{Ask, Late, Usage};
use crate::extract::{Outcome, Request};
use crate::parallel::{in_parallel, n_cores};
use crate::run::attempt::{Asker, Job, Tried, interrupted, read};
use crate::run::cache::{Cache, Kept};
use crate::run::cost::priced;
use crate::run::keeping::Keeping;
use crate::run::pace::{Pace, now};
use crate::run::record::{Numbered, answer_line};
use crate::run::{Answered, CacheMode, Event, Observer, Options, Remote, Run};

/// Asks for every article, with as many threads as the policy says.
pub(super) fn run(
    remote: &Remote,
    requests: &[Request<'_>],
    options: &Options,
    observe: Observer<'_>,
) -> Run {
    let jobs = Numbered::all(requests, options.repeat.map_or(remote.policy.repeat.max(1), u32::from));
    let pace = Pace::new(remote.policy.rate.as_ref());
    let open = |folder: &Path| Cache::open(folder, &remote.name, &remote.fingerprint);
    let room = Room {
        asker: Asker { remote, cancel: &options.cancel, observe, pace },
        keeping: Keeping::new(options.cache.as_deref().map(open)),
        late: Mutex::default(),
        mode: options.cache_mode,
        questions: Questions::new(requests),
    };
    let mut answers = room.kept(&jobs);
    let missing: Vec<usize> = (0..jobs.len()).filter(|index| answers[*index].is_none()).collect();
    let asked = in_parallel(missing.len(), remote.policy.workers.max(1), &|index| {
        room.answer(&jobs[missing[index]], missing[index])
    });
    for (index, answered) in missing.into_iter().zip(asked) {
        answers[index] = Some(answered);
    }
    let mut answers: Vec<Answered> =
        answers.into_iter().map(|answered| answered.expect("what was not kept was asked")).collect();
    room.hear(remote.source.finish());
    room.correct(&jobs, &mut answers);
    let (n_kept, cache_trouble) = (room.keeping.n_kept(), room.keeping.trouble());
    Run { n_kept, cache_trouble, ..Run::new(answers, requests.len()) }
}

/// What all threads of a run share.
struct Room<'a> {
    asker: Asker<'a>,
    keeping: Keeping,
    /// What turned out about articles after their answers were taken.
    late: Mutex<Vec<Late>>,
    mode: CacheMode,
    questions: Questions,
}

/// What is asked, written once for all articles that are asked the same.
struct Questions(BTreeMap<Question, String>);

/// The schema by its place in memory, the language, and the views.
type Question = (usize, String, Vec<usize>);

impl Questions {
    fn new(requests: &[Request<'_>]) -> Self {
        let mut questions = BTreeMap::new();
        for request in requests {
            questions.entry(Self::key(request)).or_insert_with(|| encode_question(request));
        }
        Self(questions)
    }

    fn key(request: &Request<'_>) -> Question {
        let schema = std::ptr::from_ref(request.schema).addr();
        (schema, request.language.to_owned(), request.views.to_vec())
    }

    /// Returns the request as one line of JSON.
    fn body(&self, request: &Request<'_>) -> String {
        let question = self.0.get(&Self::key(request)).expect("every request was looked at before");
        encode_with_question(request, question)
    }
}

impl Room<'_> {
    /// Returns what the cache holds, for each job.
    fn kept(&self, jobs: &[Numbered<'_>]) -> Vec<Option<Answered>> {
        if self.mode == CacheMode::Refresh || self.keeping.is_empty() {
            return jobs.iter().map(|_| None).collect();
        }
        in_parallel(jobs.len(), n_cores(), &|index| self.look_up(&jobs[index]))
    }

    /// Returns what the source is really asked.
    fn question<'b>(&'b self, job: Job<'b>) -> Cow<'b, str> {
        let Job { request, body } = job;
        self.asker.remote.source.question(&Ask { request, body, cancel: self.asker.cancel })
    }

    fn look_up(&self, job: &Numbered<'_>) -> Option<Answered> {
        if self.asker.cancel.is_cancelled() {
            return None;
        }
        let start = now();
        let body = self.questions.body(job.request);
        let asked = Job { request: job.request, body: &body };
        let kept = self.keeping.find(&self.question(asked), job.number)?;
        let (outcome, stated) = read(self.asker.remote, kept.answer, asked);
        let usage = if kept.usage.is_empty() { stated } else { kept.usage };
        let tried = Tried { outcome, usage, oddities: kept.oddities, n_tries: 0, raw: None };
        let answered = Answered { elapsed: start.elapsed(), ..self.answered(job, tried) };
        (self.asker.observe)(&Event::Done { id: job.request.id, answered: &answered });
        Some(answered)
    }

    /// Asks for one article, and keeps the answer.
    fn answer(&self, job: &Numbered<'_>, index: usize) -> Answered {
        let start = now();
        let id = job.request.id;
        let tried = if self.asker.cancel.is_cancelled() {
            not_asked(interrupted("the run was ended before it was asked"))
        } else if self.mode == CacheMode::Offline {
            let detail = "nothing is kept for it, and --offline asks nobody";
            not_asked(Outcome::failed(FailureKind::NotCached, detail))
        } else {
            (self.asker.observe)(&Event::Began { id });
            let body = self.questions.body(job.request);
            let asked = Job { request: job.request, body: &body };
            let tried = self.asker.ask(asked);
            self.hear(self.asker.remote.source.take_late());
            if let Some(raw) = &tried.raw {
                let (usage, oddities) = (tried.usage, tried.oddities.clone());
                let kept = Kept { answer: raw.clone(), usage, oddities };
                self.keeping.keep(&kept, (&self.question(asked), job.number), (id, index));
            }
            tried
        };
        let answered = Answered { elapsed: start.elapsed(), ..self.answered(job, tried) };
        (self.asker.observe)(&Event::Done { id, answered: &answered });
        answered
    }

    fn answered(&self, job: &Numbered<'_>, tried: Tried) -> Answered {
        let usage = priced(tried.usage, self.asker.remote.price.as_ref());
        let outcome = settled(tried.outcome, &self.asker.remote.secrets);
        Answered {
            line: answer_line(job, &outcome, &usage),
            outcome,
            usage,
            oddities: tried.oddities,
            n_tries: tried.n_tries,
            elapsed: std::time::Duration::ZERO,
        }
    }

    /// Notes what turned out late, and forgets at once what was kept: the run may be killed before its end.
    fn hear(&self, late: Vec<Late>) {
        for late in &late {
            self.keeping.withdraw(&late.id);
        }
        self.late.lock().expect("no thread panics while it notes what is late").extend(late);
    }

    /// Replaces the outcomes of articles that turned out to have failed after all, in the order of their ids.
    ///
    /// A source names the article and not the repeat: every repeat that was asked in this run is in doubt.
    fn correct(&self, jobs: &[Numbered<'_>], answers: &mut [Answered]) {
        let mut late = self.late.lock().expect("no thread panics while it notes what is late");
        late.sort_by(|one, other| (&one.id, &one.failure.detail).cmp(&(&other.id, &other.failure.detail)));
        for late in late.iter() {
            for (job, answered) in jobs.iter().zip(answers.iter_mut()) {
                if job.request.id != late.id || answered.n_tries == 0 {
                    continue;
                }
                answered.outcome = settled(Outcome::Failed(late.failure.clone()), &self.asker.remote.secrets);
                answered.line = answer_line(job, &answered.outcome, &answered.usage);
                (self.asker.observe)(&Event::Corrected { id: job.request.id, answered });
            }
        }
    }
}

fn not_asked(outcome: Outcome) -> Tried {
    Tried { outcome, usage: Usage::default(), oddities: Vec::new(), n_tries: 0, raw: None }
}

/// Returns the outcome as a record tells it: without secrets, and whether to try again is of no use after the run.
fn settled(outcome: Outcome, secrets: &Secrets) -> Outcome {
    match outcome {
        Outcome::Answered(_) => outcome,
        Outcome::Failed(failure) => {
            let Failure { kind, detail, stderr, .. } = secrets.mask_failure(failure);
            Outcome::Failed(Failure::new(kind, detail).with_stderr(stderr))
        }
    }
}
