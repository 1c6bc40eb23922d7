//! Finds which part of a label each column fills.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::label::draft::{Draft, Field, LabelKind, Part, Typed};
use crate::label::slot::slot_index;
use crate::label::table::Row;
use crate::label::value::fold_word;
use crate::problem::Problem;
use crate::schema::Schema;
use crate::text::likeness::suggest;

/// What a user says of the columns of a table.
#[derive(Clone, Debug, Default)]
pub struct Columns {
    /// What columns are called in karat: (name in the table, name in karat).
    pub map: Vec<(String, String)>,
    /// What every row says that does not say it itself: (name in karat, text).
    pub constants: Vec<(String, String)>,
    /// Columns that mean nothing are left out.
    pub ignores_unknown: bool,
}

/// What a column means.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Meaning {
    Article,
    Distractor,
    Ignored,
    Part(Field),
}

/// A row as a draft, and the article that it names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Planned {
    /// The article; an empty text where none is named.
    pub article: Typed,
    /// The label.
    pub draft: Draft,
}

/// Makes drafts of rows; `line` is what the command line says of every row that does not say it itself.
///
/// Returns also what is wrong with single rows, which are left out.
///
/// # Errors
/// Every column that means nothing, once, and every name that the mapping takes for a column and is none.
pub fn plan(
    source: &str,
    rows: &[Row],
    columns: &Columns,
    schema: &Schema,
    line: &Draft,
) -> Result<(Vec<Planned>, Vec<Problem>), Vec<Problem>> {
    let meanings = meanings(source, rows, columns, schema)?;
    let mut reading = Reading { source, columns, schema, meanings, problems: Vec::new() };
    let planned = rows.iter().filter_map(|row| reading.planned(row, line)).collect();
    Ok((planned, reading.problems))
}

struct Reading<'a> {
    source: &'a str,
    columns: &'a Columns,
    schema: &'a Schema,
    /// What each column means, by its name.
    meanings: BTreeMap<String, Meaning>,
    problems: Vec<Problem>,
}

impl Reading<'_> {
    fn planned(&mut self, row: &Row, line: &Draft) -> Option<Planned> {
        let n_problems = self.problems.len();
        let mut planned = Planned {
            article: Typed::new("", row.place.clone()),
            draft: Draft {
                source: self.source.to_owned(),
                place: row.place.clone(),
                kind: line.kind,
                parts: Vec::new(),
            },
        };
        for (name, value) in &row.cells {
            let Some(meaning) = self.meanings.get(&name.text).cloned() else { continue };
            self.fill(&mut planned, &meaning, name, value);
        }
        let here = row.place.start..row.place.start;
        for (name, text) in &self.columns.constants {
            let Some(meaning) = meaning(name, self.schema) else { continue };
            if !is_filled(&planned, &meaning) {
                let name = Typed::new(name.as_str(), here.clone());
                self.fill(&mut planned, &meaning, &name, &Typed::new(text.as_str(), here.clone()));
            }
        }
        for part in &line.parts {
            if !is_filled(&planned, &Meaning::Part(part.field.clone())) {
                let value = Typed::new(part.value.text.as_str(), here.clone());
                planned.draft.parts.push(Part { field: part.field.clone(), value });
            }
        }
        (self.problems.len() == n_problems).then_some(planned)
    }

    fn fill(&mut self, planned: &mut Planned, meaning: &Meaning, name: &Typed, value: &Typed) {
        match meaning {
            Meaning::Article => planned.article = value.clone(),
            Meaning::Distractor if self.truth(value) => planned.draft.kind = LabelKind::Distractor,
            Meaning::Ignored if self.truth(value) => planned.draft.kind = LabelKind::Ignored,
            Meaning::Distractor | Meaning::Ignored => {}
            Meaning::Part(Field::Slot(slot)) => {
                let field = Field::Slot(Typed::new(slot.text.as_str(), name.place.clone()));
                planned.draft.parts.push(Part { field, value: value.clone() });
            }
            Meaning::Part(field) => {
                planned.draft.parts.push(Part { field: field.clone(), value: value.clone() });
            }
        }
    }

    fn truth(&mut self, value: &Typed) -> bool {
        match value.text.trim().to_lowercase().as_str() {
            "true" | "yes" | "1" | "x" | "oui" | "vrai" => true,
            "false" | "no" | "0" | "non" | "faux" => false,
            other => {
                let message = format!("\"{other}\" is neither true nor false");
                let problem = Problem::error("Y2", self.source, Some(value.place.clone()), message);
                self.problems.push(problem.with_help("write true or false"));
                false
            }
        }
    }
}

/// Says whether a row says something itself.
fn is_filled(planned: &Planned, meaning: &Meaning) -> bool {
    match meaning {
        Meaning::Article => !planned.article.text.is_empty(),
        Meaning::Distractor | Meaning::Ignored => planned.draft.kind != LabelKind::Fact,
        Meaning::Part(Field::Slot(slot)) => planned
            .draft
            .parts
            .iter()
            .filter_map(|part| part.field.slot_name())
            .any(|name| fold_word(&name.text) == fold_word(&slot.text)),
        Meaning::Part(field) => planned.draft.all(field).next().is_some(),
    }
}

