//! Finds the numbers that count people, animals or things, and leaves out those that measure, name or order.

use std::ops::Range;

use crate::mention::Mention;
use crate::mention::count::{CountPhrase, count_phrases};
use crate::mention::noun::is_listed_name;
use crate::mention::token::Tokens;
use crate::value::Language;
use crate::value::count::{Count, CountForm, Qualifier};

/// Words behind a number that make it a measure, money, a share or a score, folded.
const MEASURES: [&str; 93] = [
    "percent",
    "pour",
    "per",
    "euro",
    "euros",
    "dollar",
    "dollars",
    "livres",
    "sterling",
    "pound",
    "pounds",
    "franc",
    "francs",
    "yen",
    "yens",
    "yuan",
    "roubles",
    "rubles",
    "cents",
    "centimes",
    "pence",
    "m",
    "metre",
    "metres",
    "meter",
    "meters",
    "km",
    "kilometre",
    "kilometres",
    "kilometer",
    "kilometers",
    "cm",
    "mm",
    "centimetres",
    "centimeters",
    "millimetres",
    "mile",
    "miles",
    "foot",
    "feet",
    "inch",
    "inches",
    "yard",
    "yards",
    "acre",
    "acres",
    "hectare",
    "hectares",
    "ha",
    "kg",
    "kilo",
    "kilos",
    "kilogrammes",
    "kilograms",
    "tonne",
    "tonnes",
    "ton",
    "tons",
    "gramme",
    "grammes",
    "grams",
    "g",
    "l",
    "litre",
    "litres",
    "liter",
    "liters",
    "gallon",
    "gallons",
    "degre",
    "degres",
    "degree",
    "degrees",
    "mph",
    "volt",
    "volts",
    "watts",
    "kw",
    "mw",
    "gw",
    "kwh",
    "mwh",
    "knots",
    "noeuds",
    "square",
    "cubic",
    "fois",
    "times",
    "point",
    "points",
    "carats",
    "th",
    "eme",
];

/// Units of time, which make a length of time or an age of a number.
const TIMES: [&str; 27] = [
    "seconde", "secondes", "second", "seconds", "minute", "minutes", "min", "heure", "heures", "hour",
    "hours", "h", "jour", "jours", "day", "days", "semaine", "semaines", "week", "weeks", "mois", "month",
    "months", "an", "ans", "year", "years",
];

/// Nouns before a number that it is the name of.
const NAMED: [&str; 74] = [
    "no",
    "n",
    "numero",
    "number",
    "route",
    "departementale",
    "nationale",
    "autoroute",
    "salle",
    "chambre",
    "bureau",
    "room",
    "road",
    "highway",
    "interstate",
    "exit",
    "train",
    "flight",
    "vol",
    "channel",
    "chaine",
    "page",
    "pages",
    "chapter",
    "chapitre",
    "article",
    "articles",
    "section",
    "lot",
    "case",
    "file",
    "dossier",
    "gate",
    "porte",
    "quai",
    "platform",
    "ligne",
    "line",
    "bus",
    "tram",
    "unit",
    "unite",
    "bloc",
    "block",
    "phase",
    "zone",
    "district",
    "ward",
    "apt",
    "suite",
    "box",
    "bp",
    "tel",
    "telephone",
    "phone",
    "call",
    "version",
    "level",
    "niveau",
    "category",
    "categorie",
    "type",
    "jour",
    "round",
    "tour",
    "acte",
    "stage",
    "etape",
    "rd",
    "age",
    "aged",
    "loi",
    "rue",
    "street",
];

/// What readers leave on a page: counters, not news.
const COUNTERS: [&str; 16] = [
    "vues",
    "views",
    "partages",
    "shares",
    "likes",
    "comments",
    "commentaires",
    "comment",
    "commentaire",
    "avis",
    "reviews",
    "replies",
    "reponses",
    "abonnes",
    "followers",
    "votes",
];

/// Finds the counts among tokens, but none in the spans that are taken, which are ascending; linear in the text.
#[must_use]
pub fn counted(tokens: &Tokens<'_>, language: Language, taken: &[Range<usize>]) -> Vec<Mention<Count>> {
    let phrases = count_phrases(tokens, language, taken).into_iter();
    let counting = phrases.filter(|phrase| counts_something(tokens, phrase));
    counting.map(|phrase| behind_noun(tokens, &phrase).unwrap_or_else(|| at_most(tokens, phrase))).collect()
}

