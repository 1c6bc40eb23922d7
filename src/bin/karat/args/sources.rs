//! Arguments about extractors: which ones, those of no karat.yaml, and how they are run.

use std::path::PathBuf;
use std::time::Duration;

use clap::{ArgMatches, FromArgMatches, ValueEnum};
use karat::project::kind::Setting;
use karat::project::name::{check_name, name_from, name_of_program, name_of_url};
use karat::project::units::{Misread, read_rate, read_timeout};
use karat::project::words::{check_url, split_command};
use karat::project::{ExtractorSpec, HttpSpec, ProgramSpec, Rate, SnapshotMode, SourceSpec, StdinKind};
use karat::report::words::shell_word;

/// Everything about extractors but their names.
#[derive(Clone, Debug, Default, clap::Args)]
pub(crate) struct Sources {
    #[command(flatten)]
    pub(crate) ad_hoc: AdHoc,
    #[command(flatten)]
    pub(crate) tuning: Tuning,
    #[command(flatten)]
    pub(crate) running: Running,
}

/// Extractors that stand in no karat.yaml, in the order typed.
#[derive(Clone, Debug, Default)]
pub(crate) struct AdHoc {
    pub(crate) extractors: Vec<Typed>,
    /// More names were typed than extractors.
    pub(crate) has_names_left: bool,
}

/// One extractor as typed.
#[derive(Clone, Debug)]
pub(crate) struct Typed {
    /// What answers, from the current folder.
    pub(crate) spec: ExtractorSpec,
    /// The arguments that say so, for a command that is proposed.
    pub(crate) option: String,
}

#[derive(Clone, Debug, Default, clap::Args)]
#[command(next_help_heading = "Extractors that stand in no karat.yaml (each may be given several times)")]
struct AdHocArgs {
    /// A program that is started for each article: reads the request on standard input, prints the answer
    #[arg(long, value_name = "COMMAND", value_parser = program)]
    command: Vec<Program>,
    /// A program that lives through the run: a request and an answer a line
    #[arg(long, value_name = "COMMAND", value_parser = program)]
    worker: Vec<Program>,
    /// A server that takes each request as a POST
    #[arg(long, value_name = "URL", value_parser = url)]
    http: Vec<String>,
    /// A file of answers, or a folder with a file for each article
    #[arg(long, value_name = "FILE|DIR")]
    predictions: Vec<PathBuf>,
    /// What these are called, in the order typed [default: the name of the file, script or host]
    #[arg(long, value_name = "NAME", value_parser = name)]
    name: Vec<String>,
}

#[derive(Clone, Debug)]
struct Program {
    text: String,
    argv: Vec<String>,
}

fn program(text: &str) -> Result<Program, Misread> {
    Ok(Program { text: text.to_owned(), argv: split_command(text)? })
}

fn url(text: &str) -> Result<String, Misread> {
    check_url(text).map(|()| text.to_owned())
}

fn name(text: &str) -> Result<String, Misread> {
    check_name(text).map(|()| text.to_owned())
}

impl FromArgMatches for AdHoc {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        AdHocArgs::from_arg_matches(matches).map(|args| Self::new(args, matches))
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

impl clap::Args for AdHoc {
    fn augment_args(command: clap::Command) -> clap::Command {
        AdHocArgs::augment_args(command)
    }

