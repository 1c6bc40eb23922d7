//! Entities: their ids, their names in any language, and what they are part of.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use crate::problem::{Problem, sort_problems};
use crate::text::fold::fold_name;
use crate::value::Entity;
use crate::yaml::Node;
use crate::yaml::decode::{Decoder, FORMAT, Fields};
use crate::yaml::shape::{Field, Shape};

/// The fields of entities.yaml.
pub static FIELDS: [Field; 2] = [
    Field::required("karat_entities", Shape::Version, "the version of the format"),
    Field::required(
        "entities",
        Shape::Either(&[Shape::Nothing, Shape::Named(&Shape::Record(&ENTITY))]),
        "actors and places, by ids of your own",
    ),
];

static ENTITY: [Field; 3] = [
    Field::optional(
        "names",
        Shape::Map(&Shape::OneOrMore(&Shape::Text)),
        "what articles call it, by language",
    ),
    Field::optional(
        "part_of",
        Shape::Defined("entity"),
        "the id of what it is part of: town to country, person to country",
    ),
    Field::optional("kind", Shape::Text, "country, place, organisation, person, …"),
];

/// The rule of names.
const NAMES: &str = "V9";

/// Articles that a name may carry, folded: "la police" is police.
const ARTICLES: [&str; 6] = ["le ", "la ", "les ", "l'", "l’", "the "];

/// Everything entities.yaml says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entities {
    /// The entities, in the order of the file.
    pub list: Vec<EntityEntry>,
    /// Folded id or name → position in `list`.
    pub by_folded_name: BTreeMap<String, usize>,
}

/// One entity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntityEntry {
    /// The id.
    pub id: Arc<str>,
    /// Names by language, in the order of the file: (language, name).
    pub names: Vec<(String, String)>,
    /// The position of what it is part of; following it never runs in a circle.
    pub part_of: Option<usize>,
    /// `country`, `place`, `organisation`, …
    pub kind: Option<String>,
}

impl Entities {
    /// Decodes entities, with all problems in the order of the file; `None` if the file as a whole is none.
    #[must_use]
    pub fn decode(file: &str, text: &str) -> (Option<Self>, Vec<Problem>) {
        let (mut decoder, tree) = Decoder::read(file, text);
        let entities = tree.and_then(|tree| entities(&mut decoder, &tree));
        let mut problems = decoder.into_problems();
        sort_problems(&mut problems);
        (entities, problems)
    }

    /// Returns the position of an entity by its id or any of its names, folded.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<usize> {
        self.by_folded_name.get(&fold_name(name)).copied()
    }

    /// Returns the entity that a name means: a declared one, with or without an article before it, or the name itself.
    #[must_use]
    pub fn resolve(&self, name: &str) -> Entity {
        let folded = fold_name(name);
        let bare = ARTICLES.iter().find_map(|article| folded.strip_prefix(article));
        let key = bare.filter(|_| !self.by_folded_name.contains_key(&folded)).unwrap_or(&folded);
        match self.by_folded_name.get(key).and_then(|index| Some((*index, self.list.get(*index)?))) {
            Some((index, entry)) => Entity::Known { id: Arc::clone(&entry.id), index },
            None => Entity::Named { folded: Arc::from(folded), written: Arc::from(name) },
        }
    }

    /// Says whether the first entity is part of the second, in any number of steps from one up.
    #[must_use]
    pub fn is_part_of_any_depth(&self, child: usize, parent: usize) -> bool {
        let step = |index: &usize| self.list.get(*index).and_then(|entry| entry.part_of);
        std::iter::successors(step(&child), step).any(|whole| whole == parent)
    }
}

/// An entity with the places of what must be compared with others.
struct Draft {
    entry: EntityEntry,
    id: Range<usize>,
    /// One for each name.
    names: Vec<Range<usize>>,
    part_of: Option<(String, Range<usize>)>,
}

