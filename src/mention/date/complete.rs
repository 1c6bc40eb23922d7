//! Completes dates by what stands around them: the year of their list, or the day of publication.

use crate::mention::Mention;
use crate::mention::date::scan::{Around, Beside, DaysFrom, Found, Shape, Week, is_list};
use crate::mention::date::{DatePhrase, YearFrom};
use crate::mention::token::Tokens;
use crate::value::date::calendar::{civil, ordinal};
use crate::value::date::{Date, Weekday};

/// How far from publication a date without a year is still read in the year of publication, in days.
const SAME_YEAR_DAYS_MAX: i32 = 243;

/// How far behind a day "la veille" is still told from it, in bytes.
const BESIDE_BYTES_MAX: usize = 400;

/// Turns what was found into dates; what is no day of the calendar is left out.
pub(super) fn complete(
    tokens: &Tokens<'_>,
    found: &[Found],
    published: Option<&Date>,
) -> Vec<Mention<DatePhrase>> {
    let published =
        published.and_then(Date::calendar_day).map(|(year, month, day)| ordinal(year, month, day));
    let mut mentions = Vec::with_capacity(found.len());
    // From the last one: a year is handed back along its list.
    let mut later: Option<(&Found, i32)> = None;
    for one in found.iter().rev() {
        let (year, from) = match (stated_year(one), later) {
            (Some(year), _) => (Some(year), YearFrom::Stated),
            (None, Some((next, year))) if is_list(tokens, one.tokens.1 + 1..next.tokens.0) => {
                (year_of_list(one, next, year), YearFrom::List)
            }
            (None, _) => (None, YearFrom::Open),
        };
        later = year.map(|year| (one, year));
        let phrase = match &one.shape {
            Shape::Whole { date, .. } => Some(DatePhrase { date: date.clone(), year: YearFrom::Stated }),
            Shape::Relative { days, part } => {
                published.and_then(|published| relative(*days, *part, published))
            }
            Shape::Around { what, shift } => published.and_then(|published| around(*what, *shift, published)),
            Shape::Beside { .. } => None,
            Shape::Day { .. } | Shape::Month { .. } if from == YearFrom::Open && is_of_past(tokens, one) => {
                published.and_then(|published| last_before(one, published))
            }
            Shape::Day { .. } | Shape::Month { .. } => with_year(one, (year, from), published),
        };
        if let Some(phrase) = phrase {
            mentions.push(Mention { span: span(tokens, one), value: phrase });
        }
    }
    mentions.reverse();
    with_days_beside(tokens, found, mentions)
}

/// Adds the days told from the day named last before them, if it stands near.
fn with_days_beside(
    tokens: &Tokens<'_>,
    found: &[Found],
    mentions: Vec<Mention<DatePhrase>>,
) -> Vec<Mention<DatePhrase>> {
    if !found.iter().any(|one| matches!(one.shape, Shape::Beside { .. })) {
        return mentions;
    }
    let mut all: Vec<Mention<DatePhrase>> = Vec::with_capacity(found.len());
    let mut mentions = mentions.into_iter().peekable();
    let mut last: Option<(usize, i32)> = None;
    for one in found {
        let place = span(tokens, one);
        let mention = match &one.shape {
            Shape::Beside { step } => last
                .filter(|(end, _)| place.start.saturating_sub(*end) <= BESIDE_BYTES_MAX)
                .and_then(|(_, day)| beside(*step, day))
                .map(|date| Mention { span: place, value: DatePhrase { date, year: YearFrom::Relative } }),
            Shape::Day { .. }
            | Shape::Month { .. }
            | Shape::Whole { .. }
            | Shape::Relative { .. }
            | Shape::Around { .. } => mentions.next_if(|mention| mention.span == place),
        };
        let Some(mention) = mention else { continue };
        if let Some((year, month, day)) = mention.value.date.calendar_day() {
            last = Some((mention.span.end, ordinal(year, month, day)));
        }
        all.push(mention);
    }
    all
}

fn beside(step: Beside, last: i32) -> Option<Date> {
    let (year, month, day) = match step {
        Beside::Days(days) => civil(last + days),
        Beside::DayOfMonth(day) => {
            let (year, month, _) = civil(last);
            (year, month, day)
        }
    };
    Date::day(Some(year), month, day)
}

/// Says whether words beside a date put it before publication: "depuis décembre", "en mars dernier".
fn is_of_past(tokens: &Tokens<'_>, found: &Found) -> bool {
    let before = tokens.word_before(found.tokens.0);
    let second = found.tokens.0.checked_sub(2).map_or("", |index| tokens.word(index));
    matches!(before, "depuis" | "since" | "last")
        || (second == "depuis" && matches!(before, "le" | "la" | "debut" | "fin"))
        || tokens.word(found.tokens.1 + 1) == "dernier"
}

/// Returns the last such date that begins up to the day of publication.
fn last_before(found: &Found, published: i32) -> Option<DatePhrase> {
    let (this_year, _, _) = civil(published);
    let candidates = [this_year, this_year - 1].into_iter().filter_map(|year| date(found, Some(year)));
    let date = candidates.into_iter().find(|date| date.first_day().is_some_and(|day| day <= published))?;
    Some(DatePhrase { date, year: YearFrom::Publication })
}

