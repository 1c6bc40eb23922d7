//! Numbers with units as people write them: lengths of time, rates, sizes and prices.

use std::error::Error;
use std::fmt;
use std::time::Duration;

use crate::project::Rate;

/// Why a text is not what it should be, and what to write instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misread {
    /// What is wrong: lower case, no full stop.
    pub message: String,
    /// What to do next.
    pub help: String,
}

impl Misread {
    /// Returns the reason with what to do.
    #[must_use]
    pub fn new(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { message: message.into(), help: help.into() }
    }
}

impl fmt::Display for Misread {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: {}", self.message, self.help)
    }
}

impl Error for Misread {}

/// The longest length of time, in thousandths of a second: a week.
const MILLISECONDS_MAX: u64 = 7 * 24 * 3_600_000;

/// Units of time and how many thousandths of a second they last.
const TIMES: [(&str, u64); 4] = [("ms", 1), ("s", 1_000), ("m", 60_000), ("h", 3_600_000)];

/// Reads a length of time, such as `500ms`, `60s`, `1.5m` or `1h`.
///
/// # Errors
/// If it has no unit, another one, or is longer than a week.
pub fn read_duration(text: &str) -> Result<Duration, Misread> {
    let help = "write a number and its unit: 500ms, 60s, 2m or 1h";
    let microseconds = amount(text, &TIMES)
        .ok_or_else(|| Misread::new(format!("\"{text}\" is not a length of time"), help))?;
    if microseconds > MILLISECONDS_MAX * 1_000 {
        return Err(Misread::new(format!("\"{text}\" is longer than a week"), "write at most 168h"));
    }
    Ok(Duration::from_micros(microseconds))
}

/// Reads how long an extractor may take: a length of time that is not nothing.
///
/// # Errors
/// If it is none, nothing, or longer than a week.
pub fn read_timeout(text: &str) -> Result<Duration, Misread> {
    let timeout = read_duration(text)?;
    if timeout.is_zero() {
        let help = "write a longer time, such as 60s";
        return Err(Misread::new("no extractor can answer in no time", help));
    }
    Ok(timeout)
}

/// Spans of time that a rate may name, in seconds.
const SPANS: [(&str, u64); 7] =
    [("s", 1), ("sec", 1), ("m", 60), ("min", 60), ("minute", 60), ("h", 3_600), ("hour", 3_600)];

/// The most tries that a rate may name.
const TRIES_MAX: u32 = 1_000_000;

/// Reads a rate, such as `10/s`, `60/min` or `1000/h`.
///
/// # Errors
/// If it is none.
pub fn read_rate(text: &str) -> Result<Rate, Misread> {
    let rate = text.split_once('/').and_then(|(number, span)| {
        let n_tries = whole(number.trim()).filter(|number| (1..=TRIES_MAX).contains(number))?;
        let seconds = SPANS.iter().find(|(word, _)| *word == span.trim()).map(|(_, seconds)| *seconds)?;
        Some(Rate { n_tries, per: Duration::from_secs(seconds) })
    });
    rate.ok_or_else(|| {
        Misread::new(format!("\"{text}\" is not a rate"), "write tries in a span: 10/s, 60/min or 1000/h")
    })
}

/// Units of size in bytes.
const SIZES: [(&str, u64); 8] = [
    ("B", 1),
    ("kB", 1_000),
    ("KB", 1_000),
    ("MB", 1_000_000),
    ("GB", 1_000_000_000),
    ("KiB", 1 << 10),
    ("MiB", 1 << 20),
    ("GiB", 1 << 30),
];

/// The largest size: 1 TiB, in bytes.
const BYTES_MAX: u64 = 1 << 40;

/// Reads a size, such as `2 GiB` or `512 MB`, and returns bytes.
///
/// # Errors
/// If it has no unit, another one, is nothing, or more than 1 TiB.
pub fn read_bytes(text: &str) -> Result<u64, Misread> {
    let thousandths = amount(text, &SIZES);
    let n_bytes = thousandths.map(|thousandths| thousandths / 1_000).filter(|n| (1..=BYTES_MAX).contains(n));
    n_bytes.ok_or_else(|| {
        Misread::new(
            format!("\"{text}\" is not a size"),
            "write a number and its unit, up to 1024 GiB: 512 MB, 512 MiB or 2 GiB",
        )
    })
}

/// The highest price of a million tokens.
const PRICE_MAX: u64 = 1_000_000;

