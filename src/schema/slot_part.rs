//! Decodes one slot of schema.yaml.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use crate::credit::Credit;
use crate::schema::decode::{WEIGHT, kind, languages};
use crate::schema::{SlotSpec, TextComparison};
use crate::value::Kind;
use crate::yaml::Node;
use crate::yaml::decode::{Decoder, FORMAT, Fields};
use crate::yaml::shape::{Field, Shape, Term, Word, terms};

/// The fields of a slot.
pub static SLOT: [Field; 11] = [
    Field::required("kind", Shape::Word { noun: "kind", words: &SLOT_KIND_TERMS }, "what it holds"),
    Field::optional("of", Shape::Word { noun: "kind", words: &KIND_TERMS }, "what a set holds"),
    Field::optional("values", Shape::List(&Shape::Text), "the words of an enum"),
    Field::optional("weight", WEIGHT, "how much it counts; 1 unless said, 0 for text"),
    Field::optional("key", Shape::Truth, "facts are told apart by it"),
    Field::optional("closed", Shape::Truth, "filling it where the article says nothing is inventing"),
    Field::optional("required", Shape::Truth, "every label must fill it"),
    Field::optional(
        "partial",
        Shape::Map(&Shape::Map(&Shape::Decimal(1))),
        "what one word is worth for another: the word of the gold first",
    ),
    Field::optional(
        "compare",
        Shape::Word { noun: "comparison", words: &COMPARISON_TERMS },
        "how text is compared; folded unless said",
    ),
    Field::optional("label", LANGUAGES, "what people call it, by language"),
    Field::optional("ask", LANGUAGES, "the question that a labeller answers, by language"),
];

/// A text, which is English, or texts by language.
pub(super) const LANGUAGES: Shape = Shape::Either(&[Shape::AnyText, Shape::Map(&Shape::Text)]);

pub(super) static KIND_TERMS: [Term; 7] = terms(&Kind::WORDS);
static SLOT_KIND_TERMS: [Term; 8] = terms(&SLOT_KINDS);

/// The kinds of a slot; `None` is a set.
const SLOT_KINDS: [Word<Option<Kind>>; 8] = {
    let set = Word::new("set", "several values without an order; of says which", None);
    let mut kinds = [set; 8];
    let mut index = 0;
    while index < Kind::WORDS.len() {
        let word = Kind::WORDS[index];
        kinds[index] = Word::new(word.word, word.about, Some(word.meaning));
        index += 1;
    }
    kinds
};

const COMPARISONS: [Word<TextComparison>; 4] = [
    Word::new("folded", "equal but for case, accents and punctuation", TextComparison::Folded),
    Word::new("token_f1", "by the words that both have", TextComparison::TokenF1),
    Word::new("edit", "by the letters that differ", TextComparison::Edit),
    Word::new("exact", "equal byte for byte", TextComparison::Exact),
];
static COMPARISON_TERMS: [Term; 4] = terms(&COMPARISONS);

/// Words that a slot of gold may hold instead of a value.
const OPEN_WORDS: [&str; 2] = ["unspecified", "none"];

/// Takes a slot; `None` if its kind is not known.
pub(super) fn slot(decoder: &mut Decoder<'_>, key: &Node, node: &Node) -> Option<SlotSpec> {
    let name = decoder.name(key)?;
    let fields = decoder.record(node, &SLOT)?;
    let (kind, is_set) = slot_kind(decoder, &fields, &key.span)?;
    let mut truth = |field: &str| fields.get(field).and_then(|node| decoder.truth(node)).unwrap_or(false);
    let (is_key, is_closed, is_required) = (truth("key"), truth("closed"), truth("required"));
    if is_key && kind == Kind::Text {
        decoder.error("F1", &key.span, format!("slot \"{name}\" is text: facts cannot be told apart by it"));
        decoder.help("choose a key of another kind, such as enum or entity");
    }
    let weight = fields.get("weight").and_then(|node| decoder.weight(node));
    let words = words(decoder, &fields, name, kind);
    let compare = field_of_kind(decoder, &fields, ("compare", Kind::Text), kind);
    let compare = compare.and_then(|node| decoder.word_of(node, "comparison", &COMPARISONS));
    Some(SlotSpec {
        name: Arc::from(name),
        kind,
        is_set,
        weight: weight.unwrap_or(if kind == Kind::Text { 0 } else { 1000 }),
        is_key,
        is_closed,
        is_required,
        partial: partial(decoder, &fields, name, (kind, &words)),
        words,
        text: compare.unwrap_or_default(),
        labels: languages(decoder, fields.get("label")),
        questions: languages(decoder, fields.get("ask")),
    })
}

