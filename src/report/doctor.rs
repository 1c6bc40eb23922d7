//! Shows one answer of an extractor part by part: what was read, what was forgiven, and what to change.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::time::Duration;

use serde::Serialize;

use crate::extract::Outcome;
use crate::extract::answer::reading::{Level, Reading};
use crate::extract::contract::advice::{failure_advice, oddity_advice};
use crate::extract::failure::Failure;
use crate::extract::source::Oddity;
use crate::fact::TypeRef;
use crate::report::words::{counted, printable, shortened};
use crate::schema::Schema;
use crate::schema::print::type_name;

const BOLD: anstyle::Style = anstyle::Style::new().bold();

/// How many lenient readings are shown.
const LENIENT_MAX: usize = 20;
/// How many wrong ones are shown.
const WRONG_MAX: usize = 100;
/// How much of what an extractor wrote is shown, in characters.
const WRITTEN_CHARACTERS_MAX: usize = 200;
/// How much of an answer that came to nothing is shown, in characters.
const SAID_CHARACTERS_MAX: usize = 600;
/// How many lines of standard error are shown, from its end.
const STDERR_LINES_MAX: usize = 20;

/// One answer, looked at closely.
#[derive(Clone, Debug)]
pub struct Examination<'a> {
    /// The extractor's name.
    pub extractor: &'a str,
    /// The article's id.
    pub article: &'a str,
    /// The article's file.
    pub path: &'a str,
    /// What was started or where it was asked for, and how long that took; `None` for what is built in, and files.
    pub asked: Option<(&'a str, Duration)>,
    /// What is to be known about this machine.
    pub notes: &'a [&'a str],
    /// What was odd.
    pub oddities: &'a [Oddity],
    /// What was said, before any filter; shown where it came to nothing.
    pub said: Option<&'a str>,
    /// What came back.
    pub outcome: &'a Outcome,
    /// What became of its parts.
    pub readings: &'a [Reading],
}

impl Examination<'_> {
    /// Returns how many parts were read so.
    #[must_use]
    pub fn n_of(&self, level: Level) -> usize {
        self.readings.iter().filter(|reading| reading.level == level).count()
    }
}

/// Returns the examination as styled text.
#[must_use]
pub fn doctor_text(examination: &Examination<'_>, schema: &Schema) -> String {
    let mut text = String::new();
    let (extractor, article) = (printable(examination.extractor), printable(examination.article));
    line(&mut text, &format!("{BOLD}{extractor}{BOLD:#} on {article} ({})", printable(examination.path)));
    if let Some((what, elapsed)) = examination.asked {
        line(&mut text, &format!("asked: {} ({} ms)", printable(what), elapsed.as_millis()));
    }
    for oddity in examination.oddities {
        line(&mut text, &format!("odd: {}: {}", oddity.word(), oddity_advice(*oddity)));
    }
    for note in examination.notes {
        line(&mut text, &format!("note: {note}"));
    }
    match examination.outcome {
        Outcome::Failed(failure) => push_failure(&mut text, failure, examination.said),
        Outcome::Answered(_) => {
            line(&mut text, &format!("answered: {}", content(examination.outcome, schema)));
            push_readings(&mut text, examination, (Level::Wrong, WRONG_MAX));
            push_readings(&mut text, examination, (Level::Lenient, LENIENT_MAX));
            line(&mut text, &format!("\n{}", closing(examination)));
        }
    }
    text
}

fn line(text: &mut String, content: &str) {
    writeln!(text, "{content}").expect("writing to a string cannot fail");
}

fn push_failure(text: &mut String, failure: &Failure, said: Option<&str>) {
    line(text, &format!("\n{BOLD}{}{BOLD:#}: {}", failure.kind.word(), printable(&failure.detail)));
    if let Some(said) = said {
        line(text, &format!("it said: {}", printable(&shortened(said, SAID_CHARACTERS_MAX))));
    }
    let lines: Vec<&str> = failure.stderr.lines().collect();
    if !lines.is_empty() {
        line(text, "standard error ended with:");
    }
    for said in lines.iter().skip(lines.len().saturating_sub(STDERR_LINES_MAX)) {
        line(text, &format!("  {}", printable(&shortened(said, WRITTEN_CHARACTERS_MAX))));
    }
    line(text, &format!("help: {}", failure_advice(failure.kind)));
}

/// Returns `3 facts: 2 casualties, 1 attack`, sorted by name.
fn content(outcome: &Outcome, schema: &Schema) -> String {
    let mut by_type: BTreeMap<&str, u64> = BTreeMap::new();
    let mut n_unreadable = 0;
    for prediction in outcome.predictions() {
        match &prediction.fact.fact_type {
            TypeRef::Unreadable(_) => n_unreadable += 1,
            known @ (TypeRef::Known(_) | TypeRef::View(_) | TypeRef::Unknown(_)) => {
                *by_type.entry(type_name(known, schema)).or_default() += 1;
            }
        }
    }
    let n_all = by_type.values().sum::<u64>() + n_unreadable;
    let named = |name: &str| printable(&shortened(name, WRITTEN_CHARACTERS_MAX));
    let mut parts: Vec<String> = by_type.iter().map(|(name, n)| format!("{n} {}", named(name))).collect();
    if n_unreadable > 0 {
        parts.push(format!("{n_unreadable} unreadable"));
    }
    let separator = if parts.is_empty() { "" } else { ": " };
    format!("{}{separator}{}", counted(n_all, "fact", "facts"), parts.join(", "))
}

