//! Each rule by a small corpus in which it speaks, and one beside it in which it does not.

use std::collections::BTreeSet;
use std::fmt::Write;

use karat::article::text_sha256;
use karat::problem::catalogue::rules;

use crate::command::Folder;
use crate::lint::{GOLD, findings};

/// A change of the corpus that lints clean.
#[derive(Clone, Copy)]
pub(super) enum Edit {
    /// Replaces text in the gold file.
    Gold(&'static str, &'static str),
    /// Replaces text in the article, and the hash of it in the gold file.
    Article(&'static str, &'static str),
    /// Writes another file.
    File(&'static str, &'static str),
    /// Takes a file away.
    Gone(&'static str),
}

use Edit::{Article, File, Gold, Gone};

/// A rule and what makes it speak.
pub(super) struct Case {
    pub(super) rule: &'static str,
    command: &'static [&'static str],
    pub(super) speaks: &'static [Edit],
    /// Like it, and right.
    silent: &'static [Edit],
}

const fn case(rule: &'static str, speaks: &'static [Edit], silent: &'static [Edit]) -> Case {
    Case { rule, command: &["lint"], speaks, silent }
}

const ARTICLE: &str = "seeds/flood.txt";
const COUNT: &str = "count: at least 12\n";
const QUOTE: &str = "quote: tué au moins douze personnes le 3 mai 2021";
const SAID: &str = "    said_by: prefecture\n";
const STARTS: &str = "starts: 2021-05-05T09:00+03:00[Europe/Moscow]";
const ANNOTATORS: &str = "annotators: [{by: someone, role: labeller, at: 2021-05-07}]";
/// The same article under another name.
const TWIN: Edit = File(
    "seeds/flood-2.txt",
    "La crue a tué au moins douze personnes le 3 mai 2021, selon la préfecture.\nLe barrage du Nord a rouvert à 9h00, heure de Moscou, le 5 mai 2021.\n",
);
const TWIN_GOLD_TEST: &str = "karat: 1\narticle: {language: fr, sha256: [3a266cbe3e57aff3080d75d833f28f3b6e61bf1a12d4807ea783535b674af960]}\ncoverage: {exhaustive: none}\nstatus: labelled\nsplit: test\nfacts: {}\n";

