//! `karat add`: one label, a form in the editor, a table; whole or not at all.

#![expect(
    clippy::disallowed_methods,
    reason = "tests of the command start it with an editor, and several at once"
)]

use std::process::{Command, Output, Stdio};

use crate::command::{Folder, Said};

/// What `karat add` writes into the gold of the small corpus, and where.
fn added(folder: &Folder, arguments: &[&str]) -> String {
    let before = text(folder, "gold/flood.yaml");
    let said = add(folder, arguments);
    assert_eq!(said.code, Some(0), "{}", said.transcript());
    let after = text(folder, "gold/flood.yaml");
    let (new, place) = inserted(&before, &after);
    let lint = folder.karat(&["lint"]);
    assert_eq!(lint.code, Some(0), "{}", lint.transcript());
    format!("{place}\n{new}")
}

fn add(folder: &Folder, arguments: &[&str]) -> Said {
    folder.karat(&[&["add"], arguments].concat())
}

fn text(folder: &Folder, name: &str) -> String {
    std::fs::read_to_string(folder.path().join(name)).expect("a file of the test")
}

/// Returns the lines that were put in, and the line before which they stand; all others are as they were.
fn inserted(before: &str, after: &str) -> (String, String) {
    let n_same = before.lines().zip(after.lines()).take_while(|(old, new)| old == new).count();
    let n_new = after.lines().count() - before.lines().count();
    let new: Vec<&str> = after.lines().skip(n_same).take(n_new).collect();
    let rest: Vec<&str> = after.lines().skip(n_same + n_new).collect();
    assert_eq!(rest, before.lines().skip(n_same).collect::<Vec<_>>(), "other lines stay");
    (
        new.join("\n").trim_end().to_owned(),
        format!("before {:?}", before.lines().nth(n_same).unwrap_or_default()),
    )
}

/// Runs a command that is refused: nothing is written.
fn refused(folder: &Folder, arguments: &[&str]) -> String {
    let before = folder.files();
    let said = add(folder, arguments);
    assert_eq!(said.code, Some(2), "{}", said.transcript());
    assert!(folder.files() == before, "nothing is written");
    said.stderr
}

const OPENED: [&str; 8] = [
    "flood",
    "opening",
    "what=Le barrage du Nord",
    "starts=05/05/2021",
    "--quote",
    "a rouvert",
    "--said-by",
    "prefecture",
];

#[test]
fn one_line_makes_a_fact_at_its_place() {
    let folder = Folder::corpus();
    let line = ["fl", "casualties", "count=douze", "effect=Killed", "during=3 mai 2021"];
    let rest =
        ["--quote", "selon la préfecture", "--said-by", "la préfecture", "--polarity", "denied", "--same-as"];
    let new = added(&folder, &[line.as_slice(), &rest, &["dead-of-the-flood"]].concat());
    insta::assert_snapshot!(new);
    insta::assert_snapshot!(added(&folder, &OPENED));
}

#[test]
fn every_problem_of_a_line_is_told_at_its_place() {
    let folder = Folder::corpus();
    let arguments = [
        "flood",
        "casualty",
        "count=6 5OO",
        "--said-by",
        "prefecture du sud",
        "--quote",
        "tué au moins dix personnes",
        "--polarity",
        "deny",
        "--weight",
        "0",
    ];
    insta::assert_snapshot!(refused(&folder, &arguments));
}

#[test]
fn a_type_that_is_right_shows_what_is_wrong_with_its_slots() {
    let folder = Folder::corpus();
    let arguments = [
        "flood",
        "casualties",
        "count=6 5OO",
        "efect=killed",
        "during=2021-02-30",
        "mai",
        "--id",
        "dam-opens",
    ];
    insta::assert_snapshot!(refused(&folder, &arguments));
}

#[test]
fn an_error_that_only_lint_finds_points_into_the_line() {
    let folder = Folder::corpus();
    let arguments =
        ["flood", "casualties", "count=12", "effect=wounded", "--quote", "au moins douze personnes"];
    insta::assert_snapshot!(refused(&folder, &arguments));
}

