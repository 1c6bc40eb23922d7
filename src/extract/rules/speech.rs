//! Who speaks where: the speakers that cues name, and which of them said what stands at a place.

use std::ops::Range;

use crate::extract::rules::phrase::group_after;
use crate::extract::rules::reading::{Reading, gap, within};
use crate::fact::{Attribution, Polarity, Voice};
use crate::mention::Mention;
use crate::mention::cue::Cue;
use crate::value::{Choice, Entity};

/// A cue with the speaker that it names.
#[derive(Clone, Debug)]
pub(super) struct Speech {
    /// Where the cue stands.
    span: Range<usize>,
    cue: Cue,
    speaker: Entity,
    /// The saying stands before: "…, a déclaré X", "…, selon X".
    is_tag: bool,
}

/// How far a speaker of before goes on without being named, in bytes.
const SPEAKER_BYTES_MAX: usize = 3000;

/// How many speeches of one sentence and the paragraph behind it are looked at.
const SPEECHES_MAX: usize = 16;

/// Words between a cue and the name of the speaker: titles, ministries, what the words stand in.
const BESIDE_SPEAKER: [&str; 66] = [
    "the",
    "prime",
    "minister",
    "reporters",
    "foreign",
    "secretary",
    "of",
    "state",
    "defence",
    "defense",
    "spokesman",
    "spokeswoman",
    "spokesperson",
    "for",
    "in",
    "agency",
    "news",
    "statement",
    "mayor",
    "affaires",
    "etrangeres",
    "etat",
    "le",
    "la",
    "les",
    "l",
    "un",
    "une",
    "du",
    "de",
    "des",
    "d",
    "au",
    "a",
    "dans",
    "par",
    "son",
    "sa",
    "communique",
    "declaration",
    "texte",
    "message",
    "porte",
    "parole",
    "chef",
    "responsable",
    "responsables",
    "premier",
    "ministre",
    "president",
    "presidente",
    "secretaire",
    "general",
    "directeur",
    "directrice",
    "maire",
    "bureau",
    "agence",
    "journal",
    "presse",
    "service",
    "services",
    "autorites",
    "diplomatie",
    "gouvernement",
    "monsieur",
];

/// Endings and words of adjectives of nations, which stand between a title and a name.
const PEOPLES: [&str; 17] = [
    "ien", "ienne", "iens", "ais", "aise", "ois", "oise", "ain", "aine", "russe", "turc", "turque", "grec",
    "grecque", "belge", "suisse", "arabe",
];

/// What speaks for its owner.
const VOICES: [&str; 23] = [
    "government",
    "agency",
    "spokesman",
    "spokeswoman",
    "spokesperson",
    "statement",
    "office",
    "communique",
    "communiques",
    "gouvernement",
    "autorites",
    "agence",
    "agences",
    "parole",
    "texte",
    "message",
    "responsable",
    "responsables",
    "bureau",
    "journal",
    "presse",
    "declaration",
    "services",
];

/// Finds the speakers of all cues that name one.
pub(super) fn speeches(reading: &Reading<'_>) -> Vec<Speech> {
    let mut speeches: Vec<Speech> = Vec::new();
    for cue in &reading.cues {
        let sentence = reading.sentence(cue.span.start);
        let is_tag = is_behind_saying(reading, &cue.span, &sentence);
        let speaker = match cue.value {
            Cue::AccordingTo => speaker_after(reading, cue, &sentence),
            Cue::Says | Cue::Denies if is_tag => speaker_after(reading, cue, &sentence),
            Cue::Says | Cue::Denies => {
                speaker_before(reading, cue, &sentence).or_else(|| speaker_after(reading, cue, &sentence))
            }
            Cue::SaysAgain => {
                let last = speeches.last().filter(|last| cue.span.start - last.span.end <= SPEAKER_BYTES_MAX);
                let topic = topic(reading, &(sentence.start..cue.span.start));
                topic.or_else(|| last.map(|last| last.speaker.clone()))
            }
            Cue::Conditional | Cue::Weekday(_) => None,
        };
        if let Some(speaker) = speaker {
            speeches.push(Speech { span: cue.span.clone(), cue: cue.value, speaker, is_tag });
        }
    }
    speeches
}

