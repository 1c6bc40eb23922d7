//! The editor of gold changes exactly the lines it means to, and files survive whatever ends a writer.

use karat::gold::edit::{GoldEdit, NewLabel, Position, edit_gold};
use karat::yaml::data::Data;
use karat::yaml::edit::{Edit, Step, edit};
use proptest::prelude::*;
use proptest::sample::{Index, select};

use crate::editor::files::{File, any_file};

mod files;
mod printing;
mod repository;
#[cfg(unix)]
mod writers;

/// Returns what a file says.
fn data(text: &str) -> Data {
    let (tree, _) = karat::yaml::read("f.yaml", text);
    tree.as_ref().and_then(Data::of).unwrap_or_else(|| panic!("not readable:\n{text}"))
}

fn facts(data: &mut Data) -> &mut Vec<(String, Data)> {
    let Data::Map(entries) = data else { panic!("a gold file is a map") };
    let facts = entries.iter_mut().find(|(key, _)| key == "facts").map(|(_, facts)| facts);
    let Some(Data::Map(facts)) = facts else { panic!("facts is a map") };
    facts
}

fn field<'d>(fact: &'d mut Data, name: &str) -> Option<&'d mut Data> {
    let Data::Map(fields) = fact else { panic!("a fact is a map") };
    fields.iter_mut().find(|(key, _)| key == name).map(|(_, value)| value)
}

fn new_fact() -> NewLabel {
    let slots = Data::map([("when", Data::text("2021")), ("phase", Data::text("ended"))]);
    let fields = vec![("war".to_owned(), slots), ("quote".to_owned(), Data::text("à 6\u{a0}500"))];
    NewLabel { id: "new".to_owned(), fields }
}

/// Returns the lines of a text with their ends.
fn lines(text: &str) -> Vec<&str> {
    text.split_inclusive('\n').collect()
}

/// Says whether lines were only put in, all at one place; the last line may have got its line break.
fn is_one_insertion(before: &str, after: &str) -> bool {
    let n_start = before.bytes().zip(after.bytes()).take_while(|(before, after)| before == after).count();
    let n_end =
        before.bytes().rev().zip(after.bytes().rev()).take_while(|(before, after)| before == after).count();
    n_start + n_end >= before.len() && after.len() > before.len()
}

fn remove(id: &str) -> GoldEdit {
    GoldEdit::Remove { label: id.to_owned() }
}

fn check_insertion(file: &File, index: usize) {
    let before = file.text();
    let position = file.ids.get(index).map_or(Position::Last, |id| Position::Before(id.clone()));
    let after = edit_gold(&before, &[GoldEdit::InsertFact(new_fact(), position)]).unwrap();
    let mut wanted = data(&before);
    let index = index.min(file.ids.len());
    facts(&mut wanted).insert(index, ("new".to_owned(), Data::Map(new_fact().fields)));
    assert_eq!(data(&after), wanted);
    assert!(is_one_insertion(&before, &after), "{before}\n=>\n{after}");
    assert_eq!(after.matches('\r').count() == after.matches('\n').count(), file.line_break() == "\r\n");
    assert_eq!(edit_gold(&after, &[remove("new")]).as_deref(), Ok(before.as_str()), "from\n{after}");
}

fn check_removal(file: &File, index: usize) {
    let before = file.text();
    let after = edit_gold(&before, &[remove(&file.ids[index])]).unwrap();
    let mut wanted = data(&before);
    facts(&mut wanted).remove(index);
    assert_eq!(data(&after), wanted);
    // What is not of the fact stands there unchanged and in order; blank lines may go.
    let is_text = |line: &&str| !line.trim().is_empty();
    let kept = file.lines.iter().filter(|(_, owner)| *owner != Some(index)).map(|(line, _)| line.as_str());
    let mut kept: Vec<String> = kept.filter(is_text).map(str::to_owned).collect();
    if file.ids.len() == 1 {
        kept = kept.iter().map(|line| line.replace("facts:", "facts: {}")).collect();
    }
    let found: Vec<&str> = after.trim_start_matches('\u{feff}').lines().filter(is_text).collect();
    assert_eq!(found, kept, "from\n{before}");
}

fn set(label: &str, field: &str, text: &str) -> GoldEdit {
    GoldEdit::SetField { label: label.to_owned(), field: field.to_owned(), value: Some(Data::words(text)) }
}

