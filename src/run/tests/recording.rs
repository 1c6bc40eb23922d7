//! Tests of records: what is written, and that reading it again gives what was written.

use proptest::prelude::*;

use super::*;
use crate::extract::answer::{read_answer, recorded_failure};
use crate::project::{EnvSpec, ProgramSpec, SourceSpec};
use crate::run::record::{Header, record_text, write};

const HEADER: Header<'_> = Header {
    extractor: "fake",
    karat: "0.1.0",
    semantics: 1,
    fingerprint: "python3 /home/me/fake.py",
    views: &[],
    currency: "",
};

/// Returns how the only article comes out with this answer, and what its line is read as.
fn round(answer: Result<Reply, Failure>, repeat: u32) -> Vec<(Outcome, Outcome)> {
    let world = World::new(1);
    let source = remote(fake(move |_, _| answer.clone()));
    let run = world.run(&source, &Options { repeat: NonZeroU32::new(repeat), ..Options::default() });
    let request = world.requests()[0];
    let answers = run.answers.into_iter().flatten();
    answers.map(|answered| (answered.outcome, read_again(&answered.line, &request))).collect()
}

/// Reads a line as files of answers are read.
fn read_again(line: &str, request: &Request<'_>) -> Outcome {
    let answer = serde_json::from_str(line).unwrap();
    recorded_failure(&answer).map_or_else(|| read_answer(line, request), Outcome::Failed)
}

proptest! {
    #[test]
    fn a_failure_is_read_as_it_was_written(
        kind in prop::sample::select(FailureKind::ALL.as_slice()),
        detail in any::<String>(),
        stderr in any::<String>(),
        is_transient in any::<bool>(),
        repeat in 1_u32..3,
    ) {
        let failure = Failure { is_transient, ..Failure::new(kind, detail).with_stderr(stderr) };
        for (written, read) in round(Err(failure), repeat) {
            prop_assert_eq!(written, read);
        }
    }

    #[test]
    fn an_answer_is_read_as_it_was_written(
        level in any::<String>(),
        quote in any::<String>(),
        confidence in -0.5_f64..1.5,
        extra in any::<String>(),
        input_tokens in 0_u64..5,
        cost in prop::option::of(0_u64..2_000_000),
        repeat in 1_u32..3,
    ) {
        let answer = json!({"id": "000", "facts": [
            {"type": "flood", "slots": {"level": level, "depth": extra}, "evidence": [quote], "confidence": confidence},
            {"type": extra, "slots": {"level": 3}},
            extra,
        ]});
        let usage = Usage { input_tokens, output_tokens: 0, cost_micros: cost };
        for (written, read) in round(Ok(Reply { usage, ..reply(answer) }), repeat) {
            prop_assert_eq!(written.predictions().len(), 3);
            prop_assert_eq!(written, read);
        }
    }
}

#[test]
fn a_record_says_how_it_was_made_and_then_holds_an_answer_a_line() {
    let world = World::new(2);
    let source = remote(fake(|ask, _| match ask.request.id {
        "000" => Ok(reply(json!({"facts": [], "usage": {"input_tokens": 4, "cost": 0.5}}))),
        _ => Err(crash()),
    }));
    let run = world.run(&source, &Options { repeat: NonZeroU32::new(2), ..Options::default() });
    let hash = crate::article::bytes_sha256(HEADER.fingerprint.as_bytes());
    let expected = format!(
        "\
{{\"karat_record\":1,\"extractor\":\"fake\",\"karat\":\"0.1.0\",\"protocol\":1,\"semantics\":1,\
\"fingerprint\":\"{hash}\",\"articles\":2,\"repeat\":2}}
{{\"id\":\"000\",\"facts\":[],\"repeat\":1,\"usage\":{{\"input_tokens\":4,\"cost\":0.5}}}}
{{\"id\":\"001\",\"error\":{{\"name\":\"crash\",\"detail\":\"exit code 1\",\"stderr\":\"Traceback\"}},\"repeat\":1}}
{{\"id\":\"000\",\"facts\":[],\"repeat\":2,\"usage\":{{\"input_tokens\":4,\"cost\":0.5}}}}
{{\"id\":\"001\",\"error\":{{\"name\":\"crash\",\"detail\":\"exit code 1\",\"stderr\":\"Traceback\"}},\"repeat\":2}}
"
    );
    assert_eq!(record_text(&HEADER, &run), expected);
}

#[test]
fn the_record_is_the_same_wherever_the_answers_come_from() {
    let (world, folder) = (World::new(3), Folder::new());
    let source = remote(fake(|ask, _| {
        Ok(Reply { usage: Usage { input_tokens: 9, ..Usage::default() }, ..one_fact(ask) })
    }));
    let asked = record_text(&HEADER, &world.run(&source, &folder.options()));
    let kept = record_text(&HEADER, &world.run(&source, &folder.options()));
    assert_eq!(asked, kept);
}

#[test]
fn a_record_is_written_under_the_name_of_its_extractor_whatever_that_is() {
    let folder = Folder::new();
    let names =
        ["fake", "gpt-4o/mini", "gpt-4o\\mini", "..", "", ".hidden", "modèle", "a\u{0}b", "../../etc"];
    let mut paths = Vec::new();
    for name in names {
        let header = Header { extractor: name, ..HEADER };
        paths.push(write(&folder.0.join("runs"), &header, &Run::default()).unwrap());
    }
    assert_eq!(paths[0], folder.0.join("runs/fake.jsonl"));
    assert_eq!(paths[6], folder.0.join("runs/modèle.jsonl"));
    paths.sort();
    assert_eq!(Folder::files(&folder.0), paths, "each in the folder, and no two alike");
}

#[test]
fn no_record_holds_what_a_program_was_given_in_secret() {
    let world = World::new(1);
    let program = ProgramSpec {
        env: EnvSpec { only: None, set: [("X".to_owned(), "${PASS}".to_owned())].into() },
        ..ProgramSpec::default()
    };
    let environment = [("PASS".into(), "s3cret-word".into())].into_iter().collect();
    let mut remote = remote(fake(|_, n_before| match n_before {
        0 => Err(Failure::new(FailureKind::Crash, "s3cret-word").with_stderr("for s3cret-word")),
        _ => Ok(reply(json!({"error": "bad key s3cret-word"}))),
    }));
    remote.secrets = Secrets::of(&SourceSpec::Command(program), &environment);
    for expected in ["*** for ***", "bad key *** "] {
        let run = world.run(&remote, &Options::default());
        let Outcome::Failed(failure) = &run.answers[0][0].outcome else { panic!("it failed") };
        assert_eq!(format!("{} {}", failure.detail, failure.stderr), expected);
        assert!(!lines(&run)[0].contains("s3cret"), "{}", lines(&run)[0]);
    }
}
