//! Asks an extractor that is code inside this program.

use crate::extract::source::Usage;
use crate::extract::{Extractor, Request};
use crate::parallel::{in_parallel, n_cores};
use crate::run::attempt::interrupted;
use crate::run::pace::now;
use crate::run::record::{Numbered, answer_line};
use crate::run::{Answered, Event, Observer, Options, Run};

/// Asks for every article, with as many threads as there are cores.
pub(super) fn run(
    extractor: &dyn Extractor,
    requests: &[Request<'_>],
    options: &Options,
    observe: Observer<'_>,
) -> Run {
    let n_repeats = options.repeat.map_or(1, u32::from);
    let jobs = Numbered::all(requests, n_repeats);
    let answers = in_parallel(jobs.len(), n_cores(), &|index| {
        let job = &jobs[index];
        let start = now();
        let is_asked = !options.cancel.is_cancelled();
        let outcome = if is_asked {
            observe(&Event::Began { id: job.request.id });
            extractor.extract(job.request)
        } else {
            interrupted("the run was ended before it was asked")
        };
        let usage = if is_asked { extractor.usage(job.request) } else { Usage::default() };
        let answered = Answered {
            line: answer_line(job, &outcome, &usage),
            outcome,
            usage,
            oddities: Vec::new(),
            n_tries: u32::from(is_asked),
            elapsed: start.elapsed(),
        };
        observe(&Event::Done { id: job.request.id, answered: &answered });
        answered
    });
    Run::new(answers, requests.len())
}
