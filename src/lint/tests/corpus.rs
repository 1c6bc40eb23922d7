//! Tests of the rules about the text of an article and about the whole corpus.

use std::path::PathBuf;

use crate::article::Article;
use crate::corpus::{Corpus, Entry, Folders};
use crate::gold::Gold;
use crate::lint::lint;
use crate::lint::tests::{CASE, Case, SCHEMA, TOLL, check};
use crate::schema::Schema;
use crate::schema::entities::Entities;

const PARAGRAPH: &str = "Hier, 49 soldats ont péri au bord du fleuve.";

#[test]
fn a_text_pasted_twice_is_a_remark_once_it_is_labelled_and_its_quotes_are_clear() {
    let article = format!("Titre\n\n{PARAGRAPH}\n\nTitre\n\n{PARAGRAPH}\n");
    check(
        &Case { body: TOLL, article: &article, ..CASE },
        &[
            "info A5 2 of 4 paragraphs appear twice; quotes will match two places [Titre] -> nothing to do where the \
           copies say the same; else add occurrence:, before: or after: to the quotes",
        ],
    );
}

#[test]
fn a_text_pasted_twice_warns_while_a_quote_is_ambiguous() {
    let article = format!("{PARAGRAPH}\n{PARAGRAPH}\nDemain, 49 soldats ont péri ailleurs, dira le maire.");
    check(
        &Case { body: TOLL, article: &article, ..CASE },
        &[
            "warning E2 quote matches 3 places in different sentences (lines 1, 2, 3) [49 soldats ont péri] -> add \
             occurrence: to say which, or before: or after:, or quote more words",
            &format!(
                "warning A5 1 of 3 paragraphs appears twice; quotes will match two places [{PARAGRAPH}] -> nothing \
                 to do where the copies say the same; else add occurrence:, before: or after: to the quotes"
            ),
        ],
    );
}

#[test]
fn headings_that_stand_twice_are_nothing() {
    let article = format!("À lire aussi\n{PARAGRAPH}\nÀ lire aussi\n");
    check(&Case { body: TOLL, article: &article, ..CASE }, &[]);
}

#[test]
fn a_word_that_goes_on_elsewhere_after_the_same_words_is_broken() {
    let article =
        format!("{PARAGRAPH} Nous sommes tous profondéme\n\n« Nous sommes tous profondément émus. »");
    check(
        &Case { body: TOLL, article: &article, ..CASE },
        &["info A5 the text stops in the middle of a word (\"profondéme\") [profondéme] -> fetch the whole \
           article, or label only what stands there"],
    );
}

#[test]
fn an_inflected_word_at_the_end_of_a_heading_is_not_broken() {
    for heading in [
        "Reprise des pourparlers avec la Russie",
        "L’émotion de tous, profonde",
        "Les hommes sont tous profond",
    ] {
        let article = format!(
            "{heading}\n\n{PARAGRAPH} Reprise des pourparlers avec la Russienne. La Russie. Profondément."
        );
        check(&Case { body: TOLL, article: &article, ..CASE }, &[]);
    }
}

/// An article and its labels for a corpus of many.
struct One<'a> {
    id: &'a str,
    split: &'a str,
    text: &'a str,
    facts: String,
}

