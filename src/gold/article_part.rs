//! Decodes what a gold file says of the article, its coverage and its annotators.

use std::ops::Range;

use crate::gold::decode::{COVERED, COVERED_WORDS, Context, required};
use crate::gold::value_part::date;
use crate::gold::{Annotator, ArticleNotes, Coverage, NotesPlaces};
use crate::value::Language;
use crate::value::date::Zone;
use crate::yaml::Node;
use crate::yaml::decode::{Decoder, FORMAT, Fields};
use crate::yaml::shape::{Field, Shape, Term, Word, terms};

/// The fields of `article:`, in canonical order.
pub(super) static ARTICLE: [Field; 5] = [
    Field::required(
        "language",
        Shape::Text,
        "the language tag, such as fr; values are read as people write them in it",
    ),
    Field::optional("published", Shape::Defined("date"), "the day from which words such as mardi count"),
    Field::optional(
        "published_from",
        Shape::Word { noun: "source of the date", words: &SOURCE_TERMS },
        "how the day is known",
    ),
    Field::optional("timezone", Shape::Defined("zone"), "the zone of clock times that name none"),
    Field::optional(
        "sha256",
        Shape::OneOrMore(&HASH),
        "the hashes of the editions that the labels hold for; karat fmt writes it",
    ),
];

const HASH: Shape = Shape::Pattern {
    pattern: "^[0-9a-f]{64}$",
    message: "not a sha256: expected 64 lower-case hexadecimal digits; karat fmt writes it",
};

const SOURCES: [Word<&str>; 3] = [
    Word::kept("text", "the article says it"),
    Word::kept("metadata", "it came with the article"),
    Word::kept("inferred", "the labeller worked it out"),
];
static SOURCE_TERMS: [Term; 3] = terms(&SOURCES);

/// The fields of `coverage:` where it is a map.
pub(super) static COVERAGE: [Field; 2] = [
    Field::required(
        "exhaustive",
        Shape::Either(&[COVERED, Shape::List(&Shape::Defined("type"))]),
        "the types of which every fact is labelled",
    ),
    Field::optional(
        "exhaustive_views",
        Shape::Either(&[COVERED, Shape::List(&Shape::Defined("view"))]),
        "the views of which every value is labelled",
    ),
];

/// The fields of one of the `annotators:`.
pub(super) static ANNOTATOR: [Field; 3] = [
    Field::required("by", Shape::Text, "a name or pseudonym"),
    Field::optional("role", Shape::Text, "labeller, reviewer, adjudicator, …"),
    Field::optional("at", Shape::Defined("date"), "the day of the work"),
];

/// Takes `article:`.
pub(super) fn article_notes(decoder: &mut Decoder<'_>, gold: &Fields<'_>) -> ArticleNotes {
    let Some(node) = required(decoder, gold, "article") else {
        decoder.help("write article: {language: fr}, and published: if it is known");
        return ArticleNotes::default();
    };
    let key = gold.entry("article").map_or(node.span.clone(), |(key, _)| key.span.clone());
    let Some(fields) = decoder.record(node, &ARTICLE) else {
        return ArticleNotes {
            places: NotesPlaces { article: key, ..NotesPlaces::default() },
            ..ArticleNotes::default()
        };
    };
    let language = required(decoder, &fields, "language").and_then(|node| decoder.words(node));
    let language = language.unwrap_or_default().to_owned();
    let place = |name: &str| -> Option<Range<usize>> { fields.get(name).map(|node| node.span.clone()) };
    let beside = |name: &str| -> Option<Range<usize>> { gold.get(name).map(|node| node.span.clone()) };
    let (status, split) = (beside("status"), beside("split"));
    let (published, sha256) = (place("published"), place("sha256"));
    let places = NotesPlaces { article: key, published, sha256, status, split };
    let published = fields.get("published");
    let published = published.and_then(|node| date(decoder, Language::from_tag(&language), node));
    let published_from = fields.get("published_from");
    let published_from =
        published_from.and_then(|node| decoder.word_of(node, "source of the date", &SOURCES));
    ArticleNotes {
        language,
        published,
        published_from: published_from.map(str::to_owned),
        timezone: fields.get("timezone").and_then(|node| zone(decoder, node)),
        sha256: fields.get("sha256").map(|node| hashes(decoder, node)).unwrap_or_default(),
        places,
    }
}

