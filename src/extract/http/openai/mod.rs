//! Chat servers: the article as messages, the schema as response format, the answer out of the first choice.

use std::borrow::Cow;

use serde_json::{Map, Value as Json, json};

use crate::extract::Request;
use crate::extract::contract::prompt::prompt_paragraph;
use crate::extract::contract::strict_schema;
use crate::extract::environment::Environment;
use crate::extract::failure::{Failure, FailureKind};
use crate::extract::http::client::Client;
use crate::extract::http::headers::Headers;
use crate::extract::http::template::{Messages, Template};
use crate::extract::reply::read_reply;
use crate::extract::secrets::Secrets;
use crate::extract::source::{Ask, Reply, Source};
use crate::project::{OpenAiSpec, Policy};

mod completion;

/// The prompt where the user gives none.
pub const DEFAULT_PROMPT: &str = "\
{{ instructions }}
=== user ===
Language of the article: {{ language }}
{% if published %}
Published on: {{ published }}
{% endif %}
{% if timezone %}
Time zone of times without one: {{ timezone }}
{% endif %}
{% if types %}
Types of facts, with their slots: {{ types }}
{% endif %}

The article:

{{ text }}
";

/// A server that speaks like OpenAI's chat completions.
#[derive(Debug)]
pub struct OpenAiSource {
    client: Client,
    model: String,
    template: Template,
    /// More fields of the request; null takes one out.
    options: Map<String, Json>,
}

impl OpenAiSource {
    /// Prepares the connection and the prompt, whose template is given as text; nothing is sent yet.
    ///
    /// # Errors
    /// If address, header, key, option or template are of no use: a fragment that says which and why.
    pub fn new(
        spec: &OpenAiSpec,
        policy: &Policy,
        environment: &Environment,
        prompt: Option<&str>,
    ) -> Result<Self, String> {
        let mut headers = Headers::new(&spec.headers, environment)?;
        if let Some(name) = &spec.key {
            headers
                .add_bearer(key(name, environment)?)
                .map_err(|_| unusable(name, "holds a character that no header can carry"))?;
        }
        let secrets = Secrets::of_chat(spec, environment);
        let template = Template::compile(prompt.unwrap_or(DEFAULT_PROMPT))
            .map_err(|error| format!("the prompt does not compile: {error}"))?;
        if !template.names_the_article() {
            return Err("the prompt never shows the article: put {{ text }} into it".to_owned());
        }
        Ok(Self {
            client: Client::new(&completions(&spec.url), (headers, secrets), policy, environment)?,
            model: spec.model.clone(),
            template,
            options: options(spec)?,
        })
    }

    /// Writes the request for one article.
    fn body(&self, ask: &Ask<'_>) -> Result<String, Failure> {
        let messages = self.messages(ask).map_err(|error| {
            let detail = format!("the prompt cannot be filled in: {error}");
            Failure::new(FailureKind::CannotStart, detail).permanent()
        })?;
        let system = messages.system.iter().map(|text| json!({"role": "system", "content": text}));
        let user = json!({"role": "user", "content": messages.user});
        let request = ask.request;
        let mut body = Map::new();
        body.insert("model".to_owned(), json!(self.model));
        body.insert("messages".to_owned(), system.chain([user]).collect());
        body.insert(
            "response_format".to_owned(),
            response_format(strict_schema(request.schema, request.views)),
        );
        body.extend(self.options.iter().map(|(name, value)| (name.clone(), value.clone())));
        body.retain(|_, value| !value.is_null());
        Ok(Json::Object(body).to_string())
    }

    fn messages(&self, ask: &Ask<'_>) -> Result<Messages, String> {
        let mut variables: Map<String, Json> =
            serde_json::from_str(ask.body).map_err(|error| error.to_string())?;
        for name in ["types", "views"] {
            variables.entry(name).or_insert_with(|| json!([]));
        }
        variables.insert("instructions".to_owned(), json!(instructions(ask.request)));
        self.template.render(&Json::Object(variables))
    }

