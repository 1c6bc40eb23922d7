//! Rules of foreign crates: each has one door, so that it can be replaced in one place.

use crate::tidy::source::{Finding, Source, word_places};

/// Where a foreign crate may be named.
enum Door {
    /// In these files, and in the folders that end in `/`.
    At(&'static [&'static str]),
    /// In one file, whichever it is.
    AnyOneFile,
}

/// Every dependency of the package and its door.
const DOORS: [(&str, Door); 29] = [
    ("granit_parser", Door::At(&["src/yaml/"])),
    ("serde_yaml", Door::At(&["src/extract/", "src/gold/", "src/snapshot/"])),
    (
        "serde",
        Door::At(&["src/label/table/json.rs", "src/extract/", "src/run/", "src/report/", "src/snapshot/"]),
    ),
    (
        "serde_json",
        Door::At(&[
            "src/label/table/json.rs",
            "src/json_schema/",
            "src/extract/",
            "src/run/",
            "src/report/",
            "src/snapshot/",
        ]),
    ),
    ("jiff", Door::At(&["src/value/date/zone.rs"])),
    ("sha2", Door::At(&["src/article.rs", "src/run/"])),
    ("rapidfuzz", Door::At(&["src/text/likeness.rs"])),
    ("similar", Door::At(&["src/text/diff.rs"])),
    ("unicode_normalization", Door::At(&["src/text/"])),
    ("unicode_segmentation", Door::At(&["src/text/"])),
    ("comfy_table", Door::At(&["src/report/table.rs"])),
    ("csv", Door::At(&["src/semantics.rs"])),
    ("csv_core", Door::At(&["src/label/table/cells.rs"])),
    ("anstyle", Door::At(&["src/report/"])),
    ("terminal_size", Door::At(&["src/bin/"])),
    ("regex", Door::At(&["src/mention/", "src/extract/"])),
    ("rustix", Door::At(&["src/extract/process/", "src/bin/karat/warden.rs"])),
    ("shlex", Door::AnyOneFile),
    ("ureq", Door::At(&["src/extract/http/"])),
    ("minijinja", Door::At(&["src/extract/http/"])),
    ("jaq_core", Door::At(&["src/extract/transform.rs"])),
    ("jaq_std", Door::At(&["src/extract/transform.rs"])),
    ("jaq_json", Door::At(&["src/extract/transform.rs"])),
    ("indicatif", Door::At(&["src/bin/karat/progress.rs"])),
    ("signal_hook", Door::At(&["src/bin/"])),
    ("clap", Door::At(&["src/bin/"])),
    ("anstream", Door::At(&["src/bin/"])),
    ("globset", Door::At(&["src/bin/"])),
    ("annotate_snippets", Door::AnyOneFile),
];

/// A foreign crate is named only behind its door.
pub(crate) fn a_foreign_crate_has_one_door(files: &[Source]) -> Vec<Finding> {
    DOORS.iter().flat_map(|(name, door)| strangers(files, name, door)).collect()
}

fn strangers(files: &[Source], name: &str, door: &Door) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut first: Option<&str> = None;
    for file in files.iter().filter(|file| file.is_rust() && file.path.starts_with("src/")) {
        for (line, code) in file.lines_above_tests() {
            let is_named = !word_places(code, &format!("{name}::")).is_empty()
                || code.trim_start().starts_with(&format!("use {name}"))
                    && !word_places(code, name).is_empty();
            if !is_named {
                continue;
            }
            let door = match door {
                Door::At(places) if places.iter().any(|place| is_at(&file.path, place)) => continue,
                Door::At(places) => places.join(" and "),
                Door::AnyOneFile if *first.get_or_insert(&file.path) == file.path => continue,
                Door::AnyOneFile => first.unwrap_or_default().to_owned(),
            };
            findings.push(file.finding(line, format!("the door to {name} is {door}")));
        }
    }
    findings
}

