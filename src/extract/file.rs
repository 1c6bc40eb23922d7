//! The extractor that reads its answers from files: JSON Lines, JSON or YAML, one file or a folder of them.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use serde_json::Value as Json;

use crate::corpus::shown;
use crate::extract::answer::{Explained, decode_answer_in, explain_reply, recorded_failure};
use crate::extract::failure::FailureKind;
use crate::extract::file::reader::Reader;
use crate::extract::request::{encode_request, without_text};
use crate::extract::source::{Reply, Usage};
use crate::extract::transform::Transform;
use crate::extract::usage::usage_of;
use crate::extract::{Extractor, Outcome, Request};
use crate::problem::{Problem, sort_problems};
use crate::project::OffsetUnit;
use crate::store::{Bounds, Depth, Entry, StoreError, list_files, read_file};
use crate::text::likeness::suggest;

mod reader;

/// The longest file of answers that is read, in bytes.
pub const ANSWERS_BYTES_MAX: u64 = 1 << 30;

/// The version of the records that are read and written.
pub const RECORD: u32 = 1;

/// The rule of an answer for an article that does not exist.
const NO_ARTICLE: &str = "P2";

/// Endings of files that are read in a folder of answers.
const ENDINGS: [&str; 5] = ["json", "jsonl", "ndjson", "yaml", "yml"];

/// Answers from files, by article; one repeat of them where there are several.
#[derive(Clone, Debug)]
pub struct FileExtractor {
    name: String,
    repeat: u32,
    answers: Arc<Answers>,
    transform: Option<Arc<Transform>>,
    offsets: Option<OffsetUnit>,
}

/// What the head of a record says about its answers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Declared {
    /// The only views that the extractor answers for; empty for facts.
    pub views: Vec<String>,
    /// The currency of its costs; empty where nobody named one.
    pub currency: String,
}

/// What the files hold.
#[derive(Debug, Default)]
struct Answers {
    /// The file or folder as the user would type it.
    path: String,
    /// Each file's path and text, for showing problems.
    files: Vec<(String, String)>,
    /// By article, then by repeat, counted from 1.
    by_article: BTreeMap<String, BTreeMap<u32, Stored>>,
    declared: Declared,
    problems: Vec<Problem>,
}

/// What is held for one article and repeat.
#[derive(Clone, Debug)]
struct Stored {
    /// The position of the file.
    file_index: usize,
    /// Where the first answer stands in the file.
    place: Option<Range<usize>>,
    /// Its line, or its number in the list, from 1.
    number: usize,
    answer: Answer,
}

#[derive(Clone, Debug)]
enum Answer {
    Read(Json),
    /// It cannot be read, and is known to be this article's.
    Malformed(FailureKind, String),
    /// Which two answers.
    Twice(String),
}

impl FileExtractor {
    /// Reads all answers of a file or of the files in a folder.
    ///
    /// A file is read by its extension `.json`, `.yaml` or `.yml`, else one answer a line; `{"karat_record": 1, …}` is the
    /// head of a record and no answer. In a folder, an answer without an id, or a list of facts, is for the article that
    /// the file is called like. `"repeat": 2` in an answer tells repeats apart.
    ///
    /// # Errors
    /// If a file cannot be read; what is wrong inside it becomes a problem or a failed article.
    pub fn read(name: impl Into<String>, path: &Path) -> Result<Self, StoreError> {
        let mut reader = Reader::new(shown(path));
        if path.is_dir() {
            for (entry, ending) in answer_files(path)? {
                let bytes = read_file(&entry.path, Bounds { root: None, n_bytes_max: ANSWERS_BYTES_MAX })?;
                reader.read(&shown(&entry.path), ending, bytes, Some(entry.stem));
            }
            reader.complain_if_empty();
        } else {
            let bytes = read_file(path, Bounds { root: None, n_bytes_max: ANSWERS_BYTES_MAX })?;
            let ending = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
            reader.read(&shown(path), ending, bytes, None);
        }
        Ok(Self::new(name, reader.into_answers()))
    }

    fn new(name: impl Into<String>, answers: Answers) -> Self {
        Self { name: name.into(), repeat: 1, answers: Arc::new(answers), transform: None, offsets: None }
    }

    /// Returns the same answers, read through a filter.
    #[must_use]
    pub fn with_transform(self, transform: Option<Transform>) -> Self {
        Self { transform: transform.map(Arc::new), ..self }
    }

    /// Returns the same answers, whose offsets count this where they do not say.
    #[must_use]
    pub fn with_offsets(self, offsets: Option<OffsetUnit>) -> Self {
        Self { offsets, ..self }
    }

