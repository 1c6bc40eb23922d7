//! The kinds of extractor and which settings make sense for each.

use crate::project::SourceSpec;

/// What kind of thing answers; the word is the key that names it in karat.yaml.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SourceKind {
    /// A process for each article.
    Command,
    /// Processes that live through the run.
    Worker,
    /// A server that takes requests of the protocol.
    Http,
    /// A chat server.
    OpenAi,
    /// A file of answers.
    File,
    /// Code inside karat.
    BuiltIn,
}

impl SourceKind {
    /// All kinds, in the order of the documentation.
    pub const ALL: [Self; 6] =
        [Self::Command, Self::Worker, Self::Http, Self::OpenAi, Self::File, Self::BuiltIn];

    /// Returns its key in karat.yaml.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Command => "command",
            Self::Worker => "worker",
            Self::Http => "http",
            Self::OpenAi => "openai",
            Self::File => "file",
            Self::BuiltIn => "built_in",
        }
    }
}

impl SourceSpec {
    /// Returns its kind.
    #[must_use]
    pub const fn kind(&self) -> SourceKind {
        match self {
            Self::BuiltIn(_) => SourceKind::BuiltIn,
            Self::Command(_) => SourceKind::Command,
            Self::Worker(_) => SourceKind::Worker,
            Self::Http(_) => SourceKind::Http,
            Self::OpenAi(_) => SourceKind::OpenAi,
            Self::File(_) => SourceKind::File,
        }
    }
}

/// A setting of an extractor; the word is its key in karat.yaml.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Setting {
    /// Where the program runs.
    Cwd,
    /// Its environment.
    Env,
    /// What it reads.
    Stdin,
    /// Headers of requests.
    Headers,
    /// The model of a chat server.
    Model,
    /// Its prompt's template.
    Prompt,
    /// The variable that holds its key.
    Key,
    /// More fields of its requests.
    Options,
    /// How long a try may take.
    Timeout,
    /// How many articles at a time.
    Workers,
    /// How often again.
    Retries,
    /// How long before the first retry.
    Backoff,
    /// How many tries in a span of time.
    Rate,
    /// What tokens cost.
    Price,
    /// Files that make the answers what they are.
    Inputs,
    /// What the user calls this version.
    Version,
    /// A jq filter.
    Transform,
    /// What offsets count.
    Offsets,
    /// The only views it answers for.
    Views,
    /// Whether its outcome is kept.
    Snapshots,
    /// How often each article is asked.
    Repeat,
    /// The most memory.
    Memory,
    /// The longest answer.
    Output,
}

/// Kinds that run a program.
const PROGRAMS: &[SourceKind] = &[SourceKind::Command, SourceKind::Worker];
/// Kinds that talk to a server.
const SERVERS: &[SourceKind] = &[SourceKind::Http, SourceKind::OpenAi];
/// Kinds that are asked, and may be slow, flaky and expensive.
const ASKED: &[SourceKind] = &[SourceKind::Command, SourceKind::Worker, SourceKind::Http, SourceKind::OpenAi];
/// Kinds whose answers come from outside.
const FOREIGN: &[SourceKind] =
    &[SourceKind::Command, SourceKind::Worker, SourceKind::Http, SourceKind::OpenAi, SourceKind::File];

impl Setting {
    /// All settings, in the order of the documentation.
    pub const ALL: [Self; 23] = [
        Self::Cwd,
        Self::Env,
        Self::Stdin,
        Self::Headers,
        Self::Model,
        Self::Prompt,
        Self::Key,
        Self::Options,
        Self::Timeout,
        Self::Workers,
        Self::Retries,
        Self::Backoff,
        Self::Rate,
        Self::Price,
        Self::Inputs,
        Self::Version,
        Self::Transform,
        Self::Offsets,
        Self::Views,
        Self::Snapshots,
        Self::Repeat,
        Self::Memory,
        Self::Output,
    ];

    /// Returns its key in karat.yaml.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Cwd => "cwd",
            Self::Env => "env",
            Self::Stdin => "stdin",
            Self::Headers => "headers",
            Self::Model => "model",
            Self::Prompt => "prompt",
            Self::Key => "key",
            Self::Options => "options",
            Self::Timeout => "timeout",
            Self::Workers => "workers",
            Self::Retries => "retries",
            Self::Backoff => "backoff",
            Self::Rate => "rate",
            Self::Price => "price",
            Self::Inputs => "inputs",
            Self::Version => "version",
            Self::Transform => "transform",
            Self::Offsets => "offsets",
            Self::Views => "views",
            Self::Snapshots => "snapshots",
            Self::Repeat => "repeat",
            Self::Memory => "memory",
            Self::Output => "output",
        }
    }

    /// Returns the kinds that it makes sense for.
    #[must_use]
    pub const fn kinds(self) -> &'static [SourceKind] {
        match self {
            Self::Stdin => &[SourceKind::Command],
            Self::Cwd | Self::Env | Self::Memory => PROGRAMS,
            Self::Headers => SERVERS,
            Self::Model | Self::Prompt | Self::Key | Self::Options => &[SourceKind::OpenAi],
            Self::Timeout
            | Self::Workers
            | Self::Retries
            | Self::Backoff
            | Self::Rate
            | Self::Price
            | Self::Inputs
            | Self::Version
            | Self::Repeat
            | Self::Output => ASKED,
            Self::Transform | Self::Offsets | Self::Views => FOREIGN,
            Self::Snapshots => &SourceKind::ALL,
        }
    }

    /// Says whether it makes sense for a kind.
    #[must_use]
    pub fn suits(self, kind: SourceKind) -> bool {
        self.kinds().contains(&kind)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_key_has_two_meanings() {
        let kinds = SourceKind::ALL.map(SourceKind::word);
        let mut words: Vec<&str> = kinds.into_iter().chain(Setting::ALL.map(Setting::word)).collect();
        let n_words = words.len();
        words.sort_unstable();
        words.dedup();
        assert_eq!(words.len(), n_words);
    }

    #[test]
    fn each_setting_suits_the_kinds_it_can_change() {
        let kinds = |setting: Setting| setting.kinds().iter().map(|kind| kind.word()).collect::<Vec<_>>();
        assert_eq!(kinds(Setting::Stdin), ["command"]);
        assert_eq!(kinds(Setting::Memory), ["command", "worker"]);
        assert_eq!(kinds(Setting::Timeout), ["command", "worker", "http", "openai"]);
        assert_eq!(kinds(Setting::Transform), ["command", "worker", "http", "openai", "file"]);
        assert!(!Setting::Price.suits(SourceKind::BuiltIn) && Setting::Snapshots.suits(SourceKind::BuiltIn));
    }
}
