//! Compares the kinds without arithmetic: entities, words of the schema, text, polarity.

use std::fmt;

use crate::compare::{Comparison, Reason};
use crate::credit::{Credit, Share};
use crate::fact::Polarity;
use crate::schema::entities::Entities;
use crate::schema::{SlotSpec, TextComparison};
use crate::text::fold::fold_name;
use crate::text::likeness::n_edits_of_all;
use crate::value::Entity;

/// What a word that only resembles another is worth: entity and `part_of`, asserted and conditional.
const RELATED: Share = Share::of(1, 2);

/// Why a comparison of these kinds, or a slot, came out as it did.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PlainReason {
    /// One entity, by whatever name.
    SameEntity,
    /// One is part of the other.
    PartOf,
    /// Neither the same nor part of one another.
    OtherEntity,
    /// The same word of the schema.
    SameWord,
    /// A word that the schema gives partial credit.
    NearWord,
    /// Another word.
    OtherWord,
    /// The same text.
    SameText,
    /// Text that has something in common.
    SimilarText,
    /// Other text.
    OtherText,
    /// The same polarity.
    SamePolarity,
    /// Asserted where the article is conditional, or the other way round.
    NearPolarity,
    /// Denied against not denied.
    PolarityFlipped,
    /// All elements on both sides.
    SameSet,
    /// Some elements are missing.
    SetIncomplete,
    /// Some elements are too many.
    SetTooLarge,
    /// Some elements are missing and others too many.
    SetDiffers,
    /// None is missing or too many, and some are right in part.
    SetInPart,
    /// No element in common.
    OtherSet,
    /// The same speaker and relays.
    SameSpeaker,
    /// Another speaker.
    OtherSpeaker,
    /// A speaker that is related, or one of several.
    SpeakerInPart,
    /// The source is not stated on either side.
    SourceNotStated,
    /// A source was named where the article states none.
    SpeakerInvented,
    /// The speaker was left out.
    SpeakerLeftOut,
    /// Who passed it on was left out or is another.
    OtherRelay,
    /// Who passed it on was named as the origin.
    RelayAsOrigin,
    /// The slot was left out.
    LeftOut,
    /// The article states no value here and one was given.
    Invented,
    /// The slot has to stay empty.
    MustStayEmpty,
    /// The value cannot be read.
    Unreadable,
    /// The type has no such slot.
    UnknownSlot,
    /// The values are of different kinds.
    OtherKind,
    /// An alternative that is worth less was taken.
    LesserAlternative,
    /// Nobody is named on either side and nothing is judged.
    NotJudged,
}

impl PlainReason {
    /// Returns the text users see.
    #[must_use]
    pub const fn text(self) -> &'static str {
        match self {
            Self::SameEntity => "same entity",
            Self::PartOf => "part of the right one, or the whole of it",
            Self::OtherEntity => "different entity",
            Self::SameWord => "same word",
            Self::NearWord => "near word",
            Self::OtherWord => "different word",
            Self::SameText => "same text",
            Self::SimilarText => "similar text",
            Self::OtherText => "different text",
            Self::SamePolarity => "same polarity",
            Self::NearPolarity => "asserted and conditional confused",
            Self::PolarityFlipped => "polarity flipped",
            Self::SameSet => "same set",
            Self::SetIncomplete => "some are missing",
            Self::SetTooLarge => "some are too many",
            Self::SetDiffers => "some are missing, some too many",
            Self::SetInPart => "some are right in part",
            Self::OtherSet => "nothing in common",
            Self::SameSpeaker => "same speaker",
            Self::OtherSpeaker => "different speaker",
            Self::SpeakerInPart => "speaker right in part",
            Self::SourceNotStated => "source not stated on either side",
            Self::SpeakerInvented => "a source named that the article does not name",
            Self::SpeakerLeftOut => "speaker left out",
            Self::OtherRelay => "relay wrong or left out",
            Self::RelayAsOrigin => "relay named as the origin",
            Self::LeftOut => "left out",
            Self::Invented => "the article does not say which; one was invented",
            Self::MustStayEmpty => "filled where the article leaves it empty",
            Self::Unreadable => "value cannot be read",
            Self::UnknownSlot => "the type has no such slot",
            Self::OtherKind => "another kind of value",
            Self::LesserAlternative => "an alternative that is worth less",
            Self::NotJudged => "not judged",
        }
    }
}

impl fmt::Display for PlainReason {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.text())
    }
}

impl From<PlainReason> for Reason {
    fn from(reason: PlainReason) -> Self {
        Self::Plain(reason)
    }
}

