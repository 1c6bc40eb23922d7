//! Rule V3: a clock time has a zone where the article names one.

use std::ops::Range;

use crate::lint::cues::Reading;
use crate::lint::values::Stated;
use crate::lint::{Bench, Findings, Label};
use crate::schema::entities::Entities;
use crate::text::fold::fold_name;
use crate::text::segment::words;
use crate::value::Language;
use crate::value::date::{Date, Zone};

/// Capitalised words before "time" that are no place.
const NO_PLACES: [&str; 22] = [
    "A", "Any", "Each", "Every", "First", "Full", "Half", "In", "Last", "Long", "Next", "No", "Part",
    "Prime", "Real", "Same", "Second", "Some", "That", "The", "This", "What",
];

/// What names a zone in a sentence.
struct ZoneCue {
    /// In bytes of the article.
    span: Range<usize>,
    /// The city or `GMT`; `None` for "heure locale".
    name: Option<String>,
}

/// V3: a bare time stands where the sentence names a zone.
pub(super) fn check(
    bench: &Bench<'_>,
    label: &Label<'_>,
    (stated, _): (&Stated<'_>, &Reading<'_>),
    findings: &mut Findings<'_>,
) {
    let is_bare = |date: &&&Date| date.has_time() && !date.has_zone();
    let Some(date) = stated.dates.iter().find(is_bare) else { return };
    let language = bench.entry.gold.article.language();
    let cues = label
        .sentences
        .iter()
        .filter_map(|sentence| zone_cue(bench.piece(sentence), sentence.start, language));
    let declared = bench.entry.gold.article.timezone;
    let Some(cue) = cues.into_iter().find(|cue| !is_answered(cue, declared)) else { return };
    let who = if label.quotes_place(&cue.span) { "the quote" } else { "the sentence of the quote" };
    let word = bench.piece(&cue.span);
    findings.warn("V3", stated.place, format!("{date} has no zone, and {who} says \"{word}\""));
    let zoned = cue.name.and_then(|name| with_zone(date, &name, bench.basis.entities));
    findings.help(match zoned {
        Some(zoned) => format!("write {zoned}"),
        None => {
            "write offset and zone behind the time, such as +03:00[Europe/Moscow], or set article.timezone"
                .to_owned()
        }
    });
}

/// Says whether the zone that the gold file declares is the one named.
fn is_answered(cue: &ZoneCue, declared: Option<Zone>) -> bool {
    let Some(zone) = declared else { return false };
    let Some(name) = &cue.name else { return true };
    // "Moscou" and "Moscow", "Erevan" and "Yerevan" are no nearer than this without a gazetteer.
    let (named, city) = (fold_name(name), fold_name(&zone.city()));
    let head = |text: &str| text.chars().take(3).collect::<String>();
    head(&named) == head(&city) || city.ends_with(&named) || named.ends_with(&city)
}

fn with_zone(date: &Date, name: &str, entities: &Entities) -> Option<Date> {
    if ["GMT", "UTC", "TU"].contains(&name) {
        return date.with_offset(0);
    }
    let entry = entities.find(name).and_then(|index| entities.list.get(index));
    let aliases = entry.into_iter().flat_map(|entry| entry.names.iter().map(|(_, alias)| alias.as_str()));
    let zone = std::iter::once(name).chain(aliases).find_map(|alias| {
        let zone = Zone::suggestion(alias).and_then(Zone::named)?;
        (fold_name(&zone.city()) == fold_name(alias)).then_some(zone)
    })?;
    date.with_zone(zone.name())
}

/// Returns the first words of a sentence that name a zone.
fn zone_cue(sentence: &str, start: usize, language: Language) -> Option<ZoneCue> {
    let spans = words(sentence);
    let word =
        |index: usize| spans.get(index).and_then(|span| sentence.get(span.clone())).unwrap_or_default();
    let cue = |first: usize, last: usize, name: Option<&str>| {
        let (first, last) = (spans.get(first)?, spans.get(last)?);
        Some(ZoneCue { span: start + first.start..start + last.end, name: name.map(str::to_owned) })
    };
    (0..spans.len()).find_map(|index| {
        let here = word(index);
        if ["GMT", "UTC", "TU"].contains(&here) {
            return cue(index, index, Some(here));
        }
        match language {
            Language::French if here == "heure" || here == "heures" => {
                let next = word(index + 1);
                if next == "locale" || next == "locales" {
                    return cue(index, index + 1, None);
                }
                let is_link = ["de", "du", "d’", "d'"].contains(&next);
                (is_link && is_capitalised(word(index + 2)))
                    .then(|| cue(index, index + 2, Some(word(index + 2))))?
            }
            Language::English if here == "time" && index > 0 => {
                let before = word(index - 1);
                if before == "local" || before == "Local" {
                    return cue(index - 1, index, None);
                }
                let is_place = is_capitalised(before) && !NO_PLACES.contains(&before);
                is_place.then(|| cue(index - 1, index, Some(before)))?
            }
            Language::French | Language::English | Language::Other => None,
        }
    })
}

fn is_capitalised(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(sentence: &str, language: Language, expected: Option<(&str, Option<&str>)>) {
        let cue = zone_cue(sentence, 0, language);
        let found = cue.as_ref().map(|cue| (sentence.get(cue.span.clone()).unwrap(), cue.name.as_deref()));
        assert_eq!(found, expected);
    }

    #[test]
    fn a_city_or_the_place_itself_names_the_zone() {
        check("à 9h00, heure de Moscou, demain", Language::French, Some(("heure de Moscou", Some("Moscou"))));
        check("à 14 heures, heure d’Erevan", Language::French, Some(("heure d’Erevan", Some("Erevan"))));
        check("9h00 (heure locale)", Language::French, Some(("heure locale", None)));
        check("at 9 a.m. Moscow time", Language::English, Some(("Moscow time", Some("Moscow"))));
        check("at 9:00 GMT", Language::Other, Some(("GMT", Some("GMT"))));
    }

    #[test]
    fn an_hour_without_a_place_names_no_zone() {
        check("une heure de route", Language::French, None);
        check("à l'heure de la sieste", Language::French, None);
        check("This time they left", Language::English, None);
    }
}
