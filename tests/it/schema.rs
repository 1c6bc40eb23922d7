//! JSON Schemas against the decoders: what the one takes the other takes, over files with everything and their mutants.

#![expect(clippy::disallowed_methods, reason = "these tests read files of the repository")]

use jsonschema::Validator;
use karat::gold::Gold;
use karat::gold::rulings::decode_rulings;
use karat::json_schema::{Format, schema_text};
use karat::problem::{Level, Problem};
use karat::project::Project;
use karat::schema::Schema;
use karat::schema::entities::Entities;
use karat::text::splice::{Splice, spliced};
use karat::yaml::{Node, NodeKind, Style, read};
use serde_json::{Map, Value as Json};

use crate::command::{Folder, karat_in, repository};

const SCHEMA: &str = "\
karat_schema: 1
semantics: 1
weights: {said_by: 2, polarity: 0.5}
types:
  loss:
    label: {en: loss, fr: perte}
    ask: how many
    evidence: required
    closed: [side]
    slots:
      n: {kind: count, weight: 4, key: true, required: true, label: number, ask: {en: how many}}
      effect: {kind: enum, values: [killed, '2020', mixed], partial: {mixed: {killed: 0.5}}}
      side: {kind: entity, closed: false}
      when: {kind: date}
      gist: {kind: text, compare: token_f1, weight: 0.5}
  talks:
    slots:
      who: {kind: set, of: entity, key: true}
      arms: {kind: set, of: enum, values: [mortars, mines]}
      lasts: {kind: duration}
      starts: {kind: instant}
  claim: {slots: {act: {kind: enum, values: [a], key: true}}}
views: {dates: [date, instant], places: {entity: place}, speakers: said_by}
";

const ENTITIES: &str = "\
karat_entities: 1
entities:
  armenia: {names: {fr: [Arménie, Erevan], en: Armenia}, kind: country}
  goris: {names: {fr: Goris}, part_of: armenia, kind: place}
  '2020': {kind: year}
  plain: {}
";

const GOLD: &str = "\
karat: 1
article: {language: fr, published: 2022-09-13, published_from: text, timezone: Asia/Yerevan, sha256: [3a266cbe3e57aff3080d75d833f28f3b6e61bf1a12d4807ea783535b674af960]}
cluster: september
coverage: {exhaustive: [loss, talks], exhaustive_views: all}
status: reviewed
annotators: [{by: ana, role: labeller, at: 2026-11-20}]
split: dev
facts:
  toll:
    loss: {n: at least 6500, effect: 2020, side: armenia, when: 2020, gist: yes}
    said_by: [{together: [armenia, goris]}, goris]
    polarity: conditional
    evidence: [deaths, {quote: dead, occurrence: 2, before: a, after: b}]
    said_on: 2022-09
    needs: [vague-count]
    tags: one
    note: a note
    by: rules
    draft: true
    optional: false
    weight: 3
  again:
    same_as: toll
    loss: {n: {best: 49, low: 45, high: 60}}
    said_by: {any_of: [armenia, {value: [unnamed, goris], score: 0.5}], optional: true}
    polarity: denied
    quote: {quote: no, occurrence: 1}
  talks-1:
    talks: {who: [armenia, {any_of: [goris, {value: armenia, score: 0.25}]}], arms: [mortars, unspecified], lasts: P10D, starts: none}
    said_by: unnamed
    quote: 158
  talks-2:
    talks: {who: {any_of: [[armenia], [goris]]}, arms: {value: [mines], score: 1, optional: true}, lasts: {value: PT3H}, starts: 2022-09-13T09:00+03:00}
    evidence: a quote
distractors:
  wrong:
    loss: {n: unspecified}
    said_by: armenia
    polarity: asserted
    quote: a
    tags: [t]
    note: n
    by: x
    reason: it is wrong
ignore: [{quote: '158', occurrence: 1, before: a, after: b, reason: share counter}]
rejected: {a: [1, {b: c}]}
";

const RULINGS: &str = "\
karat_rulings: 1
rulings:
  - {article: 001, fact: toll, slot: n, gold: at least 12, predicted: 12, ruling: half, by: ana, at: 2026-11-20, reason: the bound}
  - {article: a, fact: b, slot: said_by, gold: c, predicted: d, ruling: right, by: ana, at: 2026-11-20, reason: e}
";

const PROJECT: &str = "\
karat: 1
articles: seeds
gold: gold
reports: reports
primary: exhaustive.graded.micro.f1
extractors:
  rules:
  named: {built_in: rules, snapshots: off}
  program: {command: [python3, x.py, ''], cwd: sub, env: {only: [HOME], set: {A: b, C: }}, stdin: text, memory: 2 GiB, timeout: 60s}
  worker: {worker: python3 x.py, workers: 4, retries: 0, backoff: 1s, rate: 60/min, repeat: 3, output: 64 MiB, inputs: [a, b], version: 2, transform: ., offsets: char, views: dates}
  server: {http: 'http://localhost:1', headers: {A-B: c}}
  chat: {openai: 'http://localhost:1', model: m, prompt: p.md, key: NAME, options: {temperature: 0}, price: {input: 0.15, output: 0.6, currency: USD}}
  file: {file: answers.jsonl, snapshots: exact}
