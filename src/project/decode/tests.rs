//! Tests of the decoder of karat.yaml.

use std::time::Duration;

use proptest::prelude::*;

use super::*;
use crate::project::kind::{Setting, SourceKind};
use crate::project::{EnvSpec, OffsetUnit, Policy, Price, Rate, SnapshotMode, SourceSpec, StdinKind};
use crate::yaml::decode::show;

/// Decodes extractors, written as they stand under `extractors:`, and compares the problems.
fn check(extractors: &str, expected: &[&str]) -> Vec<ExtractorSpec> {
    let indented: String = extractors.lines().map(|line| format!("  {line}\n")).collect();
    let source = format!("karat: 1\nextractors:\n{indented}");
    let (project, problems) = Project::decode("karat.yaml", &source);
    assert_eq!(show(&source, &problems), expected, "{source}");
    project.expect("the head is right").extractors
}

/// Decodes a whole file and compares the problems.
fn check_file(source: &str, expected: &[&str]) -> Option<Project> {
    let (project, problems) = Project::decode("karat.yaml", source);
    assert_eq!(show(source, &problems), expected, "{source}");
    project
}

/// Decodes one extractor of a kind with one setting, and expects one problem with that setting.
fn check_setting(kind: &str, setting: &str, expected: &str) {
    let (line, column) = (3, 7 + kind.chars().count() + 3);
    let source = format!("karat: 1\nextractors:\n  x: {{{kind}, {setting}}}\n");
    let (_, problems) = Project::decode("karat.yaml", &source);
    let shown = show(&source, &problems);
    assert_eq!(shown.len(), 1, "{source}: {shown:?}");
    let (place, message) = shown[0].split_once(' ').unwrap();
    assert_eq!(message, expected, "{source}");
    let (at_line, at_column) = place.split_once(':').unwrap();
    assert_eq!(at_line.parse(), Ok(line));
    assert!(at_column.parse::<usize>().unwrap() + 1 >= column, "{place} is before the setting");
}

#[test]
fn unless_said_everything_is_where_it_always_was() {
    let project = check_file("karat: 1\n", &[]).unwrap();
    assert_eq!(project, Project::default());
}

#[test]
fn a_whole_file_is_read() {
    let source = "\
karat: 1
articles: corpus/texts
gold: corpus/labels
reports: out
primary: type.casualties.strict.macro.recall
extractors:
  rules:
  mine:
    command: python3 -u 'my script.py'
    cwd: tools
    env: {only: [PATH, HOME], set: {MODEL: small, TOKEN: '${SECRET}', EMPTY: }}
    stdin: text
    timeout: 90s
    workers: 4
    retries: 0
    backoff: 500ms
    rate: 60/min
    price: {input: 0.15, output: 0.6, currency: USD}
    inputs: [prompt.md, model.bin]
    version: 2026-01
    transform: |
      {facts: .result}
    offsets: utf16
    views: [dates, counts]
    snapshots: off
    repeat: 3
    memory: 2 GiB
    output: 512 MB
  old: {file: answers/}
  local: {http: 'http://localhost:8080/extract', headers: {X-Api-Key: '${KEY}'}}
  chat:
    openai: https://api.example/v1
    model: small-1
    prompt: prompt.md
    key: CHAT_KEY
    options: {temperature: 0, stop: [a, '1'], seed: '7', deep: {x: true, y: }}
";
    let project = check_file(source, &[]).unwrap();
    assert_eq!(
        [&*project.articles, &*project.gold, &*project.reports],
        ["corpus/texts", "corpus/labels", "out"]
    );
    assert_eq!(project.primary.to_string(), "type.casualties.strict.macro.recall");
    let names: Vec<&str> = project.extractors.iter().map(|spec| &*spec.name).collect();
    assert_eq!(names, ["rules", "mine", "old", "local", "chat"]);
    let [rules, mine, old, local, chat] = project.extractors.try_into().unwrap();
    assert_eq!(rules, ExtractorSpec::new("rules", SourceSpec::BuiltIn("rules".to_owned())));
    assert_eq!(old.source, SourceSpec::File("answers/".to_owned()));
    check_mine(&mine);
    let SourceSpec::Http(http) = local.source else { panic!("a server") };
    assert_eq!((&*http.url, &*http.headers["X-Api-Key"]), ("http://localhost:8080/extract", "${KEY}"));
    let SourceSpec::OpenAi(openai) = chat.source else { panic!("a chat server") };
    assert_eq!((&*openai.url, &*openai.model), ("https://api.example/v1", "small-1"));
    assert_eq!((openai.prompt.as_deref(), openai.key.as_deref()), (Some("prompt.md"), Some("CHAT_KEY")));
    let options: Vec<_> = openai.options.iter().map(|(name, value)| format!("{name}={value}")).collect();
    assert_eq!(
        options,
        ["deep={\"x\":true,\"y\":null}", "seed=\"7\"", "stop=[\"a\",\"1\"]", "temperature=0"]
    );
}

