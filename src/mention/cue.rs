//! Finds cues: who speaks, what is denied, what is told with reserve.

use crate::mention::Mention;
use crate::mention::calendar_words::weekday;
use crate::mention::token::Tokens;
use crate::value::Language;
use crate::value::date::Weekday;

/// What words tell about the sentence they stand in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cue {
    /// "selon", "d'après": a source follows.
    AccordingTo,
    /// "a déclaré", "affirme": a speaker stands beside it.
    Says,
    /// "a-t-il ajouté": the speaker of before goes on.
    SaysAgain,
    /// "a nié", "dément".
    Denies,
    /// "aurait", "auraient", "reportedly", "are said to": the reserve of the press.
    Conditional,
    /// The name of a day.
    Weekday(Weekday),
}

/// French verbs of saying: present singular or participle after folding, where both are alike.
const SAYS: [&str; 17] = [
    "declare", "affirme", "indique", "annonce", "ajoute", "precise", "assure", "explique", "rapporte",
    "signale", "estime", "confirme", "souligne", "revele", "rappele", "raconte", "martele",
];

/// Participles that are no present tense.
const SAID: [&str; 4] = ["dit", "ecrit", "soutenu", "redit"];

/// Present tenses that are no participle of the list above.
const SAYS_NOW: [&str; 8] =
    ["dit", "ecrit", "soutient", "rappelle", "disent", "ecrivent", "soutiennent", "rappellent"];

/// Words that make a noun of the next one: "cette annonce", "le dit".
const BEFORE_NOUNS: [&str; 20] = [
    "l", "le", "la", "les", "un", "une", "d", "de", "des", "du", "cette", "ce", "ces", "son", "sa", "ses",
    "leur", "leurs", "cet", "aucune",
];

/// Finds the cues of a text, ascending, without overlaps; linear in the text.
#[must_use]
pub fn cues(text: &str, language: Language) -> Vec<Mention<Cue>> {
    cues_among(&Tokens::new(text), language)
}

/// Finds the cues among tokens, as [`cues`].
#[must_use]
pub fn cues_among(tokens: &Tokens<'_>, language: Language) -> Vec<Mention<Cue>> {
    let mut mentions = Vec::new();
    let mut index = 0;
    while index < tokens.len() {
        let found = match language {
            Language::French => french(tokens, index),
            Language::English => english(tokens, index),
            Language::Other => None,
        };
        let found = found.or_else(|| Some((Cue::Weekday(weekday(tokens.word(index), language)?), 1)));
        let Some((cue, n_words)) = found else {
            index += 1;
            continue;
        };
        let span = tokens.span(index).start..tokens.span(index + n_words - 1).end;
        mentions.push(Mention { span, value: cue });
        index += n_words;
    }
    mentions
}

fn french(tokens: &Tokens<'_>, index: usize) -> Option<(Cue, usize)> {
    let word = |offset: usize| tokens.word(index + offset);
    match (word(0), word(1), word(2)) {
        ("selon", next, _) if next != "que" => Some((Cue::AccordingTo, 1)),
        ("d", "apres", _) => Some((Cue::AccordingTo, 2)),
        ("lit", "on", "dans") | ("on", "lire", "dans") => Some((Cue::Says, 3)),
        ("aurait" | "auraient" | "serait" | "seraient", _, _) => Some((Cue::Conditional, 1)),
        ("semble" | "semblent", "t", "il" | "elle") => Some((Cue::Conditional, 3)),
        ("y", "aurait", _) => Some((Cue::Conditional, 2)),
        ("s", "eleverait" | "eleveraient", "a") => Some((Cue::Conditional, 2)),
        ("pourrait" | "pourraient", "atteindre" | "depasser", _) => Some((Cue::Conditional, 2)),
        (
            "nie" | "nient" | "niait" | "niaient" | "dement" | "dementent" | "dementait" | "conteste"
            | "contestent" | "contestait",
            _,
            _,
        ) if is_denial(tokens, index) && !ends_in_accent(tokens, index) => Some((Cue::Denies, 1)),
        ("a" | "ont" | "avait" | "avaient", _, _) => said(tokens, index),
        ("fait" | "font", "savoir", _) => Some((Cue::Says, 2)),
        (verb, _, _) if is_present(tokens, index, verb) => match pronoun_after(tokens, index + 1) {
            Some(n_words) => Some((Cue::SaysAgain, n_words + 1)),
            None => is_verb(tokens, index).then_some((Cue::Says, 1)),
        },
        (_, _, _) => None,
    }
}