pub(super) const CASES: [Case; 45] = [
    case(
        "Y0",
        &[Gold("quote: 9h00", "quote: \"9h00")],
        &[Gold(QUOTE, "quote: \"tué au moins douze personnes le 3 mai 2021\"")],
    ),
    case("Y1", &[Gold("  dam-opens:", "  dead-of-the-flood:")], &[]),
    case("Y2", &[Gold(SAID, "    said_bi: prefecture\n")], &[]),
    case(
        "Y3",
        &[Gold(QUOTE, "quote: tué : au moins douze")],
        &[Gold(SAID, "    said_by: prefecture\n    note: 'tué : douze'\n")],
    ),
    case("Y4", &[Gold("  dam-opens:", "  on:")], &[Gold(SAID, "    said_by: prefecture\n    note: 9:00\n")]),
    case(
        "Y5",
        &[Gold(STARTS, "starts: {any_of: [2021-05-05T09:00+03:00[Europe/Moscow], 2021-05-05]}")],
        &[Gold(STARTS, "starts: {any_of: ['2021-05-05T09:00+03:00[Europe/Moscow]', 2021-05-05]}")],
    ),
    case(
        "Y6",
        &[Gold(
            "      count: at least 12\n      effect: killed\n",
            "      effect: killed\n      count: at least 12\n",
        )],
        &[],
    ),
    case(
        "K1",
        &[File("karat.yaml", "karat: 1\nextractors: {mine: {command: [a], timeout: 60}}\n")],
        &[File("karat.yaml", "karat: 1\nextractors: {mine: {command: [a], timeout: 60s}}\n")],
    ),
    Case {
        rule: "K2",
        command: &["score", "mine"],
        speaks: &[File(
            "karat.yaml",
            "karat: 1\nextractors: {mine: {command: [cat], inputs: [prompt.md]}}\n",
        )],
        silent: &[
            File("prompt.md", ""),
            File("karat.yaml", "karat: 1\nextractors: {mine: {command: [cat], inputs: [prompt.md]}}\n"),
        ],
    },
    case("A1", &[Gone(ARTICLE)], &[]),
    case(
        "A2",
        &[File(ARTICLE, "La crue a tué au moins douze personnes le 3 mai 2021.\n")],
        &[Gold("[3a266", "[00006cbe3e57aff3080d75d833f28f3b6e61bf1a12d4807ea783535b674af960, 3a266")],
    ),
    case("A3", &[Article("préfecture.\n", "préfecture.\r\n")], &[]),
    case(
        "A4",
        &[
            Gold("  published: 2021-05-06\n  published_from: metadata\n", ""),
            Article("le 3 mai 2021", "mardi"),
            Gold(QUOTE, "quote: tué au moins douze personnes mardi"),
        ],
        &[Gold("  published: 2021-05-06\n  published_from: metadata\n", "")],
    ),
    case(
        "A5",
        &[Article(
            "5 mai 2021.\n",
            "5 mai 2021.\nLes secours cherchaient encore les disparus.\n\nLes secours cherchaient encore les dispar\n",
        )],
        &[],
    ),
    case(
        "A6",
        &[
            TWIN,
            File("gold/flood-2.yaml", TWIN_GOLD_TEST),
            Gold("status: labelled", "status: labelled\nsplit: dev"),
        ],
        &[
            TWIN,
            File("gold/flood-2.yaml", TWIN_GOLD_TEST),
            Gold("status: labelled", "status: labelled\nsplit: test"),
        ],
    ),
    case("E1", &[Gold(QUOTE, "quote: tué au moins douze persones le 3 mai 2021")], &[]),
    case(
        "E2",
        &[
            Article(
                "5 mai 2021.\n",
                "5 mai 2021.\nLa préfecture compte ceux qui sont morts le 3 mai 2021.\nUn bilan du 3 mai 2021 suit.\n",
            ),
            Gold(QUOTE, "evidence: [tué au moins douze personnes le 3 mai 2021, 3 mai 2021]"),
        ],
        &[
            Article(
                "5 mai 2021.\n",
                "5 mai 2021.\nLa préfecture compte ceux qui sont morts le 3 mai 2021.\n",
            ),
            Gold(
                QUOTE,
                "evidence: [tué au moins douze personnes le 3 mai 2021, {quote: 3 mai 2021, occurrence: 1}]",
            ),
        ],
    ),
    case(
        "E3",
        &[Gold(QUOTE, "evidence: [{quote: tué au moins douze personnes le 3 mai 2021, occurrence: 2}]")],
        &[Gold(QUOTE, "evidence: [{quote: tué au moins douze personnes le 3 mai 2021, occurrence: 1}]")],
    ),
    case("E4", &[Article("tué au moins", "tué\u{a0}au moins")], &[]),
    case("E5", &[Gold(QUOTE, "quote: ué au moins douze personnes le 3 mai 2021")], &[]),
    case(
        "E6",
        &[Gold("    quote: tué au moins douze personnes le 3 mai 2021\n", "")],
        &[Gold("    quote: 9h00, heure de Moscou, le 5 mai 2021\n", "")],
    ),
    case(
        "E7",
        &[Gold(COUNT, "count: at least 13\n")],
        &[Gold(COUNT, "count: {any_of: [at least 12, 12]}\n")],
    ),
    case("E8", &[Gold(COUNT, "count: 12\n")], &[Gold(COUNT, "count: more than 11\n")]),
    case(
        "E9",
        &[Article("a tué", "aurait tué")],
        &[Article("a tué", "aurait tué"), Gold(SAID, "    said_by: prefecture\n    polarity: conditional\n")],
    ),
    case("E10", &[Gold(SAID, "")], &[Gold(SAID, "    said_by: unnamed\n")]),
    case(
        "V1",
        &[Gold("during: 2021-05-03", "during: 03/05/2021")],
        &[Gold("during: 2021-05-03", "during: 2021-05")],
    ),
    case(
        "V2",
        &[Gold(STARTS, "starts: 2021-05-05T09:00+04:00[Europe/Moscow]")],
        &[Gold(STARTS, "starts: 2021-05-05T09:00+03:00")],
    ),
    case("V3", &[Gold(STARTS, "starts: 2021-05-05T09:00")], &[Gold(STARTS, "starts: 2021-05-05")]),
    case(
        "V4",
        &[Article("le 3 mai 2021", "mardi"), Gold(QUOTE, "quote: tué au moins douze personnes mardi")],
        &[Article("le 3 mai 2021", "lundi"), Gold(QUOTE, "quote: tué au moins douze personnes lundi")],
    ),
    case(
        "V5",
        &[Gold("during: 2021-05-03", "during: 2031-05-03")],
        &[Gold("during: 2021-05-03", "during: 2021-05-02/2021-05-03")],
    ),
    case(
        "V6",
        &[
            Article("le 3 mai 2021", "en mai 2021"),
            Gold(QUOTE, "quote: tué au moins douze personnes en mai 2021"),
        ],
        &[
            Article("le 3 mai 2021", "en mai 2021"),
            Gold(
                QUOTE,
                "quote: tué au moins douze personnes en mai 2021\n    note: the day is that of the decree",
            ),
        ],
    ),
    case("V7", &[Gold(COUNT, "count: at least 6 500\n")], &[]),
    case(
        "V8",
        &[Gold(COUNT, "count: {any_of: [at least 12, at least 12]}\n")],
        &[Gold(COUNT, "count: {any_of: [at least 12, 12]}\n")],
    ),
    case("V9", &[Gold("what: dam", "what: dame")], &[]),
    case("F1", &[Gold("effect: killed\n      during", "effekt: killed\n      during")], &[]),
    case(
        "F2",
        &[Gold(
            "\ndistractors:",
            "  dead-again:\n    same_as: dead-of-the-flood\n    said_by: prefecture\n    quote: La crue a tué\n\ndistractors:",
        )],
        &[Gold(
            "\ndistractors:",
            "  dead-again:\n    same_as: dead-of-the-flood\n    optional: true\n    said_by: unnamed\n    quote: La crue a tué\n\ndistractors:",
        )],
    ),
    case(
        "F3",
        &[Gold("casualties: {count: 12, effect: wounded}", "casualties: {count: 158, effect: wounded}")],
        &[],
    ),
    case(
        "F4",
        &[Gold(
            "\ndistractors:",
            "  dead-again:\n    same_as: dead-of-flood\n    said_by: unnamed\n    quote: La crue a tué\n\ndistractors:",
        )],
        &[],
    ),
    case(
        "F5",
        &[Gold(SAID, "    polarity: denied\n")],
        &[Gold(SAID, "    said_by: prefecture\n    polarity: denied\n")],
    ),
    case(
        "F6",
        &[
            Gold(SAID, "    said_by: prefecture\n    optional: true\n"),
            Gold("    quote: 9h00", "    optional: true\n    quote: 9h00"),
        ],
        &[Gold(SAID, "    said_by: prefecture\n    optional: true\n")],
    ),
    case(
        "C1",
        &[Article(
            "Le barrage",
            "Quarante habitants ont péri ailleurs, et 340 maisons sont détruites. Le barrage",
        )],
        &[],
    ),
    case("C2", &[File("seeds/new.txt", "Il a plu.\n")], &[]),
    case(
        "R1",
        &[Gold("status: labelled", "status: reviewed")],
        &[
            Gold("status: labelled", "status: reviewed"),
            Gold(
                ANNOTATORS,
                "annotators: [{by: someone, role: labeller, at: 2021-05-07}, {by: other, role: reviewer, at: 2021-05-08}]",
            ),
        ],
    ),
    Case {
        rule: "P1",
        command: &["score", "--predictions", "answers.jsonl"],
        speaks: &[File("answers.jsonl", "{\"id\": \"flood\", \"facts\": []}\nno answer\n")],
        silent: &[File("answers.jsonl", "{\"id\": \"flood\", \"facts\": []}\n")],
    },
    Case {
        rule: "P2",
        command: &["score", "--predictions", "answers.jsonl"],
        speaks: &[File(
            "answers.jsonl",
            "{\"id\": \"flood\", \"facts\": []}\n{\"id\": \"floods\", \"facts\": []}\n",
        )],
        silent: &[File("answers.jsonl", "{\"id\": \"flood\", \"facts\": []}\n")],
    },
];