";

/// A bare word that YAML takes for no text is none; everything else is what it says.
fn json(node: &Node) -> Json {
    match &node.kind {
        NodeKind::Empty | NodeKind::Broken => Json::Null,
        NodeKind::Scalar { text, style: Style::Plain } => match serde_json::from_str::<Json>(text) {
            Ok(word @ (Json::Number(_) | Json::Bool(_) | Json::Null)) => word,
            Ok(_) | Err(_) => Json::String(text.clone()),
        },
        NodeKind::Scalar { text, .. } => Json::String(text.clone()),
        NodeKind::Sequence(items) => items.iter().map(json).collect(),
        NodeKind::Mapping(entries) => {
            let entry =
                |(key, value): &(Node, Node)| (key.as_text().unwrap_or_default().to_owned(), json(value));
            Json::Object(entries.iter().map(entry).collect::<Map<_, _>>())
        }
    }
}

/// The two readers of one format.
struct Pair {
    format: Format,
    schema: Schema,
    entities: Entities,
    validator: Validator,
}

impl Pair {
    fn new(format: Format) -> Self {
        let (schema, problems) = Schema::decode("schema.yaml", SCHEMA);
        assert_eq!(problems, []);
        let (entities, problems) = Entities::decode("entities.yaml", ENTITIES);
        assert_eq!(problems, []);
        let (schema, entities) = (schema.unwrap(), entities.unwrap());
        let text = schema_text(format, &schema, &entities);
        let parsed: Json = serde_json::from_str(&text).unwrap();
        assert!(jsonschema::draft7::meta::is_valid(&parsed), "{format:?} is no JSON Schema");
        Self { format, schema, entities, validator: jsonschema::draft7::new(&parsed).unwrap() }
    }

    /// Returns the errors of the decoder.
    fn decoded(&self, text: &str) -> Vec<Problem> {
        let (_, problems) = match self.format {
            Format::Gold => {
                let (gold, problems) = Gold::decode("a.yaml", text, &self.schema, &self.entities);
                (gold.is_some(), problems)
            }
            Format::Schema => {
                let (schema, problems) = Schema::decode("schema.yaml", text);
                (schema.is_some(), problems)
            }
            Format::Entities => {
                let (entities, problems) = Entities::decode("entities.yaml", text);
                (entities.is_some(), problems)
            }
            Format::Rulings => {
                let (rulings, problems) = decode_rulings("rulings.yaml", text);
                (!rulings.is_empty(), problems)
            }
            Format::Project => {
                let (project, problems) = Project::decode("karat.yaml", text);
                (project.is_some(), problems)
            }
        };
        problems.into_iter().filter(|problem| problem.level == Level::Error).collect()
    }

    /// Returns what the JSON Schema refuses; `None` where the text is no YAML for both alike.
    fn validated(&self, text: &str) -> Option<Vec<String>> {
        let (tree, problems) = read("a.yaml", text);
        let tree = tree.filter(|_| problems.is_empty())?;
        let instance = json(&tree);
        Some(
            self.validator
                .iter_errors(&instance)
                .map(|error| format!("{}: {error}", error.instance_path()))
                .collect(),
        )
    }

    /// Compares the two over one text; returns where they differ.
    fn difference(&self, text: &str) -> Option<String> {
        let refused = self.validated(text)?;
        let errors = self.decoded(text);
        if errors.is_empty() && !refused.is_empty() {
            return Some(format!("the schema alone refuses it: {}", refused.join("; ")));
        }
        let of_shape: Vec<&str> =
            errors.iter().filter(|error| is_of_shape(error)).map(|error| error.message.as_str()).collect();
        (refused.is_empty() && !of_shape.is_empty())
            .then(|| format!("the decoder alone refuses it: {}", of_shape.join("; ")))
    }
}

/// Says whether an error can be seen without looking at another place of the files, or at what a text says.
fn is_of_shape(error: &Problem) -> bool {
    let elsewhere = ["partial names", "together needs", "only the origin", "is not a speaker", "views of"];
    error.rule == "Y2" && !elsewhere.iter().any(|words| error.message.contains(words))
}

