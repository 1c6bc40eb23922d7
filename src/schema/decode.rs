//! Decodes schema.yaml.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::problem::{Problem, sort_problems};
use crate::schema::slot_part::{KIND_TERMS, LANGUAGES, slot};
use crate::schema::{EvidenceRule, FactType, Schema, SlotSpec, View, ViewSource};
use crate::value::Kind;
use crate::yaml::decode::{Decoder, FORMAT, Fields};
use crate::yaml::shape::{Field, Shape, Term, Word, terms};
use crate::yaml::{Node, NodeKind};

/// The fields of schema.yaml.
pub static FIELDS: [Field; 5] = [
    Field::required("karat_schema", Shape::Version, "the version of the format"),
    Field::required("semantics", Shape::Version, "the version of the rules by which values are compared"),
    Field::optional("weights", Shape::Record(&WEIGHTS), "what speaker and polarity weigh beside slots"),
    Field::required("types", Shape::Named(&Shape::Record(&TYPE)), "the types of fact that can be stated"),
    Field::optional("views", Shape::Named(&VIEW), "ways of looking at values whatever fact they stand in"),
];

static WEIGHTS: [Field; 2] = [
    Field::optional("said_by", WEIGHT, "what the speaker weighs; 2 unless said"),
    Field::optional("polarity", WEIGHT, "what the polarity weighs; 1 unless said"),
];

/// A weight.
pub(super) const WEIGHT: Shape = Shape::Decimal(1000);

static TYPE: [Field; 5] = [
    Field::optional("label", LANGUAGES, "what people call it, by language"),
    Field::optional("ask", LANGUAGES, "the question that a labeller answers, by language"),
    Field::optional(
        "evidence",
        Shape::Word { noun: "evidence rule", words: &EVIDENCE_TERMS },
        "whether a prediction must quote the article; report unless said",
    ),
    Field::optional(
        "closed",
        Shape::List(&Shape::Text),
        "slots that must stay empty where the article says nothing: filling them is inventing",
    ),
    Field::optional(
        "slots",
        Shape::Named(&Shape::Defined("slot")),
        "the parts of the answer; at least one is a key",
    ),
];

const VIEW: Shape = Shape::Either(&[
    Shape::Word { noun: "view", words: &SAID_BY_TERMS },
    Shape::Record(&VIEW_FIELDS),
    Shape::List(&Shape::Word { noun: "kind", words: &KIND_TERMS }),
]);
const SAID_BY: [Word<()>; 1] = [Word::new("said_by", "the speakers and relays", ())];
static SAID_BY_TERMS: [Term; 1] = SAID_BY;
static VIEW_FIELDS: [Field; 1] =
    [Field::required("entity", Shape::Text, "a kind of entities.yaml, such as place")];

/// The fields of a fact or distractor in gold that are not its type; no type may have such a name.
pub const FACT_FIELDS: [&str; 14] = [
    "same_as", "said_by", "polarity", "quote", "evidence", "said_on", "needs", "tags", "note", "by", "draft",
    "optional", "weight", "reason",
];

/// What attribution weighs unless the schema says.
const SAID_BY_WEIGHT: u32 = 2000;
/// What polarity weighs unless the schema says.
const POLARITY_WEIGHT: u32 = 1000;

impl Schema {
    /// Decodes a schema, with all problems in the order of the file.
    ///
    /// Types and slots that cannot be used are left out; `None` if the file as a whole is no schema.
    #[must_use]
    pub fn decode(file: &str, text: &str) -> (Option<Self>, Vec<Problem>) {
        let (mut decoder, tree) = Decoder::read(file, text);
        let schema = tree.and_then(|tree| schema(&mut decoder, &tree));
        let mut problems = decoder.into_problems();
        sort_problems(&mut problems);
        (schema, problems)
    }
}

