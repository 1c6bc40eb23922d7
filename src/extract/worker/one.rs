//! One worker: asked for an article, matched by id, and blamed for what it said too late.

use std::collections::BTreeSet;
use std::time::Duration;
use std::time::Instant;

use serde_json::Value as Json;

use crate::extract::failure::{Failure, FailureKind};
use crate::extract::process::exchange::{Event, Exchange, Lifetime, Trouble, bytes};
use crate::extract::process::running::Running;
use crate::extract::process::{ProgramSetup, now};
use crate::extract::reply::{cut, wrong_id};
use crate::extract::source::{Ask, Cancel, Late, Oddity, Reply, Usage};
use crate::extract::worker::lines::{Line, classify, take_line};

/// How long a worker may go on after it closed its input or output, or was told that no more will come.
const PARTING: Duration = Duration::from_millis(500);

/// A worker.
#[derive(Debug)]
pub(crate) struct Worker {
    running: Running,
    /// What it said that was not looked at yet.
    output: Vec<u8>,
    /// The articles it has answered.
    answered: BTreeSet<String>,
    /// The last of them.
    last: Option<String>,
    late: Vec<Late>,
    is_kept: bool,
}

/// What came of asking.
#[derive(Debug)]
pub(crate) enum Heard {
    /// An answer or a failure.
    Answer(Result<Reply, Failure>),
    /// It was gone before it read any of the request.
    Nothing,
}

/// What came of listening.
#[derive(Debug)]
enum End {
    Answered(Json),
    Failed(Failure),
    Unheard,
}

/// What is known of a worker that has not answered yet.
#[derive(Debug, Default)]
struct Silence {
    n_searched: usize,
    /// The last line that was no answer.
    chatter: Option<String>,
    /// It closed its output.
    is_mute: bool,
    /// It closed its input before it had read all.
    is_deaf: bool,
    /// It went on though it could not answer, so that how it ends tells nothing.
    is_killed: bool,
}

impl Worker {
    /// Starts a worker.
    ///
    /// # Errors
    /// If it cannot be started.
    pub(crate) fn start(setup: &ProgramSetup) -> Result<Self, Failure> {
        Ok(Self {
            running: Running::start(setup, Lifetime::ManyAnswers)?,
            output: Vec::new(),
            answered: BTreeSet::new(),
            last: None,
            late: Vec::new(),
            is_kept: false,
        })
    }

    /// Says whether it can be asked again.
    pub(crate) const fn is_kept(&self) -> bool {
        self.is_kept
    }

    /// Returns what turned out about earlier articles.
    pub(crate) fn take_late(&mut self) -> Vec<Late> {
        std::mem::take(&mut self.late)
    }

    /// Asks for one article.
    pub(crate) fn ask(&mut self, ask: &Ask<'_>, setup: &ProgramSetup) -> Heard {
        self.is_kept = false;
        if self.last.is_some() && !self.is_well(ask.cancel, setup) {
            return Heard::Nothing;
        }
        self.running.stderr().clear();
        let mut exchange = Exchange::new(setup, [ask.body.as_bytes(), b"\n"], ask.cancel);
        exchange.output = std::mem::take(&mut self.output);
        let end = self.listen(ask.request.id, &mut exchange, setup);
        let heard = match end {
            End::Answered(answer) => self.answered(answer, ask.request.id, &mut exchange),
            End::Failed(failure) => Err(failure),
            End::Unheard => return Heard::Nothing,
        };
        self.output = exchange.output;
        Heard::Answer(heard.map_err(|failure| self.with_stderr(failure)))
    }

    /// Looks at a worker that was idle: whether it can be asked, and what else it said meanwhile.
    fn is_well(&mut self, cancel: &Cancel, setup: &ProgramSetup) -> bool {
        let mut exchange = Exchange::new(setup, [&[], &[]], cancel);
        exchange.output = std::mem::take(&mut self.output);
        let is_well = self.running.peek(&mut exchange);
        self.output = exchange.output;
        self.blame_last();
        is_well
    }

