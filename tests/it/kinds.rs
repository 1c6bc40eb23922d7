//! The same answers come to the same figures, whichever way they came.

#![expect(clippy::disallowed_methods, reason = "this test reads the files that it copies")]

use std::collections::BTreeMap;
use std::sync::Arc;

use karat::corpus::{Corpus, Folders};
use karat::evaluate::{Evaluation, Selection};
use karat::extract::answer::read_answer;
use karat::extract::{Extractor, Outcome, Request};
use karat::project::primary::Primary;
use karat::report::json::report_json;
use karat::report::{Measured, Report};
use karat::score::Settings;
use serde_json::Value as Json;

use crate::command::{Folder, karat_in, repository};
use crate::server::{Response, Server};

/// A program that answers each request with the line of a file that has its id.
const CANNED: &str = "\
import json, sys
answers = {json.loads(line)['id']: line.strip() for line in open('answers.jsonl', encoding='utf-8')}
for line in sys.stdin:
    print(answers[json.loads(line)['id']], flush=True)
";

/// An extractor in Rust that answers as the file does.
struct Canned(BTreeMap<String, String>);

impl Extractor for Canned {
    fn name(&self) -> &str {
        "canned"
    }

    fn extract(&self, request: &Request<'_>) -> Outcome {
        read_answer(&self.0[request.id], request)
    }
}

/// Returns answers by article: what `rules` says, and one article that nobody answers.
fn answers() -> BTreeMap<String, String> {
    let said = karat_in(repository(), &["extract", "rules"]);
    let mut answers: BTreeMap<String, String> = said
        .stdout
        .lines()
        .map(|line| {
            let answer: Json = serde_json::from_str(line).unwrap();
            (answer["id"].as_str().unwrap().to_owned(), line.to_owned())
        })
        .collect();
    assert_eq!(answers.len(), 5);
    let last = answers.last_entry().unwrap();
    let id = last.key().clone();
    *last.into_mut() = format!("{{\"id\":\"{id}\",\"error\":\"no luck today\"}}");
    answers
}

/// Returns the report of one extractor, without its name.
fn report(folder: &Folder, arguments: &[&str]) -> Json {
    let (articles, gold) = (repository().join("seeds"), repository().join("gold"));
    let mut all = vec!["score", "--format", "json", "--no-cache"];
    all.extend(["--articles", articles.to_str().unwrap(), "--gold", gold.to_str().unwrap()]);
    all.extend(arguments);
    let said = karat_in(folder.path(), &all);
    assert_eq!(said.code, Some(4), "{}", said.transcript());
    without_name(&said.stdout)
}

fn without_name(json: &str) -> Json {
    let mut report: Json = serde_json::from_str(json).unwrap();
    report["extractors"][0]["name"] = Json::Null;
    report
}

/// Judges an extractor in Rust.
fn report_of_trait(extractor: &dyn Extractor) -> Json {
    let folders = Folders {
        articles: repository().join("seeds"),
        gold: repository().join("gold"),
        is_other_edition: true,
    };
    let (corpus, selection) = (Corpus::load(&folders), Selection::default());
    let evaluation = Evaluation::new(&corpus, &selection, Settings::default());
    let report = evaluation.run(extractor.name(), |entry| extractor.extract(&Request::new(&corpus, entry)));
    let measured = Measured::once(report);
    let report = Report {
        version: env!("CARGO_PKG_VERSION"),
        semantics: 1,
        preset: "ladder",
        primary: &Primary::default(),
        extractors: &[measured],
        selection: "",
    };
    without_name(&report_json(&report))
}

#[test]
fn a_command_a_worker_a_server_a_file_a_folder_and_the_trait_come_to_the_same_figures() {
    let answers = answers();
    let folder = Folder::new();
    folder.write("canned.py", CANNED);
    let lines: String = answers.values().map(|line| format!("{line}\n")).collect();
    folder.write("answers.jsonl", lines);
    for (id, answer) in &answers {
        folder.write(&format!("folder/{id}.json"), answer);
    }
    let by_id = Arc::new(answers.clone());
    let server = Server::start(move |request| {
        let request = request.json();
        Response::json(&by_id[request["id"].as_str().unwrap()])
    });
    let url = server.url();
    let expected = report_of_trait(&Canned(answers));
    assert_eq!(expected["extractors"][0]["failures"][0]["detail"], "no luck today");
    assert!(expected["extractors"][0]["overall"]["graded"]["micro"]["recall"].as_f64() > Some(0.1));
    for arguments in [
        ["--command", "python3 canned.py"].as_slice(),
        &["--worker", "python3 canned.py"],
        &["--worker", "python3 canned.py", "--workers", "3"],
        &["--http", &url],
        &["--http", &url, "--workers", "4"],
        &["--predictions", "answers.jsonl"],
        &["--predictions", "folder"],
    ] {
        assert_eq!(report(&folder, arguments), expected, "{arguments:?}");
    }
}

/// A program that finds one fact at the end of a long text, and points to it in characters.
const FINDER: &str = "\
import json, sys
for line in sys.stdin:
    request = json.loads(line)
    start = request['text'].index('tué au moins')
    place = {'start': start, 'end': start + len('tué au moins douze personnes'), 'unit': 'char'}
    slots = {'count': 'at least 12', 'effect': 'killed', 'during': '2021-05-03'}
    fact = {'type': 'casualties', 'slots': slots, 'said_by': 'prefecture', 'evidence': [place]}
    print(json.dumps({'id': request['id'], 'facts': [fact]}), flush=True)
";

#[test]
fn long_articles_pass_through_every_kind() {
    let folder = Folder::corpus();
    let article = std::fs::read_to_string(folder.path().join("seeds/flood.txt")).unwrap();
    let gold = std::fs::read_to_string(folder.path().join("gold/flood.yaml")).unwrap();
    for (id, n_bytes) in [("long", 200_000), ("longest", 20_000_000)] {
        let paragraph = format!("{}\n", "Les habitants ont attendu toute la nuit. ".repeat(50));
        folder.write(&format!("seeds/{id}.txt"), paragraph.repeat(n_bytes / paragraph.len()) + &article);
        folder
            .write(&format!("gold/{id}.yaml"), gold.replace("  sha256: [", "  # another text\n  sha256: ["));
    }
    folder.write("finder.py", FINDER);
    let score = |arguments: &[&str]| {
        let said = folder.karat(&[&["score", "--format", "json", "--no-cache"], arguments].concat());
        assert_eq!(said.code, Some(0), "{}", said.stderr);
        without_name(&said.stdout)
    };
    let expected = score(&["--worker", "python3 finder.py"]);
    assert_eq!(expected["extractors"][0]["overall"]["counts"]["correct"].as_u64(), Some(3));
    assert_eq!(score(&["--command", "python3 finder.py"]), expected);
    let answers = folder.karat(&["extract", "--worker", "python3 finder.py", "--no-cache"]).stdout;
    folder.write("answers.jsonl", &answers);
    assert_eq!(score(&["--predictions", "answers.jsonl"]), expected);
    let server = Server::start(move |request| {
        let id = request.json()["id"].as_str().unwrap().to_owned();
        assert!(id != "longest" || request.body.len() > 20_000_000, "the whole text comes");
        Response::json(answers.lines().find(|line| line.contains(&format!("\"{id}\""))).unwrap())
    });
    assert_eq!(score(&["--http", &server.url()]), expected);
}
