//! The types of fact that can be stated, their slots, the views, and the entities that gold may name.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::credit::Credit;
use crate::value::Kind;

pub mod decode;
pub mod entities;
pub mod print;
mod slot_part;
pub mod tables;

/// Everything schema.yaml says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Schema {
    /// The version of the comparison rules; only 1 exists.
    pub semantics: u32,
    /// The types, in the order of the file.
    pub types: Vec<FactType>,
    /// The views, in the order of the file.
    pub views: Vec<View>,
    /// What attribution weighs, in thousandths of a slot; 2000 unless the schema says.
    pub said_by_weight: u32,
    /// What polarity weighs, in thousandths of a slot; 1000 unless the schema says.
    pub polarity_weight: u32,
}

impl Schema {
    /// Returns the position of a type by its name.
    #[must_use]
    pub fn type_index(&self, name: &str) -> Option<usize> {
        self.types.iter().position(|fact_type| &*fact_type.name == name)
    }
}

/// A type of fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FactType {
    /// The name: the key of the slots in gold.
    pub name: Arc<str>,
    /// What people call it, by language.
    pub labels: BTreeMap<String, String>,
    /// The question a labeller answers, by language.
    pub questions: BTreeMap<String, String>,
    /// Whether a prediction must quote the article.
    pub evidence: EvidenceRule,
    /// The slots, in the order of the file; at least one is a key.
    pub slots: Vec<SlotSpec>,
}

impl FactType {
    /// Returns the position of a slot by its name.
    #[must_use]
    pub fn slot_index(&self, name: &str) -> Option<usize> {
        self.slots.iter().position(|slot| &*slot.name == name)
    }
}

/// Whether a prediction must quote the article.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum EvidenceRule {
    /// A prediction without a quote that stands in the article earns nothing.
    Required,
    /// Counted and shown, not a gate.
    #[default]
    Report,
    /// Not looked at.
    Off,
}

/// A slot of a type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SlotSpec {
    /// The name.
    pub name: Arc<str>,
    /// What it holds.
    pub kind: Kind,
    /// It holds several values without an order.
    pub is_set: bool,
    /// What it weighs, in thousandths; 1000 unless the schema says, 0 for text.
    pub weight: u32,
    /// Whether facts are told apart by it.
    pub is_key: bool,
    /// Filling it where gold leaves it open is wrong.
    pub is_closed: bool,
    /// Gold must fill it.
    pub is_required: bool,
    /// The words of an enum, in the order of the file.
    pub words: Vec<Arc<str>>,
    /// Partial scores: (gold word, predicted word) → score.
    pub partial: BTreeMap<(Arc<str>, Arc<str>), Credit>,
    /// How text is compared.
    pub text: TextComparison,
    /// What people call it, by language.
    pub labels: BTreeMap<String, String>,
    /// The question a labeller answers, by language.
    pub questions: BTreeMap<String, String>,
}

impl SlotSpec {
    /// Returns a slot of which nothing else is said: one value of weight 1, no key, and without words.
    #[must_use]
    pub fn new(name: impl Into<Arc<str>>, kind: Kind) -> Self {
        Self {
            name: name.into(),
            kind,
            is_set: false,
            weight: 1000,
            is_key: false,
            is_closed: false,
            is_required: false,
            words: Vec::new(),
            partial: BTreeMap::new(),
            text: TextComparison::Folded,
            labels: BTreeMap::new(),
            questions: BTreeMap::new(),
        }
    }
}

/// How text is compared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TextComparison {
    /// Equal after folding.
    #[default]
    Folded,
    /// F1 of the folded words.
    TokenF1,
    /// Similarity by edits of the folded text.
    Edit,
    /// Equal byte for byte.
    Exact,
}

/// A way of looking at an article's values without their facts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct View {
    /// The name.
    pub name: Arc<str>,
    /// Which values it gathers.
    pub source: ViewSource,
}

/// Which values a view gathers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ViewSource {
    /// The values of all slots of these kinds.
    Kinds(Vec<Kind>),
    /// The entities of one kind of entity, such as `place`.
    Entities(String),
    /// The speakers and relays.
    SaidBy,
}