/// Returns the changes of one place each: (what, splice).
fn mutations(node: &Node, text: &str, found: &mut Vec<(String, Splice)>) {
    let written = text.get(node.span.clone()).unwrap_or_default();
    let is_one_line = !written.is_empty() && !written.contains('\n');
    if is_one_line {
        for other in
            ["zzz", "[]", "[zzz]", "[[zzz]]", "{}", "{zzz: yyy}", "''", "7", "-7", "true", "unspecified"]
        {
            found.push((format!("{written} → {other}"), Splice::new(node.span.clone(), other)));
        }
        found.push((format!("{written} → nothing"), Splice::new(node.span.clone(), "")));
    }
    match &node.kind {
        NodeKind::Sequence(items) => items.iter().for_each(|item| mutations(item, text, found)),
        NodeKind::Mapping(entries) => {
            for (key, value) in entries {
                let name = text.get(key.span.clone()).unwrap_or_default();
                for other in ["zzz", "quote", "value", "any_of", "kind", "'z z'"] {
                    found.push((format!("key {name} → {other}"), Splice::new(key.span.clone(), other)));
                }
                mutations(value, text, found);
            }
        }
        NodeKind::Scalar { .. } | NodeKind::Empty | NodeKind::Broken => {}
    }
}

#[track_caller]
fn check(format: Format, text: &str, n_mutants_min: usize) {
    let pair = Pair::new(format);
    let refused = pair.validated(text).expect("the file is YAML");
    assert_eq!(refused, Vec::<String>::new(), "{format:?}: a valid file");
    assert_eq!(pair.decoded(text), [], "{format:?}: a valid file");
    let (tree, _) = read("a.yaml", text);
    let mut found = Vec::new();
    mutations(&tree.unwrap(), text, &mut found);
    assert!(found.len() >= n_mutants_min, "only {} mutants", found.len());
    let mut differences = Vec::new();
    for (change, splice) in found {
        let line = text.get(..splice.span.start).unwrap().matches('\n').count() + 1;
        let mutant = spliced(text, &[splice]).unwrap();
        let difference = pair.difference(&mutant);
        differences.extend(difference.map(|difference| format!("line {line}: {change}: {difference}")));
    }
    assert!(differences.is_empty(), "{} differences:\n{}", differences.len(), differences.join("\n"));
}

#[test]
fn gold_with_everything_and_its_mutants_are_read_alike() {
    check(Format::Gold, GOLD, 2000);
}

#[test]
fn schema_yaml_with_everything_and_its_mutants_are_read_alike() {
    check(Format::Schema, SCHEMA, 1000);
}

#[test]
fn entities_yaml_with_everything_and_its_mutants_are_read_alike() {
    check(Format::Entities, ENTITIES, 200);
}

#[test]
fn rulings_yaml_with_everything_and_its_mutants_are_read_alike() {
    check(Format::Rulings, RULINGS, 300);
}

#[test]
fn karat_yaml_with_everything_and_its_mutants_are_read_alike() {
    check(Format::Project, PROJECT, 800);
}

/// Returns the address of every reference in a schema.
fn references(json: &Json, found: &mut Vec<String>) {
    match json {
        Json::Object(fields) => {
            found.extend(fields.get("$ref").and_then(Json::as_str).map(str::to_owned));
            fields.values().for_each(|value| references(value, found));
        }
        Json::Array(items) => items.iter().for_each(|item| references(item, found)),
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) => {}
    }
}

#[test]
fn every_reference_of_a_schema_leads_somewhere() {
    for format in Format::ALL {
        let pair = Pair::new(format);
        let schema: Json = serde_json::from_str(&schema_text(format, &pair.schema, &pair.entities)).unwrap();
        let mut found = Vec::new();
        references(&schema, &mut found);
        assert!(!found.is_empty());
        for address in found {
            let pointer = address.strip_prefix('#').unwrap().replace("%20", " ");
            assert!(schema.pointer(&pointer).is_some(), "{format:?}: {address}");
        }
    }
}

#[test]
fn the_gold_of_this_repository_is_clean_canonical_and_has_current_schemas() {
    for folder in ["", "examples/recalls", "examples/extractors"] {
        for arguments in [["lint"].as_slice(), &["fmt", "--check"], &["schema", "--check"]] {
            let said = karat_in(&repository().join(folder), arguments);
            assert_eq!(said.code, Some(0), "{folder}: {arguments:?}: {}{}", said.stdout, said.stderr);
        }
    }
}

fn corpus() -> Folder {
    let folder = Folder::corpus();
    folder.write("karat.yaml", "#!/usr/bin/env karat\nkarat: 1\n");
    folder
}

#[test]
fn schema_writes_what_is_missing_and_says_so_line_by_line() {
    let folder = corpus();
    insta::assert_snapshot!(folder.karat(&["schema", "--check"]).transcript());
    insta::assert_snapshot!(folder.karat(&["schema"]).transcript());
    insta::assert_snapshot!(folder.karat(&["schema"]).transcript());
    assert_eq!(folder.karat(&["schema", "--check"]).code, Some(0));
    let text = |name: &str| std::fs::read_to_string(folder.path().join(name)).unwrap();
    assert_eq!(
        text("karat.yaml"),
        "# yaml-language-server: $schema=./karat.schema.json\n#!/usr/bin/env karat\nkarat: 1\n"
    );
}

