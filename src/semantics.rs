//! The table of the semantics page as data, and the runner that fills it in from the running code.

use std::sync::Arc;

use crate::compare::Comparison;
use crate::compare::attribution::compare_attributions;
use crate::compare::date::{DateContext, IntervalMode};
use crate::compare::plain::{PlainReason, compare_polarities};
use crate::compare::slot::{Context, compare_slots};
use crate::credit::{Credit, Share};
use crate::fact::{Attribution, Polarity, Voice};
use crate::schema::entities::Entities;
use crate::schema::{SlotSpec, TextComparison};
use crate::value::count::Count;
use crate::value::date::{Date, Zone};
use crate::value::duration::Duration;
use crate::value::{Alternative, Choice, Kind, Slot, Value, ValueError};

/// The one source of the table.
const TABLE: &str = include_str!("../tests/references/semantics.csv");

/// The entities that the table names.
pub const ENTITIES: &str = "\
karat_entities: 1
entities:
  armenia: {names: {fr: [Arménie]}}
  azerbaijan: {names: {fr: [Azerbaïdjan]}}
  azerbaijan-mod: {names: {fr: [ministère azerbaïdjanais de la Défense]}, part_of: azerbaijan}
  russia: {names: {fr: [Russie]}}
  russia-mfa: {names: {fr: [ministère russe des Affaires étrangères]}, part_of: russia}
  russia-mfa-spokesperson: {part_of: russia-mfa}
  russia-mod: {part_of: russia}
  interfax: {}
  reuters: {}
";

/// A row of the table: two values, and what comparing them comes to.
///
/// Spelling: values as in gold; alternatives `a | b(0.8)`; sets `[a, b(optional)]`; speakers `origin > relay` and
/// `a + b`; an empty cell is absent. The context is empty or one of `timezone=ZONE`, `of=KIND` (of the elements of a
/// set, else entity), `text=folded|exact|token_f1|edit`, `partial=GOLD/PREDICTED:SCORE`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// A kind of value, `set`, `attribution` or `polarity`.
    pub kind: String,
    /// What gold says.
    pub gold: String,
    /// What the prediction says.
    pub predicted: String,
    /// What the comparison needs to know beside the two values.
    pub context: String,
    /// What the prediction is worth.
    pub score: Credit,
    /// What it is worth where intervals compare by overlap, in hundredths; where the table says.
    pub overlap: Option<u16>,
    /// Why.
    pub reason: String,
}

/// Returns the rows of the table, in its order.
///
/// # Panics
/// If the table inside the program is no table, which its test excludes.
#[must_use]
pub fn rows() -> Vec<Row> {
    let mut reader = csv::Reader::from_reader(TABLE.as_bytes());
    let row = |record: &csv::StringRecord| {
        let cell = |index: usize| record.get(index).unwrap_or_default().to_owned();
        let score = Credit::from_decimal(&cell(4)).expect("the score is a decimal in [0, 1]");
        let overlap = Some(cell(5)).filter(|text| !text.is_empty());
        let overlap = overlap.map(|text| Credit::from_decimal(&text).expect("the overlap is a decimal"));
        Row {
            kind: cell(0),
            gold: cell(1),
            predicted: cell(2),
            context: cell(3),
            score,
            overlap: overlap.map(hundredths),
            reason: cell(6),
        }
    };
    reader.records().map(|record| row(&record.expect("the table is well-formed"))).collect()
}

/// Compares the two values of a row again and returns the row with what that came to.
///
/// # Errors
/// If a cell cannot be read as a value of the kind; the message says which.
pub fn run_row(row: &Row) -> Result<Row, String> {
    let (entities, _) = Entities::decode("entities.yaml", ENTITIES);
    let entities = entities.unwrap_or_default();
    let ladder = run(row, &entities, IntervalMode::Ladder)?;
    let overlap = match row.overlap {
        Some(_) => Some(hundredths(run(row, &entities, IntervalMode::Overlap)?.score)),
        None => None,
    };
    Ok(Row { score: ladder.score, overlap, reason: ladder.reason.to_string(), ..row.clone() })
}

/// Rounds to hundredths, half up.
fn hundredths(score: Credit) -> u16 {
    (score.thousandths() + 5) / 10
}

fn run(row: &Row, entities: &Entities, intervals: IntervalMode) -> Result<Comparison, String> {
    match row.kind.as_str() {
        "polarity" => Ok(compare_polarities(polarity(&row.gold)?, polarity(&row.predicted)?)),
        "attribution" => Ok(attribution(row, entities)),
        _ => {
            let (spec, timezone) = spec_of(row)?;
            let dates = DateContext { timezone, intervals };
            let context = Context { entities, dates: &dates };
            let gold = read_slot(&row.gold, &spec, entities)?;
            let predicted = read_slot(&row.predicted, &spec, entities)?;
            Ok(compare_slots(&gold, &predicted, &spec, context))
        }
    }
}

fn polarity(word: &str) -> Result<Polarity, String> {
    Polarity::ALL
        .into_iter()
        .find(|polarity| polarity.word() == word)
        .ok_or_else(|| format!("\"{word}\" is no polarity"))
}

