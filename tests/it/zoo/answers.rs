//! Animals that answer what is no answer, or an answer in a way of their own.

use crate::zoo::keeper::{Cage, Kind, check_table, run};

#[test]
fn what_is_no_answer_has_a_name() {
    check_table(&[
        // (animal, as a command, as a worker)
        ("not-a-number", "NaN", "NaN"),
        ("infinity", "NaN", "NaN"),
        ("half-json", "half an answer", "half an answer"),
        ("half-line", "half an answer", "half an answer"),
        ("latin-1", "not UTF-8", "not UTF-8"),
        ("nul-byte", "NUL byte", "NUL byte"),
        ("colours", "escape codes", "escape codes"),
        ("python-dict", "not JSON", "not JSON"),
        ("empty-with-id", "no facts", "no facts"),
        ("facts-as-text", "no facts", "no facts"),
        ("reports-an-error", "error", "error"),
        ("wrong-id", "wrong id", "wrong id"),
        ("answers-twice", "two answers", "two answers"),
    ]);
}

#[test]
fn a_worker_needs_one_line_with_the_id_and_a_command_does_not() {
    check_table(&[
        ("no-id", "0 facts", "wrong id"),
        ("list-alone", "0 facts", "wrong id"),
        ("empty-object", "no facts", "wrong id"),
        ("many-lines", "0 facts", "half an answer"),
        ("json-lines", "2 facts", "wrong id"),
        ("chatter", "not JSON", "1 facts"),
        ("utf-16", "not UTF-8", "no answer"),
        ("answers-without-newline", "0 facts", "0 facts"),
    ]);
}

#[test]
fn lines_that_are_no_objects_are_not_the_answer_of_a_worker() {
    check_table(&[
        ("plain-text", "not JSON", "timeout"),
        ("html", "not JSON", "timeout"),
        ("null", "no facts", "timeout"),
        ("yaml", "1 facts", "timeout"),
        ("says-blanks", "no answer", "timeout"),
        ("says-nothing", "no answer", "timeout"),
    ]);
}

#[test]
fn an_answer_with_something_odd_in_it_is_an_answer() {
    check_table(&[
        ("byte-order-mark", "1 facts", "1 facts"),
        ("unknown-type", "1 facts, 1 remarks", "1 facts, 1 remarks"),
        ("bad-value", "1 facts, 1 remarks", "1 facts, 1 remarks"),
        ("facts-of-any-kind", "4 facts, 4 remarks", "4 facts, 4 remarks"),
    ]);
}

#[test]
fn a_fence_of_markdown_is_told_how_to_go() {
    let (answers, _) = run(&Cage::new("code-fence.sh"), Kind::Command);
    let [_, Err(failure), _] = answers else { panic!("b is no answer") };
    assert_eq!(
        failure.detail,
        "line 1, column 1: expected value, near \"```json\\n{\"id\":\"b\",\"facts\":[{\"type\":\"flood\",\"slots\":{\"level\":\"; \
         print the answer without the fence of Markdown around it"
    );
}

#[test]
fn a_worker_that_answers_in_prose_is_quoted() {
    let (answers, _) = run(&Cage::new("plain-text.sh").impatient(), Kind::Worker);
    let [_, Err(failure), _] = answers else { panic!("b is no answer") };
    assert_eq!(
        failure.detail,
        "no answer within 1.5 s; 35 bytes had come; the last line was \"There is no flood in this article.\""
    );
}
