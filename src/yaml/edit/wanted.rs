//! Makes the same change on a tree without places: what the edited file must read as.

use crate::yaml::data::Data;
use crate::yaml::edit::place::path_name;
use crate::yaml::edit::{Edit, Refusal, Step};

/// Changes a tree.
pub(super) fn apply(root: &mut Data, edit: &Edit) -> Result<(), Refusal> {
    match edit {
        Edit::Insert { map, index, key, value } => {
            let entries = entries(made(root, map)?, map)?;
            let index = (*index).min(entries.len());
            entries.insert(index, (key.clone(), value.clone()));
        }
        Edit::Push { list, index, value } => {
            let items = items(made(root, list)?, list)?;
            let index = (*index).min(items.len());
            items.insert(index, value.clone());
        }
        Edit::Set { at, value } => *found(root, at)? = value.clone(),
        Edit::Rename { at, key } => match at.split_last() {
            Some((Step::Key(old), map)) => {
                let entries = entries(found(root, map)?, map)?;
                let entry = entries.iter_mut().find(|(name, _)| name == old).ok_or_else(|| missing(at))?;
                entry.0.clone_from(key);
            }
            Some((Step::Index(_), _)) | None => return Err(missing(at)),
        },
        Edit::Remove { at } => match at.split_last() {
            Some((Step::Key(old), map)) => entries(found(root, map)?, map)?.retain(|(name, _)| name != old),
            Some((Step::Index(index), list)) => {
                let items = items(found(root, list)?, list)?;
                if *index >= items.len() {
                    return Err(missing(at));
                }
                items.remove(*index);
            }
            None => return Err(missing(at)),
        },
    }
    Ok(())
}

/// Returns the refusal of a place that is not there.
pub(super) fn missing(at: &[Step]) -> Refusal {
    Refusal::new(format!("{} does not exist", path_name(at)))
}

fn entries<'d>(data: &'d mut Data, at: &[Step]) -> Result<&'d mut Vec<(String, Data)>, Refusal> {
    if *data == Data::Empty {
        *data = Data::Map(Vec::new());
    }
    match data {
        Data::Map(entries) => Ok(entries),
        Data::Empty | Data::Text(_) | Data::Quoted(_) | Data::List(_) => {
            Err(Refusal::new(format!("{} is no map", path_name(at))))
        }
    }
}

fn items<'d>(data: &'d mut Data, at: &[Step]) -> Result<&'d mut Vec<Data>, Refusal> {
    if *data == Data::Empty {
        *data = Data::List(Vec::new());
    }
    match data {
        Data::List(items) => Ok(items),
        Data::Empty | Data::Text(_) | Data::Quoted(_) | Data::Map(_) => {
            Err(Refusal::new(format!("{} is no list", path_name(at))))
        }
    }
}

fn found<'d>(root: &'d mut Data, at: &[Step]) -> Result<&'d mut Data, Refusal> {
    let mut data = root;
    for step in at {
        let next = match (step, data) {
            (Step::Key(key), Data::Map(entries)) => {
                entries.iter_mut().find(|(name, _)| name == key).map(|(_, value)| value)
            }
            (Step::Index(index), Data::List(items)) => items.get_mut(*index),
            (Step::Key(_) | Step::Index(_), _) => None,
        };
        data = next.ok_or_else(|| missing(at))?;
    }
    Ok(data)
}

/// Returns a place; maps on the way to it that are missing are made.
fn made<'d>(root: &'d mut Data, at: &[Step]) -> Result<&'d mut Data, Refusal> {
    let mut data = root;
    for (n_steps, step) in at.iter().enumerate() {
        data = match step {
            Step::Index(_) => found(data, std::slice::from_ref(step))?,
            Step::Key(key) => {
                let entries = entries(data, at.get(..n_steps).unwrap_or_default())?;
                if !entries.iter().any(|(name, _)| name == key) {
                    entries.push((key.clone(), Data::Empty));
                }
                found(data, std::slice::from_ref(step))?
            }
        };
    }
    Ok(data)
}