fn corpus(articles: &[One<'_>], unlabelled: &[&str]) -> Corpus {
    let (schema, _) = Schema::decode("gold/schema.yaml", SCHEMA);
    let schema = schema.unwrap();
    let mut corpus = Corpus {
        rulings: Vec::new(),
        folders: Folders {
            articles: PathBuf::from("seeds"),
            gold: PathBuf::from("gold"),
            is_other_edition: false,
        },
        schema,
        entities: Entities::default(),
        entries: Vec::new(),
        unlabelled: unlabelled.iter().map(|id| (*id).to_owned()).collect(),
        problems: Vec::new(),
        sources: Default::default(),
    };
    for One { id, split, text, facts } in articles {
        let (article, findings) =
            Article::new(*id, format!("seeds/{id}.txt"), text.as_bytes().to_vec()).unwrap();
        let head = format!(
            "karat: 1\narticle: {{language: fr, published: 2022-09-13, sha256: [{}]}}\n{split}\
             coverage: {{exhaustive: none}}\nstatus: labelled\nfacts:\n",
            article.sha256()
        );
        let source = format!("{head}{facts}");
        let path = format!("gold/{id}.yaml");
        let (gold, problems) = Gold::decode(&path, &source, &corpus.schema, &corpus.entities);
        corpus.problems.extend(problems);
        corpus.sources.insert(path, source);
        corpus.entries.push(Entry { article, findings, gold: gold.unwrap() });
    }
    corpus
}

/// Asserts all findings of a corpus, each as `level rule file [underlined] message -> help`.
fn check_corpus(corpus: &Corpus, expected: &[&str]) {
    let shown: Vec<String> = lint(corpus)
        .into_iter()
        .filter(|problem| problem.rule != "Y6")
        .map(|problem| {
            let source = corpus.sources.get(&problem.file);
            let underlined = problem.span.and_then(|span| source.and_then(|source| source.get(span)));
            let underlined = underlined.map(|words| format!(" [{words}]")).unwrap_or_default();
            let help = problem.help.map(|help| format!(" -> {help}")).unwrap_or_default();
            let (level, rule, file) = (problem.level.word(), problem.rule, problem.file);
            format!("{level} {rule} {file}{underlined} {}{help}", problem.message)
        })
        .collect();
    assert_eq!(shown, expected);
}

/// Facts of the type casualties, each with its own number, the first with marks.
fn tolls(n: u32, marks: &str) -> (String, String) {
    let text: String = (0..n).map(|number| format!("On compte {} soldats. ", 100 + number)).collect();
    let fact = |number: u32| {
        let marks = if number == 0 { marks } else { "    tags: [toll]\n" };
        let number = 100 + number;
        format!(
            "  toll-{number}:\n    casualties: {{count: {number}}}\n    quote: On compte {number} soldats\n{marks}"
        )
    };
    (text, (0..n).map(fact).collect())
}

#[test]
fn articles_that_share_their_text_across_splits_are_an_error() {
    let text = "La crue a emporté le pont du Nord et trois maisons du quai, selon la mairie";
    let more = format!("{text}, qui promet un abri pour tous.");
    let one = |id, split, text| One { id, split, text, facts: String::new() };
    let articles = [
        one("002", "split: dev\n", text),
        one("005", "split: dev\n", text),
        one("007", "split: test\n", &more),
    ];
    check_corpus(
        &corpus(&articles, &[]),
        &[
            "error A6 gold/007.yaml [test] 002 and 007 share 100 % of their text but are in different splits -> \
             give both the same split:, so that no article of the test is known beforehand",
            "error A6 gold/007.yaml [test] 005 and 007 share 100 % of their text but are in different splits -> \
             give both the same split:, so that no article of the test is known beforehand",
        ],
    );
    let apart = [one("002", "split: dev\n", text), one("007", "", &more)];
    check_corpus(&corpus(&apart, &[]), &[]);
}

#[test]
fn articles_without_gold_are_counted_once() {
    check_corpus(
        &corpus(&[], &["a", "b"]),
        &["info C2 seeds 2 articles without gold -> karat corpus lists them, the most useful first"],
    );
}

#[test]
fn a_group_of_few_facts_is_told_in_a_corpus_that_is_large_enough_to_measure() {
    let (text, facts) = tolls(21, "    needs: [denial]\n");
    check_corpus(
        &corpus(&[One { id: "a", split: "", text: &text, facts }], &[]),
        &[
            "info C2 gold/a.yaml [denial] slice \"denial\" has 1 fact: its score means nothing yet",
            "info C2 gold/schema.yaml type talks has no fact in the corpus -> label more of them, or read nothing \
             into the score of the type",
        ],
    );
    let (text, facts) = tolls(20, "    needs: [denial]\n");
    check_corpus(&corpus(&[One { id: "a", split: "", text: &text, facts }], &[]), &[]);
}

#[test]
fn groups_of_few_facts_are_told_together() {
    let (text, facts) = tolls(21, "    needs: [denial, season]\n    tags: [rare]\n");
    check_corpus(
        &corpus(&[One { id: "a", split: "", text: &text, facts }], &[]),
        &[
            "info C2 gold slices denial (1 fact), season (1 fact), rare (1 fact): their scores mean nothing yet -> \
             karat corpus shows all of them, with how far off a score can be",
            "info C2 gold/schema.yaml type talks has no fact in the corpus -> label more of them, or read nothing \
             into the score of the type",
        ],
    );
}

#[test]
fn a_mark_used_once_that_is_a_slip_of_another_is_a_warning_in_any_corpus() {
    let (text, facts) = tolls(3, "    tags: [tol, tolll]\n");
    check_corpus(
        &corpus(&[One { id: "a", split: "", text: &text, facts }], &[]),
        &[
            "warning C2 gold/a.yaml [tolll] tag \"tolll\" is used once; did you mean \"toll\"? -> write toll, or leave \
           it if it is another tag",
        ],
    );
}

#[test]
fn draft_facts_are_in_no_count() {
    let (text, facts) = tolls(21, "    draft: true\n    needs: [denial]\n");
    check_corpus(&corpus(&[One { id: "a", split: "", text: &text, facts }], &[]), &[]);
}
