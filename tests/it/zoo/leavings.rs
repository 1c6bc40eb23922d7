//! Animals that leave processes behind: the answer stands, and nothing stays.

use crate::zoo::keeper::{Cage, Kind, check, check_table};

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
fn a_session_that_sheds_its_mark_is_gone_when_the_run_is_over() {
    check_table(&[("sheds-its-mark", "1 facts", "1 facts")]);
}

#[test]
fn whoever_is_ended_takes_its_children_along() {
    check_table(&[("three-children", "timeout", "timeout"), ("sleeps-with-a-session", "timeout", "timeout")]);
}

#[test]
fn a_source_that_is_dropped_in_the_middle_leaves_nothing_either() {
    let cage = Cage::new("leaves-a-child.sh");
    let source = cage.source(Kind::Worker, 2);
    crate::zoo::keeper::ask(&*source, "b").unwrap();
    drop(source);
    crate::zoo::keeper::check_nothing_is_left(&cage);
    check(&cage, Kind::Worker, "1 facts");
}
