//! Reads the marks of a fact: needs, tags, note, who suggested it, weight, draft, optional, day of saying.

use crate::label::draft::{Field, Typed};
use crate::label::read::field;
use crate::label::reader::Reader;
use crate::yaml::data::Data;

/// The gravest fact.
const WEIGHT_MAX: u32 = 1000;

impl Reader<'_> {
    /// Reads all marks, as fields of the label.
    pub(super) fn marks(&mut self) -> Vec<(String, Data)> {
        let mut fields = Vec::new();
        if let Some(typed) = self.only(&Field::SaidOn)
            && let Some(date) = self.date(&typed)
        {
            fields.push(field("said_on", Data::text(date.to_string())));
        }
        for marks in [Field::Needs, Field::Tags] {
            let words = self.words(&marks);
            if !words.is_empty() {
                let words = words.into_iter().map(|word| Data::text(word.text)).collect();
                fields.push(field(marks.word(), Data::List(words)));
            }
        }
        for text in [Field::Note, Field::By] {
            fields.extend(self.only(&text).map(|typed| field(text.word(), Data::text(typed.text))));
        }
        for flag in [Field::Draft, Field::Optional] {
            if self.is_set(&flag) {
                fields.push(field(flag.word(), Data::text("true")));
            }
        }
        fields.extend(self.weight().map(|weight| field("weight", Data::text(weight.to_string()))));
        fields
    }

    /// Says whether the fact is marked as a draft; what is wrong with the mark is told by [`Self::marks`].
    pub(super) fn is_marked_draft(&self) -> bool {
        self.draft.all(&Field::Draft).any(|typed| typed.text.trim() == "true")
    }

    fn only(&mut self, field: &Field) -> Option<Typed> {
        let texts: Vec<_> = self.draft.all(field).collect();
        if texts.is_empty() { None } else { self.single(field.word(), &texts) }
    }

    fn words(&mut self, field: &Field) -> Vec<Typed> {
        let texts = self.draft.all(field);
        let mut words: Vec<Typed> = Vec::new();
        for word in texts.flat_map(|typed| typed.split(',')).collect::<Vec<_>>() {
            let is_new = words.iter().all(|known| known.text != word.text);
            if word.text.is_empty() {
                self.error("Y2", &word.place, format!("a word of {} is empty", field.word()));
                self.help("remove the comma");
            } else if is_new {
                words.push(word);
            }
        }
        words
    }

    fn is_set(&mut self, field: &Field) -> bool {
        let Some(typed) = self.only(field) else { return false };
        match typed.text.as_str() {
            "true" => true,
            "false" => false,
            other => {
                let message = format!("{} is \"{other}\", neither true nor false", field.word());
                self.error("Y2", &typed.place, message);
                self.help("write true, or leave it out");
                false
            }
        }
    }

    fn weight(&mut self) -> Option<u32> {
        let typed = self.only(&Field::Weight)?;
        let weight = typed.text.parse().ok().filter(|weight| (1..=WEIGHT_MAX).contains(weight));
        if weight.is_none() {
            let message = format!("\"{}\" is not a whole number from 1 to {WEIGHT_MAX}", typed.text);
            self.error("Y2", &typed.place, message);
        }
        weight
    }
}
