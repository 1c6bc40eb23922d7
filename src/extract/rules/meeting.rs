//! Meetings, talks, calls and contacts of people and powers.

use std::ops::Range;

use crate::extract::rules::draft::Draft;
use crate::extract::rules::phrase::{Group, group_after, group_before};
use crate::extract::rules::reading::Reading;
use crate::extract::rules::verb::{past, reflexive, rest};
use crate::value::Entity;

/// How sure the rule is, in thousandths.
const CONFIDENCE: u16 = 750;

/// How many words may stand between a verb and "avec".
const WORDS_BETWEEN_MAX: usize = 9;

/// What is read of a meeting.
struct Meeting {
    form: &'static str,
    who: Vec<Entity>,
    place: Range<usize>,
    is_reserved: bool,
}

/// Reads every meeting of at least two that are named.
pub(super) fn read<'a>(reading: &Reading<'a>, drafts: &mut Vec<Draft<'a>>) {
    for index in 0..reading.tokens.len() {
        let meeting = match reading.tokens.word(index) {
            "a" | "ont" | "avait" | "avaient" | "aurait" | "auraient" if !reading.is_english() => {
                by_verb(reading, index)
            }
            "est" | "sont" | "etait" | "etaient" | "serait" | "seraient" if !reading.is_english() => {
                by_reflexive(reading, index)
            }
            "reste" | "restent" if !reading.is_english() => in_contact(reading, index),
            "entretien" | "conversation" | "rencontre" | "reunion" | "appel" | "pourparlers"
            | "discussions" | "echange" | "sommet" | "meeting" | "call" | "talks" | "summit" => {
                by_noun(reading, index)
            }
            "met" | "spoke" | "talked" | "held" | "had" if reading.is_english() => {
                by_english_verb(reading, index)
            }
            _ => None,
        };
        drafts.extend(meeting.and_then(|meeting| draft(reading, &meeting)));
    }
}

fn draft<'a>(reading: &Reading<'a>, meeting: &Meeting) -> Option<Draft<'a>> {
    let kinds = |kind: &str| meeting.who.iter().any(|entity| reading.kind(entity) == Some(kind));
    if meeting.who.len() < 2 || kinds("place") {
        return None;
    }
    let mut draft = Draft::new(reading.request.schema, "meeting", meeting.place.clone())?;
    draft.entities("who", meeting.who.clone())?;
    let _ = draft.word("form", meeting.form);
    if let Some(date) = reading.date_of_event(&meeting.place) {
        let _ = draft.date("when", date);
    }
    if meeting.is_reserved {
        draft.reserve();
    }
    Some(draft.finish(reading, std::slice::from_ref(&meeting.place), CONFIDENCE))
}

/// Unites two groups to those who met.
fn meeting(reading: &Reading<'_>, form: &'static str, groups: (Group, Group), is_reserved: bool) -> Meeting {
    let (subject, object) = groups;
    let mut who = subject.entities;
    for entity in object.entities {
        if !who.contains(&entity) {
            who.push(entity);
        }
    }
    let place = subject.span.start.min(object.span.start)..subject.span.end.max(object.span.end);
    let tokens = reading.tokens_in(&place);
    let is_by_telephone = tokens.clone().any(|index| is_telephone(reading.tokens.word(index)));
    // "un appel où X a parlé avec Y"
    let is_in_call = (tokens.start.saturating_sub(4)..tokens.start)
        .any(|index| reading.tokens.word(index) == "appel" && reading.tokens.word(index + 1) == "ou");
    Meeting { form: if is_by_telephone || is_in_call { "call" } else { form }, who, place, is_reserved }
}

fn is_telephone(word: &str) -> bool {
    matches!(word, "telephone" | "telephonique" | "telephoniques" | "phone" | "telephoned" | "phoned")
}

