//! Decodes one extractor: its name, what answers, and the settings that make sense for that.

use crate::project::decode::source::source;
use crate::project::decode::{MEANING, keep, policy};
use crate::project::kind::{Setting, SourceKind};
use crate::project::name::{BUILT_IN, check_name};
use crate::project::{ExtractorSpec, OffsetUnit, Policy, SnapshotMode, SourceSpec};
use crate::yaml::decode::{Decoder, Fields};
use crate::yaml::{Node, NodeKind};

/// The words of what an offset counts.
const OFFSETS: [(&str, OffsetUnit); 3] =
    [("byte", OffsetUnit::Byte), ("char", OffsetUnit::Char), ("utf16", OffsetUnit::Utf16)];

/// The words of how an outcome is kept.
const SNAPSHOTS: [(&str, SnapshotMode); 3] =
    [("exact", SnapshotMode::Exact), ("gate", SnapshotMode::Gate), ("off", SnapshotMode::Off)];

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
    let offsets = fields.get("offsets").and_then(|node| decoder.word(node, "unit of offsets", &OFFSETS));
    let price = fields.get("price").and_then(|node| policy::price(decoder, node));
    let snapshots =
        fields.get("snapshots").and_then(|node| decoder.word(node, "way of snapshots", &SNAPSHOTS));
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
        NodeKind::Mapping(_) | NodeKind::Broken => {
            let kinds = SourceKind::ALL.map(SourceKind::word).into_iter();
            let known: Vec<&str> = kinds.chain(Setting::ALL.map(Setting::word)).collect();
            decoder.fields(node, &known)
        }
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
