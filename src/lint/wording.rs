//! Rules E7 to E10: what a label states is what the sentences around its quotations say.

use std::ops::Range;

use crate::lint::scene::Scene;
use crate::lint::{Bench, Findings, Label, bounds, reserve, unseen, voices};
use crate::schema::FactType;
use crate::value::{Choice, Slot, Value};

/// A slot that a label fills itself, with its name and its place in the gold file.
pub(super) struct Filled<'a> {
    pub(super) name: &'a str,
    pub(super) choice: &'a Choice<Value>,
    pub(super) place: &'a Range<usize>,
}

/// Applies the rules to every fact that quotes the article; what is inherited is judged where it stands.
pub(super) fn check(bench: &Bench<'_>, findings: &mut Findings<'_>) {
    for label in bench.facts.iter().filter(|label| !label.sentences.is_empty()) {
        let scene = Scene::new(bench, label);
        for filled in filled(bench, label) {
            unseen::check(&scene, &filled, findings);
            bounds::check(&scene, &filled, findings);
        }
        reserve::check(&scene, findings);
        voices::check(&scene, findings);
    }
}

/// Returns the slots that the label fills itself, in the order of the schema.
fn filled<'a>(bench: &'a Bench<'_>, label: &'a Label<'_>) -> impl Iterator<Item = Filled<'a>> {
    let index = label.fact.fact_type.index();
    let specs = index.and_then(|index| bench.basis.schema.types.get(index));
    let specs = specs.map_or(&[][..], |fact_type: &FactType| &fact_type.slots);
    let slots = label.fact.slots.iter().zip(&label.places.slots).zip(specs);
    slots.filter_map(|((slot, place), spec)| match (slot, place) {
        (Some(Slot::Stated(choice)), Some(place)) => Some(Filled { name: &spec.name, choice, place }),
        (_, _) => None,
    })
}