fn is_at(path: &str, place: &str) -> bool {
    path == place || place.ends_with('/') && path.starts_with(place)
}

/// Every dependency in Cargo.toml has a door above, and every door a dependency.
pub(crate) fn a_dependency_has_a_door(files: &[Source]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in files.iter().filter(|file| file.path == "Cargo.toml") {
        let dependencies: Vec<(usize, String)> = dependencies(&file.text);
        for (line, name) in &dependencies {
            if DOORS.iter().all(|(known, _)| known != name) {
                findings.push(file.finding(*line, format!("{name} has no door in tests/it/tidy/doors.rs")));
            }
        }
        for (known, _) in DOORS {
            if dependencies.iter().all(|(_, name)| name != known) {
                findings.push(file.finding(1, format!("{known} has a door and is no dependency")));
            }
        }
    }
    findings
}

/// Returns (line number, name in code) of each dependency of the package itself.
fn dependencies(manifest: &str) -> Vec<(usize, String)> {
    let mut section = "";
    let mut dependencies = Vec::new();
    for (line, text) in (1..).zip(manifest.lines()) {
        if text.starts_with('[') {
            section = text;
        } else if (section == "[dependencies]"
            || section.starts_with("[target.") && section.ends_with(".dependencies]"))
            && let Some((name, _)) = text.split_once(" = ")
            && !name.starts_with(['#', ' '])
        {
            dependencies.push((line, name.replace('-', "_")));
        }
    }
    dependencies
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::check;

    #[test]
    fn every_foreign_crate_is_found_outside_its_door() {
        for (name, door) in DOORS {
            let Door::At(places) = door else { continue };
            let message = format!("src/tally.rs:1: the door to {name} is {}", places.join(" and "));
            for text in [format!("use {name}::X;"), format!("f({name}::x());"), format!("use {name};")] {
                check(a_foreign_crate_has_one_door, &[("src/tally.rs", &text)], &[&message]);
                let inside = places.map_inside();
                check(a_foreign_crate_has_one_door, &[(&inside, &text)], &[]);
            }
        }
    }

    trait Inside {
        fn map_inside(&self) -> String;
    }

    impl Inside for &[&str] {
        fn map_inside(&self) -> String {
            if self[0].ends_with('/') { format!("{}a.rs", self[0]) } else { self[0].to_owned() }
        }
    }

    #[test]
    fn a_second_file_is_found_where_any_one_file_is_the_door() {
        let files = [("src/a.rs", "use annotate_snippets::X;"), ("src/b.rs", "use annotate_snippets::Y;")];
        let message = "src/b.rs:1: the door to annotate_snippets is src/a.rs";
        check(a_foreign_crate_has_one_door, &files, &[message]);
        check(a_foreign_crate_has_one_door, &files[..1], &[]);
    }

    #[test]
    fn a_module_of_ours_of_the_same_name_is_not_foreign() {
        check(a_foreign_crate_has_one_door, &[("src/tally.rs", "use crate::text::similar::X;")], &[]);
    }

    #[test]
    fn a_new_dependency_needs_a_door_and_a_door_a_dependency() {
        let known: Vec<String> = DOORS.iter().map(|(name, _)| format!("{name} = 1\n")).collect();
        let manifest =
            |lines: &[String]| format!("[dependencies]\n{}[dev-dependencies]\nx = 1\n", lines.concat());
        check(a_dependency_has_a_door, &[("Cargo.toml", &manifest(&known))], &[]);
        let message = "Cargo.toml:2: left_pad has no door in tests/it/tidy/doors.rs";
        let more = [vec!["left-pad = 1\n".to_owned()], known.clone()].concat();
        check(a_dependency_has_a_door, &[("Cargo.toml", &manifest(&more))], &[message]);
        let message = format!("Cargo.toml:1: {} has a door and is no dependency", DOORS[0].0);
        check(a_dependency_has_a_door, &[("Cargo.toml", &manifest(&known[1..]))], &[&message]);
    }
}
