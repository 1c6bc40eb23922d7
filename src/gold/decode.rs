//! Decodes a gold file.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::gold::article_part::{ANNOTATOR, ARTICLE, COVERAGE, annotators, article_notes, coverage};
use crate::gold::distractor_part::distractors;
use crate::gold::evidence_part::{IGNORED, ignored};
use crate::gold::fact_part::facts;
use crate::gold::{Gold, GoldFact, Status};
use crate::problem::{Problem, sort_problems};
use crate::schema::Schema;
use crate::schema::entities::Entities;
use crate::value::Language;
use crate::yaml::decode::{Decoder, FORMAT, Fields};
use crate::yaml::shape::{Field, Shape, Term, Word, terms};
use crate::yaml::{Node, SYNTAX};

/// The fields of a gold file, in canonical order.
pub static FIELDS: [Field; 11] = [
    Field::required("karat", Shape::Version, "the version of the format"),
    Field::required("article", Shape::Record(&ARTICLE), "what is known of the article"),
    Field::optional("cluster", Shape::Text, "articles about one event share it: they are not independent"),
    Field::required(
        "coverage",
        Shape::Either(&[COVERED, Shape::Record(&COVERAGE)]),
        "for which types every fact of the article is labelled: all, none, or {exhaustive: [a type, …]}",
    ),
    Field::optional(
        "status",
        Shape::Word { noun: "status", words: &STATUS_TERMS },
        "how far the labels have come; draft unless said",
    ),
    Field::optional("annotators", Shape::List(&Shape::Record(&ANNOTATOR)), "who worked on it"),
    Field::optional(
        "split",
        Shape::Word { noun: "split", words: &SPLIT_TERMS },
        "the part of the corpus that the article belongs to",
    ),
    Field::optional(
        "facts",
        Shape::Named(&Shape::Defined("fact")),
        "what the article states, by ids of your own",
    ),
    Field::optional(
        "distractors",
        Shape::Named(&Shape::Defined("distractor")),
        "what must not be returned, by ids of your own",
    ),
    Field::optional(
        "ignore",
        Shape::List(&Shape::Record(&IGNORED)),
        "passages that state nothing, such as page furniture",
    ),
    Field::optional(
        "rejected",
        Shape::Anything,
        "labels that were turned down, with the reason; nobody reads them",
    ),
];

/// `all` or `none`.
pub(super) const COVERED: Shape = Shape::Word { noun: "coverage", words: &COVERED_TERMS };
pub(super) const COVERED_WORDS: [Word<bool>; 2] =
    [Word::new("all", "every one is labelled", true), Word::new("none", "some may be missing", false)];
static COVERED_TERMS: [Term; 2] = terms(&COVERED_WORDS);

const STATUSES: [Word<Status>; 5] = [
    Word::new("draft", "not scored unless asked", Status::Draft),
    Word::new("labelled", "one person labelled it", Status::Labelled),
    Word::new("reviewed", "a second person read it", Status::Reviewed),
    Word::new("adjudicated", "two labellings were made one", Status::Adjudicated),
    Word::new("locked", "not to be changed", Status::Locked),
];
static STATUS_TERMS: [Term; 5] = terms(&STATUSES);

const SPLITS: [Word<&str>; 2] =
    [Word::kept("dev", "looked at while extractors are made"), Word::kept("test", "kept for the end")];
static SPLIT_TERMS: [Term; 2] = terms(&SPLITS);

/// What a gold file is read against.
pub(super) struct Context<'a> {
    pub schema: &'a Schema,
    pub entities: &'a Entities,
    /// The language in which lenient spellings are read.
    pub language: Language,
}

/// The facts that a label may speak of by their ids.
pub(super) struct Ids<'f> {
    facts: &'f [GoldFact],
    /// All ids; `None` for those that could not be used.
    positions: BTreeMap<&'f str, Option<usize>>,
}