fn schema(decoder: &mut Decoder<'_>, tree: &Node) -> Option<Schema> {
    let fields = decoder.record(tree, &FIELDS)?;
    if !decoder.version(&fields, "karat_schema") {
        return None;
    }
    let mut schema = Schema {
        semantics: semantics(decoder, &fields),
        said_by_weight: SAID_BY_WEIGHT,
        polarity_weight: POLARITY_WEIGHT,
        ..Schema::default()
    };
    if let Some(fields) = fields.get("weights").and_then(|node| decoder.record(node, &WEIGHTS)) {
        let said_by = fields.get("said_by").and_then(|node| decoder.weight(node));
        let polarity = fields.get("polarity").and_then(|node| decoder.weight(node));
        schema.said_by_weight = said_by.unwrap_or(SAID_BY_WEIGHT);
        schema.polarity_weight = polarity.unwrap_or(POLARITY_WEIGHT);
    }
    match fields.get("types").map(|node| decoder.map(node)) {
        Some(types) => {
            let entries = types.iter().flat_map(Fields::distinct);
            schema.types = entries.filter_map(|(key, node)| fact_type(decoder, key, node)).collect();
        }
        None => {
            decoder.error(FORMAT, &fields.start(), "the field \"types\" is missing");
            decoder.help("list the types of fact under types:");
        }
    }
    if let Some(views) = fields.get("views").and_then(|node| decoder.map(node)) {
        schema.views = views.distinct().filter_map(|(key, node)| view(decoder, key, node)).collect();
    }
    Some(schema)
}

fn semantics(decoder: &mut Decoder<'_>, fields: &Fields<'_>) -> u32 {
    let Some(node) = fields.get("semantics") else {
        decoder.error(FORMAT, &fields.start(), "the field \"semantics\" is missing");
        decoder.help("write semantics: 1");
        return 1;
    };
    if let Some(text) = decoder.text(node)
        && text != "1"
    {
        decoder.error("F1", &node.span, format!("semantics {text} is not known to this version"));
        decoder.help("write semantics: 1, or use a newer karat");
        decoder.unreadable();
    }
    1
}

fn fact_type(decoder: &mut Decoder<'_>, key: &Node, node: &Node) -> Option<FactType> {
    let name = decoder.name(key)?;
    if FACT_FIELDS.contains(&name) {
        decoder.error("F1", &key.span, format!("type \"{name}\" has the name of a field of facts"));
        decoder.help("rename the type");
        return None;
    }
    let fields = decoder.record(node, &TYPE)?;
    let evidence = fields.get("evidence").and_then(|node| decoder.word_of(node, "evidence rule", &EVIDENCE));
    let slots = fields.get("slots").and_then(|node| decoder.map(node));
    let entries = slots.map_or(&[][..], |slots| slots.entries());
    let mut slots: Vec<SlotSpec> =
        slots.iter().flat_map(Fields::distinct).filter_map(|(key, node)| slot(decoder, key, node)).collect();
    close(decoder, &fields, name, (entries, &mut slots));
    if slots.len() == entries.len() && !slots.iter().any(|slot| slot.is_key) {
        decoder.error(
            "F1",
            &key.span,
            format!("type \"{name}\" has no key slot: facts cannot be told apart"),
        );
        decoder.help("mark at least one slot with key: true");
    }
    Some(FactType {
        name: Arc::from(name),
        labels: languages(decoder, fields.get("label")),
        questions: languages(decoder, fields.get("ask")),
        evidence: evidence.unwrap_or_default(),
        slots,
    })
}

const EVIDENCE: [Word<EvidenceRule>; 3] = [
    Word::new(
        "required",
        "a prediction whose quote does not stand in the article earns nothing",
        EvidenceRule::Required,
    ),
    Word::new("report", "counted and shown, and costs nothing", EvidenceRule::Report),
    Word::new("off", "not looked at", EvidenceRule::Off),
];
static EVIDENCE_TERMS: [Term; 3] = terms(&EVIDENCE);

/// Marks the slots listed under `closed:`.
fn close(
    decoder: &mut Decoder<'_>,
    fields: &Fields<'_>,
    type_name: &str,
    (entries, slots): (&[(Node, Node)], &mut [SlotSpec]),
) {
    let Some(items) = fields.get("closed").and_then(|node| decoder.list(node)) else { return };
    for item in items {
        let Some(word) = decoder.text(item) else { continue };
        if let Some(slot) = slots.iter_mut().find(|slot| &*slot.name == word) {
            slot.is_closed = true;
        } else if !entries.iter().any(|(key, _)| key.as_text() == Some(word)) {
            decoder.error("F1", &item.span, format!("slot \"{word}\" does not exist in {type_name}"));
            decoder.did_you_mean(word, slots.iter().map(|slot| &*slot.name));
        }
    }
}

/// Takes texts by language; one text alone is English.
pub(super) fn languages(decoder: &mut Decoder<'_>, node: Option<&Node>) -> BTreeMap<String, String> {
    let Some(node) = node else { return BTreeMap::new() };
    if let Some(text) = node.as_text() {
        return BTreeMap::from([("en".to_owned(), text.to_owned())]);
    }
    let Some(fields) = decoder.map(node) else { return BTreeMap::new() };
    let mut texts = BTreeMap::new();
    for (language, text) in fields.distinct() {
        if let (Some(language), Some(text)) = (language.as_text(), decoder.words(text)) {
            texts.insert(language.to_owned(), text.to_owned());
        }
    }
    texts
}

