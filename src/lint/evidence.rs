//! Rules E: quotations stand in the article, once, letter by letter, and every fact that needs one has one.

use std::ops::Range;

use crate::lint::show::{clipped, clipped_marks, counted};
use crate::lint::{Bench, Findings, Label, Passage};
use crate::problem::{Fix, Level};
use crate::reanchor::Outcome;
use crate::reanchor::rewrite::requoting;
use crate::reanchor::search::requoted;
use crate::schema::EvidenceRule;
use crate::text::closest::closest;
use crate::text::diff::diff_marks;
use crate::text::fold::is_invisible;
use crate::text::paragraphs::n_surroundings;
use crate::text::quote::How;
use crate::text::segment::{is_word_boundary, words};
use crate::yaml::print::double_quoted;

/// Longer quotations hide the words that state the fact, in characters.
const QUOTE_CHARACTERS_MAX: usize = 400;
/// A quotation in more sentences than this, of one word, is a common word.
const RARE_WORD_SENTENCES_MAX: usize = 2;
/// More lines than this are not listed.
const LINES_SHOWN_MAX: usize = 5;

/// Applies the rules about quotations to every label and to what is ignored.
pub(super) fn check(bench: &Bench<'_>, findings: &mut Findings<'_>) {
    let search = Search { bench };
    for label in bench.labels() {
        for passage in &label.passages {
            search.quotation(passage, findings);
        }
    }
    for passage in &bench.ignored {
        // Furniture stands wherever it stands: only what is not there is wrong.
        search.lost(passage, findings);
    }
    bench.facts.iter().for_each(|label| missing(bench, label, findings));
}

/// E6: a fact of a type that requires evidence has some.
fn missing(bench: &Bench<'_>, label: &Label<'_>, findings: &mut Findings<'_>) {
    let fact_type = label.fact.fact_type.index().and_then(|index| bench.basis.schema.types.get(index));
    let Some(fact_type) = fact_type.filter(|fact_type| fact_type.evidence == EvidenceRule::Required) else {
        return;
    };
    if label.fact.evidence.is_empty() {
        let level = if label.is_draft { Level::Warning } else { Level::Error };
        let message = format!("fact \"{}\" has no evidence, and {} requires it", label.id, fact_type.name);
        findings.add(level, "E6", &label.places.id, message);
        findings.help("add quote: the words of the article that state it");
    }
}

/// Looks at one quotation after the other.
struct Search<'b, 'a> {
    bench: &'b Bench<'a>,
}

impl Search<'_, '_> {
    /// Applies all rules; of those that say the same, only the first speaks.
    fn quotation(&self, passage: &Passage<'_>, findings: &mut Findings<'_>) {
        self.long(passage, findings);
        if self.lost(passage, findings) {
            return;
        }
        if !self.bench.is_other_edition {
            self.folded_only(passage, findings);
            self.inside_word(passage, findings);
        }
        self.ambiguous(passage, findings);
    }

    /// E1 and E3: the quotation leads to no place; `true` if so.
    fn lost(&self, passage: &Passage<'_>, findings: &mut Findings<'_>) -> bool {
        let located = &passage.located;
        if located.n_all == 0 {
            self.not_found(passage, findings);
        } else if located.spans.is_empty() {
            self.narrowed_away(passage, findings);
        }
        located.spans.is_empty()
    }

    fn not_found(&self, passage: &Passage<'_>, findings: &mut Findings<'_>) {
        let article = self.bench.entry.article.text();
        let level = self.bench.error_level();
        let Some(closest) = closest(article, &passage.quote.text) else {
            let message = "quote not found, and nothing in the article comes close";
            findings.add(level, "E1", &passage.place, message);
            findings.help(format!("copy the words from {}", self.bench.entry.article.path()));
            return;
        };
        let (line, _) = article.lines().line_column(closest.span.start);
        let text = self.bench.piece(&closest.span);
        let n_different = closest.n_different_characters;
        let verb = if n_different == 1 { "differs" } else { "differ" };
        let marks = clipped_marks(&diff_marks(passage.quote.text.trim(), text));
        let differences = format!("{} {verb}", counted(n_different, "character"));
        let message = format!("quote not found; closest text (line {line}, {differences}): {marks}");
        findings.add(level, "E1", &passage.place, message);
        findings
            .help(format!("if that is meant, copy it from the article: {}", double_quoted(&clipped(text))));
        self.found_again(passage, findings);
    }

