//! The JSON Schemas in an editor: drives the real yaml-language-server over its protocol.
//!
//! KARAT_LANGUAGE_SERVER names the folder in which it is installed, as tests/run does; without it these tests pass at
//! once, and tests/run says so of plain `cargo test`.

#![expect(clippy::disallowed_methods, reason = "these tests start a program and read the environment")]

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use serde_json::{Value as Json, json};

use crate::command::{Folder, repository};

/// How long an answer may take: many times what it takes on a busy machine.
const PATIENCE: Duration = Duration::from_secs(120);

/// A running language server.
struct Server {
    process: Child,
    input: ChildStdin,
    messages: Receiver<Json>,
    n_requests: u64,
    /// What it complained of last, by the address of the file.
    diagnostics: BTreeMap<String, Json>,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Returns the folder of the installed server; `None` where none was named.
fn installed() -> Option<PathBuf> {
    std::env::var_os("KARAT_LANGUAGE_SERVER").map(PathBuf::from)
}

fn address(path: &Path) -> String {
    format!("file://{}", path.display())
}

/// Reads one message with its header; `None` at the end.
fn message(output: &mut impl BufRead) -> Option<Json> {
    let mut n_bytes = 0;
    loop {
        let mut line = String::new();
        if output.read_line(&mut line).ok()? == 0 {
            return None;
        }
        if line == "\r\n" {
            break;
        }
        if let Some(length) = line.strip_prefix("Content-Length:") {
            n_bytes = length.trim().parse().expect("a length is a number");
        }
    }
    let mut bytes = vec![0; n_bytes];
    output.read_exact(&mut bytes).ok()?;
    Some(serde_json::from_slice(&bytes).expect("the server speaks JSON"))
}

impl Server {
    /// Starts the server for a folder; it can reach no network: every address would go through a closed door.
    fn start(folder: &Path) -> Option<Self> {
        let program = installed()?.join("node_modules/yaml-language-server/bin/yaml-language-server");
        assert!(program.is_file(), "{} is not there: tests/run installs it", program.display());
        let closed = "http://127.0.0.1:9";
        let mut process = Command::new("node")
            .arg(program)
            .arg("--stdio")
            .envs([("http_proxy", closed), ("https_proxy", closed), ("HTTPS_PROXY", closed)])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("node starts");
        let input = process.stdin.take().expect("it is piped");
        let mut output = BufReader::new(process.stdout.take().expect("it is piped"));
        let (sender, messages) = channel();
        std::thread::spawn(move || {
            while let Some(message) = message(&mut output) {
                if sender.send(message).is_err() {
                    break;
                }
            }
        });
        let mut server = Self { process, input, messages, n_requests: 0, diagnostics: BTreeMap::new() };
        let capabilities = json!({
            "textDocument": {"completion": {"completionItem": {"snippetSupport": true}}, "hover": {}},
            "workspace": {"configuration": true},
        });
        server.ask(
            "initialize",
            json!({"processId": null, "rootUri": address(folder), "capabilities": capabilities}),
        );
        server.tell("initialized", json!({}));
        Some(server)
    }

    fn send(&mut self, message: &Json) {
        let text = message.to_string();
        write!(self.input, "Content-Length: {}\r\n\r\n{text}", text.len()).expect("the server listens");
        self.input.flush().expect("the server listens");
    }

    fn tell(&mut self, method: &str, parameters: Json) {
        self.send(&json!({"jsonrpc": "2.0", "method": method, "params": parameters}));
    }

    /// Takes one message: answers what the server asks, and keeps what it complains of.
    fn take(&mut self) -> Json {
        let message = self.messages.recv_timeout(PATIENCE).expect("the server answers in time");
        match message["method"].as_str() {
            Some("workspace/configuration") => {
                let items = message["params"]["items"].as_array().cloned().unwrap_or_default();
                let settings = |item: &Json| if item["section"] == "yaml" { settings() } else { Json::Null };
                let result: Vec<Json> = items.iter().map(settings).collect();
                self.send(&json!({"jsonrpc": "2.0", "id": message["id"], "result": result}));
            }
            Some("textDocument/publishDiagnostics") => {
                let file = message["params"]["uri"].as_str().expect("a file has an address").to_owned();
                self.diagnostics.insert(file, message["params"]["diagnostics"].clone());
            }
            Some(_) if message.get("id").is_some() => {
                self.send(&json!({"jsonrpc": "2.0", "id": message["id"], "result": null}));
            }
            Some(_) | None => {}
        }
        message
    }

