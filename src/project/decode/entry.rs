//! Decodes one extractor: its name, what answers, and the settings that make sense for that.

use crate::project::decode::policy::{PRICE, RETRIES_MAX, WORKERS_MAX};
use crate::project::decode::source::{BUILT_IN_TERMS, COMMAND, ENVIRONMENT, HEADERS, STDIN_TERMS, source};
use crate::project::decode::{MEANING, keep, policy};
use crate::project::kind::{Setting, SourceKind};
use crate::project::name::{BUILT_IN, check_name};
use crate::project::{ExtractorSpec, OffsetUnit, Policy, REPEAT_MAX, SnapshotMode, SourceSpec};
use crate::yaml::decode::{Decoder, Fields};
use crate::yaml::shape::{Field, Shape, Term, Word, terms};
use crate::yaml::{Node, NodeKind};

/// The words of what an offset counts.
const OFFSETS: [Word<OffsetUnit>; 3] = [
    Word::new("byte", "bytes of UTF-8", OffsetUnit::Byte),
    Word::new("char", "characters, as Python counts", OffsetUnit::Char),
    Word::new("utf16", "UTF-16 units, as JavaScript counts", OffsetUnit::Utf16),
];
static OFFSET_TERMS: [Term; 3] = terms(&OFFSETS);

/// The words of how an outcome is kept.
const SNAPSHOTS: [Word<SnapshotMode>; 3] = [
    Word::new("exact", "every change is shown until somebody accepts it", SnapshotMode::Exact),
    Word::new("gate", "kept for the gate", SnapshotMode::Gate),
    Word::new("off", "not kept", SnapshotMode::Off),
];
static SNAPSHOT_TERMS: [Term; 3] = terms(&SNAPSHOTS);

/// The fields of an extractor: the kinds of which it has one, then the settings.
pub static FIELDS: [Field; 29] = [
    of(
        SourceKind::Command,
        COMMAND,
        "a program, started for each article; it reads the request and prints the answer",
    ),
    of(
        SourceKind::Worker,
        COMMAND,
        "a program that lives through the run: a request a line in, an answer a line out",
    ),
    of(SourceKind::Http, Shape::Text, "the address of a server that takes the request as a POST"),
    of(
        SourceKind::OpenAi,
        Shape::Text,
        "the base address of a chat server, such as http://localhost:8080/v1",
    ),
    of(SourceKind::File, Shape::Text, "a file of answers, or a folder of them"),
    of(
        SourceKind::BuiltIn,
        Shape::Word { noun: "built-in extractor", words: &BUILT_IN_TERMS },
        "an extractor inside karat",
    ),
    set(Setting::Cwd, Shape::Text, "the folder in which the program runs"),
    set(
        Setting::Env,
        Shape::Record(&ENVIRONMENT),
        "the environment of the program; all of karat's own unless said",
    ),
    set(
        Setting::Stdin,
        Shape::Word { noun: "kind of input", words: &STDIN_TERMS },
        "what the program reads; request unless said",
    ),
    set(Setting::Headers, HEADERS, "headers of requests; ${NAME} stands for a variable of the environment"),
    Field::filled(Setting::Model.word(), Shape::Text, "the model of the chat server"),
    set(Setting::Prompt, Shape::Text, "the file with the template of the prompt"),
    set(Setting::Key, Shape::Text, "the name of the variable that holds the key, never the key itself"),
    set(Setting::Options, Shape::Map(&Shape::Anything), "more fields of the request, such as temperature: 0"),
    set(Setting::Timeout, Shape::Text, "how long one try may take, such as 60s"),
    set(
        Setting::Workers,
        Shape::Number { least: 1, most: WORKERS_MAX },
        "how many articles are asked for at a time",
    ),
    set(
        Setting::Retries,
        Shape::Number { least: 0, most: RETRIES_MAX },
        "how often a failure that may pass is tried again",
    ),
    set(Setting::Backoff, Shape::Text, "how long the first wait before a retry is, such as 1s"),
    set(Setting::Rate, Shape::Text, "how many tries may start in a span of time, such as 60/min"),
    set(Setting::Price, Shape::Record(&PRICE), "what a million tokens cost"),
    set(
        Setting::Inputs,
        Shape::OneOrMore(&Shape::Text),
        "files whose content makes the answers what they are, such as a prompt",
    ),
    set(Setting::Version, Shape::Text, "what you call this version of it"),
    set(Setting::Transform, Shape::Text, "a jq filter from what it says to facts"),
    set(
        Setting::Offsets,
        Shape::Word { noun: "unit of offsets", words: &OFFSET_TERMS },
        "what offsets count where an answer does not say",
    ),
    set(Setting::Views, Shape::OneOrMore(&Shape::Text), "the only views that it answers for"),
    set(
        Setting::Snapshots,
        Shape::Word { noun: "way of snapshots", words: &SNAPSHOT_TERMS },
        "whether its outcome is kept; gate unless said",
    ),
    set(Setting::Repeat, Shape::Number { least: 1, most: REPEAT_MAX }, "how often each article is asked"),
    set(Setting::Memory, Shape::Text, "the most memory that the program may take, such as 2 GiB"),
    set(Setting::Output, Shape::Text, "the longest answer, such as 64 MiB"),
];

const fn of(kind: SourceKind, shape: Shape, about: &'static str) -> Field {
    Field::filled(kind.word(), shape, about)
}

const fn set(setting: Setting, shape: Shape, about: &'static str) -> Field {
    Field::optional(setting.word(), shape, about)
}

