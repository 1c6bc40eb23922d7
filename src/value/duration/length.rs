//! A length of time in units as written, and the shortest and longest number of seconds that it can mean.

use std::fmt;

/// "7 days a week."
const DAYS_PER_WEEK: u64 = 7;
/// "12 months are a year."
const MONTHS_PER_YEAR: u64 = 12;
/// "A year [is] 365 or 366" days.
const DAYS_PER_YEAR: (u64, u64) = (365, 366);
/// "A month is 28 to 31 days": the fewest and most days that n months in a row have, for n from 0 to 11.
///
/// Two months have 59 to 62 days, not 56 to 62: no calendar has two months of 28 days in a row, and ten months of 280
/// days would be a nearly right number that is paid in full.
const DAYS_PER_MONTHS: [(u64, u64); 12] = [
    (0, 0),
    (28, 31),
    (59, 62),
    (89, 92),
    (120, 123),
    (150, 153),
    (181, 184),
    (212, 215),
    (242, 245),
    (273, 276),
    (303, 306),
    (334, 337),
];
/// Hours and minutes are compared in seconds; a day has 24 hours.
const SECONDS_PER_MINUTE: u64 = 60;
const SECONDS_PER_HOUR: u64 = 3600;
/// Seconds in a day.
pub const SECONDS_PER_DAY: u64 = 86_400;

/// A length of time in units as written: `P6W`, `P3Y6M`, `P1DT12H`.
///
/// Years and months have no fixed number of days, so that a length is a range of seconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Length {
    /// Years.
    pub years: u32,
    /// Months.
    pub months: u32,
    /// Weeks.
    pub weeks: u32,
    /// Days.
    pub days: u32,
    /// Hours.
    pub hours: u32,
    /// Minutes.
    pub minutes: u32,
    /// Seconds.
    pub seconds: u32,
}

impl Length {
    /// Returns the fewest and the most seconds that it can mean.
    #[must_use]
    pub fn seconds(self) -> (u64, u64) {
        let (total_months, fixed) = self.parts();
        let years = total_months / MONTHS_PER_YEAR;
        // The remainder is below 12, the length of the table.
        let months = DAYS_PER_MONTHS[usize::try_from(total_months % MONTHS_PER_YEAR).unwrap_or(0)];
        let least = (years * DAYS_PER_YEAR.0 + months.0) * SECONDS_PER_DAY;
        let most = (years * DAYS_PER_YEAR.1 + months.1) * SECONDS_PER_DAY;
        (least + fixed, most + fixed)
    }

    /// Returns the length in years, months, days, hours, minutes and seconds, none of them more than the next holds.
    ///
    /// What does not fit is kept as written.
    #[must_use]
    pub fn canonical(self) -> Self {
        let (months, seconds) = self.parts();
        self.carried(months, seconds).unwrap_or(self)
    }

    /// Returns the number of months, if it has years and months only.
    #[must_use]
    pub fn as_months(self) -> Option<u64> {
        let (months, seconds) = self.parts();
        (seconds == 0).then_some(months)
    }

    /// Returns all months, and all that has a fixed length in seconds; neither can overflow 64 bits.
    fn parts(self) -> (u64, u64) {
        let months = u64::from(self.years) * MONTHS_PER_YEAR + u64::from(self.months);
        let days = u64::from(self.weeks) * DAYS_PER_WEEK + u64::from(self.days);
        let hours = u64::from(self.hours) * SECONDS_PER_HOUR;
        let minutes = u64::from(self.minutes) * SECONDS_PER_MINUTE;
        (months, days * SECONDS_PER_DAY + hours + minutes + u64::from(self.seconds))
    }

    fn carried(self, months: u64, seconds: u64) -> Option<Self> {
        let narrow = |value: u64| u32::try_from(value).ok();
        Some(Self {
            years: narrow(months / MONTHS_PER_YEAR)?,
            months: narrow(months % MONTHS_PER_YEAR)?,
            weeks: 0,
            days: narrow(seconds / SECONDS_PER_DAY)?,
            hours: narrow(seconds % SECONDS_PER_DAY / SECONDS_PER_HOUR)?,
            minutes: narrow(seconds % SECONDS_PER_HOUR / SECONDS_PER_MINUTE)?,
            seconds: narrow(seconds % SECONDS_PER_MINUTE)?,
        })
    }

    /// Reads `P6W`, `P3Y6M`, `PT30M`: whole numbers of units in falling order, each at most once.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let rest = text.strip_prefix('P')?;
        let (date, time) = match rest.split_once('T') {
            Some((date, time)) if !time.is_empty() => (date, time),
            Some(_) => return None,
            None => (rest, ""),
        };
        let mut length = Self::default();
        let [years, months, weeks, days] = units(date, ['Y', 'M', 'W', 'D'])?;
        let [hours, minutes, seconds, _] = units(time, ['H', 'M', 'S', '\0'])?;
        let is_empty = date.is_empty() && time.is_empty();
        (length.years, length.months, length.weeks, length.days) = (years, months, weeks, days);
        (length.hours, length.minutes, length.seconds) = (hours, minutes, seconds);
        // `P0D` is the one spelling of no time at all, so that every length prints as it was written.
        let is_spelled = length != Self::default() || text == "P0D";
        (!is_empty && is_spelled && length.has_no_explicit_zero(text)).then_some(length)
    }

    fn has_no_explicit_zero(self, text: &str) -> bool {
        self.to_string() == text
    }
}

/// Reads numbers before these letters, in this order.
fn units(text: &str, letters: [char; 4]) -> Option<[u32; 4]> {
    let mut numbers = [0; 4];
    let mut rest = text;
    for (index, letter) in letters.into_iter().enumerate() {
        let n_digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let (digits, after) = (rest.get(..n_digits)?, rest.get(n_digits..)?);
        if let Some(after) = after.strip_prefix(letter) {
            numbers[index] = digits.parse().ok()?;
            rest = after;
        }
    }
    rest.is_empty().then_some(numbers)
}

impl fmt::Display for Length {
    /// Writes ISO 8601: the units that are not 0, `P0D` if all are.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if *self == Self::default() {
            return formatter.write_str("P0D");
        }
        let unit = |formatter: &mut fmt::Formatter<'_>, number: u32, letter: char| match number {
            0 => Ok(()),
            number => write!(formatter, "{number}{letter}"),
        };
        formatter.write_str("P")?;
        for (number, letter) in [(self.years, 'Y'), (self.months, 'M'), (self.weeks, 'W'), (self.days, 'D')] {
            unit(formatter, number, letter)?;
        }
        if (self.hours, self.minutes, self.seconds) != (0, 0, 0) {
            formatter.write_str("T")?;
        }
        for (number, letter) in [(self.hours, 'H'), (self.minutes, 'M'), (self.seconds, 'S')] {
            unit(formatter, number, letter)?;
        }
        Ok(())
    }
}