/// Takes `kind: date` or `kind: set` with `of: date`.
fn slot_kind(decoder: &mut Decoder<'_>, fields: &Fields<'_>, key: &Range<usize>) -> Option<(Kind, bool)> {
    let Some(node) = fields.get("kind") else {
        decoder.error("F1", key, "a slot needs a kind");
        decoder.help(format!("one of: {}, set", Kind::ALL.map(Kind::word).join(", ")));
        return None;
    };
    let of = fields.get("of");
    if node.as_text() == Some("set") {
        let Some(of) = of else {
            decoder.error("F1", &node.span, "a set needs the kind of its values");
            decoder.help("write {kind: set, of: entity}");
            return None;
        };
        return kind(decoder, of).map(|kind| (kind, true));
    }
    if let Some(of) = of {
        decoder.error("F1", &of.span, "\"of\" belongs to kind: set");
    }
    decoder.word_of(node, "kind", &SLOT_KINDS).flatten().map(|kind| (kind, false))
}

/// Takes a field that only one kind of slot has.
fn field_of_kind<'n>(
    decoder: &mut Decoder<'_>,
    fields: &Fields<'n>,
    (field, wanted): (&str, Kind),
    kind: Kind,
) -> Option<&'n Node> {
    let node = fields.get(field)?;
    if kind == wanted {
        return Some(node);
    }
    decoder.error("F1", &node.span, format!("\"{field}\" belongs to kind: {}", wanted.word()));
    None
}

fn words(decoder: &mut Decoder<'_>, fields: &Fields<'_>, name: &str, kind: Kind) -> Vec<Arc<str>> {
    let mut words: Vec<Arc<str>> = Vec::new();
    let node = field_of_kind(decoder, fields, ("values", Kind::Enum), kind);
    if kind == Kind::Enum && fields.get("values").is_none() {
        decoder.error("F1", &fields.span(), format!("slot \"{name}\" is an enum without values"));
        decoder.help("write values: [a, b]");
    }
    for item in node.and_then(|node| decoder.list(node)).unwrap_or_default() {
        let Some(word) = decoder.words(item) else { continue };
        if words.iter().any(|known| &**known == word) {
            decoder.error("Y1", &item.span, format!("value \"{word}\" is listed twice"));
        } else if OPEN_WORDS.contains(&word) {
            decoder.error("F1", &item.span, format!("\"{word}\" has a meaning of its own in gold"));
            decoder.help("choose another word");
        } else {
            words.push(Arc::from(word));
        }
    }
    words
}

/// Takes the table of partial scores: gold word, then predicted word.
fn partial(
    decoder: &mut Decoder<'_>,
    fields: &Fields<'_>,
    name: &str,
    (kind, words): (Kind, &[Arc<str>]),
) -> BTreeMap<(Arc<str>, Arc<str>), Credit> {
    let mut table = BTreeMap::new();
    let node = field_of_kind(decoder, fields, ("partial", Kind::Enum), kind);
    let Some(rows) = node.and_then(|node| decoder.map(node)) else { return table };
    for (gold_key, row) in rows.distinct() {
        let gold = listed(decoder, gold_key, name, words);
        let Some(row) = decoder.map(row) else { continue };
        for (predicted_key, score) in row.distinct() {
            let predicted = listed(decoder, predicted_key, name, words);
            let score = decoder.score(score);
            let (Some(gold), Some(predicted), Some(score)) = (&gold, predicted, score) else { continue };
            if *gold == predicted {
                decoder.error("F1", &predicted_key.span, format!("partial scores \"{gold}\" against itself"));
                decoder.help("equal words score 1: remove it");
                continue;
            }
            table.insert((Arc::clone(gold), predicted), score);
        }
    }
    table
}

fn listed(decoder: &mut Decoder<'_>, key: &Node, name: &str, words: &[Arc<str>]) -> Option<Arc<str>> {
    let word = decoder.text(key)?;
    let found = words.iter().find(|known| &***known == word);
    if found.is_none() {
        let message = format!("partial names \"{word}\", which is not among the values of {name}");
        decoder.error(FORMAT, &key.span, message);
        decoder.did_you_mean(word, words.iter().map(|word| &**word));
    }
    found.cloned()
}