    fn augment_args_for_update(command: clap::Command) -> clap::Command {
        AdHocArgs::augment_args_for_update(command)
    }
}

impl AdHoc {
    /// Puts the extractors into the order typed, and gives each its name.
    fn new(args: AdHocArgs, matches: &ArgMatches) -> Self {
        let mut placed: Vec<(usize, Typed)> = Vec::new();
        let mut add = |id: &str, typed: Vec<Typed>| {
            let indices = matches.indices_of(id).into_iter().flatten();
            placed.extend(indices.zip(typed));
        };
        add("command", args.command.into_iter().map(|one| of_program("command", one)).collect());
        add("worker", args.worker.into_iter().map(|one| of_program("worker", one)).collect());
        add("http", args.http.into_iter().map(of_url).collect());
        add("predictions", args.predictions.into_iter().map(of_path).collect());
        placed.sort_by_key(|(index, _)| *index);
        let mut extractors: Vec<Typed> = placed.into_iter().map(|(_, typed)| typed).collect();
        let has_names_left = args.name.len() > extractors.len();
        for (typed, name) in extractors.iter_mut().zip(args.name) {
            typed.option.push_str(&format!(" --name {name}"));
            typed.spec.name = name;
        }
        Self { extractors, has_names_left }
    }
}

fn typed(name: String, source: SourceSpec, option: String) -> Typed {
    // What stands in no karat.yaml cannot be run again by others: nothing of it is kept.
    Typed { spec: ExtractorSpec { snapshots: SnapshotMode::Off, ..ExtractorSpec::new(name, source) }, option }
}

fn of_program(kind: &str, program: Program) -> Typed {
    let (name, option) = (name_of_program(&program.argv), format!(" --{kind} {}", shell_word(&program.text)));
    let spec = ProgramSpec { argv: program.argv, ..ProgramSpec::default() };
    let source = if kind == "worker" { SourceSpec::Worker(spec) } else { SourceSpec::Command(spec) };
    typed(name, source, option)
}

fn of_url(url: String) -> Typed {
    let (name, option) = (name_of_url(&url), format!(" --http {}", shell_word(&url)));
    typed(name, SourceSpec::Http(HttpSpec { url, headers: std::collections::BTreeMap::new() }), option)
}

fn of_path(path: PathBuf) -> Typed {
    let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let path = path.display().to_string();
    let option = format!(" --predictions {}", shell_word(&path));
    typed(name_from(&stem), SourceSpec::File(path), option)
}

/// What karat.yaml would say, for every extractor of this run.
#[derive(Clone, Debug, Default, clap::Args)]
#[command(next_help_heading = "How extractors are run (instead of what karat.yaml says)")]
pub(crate) struct Tuning {
    /// How long an article may take: 500ms, 60s, 2m [default: 60s]
    #[arg(long, value_name = "TIME", value_parser = read_timeout)]
    pub(crate) timeout: Option<Duration>,
    /// How many articles are asked for at a time [default: 1]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=1000))]
    pub(crate) workers: Option<u32>,
    /// How often an article is asked for again after a failure that may pass [default: 0; 3 where a server is busy]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(0..=100))]
    pub(crate) retries: Option<u32>,
    /// How many tries may start: 10/s, 60/min, 1000/h
    #[arg(long, value_name = "RATE", value_parser = read_rate)]
    pub(crate) rate: Option<Rate>,
    /// How often each article is asked [default: 1]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=1000))]
    pub(crate) repeat: Option<u32>,
    /// A jq filter that makes facts of what the extractor says
    #[arg(long, value_name = "JQ")]
    pub(crate) transform: Option<String>,
    /// The only views that the extractor answers for
    #[arg(long, value_name = "VIEW,…", value_delimiter = ',')]
    pub(crate) views: Vec<String>,
    /// What a command reads
    #[arg(long, value_name = "WHAT", value_enum)]
    pub(crate) stdin: Option<StdinName>,
}

/// What of a run is not the extractor's.
#[derive(Clone, Debug, Default, clap::Args)]
#[command(next_help_heading = "Cache and output")]
pub(crate) struct Running {
    /// Ask for everything again, and keep the new answers
    #[arg(long, conflicts_with_all = ["offline", "no_cache"])]
    pub(crate) refresh: bool,
    /// Ask nobody: take what the cache holds, the rest fails
    #[arg(long, conflicts_with = "no_cache")]
    pub(crate) offline: bool,
    /// Neither read nor write the cache
    #[arg(long)]
    pub(crate) no_cache: bool,
    /// Write a record of each extractor's answers into this folder, which --predictions reads
    #[arg(long, value_name = "DIR")]
    pub(crate) record: Option<PathBuf>,
    /// Show no progress
    #[arg(long, short)]
    pub(crate) quiet: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum StdinName {
    /// The request, as one line of JSON
    Request,
    /// The article's text alone
    Text,
}

impl From<StdinName> for StdinKind {
    fn from(name: StdinName) -> Self {
        match name {
            StdinName::Request => Self::Request,
            StdinName::Text => Self::Text,
        }
    }
}

impl Tuning {
    /// Returns the settings that were typed.
    pub(crate) fn typed(&self) -> Vec<Setting> {
        let typed = [
            (Setting::Timeout, self.timeout.is_some()),
            (Setting::Workers, self.workers.is_some()),
            (Setting::Retries, self.retries.is_some()),
            (Setting::Rate, self.rate.is_some()),
            (Setting::Repeat, self.repeat.is_some()),
            (Setting::Transform, self.transform.is_some()),
            (Setting::Views, !self.views.is_empty()),
            (Setting::Stdin, self.stdin.is_some()),
        ];
        typed.into_iter().filter(|(_, is_typed)| *is_typed).map(|(setting, _)| setting).collect()
    }

    /// Puts what was typed over what karat.yaml says, where it makes sense for the extractor.
    pub(crate) fn apply(&self, spec: &mut ExtractorSpec) {
        let kind = spec.source.kind();
        for setting in self.typed().into_iter().filter(|setting| setting.suits(kind)) {
            self.apply_one(setting, spec);
        }
    }

