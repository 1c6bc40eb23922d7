//! Programs as extractors on systems without process groups: they cannot be started.

use crate::extract::failure::{Failure, FailureKind};
use crate::extract::process::ProgramSetup;
use crate::extract::process::exchange::{Event, Exchange, Lifetime, Trouble};
use crate::extract::process::tail::Tail;

/// A program that was started: there is none.
#[derive(Debug)]
pub(crate) enum Running {}

/// How a program ended.
#[derive(Clone, Debug)]
pub(crate) struct Ended {
    pub(crate) failure: Option<(FailureKind, String)>,
    pub(crate) left_children: bool,
}

impl Running {
    /// Says that programs cannot be started here.
    pub(crate) fn start(_setup: &ProgramSetup, _lifetime: Lifetime) -> Result<Self, Failure> {
        let detail = "programs as extractors need Linux, macOS or another Unix: ask a server, or score a file of answers";
        Err(Failure::new(FailureKind::CannotStart, detail).permanent())
    }

    pub(crate) fn stderr(&mut self) -> &mut Tail {
        match *self {}
    }

    pub(crate) fn n_unread_bytes(&self) -> u64 {
        match *self {}
    }

    pub(crate) fn close_input(&mut self) {
        match *self {}
    }

    pub(crate) fn pump(&mut self, _exchange: &mut Exchange<'_>) -> Event {
        match *self {}
    }

    pub(crate) fn peek(&mut self, _exchange: &mut Exchange<'_>) -> bool {
        match *self {}
    }

    pub(crate) fn give_up(
        &mut self,
        _trouble: &Trouble,
        _exchange: &mut Exchange<'_>,
        _setup: &ProgramSetup,
    ) -> Failure {
        match *self {}
    }

    pub(crate) fn ask_to_end(&self) {
        match *self {}
    }

    pub(crate) fn end(&mut self) -> Ended {
        match *self {}
    }
}

/// Does nothing: no program was started.
pub(crate) fn sweep_strangers() {}
