//! Decodes the values that an extractor gives for a view, outside any fact.

use std::sync::Arc;

use serde_json::{Map, Value as Json};

use crate::extract::answer::fact::{fold_word, unreadable};
use crate::extract::answer::reading::{Step, Wrong};
use crate::extract::answer::{Decoder, as_written};
use crate::fact::{Fact, TypeRef};
use crate::schema::{Schema, SlotSpec, View, ViewSource};
use crate::text::likeness::suggest;
use crate::value::Kind;

/// The name of the only slot of a view.
const VALUE: &str = "value";

/// The fields of a value for a view.
pub(in crate::extract) const VIEW_FIELDS: [&str; 6] =
    ["view", VALUE, "evidence", "quote", "confidence", "remarks"];

/// Returns the kind in which the values of a view are read: the first of several.
#[must_use]
pub fn view_kind(view: &View) -> Kind {
    match &view.source {
        ViewSource::Kinds(kinds) => kinds.first().copied().unwrap_or(Kind::Text),
        ViewSource::Entities(_) | ViewSource::SaidBy => Kind::Entity,
    }
}

/// Returns the only slot of a view, a key; its words are those of every enum in the schema.
#[must_use]
pub fn view_slot(schema: &Schema, view: &View) -> SlotSpec {
    let kind = view_kind(view);
    let mut words: Vec<Arc<str>> = Vec::new();
    let enums = schema.types.iter().flat_map(|fact_type| &fact_type.slots);
    for word in
        enums.filter(|slot| kind == Kind::Enum && slot.kind == Kind::Enum).flat_map(|slot| &slot.words)
    {
        if !words.contains(word) {
            words.push(Arc::clone(word));
        }
    }
    SlotSpec { words, is_key: true, ..SlotSpec::new(VALUE, kind) }
}

impl Decoder<'_> {
    /// Decodes `{"view":…,"value":…,"evidence":…}`; a view that the schema does not have is an unreadable fact.
    pub(super) fn view_value(&mut self, node: &Json, fields: &Map<String, Json>) -> Fact {
        let name = fields.get("view").unwrap_or(node);
        let Some(view_index) = self.known_view(name) else { return unreadable(&as_written(node)) };
        let is_unknown = |name: &String| !VIEW_FIELDS.contains(&name.as_str());
        for (name, field) in fields.iter().filter(|(name, field)| is_unknown(name) && !field.is_null()) {
            self.unknown_field(name, field);
        }
        let schema = self.request.schema;
        let view = &schema.views[view_index];
        let mut fact = Fact { fact_type: TypeRef::View(view_index), ..Fact::empty(0, 1) };
        match fields.get(VALUE) {
            Some(value) => {
                let spec = view_slot(schema, view);
                fact.slots = vec![self.inside(Step::Field(VALUE), |decoder| decoder.slot(&spec, value))];
            }
            None => self.was_wrong(node, "the field \"value\" is missing".into()),
        }
        self.evidence_fields(fields, &mut fact.evidence);
        fact
    }

    /// Finds a view by its name, or by its name in other case or with other hyphens.
    fn known_view(&mut self, node: &Json) -> Option<usize> {
        let views = &self.request.schema.views;
        let written = as_written(node);
        let exact = views.iter().position(|view| *view.name == *written);
        let folded = || views.iter().position(|view| fold_word(&view.name) == fold_word(&written));
        let found = exact.or_else(folded);
        self.inside(Step::Field("view"), |decoder| match found {
            None => {
                let known = suggest(&written, views.iter().map(|view| &*view.name));
                let wrong = Wrong::from(format!("unknown view \"{written}\""));
                let all: Vec<&str> = views.iter().map(|view| &*view.name).collect();
                let help = format!("the schema has: {}", all.join(", "));
                decoder.was_wrong(node, wrong.meant(known).help(help));
            }
            Some(index) if exact.is_none() => {
                decoder.was_forgiven(node, &views[index].name, "the name of a view in another spelling");
            }
            Some(_) => {}
        });
        found
    }
}
