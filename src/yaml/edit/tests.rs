//! Tests of the editor of YAML files.

use crate::text::splice::Splice;
use crate::yaml::data::Data;
use crate::yaml::edit::{Edit, Editor, Refusal, Step, edit};

fn path(text: &str) -> Vec<Step> {
    let step = |word: &str| word.parse().map_or_else(|_| Step::Key(word.to_owned()), Step::Index);
    text.split('.').filter(|word| !word.is_empty()).map(step).collect()
}

fn insert(map: &str, index: usize, key: &str, value: Data) -> Edit {
    Edit::Insert { map: path(map), index, key: key.to_owned(), value }
}

fn push(list: &str, index: usize, value: &str) -> Edit {
    Edit::Push { list: path(list), index, value: Data::text(value) }
}

fn set(at: &str, value: Data) -> Edit {
    Edit::Set { at: path(at), value }
}

fn remove(at: &str) -> Edit {
    Edit::Remove { at: path(at) }
}

fn fact() -> Data {
    Data::map([
        ("war", Data::map([("when", Data::text("2020"))])),
        (
            "quote",
            Data::text(
                "la guerre, longue et froide, a commencé en 2020 et ne finit pas en un jour comme prévu",
            ),
        ),
    ])
}

const FACT: &str = "    war: {when: 2020}\n    quote: la guerre, longue et froide, a commencé en 2020 et ne finit pas en un jour comme prévu\n";

fn check(before: &str, change: Edit, after: &str) {
    assert_eq!(edit(before, &[change]).map_err(|refusal| refusal.message).as_deref(), Ok(after));
}

fn refuse(before: &str, change: Edit, message: &str) {
    assert_eq!(edit(before, &[change]), Err(Refusal::new(message)));
}

#[test]
fn an_entry_goes_behind_the_last_with_a_blank_line_where_the_others_have_one() {
    check(
        "facts:\n  a:\n    b: 1\n\n  c:\n    d: 2 # x\nend: 1\n",
        insert("facts", 9, "n", fact()),
        &format!("facts:\n  a:\n    b: 1\n\n  c:\n    d: 2 # x\n\n  n:\n{FACT}end: 1\n"),
    );
}

#[test]
fn an_entry_goes_before_another_and_its_comments() {
    check(
        "facts:\n  a: 1\n  # about b\n  b: 2\n",
        insert("facts", 1, "n", Data::text("x")),
        "facts:\n  a: 1\n  n: x\n  # about b\n  b: 2\n",
    );
}

#[test]
fn an_empty_or_missing_map_is_made() {
    for (before, key) in [("a: 1\nfacts:\n", ""), ("a: 1\nfacts: {}\n", ""), ("a: 1\n", "")] {
        check(before, insert("facts", 0, "n", fact()), &format!("a: 1\nfacts:\n  n:{key}\n{FACT}"));
    }
}

#[test]
fn an_item_goes_into_a_list_of_any_style() {
    check("a: [x, y]\n", push("a", 1, "n"), "a: [x, n, y]\n");
    check("a: [x, y]\n", push("a", 2, "n"), "a: [x, y, n]\n");
    check("a:\n- x\n- y\nb: 1\n", push("a", 9, "n"), "a:\n- x\n- y\n- n\nb: 1\n");
    check("a:\n  - x\n  # on y\n  - y\n", push("a", 1, "n"), "a:\n  - x\n  - n\n  # on y\n  - y\n");
    check("a:\n- - x\n- y\n", push("a", 1, "n"), "a:\n- - x\n- n\n- y\n");
    check("a:\n- - x\n- y\n", push("a.0", 1, "n"), "a:\n- - x\n  - n\n- y\n");
    check("a:\n# c\n- # d\n  x\n- y\n", push("a", 0, "n"), "a:\n- n\n# c\n- # d\n  x\n- y\n");
    check("a: []\n", push("a", 1, "n"), "a:\n  - n\n");
    check("b: 1\n", push("a", 1, "n"), "b: 1\na: [n]\n");
}

#[test]
fn a_value_changes_and_the_comment_behind_it_stays() {
    check("a: x # why\nb: 2\n", set("a", Data::text("y: z")), "a: 'y: z' # why\nb: 2\n");
    check("a: {b: 1, c: 2} # why\n", set("a.b", Data::text("[x]")), "a: {b: '[x]', c: 2} # why\n");
    check("a: >- # why\n  x\n  y\nb: 2\n", set("a", Data::text("z")), "a: z # why\nb: 2\n");
    check("a:\n  b: 1\n\nc: 2\n", set("a", Data::text("z")), "a: z\n\nc: 2\n");
}