    fn complete(&self, ask: &Ask<'_>) -> Result<Reply, Failure> {
        let body = self.body(ask)?;
        let response = self.client.post(&body, ask.cancel).map_err(with_help)?;
        let completion = completion::read(&response, self.client.secrets())?;
        let usage = completion.usage;
        match read_reply(completion.content.as_bytes(), ask.request.id) {
            Ok(answer) => Ok(Reply { answer, usage, oddities: Vec::new() }),
            Err(failure) => Err(Failure { usage, ..failure }),
        }
    }
}

impl Source for OpenAiSource {
    fn ask(&self, ask: &Ask<'_>) -> Result<Reply, Failure> {
        self.complete(ask)
    }

    fn question<'a>(&self, ask: &Ask<'a>) -> Cow<'a, str> {
        // One that cannot be written is never sent.
        self.body(ask).map_or(Cow::Borrowed(ask.body), Cow::Owned)
    }
}

/// Returns what a model is told to do; the schema goes another way.
fn instructions(request: &Request<'_>) -> String {
    let how = prompt_paragraph(request.schema, request.views, request.language);
    format!(
        "You read a news article and return what it states, not what you know.\n{how}Answer with the JSON alone."
    )
}

fn response_format(schema: Json) -> Json {
    json!({
        "type": "json_schema",
        "json_schema": {"name": "facts", "strict": true, "schema": schema},
    })
}

/// Says what to do where a server does not know response formats.
fn with_help(failure: Failure) -> Failure {
    let is_refused = failure.kind == FailureKind::HttpStatus
        && !failure.is_transient
        && ["response_format", "json_schema"].iter().any(|name| failure.detail.contains(name));
    if is_refused {
        let help = "help: the option `response_format: null` leaves the response format out";
        Failure { detail: format!("{}; {help}", failure.detail), ..failure }
    } else {
        failure
    }
}

/// Returns the key that a variable holds.
fn key<'a>(name: &str, environment: &'a Environment) -> Result<&'a str, String> {
    let value = environment.get(name).ok_or_else(|| unusable(name, "is not set"))?;
    let value = value.to_str().ok_or_else(|| unusable(name, "is not UTF-8"))?.trim();
    if value.is_empty() { Err(unusable(name, "is empty")) } else { Ok(value) }
}

fn unusable(name: &str, reason: &str) -> String {
    format!("the variable {name} {reason}: it should hold the key of the server")
}

/// Returns where completions are asked for, before the query if there is one.
fn completions(url: &str) -> String {
    const PATH: &str = "/chat/completions";
    let (base, query) =
        url.trim().split_once('?').map_or((url.trim(), None), |(base, query)| (base, Some(query)));
    let base = base.trim_end_matches('/');
    let base = base.strip_suffix(PATH).unwrap_or(base);
    match query {
        Some(query) => format!("{base}{PATH}?{query}"),
        None => format!("{base}{PATH}"),
    }
}

/// Reads the options, all of which have to be JSON.
fn options(spec: &OpenAiSpec) -> Result<Map<String, Json>, String> {
    let mut options = Map::new();
    for (name, text) in &spec.options {
        let value =
            serde_json::from_str(text).map_err(|error| format!("the option {name} is no JSON: {error}"))?;
        if name == "stream" && value == json!(true) {
            return Err("the option stream cannot be true: karat reads answers as a whole".to_owned());
        }
        options.insert(name.clone(), value);
    }
    Ok(options)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn completions_are_asked_for_below_the_base_address() {
        for (url, expected) in [
            ("http://a/v1", "http://a/v1/chat/completions"),
            (" http://a/v1/ ", "http://a/v1/chat/completions"),
            ("http://a/v1/chat/completions", "http://a/v1/chat/completions"),
            ("https://a/d?api-version=1", "https://a/d/chat/completions?api-version=1"),
        ] {
            assert_eq!(completions(url), expected);
        }
    }

    #[test]
    fn the_prompt_that_karat_brings_compiles() {
        assert!(Template::compile(DEFAULT_PROMPT).is_ok());
    }
}