/// Reads "X a rencontré Y", "X a parlé avec Y", "X a eu un entretien téléphonique avec Y".
fn by_verb(reading: &Reading<'_>, index: usize) -> Option<Meeting> {
    let verb = past(reading, index)?;
    let object = match reading.tokens.word(verb.last) {
        "rencontre" => behind_day(reading, verb.last + 1).and_then(|index| group_after(reading, index)),
        "recu" => {
            let people = group_after(reading, behind_day(reading, verb.last + 1)?);
            people.filter(|group| group.entities.iter().all(|entity| reading.kind(entity) == Some("person")))
        }
        "parle" | "discute" | "echange" | "dialogue" => with(reading, verb.last + 1, "avec"),
        "eu" | "tenu" | "mene" => {
            let has_noun = rest(reading, verb.last + 1, 4).any(|index| {
                matches!(
                    reading.tokens.word(index),
                    "entretien"
                        | "entretiens"
                        | "conversation"
                        | "discussion"
                        | "discussions"
                        | "pourparlers"
                        | "reunion"
                        | "echange"
                )
            });
            has_noun.then(|| with(reading, verb.last + 1, "avec")).flatten()
        }
        "telephone" => with(reading, verb.last + 1, "a").or_else(|| with(reading, verb.last + 1, "au")),
        _ => None,
    }?;
    let subject = group_before(reading, verb.first)?;
    let form = if reading.tokens.word(verb.last) == "telephone" { "call" } else { "talks" };
    Some(meeting(reading, form, (subject, object), verb.is_reserved))
}

/// Reads "X s'est entretenu mardi avec Y", "X et Y se sont rencontrés".
fn by_reflexive(reading: &Reading<'_>, index: usize) -> Option<Meeting> {
    let verb = reflexive(reading, index)?;
    let is_talk = matches!(
        reading.tokens.word(verb.last),
        "entretenu"
            | "entretenue"
            | "entretenus"
            | "entretenues"
            | "rencontres"
            | "rencontrees"
            | "parle"
            | "reunis"
            | "reuni"
    );
    if !is_talk {
        return None;
    }
    let subject = subject_of_reflexive(reading, verb.first)?;
    if let Some(object) = with(reading, verb.last + 1, "avec") {
        return Some(meeting(reading, "talks", (subject, object), verb.is_reserved));
    }
    let end = reading.tokens.span(verb.last).end;
    let is_by_telephone =
        rest(reading, verb.last + 1, 3).any(|index| is_telephone(reading.tokens.word(index)));
    let form = if is_by_telephone { "call" } else { "talks" };
    Some(Meeting {
        form,
        who: subject.entities,
        place: subject.span.start..end,
        is_reserved: verb.is_reserved,
    })
}

/// Returns who stands before a verb; "Quant à X, il s'est …" is X.
fn subject_of_reflexive(reading: &Reading<'_>, verb: usize) -> Option<Group> {
    let tokens = &reading.tokens;
    let pronoun = verb.checked_sub(1)?;
    if !matches!(tokens.word(pronoun), "il" | "elle" | "ils" | "elles") {
        return group_before(reading, verb);
    }
    let sentence = reading.tokens_in(&reading.sentence(tokens.span(verb).start));
    let is_topic = tokens.word(sentence.start) == "quant" && tokens.gap_before(pronoun).contains(',');
    let first = sentence.start + 2;
    let group = is_topic.then(|| group_after(reading, first)).flatten()?;
    (group.after == pronoun).then_some(group)
}

/// Reads "X reste en contact étroit avec Y, tout comme avec Z".
fn in_contact(reading: &Reading<'_>, index: usize) -> Option<Meeting> {
    let words = rest(reading, index + 1, 5);
    let contact = words.clone().find(|index| matches!(reading.tokens.word(*index), "contact" | "liaison"))?;
    if reading.tokens.word_before(contact) != "en" {
        return None;
    }
    let subject = group_before(reading, index)?;
    let object = with(reading, contact + 1, "avec")?;
    Some(meeting(reading, "contact", (subject, object), false))
}

