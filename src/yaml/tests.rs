//! Tests of the reader of YAML files.

use crate::yaml::{Node, NodeKind, decode, read};

/// Writes a tree as one line: texts as they are, lists in `[]`, maps in `{}`.
fn show(node: &Node) -> String {
    let join = |parts: Vec<String>| parts.join(", ");
    match &node.kind {
        NodeKind::Scalar { text, .. } => text.clone(),
        NodeKind::Sequence(items) => format!("[{}]", join(items.iter().map(show).collect())),
        NodeKind::Mapping(entries) => {
            let entry = |(key, value): &(Node, Node)| format!("{}: {}", show(key), show(value));
            format!("{{{}}}", join(entries.iter().map(entry).collect()))
        }
        NodeKind::Empty => "~".to_owned(),
        NodeKind::Broken => "!".to_owned(),
    }
}

fn check(source: &str, tree: &str, problems: &[&str]) {
    let (found, found_problems) = read("f.yaml", source);
    assert_eq!(decode::show(source, &found_problems), problems);
    assert_eq!(found.as_ref().map_or_else(|| "none".to_owned(), show), tree);
}

#[test]
fn scalars_are_texts_whatever_yaml_thinks() {
    check("a: [9:00, no, 2020, 6_500, ~, '', 0x1F]", "{a: [9:00, no, 2020, 6_500, ~, , 0x1F]}", &[]);
}

#[test]
fn a_missing_value_is_empty() {
    check("a:\nb: {c: }\n", "{a: ~, b: {c: ~}}", &[]);
}
#[test]
fn a_fact_defined_twice_names_the_first_line() {
    check(
        "facts:\n  x: 1\n  y: 2\n  x: 3\n",
        "{facts: {x: 1, y: 2, x: 3}}",
        &["4:3 Y1 fact \"x\" is defined twice (first on line 2) [x] -> rename or delete one"],
    );
}

#[test]
fn one_key_in_two_maps_is_no_duplicate() {
    check("a: {x: 1}\nb: {x: 1}\n", "{a: {x: 1}, b: {x: 1}}", &[]);
}

#[test]
fn a_colon_in_a_quote_is_explained() {
    check(
        "quote: Il a dit : non\nb: 1\n",
        "{quote: !, b: 1}",
        &[
            "1:16 Y3 YAML takes \" : \" for a key here [ : ] -> write the quote under \">-\", or in double quotes",
        ],
    );
}

#[test]
fn a_colon_on_the_second_line_of_a_quote_is_explained() {
    check(
        "quote: abc\n  il dit : non\n",
        "{quote: !}",
        &[
            "2:9 Y3 YAML takes \" : \" for a key here [ : ] -> write the quote under \">-\", or in double quotes",
        ],
    );
}

#[test]
fn a_colon_under_a_block_mark_or_in_quote_marks_is_text() {
    check("a: >-\n  il dit : non\nb: \"il : non\"\n", "{a: il dit : non, b: il : non}", &[]);
}

#[test]
fn a_zone_inside_brackets_is_explained() {
    check(
        "a: [2022-09-13T09:00+03:00[Europe/Moscow], x]\nb: {c: 09:00[UTC]}\nd: 1\n",
        "{a: !, b: !, d: 1}",
        &[
            "1:27 Y5 a value with [zone] cannot stand inside […] [[Europe/Moscow]] -> put each value on its own \"- \" line",
            "2:13 Y5 a value with [zone] cannot stand inside {…} [[UTC]] -> put each key on its own line",
        ],
    );
}

#[test]
fn a_zone_in_a_block_list_is_text() {
    check("a:\n  - 09:00[UTC]\n", "{a: [09:00[UTC]]}", &[]);
}

#[test]
fn a_key_that_some_readers_take_for_a_boolean_is_found() {
    check(
        "on: 1\nNo: 2\n",
        "{on: 1, No: 2}",
        &[
            "1:1 Y4 key \"on\" becomes true in some YAML readers [on] -> rename it, or quote it",
            "2:1 Y4 key \"No\" becomes false in some YAML readers [No] -> rename it, or quote it",
        ],
    );
}

