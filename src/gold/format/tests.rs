//! Formatting sorts, spells and pins, keeps what a file says and every comment, and does nothing twice.

use proptest::prelude::*;

use crate::article::Article;
use crate::gold::Gold;
use crate::gold::format::comments::keeps_comments;
use crate::gold::format::{FormatContext, FormatError, MODELINE, format_gold, format_plain, is_canonical};
use crate::schema::Schema;
use crate::schema::entities::Entities;

const SCHEMA: &str = "\
karat_schema: 1
semantics: 1
types:
  casualties:
    slots:
      count: {kind: count, key: true}
      effect: {kind: enum, values: [killed, wounded]}
      during: {kind: date}
      side: {kind: entity}
      length: {kind: duration}
      names: {kind: set, of: text}
      what: {kind: text}
";

const ENTITIES: &str = "\
karat_entities: 1
entities:
  armenia: {names: {fr: [Arménie]}, kind: country}
  dam: {names: {fr: [le barrage]}, kind: place}
";

const ARTICLE: &str = "Un pont a cédé. Deux ponts tiennent. Trois ponts sont fermés.\nQuatre\u{a0}ponts.\n";

fn article() -> Article {
    Article::new("a", "seeds/a.txt", ARTICLE.as_bytes().to_vec()).expect("it is UTF-8").0
}

fn head() -> String {
    let hash = article().sha256().to_owned();
    format!(
        "{MODELINE}\nkarat: 1\narticle:\n  language: fr\n  sha256: [{hash}]\ncoverage: {{exhaustive: all}}\nstatus: draft\n"
    )
}

