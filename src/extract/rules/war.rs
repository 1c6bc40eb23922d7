//! Wars and fighting: that they began, went on or ended, between whom, when and for how long.

use std::ops::Range;

use crate::extract::rules::draft::Draft;
use crate::extract::rules::phrase::{group_after, group_before};
use crate::extract::rules::reading::{Reading, within};
use crate::extract::rules::sides::parties_between;
use crate::extract::rules::verb::{is_behind_if, past, rest};
use crate::mention::Mention;
use crate::value::Entity;
use crate::value::duration::Duration;

/// How sure the rule is, in thousandths.
const CONFIDENCE: u16 = 700;

/// How many words the noun and its verb may stand apart.
const WORDS_APART_MAX: usize = 9;

/// What is read of a war.
struct War {
    form: &'static str,
    phase: &'static str,
    parties: Vec<Entity>,
    place: Range<usize>,
    /// The tokens among which its length may be said.
    noun: usize,
    is_reserved: bool,
}

/// Reads every war of which something besides its phase is told.
pub(super) fn read<'a>(reading: &Reading<'a>, drafts: &mut Vec<Draft<'a>>) {
    for index in 0..reading.tokens.len() {
        let war = form(reading, index)
            .and_then(|form| by_verb(reading, index, form).or_else(|| with_length(reading, index, form)))
            .or_else(|| fought(reading, index));
        drafts.extend(war.and_then(|war| draft(reading, war)));
    }
}

fn draft<'a>(reading: &Reading<'a>, war: War) -> Option<Draft<'a>> {
    let mut draft = Draft::new(reading.request.schema, "war", war.place.clone())?;
    draft.word("phase", war.phase)?;
    let _ = draft.word("form", war.form);
    let parties = if war.parties.is_empty() { usual_parties(reading, war.noun) } else { war.parties };
    let has_parties = draft.entities("parties", parties).is_some();
    let date = reading.date_of_event(&war.place);
    let is_dated = date.and_then(|date| draft.date("when", date)).is_some();
    if let Some(duration) = length(reading, war.noun) {
        let _ = draft.duration("duration", duration);
    }
    if war.is_reserved {
        draft.reserve();
    }
    // A war of which only the phase is known tells nothing.
    (has_parties || is_dated).then(|| draft.finish(reading, std::slice::from_ref(&war.place), CONFIDENCE))
}

/// Returns the two sides of the article, unless a name near the noun tells of another war.
fn usual_parties(reading: &Reading<'_>, noun: usize) -> Vec<Entity> {
    let near = reading.tokens.span(noun.saturating_sub(4)).start..reading.tokens.span(noun + 8).end;
    let is_other = |name: &Mention<Entity>| {
        !reading.sides.contains(&name.value) && matches!(reading.kind(&name.value), Some("country" | "place"))
    };
    if within(&reading.names, &near).iter().any(is_other) { Vec::new() } else { reading.sides.clone() }
}