#[test]
fn a_quoted_key_is_a_text() {
    check("'on': 1\n", "{on: 1}", &[]);
}

#[test]
fn anchors_aliases_merge_keys_and_tags_are_refused() {
    check(
        "a: &x 1\nb: *x\nc: !t d\n<<: {e: 1}\n",
        "{a: 1, b: !, c: d}",
        &[
            "1:4 Y0 karat reads no anchors (&name) [&x] -> repeat the value, or use same_as",
            "2:4 Y0 karat reads no aliases (*name) [*x] -> repeat the value, or put a text that starts with * in quotes",
            "3:4 Y0 karat reads no tags: every value is a text [!t] -> remove it",
            "4:1 Y0 karat reads no merge keys (<<) [<<] -> repeat the entries, or use same_as",
        ],
    );
}

/// Says whether a piece of the tree, and all in it, has a place inside the text.
fn is_inside(source: &str, node: &Node) -> bool {
    let parts_are_inside = match &node.kind {
        NodeKind::Sequence(items) => items.iter().all(|item| is_inside(source, item)),
        NodeKind::Mapping(entries) => {
            entries.iter().all(|(key, value)| is_inside(source, key) && is_inside(source, value))
        }
        NodeKind::Scalar { .. } | NodeKind::Empty | NodeKind::Broken => true,
    };
    parts_are_inside && source.get(node.span.clone()).is_some()
}

#[test]
fn an_item_left_of_its_list_has_its_place_inside() {
    for source in ["  - a: 1\n!", "  - a: 1\n!é", "  - a: 1\né: !", "  ]\né"] {
        let (tree, problems) = read("f.yaml", source);
        assert!(tree.is_none_or(|tree| is_inside(source, &tree)), "{source:?}");
        assert!(!problems.is_empty(), "{source:?}");
    }
}

#[test]
fn a_second_document_is_refused() {
    check(
        "---\na: 1\n---\nb: 2\n",
        "{a: 1}",
        &["3:1 Y0 a second document starts here [---] -> one file holds one document"],
    );
}

#[test]
fn an_empty_file_is_a_finding() {
    check(" \n", "none", &["1:1 Y0 the file is empty []"]);
}

#[test]
fn a_file_of_comments_is_a_finding() {
    check("# later\n", "none", &["1:1 Y0 the file holds only comments []"]);
}

#[test]
fn a_byte_order_mark_and_crlf_are_read_and_found() {
    check(
        "\u{feff}a: 1\r\nb: 2\r\n",
        "{a: 1, b: 2}",
        &[
            "1:1 A3 the file starts with a byte order mark: offsets differ between tools [\u{feff}] -> remove it",
            "1:6 A3 a line ends in CRLF: offsets differ between tools [\r\n] -> use LF",
        ],
    );
}

#[test]
fn a_control_character_is_found_and_the_rest_read() {
    check(
        "a: b\u{7}c\nd: 1\n",
        "{a: b?c, d: 1}",
        &[
            "1:5 Y0 control character U+0007: YAML forbids it [\u{7}] -> remove it, or write \"\\u0007\" in double quotes",
        ],
    );
}

#[test]
fn a_tab_as_indentation_is_found() {
    check(
        "a:\n\tb: 1\nc: 2\n",
        "{a: !, c: 2}",
        &["2:1 Y0 a tab stands where YAML wants spaces [\t] -> replace it by spaces"],
    );
}

#[test]
fn a_tab_inside_a_text_is_text() {
    check("a: b\tc\n", "{a: b\tc}", &[]);
}

#[test]
fn a_key_that_is_a_list_is_found() {
    check("? [a]\n: b\nc: d\n", "{c: d}", &["1:3 Y0 a key must be a text, found a list [[a]]"]);
}

