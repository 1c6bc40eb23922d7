//! The JSON Schema of what may stand in a slot or beside it: values, alternatives, speakers.

use serde_json::{Map, Value as Json, json};

use crate::gold::tables::{ALTERNATIVE, ESTIMATE, ONE, SEVERAL, TOGETHER};
use crate::json_schema::shape::{
    Local, not_empty, one_of, proposals, record, reference, text, with_proposals,
};
use crate::json_schema::text_in_all_languages;
use crate::schema::SlotSpec;
use crate::schema::entities::Entities;
use crate::value::Kind;

/// The words that stand for no value, in a whole slot.
const OPEN: [(&str, &str); 2] = [
    ("unspecified", "the article does not say"),
    ("none", "nothing may stand here: filling it is inventing"),
];

/// Returns the definitions of values: what each kind takes, alone, as a slot and in a set.
pub(super) fn value_definitions(entities: &Entities) -> Map<String, Json> {
    let mut definitions = Map::new();
    let mut put = |name: &str, schema: Json| definitions.insert(name.to_owned(), schema);
    put("entity", entity(entities));
    put("speaker", reference("entity"));
    put("origin", origin());
    put("speaker proposals", json!({"anyOf": [reference("entity"), reference("unnamed")]}));
    put("unnamed", proposals([("unnamed", "reported, and the source is not stated".to_owned())].into_iter()));
    put("amount", scalar("expected a number"));
    put("zone", zone());
    put("open", one_of(open_words(), ""));
    put("open proposals", proposals(open_words()));
    put("value", json!({}));
    put(
        "alternatives",
        json!({
            "type": "array",
            "allOf": [not_empty()],
            "errorMessage": "expected a list",
        }),
    );
    put("several", record(&SEVERAL, &Local::new()));
    put("one", record(&ONE, &Local::new()));
    put("alternative", record(&ALTERNATIVE, &Local::new()));
    for kind in Kind::ALL.into_iter().filter(|kind| *kind != Kind::Enum) {
        // A text is a basic, and an entity stands above.
        if !matches!(kind, Kind::Entity | Kind::Text) {
            put(kind.word(), value(kind));
        }
        let whole = json!({"anyOf": [reference(kind.word()), reference("open")]});
        put(&slot_of_kind(kind), choice(&reference(kind.word()), &whole));
        let proposals = if kind == Kind::Entity { "entity" } else { "open proposals" };
        let item = with_proposals(kind.word(), &reference(&slot_of_kind(kind)), &reference(proposals));
        put(&set_of_kind(kind), set(&item));
    }
    definitions
}

/// Returns the schema of a name: the declared ones are proposed, and others are legal where the article has them.
pub(super) fn entity(entities: &Entities) -> Json {
    let names = |names: &[(String, String)]| {
        names.iter().map(|(_, name)| name.as_str()).collect::<Vec<_>>().join(", ")
    };
    let ids = entities.list.iter().map(|entry| (&*entry.id, names(&entry.names)));
    proposed(ids, "expected the id of an entity, or a name in the article")
}

/// Returns the schema of a text for which some words are proposed.
///
/// The text comes first: where nothing fits, an editor shows the message of the first.
pub(super) fn proposed<'w>(words: impl Iterator<Item = (&'w str, String)>, message: &str) -> Json {
    let words = proposals(words);
    let text = text(r"\S", message);
    if words["enum"].as_array().is_some_and(Vec::is_empty) { text } else { json!({"anyOf": [text, words]}) }
}

fn open_words<'w>() -> impl Iterator<Item = (&'w str, String)> {
    OPEN.into_iter().map(|(word, about)| (word, about.to_owned()))
}

fn words(spec: &SlotSpec) -> impl Iterator<Item = (&str, String)> {
    spec.words.iter().map(|word| (&**word, String::new()))
}

/// Returns the definitions of the words of an enum: alone, as a slot, and where it is a set, as one.
pub(super) fn words_of(owner: &str, spec: &SlotSpec) -> Vec<(String, Json)> {
    let name = format!("type.{owner}.{}", spec.name);
    let list: Vec<&str> = spec.words.iter().map(|word| &**word).collect();
    let message = format!("unknown value of {}; known here: {}", spec.name, list.join(", "));
    let whole = one_of(words(spec).chain(open_words()), &message);
    let mut definitions = vec![
        (format!("{name}.proposals"), proposals(words(spec).chain(open_words()))),
        (name.clone(), one_of(words(spec), &message)),
        (format!("{name}.slot"), choice(&reference(&name), &whole)),
    ];
    if spec.is_set {
        let item = reference(&format!("{name}.slot"));
        let item = with_proposals(&spec.name, &item, &reference(&format!("{name}.proposals")));
        definitions.push((format!("{name}.set"), set(&item)));
    }
    definitions
}

