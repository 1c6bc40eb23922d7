//! Finds clock times, with the zone that stands behind them.

use crate::mention::Mention;
use crate::mention::token::Tokens;
use crate::mention::zones::zone_at;
use crate::value::Language;
use crate::value::date::Date;

pub use crate::mention::zones::ZoneName;

/// A clock time as it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ClockTime {
    /// In `0..=23`.
    pub hour: u8,
    /// In `0..=59`.
    pub minute: u8,
    /// The zone, if it is written; "heure locale" is none.
    pub zone: Option<ZoneName>,
}

impl ClockTime {
    /// Returns the moment of this time on a day; `None` if the date is no day, or the zone skipped that time.
    #[must_use]
    pub fn on(&self, day: &Date) -> Option<Date> {
        let bare = day.with_time(self.hour, self.minute)?;
        match self.zone {
            None => Some(bare),
            Some(ZoneName::City(name)) => bare.with_zone(name),
            Some(ZoneName::Offset(minutes)) => bare.with_offset(minutes),
        }
    }
}

/// Words before a time, which tell "à 9 heures" from nine hours.
const BEFORE: [&str; 17] = [
    "entre", "between", "a", "vers", "des", "jusqu", "avant", "apres", "at", "by", "until", "around",
    "about", "before", "after", "from", "since",
];

/// Finds the clock times of a text, ascending; the span holds the zone. Linear in the text.
#[must_use]
pub fn clock_times(text: &str, language: Language) -> Vec<Mention<ClockTime>> {
    clock_times_among(&Tokens::new(text), language)
}

/// Finds the clock times among tokens, as [`clock_times`].
#[must_use]
pub fn clock_times_among(tokens: &Tokens<'_>, language: Language) -> Vec<Mention<ClockTime>> {
    let mut mentions = Vec::new();
    let mut index = 0;
    while index < tokens.len() {
        let Some((hour, minute, after)) = time(tokens, index, language) else {
            index += 1;
            continue;
        };
        let (zone, after) = zone(tokens, after);
        let span = tokens.span(index).start..tokens.span(after - 1).end;
        mentions.push(Mention { span, value: ClockTime { hour, minute, zone } });
        index = after;
    }
    mentions
}

/// Reads "9h00", "9 h 30", "à 9 heures", "9:00", "9 a.m.", "midi"; returns the token behind it.
fn time(tokens: &Tokens<'_>, index: usize, language: Language) -> Option<(u8, u8, usize)> {
    let is_introduced = || BEFORE.contains(&tokens.word_before(index));
    match (tokens.word(index), language) {
        // "l'après-midi" is no noon.
        ("midi", Language::French) if is_introduced() && tokens.is_spaced(index) => {
            return Some((12, 0, index + 1));
        }
        ("minuit", Language::French) if is_introduced() => return Some((0, 0, index + 1)),
        ("noon" | "midday", Language::English) if is_introduced() => return Some((12, 0, index + 1)),
        ("midnight", Language::English) if is_introduced() => return Some((0, 0, index + 1)),
        (_, _) => {}
    }
    let hour = narrow(tokens, index).or_else(|| hour_word(tokens, index, language));
    let hour = hour.filter(|hour| *hour <= 24)?;
    let minute = |index: usize| {
        let minute = tokens.number_of(index, (2, 2)).filter(|minute| *minute < 60);
        minute.and_then(|minute| u8::try_from(minute).ok())
    };
    let is_fraction = tokens.gap_before(index).ends_with([',', '.', ':', '/', '-']) && index > 0;
    if is_fraction {
        return None;
    }
    if tokens.gap_before(index + 1) == ":" {
        let minute = minute(index + 1).filter(|_| !is_ratio(tokens, index))?;
        let (hour, after) = half_of_day(tokens, hour, index + 2).unwrap_or((hour, index + 2));
        return Some((hour % 24, minute, after));
    }
    // "9.30pm": British papers write a point.
    if tokens.gap_before(index + 1) == "."
        && language == Language::English
        && let Some(minute) = minute(index + 1)
        && let Some((hour, after)) = half_of_day(tokens, hour, index + 2)
    {
        return Some((hour % 24, minute, after));
    }
    match (tokens.word(index + 1), language) {
        ("o", Language::English) if tokens.word(index + 2) == "clock" => Some((hour % 24, 0, index + 3)),
        // "en 2 h 10", "1 h 30 de retard" are lengths of time.
        ("h", _)
            if matches!(tokens.word_before(index), "en" | "pendant" | "durant" | "dure" | "duree")
                || (matches!(tokens.word(index + 3), "de" | "d")
                    && tokens.number(index + 2).is_some()
                    && tokens.word(index + 4) != "l") =>
        {
            None
        }
        ("h", _) => {
            let is_touching = tokens.gap_before(index + 1).is_empty();
            match minute(index + 2).filter(|_| tokens.gap_before(index + 2).trim().is_empty()) {
                Some(minute) => Some((hour % 24, minute, index + 3)),
                None => (is_touching || is_introduced()).then_some((hour % 24, 0, index + 2)),
            }
        }
        // "à 9 heures de route" is a length of time.
        ("heures" | "heure", Language::French)
            if is_introduced()
                && tokens.is_spaced(index + 1)
                && !matches!(tokens.word(index + 2), "de" | "d") =>
        {
            let has_minutes = tokens.is_spaced(index + 2) && tokens.word(index + 3) != "minutes";
            match minute(index + 2).filter(|_| has_minutes) {
                Some(minute) => Some((hour % 24, minute, index + 3)),
                None => Some((hour % 24, 0, index + 2)),
            }
        }
        (_, Language::English) => half_of_day(tokens, hour, index + 1).map(|(hour, after)| (hour, 0, after)),
        (_, Language::French | Language::Other) => None,
    }
}

