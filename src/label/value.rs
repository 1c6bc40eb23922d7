//! Reads values as people type them, in the language of the article.

use std::ops::Range;
use std::sync::Arc;

use crate::label::draft::Typed;
use crate::label::reader::Reader;
use crate::mention::Mention;
use crate::mention::duration::durations;
use crate::schema::SlotSpec;
use crate::schema::entities::Entities;
use crate::text::fold::fold_name;
use crate::text::likeness::suggest;
use crate::text::quote::find_name;
use crate::value::count::Count;
use crate::value::duration::Duration;
use crate::value::letters::letter_help;
use crate::value::{Entity, Kind, Value, ValueError};

impl Reader<'_> {
    /// Reads one plain value of a slot.
    pub(super) fn value(&mut self, spec: &SlotSpec, typed: &Typed) -> Option<Value> {
        if typed.text.is_empty() {
            self.error("F1", &typed.place, format!("a value of {} is empty", spec.name));
            self.help("fill it, or remove the separator");
            return None;
        }
        match spec.kind {
            Kind::Date | Kind::Instant => self.date(typed).map(Value::Date),
            Kind::Duration => self.duration(typed).map(Value::Duration),
            Kind::Count => {
                let language = self.language();
                let read = |text: &str| Count::read(text, language);
                let with_help = |error: ValueError| {
                    let letter = letter_help(&typed.text, |text| read(text).is_ok());
                    ValueError { help: letter.or(error.help), ..error }
                };
                let count = read(&typed.text).map_err(with_help);
                count
                    .map(|count| Value::Count(count.value))
                    .map_err(|error| self.value_error(typed, error))
                    .ok()
            }
            Kind::Entity => self.entity(typed).map(Value::Entity),
            Kind::Enum => self.word(spec, typed).map(Value::Enum),
            Kind::Text => Some(Value::Text(Arc::from(typed.text.as_str()))),
        }
    }

    fn duration(&mut self, typed: &Typed) -> Option<Duration> {
        let language = self.language();
        let error = match Duration::read(&typed.text, language) {
            Ok(duration) => return Some(duration.value),
            Err(error) => error,
        };
        let found = whole(&typed.text, durations(&typed.text, language));
        if found.is_none() {
            self.value_error(typed, error);
        }
        found
    }

    pub(super) fn value_error(&mut self, typed: &Typed, error: ValueError) {
        self.error(error.rule, &typed.within(&error.span), error.message);
        if let Some(help) = error.help {
            self.help(help);
        }
    }

    /// Reads an entity by its id or any of its names; one that is not declared must stand in the article.
    pub(super) fn entity(&mut self, typed: &Typed) -> Option<Entity> {
        let entities = self.context.basis.entities;
        let entity = entities.resolve(&typed.text);
        let is_declared = matches!(entity, Entity::Known { .. });
        if is_declared || !find_name(self.context.article.text(), &typed.text).is_empty() {
            return Some(entity);
        }
        self.error(
            "V9",
            &typed.place,
            format!("\"{}\" is neither an entity nor a name in the article", typed.text),
        );
        let id = fold_name(&typed.text).replace(' ', "-");
        let declared = format!("declare it with --new-entity '{id}={}'", typed.text);
        self.help(match near(&typed.text, entities) {
            Some((name, id)) => format!("did you mean {name} ({id})? if not, {declared}"),
            None => format!("{declared}, or write a name as the article has it"),
        });
        None
    }

    /// Reads a word of the schema, also in other case and with other hyphens.
    fn word(&mut self, spec: &SlotSpec, typed: &Typed) -> Option<Arc<str>> {
        let folded = fold_word(&typed.text);
        let exact = spec.words.iter().find(|word| ***word == *typed.text);
        let found = exact.or_else(|| spec.words.iter().find(|word| fold_word(word) == folded));
        if found.is_none() {
            self.error("Y2", &typed.place, format!("unknown value \"{}\" of {}", typed.text, spec.name));
            let words: Vec<&str> = spec.words.iter().map(|word| &**word).collect();
            self.did_you_mean(&typed.text, &words);
        }
        found.cloned()
    }
}

/// Returns the name and id of the entity that was probably meant, by its id, a name, or a word of a name.
fn near<'e>(text: &str, entities: &'e Entities) -> Option<(&'e str, &'e str)> {
    let named = entities.list.iter().flat_map(|entry| {
        let names = entry.names.iter().map(|(_, name)| name.as_str());
        let first = names.clone().next().unwrap_or(&entry.id);
        let words = names.clone().flat_map(|name| {
            name.split(' ').filter(|word| word.len() >= LONG_BYTES).map(move |word| (word, name))
        });
        let ids = std::iter::once((&*entry.id, first));
        ids.chain(names.map(|name| (name, name))).chain(words).map(|(word, name)| (word, (name, &*entry.id)))
    });
    let named: Vec<(&str, (&str, &str))> = named.collect();
    let similar = suggest(text, named.iter().map(|(word, _)| *word))?;
    named.iter().find(|(word, _)| *word == similar).map(|(_, meant)| *meant)
}

/// How long a word of a name is that tells the name alone, in bytes.
const LONG_BYTES: usize = 4;

/// Makes equal what differs in case, accents, hyphens and underscores.
pub(super) fn fold_word(word: &str) -> String {
    fold_name(&word.replace('_', " "))
}

/// Returns what a text says if it says one thing from its first letter to its last.
pub(super) fn whole<T>(text: &str, mentions: Vec<Mention<T>>) -> Option<T> {
    let is_whole = |span: &Range<usize>| {
        let around = [text.get(..span.start), text.get(span.end..)];
        around.into_iter().flatten().all(|rest| rest.trim_matches([' ', ',', '.']).is_empty())
    };
    let mut mentions = mentions.into_iter();
    let only = mentions.next().filter(|mention| is_whole(&mention.span))?;
    mentions.next().is_none().then_some(only.value)
}
