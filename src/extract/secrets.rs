//! What must not be repeated in messages and records, even where a program or a server repeats it.

use std::collections::BTreeMap;

use serde_json::Value as Json;

use crate::extract::environment::Environment;
use crate::extract::failure::Failure;
use crate::project::secret::{is_secret_header, is_secret_variable};
use crate::project::{OpenAiSpec, ProgramSpec, SourceSpec};

/// What stands in place of a secret.
const MASK: &str = "***";
/// How many characters are quoted of what a server says.
const QUOTED_CHARS_MAX: usize = 200;
/// The fewest characters that are masked: fewer stand in every text.
const CHARS_MIN: usize = 6;
/// The fewest characters of a value in the query of an address that are masked.
const QUERY_CHARS_MIN: usize = 8;

/// Variables that are quoted for what they say, and stand in many messages.
const OPEN: [&str; 9] = ["HOME", "LANG", "LOGNAME", "PATH", "PWD", "SHELL", "TMPDIR", "USER", "USERNAME"];

/// The values that an extractor is given and nobody else may know.
#[derive(Clone, Default)]
pub struct Secrets {
    /// Those that are secrets by their name, which no answer holds by chance.
    certain: Vec<String>,
    /// Those and all others that came from outside.
    all: Vec<String>,
}

impl std::fmt::Debug for Secrets {
    /// Writes how many there are.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Secrets({})", self.all.len())
    }
}

impl Secrets {
    /// Finds what an extractor is given: its key, variables that `${NAME}` quotes, headers that let somebody in, and
    /// values in the query of its address.
    #[must_use]
    pub fn of(source: &SourceSpec, environment: &Environment) -> Self {
        match source {
            SourceSpec::Command(program) | SourceSpec::Worker(program) => {
                Self::of_program(program, environment)
            }
            SourceSpec::Http(http) => Self::of_server(&http.url, &http.headers, environment),
            SourceSpec::OpenAi(chat) => Self::of_chat(chat, environment),
            SourceSpec::BuiltIn(_) | SourceSpec::File(_) => Self::default(),
        }
    }

    fn of_program(program: &ProgramSpec, environment: &Environment) -> Self {
        let mut secrets = Self::default();
        for (name, text) in &program.env.set {
            secrets.add_quoted(text, is_secret_variable(name), environment);
            if is_secret_variable(name) {
                secrets.add_certain(&environment.expand(text).unwrap_or_default());
            }
        }
        secrets.sorted()
    }

    /// Finds what a chat server is given.
    #[must_use]
    pub fn of_chat(chat: &OpenAiSpec, environment: &Environment) -> Self {
        let mut secrets = Self::of_server(&chat.url, &chat.headers, environment);
        let key = chat.key.as_deref().and_then(|name| environment.get(name)).and_then(|key| key.to_str());
        secrets.add_certain(key.unwrap_or_default());
        secrets.sorted()
    }

    /// Finds what a server is given.
    #[must_use]
    pub fn of_server(url: &str, headers: &BTreeMap<String, String>, environment: &Environment) -> Self {
        let mut secrets = Self::default();
        for (name, text) in headers {
            secrets.add_quoted(text, is_secret_header(name) || is_secret_variable(name), environment);
            if is_secret_header(name) {
                secrets.add_credential(&environment.expand(text).unwrap_or_default());
            }
        }
        let query = url.split_once('?').map_or("", |(_, query)| query);
        for (name, value) in query.split('&').filter_map(|pair| pair.split_once('=')) {
            for value in [value.to_owned(), unescaped(value)] {
                if value.chars().count() < QUERY_CHARS_MIN {
                    continue;
                }
                if is_secret_variable(name) { secrets.add_certain(&value) } else { secrets.add(&value) }
            }
        }
        secrets.sorted()
    }