#[test]
fn a_label_that_is_there_already_is_not_added_again() {
    let folder = Folder::corpus();
    let first = add(&folder, &OPENED);
    assert_eq!(first.code, Some(0), "{}", first.transcript());
    let before = folder.files();
    let said = add(&folder, &OPENED);
    assert_eq!((said.code, said.stdout.as_str()), (Some(0), ""));
    assert_eq!(said.stderr, "gold/flood.yaml: \"opening-dam-2021-05-05\" says the same, nothing to add\n");
    assert!(folder.files() == before);
}

#[test]
fn a_dry_run_shows_and_writes_nothing() {
    let folder = Folder::corpus();
    let before = folder.files();
    let said = add(&folder, &[OPENED.as_slice(), &["--dry-run"]].concat());
    assert!(said.stdout.starts_with("would add gold/flood.yaml:"), "{}", said.transcript());
    assert!(folder.files() == before);
}

#[test]
fn an_article_without_labels_gets_a_draft() {
    let folder = Folder::corpus();
    folder.write("seeds/fire.txt", "Le feu a tué deux personnes mardi, selon la préfecture.\n");
    let line = [
        "fire",
        "casualties",
        "count=deux",
        "during=mardi",
        "--quote",
        "tué deux personnes mardi",
        "--said-by",
        "prefecture",
    ];
    assert!(refused(&folder, &line).contains("counts from the day of publication"), "the day is not known");
    let said = add(&folder, &[line.as_slice(), &["--published", "2021-05-06"]].concat());
    assert_eq!(said.code, Some(0), "{}", said.transcript());
    insta::assert_snapshot!(said.transcript() + &text(&folder, "gold/fire.yaml"));
    let lint = folder.karat(&["lint"]);
    assert_eq!(lint.code, Some(0), "{}", lint.transcript());
}

#[test]
fn the_first_label_takes_the_language_that_the_text_is_in() {
    let folder = Folder::corpus();
    folder.write("seeds/fire.txt", "Two people died in the fire on Tuesday, the police said.\n");
    folder.write("seeds/brand.txt", "Zwei Tote am Dienstag.\n");
    let line = |article| [article, "casualties", "count=2", "--quote"];
    let said = add(&folder, &[line("fire").as_slice(), &["Two people died"]].concat());
    assert!(said.stderr.contains("made with language en, a draft"), "{}", said.transcript());
    assert!(text(&folder, "gold/fire.yaml").contains("language: en"));
    let refusal = refused(&folder, &[line("brand").as_slice(), &["Zwei Tote"]].concat());
    assert!(refusal.contains("help: add --language fr, or another tag"), "{refusal}");
}

#[test]
fn an_article_answers_to_its_name_without_accents_and_to_its_files() {
    let folder = Folder::corpus();
    folder.write(
        "seeds/déraillement.txt",
        "Le train du matin et celui du soir sont en retard, selon la gare.\n",
    );
    let ignored = ["--ignore", "--quote", "la gare", "--reason", "r"];
    for name in ["deraillement", "de\u{301}raill", "seeds/déraillement.txt", "gold/déraillement.yaml"] {
        let said = add(&folder, &[&[name], ignored.as_slice()].concat());
        assert_eq!(said.code, Some(0), "{name}: {}", said.transcript());
    }
    let said = refused(&folder, &[&["gold/deraillement.yaml"], ignored.as_slice()].concat());
    assert!(said.contains("no article starts with"), "{said}");
    assert_eq!(folder.karat(&["fmt", "--check", "seeds/flood.txt"]).code, Some(0));
    let waiting = folder.karat(&["suggest", "deraill"]);
    assert_eq!(waiting.code, Some(0), "{}", waiting.transcript());
}

#[test]
fn schemas_that_are_there_know_an_entity_declared_on_the_way() {
    let folder = Folder::corpus();
    let name = ["flood", "--ignore", "--quote", "heure de Moscou", "--reason", "r", "--new-entity"];
    let without = add(&folder, &[name.as_slice(), &["clock=horloge"]].concat());
    assert_eq!(without.code, Some(0), "{}", without.transcript());
    assert!(!folder.path().join("gold/gold.schema.json").is_file(), "what is not there stays so");
    assert_eq!(folder.karat(&["schema"]).code, Some(0));
    let named = ["flood", "--ignore", "--quote", "le 5 mai 2021", "--reason", "r", "--new-entity"];
    let said = add(&folder, &[named.as_slice(), &["bell=cloche"]].concat());
    assert!(said.stderr.contains("wrote  gold/gold.schema.json"), "{}", said.transcript());
    assert_eq!(folder.karat(&["schema", "--check"]).code, Some(0));
}