#[test]
fn an_entry_goes_with_its_comments_and_one_blank_line() {
    check("m:\n  a: 1\n\n  # on b\n  b: 2\n\n  c: 3\n", remove("m.b"), "m:\n  a: 1\n\n  c: 3\n");
    check("m:\n  a: 1\n\n  b: 2\nd: 1\n", remove("m.b"), "m:\n  a: 1\nd: 1\n");
    check("m: {a: 1, b: 2}\n", remove("m.a"), "m: {b: 2}\n");
    check("m: {a: 1, b: 2}\n", remove("m.b"), "m: {a: 1}\n");
}

#[test]
fn a_list_or_map_of_which_nothing_is_left_stays_empty() {
    check("m: # why\n  a: 1\nd: 1\n", remove("m.a"), "m: {} # why\nd: 1\n");
    check("m:\n- a\n", remove("m.0"), "m: []\n");
    check("m: [a]\n", remove("m.0"), "m: []\n");
}

#[test]
fn what_is_not_there_is_refused() {
    refuse("a: 1\n", set("b.c", Data::text("x")), "b.c does not exist");
    refuse("a: 1\n", insert("", 0, "a", Data::text("x")), "the file has \"a\" already");
    refuse("a: [\n", remove("a"), "line 1: not readable as YAML: unclosed bracket '['");
}

#[test]
fn a_list_at_the_column_of_its_key_may_hold_items_in_brackets() {
    let item = || Data::map([("quote", Data::text("a b")), ("reason", Data::text("c d"))]);
    check(
        "ignore:\n- {quote: 158, reason: x}\nend: 1\n",
        Edit::Push { list: path("ignore"), index: 9, value: item() },
        "ignore:\n- {quote: 158, reason: x}\n- {quote: a b, reason: c d}\nend: 1\n",
    );
    check("a:\n- [b]\n- [c]\n", remove("a.0"), "a:\n- [c]\n");
    check("a:\n- [b]\n", set("a.0.0", Data::text("c")), "a:\n- [c]\n");
}

#[test]
fn blank_lines_that_a_text_keeps_stay_its_own() {
    let before = "facts:\n  a:\n    note: |+\n      one\n\n\nend: 1\n";
    let after = format!("facts:\n  a:\n    note: |+\n      one\n\n\n  n:\n{FACT}end: 1\n");
    check(before, insert("facts", 9, "n", fact()), &after);
    check(&after, remove("facts.n"), before);
    check(
        "facts:\n  a:\n    note: |+\n      one\n  b:\n    c: 1\n",
        insert("facts", 1, "n", fact()),
        &format!("facts:\n  a:\n    note: |+\n      one\n  n:\n{FACT}  b:\n    c: 1\n"),
    );
    let before = "a:\n  note: |+\n    one\n\nb: 1\n";
    check(before, insert("", 9, "n", Data::text("2")), "a:\n  note: |+\n    one\n\nb: 1\nn: 2\n");
    check(before, insert("", 1, "n", Data::text("2")), "a:\n  note: |+\n    one\n\nn: 2\nb: 1\n");
    check("a:\r\n  note: |+\r\n    one\r\n\r\nb: 1\r\n", remove("b"), "a:\r\n  note: |+\r\n    one\r\n\r\n");
    check(before, set("a.note", Data::text("2")), "a:\n  note: 2\nb: 1\n");
}

#[test]
fn a_plan_that_says_something_else_is_refused_and_nothing_changes() {
    let text = "a: 1\nb: 2\n";
    let change = set("b", Data::text("3"));
    for (span, new) in [(3..4, "3"), (8..9, "3, 4]"), (8..9, "3\nc: 4"), (8..9, "[3"), (4..9, "\n")] {
        let mut editor = Editor::new(text).expect("it is YAML");
        let refused = editor.accept(&change, &[Splice::new(span, new)]);
        assert!(refused.is_err(), "{new}");
        assert_eq!(editor.into_text(), text);
    }
    let mut editor = Editor::new(text).expect("it is YAML");
    editor.accept(&change, &[Splice::new(8..9, "3")]).expect("it says what was asked for");
    assert_eq!(editor.into_text(), "a: 1\nb: 3\n");
}
