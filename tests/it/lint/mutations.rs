//! Gold with a random mistake is still valid, or the mistake is reported where it was made; nothing ever panics.

use std::path::PathBuf;
use std::sync::OnceLock;

use karat::gold::Gold;
use karat::problem::Problem;
use karat::schema::Schema;
use karat::schema::entities::Entities;
use proptest::prelude::*;

use crate::command::repository;

/// The files that are spoilt, with what they are read against.
struct Files {
    schema: Schema,
    entities: Entities,
    /// Names from the root of the repository, and texts.
    texts: Vec<(String, String)>,
}

fn files() -> &'static Files {
    static FILES: OnceLock<Files> = OnceLock::new();
    FILES.get_or_init(|| {
        let folder = repository().join("gold");
        let mut paths: Vec<PathBuf> =
            std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        paths.retain(|path| path.extension().is_some_and(|extension| extension == "yaml"));
        paths.sort();
        let texts: Vec<(String, String)> = paths
            .iter()
            .map(|path| {
                let name = path.file_name().unwrap().to_string_lossy();
                (format!("gold/{name}"), std::fs::read_to_string(path).unwrap())
            })
            .collect();
        let text = |name: &str| &texts.iter().find(|(file, _)| file == name).unwrap().1;
        let schema = Schema::decode("gold/schema.yaml", text("gold/schema.yaml")).0.unwrap();
        let entities = Entities::decode("gold/entities.yaml", text("gold/entities.yaml")).0.unwrap();
        Files { schema, entities, texts }
    })
}

/// Reads a text as the file of that name.
fn problems(file: &str, text: &str) -> Vec<Problem> {
    let Files { schema, entities, .. } = files();
    match file {
        "gold/schema.yaml" => Schema::decode(file, text).1,
        "gold/entities.yaml" => Entities::decode(file, text).1,
        _ => Gold::decode(file, text, schema, entities).1,
    }
}

/// What is done to a line.
#[derive(Clone, Copy, Debug)]
enum Mutation {
    DeleteLine,
    DoubleLine,
    SwapWithNext,
    DeleteCharacter,
    DoubleToken,
    Insert(char),
}

fn mutation() -> impl Strategy<Value = Mutation> {
    prop_oneof![
        Just(Mutation::DeleteLine),
        Just(Mutation::DoubleLine),
        Just(Mutation::SwapWithNext),
        Just(Mutation::DeleteCharacter),
        Just(Mutation::DoubleToken),
        prop::sample::select(vec![
            '"', '\'', '[', ']', '{', '}', ':', '-', '#', '&', '*', '\t', ' ', '\u{7}', '\r', '\u{a0}', '%',
            '|', '\n', 'é'
        ])
        .prop_map(Mutation::Insert),
    ]
}

/// Spoils a text at a line and a character of it.
fn spoilt(text: &str, mutation: Mutation, line: usize, character: usize) -> String {
    let mut lines: Vec<String> = text.split('\n').map(str::to_owned).collect();
    let index = line % lines.len();
    let n_characters = lines[index].chars().count();
    let at = lines[index]
        .char_indices()
        .nth(character % (n_characters + 1))
        .map_or(lines[index].len(), |(at, _)| at);
    match mutation {
        Mutation::DeleteLine => drop(lines.remove(index)),
        Mutation::DoubleLine => lines.insert(index, lines[index].clone()),
        Mutation::SwapWithNext if index + 1 < lines.len() => lines.swap(index, index + 1),
        Mutation::SwapWithNext => {}
        Mutation::DeleteCharacter => {
            if at < lines[index].len() {
                lines[index].remove(at);
            }
        }
        Mutation::DoubleToken => {
            let token = lines[index].split_whitespace().next().unwrap_or_default().to_owned();
            lines[index].insert_str(at, &token);
        }
        Mutation::Insert(character) => lines[index].insert(at, character),
    }
    lines.join("\n")
}

/// Returns the line of a place, from 0.
fn line_of(text: &str, at: usize) -> usize {
    text.get(..at).expect("places lie on characters of the file").matches('\n').count()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn spoilt_gold_is_read_and_every_problem_lies_inside(
        file in 0_usize..7,
        changes in prop::collection::vec((mutation(), any::<u16>(), any::<u16>()), 1..4),
    ) {
        let (name, text) = &files().texts[file % files().texts.len()];
        let mut spoiled = text.clone();
        for (mutation, line, character) in changes {
            spoiled = spoilt(&spoiled, mutation, usize::from(line), usize::from(character));
        }
        for problem in problems(name, &spoiled) {
            if let Some(span) = &problem.span {
                prop_assert!(spoiled.get(span.clone()).is_some(), "{problem:?}");
            }
        }
    }

    /// A field, slot, type or id that is misspelt is told at its line; so is whatever conflicts with it, and no more.
    #[test]
    fn a_misspelt_field_is_told_at_its_line(file in 0_usize..7, line in any::<u16>()) {
        let (name, text) = &files().texts[file % files().texts.len()];
        let fields: Vec<usize> = text
            .lines()
            .enumerate()
            .filter(|(_, line)| ["quote:", "evidence:", "said_by:", "polarity:", "needs:"].iter().any(|field| line.trim_start().starts_with(field)))
            .map(|(index, _)| index)
            .collect();
        if let Some(index) = fields.get(usize::from(line) % fields.len().max(1)) {
            let spoiled: Vec<String> = text
                .lines()
                .enumerate()
                .map(|(at, line)| if at == *index { line.replacen(':', "x:", 1) } else { line.to_owned() })
                .collect();
            let spoiled = spoiled.join("\n");
            let lines: Vec<(usize, &str)> = problems(name, &spoiled)
                .iter()
                .filter_map(|problem| Some((line_of(&spoiled, problem.span.as_ref()?.start), problem.rule)))
                .collect();
            prop_assert_eq!(lines, vec![(*index, "Y2")]);
        }
    }

    /// A field that stands twice in one map is told at the second, or is no second field of that map.
    #[test]
    fn a_field_that_stands_twice_is_told_at_the_second(file in 0_usize..7, line in any::<u16>()) {
        let (name, text) = &files().texts[file % files().texts.len()];
        let lines: Vec<&str> = text.lines().collect();
        let fields: Vec<usize> = (0..lines.len()).filter(|index| {
            let line = lines[*index].trim_start();
            ["quote: ", "said_by: ", "polarity: ", "kind: "].iter().any(|field| line.starts_with(field))
        }).collect();
        if let Some(index) = fields.get(usize::from(line) % fields.len().max(1)) {
            let mut doubled = lines.clone();
            doubled.insert(index + 1, lines[*index]);
            let spoiled = doubled.join("\n");
            let found = problems(name, &spoiled);
            let at: Vec<(usize, &str)> = found
                .iter()
                .filter_map(|problem| Some((line_of(&spoiled, problem.span.as_ref()?.start), problem.rule)))
                .collect();
            prop_assert_eq!(at, vec![(*index + 1, "Y1")]);
        }
    }
}
