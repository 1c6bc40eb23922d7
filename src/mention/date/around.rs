//! Reads dates that are counted from another day: "la semaine dernière", "last year", "three days ago", "la veille".

use crate::mention::calendar_words::{season, weekday};
use crate::mention::date::scan::{Around, Beside, DaysFrom, Scanner, Shape, Week};
use crate::mention::token::Tokens;
use crate::value::Language;
use crate::value::date::Date;
use crate::value::numeral::{Numeral, Sense, longest_number};

/// How many tokens on either side of a weekday are looked at for the tense of its clause.
const CLAUSE_TOKENS_MAX: usize = 12;

impl Scanner<'_> {
    /// Reads a stretch of time that a word beside it counts from publication, or a day told from another.
    pub(super) fn around(&mut self, index: usize) -> Option<usize> {
        if let Some((first, last, shape)) = self.ago(index) {
            return Some(self.push(first, last, shape));
        }
        let read = match self.language {
            Language::French => self.french_around(index),
            Language::English => self.english_around(index),
            Language::Other => None,
        };
        let (last, shape) = read?;
        Some(self.push(index, last, shape))
    }

    /// Reads "il y a trois ans", "five days ago", "a year ago"; returns its first and last token.
    pub(super) fn ago(&self, index: usize) -> Option<(usize, usize, Shape)> {
        let tokens = self.tokens;
        let (number, last) = match (tokens.word(index), tokens.word(index + 1), tokens.word(index + 2)) {
            ("il", "y", "a") => (index + 3, index + 4),
            (_, _, "ago") => (index, index + 2),
            (_, _, _) => return None,
        };
        let is_near =
            (number.max(index + 1)..=last).all(|at| at == index || tokens.gap_before(at).len() <= 4);
        let rest = tokens.text().get(tokens.span(number).start..)?;
        let n_units = match (tokens.word(number), longest_number(rest, self.language)) {
            ("a" | "an", _) => 1,
            (_, Some((_, Numeral { sense: Sense::Exact(amount), .. }))) => {
                i32::try_from(amount.as_whole()?).ok()?
            }
            (_, _) => return None,
        };
        let what = match tokens.word(number + 1) {
            "jour" | "jours" | "day" | "days" => None,
            "semaine" | "semaines" | "week" | "weeks" => Some(Around::Week),
            "mois" | "month" | "months" => Some(Around::Month),
            "an" | "ans" | "year" | "years" => Some(Around::Year),
            _ => return None,
        };
        let shape = match what {
            Some(what) => Shape::Around { what, shift: -n_units },
            None => Shape::Relative { days: DaysFrom::Days(-n_units), part: None },
        };
        (is_near && n_units < 1000).then_some((index, last, shape))
    }

    fn french_around(&self, index: usize) -> Option<(usize, Shape)> {
        let tokens = self.tokens;
        let (first, second) = (tokens.word(index), tokens.word(index + 1));
        match (first, second) {
            ("ce", "matin") => return Some((index + 1, today(Some("morning")))),
            ("ce", "soir") => return Some((index + 1, today(Some("evening")))),
            ("cet" | "cette", "apres") if tokens.word(index + 2) == "midi" => {
                return Some((index + 2, today(Some("afternoon"))));
            }
            ("la", "veille") => return Some((index + 1, beside(Beside::Days(-1)))),
            ("le", "lendemain") => return Some((index + 1, beside(Beside::Days(1)))),
            ("le" | "au", _) => {
                if let Some(last) = self.bare_day(index) {
                    let day = u8::try_from(tokens.number(last)?).ok()?;
                    return Some((last, beside(Beside::DayOfMonth(day))));
                }
            }
            (_, _) => {}
        }
        let is_this = matches!(first, "ce" | "cet" | "cette");
        let is_near = |index: usize| !tokens.gap_before(index).contains(['.', ',', ';', '\n']);
        if !is_near(index + 1) {
            return None;
        }
        if is_this || matches!(first, "la" | "le" | "l") {
            let (what, noun_last) = french_stretch(tokens, index + 1)?;
            if is_this {
                return Some((noun_last, Shape::Around { what, shift: 0 }));
            }
            let shift = match tokens.word(noun_last + 1) {
                "dernier" | "derniere" | "passe" | "passee" => -1,
                "prochain" | "prochaine" => 1,
                _ => return self.dated_season(index + 1),
            };
            return is_near(noun_last + 1).then_some((noun_last + 1, Shape::Around { what, shift }));
        }
        self.dated_season(index)
    }

    fn english_around(&self, index: usize) -> Option<(usize, Shape)> {
        let tokens = self.tokens;
        let (first, second) = (tokens.word(index), tokens.word(index + 1));
        let shift = match first {
            "last" => -1,
            "this" => 0,
            "next" => 1,
            "tonight" => return Some((index, today(Some("evening")))),
            "the" => {
                return match (second, tokens.word(index + 2)) {
                    ("day", "before") => {
                        ends(tokens, index + 3).then_some((index + 2, beside(Beside::Days(-1))))
                    }
                    ("previous", "day") => Some((index + 2, beside(Beside::Days(-1)))),
                    ("next" | "following", "day") => Some((index + 2, beside(Beside::Days(1)))),
                    (_, _) => None,
                };
            }
            _ => return self.dated_season(index),
        };
        if !tokens.is_spaced(index + 1) {
            return None;
        }
        let part = match second {
            "morning" => Some("morning"),
            "afternoon" => Some("afternoon"),
            "evening" => Some("evening"),
            "night" => Some("night"),
            _ => None,
        };
        if let Some(part) = part {
            let days = DaysFrom::Days(if shift < 0 { -1 } else { 0 });
            return (shift <= 0).then_some((index + 1, Shape::Relative { days, part: Some(part) }));
        }
        if let Some(day) = weekday(second, self.language) {
            let week = match shift {
                ..0 => Week::Before,
                0 => self.week_of(index + 1),
                1.. => Week::After,
            };
            return Some((index + 1, Shape::Relative { days: DaysFrom::Weekday(day, week), part: None }));
        }
        let what = match second {
            "week" => Around::Week,
            "weekend" => Around::Weekend,
            "month" => Around::Month,
            "year" => Around::Year,
            other => Around::Season(season(other)?),
        };
        Some((index + 1, Shape::Around { what, shift }))
    }

    /// Reads "printemps 2019", "spring of 2019", "été de 2020".
    fn dated_season(&self, index: usize) -> Option<(usize, Shape)> {
        let code = season(self.tokens.word(index))?;
        let year_index = match self.tokens.word(index + 1) {
            "de" | "of" => index + 2,
            _ => index + 1,
        };
        let (year, last) = self.year_after(year_index)?;
        let date = Date::parse(&format!("{year:04}-{code}")).ok()?;
        let end = self.tokens.span(last).end;
        Some((last, Shape::Whole { date, end }))
    }

    /// Returns the number of "le 11" where no month and nothing counted stands behind it.
    fn bare_day(&self, index: usize) -> Option<usize> {
        let tokens = self.tokens;
        let (_, after) = self.day(index + 1).filter(|_| tokens.is_spaced(index + 1))?;
        let is_plain = after == index + 2;
        let gap = tokens.gap_before(after);
        let is_end = after >= tokens.len()
            || gap.trim_start().starts_with(['.', ',', ';', ')'])
                && !gap.starts_with(['.', ',']) | gap.contains(char::is_whitespace);
        (is_plain && is_end).then_some(index + 1)
    }

    /// Tells the week of a weekday by the tense of its clause: the next one if that speaks of the future.
    pub(super) fn week_of(&self, index: usize) -> Week {
        let tokens = self.tokens;
        let breaks =
            |index: usize| tokens.gap_before(index).contains(['.', ';', '!', '?', '\n', ':', '«', '“']);
        let from = index.saturating_sub(CLAUSE_TOKENS_MAX);
        let before = (from..index).rev().take_while(|at| !breaks(at + 1));
        let after = (index + 1..(index + CLAUSE_TOKENS_MAX).min(tokens.len())).take_while(|at| !breaks(*at));
        let is_future = before.chain(after).any(|at| is_future(tokens, at, self.language));
        if is_future { Week::After } else { Week::UpToPublication }
    }
}

