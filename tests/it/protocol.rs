//! The protocol's page, its schemas, and what extractors answer say the same.

#![expect(clippy::disallowed_methods, reason = "these tests read the pages of the repository")]

use karat::extract::contract::advice::{failure_advice, oddity_advice};
use karat::extract::failure::FailureKind;
use karat::extract::source::Oddity;
use serde_json::{Value as Json, json};

use crate::command::{Folder, karat_in, repository};

fn page() -> String {
    std::fs::read_to_string(repository().join("docs/protocol.md")).unwrap()
}

fn printed(arguments: &[&str]) -> String {
    let said = karat_in(repository(), arguments);
    assert_eq!(said.code, Some(0), "{}", said.stderr);
    said.stdout
}

fn parsed(arguments: &[&str]) -> Json {
    serde_json::from_str(&printed(arguments)).unwrap()
}

/// Returns the errors of a validator that we did not write.
fn errors(schema: &Json, instance: &Json) -> Vec<String> {
    let validator = jsonschema::validator_for(schema).unwrap();
    validator.iter_errors(instance).map(|error| format!("{}: {error}", error.instance_path())).collect()
}

/// Returns the blocks of a page in this language, each with the line before its fence.
pub(crate) fn blocks(page: &str, language: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut before = String::new();
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        if line == format!("```{language}") {
            let block: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
            found.push((std::mem::take(&mut before), block.join("\n")));
        } else {
            line.clone_into(&mut before);
        }
    }
    found
}

fn answers_of(extractor: &str) -> Vec<Json> {
    printed(&["extract", extractor]).lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn the_committed_schemas_are_what_the_command_prints() {
    for what in ["predictions", "request"] {
        let path = format!("docs/schema/{what}.schema.json");
        let committed = std::fs::read_to_string(repository().join(&path)).unwrap_or_default();
        assert!(
            printed(&["schema", what]) == committed,
            "{path} is not what karat prints now: karat schema {what} > {path}"
        );
    }
}

#[test]
fn what_rules_and_gold_answer_keeps_to_the_schema() {
    let schema = parsed(&["schema", "predictions"]);
    for extractor in ["rules", "gold"] {
        for answer in answers_of(extractor) {
            assert_eq!(errors(&schema, &answer), Vec::<String>::new());
        }
    }
}

#[test]
fn an_answer_with_one_fault_does_not_keep_to_the_schema() {
    let schema = parsed(&["schema", "predictions"]);
    let validator = jsonschema::validator_for(&schema).unwrap();
    for answer in answers_of("gold") {
        for (pointer, value) in [
            ("/facts", json!(null)),
            ("/facts/0", json!("fact")),
            ("/facts/0/type", json!("no-such-type")),
            ("/facts/0/slots", json!({"no-such-slot": 1})),
            ("/facts/0/evidence", json!({"start": "one"})),
            ("/facts/0/polarity", json!("perhaps")),
            ("/facts/0/confidence", json!(1.5)),
            ("/facts/0/said_by", json!([[]])),
            ("/facts/0/extra", json!(1)),
        ] {
            let mut wrong = answer.clone();
            let (parent, name) = pointer.rsplit_once('/').unwrap();
            let parent = if parent.is_empty() { &mut wrong } else { wrong.pointer_mut(parent).unwrap() };
            if let Json::Array(elements) = parent {
                elements[0] = value;
            } else {
                parent[name] = value;
            }
            assert!(!validator.is_valid(&wrong), "{pointer}");
        }
    }
}

/// Writes a fact of gold as a strict mode makes a model write it: every slot named, null where it is open.
fn strictly(fact: &Json, strict: &Json) -> Json {
    let types = strict["properties"]["facts"]["items"]["anyOf"].as_array().unwrap();
    let shape = types.iter().find(|shape| shape["properties"]["type"]["const"] == fact["type"]).unwrap();
    let names = shape["properties"]["slots"]["required"].as_array().unwrap();
    let slot =
        |name: &Json| (name.as_str().unwrap().to_owned(), fact["slots"][name.as_str().unwrap()].clone());
    let said_by = &fact["said_by"];
    let said_by = if said_by.is_null() || said_by.is_array() { said_by.clone() } else { json!([said_by]) };
    let quote = |passage: &Json| passage.get("quote").unwrap_or(passage).clone();
    let evidence: Vec<Json> = fact["evidence"].as_array().into_iter().flatten().map(quote).collect();
    json!({
        "type": fact["type"],
        "slots": names.iter().map(slot).collect::<serde_json::Map<_, _>>(),
        "said_by": said_by,
        "polarity": fact.get("polarity").cloned().unwrap_or_else(|| json!("asserted")),
        "evidence": evidence,
    })
}

#[test]
fn gold_written_as_a_strict_mode_wants_it_keeps_to_the_strict_schema() {
    let strict = parsed(&["schema", "predictions", "--for-llm"])["schema"].clone();
    for answer in answers_of("gold") {
        let facts = answer["facts"].as_array().unwrap();
        let facts: Vec<Json> = facts.iter().map(|fact| strictly(fact, &strict)).collect();
        assert_eq!(errors(&strict, &json!({"facts": facts})), Vec::<String>::new());
    }
    assert_ne!(errors(&strict, &json!({"facts": [{"type": "casualties"}]})), Vec::<String>::new());
}

#[test]
fn the_schema_of_views_takes_their_values_only() {
    let schema = parsed(&["schema", "predictions", "--view", "dates"]);
    assert_eq!(errors(&schema, &json!([{"view": "dates", "value": "2020"}])), Vec::<String>::new());
    assert_ne!(errors(&schema, &json!([{"view": "counts", "value": "3"}])), Vec::<String>::new());
    let said = karat_in(repository(), &["schema", "predictions", "--view", "date"]);
    assert_eq!(said.stderr, "karat: the schema has no view \"date\"\nhelp: did you mean \"dates\"?\n");
    assert_eq!(said.code, Some(2));
}

/// Scores values given for views and returns what a view and the facts came to: (returned, matched in full).
fn scored(facts: &str, more: &[&str]) -> Json {
    let folder = Folder::corpus();
    folder.write("answers.jsonl", format!("{{\"id\": \"flood\", \"facts\": {facts}}}\n"));
    let arguments = [&["score", "--predictions", "answers.jsonl", "--format", "json"], more].concat();
    let said = folder.karat(&arguments);
    serde_json::from_str::<Json>(&said.stdout).unwrap_or_else(|_| panic!("{}", said.stderr))["extractors"][0]
        .take()
}

fn verdicts(rows: &Json) -> Vec<&str> {
    rows.as_array().unwrap().iter().map(|row| row["verdict"].as_str().unwrap()).collect()
}

#[test]
fn values_given_for_a_view_count_there_and_nowhere_else() {
    let values = r#"[
        {"view": "counts", "value": "au moins 12", "quote": "au moins douze"},
        {"view": "dates", "value": "2021-05-03", "quote": "le 3 mai 2021"}
    ]"#;
    let all = scored(values, &[]);
    assert_eq!(verdicts(&all["facts"]), ["missing", "missing"], "no fact was returned");
    let mut views = verdicts(&all["view_facts"]);
    views.sort_unstable();
    assert_eq!(views, ["correct", "correct", "missing"]);
    let dates = scored(values, &["--view", "dates"]);
    assert_eq!(dates["facts"].as_array().map(Vec::len), Some(0));
    assert_eq!(verdicts(&dates["view_facts"]).len(), 2);
}