/// Returns a week, month, season or year so many after the one of publication.
fn around(what: Around, shift: i32, published: i32) -> Option<DatePhrase> {
    let (year, month, _) = civil(published);
    let date = match what {
        Around::Year => Date::year(year + shift),
        Around::Month => {
            let months = year * 12 + i32::from(month) - 1 + shift;
            Date::month(Some(months.div_euclid(12)), u8::try_from(months.rem_euclid(12) + 1).ok()?)
        }
        Around::Week => {
            // The week belongs to the year of its Thursday (ISO 8601).
            let monday = published - index(Weekday::of_ordinal(published)) + 7 * shift;
            let (year, _, _) = civil(monday + 3);
            let week = (monday + 3 - ordinal(year, 1, 1)) / 7 + 1;
            Date::parse(&format!("{year:04}-W{week:02}")).ok()
        }
        Around::Weekend => {
            let saturday = published - index(Weekday::of_ordinal(published)) + 5 + 7 * shift;
            Date::interval(&of_ordinal(saturday)?, &of_ordinal(saturday + 1)?)
        }
        Around::Season(code) => {
            let season = |year: i32| Date::parse(&format!("{year:04}-{code}")).ok();
            let candidates = [year + 1, year, year - 1, year - 2].into_iter().filter_map(season);
            candidates.into_iter().find(|date| match shift {
                0 => date.first_day().is_some_and(|first| first <= published + 120),
                ..0 => date.last_day().is_some_and(|last| last < published),
                1.. => date.first_day().is_some_and(|first| first > published && first < published + 370),
            })
        }
    };
    Some(DatePhrase { date: date?, year: YearFrom::Relative })
}

fn of_ordinal(day: i32) -> Option<Date> {
    let (year, month, day) = civil(day);
    Date::day(Some(year), month, day)
}

fn span(tokens: &Tokens<'_>, found: &Found) -> std::ops::Range<usize> {
    let end = match &found.shape {
        Shape::Whole { end, .. } => *end,
        Shape::Day { .. }
        | Shape::Month { .. }
        | Shape::Relative { .. }
        | Shape::Around { .. }
        | Shape::Beside { .. } => tokens.span(found.tokens.1).end,
    };
    tokens.span(found.tokens.0).start..end
}

const fn stated_year(found: &Found) -> Option<i32> {
    match found.shape {
        Shape::Day { year, .. } | Shape::Month { year, .. } => year,
        Shape::Whole { .. } | Shape::Relative { .. } | Shape::Around { .. } | Shape::Beside { .. } => None,
    }
}

/// Returns the year of a date of a list: the one of the next date, or the year before if that would turn the list round.
fn year_of_list(found: &Found, next: &Found, year: i32) -> Option<i32> {
    let place = |found: &Found| match found.shape {
        Shape::Day { month, day, .. } => Some((month, day)),
        Shape::Month { month, .. } => Some((month, 0)),
        Shape::Whole { .. } | Shape::Relative { .. } | Shape::Around { .. } | Shape::Beside { .. } => None,
    };
    let (own, next) = (place(found)?, place(next)?);
    Some(if own <= next { year } else { year - 1 })
}

fn with_year(
    found: &Found,
    (year, from): (Option<i32>, YearFrom),
    published: Option<i32>,
) -> Option<DatePhrase> {
    if year.is_some() {
        return Some(DatePhrase { date: date(found, year)?, year: from });
    }
    let Some(published) = published else {
        return Some(DatePhrase { date: date(found, None)?, year: YearFrom::Open });
    };
    let (this_year, _, _) = civil(published);
    let candidates =
        [this_year, this_year - 1, this_year + 1].into_iter().filter_map(|year| date(found, Some(year)));
    // The press leaves out the year of publication; that of a neighbour only around the turn of the year.
    let distance = |date: &Date| {
        let n_days = date.first_day().map_or(i32::MAX, |first| (first - published).abs());
        if n_days <= SAME_YEAR_DAYS_MAX && date.first_year() == Some(this_year) { 0 } else { n_days }
    };
    Some(DatePhrase { date: candidates.min_by_key(distance)?, year: YearFrom::Publication })
}

fn date(found: &Found, year: Option<i32>) -> Option<Date> {
    match found.shape {
        Shape::Day { month, day, .. } => Date::day(year, month, day),
        Shape::Month { month, third: None, .. } => Date::month(year, month),
        Shape::Month { month, third: Some(third), .. } => {
            let month = Date::month(year, month)?;
            Date::parse(&format!("{third} {month}")).ok()
        }
        Shape::Whole { .. } | Shape::Relative { .. } | Shape::Around { .. } | Shape::Beside { .. } => None,
    }
}

fn relative(days: DaysFrom, part: Option<&'static str>, published: i32) -> Option<DatePhrase> {
    let ordinal = match days {
        DaysFrom::Days(days) => published + days,
        DaysFrom::Weekday(weekday, week) => {
            let n_back = |from: i32| (index(Weekday::of_ordinal(from)) + 7 - index(weekday)) % 7;
            match week {
                Week::UpToPublication => published - n_back(published),
                Week::Before => published - 1 - n_back(published - 1),
                Week::After => published + 7 - n_back(published + 7),
            }
        }
    };
    let (year, month, day) = civil(ordinal);
    let date = Date::day(Some(year), month, day)?;
    let date = match part {
        Some(part) => Date::parse(&format!("{date} {part}")).ok()?,
        None => date,
    };
    Some(DatePhrase { date, year: YearFrom::Relative })
}

fn index(weekday: Weekday) -> i32 {
    let position = Weekday::ALL.iter().position(|known| *known == weekday).unwrap_or(0);
    i32::try_from(position).unwrap_or(0)
}
