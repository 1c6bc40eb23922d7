//! Rule F3 about bait: a distractor whose values look like nothing in the article catches nobody.

use std::cell::OnceCell;
use std::ops::Range;

use crate::lint::cues::Reading;
use crate::lint::days::touches_month;
use crate::lint::names::{has_stem, named};
use crate::lint::scene::UNWRITTEN_MAX;
use crate::lint::show::narrowed;
use crate::lint::{Bench, Findings, Label};
use crate::value::count::{Count, CountForm};
use crate::value::date::{Date, Unit};
use crate::value::numeral::Amount;
use crate::value::{Entity, Slot, Value};

/// How far from the year of publication a year may lie without being written.
const YEARS_NEAR: i32 = 1;
/// What stands between groups of three digits.
const GROUP_MARKS: [&str; 6] = ["", " ", "\u{a0}", "\u{202f}", ",", "."];

/// Applies the rule to counts, dates and entities of every distractor.
pub(super) fn check(bench: &Bench<'_>, findings: &mut Findings<'_>) {
    if bench.is_other_edition {
        return;
    }
    let search = Search { bench, reading: OnceCell::new() };
    for label in &bench.distractors {
        for (slot, place) in label.fact.slots.iter().zip(&label.places.slots) {
            let (Some(Slot::Stated(choice)), Some(place)) = (slot, place) else { continue };
            let Some(value) = choice.best() else { continue };
            if !search.looks_like(value) {
                report(&value.to_string(), place, findings);
            }
        }
        search.entities(label, findings);
    }
}

fn report(value: &str, place: &Range<usize>, findings: &mut Findings<'_>) {
    findings.warn("F3", place, format!("nothing in the article looks like {value}"));
    findings.help("nobody falls for that: check the value, or remove the distractor");
}

/// Looks for values in one article; its words are read only if the digits alone are not found.
struct Search<'b, 'a> {
    bench: &'b Bench<'a>,
    reading: OnceCell<Reading<'b>>,
}

impl<'b> Search<'b, '_> {
    fn reading(&self) -> &Reading<'b> {
        self.reading.get_or_init(|| Reading::of_article(self.bench))
    }

    fn looks_like(&self, value: &Value) -> bool {
        match value {
            Value::Count(count) => self.has_count(count),
            Value::Date(date) => self.has_date(date),
            // Entities are looked at one by one; words, lengths and texts have too many spellings.
            Value::Entity(_) | Value::Set(_) | Value::Duration(_) | Value::Enum(_) | Value::Text(_) => true,
        }
    }

    fn has_count(&self, count: &Count) -> bool {
        match count.form() {
            CountForm::Point(_, amount) => self.has_amount(amount),
            CountForm::Range(low, high) => self.has_amount(low) || self.has_amount(high),
            CountForm::Estimate { best, low, high } => {
                [best, low, high].into_iter().any(|one| self.has_amount(one))
            }
            CountForm::Class(_) => true,
        }
    }

    fn has_amount(&self, amount: Amount) -> bool {
        let Some(whole) = amount.as_whole() else { return true };
        whole <= UNWRITTEN_MAX
            || GROUP_MARKS.iter().any(|mark| has_figure(self.bench.text(), &grouped(whole, mark)))
            || self.reading().has_number(whole)
    }

    /// Says whether a year, month or day of the date is written, or its year is about that of publication.
    fn has_date(&self, date: &Date) -> bool {
        let Some(year) = date.first_year().filter(|_| date.precision() > Unit::Century) else { return true };
        let published = self.bench.entry.gold.article.published.as_ref().and_then(Date::first_year);
        let is_near = published.is_none_or(|published| (year - published).abs() <= YEARS_NEAR);
        if is_near || has_figure(self.bench.text(), &year.to_string()) {
            return true;
        }
        let reading = self.reading();
        let in_century = u64::try_from(year % 100).unwrap_or_default();
        let is_month_named =
            (1..=12).any(|month| touches_month(date, month) && reading.month(month, &[]).is_some());
        reading.has_number(in_century) || is_month_named || reading.language_is_unknown()
    }

    /// Says of every entity whether it, what it is part of, or what is part of it stands in the article.
    fn entities(&self, label: &Label<'_>, findings: &mut Findings<'_>) {
        for (entity, place) in named(label) {
            let Entity::Known { id, index } = entity else { continue };
            // A source that another article names is bait: an extractor with a memory falls for it.
            let is_source = label.places.said_by.as_ref() == Some(place);
            if !is_source && !self.has_entity(*index) {
                report(id, &narrowed(self.bench.source, place, id), findings);
            }
        }
    }

    fn has_entity(&self, index: usize) -> bool {
        let entities = self.bench.basis.entities;
        if self.bench.mentions(index) || has_stem(self.bench, index) {
            return true;
        }
        let is_kin = |other: usize| {
            entities.is_part_of_any_depth(index, other) || entities.is_part_of_any_depth(other, index)
        };
        (0..entities.list.len()).any(|other| is_kin(other) && self.bench.mentions(other))
    }
}

/// Says whether digits stand in a text, and no digit beside them.
fn has_figure(text: &str, figure: &str) -> bool {
    text.match_indices(figure).any(|(start, _)| {
        let before = text.get(..start).and_then(|before| before.chars().next_back());
        let behind = text.get(start + figure.len()..).and_then(|behind| behind.chars().next());
        ![before, behind].into_iter().flatten().any(|beside| beside.is_ascii_digit())
    })
}

fn grouped(number: u64, mark: &str) -> String {
    let digits = number.to_string();
    let n_digits = digits.len();
    let mut written = String::with_capacity(n_digits * 2);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (n_digits - index).is_multiple_of(3) {
            written.push_str(mark);
        }
        written.push(digit);
    }
    written
}