/// Returns the schema of a slot as a property: title and question, what it takes, and what is proposed.
pub(super) fn slot(owner: &str, spec: &SlotSpec) -> Json {
    let what = if spec.is_set { "set" } else { "slot" };
    let (name, proposals) = match spec.kind {
        Kind::Enum => {
            let name = format!("type.{owner}.{}", spec.name);
            (format!("{name}.{what}"), format!("{name}.proposals"))
        }
        Kind::Entity => (format!("{what}.entity"), "entity".to_owned()),
        kind @ (Kind::Date | Kind::Instant | Kind::Duration | Kind::Count | Kind::Text) => {
            (format!("{what}.{}", kind.word()), "open proposals".to_owned())
        }
    };
    let proposals = if spec.is_set { "open proposals" } else { &proposals };
    let mut property = with_proposals(&title(owner, spec), &reference(&name), &reference(proposals));
    property["description"] = json!(description(spec));
    if !spec.kind.examples().is_empty() && spec.kind != Kind::Entity {
        property["examples"] = json!(spec.kind.examples());
    }
    property
}

fn title(owner: &str, spec: &SlotSpec) -> String {
    let labels = text_in_all_languages(&spec.labels, " · ");
    if labels.is_empty() { format!("{owner}: {}", spec.name) } else { labels }
}

fn description(spec: &SlotSpec) -> String {
    let word = Kind::WORDS.iter().find(|word| word.meaning == spec.kind).map_or("", |word| word.about);
    let kind = if spec.is_set { format!("a list, each: {word}") } else { word.to_owned() };
    let questions = text_in_all_languages(&spec.questions, "\n\n");
    if questions.is_empty() { kind } else { format!("{questions}\n\n{kind}") }
}

fn slot_of_kind(kind: Kind) -> String {
    format!("slot.{}", kind.word())
}

fn set_of_kind(kind: Kind) -> String {
    format!("set.{}", kind.word())
}

/// Says what is expected where a value of a kind stands, in the words of the decoder.
fn message(kind: Kind) -> String {
    let examples = kind.examples();
    if examples.is_empty() {
        return "expected one value".to_owned();
    }
    format!("expected a {}: write it like {}", kind.word(), examples.join(", "))
}

/// Returns the schema of one plain value; what the reader understands leniently is accepted.
pub(super) fn value(kind: Kind) -> Json {
    match kind {
        Kind::Date | Kind::Instant | Kind::Duration => scalar(&message(kind)),
        Kind::Count => json!({
            "if": {"type": "object"},
            "then": record(&ESTIMATE, &Local::new()),
            "else": scalar(&message(kind)),
        }),
        Kind::Text | Kind::Entity | Kind::Enum => reference("text"),
    }
}

/// Returns the schema of what is written as a text that says something, or as a number that is not negative.
fn scalar(message: &str) -> Json {
    json!({"type": ["string", "number"], "minimum": 0, "pattern": r"\S", "errorMessage": message})
}

fn zone() -> Json {
    let mut zone = text(r"\S", "write a name of the zone database, such as Europe/Paris");
    zone["examples"] = json!(["Europe/Paris", "Asia/Yerevan"]);
    zone
}

/// Returns the schema of a list of values without an order, or of one list or several of which more is said.
fn set(item: &Json) -> Json {
    let list = json!({
        "type": "array",
        "items": item,
        "allOf": [not_empty()],
        "errorMessage": "this slot is a set: write [a, b]",
    });
    choice(&list, &json!({"anyOf": [list, reference("open")]}))
}

/// Returns the schema of one answer or several; `whole` is what may stand there if nothing more is said.
fn choice(value: &Json, whole: &Json) -> Json {
    let has = |key: &str| json!({"type": "object", "required": [key]});
    let alternative = json!({
        "if": has("value"),
        "then": {"allOf": [reference("alternative")], "properties": {"value": value}},
        "else": value,
    });
    json!({
        "if": has("any_of"),
        "then": {"allOf": [reference("several")], "properties": {"any_of": {"items": alternative}}},
        "else": {
            "if": has("value"),
            "then": {"allOf": [reference("one")], "properties": {"value": value}},
            "else": whole,
        },
    })
}

/// Returns the schema of `said_by:`.
pub(super) fn attribution() -> Json {
    let chain = json!({
        "type": "array",
        "allOf": [not_empty()],
        "items": [reference("origin")],
        "additionalItems": reference("speaker"),
    });
    let one = json!({"if": {"type": "array"}, "then": chain, "else": reference("origin")});
    with_proposals("said_by", &choice(&one, &one), &reference("speaker proposals"))
}

fn origin() -> Json {
    json!({
        "if": {"type": "object"},
        "then": record(&TOGETHER, &Local::new()),
        "else": {"anyOf": [reference("entity"), reference("unnamed")]},
    })
}
