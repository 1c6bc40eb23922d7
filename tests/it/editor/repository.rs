//! The gold of the repository survives every change, and what is taken out and put back is as it was.

use std::path::PathBuf;

use karat::fact::Fact;
use karat::gold::edit::{EntityEdit, GoldEdit, NewLabel, Position, edit_entities, edit_gold};
use karat::gold::{Gold, print};
use karat::schema::Schema;
use karat::schema::entities::Entities;
use karat::store::{Bounds, Depth, list_files, read_file};
use karat::yaml::data::Data;

use crate::command;
use crate::editor::{data, facts, is_one_insertion, lines};

fn read(name: &str) -> String {
    let path = command::repository().join("gold").join(name);
    String::from_utf8(read_file(&path, Bounds { root: None, n_bytes_max: 1 << 20 }).unwrap()).unwrap()
}

/// Returns the gold files: (name, text).
fn gold_files() -> Vec<(String, String)> {
    let entries = list_files(&command::repository().join("gold"), "yaml", Depth::Here).unwrap();
    let names = entries.iter().map(|entry| PathBuf::from(&entry.path));
    let names = names.map(|path| path.file_name().unwrap().to_string_lossy().into_owned());
    let files: Vec<_> = names.filter(|name| name.starts_with('0')).map(|name| (read(&name), name)).collect();
    assert!(files.len() >= 5, "the repository has five articles");
    files.into_iter().map(|(text, name)| (name, text)).collect()
}

fn decoded(name: &str, text: &str) -> (Schema, Gold) {
    let (schema, _) = Schema::decode("schema.yaml", &read("schema.yaml"));
    let (entities, _) = Entities::decode("entities.yaml", &read("entities.yaml"));
    let schema = schema.unwrap();
    let (gold, _) = Gold::decode(name, text, &schema, &entities.unwrap());
    (schema, gold.unwrap())
}

#[test]
fn each_fact_that_is_inserted_and_removed_again_leaves_every_byte() {
    for (name, text) in gold_files() {
        let all = facts(&mut data(&text)).clone();
        for (id, fields) in &all {
            let Data::Map(fields) = fields else { panic!("{id} is a map") };
            let new = NewLabel { id: "copy".to_owned(), fields: fields.clone() };
            let after = edit_gold(&text, &[GoldEdit::InsertFact(new, Position::Before(id.clone()))]).unwrap();
            assert!(is_one_insertion(&text, &after), "{name}: {id}");
            let back = edit_gold(&after, &[GoldEdit::Remove { label: "copy".to_owned() }]).unwrap();
            assert!(back == text, "{name}: {id}");
        }
    }
}

#[test]
fn each_fact_that_is_removed_takes_only_its_lines() {
    for (name, text) in gold_files() {
        for (id, _) in facts(&mut data(&text)).clone() {
            let Ok(after) = edit_gold(&text, &[GoldEdit::Remove { label: id.clone() }]) else {
                assert!(text.contains(&format!("same_as: {id}\n")), "{name}: {id}");
                continue;
            };
            assert!(is_one_insertion(&after, &text), "{name}: {id}");
            assert_eq!(
                text.len() - after.len(),
                lines(&text).iter().map(|line| line.len()).sum::<usize>() - after.len()
            );
            assert!(!after.contains(&format!("\n  {id}:\n")), "{name}: {id}");
        }
    }
}

#[test]
fn a_field_that_is_set_to_what_it_is_changes_nothing() {
    for (name, text) in gold_files() {
        let mut edits = Vec::new();
        for (id, fields) in facts(&mut data(&text)).clone() {
            let Data::Map(fields) = fields else { panic!("{id} is a map") };
            for (field, value) in fields {
                let label = id.clone();
                match value {
                    Data::Map(slots) if field != "said_by" => {
                        edits.extend(slots.into_iter().map(|(slot, value)| GoldEdit::SetSlot {
                            label: label.clone(),
                            slot,
                            value: Some(value),
                        }))
                    }
                    value
                    @ (Data::Empty | Data::Text(_) | Data::Quoted(_) | Data::List(_) | Data::Map(_)) => {
                        edits.push(GoldEdit::SetField { label, field, value: Some(value) })
                    }
                }
            }
        }
        assert!(edit_gold(&text, &edits).unwrap() == text, "{name}");
    }
}

#[test]
fn each_fact_prints_what_its_file_says() {
    for (name, text) in gold_files() {
        let (schema, gold) = decoded(&name, &text);
        for label in &gold.facts {
            let fact: &Fact = &label.fact;
            let fact_type = &schema.types[fact.fact_type.index().unwrap()];
            let new = NewLabel { id: "copy".to_owned(), fields: print::fact(fact, fact_type) };
            let after = edit_gold(&text, &[GoldEdit::InsertFact(new, Position::Last)]).unwrap();
            let (_, again) = decoded(&name, &after);
            assert_eq!(&again.facts.last().unwrap().fact, fact, "{name}: {}", label.id);
        }
    }
}

#[test]
fn a_new_entity_takes_one_line_and_an_alias_changes_one() {
    let text = read("entities.yaml");
    let names = Data::map([("fr", Data::List(vec![Data::text("Nulle Part")]))]);
    let add = EntityEdit::Add { id: "nowhere".to_owned(), fields: vec![("names".to_owned(), names)] };
    let after = edit_entities(&text, &[add]).unwrap();
    assert_eq!(after.strip_prefix(text.as_str()), Some("  nowhere: {names: {fr: [Nulle Part]}}\n"));
    let alias = EntityEdit::Alias {
        id: "putin".to_owned(),
        language: "fr".to_owned(),
        name: "V. Poutine".to_owned(),
    };
    let after = edit_entities(&text, &[alias]).unwrap();
    assert_eq!(after, text.replace("[Vladimir Poutine, Poutine]", "[Vladimir Poutine, Poutine, V. Poutine]"));
}
