//! Which headers and variables carry what nobody else may know, by their names.

/// Headers that let somebody in.
const HEADERS: [&str; 5] = ["authorization", "proxy-authorization", "cookie", "api-key", "x-api-key"];

/// Words in the names of variables that hold a secret; `MAX_TOKENS` is none.
const WORDS: [&str; 14] = [
    "APIKEY",
    "AUTH",
    "AUTHORIZATION",
    "COOKIE",
    "CREDENTIAL",
    "CREDENTIALS",
    "KEY",
    "KEYS",
    "PASSPHRASE",
    "PASSWD",
    "PASSWORD",
    "SECRET",
    "SECRETS",
    "TOKEN",
];

/// Says whether a header carries what lets somebody in.
#[must_use]
pub fn is_secret_header(name: &str) -> bool {
    HEADERS.contains(&name.to_ascii_lowercase().as_str())
}

/// Says whether a variable looks like one that holds a key, a token or a password: a word of its name says so.
#[must_use]
pub fn is_secret_variable(name: &str) -> bool {
    let name = name.to_ascii_uppercase();
    name.split(|letter: char| !letter.is_alphanumeric()).any(|word| WORDS.contains(&word))
}

/// Returns an address without its query, where keys may stand.
#[must_use]
pub fn without_query(url: &str) -> &str {
    url.split_once('?').map_or(url, |(shown, _)| shown)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_of_its_name_makes_a_variable_a_secret() {
        for name in ["KEY", "OPENAI_API_KEY", "openai.apiKey", "HF_TOKEN", "DB_PASSWORD", "AWS_SECRET_ID"] {
            assert!(is_secret_variable(name), "{name}");
        }
        for name in ["MODEL", "MAX_TOKENS", "KEYBOARD", "MONKEY", "AUTHOR", ""] {
            assert!(!is_secret_variable(name), "{name}");
        }
    }

    #[test]
    fn headers_that_let_somebody_in_are_known_in_any_case() {
        assert!(is_secret_header("Authorization") && is_secret_header("X-API-Key"));
        assert!(!is_secret_header("X-Mode"));
    }
}