/// Reads a price, such as `0.15`, and returns millionths.
///
/// # Errors
/// If it is no decimal from 0 to a million with at most six places.
pub fn read_price(text: &str) -> Result<u64, Misread> {
    let micros = decimal(text.trim(), 6).filter(|micros| *micros <= PRICE_MAX * 1_000_000);
    micros.ok_or_else(|| {
        let help = "write what a million tokens cost, without the currency: 0.15";
        Misread::new(format!("\"{text}\" is not a price"), help)
    })
}

/// Reads a whole number: digits and nothing else.
pub(crate) fn whole(text: &str) -> Option<u32> {
    if text.bytes().all(|byte| byte.is_ascii_digit()) { text.parse().ok() } else { None }
}

/// Returns a number times its unit, in thousandths of what the units are counted in.
fn amount(text: &str, units: &[(&str, u64)]) -> Option<u64> {
    let text = text.trim();
    let at = text.find(|character: char| !character.is_ascii_digit() && character != '.')?;
    let (number, unit) = text.split_at(at);
    let unit = units.iter().find(|(word, _)| *word == unit.trim_start()).map(|(_, size)| *size)?;
    decimal(number, 3)?.checked_mul(unit)
}

/// Returns a decimal with at most so many places, times ten to the power of that.
fn decimal(text: &str, n_places: usize) -> Option<u64> {
    let (whole, places) = text.split_once('.').unwrap_or((text, "0"));
    let is_number = |digits: &str| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    if !is_number(whole) || !is_number(places) || places.len() > n_places {
        return None;
    }
    format!("{whole}{places:0<n_places$}").parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_length_of_time_has_a_number_and_a_unit() {
        let check = |text: &str, milliseconds: u64| {
            assert_eq!(read_duration(text), Ok(Duration::from_millis(milliseconds)), "{text}");
        };
        check("500ms", 500);
        check(" 60 s ", 60_000);
        check("1.5m", 90_000);
        check("0.25s", 250);
        check("168h", 604_800_000);
        check("0s", 0);
        for text in ["60", "", "s", "-1s", "1e3s", "1.2345s", "1..5s", ".5s", "5.s", "1 s s", "1d", "٣s"] {
            let expected = format!(
                "\"{text}\" is not a length of time: write a number and its unit: 500ms, 60s, 2m or 1h"
            );
            assert_eq!(read_duration(text).unwrap_err().to_string(), expected);
        }
        assert_eq!(read_duration("169h").unwrap_err().message, "\"169h\" is longer than a week");
        assert!(read_duration("99999999999999999999h").is_err());
        assert!(read_duration("18446744073709551h").is_err());
    }

    #[test]
    fn a_rate_has_a_number_of_tries_and_a_span() {
        let check = |text: &str, n_tries: u32, seconds: u64| {
            let rate = Rate { n_tries, per: Duration::from_secs(seconds) };
            assert_eq!(read_rate(text), Ok(rate), "{text}");
        };
        check("10/s", 10, 1);
        check("60 / min", 60, 60);
        check("1000/h", 1_000, 3_600);
        for text in ["60", "0/s", "+1/s", "1.5/s", "/s", "60/day", "1000001/s"] {
            let expected = format!("\"{text}\" is not a rate: write tries in a span: 10/s, 60/min or 1000/h");
            assert_eq!(read_rate(text).unwrap_err().to_string(), expected);
        }
    }

    #[test]
    fn a_size_has_a_number_and_a_unit() {
        assert_eq!(read_bytes("2 GiB"), Ok(2 << 30));
        assert_eq!(read_bytes("512 MB"), Ok(512_000_000));
        assert_eq!(read_bytes("1.5kB"), Ok(1_500));
        for text in ["512", "0 MB", "2 gib", "1025 GiB", "much"] {
            let message = read_bytes(text).unwrap_err().message;
            assert_eq!(message, format!("\"{text}\" is not a size"));
        }
    }

    #[test]
    fn a_price_is_kept_in_millionths() {
        assert_eq!(read_price("0.15"), Ok(150_000));
        assert_eq!(read_price("15"), Ok(15_000_000));
        assert_eq!(read_price("0.000001"), Ok(1));
        for text in ["free", "-1", "0.0000001", "1,5", "$2", "1000001"] {
            let message = read_price(text).unwrap_err().message;
            assert_eq!(message, format!("\"{text}\" is not a price"));
        }
    }
}