    /// Adds the variables that `${NAME}` names in a text.
    fn add_quoted(&mut self, text: &str, is_secret: bool, environment: &Environment) {
        for (name, value) in environment.quoted(text) {
            if is_secret || is_secret_variable(name) {
                self.add_certain(value);
            } else if !OPEN.contains(&name) {
                self.add(value);
            }
        }
    }

    /// Adds the value of a header that lets somebody in: the whole, and what stands behind the scheme or the names.
    fn add_credential(&mut self, value: &str) {
        self.add_certain(value);
        let parts = value.split(|letter: char| letter.is_whitespace() || ";,".contains(letter));
        for (index, part) in parts.filter(|part| !part.is_empty()).enumerate() {
            match part.split_once('=') {
                Some((_, behind)) if !behind.trim_matches('=').is_empty() => self.add_certain(behind),
                Some(_) | None if index > 0 => self.add_certain(part),
                Some(_) | None => {}
            }
        }
    }

    fn add_certain(&mut self, value: &str) {
        insert(&mut self.certain, value);
        insert(&mut self.all, value);
    }

    fn add(&mut self, value: &str) {
        insert(&mut self.all, value);
    }

    /// Puts the longest first: one may be a part of another.
    fn sorted(mut self) -> Self {
        for list in [&mut self.certain, &mut self.all] {
            list.sort_by(|one, other| other.len().cmp(&one.len()).then_with(|| one.cmp(other)));
        }
        self
    }

    /// Takes the values out of a text for people, also where one was cut at the end of what is quoted.
    #[must_use]
    pub fn mask(&self, text: &str) -> String {
        if self.all.is_empty() {
            return text.to_owned();
        }
        let text = replaced(text, &self.all);
        let is_cut = |letter: char| letter == '…' || letter == '"';
        text.split_inclusive(is_cut).map(|piece| self.mask_ends(piece, is_cut)).collect()
    }

    /// Takes out the end of a value where a piece begins, and the beginning of one where it ends.
    fn mask_ends(&self, piece: &str, is_cut: impl Fn(char) -> bool) -> String {
        let mut body = piece.trim_end_matches(is_cut);
        let cut = piece.strip_prefix(body).unwrap_or_default();
        let parts = |secret: &str, is_kept: &dyn Fn(&str, &str) -> bool| {
            let splits = secret.char_indices().skip(1).filter_map(|(at, _)| secret.split_at_checked(at));
            splits.filter(|(before, behind)| is_kept(before, behind)).map(|(before, _)| before.len()).min()
        };
        let is_long = |part: &str| part.chars().count() >= CHARS_MIN;
        let (mut head, mut tail) = ("", "");
        for secret in &self.all {
            let at = parts(secret, &|_, behind| is_long(behind) && body.starts_with(behind));
            if let Some(rest) = at.and_then(|at| body.strip_prefix(secret.get(at..)?)) {
                (head, body) = (MASK, rest);
            }
            let at = parts(secret, &|before, _| is_long(before) && body.ends_with(before));
            if let Some(rest) = at.and_then(|at| body.strip_suffix(secret.get(..at)?)) {
                (tail, body) = (MASK, rest);
            }
        }
        format!("{head}{body}{tail}{cut}")
    }

    /// Takes those out of an answer that are secrets by their name; the others may be words of the answer.
    #[must_use]
    pub fn mask_answer(&self, bytes: Vec<u8>) -> Vec<u8> {
        if self.certain.is_empty() {
            return bytes;
        }
        let mut masked = Vec::with_capacity(bytes.len());
        for chunk in bytes.utf8_chunks() {
            masked.extend_from_slice(replaced(chunk.valid(), &self.certain).as_bytes());
            masked.extend_from_slice(chunk.invalid());
        }
        masked
    }

