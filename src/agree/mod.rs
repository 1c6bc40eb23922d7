//! Agreement between annotators: how alike two labellings of one article are, slot by slot.

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::sync::Arc;

use crate::agree::alpha::{Alpha, alpha};
use crate::align::pair::{Rules, judge_attribution};
use crate::compare::plain::compare_polarities;
use crate::compare::slot::{SlotJudgement, judge_slot};
use crate::credit::{Credit, round_ratio};
use crate::extract::gold::{Drafts, best_fact, gold_predictions};
use crate::fact::{Attribution, CanonicalFact, Polarity};
use crate::gold::{Gold, GoldFact};
use crate::schema::SlotSpec;
use crate::score::{FactJudgement, Key, Settings, Verdict, collapse, judge_facts};
use crate::text::prepared::ArticleText;
use crate::value::{Choice, Slot};

pub mod alpha;

/// Two annotators' labels of the same part of the same fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Labelled {
    /// Which part.
    pub part: LabelPart,
    /// The article's id.
    pub article: Arc<str>,
    /// The fact's id in the first labelling, and in the second.
    pub facts: (Arc<str>, Arc<str>),
    /// What the first says, and the second.
    pub labels: (Label, Label),
}

/// A part of a fact on which annotators can agree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LabelPart {
    /// A slot, by the positions of the type and the slot.
    Slot(usize, usize),
    /// Who said so, for all types.
    SaidBy,
    /// Whether it was asserted, for all types.
    Polarity,
}

/// What an annotator says in a part.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Label {
    /// The slot; nothing where it is left open.
    Slot(Slot),
    /// The speaker; `None` is the article.
    SaidBy(Option<Choice<Attribution>>),
    /// Asserted, conditional or denied.
    Polarity(Polarity),
}

/// What comparing two labellings of one article gives.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Paired {
    /// Every part that at least one of them fills, of every pair of facts.
    pub labelled: Vec<Labelled>,
    /// Pairs of facts.
    pub n_pairs: u64,
    /// Facts that only one of them has, or that are too unlike to be paired.
    pub n_alone: u64,
}

/// Pairs the facts of two labellings of one article as an extractor's answer is paired with gold, and what is then left
/// over by the sentence it quotes.
///
/// Draft facts are left out, and so are distractors. The first labelling is taken for the gold: hand them over in a
/// fixed order. Cost: that of scoring one article.
#[must_use]
pub fn pair_labellings(article: &ArticleText, (first, second): (&Gold, &Gold), rules: Rules<'_>) -> Paired {
    let facts = |gold: &'_ Gold| gold.facts.iter().filter(|fact| !fact.is_draft).count() as u64;
    let firsts = first.facts.iter().filter(|fact| !fact.is_draft);
    let key = Key::new(article, firsts, &[], &first.coverage.types);
    let answers = collapse(article, &gold_predictions(second, Drafts::LeftOut));
    let by_form: BTreeMap<CanonicalFact, &GoldFact> = second
        .facts
        .iter()
        .filter(|fact| !fact.is_draft)
        .map(|fact| (best_fact(&fact.fact).canonical(), fact))
        .collect();
    let mut paired = Paired::default();
    for judgement in judge_facts(article, &key, &answers, rules, Settings::default()) {
        let (Some(gold), Some(answer), true) = (judgement.gold, judgement.answer, is_pair(&judgement)) else {
            continue;
        };
        let Some(second) = by_form.get(&answers[answer].canonical) else { continue };
        paired.n_pairs += 1;
        paired.add(&first.article_id, (key.facts[gold], second));
    }
    paired.n_alone = facts(first) + facts(second) - 2 * paired.n_pairs;
    paired
}

/// Says whether two facts speak of the same: they are paired by their values, or they are left over and quote the same
/// sentence. Without the latter, facts whose keys differ would be in no figure, and agreement on keys would be perfect.
fn is_pair(judgement: &FactJudgement) -> bool {
    match judgement.verdict {
        Verdict::Correct | Verdict::Partial => true,
        Verdict::Incorrect => judgement.evidence_agrees == Some(true),
        Verdict::Missing
        | Verdict::OptionalMissing
        | Verdict::Distractor
        | Verdict::Spurious
        | Verdict::NearDuplicate
        | Verdict::Unjudged => false,
    }
}

impl Paired {
    fn add(&mut self, article: &str, (first, second): (&GoldFact, &GoldFact)) {
        let article: Arc<str> = Arc::from(article);
        let mut push = |part, labels| {
            let facts = (Arc::clone(&first.id), Arc::clone(&second.id));
            self.labelled.push(Labelled { part, article: Arc::clone(&article), facts, labels });
        };
        if let Some(type_index) = first.fact.fact_type.index() {
            for (slot_index, (a, b)) in first.fact.slots.iter().zip(&second.fact.slots).enumerate() {
                if is_stated(a.as_ref()) || is_stated(b.as_ref()) {
                    let label = |slot: &Option<Slot>| Label::Slot(slot.clone().unwrap_or(Slot::Nothing));
                    push(LabelPart::Slot(type_index, slot_index), (label(a), label(b)));
                }
            }
        }
        let (a, b) = (&first.fact, &second.fact);
        if a.said_by.is_some() || b.said_by.is_some() {
            push(LabelPart::SaidBy, (Label::SaidBy(a.said_by.clone()), Label::SaidBy(b.said_by.clone())));
        }
        push(LabelPart::Polarity, (Label::Polarity(a.polarity), Label::Polarity(b.polarity)));
    }
}

const fn is_stated(slot: Option<&Slot>) -> bool {
    matches!(slot, Some(Slot::Stated(_)))
}