#[test]
fn unknown_columns_are_told_in_the_order_of_the_file_without_its_mark() {
    let folder = Folder::corpus();
    let head = "\u{feff}article,type,Zitat,Anzahl\n";
    folder.write("t.csv", format!("{head}flood,casualties,tué au moins douze personnes,12\n"));
    let said = refused(&folder, &["--from", "t.csv"]);
    assert!(!said.contains('\u{feff}'), "{said}");
    assert!(said.contains("--map 'Zitat=quote'"), "{said}");
    assert!(said.find("\"Zitat\"") < said.find("\"Anzahl\""), "{said}");
    assert!(said.contains("--map 'Anzahl=NAME', a name of: article, type, "), "{said}");
}

#[test]
fn a_sign_with_spaces_beside_it_is_told_as_such() {
    let folder = Folder::corpus();
    for spaced in [["count", "=", "23"].as_slice(), &["count=", "23"], &["count", "=23"]] {
        let said = refused(&folder, &[&["flood", "casualties"], spaced].concat());
        assert!(said.contains("help: leave no space beside the sign: count=23"), "{said}");
        assert!(!said.contains("slot \"\""), "{said}");
    }
}

#[test]
fn a_distractor_and_a_passage_to_ignore_are_added() {
    let folder = Folder::corpus();
    let new = added(
        &folder,
        &[
            "flood",
            "casualties",
            "count=at least 12",
            "effect=wounded",
            "during=2021-05-05",
            "--distractor",
            "--reason",
            "they died",
        ],
    );
    insta::assert_snapshot!(new);
    let ignored = ["flood", "--ignore", "--quote", "heure de Moscou", "--reason", "a clock"];
    let said = add(&folder, &ignored);
    assert_eq!(said.code, Some(0), "{}", said.transcript());
    assert!(text(&folder, "gold/flood.yaml").contains("{quote: heure de Moscou, reason: a clock}"));
}

#[test]
fn an_entity_is_declared_with_the_label_that_names_it_or_not_at_all() {
    let folder = Folder::corpus();
    let line = [
        "flood",
        "opening",
        "what=sluice",
        "starts=2021-05-05",
        "--quote",
        "a rouvert",
        "--new-entity",
        "sluice=écluse:dam",
    ];
    let wrong = refused(&folder, &[line.as_slice(), &["--polarity", "x"]].concat());
    assert!(wrong.contains("unknown polarity"), "{wrong}");
    let said = add(&folder, &line);
    assert_eq!(said.code, Some(0), "{}", said.transcript());
    assert!(
        text(&folder, "gold/entities.yaml").ends_with("  sluice: {names: {fr: [écluse]}, part_of: dam}\n")
    );
    assert!(said.stderr.contains("gold/entities.yaml: declared sluice\n"), "{}", said.transcript());
}

#[test]
fn what_only_an_article_without_labels_needs_is_an_error_for_others() {
    let folder = Folder::corpus();
    let rest = ["--language", "fr", "--published", "2021-05-06", "--distractor"];
    let said = refused(&folder, &[OPENED.as_slice(), &rest].concat());
    for name in ["language", "published"] {
        let message = format!("--{name} is for an article without labels, and gold/flood.yaml is there");
        assert!(said.contains(&message), "{said}");
    }
    folder.write("t.csv", "quote,count\nau moins douze,13\n");
    let said = refused(&folder, &["--from", "t.csv", "flood", "casualties", "--language", "fr"]);
    assert!(said.contains("--language is for an article"), "{said}");
}

#[test]
fn the_line_is_shown_as_it_was_typed() {
    let folder = Folder::corpus();
    let said = refused(&folder, &["flood", "--ignore", "--quote", "xyz", "--reason", "no"]);
    assert!(said.contains("karat add flood --ignore --quote xyz --reason no"), "{said}");
    let said = refused(&folder, &["flood", "casualties", "count=x", "--distractor", "--reason", "no"]);
    assert!(said.contains("karat add flood casualties count=x --distractor --reason no"), "{said}");
}