    /// Reads the answer for an article and tells what became of each of its parts.
    #[must_use]
    pub fn explain(&self, request: &Request<'_>) -> Explained {
        match self.stored(request.id).map(|stored| &stored.answer) {
            Some(Answer::Read(answer)) => {
                let (answer, usage) = (answer.clone(), Usage::default());
                let reply = Reply { answer, usage, oddities: Vec::new() };
                explain_reply(&reply, request, (self.transform.as_deref(), self.offsets))
            }
            Some(Answer::Malformed(..) | Answer::Twice(_)) | None => {
                Explained { outcome: self.extract(request), readings: Vec::new() }
            }
        }
    }

    /// Returns the path as the user would type it.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.answers.path
    }

    /// Returns what a record says about its answers; nothing for other files.
    #[must_use]
    pub fn declared(&self) -> &Declared {
        &self.answers.declared
    }

    /// Returns the text of every file by its path, for showing problems.
    #[must_use]
    pub fn sources(&self) -> BTreeMap<String, String> {
        self.answers.files.iter().cloned().collect()
    }

    /// Returns how many repeats there are: the highest that any answer names, and at least 1.
    #[must_use]
    pub fn n_repeats(&self) -> u32 {
        let last = self.answers.by_article.values().filter_map(|repeats| repeats.keys().next_back());
        last.copied().max().unwrap_or(1)
    }

    /// Returns the answers of one repeat, counted from 1.
    #[must_use]
    pub fn for_repeat(&self, repeat: u32) -> Self {
        Self { repeat, ..self.clone() }
    }

    /// Returns what is wrong with the files, given the ids of all articles, sorted by place.
    #[must_use]
    pub fn problems(&self, article_ids: &[&str]) -> Vec<Problem> {
        let mut problems = self.answers.problems.clone();
        for (id, repeats) in &self.answers.by_article {
            let Some(stored) = repeats.values().next().filter(|_| !article_ids.contains(&id.as_str())) else {
                continue;
            };
            let message = format!("no article has the id \"{id}\"");
            let file = &self.answers.files[stored.file_index].0;
            let problem = Problem::warning(NO_ARTICLE, file, stored.place.clone(), message);
            let suggestion = suggest(id, article_ids.iter().copied());
            problems.push(match suggestion {
                Some(known) => problem.with_help(format!("did you mean \"{known}\"?")),
                None => problem,
            });
        }
        sort_problems(&mut problems);
        problems
    }

    fn stored(&self, id: &str) -> Option<&Stored> {
        self.answers.by_article.get(id)?.get(&self.repeat)
    }

    /// Decodes an answer, through the filter where there is one and the answer is none of karat's failures.
    fn decoded(&self, answer: &Json, request: &Request<'_>) -> Outcome {
        let has_error = answer.get("error").is_some_and(|error| !error.is_null());
        let Some(transform) = self.transform.as_ref().filter(|_| !has_error) else {
            return decode_answer_in(answer, request, self.offsets);
        };
        match transform.apply(answer.clone(), &without_text(&encode_request(request))) {
            Ok(answer) => decode_answer_in(&answer, request, self.offsets),
            Err(failure) => Outcome::Failed(failure),
        }
    }
}

/// Lists the files of a folder of answers with their endings, in the order of their names.
fn answer_files(folder: &Path) -> Result<Vec<(Entry, &'static str)>, StoreError> {
    let mut files = Vec::new();
    for ending in ENDINGS {
        files.extend(list_files(folder, ending, Depth::Here)?.into_iter().map(|entry| (entry, ending)));
    }
    files.sort();
    Ok(files)
}

impl Extractor for FileExtractor {
    fn name(&self) -> &str {
        &self.name
    }

    fn usage(&self, request: &Request<'_>) -> Usage {
        match self.stored(request.id).map(|stored| &stored.answer) {
            Some(Answer::Read(answer)) => usage_of(answer),
            Some(Answer::Malformed(..) | Answer::Twice(_)) | None => Usage::default(),
        }
    }

    fn extract(&self, request: &Request<'_>) -> Outcome {
        match self.stored(request.id).map(|stored| &stored.answer) {
            Some(Answer::Read(answer)) => match recorded_failure(answer) {
                Some(failure) => Outcome::Failed(failure),
                None => self.decoded(answer, request),
            },
            Some(Answer::Malformed(kind, detail)) => Outcome::failed(*kind, detail),
            Some(Answer::Twice(detail)) => Outcome::failed(FailureKind::TwoAnswers, detail),
            None => {
                let mut detail = format!("{} has no answer for {}", self.path(), request.id);
                if self.n_repeats() > 1 {
                    detail.push_str(&format!(" in repeat {}", self.repeat));
                }
                Outcome::failed(FailureKind::NoAnswer, detail)
            }
        }
    }
}

#[cfg(test)]
mod tests;
