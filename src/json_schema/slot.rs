//! The JSON Schema of what may stand in a slot or beside it: values, alternatives, speakers.

use serde_json::{Map, Value as Json, json};

use crate::gold::tables::{ALTERNATIVE, ESTIMATE, ONE, SEVERAL, TOGETHER};
use crate::json_schema::shape::{Local, one_of, record, reference, text};
use crate::json_schema::text_in_all_languages;
use crate::schema::SlotSpec;
use crate::schema::entities::Entities;
use crate::value::Kind;

/// The words that stand for no value, in a whole slot.
const OPEN: [(&str, &str); 2] = [
    ("unspecified", "the article does not say"),
    ("none", "nothing may stand here: filling it is inventing"),
];

/// Returns the definitions of values: what each kind takes, alone and as a slot.
pub(super) fn value_definitions(entities: &Entities) -> Map<String, Json> {
    let mut definitions = Map::new();
    definitions.insert("entity".to_owned(), name(ids(entities).collect()));
    let unnamed = ("unnamed", "reported, and the source is not stated".to_owned());
    definitions.insert("speaker".to_owned(), name(ids(entities).collect()));
    definitions
        .insert("origin".to_owned(), origin(&name([unnamed].into_iter().chain(ids(entities)).collect())));
    definitions.insert("amount".to_owned(), scalar("expected a number"));
    definitions.insert("zone".to_owned(), zone());
    for kind in Kind::ALL.into_iter().filter(|kind| *kind != Kind::Enum) {
        if kind != Kind::Entity {
            definitions.insert(kind.word().to_owned(), value(kind));
        }
        let whole = if kind == Kind::Entity {
            name(open_words().chain(ids(entities)).collect())
        } else {
            json!({"anyOf": [reference(kind.word()), any_open_word(&message(kind))]})
        };
        definitions.insert(slot_of_kind(kind), choice(&reference(kind.word()), &whole));
        definitions.insert(set_of_kind(kind), set(&reference(&slot_of_kind(kind))));
    }
    definitions
}

fn ids(entities: &Entities) -> impl Iterator<Item = (&str, String)> {
    entities.list.iter().map(|entry| (&*entry.id, names_of(&entry.names)))
}

fn words(spec: &SlotSpec) -> impl Iterator<Item = (&str, String)> {
    spec.words.iter().map(|word| (&**word, String::new()))
}

fn names_of(names: &[(String, String)]) -> String {
    names.iter().map(|(_, name)| name.as_str()).collect::<Vec<_>>().join(", ")
}

/// Returns the definitions of the words of an enum: alone, as a slot, and where it is a set, as one.
pub(super) fn words_of(owner: &str, spec: &SlotSpec) -> Vec<(String, Json)> {
    let name = format!("type.{owner}.{}", spec.name);
    let list: Vec<&str> = spec.words.iter().map(|word| &**word).collect();
    let message = format!("unknown value of {}; known here: {}", spec.name, list.join(", "));
    let whole = one_of(words(spec).chain(open_words()), &message);
    let mut definitions = vec![
        (name.clone(), one_of(words(spec), &message)),
        (format!("{name}.slot"), choice(&reference(&name), &whole)),
    ];
    if spec.is_set {
        definitions.push((format!("{name}.set"), set(&reference(&format!("{name}.slot")))));
    }
    definitions
}

/// Returns the schema of a slot as a property: title and question, then what it takes.
pub(super) fn slot(owner: &str, spec: &SlotSpec) -> Json {
    let what = if spec.is_set { "set" } else { "slot" };
    let name = match spec.kind {
        Kind::Enum => format!("type.{owner}.{}.{what}", spec.name),
        kind @ (Kind::Date | Kind::Instant | Kind::Duration | Kind::Count | Kind::Entity | Kind::Text) => {
            format!("{what}.{}", kind.word())
        }
    };
    let mut property = json!({"title": title(owner, spec), "allOf": [reference(&name)]});
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
fn value(kind: Kind) -> Json {
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

/// Returns the schema of a name: the declared ones are proposed, and others are legal where the article has them.
fn name(known: Vec<(&str, String)>) -> Json {
    let message = "expected the id of an entity, or a name in the article";
    json!({"anyOf": [one_of(known.into_iter(), message), text(r"\S", message)]})
}

fn zone() -> Json {
    let mut zone = text(r"\S", "write a name of the zone database, such as Europe/Paris");
    zone["examples"] = json!(["Europe/Paris", "Asia/Yerevan"]);
    zone
}

fn open_words<'w>() -> impl Iterator<Item = (&'w str, String)> + Clone {
    OPEN.into_iter().map(|(word, about)| (word, about.to_owned()))
}

fn any_open_word(message: &str) -> Json {
    one_of(open_words(), message)
}

/// Returns the schema of a list of values without an order, or of one list or several of which more is said.
fn set(item: &Json) -> Json {
    let message = "this slot is a set: write [a, b]";
    let list = json!({
        "type": "array",
        "items": item,
        "minItems": 1,
        "errorMessage": message,
    });
    choice(&list, &json!({"anyOf": [list, any_open_word(message)]}))
}

/// Returns the schema of one answer or several; `whole` is what may stand there if nothing more is said.
fn choice(value: &Json, whole: &Json) -> Json {
    let has = |key: &str| json!({"type": "object", "required": [key]});
    let one = Local::from([("value", value.clone())]);
    let alternative = json!({"if": has("value"), "then": record(&ALTERNATIVE, &one), "else": value});
    let alternatives = json!({
        "type": "array",
        "minItems": 1,
        "items": alternative,
        "errorMessage": "expected a list",
    });
    let several = Local::from([("alternatives", alternatives)]);
    json!({
        "if": has("any_of"),
        "then": record(&SEVERAL, &several),
        "else": {"if": has("value"), "then": record(&ONE, &one), "else": whole},
    })
}

/// Returns the schema of `said_by:`.
pub(super) fn attribution() -> Json {
    let chain = json!({
        "type": "array",
        "minItems": 1,
        "items": [reference("origin")],
        "additionalItems": reference("speaker"),
    });
    let one = json!({"if": {"type": "array"}, "then": chain, "else": reference("origin")});
    choice(&one, &one)
}

fn origin(name: &Json) -> Json {
    json!({"if": {"type": "object"}, "then": record(&TOGETHER, &Local::new()), "else": name})
}