/// Returns what the columns mean, each by its name in the table.
fn meanings(
    source: &str,
    rows: &[Row],
    columns: &Columns,
    schema: &Schema,
) -> Result<BTreeMap<String, Meaning>, Vec<Problem>> {
    let names = names(rows);
    let mut problems = Vec::new();
    let mut found = BTreeMap::new();
    for name in &names {
        let text = &name.text;
        let mapped = columns.map.iter().find(|(from, _)| fold_word(from) == fold_word(text));
        let target = mapped.map_or(text.as_str(), |(_, to)| to.as_str());
        match meaning(target, schema) {
            Some(meaning) => {
                found.insert(text.clone(), meaning);
            }
            None if columns.ignores_unknown && mapped.is_none() => {}
            None => problems.push(unknown(source, target, &name.place, (schema, is_wordy(rows, text)))),
        }
    }
    for (from, _) in &columns.map {
        if !names.is_empty() && names.iter().all(|name| fold_word(&name.text) != fold_word(from)) {
            let message = format!("--map names the column \"{from}\", which no row fills");
            problems.push(Problem::error("Y2", source, None, message));
        }
    }
    for (name, _) in &columns.constants {
        if meaning(name, schema).is_none() {
            let problem = unknown(source, name, &(0..0), (schema, false));
            problems.push(Problem { span: None, ..problem });
        }
    }
    if problems.is_empty() { Ok(found) } else { Err(problems) }
}

/// Returns the columns, in the order of the file.
fn names(rows: &[Row]) -> Vec<&Typed> {
    let mut known: BTreeSet<&str> = BTreeSet::new();
    let cells = rows.iter().flat_map(|row| &row.cells);
    let mut names: Vec<&Typed> =
        cells.map(|(name, _)| name).filter(|name| known.insert(name.text.as_str())).collect();
    names.sort_by_key(|name| name.place.start);
    names
}

/// How many words one cell of a column of quotations has at least.
const QUOTE_WORDS_MIN: usize = 4;

/// Says whether a column holds passages rather than values.
fn is_wordy(rows: &[Row], column: &str) -> bool {
    let mut cells = rows.iter().flat_map(|row| &row.cells).filter(|(name, _)| name.text == column);
    cells.any(|(_, cell)| cell.text.split_whitespace().count() >= QUOTE_WORDS_MIN)
}

fn unknown(source: &str, name: &str, place: &Range<usize>, (schema, is_wordy): (&Schema, bool)) -> Problem {
    let problem = Problem::error(
        "Y2",
        source,
        Some(place.clone()),
        format!("column \"{name}\" means nothing to karat"),
    );
    let fields = Field::ALL.map(|field| field.word().to_owned());
    let slots =
        schema.types.iter().flat_map(|fact_type| fact_type.slots.iter().map(|slot| slot.name.to_string()));
    let known: Vec<String> = ["article".to_owned()].into_iter().chain(fields).chain(slots).collect();
    let mut listed: Vec<&str> = known.iter().map(String::as_str).collect();
    let mut seen = BTreeSet::new();
    listed.retain(|name| seen.insert(*name));
    problem.with_help(match suggest(name, known.iter().map(String::as_str)) {
        Some(similar) => format!("did you mean \"{similar}\"? then add --map '{name}={similar}'"),
        None if is_wordy => format!(
            "if it holds the words of the article, add --map '{name}=quote'; --ignore-unknown leaves such columns out"
        ),
        None => format!(
            "say what it is with --map '{name}=NAME', a name of: {}; --ignore-unknown leaves such columns out",
            listed.join(", ")
        ),
    })
}

/// Returns what a name means: a part of a label, or a slot of any type by name or label.
fn meaning(name: &str, schema: &Schema) -> Option<Meaning> {
    if let Some(slot) = name.strip_prefix("slots.") {
        return Some(Meaning::Part(Field::Slot(Typed::new(slot, 0..0))));
    }
    let folded = fold_word(name);
    let field = Field::ALL.into_iter().find(|field| fold_word(field.word()) == folded);
    if let Some(field) = field {
        return Some(Meaning::Part(field));
    }
    match folded.as_str() {
        "article" => return Some(Meaning::Article),
        "distractor" => return Some(Meaning::Distractor),
        "ignore" => return Some(Meaning::Ignored),
        "tag" => return Some(Meaning::Part(Field::Tags)),
        "evidence" => return Some(Meaning::Part(Field::Quote)),
        _ => {}
    }
    let mut types = schema.types.iter();
    let is_slot = types.any(|fact_type| slot_index(fact_type, name).is_some());
    is_slot.then(|| Meaning::Part(Field::Slot(Typed::new(name, 0..0))))
}
