//! Rules of words that may not stand in code, or only in some places.

use crate::tidy::source::{Finding, Source, word_places};

/// The rooms that may touch files, processes, sockets and the clock; the binary may too.
const ROOMS_WITH_IO: [&str; 6] = ["store", "corpus", "extract", "run", "web", "testing"];

/// What touches the world.
const IO: [&str; 13] = [
    "std::fs",
    "std::process",
    "std::net",
    "std::time::Instant",
    "std::time::SystemTime",
    "Instant::now",
    "SystemTime::now",
    ".exists()",
    ".is_file()",
    ".is_dir()",
    ".canonicalize()",
    ".read_dir()",
    "thread::sleep",
];

/// What only the binary may do: read the environment, choose the exit code, print.
const BINARY_ONLY: [&str; 9] = [
    "std::env",
    "process::exit",
    "println!",
    "print!",
    "eprintln!",
    "eprint!",
    "io::stdin",
    "io::stdout",
    "io::stderr",
];

/// What writes whole files that nobody else writes: records, and the form of one labeller.
const WRITERS_OF_OUTPUTS: [&str; 3] =
    ["src/run/record.rs", "src/run/tests/caching.rs", "src/bin/karat/commands/add/edit.rs"];

/// What never stands in code, not even in tests, and what to do instead.
const NEVER: [(&str, &str); 11] = [
    ("HashMap", "order must not depend on luck: BTreeMap"),
    ("HashSet", "order must not depend on luck: BTreeSet"),
    ("#[ignore", "a test that does not run proves nothing"),
    ("#[should_panic", "check the error instead"),
    ("todo!", "finish it, or return an error"),
    ("unimplemented!", "finish it, or return an error"),
    ("dbg!", "left over"),
    ("#[allow(", "write #[expect(…, reason = \"…\")]"),
    ("#![allow(", "write #![expect(…, reason = \"…\")]"),
    ("std::{", "one import for each module of std, so that rules see them"),
    ("std::time::{", "one import for each type, so that rules see them"),
];

/// Files, processes, sockets and the clock are for the rooms of I/O, also in tests.
pub(crate) fn only_rooms_of_io_touch_the_world(files: &[Source]) -> Vec<Finding> {
    let is_bound = |file: &&Source| file.room().is_some_and(|room| !ROOMS_WITH_IO.contains(&room));
    let bound: Vec<&Source> = files.iter().filter(is_bound).collect();
    find(&bound, Source::lines, &IO, |word| {
        format!("`{word}` is for store, corpus, extract, run, web and testing")
    })
}

/// The environment, the exit code and printing are for the binary.
pub(crate) fn only_the_binary_meets_the_user(files: &[Source]) -> Vec<Finding> {
    let library: Vec<&Source> = files.iter().filter(|file| file.is_library()).collect();
    find(&library, Source::lines_above_tests, &BINARY_ONLY, |word| format!("`{word}` is for src/bin/karat"))
}

/// What people write is changed under the lock; only what karat makes anew is written without looking.
pub(crate) fn only_outputs_are_written_unlocked(files: &[Source]) -> Vec<Finding> {
    let may = |path: &str| path.starts_with("src/store") || WRITERS_OF_OUTPUTS.contains(&path);
    let bound: Vec<&Source> =
        files.iter().filter(|file| file.path.starts_with("src/") && !may(&file.path)).collect();
    find(&bound, Source::lines_above_tests, &["write_atomically"], |word| {
        format!("`{word}` is for records and forms: store::update loses nothing that others write")
    })
}

/// `unwrap` says nothing about why it cannot fail.
pub(crate) fn unwrap_is_for_tests(files: &[Source]) -> Vec<Finding> {
    let rust: Vec<&Source> = files.iter().filter(|file| file.is_rust()).collect();
    find(&rust, Source::lines_above_tests, &[".unwrap()"], |_| {
        "`.unwrap()` outside tests: expect(\"why it cannot happen\")".to_owned()
    })
}

/// Some words never stand in code.
pub(crate) fn banned_words_stand_nowhere(files: &[Source]) -> Vec<Finding> {
    let rust: Vec<&Source> = files.iter().filter(|file| file.is_rust()).collect();
    let mut findings = Vec::new();
    for (word, advice) in NEVER {
        findings.extend(find(&rust, Source::lines, &[word], |word| format!("`{word}`: {advice}")));
    }
    findings
}

fn find<'a, Lines: Iterator<Item = (usize, &'a str)>>(
    files: &[&'a Source],
    lines: impl Fn(&'a Source) -> Lines,
    words: &[&str],
    message: impl Fn(&str) -> String,
) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in files {
        for (line, code) in lines(file) {
            let found = words.iter().filter(|word| !word_places(code, word).is_empty());
            findings.extend(found.map(|word| file.finding(line, message(word))));
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::check;

    #[test]
    fn every_way_to_the_world_is_found_outside_the_rooms_of_io() {
        for word in IO {
            let text = format!("a{word};").replace("astd", "std").replace("aInst", "Inst");
            let text = text.replace("aSyst", "Syst").replace("athread", "thread");
            let message =
                format!("src/value/a.rs:1: `{word}` is for store, corpus, extract, run, web and testing");
            let rule = only_rooms_of_io_touch_the_world;
            check(rule, &[("src/value/a.rs", &text)], &[&message]);
            check(rule, &[("src/store.rs", &text), ("src/extract/a.rs", &text)], &[]);
            check(rule, &[("src/bin/karat/main.rs", &text), ("tests/it/a.rs", &text)], &[]);
        }
    }

    #[test]
    fn the_library_neither_prints_nor_reads_the_environment() {
        for word in BINARY_ONLY {
            let rule = only_the_binary_meets_the_user;
            let message = format!("src/store.rs:1: `{word}` is for src/bin/karat");
            check(rule, &[("src/store.rs", &format!("{word}(x)"))], &[&message]);
            check(rule, &[("src/bin/karat/main.rs", word)], &[]);
            check(rule, &[("src/store.rs", &format!("#[cfg(test)]\nmod tests {{\n    {word}\n}}"))], &[]);
        }
    }

    #[test]
    fn a_write_without_the_lock_is_found_where_people_write_too() {
        let message = "src/bin/karat/a.rs:1: `write_atomically` is for records and forms: store::update loses nothing \
                       that others write";
        let rule = only_outputs_are_written_unlocked;
        check(rule, &[("src/bin/karat/a.rs", "write_atomically(path, text)")], &[message]);
        check(rule, &[("src/run/record.rs", "write_atomically(path, text)")], &[]);
    }

    #[test]
    fn unwrap_is_found_above_tests_only() {
        let message = "src/a.rs:1: `.unwrap()` outside tests: expect(\"why it cannot happen\")";
        check(unwrap_is_for_tests, &[("src/a.rs", "a.unwrap()")], &[message]);
        check(unwrap_is_for_tests, &[("src/a.rs", "a.unwrap_or(b)"), ("tests/it/a.rs", "a.unwrap()")], &[]);
    }

    #[test]
    fn banned_words_are_found_in_tests_too() {
        for (word, advice) in NEVER {
            let message = format!("tests/it/a.rs:2: `{word}`: {advice}");
            check(banned_words_stand_nowhere, &[("tests/it/a.rs", &format!("\n{word} x"))], &[&message]);
            check(banned_words_stand_nowhere, &[("tests/it/a.rs", &format!("// {word}"))], &[]);
        }
    }
}