/// Makes the corpus that lints clean, with changes.
pub(super) fn corpus(edits: &[Edit]) -> Folder {
    let folder = Folder::corpus();
    for edit in edits {
        match *edit {
            Gold(from, to) => folder.replace(GOLD, from, to),
            File(name, text) => folder.write(name, text),
            Gone(name) => folder.remove(name),
            Article(from, to) => {
                let text = super::read(&folder, ARTICLE);
                folder.replace(ARTICLE, from, to);
                folder.replace(GOLD, &text_sha256(&text), &text_sha256(&super::read(&folder, ARTICLE)));
            }
        }
    }
    folder
}

/// Returns what a rule says about a changed corpus.
fn said(case: &Case, edits: &[Edit]) -> Vec<String> {
    let mut said = corpus(edits).karat(case.command);
    said.stdout.push_str(&said.stderr);
    findings(&said).into_iter().filter(|line| line.split(' ').nth(1) == Some(case.rule)).collect()
}

#[test]
fn each_rule_speaks_where_it_should_and_nowhere_else() {
    let (mut all, mut wrong) = (String::new(), String::new());
    for case in &CASES {
        let (spoken, beside) = (said(case, case.speaks), said(case, case.silent));
        if spoken.is_empty() || !beside.is_empty() {
            let transcript = corpus(case.speaks).karat(case.command).transcript();
            writeln!(wrong, "{}: {transcript}beside it: {beside:?}", case.rule).expect("a string");
        }
        spoken.iter().for_each(|line| writeln!(all, "{line}").expect("a string"));
    }
    assert!(wrong.is_empty(), "{wrong}");
    insta::assert_snapshot!("cases", all);
}

#[test]
fn each_rule_has_a_case() {
    let with_case: BTreeSet<&str> = CASES.iter().map(|case| case.rule).collect();
    // Two labellings of an article are needed for R2: tests of agreement have them.
    let all: BTreeSet<&str> = rules().map(|rule| rule.id).filter(|id| *id != "R2").collect();
    assert_eq!(with_case, all);
}

#[test]
fn the_corpus_that_cases_change_has_no_finding() {
    let said = Folder::corpus().karat(&["lint"]);
    assert_eq!((said.stdout.as_str(), said.code), ("", Some(0)), "{}", said.stderr);
}