/// Takes the best of all alternatives, as facts do.
fn attribution(row: &Row, entities: &Entities) -> Comparison {
    let mut best = Comparison::single(Share::ZERO, PlainReason::SpeakerLeftOut);
    for (index, gold) in row.gold.split(" | ").enumerate() {
        let (gold, predicted) = (read_voice(gold, entities), read_voice(&row.predicted, entities));
        let comparison = compare_attributions(&gold, &predicted, entities);
        if index == 0 || comparison.score > best.score {
            best = comparison;
        }
    }
    best
}

/// Reads `unnamed`, `origin`, `a + b`, `origin > relay`.
#[must_use]
pub fn read_voice(text: &str, entities: &Entities) -> Attribution {
    let mut names = text.split(" > ");
    let origin = match names.next() {
        None | Some("unnamed") => Voice::Unnamed,
        Some(speakers) => {
            let mut speakers: Vec<_> = speakers.split(" + ").map(|name| entities.resolve(name)).collect();
            speakers.sort();
            Voice::Named(speakers)
        }
    };
    Attribution { origin, relays: names.map(|name| entities.resolve(name)).collect() }
}

/// Returns how the values of a row are compared, and the zone that its article declares.
fn spec_of(row: &Row) -> Result<(SlotSpec, Option<Zone>), String> {
    let is_set = row.kind == "set";
    let slot_kind = if is_set { Kind::Entity } else { kind(&row.kind)? };
    let mut spec = SlotSpec { is_set, ..SlotSpec::new(row.kind.as_str(), slot_kind) };
    let mut timezone = None;
    let unknown = || format!("\"{}\" is no context", row.context);
    match row.context.split_once('=') {
        None if row.context.is_empty() => {}
        None => return Err(unknown()),
        Some(("timezone", name)) => timezone = Some(Zone::named(name).ok_or_else(unknown)?),
        Some(("of", name)) => spec.kind = kind(name)?,
        Some(("text", word)) => spec.text = text_comparison(word).ok_or_else(unknown)?,
        Some(("partial", entry)) => {
            let (gold, predicted, score) = partial(entry).ok_or_else(unknown)?;
            spec.partial.insert((gold, predicted), score);
        }
        Some(_) => return Err(unknown()),
    }
    Ok((spec, timezone))
}

/// Reads a cell as what stands in a slot; an empty one stays empty.
///
/// # Errors
/// If it is no value of the slot's kind; the message says which.
pub fn read_slot(text: &str, spec: &SlotSpec, entities: &Entities) -> Result<Slot, String> {
    match text {
        "" | "none" => Ok(Slot::Nothing),
        "unspecified" => Ok(Slot::Unspecified),
        _ => match text.strip_prefix('[').and_then(|text| text.strip_suffix(']')) {
            Some(list) if spec.is_set => {
                let elements = list.split(", ").filter(|element| !element.is_empty());
                let elements: Result<Vec<Slot>, String> =
                    elements.map(|element| choice(element, spec, entities)).collect();
                Ok(Slot::plain(Value::Set(elements?)))
            }
            Some(_) | None => choice(text, spec, entities),
        },
    }
}

fn choice(text: &str, spec: &SlotSpec, entities: &Entities) -> Result<Slot, String> {
    let (text, is_optional) = match text.strip_suffix("(optional)") {
        Some(text) => (text, true),
        None => (text, false),
    };
    let alternatives: Result<Vec<_>, String> =
        text.split(" | ").map(|text| alternative(text, spec, entities)).collect();
    Ok(Slot::Stated(Choice { alternatives: alternatives?, is_optional }))
}

fn alternative(text: &str, spec: &SlotSpec, entities: &Entities) -> Result<Alternative<Value>, String> {
    let scored = text.strip_suffix(')').and_then(|text| text.rsplit_once('('));
    let scored = scored.and_then(|(text, score)| Some((text, Credit::from_decimal(score)?)));
    let (text, score) = scored.unwrap_or((text, Credit::ONE));
    Ok(Alternative { value: value(text, spec.kind, entities)?, score })
}

fn value(text: &str, kind: Kind, entities: &Entities) -> Result<Value, String> {
    let explain = |error: ValueError| format!("{text}: {error}");
    Ok(match kind {
        Kind::Date | Kind::Instant => Value::Date(Date::parse(text).map_err(explain)?),
        Kind::Duration => Value::Duration(Duration::parse(text).map_err(explain)?),
        Kind::Count => Value::Count(Count::parse(text).map_err(explain)?),
        Kind::Entity => Value::Entity(entities.resolve(text)),
        Kind::Enum => Value::Enum(Arc::from(text)),
        Kind::Text => Value::Text(Arc::from(text)),
    })
}

fn kind(word: &str) -> Result<Kind, String> {
    Kind::ALL.into_iter().find(|kind| kind.word() == word).ok_or_else(|| format!("\"{word}\" is no kind"))
}

fn text_comparison(word: &str) -> Option<TextComparison> {
    match word {
        "folded" => Some(TextComparison::Folded),
        "exact" => Some(TextComparison::Exact),
        "token_f1" => Some(TextComparison::TokenF1),
        "edit" => Some(TextComparison::Edit),
        _ => None,
    }
}

/// Reads `gold/predicted:score`.
fn partial(entry: &str) -> Option<(Arc<str>, Arc<str>, Credit)> {
    let (words, score) = entry.rsplit_once(':')?;
    let (gold, predicted) = words.split_once('/')?;
    Some((Arc::from(gold), Arc::from(predicted), Credit::from_decimal(score)?))
}
