//! Cities and abbreviations by which the press names a time zone.

use crate::mention::token::Tokens;

/// A zone as it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ZoneName {
    /// The zone of a city, by its name in the IANA database.
    City(&'static str),
    /// An offset from UTC, in minutes.
    Offset(i16),
}

/// Capitals and great cities: folded words of the name in French or English, and the zone.
const CITIES: [(&[&str], &str); 96] = [
    (&["moscou"], "Europe/Moscow"),
    (&["moscow"], "Europe/Moscow"),
    (&["paris"], "Europe/Paris"),
    (&["londres"], "Europe/London"),
    (&["london"], "Europe/London"),
    (&["dublin"], "Europe/Dublin"),
    (&["lisbonne"], "Europe/Lisbon"),
    (&["lisbon"], "Europe/Lisbon"),
    (&["madrid"], "Europe/Madrid"),
    (&["rome"], "Europe/Rome"),
    (&["berlin"], "Europe/Berlin"),
    (&["bruxelles"], "Europe/Brussels"),
    (&["brussels"], "Europe/Brussels"),
    (&["amsterdam"], "Europe/Amsterdam"),
    (&["luxembourg"], "Europe/Luxembourg"),
    (&["geneve"], "Europe/Zurich"),
    (&["geneva"], "Europe/Zurich"),
    (&["berne"], "Europe/Zurich"),
    (&["vienne"], "Europe/Vienna"),
    (&["vienna"], "Europe/Vienna"),
    (&["prague"], "Europe/Prague"),
    (&["varsovie"], "Europe/Warsaw"),
    (&["warsaw"], "Europe/Warsaw"),
    (&["budapest"], "Europe/Budapest"),
    (&["belgrade"], "Europe/Belgrade"),
    (&["bucarest"], "Europe/Bucharest"),
    (&["bucharest"], "Europe/Bucharest"),
    (&["sofia"], "Europe/Sofia"),
    (&["athenes"], "Europe/Athens"),
    (&["athens"], "Europe/Athens"),
    (&["oslo"], "Europe/Oslo"),
    (&["stockholm"], "Europe/Stockholm"),
    (&["copenhague"], "Europe/Copenhagen"),
    (&["helsinki"], "Europe/Helsinki"),
    (&["riga"], "Europe/Riga"),
    (&["vilnius"], "Europe/Vilnius"),
    (&["tallinn"], "Europe/Tallinn"),
    (&["minsk"], "Europe/Minsk"),
    (&["kiev"], "Europe/Kyiv"),
    (&["kyiv"], "Europe/Kyiv"),
    (&["istanbul"], "Europe/Istanbul"),
    (&["ankara"], "Europe/Istanbul"),
    (&["tbilissi"], "Asia/Tbilisi"),
    (&["tbilisi"], "Asia/Tbilisi"),
    (&["erevan"], "Asia/Yerevan"),
    (&["yerevan"], "Asia/Yerevan"),
    (&["bakou"], "Asia/Baku"),
    (&["baku"], "Asia/Baku"),
    (&["teheran"], "Asia/Tehran"),
    (&["tehran"], "Asia/Tehran"),
    (&["bagdad"], "Asia/Baghdad"),
    (&["baghdad"], "Asia/Baghdad"),
    (&["damas"], "Asia/Damascus"),
    (&["damascus"], "Asia/Damascus"),
    (&["beyrouth"], "Asia/Beirut"),
    (&["beirut"], "Asia/Beirut"),
    (&["jerusalem"], "Asia/Jerusalem"),
    (&["amman"], "Asia/Amman"),
    (&["riyad"], "Asia/Riyadh"),
    (&["riyadh"], "Asia/Riyadh"),
    (&["doha"], "Asia/Qatar"),
    (&["dubai"], "Asia/Dubai"),
    (&["kaboul"], "Asia/Kabul"),
    (&["kabul"], "Asia/Kabul"),
    (&["islamabad"], "Asia/Karachi"),
    (&["new", "delhi"], "Asia/Kolkata"),
    (&["tachkent"], "Asia/Tashkent"),
    (&["tashkent"], "Asia/Tashkent"),
    (&["pekin"], "Asia/Shanghai"),
    (&["beijing"], "Asia/Shanghai"),
    (&["hong", "kong"], "Asia/Hong_Kong"),
    (&["taipei"], "Asia/Taipei"),
    (&["tokyo"], "Asia/Tokyo"),
    (&["seoul"], "Asia/Seoul"),
    (&["hanoi"], "Asia/Ho_Chi_Minh"),
    (&["bangkok"], "Asia/Bangkok"),
    (&["singapour"], "Asia/Singapore"),
    (&["singapore"], "Asia/Singapore"),
    (&["jakarta"], "Asia/Jakarta"),
    (&["manille"], "Asia/Manila"),
    (&["sydney"], "Australia/Sydney"),
    (&["wellington"], "Pacific/Auckland"),
    (&["le", "caire"], "Africa/Cairo"),
    (&["caire"], "Africa/Cairo"),
    (&["cairo"], "Africa/Cairo"),
    (&["alger"], "Africa/Algiers"),
    (&["tunis"], "Africa/Tunis"),
    (&["rabat"], "Africa/Casablanca"),
    (&["dakar"], "Africa/Dakar"),
    (&["nairobi"], "Africa/Nairobi"),
    (&["washington"], "America/New_York"),
    (&["new", "york"], "America/New_York"),
    (&["ottawa"], "America/Toronto"),
    (&["montreal"], "America/Toronto"),
    (&["mexico"], "America/Mexico_City"),
    (&["buenos", "aires"], "America/Argentina/Buenos_Aires"),
];

