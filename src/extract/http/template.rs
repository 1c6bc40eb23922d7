//! The template of a prompt: compiled when the source is made, filled in for each article; the door of minijinja.

use std::collections::BTreeSet;

use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Serde, ValueKind};
use minijinja::{AutoEscape, Environment, Error, ErrorKind, UndefinedBehavior, Value, escape_formatter};
use serde_json::{Value as Json, json};

/// The line that parts what the system says, above it, from what the user says, below it.
const DIVIDER: &str = "=== user ===";
/// What a template may name.
const VARIABLES: [&str; 8] =
    ["text", "language", "published", "timezone", "types", "views", "id", "instructions"];
/// What a template may call.
const FUNCTIONS: [&str; 3] = ["range", "dict", "namespace"];

/// A template that compiles and names only what there is.
#[derive(Debug)]
pub(super) struct Template {
    environment: Environment<'static>,
    system: Option<Part>,
    user: Part,
}

/// The text of one message.
#[derive(Debug)]
struct Part {
    source: String,
    /// How many lines of the file stand above it.
    n_lines_above: usize,
}

/// What a model is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Messages {
    /// The message of the system, where the template has one.
    pub(super) system: Option<String>,
    /// The message of the user.
    pub(super) user: String,
}

impl Template {
    /// Compiles a template and fills it in once; an error names the line.
    pub(super) fn compile(source: &str) -> Result<Self, String> {
        let (system, user) = parts(source.trim_start_matches('\u{feff}'));
        let template = Self { environment: environment(), system, user };
        for part in template.system.iter().chain([&template.user]) {
            template.check_names(part)?;
        }
        match template.fill(&sample()) {
            // What is missing here may be there in another schema or article.
            Err((ErrorKind::UndefinedError, _)) | Ok(_) => Ok(template),
            Err((_, message)) => Err(message),
        }
    }

    /// Fills in the request of an article and the instructions for it; an error names the line.
    pub(super) fn render(&self, variables: &Json) -> Result<Messages, String> {
        self.fill(variables).map_err(|(_, message)| message)
    }

    fn fill(&self, variables: &Json) -> Result<Messages, (ErrorKind, String)> {
        let variables = Value::from(Serde(variables));
        let fill = |part: &Part| {
            let filled = self.environment.template_from_str(&part.source);
            let filled = filled.and_then(|template| template.render(&variables));
            filled
                .map(|text| text.trim().to_owned())
                .map_err(|error| (error.kind(), message(&error, part.n_lines_above)))
        };
        Ok(Messages { system: self.system.as_ref().map(fill).transpose()?, user: fill(&self.user)? })
    }

    /// Says whether the article stands anywhere in it; a template without it asks about nothing.
    pub(super) fn names_the_article(&self) -> bool {
        self.system.iter().chain([&self.user]).any(|part| {
            let compiled = self.environment.template_from_str(&part.source);
            compiled.is_ok_and(|compiled| compiled.undeclared_variables(false).contains("text"))
        })
    }

    /// Finds syntax errors, and names that no request has.
    fn check_names(&self, part: &Part) -> Result<(), String> {
        let compiled = self.environment.template_from_str(&part.source);
        let compiled = compiled.map_err(|error| message(&error, part.n_lines_above))?;
        let named: BTreeSet<String> = compiled.undeclared_variables(false).into_iter().collect();
        let is_known =
            |name: &&String| VARIABLES.contains(&name.as_str()) || FUNCTIONS.contains(&name.as_str());
        let Some(name) = named.iter().find(|name| !is_known(name)) else { return Ok(()) };
        let is_here = |line: &str| line.contains("{") && line.contains(name.as_str());
        let at = part.source.lines().position(is_here).unwrap_or(0) + part.n_lines_above + 1;
        Err(format!("line {at}: there is no variable {name}: a prompt may name {}", VARIABLES.join(", ")))
    }
}

/// Cuts a template at the line between system and user; without one, all of it is the user's.
fn parts(source: &str) -> (Option<Part>, Part) {
    let mut start = 0;
    for (index, line) in source.split_inclusive('\n').enumerate() {
        let end = start + line.len();
        if line.trim() == DIVIDER {
            let part = |text: Option<&str>, n_lines_above| Part {
                source: text.unwrap_or_default().to_owned(),
                n_lines_above,
            };
            return (Some(part(source.get(..start), 0)), part(source.get(end..), index + 1));
        }
        start = end;
    }
    (None, Part { source: source.to_owned(), n_lines_above: 0 })
}