fn check_mine(mine: &ExtractorSpec) {
    let SourceSpec::Command(program) = &mine.source else { panic!("a command") };
    assert_eq!(program.argv, ["python3", "-u", "my script.py"]);
    assert_eq!((program.cwd.as_deref(), program.stdin), (Some("tools"), StdinKind::Text));
    let set = [("MODEL", "small"), ("TOKEN", "${SECRET}"), ("EMPTY", "")];
    let set = set.map(|(name, value)| (name.to_owned(), value.to_owned())).into();
    assert_eq!(program.env, EnvSpec { only: Some(vec!["PATH".to_owned(), "HOME".to_owned()]), set });
    let policy = Policy {
        timeout: Duration::from_secs(90),
        workers: 4,
        retries: 0,
        busy_retries: 0,
        backoff: Duration::from_millis(500),
        rate: Some(Rate { n_tries: 60, per: Duration::from_secs(60) }),
        output_bytes_max: 512_000_000,
        memory_bytes_max: Some(2 << 30),
        repeat: 3,
    };
    assert_eq!(mine.policy, policy);
    let currency = "USD".to_owned();
    assert_eq!(mine.price, Some(Price { input_micros: 150_000, output_micros: 600_000, currency }));
    assert_eq!(mine.inputs, ["prompt.md", "model.bin"]);
    assert_eq!(mine.version.as_deref(), Some("2026-01"));
    assert_eq!(mine.transform.as_deref(), Some("{facts: .result}\n"));
    assert_eq!((mine.offsets, mine.snapshots), (Some(OffsetUnit::Utf16), SnapshotMode::Off));
    assert_eq!(mine.views, ["dates", "counts"]);
}

#[test]
fn a_program_is_a_list_or_one_text() {
    for command in ["[python3, my.py, '']", "python3 my.py ''", "'python3 my.py \"\"'"] {
        for kind in ["command", "worker"] {
            let extractors = check(&format!("x: {{{kind}: {command}}}"), &[]);
            let (SourceSpec::Command(program) | SourceSpec::Worker(program)) = &extractors[0].source else {
                panic!("a program")
            };
            assert_eq!(program.argv, ["python3", "my.py", ""]);
        }
    }
}

#[test]
fn what_is_no_project_at_all_says_so() {
    check_file("", &["1:1 Y0 the file is empty []"]);
    check_file(
        "articles: x\n",
        &["1:1 Y2 the field \"karat\" is missing [] -> start the file with karat: 1"],
    );
    check_file("karat: 2\n", &["1:8 Y2 karat 2 is not known to this version of karat [2]"]);
    check_file("[1]\n", &["1:1 Y2 expected a map, found a list [[1]]"]);
}

