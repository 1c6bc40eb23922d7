//! The words that tell a model how to write facts: a short paragraph with one example for each kind.

use std::fmt::Write;

use crate::extract::answer::view::view_kind;
use crate::schema::{EvidenceRule, Schema};
use crate::value::Kind;

/// How each kind is written, with examples that karat reads as they stand.
pub(super) const KINDS: [(Kind, &str, &[&str]); 7] = [
    (
        Kind::Date,
        "a day, a month, a year, or XXXX where the article does not state the year",
        Kind::Date.examples(),
    ),
    (
        Kind::Instant,
        "a day and a clock time, with the offset and the zone that the article names",
        Kind::Instant.examples(),
    ),
    (Kind::Duration, "a length of time as ISO 8601 writes it", Kind::Duration.examples()),
    (Kind::Count, "the number with the bound that the article gives it", Kind::Count.examples()),
    (Kind::Entity, "the name as the article gives it, without what describes it", Kind::Entity.examples()),
    (Kind::Enum, "one of the words listed for the slot, spelt as there", Kind::Enum.examples()),
    (Kind::Text, "a few words of the article", Kind::Text.examples()),
];

/// Returns a short paragraph that tells a model how to write facts, with one example for each kind in the schema.
///
/// The questions are in the article's language where the schema has them; the rest is English. `views` are the only
/// views asked for, by position.
#[must_use]
pub fn prompt_paragraph(schema: &Schema, views: &[usize], language: &str) -> String {
    let mut text = String::new();
    let mut line = |line: &str| {
        text.push_str(line);
        text.push('\n');
    };
    if views.is_empty() {
        line("Return every fact that the article states, one object for each, of these types:");
        for fact_type in &schema.types {
            let question = fact_type.questions.get(language).or_else(|| fact_type.questions.values().next());
            let question = question.map(|question| format!(": {question}")).unwrap_or_default();
            line(&format!("- {}{question}", fact_type.name));
        }
        line(
            "Fill a slot only with what the article says; null leaves it open. A list holds each value once.",
        );
    } else {
        let asked = views.iter().filter_map(|index| schema.views.get(*index)).map(|view| &*view.name);
        let names = asked.collect::<Vec<_>>().join(", ");
        line(&format!(
            "Return every value of these views that the article states, one object for each: {names}."
        ));
    }
    line("Write values so:");
    for (kind, how, examples) in KINDS.iter().filter(|(kind, ..)| is_used(*kind, schema, views)) {
        line(&format!("- {}: {how}{}", kind.word(), listed(examples)));
    }
    if views.is_empty() {
        line(
            "said_by: who says so, as a list of names: the origin first, then those who pass it on; several who \
             speak together are {\"together\": [\"A\", \"B\"]}; [\"unnamed\"] if the source is not named; null if the \
             article says so itself.",
        );
        line(
            "polarity: asserted; conditional if the article reports it with reserve (\"aurait tué\"); denied if the \
             speaker says that it is not so.",
        );
    }
    line(&evidence_words(schema, views));
    text
}

fn evidence_words(schema: &Schema, views: &[usize]) -> String {
    let mut words = String::from(
        "evidence: the shortest passages of the article that state it, copied character by character, with its \
         spelling, quotation marks and accents: never a paraphrase, never a translation, never \"…\".",
    );
    let is_required = schema.types.iter().any(|fact_type| fact_type.evidence == EvidenceRule::Required);
    if views.is_empty() && is_required {
        words
            .write_str(" A fact whose passages are not found in the article is worth nothing.")
            .expect("a string");
    }
    words
}

fn listed(examples: &[&str]) -> String {
    if examples.is_empty() {
        return String::new();
    }
    let quoted: Vec<String> = examples.iter().map(|example| format!("\"{example}\"")).collect();
    format!(", such as {}", quoted.join(", "))
}

/// Says whether a slot or a view that is asked for holds values of the kind.
fn is_used(kind: Kind, schema: &Schema, views: &[usize]) -> bool {
    if views.is_empty() {
        return schema.types.iter().flat_map(|fact_type| &fact_type.slots).any(|slot| slot.kind == kind);
    }
    views.iter().filter_map(|index| schema.views.get(*index)).any(|view| view_kind(view) == kind)
}