fn entities(decoder: &mut Decoder<'_>, tree: &Node) -> Option<Entities> {
    let fields = decoder.record(tree, &FIELDS)?;
    if !decoder.version(&fields, "karat_entities") {
        return None;
    }
    let Some((_, node)) = fields.entry("entities") else {
        decoder.error(FORMAT, &fields.start(), "the field \"entities\" is missing");
        decoder.help("list the entities under entities:, or write entities: {}");
        return Some(Entities::default());
    };
    let entries = fields.get("entities").and_then(|_| decoder.map(node));
    let entries = entries.iter().flat_map(Fields::distinct);
    let mut drafts: Vec<Draft> = entries.filter_map(|(key, node)| entity(decoder, key, node)).collect();
    let by_folded_name = index_names(decoder, &drafts);
    link(decoder, &mut drafts);
    cut_circles(decoder, &mut drafts);
    Some(Entities { list: drafts.into_iter().map(|draft| draft.entry).collect(), by_folded_name })
}

fn entity(decoder: &mut Decoder<'_>, key: &Node, node: &Node) -> Option<Draft> {
    let id = decoder.name(key)?;
    let entry = EntityEntry { id: Arc::from(id), names: Vec::new(), part_of: None, kind: None };
    let mut draft = Draft { entry, id: key.span.clone(), names: Vec::new(), part_of: None };
    let Some(fields) = decoder.record(node, &ENTITY) else { return Some(draft) };
    if let Some(languages) = fields.get("names").and_then(|node| decoder.map(node)) {
        for (language, names) in languages.distinct() {
            let items = match names.as_text() {
                Some(_) => std::slice::from_ref(names),
                None => decoder.list(names).unwrap_or_default(),
            };
            for item in items {
                let Some(name) = decoder.words(item) else { continue };
                let language = language.as_text().unwrap_or_default().to_owned();
                draft.entry.names.push((language, name.to_owned()));
                draft.names.push(item.span.clone());
            }
        }
    }
    draft.entry.kind = fields.get("kind").and_then(|node| decoder.words(node)).map(str::to_owned);
    let part_of = fields.get("part_of");
    draft.part_of = part_of.and_then(|node| decoder.words(node).map(|id| (id.to_owned(), node.span.clone())));
    Some(draft)
}

/// Returns the positions by folded id and name; ids win over names, earlier ones over later ones.
fn index_names(decoder: &mut Decoder<'_>, drafts: &[Draft]) -> BTreeMap<String, usize> {
    let mut by_folded_name = BTreeMap::new();
    let ids = drafts.iter().enumerate().map(|(index, draft)| (index, &*draft.entry.id, &draft.id, "id"));
    let names = drafts.iter().enumerate().flat_map(|(index, draft)| {
        let names = draft.entry.names.iter().zip(&draft.names);
        names.map(move |((_, name), span)| (index, name.as_str(), span, "alias"))
    });
    for (index, name, span, noun) in ids.chain(names) {
        let folded = fold_name(name);
        if folded.is_empty() {
            decoder.error(NAMES, span, format!("{noun} \"{name}\" holds no letter or digit"));
            continue;
        }
        let first = *by_folded_name.entry(folded).or_insert(index);
        if let Some(first) = drafts.get(first).filter(|_| first != index) {
            decoder.error(NAMES, span, format!("{noun} \"{name}\" belongs to two entities"));
            decoder.help(format!("it means {} already: remove it from one", first.entry.id));
        }
    }
    by_folded_name
}

/// Finds what each entity is part of.
fn link(decoder: &mut Decoder<'_>, drafts: &mut [Draft]) {
    let ids: BTreeMap<Arc<str>, usize> =
        drafts.iter().enumerate().map(|(index, draft)| (Arc::clone(&draft.entry.id), index)).collect();
    for draft in drafts {
        let Some((id, span)) = &draft.part_of else { continue };
        draft.entry.part_of = ids.get(id.as_str()).copied();
        if draft.entry.part_of.is_none() {
            decoder.error(NAMES, span, format!("part_of names \"{id}\", which is not an entity"));
            decoder.did_you_mean(id, ids.keys().map(|id| &**id));
        }
    }
}

