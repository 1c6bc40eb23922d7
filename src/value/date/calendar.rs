//! Days of the Gregorian calendar as plain numbers: months, ISO weeks, weekdays.

use std::fmt;

/// Seconds of a day.
pub(crate) const DAY_SECONDS: i64 = 86_400;

/// The months, as messages name them.
pub(crate) const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A day of the week.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Weekday {
    /// Monday.
    Monday,
    /// Tuesday.
    Tuesday,
    /// Wednesday.
    Wednesday,
    /// Thursday.
    Thursday,
    /// Friday.
    Friday,
    /// Saturday.
    Saturday,
    /// Sunday.
    Sunday,
}

impl Weekday {
    /// All days, from Monday on.
    pub const ALL: [Self; 7] = [
        Self::Monday,
        Self::Tuesday,
        Self::Wednesday,
        Self::Thursday,
        Self::Friday,
        Self::Saturday,
        Self::Sunday,
    ];

    /// Returns the weekday of a day counted from 1970-01-01.
    #[must_use]
    pub fn of_ordinal(ordinal: i32) -> Self {
        // 1970-01-01 was a Thursday.
        match ordinal.rem_euclid(7) {
            0 => Self::Thursday,
            1 => Self::Friday,
            2 => Self::Saturday,
            3 => Self::Sunday,
            4 => Self::Monday,
            5 => Self::Tuesday,
            _ => Self::Wednesday,
        }
    }

    /// Returns the English name.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Monday => "Monday",
            Self::Tuesday => "Tuesday",
            Self::Wednesday => "Wednesday",
            Self::Thursday => "Thursday",
            Self::Friday => "Friday",
            Self::Saturday => "Saturday",
            Self::Sunday => "Sunday",
        }
    }
}

impl fmt::Display for Weekday {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.word())
    }
}

/// Returns the days from 1970-01-01 to a day of the Gregorian calendar; the month is in `1..=12`.
///
/// Counts years from March, so that the leap day is the last of its year.
pub(crate) fn ordinal(year: i32, month: u8, day: u8) -> i32 {
    let month = i32::from(month);
    let year = if month <= 2 { year - 1 } else { year };
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + i32::from(day) - 1;
    let leap_days = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    // 719468 days lie between 0000-03-01 and 1970-01-01.
    year * 365 + leap_days + day_of_year - 719_468
}

/// Returns year, month and day of a day counted from 1970-01-01.
pub(crate) fn civil(ordinal: i32) -> (i32, u8, u8) {
    let days = ordinal + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    let year = year_of_era + era * 400 + i32::from(month <= 2);
    let narrow = |value: i32| u8::try_from(value).expect("months and days are below 32");
    (year, narrow(month), narrow(day))
}

/// Returns how many days a month has; the month is in `1..=12`.
pub(crate) fn days_in_month(year: i32, month: u8) -> u8 {
    match month {
        2 if is_leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

fn is_leap(year: i32) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

/// Returns the Monday of an ISO week: week 1 is the one that holds 4 January.
pub(crate) fn week_start(year: i32, week: u8) -> i32 {
    let fourth = ordinal(year, 1, 4);
    fourth - (fourth + 3).rem_euclid(7) + 7 * (i32::from(week) - 1)
}

/// Returns how many ISO weeks a year has.
pub(crate) fn weeks_in_year(year: i32) -> u8 {
    if week_start(year + 1, 1) - week_start(year, 1) == 371 { 53 } else { 52 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_their_numbers_agree_over_four_centuries() {
        let mut expected = ordinal(1799, 1, 1);
        for year in 1799..2201 {
            for month in 1..=12 {
                for day in 1..=days_in_month(year, month) {
                    assert_eq!(ordinal(year, month, day), expected);
                    assert_eq!(civil(expected), (year, month, day));
                    expected += 1;
                }
            }
        }
        assert_eq!(ordinal(1970, 1, 1), 0);
    }

    #[test]
    fn iso_weeks_follow_the_fourth_of_january() {
        assert_eq!(civil(week_start(2022, 37)), (2022, 9, 12));
        assert_eq!(civil(week_start(2021, 1)), (2021, 1, 4));
        assert_eq!(civil(week_start(2020, 1)), (2019, 12, 30));
        assert_eq!([weeks_in_year(2020), weeks_in_year(2021), weeks_in_year(2004)], [53, 52, 53]);
    }

    #[test]
    fn the_day_of_the_ceasefire_was_a_tuesday() {
        assert_eq!(Weekday::of_ordinal(ordinal(2022, 9, 13)), Weekday::Tuesday);
        assert_eq!(Weekday::of_ordinal(ordinal(2022, 9, 14)).to_string(), "Wednesday");
    }
}
