//! What karat.yaml says: where things are, which figure counts, and the extractors with everything about running them.

use std::collections::BTreeMap;
use std::time::Duration;

use crate::problem::levels::Levels;
use crate::project::kind::SourceKind;
use crate::project::primary::Primary;

pub mod units;
pub mod primary;
pub mod words;
pub mod name;
pub mod kind;
pub mod place;
pub mod secret;
mod decode;
pub mod tables;

/// The name of the file, looked for from the current folder upward.
pub const FILE_NAME: &str = "karat.yaml";

/// A project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Project {
    /// The folder of articles, from the project's root.
    pub articles: String,
    /// The folder of gold.
    pub gold: String,
    /// The folder of committed reports.
    pub reports: String,
    /// The figure that leaderboards, comparisons and gates look at.
    pub primary: Primary,
    /// The levels of rules of lint that differ from their own.
    pub lint: Levels,
    /// The extractors, in the order of the file.
    pub extractors: Vec<ExtractorSpec>,
}

impl Default for Project {
    /// Returns what holds where there is no karat.yaml.
    fn default() -> Self {
        Self {
            articles: "seeds".to_owned(),
            gold: "gold".to_owned(),
            reports: "reports".to_owned(),
            primary: Primary::default(),
            lint: Levels::default(),
            extractors: Vec::new(),
        }
    }
}

/// An extractor and how it is run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExtractorSpec {
    /// The name that reports and snapshots show.
    pub name: String,
    /// What answers.
    pub source: SourceSpec,
    /// How patient karat is.
    pub policy: Policy,
    /// Files whose content makes the answers what they are, from the root; part of the fingerprint.
    pub inputs: Vec<String>,
    /// What the user calls this version of it; part of the fingerprint.
    pub version: Option<String>,
    /// A jq filter from what it says to facts.
    pub transform: Option<String>,
    /// What offsets count where an answer does not say.
    pub offsets: Option<OffsetUnit>,
    /// The only views it answers for; empty for facts.
    pub views: Vec<String>,
    /// What tokens cost.
    pub price: Option<Price>,
    /// Whether and how its outcome is kept as snapshots.
    pub snapshots: SnapshotMode,
}

impl ExtractorSpec {
    /// Returns an extractor about which nothing else is said.
    #[must_use]
    pub fn new(name: impl Into<String>, source: SourceSpec) -> Self {
        Self {
            name: name.into(),
            policy: Policy::of(source.kind()),
            source,
            inputs: Vec::new(),
            version: None,
            transform: None,
            offsets: None,
            views: Vec::new(),
            price: None,
            snapshots: SnapshotMode::default(),
        }
    }
}

/// What answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SourceSpec {
    /// An extractor inside karat: `rules`, `gold` or `none`.
    BuiltIn(String),
    /// A process for each article.
    Command(ProgramSpec),
    /// Processes that live through the run, one article at a time each.
    Worker(ProgramSpec),
    /// A server that takes the request as a POST.
    Http(HttpSpec),
    /// A server that speaks like OpenAI's chat completions.
    OpenAi(OpenAiSpec),
    /// A file of answers or a folder of them, from the root.
    File(String),
}

/// A program.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ProgramSpec {
    /// The program and its arguments; never empty.
    pub argv: Vec<String>,
    /// Where it runs, from the root; the root itself where nothing is said.
    pub cwd: Option<String>,
    /// Its environment.
    pub env: EnvSpec,
    /// What it reads.
    pub stdin: StdinKind,
}

/// What a program reads on standard input.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum StdinKind {
    /// The request as one line of JSON.
    #[default]
    Request,
    /// The article's text alone; commands only.
    Text,
}

/// The environment of a program.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EnvSpec {
    /// The only variables that are inherited; `None` inherits all.
    pub only: Option<Vec<String>>,
    /// Variables that are set; `${NAME}` stands for one of karat's own environment.
    pub set: BTreeMap<String, String>,
}

/// A server that takes requests of protocol 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HttpSpec {
    /// Where it is.
    pub url: String,
    /// Headers; `${NAME}` stands for a variable of the environment, whose value is never stored.
    pub headers: BTreeMap<String, String>,
}

/// A chat server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenAiSpec {
    /// The base address, such as `https://api.openai.com/v1`; `/chat/completions` is added.
    pub url: String,
    /// The model.
    pub model: String,
    /// The file with the prompt's template, from the root; part of the fingerprint. `None` takes karat's own.
    pub prompt: Option<String>,
    /// The variable of the environment that holds the key; `None` sends none.
    pub key: Option<String>,
    /// More fields of the request, such as `temperature: 0`, in their spelling as JSON.
    pub options: BTreeMap<String, String>,
    /// Headers, as for [`HttpSpec`].
    pub headers: BTreeMap<String, String>,
}

/// How patient karat is with an extractor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    /// How long one try may take.
    pub timeout: Duration,
    /// How many articles are asked for at a time.
    pub workers: usize,
    /// How often an article is asked for again after a failure that may pass.
    pub retries: u32,
    /// The same where a server could not be reached, or was too busy: the same number unless nobody said one.
    pub busy_retries: u32,
    /// How long the first wait before a retry is; each later one is twice as long, and all are jittered by up to half.
    pub backoff: Duration,
    /// How many tries may start in a span of time; `None` is without limit.
    pub rate: Option<Rate>,
    /// The most bytes an answer may have.
    pub output_bytes_max: u64,
    /// The most memory that a program and its children may take, in bytes; `None` is without limit.
    pub memory_bytes_max: Option<u64>,
    /// How often each article is asked.
    pub repeat: u32,
}

/// How often an article may be asked at most.
pub const REPEAT_MAX: u32 = 1_000;

/// How often a server that is busy is asked again unless the user says.
pub const SERVER_RETRIES: u32 = 3;

impl Policy {
    /// Returns how patient karat is with a kind unless the user says: only a server that is busy is asked again.
    #[must_use]
    pub fn of(kind: SourceKind) -> Self {
        let busy_retries = match kind {
            SourceKind::Http | SourceKind::OpenAi => SERVER_RETRIES,
            SourceKind::Command | SourceKind::Worker | SourceKind::File | SourceKind::BuiltIn => 0,
        };
        Self { busy_retries, ..Self::default() }
    }
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            timeout: Duration::from_secs(60),
            workers: 1,
            retries: 0,
            busy_retries: 0,
            backoff: Duration::from_secs(1),
            rate: None,
            output_bytes_max: 64 << 20,
            memory_bytes_max: None,
            repeat: 1,
        }
    }
}

/// How many tries may start in a span of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    /// So many tries.
    pub n_tries: u32,
    /// In so much time.
    pub per: Duration,
}

/// What tokens cost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Price {
    /// A million tokens read, in millionths of the currency.
    pub input_micros: u64,
    /// A million tokens written, in millionths of the currency.
    pub output_micros: u64,
    /// The currency, such as `USD`.
    pub currency: String,
}

/// What an offset counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OffsetUnit {
    /// Bytes of UTF-8.
    Byte,
    /// Characters: Unicode code points, as Python counts.
    Char,
    /// UTF-16 units, as JavaScript counts.
    Utf16,
}

/// Whether and how an extractor's outcome is kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SnapshotMode {
    /// Every change is shown until somebody accepts it.
    Exact,
    /// Kept for the gate.
    #[default]
    Gate,
    /// Not kept.
    Off,
}