/// Takes the word of a kind, without `set`.
pub(super) fn kind(decoder: &mut Decoder<'_>, node: &Node) -> Option<Kind> {
    decoder.word_of(node, "kind", &Kind::WORDS)
}

fn view(decoder: &mut Decoder<'_>, key: &Node, node: &Node) -> Option<View> {
    let name = Arc::from(decoder.name(key)?);
    if node.as_text().is_some() {
        let source = decoder.word_of(node, "view", &SAID_BY).map(|()| ViewSource::SaidBy)?;
        return Some(View { name, source });
    }
    if let NodeKind::Mapping(_) = node.kind {
        let fields = decoder.record(node, &VIEW_FIELDS)?;
        let Some(node) = fields.get("entity") else {
            decoder.error(FORMAT, &fields.start(), "the field \"entity\" is missing");
            decoder.help("name a kind of entities.yaml: {entity: place}");
            return None;
        };
        let entity_kind = decoder.words(node)?;
        return Some(View { name, source: ViewSource::Entities(entity_kind.to_owned()) });
    }
    let kinds: Vec<Kind> = decoder.list(node)?.iter().filter_map(|item| kind(decoder, item)).collect();
    Some(View { name, source: ViewSource::Kinds(kinds) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::credit::Credit;
    use crate::schema::TextComparison;
    use crate::yaml::decode::show;

    const SCHEMA: &str = "\
karat_schema: 1
semantics: 1
types:
  casualties:
    label: {en: casualties, fr: pertes humaines}
    ask: {fr: Combien ?}
    evidence: required
    closed: [side]
    slots:
      count: {kind: count, weight: 4, key: true}
      effect: {kind: enum, values: [killed, wounded], partial: {killed: {wounded: 0.5}}, required: true}
      side: {kind: set, of: entity}
      topic: {kind: text, compare: token_f1}
views: {dates: [date, instant], places: {entity: place}, speakers: said_by}
";

    fn check(before: &str, after: &str, expected: &[&str]) -> Option<Schema> {
        assert!(SCHEMA.contains(before));
        let source = SCHEMA.replacen(before, after, 1);
        let (schema, problems) = Schema::decode("schema.yaml", &source);
        assert_eq!(show(&source, &problems), expected);
        schema
    }

    #[test]
    fn a_schema_is_read_with_its_defaults() {
        let schema = check("", "", &[]).unwrap();
        assert_eq!((schema.said_by_weight, schema.polarity_weight), (2000, 1000));
        let casualties = &schema.types[0];
        assert_eq!(casualties.evidence, EvidenceRule::Required);
        assert_eq!(casualties.labels["fr"], "pertes humaines");
        let [count, effect, side, topic] = casualties.slots.as_slice() else { panic!("four slots") };
        assert!(count.is_key && count.kind == Kind::Count && count.weight == 4000);
        assert!(effect.is_required && effect.weight == 1000 && !effect.is_key);
        assert_eq!(effect.partial[&(Arc::from("killed"), Arc::from("wounded"))], Credit::HALF);
        assert!(side.is_set && side.kind == Kind::Entity && side.is_closed);
        assert!(topic.weight == 0 && topic.text == TextComparison::TokenF1);
        let sources: Vec<_> = schema.views.iter().map(|view| view.source.clone()).collect();
        let places = ViewSource::Entities("place".to_owned());
        assert_eq!(sources, [ViewSource::Kinds(vec![Kind::Date, Kind::Instant]), places, ViewSource::SaidBy]);
    }

    #[test]
    fn weights_of_attribution_and_polarity_can_be_set() {
        let schema = check("types:", "weights: {said_by: 1.5, polarity: 0}\ntypes:", &[]).unwrap();
        assert_eq!((schema.said_by_weight, schema.polarity_weight), (1500, 0));
    }

    #[test]
    fn a_type_without_a_key_is_an_error() {
        check(
            ", key: true",
            "",
            &[
                "4:3 F1 type \"casualties\" has no key slot: facts cannot be told apart [casualties] -> mark at least one slot with key: true",
            ],
        );
    }

    #[test]
    fn an_unknown_kind_is_an_error() {
        check(
            "kind: count",
            "kind: cuont",
            &["10:21 Y2 unknown kind \"cuont\" [cuont] -> did you mean \"count\"?"],
        );
    }

    #[test]
    fn partial_scores_name_words_of_the_enum_only() {
        check(
            "{wounded: 0.5}",
            "{woundet: 0.5}",
            &[
                "11:74 Y2 partial names \"woundet\", which is not among the values of effect [woundet] -> did you mean \"wounded\"?",
            ],
        );
        check(
            "{killed: {",
            "{kill: {",
            &[
                "11:65 Y2 partial names \"kill\", which is not among the values of effect [kill] -> did you mean \"killed\"?",
            ],
        );
    }

    #[test]
    fn a_partial_score_lies_between_0_and_1() {
        check(
            "wounded: 0.5",
            "wounded: 1.5",
            &["11:83 F1 score \"1.5\" is not a number from 0 to 1 with at most 3 decimals [1.5]"],
        );
    }

    #[test]
    fn a_weight_has_at_most_three_decimals() {
        check("weight: 4", "weight: 1.2345", &["10:36 F1 weight 1.2345 has more than 3 decimals [1.2345]"]);
        check(
            "weight: 4",
            "weight: heavy",
            &["10:36 F1 weight \"heavy\" is not a number from 0 to 1000 [heavy]"],
        );
        check("weight: 4", "weight: 0.125", &[]);
    }

    #[test]
    fn text_cannot_be_a_key() {
        check(
            "kind: text,",
            "kind: text, key: true,",
            &[
                "13:7 F1 slot \"topic\" is text: facts cannot be told apart by it [topic] -> choose a key of another kind, such as enum or entity",
            ],
        );
    }

    #[test]
    fn other_semantics_are_refused() {
        check(
            "semantics: 1",
            "semantics: 2",
            &[
                "2:12 F1 semantics 2 is not known to this version [2] -> write semantics: 1, or use a newer karat",
            ],
        );
        check(
            "karat_schema: 1",
            "karat_schema: 2",
            &["1:15 Y2 karat_schema 2 is not known to this version of karat [2]"],
        );
    }

    #[test]
    fn a_closed_slot_must_exist() {
        check(
            "closed: [side]",
            "closed: [sides]",
            &["8:14 F1 slot \"sides\" does not exist in casualties [sides] -> did you mean \"side\"?"],
        );
    }

    #[test]
    fn fields_of_one_kind_are_refused_elsewhere() {
        check(
            "kind: count,",
            "kind: count, values: [a], compare: exact,",
            &[
                "10:36 F1 \"values\" belongs to kind: enum [[a]]",
                "10:50 F1 \"compare\" belongs to kind: text [exact]",
            ],
        );
        check("kind: count,", "kind: count, of: entity,", &["10:32 F1 \"of\" belongs to kind: set [entity]"]);
        check(
            "kind: set, of: entity",
            "kind: set",
            &["12:20 F1 a set needs the kind of its values [set] -> write {kind: set, of: entity}"],
        );
        check(
            "values: [killed, wounded], partial: {killed: {wounded: 0.5}}, ",
            "",
            &[
                "11:15 F1 slot \"effect\" is an enum without values [{kind: enum, required: true}] -> write values: [a, b]",
            ],
        );
    }

    #[test]
    fn an_enum_cannot_hold_the_words_of_open_slots_or_one_word_twice() {
        check(
            "[killed, wounded]",
            "[killed, wounded, none, killed]",
            &[
                "11:54 F1 \"none\" has a meaning of its own in gold [none] -> choose another word",
                "11:60 Y1 value \"killed\" is listed twice [killed]",
            ],
        );
    }

    #[test]
    fn a_type_cannot_have_the_name_of_a_field() {
        check(
            "  casualties:",
            "  quote:",
            &["4:3 F1 type \"quote\" has the name of a field of facts [quote] -> rename the type"],
        );
    }

    #[test]
    fn an_unknown_field_is_explained() {
        check(
            "evidence:",
            "evidense:",
            &["7:5 Y2 unknown field \"evidense\" [evidense] -> did you mean \"evidence\"?"],
        );
        check(
            "evidence: required",
            "evidence: require",
            &["7:15 Y2 unknown evidence rule \"require\" [require] -> did you mean \"required\"?"],
        );
    }

    #[test]
    fn an_unknown_view_is_an_error() {
        check(
            "said_by}",
            "speakers}",
            &["14:68 Y2 unknown view \"speakers\" [speakers] -> known here: said_by"],
        );
    }

    #[test]
    fn a_shape_that_does_not_fit_is_explained() {
        check(
            "closed: [side]",
            "closed: {side: true}",
            &["8:13 Y2 expected a list, found a map [{side: true}]"],
        );
    }
}