/// Takes one extractor; `None` after a problem that leaves nothing to run.
pub(super) fn extractor(decoder: &mut Decoder<'_>, key: &Node, node: &Node) -> Option<ExtractorSpec> {
    let name = decoder.words(key).and_then(|name| keep(decoder, key, check_name(name)).map(|()| name));
    if let Some(name) = name.filter(|name| BUILT_IN.contains(name) && node.kind == NodeKind::Empty) {
        return Some(ExtractorSpec::new(name, SourceSpec::BuiltIn(name.to_owned())));
    }
    let fields = entry_fields(decoder, key, node)?;
    let kind = kind(decoder, key, &fields);
    if let Some((kind, _)) = kind {
        misplaced(decoder, kind, &fields);
    }
    let source = kind.and_then(|kind| source(decoder, kind, &fields));
    // What is said about patience is looked at whether or not something answers: all problems at once.
    let patience = kind.map_or_else(Policy::default, |(kind, _)| Policy::of(kind));
    let policy = policy::policy(decoder, &fields, patience);
    let (inputs, views) = (texts(decoder, &fields, "inputs"), texts(decoder, &fields, "views"));
    let (version, transform) = (text(decoder, &fields, "version"), text(decoder, &fields, "transform"));
    let offsets = fields.get("offsets").and_then(|node| decoder.word_of(node, "unit of offsets", &OFFSETS));
    let price = fields.get("price").and_then(|node| policy::price(decoder, node));
    let snapshots =
        fields.get("snapshots").and_then(|node| decoder.word_of(node, "way of snapshots", &SNAPSHOTS));
    let spec = ExtractorSpec {
        policy,
        inputs,
        version,
        transform,
        offsets,
        views,
        price,
        snapshots: snapshots.unwrap_or_default(),
        ..ExtractorSpec::new(name?, source?)
    };
    is_free(decoder, key, &spec).then_some(spec)
}

/// Takes the fields of an extractor, and says what to write where there are none.
fn entry_fields<'n>(decoder: &mut Decoder<'_>, key: &Node, node: &'n Node) -> Option<Fields<'n>> {
    let name = key.as_text().unwrap_or_default();
    match &node.kind {
        NodeKind::Scalar { .. } | NodeKind::Sequence(_) => {
            decoder.expected("a map", node);
            decoder.help(format!("write {name}: {{command: …}}, or another of {}", kind_words()));
            None
        }
        NodeKind::Empty => {
            says_nothing(decoder, key);
            None
        }
        NodeKind::Mapping(_) | NodeKind::Broken => decoder.record(node, &FIELDS),
    }
}

fn kind_words() -> String {
    SourceKind::ALL.map(SourceKind::word).join(", ")
}

fn says_nothing(decoder: &mut Decoder<'_>, key: &Node) {
    let name = key.as_text().unwrap_or_default();
    decoder.error(MEANING, &key.span, format!("extractor \"{name}\" does not say what answers"));
    decoder.help(format!("give it one of {}", kind_words()));
}

/// Returns the one kind that is named, with its value.
fn kind<'n>(decoder: &mut Decoder<'_>, key: &Node, fields: &Fields<'n>) -> Option<(SourceKind, &'n Node)> {
    let named: Vec<(SourceKind, &(Node, Node))> = SourceKind::ALL
        .into_iter()
        .filter_map(|kind| fields.entry(kind.word()).map(|entry| (kind, entry)))
        .collect();
    match named.as_slice() {
        // A key that is not known was probably meant for it, and is reported.
        [] if fields.entries().iter().any(|(key, _)| !is_known(key)) => None,
        [] => {
            says_nothing(decoder, key);
            None
        }
        [(kind, (_, value))] => Some((*kind, value)),
        [(first, _), (second, (second_key, _)), ..] => {
            let message = format!("an extractor cannot be both {} and {}", first.word(), second.word());
            decoder.error(MEANING, &second_key.span, message);
            decoder.help("keep one, or make two extractors of it");
            None
        }
    }
}

fn is_known(key: &Node) -> bool {
    Setting::ALL.iter().any(|setting| key.as_text() == Some(setting.word()))
}

/// Reports settings that change nothing for this kind.
fn misplaced(decoder: &mut Decoder<'_>, kind: SourceKind, fields: &Fields<'_>) {
    for setting in Setting::ALL.into_iter().filter(|setting| !setting.suits(kind)) {
        if let Some((key, _)) = fields.entry(setting.word()) {
            let message = format!("\"{}\" changes nothing for {}", setting.word(), kind.word());
            decoder.error(MEANING, &key.span, message);
            let kinds: Vec<&str> = setting.kinds().iter().map(|kind| kind.word()).collect();
            decoder.help(format!("take it out; it belongs to {}", kinds.join(", ")));
        }
    }
}

fn texts(decoder: &mut Decoder<'_>, fields: &Fields<'_>, name: &str) -> Vec<String> {
    fields.get(name).map(|node| decoder.texts(node)).unwrap_or_default()
}

fn text(decoder: &mut Decoder<'_>, fields: &Fields<'_>, name: &str) -> Option<String> {
    fields.get(name).and_then(|node| decoder.words(node)).map(str::to_owned)
}

/// Makes sure that what is called like a built-in extractor is that extractor.
fn is_free(decoder: &mut Decoder<'_>, key: &Node, spec: &ExtractorSpec) -> bool {
    let is_itself = matches!(&spec.source, SourceSpec::BuiltIn(word) if *word == spec.name);
    if !BUILT_IN.contains(&spec.name.as_str()) || is_itself {
        return true;
    }
    decoder.error(MEANING, &key.span, format!("\"{}\" is the name of a built-in extractor", spec.name));
    decoder.help("call it something else");
    false
}
