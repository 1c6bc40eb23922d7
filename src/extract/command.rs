//! The source that starts a program for each article.

use crate::extract::failure::{Failure, FailureKind};
use crate::extract::process::ProgramSetup;
use crate::extract::process::exchange::{Event, Exchange, Lifetime, bytes};
use crate::extract::process::running::{Ended, Running, sweep_strangers};
use crate::extract::reply::read_reply;
use crate::extract::source::{Ask, Late, Oddity, Reply, Source, Usage};
use crate::project::StdinKind;

/// A program that is started for each article, reads it on standard input and prints the answer.
///
/// From the first ask on, this process is the reaper of its descendants: see [`ProgramSetup`].
#[derive(Debug)]
pub struct CommandSource {
    setup: ProgramSetup,
}

impl CommandSource {
    /// Returns the source; nothing is started yet.
    #[must_use]
    pub const fn new(setup: ProgramSetup) -> Self {
        Self { setup }
    }
}

impl Source for CommandSource {
    fn ask(&self, ask: &Ask<'_>) -> Result<Reply, Failure> {
        let input: [&[u8]; 2] = match self.setup.stdin() {
            StdinKind::Request => [ask.body.as_bytes(), b"\n"],
            StdinKind::Text => [ask.request.text.as_str().as_bytes(), b""],
        };
        let mut exchange = Exchange::new(&self.setup, input, ask.cancel);
        let mut running = Running::start(&self.setup, Lifetime::OneAnswer)?;
        if exchange.n_input_bytes() == 0 {
            running.close_input();
        }
        loop {
            match running.pump(&mut exchange) {
                Event::Output | Event::OutputClosed | Event::InputClosed => {}
                Event::Ended => break,
                Event::Trouble(trouble) => {
                    return Err(running.give_up(&trouble, &mut exchange, &self.setup));
                }
            }
        }
        let n_unread_bytes = running.n_unread_bytes() + exchange.n_unwritten_bytes() as u64;
        let ended = running.end();
        judge(&ended, &exchange.output, (ask, n_unread_bytes))
            .map(|answer| {
                let oddities = [
                    ended.left_children.then_some(Oddity::LeftChildren),
                    running.stderr().is_odd().then_some(Oddity::LongStderr),
                ];
                let oddities = oddities.into_iter().flatten().collect();
                Reply { answer, usage: Usage::default(), oddities }
            })
            .map_err(|failure| failure.with_stderr(running.stderr().text()))
    }

    fn finish(&self) -> Vec<Late> {
        sweep_strangers();
        Vec::new()
    }
}

/// Judges what a program said by how it ended and how much of the article it did not read.
fn judge(
    ended: &Ended,
    output: &[u8],
    (ask, n_unread_bytes): (&Ask<'_>, u64),
) -> Result<serde_json::Value, Failure> {
    if let Some((kind, detail)) = &ended.failure {
        return Err(Failure::new(*kind, detail.clone()));
    }
    read_reply(output, ask.request.id).map_err(|failure| {
        if failure.kind == FailureKind::NoAnswer && n_unread_bytes > 0 {
            let detail =
                format!("it ended well with {} of its input unread, and said nothing", bytes(n_unread_bytes));
            Failure::new(FailureKind::ClosedInput, detail)
        } else {
            failure
        }
    })
}