fn push_readings(text: &mut String, examination: &Examination<'_>, (level, n_max): (Level, usize)) {
    let readings = examination.readings.iter().filter(|reading| reading.level == level);
    for reading in readings.take(n_max) {
        let (pointer, shown) =
            (printable(&shortened(&reading.pointer, WRITTEN_CHARACTERS_MAX)), shown(reading));
        line(text, &format!("\n{BOLD}{pointer}{BOLD:#}: {shown}"));
        // To write what it was read as is plain.
        if let Some(help) = reading.help.as_deref().filter(|_| reading.read_as.is_none()) {
            line(text, &format!("  help: {}", printable(&shortened(help, 2 * WRITTEN_CHARACTERS_MAX))));
        }
    }
    let n_more = examination.n_of(level).saturating_sub(n_max);
    if n_more > 0 {
        line(text, &format!("\n+{n_more} more: --format json shows all"));
    }
}

/// Returns what stands there and what there is to say about it.
fn shown(reading: &Reading) -> String {
    let message = printable(&shortened(&reading.message, 2 * WRITTEN_CHARACTERS_MAX));
    let written = as_it_stands(&reading.written);
    match &reading.read_as {
        Some(value) => format!("{written}, read as {}: {message}", quoted(value)),
        // A message that quotes what stands there says it all.
        None if message.contains(&written) => message,
        None => format!("{written}: {message}"),
    }
}

/// Returns a text in quotation marks, and what is plainly JSON without.
fn as_it_stands(written: &str) -> String {
    let is_text = !written.starts_with(['{', '[']) && written.parse::<f64>().is_err();
    if is_text { quoted(written) } else { printable(&shortened(written, WRITTEN_CHARACTERS_MAX)) }
}

fn quoted(written: &str) -> String {
    format!("\"{}\"", printable(&shortened(written, WRITTEN_CHARACTERS_MAX)))
}

/// Returns how it went in one line.
fn closing(examination: &Examination<'_>) -> String {
    let n_wrong = u64::try_from(examination.n_of(Level::Wrong)).expect("a length fits 64 bits");
    let n_lenient = u64::try_from(examination.n_of(Level::Lenient)).expect("a length fits 64 bits");
    let forgiven = match n_lenient {
        0 => String::new(),
        n => format!("; {} forgiven", counted(n, "part", "parts")),
    };
    match n_wrong {
        0 if examination.outcome.predictions().is_empty() => "ok, but nothing was returned".to_owned(),
        0 => format!("ok: everything can be read{forgiven}"),
        n => format!("{} to change{forgiven}", counted(n, "thing", "things")),
    }
}

#[derive(Serialize)]
struct DoctorFile<'a> {
    karat_doctor: u32,
    extractor: &'a str,
    article: &'a str,
    path: &'a str,
    asked: Option<AskedFile<'a>>,
    oddities: Vec<&'static str>,
    notes: &'a [&'a str],
    said: Option<&'a str>,
    failure: Option<FailureFile<'a>>,
    facts: usize,
    readings: Vec<ReadingFile<'a>>,
}

#[derive(Serialize)]
struct AskedFile<'a> {
    what: &'a str,
    elapsed_ms: u64,
}

#[derive(Serialize)]
struct FailureFile<'a> {
    name: &'static str,
    detail: &'a str,
    stderr: &'a str,
    help: &'static str,
}

#[derive(Serialize)]
struct ReadingFile<'a> {
    pointer: &'a str,
    level: &'static str,
    written: &'a str,
    read_as: Option<&'a str>,
    message: &'a str,
    help: Option<&'a str>,
}

/// Returns the examination as JSON, with every reading.
///
/// # Panics
/// Never: every value written has a form in JSON.
#[must_use]
pub fn doctor_json(examination: &Examination<'_>) -> String {
    let failure = match examination.outcome {
        Outcome::Answered(_) => None,
        Outcome::Failed(failure) => Some(FailureFile {
            name: failure.kind.word(),
            detail: &failure.detail,
            stderr: &failure.stderr,
            help: failure_advice(failure.kind),
        }),
    };
    let asked = examination.asked.map(|(what, elapsed)| AskedFile {
        what,
        elapsed_ms: u64::try_from(elapsed.as_millis()).unwrap_or(u64::MAX),
    });
    let file = DoctorFile {
        karat_doctor: 1,
        extractor: examination.extractor,
        article: examination.article,
        path: examination.path,
        asked,
        oddities: examination.oddities.iter().map(|oddity| oddity.word()).collect(),
        notes: examination.notes,
        said: examination.said,
        failure,
        facts: examination.outcome.predictions().len(),
        readings: examination.readings.iter().map(reading_file).collect(),
    };
    let mut text = serde_json::to_string_pretty(&file).expect("every value written has a form in JSON");
    text.push('\n');
    text
}

fn reading_file(reading: &Reading) -> ReadingFile<'_> {
    ReadingFile {
        pointer: &reading.pointer,
        level: reading.level.word(),
        written: &reading.written,
        read_as: reading.read_as.as_deref(),
        message: &reading.message,
        help: reading.help.as_deref(),
    }
}