#[test]
fn an_article_that_is_not_there_is_told_with_what_was_meant() {
    let folder = Folder::corpus();
    folder.write("seeds/flow.txt", "Rien.\n");
    assert!(refused(&folder, &["floud", "opening"]).contains("did you mean \"flood\"?"));
    assert!(refused(&folder, &["flo", "opening"]).contains("the start of 2 articles: flood, flow"));
    assert!(refused(&folder, &[]).contains("no article is named"));
}

#[test]
fn two_at_once_lose_nothing() {
    let folder = Folder::corpus();
    let run = |number: usize| {
        let mut command = karat(&folder, &["add", "flood", "opening", "what=dam"]);
        command.args([format!("starts=2021-05-{number:02}"), format!("--id=opening-{number}")]);
        command.args(["--quote", "a rouvert"]).stdout(Stdio::null()).stderr(Stdio::piped());
        command.spawn().expect("the binary was built for the tests")
    };
    let runs: Vec<_> = (10..18).map(run).collect();
    for child in runs {
        let output = child.wait_with_output().expect("it was started");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }
    let gold = text(&folder, "gold/flood.yaml");
    assert!((10..18).all(|number| gold.contains(&format!("  opening-{number}:\n"))), "{gold}");
}

#[test]
fn a_command_that_was_killed_behind_its_entity_can_be_repeated() {
    let folder = Folder::corpus();
    let line = ["flood", "opening", "starts=2021-05-05", "--quote", "a rouvert"];
    let line = |entity| [line.as_slice(), &["what=sluice", "--new-entity", entity]].concat();
    let declared = format!(
        "{}  sluice: {{names: {{fr: [écluse]}}, part_of: dam}}\n",
        text(&folder, "gold/entities.yaml")
    );
    folder.write("gold/entities.yaml", &declared);
    assert!(refused(&folder, &line("sluice=vanne:dam")).contains("has \"sluice\" already"));
    assert!(refused(&folder, &line("sluice=écluse")).contains("has \"sluice\" already"));
    let said = add(&folder, &line("sluice=écluse:dam"));
    assert_eq!(said.code, Some(0), "{}", said.transcript());
    assert_eq!(text(&folder, "gold/entities.yaml"), declared);
    assert!(text(&folder, "gold/flood.yaml").contains("what: sluice"));
}