/// Returns who a sentence is about that is no quotation: "Quant à X, la crue, dit-il, …".
fn topic(reading: &Reading<'_>, before: &Range<usize>) -> Option<Entity> {
    let first = reading.tokens.at_or_after(before.start);
    let is_quotation = reading.text(before.clone()).contains(['«', '“', '"', '»', '”']);
    let led_in = match (reading.tokens.word(first), reading.tokens.word(first + 1)) {
        ("quant", "a" | "au" | "aux") => first + 2,
        (_, _) => first,
    };
    let after = within(&reading.dates, before).first().map(|date| reading.tokens.at_or_after(date.span.end));
    let start = after.filter(|after| *after <= first + 3).unwrap_or(led_in);
    let group = group_after(reading, start).filter(|_| !is_quotation)?;
    (group.span.end < before.end).then(|| group.entities.into_iter().next()).flatten()
}

/// Says whether a cue stands behind what is said: a comma or a quote mark before it, and words before that.
fn is_behind_saying(reading: &Reading<'_>, cue: &Range<usize>, sentence: &Range<usize>) -> bool {
    let before = reading.text(sentence.start..cue.start).trim_end();
    before.ends_with([',', '»', '«', '”', '“', '"'])
}

fn speaker_after(reading: &Reading<'_>, cue: &Mention<Cue>, sentence: &Range<usize>) -> Option<Entity> {
    let name = within(&reading.names, &(cue.span.end..sentence.end)).first()?;
    let is_speaker = is_beside(reading, &(cue.span.end..name.span.start)) && !is_owner(reading, &name.span);
    is_speaker.then(|| name.value.clone())
}

fn speaker_before(reading: &Reading<'_>, cue: &Mention<Cue>, sentence: &Range<usize>) -> Option<Entity> {
    let name = within(&reading.names, &(sentence.start..cue.span.start)).last()?;
    let is_speaker = is_beside(reading, &(name.span.end..cue.span.start)) && !is_owner(reading, &name.span);
    is_speaker.then(|| name.value.clone())
}

/// Says whether nothing but titles stands between a cue and a name.
fn is_beside(reading: &Reading<'_>, between: &Range<usize>) -> bool {
    let tokens = reading.tokens_in(between);
    tokens.len() <= 8
        && !reading.text(between.clone()).contains([',', ';', ':', '.', '«', '»', '"'])
        && tokens.into_iter().all(|index| {
            let word = reading.tokens.word(index);
            BESIDE_SPEAKER.contains(&word) || PEOPLES.iter().any(|ending| word.ends_with(ending))
        })
}

/// Says whether a name only tells whose somebody is who speaks ("un habitant de X"): that one is not named.
///
/// What a government, an agency or a press release says, its owner says.
fn is_owner(reading: &Reading<'_>, name: &Range<usize>) -> bool {
    let tokens = &reading.tokens;
    let first = tokens.at_or_after(name.start);
    let has_article = matches!(tokens.word_before(first), "l" | "la" | "le" | "les" | "the");
    let preposition = first.saturating_sub(1 + usize::from(has_article));
    let is_complement =
        matches!(tokens.word(preposition), "de" | "d" | "du" | "des" | "of" | "for") && preposition < first;
    let voice = preposition.checked_sub(1).map_or("", |index| tokens.word(index));
    // "Des responsables ont dit", "ont dit des responsables": an article, and nobody's.
    let is_article = tokens.word(preposition) == "des" && {
        let at = tokens.span(preposition).start;
        let before = reading.cues.partition_point(|cue| cue.span.start < at).checked_sub(1);
        let cue = before.and_then(|index| reading.cues.get(index));
        at == reading.sentence(at).start || cue.is_some_and(|cue| cue.span.end + 1 == at)
    };
    is_complement && !is_article && !VOICES.contains(&voice)
}

/// Returns who said what stands at a place, and whether it is denied.
pub(super) fn voice(reading: &Reading<'_>, place: &Range<usize>) -> (Option<Choice<Attribution>>, Polarity) {
    let sentence = reading.sentence(place.start);
    let is_denied =
        within(&reading.cues, &(sentence.start..place.start)).iter().any(|cue| cue.value == Cue::Denies);
    let polarity = if is_denied { Polarity::Denied } else { Polarity::Asserted };
    let from = reading.speeches.partition_point(|speech| speech.span.start < sentence.start);
    let paragraph_end = reading.paragraph(place.start).end.max(sentence.end);
    let near = within_speeches(reading, from, paragraph_end);
    let covering = near.iter().filter(|speech| covers(reading, speech, place, &sentence));
    // Who says it before the words is nearer to them than who tells it on behind.
    let says_so = |speech: &&Speech| {
        let is_before = speech.cue == Cue::Says && !speech.is_tag && speech.span.end <= place.start;
        is_before && !has_new_thought(reading, &gap(&speech.span, place))
    };
    let nearest = || covering.clone().min_by_key(|speech| gap(&speech.span, place).len());
    let speech = covering.clone().rfind(says_so).or_else(nearest);
    let attribution = speech.map(|speech| {
        let mut attribution = Attribution::by(speech.speaker.clone());
        attribution.relays.extend(relay(reading, speech, covering, &sentence));
        Choice::plain(attribution)
    });
    (attribution, polarity)
}