#[test]
fn all_problems_are_reported_at_once_in_the_order_of_the_file() {
    check_file(
        "karat: 1\nartikles: a\ngold: []\nprimary: overall.graded.micro.f2\nextractors: [rules]\n",
        &[
            "2:1 Y2 unknown field \"artikles\" [artikles] -> did you mean \"articles\"?",
            "3:7 Y2 expected a text, found a list [[]]",
            "4:10 K1 unknown part \"f2\" of a figure [overall.graded.micro.f2] -> known here: precision, recall, f1",
            "5:13 Y2 expected a map, found a list [[rules]]",
        ],
    );
}

#[test]
fn a_figure_that_does_not_exist_says_which_do() {
    check_file(
        "karat: 1\nprimary: exaustive.graded.micro.f1\n",
        &[
            "2:10 K1 unknown scope \"exaustive\" of a figure [exaustive.graded.micro.f1] -> did you mean \"exhaustive\"?",
        ],
    );
}

#[test]
fn an_extractor_needs_exactly_one_thing_that_answers() {
    let kinds = "command, worker, http, openai, file, built_in";
    check(
        "x: {timeout: 2s}\ny:",
        &[
            &format!("3:3 K1 extractor \"x\" does not say what answers [x] -> give it one of {kinds}"),
            &format!("4:3 K1 extractor \"y\" does not say what answers [y] -> give it one of {kinds}"),
        ],
    );
    check(
        "x: {worker: a, command: b}",
        &[
            "3:7 K1 an extractor cannot be both command and worker [worker] -> keep one, or make two extractors of it",
        ],
    );
    check(
        "x: python3 my.py",
        &[&format!(
            "3:6 Y2 expected a map, found a text [python3 my.py] -> write x: {{command: …}}, or another of {kinds}"
        )],
    );
}

#[test]
fn an_unknown_key_has_a_proposal() {
    check("x: {comand: a}", &["3:7 Y2 unknown field \"comand\" [comand] -> did you mean \"command\"?"]);
    check(
        "x: {command: a, timout: 2s}",
        &["3:19 Y2 unknown field \"timout\" [timout] -> did you mean \"timeout\"?"],
    );
    check(
        "x: {built_in: rulse}",
        &["3:17 Y2 unknown built-in extractor \"rulse\" [rulse] -> did you mean \"rules\"?"],
    );
}

#[test]
fn a_name_can_be_typed_and_be_a_folder() {
    let help = "use letters from a to z, digits, - _ and .";
    check(
        "'a/b': {command: a}",
        &[&format!("3:3 K1 \"a/b\" cannot be the name of an extractor ['a/b'] -> {help}")],
    );
    check(
        "..: {command: a}",
        &[
            "3:3 K1 \"..\" cannot be the name of an extractor [..] -> start with a letter or digit, and do not end with a dot",
        ],
    );
    check(
        "mine: {command: a}\nMine: {command: b}",
        &["4:3 K1 \"mine\" and \"Mine\" would share a folder on some machines [Mine] -> rename one"],
    );
    check(
        "rules: {command: a}",
        &["3:3 K1 \"rules\" is the name of a built-in extractor [rules] -> call it something else"],
    );
    check(
        "gold: {built_in: rules}",
        &["3:3 K1 \"gold\" is the name of a built-in extractor [gold] -> call it something else"],
    );
    check(
        "baseline: {built_in: rules}\ngold: {built_in: gold}\nnone: {}",
        &[
            "5:3 K1 extractor \"none\" does not say what answers [none] -> give it one of command, worker, http, openai, file, built_in",
        ],
    );
}

