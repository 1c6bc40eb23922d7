//! Names that stand together: who does something, before its verb, and to whom, behind it.

use std::ops::Range;

use crate::extract::rules::reading::Reading;
use crate::mention::Mention;
use crate::value::Entity;

/// How many words of titles may stand before a name.
const TITLE_WORDS_MAX: usize = 8;

/// How many names a group has at most.
const NAMES_MAX: usize = 8;

/// Articles and words of titles that stand before names, French and English.
const TITLES: [&str; 62] = [
    "le",
    "la",
    "les",
    "l",
    "son",
    "sa",
    "ses",
    "leur",
    "leurs",
    "du",
    "de",
    "des",
    "d",
    "premier",
    "ministre",
    "premiere",
    "ministres",
    "president",
    "presidente",
    "presidents",
    "secretaire",
    "general",
    "generale",
    "etat",
    "affaires",
    "etrangeres",
    "defense",
    "chef",
    "chefs",
    "diplomatie",
    "homologue",
    "homologues",
    "dirigeant",
    "dirigeants",
    "chancelier",
    "chanceliere",
    "roi",
    "reine",
    "pape",
    "monsieur",
    "m",
    "mme",
    "the",
    "his",
    "her",
    "their",
    "prime",
    "minister",
    "foreign",
    "secretary",
    "of",
    "state",
    "defence",
    "counterpart",
    "leader",
    "leaders",
    "mr",
    "mrs",
    "ms",
    "chancellor",
    "king",
    "gouvernement",
];

/// Endings of adjectives of nations, and those that are words of their own.
const NATION_ENDINGS: [&str; 25] = [
    "ien", "ienne", "iens", "ais", "aise", "ois", "oise", "ain", "aine", "ains", "mand", "gnol", "russe",
    "turc", "turque", "grec", "belge", "suisse", "ian", "ish", "ani", "ese", "ean", "ican", "wegian",
];

/// Words that end as adjectives of nations and are none.
const NO_NATIONS: [&str; 9] =
    ["jamais", "desormais", "demain", "certain", "certaine", "combien", "soudain", "domaine", "semaine"];

/// Words by which a name is a place or an object, and does nothing itself.
const PREPOSITIONS: [&str; 36] = [
    "en",
    "dans",
    "a",
    "au",
    "aux",
    "sur",
    "contre",
    "avec",
    "par",
    "pour",
    "vers",
    "depuis",
    "entre",
    "selon",
    "chez",
    "sous",
    "apres",
    "avant",
    "pres",
    "concernant",
    "envers",
    "comme",
    "in",
    "at",
    "on",
    "to",
    "with",
    "against",
    "by",
    "for",
    "from",
    "near",
    "of",
    "into",
    "between",
    "than",
];

/// Words that may stand between somebody and what they do.
const BETWEEN: [&str; 20] = [
    "lui",
    "elle",
    "eux",
    "elles",
    "qui",
    "who",
    "egalement",
    "aussi",
    "also",
    "ensuite",
    "later",
    "lundi",
    "mardi",
    "mercredi",
    "jeudi",
    "vendredi",
    "samedi",
    "dimanche",
    "s",
    "se",
];

/// Names that stand together.
#[derive(Clone, Debug)]
pub(super) struct Group {
    pub(super) entities: Vec<Entity>,
    pub(super) span: Range<usize>,
    /// The token behind the last of them.
    pub(super) after: usize,
}

/// Returns the name that begins at a token.
pub(super) fn name_at<'r>(reading: &'r Reading<'_>, index: usize) -> Option<&'r Mention<Entity>> {
    let start = reading.tokens.span(index).start;
    let found = reading.names.partition_point(|name| name.span.start < start);
    reading.names.get(found).filter(|name| name.span.start == start && index < reading.tokens.len())
}

/// Returns the name whose last word stands right before a token.
pub(super) fn name_until<'r>(reading: &'r Reading<'_>, index: usize) -> Option<&'r Mention<Entity>> {
    let last = reading.tokens.span(index.checked_sub(1)?);
    let found = reading.names.partition_point(|name| name.span.end < last.end);
    reading.names.get(found).filter(|name| name.span.end == last.end)
}

/// Says whether a word belongs to the title of somebody.
pub(super) fn is_title(word: &str) -> bool {
    let is_nation = word.len() >= 4
        && NATION_ENDINGS.iter().any(|ending| word.ends_with(ending))
        && !NO_NATIONS.contains(&word);
    TITLES.contains(&word) || is_nation
}

