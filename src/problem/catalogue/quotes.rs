//! Rules E: quotes, and what the sentences around them say.

use crate::problem::catalogue::{ERROR_OR_WARNING, RULE, Rule, WARNING};

/// The rules.
pub(super) const RULES: [Rule; 10] = [
    Rule {
        id: "E1",
        title: "the quote stands in the article",
        levels: ERROR_OR_WARNING,
        is_fixable: true,
        what: "No place of the article has the words of the quote, not even with other quote marks, apostrophes, \
               dashes or spaces. A warning where --articles names another edition.",
        why: "The quote is the proof of the label. Without its place nobody can check the fact, and an extractor's \
              quotes cannot be compared with it.",
        example: "error[E1]: gold/002.yaml:12:12: quote not found; closest text (line 18, 3 characters differ): tué \
                  au moins [-6500-]{+6 500+} personnes",
        remedy: "Copy the words from the article; the message shows the closest text and its line. karat lint --fix \
                 does it where exactly one place is at least nine tenths the same.",
        ..RULE
    },
    Rule {
        id: "E2",
        title: "the quote means one place",
        levels: WARNING,
        what: "The quote stands in several sentences that differ from each other. Silent where the surroundings are \
               the same, as in a text that was pasted twice.",
        why: "A quote that stands in several places means all of them, so that an extractor which quotes the wrong \
              sentence counts as right.",
        example: "warning[E2]: gold/002.yaml:12:12: quote matches 3 places in different sentences (lines 4, 9, 19)",
        remedy: "Quote more words, or say which place is meant: evidence: [{quote: mardi, occurrence: 2}], or with \
                 before: or after: and the words beside it.",
        ..RULE
    },
    Rule {
        id: "E3",
        title: "the place that the quote is narrowed to exists",
        levels: ERROR_OR_WARNING,
        what: "occurrence: counts further than the quote appears, or before: or after: does not stand beside it.",
        why: "The quote then leads to no place at all.",
        example: "error[E3]: gold/002.yaml:12:12: occurrence: 3, but the quote appears 2 times",
        remedy: "Correct the number or the words beside it, or remove them if the quote is clear without.",
        ..RULE
    },
    Rule {
        id: "E4",
        title: "the quote letter by letter",
        levels: WARNING,
        is_fixable: true,
        what: "The quote is found only when quote marks, apostrophes, dashes, spaces or letters written in pieces \
               count as the same.",
        why: "karat finds it; other tools that read the gold will not.",
        example: "warning[E4]: gold/002.yaml:12:12: quote matches only after folding apostrophes and no-break spaces",
        remedy: "Copy the characters of the article. karat lint --fix does it.",
        ..RULE
    },
    Rule {
        id: "E5",
        title: "a quote of a good length",
        levels: WARNING,
        what: "The quote starts or ends inside a word, is one common word, or is longer than 400 characters.",
        why: "One common word proves little and matches by chance. A page of text hides the words that state the fact.",
        example: "warning[E5]: gold/002.yaml:12:12: a quote of one common word (\"mardi\", 7 places) proves little\n\
                  help: use 3 words or more",
        remedy: "Quote three words or more, whole, and no more than the sentence that states the fact.",
        ..RULE
    },
    Rule {
        id: "E6",
        title: "evidence where the schema wants it",
        levels: ERROR_OR_WARNING,
        what: "A fact has no quote, and its type says evidence: required. A warning for a draft.",
        why: "A fact without a quote cannot be checked by anybody else.",
        example: "error[E6]: gold/002.yaml:10:3: fact \"toll\" has no evidence, and casualties requires it",
        remedy: "Add quote: with the words of the article that state it.",
        ..RULE
    },
    Rule {
        id: "E7",
        title: "the value stands in the quote",
        levels: WARNING,
        what: "A count, date or name of the label stands in none of its quotes nor in the sentences around them, in \
               digits or in words.",
        why: "Most often a slip of the keyboard, or the quote of another fact.",
        example: "warning[E7]: gold/002.yaml:11:20: count is 6500, but no quote contains 6500 (numbers seen: 49)",
        remedy: "Correct the value, or quote the words that state it; a second quote under evidence: will do.",
        ..RULE
    },
    Rule {
        id: "E8",
        title: "words of bound beside a number",
        levels: WARNING,
        is_fixable: true,
        what: "The article puts \"au moins\", \"more than\", \"environ\" or the like right beside the number, and the \
               value is exact or bounded on the other side; or the value is bounded, and no word of the sentence is.",
        why: "\"At least 6500\" and \"6500\" are different facts: the first is true of 7000 dead.",
        example: "warning[E8]: gold/002.yaml:11:20: the quote says \"au moins\" right before 6 500, but the value is \
                  exact\nhelp: did you mean: at least 6500?",
        remedy: "Write the bound: at least 6500, more than, at most, less than, about, almost. karat lint --fix does \
                 it where the word can be nothing else.",
        ..RULE
    },
    Rule {
        id: "E9",
        title: "conditional and denial",
        levels: WARNING,
        what: "The sentence of the quote uses the conditional of the press (\"auraient été tués\", \"reportedly\") or a \
               denial (\"a nié\"), and polarity says something else.",
        why: "A paper that writes \"auraient\" does not vouch for it. An extractor that drops the doubt changes the fact.",
        example: "warning[E9]: gold/002.yaml:10:3: the quote uses the conditional (\"auraient été tués\"), polarity is \
                  asserted\nhelp: did you mean conditional?",
        remedy: "Write polarity: conditional, or denied with said_by: who denies it. If the word belongs to another \
                 part of the sentence, quote the part that states this fact.",
        ..RULE
    },
    Rule {
        id: "E10",
        title: "the quote names its source",
        levels: WARNING,
        what: "The sentence names who says it (\"selon Reuters\", \"according to\"), and said_by is empty.",
        why: "Without said_by the label says that the article itself vouches for the fact.",
        example: "warning[E10]: gold/002.yaml:10:3: the quote names a source (\"selon Reuters\") but said_by is empty",
        remedy: "Write said_by: with the entity, or said_by: unnamed where nobody is named.",
        ..RULE
    },
];