#[test]
fn an_unclosed_quote_mark_spoils_only_its_own_entry() {
    check(
        "f:\n  x:\n    a: \"b\n    c: 1\n  y: {d: e : f}\n  z: 1\n",
        "{f: {x: {a: !, c: 1}, y: !, z: 1}}",
        &[
            "3:9 Y0 a quote mark is opened and never closed [b] -> close it",
            "5:11 Y3 YAML takes \" : \" for a key here [ : ] -> write the quote under \">-\", or in double quotes",
        ],
    );
}

#[test]
fn a_line_that_is_too_deep_is_found() {
    check(
        "a: 1\n  b: 2\nc: 3\n",
        "{a: !, c: 3}",
        &[
            "2:3 Y0 \"b\" is indented deeper than the key above it, which has a value [b] -> indent it like the lines above, or quote the value above",
        ],
    );
}

#[test]
fn a_line_without_a_key_is_found() {
    check(
        "a: 1\njunk\nb: 2\n",
        "{a: 1, b: 2}",
        &["2:1 Y0 this line is neither \"key: value\" nor part of the lines above [junk]"],
    );
}

#[test]
fn all_errors_of_a_file_are_found() {
    check(
        "facts:\n  x:\n    quote: a : b\n    says: 1\n  y:\n    when: [1[A], 2]\n  z: %\n  z: 1\nother: 'a' b\n",
        "{facts: {x: {quote: !, says: 1}, y: {when: !}, z: !, z: 1}, other: !}",
        &[
            "3:13 Y3 YAML takes \" : \" for a key here [ : ] -> write the quote under \">-\", or in double quotes",
            "6:13 Y5 a value with [zone] cannot stand inside […] [[A]] -> put each value on its own \"- \" line",
            "7:6 Y0 a bare value cannot start with % [%] -> put the value in quotes",
            "8:3 Y1 fact \"z\" is defined twice (first on line 7) [z] -> rename or delete one",
            "9:12 Y0 text follows the closing quote mark [b] -> write the whole value under \">-\"",
        ],
    );
}

#[test]
fn a_broken_item_of_a_list_keeps_the_others() {
    check(
        "- a\n- b: c : d\n- e\n",
        "[a, !, e]",
        &[
            "2:7 Y3 YAML takes \" : \" for a key here [ : ] -> write the quote under \">-\", or in double quotes",
        ],
    );
}

#[test]
fn nesting_beyond_the_limit_is_a_finding() {
    let block: String = (0..2000).map(|depth| format!("{}a:\n", " ".repeat(depth))).collect();
    for source in ["[".repeat(10_000), "{a: ".repeat(10_000), "- ".repeat(10_000), block] {
        let (tree, problems) = read("f.yaml", &source);
        assert_eq!(tree, None);
        assert_eq!(problems[0].message, "lists and maps are nested more than 32 deep");
        assert!(problems[0].is_unreadable);
    }
}

#[test]
fn nesting_up_to_the_limit_is_read() {
    let source = format!("{}{}", "[".repeat(32), "]".repeat(32));
    assert_eq!(read("f.yaml", &source).1, []);
}

#[test]
fn many_errors_cost_no_more_than_a_few() {
    let entry = |number: usize| format!("  fact-{number}:\n    quote: a : b\n    type: {{a: 1}}\n");
    let source = format!("facts:\n{}", (0..10_000).map(entry).collect::<String>());
    let (tree, problems) = read("f.yaml", &source);
    assert_eq!(problems.len(), 10_000);
    let Some(Node { kind: NodeKind::Mapping(entries), .. }) = tree else { panic!("a map") };
    let NodeKind::Mapping(facts) = &entries[0].1.kind else { panic!("a map") };
    assert_eq!(facts.len(), 10_000);
}

