//! What became of each part of an answer while it was read: taken as it stands, forgiven, or wrong.

use std::fmt::Display;
use std::fmt::Write;

use serde_json::Value as Json;

use crate::extract::answer::{Decoder, as_written};

/// How a part of an answer was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// In the spelling of the documentation, or one as good.
    Read,
    /// Otherwise, at no cost: it was forgiven, or nothing depends on it.
    Lenient,
    /// Not as it was meant: it costs points.
    Wrong,
}

impl Level {
    /// Returns the word that users see.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Lenient => "lenient",
            Self::Wrong => "wrong",
        }
    }
}

/// What became of one part of an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// Where it stands in the answer, such as `facts[3].slots.count`.
    pub pointer: String,
    /// What stands there: a text as it is, anything else as JSON.
    pub written: String,
    /// What it was taken for, in canonical spelling; `None` where it is lost.
    pub read_as: Option<String>,
    /// How it was read.
    pub level: Level,
    /// What there is to say, as a fragment; empty where there is nothing.
    pub message: String,
    /// What to change.
    pub help: Option<String>,
}

/// Why a part of an answer cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Wrong {
    /// What is wrong, as a fragment.
    pub message: String,
    /// The word that was probably meant; part of the remark.
    pub meant: Option<String>,
    /// What to change, where there is no such word.
    pub help: Option<String>,
    /// Where it was found, where that is deeper than where it is told: (pointer, what stands there).
    place: Option<(String, String)>,
}

impl From<String> for Wrong {
    fn from(message: String) -> Self {
        Self { message, meant: None, help: None, place: None }
    }
}

impl From<&str> for Wrong {
    fn from(message: &str) -> Self {
        Self::from(message.to_owned())
    }
}

impl Wrong {
    /// Adds the word that was probably meant.
    pub(super) fn meant(self, meant: Option<String>) -> Self {
        Self { meant, ..self }
    }

    /// Adds what to change.
    pub(super) fn help(self, help: impl Into<Option<String>>) -> Self {
        Self { help: help.into(), ..self }
    }

    /// Returns the remark: what is wrong and which word was meant.
    fn remark(&self) -> String {
        match &self.meant {
            Some(meant) => format!("{}: did you mean \"{meant}\"?", self.message),
            None => self.message.clone(),
        }
    }

    fn advice(&self) -> Option<String> {
        let meant = self.meant.as_ref().map(|meant| format!("did you mean \"{meant}\"?"));
        meant.or_else(|| self.help.clone())
    }
}

/// One step into an answer.
#[derive(Clone, Copy, Debug)]
pub(super) enum Step<'s> {
    Field(&'s str),
    Element(usize),
}

/// Where the decoder stands, and what became of what it passed; kept only where somebody asks.
#[derive(Debug, Default)]
pub(super) struct Trace {
    pointer: String,
    pub(super) readings: Vec<Reading>,
    /// The readings of the quotes of the fact at hand, and whether each stands in the article.
    pub(super) quotes: Vec<(usize, bool)>,
}

impl Trace {
    fn enter(&mut self, step: Step<'_>) {
        let written = match step {
            Step::Element(index) => write!(self.pointer, "[{index}]"),
            Step::Field(name) if !is_plain(name) => write!(self.pointer, "[{}]", Json::from(name)),
            Step::Field(name) if self.pointer.is_empty() => write!(self.pointer, "{name}"),
            Step::Field(name) => write!(self.pointer, ".{name}"),
        };
        written.expect("a string takes any text");
    }
}

/// Says whether a name needs no quotation marks in a pointer.
fn is_plain(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|one| one.is_alphanumeric() || matches!(one, '_' | '-'))
}

impl Decoder<'_> {
    /// Decodes a part of what is at hand.
    pub(super) fn inside<T>(&mut self, step: Step<'_>, decode: impl FnOnce(&mut Self) -> T) -> T {
        let Some(trace) = &mut self.trace else { return decode(self) };
        let length = trace.pointer.len();
        trace.enter(step);
        let decoded = decode(self);
        if let Some(trace) = &mut self.trace {
            trace.pointer.truncate(length);
        }
        decoded
    }

    /// Decodes a part of what is at hand; what is wrong remembers its place.
    pub(super) fn try_inside<T>(
        &mut self,
        (step, node): (Step<'_>, &Json),
        decode: impl FnOnce(&mut Self) -> Result<T, Wrong>,
    ) -> Result<T, Wrong> {
        self.inside(step, |decoder| {
            let decoded = decode(decoder);
            decoded.map_err(|wrong| match (&decoder.trace, &wrong.place) {
                (Some(trace), None) => {
                    Wrong { place: Some((trace.pointer.clone(), as_written(node))), ..wrong }
                }
                (Some(_) | None, _) => wrong,
            })
        })
    }

    /// Notes that something was taken as it stands.
    pub(super) fn was_read(&mut self, node: &Json, value: &dyn Display) {
        self.note(node, Level::Read, || (Some(value.to_string()), String::new(), None));
    }

    /// Notes that something was forgiven, and why.
    pub(super) fn was_forgiven(&mut self, node: &Json, value: &dyn Display, why: &str) {
        self.note(node, Level::Lenient, || {
            let value = value.to_string();
            (Some(value.clone()), why.to_owned(), Some(format!("write {}", Json::from(value))))
        });
    }

    /// Notes something that costs nothing, as a remark too.
    pub(super) fn was_left_out(&mut self, node: &Json, remark: String, help: &str) {
        self.note(node, Level::Lenient, || (None, remark.clone(), Some(help.to_owned())));
        self.remark(remark);
    }

    /// Notes that something cannot be used, and remarks on it.
    pub(super) fn was_wrong(&mut self, node: &Json, wrong: Wrong) {
        self.was_wrong_in("", node, wrong);
    }

    /// Notes that something cannot be used, and remarks on it with the name of its part.
    pub(super) fn was_wrong_in(&mut self, part: &str, node: &Json, wrong: Wrong) {
        let remark = wrong.remark();
        self.remark(if part.is_empty() { remark } else { format!("{part}: {remark}") });
        self.note_wrong(node, wrong);
    }

    /// Notes that something is wrong that no remark tells.
    pub(super) fn note_wrong(&mut self, node: &Json, wrong: Wrong) {
        let Some(trace) = &mut self.trace else { return };
        let help = wrong.advice();
        let (pointer, written) = wrong.place.unwrap_or_else(|| (trace.pointer.clone(), as_written(node)));
        let message = wrong.message;
        trace.readings.push(Reading { pointer, written, read_as: None, level: Level::Wrong, message, help });
    }

    /// Notes what became of the part at hand, where somebody asks.
    pub(super) fn note(
        &mut self,
        node: &Json,
        level: Level,
        told: impl FnOnce() -> (Option<String>, String, Option<String>),
    ) {
        let Some(trace) = &mut self.trace else { return };
        let (read_as, message, help) = told();
        let pointer = trace.pointer.clone();
        trace.readings.push(Reading { pointer, written: as_written(node), read_as, level, message, help });
    }
}