/// Reads an hour in words.
fn hour_word(tokens: &Tokens<'_>, index: usize, language: Language) -> Option<u8> {
    let names = match language {
        Language::French => {
            ["une", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze"]
        }
        Language::English => {
            ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"]
        }
        Language::Other => return None,
    };
    let word = tokens.word(index);
    let position = names.iter().position(|name| *name == word)?;
    u8::try_from(position + 1).ok()
}

fn narrow(tokens: &Tokens<'_>, index: usize) -> Option<u8> {
    tokens.number_of(index, (1, 2)).and_then(|number| u8::try_from(number).ok())
}

/// Says whether "9:00" goes on ("1:2:3"), so that it is no time of day.
fn is_ratio(tokens: &Tokens<'_>, index: usize) -> bool {
    tokens.gap_before(index + 2) == ":" && tokens.number(index + 2).is_some()
}

/// Reads "a.m.", "pm"; returns the hour of the day and the token behind it.
fn half_of_day(tokens: &Tokens<'_>, hour: u8, index: usize) -> Option<(u8, usize)> {
    let (is_afternoon, after) = match (tokens.word(index), tokens.word(index + 1)) {
        ("am", _) => (false, index + 1),
        ("pm", _) => (true, index + 1),
        ("a", "m") if tokens.gap_before(index + 1) == "." => (false, index + 2),
        ("p", "m") if tokens.gap_before(index + 1) == "." => (true, index + 2),
        (_, _) => return None,
    };
    let is_known = (1..=12).contains(&hour);
    is_known.then_some((hour % 12 + if is_afternoon { 12 } else { 0 }, after))
}

/// Reads the zone behind a time; returns the token behind it.
fn zone(tokens: &Tokens<'_>, index: usize) -> (Option<ZoneName>, usize) {
    let is_near = tokens.gap_before(index).chars().all(|c| c.is_whitespace() || matches!(c, ',' | '(' | '.'));
    match zone_at(tokens, index).filter(|_| is_near) {
        Some((zone, after)) => (Some(zone), after),
        None => (None, index),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mention::show;

    fn check(text: &str, expected: &[&str]) {
        check_in(Language::French, text, expected);
    }

    fn check_in(language: Language, text: &str, expected: &[&str]) {
        let day = Date::parse("2022-09-13").expect("a date");
        let moment = |time: &ClockTime| time.on(&day).map_or_else(String::new, |moment| moment.to_string());
        assert_eq!(show(text, &clock_times(text, language), moment), expected, "{text}");
    }

    #[test]
    fn a_zone_behind_a_time_is_read() {
        check(
            "à 9h00, heure de Moscou, en",
            &["[9h00, heure de Moscou] 2022-09-13T09:00+03:00[Europe/Moscow]"],
        );
        check(
            "à 21 h 30 (heure de New York)",
            &["[21 h 30 (heure de New York] 2022-09-13T21:30-04:00[America/New_York]"],
        );
        check(
            "10h GMT et 12:15 UTC+3",
            &["[10h GMT] 2022-09-13T10:00Z", "[12:15 UTC+3] 2022-09-13T12:15+03:00"],
        );
        check("à 9 heures, heure locale", &["[9 heures] 2022-09-13T09:00"]);
        check("La finale à 15h00 est", &["[15h00] 2022-09-13T15:00"]);
    }

    #[test]
    fn a_zone_may_be_an_offset_with_minutes_or_a_name_of_several_words() {
        check(
            "à 9h00 UTC+3:30, à 9h00 GMT−2, à 9h00, heure moscovite",
            &[
                "[9h00 UTC+3:30] 2022-09-13T09:00+03:30",
                "[9h00 GMT−2] 2022-09-13T09:00-02:00",
                "[9h00, heure moscovite] 2022-09-13T09:00+03:00[Europe/Moscow]",
            ],
        );
        check_in(
            Language::English,
            "at 9 a.m. Eastern Daylight Time, 9am Greenwich Mean Time, 9am New York time",
            &[
                "[9 a.m. Eastern Daylight Time] 2022-09-13T09:00-04:00",
                "[9am Greenwich Mean Time] 2022-09-13T09:00Z",
                "[9am New York time] 2022-09-13T09:00-04:00[America/New_York]",
            ],
        );
    }

    #[test]
    fn lengths_of_time_and_results_are_no_times() {
        check("après 9 heures de vol, en 48 heures, 3 heures", &[]);
        check("un score de 2-1, 1:2:3, 25:00, 9:7", &[]);
    }

    #[test]
    fn noon_and_midnight_are_times_where_a_word_says_so() {
        check("à midi, dans le midi", &["[midi] 2022-09-13T12:00"]);
    }

    #[test]
    fn hours_may_stand_in_words() {
        check("à trois heures, trois heures plus tard", &["[trois heures] 2022-09-13T03:00"]);
        check("en 2 h 10, à 2 h 10", &["[2 h 10] 2022-09-13T02:10"]);
        check_in(
            Language::English,
            "at six o’clock or 9.30pm",
            &["[six o’clock] 2022-09-13T06:00", "[9.30pm] 2022-09-13T21:30"],
        );
    }

    #[test]
    fn english_times_have_halves_of_the_day() {
        check_in(
            Language::English,
            "at 9 a.m. Moscow time",
            &["[9 a.m. Moscow time] 2022-09-13T09:00+03:00[Europe/Moscow]"],
        );
        check_in(
            Language::English,
            "at 12:30 pm, 9 pm",
            &["[12:30 pm] 2022-09-13T12:30", "[9 pm] 2022-09-13T21:00"],
        );
    }
}