/// Says whether a verb of denial stands there and is not negated itself: "n’a pas nié", "ne dément pas".
fn is_denial(tokens: &Tokens<'_>, index: usize) -> bool {
    let is_negation = |word: &str| matches!(word, "pas" | "jamais" | "point" | "guere");
    is_verb(tokens, index) && !is_negation(tokens.word_before(index)) && !is_negation(tokens.word(index + 1))
}

/// Reads "a déclaré", "avait également affirmé", "a-t-il ajouté", "a nié", "a fait savoir".
fn said(tokens: &Tokens<'_>, index: usize) -> Option<(Cue, usize)> {
    let inverted = pronoun_after(tokens, index + 1);
    let mut participle = index + 1 + inverted.unwrap_or(0);
    if matches!(
        tokens.word(participle),
        "egalement" | "aussi" | "ainsi" | "ensuite" | "deja" | "encore" | "notamment"
    ) {
        participle += 1;
    }
    let n_words = participle - index + 1;
    let says = if inverted.is_some() { Cue::SaysAgain } else { Cue::Says };
    match tokens.word(participle) {
        "nie" | "dementi" | "refute" => Some((Cue::Denies, n_words)),
        "rejete" if rejects_claims(tokens, participle + 1) => Some((Cue::Denies, n_words)),
        "fait" => (tokens.word(participle + 1) == "savoir").then_some((says, n_words + 1)),
        word if SAID.contains(&word) => Some((says, n_words)),
        word => (SAYS.contains(&word) && ends_in_accent(tokens, participle)).then_some((says, n_words)),
    }
}

/// Says whether what is rejected is a claim: "les accusations", "ces allégations".
fn rejects_claims(tokens: &Tokens<'_>, index: usize) -> bool {
    matches!(tokens.word(index), "les" | "ces" | "toutes" | "l" | "cette")
        && matches!(tokens.word(index + 1), "accusations" | "allegations" | "accusation" | "affirmations")
}

/// Returns how many words a pronoun behind its verb takes: "-t-il", "-elle".
fn pronoun_after(tokens: &Tokens<'_>, index: usize) -> Option<usize> {
    let is_hyphen = |index: usize| matches!(tokens.gap_before(index), "-" | "\u{2010}" | "\u{2011}");
    let is_pronoun = |index: usize| {
        is_hyphen(index) && matches!(tokens.word(index), "il" | "elle" | "ils" | "elles" | "on")
    };
    if is_pronoun(index) {
        Some(1)
    } else {
        (tokens.word(index) == "t" && is_hyphen(index) && is_pronoun(index + 1)).then_some(2)
    }
}

fn is_present(tokens: &Tokens<'_>, index: usize, verb: &str) -> bool {
    let singular = verb.strip_suffix("nt").unwrap_or(verb);
    SAYS_NOW.contains(&verb) || (SAYS.contains(&singular) && !ends_in_accent(tokens, index))
}

/// Says whether a word of one letter case is a verb: no article before it makes a noun of it.
fn is_verb(tokens: &Tokens<'_>, index: usize) -> bool {
    !BEFORE_NOUNS.contains(&tokens.word_before(index))
        || !tokens.gap_before(index).trim().is_empty() && !is_elided(tokens, index)
}

fn is_elided(tokens: &Tokens<'_>, index: usize) -> bool {
    matches!(tokens.gap_before(index), "'" | "’")
}

/// Says whether a word ends in é, perhaps with -e or -s behind it: a participle.
fn ends_in_accent(tokens: &Tokens<'_>, index: usize) -> bool {
    let written = tokens.text().get(tokens.span(index)).unwrap_or_default();
    let stem = written.trim_end_matches('s');
    let stem = stem.strip_suffix("ée").map_or(stem, |_| "é");
    stem.ends_with(['é', 'É']) || stem.ends_with("e\u{301}")
}