/// Returns the form that a noun for fighting names, where an article makes a noun of it.
fn form(reading: &Reading<'_>, index: usize) -> Option<&'static str> {
    let form = match (reading.tokens.word(index), reading.is_english()) {
        ("guerre", false) | ("war", true) => "war",
        ("combats" | "affrontements" | "heurts" | "accrochages" | "hostilites", false)
        | ("clashes" | "fighting" | "hostilities" | "battles", true) => "clashes",
        ("conflit", false) | ("conflict", true) => "conflict",
        (_, _) => return None,
    };
    let is_metaphor = matches!(
        reading.tokens.word(index + 1),
        "commerciale"
            | "froide"
            | "d"
            | "civique"
            | "mondiale"
            | "room"
            | "crimes"
            | "crime"
            | "interets"
            | "social"
    ) || matches!(
        reading.tokens.word_before(index),
        "trade" | "cold" | "price" | "after" | "avant" | "apres" | "world"
    );
    (!is_metaphor && !is_of_things(reading, index)).then_some(form)
}

/// Says whether "de" leads to something that is no name and no length: "la guerre des prix".
fn is_of_things(reading: &Reading<'_>, noun: usize) -> bool {
    let tokens = &reading.tokens;
    if !matches!(tokens.word(noun + 1), "de" | "des" | "du" | "d") {
        return tokens.word_before(noun) == "price";
    }
    let place = tokens.span(noun + 2).start..tokens.span(noun + 4).end;
    let is_led_to = !within(&reading.names, &place).is_empty()
        || !within(&reading.counts, &place).is_empty()
        || !within(&reading.dates, &place).is_empty();
    !is_led_to && matches!(tokens.word(noun), "guerre" | "conflit")
}

/// Reads "des combats ont éclaté", "la guerre a pris fin", "clashes broke out".
fn by_verb(reading: &Reading<'_>, noun: usize, form: &'static str) -> Option<War> {
    for index in rest(reading, noun + 1, WORDS_APART_MAX) {
        let word = reading.tokens.word(index);
        if matches!(word, "qui" | "que" | "who" | "mais" | "but")
            || reading.tokens.gap_before(index).contains([';', ':', '«'])
        {
            return None;
        }
        let is_auxiliary = matches!(word, "a" | "ont" | "avait" | "avaient" | "aurait" | "auraient");
        let verb = if reading.is_english() {
            past(reading, index)
        } else {
            is_auxiliary.then(|| past(reading, index)).flatten()
        };
        let Some(verb) = verb else { continue };
        let Some((phase, n_words)) = phase(reading, verb.last) else { continue };
        let end = reading.tokens.span(verb.last + n_words - 1).end;
        if is_behind_if(reading, noun) {
            return None;
        }
        let form = if form == "clashes" && phase == "ended" { "war" } else { form };
        let sentence = reading.sentence(reading.tokens.span(noun).start);
        let parties = parties_between(reading, &(reading.tokens.span(noun).start..sentence.end));
        let place = reading.tokens.span(noun).start..end;
        return Some(War { form, phase, parties, place, noun, is_reserved: verb.is_reserved });
    }
    None
}

/// Returns the phase that a participle tells of a war, and how many words it takes.
fn phase(reading: &Reading<'_>, verb: usize) -> Option<(&'static str, usize)> {
    let word = |offset: usize| reading.tokens.word(verb + offset);
    Some(match (word(0), word(1)) {
        ("eclate" | "repris" | "debute" | "commence", _) if !reading.is_english() => ("began", 1),
        ("broke" | "broken", "out") => ("began", 2),
        ("erupted", _) => ("began", 1),
        ("pris", "fin") => ("ended", 2),
        ("cesse", _) | ("ended", _) => ("ended", 1),
        ("oppose", _) if !reading.is_english() => ("fought", 1),
        ("pitted", _) => ("fought", 1),
        (_, _) => return None,
    })
}

/// Reads "une guerre de six semaines", "a six-week war", where a date stands beside it.
fn with_length(reading: &Reading<'_>, noun: usize, form: &'static str) -> Option<War> {
    length(reading, noun)?;
    let span = reading.tokens.span(noun);
    let sentence = reading.sentence(span.start);
    let end = rest(reading, noun, WORDS_APART_MAX)
        .find_map(|index| unit(reading.tokens.word(index)).map(|_| index))?;
    let parties = parties_between(reading, &sentence);
    let place = span.start..reading.tokens.span(end).end;
    Some(War { form, phase: "fought", parties, place, noun, is_reserved: false })
}

/// Reads "X et Y se sont affrontés", "X et Y se sont livré une guerre", "X and Y fought a war".
fn fought(reading: &Reading<'_>, index: usize) -> Option<War> {
    let tokens = &reading.tokens;
    let (first, form) = match (tokens.word(index), tokens.word(index + 1), tokens.word(index + 2)) {
        ("se", "sont", "affrontes" | "affrontees") => (index, "clashes"),
        ("se", "sont", "livre")
            if rest(reading, index + 3, 4).any(|index| tokens.word(index) == "guerre") =>
        {
            (index, "war")
        }
        ("fought", _, _)
            if reading.is_english()
                && rest(reading, index + 1, 5).any(|index| tokens.word(index) == "war") =>
        {
            (past(reading, index)?.first, "war")
        }
        ("went", "to", "war") => (index, "war"),
        (_, _, _) => return None,
    };
    let subject = group_before(reading, first)?;
    let place = subject.span.start..tokens.span(index + 2).end;
    let mut parties = subject.entities;
    if let Some(with) =
        rest(reading, index + 3, 4).find(|index| matches!(tokens.word(*index), "with" | "against" | "contre"))
    {
        parties.extend(group_after(reading, with + 1).map(|group| group.entities).unwrap_or_default());
    }
    (parties.len() >= 2).then_some(War {
        form,
        phase: "fought",
        parties,
        place,
        noun: index,
        is_reserved: false,
    })
}

/// Reads how long a war lasted: "guerre de près de deux mois", "conflit ayant duré six semaines", "six-week war".
fn length(reading: &Reading<'_>, noun: usize) -> Option<Duration> {
    let tokens = &reading.tokens;
    let span = tokens.span(noun);
    let sentence = reading.sentence(span.start);
    if let Some(count) = within(&reading.counts, &(span.end..sentence.end)).first() {
        let between = reading.tokens_in(&(span.end..count.span.start));
        let leads = between.len() <= 4
            && between.clone().any(|index| matches!(tokens.word(index), "de" | "d" | "dure" | "lasted"))
            && between.clone().all(|index| {
                matches!(
                    tokens.word(index),
                    "de" | "d" | "a" | "ayant" | "avait" | "dure" | "qui" | "lasted" | "that" | "which"
                )
            });
        if leads {
            let unit = unit(tokens.word(tokens.at_or_after(count.span.end)))?;
            return duration(&count.value.count.to_string(), unit);
        }
    }
    // "a 44-day war"
    let unit = noun.checked_sub(1).and_then(|before| unit(tokens.word(before)))?;
    let is_hyphened = tokens.gap_before(noun.checked_sub(1)?) == "-";
    let number = noun.checked_sub(2)?;
    let count = within(&reading.counts, &(tokens.span(number).start..span.start));
    is_hyphened.then(|| duration(&count.first()?.value.count.to_string(), unit)).flatten()
}

/// Returns the letter of a unit of time.
fn unit(word: &str) -> Option<char> {
    Some(match word {
        "jours" | "jour" | "day" | "days" => 'D',
        "semaines" | "semaine" | "week" | "weeks" => 'W',
        "mois" | "month" | "months" => 'M',
        "ans" | "annees" | "an" | "year" | "years" => 'Y',
        _ => return None,
    })
}

/// Makes a length of a count and a unit: "almost 2" and months are "almost P2M".
fn duration(count: &str, unit: char) -> Option<Duration> {
    let (qualifier, number) = count.rsplit_once(' ').unwrap_or(("", count));
    let is_number = number.chars().all(|c| c.is_ascii_digit());
    let written = format!("{qualifier} P{number}{unit}");
    is_number.then(|| Duration::parse(written.trim()).ok()).flatten()
}