#[test]
fn check_writes_nothing() {
    let folder = corpus();
    let before = folder.files();
    assert_eq!(folder.karat(&["schema", "--check"]).code, Some(1));
    assert_eq!(folder.files(), before);
}

#[test]
fn a_change_of_the_types_makes_the_schema_older_and_another_line_is_put_right() {
    let folder = corpus();
    folder.karat(&["schema"]);
    folder.replace("gold/schema.yaml", "[killed, wounded]", "[killed, wounded, missing]");
    folder.replace("gold/flood.yaml", "./gold.schema.json", "../elsewhere.json");
    folder.write("gold/by/ana/flood.yaml", "karat: 1\n");
    insta::assert_snapshot!(folder.karat(&["schema", "--check"]).transcript());
    insta::assert_snapshot!(folder.karat(&["schema", "--check", "--format", "json"]).transcript());
    assert_eq!(folder.karat(&["schema"]).code, Some(0));
    let annotated = std::fs::read_to_string(folder.path().join("gold/by/ana/flood.yaml")).unwrap();
    assert_eq!(annotated, "# yaml-language-server: $schema=../../gold.schema.json\nkarat: 1\n");
}

#[test]
fn a_schema_on_the_web_stays_and_is_told_in_one_line() {
    let folder = corpus();
    let line = "# yaml-language-server: $schema=https://a.example/x.json\n";
    for name in ["gold/flood.yaml", "gold/entities.yaml"] {
        folder.write(name, format!("{line}{}", folder.read(name)));
    }
    let before = folder.read("gold/flood.yaml");
    let said = folder.karat(&["schema"]);
    let note = "note: gold/entities.yaml and 1 other file name a schema on the web and keep it\n";
    assert_eq!((said.code, said.stderr.as_str()), (Some(0), note));
    assert_eq!(folder.read("gold/flood.yaml"), before);
    let said = folder.karat(&["schema", "--check"]);
    assert_eq!((said.code, said.stderr.as_str()), (Some(0), note));
}

#[cfg(unix)]
#[test]
fn what_cannot_be_read_or_written_ends_with_2() {
    use std::os::unix::fs::PermissionsExt;
    let folder = corpus();
    folder.karat(&["schema"]);
    folder.replace("gold/schema.yaml", "[killed, wounded]", "[killed, wounded, missing]");
    let path = folder.path().join("gold/gold.schema.json");
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o444)).unwrap();
    let said = folder.karat(&["schema"]);
    assert_eq!(said.code, Some(2), "{}", said.transcript());
    assert!(said.stderr.contains("gold/gold.schema.json: it is write-protected"), "{}", said.stderr);
    assert_eq!(folder.karat(&["schema", "--check"]).code, Some(1));
    folder.remove("gold/gold.schema.json");
    std::fs::create_dir(&path).unwrap();
    let said = folder.karat(&["schema", "--check"]);
    assert_eq!(said.code, Some(2), "{}", said.transcript());
    assert!(said.stderr.contains("gold/gold.schema.json is not a regular file"), "{}", said.stderr);
}

#[test]
fn types_that_cannot_be_read_make_no_schema() {
    let folder = corpus();
    folder.replace("gold/schema.yaml", "evidence: required", "evidense: required");
    let before = folder.files();
    insta::assert_snapshot!(folder.karat(&["schema"]).transcript());
    assert_eq!(folder.files(), before);
}

#[test]
fn each_schema_can_be_printed_and_is_the_one_that_is_written() {
    let folder = corpus();
    folder.karat(&["schema"]);
    for (what, path) in [
        ("gold", "gold/gold.schema.json"),
        ("schema", "gold/schema.schema.json"),
        ("entities", "gold/entities.schema.json"),
        ("rulings", "gold/rulings.schema.json"),
        ("project", "karat.schema.json"),
    ] {
        let written = std::fs::read_to_string(folder.path().join(path)).unwrap();
        assert_eq!(folder.karat(&["schema", what]).stdout, written, "{what}");
    }
}

#[test]
fn rulings_are_part_of_the_corpus_and_their_problems_are_shown() {
    let folder = Folder::corpus();
    folder.write("gold/rulings.yaml", "karat_rulings: 1\nrulings:\n  - {article: flood, ruling: maybe}\n");
    let said = folder.karat(&["lint"]);
    assert!(
        said.stdout.contains("unknown ruling \"maybe\"") || said.stderr.contains("unknown ruling \"maybe\"")
    );
    assert!(said.transcript().contains("the field \"reason\" is missing"), "{}", said.transcript());
}