    /// Reads whole lines that came after the last answer: the article that it was for has two.
    fn blame_last(&mut self) {
        let Some(last) = self.last.clone() else { return };
        let mut n_searched = 0;
        while let Some(line) = take_line(&mut self.output, &mut n_searched) {
            let late = self.extra(&line, &last);
            self.late.extend(late);
        }
    }

    /// Says whose second answer a line is, given for whom the last one was.
    fn extra(&self, line: &[u8], last: &str) -> Option<Late> {
        let (id, detail) = match classify(line) {
            Line::Answer(id, _) if id == last || self.answered.contains(&id) => {
                let detail = format!("it answered again for \"{}\"", cut(&id));
                (id, detail)
            }
            Line::Answer(id, _) => (
                last.to_owned(),
                format!("after its answer it gave one for \"{}\", which was not asked for", cut(&id)),
            ),
            Line::Bad(failure) if failure.kind == FailureKind::TwoAnswers => {
                (last.to_owned(), failure.detail)
            }
            Line::Bad(_) | Line::Chatter(_) => return None,
        };
        Some(Late { id, failure: Failure::new(FailureKind::TwoAnswers, detail) })
    }

    /// Waits for the answer.
    fn listen(&mut self, id: &str, exchange: &mut Exchange<'_>, setup: &ProgramSetup) -> End {
        let mut silence = Silence::default();
        loop {
            while let Some(line) = take_line(&mut exchange.output, &mut silence.n_searched) {
                if let Some(end) = self.hear(&line, id, &mut silence) {
                    return end;
                }
            }
            match self.running.pump(exchange) {
                Event::Output => {}
                Event::OutputClosed => {
                    silence.is_mute = true;
                    exchange.hurry(PARTING);
                }
                Event::InputClosed => {
                    silence.is_deaf = self.n_unread_bytes(exchange) > 0;
                    if silence.is_deaf {
                        exchange.hurry(PARTING);
                    }
                }
                Event::Ended => return self.ended(id, exchange, silence),
                Event::Trouble(Trouble::Timeout) if silence.is_mute || silence.is_deaf => {
                    silence.is_killed = true;
                    return self.ended(id, exchange, silence);
                }
                // It still was at an earlier article, and has not seen this one.
                Event::Trouble(trouble) if trouble != Trouble::Interrupted && self.is_unheard(exchange) => {
                    return End::Unheard;
                }
                Event::Trouble(trouble) => {
                    let mut failure = self.running.give_up(&trouble, exchange, setup);
                    failure.detail += &silence.last_words();
                    return End::Failed(failure);
                }
            }
        }
    }

    /// Judges one line.
    fn hear(&mut self, line: &[u8], id: &str, silence: &mut Silence) -> Option<End> {
        match classify(line) {
            Line::Answer(answered, answer) if answered == id => return Some(End::Answered(answer)),
            Line::Answer(answered, _) if self.answered.contains(&answered) => {
                let detail = format!("it answered again, while it was asked for \"{}\"", cut(id));
                let failure = Failure::new(FailureKind::TwoAnswers, detail);
                self.late.push(Late { id: answered, failure });
            }
            Line::Answer(answered, _) => return Some(End::Failed(wrong_id(id, &[&answered]))),
            Line::Bad(failure) => return Some(End::Failed(failure)),
            Line::Chatter(text) if text.is_empty() => {}
            Line::Chatter(text) => silence.chatter = Some(text),
        }
        None
    }

    fn n_unread_bytes(&self, exchange: &Exchange<'_>) -> u64 {
        self.running.n_unread_bytes() + exchange.n_unwritten_bytes() as u64
    }

    /// Says whether a worker that answered before has read nothing of this request, so that this article is not why it
    /// fails.
    fn is_unheard(&self, exchange: &Exchange<'_>) -> bool {
        self.last.is_some()
            && exchange.n_output_bytes == 0
            && self.n_unread_bytes(exchange) == exchange.n_input_bytes()
    }

