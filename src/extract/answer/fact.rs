//! Decodes one fact of an answer.

use std::sync::Arc;

use serde_json::{Map, Value as Json};

use crate::extract::answer::{Decoder, as_written};
use crate::fact::{Fact, Polarity, Prediction, TypeRef};
use crate::schema::FactType;
use crate::text::fold::fold_name;
use crate::text::likeness::suggest;

/// The fields of a fact.
const FIELDS: [&str; 8] =
    ["type", "slots", "said_by", "polarity", "evidence", "quote", "confidence", "remarks"];

impl<'a> Decoder<'a> {
    /// Decodes one fact; what is no fact becomes an unreadable one.
    pub(super) fn prediction(&mut self, node: &Json) -> Prediction {
        self.remarks = Vec::new();
        let (fact, confidence) = match node {
            Json::Object(fields) => match (fields.get("unreadable"), fields.get("type")) {
                (Some(Json::String(written)), None) => {
                    self.keep_remarks(fields);
                    (unreadable(written), None)
                }
                (_, Some(Json::String(name))) => {
                    self.keep_remarks(fields);
                    (self.fact(name, fields), self.confidence(fields))
                }
                (_, Some(_)) => (self.no_fact(node, "the field \"type\" is not a text"), None),
                (_, None) => (self.no_fact(node, "the field \"type\" is missing"), None),
            },
            Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) | Json::Array(_) => {
                (self.no_fact(node, "not an object"), None)
            }
        };
        Prediction { fact, confidence, remarks: std::mem::take(&mut self.remarks) }
    }

    fn no_fact(&mut self, node: &Json, reason: &str) -> Fact {
        self.remark(format!("no fact: {reason}"));
        unreadable(&as_written(node))
    }

    /// Takes over the remarks of an answer that was decoded before.
    fn keep_remarks(&mut self, fields: &Map<String, Json>) {
        let remarks = fields.get("remarks").and_then(Json::as_array);
        for remark in remarks.into_iter().flatten().filter_map(Json::as_str) {
            self.remark(remark);
        }
    }

    fn fact(&mut self, type_name: &str, fields: &Map<String, Json>) -> Fact {
        for name in fields.keys().filter(|name| !FIELDS.contains(&name.as_str())) {
            self.remark(format!("unknown field \"{name}\""));
        }
        let slots = fields.get("slots").filter(|slots| !slots.is_null());
        let mut fact = match self.known_type(type_name) {
            Some((index, fact_type)) => self.slots((index, fact_type), slots),
            None => self.unknown_type(type_name, slots),
        };
        fact.said_by = fields.get("said_by").and_then(|node| self.said_by(node));
        fact.polarity = fields.get("polarity").map_or(Polarity::Asserted, |node| self.polarity(node));
        for name in ["evidence", "quote"] {
            if let Some(node) = fields.get(name) {
                self.evidence(node, &mut fact.evidence);
            }
        }
        fact
    }

    /// Finds a type by its name, or by its name in other case or with other hyphens.
    fn known_type(&self, name: &str) -> Option<(usize, &'a FactType)> {
        let schema = self.request.schema;
        let index = schema.type_index(name).or_else(|| {
            let folded = fold_word(name);
            schema.types.iter().position(|fact_type| fold_word(&fact_type.name) == folded)
        })?;
        Some((index, schema.types.get(index)?))
    }

    fn slots(&mut self, (index, fact_type): (usize, &FactType), slots: Option<&Json>) -> Fact {
        let mut fact = Fact::empty(index, fact_type.slots.len());
        let Some(slots) = self.entries(slots) else { return fact };
        for (name, node) in slots.iter().filter(|(_, node)| !node.is_null()) {
            let Some(slot_index) = fact_type.slot_index(name) else {
                let known = fact_type.slots.iter().map(|slot| &*slot.name);
                let remark = match suggest(name, known) {
                    Some(known) => {
                        format!("{} has no slot \"{name}\": did you mean \"{known}\"?", fact_type.name)
                    }
                    None => format!("{} has no slot \"{name}\"", fact_type.name),
                };
                self.remark(remark);
                fact.unknown_slots.push((name.clone(), as_written(node)));
                continue;
            };
            let slot = fact_type.slots.get(slot_index).and_then(|spec| self.slot(spec, node));
            if let Some(place) = fact.slots.get_mut(slot_index) {
                *place = slot;
            }
        }
        fact
    }

    fn unknown_type(&mut self, name: &str, slots: Option<&Json>) -> Fact {
        let known = self.request.schema.types.iter().map(|fact_type| &*fact_type.name);
        let remark = match suggest(name, known) {
            Some(known) => format!("unknown type \"{name}\": did you mean \"{known}\"?"),
            None => format!("unknown type \"{name}\""),
        };
        self.remark(remark);
        let mut fact = Fact { fact_type: TypeRef::Unknown(Arc::from(name)), ..Fact::empty(0, 0) };
        for (name, node) in self.entries(slots).into_iter().flatten().filter(|(_, node)| !node.is_null()) {
            fact.unknown_slots.push((name.clone(), as_written(node)));
        }
        fact
    }

    fn entries<'n>(&mut self, slots: Option<&'n Json>) -> Option<&'n Map<String, Json>> {
        let slots = slots?;
        if !slots.is_object() {
            self.remark("slots is not an object");
        }
        slots.as_object()
    }

    fn polarity(&mut self, node: &Json) -> Polarity {
        if node.is_null() {
            return Polarity::Asserted;
        }
        let written = as_written(node);
        let folded = fold_word(&written);
        let found = Polarity::ALL.into_iter().find(|polarity| polarity.word() == folded);
        if found.is_none() {
            self.remark(format!("polarity {written:?} is not asserted, conditional or denied"));
        }
        found.unwrap_or_default()
    }

    /// Takes how sure the extractor is, as thousandths.
    fn confidence(&mut self, fields: &Map<String, Json>) -> Option<u16> {
        let node = fields.get("confidence").filter(|node| !node.is_null())?;
        let number = node.as_str().map_or_else(|| node.as_f64(), |text| text.trim().parse().ok());
        let number = number.filter(|number| (0.0..=1.0).contains(number));
        if number.is_none() {
            self.remark(format!("confidence {node} is not a number from 0 to 1"));
        }
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "in [0, 1000]")]
        number.map(|number: f64| (number * 1000.0).round() as u16)
    }
}

fn unreadable(written: &str) -> Fact {
    Fact { fact_type: TypeRef::Unreadable(Arc::from(written)), ..Fact::empty(0, 0) }
}

/// Makes equal what differs in case, accents, hyphens and underscores.
pub(super) fn fold_word(word: &str) -> String {
    fold_name(&word.replace('_', " "))
}
