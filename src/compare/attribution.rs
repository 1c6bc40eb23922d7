//! Compares who said so: the origin, and through whom it came.

use crate::compare::plain::{PlainReason, compare_entities};
use crate::compare::set::{Element, compare_elements};
use crate::compare::{Comparison, Reason};
use crate::credit::{Credit, Share};
use crate::fact::{Attribution, Voice};
use crate::schema::entities::Entities;
use crate::value::Entity;

/// "Origin ¾, relays ¼ (relays count only if either side names one)".
const ORIGIN_WEIGHT: u64 = 3;
const RELAYS_WEIGHT: u64 = 1;
/// "A gold relay named as the origin: ¼".
const RELAY_AS_ORIGIN: Share = Share::of(1, 4);

/// Compares two attributions.
///
/// Joint speakers are a set. An origin that is not stated equals only another that is not stated.
#[must_use]
pub fn compare_attributions(gold: &Attribution, predicted: &Attribution, entities: &Entities) -> Comparison {
    if gold == predicted {
        let reason = match gold.origin {
            Voice::Unnamed if gold.relays.is_empty() => PlainReason::SourceNotStated,
            Voice::Unnamed | Voice::Named(_) => PlainReason::SameSpeaker,
        };
        return Comparison::single(Share::ONE, reason);
    }
    let (origin, reason) = compare_origins(&gold.origin, &predicted.origin, entities);
    if origin.is_zero() && names_a_relay(gold, &predicted.origin, entities) {
        return Comparison::single(RELAY_AS_ORIGIN, PlainReason::RelayAsOrigin);
    }
    if gold.relays.is_empty() && predicted.relays.is_empty() {
        return Comparison::single(origin.into(), reason);
    }
    let relays = compare_lists(&gold.relays, &predicted.relays, entities);
    let headline = match (origin.is_one(), relays.is_one()) {
        (true, true) => PlainReason::SameSpeaker,
        (true, false) => PlainReason::OtherRelay,
        (false, true | false) => reason,
    };
    let parts: [(u64, Credit, Reason); 2] =
        [(ORIGIN_WEIGHT, origin, reason.into()), (RELAYS_WEIGHT, relays, PlainReason::OtherRelay.into())];
    Comparison::mean(headline, &parts)
}

fn compare_origins(gold: &Voice, predicted: &Voice, entities: &Entities) -> (Credit, PlainReason) {
    match (gold, predicted) {
        (Voice::Unnamed, Voice::Unnamed) => (Credit::ONE, PlainReason::SourceNotStated),
        (Voice::Unnamed, Voice::Named(_)) => (Credit::ZERO, PlainReason::SpeakerInvented),
        (Voice::Named(_), Voice::Unnamed) => (Credit::ZERO, PlainReason::SpeakerLeftOut),
        (Voice::Named(gold), Voice::Named(predicted)) => {
            let score = compare_lists(gold, predicted, entities);
            let reason = match score {
                Credit::ONE => PlainReason::SameSpeaker,
                Credit::ZERO => PlainReason::OtherSpeaker,
                _ => PlainReason::SpeakerInPart,
            };
            (score, reason)
        }
    }
}

fn compare_lists(gold: &[Entity], predicted: &[Entity], entities: &Entities) -> Credit {
    if let ([gold], [predicted]) = (gold, predicted) {
        return compare_entities(gold, predicted, entities).score;
    }
    let elements: Vec<Element> = vec![Element::Required; gold.len()];
    compare_elements(&elements, predicted.len(), |gold_index, predicted_index| {
        compare_entities(&gold[gold_index], &predicted[predicted_index], entities).score
    })
    .0
}

fn names_a_relay(gold: &Attribution, origin: &Voice, entities: &Entities) -> bool {
    let Voice::Named(speakers) = origin else { return false };
    let is_relay = |speaker: &Entity| {
        gold.relays.iter().any(|relay| compare_entities(relay, speaker, entities).score.is_one())
    };
    speakers.iter().any(is_relay)
}