#[test]
fn every_setting_is_refused_where_it_changes_nothing() {
    for setting in Setting::ALL {
        for kind in SourceKind::ALL.into_iter().filter(|kind| !setting.suits(*kind)) {
            let source = format!(
                "karat: 1\nextractors:\n  x: {{{}: {}, {}: }}\n",
                kind.word(),
                sample(kind),
                setting.word()
            );
            let (_, problems) = Project::decode("karat.yaml", &source);
            let message = format!("\"{}\" changes nothing for {}", setting.word(), kind.word());
            assert!(problems.iter().any(|problem| problem.message == message), "{source}: {problems:?}");
        }
    }
    check_setting(
        "http: 'http://a'",
        "stdin: text",
        "K1 \"stdin\" changes nothing for http [stdin] -> take it out; it belongs to command",
    );
    check_setting(
        "built_in: rules",
        "price: {input: 1, output: 1, currency: EUR}",
        "K1 \"price\" changes nothing for built_in [price] -> take it out; it belongs to command, worker, http, openai",
    );
}

fn sample(kind: SourceKind) -> &'static str {
    match kind {
        SourceKind::Command | SourceKind::Worker | SourceKind::File => "a",
        SourceKind::Http | SourceKind::OpenAi => "http://a",
        SourceKind::BuiltIn => "rules",
    }
}

#[test]
fn every_value_that_makes_no_sense_is_explained() {
    let time = "write a number and its unit: 500ms, 60s, 2m or 1h";
    let size = "write a number and its unit, up to 1024 GiB: 512 MB, 512 MiB or 2 GiB";
    for (setting, expected) in [
        ("timeout: 60", &*format!("K1 \"60\" is not a length of time [60] -> {time}")),
        ("timeout: 0s", "K1 no extractor can answer in no time [0s] -> write a longer time, such as 60s"),
        ("timeout: 200h", "K1 \"200h\" is longer than a week [200h] -> write at most 168h"),
        ("backoff: soon", &format!("K1 \"soon\" is not a length of time [soon] -> {time}")),
        ("workers: 0", "Y2 \"0\" is not a whole number from 1 to 1000 [0]"),
        ("retries: -1", "Y2 \"-1\" is not a whole number from 0 to 100 [-1]"),
        ("retries: 101", "Y2 \"101\" is not a whole number from 0 to 100 [101]"),
        ("repeat: 1001", "Y2 \"1001\" is not a whole number from 1 to 1000 [1001]"),
        ("rate: fast", "K1 \"fast\" is not a rate [fast] -> write tries in a span: 10/s, 60/min or 1000/h"),
        ("memory: 512", &format!("K1 \"512\" is not a size [512] -> {size}")),
        ("output: 2 TB", &format!("K1 \"2 TB\" is not a size [2 TB] -> {size}")),
        ("offsets: chars", "Y2 unknown unit of offsets \"chars\" [chars] -> did you mean \"char\"?"),
        ("snapshots: none", "Y2 unknown way of snapshots \"none\" [none] -> known here: exact, gate, off"),
        ("stdin: txet", "Y2 unknown kind of input \"txet\" [txet] -> did you mean \"text\"?"),
        ("inputs: {a: b}", "Y2 expected a list, found a map [{a: b}]"),
        ("version: []", "Y2 expected a text, found a list [[]]"),
        ("transform: ''", "Y2 expected a text, found an empty one ['']"),
        (
            "price: {input: 1, output: 1}",
            "Y2 the field \"currency\" is missing [{input: 1, output: 1}] -> write price: {input: 0.15, output: 0.60, currency: USD}, for a million tokens",
        ),
        (
            "price: {input: free, output: 1, currency: EUR}",
            "K1 \"free\" is not a price [free] -> write what a million tokens cost, without the currency: 0.15",
        ),
        (
            "env: {KEY: x}",
            "Y2 unknown field \"KEY\" [KEY] -> variables stand under set: env: {set: {KEY: …}}",
        ),
        ("env: {onli: [A]}", "Y2 unknown field \"onli\" [onli] -> did you mean \"only\"?"),
        (
            "env: {only: [$A]}",
            "K1 \"$A\" cannot be the name of a variable [$A] -> write the bare name, without $, = or spaces",
        ),
        (
            "env: {set: {A=B: c}}",
            "K1 \"A=B\" cannot be the name of a variable [A=B] -> write the bare name, without $, = or spaces",
        ),
        ("env: {set: {A: [b]}}", "Y2 expected a text, found a list [[b]]"),
        ("env: {set: {A: \"b\\0\"}}", "K1 no variable can hold a NUL byte [\"b\\0\"]"),
    ] {
        check_setting("command: a", setting, expected);
    }
}

