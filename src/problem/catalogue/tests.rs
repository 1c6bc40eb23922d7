//! Tests of the catalogue: complete, in order, and readable.

use std::collections::BTreeSet;

use crate::problem::catalogue::page::{self, page};
use crate::problem::catalogue::{rule, rules};

#[test]
fn ids_are_unique_and_found_in_small_letters_too() {
    let ids: BTreeSet<&str> = rules().map(|rule| rule.id).collect();
    assert_eq!(ids.len(), rules().count());
    assert!(ids.len() > 40, "{ids:?}");
    assert_eq!(rule("e10").map(|rule| rule.id), Some("E10"));
    assert_eq!(rule("E11"), None);
}

#[test]
fn every_rule_tells_everything_that_its_page_needs() {
    for rule in rules() {
        let texts = [rule.title, rule.what, rule.why, rule.example, rule.remedy];
        assert!(texts.iter().all(|text| !text.is_empty()), "{}", rule.id);
        assert!(rule.levels.is_sorted() && !rule.levels.is_empty(), "{}", rule.id);
        assert!(rule.example.contains(&format!("[{}]: ", rule.id)), "{} shows its own message", rule.id);
        for text in [rule.what, rule.why, rule.remedy] {
            assert!(text.ends_with('.') && !text.contains("  "), "{}: {text}", rule.id);
        }
        let starts = rule.levels.iter().any(|level| rule.example.contains(&format!("{}[", level.word())));
        assert!(starts, "{} has a level that its example shows", rule.id);
    }
}

#[test]
fn a_fix_is_promised_where_the_page_tells_of_it() {
    for rule in rules() {
        assert_eq!(rule.remedy.contains("karat lint --fix"), rule.is_fixable, "{}", rule.id);
    }
}

#[test]
fn pages_keep_to_their_width() {
    for rule in rules() {
        for width in [60, page::PAGE_WIDTH] {
            let long: Vec<String> = page(rule, width)
                .lines()
                .filter(|line| line.chars().count() > width && line.contains(' '))
                .map(str::to_owned)
                .collect();
            assert_eq!(long, Vec::<String>::new(), "{}", rule.id);
        }
    }
}

#[test]
fn a_page_tells_what_why_and_what_to_do() {
    let expected = "\
# E3: the place that the quote is narrowed to exists

error, warning

## What it finds

occurrence: counts further than the quote appears, or before: or after: does not stand beside it.

## Why

The quote then leads to no place at all.

## Example

```text
error[E3]: gold/002.yaml:12:12: occurrence: 3, but the quote appears 2 times
```

## What to do

Correct the number or the words beside it, or remove them if the quote is clear without.

## Its level

In karat.yaml, `lint: {E3: off}` turns it off; `warn` and `error` set its level. What keeps a file
from being scored stays an error.
";
    assert_eq!(page(rule("E3").unwrap(), page::PAGE_WIDTH), expected);
}