/// Says whether a word puts its clause into the future.
fn is_future(tokens: &Tokens<'_>, index: usize, language: Language) -> bool {
    let word = tokens.word(index);
    match language {
        Language::French => {
            let is_tense = word.len() >= 4
                && (word.ends_with("ra") || word.ends_with("ront"))
                && !matches!(word, "opera" | "camera" | "extra" | "front" | "affront" | "aura" | "auront");
            is_tense
                || matches!(
                    word,
                    "prochain" | "prochaine" | "prevu" | "prevue" | "prevus" | "prevues" | "attendu"
                )
                || (matches!(word, "jusqu" | "ici") && tokens.word_before(index) != "par")
        }
        Language::English => {
            matches!(word, "will" | "ll" | "shall" | "scheduled" | "due" | "until" | "next" | "upcoming")
        }
        Language::Other => false,
    }
}

fn french_stretch(tokens: &Tokens<'_>, index: usize) -> Option<(Around, usize)> {
    Some(match tokens.word(index) {
        "semaine" => (Around::Week, index),
        "week" if tokens.word(index + 1) == "end" => (Around::Weekend, index + 1),
        "mois" => (Around::Month, index),
        "an" | "annee" => (Around::Year, index),
        other => (Around::Season(season(other)?), index),
    })
}

fn today(part: Option<&'static str>) -> Shape {
    Shape::Relative { days: DaysFrom::Days(0), part }
}

const fn beside(step: Beside) -> Shape {
    Shape::Beside { step }
}

/// Says whether a clause ends before a token.
fn ends(tokens: &Tokens<'_>, index: usize) -> bool {
    index >= tokens.len() || tokens.gap_before(index).contains(['.', ',', ';', ')'])
}