/// Reads the bound behind the noun: "quatre personnes au moins", "40 cows or more".
fn behind_noun(tokens: &Tokens<'_>, phrase: &Mention<CountPhrase>) -> Option<Mention<Count>> {
    let CountForm::Point(Qualifier::Exactly, amount) = phrase.value.count.form() else { return None };
    let noun = tokens.at_or_after(phrase.span.end);
    let (first, second, behind) = (tokens.word(noun + 1), tokens.word(noun + 2), tokens.word(noun + 3));
    let qualifier = match (first, second) {
        ("au", "moins" | "minimum") | ("at", "least") | ("ou", "plus") | ("or", "more") => Qualifier::AtLeast,
        ("au", "plus" | "maximum") | ("at", "most") => Qualifier::AtMost,
        ("environ", _) => Qualifier::About,
        (_, _) => return None,
    };
    let is_joined = (noun..=noun + 1).all(|index| tokens.is_spaced(index));
    // "12 morts, au moins 40 blessés" and "12 cows at least 40 sheep" are two counts.
    let is_before_number =
        tokens.number(noun + 3).is_some() || matches!(behind, "un" | "une" | "deux" | "trois");
    let end = tokens.span(if first == "environ" { noun + 1 } else { noun + 2 }).end;
    (is_joined && !is_before_number)
        .then(|| Mention { span: phrase.span.start..end, value: Count::point(qualifier, amount) })
}

/// Reads "as many as" before a number.
fn at_most(tokens: &Tokens<'_>, phrase: Mention<CountPhrase>) -> Mention<Count> {
    let first = tokens.at_or_after(phrase.span.start);
    let word = |back: usize| first.checked_sub(back).map_or("", |index| tokens.word(index));
    match phrase.value.count.form() {
        CountForm::Point(Qualifier::Exactly, amount)
            if (word(3), word(2), word(1)) == ("as", "many", "as") =>
        {
            let start = tokens.span(first - 3).start;
            Mention { span: start..phrase.span.end, value: Count::point(Qualifier::AtMost, amount) }
        }
        CountForm::Point(..) | CountForm::Range(..) | CountForm::Estimate { .. } | CountForm::Class(_) => {
            phrase.map(|phrase| phrase.count)
        }
    }
}

fn counts_something(tokens: &Tokens<'_>, phrase: &Mention<CountPhrase>) -> bool {
    let first = tokens.at_or_after(phrase.value.number.start);
    let next = tokens.at_or_after(phrase.span.end);
    let has_word = phrase.span.start < phrase.value.number.start || phrase.span.end > phrase.value.number.end;
    let is_digits = tokens.number(first).is_some();
    let of_toll = matches!(
        tokens.word(next),
        "mort" | "blesse" | "blessee" | "disparu" | "disparue" | "dead" | "killed" | "injured" | "missing"
    );
    if phrase.value.is_article_like {
        return of_toll && tokens.is_spaced(next);
    }
    if is_digits && !has_word && is_listed_name(tokens, first) {
        return false;
    }
    if !is_whole(&phrase.value.count) || is_measured(tokens, next) || is_money(tokens, first) {
        return false;
    }
    if has_padding(tokens, first)
        || is_part_of_figures(tokens, first, next)
        || is_counter(tokens, first, next)
    {
        return false;
    }
    if tokens.word(first) == "scores" && tokens.word(next) != "of" {
        return false;
    }
    if matches!(tokens.word(first), "cent" | "mille") && matches!(tokens.word_before(first), "pour" | "per") {
        return false;
    }
    if !has_word && is_digits && (is_named(tokens, first) || is_age(tokens, first, next)) {
        return false;
    }
    let is_followed = tokens.is_spaced(next) && next < tokens.len();
    is_followed || has_word || !is_digits
}

fn is_whole(count: &Count) -> bool {
    match count.form() {
        CountForm::Point(_, amount) => amount.as_whole().is_some(),
        CountForm::Range(low, high) => low.as_whole().is_some() && high.as_whole().is_some(),
        CountForm::Estimate { best, .. } => best.as_whole().is_some(),
        CountForm::Class(_) => true,
    }
}

/// Says whether a unit, a currency or a sign of percentage stands behind a number.
fn is_measured(tokens: &Tokens<'_>, next: usize) -> bool {
    let gap = tokens.gap_before(next).trim_start();
    if gap.starts_with(['%', '‰', '€', '$', '£', '¥', '°', '′', '"']) && !gap.starts_with("\" ") {
        return true;
    }
    if gap.starts_with(['-', '‑', '–']) && gap.chars().nth(1).is_none() {
        return true;
    }
    let at = match tokens.word(next) {
        "de" | "d" | "of" => next + 1,
        _ => next,
    };
    let word = tokens.word(at);
    if !gap.is_empty() && !gap.starts_with(['\'', '’']) {
        return false;
    }
    match (word, tokens.word(at + 1)) {
        ("pour" | "per", following) => matches!(following, "cent" | "mille" | "100"),
        ("l", _) => tokens.gap_before(at + 1) != "’" && tokens.gap_before(at + 1) != "'",
        ("m", _) => true,
        (word, _) => MEASURES.contains(&word) || TIMES.contains(&word) || is_long_time(word),
    }
}

fn is_long_time(word: &str) -> bool {
    matches!(
        word,
        "annee" | "annees" | "decennie" | "decennies" | "decade" | "decades" | "siecles" | "centuries"
    )
}

fn is_money(tokens: &Tokens<'_>, first: usize) -> bool {
    tokens.gap_before(first).trim_end().ends_with(['$', '€', '£', '¥', '#', '№', '°', '+', '§', '@'])
}