/// Compares two entities: the same 1; part of one another in any number of steps ½; siblings and others 0.
///
/// Names that entities.yaml does not declare compare folded and whole.
#[must_use]
pub fn compare_entities(gold: &Entity, predicted: &Entity, entities: &Entities) -> Comparison {
    let (share, reason) = match (gold, predicted) {
        (Entity::Known { index: gold, .. }, Entity::Known { index: predicted, .. }) => {
            let (gold, predicted) = (*gold, *predicted);
            if gold == predicted {
                (Share::ONE, PlainReason::SameEntity)
            } else if entities.is_part_of_any_depth(gold, predicted)
                || entities.is_part_of_any_depth(predicted, gold)
            {
                (RELATED, PlainReason::PartOf)
            } else {
                (Share::ZERO, PlainReason::OtherEntity)
            }
        }
        (Entity::Named { folded: gold, .. }, Entity::Named { folded: predicted, .. })
            if gold == predicted =>
        {
            (Share::ONE, PlainReason::SameEntity)
        }
        (Entity::Known { .. } | Entity::Named { .. }, Entity::Known { .. } | Entity::Named { .. }) => {
            (Share::ZERO, PlainReason::OtherEntity)
        }
    };
    Comparison::single(share, reason)
}

/// Compares two words of the schema: the same 1, else the partial table of the slot, else 0.
#[must_use]
pub fn compare_words(
    gold: &std::sync::Arc<str>,
    predicted: &std::sync::Arc<str>,
    spec: &SlotSpec,
) -> Comparison {
    if gold == predicted {
        return Comparison::single(Share::ONE, PlainReason::SameWord);
    }
    match spec.partial.get(&(gold.clone(), predicted.clone())) {
        Some(score) if !score.is_zero() => Comparison::single((*score).into(), PlainReason::NearWord),
        Some(_) | None => Comparison::single(Share::ZERO, PlainReason::OtherWord),
    }
}

/// Compares two texts in the way that the slot names; see [`TextComparison`].
///
/// `token_f1` is the bag-of-words F1 of SQuAD (Rajpurkar et al. 2016, section 6.1) over folded words, articles kept.
/// `edit` is 1 − insertions and deletions / summed lengths of the folded texts.
#[must_use]
pub fn compare_texts(gold: &str, predicted: &str, how: TextComparison) -> Comparison {
    let score = match how {
        TextComparison::Exact => equality(gold == predicted),
        TextComparison::Folded => equality(gold == predicted || fold_name(gold) == fold_name(predicted)),
        TextComparison::TokenF1 => token_f1(&fold_name(gold), &fold_name(predicted)),
        TextComparison::Edit => edit_similarity(&fold_name(gold), &fold_name(predicted)),
    };
    let reason = match score {
        Credit::ONE => PlainReason::SameText,
        Credit::ZERO => PlainReason::OtherText,
        _ => PlainReason::SimilarText,
    };
    Comparison::single(score.into(), reason)
}

fn equality(is_equal: bool) -> Credit {
    if is_equal { Credit::ONE } else { Credit::ZERO }
}

fn token_f1(gold: &str, predicted: &str) -> Credit {
    let sorted = |text: &str| {
        let mut words: Vec<String> = text.split_whitespace().map(str::to_owned).collect();
        words.sort();
        words
    };
    let (gold, mut predicted) = (sorted(gold), sorted(predicted));
    let n_words = gold.len() + predicted.len();
    let n_common = gold
        .iter()
        .filter(|word| predicted.binary_search(word).map(|index| predicted.remove(index)).is_ok())
        .count();
    Credit::from_ratio(2 * n_common as u64, n_words as u64).unwrap_or(Credit::ONE)
}

fn edit_similarity(gold: &str, predicted: &str) -> Credit {
    let (n_edits, n_characters) = n_edits_of_all(gold, predicted);
    Credit::from_ratio((n_characters - n_edits) as u64, n_characters as u64).unwrap_or(Credit::ONE)
}

/// Compares two polarities: asserted against conditional is ½, denied against anything else is nothing.
#[must_use]
pub fn compare_polarities(gold: Polarity, predicted: Polarity) -> Comparison {
    if gold == predicted {
        Comparison::single(Share::ONE, PlainReason::SamePolarity)
    } else if is_flipped(gold, predicted) {
        Comparison::single(Share::ZERO, PlainReason::PolarityFlipped)
    } else {
        Comparison::single(RELATED, PlainReason::NearPolarity)
    }
}

/// Says whether one side is denied and the other is not: the gate.
#[must_use]
pub fn is_flipped(gold: Polarity, predicted: Polarity) -> bool {
    (gold == Polarity::Denied) != (predicted == Polarity::Denied)
}
