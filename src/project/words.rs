//! Commands and addresses as people write them: a command is split as a shell would, without starting one.

use crate::project::units::Misread;

/// What a shell would do and karat does not.
const SHELL_ONLY: [&str; 8] = ["|", "||", "&&", "&", ";", ">", ">>", "<"];

/// Splits a command into the program and its arguments.
///
/// # Errors
/// If it is empty, a quote is never closed, or it needs a shell: what to write instead.
pub fn split_command(text: &str) -> Result<Vec<String>, Misread> {
    let words = shlex::split(text).ok_or_else(|| {
        Misread::new(
            format!("a quote is never closed in {text}"),
            "close it; in karat.yaml a list will do too: [program, argument]",
        )
    })?;
    check_command(&words)?;
    match words.iter().find(|word| SHELL_ONLY.contains(&word.as_str())) {
        Some(word) => {
            let message = format!("\"{word}\" needs a shell, and none is started");
            let help = format!("write a list, such as [sh, -c, '{}'], or a script", text.replace('\'', "''"));
            Err(Misread::new(message, help))
        }
        None => Ok(words),
    }
}

/// Writes words as a shell reads them; what no shell can read stays as it is.
#[must_use]
pub fn join_command(words: &[String]) -> String {
    shlex::try_join(words.iter().map(String::as_str)).unwrap_or_else(|_| words.join(" "))
}

/// Makes sure that words name a program and can be handed to it.
///
/// # Errors
/// If there is no program, or a word holds a NUL byte, which no argument can.
pub fn check_command(words: &[String]) -> Result<(), Misread> {
    if words.first().is_none_or(|program| program.trim().is_empty()) {
        return Err(Misread::new("the command names no program", "write a program and its arguments"));
    }
    if words.iter().any(|word| word.contains('\0')) {
        return Err(Misread::new("the command holds a NUL byte", "take it out"));
    }
    Ok(())
}

/// Makes sure that a text is the address of a server and holds no password.
///
/// # Errors
/// If it is not, or does: what to write instead.
pub fn check_url(text: &str) -> Result<(), Misread> {
    let behind = text.strip_prefix("http://").or_else(|| text.strip_prefix("https://"));
    let authority = behind.and_then(|behind| behind.split(['/', '?', '#']).next()).unwrap_or_default();
    let is_clean = text.chars().all(|character| !character.is_whitespace() && !character.is_control());
    if authority.is_empty() || !is_clean {
        let message = format!("\"{text}\" is not the address of a server");
        return Err(Misread::new(message, "write http://… or https://…"));
    }
    if authority.contains('@') {
        let help = "write it as a header: headers: {Authorization: 'Basic ${NAME}'}";
        return Err(Misread::new("the address holds a name or password", help));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Result<&[&str], &str>) {
        let split = split_command(text);
        let split = split.as_ref().map(|words| words.iter().map(String::as_str).collect::<Vec<_>>());
        assert_eq!(split.as_deref().map_err(|misread| misread.message.as_str()), expected);
    }

    #[test]
    fn a_command_is_split_as_a_shell_would() {
        check("python3 my.py", Ok(&["python3", "my.py"]));
        check("a 'b c' \"d e\" f\\ g ''", Ok(&["a", "b c", "d e", "f g", ""]));
        check("grep 'a|b'", Ok(&["grep", "a|b"]));
    }

    #[test]
    fn what_cannot_be_split_or_started_says_why() {
        check("", Err("the command names no program"));
        check("  ", Err("the command names no program"));
        check("'' x", Err("the command names no program"));
        check("a 'b", Err("a quote is never closed in a 'b"));
        check("a\0b", Err("the command holds a NUL byte"));
        check("jq . | tail", Err("\"|\" needs a shell, and none is started"));
        check("cd x && y", Err("\"&&\" needs a shell, and none is started"));
    }

    #[test]
    fn an_address_names_a_scheme_and_a_host_and_no_password() {
        for url in ["http://localhost:8080/x", "https://a.example/v1?x=a@b"] {
            assert_eq!(check_url(url), Ok(()), "{url}");
        }
        for url in ["localhost:8080", "ftp://a", "http://", "http:///x", "http://a b", "http://u:p@host/"] {
            assert!(check_url(url).is_err(), "{url}");
        }
    }
}
