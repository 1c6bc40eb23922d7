//! Changes entities.yaml.

use crate::gold::edit::field::{get, index, keys, rank, text};
use crate::gold::edit::{EntityEdit, path};
use crate::problem::{Level, Problem};
use crate::schema::entities::Entities;
use crate::yaml::data::Data;
use crate::yaml::edit::{Edit, Editor, Refusal, Step};
use crate::yaml::is_key_character;

/// The fields of an entity, in canonical order.
const FIELDS: [&str; 3] = ["names", "part_of", "kind"];

/// Returns entities.yaml with all changes made.
pub(super) fn edit_entities(before: &str, edits: &[EntityEdit]) -> Result<String, Refusal> {
    let mut editor = Editor::new(before)?;
    for edit in edits {
        let edit = match edit {
            EntityEdit::Add { id, fields } => add(editor.data(), id, fields),
            EntityEdit::Alias { id, language, name } => alias(editor.data(), id, (language, name)),
        }?;
        editor.apply(&edit, &[])?;
    }
    let after = editor.into_text();
    refuse_new_errors(before, &after)?;
    Ok(after)
}

/// Refuses what the reader of entities would refuse: a name of two entities, a circle of parts.
fn refuse_new_errors(before: &str, after: &str) -> Result<(), Refusal> {
    let errors = |text| {
        let (_, mut problems) = Entities::decode("", text);
        problems.retain(|problem| problem.level == Level::Error);
        problems
    };
    let found = errors(after);
    if found.is_empty() {
        return Ok(());
    }
    let old: Vec<String> = errors(before).into_iter().map(|problem| problem.message).collect();
    match found.into_iter().find(|problem| !old.contains(&problem.message)) {
        None => Ok(()),
        Some(Problem { message, help: Some(help), .. }) => Err(Refusal::new(format!("{message}: {help}"))),
        Some(Problem { message, .. }) => Err(Refusal::new(message)),
    }
}

fn add(file: &Data, id: &str, fields: &[(String, Data)]) -> Result<Edit, Refusal> {
    if id.is_empty() || !id.chars().all(is_key_character) {
        return Err(Refusal::new(format!("\"{id}\" cannot be an id: use letters, digits, - and _")));
    }
    if let Some((name, _)) = fields.iter().find(|(name, _)| !FIELDS.contains(&name.as_str())) {
        let known = FIELDS.join(", ");
        return Err(Refusal::new(format!("an entity has no field \"{name}\": known are {known}")));
    }
    if get(file, "entities").is_some_and(|entities| get(entities, id).is_some()) {
        return Err(Refusal::new(format!(
            "entities has \"{id}\" already: add an alias, or choose another id"
        )));
    }
    let mut fields = fields.to_vec();
    fields.sort_by_key(|(name, _)| rank(&FIELDS, name));
    let value = Data::Map(fields);
    Ok(Edit::Insert { map: path(&["entities"]), index: usize::MAX, key: id.to_owned(), value })
}

fn alias(file: &Data, id: &str, (language, name): (&str, &str)) -> Result<Edit, Refusal> {
    let entity = get(file, "entities").and_then(|entities| get(entities, id));
    let entity = entity.ok_or_else(|| Refusal::new(format!("there is no entity \"{id}\"")))?;
    if name.trim().is_empty() {
        return Err(Refusal::new(format!("a name of {id} cannot be empty")));
    }
    let at = |keys: &[&str]| [path(&["entities", id]), path(keys)].concat();
    let Some(names) = get(entity, "names") else {
        let value = Data::map([(language, Data::List(vec![Data::words(name)]))]);
        let index = index(keys(entity), |key| rank(&FIELDS, key), "names");
        return Ok(Edit::Insert { map: at(&[]), index, key: "names".to_owned(), value });
    };
    let new = Data::words(name);
    match get(names, language) {
        None => {
            let value = Data::List(vec![new]);
            Ok(Edit::Insert { map: at(&["names"]), index: usize::MAX, key: language.to_owned(), value })
        }
        Some(Data::List(items)) if items.iter().any(|item| text(item) == Some(name)) => known(id, name),
        Some(old @ (Data::Text(_) | Data::Quoted(_))) if text(old) == Some(name) => known(id, name),
        Some(old @ (Data::Text(_) | Data::Quoted(_))) => {
            Ok(Edit::Set { at: at(&["names", language]), value: Data::List(vec![old.clone(), new]) })
        }
        Some(Data::List(_) | Data::Empty) => {
            let list: Vec<Step> = at(&["names", language]);
            Ok(Edit::Push { list, index: usize::MAX, value: new })
        }
        Some(Data::Map(_)) => {
            Err(Refusal::new(format!("the names of {id} in {language} are a map, not a list")))
        }
    }
}

fn known(id: &str, name: &str) -> Result<Edit, Refusal> {
    Err(Refusal::new(format!("{id} is called \"{name}\" already")))
}