#[test]
fn a_command_that_cannot_be_started_is_explained() {
    check(
        "x: {command: []}",
        &["3:16 K1 the command names no program [[]] -> write a program and its arguments"],
    );
    check("x: {command: }", &["3:14 Y2 expected a command, found nothing []"]);
    check("x: {command: [a, [b]]}", &["3:20 Y2 expected a text, found a list [[b]]"]);
    check(
        "x: {command: \"a 'b\"}",
        &[
            "3:16 K1 a quote is never closed in a 'b [\"a 'b\"] -> close it; in karat.yaml a list will do too: [program, argument]",
        ],
    );
    check(
        "x: {worker: a | b}",
        &[
            "3:15 K1 \"|\" needs a shell, and none is started [a | b] -> write a list, such as [sh, -c, 'a | b'], or a script",
        ],
    );
}

#[test]
fn a_server_that_cannot_be_asked_is_explained() {
    check(
        "x: {http: localhost}",
        &["3:13 K1 \"localhost\" is not the address of a server [localhost] -> write http://… or https://…"],
    );
    check(
        "x: {http: 'http://me:secret@a/'}",
        &[
            "3:13 K1 the address holds a name or password ['http://me:secret@a/'] -> write it as a header: headers: {Authorization: 'Basic ${NAME}'}",
        ],
    );
    check(
        "x: {openai: 'http://a'}",
        &["3:15 Y2 the field \"model\" is missing ['http://a'] -> name the model of the server: model: …"],
    );
    check(
        "x: {openai: 'http://a', model: m, key: $KEY, options: {model: n}}",
        &[
            "3:42 K1 \"$KEY\" cannot be the name of a variable [$KEY] -> write the bare name, without $, = or spaces",
            "3:58 K1 karat writes \"model\" itself [model] -> take it out; the model stands beside options, as model: …",
        ],
    );
    check(
        "x: {http: 'http://a', headers: {'a b': c, X: \"d\\ne\", Authorization: Bearer abc}}",
        &[
            "1:1 K1 line 3: the value of the header Authorization stands here in the clear [] -> put it into a variable of the environment, and write ${NAME}",
            "3:35 K1 \"a b\" cannot be the name of a header ['a b'] -> use letters, digits and -",
            "3:48 K1 no header can hold a line break or another control character [\"d\\ne\"] -> write it on one line",
        ],
    );
}

/// Pieces that files are made of, right and wrong.
fn piece() -> impl Strategy<Value = String> {
    let words = [
        "karat: 1\n",
        "extractors:\n",
        "  a:\n",
        "  b: ",
        "{",
        "}",
        "[",
        "]",
        ", ",
        ": ",
        "\n",
        "  ",
        "    ",
        "command",
        "worker",
        "http",
        "openai",
        "file",
        "built_in",
        "rules",
        "env",
        "only",
        "set",
        "price",
        "primary",
        "options",
        "timeout",
        "'",
        "\"",
        "é",
        "\u{0}",
        "&a",
        "*a",
        "|",
        "#",
        "- ",
        "${",
        "60s",
        "1/s",
        "2 GiB",
    ];
    prop_oneof![8 => prop::sample::select(words.to_vec()).prop_map(str::to_owned), 1 => ".{0,6}"]
}

proptest! {
    #[test]
    fn no_text_is_a_panic_and_every_problem_lies_inside(
        pieces in prop::collection::vec(piece(), 0..40),
        has_head in any::<bool>(),
    ) {
        let head = if has_head { "karat: 1\nextractors:\n" } else { "" };
        let source = format!("{head}{}", pieces.concat());
        let (project, problems) = Project::decode("karat.yaml", &source);
        let shown = show(&source, &problems);
        prop_assert!(project.is_some() || !shown.is_empty());
        for spec in project.iter().flat_map(|project| &project.extractors) {
            prop_assert!(crate::project::name::check_name(&spec.name).is_ok());
        }
    }
}

