//! Reads dates as people and extractors write them, by rewriting them into the strict spelling.

use crate::value::date::parse::{NOT_A_DATE, parse, parse_plainly};
use crate::value::date::{Bound, Date};
use crate::value::{Language, Lenient, ValueError};

/// Month names and their abbreviations without accents, French and English, which never contradict each other.
const MONTHS: [&[&str]; 12] = [
    &["janvier", "janv", "january", "jan"],
    &["fevrier", "fevr", "fev", "february", "feb"],
    &["mars", "march", "mar"],
    &["avril", "avr", "april", "apr"],
    &["mai", "may"],
    &["juin", "june", "jun"],
    &["juillet", "juil", "july", "jul"],
    &["aout", "august", "aug"],
    &["septembre", "september", "sept", "sep"],
    &["octobre", "october", "oct"],
    &["novembre", "november", "nov"],
    &["decembre", "december", "dec"],
];

/// Words that say nothing about the date; weekdays are checked by lint, against the quote.
const FILLERS: [&str; 27] = [
    "le",
    "la",
    "les",
    "de",
    "du",
    "en",
    "a",
    "au",
    "the",
    "of",
    "on",
    "in",
    "at",
    "lundi",
    "mardi",
    "mercredi",
    "jeudi",
    "vendredi",
    "samedi",
    "dimanche",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
];

/// Parts of a day.
const DAY_PARTS: [(&str, &[&str]); 4] = [
    ("morning", &["morning", "matin", "matinee"]),
    ("afternoon", &["afternoon", "apres-midi"]),
    ("evening", &["evening", "soir", "soiree"]),
    ("night", &["night", "nuit"]),
];

/// Beginnings that name a third of a month, year or decade.
const THIRDS: [(&str, &[&str]); 3] = [
    ("early ", &["early ", "debut ", "beginning of "]),
    ("mid ", &["mid-", "mid ", "mi-"]),
    ("late ", &["late ", "fin ", "end of "]),
];

/// Beginnings that mark a bound, longer ones first.
const BOUNDS: [(Bound, &[&str]); 4] = [
    (Bound::OnOrBefore, &["on or before ", "au plus tard ", "no later than "]),
    (Bound::Before, &["before ", "avant "]),
    (Bound::OnOrAfter, &["on or after ", "au plus tot ", "no earlier than "]),
    (Bound::After, &["after ", "apres "]),
];

/// Beginnings that hedge.
const HEDGES: [&str; 5] = ["vers ", "environ ", "about ", "around ", "circa "];

/// Frames of two dates: before, between, and what the strict spelling puts around them.
const PAIRS: [(&str, &str, [&str; 2]); 4] = [
    ("between ", " and ", ["between ", " and "]),
    ("entre ", " et ", ["between ", " and "]),
    ("du ", " au ", ["", "/"]),
    ("from ", " to ", ["", "/"]),
];

/// Why a text could not be rewritten.
enum Refusal {
    /// It is no date in any spelling.
    Unknown,
    /// Day and month cannot be told apart.
    Ambiguous,
}

/// Reads a date in the strict spelling, or in a common one of the language.
pub(super) fn read(text: &str, language: Language) -> Result<Lenient<Date>, ValueError> {
    let strict = match parse(text) {
        Ok(value) => return Ok(Lenient { value, was_lenient: false }),
        Err(strict) => strict,
    };
    let lenient = |value: Date| Lenient { value, was_lenient: true };
    let spaced = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if let Ok(value) = parse_plainly(&spaced) {
        return Ok(lenient(value));
    }
    let problem =
        |message: String, help: Option<String>| ValueError { rule: "V1", span: 0..text.len(), message, help };
    match rewrite(&spaced, language) {
        Ok(strictly) => match parse_plainly(&strictly) {
            Ok(value) => Ok(lenient(value)),
            // A date in every respect but one: say what is wrong with it, at the whole text.
            Err(error) if !error.message.ends_with(NOT_A_DATE) => {
                Err(ValueError { span: 0..text.len(), ..error })
            }
            Err(_) => Err(strict),
        },
        Err(Refusal::Unknown) => Err(strict),
        Err(Refusal::Ambiguous) => {
            let message = format!("\"{spaced}\" can be read with the day or with the month first");
            Err(problem(message, Some("write year-month-day: 2022-09-13".to_owned())))
        }
    }
}

/// Returns how a text would be written in the strict spelling, if it is a date that people write.
pub(super) fn suggestion(text: &str) -> Option<String> {
    let spaced = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let strictly = rewrite(&spaced, Language::Other).ok()?;
    parse_plainly(&strictly).is_ok().then_some(strictly)
}

