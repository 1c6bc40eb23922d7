//! Decodes trees by hand: takes what is expected, and collects a problem for everything that is not.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::credit::{Credit, thousandths_from_decimal};
use crate::problem::{Fix, Problem};
use crate::text::likeness::suggest;
use crate::yaml::shape::{Field, Word, names};
use crate::yaml::tree::colon;
use crate::yaml::{Node, NodeKind, check, is_key_character, mend, read};

/// The rule of words and shapes that a format does not have.
pub const FORMAT: &str = "Y2";

/// Decodes one file: the text it came from and the problems found so far.
#[derive(Debug)]
pub struct Decoder<'a> {
    file: &'a str,
    source: &'a str,
    problems: Vec<Problem>,
    /// How many words may still be compared for "did you mean"; keeps files full of errors fast.
    n_comparisons_left: usize,
}

/// How many words are compared for "did you mean" in one file.
const COMPARISONS_MAX: usize = 500_000;

/// The entries of a map whose field names are known.
#[derive(Clone, Copy, Debug)]
pub struct Fields<'n> {
    /// The place of the whole map.
    span: (usize, usize),
    entries: &'n [(Node, Node)],
}

impl<'n> Fields<'n> {
    /// Returns the value of a field, if it is there and not left empty.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&'n Node> {
        self.entry(name).map(|(_, value)| value).filter(|value| value.kind != NodeKind::Empty)
    }

    /// Returns the first entry of that name.
    #[must_use]
    pub fn entry(&self, name: &str) -> Option<&'n (Node, Node)> {
        self.entries.iter().find(|(key, _)| key.as_text() == Some(name))
    }

    /// Returns all entries, in the order of the file.
    #[must_use]
    pub const fn entries(&self) -> &'n [(Node, Node)] {
        self.entries
    }

    /// Returns the entries without those whose key stood there before: a problem speaks of them already.
    pub fn distinct(&self) -> impl Iterator<Item = &'n (Node, Node)> + use<'n> {
        let mut seen = BTreeSet::new();
        self.entries.iter().filter(move |(key, _)| seen.insert(key.as_text()))
    }

    /// Returns the empty place at the start of the map, for what is missing in it.
    #[must_use]
    pub const fn start(&self) -> Range<usize> {
        self.span.0..self.span.0
    }

    /// Returns the place of the whole map.
    #[must_use]
    pub const fn span(&self) -> Range<usize> {
        self.span.0..self.span.1
    }
}

impl<'a> Decoder<'a> {
    /// Reads a file and starts to decode it.
    #[must_use]
    pub fn read(file: &'a str, source: &'a str) -> (Self, Option<Node>) {
        let (tree, problems) = read(file, source);
        (Self { file, source, problems, n_comparisons_left: COMPARISONS_MAX }, tree)
    }

    /// Returns the problems, in the order found.
    #[must_use]
    pub fn into_problems(self) -> Vec<Problem> {
        self.problems
    }

