//! Extractors of other people under `examples/extractors`: what can be checked of them without installing any.

#![expect(clippy::disallowed_methods, reason = "these tests read files of the repository")]

use std::collections::BTreeSet;
use std::fs;

use karat::project::{Project, SourceSpec};

use crate::command::repository;

fn read(name: &str) -> String {
    let path = repository().join(name);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn project() -> Project {
    let (project, problems) = Project::decode("karat.yaml", &read("examples/extractors/karat.yaml"));
    assert_eq!(problems, []);
    project.expect("karat.yaml is a project")
}

#[test]
fn their_karat_yaml_is_without_a_problem_and_names_files_that_exist() {
    let folder = repository().join("examples/extractors");
    let project = project();
    for named in [&project.articles, &project.gold] {
        assert!(folder.join(named).is_dir(), "{named}");
    }
    for extractor in &project.extractors {
        let SourceSpec::Worker(program) = &extractor.source else {
            panic!("{} is no worker", extractor.name)
        };
        let script = program.argv.last().expect("a program has a name");
        assert!(extractor.inputs.contains(script), "{script} makes the answers what they are");
        for input in &extractor.inputs {
            assert!(folder.join(input).is_file(), "{input}");
        }
    }
}

#[test]
fn each_of_them_stands_in_the_leaderboard_and_no_other() {
    let page = read("docs/extractors.md");
    let ours: BTreeSet<String> = project().extractors.into_iter().map(|extractor| extractor.name).collect();
    let headings = page.split("## What each gets wrong").nth(1).expect("the page has that part").lines();
    let listed: BTreeSet<String> = headings
        .filter_map(|line| line.strip_prefix("### "))
        .filter(|name| *name != "rules")
        .map(str::to_owned)
        .collect();
    assert_eq!(listed, ours);
    for name in &ours {
        assert!(page.contains(&format!("\n| {name} | ")), "{name} is in no table");
    }
}

#[test]
fn what_they_need_is_pinned_with_hashes_and_names_no_server() {
    for file in ["package.json", "package-lock.json", "requirements.txt", ".npmrc"] {
        let text = read(&format!("examples/extractors/{file}"));
        assert!(!text.contains("://") && !text.contains("\"resolved\""), "{file} names a server");
    }
    let lock = read("examples/extractors/package-lock.json");
    let n_packages = lock.matches("\"node_modules/").count();
    assert!(n_packages > 0 && n_packages == lock.matches("\"integrity\": \"sha512-").count());
    let requirements = read("examples/extractors/requirements.txt");
    let mut n_pinned = 0;
    for package in requirements.lines().filter(|line| !line.starts_with([' ', '#']) && !line.is_empty()) {
        assert!(package.contains("==") && package.ends_with('\\'), "{package} is not pinned with a hash");
        n_pinned += 1;
    }
    assert!(n_pinned > 2, "the list was not read");
}
