//! What the built-in extractor reads in the seeds: what it returns on an article that it was developed on.

use std::path::Path;

use karat::corpus::{Corpus, Folders};
use karat::extract::rules::RulesExtractor;
use karat::extract::{Extractor, Request};
use karat::fact::{Attribution, Prediction};
use karat::schema::Schema;
use karat::value::Choice;

fn corpus() -> Corpus {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    Corpus::load(&Folders { articles: root.join("seeds"), gold: root.join("gold"), is_other_edition: false })
}

/// Writes a fact as `type slots speaker`.
fn show(schema: &Schema, prediction: &Prediction) -> String {
    let fact = &prediction.fact;
    let fact_type = fact.fact_type.index().and_then(|index| schema.types.get(index)).unwrap();
    let slots: Vec<String> = fact.slots.iter().flatten().map(ToString::to_string).collect();
    let said_by = fact.said_by.as_ref().and_then(Choice::as_plain).map(Attribution::to_string);
    format!("{} {} {}", fact_type.name, slots.join(" "), said_by.unwrap_or_default())
}

fn check(article: &str, expected: &[&str]) {
    let corpus = corpus();
    let entry = corpus.entries.iter().find(|entry| entry.article.id().starts_with(article)).unwrap();
    let outcome = RulesExtractor.extract(&Request::new(&corpus, entry));
    let shown: Vec<String> =
        outcome.predictions().iter().map(|prediction| show(&corpus.schema, prediction)).collect();
    assert_eq!(shown, expected);
}

#[test]
fn rules_read_events_with_their_parties_and_speakers() {
    check(
        "002",
        &[
            "war clashes began [armenia, azerbaijan] ",
            "ceasefire agreed [armenia, azerbaijan] russia russia",
            "appeal russia-mfa [restraint, no-escalation, respect-of-ceasefire] russia-mfa",
            "agreement declaration [russia, azerbaijan, armenia] 2020-11-09 russia-mfa",
            "agreement declaration [russia, azerbaijan, armenia] 2021-01-11 russia-mfa",
            "agreement declaration [russia, azerbaijan, armenia] 2021-11-26 russia-mfa",
            "meeting contact [russia, azerbaijan] russia-mfa",
            "ceasefire agreed 2022-09-13T09:00+03:00[Europe/Moscow] [armenia, azerbaijan] russia russia-mfa",
            "role pashinyan prime-minister armenia ",
            "ceasefire broken [armenia, azerbaijan] azerbaijan-media",
            "attack azerbaijan-forces 2022-09-13 morning [artillery] [settlements] ",
            "war war ended [armenia, azerbaijan] ",
            "appeal armenia [russia] [treaty-application] 2022-09-13 ",
            "agreement treaty 1997 ",
            "meeting call [pashinyan, putin] armenia-pm-office",
            "role putin president russia ",
            "ceasefire agreed early 2020-11 [armenia, azerbaijan] ",
            "war conflict fought [armenia, azerbaijan] 2020 almost P2M reuters",
            "casualties at least 6500 killed 2020 reuters",
            "meeting talks [pashinyan, blinken] 2022-09-13 ",
            "attack azerbaijan ",
            "appeal blinken [end-of-hostilities] 2022-09-12 evening ",
        ],
    );
}