impl<'f> Ids<'f> {
    fn of(facts: &'f [GoldFact], unusable: &'f BTreeSet<Arc<str>>) -> Self {
        let positions = facts.iter().enumerate().map(|(index, fact)| (&*fact.id, Some(index)));
        Self { facts, positions: positions.chain(unusable.iter().map(|id| (&**id, None))).collect() }
    }

    /// Says whether a fact of that id is written.
    pub(super) fn is_known(&self, id: &str) -> bool {
        self.positions.contains_key(id)
    }

    /// Returns a usable fact by its id.
    pub(super) fn get(&self, id: &str) -> Option<&'f GoldFact> {
        self.positions.get(id).copied().flatten().and_then(|index| self.facts.get(index))
    }

    /// Returns all ids, sorted.
    pub(super) fn all(&self) -> impl Iterator<Item = &'f str> + '_ {
        self.positions.keys().copied()
    }
}

impl Gold {
    /// Decodes a gold file, with all problems in the order of the file.
    ///
    /// A fact with a bad value is kept without it; one without a known type is left out. `None` if the file as a
    /// whole is no gold.
    #[must_use]
    pub fn decode(
        file: &str,
        text: &str,
        schema: &Schema,
        entities: &Entities,
    ) -> (Option<Self>, Vec<Problem>) {
        let (gold, _, problems) = Self::decode_with_tree(file, text, schema, entities);
        (gold, problems)
    }

    /// Decodes a gold file as [`Gold::decode`], and keeps what was read of it, if all of it could be read.
    pub(crate) fn decode_with_tree(
        file: &str,
        text: &str,
        schema: &Schema,
        entities: &Entities,
    ) -> (Option<Self>, Option<Node>, Vec<Problem>) {
        let (mut decoder, tree) = Decoder::read(file, text);
        let gold = tree.as_ref().and_then(|tree| gold(&mut decoder, tree, (file, schema, entities)));
        let mut problems = decoder.into_problems();
        sort_problems(&mut problems);
        let is_whole = problems.iter().all(|problem| problem.rule != SYNTAX);
        (gold, tree.filter(|_| is_whole), problems)
    }
}

fn gold(
    decoder: &mut Decoder<'_>,
    tree: &Node,
    (file, schema, entities): (&str, &Schema, &Entities),
) -> Option<Gold> {
    let fields = decoder.record(tree, &FIELDS)?;
    if !decoder.version(&fields, "karat") {
        return None;
    }
    let article = article_notes(decoder, &fields);
    let context = Context { schema, entities, language: article.language() };
    let (facts, unusable) = facts(decoder, &context, &fields);
    let distractors = distractors(decoder, &context, &fields, &Ids::of(&facts, &unusable));
    let status = fields.get("status").and_then(|node| decoder.word_of(node, "status", &STATUSES));
    Some(Gold {
        article_id: article_id(file).to_owned(),
        path: file.to_owned(),
        cluster: fields.get("cluster").and_then(|node| decoder.words(node)).map(str::to_owned),
        coverage: coverage(decoder, &context, &fields),
        status: status.unwrap_or_default(),
        annotators: annotators(decoder, &fields),
        split: split(decoder, &fields),
        facts,
        distractors,
        ignore: ignored(decoder, &fields),
        article,
    })
}

fn split(decoder: &mut Decoder<'_>, fields: &Fields<'_>) -> Option<String> {
    fields.get("split").and_then(|node| decoder.word_of(node, "split", &SPLITS)).map(str::to_owned)
}

/// Returns the file's name without its folder and `.yaml`.
fn article_id(file: &str) -> &str {
    let name = file.rsplit(['/', '\\']).next().unwrap_or(file);
    name.strip_suffix(".yaml").or_else(|| name.strip_suffix(".yml")).unwrap_or(name)
}

/// Takes the value of a field that must be there.
pub(super) fn required<'n>(decoder: &mut Decoder<'_>, fields: &Fields<'n>, name: &str) -> Option<&'n Node> {
    let found = fields.get(name);
    if found.is_none() {
        decoder.error(FORMAT, &fields.start(), format!("the field \"{name}\" is missing"));
    }
    found
}