/// Reports each circle of `part_of` once and cuts it, so that following it ends. Linear in the entities.
fn cut_circles(decoder: &mut Decoder<'_>, drafts: &mut [Draft]) {
    let mut walks: Vec<Option<usize>> = vec![None; drafts.len()];
    for start in 0..drafts.len() {
        let mut at = Some(start);
        while let Some(index) = at {
            if walks[index] == Some(start) {
                report_circle(decoder, drafts, index);
                drafts[index].entry.part_of = None;
            }
            if walks[index].is_some() {
                break;
            }
            walks[index] = Some(start);
            at = drafts[index].entry.part_of;
        }
    }
}

fn report_circle(decoder: &mut Decoder<'_>, drafts: &[Draft], start: usize) {
    let mut ids = vec![&*drafts[start].entry.id];
    let mut at = drafts[start].entry.part_of;
    while let Some(index) = at.filter(|index| *index != start) {
        ids.push(&drafts[index].entry.id);
        at = drafts[index].entry.part_of;
    }
    ids.push(&drafts[start].entry.id);
    let span = drafts[start].part_of.as_ref().map_or(&drafts[start].id, |(_, span)| span);
    decoder.error(NAMES, span, format!("part_of runs in a circle: {}", ids.join(" → ")));
    decoder.help("remove one of these part_of");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::yaml::decode::show;

    const HEAD: &str = "karat_entities: 1\nentities:\n";

    fn check(body: &str, expected: &[&str]) -> Entities {
        let source = format!("{HEAD}{body}");
        let (entities, problems) = Entities::decode("entities.yaml", &source);
        assert_eq!(show(&source, &problems), expected);
        entities.unwrap()
    }

    #[test]
    fn an_entity_is_found_by_id_and_by_name_in_any_language() {
        let entities = check(
            "  russia: {names: {fr: [Russie], en: Russia}, kind: country}\n  mfa: {part_of: russia}\n",
            &[],
        );
        assert_eq!(entities.find("RUSSIE"), Some(0));
        assert_eq!(entities.find("mfa"), Some(1));
        assert_eq!(entities.find("Chine"), None);
        assert!(matches!(entities.resolve("Russia"), Entity::Known { index: 0, .. }));
        assert!(matches!(entities.resolve("Chine"), Entity::Named { .. }));
    }

    #[test]
    fn part_of_holds_over_any_number_of_steps_and_only_upward() {
        let entities = check("  a: {part_of: b}\n  b: {part_of: c}\n  c: {}\n", &[]);
        assert!(entities.is_part_of_any_depth(0, 2));
        assert!(!entities.is_part_of_any_depth(2, 0));
        assert!(!entities.is_part_of_any_depth(0, 0));
    }

    #[test]
    fn an_alias_of_two_entities_is_an_error() {
        let problem = "4:20 V9 alias \"bakou\" belongs to two entities [bakou] -> it means baku already: remove it from one";
        check("  baku: {names: {fr: [Bakou, bakou]}}\n  b: {names: {fr: [bakou]}}\n", &[problem]);
    }

    #[test]
    fn part_of_an_unknown_entity_is_an_error() {
        let problem =
            "4:18 V9 part_of names \"russi\", which is not an entity [russi] -> did you mean \"russia\"?";
        check("  russia: {}\n  mfa: {part_of: russi}\n", &[problem]);
    }

    #[test]
    fn a_circle_of_part_of_is_reported_once_and_cut() {
        let problem = "3:16 V9 part_of runs in a circle: a → b → a [b] -> remove one of these part_of";
        let entities = check("  a: {part_of: b}\n  b: {part_of: a}\n  c: {part_of: b}\n", &[problem]);
        assert!(entities.is_part_of_any_depth(2, 0));
        assert!(!entities.is_part_of_any_depth(0, 1));
    }

    #[test]
    fn the_head_is_required() {
        let source = "entities: {}\n";
        let (entities, problems) = Entities::decode("entities.yaml", source);
        assert_eq!(entities, None);
        let expected =
            "1:1 Y2 the field \"karat_entities\" is missing [] -> start the file with karat_entities: 1";
        assert_eq!(show(source, &problems), [expected]);
    }
}
