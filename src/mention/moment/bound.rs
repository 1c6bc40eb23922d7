//! Reads the words about a moment: since, until, before, after, about, and those that join two to an interval.

use crate::mention::Mention;
use crate::mention::calendar_words::weekday;
use crate::mention::moment::words_before;
use crate::mention::token::Tokens;
use crate::value::Language;
use crate::value::date::{Bound, Date};

/// How many words before a bound are looked at for a denial.
const CLAUSE_TOKENS_MAX: usize = 8;

/// Says whether a word may stand between a bound and its date.
fn is_skipped(word: &str) -> bool {
    matches!(word, "le" | "la" | "les" | "l" | "the")
        || weekday(word, Language::French).is_some()
        || weekday(word, Language::English).is_some()
}

/// Returns the first token from a date backwards that a bound may stand before.
fn behind_bound(tokens: &Tokens<'_>, point: &Mention<Date>) -> usize {
    let first = tokens.at_or_after(point.span.start);
    let n_skipped = (0..first.min(2)).take_while(|back| is_skipped(tokens.word(first - 1 - back))).count();
    first - n_skipped
}

/// Returns the interval or the two bounds that two dates make: "du 3 au 5 mai", "between 2010 and 2015".
pub(super) fn joined(
    tokens: &Tokens<'_>,
    first: &Mention<Date>,
    last: &Mention<Date>,
) -> Option<Mention<Date>> {
    let words = tokens.at_or_after(first.span.end)..tokens.at_or_after(last.span.start);
    let gap = tokens.text().get(first.span.end..last.span.start)?;
    if words.len() > 3 || gap.contains(['.', ';', '(', '\n']) {
        return None;
    }
    let mut middle = words.map(|index| tokens.word(index)).filter(|word| !is_skipped(word));
    let (joint, rest) = (middle.next(), middle.next());
    let before = words_before(tokens, behind_bound(tokens, first));
    let span = first.span.start..last.span.end;
    let value = match (before[0], joint, rest) {
        ("entre" | "between", Some("et" | "and"), None) => {
            Date::parse(&format!("between {} and {}", first.value, last.value)).ok()?
        }
        ("du" | "de" | "d" | "from", Some("au" | "a" | "to" | "through" | "until" | "till"), None)
        | ("du" | "de" | "from", Some("jusqu"), Some("a" | "au" | "en")) => interval(first, last)?,
        (_, Some("to" | "through"), None) => interval(first, last)?,
        (_, None, None) if matches!(gap, "-" | "–" | " – ") => interval(first, last)?,
        (_, _, _) => return None,
    };
    // "la nuit du 3 au 4 mai" is that of the first day.
    let value = if first.value.to_string().ends_with("night") { first.value.clone() } else { value };
    Some(Mention { span, value })
}

fn interval(first: &Mention<Date>, last: &Mention<Date>) -> Option<Date> {
    Date::interval(&first.value, &last.value)
}

/// How a word puts what happened beside a date.
enum Relation {
    Since,
    Until,
    Bounded(Bound),
    About,
}

/// Returns a date with the bound or hedge that stands before it.
pub(super) fn bounded(tokens: &Tokens<'_>, point: &Mention<Date>) -> Mention<Date> {
    let first = behind_bound(tokens, point);
    let value = relation(words_before(tokens, first))
        .map(|relation| match relation {
            Relation::Bounded(Bound::Before) if is_negated(tokens, first) => {
                Relation::Bounded(Bound::OnOrAfter)
            }
            Relation::Since | Relation::Until | Relation::Bounded(_) | Relation::About => relation,
        })
        .filter(|_| point.value.is_point())
        .and_then(|relation| match relation {
            Relation::Since => Date::parse(&format!("{}/..", point.value)).ok(),
            Relation::Until => Date::parse(&format!("../{}", point.value)).ok(),
            Relation::Bounded(bound) => Date::bounded(bound, &point.value),
            Relation::About => point.value.approximate(),
        });
    match value {
        Some(value) => Mention { span: point.span.clone(), value },
        None => point.clone(),
    }
}

/// Says whether a clause is denied before a bound: "no train runs before Monday".
fn is_negated(tokens: &Tokens<'_>, bound: usize) -> bool {
    let ends = |index: usize| tokens.gap_before(index).contains(['.', ';', '!', '?', '\n', ':']);
    (bound.saturating_sub(CLAUSE_TOKENS_MAX)..bound.saturating_sub(1))
        .rev()
        .take_while(|index| !ends(index + 1))
        .any(|index| {
            matches!(
                tokens.word(index),
                "pas"
                    | "aucun"
                    | "aucune"
                    | "rien"
                    | "personne"
                    | "jamais"
                    | "no"
                    | "not"
                    | "never"
                    | "nobody"
                    | "nothing"
                    | "none"
                    | "unlikely"
            ) || (tokens.word(index) == "t" && matches!(tokens.gap_before(index), "'" | "’"))
        })
}

fn relation(before: [&str; 4]) -> Option<Relation> {
    Some(match before {
        ["depuis" | "since", ..] => Relation::Since,
        ["du" | "de" | "d", "partir", "a", ..] => Relation::Since,
        ["a" | "au" | "en", "jusqu", ..] | ["until" | "till" | "through", ..] => Relation::Until,
        ["a" | "au" | "en", "ici", "d", _] | ["ici", "d", ..] | ["by", ..] => {
            Relation::Bounded(Bound::OnOrBefore)
        }
        ["tard", "plus", "au", _] | ["than", "later", "no", _] => Relation::Bounded(Bound::OnOrBefore),
        ["than", "earlier" | "sooner", "no", _] => Relation::Bounded(Bound::OnOrAfter),
        ["apres", "peu", ..] | ["after", "shortly" | "just" | "soon", ..] => Relation::About,
        ["avant" | "before", ..] => Relation::Bounded(Bound::Before),
        ["apres" | "after", ..] => Relation::Bounded(Bound::After),
        ["vers" | "environ" | "around" | "about" | "circa" | "approximately", ..] => Relation::About,
        [_, _, _, _] => return None,
    })
}
