//! Says whether two lengths of time are one.

use crate::value::duration::{Duration, DurationForm};

/// Says whether two lengths can be one, whatever bounds them: "six semaines", `at least P42D`.
#[must_use]
pub fn are_one_length(one: &Duration, other: &Duration) -> bool {
    let spans = |duration: &Duration| match duration.form() {
        DurationForm::Point(_, length) => Some(length.seconds()),
        DurationForm::Range(from, to) => Some((from.seconds().0, to.seconds().1)),
        DurationForm::Class(_) => None,
    };
    match (spans(one), spans(other)) {
        (Some(one), Some(other)) => one.0 <= other.1 && other.0 <= one.1,
        (_, _) => one.canonical() == other.canonical(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_one_in_any_unit_and_behind_any_bound() {
        let are_one = |one: &str, other: &str| {
            are_one_length(&Duration::parse(one).unwrap(), &Duration::parse(other).unwrap())
        };
        assert!(are_one("P6W", "P42D"));
        assert!(are_one("P6W", "at least P6W"));
        assert!(!are_one("P6W", "P6Y"));
        assert!(are_one("weeks", "weeks"));
        assert!(!are_one("weeks", "P6W"));
    }
}
