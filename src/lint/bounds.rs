//! Rule E8: a count has the bound that touches its number in the article, and no other.

use std::ops::Range;

use crate::lint::Findings;
use crate::lint::scene::Scene;
use crate::lint::wording::Filled;
use crate::mention::Mention;
use crate::mention::count::CountPhrase;
use crate::mention::survey::within;
use crate::problem::Fix;
use crate::text::splice::Splice;
use crate::value::Value;
use crate::value::count::{Count, CountForm, Qualifier};
use crate::value::numeral::Amount;

/// Words that bound or hedge a number, also from afar; folded.
const HEDGES: [&str; 66] = [
    "moins",
    "plus",
    "minimum",
    "maximum",
    "environ",
    "quelque",
    "quelques",
    "presque",
    "pres",
    "autour",
    "jusqu",
    "dela",
    "alentours",
    "estime",
    "estimes",
    "estimee",
    "estimees",
    "estimation",
    "estimations",
    "approximativement",
    "centaine",
    "centaines",
    "dizaine",
    "dizaines",
    "vingtaine",
    "trentaine",
    "quarantaine",
    "cinquantaine",
    "soixantaine",
    "quinzaine",
    "douzaine",
    "millier",
    "milliers",
    "provisoire",
    "depasse",
    "depassent",
    "depassait",
    "depassaient",
    "least",
    "most",
    "more",
    "less",
    "fewer",
    "about",
    "around",
    "nearly",
    "almost",
    "some",
    "over",
    "up",
    "under",
    "approximately",
    "roughly",
    "exceed",
    "exceeds",
    "exceeded",
    "exceeding",
    "estimated",
    "estimate",
    "estimates",
    "close",
    "topped",
    "tops",
    "many",
    "few",
    "provisional",
];

/// Words before a number that are prepositions of place or manner as well: "fired over 49 villages".
const AMBIGUOUS: [&str; 9] =
    ["over", "above", "under", "below", "around", "about", "some", "quelques", "autour de"];

/// A number of the article that the value is about.
struct Said {
    qualifier: Qualifier,
    /// The number, in bytes of the article.
    number: Range<usize>,
    /// Where the number with its bound stands.
    whole: Range<usize>,
}

/// E8: the bound in the text and the bound in the value are the same.
pub(super) fn check(scene: &Scene<'_, '_>, filled: &Filled<'_>, findings: &mut Findings<'_>) {
    let Some(Value::Count(count)) = filled.choice.best() else { return };
    let CountForm::Point(stated, amount) = count.form() else { return };
    let said = said(scene, amount);
    let accepts = |qualifier: Qualifier| {
        let wanted = CountForm::Point(qualifier, amount);
        let mut values = filled.choice.alternatives.iter().map(|one| &one.value);
        values.any(|value| matches!(value, Value::Count(count) if count.form() == wanted))
    };
    let Some(first) = said.first() else {
        if stated == Qualifier::Exactly {
            end_of_range(scene, filled, (count, amount), findings);
        }
        return;
    };
    if said.iter().any(|one| accepts(one.qualifier)) || scene.note_shows(count) {
        return;
    }
    if first.qualifier == Qualifier::Exactly {
        unbounded(scene, filled, (stated, first), findings);
    } else if is_lost(stated, first.qualifier) {
        bounded(scene, filled, (count, first), findings);
    }
}

/// Says whether a value loses the bound of the text, or turns it round; of two bounds on one side either may be meant.
fn is_lost(stated: Qualifier, said: Qualifier) -> bool {
    match (stated.side(), said.side()) {
        (Some(stated), Some(said)) => stated != said,
        (_, _) => stated == Qualifier::Exactly,
    }
}

/// The value is exact and stands in the article as one end of "entre 40 et 49" alone.
fn end_of_range(
    scene: &Scene<'_, '_>,
    filled: &Filled<'_>,
    (count, amount): (&Count, Amount),
    findings: &mut Findings<'_>,
) {
    let numbers = scene.bench.survey().numbers();
    let range = scene.mentions(numbers).find_map(|phrase| match phrase.value.count.form() {
        CountForm::Range(low, high) if low == amount || high == amount => {
            Some((&phrase.span, phrase.value.count))
        }
        CountForm::Range(..) | CountForm::Point(..) | CountForm::Estimate { .. } | CountForm::Class(_) => {
            None
        }
    });
    let Some((span, meant)) = range else { return };
    let words = scene.bench.piece(span);
    // "passé de 40 à 49" ends at a number of its own.
    let is_between = ["entre", "between"].iter().any(|word| words.to_lowercase().starts_with(word));
    if !is_between || scene.note_shows(count) {
        return;
    }
    let who = scene.who(span);
    findings.warn("E8", filled.place, format!("{who} says \"{words}\", but the value is exact"));
    findings.help(format!("did you mean: {meant}?"));
}