#[test]
fn all_that_is_wrong_is_told_even_where_nothing_answers() {
    check(
        "a: {comand: [x], timeout: 5 minuts, offsets: words}",
        &[
            "3:7 Y2 unknown field \"comand\" [comand] -> did you mean \"command\"?",
            "3:29 K1 \"5 minuts\" is not a length of time [5 minuts] -> write a number and its unit: 500ms, 60s, 2m or 1h",
            "3:48 Y2 unknown unit of offsets \"words\" [words] -> known here: byte, char, utf16",
        ],
    );
}

#[test]
fn a_server_is_asked_again_unless_the_user_says_otherwise() {
    let http = "x: {http: 'http://localhost/'";
    for (entry, expected) in [(format!("{http}}}"), 3), (format!("{http}, retries: 0}}"), 0)] {
        let policy = &check(&entry, &[])[0].policy;
        assert_eq!((policy.retries, policy.busy_retries), (0, expected));
    }
}

#[test]
fn a_key_in_place_of_its_variable_is_refused_and_not_shown() {
    check(
        "x: {openai: 'http://localhost/', model: m, key: sk-abcdef}",
        &[
            "1:1 K1 line 3: the key is not the name of a variable of the environment [] -> write key: NAME, and put \
           the key itself into the variable NAME",
        ],
    );
}

#[test]
fn rules_of_lint_are_turned_off_or_take_another_level() {
    let source = "karat: 1\nlint: {E7: off, C1: error, V4: warn}\n";
    let project = check_file(source, &[]).unwrap();
    let mut problems = ["E7", "C1", "V4"].map(|rule| Problem::info(rule, "a", None, rule)).to_vec();
    project.lint.apply(&mut problems, &[]);
    let shown: Vec<String> =
        problems.iter().map(|problem| format!("{} {}", problem.level.word(), problem.rule)).collect();
    assert_eq!(shown, ["error C1", "warning V4"]);
}

#[test]
fn remarks_are_silenced_and_errors_and_warnings_stay() {
    let project = check_file("karat: 1\nlint: {info: off, V4: warning, C1: warn}\n", &[]).unwrap();
    let mut problems = vec![
        Problem::error("V9", "a", None, ""),
        Problem::warning("V9", "a", None, ""),
        Problem::info("V9", "a", None, ""),
        Problem::info("V4", "a", None, ""),
    ];
    project.lint.apply(&mut problems, &[]);
    let shown: Vec<String> =
        problems.iter().map(|problem| format!("{} {}", problem.level.word(), problem.rule)).collect();
    assert_eq!(shown, ["error V9", "warning V9", "warning V4"]);
    check_file(
        "karat: 1\nlint: {info: warn}\n",
        &["2:14 Y2 unknown level \"warn\" [warn] -> known here: off"],
    );
}

#[test]
fn levels_that_cannot_be_are_problems() {
    check_file(
        "karat: 1\nlint:\n  e7: off\n  colour: off\n  E8: info\n  Y1: warn\n",
        &[
            "3:3 Y2 unknown rule \"e7\" [e7] -> did you mean \"E7\"?",
            "4:3 Y2 unknown rule \"colour\" [colour] -> karat lint --explain lists all rules",
            "5:7 Y2 unknown level \"info\" [info] -> known here: off, warn, warning, error",
            "6:3 K1 Y1 cannot be set: what it finds keeps a file from being used [Y1] -> \
             remove it; karat lint --explain Y1 tells more",
        ],
    );
    check_file("karat: 1\nlint: off\n", &["2:7 Y2 expected a map, found a text [off]"]);
}
