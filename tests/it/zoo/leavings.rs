//! Animals that leave processes behind: the answer stands, and nothing stays.

use crate::zoo::keeper::{Cage, Kind, ask, check, check_nothing_is_left, check_table};

#[test]
fn children_that_are_left_are_told_and_killed() {
    check_table(&[
        ("leaves-a-child", "1 facts, left children", "1 facts"),
        ("leaves-a-quiet-child", "1 facts, left children", "1 facts"),
    ]);
}

#[test]
#[cfg(target_os = "linux")]
fn sessions_of_their_own_do_not_save_them() {
    check_table(&[
        ("leaves-a-session", "1 facts, left children", "1 facts"),
        ("leaves-a-daemon", "1 facts, left children", "1 facts"),
        ("leaves-a-stubborn-daemon", "1 facts, left children", "1 facts"),
    ]);
}

#[test]
#[cfg(target_os = "linux")]
fn a_session_that_sheds_its_mark_is_told_and_killed() {
    check_table(&[("sheds-its-mark", "1 facts, left children", "1 facts")]);
}

#[test]
#[cfg(target_os = "linux")]
fn a_job_that_sheds_its_mark_is_told_and_killed() {
    check_table(&[("leaves-a-job", "1 facts, left children", "1 facts")]);
}

#[test]
#[cfg(target_os = "linux")]
fn a_program_that_ends_at_once_hides_nothing() {
    let script = "set -m; env -i ZOO=$ZOO sleep 60 </dev/null >/dev/null 2>&1 & true";
    let cage = Cage::of(&["bash", "-c", script]);
    let source = cage.source(Kind::Command, 1);
    for _ in 0..20 {
        ask(&*source, "a").unwrap_err();
    }
    source.finish();
    check_nothing_is_left(&cage);
}

#[test]
#[cfg(target_os = "linux")]
fn the_dead_are_reaped_while_a_worker_runs() {
    let cage = Cage::new("leaves-the-dead.sh");
    let source = cage.source(Kind::Worker, 1);
    ask(&*source, "b").unwrap();
    crate::zoo::keeper::check_the_dead_are_reaped(&cage);
    source.finish();
    check_nothing_is_left(&cage);
}

#[test]
#[cfg(target_os = "linux")]
#[expect(clippy::disallowed_methods, reason = "this starts a child that is not karat's")]
fn children_that_other_code_starts_are_left_alone() {
    let source = Cage::new("leaves-a-daemon.sh").source(Kind::Command, 1);
    ask(&*source, "a").unwrap();
    // A thread that ends hands its children to the first one, as orphans come to it.
    let mut child =
        std::thread::spawn(|| std::process::Command::new("setsid").args(["sleep", "60"]).spawn().unwrap())
            .join()
            .unwrap();
    ask(&*source, "b").unwrap();
    source.finish();
    let status = child.try_wait().unwrap();
    child.kill().unwrap();
    child.wait().unwrap();
    assert_eq!(status, None);
}

#[test]
fn whoever_is_ended_takes_its_children_along() {
    check_table(&[("three-children", "timeout", "timeout"), ("sleeps-with-a-session", "timeout", "timeout")]);
}

#[test]
fn a_source_that_is_dropped_in_the_middle_leaves_nothing_either() {
    let cage = Cage::new("leaves-a-child.sh");
    let source = cage.source(Kind::Worker, 2);
    ask(&*source, "b").unwrap();
    drop(source);
    check_nothing_is_left(&cage);
    check(&cage, Kind::Worker, "1 facts");
}
