//! Time zones by name: the only file that knows jiff.

use std::sync::OnceLock;

use jiff::civil::DateTime;
use jiff::tz::{AmbiguousOffset, TimeZone, TimeZoneDatabase};

use crate::text::likeness::Pattern;
use crate::value::date::calendar::{DAY_SECONDS, civil};

/// A named time zone of the IANA database, such as `Europe/Moscow`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Zone(u16);

/// What a wall clock meant in a zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Moment {
    /// It was shown once: the offset from UTC in minutes.
    Once(i16),
    /// It was skipped: the offset before the jump, which is how such a time is read where it must be.
    Skipped(i16),
    /// It was shown twice, first at one offset, then at the other.
    Twice(i16, i16),
}

impl Moment {
    /// Returns the offset in minutes, the earlier reading where there are two.
    pub(crate) const fn offset_minutes(self) -> i16 {
        match self {
            Self::Once(offset) | Self::Skipped(offset) | Self::Twice(offset, _) => offset,
        }
    }
}

struct Entry {
    name: String,
    rules: OnceLock<TimeZone>,
}

/// How many edits a misspelt name may be away from the one proposed.
const SUGGESTION_EDITS_MAX: usize = 3;

impl Zone {
    /// Returns the zone of that name, spelled as in the IANA database.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        let index = entries().binary_search_by(|entry| entry.name.as_str().cmp(name)).ok()?;
        u16::try_from(index).ok().map(Self)
    }

    /// Returns the name.
    #[must_use]
    pub fn name(self) -> &'static str {
        &entries()[usize::from(self.0)].name
    }

    /// Returns the place the zone is named after, for messages: `Moscow`, `New York`.
    #[must_use]
    pub fn city(self) -> String {
        self.name().rsplit('/').next().unwrap_or_default().replace('_', " ")
    }

    /// Returns the name closest to a misspelt one, if any is close.
    #[must_use]
    pub fn suggestion(name: &str) -> Option<&'static str> {
        let folded = fold(name);
        if folded.len() > 40 {
            return None;
        }
        let pattern = Pattern::new(&folded);
        let n_edits = |entry: &Entry| {
            let whole = fold(&entry.name);
            let is_city = whole.rsplit('/').next() == Some(folded.as_str());
            if is_city { Some(0) } else { pattern.n_differences(&whole, SUGGESTION_EDITS_MAX) }
        };
        let near = entries().iter().filter_map(|entry| Some((n_edits(entry)?, entry)));
        near.min_by_key(|(n_edits, _)| *n_edits).map(|(_, entry)| entry.name.as_str())
    }

    /// Returns what a local clock, in seconds since 1970-01-01T00:00 of that clock, meant in this zone.
    pub(crate) fn moment(self, local_seconds: i64) -> Option<Moment> {
        let clock = clock(local_seconds)?;
        Some(match self.rules().to_ambiguous_timestamp(clock).offset() {
            AmbiguousOffset::Unambiguous { offset } => Moment::Once(minutes(offset.seconds())),
            AmbiguousOffset::Gap { before, .. } => Moment::Skipped(minutes(before.seconds())),
            AmbiguousOffset::Fold { before, after } => {
                Moment::Twice(minutes(before.seconds()), minutes(after.seconds()))
            }
        })
    }

    fn rules(self) -> &'static TimeZone {
        let entry = &entries()[usize::from(self.0)];
        entry.rules.get_or_init(|| {
            TimeZoneDatabase::bundled()
                .get(&entry.name)
                .expect("the bundled database holds the names it lists")
        })
    }
}

/// Offsets before the zones had whole minutes (+02:30:17) are rounded to the minute, as RFC 9557 writes them.
fn minutes(seconds: i32) -> i16 {
    i16::try_from((seconds + 30).div_euclid(60)).expect("offsets are below 26 hours")
}

fn clock(local_seconds: i64) -> Option<DateTime> {
    let ordinal = i32::try_from(local_seconds.div_euclid(DAY_SECONDS)).ok()?;
    let second = i32::try_from(local_seconds.rem_euclid(DAY_SECONDS)).ok()?;
    let (year, month, day) = civil(ordinal);
    let narrow = |value: i32| i8::try_from(value).ok();
    let (hour, minute, second) = (narrow(second / 3600)?, narrow(second / 60 % 60)?, narrow(second % 60)?);
    let (month, day) = (i8::try_from(month).ok()?, i8::try_from(day).ok()?);
    DateTime::new(i16::try_from(year).ok()?, month, day, hour, minute, second, 0).ok()
}

fn fold(name: &str) -> String {
    name.trim().to_lowercase().replace(' ', "_")
}

fn entries() -> &'static [Entry] {
    static ENTRIES: OnceLock<Vec<Entry>> = OnceLock::new();
    ENTRIES.get_or_init(|| {
        let mut names: Vec<String> =
            TimeZoneDatabase::bundled().available().map(|name| name.as_str().to_owned()).collect();
        names.sort_unstable();
        names.dedup();
        names.into_iter().map(|name| Entry { name, rules: OnceLock::new() }).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::date::calendar::ordinal;

    fn check(name: &str, day: (i32, u8, u8), minute: i64, expected: Moment) {
        let local = i64::from(ordinal(day.0, day.1, day.2)) * DAY_SECONDS + minute * 60;
        assert_eq!(Zone::named(name).unwrap().moment(local), Some(expected), "{name} {day:?}");
    }

    #[test]
    fn a_clock_is_shown_once_never_or_twice() {
        check("Europe/Moscow", (2022, 9, 13), 540, Moment::Once(180));
        check("Europe/Paris", (2022, 3, 27), 150, Moment::Skipped(60));
        check("Europe/Paris", (2022, 10, 30), 150, Moment::Twice(120, 60));
        check("America/New_York", (2022, 9, 13), 540, Moment::Once(-240));
    }

    #[test]
    fn local_mean_time_is_rounded_to_the_minute() {
        check("Europe/Moscow", (1900, 1, 1), 0, Moment::Once(150));
    }

    #[test]
    fn names_are_exact_and_misspelt_ones_are_guessed() {
        assert_eq!(Zone::named("Europe/Moscow").unwrap().name(), "Europe/Moscow");
        assert_eq!(Zone::named("europe/moscow"), None);
        assert_eq!(Zone::suggestion("europe/moscow"), Some("Europe/Moscow"));
        assert_eq!(Zone::suggestion("Europe/Mosco"), Some("Europe/Moscow"));
        assert_eq!(Zone::suggestion("Yerevan"), Some("Asia/Yerevan"));
        assert_eq!(Zone::suggestion("Neverland/Nowhere"), None);
        assert_eq!(Zone::named("America/New_York").unwrap().city(), "New York");
    }
}
