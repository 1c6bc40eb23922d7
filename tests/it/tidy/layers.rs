//! Rules of the order of rooms: `src/lib.rs` lists them, and a room uses only rooms listed above it.

use crate::tidy::source::{Finding, Source, word_places};

/// Returns (line number, module) of each module that `src/lib.rs` lists, in its order.
fn rooms(files: &[Source]) -> Vec<(usize, &str)> {
    let map = files.iter().filter(|file| file.path == "src/lib.rs");
    map.flat_map(Source::lines).filter_map(|(line, code)| Some((line, module_name(code)?))).collect()
}

fn module_name(code: &str) -> Option<&str> {
    code.trim().strip_prefix("pub mod ")?.strip_suffix(';')
}

/// `src/lib.rs` holds nothing but the list of rooms.
pub(crate) fn the_map_is_only_a_map(files: &[Source]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in files.iter().filter(|file| file.path == "src/lib.rs") {
        for (line, code) in file.lines().filter(|(_, code)| !code.trim().is_empty()) {
            if module_name(code).is_none() && !code.starts_with("#[cfg(feature") {
                findings
                    .push(file.finding(line, "src/lib.rs holds only `pub mod …;`: no items, no re-exports"));
            }
        }
    }
    findings
}

/// Every file of the library belongs to a room that `src/lib.rs` lists, and uses only rooms above its own.
pub(crate) fn a_room_uses_only_rooms_above_it(files: &[Source]) -> Vec<Finding> {
    let rooms: Vec<&str> = rooms(files).into_iter().map(|(_, room)| room).collect();
    let place = |room: &str| rooms.iter().position(|listed| *listed == room);
    let mut findings = Vec::new();
    for file in files {
        let Some(room) = file.room() else { continue };
        let Some(own) = place(room) else {
            findings.push(file.finding(1, format!("\"{room}\" is not listed in src/lib.rs")));
            continue;
        };
        for (line, code) in file.lines() {
            for used in used_rooms(code) {
                match place(used) {
                    Some(place) if place <= own => {}
                    Some(_) => findings.push(file.finding(
                        line,
                        format!("\"{room}\" uses \"{used}\", which src/lib.rs lists below it"),
                    )),
                    None => {
                        findings.push(file.finding(
                            line,
                            format!("\"{used}\" is no room of src/lib.rs: write crate::ROOM::…"),
                        ))
                    }
                }
            }
        }
    }
    findings
}

/// Returns what follows each `crate::`; empty where it is no name, such as a group in braces.
fn used_rooms(code: &str) -> Vec<&str> {
    word_places(code, "crate::")
        .into_iter()
        .map(|start| {
            let (_, rest) = code.split_at(start + "crate::".len());
            let end = rest.find(|next: char| !next.is_alphanumeric() && next != '_').unwrap_or(rest.len());
            rest.split_at(end).0
        })
        .collect()
}

/// Imports name the owner: `super::` only in tests.
pub(crate) fn imports_name_the_owner(files: &[Source]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in files.iter().filter(|file| file.is_rust() && file.path.starts_with("src/")) {
        for (line, code) in file.lines_above_tests() {
            if !word_places(code, "super::").is_empty() {
                findings.push(file.finding(line, "`super::` outside tests: name the owner, `crate::…`"));
            }
        }
    }
    findings
}

/// A file of tests that nobody lists is never compiled, and never fails.
pub(crate) fn every_file_of_tests_is_listed(files: &[Source]) -> Vec<Finding> {
    let mut findings = Vec::new();
    let Some(main) = files.iter().find(|file| file.path == "tests/it/main.rs") else { return findings };
    for file in files {
        let name = file.path.strip_prefix("tests/it/").and_then(|name| name.strip_suffix(".rs"));
        let Some(name) = name.filter(|name| *name != "main" && !name.contains('/')) else { continue };
        if !main.lines().any(|(_, code)| code == format!("mod {name};")) {
            findings.push(file.finding(1, format!("tests/it/main.rs does not list `mod {name};`")));
        }
    }
    findings
}

