//! How long a server asks to wait: `Retry-After` in seconds, or as a moment that its own `Date` makes a length of.

use std::time::Duration;

use crate::value::date::day_number;

/// Reads `Retry-After` (RFC 9110, 10.2.3); a moment counts from the `Date` of the same answer.
///
/// What cannot be read, or is over already, is as good as nothing said.
pub(super) fn read(retry_after: &str, date: Option<&str>) -> Option<Duration> {
    let text = retry_after.trim();
    let seconds = if text.bytes().all(|byte| byte.is_ascii_digit()) && !text.is_empty() {
        // More digits than a number has are longer than anybody waits.
        text.parse().unwrap_or(u64::MAX)
    } else {
        let wait = moment(text)?.checked_sub(moment(date?.trim())?)?;
        u64::try_from(wait).ok().filter(|wait| *wait > 0)?
    };
    Some(Duration::from_secs(seconds))
}

/// Reads the seconds of a moment in any of the three forms of RFC 9110, 5.6.7, counted from some fixed day.
fn moment(text: &str) -> Option<i64> {
    let text = text.split_once(", ").map_or(text, |(_, behind)| behind);
    let words: Vec<&str> = text.split([' ', '-']).filter(|word| !word.is_empty()).collect();
    let (day, month, year, time) = match *words.as_slice() {
        [day, month, year, time, "GMT"] => (day, month, year, time),
        // asctime: Sun Nov  6 08:49:37 1994
        [_, month, day, time, year] => (day, month, year, time),
        _ => return None,
    };
    let month = MONTHS.iter().zip(1u8..).find(|(name, _)| **name == month)?.1;
    let days = day_number((full_year(year)?, month, day.parse().ok()?))?;
    let mut clock =
        time.splitn(3, ':').map(|part| part.parse::<i64>().ok().filter(|part| (0..=60).contains(part)));
    let seconds = clock.next()?? * 3600 + clock.next()?? * 60 + clock.next()??;
    Some(i64::from(days) * 86_400 + seconds)
}

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// Reads a year of four digits, or of two: both dates of an answer are of these decades.
fn full_year(text: &str) -> Option<i32> {
    let year: i32 = text.parse().ok()?;
    match text.len() {
        4 => Some(year),
        2 => Some(2000 + year),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(retry_after: &str, date: Option<&str>, seconds: Option<u64>) {
        assert_eq!(read(retry_after, date), seconds.map(Duration::from_secs), "{retry_after}");
    }

    #[test]
    fn seconds_are_taken_however_many() {
        check("0", None, Some(0));
        check(" 7 ", None, Some(7));
        check("3600", None, Some(3600));
        check("99999999999999999999999", None, Some(u64::MAX));
        for odd in ["", "-1", "1.5", "soon", "+3"] {
            check(odd, None, None);
        }
    }

    #[test]
    fn a_moment_counts_from_the_date_of_the_same_answer() {
        let date = Some("Tue, 31 Dec 2024 23:59:50 GMT");
        check("Wed, 01 Jan 2025 00:00:20 GMT", date, Some(30));
        check("Wednesday, 01-Jan-25 00:00:20 GMT", date, Some(30));
        check("Wed Jan  1 00:00:20 2025", date, Some(30));
        check("Wed, 01 Jan 2025 23:00:00 GMT", date, Some(82_810));
    }

    #[test]
    fn a_moment_without_a_date_or_in_the_past_says_nothing() {
        check("Wed, 01 Jan 2025 00:00:20 GMT", None, None);
        check("Wed, 01 Jan 2025 00:00:20 GMT", Some("yesterday"), None);
        check("Wed, 01 Jan 2025 00:00:20 GMT", Some("Wed, 01 Jan 2025 00:00:20 GMT"), None);
        check("Wed, 01 Jan 2025 00:00:20 GMT", Some("Wed, 01 Jan 2025 00:00:21 GMT"), None);
        check("Wed, 31 Feb 2025 00:00:20 GMT", Some("Wed, 01 Jan 2025 00:00:21 GMT"), None);
    }
}
