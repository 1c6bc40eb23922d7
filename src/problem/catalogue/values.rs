//! Rules V: values of slots.

use crate::problem::catalogue::{ANY, ERROR, ERROR_OR_WARNING, RULE, Rule, WARNING};

/// The rules.
pub(super) const RULES: [Rule; 9] = [
    Rule {
        id: "V1",
        title: "dates in the spelling of karat",
        levels: ERROR_OR_WARNING,
        is_fixable: true,
        what: "A text is no date that karat can read (error), or it is one in another spelling, such as 13/09/2022 in \
               a French article (warning).",
        why: "One spelling for everybody makes changes readable, and 03/04/2022 is two different days in two countries.",
        example: "during: 13/09/2022\n\nwarning[V1]: gold/002.yaml:11:15: \"13/09/2022\" is not how karat writes a \
                  date\nhelp: write 2022-09-13",
        remedy: "Write year-month-day, as the help says. karat lint --fix does it where the reading is certain. What \
                 is open is written X: XXXX-09-13.",
        ..RULE
    },
    Rule {
        id: "V2",
        title: "the offset fits the zone",
        levels: ERROR,
        is_binding: true,
        what: "The zone does not exist, had another offset on that day, or the clock time did not exist or existed \
               twice because the clocks were changed.",
        why: "Offset and zone then name two different moments.",
        example: "error[V2]: gold/002.yaml:9:15: 09:00+04:00[Europe/Moscow]: Moscow was at +03:00 that day",
        remedy: "Write the offset that the message names, or leave the zone out.",
        ..RULE
    },
    Rule {
        id: "V3",
        title: "a clock time has a zone",
        levels: WARNING,
        what: "A clock time has no zone, and the sentence names one (\"heure de Moscou\"), or shows the \
               time of the value on the clock of another zone.",
        why: "Nine o'clock in Moscow and nine o'clock in Paris are different moments.",
        example: "warning[V3]: gold/002.yaml:9:15: 09:00 has no zone, and the quote says \"heure de Moscou\"",
        remedy: "Write the offset and the zone: 2022-09-13T09:00+03:00[Europe/Moscow]. A zone for all bare local \
                 times of an article stands under article: timezone:.",
        ..RULE
    },
    Rule {
        id: "V4",
        title: "the weekday fits the date",
        levels: WARNING,
        what: "The sentence names a weekday, and the date of the label is near publication and falls on another one.",
        why: "Counting back from \"mardi\" goes wrong by a day or a week easily.",
        example: "warning[V4]: gold/002.yaml:9:15: the quote says \"mardi\", but 2022-09-14 is a Wednesday\n\
                  help: the last Tuesday up to publication is 2022-09-13",
        remedy: "Write the day that is proposed, if it is meant. If the weekday is that of the saying, write it in \
                 said_on:.",
        ..RULE
    },
    Rule {
        id: "V5",
        title: "dates and ranges that can be",
        levels: ERROR_OR_WARNING,
        what: "An interval or range ends before it starts (error), or a date lies years after publication, or more \
               than 60 before, and the article does not tell that year (warning).",
        why: "Almost always two digits changed places.",
        example: "warning[V5]: gold/002.yaml:9:15: 2032-09-13 is 10 years after publication",
        remedy: "Correct the value, or article.published.",
        ..RULE
    },
    Rule {
        id: "V6",
        title: "no day from nowhere",
        levels: WARNING,
        what: "The value says the day, and the sentence names only the month or the year, or another day of that month.",
        why: "A second reader does not find the day in the article, and an extractor is punished for not knowing it.",
        example: "warning[V6]: gold/002.yaml:9:15: value says the day (2020-11-09), the quote only the month \
                  (\"novembre 2020\")",
        remedy: "Write the value without the day, quote the place that names it, or say in note: where it comes from.",
        ..RULE
    },
    Rule {
        id: "V7",
        title: "numbers in the spelling of karat",
        levels: ERROR_OR_WARNING,
        is_fixable: true,
        what: "A number is written with separators or in words (\"6 500\", \"6_500\", \"au moins six mille\"), or is \
               none.",
        why: "Separators mean different things in different countries: 6.500 is six and a half or six thousand.",
        example: "count: at least 6 500\n\nerror[V7]: gold/002.yaml:11:20: \"at least 6 500\": write the number \
                  without spaces\nhelp: write at least 6500",
        remedy: "Write the digits without separators, with a decimal point. karat lint --fix does it.",
        ..RULE
    },
    Rule {
        id: "V8",
        title: "alternatives that differ",
        levels: ERROR_OR_WARNING,
        what: "any_of has one value, two equal ones, or one that is scored higher than the first (warnings), or none \
               of them is worth 1 (error).",
        why: "With no answer worth 1 nobody can be right; the others make a label look richer than it is.",
        example: "error[V8]: gold/002.yaml:9:7: no alternative is worth 1\n\
                  help: leave the score of the best answer out",
        remedy: "Put the best answer first and without a score; remove what stands twice.",
        ..RULE
    },
    Rule {
        id: "V9",
        title: "names of entities",
        levels: ANY,
        what: "A name is neither declared in entities.yaml nor in the article (error), no name of a declared entity \
               stands in the article (warning), or a name stands in the article and is declared nowhere (remark). One \
               name of two entities, or part_of in a circle, is an error in entities.yaml.",
        why: "A misspelt entity matches no answer. An entity that the article never names is often the wrong one.",
        example: "error[V9]: gold/002.yaml:12:15: \"armenie\" is neither an entity nor a name in the article\n\
                  help: did you mean armenia?",
        remedy: "Write the id of the entity; or declare it in gold/entities.yaml, with the names that articles use.",
        ..RULE
    },
];
