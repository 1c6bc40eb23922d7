//! Troops sent and withdrawn: "X a déployé 300 soldats en Y", "X withdrew its troops from Y".

use crate::extract::rules::draft::Draft;
use crate::extract::rules::phrase::{Group, group_after, group_before};
use crate::extract::rules::reading::{Reading, within};
use crate::extract::rules::verb::{may_begin_past, past, rest};

/// How sure the rule is, in thousandths.
const CONFIDENCE: u16 = 650;

/// How far what moves and the place are looked for, in words.
const WORDS_MAX: usize = 10;

/// Reads every movement of troops whose sender is named.
pub(super) fn read<'a>(reading: &Reading<'a>, drafts: &mut Vec<Draft<'a>>) {
    for index in 0..reading.tokens.len() {
        let is_start = may_begin_past(reading, index, &["deployed", "withdrew"]);
        if is_start {
            drafts.extend(draft(reading, index));
        }
    }
}

fn draft<'a>(reading: &Reading<'a>, index: usize) -> Option<Draft<'a>> {
    let tokens = &reading.tokens;
    let verb = past(reading, index)?;
    let form = match tokens.word(verb.last) {
        "deploye" | "deployed" => "deployment",
        "retire" | "withdrew" => "withdrawal",
        _ => return None,
    };
    let words = rest(reading, verb.last + 1, WORDS_MAX);
    let object = group_after(reading, words.start).filter(|group| {
        group.entities.iter().all(|entity| matches!(reading.kind(entity), Some("organisation" | "group")))
    });
    let troops = words.clone().find(|index| {
        matches!(
            tokens.word(*index),
            "troupes"
                | "soldats"
                | "militaires"
                | "hommes"
                | "forces"
                | "casques"
                | "troops"
                | "soldiers"
                | "peacekeepers"
        )
    });
    let last = object.as_ref().map(|object| object.after.saturating_sub(1)).or(troops)?;
    let subject = group_before(reading, verb.first)?;
    let [by] = &subject.entities[..] else { return None };
    let target = place_behind(reading, last + 1, form);
    let end = target.as_ref().map_or(tokens.span(last).end, |target| target.span.end);
    let place = subject.span.start..end;
    let mut draft = Draft::new(reading.request.schema, "movement", place.clone())?;
    draft.word("form", form)?;
    let _ = draft.entity("by", by);
    if let Some(who) = object.as_ref().and_then(|object| object.entities.first()) {
        draft.entity("who", who)?;
    }
    let slot = if form == "withdrawal" { "from" } else { "to" };
    let target = target.and_then(|target| target.entities.into_iter().next());
    // A movement of which neither the troops nor the place is known tells nothing.
    let is_placed = target.and_then(|target| draft.entity(slot, &target)).is_some();
    let count = within(&reading.counts, &(tokens.span(verb.last).end..tokens.span(last).start)).first();
    if let Some(count) = count.filter(|count| !count.value.is_article_like) {
        let _ = draft.count("count", count.value.count);
    }
    if let Some(date) = reading.date_of_event(&place) {
        let _ = draft.date("when", date);
    }
    if verb.is_reserved {
        draft.reserve();
    }
    (is_placed || object.is_some()).then(|| draft.finish(reading, std::slice::from_ref(&place), CONFIDENCE))
}

/// Returns the place that a preposition near a token leads to.
fn place_behind(reading: &Reading<'_>, first: usize, form: &str) -> Option<Group> {
    let leads = |index: &usize| match reading.tokens.word(*index) {
        "de" | "du" | "d" | "from" => form == "withdrawal",
        "en" | "au" | "a" | "dans" | "vers" | "in" | "to" => form == "deployment",
        _ => false,
    };
    let preposition = rest(reading, first, 4).find(leads)?;
    let group = group_after(reading, preposition + 1)?;
    let is_place =
        group.entities.iter().all(|entity| matches!(reading.kind(entity), Some("place" | "country")));
    is_place.then_some(group)
}