fn environment() -> Environment<'static> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_auto_escape_callback(|_| AutoEscape::None);
    // A line that holds a tag and nothing else leaves no line behind.
    let syntax = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build();
    environment.set_syntax(syntax.expect("the delimiters are those of Jinja"));
    environment.add_filter("tojson", |value: Value| as_json(&value));
    environment.set_formatter(|output, state, value| {
        if matches!(value.kind(), ValueKind::Map | ValueKind::Seq) {
            output.write_str(&as_json(value)?).map_err(|_| Error::from(ErrorKind::WriteFailure))
        } else {
            escape_formatter(output, state, value)
        }
    });
    environment
}

fn as_json(value: &Value) -> Result<String, Error> {
    serde_json::to_string(value).map_err(|error| Error::new(ErrorKind::BadSerialization, error.to_string()))
}

/// Says what is wrong and in which line of the file.
fn message(error: &Error, n_lines_above: usize) -> String {
    let line = error.line().unwrap_or(1) + n_lines_above;
    match error.detail() {
        Some(detail) => format!("line {line}: {}: {detail}", error.kind()),
        None => format!("line {line}: {}", error.kind()),
    }
}

/// A request to try a template on.
fn sample() -> Json {
    json!({
        "id": "", "text": "", "language": "en", "published": null, "timezone": null,
        "types": [{"type": "", "ask": "", "evidence": true, "slots": {"": {"kind": "", "ask": ""}}}],
        "views": [], "instructions": "",
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(source: &str, expected: Result<(Option<&str>, &str), &str>) {
        let request = json!({
            "id": "flood", "text": "Il a dit \"<non>\" {{ id }}\n=== user ===\nfin", "language": "fr",
            "published": null, "timezone": "Europe/Paris",
            "types": [{"type": "b", "slots": {"z": {"kind": "count"}, "a": {}}}], "views": [],
            "instructions": "Do it.",
        });
        let messages = Template::compile(source).and_then(|template| template.render(&request));
        let expected = expected
            .map(|(system, user)| Messages { system: system.map(str::to_owned), user: user.to_owned() });
        assert_eq!(messages, expected.map_err(str::to_owned));
    }

    #[test]
    fn a_line_parts_the_system_from_the_user_and_an_article_cannot_hold_it() {
        let text = "Il a dit \"<non>\" {{ id }}\n=== user ===\nfin";
        check("{{ text }}", Ok((None, text)));
        check("{{ instructions }}\n=== user ===\r\n {{ text }}\n", Ok((Some("Do it."), text)));
    }

    #[test]
    fn lists_and_maps_are_written_as_json_in_the_order_of_the_schema() {
        let types = "[{\"type\":\"b\",\"slots\":{\"z\":{\"kind\":\"count\"},\"a\":{}}}]";
        check("{{ types }}", Ok((None, types)));
        check("{{ types | tojson }} {{ language | tojson }}", Ok((None, &format!("{types} \"fr\""))));
        let walk = "{% for type in types %}\n{{ type.type }}: {{ type.slots | join('+') }}\n{% endfor %}";
        check(walk, Ok((None, "b: z+a")));
    }

    #[test]
    fn what_is_not_known_is_none_and_can_be_asked_for() {
        check(
            "{% if published %}on {{ published }}{% else %}no day{% endif %} {{ timezone }}",
            Ok((None, "no day Europe/Paris")),
        );
    }

    #[test]
    fn a_bad_template_is_refused_with_its_line_before_any_article() {
        check(
            "a\n{{ text",
            Err("line 2: syntax error: unexpected end of input, expected end of variable block"),
        );
        check("a\n=== user ===\n\n{{ txet }}", Err(&unknown(4, "txet")));
        check("{% if published %}\n{{ nothing }}{% endif %}", Err(&unknown(2, "nothing")));
        check("{{ text | shout }}", Err("line 1: unknown filter: filter shout is unknown"));
    }

    fn unknown(line: usize, name: &str) -> String {
        let known = "text, language, published, timezone, types, views, id, instructions";
        format!("line {line}: there is no variable {name}: a prompt may name {known}")
    }

    #[test]
    fn what_only_this_article_lacks_is_an_error_when_it_is_filled_in() {
        check("{{ types[0].slots.count.kind }}", Err("line 1: undefined value"));
        check("{{ types[0].slots.z.kind }}", Ok((None, "count")));
    }
}
