//! Losses that are told without a figure: "l'armée a subi de lourdes pertes", "X suffered losses".

use crate::extract::rules::draft::Draft;
use crate::extract::rules::phrase::group_before;
use crate::extract::rules::reading::Reading;
use crate::extract::rules::verb::{may_begin_past, past, rest};

/// How sure the rule is, in thousandths.
const CONFIDENCE: u16 = 600;

/// Reads every loss of people by a side that is named.
pub(super) fn read<'a>(reading: &Reading<'a>, drafts: &mut Vec<Draft<'a>>) {
    for index in 0..reading.tokens.len() {
        let is_start = may_begin_past(reading, index, &["suffered", "sustained"]);
        if is_start {
            drafts.extend(draft(reading, index));
        }
    }
}

fn draft<'a>(reading: &Reading<'a>, index: usize) -> Option<Draft<'a>> {
    let tokens = &reading.tokens;
    let verb = past(reading, index)?;
    let is_suffering =
        matches!(tokens.word(verb.last), "subi" | "essuye" | "deplore" | "suffered" | "sustained");
    let noun = rest(reading, verb.last + 1, 4)
        .find(|index| matches!(tokens.word(*index), "pertes" | "losses" | "casualties"))?;
    let is_of_money = matches!(
        (tokens.word(noun + 1), tokens.word_before(noun)),
        ("financieres" | "materielles" | "economiques" | "agricoles" | "d" | "de" | "of", _)
            | (_, "financial" | "economic" | "heavy-financial")
    );
    if !is_suffering || is_of_money {
        return None;
    }
    let subject = group_before(reading, verb.first)?;
    let [side] = &subject.entities[..] else { return None };
    let place = subject.span.start..tokens.span(noun).end;
    let is_side = matches!(reading.kind(side), Some("country" | "organisation" | "group"));
    let is_sport = !rest(reading, noun, 12).any(|index| is_of_arms(tokens.word(index)))
        && !reading.tokens_in(&place).any(|index| is_of_arms(tokens.word(index)));
    if !is_side || is_sport {
        return None;
    }
    let mut draft = Draft::new(reading.request.schema, "casualties", place.clone())?;
    draft.word("effect", "losses")?;
    draft.entity("side", side)?;
    if let Some(date) = reading.date_of_event(&place) {
        let _ = draft.date("during", date);
    }
    if verb.is_reserved {
        draft.reserve();
    }
    Some(draft.finish(reading, std::slice::from_ref(&place), CONFIDENCE))
}

/// Says whether a word tells that losses are those of people in arms.
fn is_of_arms(word: &str) -> bool {
    matches!(
        word,
        "armee"
            | "forces"
            | "humaines"
            | "combats"
            | "hommes"
            | "soldats"
            | "troupes"
            | "rangs"
            | "army"
            | "troops"
            | "soldiers"
            | "fighting"
            | "personnel"
            | "affrontements"
            | "frontiere"
            | "combattants"
            | "casualties"
            | "military"
            | "militaires"
    )
}