    fn ask(&mut self, method: &str, parameters: Json) -> Json {
        self.n_requests += 1;
        let id = self.n_requests;
        self.send(&json!({"jsonrpc": "2.0", "id": id, "method": method, "params": parameters}));
        loop {
            let mut message = self.take();
            if message.get("method").is_none() && message["id"] == id {
                assert!(message.get("error").is_none(), "{message}");
                return message["result"].take();
            }
        }
    }

    /// Opens a text as a file and returns what the server complains of: `line:column message`.
    fn complaints(&mut self, path: &Path, text: &str) -> Vec<String> {
        let file = address(path);
        self.diagnostics.remove(&file);
        let document = json!({"uri": file, "languageId": "yaml", "version": 1, "text": text});
        self.tell("textDocument/didOpen", json!({"textDocument": document}));
        while !self.diagnostics.contains_key(&file) {
            self.take();
        }
        let mut found = self.diagnostics[&file].as_array().cloned().unwrap_or_default();
        let place = |found: &Json| {
            let start = &found["range"]["start"];
            (start["line"].as_u64(), start["character"].as_u64())
        };
        found.sort_by_key(place);
        let shown = |found: &Json| {
            let start = &found["range"]["start"];
            let number = |name: &str| start[name].as_u64().unwrap() + 1;
            format!("{}:{} {}", number("line"), number("character"), found["message"].as_str().unwrap())
        };
        found.iter().map(shown).collect()
    }
}

fn settings() -> Json {
    json!({
        "validate": true,
        "completion": true,
        "hover": true,
        "schemaStore": {"enable": false, "url": ""},
        "kubernetesCRDStore": {"enable": false},
    })
}

/// The start of every gold file here; `karat schema` wrote what its first line names.
const HEAD: &str =
    "# yaml-language-server: $schema=./gold.schema.json\nkarat: 1\narticle: {language: fr}\ncoverage: all\n";

/// A corpus whose schemas were written by the command.
fn corpus() -> Folder {
    let folder = Folder::corpus();
    folder.replace(
        "gold/schema.yaml",
        "  casualties:\n",
        "  casualties:\n    label: {en: casualties, fr: pertes humaines}\n    ask: {en: How many people fell?, fr: Combien de morts ?}\n",
    );
    folder.write("karat.yaml", "karat: 1\n");
    let said = folder.karat(&["schema"]);
    assert_eq!((said.code, said.stderr.as_str()), (Some(0), ""), "{}", said.stdout);
    folder
}

/// Opens a text with the cursor at `|` and asks something about that place; `None` where no server is installed.
fn ask(method: &str, text: &str) -> Option<Json> {
    let folder = corpus();
    let mut server = Server::start(folder.path())?;
    let text = format!("{HEAD}{text}");
    let (before, after) = text.split_once('|').expect("the text has a cursor");
    let path = folder.path().join("gold/new.yaml");
    server.complaints(&path, &format!("{before}{after}"));
    let line = before.matches('\n').count();
    let character = before.rsplit('\n').next().unwrap_or_default().chars().count();
    let position = json!({"line": line, "character": character});
    Some(server.ask(method, json!({"textDocument": {"uri": address(&path)}, "position": position})))
}

#[track_caller]
fn check_completion(text: &str, expected: &[&str]) {
    let Some(result) = ask("textDocument/completion", text) else { return };
    let items = result["items"].as_array().or(result.as_array()).cloned().unwrap_or_default();
    let labels: Vec<&str> = items.iter().filter_map(|item| item["label"].as_str()).collect();
    for word in expected {
        assert!(labels.contains(word), "{word} is not among {labels:?}");
    }
}

#[track_caller]
fn check_complaints(text: &str, expected: &[&str]) {
    let folder = corpus();
    let Some(mut server) = Server::start(folder.path()) else { return };
    let found = server.complaints(&folder.path().join("gold/new.yaml"), &format!("{HEAD}{text}"));
    assert_eq!(found, expected);
}

#[track_caller]
fn check_hover(text: &str, expected: &[&str]) {
    let Some(result) = ask("textDocument/hover", text) else { return };
    let shown = result["contents"]["value"].as_str().unwrap_or_default().to_owned();
    for words in expected {
        assert!(shown.contains(words), "{words:?} is not in {shown:?}");
    }
}

#[test]
fn language_server_proposes_the_types_of_the_corpus() {
    check_completion("facts:\n  a:\n    |\n", &["casualties", "opening", "said_by", "quote", "same_as"]);
}

#[test]
fn language_server_proposes_a_whole_new_fact_of_each_type() {
    check_completion("facts:\n  |\n", &["new casualties", "new opening"]);
}

#[test]
fn language_server_proposes_the_slots_of_the_type_and_of_no_other() {
    check_completion("facts:\n  a:\n    casualties:\n      |\n", &["count", "effect", "during"]);
    let Some(result) = ask("textDocument/completion", "facts:\n  a:\n    opening:\n      |\n") else {
        return;
    };
    assert!(!result.to_string().contains("\"label\":\"effect\""), "{result}");
}

#[test]
fn language_server_proposes_the_words_of_an_enum() {
    let words = ["killed", "wounded", "unspecified", "none"];
    check_completion("facts:\n  a:\n    casualties:\n      effect: |\n", &words);
}

#[test]
fn language_server_proposes_entities_in_slots_and_as_speakers() {
    check_completion("facts:\n  a:\n    opening:\n      what: |\n", &["dam", "prefecture"]);
    check_completion("facts:\n  a:\n    said_by: |\n", &["dam", "prefecture", "unnamed"]);
}

#[test]
fn language_server_proposes_statuses_and_polarities() {
    check_completion("status: |\n", &["draft", "labelled", "reviewed", "adjudicated", "locked"]);
    check_completion("facts:\n  a:\n    polarity: |\n", &["asserted", "conditional", "denied"]);
}

#[test]
fn language_server_shows_the_question_of_a_type_and_the_names_of_its_slots() {
    let expected = ["casualties · pertes humaines", "How many people fell?", "Combien de morts ?"];
    check_hover("facts:\n  a:\n    casual|ties: {effect: killed}\n", &expected);
    check_hover(
        "facts:\n  a:\n    casualties: {eff|ect: killed}\n",
        &["casualties: effect", "one of the words"],
    );
}

#[test]
fn language_server_shows_our_own_texts_of_errors() {
    let types = "casualties, opening";
    check_complaints(
        "facts:\n  a:\n    casualtys: {effect: killed}\n",
        &[&format!("7:5 unknown type; known here: {types}")],
    );
    check_complaints(
        "facts:\n  a:\n    casualties: {effect: kiled, side: dam}\n",
        &[
            "7:26 unknown value of effect; known here: killed, wounded",
            "7:33 this slot does not exist in casualties (count, effect, during)",
        ],
    );
    check_complaints(
        "status: red\n",
        &["5:9 unknown status; known here: draft, labelled, reviewed, adjudicated, locked"],
    );
    check_complaints(
        "facts:\n  a:\n    casualties: {effect: killed}\n    opening: {what: dam}\n  b: {quote: x}\n",
        &[
            "8:5 a fact has one type: make two facts of it",
            &format!("9:3 the fact has no type: put its slots under one of: {types}"),
        ],
    );
}

#[test]
fn language_server_has_nothing_against_correct_labels_and_settings() {
    let folder = corpus();
    let Some(mut server) = Server::start(folder.path()) else { return };
    for name in ["gold/flood.yaml", "gold/schema.yaml", "gold/entities.yaml", "karat.yaml"] {
        let path = folder.path().join(name);
        let text = std::fs::read_to_string(&path).expect("the corpus has the file");
        assert_eq!(server.complaints(&path, &text), Vec::<String>::new(), "{name}");
    }
}

#[test]
fn language_server_has_nothing_against_the_files_of_this_repository() {
    let Some(mut server) = Server::start(repository()) else { return };
    let mut n_files = 0;
    for folder in ["gold", "examples/recalls/gold", ".", "examples/recalls", "examples/extractors"] {
        let folder = repository().join(folder);
        for entry in std::fs::read_dir(&folder).expect("the repository has the folder").flatten() {
            let path = entry.path();
            if path.extension().is_some_and(|extension| extension == "yaml") {
                let text = std::fs::read_to_string(&path).expect("it is listed");
                assert_eq!(server.complaints(&path, &text), Vec::<String>::new(), "{}", path.display());
                n_files += 1;
            }
        }
    }
    assert!(n_files >= 15, "only {n_files} files were opened");
}

#[test]
fn language_server_is_pinned_with_hashes_and_its_lock_names_no_server() {
    let read = |name: &str| {
        std::fs::read_to_string(repository().join("tests/language-server").join(name)).expect("it is kept")
    };
    for file in ["package.json", "package-lock.json", ".npmrc"] {
        let text = read(file);
        assert!(!text.contains("://") && !text.contains("\"resolved\""), "{file} names a server");
    }
    let lock = read("package-lock.json");
    let n_packages = lock.matches("\"node_modules/").count();
    assert!(n_packages > 0 && n_packages == lock.matches("\"integrity\": \"sha512-").count());
}