/// Returns through whom a saying came: "X a déclaré que …, rapporte Y", "…, a déclaré X, cité par Y".
fn relay<'r>(
    reading: &Reading<'_>,
    origin: &Speech,
    covering: impl Iterator<Item = &'r Speech>,
    sentence: &Range<usize>,
) -> Option<Entity> {
    let is_relay = |speech: &&Speech| {
        speech.span.start > origin.span.end
            && speech.span.start < sentence.end
            && speech.is_tag
            && speech.speaker != origin.speaker
    };
    let outer = covering.filter(is_relay).map(|speech| speech.speaker.clone()).next();
    let cited = || {
        let words = reading.tokens_in(&(origin.span.end..sentence.end));
        let word = |index: usize| (reading.tokens.word(index), reading.tokens.word(index + 1));
        let mut words = words.into_iter();
        let by = words.find(|index| {
            matches!(
                word(*index),
                (
                    "cite"
                        | "citee"
                        | "cites"
                        | "citees"
                        | "relaye"
                        | "relayes"
                        | "repris"
                        | "interroge"
                        | "interrogee",
                    "par"
                ) | ("quoted" | "cited", "by")
            )
        })?;
        let group = group_after(reading, by + 2)?;
        group.entities.into_iter().next().filter(|entity| *entity != origin.speaker)
    };
    outer.or_else(cited)
}

/// Returns who alone said what stands at a place.
pub(super) fn speaker_of(reading: &Reading<'_>, place: &Range<usize>) -> Option<Entity> {
    match &voice(reading, place).0?.as_plain()?.origin {
        Voice::Named(speakers) => speakers.first().cloned(),
        Voice::Unnamed => None,
    }
}

/// Returns the speeches from one on that begin before a place.
fn within_speeches<'r>(reading: &'r Reading<'_>, from: usize, end: usize) -> &'r [Speech] {
    let to = reading.speeches.partition_point(|speech| speech.span.start < end);
    let last = to.min(from.saturating_add(SPEECHES_MAX));
    reading.speeches.get(from..last).unwrap_or_default()
}

/// Says whether a speech holds what stands at a place.
fn covers(reading: &Reading<'_>, speech: &Speech, place: &Range<usize>, sentence: &Range<usize>) -> bool {
    let between = gap(&speech.span, place);
    let is_before = speech.span.end <= place.start;
    if speech.span.start >= sentence.end {
        // The saying goes on over several sentences of one quotation.
        let is_quoting = matches!(speech.cue, Cue::Says | Cue::SaysAgain) && speech.is_tag;
        return is_quoting && !opens_quotation(reading.text(between));
    }
    match speech.cue {
        Cue::AccordingTo if is_before => true,
        Cue::AccordingTo => !has_new_thought(reading, &between),
        Cue::Says | Cue::Denies | Cue::SaysAgain if is_before && !speech.is_tag => {
            !has_background(reading, &between)
        }
        Cue::Says | Cue::Denies | Cue::SaysAgain => is_before || speech.is_tag,
        Cue::Conditional | Cue::Weekday(_) => false,
    }
}

/// Says whether a quotation begins inside a text, and not at its very end.
fn opens_quotation(text: &str) -> bool {
    let text = text.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ',' | '«' | '»' | '"'));
    text.contains(['«', '“'])
}

/// Says whether the narrator takes over again: ", alors que", ", tandis que", ", while".
fn has_background(reading: &Reading<'_>, between: &Range<usize>) -> bool {
    reading.tokens_in(between).any(|index| {
        let is_behind_comma = reading.tokens.gap_before(index).trim() == ",";
        is_behind_comma && matches!(reading.tokens.word(index), "alors" | "tandis" | "while")
    })
}

/// Says whether a comma and a new thought lie between: ", mettant fin à", ", qui", "mais".
fn has_new_thought(reading: &Reading<'_>, between: &Range<usize>) -> bool {
    reading.tokens_in(between).any(|index| {
        let word = reading.tokens.word(index);
        let is_behind_comma = reading.tokens.gap_before(index).contains(',');
        let is_participle = word.ends_with("ant")
            && !matches!(
                word,
                "avant" | "pendant" | "durant" | "devant" | "cependant" | "pourtant" | "maintenant"
            );
        matches!(word, "mais" | "tandis" | "alors") || (is_behind_comma && (is_participle || word == "qui"))
    })
}