/// Reads "un entretien téléphonique entre X et Y".
fn by_noun(reading: &Reading<'_>, index: usize) -> Option<Meeting> {
    let tokens = &reading.tokens;
    let is_noun = matches!(
        tokens.word_before(index),
        "un" | "une"
            | "l"
            | "la"
            | "le"
            | "les"
            | "des"
            | "d"
            | "cet"
            | "cette"
            | "de"
            | "a"
            | "the"
            | "phone"
            | "leur"
            | "telephone"
            | "nouvelle"
            | "premiere"
            | "nouvel"
            | "during"
            | "after"
            | "of"
    );
    let words = rest(reading, index + 1, 5);
    let between = words.into_iter().find(|index| matches!(tokens.word(*index), "entre" | "between"))?;
    let is_plain = (index + 1..between).all(|index| {
        is_telephone(tokens.word(index))
            || matches!(
                tokens.word(index),
                "mardi"
                    | "lundi"
                    | "mercredi"
                    | "jeudi"
                    | "vendredi"
                    | "samedi"
                    | "dimanche"
                    | "trilaterale"
                    | "bilaterale"
                    | "bilateral"
                    | "trilateral"
            )
    });
    let group = (is_noun && is_plain).then(|| group_after(reading, between + 1)).flatten()?;
    let is_call = matches!(tokens.word(index), "appel" | "call")
        || (index.saturating_sub(1)..between).any(|index| is_telephone(tokens.word(index)));
    let is_wanted = matches!(tokens.word_before(index), "de" | "d")
        && (index.saturating_sub(4)..index)
            .any(|index| matches!(tokens.word(index), "tenue" | "organisation" | "possibilite"));
    // Countries that meet may be teams.
    let is_match = matches!(tokens.word(index), "rencontre" | "meeting")
        && !group.entities.iter().all(|entity| reading.kind(entity) == Some("person"));
    let place = tokens.span(index).start..group.span.end;
    (!is_wanted && !is_match).then_some(Meeting {
        form: if is_call { "call" } else { "talks" },
        who: group.entities,
        place,
        is_reserved: false,
    })
}

/// Reads "X met Y", "X spoke by phone with Y", "X held talks with Y".
fn by_english_verb(reading: &Reading<'_>, index: usize) -> Option<Meeting> {
    let verb = past(reading, index)?;
    let has =
        |nouns: &[&str]| rest(reading, index + 1, 4).any(|index| nouns.contains(&reading.tokens.word(index)));
    let object = match reading.tokens.word(index) {
        "met" => {
            group_after(reading, behind_day(reading, index + 1)?).or_else(|| with(reading, index + 1, "with"))
        }
        "spoke" | "talked" => with(reading, index + 1, "with").or_else(|| with(reading, index + 1, "to")),
        "held" | "had" => {
            let nouns = ["talks", "call", "meeting", "conversation", "discussions"];
            let noun =
                rest(reading, index + 1, 4).find(|index| nouns.contains(&reading.tokens.word(*index)))?;
            let is_plain =
                matches!(reading.tokens.word(noun + 1), "with" | "on" | "in" | "by" | "today" | "yesterday");
            is_plain.then(|| with(reading, noun + 1, "with")).flatten()
        }
        _ => None,
    }?;
    let subject = group_before(reading, verb.first)?;
    let is_call = has(&["call"]);
    Some(meeting(reading, if is_call { "call" } else { "talks" }, (subject, object), verb.is_reserved))
}

/// Returns the names behind the next "avec", where nothing but a day or a means stands before it.
fn with(reading: &Reading<'_>, first: usize, preposition: &str) -> Option<Group> {
    let mut words = rest(reading, first, WORDS_BETWEEN_MAX).take_while(|index| {
        !matches!(reading.tokens.word(*index), "qui" | "que" | "et" | "mais" | "who" | "that" | "and" | "but")
    });
    let found = words.find(|index| reading.tokens.word(*index) == preposition)?;
    group_after(reading, found + 1)
}

/// Returns the token behind a day.
fn behind_day(reading: &Reading<'_>, index: usize) -> Option<usize> {
    let at = reading.tokens.span(index).start;
    let found = reading.dates.partition_point(|date| date.span.start < at);
    let date = reading.dates.get(found).filter(|date| date.span.start == at);
    let after = date.map_or(index, |date| reading.tokens.at_or_after(date.span.end));
    (after <= index + 3).then_some(after)
}
