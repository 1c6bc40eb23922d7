//! The headers of a request, with variables of the environment in them.

use std::collections::BTreeMap;

use ureq::http::{HeaderName, HeaderValue};

use crate::extract::environment::Environment;

/// Headers that say how long a body is: the client writes them.
const FRAMING: [&str; 3] = ["content-length", "transfer-encoding", "connection"];

/// Headers, ready to be sent.
#[derive(Debug)]
pub(super) struct Headers {
    list: Vec<(HeaderName, HeaderValue)>,
}

impl Headers {
    /// Puts variables into headers; an error names the header, never a value.
    pub(super) fn new(headers: &BTreeMap<String, String>, environment: &Environment) -> Result<Self, String> {
        let mut list: Vec<(HeaderName, HeaderValue)> = Vec::new();
        for (name, text) in headers {
            let known: HeaderName = name.parse().map_err(|_| format!("\"{name}\" is no name of a header"))?;
            if FRAMING.contains(&known.as_str()) {
                return Err(format!("the header {name} cannot be set: it follows from the request"));
            }
            if list.iter().any(|(earlier, _)| *earlier == known) {
                return Err(format!("the header {name} is there twice"));
            }
            let value = environment.expand(text).map_err(|error| format!("header {name}: {error}"))?;
            list.push((known, header_value(name, &value)?));
        }
        let mut headers = Self { list };
        headers.add_default("content-type", "application/json")?;
        headers.add_default("accept", "application/json")?;
        headers.add_default("user-agent", concat!("karat/", env!("CARGO_PKG_VERSION")))?;
        Ok(headers)
    }

    /// Sends a key, unless there is such a header already.
    pub(super) fn add_bearer(&mut self, key: &str) -> Result<(), String> {
        self.add_default("authorization", &format!("Bearer {}", key.trim()))
    }

    fn add_default(&mut self, name: &'static str, value: &str) -> Result<(), String> {
        let known = HeaderName::from_static(name);
        if self.list.iter().all(|(set, _)| *set != known) {
            self.list.push((known, header_value(name, value)?));
        }
        Ok(())
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &(HeaderName, HeaderValue)> {
        self.list.iter()
    }
}

fn header_value(name: &str, value: &str) -> Result<HeaderValue, String> {
    // Other characters can stand in a header, and no server agrees on what they are.
    let ascii = Some(value.trim()).filter(|value| value.is_ascii());
    let mut value = ascii
        .and_then(|value| HeaderValue::from_str(value).ok())
        .ok_or_else(|| format!("the value of the header {name} is not on one line of ASCII"))?;
    value.set_sensitive(true);
    Ok(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(headers: &[(&str, &str)], expected: Result<&[(&str, &str)], &str>) {
        let environment: Environment = [("KEY", "s3cret\n"), ("ODD", "s3cret\nX: y")]
            .map(|(name, value)| (name.into(), value.into()))
            .into_iter()
            .collect();
        let headers = headers.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
        let built = Headers::new(&headers, &environment);
        let shown = format!("{built:?}");
        assert!(!shown.contains("s3cret"), "{shown}");
        let list = built.map(|headers| {
            let text = |value: &HeaderValue| value.to_str().unwrap().to_owned();
            headers.iter().map(|(name, value)| (name.to_string(), text(value))).collect::<Vec<_>>()
        });
        let expected = expected.map(|list| {
            list.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect::<Vec<_>>()
        });
        assert_eq!(list, expected.map_err(str::to_owned));
    }

    #[test]
    fn variables_are_put_in_and_defaults_give_way() {
        let headers = [("Accept", "*/*"), ("User-Agent", "me"), ("X-Key", "Bearer ${KEY}")];
        let expected = [
            ("accept", "*/*"),
            ("user-agent", "me"),
            ("x-key", "Bearer s3cret"),
            ("content-type", "application/json"),
        ];
        check(&headers, Ok(&expected));
    }

    #[test]
    fn what_cannot_be_a_header_is_refused_without_its_value() {
        check(&[("a b", "x")], Err("\"a b\" is no name of a header"));
        check(&[("X", "${NONE}")], Err("header X: the variable NONE is not set"));
        check(&[("X", "${ODD}")], Err("the value of the header X is not on one line of ASCII"));
        check(
            &[("Content-Length", "1")],
            Err("the header Content-Length cannot be set: it follows from the request"),
        );
        check(&[("X", "1"), ("x", "2")], Err("the header x is there twice"));
    }
}
