//! Offices: "le Premier ministre chilien X", "Foreign Minister X"; and who is meant where only the office is named.

use std::ops::Range;

use crate::extract::rules::draft::Draft;
use crate::extract::rules::phrase::{is_tight, is_title, name_at};
use crate::extract::rules::reading::Reading;
use crate::mention::Mention;
use crate::value::Entity;

/// How sure the rule is, in thousandths.
const CONFIDENCE: u16 = 850;

/// Somebody with an office.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Role {
    place: Range<usize>,
    person: Entity,
    office: &'static str,
    of: Option<Entity>,
}

/// The words of an office, without who holds it.
struct Title {
    office: &'static str,
    of: Option<Entity>,
    /// A nation or a body is said, perhaps one that the entities do not have.
    is_of_somebody: bool,
    tokens: Range<usize>,
}

/// The words that name offices, folded.
const OFFICES: [(&[&str], &str); 28] = [
    (&["premier", "ministre"], "prime-minister"),
    (&["premiere", "ministre"], "prime-minister"),
    (&["president"], "president"),
    (&["presidente"], "president"),
    (&["ministre", "des", "affaires", "etrangeres"], "foreign-minister"),
    (&["chef", "de", "la", "diplomatie"], "foreign-minister"),
    (&["cheffe", "de", "la", "diplomatie"], "foreign-minister"),
    (&["ministre", "de", "la", "defense"], "defence-minister"),
    (&["secretaire", "d", "etat"], "secretary-of-state"),
    (&["prime", "minister"], "prime-minister"),
    (&["foreign", "minister"], "foreign-minister"),
    (&["minister", "of", "foreign", "affairs"], "foreign-minister"),
    (&["secretary", "of", "state"], "secretary-of-state"),
    (&["defence", "minister"], "defence-minister"),
    (&["defense", "minister"], "defence-minister"),
    (&["minister", "of", "defence"], "defence-minister"),
    (&["porte", "parole"], "spokesperson"),
    (&["spokesman"], "spokesperson"),
    (&["spokeswoman"], "spokesperson"),
    (&["spokesperson"], "spokesperson"),
    (&["leader"], "leader"),
    (&["dirigeant"], "leader"),
    (&["dirigeante"], "leader"),
    (&["ministre", "*", "des", "affaires", "etrangeres"], "foreign-minister"),
    (&["ministre", "*", "de", "la", "defense"], "defence-minister"),
    (&["chef", "de", "la", "diplomatie", "*"], "foreign-minister"),
    (&["cheffe", "de", "la", "diplomatie", "*"], "foreign-minister"),
    (&["secretaire", "d", "etat", "*"], "secretary-of-state"),
];

/// Words before an office that make another one of it.
const FORMER: [&str; 18] = [
    "ancien",
    "ancienne",
    "ex",
    "vice",
    "futur",
    "future",
    "former",
    "deputy",
    "acting",
    "then",
    "adjoint",
    "sous",
    "assistant",
    "precedent",
    "ci",
    "undersecretary",
    "candidat",
    "candidate",
];

/// Returns the offices that an article names with their holders, in order.
pub(super) fn roles(reading: &Reading<'_>) -> Vec<Role> {
    let titles = (0..reading.tokens.len()).filter_map(|index| title(reading, index));
    titles.filter_map(|title| role(reading, title)).collect()
}

/// Reads every office once it is known who holds it.
pub(super) fn read<'a>(reading: &Reading<'a>, drafts: &mut Vec<Draft<'a>>) {
    for role in &reading.roles {
        let Some(mut draft) = Draft::new(reading.request.schema, "role", role.place.clone()) else { return };
        let is_filled =
            draft.entity("person", &role.person).is_some() && draft.word("office", role.office).is_some();
        if !is_filled {
            continue;
        }
        if let Some(of) = &role.of {
            let _ = draft.entity("of", of);
        }
        drafts.push(draft.unsaid(reading, std::slice::from_ref(&role.place), CONFIDENCE));
    }
}

/// Returns the offices that stand without a name, as the names of those who hold them.
pub(super) fn holders(reading: &Reading<'_>, roles: &[Role]) -> Vec<Mention<Entity>> {
    let mut mentions = Vec::new();
    if roles.is_empty() {
        return mentions;
    }
    for title in (0..reading.tokens.len()).filter_map(|index| title(reading, index)) {
        let span = reading.tokens.span(title.tokens.start).start
            ..reading.tokens.span(title.tokens.end.saturating_sub(1)).end;
        let is_known = title.of.is_some() || (title.office == "prime-minister" && !title.is_of_somebody);
        let is_unique_office = matches!(
            title.office,
            "president" | "prime-minister" | "foreign-minister" | "defence-minister" | "secretary-of-state"
        );
        let n_before = reading.names.partition_point(|name| name.span.start < span.end);
        let is_in_name = n_before
            .checked_sub(1)
            .and_then(|index| reading.names.get(index))
            .is_some_and(|name| name.span.start < span.start && name.span.end > span.start);
        if !is_known || !is_unique_office || is_in_name || named(reading, &title).is_some() {
            continue;
        }
        let fits = |role: &&Role| role.office == title.office && (title.of.is_none() || role.of == title.of);
        let mut found = roles.iter().filter(fits).map(|role| &role.person);
        if let Some(person) = found.next()
            && found.all(|other| other == person)
        {
            mentions.push(Mention { span, value: person.clone() });
        }
    }
    mentions
}

