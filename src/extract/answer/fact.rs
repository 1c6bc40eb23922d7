//! Decodes one fact of an answer.

use std::sync::Arc;

use serde_json::{Map, Value as Json};

use crate::extract::answer::reading::{Level, Step, Wrong};
use crate::extract::answer::{Decoder, as_written};
use crate::fact::{Evidence, Fact, Polarity, Prediction, TypeRef};
use crate::schema::FactType;
use crate::text::fold::fold_name;
use crate::text::likeness::suggest;

/// The fields of a fact.
pub(in crate::extract) const FIELDS: [&str; 8] =
    ["type", "slots", "said_by", "polarity", "evidence", "quote", "confidence", "remarks"];

/// What stands where a record keeps something that could not be read.
const UNREADABLE_BEFORE: &str = "it could not be read when it was recorded";

impl<'a> Decoder<'a> {
    /// Decodes one fact, or one value for a view; what is neither becomes an unreadable fact.
    pub(super) fn prediction(&mut self, node: &Json) -> Prediction {
        self.remarks = Vec::new();
        let (fact, confidence) = match node {
            Json::Object(fields) => {
                match (fields.get("unreadable"), fields.get("type"), fields.get("view")) {
                    (Some(Json::String(written)), None, None) => {
                        self.keep_remarks(fields);
                        self.was_unreadable_before(node);
                        (unreadable(written), None)
                    }
                    (_, Some(Json::String(name)), _) => {
                        self.keep_remarks(fields);
                        (self.fact(node, name, fields), self.confidence(fields))
                    }
                    (_, None | Some(Json::Null), Some(_)) => {
                        self.keep_remarks(fields);
                        (self.view_value(node, fields), self.view_confidence(fields))
                    }
                    (_, Some(_), _) => (self.no_fact(node, "the field \"type\" is not a text"), None),
                    (_, None, None) => (self.no_fact(node, "the field \"type\" is missing"), None),
                }
            }
            Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) | Json::Array(_) => {
                (self.no_fact(node, "not an object"), None)
            }
        };
        self.judge_quotes(node, &fact);
        Prediction { fact, confidence, remarks: std::mem::take(&mut self.remarks) }
    }

    fn no_fact(&mut self, node: &Json, reason: &str) -> Fact {
        let help = "write {\"type\": …, \"slots\": {…}, \"evidence\": […]}".to_owned();
        self.was_wrong(node, Wrong::from(format!("no fact: {reason}")).help(help));
        unreadable(&as_written(node))
    }

    /// Notes what a record keeps of something unreadable; the record holds the remark as well.
    pub(super) fn was_unreadable_before(&mut self, node: &Json) {
        self.note(node, Level::Wrong, || (None, UNREADABLE_BEFORE.to_owned(), None));
    }

    /// Takes over the remarks of an answer that was decoded before.
    fn keep_remarks(&mut self, fields: &Map<String, Json>) {
        let remarks = fields.get("remarks").and_then(Json::as_array);
        for remark in remarks.into_iter().flatten().filter_map(Json::as_str) {
            self.remark(remark);
        }
    }

    fn fact(&mut self, node: &Json, type_name: &str, fields: &Map<String, Json>) -> Fact {
        let known = self.known_type(type_name);
        let is_unknown = |name: &String| !FIELDS.contains(&name.as_str());
        for (name, field) in fields.iter().filter(|(name, field)| is_unknown(name) && !field.is_null()) {
            match known.filter(|(_, fact_type)| fact_type.slot_index(name).is_some()) {
                Some(_) => self.misplaced_slot(name, field),
                None => self.unknown_field(name, field),
            }
        }
        let slots = fields.get("slots").filter(|slots| !slots.is_null());
        let mut fact = match known {
            Some((index, fact_type)) => {
                if &*fact_type.name != type_name {
                    let written = fields.get("type").unwrap_or(node);
                    self.inside(Step::Field("type"), |decoder| {
                        decoder.was_forgiven(
                            written,
                            &fact_type.name,
                            "the name of a type in another spelling",
                        );
                    });
                }
                self.inside(Step::Field("slots"), |decoder| decoder.slots((index, fact_type), slots))
            }
            None => self.unknown_type(node, type_name, slots),
        };
        if let Some(node) = fields.get("said_by") {
            fact.said_by = self.inside(Step::Field("said_by"), |decoder| decoder.said_by(node));
        }
        if let Some(node) = fields.get("polarity") {
            fact.polarity = self.inside(Step::Field("polarity"), |decoder| decoder.polarity(node));
        }
        self.evidence_fields(fields, &mut fact.evidence);
        fact
    }

    /// Decodes what stands under `evidence` and `quote`.
    pub(super) fn evidence_fields(&mut self, fields: &Map<String, Json>, passages: &mut Vec<Evidence>) {
        for name in ["evidence", "quote"] {
            if let Some(node) = fields.get(name) {
                self.inside(Step::Field(name), |decoder| decoder.evidence(node, passages));
            }
        }
    }

    pub(super) fn unknown_field(&mut self, name: &str, node: &Json) {
        self.inside(Step::Field(name), |decoder| {
            decoder.was_left_out(
                node,
                format!("unknown field \"{name}\""),
                "leave it out: nobody looks at it",
            );
        });
    }

    /// Tells of a slot that stands beside the slots; it is lost.
    fn misplaced_slot(&mut self, name: &str, node: &Json) {
        self.inside(Step::Field(name), |decoder| {
            let wrong = Wrong::from(format!("unknown field \"{name}\""));
            decoder.was_wrong(node, wrong.help("it is a slot: move it into \"slots\"".to_owned()));
        });
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
                self.inside(Step::Field(name), |decoder| decoder.unknown_slot(fact_type, name, node));
                fact.unknown_slots.push((name.clone(), as_written(node)));
                continue;
            };
            let slot = fact_type
                .slots
                .get(slot_index)
                .and_then(|spec| self.inside(Step::Field(name), |decoder| decoder.slot(spec, node)));
            if let Some(place) = fact.slots.get_mut(slot_index) {
                *place = slot;
            }
        }
        fact
    }

    fn unknown_slot(&mut self, fact_type: &FactType, name: &str, node: &Json) {
        let all: Vec<&str> = fact_type.slots.iter().map(|slot| &*slot.name).collect();
        let wrong = Wrong::from(format!("{} has no slot \"{name}\"", fact_type.name));
        let help = format!("{} has: {}", fact_type.name, all.join(", "));
        self.was_wrong(node, wrong.meant(suggest(name, all)).help(help));
    }

    fn unknown_type(&mut self, node: &Json, name: &str, slots: Option<&Json>) -> Fact {
        let all: Vec<&str> = self.request.schema.types.iter().map(|fact_type| &*fact_type.name).collect();
        let help = format!("the schema has: {}", all.join(", "));
        let wrong = Wrong::from(format!("unknown type \"{name}\"")).meant(suggest(name, all)).help(help);
        let written = node.get("type").unwrap_or(node);
        self.inside(Step::Field("type"), |decoder| decoder.was_wrong(written, wrong));
        let mut fact = Fact { fact_type: TypeRef::Unknown(Arc::from(name)), ..Fact::empty(0, 0) };
        let entries = self.inside(Step::Field("slots"), |decoder| decoder.entries(slots));
        for (name, node) in entries.into_iter().flatten().filter(|(_, node)| !node.is_null()) {
            fact.unknown_slots.push((name.clone(), as_written(node)));
        }
        fact
    }

    fn entries<'n>(&mut self, slots: Option<&'n Json>) -> Option<&'n Map<String, Json>> {
        let slots = slots?;
        if !slots.is_object() {
            self.was_wrong(slots, "slots is not an object".into());
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
        match found {
            None => {
                let message = format!("polarity {written:?} is not asserted, conditional or denied");
                self.was_wrong(node, message.into());
            }
            Some(polarity) if polarity.word() == written => self.was_read(node, &polarity.word()),
            Some(polarity) => self.was_forgiven(node, &polarity.word(), "a word in another spelling"),
        }
        found.unwrap_or_default()
    }

    /// Takes how sure the extractor is of a value for a view; no confidence where the view is unknown.
    fn view_confidence(&mut self, fields: &Map<String, Json>) -> Option<u16> {
        let is_known = fields.get("view").is_some_and(|name| {
            let folded = fold_word(&as_written(name));
            self.request.schema.views.iter().any(|view| fold_word(&view.name) == folded)
        });
        if is_known { self.confidence(fields) } else { None }
    }

    /// Takes how sure the extractor is, as thousandths.
    fn confidence(&mut self, fields: &Map<String, Json>) -> Option<u16> {
        let node = fields.get("confidence").filter(|node| !node.is_null())?;
        let number = node.as_str().map_or_else(|| node.as_f64(), |text| text.trim().parse().ok());
        let number = number.filter(|number| (0.0..=1.0).contains(number));
        self.inside(Step::Field("confidence"), |decoder| match number {
            None => {
                let remark = format!("confidence {node} is not a number from 0 to 1");
                decoder.was_left_out(node, remark, "write a number from 0 to 1, or leave it out");
            }
            Some(number) if node.is_string() => decoder.was_forgiven(node, &number, "a number in quotes"),
            Some(number) => decoder.was_read(node, &number),
        });
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "in [0, 1000]")]
        number.map(|number: f64| (number * 1000.0).round() as u16)
    }
}

/// Returns the fact that stands for an answer which is none.
pub(super) fn unreadable(written: &str) -> Fact {
    Fact { fact_type: TypeRef::Unreadable(Arc::from(written)), ..Fact::empty(0, 0) }
}

/// Makes equal what differs in case, accents, hyphens and underscores.
pub(super) fn fold_word(word: &str) -> String {
    fold_name(&word.replace('_', " "))
}