    /// Tells `--fix` to write a quotation as the article does, where it is surely one place.
    fn found_again(&self, passage: &Passage<'_>, findings: &mut Findings<'_>) {
        if self.bench.is_other_edition {
            return;
        }
        let language = self.bench.entry.gold.article.language();
        let outcome = requoted(self.bench.entry.article.text(), passage.quote, language);
        if let Outcome::Found { quote, .. } = outcome {
            findings.fix(Fix::Splices(requoting(self.bench.source, &passage.place, &quote)));
        }
    }

    /// E4: the quotation is written as the article writes it.
    fn folded_only(&self, passage: &Passage<'_>, findings: &mut Findings<'_>) {
        if passage.located.how == How::Exact {
            return;
        }
        let Some(span) = passage.located.spans.first() else { return };
        let text = self.bench.piece(span);
        let what = folded_classes(passage.quote.text.trim(), text).join(" and ");
        findings.warn("E4", &passage.place, format!("quote matches only after folding {what}"));
        findings.help(format!("copy the article's characters: {}", double_quoted(text)));
        self.found_again(passage, findings);
    }

    fn narrowed_away(&self, passage: &Passage<'_>, findings: &mut Findings<'_>) {
        let (located, quote) = (&passage.located, &passage.quote);
        let level = self.bench.error_level();
        let times = counted(located.n_beside, "time");
        let (message, help) = match quote.occurrence {
            Some(occurrence) if located.n_beside > 0 => {
                let is_narrowed = located.n_beside < located.n_all;
                let beside = if is_narrowed { " beside its before: and after:" } else { "" };
                let help = match located.n_beside {
                    1 => "remove occurrence:, the quote is clear without it".to_owned(),
                    n => format!("write a number from 1 to {n}, or remove occurrence: to mean every place"),
                };
                (format!("occurrence: {occurrence}, but the quote appears {times}{beside}"), help)
            }
            Some(_) | None => {
                let fields = match (&quote.before, &quote.after) {
                    (Some(_), Some(_)) => "before: and after:",
                    (None, Some(_)) => "after:",
                    (Some(_) | None, None) => "before:",
                };
                let places = counted(located.n_all, "place");
                let message = format!("quote found at {places}, but {fields} does not stand beside it");
                let help =
                    "copy the words that stand beside the quote, in its sentence or the one next to it";
                (message, help.to_owned())
            }
        };
        findings.add(level, "E3", &passage.place, message);
        findings.help(help);
    }

    /// E2, and E5 for a common word: the quotation stands in different sentences.
    fn ambiguous(&self, passage: &Passage<'_>, findings: &mut Findings<'_>) {
        let spans = &passage.located.spans;
        if spans.len() < 2 {
            return;
        }
        let article = self.bench.entry.article.text();
        let n_sentences = n_surroundings(article, spans, RARE_WORD_SENTENCES_MAX + 1);
        if n_sentences < 2 {
            return;
        }
        let n_words = words(&passage.quote.text).len();
        let places = counted(spans.len(), "place");
        if n_words <= 1 && n_sentences > RARE_WORD_SENTENCES_MAX {
            let word = clipped(passage.quote.text.trim());
            let message = format!("a quote of one common word (\"{word}\", {places}) proves little");
            findings.warn("E5", &passage.place, message);
            findings.help("use 3 words or more");
            return;
        }
        let lines = self.lines(spans);
        findings.warn(
            "E2",
            &passage.place,
            format!("quote matches {places} in different sentences ({lines})"),
        );
        findings.help("add occurrence: to say which, or before: or after:, or quote more words");
    }

    /// Writes the lines of places: "lines 4, 19".
    fn lines(&self, spans: &[Range<usize>]) -> String {
        let index = self.bench.entry.article.text().lines();
        let mut lines: Vec<usize> = spans.iter().map(|span| index.line_column(span.start).0).collect();
        lines.dedup();
        let shown: Vec<String> = lines.iter().take(LINES_SHOWN_MAX).map(ToString::to_string).collect();
        let more = if lines.len() > LINES_SHOWN_MAX { ", …" } else { "" };
        let noun = if lines.len() == 1 { "line" } else { "lines" };
        format!("{noun} {}{more}", shown.join(", "))
    }

    /// E5: the quotation begins and ends with whole words.
    fn inside_word(&self, passage: &Passage<'_>, findings: &mut Findings<'_>) {
        let spans = &passage.located.spans;
        let is_cut = |span: &&Range<usize>| self.cut_word(span).is_some();
        let n_cut = spans.iter().filter(is_cut).count();
        let Some((verb, word)) = spans.iter().find_map(|span| self.cut_word(span)) else { return };
        if n_cut == spans.len() {
            findings.warn("E5", &passage.place, format!("quote {verb} inside the word \"{word}\""));
            findings.help("quote whole words");
        } else {
            let message = format!("quote also matches inside the word \"{word}\"");
            findings.warn("E5", &passage.place, message);
            findings.help("quote one word more, or add occurrence: to say which place is meant");
        }
    }