/// Returns how the article bounds a number: where a quotation holds it, there; else in the sentences.
fn said(scene: &Scene<'_, '_>, amount: Amount) -> Vec<Said> {
    let phrases = scene.mentions(scene.bench.survey().numbers());
    let mut said: Vec<Said> = phrases.filter_map(|phrase| said_by(scene, phrase, amount)).collect();
    if said.iter().any(|one| scene.label.quotes_place(&one.number)) {
        said.retain(|one| scene.label.quotes_place(&one.number));
    }
    said
}

fn said_by(scene: &Scene<'_, '_>, phrase: &Mention<CountPhrase>, amount: Amount) -> Option<Said> {
    let number = phrase.value.number.clone();
    // "quatre personnes au moins": the bound may stand behind what is counted.
    let counted = within(scene.bench.survey().counts(), &(phrase.span.start..number.end));
    let behind = counted.iter().find(|count| count.span.end > phrase.span.end);
    let (count, whole) =
        behind.map_or((phrase.value.count, &phrase.span), |count| (count.value, &count.span));
    match count.form() {
        CountForm::Point(qualifier, found) if found == amount && !phrase.value.is_article_like => {
            Some(Said { qualifier, number, whole: whole.clone() })
        }
        CountForm::Point(..) | CountForm::Range(..) | CountForm::Estimate { .. } | CountForm::Class(_) => {
            None
        }
    }
}

/// The article bounds the number, and the value does not, or otherwise.
fn bounded(
    scene: &Scene<'_, '_>,
    filled: &Filled<'_>,
    (count, said): (&Count, &Said),
    findings: &mut Findings<'_>,
) {
    let CountForm::Point(stated, amount) = count.form() else { return };
    let who = scene.who(&said.whole);
    let number = scene.bench.piece(&said.number);
    let value = match stated.word() {
        "" => "the value is exact".to_owned(),
        word => format!("the value says \"{word}\""),
    };
    let message = match cue(scene, said) {
        Some((cue, side)) => format!("{who} says \"{cue}\" right {side} {number}, but {value}"),
        None => format!("{who} says \"{number}\", which is {} {amount}, but {value}", said.qualifier.word()),
    };
    let meant = Count::point(said.qualifier, amount).to_string();
    findings.warn("E8", filled.place, message);
    findings.help(format!("did you mean: {meant}?"));
    let is_clear = cue(scene, said).is_none_or(|(cue, _)| !AMBIGUOUS.contains(&&*cue.to_lowercase()));
    if is_clear && scene.bench.source.get(filled.place.clone()).is_some_and(|text| text == count.to_string())
    {
        findings.fix(Fix::Splices(vec![Splice::new(filled.place.clone(), meant)]));
    }
}

/// Returns the words of a bound and the side of the number on which they stand; `None` where the number itself hedges.
fn cue<'a>(scene: &Scene<'_, 'a>, said: &Said) -> Option<(&'a str, &'static str)> {
    if said.whole.start < said.number.start {
        return Some((scene.bench.piece(&(said.whole.start..said.number.start)).trim(), "before"));
    }
    let behind = scene.bench.piece(&(said.number.end..said.whole.end)).trim();
    let cues = [
        "au moins",
        "au minimum",
        "au plus",
        "au maximum",
        "ou plus",
        "ou moins",
        "environ",
        "at least",
        "at most",
        "or more",
        "or less",
        "or fewer",
        "or so",
    ];
    if behind == "+" {
        return Some((behind, "behind"));
    }
    let found = cues.iter().find_map(|cue| behind.rfind(cue).and_then(|start| behind.get(start..)));
    found.map(|cue| (cue, "behind"))
}

/// The value bounds the number, and no word of the sentence does.
fn unbounded(
    scene: &Scene<'_, '_>,
    filled: &Filled<'_>,
    (stated, said): (Qualifier, &Said),
    findings: &mut Findings<'_>,
) {
    if scene.reading.language_is_unknown() || HEDGES.iter().any(|hedge| scene.reading.has_word(hedge)) {
        return;
    }
    let (who, number) = (scene.who(&said.number), scene.bench.piece(&said.number));
    let word = stated.word();
    findings.warn("E8", filled.place, format!("the value says \"{word}\", but {who} says {number} alone"));
    findings.help("write the number alone, or quote the passage that bounds it");
}