#[test]
fn what_is_pasted_into_a_chat_holds_instructions_and_schema() {
    let both = parsed(&["schema", "predictions", "--for-llm", "--language", "fr"]);
    let text = printed(&["schema", "predictions", "--for-llm", "--language", "fr", "--format", "text"]);
    assert!(text.starts_with(both["instructions"].as_str().unwrap()), "{text}");
    let start = text.find("\n{").unwrap();
    let pasted: Json = serde_json::from_str(text.get(start..).unwrap()).unwrap();
    assert_eq!(pasted, both["schema"]);
}

#[test]
fn the_examples_of_the_page_keep_to_the_schemas() {
    let answers = parsed(&["schema", "predictions"]);
    let requests = parsed(&["schema", "request"]);
    let (mut n_answers, mut n_requests) = (0, 0);
    for (index, (_, block)) in blocks(&page(), "json").iter().enumerate() {
        let instance: Json = serde_json::from_str(block).unwrap_or_else(|error| panic!("{error}: {block}"));
        let schema = if instance.get("karat").is_some() {
            n_requests += 1;
            &requests
        } else if instance.get("facts").is_some() || instance.get("error").is_some() {
            n_answers += 1;
            &answers
        } else {
            continue;
        };
        assert_eq!(errors(schema, &instance), Vec::<String>::new(), "block {index}");
    }
    assert_eq!((n_requests, n_answers), (1, 5), "examples that are checked");
}

#[test]
fn the_page_lists_every_failure_and_every_oddity() {
    let page = page();
    let lines: Vec<&str> = page.lines().collect();
    let failures = FailureKind::ALL.map(|kind| format!("| `{}` | {} |", kind.word(), failure_advice(kind)));
    let oddities = Oddity::ALL.map(|oddity| format!("| `{}` | {} |", oddity.word(), oddity_advice(oddity)));
    for (heading, rows) in
        [("## Failures", failures.as_slice()), ("Odd, while the answer stands:", &oddities)]
    {
        let start = lines.iter().position(|line| *line == heading).unwrap();
        let table = lines.iter().skip(start).skip_while(|line| !line.starts_with("|---"));
        let table: Vec<&str> = table.skip(1).take_while(|line| line.starts_with('|')).copied().collect();
        assert_eq!(table, rows, "write these rows under {heading:?}:\n{}", rows.join("\n"));
    }
}

#[test]
fn the_trait_of_the_page_is_the_one_that_is_compiled() {
    let source = std::fs::read_to_string(repository().join("src/extract/answer/mod.rs")).unwrap();
    let documented: Vec<&str> = source.lines().filter_map(|line| line.strip_prefix("///")).collect();
    let documented: Vec<&str> =
        documented.iter().map(|line| line.strip_prefix(' ').unwrap_or(line)).collect();
    let (_, block) = blocks(&page(), "rust").pop().unwrap();
    let block: Vec<&str> = block.lines().collect();
    assert!(
        documented.windows(block.len()).any(|lines| lines == block),
        "the example of read_answer is another"
    );
}