fn karat(folder: &Folder, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_karat"));
    command.current_dir(folder.path()).args(arguments).env("COLUMNS", "110");
    for name in ["CI", "NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "VISUAL", "EDITOR", "TERM", "LANG", "LC_ALL"]
    {
        command.env_remove(name);
    }
    command
}

/// Runs `karat add flood … --edit` with a shell script as the editor; `$1` is the form.
#[cfg(unix)]
fn edited(folder: &Folder, script: &str, arguments: &[&str]) -> Said {
    folder.write("editor.sh", script);
    let mut command = karat(folder, &[&["add", "flood"], arguments, &["--edit"]].concat());
    let Output { status, stdout, stderr } =
        command.env("EDITOR", "sh editor.sh").output().expect("the binary was built for the tests");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("karat prints UTF-8");
    Said { stdout: text(stdout), stderr: text(stderr), code: status.code() }
}

#[cfg(unix)]
mod form {
    use super::*;

    fn forms(folder: &Folder) -> Vec<String> {
        let files = folder.files().into_iter();
        let forms = files.filter(|(path, _)| path.to_string_lossy().contains("/.karat/forms/"));
        forms.map(|(_, bytes)| String::from_utf8(bytes).expect("a form is UTF-8")).collect()
    }

    #[test]
    fn a_form_holds_what_is_known_and_what_is_asked() {
        let folder = Folder::corpus();
        let said = edited(&folder, "cp \"$1\" form.txt", &["opening", "what=dam", "--quote", "a rouvert"]);
        assert_eq!(
            (said.code, said.stderr.as_str()),
            (Some(5), "the form was left as it is: nothing was written\n")
        );
        insta::assert_snapshot!(text(&folder, "form.txt"));
        assert_eq!(forms(&folder), Vec::<String>::new());
    }

    #[test]
    fn a_form_comes_back_with_its_problems_until_it_is_right() {
        let folder = Folder::corpus();
        let script = "if grep -q '^#!' \"$1\"; then cp \"$1\" again.txt; sed -i 's/2O21/2021/; s/^colour/# /' \"$1\"\n\
                      else sed -i 's/^  starts:.*/  starts: 05\\/05\\/2O21/; s/^note:.*/colour: red/' \"$1\"; fi\n";
        let said = edited(&folder, script, &["opening", "what=dam", "--quote", "a rouvert"]);
        assert_eq!(said.code, Some(0), "{}", said.transcript());
        let again = text(&folder, "again.txt");
        insta::assert_snapshot!(again);
        for (number, line) in (1..).zip(again.lines()).filter(|(_, line)| !line.starts_with('#')) {
            let told = again.lines().filter(|told| told.starts_with(&format!("#! line {number}: "))).count();
            assert_eq!(told > 0, line.contains("2O21") || line.starts_with("colour"), "{line}");
        }
        assert_eq!(forms(&folder), Vec::<String>::new());
        assert!(text(&folder, "gold/flood.yaml").contains("opening-dam-2021-05-05:"));
    }

    #[test]
    fn what_stands_behind_a_number_sign_is_for_people_but_in_words_of_the_article() {
        let folder = Folder::corpus();
        let script =
            "sed -i 's/^  starts:.*/  starts: 05\\/05\\/2021 # mine/; s/^note:.*/note: as in # 3/' \"$1\"";
        let said = edited(&folder, script, &["opening", "what=dam", "--quote", "a rouvert"]);
        assert_eq!(said.code, Some(0), "{}", said.transcript());
        let gold = text(&folder, "gold/flood.yaml");
        assert!(gold.contains("starts: 2021-05-05") && gold.contains("note: 'as in # 3'"), "{gold}");
    }

    #[test]
    fn what_was_filled_in_is_kept_when_the_form_is_given_up() {
        let folder = Folder::corpus();
        let script = "grep -q '^#!' \"$1\" || sed -i 's/^  starts:.*/  starts: soon/' \"$1\"";
        let said = edited(&folder, script, &["opening", "what=dam", "--quote", "a rouvert"]);
        assert_eq!(said.code, Some(5), "{}", said.transcript());
        assert!(
            said.stderr.contains("what you filled in is kept in .karat/forms/flood-"),
            "{}",
            said.transcript()
        );
        assert!(matches!(forms(&folder).as_slice(), [form] if form.contains("  starts: soon\n")));
    }

    #[test]
    fn an_editor_that_fails_writes_nothing_and_loses_nothing() {
        let folder = Folder::corpus();
        let gold = text(&folder, "gold/flood.yaml");
        let script = "sed -i 's/^  starts:.*/  starts: 2021-05-05/' \"$1\"; exit 3";
        let said = edited(&folder, script, &["opening", "what=dam", "--quote", "a rouvert"]);
        assert_eq!(said.code, Some(2));
        assert!(
            said.stderr.starts_with("karat: the editor sh ended with status 3: nothing was written\n"),
            "{}",
            said.stderr
        );
        assert!(matches!(forms(&folder).as_slice(), [form] if form.contains("  starts: 2021-05-05\n")));
        assert_eq!(text(&folder, "gold/flood.yaml"), gold);
    }

    #[test]
    fn an_empty_form_adds_nothing() {
        let folder = Folder::corpus();
        let said = edited(&folder, "echo > \"$1\"", &["opening"]);
        assert_eq!((said.code, said.stderr.as_str()), (Some(5), "the form is empty: nothing was written\n"));
        assert_eq!(forms(&folder), Vec::<String>::new());
    }

    #[test]
    fn without_an_editor_the_variable_is_named() {
        let folder = Folder::corpus();
        let said = folder.karat(&["add", "flood", "opening", "--edit"]);
        assert_eq!(said.code, Some(2));
        assert!(said.stderr.contains("no editor is named\nhelp: set EDITOR"), "{}", said.stderr);
    }
}

mod table {
    use super::*;

    const ROWS: &str = "Article,Type,Ouvrage,starts,quote,said_by\n\
                        flood,opening,dam,05/05/2021,a rouvert,prefecture\n\
                        flo,opening,dam,\"2021-05-06 | 2021-05 (0.5)\",\"le 5 mai\",\n";

    #[test]
    fn a_table_is_added_once_however_often_it_is_read() {
        let folder = Folder::corpus();
        folder.write("t.csv", ROWS);
        let said = add(&folder, &["--from", "t.csv", "--map", "ouvrage=what"]);
        assert_eq!(said.code, Some(0), "{}", said.transcript());
        assert!(said.stderr.ends_with("added 2 labels to 1 file\n"), "{}", said.stderr);
        let files = folder.files();
        let said = add(&folder, &["--from", "t.csv", "--map", "ouvrage=what"]);
        assert!(said.stderr.ends_with("added 0 labels to 0 files, 2 there already\n"), "{}", said.stderr);
        assert!(folder.files() == files);
    }

    #[test]
    fn every_way_to_write_a_table_adds_the_same() {
        let csv = Folder::corpus();
        csv.write("t.csv", "quote,needs,count\nau moins douze,a;,13\n".replace("a;", "\"a, b\""));
        let gold = |folder: &Folder, name: &str| {
            let said = add(folder, &["flood", "casualties", "effect=killed", "--from", name]);
            assert_eq!(said.code, Some(0), "{}", said.transcript());
            text(folder, "gold/flood.yaml")
        };
        let expected = gold(&csv, "t.csv");
        let tables = [
            ("t.tsv", "\u{feff}quote\tneeds\tcount\r\nau moins douze\ta, b\t13\r\n\r\n"),
            ("t.csv", "quote;needs;count\nau moins douze;a, b;13\n;;\n"),
            (
                "t.json",
                "[\n  {\"quote\": [\"au moins douze\"], \"needs\": [\"a\", \"b\"], \"count\": 13, \"note\": null}\n]",
            ),
            ("t.jsonl", "{\"quote\": \"au moins douze\", \"needs\": \"a, b\", \"count\": \"13\"}\n\n"),
        ];
        for (name, table) in tables {
            let folder = Folder::corpus();
            folder.write(name, table);
            assert_eq!(gold(&folder, name), expected, "{name}");
        }
    }

    #[test]
    fn nothing_is_written_unless_all_rows_are_right() {
        let folder = Folder::corpus();
        folder.write("t.csv", ROWS.replace("le 5 mai", "le 6 mai").replace("flo,", "fire,"));
        folder.write(
            "u.csv",
            ROWS.replace("a rouvert", "a \"\"rouvert\"\"").replace("05/05/2021", "\"5 foo, 2021\""),
        );
        insta::assert_snapshot!(refused(&folder, &["--from", "t.csv", "--map", "ouvrage=what"]));
        insta::assert_snapshot!(refused(&folder, &["--from", "u.csv", "--map", "ouvrage=what"]));
    }

    #[test]
    fn the_good_rows_are_written_where_that_is_asked_for() {
        let folder = Folder::corpus();
        folder.write("t.csv", ROWS.replace("05/05/2021", "soon"));
        let said = add(&folder, &["--from", "t.csv", "--map", "ouvrage=what", "--keep-going"]);
        assert_eq!(said.code, Some(1), "{}", said.transcript());
        assert!(said.stderr.ends_with("added 1 label to 1 file, 1 problem\n"), "{}", said.stderr);
        assert!(
            text(&folder, "gold/flood.yaml").contains("any_of: [2021-05-06, {value: 2021-05, score: 0.5}]")
        );
    }

    #[test]
    fn a_column_that_means_nothing_is_an_error_unless_it_is_to_be_left_out() {
        let folder = Folder::corpus();
        folder.write("t.csv", ROWS.replace("said_by", "sayd_by"));
        insta::assert_snapshot!(refused(&folder, &["--from", "t.csv"]));
        let said = add(&folder, &["--from", "t.csv", "--map", "ouvrage=what", "--ignore-unknown"]);
        assert_eq!(said.code, Some(0), "{}", said.transcript());
    }

    #[test]
    fn what_is_no_table_is_told_with_its_place() {
        let folder = Folder::corpus();
        folder.write("t.csv", "article,type\nflood,opening,dam\n\"flood,opening\n");
        folder.write("t.json", "[{\"article\": \"flood\",}]");
        folder.write("t.jsonl", "{\"article\": \"flood\"}\n[1]\n{\"article\": {}}\nnot json\n");
        folder.write("t.txt", "");
        folder.write("t.tsv", "");
        let said = ["t.csv", "t.json", "t.jsonl", "t.txt", "t.tsv", "u.csv"]
            .map(|name| refused(&folder, &["--from", name]));
        insta::assert_snapshot!(said.concat());
    }
}
