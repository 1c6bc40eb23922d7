//! Rule V3: a clock time has a zone where the article names one.

use std::ops::Range;

use crate::lint::values::Stated;
use crate::lint::{Bench, Findings, Label};
use crate::mention::Mention;
use crate::mention::clock::ClockTime;
use crate::mention::survey::within;
use crate::mention::token::Tokens;
use crate::mention::zones::{ZoneName, zone_at};
use crate::text::fold::fold_name;
use crate::value::Language;
use crate::value::date::{Date, Zone};

/// How many words behind a clock time "Tchita time" still belongs to it.
const N_WORDS_BEHIND: usize = 3;

/// What names a zone in a sentence.
struct ZoneCue {
    /// In bytes of the article.
    span: Range<usize>,
    named: Named,
}

/// How a zone is named.
enum Named {
    /// "heure locale".
    Local,
    Zone(ZoneName),
    /// A place that karat knows no zone of.
    Place(String),
}

/// V3: a bare time stands where the sentence names a zone, or a time has another zone than its clock time there.
pub(super) fn check(bench: &Bench<'_>, label: &Label<'_>, stated: &Stated<'_>, findings: &mut Findings<'_>) {
    let Some(date) = stated.dates.iter().find(|date| date.has_time()) else { return };
    if date.has_zone() {
        another_zone(bench, label, stated, findings);
    } else {
        no_zone(bench, label, (stated, date), findings);
    }
}

fn no_zone(
    bench: &Bench<'_>,
    label: &Label<'_>,
    (stated, date): (&Stated<'_>, &Date),
    findings: &mut Findings<'_>,
) {
    let language = bench.entry.gold.article.language();
    let tokens = bench.survey().tokens();
    let declared = bench.entry.gold.article.timezone;
    let mut cues = label.sentences.iter().filter_map(|sentence| zone_cue(tokens, sentence, language));
    let Some(cue) = cues.find(|cue| !is_answered(date, &cue.named, declared)) else { return };
    let who = if label.quotes_place(&cue.span) { "the quote" } else { "the sentence of the quote" };
    let word = bench.piece(&cue.span);
    findings.warn("V3", stated.place, format!("{date} has no zone, and {who} says \"{word}\""));
    let zoned = clocks(bench, label, date).find_map(|clock| zoned(date, clock.value.zone?));
    findings.help(match (zoned, cue.named) {
        (Some(zoned), _) => format!("write {zoned}"),
        (None, Named::Local) => {
            "write the offset of the place behind the time, or set article.timezone".to_owned()
        }
        (None, Named::Zone(_) | Named::Place(_)) => {
            "write offset and zone behind the time, such as +03:00[Europe/Moscow]".to_owned()
        }
    });
}

/// A time with a zone stands where the article shows this time on the clocks of other zones only.
fn another_zone(bench: &Bench<'_>, label: &Label<'_>, stated: &Stated<'_>, findings: &mut Findings<'_>) {
    let Some(date) = stated.dates.first().filter(|date| date.is_point() && date.has_zone()) else { return };
    let meant = |date: &Date, clock: &ClockTime| {
        let (year, month, day) = date.calendar_day()?;
        clock.on(&Date::day(Some(year), month, day)?).filter(Date::has_zone)
    };
    let told: Vec<_> = clocks(bench, label, date)
        .filter_map(|clock| Some((&clock.span, meant(date, &clock.value)?)))
        .collect();
    let agrees = |told: &Date| stated.dates.iter().any(|date| date.canonical() == told.canonical());
    let Some((span, first)) = told.first() else { return };
    if told.iter().any(|(_, told)| agrees(told)) {
        return;
    }
    let who = if label.quotes_place(span) { "the quote" } else { "the sentence of the quote" };
    let message = format!("{date} has another zone than {who} (\"{}\")", bench.piece(span));
    findings.warn("V3", stated.place, message);
    findings.help(format!("did you mean {first}?"));
}

/// Returns the clock times of a label's sentences that show what a date shows.
fn clocks<'s>(
    bench: &'s Bench<'_>,
    label: &'s Label<'_>,
    date: &Date,
) -> impl Iterator<Item = &'s Mention<ClockTime>> {
    let written = date.to_string();
    let times = label.sentences.iter().flat_map(|sentence| within(bench.survey().clock_times(), sentence));
    times.filter(move |time| written.contains(&format!("T{:02}:{:02}", time.value.hour, time.value.minute)))
}

fn zoned(date: &Date, zone: ZoneName) -> Option<Date> {
    match zone {
        ZoneName::City(name) => date.with_zone(name),
        ZoneName::Offset(minutes) => date.with_offset(minutes),
    }
}

