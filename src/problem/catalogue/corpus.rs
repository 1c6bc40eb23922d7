//! Rules C2, R and P: the corpus as a whole, who looked at it, and answers in files.

use crate::problem::catalogue::{ERROR, RULE, Rule, WARNING, WARNING_OR_INFO};

/// The rules.
pub(super) const RULES: [Rule; 5] = [
    Rule {
        id: "C2",
        title: "what the corpus is too thin for",
        levels: WARNING_OR_INFO,
        what: "Articles without gold, types and slices with too few facts for a score to mean anything (remarks), and \
               a tag or need that is used once and looks like another one misspelt (warning).",
        why: "A score over one fact is 0 or 1 by luck. A misspelt slice takes its fact out of the real one.",
        example: "warning[C2]: gold/002.yaml:18:12: tag \"tim-zone\" is used once; did you mean \
                  \"time-zone\"?",
        remedy: "Correct the tag. karat corpus shows what there is of everything, and what to label next.",
        ..RULE
    },
    Rule {
        id: "R1",
        title: "labels that somebody confirmed",
        levels: WARNING_OR_INFO,
        what: "The status is draft (remark); facts suggested by a tool are not confirmed yet (by: with draft: true); \
               the status says reviewed, but nobody but the labeller is listed; or facts changed after the review. The \
               last is asked of git, and silent where there is none, and about a review before the file got its name.",
        why: "reviewed tells others that two people read it. A suggestion that nobody confirmed is a machine's opinion \
              about machines.",
        example: "warning[R1]: gold/002.yaml:10:9: 3 facts changed after the review of 2026-11-20",
        remedy: "Read what is listed and take draft: true off; add the reviewer under annotators: with role: reviewer \
                 and at:; or set the status back to labelled.",
        ..RULE
    },
    Rule {
        id: "R2",
        title: "annotators agree",
        levels: WARNING_OR_INFO,
        what: "Two people labelled the same articles, each in gold/by/NAME/, and agree on a slot less than 0.8 \
               (Krippendorff's alpha over the facts that both have; below four facts a remark); or agreement is \
               undefined because only one label was ever used (remark).",
        why: "Where people do not agree, an extractor cannot be right. The guideline is unclear, or the slot is.",
        example: "warning[R2]: gold/by: agreement on casualties.count is 0.61 (two annotators, 14 facts), \
                  below 0.8",
        remedy: "Look at the differences together, write down what was decided in the guidelines, and label again.",
        ..RULE
    },
    Rule {
        id: "P1",
        title: "answers that can be read",
        levels: ERROR,
        is_binding: true,
        what: "A file of answers for karat score --predictions, or for an extractor of kind file, holds something that \
               is no answer.",
        why: "Half a file of answers would be scored as a bad extractor.",
        example: "error[P1]: answers.jsonl:3:1: this line is no JSON object",
        remedy: "Write one JSON object an article; docs/protocol.md shows one, karat doctor checks an extractor.",
        ..RULE
    },
    Rule {
        id: "P2",
        title: "answers about articles that exist",
        levels: WARNING,
        is_binding: true,
        what: "A file of answers names an article that the corpus does not have.",
        why: "The answer counts for nothing, and the article that was meant counts as not answered.",
        example: "warning[P2]: answers.jsonl:3:1: there is no article \"02\"\nhelp: did you mean \"002\"?",
        remedy: "Correct the id; or leave it if the answers are about more articles than these.",
        ..RULE
    },
];
