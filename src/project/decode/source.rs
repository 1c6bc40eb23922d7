//! Decodes what answers: a program and its environment, a server and its headers, a file, or code inside karat.

use std::collections::BTreeMap;

use crate::project::decode::{MEANING, keep};
use crate::project::kind::SourceKind;
use crate::project::name::BUILT_IN_WORDS;
use crate::project::secret::is_secret_header;
use crate::project::words::{check_command, check_url, split_command};
use crate::project::{EnvSpec, HttpSpec, OpenAiSpec, ProgramSpec, SourceSpec, StdinKind};
use crate::yaml::decode::{Decoder, FORMAT, Fields};
use crate::yaml::shape::{Field, Shape, Term, Word, names, terms};
use crate::yaml::{Node, NodeKind, Style};

/// The words of what a program reads.
const STDIN: [Word<StdinKind>; 2] = [
    Word::new("request", "the request as one line of JSON", StdinKind::Request),
    Word::new("text", "the article's text alone", StdinKind::Text),
];
pub(super) static STDIN_TERMS: [Term; 2] = terms(&STDIN);

pub(super) static BUILT_IN_TERMS: [Term; 3] = terms(&BUILT_IN_WORDS);

/// A program and its arguments: a list, or one text that is split as a shell would.
pub(super) const COMMAND: Shape = Shape::Either(&[Shape::Text, Shape::List(&Shape::AnyText)]);

/// Headers by their names.
pub(super) const HEADERS: Shape = Shape::Map(&Shape::Text);

/// The fields of `env:`.
pub(super) static ENVIRONMENT: [Field; 2] = [
    Field::optional("only", Shape::OneOrMore(&Shape::Text), "the only variables that are inherited, by name"),
    Field::optional(
        "set",
        Shape::Map(&Shape::Either(&[Shape::AnyText, Shape::Nothing])),
        "variables that are set; ${NAME} stands for one of karat's own environment",
    ),
];

/// Takes the source that the kind's key names, with the settings that belong to it alone.
pub(super) fn source(
    decoder: &mut Decoder<'_>,
    (kind, value): (SourceKind, &Node),
    fields: &Fields<'_>,
) -> Option<SourceSpec> {
    match kind {
        SourceKind::Command => program(decoder, value, fields).map(SourceSpec::Command),
        SourceKind::Worker => program(decoder, value, fields).map(SourceSpec::Worker),
        SourceKind::Http => {
            let (url, headers) = (url(decoder, value), headers(decoder, fields));
            Some(SourceSpec::Http(HttpSpec { url: url?, headers }))
        }
        SourceKind::OpenAi => openai(decoder, value, fields).map(SourceSpec::OpenAi),
        SourceKind::File => decoder.words(value).map(|path| SourceSpec::File(path.to_owned())),
        SourceKind::BuiltIn => {
            let word = decoder.word_of(value, "built-in extractor", &BUILT_IN_WORDS);
            word.map(|word| SourceSpec::BuiltIn(word.to_owned()))
        }
    }
}

fn program(decoder: &mut Decoder<'_>, value: &Node, fields: &Fields<'_>) -> Option<ProgramSpec> {
    let argv = argv(decoder, value);
    let cwd = words(decoder, fields, "cwd");
    let env = fields.get("env").map(|node| environment(decoder, node)).unwrap_or_default();
    let stdin = fields.get("stdin").and_then(|node| decoder.word_of(node, "kind of input", &STDIN));
    Some(ProgramSpec { argv: argv?, cwd, env, stdin: stdin.unwrap_or_default() })
}

fn words(decoder: &mut Decoder<'_>, fields: &Fields<'_>, name: &str) -> Option<String> {
    fields.get(name).and_then(|node| decoder.words(node)).map(str::to_owned)
}

/// Takes a program and its arguments: a list, or one text that is split as a shell would.
fn argv(decoder: &mut Decoder<'_>, node: &Node) -> Option<Vec<String>> {
    if let Some(text) = node.as_text() {
        return keep(decoder, node, split_command(text));
    }
    if node.kind == NodeKind::Empty {
        decoder.expected("a command", node);
        return None;
    }
    let words: Option<Vec<String>> = decoder.list(node)?.iter().map(|item| argument(decoder, item)).collect();
    let words = words?;
    keep(decoder, node, check_command(&words)).map(|()| words)
}