fn check_change(file: &File, index: usize, text: &str) {
    let before = file.text();
    let mut wanted = data(&before);
    let fact = &mut facts(&mut wanted)[index].1;
    let has_quote = field(fact, "quote").is_some();
    let name = if has_quote { "quote" } else { "evidence" };
    *field(fact, name).unwrap() = Data::words(text);
    let after = edit_gold(&before, &[set(&file.ids[index], name, text)]).unwrap();
    assert_eq!(data(&after), wanted);
    // Nothing but the fact's own lines differs.
    let (old, new) = (lines(&before), lines(&after));
    let n_before = file.lines.iter().position(|(_, owner)| *owner == Some(index)).unwrap();
    let n_after = file.lines.iter().rev().position(|(_, owner)| *owner == Some(index)).unwrap();
    assert_eq!(old.get(..n_before), new.get(..n_before));
    assert_eq!(old.get(old.len() - n_after..), new.get(new.len() - n_after..));
    let comments = |text: &str| text.matches("# why").count() + text.matches("# more").count();
    assert_eq!(comments(&before), comments(&after), "{before}\n=>\n{after}");
}

/// Texts that try the quoting.
fn any_text() -> impl Strategy<Value = String> {
    let odd = vec![
        "none",
        "no",
        "9:00",
        "- a",
        "a: b",
        "a #b",
        "[x]",
        "l'or",
        "\"x\"",
        "\u{a0}",
        "a\nb",
        "\u{feff}",
        "'",
        "?",
        "a:",
        "\u{85}",
        "é",
        "2022-09-13T09:00+03:00[Europe/Moscow]",
        "{a}",
        "null",
        "\t",
        "\\n",
        "...",
        "---",
        "--- a",
        "# x",
    ];
    prop_oneof![select(odd).prop_map(str::to_owned), "\\PC{1,40}", "[ -~]{1,20}"]
}

/// Pieces that make YAML of every kind, and much that is none.
fn any_soup() -> impl Strategy<Value = String> {
    let pieces = vec![
        "facts:",
        "a:",
        "b: 1",
        " ",
        "  ",
        "    ",
        "\n",
        "\n",
        "\n",
        "- ",
        "-",
        "{",
        "}",
        "[",
        "]",
        ", ",
        "'x'",
        "\"",
        "# c",
        "? ",
        ": ",
        ">-",
        "|+",
        "\r\n",
        "&x ",
        "*x",
        "!t ",
        "\u{feff}",
        "é",
        "%",
        "---",
        "'a:': {b: 1, c: [2]}",
        "\t",
        "x y",
    ];
    proptest::collection::vec(select(pieces), 0..30).prop_map(|pieces| pieces.concat())
}

fn any_step() -> impl Strategy<Value = Step> {
    prop_oneof![
        select(vec!["facts", "a", "b", "c", "a:", "x y"]).prop_map(|key| Step::Key(key.to_owned())),
        (0_usize..3).prop_map(Step::Index),
    ]
}

fn any_edit() -> impl Strategy<Value = Edit> {
    let path = || proptest::collection::vec(any_step(), 0..3);
    let value = || {
        any_text().prop_flat_map(|text| {
            let text = Data::words(text);
            let list = Data::List(vec![text.clone(), Data::text("x")]);
            select(vec![text, list.clone(), Data::map([("k", list)]), Data::List(vec![]), Data::Empty])
        })
    };
    let key = select(vec!["a", "new", "no", "x y"]);
    prop_oneof![
        (path(), 0_usize..4, key.clone(), value()).prop_map(|(map, index, key, value)| Edit::Insert {
            map,
            index,
            key: key.to_owned(),
            value
        }),
        (path(), 0_usize..4, value()).prop_map(|(list, index, value)| Edit::Push { list, index, value }),
        (path(), value()).prop_map(|(at, value)| Edit::Set { at, value }),
        (path(), key).prop_map(|(at, key)| Edit::Rename { at, key: key.to_owned() }),
        path().prop_map(|at| Edit::Remove { at }),
    ]
}

/// Returns the comments of soup, in order: only what stands behind `# c` on its own.
fn n_comments(text: &str) -> usize {
    text.matches("# c").count()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn a_new_fact_adds_its_lines_and_its_removal_restores_every_byte(file in any_file(), index in any::<Index>()) {
        check_insertion(&file, index.index(file.ids.len() + 1));
    }

    #[test]
    fn a_removed_fact_takes_its_lines_and_no_others(file in any_file(), index in any::<Index>()) {
        check_removal(&file, index.index(file.ids.len()));
    }

    #[test]
    fn a_new_quote_changes_only_the_lines_of_its_fact(file in any_file(), index in any::<Index>(), text in any_text()) {
        check_change(&file, index.index(file.ids.len()), &text);
    }

    #[test]
    fn no_text_and_no_change_panics_and_no_new_entry_takes_a_comment(text in any_soup(), change in any_edit()) {
        if let Ok(after) = edit(&text, std::slice::from_ref(&change))
            && matches!(change, Edit::Insert { .. } | Edit::Push { .. })
        {
            prop_assert!(n_comments(&after) >= n_comments(&text), "{text:?} => {after:?}");
        }
    }
}
