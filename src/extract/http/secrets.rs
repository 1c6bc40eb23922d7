//! Values of the environment that a message must not repeat, even where a server does.

use crate::extract::environment::Environment;

/// What stands in place of a secret.
const MASK: &str = "***";
/// How many characters are quoted of what a server says.
const QUOTED_CHARS_MAX: usize = 200;

/// The values that were put into headers.
#[derive(Clone, Default)]
pub(super) struct Secrets(Vec<String>);

impl std::fmt::Debug for Secrets {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Secrets({})", self.0.len())
    }
}

impl Secrets {
    /// Adds a value, and what JSON makes of it.
    pub(super) fn add(&mut self, value: &str) {
        let value = value.trim();
        let quoted = serde_json::Value::from(value).to_string();
        let escaped = quoted.trim_start_matches('"').trim_end_matches('"').to_owned();
        for secret in [value.to_owned(), escaped] {
            if !secret.is_empty() && !self.0.contains(&secret) {
                self.0.push(secret);
            }
        }
        // The longest first: one may be a part of another.
        self.0.sort_by(|one, other| other.len().cmp(&one.len()).then_with(|| one.cmp(other)));
    }

    /// Adds the variables that `${NAME}` names in a text.
    pub(super) fn add_named(&mut self, text: &str, environment: &Environment) {
        let mut rest = text;
        while let Some((before, after)) = rest.split_once("${") {
            rest = after;
            if before.ends_with('$') {
                continue;
            }
            let value = after.split_once('}').and_then(|(name, _)| environment.get(name));
            if let Some(value) = value.and_then(|value| value.to_str()) {
                self.add(value);
            }
        }
    }

    /// Takes the values out of a text.
    pub(super) fn mask(&self, text: &str) -> String {
        self.0.iter().fold(text.to_owned(), |text, secret| text.replace(secret.as_str(), MASK))
    }

    /// Returns the beginning of what a server says, on one line; cut only when the values are out of it.
    pub(super) fn quote(&self, text: &str) -> String {
        let text = self.mask(text);
        let words = text.split(|letter: char| letter.is_whitespace() || letter.is_control());
        let line = words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
        match line.char_indices().nth(QUOTED_CHARS_MAX) {
            Some((end, _)) => format!("{}…", line.get(..end).unwrap_or_default()),
            None => line,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_taken_out_of_texts_the_longest_first() {
        let environment: Environment = [("KEY", "s3cret\n"), ("LONG", "s3cret-and-more"), ("QUOTE", "a\"b")]
            .into_iter()
            .map(|(name, value)| (name.into(), value.into()))
            .collect();
        let mut secrets = Secrets::default();
        secrets.add_named("${KEY} $${NONE} ${LONG}${QUOTE} ${UNSET} ${", &environment);
        assert_eq!(secrets.mask("s3cret-and-more, s3cret, \"a\\\"b\""), "***, ***, \"***\"");
        assert!(!format!("{secrets:?}").contains("s3cret"));
    }

    #[test]
    fn what_a_server_says_is_quoted_on_one_line_and_cut() {
        let mut secrets = Secrets::default();
        assert_eq!(secrets.quote(" a\r\n\tb\u{1b}[31m\0 "), "a b [31m");
        assert_eq!(secrets.quote(&"é".repeat(200)), "é".repeat(200));
        assert_eq!(secrets.quote(&"é".repeat(201)), format!("{}…", "é".repeat(200)));
        secrets.add("s3cret");
        let padding = "x".repeat(198);
        assert_eq!(secrets.quote(&format!("{padding}s3cret")), format!("{padding}**…"));
    }
}
