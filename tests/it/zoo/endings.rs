//! Animals that end badly, or do not end.

#![expect(clippy::disallowed_methods, reason = "these tests bound their time")]

use std::time::Duration;
use std::time::Instant;

use crate::zoo::keeper::{Cage, Kind, ask, check, check_nothing_is_left, check_table, run};

#[test]
fn a_bad_end_has_a_name() {
    check_table(&[
        ("exits-badly", "crash", "crash"),
        ("exits-silently", "no answer", "no answer"),
        ("exits-unread", "closed its input", "closed its input"),
        ("segfaults", "killed by a signal", "killed by a signal"),
        ("kills-itself", "killed by a signal", "killed by a signal"),
        ("aborts", "killed by a signal", "killed by a signal"),
        ("stops-itself", "stopped itself", "stopped itself"),
        ("closes-output", "timeout", "no answer …"),
    ]);
}

#[test]
fn whoever_takes_for_ever_is_ended() {
    check_table(&[
        ("sleeps", "timeout", "timeout"),
        ("drips", "timeout", "timeout"),
        ("ends-at-sigterm", "timeout", "timeout"),
        ("ignores-sigterm", "ignored SIGTERM", "ignored SIGTERM"),
    ]);
}

#[test]
fn whoever_leaves_its_group_is_ended_too() {
    for kind in [Kind::Command, Kind::Worker] {
        check(&Cage::new("joins-our-group.py").impatient(), kind, "timeout");
    }
}

#[test]
fn an_answer_stands_only_if_the_command_ends_well_but_a_worker_need_not() {
    check_table(&[
        ("answers-then-crashes", "crash", "1 facts"),
        ("answers-then-stops", "stopped itself", "1 facts"),
        ("answers-then-hangs", "timeout", "1 facts …"),
        ("closes-input", "timeout", "1 facts …"),
        ("answers-and-exits", "1 facts", "1 facts"),
    ]);
}

#[test]
fn a_failure_tells_what_happened_and_the_end_of_standard_error() {
    let check = |animal: &str, kind: Kind, detail: &str, stderr: &str| {
        let cage = Cage::new(animal);
        let cage = if detail.starts_with("no answer") { cage.impatient() } else { cage };
        let (answers, _) = run(&cage, kind);
        let [_, Err(failure), _] = answers else { panic!("{animal} fails") };
        assert_eq!((&*failure.detail, &*failure.stderr), (detail, stderr), "{animal} as {kind:?}");
    };
    for kind in [Kind::Command, Kind::Worker] {
        check("exits-badly.sh", kind, "exit code 3", "\u{1b}[31mno model: café\u{1b}[0m\n");
        check("segfaults.sh", kind, "SIGSEGV ended it", "");
        check("stops-itself.sh", kind, "SIGSTOP stopped it; nobody would wake it", "");
        let ignored = "no answer within 1.5 s; 0 bytes had come; it went on for 500 ms after SIGTERM";
        check("ignores-sigterm.sh", kind, ignored, "");
    }
    let unread = "it ended well with 154 bytes of its input unread, and said nothing";
    check("exits-unread.sh", Kind::Command, unread, "");
}

#[test]
fn a_program_that_never_reads_is_told_from_one_that_says_nothing() {
    for (program, expected) in [("true", "closed its input"), ("false", "crash")] {
        for kind in [Kind::Command, Kind::Worker] {
            let cage = Cage::of(&[program]);
            let source = cage.source(kind, 1);
            for id in ["a", "b"] {
                let answer = ask(&*source, id);
                assert_eq!(
                    answer.map_err(|failure| failure.kind.word()),
                    Err(expected),
                    "{program} {kind:?}"
                );
            }
            source.finish();
            check_nothing_is_left(&cage);
        }
    }
}

#[test]
fn a_program_that_ends_at_once_is_not_waited_for() {
    let cage = Cage::of(&["true"]);
    let source = cage.source(Kind::Command, 1);
    let began = Instant::now();
    for _ in 0..40 {
        ask(&*source, "a").unwrap_err();
    }
    let elapsed = began.elapsed();
    assert!(elapsed < Duration::from_millis(1900), "one look every 50 ms is too seldom: {elapsed:?}");
}
