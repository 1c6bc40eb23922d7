//! Filters of `transform:` from other tools' output to facts, as the protocol's page shows them.

#![expect(clippy::disallowed_methods, reason = "this test reads the protocol's page")]

use karat::extract::transform::Transform;
use serde_json::Value as Json;

use crate::command::repository;
use crate::protocol::blocks;

#[test]
fn the_filters_of_the_page_make_what_the_page_says() {
    let page = std::fs::read_to_string(repository().join("docs/protocol.md")).unwrap();
    let (_, filters) = page.split_once("## `transform:`").unwrap();
    let (filters, _) = filters.split_once("## Failures").unwrap();
    let shown: Vec<Json> =
        blocks(filters, "json").iter().map(|(_, block)| serde_json::from_str(block).unwrap()).collect();
    let found = blocks(filters, "jq");
    assert_eq!(
        (found.len(), shown.len()),
        (2, 4),
        "each filter stands between what goes in and what comes out"
    );
    for ((_, filter), pair) in found.iter().zip(shown.chunks(2)) {
        let transform = Transform::compile(filter).unwrap_or_else(|error| panic!("{filter}: {error}"));
        let made = transform.apply_text(&pair[0].to_string(), "{}").unwrap();
        assert_eq!(serde_json::from_str::<Json>(&made).unwrap(), pair[1], "{filter}");
    }
}

#[test]
fn what_no_filter_can_read_is_named() {
    let failure = Transform::compile(".").unwrap().apply_text("{", "{}").unwrap_err();
    assert_eq!(failure.kind.word(), "not JSON");
}