fn english(tokens: &Tokens<'_>, index: usize) -> Option<(Cue, usize)> {
    match (tokens.word(index), tokens.word(index + 1)) {
        ("according", "to") => Some((Cue::AccordingTo, 2)),
        (
            "said" | "says" | "stated" | "announced" | "added" | "claimed" | "claims" | "reported"
            | "insisted" | "confirmed" | "confirms",
            _,
        ) => Some((Cue::Says, 1)),
        ("told", "reporters" | "parliament" | "journalists" | "lawmakers") => Some((Cue::Says, 2)),
        ("say", _) if !matches!(tokens.word_before(index), "to" | "cannot" | "not") => Some((Cue::Says, 1)),
        ("reports", "that") if tokens.word_before(index) != "of" => Some((Cue::Says, 1)),
        ("rejected", "claims" | "allegations") => Some((Cue::Denies, 1)),
        // "Access was denied to observers" denies nothing.
        ("denied", "to") | ("denied", "access" | "entry") => None,
        ("denied" | "denies" | "deny", _) => Some((Cue::Denies, 1)),
        ("dismissed", "reports" | "claims" | "allegations") => Some((Cue::Denies, 2)),
        ("may" | "might", "have") => Some((Cue::Conditional, 2)),
        ("are" | "is" | "were" | "was", "feared") => Some((Cue::Conditional, 2)),
        ("appear" | "appears" | "appeared", "to") => Some((Cue::Conditional, 2)),
        ("apparently", _) => Some((Cue::Conditional, 1)),
        ("reportedly" | "allegedly" | "purportedly" | "supposedly", _) => Some((Cue::Conditional, 1)),
        (
            "is" | "are" | "was" | "were",
            "said" | "believed" | "thought" | "alleged" | "reported" | "rumoured",
        ) if tokens.word(index + 2) == "to" => Some((Cue::Conditional, 3)),
        (_, _) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mention::show;

    fn check(text: &str, expected: &[&str]) {
        let found = cues(text, Language::French);
        assert_eq!(show(text, &found, |cue| format!("{cue:?}")), expected, "{text}");
    }

    #[test]
    fn verbs_of_saying_are_found_in_the_past_and_the_present() {
        check("Le maire a déclaré, le club affirme", &["[a déclaré] Says", "[affirme] Says"]);
        check(
            "ont également indiqué ; ont fait savoir",
            &["[ont également indiqué] Says", "[ont fait savoir] Says"],
        );
        check("l’annonce de la crue, un joueur déclaré forfait", &[]);
    }

    #[test]
    fn a_pronoun_behind_the_verb_goes_on_with_the_speaker() {
        check(
            "», a-t-il ajouté. », précise-t-elle",
            &["[a-t-il ajouté] SaysAgain", "[précise-t-elle] SaysAgain"],
        );
        check("», dit-il", &["[dit-il] SaysAgain"]);
    }

    #[test]
    fn sources_denials_and_reserve_are_found() {
        check("selon le maire, d’après lui, selon que", &["[selon] AccordingTo", "[d’après] AccordingTo"]);
        check("Le club a nié, la mairie dément", &["[a nié] Denies", "[dément] Denies"]);
        check("Le club n’a pas nié, la mairie ne dément pas", &[]);
        check("la digue aurait cédé mardi", &["[aurait] Conditional", "[mardi] Weekday(Tuesday)"]);
    }

    #[test]
    fn english_cues_are_found() {
        let text = "according to him, she said";
        let found = cues(text, Language::English);
        assert_eq!(
            show(text, &found, |cue| format!("{cue:?}")),
            ["[according to] AccordingTo", "[said] Says"]
        );
        let text = "nine are said to have died, two allegedly fled";
        let found = cues(text, Language::English);
        assert_eq!(
            show(text, &found, |cue| format!("{cue:?}")),
            ["[are said to] Conditional", "[allegedly] Conditional"]
        );
    }
}