fn role(reading: &Reading<'_>, title: Title) -> Option<Role> {
    let (person, end) = named(reading, &title)?;
    let place = reading.tokens.span(title.tokens.start).start..end;
    let country = reading.country_of(&person);
    let of = match title.of {
        Some(of) => Some(of),
        // A nation is said that nobody can tell from its adjective: that of the person.
        None if title.is_of_somebody => country,
        None => None,
    };
    Some(Role { place, person, office: title.office, of })
}

/// Returns the person that is named behind an office, and where the name ends.
fn named(reading: &Reading<'_>, title: &Title) -> Option<(Entity, usize)> {
    let gap = reading.tokens.gap_before(title.tokens.end);
    let is_behind = is_tight(gap) || gap.trim() == ",";
    let behind = name_at(reading, title.tokens.end).filter(|_| is_behind);
    let behind = behind.filter(|name| reading.kind(&name.value) == Some("person"));
    if let Some(name) = behind {
        let is_apposition = gap.trim() == "," && !is_closed(reading, name);
        return (!is_apposition).then(|| (name.value.clone(), name.span.end));
    }
    None
}

/// Says whether an apposition ends behind a name.
fn is_closed(reading: &Reading<'_>, name: &Mention<Entity>) -> bool {
    reading.tokens.gap_before(reading.tokens.at_or_after(name.span.end)).trim_start().starts_with(',')
}

/// Reads the words of an office from a token on.
fn title(reading: &Reading<'_>, index: usize) -> Option<Title> {
    let tokens = &reading.tokens;
    let starts = matches!(
        tokens.word(index),
        "premier"
            | "premiere"
            | "president"
            | "presidente"
            | "ministre"
            | "chef"
            | "cheffe"
            | "secretaire"
            | "prime"
            | "foreign"
            | "minister"
            | "secretary"
            | "defence"
            | "defense"
            | "porte"
            | "spokesman"
            | "spokeswoman"
            | "spokesperson"
            | "leader"
            | "dirigeant"
            | "dirigeante"
    );
    if !starts || FORMER.contains(&tokens.word_before(index)) {
        return None;
    }
    let (words, office) = OFFICES
        .iter()
        .filter(|(words, _)| is_written(reading, words, index))
        .max_by_key(|(words, _)| words.len())?;
    let mut end = index + words.len();
    let inner = words.iter().position(|word| *word == "*").map(|place| index + place);
    let mut adjective = inner;
    let is_nation = |index: usize| {
        is_tight(tokens.gap_before(index))
            && is_title(tokens.word(index))
            && tokens.word(index).len() > 3
            && reading.nations.of_adjective(tokens.word(index)).is_some()
    };
    if adjective.is_none() && is_nation(end) {
        adjective = Some(end);
        end += 1;
    }
    let mut first = index;
    if adjective.is_none() && index > 0 && is_nation(index - 1) && reading.is_english() {
        adjective = Some(index - 1);
        first = index - 1;
    }
    let mut of = adjective.and_then(|index| reading.nations.of_adjective(tokens.word(index)));
    let mut is_of_somebody = adjective.is_some();
    if FORMER.contains(&tokens.word_before(first)) {
        return None;
    }
    if matches!(tokens.word(end), "de" | "d" | "du" | "des" | "of") && is_tight(tokens.gap_before(end)) {
        let has_article = matches!(tokens.word(end + 1), "la" | "l" | "le" | "les" | "the");
        let name = name_at(reading, end + 1 + usize::from(has_article))?;
        is_of_somebody = true;
        of = Some(name.value.clone());
        end = tokens.at_or_after(name.span.end);
    }
    Some(Title { office, of, is_of_somebody, tokens: first..end })
}

/// Says whether the words of an office stand at a token; `*` is an adjective of a nation.
fn is_written(reading: &Reading<'_>, words: &[&str], index: usize) -> bool {
    words.iter().zip(index..).all(|(word, index)| {
        let written = reading.tokens.word(index);
        let is_here = *word == written || (*word == "*" && written.len() > 3 && is_title(written));
        is_here && (is_tight(reading.tokens.gap_before(index)) || *word == *words.first().unwrap_or(&""))
    })
}