/// Takes an argument, which may be empty.
fn argument(decoder: &mut Decoder<'_>, item: &Node) -> Option<String> {
    decoder.text(item).map(str::to_owned)
}

/// Takes `{only: [NAME, …], set: {NAME: value}}`.
fn environment(decoder: &mut Decoder<'_>, node: &Node) -> EnvSpec {
    let Some(fields) = decoder.map(node) else { return EnvSpec::default() };
    for (key, _) in fields.entries() {
        let name = key.as_text().unwrap_or_default();
        if !names(&ENVIRONMENT).any(|known| known == name) {
            decoder.error(FORMAT, &key.span, format!("unknown field \"{name}\""));
            if !decoder.perhaps_you_mean(name, names(&ENVIRONMENT)) {
                decoder.help(format!("variables stand under set: env: {{set: {{{name}: …}}}}"));
            }
        }
    }
    let mut env = EnvSpec::default();
    if let Some(node) = fields.get("only") {
        let names = if let NodeKind::Sequence(items) = &node.kind { items.as_slice() } else { &[] };
        for item in names {
            variable(decoder, item);
        }
        env.only = Some(decoder.texts(node));
    }
    let set = fields.get("set").and_then(|node| decoder.map(node));
    for (key, value) in set.iter().flat_map(Fields::distinct) {
        let name = variable(decoder, key);
        let text = if value.kind == NodeKind::Empty { Some("") } else { decoder.text(value) };
        if let (Some(name), Some(text)) = (name, text) {
            if text.contains('\0') {
                decoder.error(MEANING, &value.span, "no variable can hold a NUL byte");
            }
            env.set.insert(name.to_owned(), text.to_owned());
        }
    }
    env
}

/// Takes the name of a variable.
fn variable<'n>(decoder: &mut Decoder<'_>, node: &'n Node) -> Option<&'n str> {
    let name = node.as_text()?;
    if !is_variable(name) {
        decoder.error(MEANING, &node.span, format!("\"{name}\" cannot be the name of a variable"));
        decoder.help("write the bare name, without $, = or spaces");
        return None;
    }
    Some(name)
}

/// Takes the name of the variable that holds a key; one that is no such name is not shown: it may be the key itself.
fn key_name<'n>(decoder: &mut Decoder<'_>, node: &'n Node) -> Option<&'n str> {
    let Some(name) = node.as_text() else {
        not_a_name(decoder, node);
        return None;
    };
    if name.starts_with('$') {
        return variable(decoder, node);
    }
    let is_name = |name: &str| name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    if name.is_empty() || !is_name(name) || name.starts_with(|first: char| first.is_ascii_digit()) {
        not_a_name(decoder, node);
        return None;
    }
    Some(name)
}

fn not_a_name(decoder: &mut Decoder<'_>, node: &Node) {
    decoder.error_unseen(MEANING, &node.span, "the key is not the name of a variable of the environment");
    decoder.help("write key: NAME, and put the key itself into the variable NAME");
}

fn is_variable(name: &str) -> bool {
    !name.is_empty() && !name.contains(['=', '$', '\0']) && !name.contains(char::is_whitespace)
}

fn openai(decoder: &mut Decoder<'_>, value: &Node, fields: &Fields<'_>) -> Option<OpenAiSpec> {
    let url = url(decoder, value);
    let model = words(decoder, fields, "model");
    if model.is_none() && fields.get("model").is_none() {
        decoder.error(FORMAT, &value.span, "the field \"model\" is missing");
        decoder.help("name the model of the server: model: …");
    }
    let key = fields.get("key");
    let key = key.and_then(|node| key_name(decoder, node)).map(str::to_owned);
    let (prompt, headers) = (words(decoder, fields, "prompt"), headers(decoder, fields));
    let options = fields.get("options").map(|node| options(decoder, node)).unwrap_or_default();
    Some(OpenAiSpec { url: url?, model: model?, prompt, key, options, headers })
}

/// Takes the address of a server.
fn url(decoder: &mut Decoder<'_>, node: &Node) -> Option<String> {
    let text = decoder.words(node)?;
    keep(decoder, node, check_url(text)).map(|()| text.to_owned())
}