fn rewrite(text: &str, language: Language) -> Result<String, Refusal> {
    // Zone names keep their case.
    let (before, zone) = match text.find('[') {
        Some(bracket) => text.split_at_checked(bracket).ok_or(Refusal::Unknown)?,
        None => (text, ""),
    };
    let folded: String = before.to_lowercase().chars().map(without_accent).collect();
    if let Some(pair) = rewrite_pair(&folded, language)? {
        return Ok(pair + zone);
    }
    for (bound, words) in BOUNDS {
        if let Some(rest) = strip_any(&folded, words) {
            return Ok(format!("{} {}{zone}", bound.word(), rewrite_point(rest, language)?));
        }
    }
    if let Some(rest) = strip_any(&folded, &HEDGES) {
        return Ok(format!("{}{zone}~", rewrite_point(rest, language)?));
    }
    Ok(rewrite_point(&folded, language)? + zone)
}

fn without_accent(character: char) -> char {
    match character {
        'é' | 'è' | 'ê' => 'e',
        'û' | 'ù' => 'u',
        'à' | 'â' => 'a',
        'ô' => 'o',
        '’' => '\'',
        other => other,
    }
}

fn strip_any<'a>(text: &'a str, beginnings: &[&str]) -> Option<&'a str> {
    beginnings.iter().find_map(|beginning| text.strip_prefix(beginning))
}

/// Rewrites a frame of two dates; the first takes the year of the second where it states none.
fn rewrite_pair(text: &str, language: Language) -> Result<Option<String>, Refusal> {
    for (before, between, [open, middle]) in PAIRS {
        let Some((first, last)) = text.strip_prefix(before).and_then(|rest| rest.split_once(between)) else {
            continue;
        };
        let (first, last) = (rewrite_point(first, language)?, rewrite_point(last, language)?);
        let year = last.get(..4).filter(|year| year.bytes().all(|byte| byte.is_ascii_digit()));
        let first = match (first.strip_prefix("XXXX"), year) {
            (Some(rest), Some(year)) => format!("{year}{rest}"),
            (Some(_), None) | (None, _) => first,
        };
        return Ok(Some(format!("{open}{first}{middle}{last}")));
    }
    Ok(None)
}

fn rewrite_point(text: &str, language: Language) -> Result<String, Refusal> {
    for (word, beginnings) in THIRDS {
        if let Some(rest) = strip_any(text, beginnings) {
            return Ok(format!("{word}{}", rewrite_point(rest, language)?));
        }
    }
    let mut parts = Parts::default();
    for token in split_clock(text).split(' ') {
        let token = token.trim_matches([',', '.']);
        if token.is_empty() || FILLERS.contains(&token) {
            continue;
        }
        parts.take(token, language)?;
    }
    parts.written().ok_or(Refusal::Unknown)
}

/// Puts a space for the `t` between day and clock time.
fn split_clock(text: &str) -> String {
    let is_digit = |character: Option<char>| character.is_some_and(|character| character.is_ascii_digit());
    let characters: Vec<char> = text.chars().collect();
    let at = |index: usize| characters.get(index).copied();
    let separate = |(index, character): (usize, &char)| {
        let is_between = *character == 't' && index > 0 && is_digit(at(index - 1)) && is_digit(at(index + 1));
        if is_between { ' ' } else { *character }
    };
    characters.iter().enumerate().map(separate).collect()
}

/// What the words of a date have said so far.
#[derive(Default)]
struct Parts {
    year: Option<String>,
    month: Option<usize>,
    day: Option<u8>,
    part: Option<&'static str>,
    clock: Option<String>,
    offset: Option<String>,
    decade: Option<String>,
    is_decade_next: bool,
}

impl Parts {
    fn take(&mut self, token: &str, language: Language) -> Result<(), Refusal> {
        if let Some(month) = MONTHS.iter().position(|names| names.contains(&token)) {
            return put(&mut self.month, month + 1);
        }
        if let Some((word, _)) = DAY_PARTS.iter().find(|(_, words)| words.contains(&token)) {
            return put(&mut self.part, *word);
        }
        if token == "annees" {
            self.is_decade_next = true;
            return Ok(());
        }
        if self.is_decade_next || token.ends_with('s') {
            let decade = decade_of(token.strip_suffix('s').unwrap_or(token)).ok_or(Refusal::Unknown)?;
            return put(&mut self.decade, decade);
        }
        if let Some((clock, offset)) = clock_of(token) {
            put(&mut self.clock, clock)?;
            return offset.map_or(Ok(()), |offset| put(&mut self.offset, offset));
        }
        if let Some(offset) = offset_of(token).filter(|_| self.clock.is_some()) {
            return put(&mut self.offset, offset);
        }
        if token.len() == 4 && is_digits(token) {
            return put(&mut self.year, token.to_owned());
        }
        if let Some(day) = day_of(token) {
            return put(&mut self.day, day);
        }
        self.take_numeric(token, language)
    }

