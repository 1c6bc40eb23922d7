//! Animals that say or take too much, and articles of any size.

#![expect(clippy::disallowed_methods, reason = "these tests bound their time")]

use std::time::Duration;
use std::time::Instant;

use karat::extract::source::Cancel;
use karat::project::StdinKind;
use karat::text::prepared::ArticleText;

use crate::zoo::keeper::{Cage, Kind, ask, ask_text, check, check_nothing_is_left, check_table};

#[test]
fn whoever_says_too_much_is_stopped() {
    check_table(&[
        ("endless-line", "over the output limit", "over the output limit"),
        ("endless-lines", "over the output limit", "over the output limit"),
    ]);
}

#[test]
fn standard_error_is_drained_however_long_it_is() {
    check_table(&[("fills-stderr", "1 facts, filled stderr", "1 facts, filled stderr")]);
}

#[test]
#[cfg(target_os = "linux")]
fn memory_is_counted_with_all_children() {
    for kind in [Kind::Command, Kind::Worker] {
        let mut cage = Cage::new("eats-memory.sh");
        cage.policy.memory_bytes_max = Some(150_000_000);
        check(&cage, kind, "over the memory limit");
    }
}

#[test]
fn articles_of_any_size_pass() {
    let sentence = "À Tours, la Loire monte 🌊 : plus de 6 500 foyers. ";
    for n_bytes in [0, 200_000, 20_000_000] {
        let text = ArticleText::new(sentence.repeat(n_bytes / sentence.len()));
        for kind in [Kind::Command, Kind::Worker] {
            let mut cage = Cage::new("echoes.py");
            cage.policy.output_bytes_max = 200 << 20;
            cage.policy.timeout = Duration::from_secs(300);
            let source = cage.source(kind, 1);
            for id in ["a", "b"] {
                let answer = ask_text(&*source, id, &text, &Cancel::default()).unwrap().answer_line();
                let n_chars = text.as_str().chars().count();
                assert!(answer.contains(&format!("\"level\":\"{n_chars}\"")), "{n_bytes} {kind:?}");
                assert!(answer.contains(text.as_str()), "{n_bytes} {kind:?}");
            }
            source.finish();
            check_nothing_is_left(&cage);
        }
    }
}

#[test]
fn a_command_can_be_given_the_text_alone() {
    let mut cage = Cage::of(&["sh", "-c", "printf '{\"facts\":[],\"text\":\"%s\"}' \"$(cat)\""]);
    cage.program.stdin = StdinKind::Text;
    let source = cage.source(Kind::Command, 1);
    assert_eq!(ask(&*source, "a").unwrap().answer_line(), r#"{"facts":[],"text":"La Loire monte."}"#);
}

#[test]
fn an_empty_text_is_over_at_once() {
    let mut cage = Cage::of(&["sh", "-c", "cat; printf '{\"facts\":[]}'"]).impatient();
    cage.program.stdin = StdinKind::Text;
    let source = cage.source(Kind::Command, 1);
    let answer = ask_text(&*source, "a", &ArticleText::new(""), &Cancel::default());
    assert_eq!(answer.map(|reply| reply.answer_line()).unwrap(), r#"{"facts":[]}"#);
}

#[test]
fn whoever_is_asked_to_end_ends_at_once() {
    for kind in [Kind::Command, Kind::Worker] {
        for animal in ["sleeps.sh", "ignores-sigterm.sh", "drips.sh", "sleeps-with-a-session.sh"] {
            let cage = Cage::new(animal);
            let source = cage.source(kind, 1);
            let cancel = Cancel::default();
            let began = Instant::now();
            let (source, cancel) = (&*source, &cancel);
            let kinds = std::thread::scope(|scope| {
                // The second waits for the only worker.
                let asked = [(); 2]
                    .map(|()| scope.spawn(move || ask_text(source, "b", &ArticleText::new(""), cancel)));
                std::thread::sleep(Duration::from_millis(100));
                cancel.cancel();
                asked.map(|thread| thread.join().unwrap().map_err(|failure| failure.kind.word()))
            });
            assert_eq!(kinds.map(|answer| answer.map(|_| ())), [Err("interrupted"), Err("interrupted")]);
            source.finish();
            assert!(began.elapsed() < Duration::from_secs(15), "{animal} took {:?}", began.elapsed());
            check_nothing_is_left(&cage);
        }
    }
}
