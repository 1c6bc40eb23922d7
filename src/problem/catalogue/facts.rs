//! Rules F and C1: facts, what they share, and what no fact covers.

use crate::problem::catalogue::{ERROR, ERROR_OR_WARNING, RULE, Rule, WARNING};

/// The rules.
pub(super) const RULES: [Rule; 7] = [
    Rule {
        id: "F1",
        title: "types and slots of the schema",
        levels: ERROR,
        is_binding: true,
        what: "A type or a slot is not one of gold/schema.yaml, a required slot is missing, a slot is empty, or a value \
               is none of its kind; also mistakes in schema.yaml itself.",
        why: "Facts are compared slot by slot as the schema says. What it does not know cannot be compared.",
        example: "error[F1]: gold/002.yaml:11:7: slot \"colour\" does not exist in casualties\n\
                  help: known here: count, effect, who, side, during",
        remedy: "Use a type and slots of the schema, or add them there first.",
        ..RULE
    },
    Rule {
        id: "F2",
        title: "two labels of one fact",
        levels: ERROR_OR_WARNING,
        what: "Two facts have the same right answer (error), or score 0.95 and more against each other (warning). \
               Optional facts are left out: whoever returns the fact once loses nothing by them.",
        why: "An extractor that returns the fact once is right about one label and misses the other.",
        example: "error[F2]: gold/002.yaml:20:3: facts \"a\" and \"b\" have the same answer: an extractor that returns \
                  it loses the other",
        remedy: "Merge them: one fact with the quotes of both under evidence:. If they differ, fill the slot that \
                 tells them apart. If another voice says the same, use same_as: with said_by:.",
        ..RULE
    },
    Rule {
        id: "F3",
        title: "distractors that can be fallen for",
        levels: ERROR_OR_WARNING,
        what: "A distractor matches a fact, has no reason (errors), states a value that looks like nothing in the \
               article, or would catch an incomplete answer to a fact (warnings).",
        why: "A distractor is a fact that must not be returned. If a right answer hits it, it punishes the wrong one; \
              if nothing in the article is like it, nobody ever will.",
        example: "error[F3]: gold/002.yaml:40:3: distractor \"d\" matches fact \"a\" with 1.00: one of them is wrong",
        remedy: "Remove one of the two, or fill the slot that tells them apart. Say in reason: why somebody could \
                 fall for it.",
        ..RULE
    },
    Rule {
        id: "F4",
        title: "same_as leads to a fact",
        levels: ERROR,
        is_binding: true,
        what: "same_as names a fact that does not exist, or leads back to itself.",
        why: "The fact inherits its slots from the one that is named; from nowhere it inherits nothing.",
        example: "error[F4]: gold/002.yaml:31:14: same_as points to \"shots\", which does not exist",
        remedy: "Name an existing fact that fills its slots itself.",
        ..RULE
    },
    Rule {
        id: "F5",
        title: "denials and contradictions have a voice",
        levels: WARNING,
        what: "A fact is denied and does not say by whom; one voice asserts and denies the same; or two facts of one \
               voice and one polarity agree in all that tells facts apart, and state a length or a date that cannot \
               both be right.",
        why: "A denial without a voice would make the article deny it. An article seldom gives one war two \
              lengths without naming who says what; most often a slot is missing that tells two events apart.",
        example: "warning[F5]: gold/002.yaml:31:3: facts \"war\" and \"war-later\" contradict each other in the same \
                  voice: duration is P5D and P9D",
        remedy: "Add said_by:. If both are stated, fill the slot that tells the facts apart: when, where, or \
                 who.",
        ..RULE
    },
    Rule {
        id: "F6",
        title: "ids that last, and facts that count",
        levels: WARNING,
        what: "A fact has the content of one that was in the last commit under another id, or its words and nearly its \
               content; or all facts of an article are optional. The first is asked of git, and silent where there is none.",
        why: "Snapshots know facts by their ids: after a renaming they show one fact gone and one new. An article in \
              which everything is optional cannot be failed, so it measures nothing.",
        example: "warning[F6]: gold/002.yaml:31:3: \"war-2020-deaths\" seems to be \"war-of-2020-deaths\" renamed since \
                  HEAD: snapshots will show one fact gone and one new",
        remedy: "Keep the old id unless the new one is worth it; after the next commit the warning is gone. Take \
                 optional: true off the facts that an answer must have.",
        ..RULE
    },
    Rule {
        id: "C1",
        title: "what no label covers",
        levels: WARNING,
        what: "A number, a date or another passage looks like a fact of a type that coverage.exhaustive names, and no \
               fact, distractor or ignore covers it.",
        why: "Where labels are complete, what an extractor returns beyond them counts as wrong. A fact that was \
              overlooked then punishes who finds it.",
        example: "warning[C1]: gold/002.yaml:8:14: line 18: \"120 000 Arméniens\" looks like a count; no fact, \
                  distractor or ignore covers it",
        remedy: "Label it with karat add, or write it under ignore: with a reason, or take the type out of \
                 coverage.exhaustive. karat suggest shows all such passages in order.",
        ..RULE
    },
];