/// Takes headers, whose values may quote variables of the environment.
fn headers(decoder: &mut Decoder<'_>, fields: &Fields<'_>) -> BTreeMap<String, String> {
    let Some(map) = fields.get("headers").and_then(|node| decoder.map(node)) else { return BTreeMap::new() };
    let mut headers = BTreeMap::new();
    for (key, value) in map.distinct() {
        let (Some(name), Some(text)) = (key.as_text(), decoder.words(value)) else { continue };
        if name.is_empty() || !name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
        {
            decoder.error(MEANING, &key.span, format!("\"{name}\" cannot be the name of a header"));
            decoder.help("use letters, digits and -");
        }
        if text.contains(char::is_control) {
            decoder.error(
                MEANING,
                &value.span,
                "no header can hold a line break or another control character",
            );
            decoder.help("write it on one line");
        }
        if is_secret_header(name) && !text.contains("${") {
            let message = format!("the value of the header {name} stands here in the clear");
            decoder.warn_unseen(MEANING, &value.span, &message);
            decoder.help("put it into a variable of the environment, and write ${NAME}");
        }
        headers.insert(name.to_owned(), text.to_owned());
    }
    headers
}

/// Fields of a chat request that karat writes itself.
const OWN_OPTIONS: [&str; 3] = ["model", "messages", "stream"];

/// Takes more fields of a request; each value becomes JSON.
fn options(decoder: &mut Decoder<'_>, node: &Node) -> BTreeMap<String, String> {
    let Some(map) = decoder.map(node) else { return BTreeMap::new() };
    let mut options = BTreeMap::new();
    for (key, value) in map.distinct() {
        let Some(name) = key.as_text() else { continue };
        if OWN_OPTIONS.contains(&name) {
            decoder.error(MEANING, &key.span, format!("karat writes \"{name}\" itself"));
            decoder.help("take it out; the model stands beside options, as model: …");
        } else {
            options.insert(name.to_owned(), json(value));
        }
    }
    options
}

/// Returns a piece of YAML as JSON: bare numbers and truth values keep their meaning, everything else is text.
fn json(node: &Node) -> String {
    match &node.kind {
        NodeKind::Scalar { text, style: Style::Plain } if is_json_word(text) => text.clone(),
        NodeKind::Scalar { text, .. } => json_text(text),
        NodeKind::Sequence(items) => format!("[{}]", items.iter().map(json).collect::<Vec<_>>().join(",")),
        NodeKind::Mapping(entries) => {
            let field = |(key, value): &(Node, Node)| {
                format!("{}:{}", json_text(key.as_text().unwrap_or_default()), json(value))
            };
            format!("{{{}}}", entries.iter().map(field).collect::<Vec<_>>().join(","))
        }
        NodeKind::Empty | NodeKind::Broken => "null".to_owned(),
    }
}

/// Says whether a bare word of YAML is a number or a word of JSON.
fn is_json_word(text: &str) -> bool {
    if ["true", "false", "null"].contains(&text) {
        return true;
    }
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let (whole, places) = mantissa.split_once('.').unwrap_or((mantissa, "0"));
    let whole = whole.strip_prefix('-').unwrap_or(whole);
    let is_whole = digits(whole) && (whole == "0" || !whole.starts_with('0'));
    is_whole && digits(places) && digits(exponent.strip_prefix(['+', '-']).unwrap_or(exponent))
}

fn json_text(text: &str) -> String {
    let mut quoted = String::from("\"");
    for character in text.chars() {
        match character {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            control if u32::from(control) < 0x20 => {
                quoted.push_str(&format!("\\u{:04x}", u32::from(control)))
            }
            other => quoted.push(other),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bare_numbers_and_words_of_json_stay_and_all_else_is_text() {
        for word in ["0", "-1", "0.7", "1e5", "2.5E-3", "true", "false", "null"] {
            assert!(is_json_word(word), "{word}");
        }
        for word in ["01", ".5", "5.", "-", "1e", "no", "1_000", "NaN", "0x1", "", "٣"] {
            assert!(!is_json_word(word), "{word}");
        }
        assert_eq!(json_text("a\"b\\c\n\u{1}é"), "\"a\\\"b\\\\c\\u000a\\u0001é\"");
    }
}
