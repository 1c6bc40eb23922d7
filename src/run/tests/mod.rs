//! Tests of runs with sources that do what a test says.

use std::borrow::Cow;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde_json::{Value as Json, json};

use super::*;
use crate::extract::failure::Failure;
use crate::extract::source::{Ask, Late, Reply};
use crate::schema::Schema;
use crate::schema::entities::Entities;
use crate::text::prepared::ArticleText;

mod caching;
mod recording;
mod trying;

/// A source whose answers are computed from what is asked and how often that article was asked before.
struct Fake<F> {
    answer: F,
    asked: Mutex<Vec<String>>,
    /// Told at the end.
    late: Mutex<Vec<Late>>,
    /// Told after the next answer.
    early: Arc<Mutex<Vec<Late>>>,
    /// Asked beside the request.
    question: &'static str,
}

impl<F: Fn(&Ask<'_>, usize) -> Result<Reply, Failure> + Sync> Source for Fake<F> {
    fn ask(&self, ask: &Ask<'_>) -> Result<Reply, Failure> {
        let n_before = {
            let mut asked = self.asked.lock().unwrap();
            asked.push(ask.request.id.to_owned());
            asked.iter().filter(|id| *id == ask.request.id).count() - 1
        };
        (self.answer)(ask, n_before)
    }

    fn question<'a>(&self, ask: &Ask<'a>) -> Cow<'a, str> {
        Cow::Owned(format!("{}{}", ask.body, self.question))
    }

    fn take_late(&self) -> Vec<Late> {
        std::mem::take(&mut self.early.lock().unwrap())
    }

    fn finish(&self) -> Vec<Late> {
        std::mem::take(&mut self.late.lock().unwrap())
    }
}

fn fake<F>(answer: F) -> Fake<F>
where
    F: Fn(&Ask<'_>, usize) -> Result<Reply, Failure> + Sync,
{
    Fake { answer, asked: Mutex::default(), late: Mutex::default(), early: Arc::default(), question: "" }
}

/// Returns what is asked of this source without waiting: retries follow at once.
fn remote<F>(source: Fake<F>) -> Remote
where
    F: Fn(&Ask<'_>, usize) -> Result<Reply, Failure> + Sync + Send + 'static,
{
    Remote {
        name: "fake".to_owned(),
        source: Box::new(source),
        policy: Policy { backoff: Duration::ZERO, workers: 3, ..Policy::default() },
        transform: None,
        offsets: None,
        price: None,
        fingerprint: "fake 1".to_owned(),
        secrets: Secrets::default(),
    }
}

fn reply(answer: Json) -> Reply {
    Reply { answer, usage: Usage::default(), oddities: Vec::new() }
}

/// Answers with one fact that only this article has.
fn one_fact(ask: &Ask<'_>) -> Reply {
    let level = ask.request.text.as_str().len();
    reply(json!({"id": ask.request.id, "facts": [{"type": "flood", "slots": {"level": level}}]}))
}

fn crash() -> Failure {
    Failure::new(FailureKind::Crash, "exit code 1").with_stderr("Traceback")
}

/// What requests refer to.
struct World {
    schema: Schema,
    entities: Entities,
    articles: Vec<(String, ArticleText)>,
}

impl World {
    fn new(n_articles: usize) -> Self {
        const SCHEMA: &str = "\
karat_schema: 1
semantics: 1
types:
  flood: {slots: {level: {kind: count, key: true}}}
";
        let (schema, _) = Schema::decode("schema.yaml", SCHEMA);
        let article = |number| (format!("{number:03}"), ArticleText::new("x".repeat(number + 1)));
        Self {
            schema: schema.unwrap(),
            entities: Entities::default(),
            articles: (0..n_articles).map(article).collect(),
        }
    }

    fn requests(&self) -> Vec<Request<'_>> {
        let request =
            |(id, text)| Request { id, language: "fr", ..Request::bare(text, &self.schema, &self.entities) };
        self.articles.iter().map(|(id, text): &(String, ArticleText)| request((id.as_str(), text))).collect()
    }

    fn run(&self, remote: &Remote, options: &Options) -> Run {
        run(Asked::Outside(remote), &self.requests(), options, &|_| {})
    }
}

/// Returns each answer in a word: `ok` and the tries, or how it failed and the tries.
fn words(run: &Run) -> Vec<String> {
    let word = |answered: &Answered| match &answered.outcome {
        Outcome::Answered(_) => format!("ok {}", answered.n_tries),
        Outcome::Failed(failure) => format!("{} {}", failure.kind.word(), answered.n_tries),
    };
    run.answers.iter().flatten().map(word).collect()
}

fn lines(run: &Run) -> Vec<&str> {
    run.answers.iter().flatten().map(|answered| answered.line.as_str()).collect()
}

/// A folder of its own for one test, removed at its end.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        static N_FOLDERS: AtomicUsize = AtomicUsize::new(0);
        let number = N_FOLDERS.fetch_add(1, Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("karat-run-{}-{number}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn cache(&self) -> PathBuf {
        self.0.join(".karat").join("cache")
    }

    fn options(&self) -> Options {
        Options { cache: Some(self.cache()), ..Options::default() }
    }

    /// Returns all files below a folder, sorted.
    fn files(path: &Path) -> Vec<PathBuf> {
        let mut files = Vec::new();
        for found in crate::store::keep::list_everything(path).unwrap_or_default() {
            if found.is_folder { files.extend(Self::files(&found.path)) } else { files.push(found.path) }
        }
        files
    }

    /// Returns the files that hold answers.
    fn entries(&self) -> Vec<PathBuf> {
        let mut files = Self::files(&self.cache());
        files.retain(|path| path.extension().is_some_and(|extension| extension == "json"));
        files
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// Returns how many answers there are, kept or not.
fn n_answered(run: &Run) -> usize {
    let answers = run.answers.iter().flatten();
    answers.filter(|answered| matches!(answered.outcome, Outcome::Answered(_))).count()
}
