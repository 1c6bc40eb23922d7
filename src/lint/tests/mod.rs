//! Tests of the rules of lint, through the real decoder: small labels, a short article, and every finding in full.

use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::article::{Article, text_sha256};
use crate::corpus::{Corpus, Entry, Folders};
use crate::gold::Gold;
use crate::lint::lint;
use crate::problem::Problem;
use crate::schema::Schema;
use crate::schema::entities::Entities;

mod articles;
mod corpus;
mod evidence;
mod facts;
mod reviews;
mod uncovered;
mod values;
mod opposed;
mod wording;

const SCHEMA: &str = "\
karat_schema: 1
semantics: 1
types:
  casualties:
    evidence: required
    slots:
      count: {kind: count, weight: 4, key: true}
      effect: {kind: enum, values: [killed, wounded], key: true}
      side: {kind: entity}
      during: {kind: date}
  talks:
    slots:
      who: {kind: set, of: entity, key: true}
      starts: {kind: instant, key: true}
      lasts: {kind: duration}
      topic: {kind: text}
views: {dates: [date, instant], lengths: [duration]}
";

const ENTITIES: &str = "\
karat_entities: 1
entities:
  armenia: {names: {fr: [Arménie], en: [Armenia]}, kind: country}
  russia: {names: {fr: [Russie, Moscou], en: [Russia, Moscow]}, kind: country}
  russia-mfa: {names: {fr: [ministère russe]}, part_of: russia}
  kazakhstan: {names: {fr: [Kazakhstan]}, kind: country}
  sotk: {names: {fr: [Sotk]}, part_of: armenia, kind: place}
";

/// A gold file and its article.
struct Case<'a> {
    /// What stands under `article:`, in braces; `HASH` is the hash of the article.
    notes: &'a str,
    /// Facts, distractors and what is ignored.
    body: &'a str,
    article: &'a str,
    is_other_edition: bool,
    /// The head says `status: labelled`.
    has_status: bool,
}

const NOTES: &str = "language: fr, published: 2022-09-13, sha256: [HASH]";
const CASE: Case<'static> =
    Case { notes: NOTES, body: "", article: "", is_other_edition: false, has_status: true };

impl Case<'_> {
    /// Returns the gold file.
    fn text(&self) -> String {
        let notes = self.notes.replace("HASH", &text_sha256(self.article));
        let status = if self.has_status { "status: labelled\n" } else { "" };
        let head = format!("karat: 1\narticle: {{{notes}}}\ncoverage: {{exhaustive: none}}\n");
        format!("{head}{status}{}", self.body)
    }

    fn corpus(&self) -> Corpus {
        let (article, article_findings) =
            Article::new("a", "seeds/a.txt", self.article.as_bytes().to_vec()).unwrap();
        let text = self.text();
        let (schema, mut problems) = Schema::decode("gold/schema.yaml", SCHEMA);
        let (entities, of_entities) = Entities::decode("gold/entities.yaml", ENTITIES);
        let (schema, entities) = (schema.unwrap(), entities.unwrap());
        let (gold, of_gold) = Gold::decode("gold/a.yaml", &text, &schema, &entities);
        problems.extend(of_entities);
        problems.extend(of_gold);
        let entry = Entry { article, findings: article_findings, gold: gold.unwrap() };
        let folders = Folders {
            articles: PathBuf::from("seeds"),
            gold: PathBuf::from("gold"),
            is_other_edition: self.is_other_edition,
        };
        Corpus {
            folders,
            schema,
            entities,
            entries: vec![entry],
            rulings: Vec::new(),
            unlabelled: Vec::new(),
            problems,
            sources: BTreeMap::from([
                ("gold/a.yaml".to_owned(), text),
                ("seeds/a.txt".to_owned(), self.article.to_owned()),
            ]),
        }
    }
}

/// Asserts all findings but those about form, which small labels do not have, each as `level rule message [underlined] -> help`.
fn check(case: &Case<'_>, expected: &[&str]) {
    let corpus = case.corpus();
    let show = |problem: Problem| {
        let source = corpus.sources.get(&problem.file);
        let underlined = problem.span.and_then(|span| source.and_then(|source| source.get(span)));
        let underlined = underlined.map(|words| format!(" [{words}]")).unwrap_or_default();
        let help = problem.help.map(|help| format!(" -> {help}")).unwrap_or_default();
        format!("{} {} {}{underlined}{help}", problem.level.word(), problem.rule, problem.message)
    };
    let shown: Vec<String> =
        lint(&corpus).into_iter().filter(|problem| problem.rule != "Y6").map(show).collect();
    assert_eq!(shown, expected);
}

/// A fact without a mistake; its quotation stands in [`TOLL_ARTICLE`].
const TOLL: &str =
    "facts:\n  toll:\n    casualties: {count: 49, effect: killed}\n    quote: 49 soldats ont péri\n";
const TOLL_ARTICLE: &str = "Hier, 49 soldats ont péri. La Russie se tait.\n";

#[test]
fn labels_without_a_mistake_have_no_finding() {
    check(&Case { body: TOLL, article: TOLL_ARTICLE, ..CASE }, &[]);
}

#[test]
fn what_reading_found_is_there_and_all_is_sorted() {
    let body = "facts:\n  toll:\n    casualties: {count: x}\n    quote: pont\n";
    let case = Case { body, article: TOLL_ARTICLE, ..CASE };
    let problems = lint(&case.corpus());
    let rules: Vec<&str> = problems.iter().map(|problem| problem.rule).collect();
    assert_eq!(rules, ["F1", "E1"]);
}

/// A warning on a correct label is a defect of the rule.
#[test]
fn the_gold_of_this_repository_has_no_errors_and_no_warnings() {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let folders = Folders { articles: root.join("seeds"), gold: root.join("gold"), is_other_edition: false };
    let mut problems = lint(&Corpus::load(&folders));
    problems.retain(|problem| problem.level != crate::problem::Level::Info);
    assert_eq!(problems, Vec::<Problem>::new());
}