fn has_padding(tokens: &Tokens<'_>, first: usize) -> bool {
    let digits = tokens.word(first);
    digits.len() > 1 && digits.starts_with('0')
}

/// Says whether digits stand right beside: a score, a share, a telephone, a version.
fn is_part_of_figures(tokens: &Tokens<'_>, first: usize, next: usize) -> bool {
    let touches = |gap: &str| {
        let gap = gap.trim();
        !gap.is_empty() && gap.chars().all(|c| matches!(c, '-' | '–' | '‑' | '/' | ':' | '.' | '_' | '×'))
    };
    let before = first.checked_sub(1).and_then(|index| tokens.number(index));
    let is_beside = |gap: &str| touches(gap) && !gap.starts_with(". ");
    let is_behind_digits =
        before.is_some() && (tokens.is_spaced(first) || is_beside(tokens.gap_before(first)));
    let is_before_digits =
        tokens.number(next).is_some() && (tokens.is_spaced(next) || is_beside(tokens.gap_before(next)));
    // "3 à 1": a falling range is a score.
    let is_to = |index: usize| matches!(tokens.word(index), "a" | "to") && tokens.is_spaced(index);
    let falls = (is_to(next) && tokens.number(next + 1).is_some())
        || (first >= 2 && is_to(first - 1) && tokens.number(first - 2).is_some());
    is_behind_digits || is_before_digits || falls
}

/// Says whether a number is a counter of a page: in parentheses, or at the head of a line.
fn is_counter(tokens: &Tokens<'_>, first: usize, next: usize) -> bool {
    let gap = tokens.gap_before(first);
    let is_apart = gap.ends_with('(') || gap.contains('\n') || first == 0;
    is_apart && COUNTERS.contains(&tokens.word(next)) && {
        let behind = tokens.gap_before(next + 1);
        behind.starts_with(')') || behind.contains('\n') || next + 1 >= tokens.len()
    }
}

/// Says whether a number names something: "room 12", "Boeing 737".
fn is_named(tokens: &Tokens<'_>, first: usize) -> bool {
    let Some(before) =
        first.checked_sub(1).filter(|_| tokens.is_spaced(first) || tokens.gap_before(first) == "°")
    else {
        return false;
    };
    if NAMED.contains(&tokens.word(before)) {
        return true;
    }
    let written = tokens.text().get(tokens.span(before)).unwrap_or("");
    let gap = tokens.gap_before(before);
    let begins = before == 0 || gap.contains(['.', '!', '?', '«', '“', '"', '\n', ':', '—']);
    written.starts_with(char::is_uppercase) && !begins
}

/// Says whether a number in apposition is how old somebody is: "Jo Bell, 34, …".
fn is_age(tokens: &Tokens<'_>, first: usize, next: usize) -> bool {
    let is_narrow = tokens.number_of(first, (1, 2)).is_some();
    let (before, behind) = (tokens.gap_before(first), tokens.gap_before(next));
    is_narrow
        && ((before == ", " && behind.starts_with([',', ';', '.']))
            || (before.ends_with('(') && behind.starts_with(')')))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mention::show;

    fn check(language: Language, text: &str, expected: &[&str]) {
        let found = counted(&Tokens::new(text), language, &[]);
        assert_eq!(show(text, &found, Count::to_string), expected, "{text}");
    }

    #[test]
    fn numbers_behind_a_noun_in_an_enumeration_name_it() {
        check(Language::English, "They sold lots 118 and 121 in May.", &[]);
        check(Language::English, "cows 12 and 14 sheep", &["[12] 12", "[14] 14"]);
    }

    #[test]
    fn bounds_ranges_and_classes_are_counts() {
        check(
            Language::French,
            "au moins 6 500 maisons, de 5 à 7 ânes",
            &["[au moins 6 500] at least 6500", "[de 5 à 7] 5..7"],
        );
        check(
            Language::English,
            "dozens of cows, as many as 40 sheep",
            &["[dozens] dozens", "[as many as 40] at most 40"],
        );
    }

    #[test]
    fn measures_money_and_shares_are_none() {
        check(Language::French, "12 %, 40 pour cent, 3 millions d’euros, 15 km, 4,5 mètres, 7 minutes", &[]);
        check(Language::English, "$30, £12 million, 5 miles, 60 percent, 40 per cent, a 12-mile road", &[]);
    }

    #[test]
    fn names_scores_ages_and_telephones_are_none() {
        check(Language::English, "won 3-1 in room 12 on Highway 9; Jo Bell, 34, rang 0800 555 014", &[]);
        check(Language::French, "la salle 12, la départementale 906, 3 à 1, le 01 23 45 67 89", &[]);
    }

    #[test]
    fn counters_of_pages_are_none() {
        check(Language::English, "4.9/5 - (29 votes)\n12 comments\n", &[]);
        check(Language::English, "She won 29 votes there", &["[29] 29"]);
    }
}