fn with_context<T>(run: impl FnOnce(&FormatContext<'_>) -> T) -> T {
    let (schema, problems) = Schema::decode("schema.yaml", SCHEMA);
    assert!(problems.is_empty(), "{problems:?}");
    let (schema, article) = (schema.expect("a schema"), article());
    let entities = Entities::decode("entities.yaml", ENTITIES).0.expect("entities");
    run(&FormatContext { schema: &schema, entities: &entities, article: Some(&article) })
}

fn formatted(text: &str) -> String {
    with_context(|context| {
        let formatted =
            format_gold("a.yaml", text, context).unwrap_or_else(|error| panic!("{error:?}\n{text}"));
        let again =
            format_gold("a.yaml", &formatted.text, context).expect("what was formatted can be formatted");
        assert_eq!(again.text, formatted.text, "formatting twice changes nothing more");
        assert_eq!(
            formatted.changes.to_string() == "nothing",
            formatted.text == text,
            "{:?}",
            formatted.changes
        );
        let gold =
            |text: &str| Gold::decode("a.yaml", text, context.schema, context.entities).0.expect("gold");
        assert!(is_canonical(formatted.text.as_str().into(), &gold(&formatted.text), context));
        assert_eq!(is_canonical(text.into(), &gold(text), context), formatted.text == text);
        formatted.text
    })
}

/// Checks what stands behind the head of a canonical file.
fn check(body: &str, expected: &str) {
    let head = head();
    let result = formatted(&format!("{head}{body}"));
    assert_eq!(result.strip_prefix(&head).unwrap_or(&result), expected, "{body}");
}

#[test]
fn facts_stand_in_the_order_of_their_first_evidence() {
    check(
        "facts:\n  c: {casualties: {count: 3}, quote: Trois ponts}\n  a:\n    casualties: {count: 1}\n    quote: Un pont\n",
        "\nfacts:\n  a:\n    casualties: {count: 1}\n    quote: Un pont\n\n  c: {casualties: {count: 3}, quote: Trois ponts}\n",
    );
}

#[test]
fn facts_of_one_sentence_stay_as_they_were_written() {
    let body = "\nfacts:\n  b: {casualties: {count: 1}, quote: a cédé}\n\n  a: {casualties: {count: 1}, quote: Un pont}\n";
    check(body, body);
}

#[test]
fn a_label_without_evidence_stays_behind_its_neighbour() {
    check(
        "\nfacts:\n  z: {casualties: {count: 9}}\n\n  c: {casualties: {count: 3}, quote: Trois ponts}\n\n  d: {casualties: {count: 4}, quote: nowhere}\n\n  a: {casualties: {count: 1}, quote: Un pont}\n",
        "\nfacts:\n  z: {casualties: {count: 9}}\n\n  a: {casualties: {count: 1}, quote: Un pont}\n\n  c: {casualties: {count: 3}, quote: Trois ponts}\n\n  d: {casualties: {count: 4}, quote: nowhere}\n",
    );
}

#[test]
fn a_comment_moves_with_what_it_belongs_to() {
    check(
        "\nfacts:\n  # about three\n  c:   # behind c\n    casualties: {count: 3}\n    quote: Trois ponts  # behind the quote\n    # deep below c\n  # below c\n\n  # about one\n  a:\n    quote: Un pont\n    # why one\n    casualties:\n      # how many\n      count: 1   # one\n      # end of one\n",
        "\nfacts:\n  # about one\n  a:\n    # why one\n    casualties:\n      # how many\n      count: 1   # one\n      # end of one\n    quote: Un pont\n\n  # about three\n  c:   # behind c\n    casualties: {count: 3}\n    quote: Trois ponts  # behind the quote\n    # deep below c\n  # below c\n",
    );
}

#[test]
fn no_label_crosses_a_comment_that_stands_alone() {
    check(
        "\nfacts:\n\n  # the second half\n\n  d: {casualties: {count: 4}, quote: Quatre ponts}\n  c: {casualties: {count: 3}, quote: Trois ponts}\n\n\n  # the first half\n\n  a: {casualties: {count: 1}, quote: Un pont}\n\n  # the end\n",
        "\nfacts:\n  # the second half\n\n  c: {casualties: {count: 3}, quote: Trois ponts}\n\n  d: {casualties: {count: 4}, quote: Quatre ponts}\n\n  # the first half\n\n  a: {casualties: {count: 1}, quote: Un pont}\n\n  # the end\n",
    );
}

#[test]
fn fields_and_slots_stand_in_one_order() {
    check(
        "\nfacts:\n  a:\n    note: why\n    quote: Un pont\n    polarity: denied\n    said_by: armenia\n    casualties:\n      during: 2020\n      count: 1\n    needs: [bound]\n    optional: true\n",
        "\nfacts:\n  a:\n    optional: true\n    casualties:\n      count: 1\n      during: 2020\n    said_by: armenia\n    polarity: denied\n    quote: Un pont\n    needs: [bound]\n    note: why\n",
    );
    check(
        "\ndistractors:\n  d: {reason: no, casualties: {effect: killed, count: 2}}\n",
        "\ndistractors:\n  d: {casualties: {count: 2, effect: killed}, reason: no}\n",
    );
    check(
        "\nignore:\n  - reason: counter\n    quote: Un pont\n  - {reason: counter, occurrence: 1, quote: Un pont}\n",
        "\nignore:\n  - quote: Un pont\n    reason: counter\n  - {quote: Un pont, occurrence: 1, reason: counter}\n",
    );
}

#[test]
fn a_map_in_brackets_with_comments_keeps_its_order() {
    let body = "\ndistractors:\n  d:\n    casualties: {effect: killed, # not wounded\n      count: 2}\n    reason: no\n";
    check(body, body);
}

#[test]
fn sections_of_the_file_stand_in_one_order_under_its_header() {
    let head = head();
    let hash = article().sha256().to_owned();
    let text = format!(
        "# Who labelled: A.\n\n# On status\nstatus: draft\nrejected: {{}}\nignore: []\n# About the facts\nfacts:\n  a: {{casualties: {{count: 1}}, quote: Un pont}}\ncoverage: {{exhaustive: all}}\narticle: {{sha256: [{hash}], language: fr}}\nkarat: 1\n"
    );
    let expected = format!(
        "{MODELINE}\n# Who labelled: A.\n\nkarat: 1\narticle: {{language: fr, sha256: [{hash}]}}\ncoverage: {{exhaustive: all}}\n# On status\nstatus: draft\n\n# About the facts\nfacts:\n  a: {{casualties: {{count: 1}}, quote: Un pont}}\n\nignore: []\nrejected: {{}}\n"
    );
    assert_eq!(formatted(&text), expected);
    assert_eq!(formatted(&format!("# A note\n\n{head}")), head.replacen('\n', "\n# A note\n\n", 1));
}

#[test]
fn values_are_spelt_canonically_and_others_keep_their_bytes() {
    check(
        "\nfacts:\n  a:\n    casualties:\n      count: au moins 6 500   # people\n      during: \"13/09/2022\"\n      side: Arménie\n      length: 'P2M'\n    said_by: [Arménie, \"dam\"]\n    said_on: 13 septembre 2022\n    quote: \"Un pont\"\n",
        "\nfacts:\n  a:\n    casualties:\n      count: at least 6500   # people\n      during: 2022-09-13\n      side: armenia\n      length: 'P2M'\n    said_by: [armenia, \"dam\"]\n    said_on: 2022-09-13\n    quote: \"Un pont\"\n",
    );
    check(
        "\nfacts:\n  a:\n    casualties:\n      count: {any_of: [6 500, {value: au moins 7 000, score: 0.5}]}\n    quote: Un pont\n",
        "\nfacts:\n  a:\n    casualties:\n      count: {any_of: [6500, {value: at least 7000, score: 0.5}]}\n    quote: Un pont\n",
    );
}

#[test]
fn special_spaces_are_escaped() {
    check(
        "\nfacts:\n  a:\n    casualties: {count: 4, what: du\u{a0}vent}\n    evidence:\n      - Quatre\u{a0}ponts\n      - >-  # long\n        Quatre\n        ponts\u{a0}: \"rien\"\n",
        "\nfacts:\n  a:\n    casualties: {count: 4, what: \"du\\u00a0vent\"}\n    evidence:\n      - \"Quatre\\u00a0ponts\"\n      - \"Quatre ponts\\u00a0: \\\"rien\\\"\"  # long\n",
    );
}

#[test]
fn the_hash_is_pinned_only_where_none_is() {
    let hash = article().sha256().to_owned();
    let bare = head().replace(&format!("  sha256: [{hash}]\n"), "");
    assert_eq!(formatted(&bare), head());
    for empty in ["sha256:", "sha256: []"] {
        assert_eq!(formatted(&head().replace(&format!("sha256: [{hash}]"), empty)), head());
    }
    let flow = head().replace(&format!("\n  language: fr\n  sha256: [{hash}]"), " {language: fr}");
    let expected = head().replace(
        &format!("\n  language: fr\n  sha256: [{hash}]"),
        &format!(" {{language: fr, sha256: [{hash}]}}"),
    );
    assert_eq!(formatted(&flow), expected);
    let other = head().replace(&hash, &"0".repeat(64));
    assert_eq!(formatted(&other), other);
}

#[test]
fn line_ends_blank_lines_and_marks_are_tidied_outside_of_texts() {
    let head = head();
    let body = "\nfacts:\n  a:\n    casualties: {count: 1}\n    quote: Un pont\n    note: |\n      one  \n\n      two\n\nignore: []\n";
    let untidy = format!("\u{feff}---\n{head}{body}")
        .replace("status", "\n\nstatus")
        .replace("    quote", "\n    quote")
        .replace("facts:\n", "facts:  \n\n\n")
        .replace('\n', "\r\n");
    assert_eq!(formatted(&untidy), format!("{head}{body}"));
    assert_eq!(formatted(&format!("{head}...\n\n\n")), head);
    let keeps = format!(
        "{head}\nfacts:\n  a:\n    casualties: {{count: 1}}\n    quote: Un pont\n    note: |+\n      one\n\n"
    );
    assert_eq!(formatted(&keeps), keeps);
}

#[test]
fn a_file_with_errors_is_left_with_its_problems() {
    let text =
        format!("{}\nfacts:\n  a: {{casualties: {{count: viele}}, quote: Un pont, qoute: x}}\n", head());
    let error = with_context(|context| format_gold("a.yaml", &text, context)).expect_err("two errors");
    let FormatError::Problems(problems) = &error else { panic!("{error:?}") };
    assert_eq!(problems.iter().map(|problem| problem.rule).collect::<Vec<_>>(), ["F1", "Y2"]);
    assert_eq!(error.to_string(), "2 errors have to be mended by hand first");
}

#[test]
fn a_written_schema_keeps_its_order_and_blank_lines() {
    let text = "# about  \r\nb: 1   \r\n\r\n\r\na: \"6\u{a0}500\"  # here \r\n\r\n";
    let formatted = format_plain("schema.yaml", text).expect("it can be read");
    assert_eq!(formatted.text, "# about\nb: 1\n\n\na: \"6\\u00a0500\"  # here\n");
    assert!(format_plain("schema.yaml", "a: [").is_err());
}

#[test]
fn a_comment_above_the_first_key_of_an_item_stays_with_that_key() {
    let body = "\nignore:\n  -\n    # second place\n    occurrence: 1\n    quote: Un pont\n    reason: no\n";
    check(body, body);
    let body =
        "\ndistractors:\n  d:\n    casualties: { # killed\n      effect: killed, count: 2}\n    reason: no\n";
    check(body, body);
}

#[test]
fn a_comment_directly_above_the_first_entry_of_a_file_moves_with_it() {
    let text = head().replacen("karat: 1\n", "", 1).replacen("status", "karat: 1\nstatus", 1);
    let text = text.replacen("article:", "# notes\narticle:", 1);
    assert_eq!(formatted(&text), head().replacen("article:", "# notes\narticle:", 1));
}

#[test]
fn a_comment_below_what_becomes_the_last_entry_stays_directly_below_it() {
    let text = head().replacen("karat: 1\n", "karat: 1\nignore:\n# none\n\n", 1);
    assert_eq!(formatted(&text), format!("{}\nignore:\n# none\n", head()));
}

#[test]
fn a_comment_that_would_stand_with_something_else_is_seen() {
    let check = |before: &str, after: &str, expected: bool| {
        assert_eq!(keeps_comments(before, after), expected, "{before}=>\n{after}");
    };
    check("# A\na: 1\nb: 2\n", "b: 2\n# A\na: 1\n", true);
    check("# A\na: 1\nb: 2\n", "# A\nb: 2\na: 1\n", false);
    check("a: 1 # A\nb: 2\n", "b: 2\na: 1 # A\n", true);
    check("a: 1 # A\nb: 2\n", "b: 2 # A\na: 1\n", false);
    check("# A\n\na: 1\nb: 2\n", "# A\n\nb: 2\na: 1\n", true);
    check("a: '# A'\n", "a: 1 # A\n", false);
    check("a:\n  -\n    # A\n    b: 1\n    c: 2\n", "a:\n  -\n    # A\n    c: 2\n    b: 1\n", false);
    check("a:\n  - >- # A\n    b\n  - c\n", "a:\n  - b # A\n  - c\n", true);
    check("a: {b: 1} # A\n", "a: {b: 1, c: 2} # A\n", true);
}

/// Returns the lines of one fact: its fields in any order, with comments and blank lines between.
fn fact(index: usize, order: &[usize], noise: &[u8]) -> String {
    let quotes = ["Un pont", "Deux ponts", "Trois ponts", "Quatre ponts", "nowhere"];
    let fields = [
        format!(
            "    casualties:\n      during: 13/09/2022\n      # how many\n      count: {index}   # people\n"
        ),
        format!("    quote: {}\n", quotes[index % quotes.len()]),
        "    note: |\n      one  \n\n      # no comment\n".to_owned(),
        "    said_by: {optional: true, value: Arménie}  # who\n".to_owned(),
        "    needs: [bound,  # first\n      denial]\n".to_owned(),
    ];
    let mut text = String::new();
    let noisy = |text: &mut String, at: usize, indent: &str| match noise.get(at).copied().unwrap_or(0) % 6 {
        0 => text.push_str(&format!("{indent}# {index}.{at}\n")),
        1 => text.push('\n'),
        2 => text.push_str(&format!("\n{indent}# {index}.{at} alone\n\n")),
        _ => {}
    };
    noisy(&mut text, 0, "  ");
    text.push_str(&format!("  f{index}:  # fact {index}\n"));
    for (at, field) in order.iter().enumerate() {
        noisy(&mut text, at + 1, "    ");
        text.push_str(&fields[*field]);
    }
    noisy(&mut text, 6, "      ");
    text
}

proptest! {
    #[test]
    fn any_order_comes_to_one_form_that_says_the_same(
        order in Just((0..5_usize).collect::<Vec<_>>()).prop_shuffle(),
        facts in Just((0..5_usize).collect::<Vec<_>>()).prop_shuffle(),
        sections in Just((0..6_usize).collect::<Vec<_>>()).prop_shuffle(),
        noise in proptest::collection::vec(any::<u8>(), 40),
        has_returns in any::<bool>(),
    ) {
        let facts: String =
            facts.iter().map(|index| fact(*index, &order, noise.get(index * 7..).unwrap_or_default())).collect();
        let parts = [
            "karat: 1\n".to_owned(),
            "article:   # notes\n  language: fr\n\n".to_owned(),
            "coverage: {exhaustive: all}\n".to_owned(),
            "# on status\nstatus: draft   \n".to_owned(),
            format!("facts:\n{facts}"),
            "\n# what is none\nignore:\n  # counter\n  - {reason: counter, quote: Un pont}\n".to_owned(),
        ];
        let text: String = sections.iter().filter_map(|index| parts.get(*index)).map(String::as_str).collect();
        let text = if has_returns { text.replace('\n', "\r\n") } else { text };
        let result = formatted(&text);
        prop_assert!(result.starts_with(MODELINE) && !result.contains("\n\n\n") && !result.contains('\r'));
        let n_comments = |text: &str| text.matches("# ").count();
        prop_assert_eq!(n_comments(&result), n_comments(&text) + 1, "{}", result);
        prop_assert_eq!(result.matches("during: 2022-09-13\n").count(), 5);
    }

    #[test]
    fn garbage_never_panics(text in "(\\PC|karat: 1\n|article: |facts:\n|  a:\n|    quote: |\n|# c\n|[\\[\\]{}>|\"' -]){0,60}") {
        with_context(|context| {
            let _ = format_gold("a.yaml", &text, context);
            let _ = format_plain("a.yaml", &text);
        });
    }
}