    /// Returns the text of the file.
    #[must_use]
    pub const fn source(&self) -> &'a str {
        self.source
    }

    /// Adds an error.
    pub fn error(&mut self, rule: &'static str, span: &Range<usize>, message: impl Into<String>) {
        self.problems.push(Problem::error(rule, self.file, Some(span.clone()), message));
    }

    /// Adds an error about a place that is not shown, because a secret may stand there: only its line is named.
    pub fn error_unseen(&mut self, rule: &'static str, span: &Range<usize>, message: &str) {
        let message = self.at_line(span, message);
        self.problems.push(Problem::error(rule, self.file, None, message));
    }

    /// Adds a warning about a place that is not shown.
    pub fn warn_unseen(&mut self, rule: &'static str, span: &Range<usize>, message: &str) {
        let message = self.at_line(span, message);
        self.problems.push(Problem::warning(rule, self.file, None, message));
    }

    fn at_line(&self, span: &Range<usize>, message: &str) -> String {
        let n_before = self.source.get(..span.start).unwrap_or_default().matches('\n').count();
        format!("line {}: {message}", n_before + 1)
    }

    /// Adds a warning.
    pub fn warn(&mut self, rule: &'static str, span: &Range<usize>, message: impl Into<String>) {
        self.problems.push(Problem::warning(rule, self.file, Some(span.clone()), message));
    }

    /// Tells what to do next about the problem added last.
    ///
    /// # Panics
    /// If no problem was added yet.
    pub fn help(&mut self, help: impl Into<String>) {
        self.problems.last_mut().expect("help follows a problem").help = Some(help.into());
    }

    /// Says what `--fix` does about the problem added last.
    ///
    /// # Panics
    /// If no problem was added yet.
    pub fn fix(&mut self, fix: Fix) {
        self.problems.last_mut().expect("a fix follows a problem").fix = Some(fix);
    }

    /// Marks the problem added last as one that makes the whole file useless.
    ///
    /// # Panics
    /// If no problem was added yet.
    pub fn unreadable(&mut self) {
        self.problems.last_mut().expect("this follows a problem").is_unreadable = true;
    }

    /// Tells which word was probably meant by the problem added last, or else all that are known.
    pub fn did_you_mean<'w>(&mut self, word: &str, known: impl IntoIterator<Item = &'w str>) {
        let known: Vec<&str> = known.into_iter().collect();
        if !self.perhaps_you_mean(word, known.iter().copied()) {
            let list = if known.is_empty() { "nothing".to_owned() } else { known.join(", ") };
            self.help(format!("known here: {list}"));
        }
    }

    /// Tells which word was probably meant by the problem added last; `false` if none is like it.
    pub fn perhaps_you_mean<'w>(&mut self, word: &str, known: impl IntoIterator<Item = &'w str>) -> bool {
        let known = known.into_iter().take(self.n_comparisons_left);
        let mut n_compared = 0;
        let suggestion = suggest(word, known.inspect(|_| n_compared += 1));
        self.n_comparisons_left -= n_compared;
        if let Some(suggestion) = &suggestion {
            self.help(format!("did you mean \"{suggestion}\"?"));
        }
        suggestion.is_some()
    }

    /// Adds that something else stands here than expected; broken pieces were reported when they were read.
    pub fn expected(&mut self, what: &str, node: &Node) {
        if node.kind == NodeKind::Broken {
            return;
        }
        if let Some(at) = colon_of_text(what, node) {
            let trouble = colon(self.source, at);
            let problem = Problem::error(trouble.rule, self.file, Some(trouble.span), trouble.message);
            self.problems.push(Problem {
                help: trouble.help,
                fix: mend::quote_place(self.source, node.span.clone()),
                ..problem
            });
            return;
        }
        self.error(FORMAT, &node.span, format!("expected {what}, found {}", node.noun()));
    }

    /// Takes a text.
    pub fn text<'n>(&mut self, node: &'n Node) -> Option<&'n str> {
        let text = node.as_text();
        if text.is_none() {
            self.expected("a text", node);
        }
        text
    }

    /// Takes a text that says something.
    pub fn words<'n>(&mut self, node: &'n Node) -> Option<&'n str> {
        let text = self.text(node)?;
        if text.trim().is_empty() {
            self.error(FORMAT, &node.span, "expected a text, found an empty one");
            return None;
        }
        Some(text)
    }

    /// Takes a key as a name that other files can speak of.
    pub fn name<'n>(&mut self, key: &'n Node) -> Option<&'n str> {
        let name = self.words(key)?;
        if !name.chars().all(is_key_character) {
            self.error("F1", &key.span, format!("\"{name}\" cannot be a name"));
            self.help("use letters, digits, - and _");
            return None;
        }
        Some(name)
    }

    /// Takes a list.
    pub fn list<'n>(&mut self, node: &'n Node) -> Option<&'n [Node]> {
        if let NodeKind::Sequence(items) = &node.kind {
            return Some(items);
        }
        self.expected("a list", node);
        None
    }

    /// Takes a list of texts, or one text for a list of one.
    pub fn texts(&mut self, node: &Node) -> Vec<String> {
        if node.as_text().is_some() {
            return self.words(node).map(str::to_owned).into_iter().collect();
        }
        let items = self.list(node).unwrap_or_default();
        items.iter().filter_map(|item| self.words(item).map(str::to_owned)).collect()
    }

    /// Takes a map with any keys, without those that stand there a second time.
    pub fn map<'n>(&mut self, node: &'n Node) -> Option<Fields<'n>> {
        if let NodeKind::Mapping(entries) = &node.kind {
            return Some(Fields { span: (node.span.start, node.span.end), entries });
        }
        self.expected("a map", node);
        None
    }

    /// Takes a map whose keys are known, and reports the others.
    pub fn fields<'n>(&mut self, node: &'n Node, known: &[&str]) -> Option<Fields<'n>> {
        let fields = self.map(node)?;
        for (key, _) in fields.entries() {
            let name = key.as_text().unwrap_or_default();
            if !known.contains(&name) {
                self.error(FORMAT, &key.span, format!("unknown field \"{name}\""));
                self.did_you_mean(name, known.iter().copied());
            }
        }
        Some(fields)
    }

    /// Takes a map of the fields of a table, and reports the others.
    pub fn record<'n>(&mut self, node: &'n Node, table: &'static [Field]) -> Option<Fields<'n>> {
        let known: Vec<&str> = names(table).collect();
        self.fields(node, &known)
    }

    /// Takes one of the words of a table; `what` is what the words are.
    pub fn word_of<T: Copy>(&mut self, node: &Node, what: &str, table: &[Word<T>]) -> Option<T> {
        let words: Vec<(&str, T)> = table.iter().map(|word| (word.word, word.meaning)).collect();
        self.word(node, what, &words)
    }

    /// Takes one of a few words; `what` is what the words are.
    pub fn word<T: Copy>(&mut self, node: &Node, what: &str, words: &[(&str, T)]) -> Option<T> {
        let text = self.text(node)?;
        let found = words.iter().find(|(word, _)| *word == text).map(|(_, meaning)| *meaning);
        if found.is_none() {
            self.error(FORMAT, &node.span, format!("unknown {what} \"{text}\""));
            self.did_you_mean(text, words.iter().map(|(word, _)| *word));
        }
        found
    }

    /// Takes `true` or `false`.
    pub fn truth(&mut self, node: &Node) -> Option<bool> {
        self.word(node, "truth value", &[("true", true), ("false", false)])
    }

    /// Takes a whole number from 1 up to `most`.
    pub fn number(&mut self, node: &Node, most: u32) -> Option<u32> {
        let text = self.text(node)?;
        let number = text.parse().ok().filter(|number| (1..=most).contains(number));
        if number.is_none() || text.starts_with('+') {
            let message = format!("\"{text}\" is not a whole number from 1 to {most}");
            self.error(FORMAT, &node.span, message);
            return None;
        }
        number
    }

    /// Takes a weight: a decimal from 0 to 1000 with at most three places; returns thousandths.
    pub fn weight(&mut self, node: &Node) -> Option<u32> {
        let text = self.text(node)?;
        let thousandths = thousandths_from_decimal(text).filter(|thousandths| *thousandths <= 1_000_000);
        if thousandths.is_none() {
            let is_long = text.split_once('.').is_some_and(|(_, places)| {
                places.len() > 3 && places.bytes().all(|byte| byte.is_ascii_digit())
            });
            let message = if is_long {
                format!("weight {text} has more than 3 decimals")
            } else {
                format!("weight \"{text}\" is not a number from 0 to 1000")
            };
            self.error("F1", &node.span, message);
        }
        thousandths.and_then(|thousandths| u32::try_from(thousandths).ok())
    }

    /// Takes a score: a decimal from 0 to 1 with at most three places.
    pub fn score(&mut self, node: &Node) -> Option<Credit> {
        let text = self.text(node)?;
        let score = Credit::from_decimal(text);
        if score.is_none() {
            let message = format!("score \"{text}\" is not a number from 0 to 1 with at most 3 decimals");
            self.error("F1", &node.span, message);
        }
        score
    }

    /// Takes the version of a format, of which only 1 exists; `false` after a problem.
    pub fn version(&mut self, fields: &Fields<'_>, name: &str) -> bool {
        let Some(node) = fields.get(name) else {
            self.error(FORMAT, &fields.start(), format!("the field \"{name}\" is missing"));
            self.help(format!("start the file with {name}: 1"));
            self.unreadable();
            return false;
        };
        if node.as_text() == Some("1") {
            return true;
        }
        let written = node.as_text().unwrap_or("…");
        self.error(FORMAT, &node.span, format!("{name} {written} is not known to this version of karat"));
        self.unreadable();
        false
    }

    /// Reports a bare clock time, which some readers take for a number; `true` if it was one.
    pub fn is_clock_number(&mut self, node: &Node) -> bool {
        let problem = check::clock_time(self.file, node);
        let is_found = problem.is_some();
        self.problems.extend(problem);
        is_found
    }
}

/// Returns the place after the key, if a text was meant and its colon made a map of it.
fn colon_of_text(what: &str, node: &Node) -> Option<Range<usize>> {
    let NodeKind::Mapping(entries) = &node.kind else { return None };
    let [(key, value)] = entries.as_slice() else { return None };
    let is_sentence = key.as_plain_text()?.contains(' ') && value.as_plain_text().is_some();
    (what == "a text" && is_sentence).then_some(key.span.end..value.span.start)
}

/// Writes problems as `line:column rule message [underlined] -> help`.
#[cfg(test)]
pub(crate) fn show(source: &str, problems: &[Problem]) -> Vec<String> {
    let show = |problem: &Problem| {
        let span = problem.span.clone().unwrap_or(0..0);
        let before = source.get(..span.start).expect("places lie inside");
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        let help = problem.help.as_ref().map(|help| format!(" -> {help}")).unwrap_or_default();
        let underlined = source.get(span).expect("places lie inside");
        format!("{line}:{column} {} {} [{underlined}]{help}", problem.rule, problem.message)
    };
    problems.iter().map(show).collect()
}
