//! Takes the primary figure, or any other, out of an extractor's sums.

use crate::evaluate::totals::{Scope, Totals};
use crate::project::primary::{Grading, Mean, Measure, Primary, PrimaryScope};
use crate::tally::Figures;

/// Returns the scope that a figure looks at; `None` where nothing was expected and nothing returned in it.
#[must_use]
pub fn scope_of<'t>(totals: &'t Totals, scope: &PrimaryScope) -> Option<&'t Scope> {
    match scope {
        PrimaryScope::Overall => Some(&totals.overall),
        PrimaryScope::Exhaustive => Some(&totals.exhaustive),
        PrimaryScope::Answered => Some(&totals.answered),
        PrimaryScope::Type(name) => totals.types.get(name),
        PrimaryScope::View(name) => totals.views.get(name),
    }
}

/// Returns a figure in thousandths; `None` where it is absent.
#[must_use]
pub fn primary_figure(totals: &Totals, primary: &Primary) -> Option<u16> {
    let scope = scope_of(totals, &primary.scope)?;
    let figures: Figures = match (primary.grading, primary.mean) {
        (Grading::Strict, Mean::Micro) => scope.tally.strict(),
        (Grading::Graded, Mean::Micro) => scope.tally.graded(),
        (Grading::Strict, Mean::Macro) => scope.strict_macro(),
        (Grading::Graded, Mean::Macro) => scope.graded_macro(),
    };
    match primary.measure {
        Measure::Precision => figures.precision,
        Measure::Recall => figures.recall,
        Measure::F1 => figures.f1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tally::Tally;

    fn check(name: &str, expected: Option<u16>) {
        let mut totals = Totals::default();
        // One of two found in the first article, nothing in the second.
        let half = Tally { expected: 2, returned: 1, correct: 1, correct_required: 1, ..Tally::default() };
        for tally in [half, Tally { expected: 6, missing: 6, ..Tally::default() }] {
            totals.overall.add(tally);
            totals.views.entry("dates".to_owned()).or_default().add(tally);
        }
        let primary = Primary::parse(name).expect("a figure");
        assert_eq!(primary_figure(&totals, &primary), expected, "{name}");
    }

    #[test]
    fn a_figure_is_found_by_its_name() {
        check("overall.strict.micro.precision", Some(1000));
        check("overall.strict.micro.recall", Some(125));
        check("overall.strict.macro.recall", Some(250));
        check("view.dates.strict.micro.recall", Some(125));
    }

    #[test]
    fn what_nobody_expected_has_no_figure() {
        check("exhaustive.graded.micro.f1", None);
        check("view.places.graded.micro.f1", None);
        check("type.war.graded.micro.f1", None);
    }
}
