//! The words of precision: units, parts of units, and how an offset was written.

use std::fmt;

/// How precisely a date is stated, from coarse to fine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unit {
    /// A hundred years: `20XX`.
    Century,
    /// Ten years: `198X`.
    Decade,
    /// A third of a decade: `late 198X`.
    PartDecade,
    /// A year.
    Year,
    /// A third of a year: `early 2020`.
    PartYear,
    /// Three months: `2022-21`.
    Season,
    /// A month.
    Month,
    /// A third of a month: `early 2020-11`.
    PartMonth,
    /// An ISO week: `2022-W37`.
    Week,
    /// A day.
    Day,
    /// A part of a day: `2022-09-13 morning`.
    PartDay,
    /// A minute.
    Minute,
    /// A second.
    Second,
}

impl Unit {
    /// Returns twice the rank on the ladder of precision.
    ///
    /// "century 0, decade 1, part of decade 1.5, year 2, part of year and season 2.5, month 3, week and part of
    /// month 3.5, day 4, part of day 4.5, minute 5, second 6" (SEMANTICS, Dates and times).
    #[must_use]
    pub const fn half_steps(self) -> u32 {
        match self {
            Self::Century => 0,
            Self::Decade => 2,
            Self::PartDecade => 3,
            Self::Year => 4,
            Self::PartYear | Self::Season => 5,
            Self::Month => 6,
            Self::PartMonth | Self::Week => 7,
            Self::Day => 8,
            Self::PartDay => 9,
            Self::Minute => 10,
            Self::Second => 12,
        }
    }

    /// Returns the word that reasons use.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Century => "century",
            Self::Decade => "decade",
            Self::PartDecade => "part_decade",
            Self::Year => "year",
            Self::PartYear => "part_year",
            Self::Season => "season",
            Self::Month => "month",
            Self::PartMonth => "part_month",
            Self::Week => "week",
            Self::Day => "day",
            Self::PartDay => "part_day",
            Self::Minute => "minute",
            Self::Second => "second",
        }
    }

    /// Says whether it is a clock time.
    #[must_use]
    pub const fn is_time(self) -> bool {
        matches!(self, Self::Minute | Self::Second)
    }
}

impl fmt::Display for Unit {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.word())
    }
}

/// Which part of a month, year, decade or day is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Part {
    /// All of it.
    Whole,
    /// The first third; of a day, 0 to 6.
    Early,
    /// The second third.
    Mid,
    /// The last third.
    Late,
    /// 6 to 12.
    Morning,
    /// 12 to 18.
    Afternoon,
    /// 18 to 22.
    Evening,
    /// 22 to 6 of the next day.
    Night,
}

impl Part {
    /// Returns the word of the spelling; empty for the whole.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Whole => "",
            Self::Early => "early",
            Self::Mid => "mid",
            Self::Late => "late",
            Self::Morning => "morning",
            Self::Afternoon => "afternoon",
            Self::Evening => "evening",
            Self::Night => "night",
        }
    }

    /// "days 1–10, 11–20, 21–end; months 1–4, 5–8, 9–12; years 0–3, 4–6, 7–9": first and last of a unit.
    pub(crate) const fn third(self, unit: Unit) -> (u8, u8) {
        match (self, unit) {
            (Self::Early, Unit::PartMonth) => (1, 10),
            (Self::Mid, Unit::PartMonth) => (11, 20),
            (Self::Late, Unit::PartMonth) => (21, 31),
            (Self::Early, Unit::PartYear) => (1, 4),
            (Self::Mid, Unit::PartYear) => (5, 8),
            (Self::Late, Unit::PartYear) => (9, 12),
            (Self::Early, _) => (0, 3),
            (Self::Mid, _) => (4, 6),
            (_, _) => (7, 9),
        }
    }

    /// "early 0–6, morning 6–12, afternoon 12–18, evening 18–22, night 22–6": first and last hour of a part of day.
    pub(crate) const fn hours(self) -> (i64, i64) {
        match self {
            Self::Early => (0, 6),
            Self::Morning => (6, 12),
            Self::Afternoon => (12, 18),
            Self::Evening => (18, 22),
            Self::Night => (22, 30),
            Self::Whole | Self::Mid | Self::Late => (0, 24),
        }
    }
}

/// How the offset from UTC was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum OffsetSpelling {
    /// Not at all.
    Unwritten,
    /// `Z`.
    Zulu,
    /// `+03:00`.
    Numeric,
}