    /// Takes the same out of an answer that was read: there they stand without the marks of JSON. Where it tells of an
    /// error, for people, all values are taken out.
    #[must_use]
    pub(crate) fn mask_json(&self, answer: Json) -> Json {
        if self.all.is_empty() {
            return answer;
        }
        match answer {
            Json::String(text) => Json::String(replaced(&text, &self.certain)),
            Json::Array(elements) => elements.into_iter().map(|element| self.mask_json(element)).collect(),
            Json::Object(fields) => fields
                .into_iter()
                .map(|(name, value)| match (name.as_str(), value) {
                    ("error", Json::String(text)) => (name, Json::String(self.mask(&text))),
                    (_, value) => (replaced(&name, &self.certain), self.mask_json(value)),
                })
                .collect(),
            plain @ (Json::Null | Json::Bool(_) | Json::Number(_)) => plain,
        }
    }

    /// Takes the values out of what a failure tells.
    #[must_use]
    pub fn mask_failure(&self, failure: Failure) -> Failure {
        Failure { detail: self.mask(&failure.detail), stderr: self.mask(&failure.stderr), ..failure }
    }

    /// Returns the beginning of what a server says, on one line; cut only when the values are out of it.
    #[must_use]
    pub fn quote(&self, text: &str) -> String {
        let text = self.mask(text);
        let words = text.split(|letter: char| letter.is_whitespace() || letter.is_control());
        let line = words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
        match line.char_indices().nth(QUOTED_CHARS_MAX) {
            Some((end, _)) => format!("{}…", line.get(..end).unwrap_or_default()),
            None => line,
        }
    }
}

/// Adds a value, and what JSON makes of it.
fn insert(list: &mut Vec<String>, value: &str) {
    let value = value.trim();
    let quoted = serde_json::Value::from(value).to_string();
    let escaped = quoted.trim_start_matches('"').trim_end_matches('"').to_owned();
    for secret in [value.to_owned(), escaped] {
        if value.chars().count() >= CHARS_MIN && !list.contains(&secret) {
            list.push(secret);
        }
    }
}

fn replaced(text: &str, secrets: &[String]) -> String {
    secrets.iter().fold(text.to_owned(), |text, secret| text.replace(secret.as_str(), MASK))
}

