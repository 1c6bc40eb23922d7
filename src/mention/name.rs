//! Finds the names of entities: the longest at each word, in one pass over the folded text.

use std::sync::Arc;

use crate::mention::Mention;
use crate::schema::entities::Entities;
use crate::text::fold::{Strength, fold, fold_name};
use crate::value::Entity;

/// The names of all entities, ready to be looked for.
#[derive(Clone, Debug)]
pub struct NameFinder {
    /// Sorted by the folded name, each once.
    names: Vec<Name>,
    /// Where the names of each first byte begin and end.
    by_first_byte: Vec<(usize, usize)>,
}

#[derive(Clone, Debug)]
struct Name {
    folded: String,
    case: Case,
    entity: Entity,
}

/// How a name must be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Case {
    /// In any way.
    Any,
    /// With a capital somewhere: "la Loire".
    Somewhere,
    /// With a capital at its beginning: "Mars" is no month.
    Initial,
    /// In capitals: "UN" is no article.
    Capitals,
}

/// Finds the names in a text, ascending, without overlaps; linear in the text.
#[must_use]
pub fn names(text: &str, entities: &Entities) -> Vec<Mention<Entity>> {
    NameFinder::new(entities).find(text)
}

impl NameFinder {
    /// Prepares the names of all languages; an entity without names is looked for by its id.
    #[must_use]
    pub fn new(entities: &Entities) -> Self {
        let mut names = Vec::new();
        for (index, entry) in entities.list.iter().enumerate() {
            let entity = Entity::Known { id: Arc::clone(&entry.id), index };
            let id = entry.names.is_empty().then_some(&*entry.id);
            for written in entry.names.iter().map(|(_, name)| name.as_str()).chain(id) {
                let folded = fold_name(written);
                // A name of two entities means the first; the reader of entities reported it.
                if entities.by_folded_name.get(&folded) == Some(&index) {
                    names.push(Name { folded, case: Case::of(written), entity: entity.clone() });
                }
            }
        }
        names.sort_by(|a, b| (&a.folded, a.case).cmp(&(&b.folded, b.case)));
        names.dedup_by(|later, earlier| later.folded == earlier.folded);
        let start = |first: usize| {
            names.partition_point(|name: &Name| {
                name.folded.bytes().next().is_some_and(|byte| usize::from(byte) < first)
            })
        };
        let by_first_byte = (0..256).map(|first| (start(first), start(first + 1))).collect();
        Self { names, by_first_byte }
    }

    /// Finds the names in a text, ascending, without overlaps; of several at one place the longest.
    #[must_use]
    pub fn find(&self, text: &str) -> Vec<Mention<Entity>> {
        let folded = fold(text, Strength::Names);
        let (haystack, mut mentions, mut free) = (folded.text(), Vec::new(), 0);
        let mut is_inside_word = false;
        for (start, character) in haystack.char_indices() {
            let is_start = character.is_alphanumeric() && !is_inside_word;
            is_inside_word = character.is_alphanumeric();
            if !is_start || start < free {
                continue;
            }
            let Some(candidates) = self.longest_first(haystack, start) else { continue };
            let written = |name: &&Name| {
                let span = folded.source_range(start..start + name.folded.len());
                text.get(span).is_some_and(|written| name.case.allows(written))
            };
            if let Some(name) = candidates.into_iter().rev().find(written) {
                free = start + name.folded.len();
                mentions.push(Mention { span: folded.source_range(start..free), value: name.entity.clone() });
            }
        }
        mentions
    }

    /// Returns the names that stand whole at a place, the longest last; `None` where none does.
    fn longest_first(&self, haystack: &str, start: usize) -> Option<Vec<&Name>> {
        let bytes = haystack.as_bytes().get(start..)?;
        let (mut low, mut high) = *self.by_first_byte.get(usize::from(*bytes.first()?))?;
        let mut found = None;
        for depth in 1.. {
            let names = self.names.get(low..high).filter(|names| !names.is_empty())?;
            if let Some(name) = names.first().filter(|name| name.folded.len() == depth)
                && !haystack.get(start + depth..)?.starts_with(char::is_alphanumeric)
            {
                found.get_or_insert_with(Vec::new).push(name);
            }
            let Some(next) = bytes.get(depth) else { break };
            let is_below = |name: &Name| name.folded.as_bytes().get(depth).is_none_or(|byte| byte < next);
            let is_at_most = |name: &Name| name.folded.as_bytes().get(depth).is_none_or(|byte| byte <= next);
            let (from, to) = (names.partition_point(is_below), names.partition_point(is_at_most));
            (low, high) = (low + from, low + to);
            if from == to {
                break;
            }
        }
        found
    }
}

impl Case {
    fn of(written: &str) -> Self {
        let mut letters = written.chars().filter(|c| c.is_alphabetic());
        let n_letters = letters.clone().count();
        if (2..=6).contains(&n_letters) && letters.clone().all(char::is_uppercase) {
            Self::Capitals
        } else if letters.next().is_some_and(char::is_uppercase) {
            Self::Initial
        } else if letters.any(char::is_uppercase) {
            Self::Somewhere
        } else {
            Self::Any
        }
    }

    fn allows(self, written: &str) -> bool {
        let mut letters = written.chars().filter(|c| c.is_alphabetic());
        match self {
            Self::Any => true,
            Self::Somewhere => letters.any(char::is_uppercase),
            Self::Initial => letters.next().is_some_and(char::is_uppercase),
            Self::Capitals => letters.all(char::is_uppercase),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mention::show;

    const ENTITIES: &str = "\
karat_entities: 1
entities:
  loire: {names: {fr: [Loire, la Loire]}}
  prefecture: {names: {fr: [préfecture, préfecture de la Loire]}, part_of: loire}
  united-nations: {names: {fr: [ONU], en: [UN]}}
  orleans: {names: {fr: [Orléans, Saint-Jean-de-la-Ruelle]}}
  tours-fc: {}
";

    fn check(text: &str, expected: &[&str]) {
        let (entities, problems) = Entities::decode("entities.yaml", ENTITIES);
        assert!(problems.is_empty());
        let found = names(text, &entities.unwrap());
        assert_eq!(show(text, &found, |entity| entity.name().to_owned()), expected, "{text}");
    }

    #[test]
    fn the_longest_name_at_a_word_is_found() {
        check(
            "la préfecture de la Loire, la Loire et Loire-sur",
            &["[préfecture de la Loire] prefecture", "[la Loire] loire", "[Loire] loire"],
        );
    }

    #[test]
    fn names_are_whole_words_in_any_accents_and_hyphens() {
        check(
            "L’ORLEANS, Orléanais, Saint\u{2011}Jean de la ruelle",
            &["[ORLEANS] orleans", "[Saint\u{2011}Jean de la ruelle] orleans"],
        );
    }

    #[test]
    fn capitals_of_a_name_must_be_written() {
        check("un match, l’onu, la loire", &[]);
        check("l’ONU à Tours FC", &["[ONU] united-nations", "[Tours FC] tours-fc"]);
    }

    #[test]
    fn no_names_find_nothing() {
        assert!(names("Loire", &Entities::default()).is_empty());
        check("", &[]);
    }
}