/// Returns the names that stand together from a token on: "le président X et son homologue Y".
pub(super) fn group_after(reading: &Reading<'_>, first: usize) -> Option<Group> {
    let mut group: Option<Group> = None;
    // Names behind a comma belong to the list only if "et" closes it.
    let mut pending: Vec<(Entity, usize, usize)> = Vec::new();
    let mut index = first;
    for _ in 0..NAMES_MAX {
        let Some(name) = titled_name(reading, index) else { break };
        let after = reading.tokens.at_or_after(name.span.end);
        pending.push((name.value.clone(), name.span.end, after));
        let gap = reading.tokens.gap_before(after);
        let is_closed =
            matches!(reading.tokens.word(index.saturating_sub(1)), "et" | "and") || group.is_none();
        let is_list_start = gap.trim() == ",";
        if is_closed {
            for (entity, end, after) in pending.drain(..) {
                let start = reading.tokens.span(first).start;
                let group =
                    group.get_or_insert_with(|| Group { entities: Vec::new(), span: start..end, after });
                group.span.end = end;
                group.after = after;
                if !group.entities.contains(&entity) {
                    group.entities.push(entity);
                }
            }
        }
        let is_joined = gap.trim().is_empty() && matches!(reading.tokens.word(after), "et" | "and");
        index = match (is_joined, is_list_start) {
            (true, _) => after + 1,
            (false, true) => after,
            (false, false) => break,
        };
        if matches!(reading.tokens.word(index), "avec" | "with" | "a" | "au" | "aux" | "to") && is_joined {
            index += 1;
        }
    }
    group
}

/// Returns the name behind nothing but titles, unless it only says whose title it is.
fn titled_name<'r>(reading: &'r Reading<'_>, first: usize) -> Option<&'r Mention<Entity>> {
    for index in first..first + TITLE_WORDS_MAX {
        if index > first && !is_tight(reading.tokens.gap_before(index)) {
            return None;
        }
        if let Some(name) = name_at(reading, index) {
            let is_complement = index > first && is_complement(reading, index, first);
            return (!is_complement).then_some(name);
        }
        if !is_title(reading.tokens.word(index)) {
            return None;
        }
    }
    None
}

/// Says whether "de" leads from a title to a name.
fn is_complement(reading: &Reading<'_>, name: usize, first: usize) -> bool {
    let has_article = matches!(reading.tokens.word_before(name), "l" | "la" | "le" | "les" | "the");
    let preposition = name.saturating_sub(1 + usize::from(has_article));
    preposition >= first && matches!(reading.tokens.word(preposition), "de" | "d" | "du" | "des" | "of")
}

/// Says whether two words stand side by side: a space, a hyphen or an apostrophe.
pub(super) fn is_tight(gap: &str) -> bool {
    gap.chars().all(|c| c.is_whitespace() && c != '\n' || matches!(c, '\'' | '’' | '-' | '.' | '‑'))
}

/// Returns who does what the verb at a token says: the names right before it.
pub(super) fn group_before(reading: &Reading<'_>, verb: usize) -> Option<Group> {
    let end = subject_end(reading, verb)?;
    let mut name = name_until(reading, end)?;
    let mut entities = vec![name.value.clone()];
    let mut start = name.span.start;
    for _ in 0..NAMES_MAX {
        let first = reading.tokens.at_or_after(name.span.start);
        let head = head(reading, first)?;
        start = reading.tokens.span(head).start.min(start);
        if is_complement(reading, first, head.saturating_sub(1)) {
            return None;
        }
        let before = head.checked_sub(1);
        let Some(joint) = before.filter(|index| matches!(reading.tokens.word(*index), "et" | "and")) else {
            let is_object = before.is_some_and(|index| {
                PREPOSITIONS.contains(&reading.tokens.word(index))
                    && is_tight(reading.tokens.gap_before(head))
            });
            return (!is_object).then(|| {
                entities.reverse();
                let last = reading.tokens.span(end.saturating_sub(1)).end;
                Group { entities, span: start..last, after: end }
            });
        };
        name = name_until(reading, joint)?;
        if !entities.contains(&name.value) {
            entities.push(name.value.clone());
        }
    }
    None
}

/// Returns the token behind the name before a verb, past "lui", days and an apposition.
fn subject_end(reading: &Reading<'_>, verb: usize) -> Option<usize> {
    let tokens = &reading.tokens;
    let is_near = |index: usize| {
        tokens
            .gap_before(index)
            .chars()
            .all(|c| c.is_whitespace() && c != '\n' || matches!(c, ',' | '\'' | '’' | '(' | ')'))
    };
    let mut index = verb;
    for _ in 0..3 {
        if !is_near(index) {
            return None;
        }
        if name_until(reading, index).is_some() {
            return Some(index);
        }
        if !BETWEEN.contains(&tokens.word_before(index)) {
            break;
        }
        index = index.checked_sub(1)?;
    }
    // "X, ministre chilien de la Défense, a …"
    if !tokens.gap_before(index).contains(',') {
        return None;
    }
    for _ in 0..TITLE_WORDS_MAX {
        index = index.checked_sub(1)?;
        let is_inside = is_title(tokens.word(index)) || name_at(reading, index).is_some();
        if !is_inside {
            return None;
        }
        if tokens.gap_before(index).trim() == "," {
            return name_until(reading, index).map(|_| index);
        }
    }
    None
}

/// Returns the first token of the titles before a name.
fn head(reading: &Reading<'_>, name: usize) -> Option<usize> {
    let mut index = name;
    for _ in 0..TITLE_WORDS_MAX {
        let Some(before) = index.checked_sub(1) else { return Some(index) };
        let is_part = is_tight(reading.tokens.gap_before(index)) && is_title(reading.tokens.word(before));
        if !is_part {
            return Some(index);
        }
        index = before;
    }
    None
}