#[test]
fn a_place_within_a_text_is_a_place_in_the_file() {
    let place = |source: &str| {
        let (tree, _) = read("f.yaml", source);
        let Some(Node { kind: NodeKind::Mapping(entries), .. }) = tree else { panic!("a map") };
        source.get(entries[0].1.place_within(source, &(1..3))).unwrap().to_owned()
    };
    assert_eq!(place("a: bcde\n"), "cd");
    assert_eq!(place("a: 'bcde'\n"), "cd");
    assert_eq!(place("a: \"b\\x63de\"\n"), "\"b\\x63de\"");
    assert_eq!(place("a: >-\n  bcde\n"), "cd");
    assert_eq!(place("a: |\n  bc\n  de\n"), "bc\n  de");
}

/// Writes what the archived crate reads in the way of [`show`]; `None` where it holds more than texts.
fn show_archived(value: &serde_yaml_archived::Value) -> Option<String> {
    use serde_yaml_archived::Value;
    let join = |parts: Option<Vec<String>>| parts.map(|parts| parts.join(", "));
    match value {
        Value::Null => Some("~".to_owned()),
        Value::String(text) => Some(text.clone()),
        Value::Sequence(items) => Some(format!("[{}]", join(items.iter().map(show_archived).collect())?)),
        Value::Mapping(entries) => {
            let entry = |(key, value): (&Value, &Value)| {
                Some(format!("{}: {}", show_archived(key)?, show_archived(value)?))
            };
            Some(format!("{{{}}}", join(entries.iter().map(entry).collect())?))
        }
        Value::Bool(_) | Value::Number(_) | Value::Tagged(_) => None,
    }
}

mod properties {
    use proptest::prelude::*;
    use serde_yaml_archived::Value;

    use super::{is_inside, read, show, show_archived};

    fn a_tree() -> impl Strategy<Value = Value> {
        let text = "[a-zé0-9 :#'\"\\[\\]{}\n,~%-]{0,12}".prop_map(Value::String);
        text.prop_recursive(4, 30, 5, |inner| {
            let entry = ("[a-z]{3,6}", inner.clone());
            let mapping = prop::collection::btree_map(entry.0, entry.1, 1..5).prop_map(|entries| {
                Value::Mapping(entries.into_iter().map(|(key, value)| (Value::String(key), value)).collect())
            });
            prop_oneof![prop::collection::vec(inner, 1..5).prop_map(Value::Sequence), mapping]
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn what_the_archived_crate_writes_reads_the_same(tree in a_tree()) {
            let source = serde_yaml_archived::to_string(&tree).unwrap();
            let (found, problems) = read("f.yaml", &source);
            let boolean_keys = problems.iter().all(|problem| problem.rule == "Y4");
            prop_assert!(boolean_keys, "{:?}\n{}", problems, source);
            prop_assert_eq!(show(&found.unwrap()), show_archived(&tree).unwrap(), "{}", source);
        }

        #[test]
        fn what_both_readers_accept_they_read_alike(source in "([a-c]{1,2}|: |:\n|- |\n|  |    |\\[|\\]|, |'|\"|>-\n){0,14}") {
            let (found, problems) = read("f.yaml", &source);
            if let (Some(found), true, Ok(value)) =
                (found, problems.is_empty(), serde_yaml_archived::from_str::<Value>(&source))
            {
                prop_assert_eq!(Some(show(&found)), show_archived(&value), "{:?}", source);
            }
        }

        #[test]
        fn no_text_panics_and_every_place_lies_inside(source in "([a-cé]{1,2}|: |:|\n|- |  |\t|\\[|\\]|\\{|\\}|,|'|\"|>-|\\||#|&|\\*|!|%|---|\r|\u{feff}|\u{0}|\\?|<<){0,25}") {
            let (tree, problems) = read("f.yaml", &source);
            prop_assert!(tree.is_none_or(|tree| is_inside(&source, &tree)));
            for problem in problems {
                prop_assert!(source.get(problem.span.unwrap_or(0..0)).is_some());
            }
        }
    }
}
