//! Names of extractors: they are shown, typed, and used as names of folders.

use crate::project::units::Misread;
use crate::yaml::shape::Word;

/// The names of the extractors inside karat.
pub const BUILT_IN: [&str; 3] = [BUILT_IN_WORDS[0].word, BUILT_IN_WORDS[1].word, BUILT_IN_WORDS[2].word];

/// The same with what they are.
pub const BUILT_IN_WORDS: [Word<&str>; 3] = [
    Word::kept("rules", "what karat finds without a model: a baseline"),
    Word::kept("gold", "the labels themselves: what a perfect extractor would return"),
    Word::kept("none", "nothing at all"),
];

/// The longest name, in bytes.
const NAME_BYTES_MAX: usize = 80;

/// Makes sure that a text can be the name of an extractor, on every file system and command line.
///
/// # Errors
/// If it cannot: why, and what can.
pub fn check_name(name: &str) -> Result<(), Misread> {
    let is_known = |character: char| character.is_ascii_alphanumeric() || "-_.".contains(character);
    let help = "use letters from a to z, digits, - _ and .";
    if name.is_empty() {
        return Err(Misread::new("an extractor has an empty name", help));
    }
    if !name.chars().all(is_known) {
        return Err(Misread::new(format!("\"{name}\" cannot be the name of an extractor"), help));
    }
    if name.starts_with(['.', '-']) || name.ends_with('.') {
        let message = format!("\"{name}\" cannot be the name of an extractor");
        return Err(Misread::new(message, "start with a letter or digit, and do not end with a dot"));
    }
    if name.len() > NAME_BYTES_MAX {
        let message = format!("the name of an extractor has {} letters", name.len());
        return Err(Misread::new(message, format!("use at most {NAME_BYTES_MAX}")));
    }
    Ok(())
}

/// Makes a name of a text that may hold anything, such as the name of a file; `unnamed` where nothing of it is left.
#[must_use]
pub fn name_from(text: &str) -> String {
    let keep = |character: char| {
        if character.is_ascii_alphanumeric() || "-_.".contains(character) { character } else { '-' }
    };
    let name: String = text.trim().chars().map(keep).take(NAME_BYTES_MAX).collect();
    let name = name.trim_matches(['.', '-']);
    if name.is_empty() { "unnamed".to_owned() } else { name.to_owned() }
}

/// Endings of files that a program runs and that name an extractor better than the program does.
const SCRIPTS: [&str; 16] =
    ["py", "js", "mjs", "cjs", "ts", "rb", "pl", "php", "lua", "sh", "bash", "r", "jl", "jar", "exs", "rkt"];

/// Returns what a program is called where nobody said: its script, or else itself.
#[must_use]
pub fn name_of_program(argv: &[String]) -> String {
    let file = |word: &str| word.rsplit(['/', '\\']).next().unwrap_or_default().to_owned();
    for word in argv {
        if let Some((stem, ending)) = file(word).rsplit_once('.')
            && !stem.is_empty()
            && SCRIPTS.contains(&ending.to_ascii_lowercase().as_str())
        {
            return name_from(stem);
        }
    }
    name_from(&argv.first().map(|program| file(program)).unwrap_or_default())
}

/// Returns what a server is called where nobody said: its host.
#[must_use]
pub fn name_of_url(url: &str) -> String {
    let behind = url.split_once("://").map_or(url, |(_, behind)| behind);
    let authority = behind.split(['/', '?', '#']).next().unwrap_or_default();
    let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    let without_port =
        host.rsplit_once(':').filter(|(_, port)| port.bytes().all(|byte| byte.is_ascii_digit()));
    name_from(without_port.map_or(host, |(host, _)| host))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_can_be_the_name_of_a_folder() {
        for name in ["rules", "mistral-7b", "v1.2_x", "0"] {
            assert_eq!(check_name(name), Ok(()), "{name}");
        }
        for name in ["", ".", "..", ".hidden", "-x", "a/b", "a b", "modèle", "a.", "a\0", &"x".repeat(81)] {
            assert!(check_name(name).is_err(), "{name}");
        }
    }

    #[test]
    fn any_text_makes_a_name() {
        for (text, expected) in [
            ("answers v2", "answers-v2"),
            ("modèle", "mod-le"),
            ("..", "unnamed"),
            ("", "unnamed"),
            (".x.", "x"),
            ("日本", "unnamed"),
        ] {
            assert_eq!(name_from(text), expected);
            assert_eq!(check_name(&name_from(text)), Ok(()));
        }
    }

    #[test]
    fn a_program_is_called_like_its_script() {
        let check = |command: &str, expected: &str| {
            let argv: Vec<String> = command.split(' ').map(str::to_owned).collect();
            assert_eq!(name_of_program(&argv), expected);
        };
        check("python3 -u my.py --fast", "my");
        check("./tools/run.sh", "run");
        check("/opt/bin/heideltime -c a.toml", "heideltime");
        check("node dist/x.min.mjs", "x.min");
        check("cat", "cat");
    }

    #[test]
    fn a_server_is_called_like_its_host() {
        for (url, expected) in [
            ("http://localhost:8080/extract", "localhost"),
            ("https://a.example?x=1", "a.example"),
            ("http://[::1]:80/", "--1"),
        ] {
            assert_eq!(name_of_url(url), expected.trim_matches('-'));
        }
        assert_eq!(name_of_url("http://"), "unnamed");
    }
}