/// How far annotators agree on one part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartAgreement {
    /// The type and slot, such as `casualties.count`; `said_by` and `polarity` over all types.
    pub name: String,
    /// How many pairs of labels there are.
    pub n_pairs: u64,
    /// How many people made them.
    pub n_annotators: u64,
    /// The mean credit that one label earns against the other, both ways, in thousandths.
    pub observed: Option<u16>,
    /// Agreement beyond chance.
    pub alpha: Alpha,
    /// Where they differ: the article, the fact's id in the first labelling, and the credit; the worst first.
    pub differences: Vec<(Arc<str>, Arc<str>, Credit)>,
}

/// Collects pairs of labels over a corpus.
#[derive(Clone, Debug, Default)]
pub struct Agreement {
    parts: BTreeMap<LabelPart, Collected>,
    /// Pairs of facts.
    pub n_pairs: u64,
    /// Facts that only one of two annotators has.
    pub n_alone: u64,
}

#[derive(Clone, Debug, Default)]
struct Collected {
    labelled: Vec<Labelled>,
    annotators: BTreeSet<Arc<str>>,
}

impl Agreement {
    /// Adds what two annotators, by name, say of one article.
    pub fn add(&mut self, (first, second): (&str, &str), paired: Paired) {
        self.n_pairs += paired.n_pairs;
        self.n_alone += paired.n_alone;
        for labelled in paired.labelled {
            let collected = self.parts.entry(labelled.part).or_default();
            collected.annotators.extend([Arc::from(first), Arc::from(second)]);
            collected.labelled.push(labelled);
        }
    }

    /// Returns the agreement on each part that has a pair of labels, in the order of the schema.
    ///
    /// Cost: for each part the square of the number of different labels.
    #[must_use]
    pub fn parts(&self, rules: Rules<'_>) -> Vec<PartAgreement> {
        self.parts.iter().map(|(part, collected)| agreement(*part, collected, rules)).collect()
    }
}

fn agreement(part: LabelPart, collected: &Collected, rules: Rules<'_>) -> PartAgreement {
    let labels: BTreeSet<&Label> =
        collected.labelled.iter().flat_map(|pair| [&pair.labels.0, &pair.labels.1]).collect();
    let labels: Vec<&Label> = labels.into_iter().collect();
    let index = |label: &Label| labels.binary_search(&label).expect("every label was collected");
    let units: Vec<Vec<usize>> =
        collected.labelled.iter().map(|pair| vec![index(&pair.labels.0), index(&pair.labels.1)]).collect();
    let spec = spec(part, rules);
    let points = |a: &Label, b: &Label| credit_points(a, b, spec, rules) + credit_points(b, a, spec, rules);
    let distance = |a: usize, b: usize| 1.0 - f64::from(points(labels[a], labels[b])) / 2000.0;
    let mut differences = Vec::new();
    let mut sum = 0;
    for pair in &collected.labelled {
        let both = points(&pair.labels.0, &pair.labels.1);
        sum += u64::from(both);
        let credit = Credit::from_ratio(u64::from(both), 2000).unwrap_or(Credit::ONE);
        if !credit.is_one() {
            differences.push((Arc::clone(&pair.article), Arc::clone(&pair.facts.0), credit));
        }
    }
    differences.sort_by(|a, b| a.2.cmp(&b.2).then_with(|| (&a.0, &a.1).cmp(&(&b.0, &b.1))));
    let n_pairs = collected.labelled.len() as u64;
    PartAgreement {
        name: name(part, rules),
        n_pairs,
        n_annotators: collected.annotators.len() as u64,
        observed: round_ratio(sum, n_pairs * 2000),
        alpha: alpha(&units, &distance),
        differences,
    }
}

fn spec<'a>(part: LabelPart, rules: Rules<'a>) -> Option<&'a SlotSpec> {
    match part {
        LabelPart::Slot(fact_type, slot) => rules.schema.types.get(fact_type)?.slots.get(slot),
        LabelPart::SaidBy | LabelPart::Polarity => None,
    }
}

fn name(part: LabelPart, rules: Rules<'_>) -> String {
    match part {
        LabelPart::Slot(fact_type, slot) => {
            let fact_type = &rules.schema.types[fact_type];
            format!("{}.{}", fact_type.name, fact_type.slots[slot].name)
        }
        LabelPart::SaidBy => "said_by".to_owned(),
        LabelPart::Polarity => "polarity".to_owned(),
    }
}

/// Returns what one label earns against another taken for gold, in thousandths.
///
/// Of several answers the first worth 1 is given. What is left open equals what is left open, and nothing else.
fn credit_points(gold: &Label, given: &Label, spec: Option<&SlotSpec>, rules: Rules<'_>) -> u16 {
    let judgement = match (gold, given, spec) {
        (Label::Slot(gold), Label::Slot(given), Some(spec)) => {
            judge_slot(Some(gold), crate::extract::gold::best_slot(given).as_ref(), spec, rules.context)
        }
        (Label::SaidBy(gold), Label::SaidBy(given), _) => {
            let given = given.as_ref().and_then(Choice::best).cloned().map(Choice::plain);
            judge_attribution(gold.as_ref(), given.as_ref(), rules.context)
        }
        (Label::Polarity(gold), Label::Polarity(given), _) => {
            SlotJudgement::both(compare_polarities(*gold, *given))
        }
        (Label::Slot(_) | Label::SaidBy(_) | Label::Polarity(_), ..) => {
            unreachable!("labels of one part are of one kind")
        }
    };
    let comparison = judgement.recall.or(judgement.precision);
    comparison.map_or(Credit::ONE, |comparison| comparison.score).thousandths()
}
