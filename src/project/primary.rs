//! The primary figure: the one number of a report that leaderboards, comparisons and gates look at.

use std::fmt;

use crate::project::units::Misread;
use crate::text::likeness::suggest;

/// A figure by its way through a report, such as `exhaustive.graded.micro.f1`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Primary {
    /// Which facts are looked at.
    pub scope: PrimaryScope,
    /// What a partly right fact counts.
    pub grading: Grading,
    /// What weighs alike.
    pub mean: Mean,
    /// What is measured.
    pub measure: Measure,
}

/// Which facts are looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum PrimaryScope {
    /// All facts.
    Overall,
    /// Facts of types that are labelled completely.
    #[default]
    Exhaustive,
    /// Facts of articles that were answered.
    Answered,
    /// Facts of one type.
    Type(String),
    /// Values of one view.
    View(String),
}

/// What a partly right fact counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Grading {
    /// Nothing.
    Strict,
    /// Its credit.
    #[default]
    Graded,
}

/// What weighs alike.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mean {
    /// Every fact.
    #[default]
    Micro,
    /// Every article or type, however many facts it has.
    Macro,
}

/// What is measured.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Measure {
    /// How much of what was returned is right.
    Precision,
    /// How much of what is right was returned.
    Recall,
    /// The harmonic mean of both.
    #[default]
    F1,
}

const SCOPES: [(&str, PrimaryScope); 3] = [
    ("overall", PrimaryScope::Overall),
    ("exhaustive", PrimaryScope::Exhaustive),
    ("answered", PrimaryScope::Answered),
];
const GRADINGS: [(&str, Grading); 2] = [("strict", Grading::Strict), ("graded", Grading::Graded)];
const MEANS: [(&str, Mean); 2] = [("micro", Mean::Micro), ("macro", Mean::Macro)];
const MEASURES: [(&str, Measure); 3] =
    [("precision", Measure::Precision), ("recall", Measure::Recall), ("f1", Measure::F1)];

/// What a figure looks like, for messages.
const SHAPE: &str = "write SCOPE.strict|graded.micro|macro.precision|recall|f1, such as exhaustive.graded.micro.f1; \
                     SCOPE is overall, exhaustive, answered, type.NAME or view.NAME";

impl Primary {
    /// Reads a figure as [`fmt::Display`] writes it.
    ///
    /// # Errors
    /// If a part is missing or unknown: which, and what was probably meant.
    pub fn parse(text: &str) -> Result<Self, Misread> {
        let mut parts = text.trim().rsplitn(4, '.');
        let mut part =
            || parts.next().ok_or_else(|| Misread::new(format!("\"{text}\" is not a figure"), SHAPE));
        let (measure, mean, grading, scope) = (part()?, part()?, part()?, part()?);
        let named =
            |prefix: &str| scope.strip_prefix(prefix).filter(|name| !name.is_empty()).map(str::to_owned);
        let scope = match (named("type."), named("view.")) {
            (Some(name), _) => PrimaryScope::Type(name),
            (None, Some(name)) => PrimaryScope::View(name),
            (None, None) => word("scope", scope, &SCOPES)?,
        };
        Ok(Self {
            scope,
            grading: word("part", grading, &GRADINGS)?,
            mean: word("part", mean, &MEANS)?,
            measure: word("part", measure, &MEASURES)?,
        })
    }
}

/// Returns what a word means, or what was probably meant.
fn word<T: Clone>(what: &str, word: &str, known: &[(&str, T)]) -> Result<T, Misread> {
    if let Some((_, meaning)) = known.iter().find(|(known, _)| *known == word) {
        return Ok(meaning.clone());
    }
    let words = known.iter().map(|(word, _)| *word);
    let help = match suggest(word, words.clone()) {
        Some(similar) => format!("did you mean \"{similar}\"?"),
        None if what == "scope" => SHAPE.to_owned(),
        None => format!("known here: {}", words.collect::<Vec<_>>().join(", ")),
    };
    Err(Misread::new(format!("unknown {what} \"{word}\" of a figure"), help))
}

/// Returns the word of a meaning.
fn spelt<T: PartialEq>(meaning: &T, known: &[(&'static str, T)]) -> &'static str {
    let found = known.iter().find(|(_, known)| known == meaning);
    found.expect("every meaning stands in its table").0
}

impl fmt::Display for Primary {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.scope {
            PrimaryScope::Type(name) => write!(formatter, "type.{name}")?,
            PrimaryScope::View(name) => write!(formatter, "view.{name}")?,
            PrimaryScope::Overall | PrimaryScope::Exhaustive | PrimaryScope::Answered => {
                formatter.write_str(spelt(&self.scope, &SCOPES))?;
            }
        }
        let (grading, mean) = (spelt(&self.grading, &GRADINGS), spelt(&self.mean, &MEANS));
        write!(formatter, ".{grading}.{mean}.{}", spelt(&self.measure, &MEASURES))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_figure_is_read_as_it_is_written() {
        let mut n_figures = 0;
        for scope in ["overall", "exhaustive", "answered", "type.casualties", "view.dates"] {
            for (grading, _) in GRADINGS {
                for (mean, _) in MEANS {
                    for (measure, _) in MEASURES {
                        let text = format!("{scope}.{grading}.{mean}.{measure}");
                        assert_eq!(Primary::parse(&text).unwrap().to_string(), text);
                        n_figures += 1;
                    }
                }
            }
        }
        assert_eq!(n_figures, 60);
    }

    #[test]
    fn unless_said_it_is_graded_f1_over_what_is_labelled_completely() {
        assert_eq!(Primary::default().to_string(), "exhaustive.graded.micro.f1");
    }

    fn check(text: &str, expected: &str) {
        assert_eq!(Primary::parse(text).unwrap_err().to_string(), expected);
    }

    #[test]
    fn an_unknown_part_is_named_with_what_was_probably_meant() {
        check(
            "exaustive.graded.micro.f1",
            "unknown scope \"exaustive\" of a figure: did you mean \"exhaustive\"?",
        );
        check("overall.gradde.micro.f1", "unknown part \"gradde\" of a figure: did you mean \"graded\"?");
        check("overall.graded.mean.f1", "unknown part \"mean\" of a figure: known here: micro, macro");
        check("overall.graded.micro.recal", "unknown part \"recal\" of a figure: did you mean \"recall\"?");
    }

    #[test]
    fn a_part_too_few_or_too_many_is_no_figure() {
        check("f1", &format!("\"f1\" is not a figure: {SHAPE}"));
        check("", &format!("\"\" is not a figure: {SHAPE}"));
        check("type.graded.micro.f1", &format!("unknown scope \"type\" of a figure: {SHAPE}"));
        check("view..graded.micro.f1", &format!("unknown scope \"view.\" of a figure: {SHAPE}"));
        check("overall.graded.micro.f1.x", &format!("unknown scope \"overall.graded\" of a figure: {SHAPE}"));
    }

    #[test]
    fn the_name_of_a_type_may_hold_dots() {
        let primary = Primary::parse("type.a.b.strict.macro.recall").unwrap();
        assert_eq!(primary.scope, PrimaryScope::Type("a.b".to_owned()));
    }
}