    /// Reads `13/09/2022`, `2022-9-3`, `13.09.2022`.
    fn take_numeric(&mut self, token: &str, language: Language) -> Result<(), Refusal> {
        let pieces: Vec<&str> = token.split(['/', '.', '-']).collect();
        let [first, second, third] = pieces.as_slice() else { return Err(Refusal::Unknown) };
        let number = |piece: &str| piece.parse::<u8>().ok().filter(|_| piece.len() <= 2 && is_digits(piece));
        let (year, month, day) = match (number(first), number(second), number(third)) {
            (None, Some(month), Some(day)) if first.len() == 4 && is_digits(first) => (first, month, day),
            (Some(a), Some(b), None) if third.len() == 4 && is_digits(third) => {
                let is_day_first = match language {
                    Language::French => true,
                    Language::English | Language::Other if a == b || a > 12 => true,
                    Language::English | Language::Other if b > 12 => false,
                    Language::English | Language::Other => return Err(Refusal::Ambiguous),
                };
                if is_day_first { (third, b, a) } else { (third, a, b) }
            }
            (_, _, _) => return Err(Refusal::Unknown),
        };
        put(&mut self.year, (*year).to_owned())?;
        put(&mut self.month, usize::from(month))?;
        put(&mut self.day, day)
    }

    fn written(self) -> Option<String> {
        if let Some(decade) = self.decade {
            let is_alone = self.month.is_none() && self.day.is_none() && self.year.is_none();
            return (is_alone && self.clock.is_none() && self.part.is_none()).then_some(decade);
        }
        let year = self.year.as_deref().unwrap_or("XXXX");
        let has_year = self.year.is_some();
        let calendar = match (self.month, self.day) {
            (Some(month), Some(day)) => format!("{year}-{month:02}-{day:02}"),
            (Some(month), None) => format!("{year}-{month:02}"),
            (None, None) if has_year => year.to_owned(),
            (None, Some(_) | None) => return None,
        };
        Some(match (self.clock, self.offset, self.part) {
            (Some(clock), offset, None) => format!("{calendar}T{clock}{}", offset.unwrap_or_default()),
            (None, None, Some(part)) => format!("{calendar} {part}"),
            (None, None, None) => calendar,
            (_, _, _) => return None,
        })
    }
}

