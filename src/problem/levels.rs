//! Levels of rules as karat.yaml sets them.

use std::collections::{BTreeMap, BTreeSet};

use crate::problem::{Level, Problem};

/// What karat.yaml makes of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Setting {
    /// It is not shown.
    Off,
    /// It is shown at this level.
    At(Level),
}

/// The levels that differ from those of the catalogue.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Levels {
    settings: BTreeMap<&'static str, Setting>,
    /// Remarks are not shown.
    is_without_remarks: bool,
}

impl Levels {
    /// Sets a rule.
    pub fn set(&mut self, rule: &'static str, setting: Setting) {
        self.settings.insert(rule, setting);
    }

    /// Takes out remarks, whatever their rule; what a rule is set to is none.
    pub fn silence_remarks(&mut self) {
        self.is_without_remarks = true;
    }

    /// Says whether nothing is set.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.settings.is_empty() && !self.is_without_remarks
    }

    /// Takes out findings of rules that are off, and gives the others their level.
    ///
    /// Errors that are also among those of `reading` stay: what cannot be read cannot be scored, whatever its rule is
    /// set to.
    pub fn apply(&self, problems: &mut Vec<Problem>, reading: &[Problem]) {
        if self.is_empty() {
            return;
        }
        let errors = reading.iter().filter(|problem| problem.level == Level::Error);
        let stays: BTreeSet<_> = errors.map(identity).collect();
        problems.retain_mut(|problem| {
            let Some(setting) = self.settings.get(problem.rule) else {
                return !(self.is_without_remarks && problem.level == Level::Info);
            };
            if problem.level == Level::Error && stays.contains(&identity(problem)) {
                return true;
            }
            match setting {
                Setting::Off => false,
                Setting::At(level) => {
                    problem.level = *level;
                    true
                }
            }
        });
    }
}

/// Returns what tells a finding from others, but for its level.
fn identity(problem: &Problem) -> (&'static str, &str, Option<(usize, usize)>, &str) {
    let span = problem.span.as_ref().map(|span| (span.start, span.end));
    (problem.rule, &problem.file, span, &problem.message)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Applies `V9: …` to an error of reading, an error of lint and a remark, and to one of another rule.
    fn check(setting: Setting, expected: &[&str]) {
        let reading = [Problem::error("V9", "entities.yaml", None, "circle")];
        let mut problems = vec![
            reading[0].clone(),
            Problem::error("V9", "a.yaml", Some(1..2), "unknown"),
            Problem::info("V9", "a.yaml", Some(3..4), "undeclared"),
            Problem::warning("E7", "a.yaml", None, "count"),
        ];
        let mut levels = Levels::default();
        levels.set("V9", setting);
        levels.apply(&mut problems, &reading);
        let shown: Vec<String> =
            problems.iter().map(|problem| format!("{} {}", problem.level.word(), problem.message)).collect();
        assert_eq!(shown, expected);
    }

    #[test]
    fn a_rule_that_is_off_says_nothing_but_what_stops_scoring() {
        check(Setting::Off, &["error circle", "warning count"]);
    }

    #[test]
    fn a_rule_takes_the_level_it_is_set_to() {
        check(
            Setting::At(Level::Warning),
            &["error circle", "warning unknown", "warning undeclared", "warning count"],
        );
        check(
            Setting::At(Level::Error),
            &["error circle", "error unknown", "error undeclared", "warning count"],
        );
    }
}
