//! The one order of everything in a gold file.

use std::collections::BTreeMap;

use crate::fact::Evidence;
use crate::gold::{Gold, article_part, decode, evidence_part};
use crate::schema::Schema;
use crate::text::prepared::ArticleText;
use crate::text::quote::locate;
use crate::text::segment::sentence_at;
use crate::yaml::shape::name_table;
use crate::yaml::{Node, NodeKind};

pub(in crate::gold) static GOLD: [&str; 11] = name_table(&decode::FIELDS);
pub(in crate::gold) static ARTICLE: [&str; 5] = name_table(&article_part::ARTICLE);
static COVERAGE: [&str; 2] = name_table(&article_part::COVERAGE);
static ANNOTATOR: [&str; 3] = name_table(&article_part::ANNOTATOR);
static IGNORED: [&str; 5] = name_table(&evidence_part::IGNORED);

/// The fields of a fact, in the order of the decoder's table; the type stands where its place is empty.
pub(in crate::gold) const FACT: [&str; 14] = [
    "draft", "optional", "weight", "same_as", "", "said_by", "said_on", "polarity", "quote", "evidence",
    "needs", "tags", "note", "by",
];

/// The fields of a distractor, as those of a fact.
pub(in crate::gold) const DISTRACTOR: [&str; 10] =
    ["same_as", "", "said_by", "polarity", "quote", "evidence", "tags", "note", "reason", "by"];

/// What stands in a value of several answers, in an estimate, or in a voice of several speakers.
const VALUE: [&str; 8] = ["any_of", "together", "value", "score", "optional", "best", "low", "high"];

/// What a map is, which tells its order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// The whole file.
    Root,
    /// `facts:`: the order is that of the article.
    Facts,
    /// `distractors:`: the order is that of the article.
    Distractors,
    /// One fact.
    Fact,
    /// One distractor.
    Distractor,
    /// The slots of a type, by its position in the schema.
    Slots(usize),
    /// A map, or maps in a list, whose keys are known.
    Keys(&'static [&'static str]),
    /// Something whose order is the writer's.
    Free,
}

impl Part {
    /// Returns what stands under a key.
    pub(super) fn below(self, key: &str, schema: &Schema) -> Self {
        match (self, key) {
            (Self::Root, "article") => Self::Keys(&ARTICLE),
            (Self::Root, "coverage") => Self::Keys(&COVERAGE),
            (Self::Root, "annotators") => Self::Keys(&ANNOTATOR),
            (Self::Root, "ignore") => Self::Keys(&IGNORED),
            (Self::Root, "facts") => Self::Facts,
            (Self::Root, "distractors") => Self::Distractors,
            (Self::Facts, _) => Self::Fact,
            (Self::Distractors, _) => Self::Distractor,
            (Self::Fact | Self::Distractor, "quote" | "evidence") => Self::Keys(&IGNORED),
            (Self::Fact | Self::Distractor, "said_by") | (Self::Slots(_), _) => Self::Keys(&VALUE),
            (Self::Fact | Self::Distractor, key) => schema.type_index(key).map_or(Self::Free, Self::Slots),
            (Self::Keys(keys), _) if keys == VALUE => self,
            (Self::Root | Self::Keys(_) | Self::Free, _) => Self::Free,
        }
    }

    /// Returns the place of a key among the others of its map; keys that are not known come last.
    pub(super) fn rank(self, key: &str, schema: &Schema) -> usize {
        let among = |keys: &[&str]| keys.iter().position(|known| *known == key);
        let labelled = |keys: &[&str]| {
            let name = if schema.type_index(key).is_some() && among(keys).is_none() { "" } else { key };
            keys.iter().position(|known| *known == name)
        };
        let rank = match self {
            Self::Root => among(&GOLD),
            Self::Fact => labelled(&FACT),
            Self::Distractor => labelled(&DISTRACTOR),
            Self::Slots(index) => schema.types.get(index).and_then(|fact_type| fact_type.slot_index(key)),
            Self::Keys(keys) => among(keys),
            Self::Facts | Self::Distractors | Self::Free => Some(0),
        };
        rank.unwrap_or(usize::MAX)
    }

    /// Says whether the entries are facts or distractors.
    pub(super) const fn holds_labels(self) -> bool {
        matches!(self, Self::Facts | Self::Distractors)
    }
}

/// Where each label has its first evidence: the sentence of the article, by the label's id.
pub(super) type Sentences<'g> = BTreeMap<&'g str, usize>;

/// Returns the sentence of the first evidence of every label that has some in the article.
///
/// Labels of one sentence keep the order in which they were written: it is the labeller's, and other editions turn
/// words round.
pub(super) fn sentences<'g>(gold: &'g Gold, article: &ArticleText) -> Sentences<'g> {
    let facts = gold.facts.iter().map(|fact| (&*fact.id, &fact.fact.evidence));
    let distractors = gold.distractors.iter().map(|one| (&*one.id, &one.fact.evidence));
    let first = |evidence: &[Evidence]| {
        let places = evidence.iter().filter_map(|evidence| match evidence {
            Evidence::Quote(quote) => Some(locate(article, quote).spans.first()?.start),
            Evidence::Place { .. } => None,
        });
        sentence_at(article.sentences(), places.min()?)
    };
    facts.chain(distractors).filter_map(|(id, evidence)| Some((id, first(evidence)?))).collect()
}

/// Returns the entries inside which no blank line stands: labels, and what is no map of labels.
pub(super) fn dense_entries(tree: &Node) -> Vec<&(Node, Node)> {
    let NodeKind::Mapping(entries) = &tree.kind else { return Vec::new() };
    let mut dense = Vec::new();
    for entry in entries {
        let holds_labels = matches!(entry.0.as_text(), Some("facts" | "distractors" | "rejected"));
        match &entry.1.kind {
            NodeKind::Mapping(labels) if holds_labels => dense.extend(labels),
            NodeKind::Mapping(_)
            | NodeKind::Sequence(_)
            | NodeKind::Scalar { .. }
            | NodeKind::Empty
            | NodeKind::Broken => dense.push(entry),
        }
    }
    dense
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gold::tables;

    fn check(order: &[&'static str], table: &[&'static str]) {
        let fields: Vec<&str> = order.iter().copied().filter(|name| !name.is_empty()).collect();
        assert_eq!(fields, table);
    }

    #[test]
    fn labels_stand_in_the_order_of_the_tables_that_read_them() {
        check(&FACT, &name_table(&tables::FACT));
        check(&DISTRACTOR, &name_table(&tables::DISTRACTOR));
    }
}