    /// Judges a worker that will not say more, by its last line and how it ended.
    fn ended(&mut self, id: &str, exchange: &mut Exchange<'_>, mut silence: Silence) -> End {
        if self.is_unheard(exchange) {
            return End::Unheard;
        }
        let n_unread_bytes = self.n_unread_bytes(exchange);
        let ended = self.running.end();
        let line = std::mem::take(&mut exchange.output);
        let last_line = self.hear(&line, id, &mut silence);
        let (kind, detail) = match (last_line, ended.failure) {
            (Some(End::Answered(answer)), _) => return End::Answered(answer),
            (_, Some((kind, detail))) if !silence.is_killed => (kind, detail),
            (Some(end), _) => return end,
            (None, _) if silence.is_deaf || n_unread_bytes > 0 => {
                let detail =
                    format!("it did not answer, and left {} of its input unread", bytes(n_unread_bytes));
                (FailureKind::ClosedInput, detail)
            }
            (None, _) if silence.is_killed => {
                (FailureKind::NoAnswer, "it closed its output without an answer".to_owned())
            }
            (None, _) => (FailureKind::NoAnswer, "it ended well without an answer".to_owned()),
        };
        End::Failed(Failure::new(kind, detail + &silence.last_words()))
    }

    /// Takes the answer, unless there is another behind it, and decides whether the worker is asked again.
    fn answered(&mut self, answer: Json, id: &str, exchange: &mut Exchange<'_>) -> Result<Reply, Failure> {
        // A parser that stops at the last bracket leaves the end of the line.
        self.is_kept = exchange.n_unwritten_bytes() == 0 && self.running.n_unread_bytes() <= 1;
        self.last = Some(id.to_owned());
        let mut n_searched = 0;
        let mut second = None;
        while let Some(line) = take_line(&mut exchange.output, &mut n_searched) {
            match self.extra(&line, id) {
                Some(late) if late.id == id => second = Some(late.failure),
                late => self.late.extend(late),
            }
        }
        self.answered.insert(id.to_owned());
        if let Some(failure) = second {
            return Err(failure);
        }
        let oddities = self.running.stderr().is_odd().then_some(Oddity::LongStderr).into_iter().collect();
        Ok(Reply { answer, usage: Usage::default(), oddities })
    }

    /// Adds the end of standard error; a worker that is not asked again is ended for it.
    fn with_stderr(&mut self, failure: Failure) -> Failure {
        if !self.is_kept {
            self.running.end();
        }
        failure.with_stderr(self.running.stderr().text())
    }

    /// Ends workers: their input is closed, then they are asked to end, then killed; all at a time.
    pub(crate) fn finish(workers: &mut [Self], setup: &ProgramSetup) {
        for worker in workers.iter_mut() {
            worker.running.close_input();
        }
        let deadline = now() + PARTING;
        let mut left = Vec::new();
        for worker in workers.iter_mut() {
            if !worker.part(setup, deadline) {
                left.push(worker);
            }
        }
        for worker in &left {
            worker.running.ask_to_end();
        }
        let deadline = now() + PARTING;
        for worker in &mut left {
            worker.part(setup, deadline);
        }
        for worker in workers {
            worker.running.end();
            worker.output.push(b'\n');
            worker.blame_last();
        }
    }

    /// Reads what comes until the worker has ended or a moment is reached; says whether it has ended.
    fn part(&mut self, setup: &ProgramSetup, deadline: Instant) -> bool {
        let cancel = Cancel::default();
        let mut exchange = Exchange::new(setup, [&[], &[]], &cancel);
        exchange.deadline = deadline;
        exchange.output = std::mem::take(&mut self.output);
        let is_ended = loop {
            match self.running.pump(&mut exchange) {
                Event::Output | Event::OutputClosed | Event::InputClosed => {}
                Event::Ended => break true,
                Event::Trouble(_) => break false,
            }
        };
        self.output = exchange.output;
        is_ended
    }
}

impl Silence {
    /// Returns the end of a detail that shows the last line that was no answer.
    fn last_words(&self) -> String {
        self.chatter.as_ref().map_or_else(String::new, |chatter| format!("; the last line was \"{chatter}\""))
    }
}
