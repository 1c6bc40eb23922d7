//! The gold file of an article that has none yet.

use crate::article::Article;
use crate::value::date::Date;

/// Returns the text of a gold file without labels: a draft that claims no completeness.
///
/// `language` is a tag of letters, digits and hyphens.
#[must_use]
pub fn new_gold(article: &Article, language: &str, published: Option<&Date>) -> String {
    let published = published.map(|date| format!("  published: {date}\n")).unwrap_or_default();
    format!(
        "# yaml-language-server: $schema=./gold.schema.json\nkarat: 1\narticle:\n  language: {language}\n\
         {published}  sha256: [{}]\ncoverage: none\nstatus: draft\n\nfacts: {{}}\n",
        article.sha256()
    )
}
