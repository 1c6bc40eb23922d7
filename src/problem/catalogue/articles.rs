//! Rules A: the article that was labelled.

use crate::problem::catalogue::{ERROR, ERROR_OR_WARNING, RULE, Rule, WARNING, WARNING_OR_INFO};

/// The rules.
pub(super) const RULES: [Rule; 6] = [
    Rule {
        id: "A1",
        title: "the article is there",
        levels: ERROR_OR_WARNING,
        is_binding: true,
        what: "There is no article for a gold file, the article is not UTF-8 or cannot be read, or a file in the gold \
               folder looks like gold and is not read because of its name or place.",
        why: "Labels without their article say nothing, and a file that is skipped is missed by nobody.",
        example: "error[A1]: gold/002.yaml: article seeds/002.txt does not exist\n\
                  help: rename the gold file to the name of its article, or remove it",
        remedy: "Give the gold file the name of its article, with .yaml instead of .txt. Save the article as UTF-8.",
        ..RULE
    },
    Rule {
        id: "A2",
        title: "the article is the one that was labelled",
        levels: ERROR_OR_WARNING,
        what: "The hash of the article is not among those under article.sha256. An error where a quote is lost or \
               moved, a warning where all still hold. With an explicit --articles it tells how many quotes were found.",
        why: "A label is about a text. When the text changes, someone has to look whether the label still holds.",
        example: "error[A2]: gold/002.yaml:5:12: the article changed since it was labelled (91e8ae… is not among its \
                  hashes): 5 quotes still match, 1 moved, 1 is gone",
        remedy: "Run karat reanchor: it finds moved quotes again, names those that are lost, and adds the new hash. \
                 Where nothing is lost, karat fmt adds the hash.",
        ..RULE
    },
    Rule {
        id: "A3",
        title: "a text that all tools count alike",
        levels: WARNING,
        is_fixable: true,
        what: "The file starts with a byte order mark, has line ends other than LF, holds control characters, or \
               writes accented letters in pieces (not NFC).",
        why: "Offsets then differ between tools, and a search for \"é\" misses an e with an accent put behind it.",
        example: "warning[A3]: seeds/002.txt: carriage return at 88 (12 in all): offsets differ between tools\n\
                  help: save the file with plain line ends (LF)",
        remedy: "Save the file as UTF-8 in NFC, without a byte order mark, with LF. karat lint --fix does that; the \
                 hash of the article stays the same, unless control characters were in it.",
        ..RULE
    },
    Rule {
        id: "A4",
        title: "relative dates need the day of publication",
        levels: ERROR,
        what: "A fact takes its date from a word like \"mardi\" or \"yesterday\", and article.published is not set.",
        why: "Nobody can tell which Tuesday is meant, neither an extractor nor a second labeller.",
        example: "error[A4]: gold/002.yaml:14:15: fact \"war-began\" takes its date from \"mardi\", but \
                  article.published is not set",
        remedy: "Write under article: published: the day from which the word counts, and published_from: text, \
                 metadata or inferred.",
        ..RULE
    },
    Rule {
        id: "A5",
        title: "a text that was pasted twice or cut off",
        levels: WARNING_OR_INFO,
        what: "Paragraphs of the article stand there twice, or the text stops in the middle of a word: the same words \
               stand elsewhere, and there the word goes on. A warning while the labels are a draft or a quote is \
               ambiguous (E2); afterwards, with the labels made for the text as it is, a remark.",
        why: "A quote from a repeated paragraph means two places. What was cut off may hold facts that nobody can label.",
        example: "warning[A5]: seeds/002.txt:39:1: 16 of 39 paragraphs appear twice; quotes will match two places",
        remedy: "Get a better copy of the article if there is one. If not, label the text as it is: where the copies say \
                 the same, a quote needs nothing; else add occurrence:, before: or after:.",
        ..RULE
    },
    Rule {
        id: "A6",
        title: "near-duplicates stay on one side",
        levels: ERROR,
        what: "Two articles share most of their text and are in different splits.",
        why: "An extractor tuned on one has seen the other. Its score on the test split is then too good.",
        example: "error[A6]: gold/007.yaml:9:8: 002 and 007 share 83 % of their text but are in different splits",
        remedy: "Give both the same split: and, if they are about one event, the same cluster:.",
        ..RULE
    },
];