/// Says whether the zone that the gold file declares is the one named.
fn is_answered(date: &Date, named: &Named, declared: Option<Zone>) -> bool {
    let Some(declared) = declared else { return false };
    match named {
        Named::Local => true,
        Named::Zone(zone) => match (zoned(date, *zone), date.with_zone(declared.name())) {
            (Some(named), Some(declared)) => named.canonical() == declared.canonical(),
            (Some(_) | None, _) => *zone == ZoneName::City(declared.name()),
        },
        Named::Place(place) => {
            let (named, city) = (fold_name(place), fold_name(&declared.city()));
            city.ends_with(&named) || named.ends_with(&city)
        }
    }
}

/// Returns the first words of a sentence that name a zone.
fn zone_cue(tokens: &Tokens<'_>, sentence: &Range<usize>, language: Language) -> Option<ZoneCue> {
    let within = tokens.at_or_after(sentence.start)..tokens.at_or_after(sentence.end);
    within.clone().find_map(|index| {
        let cue = |last: usize, named: Named| {
            Some(ZoneCue { span: tokens.span(index).start..tokens.span(last).end, named })
        };
        let written = |index: usize| tokens.text().get(tokens.span(index)).unwrap_or_default();
        if let Some((zone, after)) = zone_at(tokens, index) {
            let is_plain = matches!(written(index), "GMT" | "UTC" | "TU") || after > index + 1;
            if is_plain || is_behind_time(tokens, index) {
                return cue(after - 1, Named::Zone(zone));
            }
        }
        match (language, tokens.word(index), tokens.word(index + 1)) {
            (Language::French, "heure" | "heures", "locale" | "locales")
            | (Language::English, "local", "time") => cue(index + 1, Named::Local),
            (Language::French, "heure" | "heures", "de" | "du" | "d" | "des") => {
                let place = if tokens.word(index + 2) == "l" { index + 3 } else { index + 2 };
                is_capitalised(written(place)).then(|| cue(place, Named::Place(written(place).to_owned())))?
            }
            (Language::English, _, "time") => {
                let is_place = is_capitalised(written(index))
                    && written(index + 1) == "time"
                    && tokens.is_spaced(index + 1)
                    && is_behind_time(tokens, index);
                is_place.then(|| cue(index + 1, Named::Place(written(index).to_owned())))?
            }
            (Language::French | Language::English | Language::Other, _, _) => None,
        }
    })
}

/// Says whether a clock time stands right before: "9am", "9 h", "9:00", "9 o’clock".
fn is_behind_time(tokens: &Tokens<'_>, index: usize) -> bool {
    let first = index.saturating_sub(N_WORDS_BEHIND);
    let Some(number) = (first..index).rev().find(|at| tokens.number(*at).is_some()) else { return false };
    let units = ["h", "heure", "heures", "am", "pm", "a", "p", "m", "o", "clock"];
    (number + 1..index).all(|at| units.contains(&tokens.word(at)))
        && (number + 1..=index).all(|at| !tokens.gap_before(at).contains([';', '\n']))
}

fn is_capitalised(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(sentence: &str, language: Language, expected: Option<&str>) {
        let cue = zone_cue(&Tokens::new(sentence), &(0..sentence.len()), language);
        let found = cue.as_ref().map(|cue| sentence.get(cue.span.clone()).unwrap());
        assert_eq!(found, expected, "{sentence}");
    }

    #[test]
    fn a_city_or_the_place_itself_names_the_zone() {
        check("à 9h00, heure de Moscou, demain", Language::French, Some("heure de Moscou"));
        check("à 14 heures, heure d’Erevan", Language::French, Some("heure d’Erevan"));
        check("9h00 (heure locale)", Language::French, Some("heure locale"));
        check("at 9 a.m. Moscow time", Language::English, Some("Moscow time"));
        check("at 9:00 GMT", Language::Other, Some("GMT"));
    }

    #[test]
    fn abbreviations_stand_behind_a_time() {
        check("at 9am PDT", Language::English, Some("PDT"));
        check("à 9h00 CEST", Language::French, Some("CEST"));
        check("the PDT has 9 seats", Language::English, None);
        check("at 9am New York time", Language::English, Some("New York time"));
        check("at 9am Chita time", Language::English, Some("Chita time"));
    }

    #[test]
    fn an_hour_without_a_place_names_no_zone() {
        check("une heure de route", Language::French, None);
        check("à l'heure de la sieste", Language::French, None);
        check("This time they left", Language::English, None);
        check("They met at 9am; Summer time ends soon", Language::English, None);
    }
}
