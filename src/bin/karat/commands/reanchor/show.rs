//! Shows what became of the quotations of an article.

use karat::article::Article;
use karat::reanchor::{Loss, Outcome, Quotation, Way};
use karat::report::edits::ReanchoredFile;
use karat::report::words::{printable, shortened};
use karat::text::diff::diff_marks;
use karat::text::quote::Quote;

/// How much of a text is shown, in characters.
const SHOWN_MAX: usize = 300;

/// Returns how many quotations of a file were `kept`, `found` or `lost`.
pub(super) fn count(file: &ReanchoredFile, word: &str) -> usize {
    file.quotations.iter().filter(|(quotation, ..)| word_of(&quotation.outcome) == word).count()
}

const fn word_of(outcome: &Outcome) -> &'static str {
    match outcome {
        Outcome::Kept { .. } => "kept",
        Outcome::Found { .. } => "found",
        Outcome::Lost { .. } => "lost",
    }
}

/// Returns a line for the article and one or two for each quotation that a person should look at.
pub(super) fn article_text(file: &ReanchoredFile, article: &Article) -> String {
    let counts = ["kept", "found", "lost"].map(|word| format!("{} {word}", count(file, word)));
    let mut text = format!("{}: {}\n", printable(article.path()), counts.join(", "));
    for (quotation, line, closest) in &file.quotations {
        let label = quotation.label.as_deref().unwrap_or("ignore");
        let place = format!("{}:{line}: {label}", printable(&file.file));
        for line in lines(quotation, closest.as_deref(), article) {
            text.push_str(&format!("  {place}: {line}\n"));
        }
    }
    if file.is_written && file.is_pinned {
        let hash = file.sha256.get(..6).unwrap_or(&file.sha256);
        text.push_str(&format!("  {}: hash {hash}… pinned first\n", printable(&file.file)));
    }
    text
}

fn lines(quotation: &Quotation, closest: Option<&str>, article: &Article) -> Vec<String> {
    let shown = |text: &str| printable(&shortened(text, SHOWN_MAX));
    match &quotation.outcome {
        Outcome::Kept { counts_among: None, .. } => Vec::new(),
        Outcome::Kept { counts_among: Some(n), .. } => {
            let occurrence = quotation.quote.occurrence.unwrap_or(1);
            let quote = shown(&quotation.quote.text);
            vec![format!(
                "kept, look at it: occurrence {occurrence} of {n} of \"{quote}\" may be another than before"
            )]
        }
        Outcome::Found { how, quote } => {
            let how = match how {
                Way::Folded => "found, in the article's characters".to_owned(),
                Way::Approximate(similarity) => format!("found, {} % alike", similarity / 10),
                Way::Beside(similarity) => {
                    format!("found, what stands beside it is {} % alike", similarity / 10)
                }
            };
            vec![format!("{how}: {}", shown(&changed(&quotation.quote, quote)))]
        }
        Outcome::Lost { why, closest: place } => {
            let line = place.as_ref().map(|place| article.text().lines().line_column(place.start).0);
            let at = line.map_or_else(String::new, |line| format!(" (line {line})"));
            let mut lines =
                vec![format!("lost: \"{}\": {}", shown(&quotation.quote.text), reason(*why, &at))];
            if let Some(closest) = closest.filter(|closest| *closest != quotation.quote.text) {
                lines.push(format!(
                    "closest{at}: {}",
                    shown(&diff_marks(quotation.quote.text.trim(), closest))
                ));
            }
            lines
        }
    }
}

/// Marks what is different in a quotation and beside it.
fn changed(before: &Quote, after: &Quote) -> String {
    let mut parts = vec![diff_marks(before.text.trim(), &after.text)];
    for (name, before, after) in
        [("before", &before.before, &after.before), ("after", &before.after, &after.after)]
    {
        if let (Some(before), Some(after)) = (before, after)
            && before != after
        {
            parts.push(format!("{name}: {}", diff_marks(before, after)));
        }
    }
    parts.join("; ")
}

fn reason(why: Loss, at: &str) -> String {
    match why {
        Loss::Gone => "nothing in the article is like it; remove the label, or quote other words".to_owned(),
        Loss::Unlike(_) => {
            "nothing in the article is like enough; quote the words that state it now".to_owned()
        }
        Loss::Sense => {
            "a word, name, figure or sign changed; if the label still holds, copy the closest text as its quote"
                .to_owned()
        }
        Loss::Twice => "two places are as close; quote more words".to_owned(),
        Loss::Beside => {
            format!("the words stand there{at}, beside others than before; change before: or after:")
        }
        Loss::Counted { n_places: 1 } => "it stands there only once; change or remove occurrence:".to_owned(),
        Loss::Counted { n_places } => {
            format!("it stands there {n_places} times only; change or remove occurrence:")
        }
    }
}