/// Zones of several words, folded.
const PHRASES: [(&[&str], ZoneName); 14] = [
    (&["heure", "moscovite"], ZoneName::City("Europe/Moscow")),
    (&["heure", "parisienne"], ZoneName::City("Europe/Paris")),
    (&["heure", "francaise"], ZoneName::City("Europe/Paris")),
    (&["heure", "londonienne"], ZoneName::City("Europe/London")),
    (&["heure", "berlinoise"], ZoneName::City("Europe/Berlin")),
    (&["temps", "universel"], ZoneName::Offset(0)),
    (&["greenwich", "mean", "time"], ZoneName::Offset(0)),
    (&["central", "european", "time"], ZoneName::Offset(60)),
    (&["central", "european", "summer", "time"], ZoneName::Offset(120)),
    (&["eastern", "standard", "time"], ZoneName::Offset(-300)),
    (&["eastern", "daylight", "time"], ZoneName::Offset(-240)),
    (&["eastern", "time"], ZoneName::City("America/New_York")),
    (&["pacific", "daylight", "time"], ZoneName::Offset(-420)),
    (&["pacific", "time"], ZoneName::City("America/Los_Angeles")),
];

/// Reads the zone that begins at a token: "GMT", "UTC+3", "heure de Moscou", "New York time"; returns the token behind it.
#[must_use]
pub fn zone_at(tokens: &Tokens<'_>, index: usize) -> Option<(ZoneName, usize)> {
    if let Some((offset, after)) = offset(tokens, index) {
        return Some((ZoneName::Offset(offset), after));
    }
    let stands = |words: &[&str]| words.iter().zip(index..).all(|(word, at)| tokens.word(at) == *word);
    if let Some((words, zone)) = PHRASES.iter().find(|(words, _)| stands(words)) {
        return Some((*zone, index + words.len()));
    }
    let is_hour =
        matches!((tokens.word(index), tokens.word(index + 1)), ("heure" | "heures", "de" | "du" | "d"));
    let first = if is_hour { index + 2 } else { index };
    let (zone, n_words) = city(tokens.word(first), tokens.word(first + 1))?;
    let after = first + n_words;
    let is_time = |at: usize| tokens.word(at) == "time" && tokens.is_spaced(at);
    if is_hour {
        Some((zone, after))
    } else if is_time(after) {
        Some((zone, after + 1))
    } else {
        let is_kind = matches!(tokens.word(after), "standard" | "summer" | "daylight");
        (is_kind && is_time(after + 1)).then_some((zone, after + 2))
    }
}

/// Reads "GMT", "UTC+3"; abbreviations are in capital letters, since "est" is a word too.
fn offset(tokens: &Tokens<'_>, index: usize) -> Option<(i16, usize)> {
    let written = tokens.text().get(tokens.span(index))?;
    let offset = abbreviation(tokens.word(index)).filter(|_| written.chars().all(char::is_uppercase))?;
    let sign = match tokens.gap_before(index + 1).trim() {
        "+" => 1,
        "-" | "−" | "\u{2011}" => -1,
        _ => return Some((offset, index + 1)),
    };
    let part = |at: usize, most: i16| {
        let part = i16::try_from(tokens.number_of(at, (1, 2))?).ok()?;
        (part <= most).then_some(part)
    };
    let Some(hours) = part(index + 1, 14).filter(|_| offset == 0) else { return Some((offset, index + 1)) };
    let minutes = part(index + 2, 59).filter(|_| tokens.gap_before(index + 2) == ":");
    let after = index + 2 + usize::from(minutes.is_some());
    Some((sign * (hours * 60 + minutes.unwrap_or(0)), after))
}

/// Returns the zone of a city that begins with these folded words, and how many of them it takes.
fn city(first: &str, second: &str) -> Option<(ZoneName, usize)> {
    let (words, zone) = CITIES.iter().find(|(words, _)| match words {
        [only] => *only == first,
        [one, two] => *one == first && *two == second,
        _ => false,
    })?;
    Some((ZoneName::City(zone), words.len()))
}

/// Returns the zone of an abbreviation; those with several meanings (CST, IST) are left out.
fn abbreviation(word: &str) -> Option<i16> {
    Some(match word {
        "gmt" | "utc" | "tu" => 0,
        "cet" | "bst" => 60,
        "cest" | "eet" => 120,
        "eest" | "msk" => 180,
        "est" => -300,
        "edt" => -240,
        "pst" => -480,
        "pdt" => -420,
        "jst" => 540,
        _ => return None,
    })
}
