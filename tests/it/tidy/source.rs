//! A file of the repository as the rules see it: text, code without comments and literals, and what is test.

use std::fmt;

/// A file: its path from the root of the repository, with `/`, and what stands in it.
pub(crate) struct Source {
    pub(crate) path: String,
    pub(crate) text: String,
    code: Vec<String>,
    is_test: Vec<bool>,
}

/// A broken rule and where; `Display` is what the failing test prints.
pub(crate) struct Finding {
    path: String,
    line: usize,
    message: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}:{}: {}", self.path, self.line, self.message)
    }
}

impl Source {
    pub(crate) fn new(path: &str, text: &str) -> Self {
        let code: Vec<String> = code_only(text).lines().map(str::to_owned).collect();
        let is_whole_test =
            !path.starts_with("src/") || path.contains("/tests/") || path.ends_with("/tests.rs");
        let is_test = if is_whole_test { vec![true; code.len()] } else { test_lines(&code) };
        Self { path: path.to_owned(), text: text.to_owned(), code, is_test }
    }

    pub(crate) fn is_rust(&self) -> bool {
        self.path.ends_with(".rs")
    }

    /// Says whether the file belongs to the library.
    pub(crate) fn is_library(&self) -> bool {
        self.is_rust() && self.path.starts_with("src/") && !self.path.starts_with("src/bin/")
    }

    /// Returns the module of `src/lib.rs` that the file belongs to; `None` outside the library.
    pub(crate) fn room(&self) -> Option<&str> {
        let inside = self.path.strip_prefix("src/").filter(|_| self.is_library())?;
        let room = inside.split('/').next()?;
        Some(room.strip_suffix(".rs").unwrap_or(room)).filter(|room| *room != "lib")
    }

    /// Returns (line number, code) of every line; comments, strings and characters are blank.
    pub(crate) fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        self.code.iter().enumerate().map(|(index, code)| (index + 1, code.as_str()))
    }

    /// Returns the lines that are not under `#[cfg(test)]`.
    pub(crate) fn lines_above_tests(&self) -> impl Iterator<Item = (usize, &str)> {
        self.lines().zip(&self.is_test).filter(|(_, is_test)| !**is_test).map(|(line, _)| line)
    }

    pub(crate) fn finding(&self, line: usize, message: impl Into<String>) -> Finding {
        Finding { path: self.path.clone(), line, message: message.into() }
    }
}

/// Returns the places where a word stands that is no part of a longer word or path.
pub(crate) fn word_places(code: &str, word: &str) -> Vec<usize> {
    let is_part = |character: char| character.is_alphanumeric() || character == '_';
    code.match_indices(word)
        .filter(|(start, _)| {
            let (before, _) = code.split_at(*start);
            let (_, after) = code.split_at(start + word.len());
            let starts = !word.starts_with(is_part) || !(before.ends_with(is_part) || before.ends_with("::"));
            starts && (!word.ends_with(is_part) || !after.starts_with(is_part))
        })
        .map(|(start, _)| start)
        .collect()
}

/// Marks what stands under `#[cfg(test)]`, by the indentation that rustfmt gives it.
fn test_lines(code: &[String]) -> Vec<bool> {
    let indentation = |line: &str| line.len() - line.trim_start().len();
    let mut is_test = vec![false; code.len()];
    let mut inside: Option<usize> = None;
    for (line, is_test) in code.iter().zip(&mut is_test) {
        if inside.is_none() && line.trim() == "#[cfg(test)]" {
            inside = Some(indentation(line));
            *is_test = true;
        } else if let Some(depth) = inside {
            *is_test = true;
            let line = line.trim_end();
            if indentation(line) == depth && (line.ends_with(';') || line.ends_with('}')) {
                inside = None;
            }
        }
    }
    is_test
}

/// Blanks comments, strings and characters; lines keep their numbers.
fn code_only(text: &str) -> String {
    let mut code = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(character) = rest.chars().next() {
        let skipped = literal_len(rest, &code);
        if skipped == 0 {
            code.push(character);
            rest = rest.split_at(character.len_utf8()).1;
        } else {
            let (literal, after) = rest.split_at(skipped);
            code.extend(literal.chars().map(|character| if character == '\n' { '\n' } else { ' ' }));
            rest = after;
        }
    }
    code
}

/// Returns the length of the comment or literal that a text starts with; 0 if it starts with code.
fn literal_len(rest: &str, before: &str) -> usize {
    if rest.starts_with("//") {
        return rest.find('\n').unwrap_or(rest.len());
    }
    if rest.starts_with("/*") {
        return rest.find("*/").map_or(rest.len(), |end| end + 2);
    }
    if let Some(inside) = rest.strip_prefix('"') {
        return 1 + quoted_len(inside, '"');
    }
    let continues_a_word =
        before.ends_with(|last: char| last.is_alphanumeric() && last != 'b' || last == '_');
    if let Some(marked) = rest.strip_prefix('r').filter(|_| !continues_a_word) {
        let n_marks = marked.bytes().take_while(|byte| *byte == b'#').count();
        if let Some(inside) = marked.split_at(n_marks).1.strip_prefix('"') {
            let end = format!("\"{}", "#".repeat(n_marks));
            let inside_len = inside.find(&end).map_or(inside.len(), |found| found + end.len());
            return 2 + n_marks + inside_len;
        }
    }
    match rest.strip_prefix('\'') {
        Some(inside) if inside.starts_with('\\') || inside.chars().nth(1) == Some('\'') => {
            1 + quoted_len(inside, '\'')
        }
        Some(_) | None => 0,
    }
}

fn quoted_len(inside: &str, end: char) -> usize {
    let mut is_escaped = false;
    for (index, character) in inside.char_indices() {
        match character {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            _ if character == end => return index + 1,
            _ => {}
        }
    }
    inside.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let blank = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(blank(&code_only(text)), expected, "{text}");
        assert_eq!(code_only(text).lines().count(), text.lines().count());
    }

    #[test]
    fn comments_strings_and_characters_are_not_code() {
        check("a // b\nc", "a c");
        check("a /* b\n c */ d", "a d");
        check(r#"a("b \" c", d)"#, "a( , d)");
        check("a(r#\"b \" c\"#, br\"d\", e)", "a( , b , e)");
        check("a('\"', '\\'', b::<'c>(d))", "a( , , b::<'c>(d))");
        check("for\"x\"", "for");
    }

    fn check_tests(text: &str, expected: &[usize]) {
        let source = Source::new("src/a.rs", text);
        let above: Vec<usize> = source.lines_above_tests().map(|(line, _)| line).collect();
        assert_eq!(above, expected, "{text}");
    }

    #[test]
    fn tests_end_where_their_item_ends() {
        check_tests("a\n#[cfg(test)]\nmod tests;\nb", &[1, 4]);
        check_tests("a\n#[cfg(test)]\nmod tests {\n    b;\n}\nc", &[1, 6]);
        check_tests("a\n    #[cfg(test)]\n    fn b() {\n        c();\n    }\n}", &[1, 6]);
    }

    #[test]
    fn a_word_is_no_part_of_another() {
        assert_eq!(word_places("jiff::a my_jiff::b text::jiff::c", "jiff::"), [0]);
        assert_eq!(word_places("std::fs std::fsx std::fs::read", "std::fs"), [0, 17]);
        assert_eq!(word_places("a.unwrap() b.unwrap_or()", ".unwrap()"), [1]);
    }
}
