//! Tests of the rules of lint, through the real decoder.

use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::article::Article;
use crate::corpus::{Corpus, Entry, Folders};
use crate::gold::Gold;
use crate::lint::lint;
use crate::problem::{Level, Problem};
use crate::schema::Schema;
use crate::schema::entities::Entities;

fn real(articles: &str) -> Corpus {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    Corpus::load(&Folders { articles: root.join(articles), gold: root.join("gold"), is_other_edition: false })
}

#[test]
fn the_gold_of_this_repository_has_no_errors() {
    let corpus = real("seeds");
    let problems = lint(&corpus);
    for problem in &problems {
        println!(
            "{:?} {} {:?} {} -> {:?}",
            problem.level, problem.rule, problem.span, problem.message, problem.help
        );
    }
    let errors: Vec<&Problem> = problems.iter().filter(|problem| problem.level == Level::Error).collect();
    assert_eq!(errors, Vec::<&Problem>::new());
}