    fn apply_one(&self, setting: Setting, spec: &mut ExtractorSpec) {
        let policy = &mut spec.policy;
        match setting {
            Setting::Timeout => policy.timeout = self.timeout.unwrap_or(policy.timeout),
            Setting::Workers => {
                let workers = self.workers.and_then(|workers| usize::try_from(workers).ok());
                policy.workers = workers.unwrap_or(policy.workers);
            }
            Setting::Retries => {
                if let Some(retries) = self.retries {
                    (policy.retries, policy.busy_retries) = (retries, retries);
                }
            }
            Setting::Rate => policy.rate = self.rate,
            Setting::Repeat => policy.repeat = self.repeat.unwrap_or(policy.repeat),
            Setting::Transform => spec.transform.clone_from(&self.transform),
            Setting::Views => spec.views.clone_from(&self.views),
            Setting::Stdin => {
                if let (SourceSpec::Command(program), Some(stdin)) = (&mut spec.source, self.stdin) {
                    program.stdin = stdin.into();
                }
            }
            Setting::Cwd
            | Setting::Env
            | Setting::Headers
            | Setting::Model
            | Setting::Prompt
            | Setting::Key
            | Setting::Options
            | Setting::Backoff
            | Setting::Price
            | Setting::Inputs
            | Setting::Version
            | Setting::Offsets
            | Setting::Snapshots
            | Setting::Memory
            | Setting::Output => {}
        }
    }

    /// Returns the arguments again that `karat explain` needs to ask an extractor in the same way.
    pub(crate) fn retyped(&self, spec: &ExtractorSpec) -> String {
        let kind = spec.source.kind();
        let mut options = String::new();
        let mut add = |setting: Setting, value: String| {
            if setting.suits(kind) {
                options.push_str(&format!(" --{} {value}", setting.word()));
            }
        };
        if let Some(timeout) = self.timeout {
            add(Setting::Timeout, format!("{}ms", timeout.as_millis().max(1)));
        }
        if let Some(transform) = &self.transform {
            add(Setting::Transform, shell_word(transform));
        }
        if !self.views.is_empty() {
            add(Setting::Views, shell_word(&self.views.join(",")));
        }
        if let Some(stdin) = self.stdin.and_then(|stdin| stdin.to_possible_value()) {
            add(Setting::Stdin, stdin.get_name().to_owned());
        }
        options
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser;
    use karat::project::Policy;

    use super::*;

    #[derive(Parser)]
    struct Line {
        #[command(flatten)]
        sources: Sources,
    }

    fn parse(line: &str) -> Sources {
        let words: Vec<&str> = ["karat"].into_iter().chain(line.split(' ')).collect();
        Line::try_parse_from(words).unwrap_or_else(|error| panic!("{error}")).sources
    }

    #[test]
    fn what_is_typed_wins_and_the_rest_stays() {
        let line = "--timeout 2s --workers 4 --retries 3 --rate 10/s --repeat 5 --transform .x --views a,b --stdin text";
        let tuning = parse(line).tuning;
        let mut spec = ExtractorSpec::new("x", SourceSpec::Command(ProgramSpec::default()));
        spec.policy.backoff = Duration::from_secs(9);
        tuning.apply(&mut spec);
        let policy = Policy {
            timeout: Duration::from_secs(2),
            workers: 4,
            retries: 3,
            busy_retries: 3,
            backoff: Duration::from_secs(9),
            rate: Some(Rate { n_tries: 10, per: Duration::from_secs(1) }),
            repeat: 5,
            ..Policy::default()
        };
        assert_eq!(spec.policy, policy);
        assert_eq!((spec.transform.as_deref(), spec.views.join(" ")), (Some(".x"), "a b".to_owned()));
        let SourceSpec::Command(program) = &spec.source else { panic!("a command") };
        assert_eq!(program.stdin, StdinKind::Text);
        assert_eq!(tuning.retyped(&spec), " --timeout 2000ms --transform .x --views a,b --stdin text");
    }

    #[test]
    fn nothing_typed_changes_nothing() {
        let tuning = parse("--quiet").tuning;
        let spec = ExtractorSpec::new("x", SourceSpec::File("a".to_owned()));
        let mut tuned = spec.clone();
        tuning.apply(&mut tuned);
        assert_eq!((tuned, tuning.typed()), (spec, Vec::new()));
    }

    #[test]
    fn a_setting_leaves_extractors_alone_that_it_does_not_suit() {
        let tuning = parse("--timeout 2s --views a --stdin text").tuning;
        let mut file = ExtractorSpec::new("x", SourceSpec::File("a".to_owned()));
        tuning.apply(&mut file);
        assert_eq!((file.policy, file.views.join(" ")), (Policy::default(), "a".to_owned()));
        let mut rules = ExtractorSpec::new("rules", SourceSpec::BuiltIn("rules".to_owned()));
        tuning.apply(&mut rules);
        assert_eq!(rules, ExtractorSpec::new("rules", SourceSpec::BuiltIn("rules".to_owned())));
    }

    #[test]
    fn names_go_to_ad_hoc_extractors_in_the_order_typed() {
        let ad_hoc = parse("--predictions b.jsonl --name x --worker w --command c --name y").ad_hoc;
        let shown: Vec<String> =
            ad_hoc.extractors.iter().map(|typed| format!("{}{}", typed.spec.name, typed.option)).collect();
        assert_eq!(shown, ["x --predictions b.jsonl --name x", "y --worker w --name y", "c --command c"]);
        assert!(!ad_hoc.has_names_left && parse("--name x").ad_hoc.has_names_left);
    }
}