/// Sets what was not said before; saying it twice is no date.
fn put<T>(place: &mut Option<T>, value: T) -> Result<(), Refusal> {
    match place.replace(value) {
        None => Ok(()),
        Some(_) => Err(Refusal::Unknown),
    }
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// `1980` as a decade.
fn decade_of(token: &str) -> Option<String> {
    let decade = token.strip_suffix('0').filter(|decade| decade.len() == 3 && is_digits(decade))?;
    Some(format!("{decade}X"))
}

/// `13`, `1er`, `13th`.
fn day_of(token: &str) -> Option<u8> {
    let number = ["er", "st", "nd", "rd", "th"].iter().find_map(|suffix| token.strip_suffix(suffix));
    let number = number.unwrap_or(token);
    number.parse().ok().filter(|_| number.len() <= 2 && is_digits(number))
}

/// `9:00`, `09:00:30`, `9h00`, `9h`, with an offset behind: the clock and the offset in strict spelling.
fn clock_of(token: &str) -> Option<(String, Option<String>)> {
    let border = token.find(['+', '-', 'z']).unwrap_or(token.len());
    let (clock, offset) = token.split_at_checked(border)?;
    let offset = if offset.is_empty() { None } else { Some(offset_of(offset)?) };
    let (hour, rest) = clock.split_once([':', 'h'])?;
    let rest = if rest.is_empty() && clock.ends_with('h') { "00" } else { rest };
    let is_whole = |piece: &str| piece.len() == 2 && is_digits(piece);
    let is_clock =
        hour.len() <= 2 && is_digits(hour) && rest.split(':').count() <= 2 && rest.split(':').all(is_whole);
    is_clock.then(|| (format!("{hour:0>2}:{rest}"), offset))
}

/// `z`, `utc`, `+03:00`, `+0300`, `+3`.
fn offset_of(token: &str) -> Option<String> {
    if ["z", "utc", "gmt"].contains(&token) {
        return Some("Z".to_owned());
    }
    let sign = token.chars().next().filter(|sign| ['+', '-'].contains(sign))?;
    let digits: String = token.chars().skip(1).filter(|character| *character != ':').collect();
    let digits = match (digits.len(), is_digits(&digits)) {
        (1, true) => format!("0{digits}00"),
        (2, true) => format!("{digits}00"),
        (4, true) => digits,
        (_, _) => return None,
    };
    let (hours, minutes) = digits.split_at_checked(2)?;
    Some(format!("{sign}{hours}:{minutes}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(language: Language, texts: &[(&str, &str)]) {
        for (text, expected) in texts {
            let found = match read(text, language) {
                Ok(found) => {
                    assert!(found.was_lenient, "{text}");
                    found.value.to_string()
                }
                Err(error) => error.message,
            };
            assert_eq!(&found, expected, "{text}");
        }
    }

    #[test]
    fn french_puts_the_day_first() {
        check(
            Language::French,
            &[
                ("13/09/2022", "2022-09-13"),
                ("03/04/2022", "2022-04-03"),
                ("13 septembre 2022", "2022-09-13"),
                ("le 13 sept. 2022", "2022-09-13"),
                ("1er novembre 2020", "2020-11-01"),
                ("Mardi 13 Septembre 2022", "2022-09-13"),
                ("9 novembre", "XXXX-11-09"),
                ("septembre 2022", "2022-09"),
                ("13\u{a0}août\u{202f}2022", "2022-08-13"),
                ("années 1980", "198X"),
                ("les années 1980", "198X"),
                ("début novembre 2020", "early 2020-11"),
                ("mi-novembre 2020", "mid 2020-11"),
                ("fin 2020", "late 2020"),
                ("fin des années 80", "\"fin des années 80\" is not a date karat knows"),
                ("13 septembre 2022 à 9h00", "2022-09-13T09:00"),
                ("13 septembre 2022 au matin", "2022-09-13 morning"),
                ("avant le 26 août 1989", "before 1989-08-26"),
                ("du 27 septembre au 10 novembre 2020", "2020-09-27/2020-11-10"),
                (
                    "entre le 25 et le 26 août 1989",
                    "\"entre le 25 et le 26 août 1989\" is not a date karat knows",
                ),
                ("entre le 25 août 1989 et le 26 août 1989", "between 1989-08-25 and 1989-08-26"),
                ("vers 1988", "1988~"),
                ("30 février 2022", "February 2022 has 28 days"),
            ],
        );
    }

    #[test]
    fn english_refuses_orders_that_can_be_read_twice() {
        check(
            Language::English,
            &[
                ("September 13, 2022", "2022-09-13"),
                ("13 September 2022", "2022-09-13"),
                ("Sept. 13th 2022", "2022-09-13"),
                ("13/09/2022", "2022-09-13"),
                ("09/13/2022", "2022-09-13"),
                ("03/04/2022", "\"03/04/2022\" can be read with the day or with the month first"),
                ("the 1980s", "198X"),
                ("1980s", "198X"),
                ("Tuesday 13 September", "XXXX-09-13"),
            ],
        );
    }

    #[test]
    fn clock_times_are_forgiven_their_spelling() {
        check(
            Language::Other,
            &[
                ("2022-09-13 09:00", "2022-09-13T09:00"),
                ("2022-09-13T9:00", "2022-09-13T09:00"),
                ("2022-09-13t09:00z", "2022-09-13T09:00Z"),
                ("2022-09-13 09:00 +0300", "2022-09-13T09:00+03:00"),
                ("2022-09-13 9:00+3[Europe/Moscow]", "2022-09-13T09:00+03:00[Europe/Moscow]"),
                (" 2022-09-13 ", "2022-09-13"),
                ("2022-9-3", "2022-09-03"),
                ("2022/09/13", "2022-09-13"),
                ("2022-09-13 25:00", "hours go from 00 to 23"),
                ("03/04/2022", "\"03/04/2022\" can be read with the day or with the month first"),
            ],
        );
    }

    #[test]
    fn the_strict_spelling_is_not_lenient() {
        for text in ["2022-09-13", "XXXX-09-13", "on or before 1989-08-26", "2022-12/.."] {
            assert!(!read(text, Language::French).unwrap().was_lenient);
        }
    }
}