fn zone(decoder: &mut Decoder<'_>, node: &Node) -> Option<Zone> {
    let name = decoder.words(node)?;
    let zone = Zone::named(name);
    if zone.is_none() {
        decoder.error("V2", &node.span, format!("\"{name}\" is not a time zone"));
        decoder.help(match Zone::suggestion(name) {
            Some(suggestion) => format!("did you mean {suggestion}?"),
            None => "write a name of the zone database, such as Europe/Paris".to_owned(),
        });
    }
    zone
}

fn hashes(decoder: &mut Decoder<'_>, node: &Node) -> Vec<String> {
    let items = match node.as_text() {
        Some(_) => std::slice::from_ref(node),
        None => decoder.list(node).unwrap_or_default(),
    };
    let mut hashes = Vec::new();
    for item in items {
        let Some(hash) = decoder.words(item) else { continue };
        let is_hash = hash.len() == 64 && hash.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        if is_hash {
            hashes.push(hash.to_owned());
        } else {
            decoder.error(FORMAT, &item.span, "not a sha256: expected 64 lower-case hexadecimal digits");
            decoder.help("karat fmt writes it");
        }
    }
    hashes
}

/// Takes `coverage:`, which every gold file must state.
pub(super) fn coverage(decoder: &mut Decoder<'_>, context: &Context<'_>, gold: &Fields<'_>) -> Coverage {
    let types: Vec<&str> = context.schema.types.iter().map(|fact_type| &*fact_type.name).collect();
    let views: Vec<&str> = context.schema.views.iter().map(|view| &*view.name).collect();
    let (n_types, n_views) = (types.len(), views.len());
    let mut coverage = Coverage { types: vec![false; n_types], views: vec![false; n_views], place: 0..0 };
    let Some(node) = required(decoder, gold, "coverage") else {
        decoder.help("write coverage: all, none, or {exhaustive: [a type, another type]}");
        return coverage;
    };
    coverage.place = node.span.clone();
    if node.as_text().is_some() {
        coverage.types = listed(decoder, node, "type", &types);
        return coverage;
    }
    let Some(fields) = decoder.record(node, &COVERAGE) else { return coverage };
    if let Some(node) = required(decoder, &fields, "exhaustive") {
        coverage.types = listed(decoder, node, "type", &types);
    }
    if let Some(node) = fields.get("exhaustive_views") {
        coverage.views = listed(decoder, node, "view", &views);
    }
    coverage
}

/// Takes `all`, `none` or a list of names; returns one flag for each name.
fn listed(decoder: &mut Decoder<'_>, node: &Node, noun: &str, names: &[&str]) -> Vec<bool> {
    let mut flags = vec![false; names.len()];
    if node.as_text().is_some() {
        let all = decoder.word_of(node, "coverage", &COVERED_WORDS);
        flags.fill(all.unwrap_or(false));
        return flags;
    }
    for item in decoder.list(node).unwrap_or_default() {
        let Some(name) = decoder.words(item) else { continue };
        match names.iter().position(|known| *known == name).and_then(|index| flags.get_mut(index)) {
            Some(flag) => *flag = true,
            None => {
                decoder.error("F1", &item.span, format!("unknown {noun} \"{name}\""));
                decoder.did_you_mean(name, names.iter().copied());
            }
        }
    }
    flags
}

/// Takes `annotators:`.
pub(super) fn annotators(decoder: &mut Decoder<'_>, gold: &Fields<'_>) -> Vec<Annotator> {
    let items = gold.get("annotators").and_then(|node| decoder.list(node)).unwrap_or_default();
    items.iter().filter_map(|item| annotator(decoder, item)).collect()
}

fn annotator(decoder: &mut Decoder<'_>, node: &Node) -> Option<Annotator> {
    let fields = decoder.record(node, &ANNOTATOR)?;
    let by = required(decoder, &fields, "by").and_then(|node| decoder.words(node))?.to_owned();
    let role = fields.get("role").and_then(|node| decoder.words(node)).map(str::to_owned);
    let at = fields.get("at").and_then(|node| date(decoder, Language::Other, node));
    Some(Annotator { by, role, at })
}