/// Returns a value of a query with `%2B` and the like as what they stand for.
fn unescaped(value: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = value;
    while let Some((before, behind)) = rest.split_once('%') {
        bytes.extend_from_slice(before.as_bytes());
        let byte = behind.get(..2).and_then(|digits| u8::from_str_radix(digits, 16).ok());
        bytes.push(byte.unwrap_or(b'%'));
        rest = behind.get(if byte.is_some() { 2 } else { 0 }..).unwrap_or_default();
    }
    bytes.extend_from_slice(rest.as_bytes());
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::extract::failure::FailureKind;
    use crate::project::EnvSpec;

    fn environment() -> Environment {
        [
            ("KEY", "s3cret\n"),
            ("LONG", "s3cret-and-more"),
            ("QUOTE", "a\"bcdefg"),
            ("MODEL", "large-one"),
            ("SHORT", "abcde"),
            ("HOME", "/home/ana"),
        ]
        .into_iter()
        .map(|(name, value)| (name.into(), value.into()))
        .collect()
    }

    fn texts(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
        pairs.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect()
    }

    fn of_headers(pairs: &[(&str, &str)]) -> Secrets {
        Secrets::of_server("http://a/", &texts(pairs), &environment())
    }

    #[test]
    fn values_are_taken_out_of_texts_the_longest_first() {
        let secrets = of_headers(&[("X", "${KEY} $${NONE} ${LONG}${QUOTE} ${UNSET} ${")]);
        assert_eq!(secrets.mask("s3cret-and-more, s3cret, 'a\\\"bcdefg'"), "***, ***, '***'");
        assert!(!format!("{secrets:?}").contains("s3cret"));
    }

    #[test]
    fn short_values_and_those_that_are_no_secrets_stay() {
        let secrets = of_headers(&[("X", "${SHORT} ${HOME}"), ("Cookie", "a=b; sid=0123456789")]);
        assert_eq!(secrets.mask("abcde /home/ana 0123456789"), "abcde /home/ana ***");
    }

    #[test]
    fn a_header_that_lets_somebody_in_is_a_secret_where_it_stands_in_the_clear_too() {
        let secrets = of_headers(&[("Authorization", "Bearer abcdefgh"), ("X-Mode", "quickly")]);
        assert_eq!(secrets.mask("Bearer: abcdefgh, quickly"), "Bearer: ***, quickly");
        let basic = of_headers(&[("authorization", "Basic dXNlcjpwYXNz==")]);
        assert_eq!(basic.mask("got dXNlcjpwYXNz=="), "got ***");
    }

    #[test]
    fn the_query_of_an_address_is_secret() {
        let secrets =
            Secrets::of_server("http://a/?key=ab%2Bcdefgh&v=1", &BTreeMap::new(), &Environment::default());
        assert_eq!(secrets.mask("ab%2Bcdefgh ab+cdefgh 1"), "*** *** 1");
    }

    #[test]
    fn an_answer_that_was_read_holds_none_of_those_that_are_secret_by_their_name() {
        let mut secrets = Secrets::default();
        secrets.add_certain("sk-a\"bcdef");
        secrets.add("Marseille");
        let answer =
            json!({"facts": [{"sk-a\"bcdef": ["by sk-a\"bcdef in Marseille"]}], "error": "Marseille?"});
        let expected = json!({"facts": [{"***": ["by *** in Marseille"]}], "error": "***?"});
        assert_eq!(secrets.mask_json(answer), expected);
    }

    #[test]
    fn a_value_that_was_cut_is_masked_where_it_was_cut() {
        let secrets = of_headers(&[("X", "${LONG}")]);
        assert_eq!(secrets.mask("near \"s3cret-and\": bad"), "near \"***\": bad");
        assert_eq!(secrets.mask("cret-and-more\nTraceback s3cret-"), "***\nTraceback ***");
        assert_eq!(secrets.mask("it said s3cret-a…"), "it said ***…");
        assert_eq!(secrets.mask("s3cre \"more\""), "s3cre \"more\"", "too short to tell");
    }

    #[test]
    fn an_answer_keeps_what_is_secret_by_its_origin_alone() {
        let secrets = of_headers(&[("X-A", "${MODEL} ${KEY}")]);
        let masked = secrets.mask_answer(b"large-one s3cret \xff s3cret".to_vec());
        assert_eq!(masked, b"large-one *** \xff ***");
        assert_eq!(secrets.mask("large-one"), "***");
    }

    #[test]
    fn what_a_program_is_given_is_taken_out_of_all_that_its_failure_tells() {
        let set = texts(&[("X", "${LONG}"), ("API_TOKEN", "lit3ral")]);
        let program = ProgramSpec { env: EnvSpec { only: None, set }, ..ProgramSpec::default() };
        let secrets = Secrets::of(&SourceSpec::Command(program), &environment());
        let failure = Failure::new(FailureKind::Crash, "lit3ral").with_stderr("401 for s3cret-and-more");
        let failure = secrets.mask_failure(failure);
        assert_eq!((&*failure.detail, &*failure.stderr), ("***", "401 for ***"));
    }

    #[test]
    fn what_a_server_says_is_quoted_on_one_line_and_cut() {
        let none = Secrets::default();
        assert_eq!(none.quote(" a\r\n\tb\u{1b}[31m\0 "), "a b [31m");
        assert_eq!(none.quote(&"é".repeat(200)), "é".repeat(200));
        assert_eq!(none.quote(&"é".repeat(201)), format!("{}…", "é".repeat(200)));
        let padding = "x".repeat(198);
        let secrets = of_headers(&[("X", "${KEY}")]);
        assert_eq!(secrets.quote(&format!("{padding}s3cret")), format!("{padding}**…"));
    }
}