    /// Returns the word that a place cuts, and at which end.
    fn cut_word(&self, span: &Range<usize>) -> Option<(&'static str, &str)> {
        let text = self.bench.text();
        let cut = |offset: usize| {
            let is_cut = stands_between_letters(text, offset) && !is_word_boundary(text, offset);
            is_cut.then(|| word_at(text, offset))
        };
        let starts = cut(span.start).map(|word| ("starts", word));
        starts.or_else(|| cut(span.end).map(|word| ("ends", word)))
    }

    /// E5: the quotation is short enough to show what states the fact.
    fn long(&self, passage: &Passage<'_>, findings: &mut Findings<'_>) {
        let n_characters = passage.quote.text.chars().count();
        if n_characters > QUOTE_CHARACTERS_MAX {
            findings.warn("E5", &passage.place, format!("quote is {n_characters} characters long"));
            findings.help("keep the sentence that states the fact");
        }
    }
}

/// Names what folding forgave between a quotation and its place.
fn folded_classes(quote: &str, text: &str) -> Vec<&'static str> {
    let class = |character: char| match character {
        '\'' | '’' | '‘' | '‚' | '‛' | '‹' | '›' | 'ʼ' | '′' | '`' | '´' => {
            Some("apostrophes")
        }
        '«' | '»' | '“' | '”' | '„' | '‟' | '"' | '″' => Some("quote marks"),
        '-' | '\u{2010}'..='\u{2015}' | '−' => Some("dashes"),
        '\u{a0}' | '\u{202f}' | '\u{2007}' | '\u{2060}' => Some("no-break spaces"),
        '…' => Some("the ellipsis"),
        '\n' | '\r' => Some("line ends"),
        ' ' => None,
        other if other.is_whitespace() => Some("spaces"),
        other if is_invisible(other) => Some("invisible characters"),
        _ => None,
    };
    let classified = |text: &str| -> Vec<(&'static str, char)> {
        text.chars().filter_map(|character| Some((class(character)?, character))).collect()
    };
    let (ours, theirs) = (classified(quote), classified(text));
    let mut classes = Vec::new();
    for (class, _) in ours.iter().chain(&theirs) {
        let of_class = |pair: &&(&'static str, char)| pair.0 == *class;
        let is_different = !ours.iter().filter(of_class).eq(theirs.iter().filter(of_class));
        if is_different && !classes.contains(class) {
            classes.push(class);
        }
    }
    if classes.is_empty() {
        // Letters written apart, or a run of plain spaces.
        classes.push(if quote.contains("  ") || text.contains("  ") {
            "spaces"
        } else {
            "letters written apart"
        });
    }
    classes
}

/// Says whether no space touches a place, so that it may lie inside a word.
fn stands_between_letters(text: &str, offset: usize) -> bool {
    let (before, after) = text.split_at_checked(offset).unwrap_or((text, ""));
    let touching = [before.chars().next_back(), after.chars().next()];
    touching.iter().all(|character| character.is_some_and(|character| !character.is_whitespace()))
}

/// Returns the word around a place inside it.
fn word_at(text: &str, offset: usize) -> &str {
    let (before, after) = text.split_at_checked(offset).unwrap_or((text, ""));
    let start =
        before.char_indices().rev().find(|(_, c)| c.is_whitespace()).map_or(0, |(at, c)| at + c.len_utf8());
    let end = offset + after.find(char::is_whitespace).unwrap_or(after.len());
    let chunk = text.get(start..end).unwrap_or_default();
    let holds = |word: &Range<usize>| word.start < offset - start && offset - start < word.end;
    words(chunk).into_iter().find(holds).and_then(|word| chunk.get(word)).unwrap_or(chunk)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(quote: &str, text: &str, expected: &[&str]) {
        assert_eq!(folded_classes(quote, text), expected);
    }

    #[test]
    fn what_folding_forgave_is_named() {
        check("l'eau", "l’eau", &["apostrophes"]);
        check("\"l'eau\"", "« l’eau »", &["quote marks", "apostrophes"]);
        check("6 500", "6\u{a0}500", &["no-break spaces"]);
        check("a b", "a\nb", &["line ends"]);
        check("é", "e\u{301}", &["letters written apart"]);
        check("a b", "a  b", &["spaces"]);
    }

    #[test]
    fn the_word_around_a_place_is_whole() {
        assert_eq!(word_at("il a déclaré.", 8), "déclaré");
    }
}