/// ARCHITECTURE.md has a section for every room, in the order of `src/lib.rs`.
pub(crate) fn the_architecture_page_follows_the_map(files: &[Source]) -> Vec<Finding> {
    let mut findings = Vec::new();
    let Some(page) = files.iter().find(|file| file.path == "ARCHITECTURE.md") else { return findings };
    let sections: Vec<(usize, &str)> = (1..)
        .zip(page.text.lines())
        .filter_map(|(line, text)| Some((line, text.strip_prefix("### `")?.split('`').next()?)))
        .collect();
    let mut last = 0;
    for (_, room) in rooms(files) {
        match sections.iter().find(|(_, section)| *section == room) {
            None => findings.push(page.finding(1, format!("no section \"### `{room}`\""))),
            Some((line, _)) if *line < last => {
                findings.push(page.finding(*line, format!("`{room}` stands before a room it may use")));
            }
            Some((line, _)) => last = *line,
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::check;

    const MAP: (&str, &str) = ("src/lib.rs", "//! A.\n\npub mod low;\npub mod high;\n");

    #[test]
    fn a_use_of_a_room_below_is_found_in_imports_paths_and_nested_files() {
        let below = "\"low\" uses \"high\", which src/lib.rs lists below it";
        let rule = a_room_uses_only_rooms_above_it;
        check(rule, &[MAP, ("src/low.rs", "use crate::high::X;")], &[&format!("src/low.rs:1: {below}")]);
        check(
            rule,
            &[MAP, ("src/low/a/b.rs", "\nf(crate::high::x());")],
            &[&format!("src/low/a/b.rs:2: {below}")],
        );
        check(rule, &[MAP, ("src/high.rs", "use crate::low::X;\nuse crate::high::Y;")], &[]);
        check(rule, &[MAP, ("src/low.rs", "// crate::high\nf(\"crate::high\");")], &[]);
    }

    #[test]
    fn a_group_or_an_unlisted_file_does_not_slip_through() {
        let rule = a_room_uses_only_rooms_above_it;
        let group = "src/low.rs:1: \"\" is no room of src/lib.rs: write crate::ROOM::…";
        check(rule, &[MAP, ("src/low.rs", "use crate::{high::X};")], &[group]);
        check(rule, &[MAP, ("src/lost.rs", "")], &["src/lost.rs:1: \"lost\" is not listed in src/lib.rs"]);
        check(rule, &[MAP, ("src/bin/karat/main.rs", "use crate::args::X;")], &[]);
    }

    #[test]
    fn the_map_holds_no_items_and_no_re_exports() {
        let rule = the_map_is_only_a_map;
        let message = "src/lib.rs holds only `pub mod …;`: no items, no re-exports";
        check(rule, &[("src/lib.rs", "pub use a::B;")], &[&format!("src/lib.rs:1: {message}")]);
        check(rule, &[("src/lib.rs", "//! A.\n\nfn f() {}")], &[&format!("src/lib.rs:3: {message}")]);
        check(rule, &[MAP], &[]);
    }

    #[test]
    fn super_is_for_tests() {
        let rule = imports_name_the_owner;
        let message = "src/a.rs:1: `super::` outside tests: name the owner, `crate::…`";
        check(rule, &[("src/a.rs", "use super::X;")], &[message]);
        check(rule, &[("src/a.rs", "#[cfg(test)]\nmod tests {\n    use super::*;\n}")], &[]);
        check(rule, &[("src/a/tests.rs", "use super::*;")], &[]);
    }

    #[test]
    fn a_file_of_tests_that_nobody_lists_is_found() {
        let files = [("tests/it/main.rs", "mod a;"), ("tests/it/a.rs", ""), ("tests/it/b.rs", "")];
        let message = "tests/it/b.rs:1: tests/it/main.rs does not list `mod b;`";
        check(every_file_of_tests_is_listed, &files, &[message]);
    }

    #[test]
    fn the_architecture_page_lacks_no_room_and_keeps_the_order() {
        let rule = the_architecture_page_follows_the_map;
        check(rule, &[MAP, ("ARCHITECTURE.md", "### `low`\n\n### `high`\n")], &[]);
        check(
            rule,
            &[MAP, ("ARCHITECTURE.md", "### `high`\n")],
            &["ARCHITECTURE.md:1: no section \"### `low`\""],
        );
        check(
            rule,
            &[MAP, ("ARCHITECTURE.md", "### `high`\n### `low`\n")],
            &["ARCHITECTURE.md:1: `high` stands before a room it may use"],
        );
    }
}
