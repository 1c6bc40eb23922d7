//! Rules Y and K: files that people write, and what YAML makes of them.

use crate::problem::catalogue::{ERROR, ERROR_OR_WARNING, RULE, Rule, WARNING};

/// The rules.
pub(super) const RULES: [Rule; 9] = [
    Rule {
        id: "Y0",
        title: "the file can be read",
        levels: ERROR,
        is_binding: true,
        what: "The file is missing, is not UTF-8, is not YAML, or uses a part of YAML that karat does not read: \
               anchors (&name), aliases (*name), merge keys (<<), tags, several documents.",
        why: "What cannot be read cannot be scored. Anchors and merge keys make one line depend on another far away, \
              which a reviewer of a change does not see.",
        example: "quote: \"il a dit\n\nerror[Y0]: gold/002.yaml:31:10: a quote mark is opened and never closed",
        remedy: "Mend the place that is underlined; the message says how. karat reads on behind it, so all other \
                 problems of the file are shown as well.",
        ..RULE
    },
    Rule {
        id: "Y1",
        title: "a key stands once",
        levels: ERROR,
        is_binding: true,
        what: "The same key stands twice in one map: two facts of one id, or one slot filled twice.",
        why: "YAML readers keep one of the two and drop the other without a word. Which one differs between them.",
        example: "error[Y1]: gold/002.yaml:31:3: fact \"war-2020-deaths\" is defined twice (first on line 14)",
        remedy: "Rename one, or delete it.",
        ..RULE
    },
    Rule {
        id: "Y2",
        title: "only words that the format knows",
        levels: ERROR,
        is_binding: true,
        what: "A field, a type, a slot, a word of an enum or another fixed word is not one that karat or schema.yaml \
               knows, or something stands where another shape is expected: a list where one value belongs.",
        why: "A misspelt field would be ignored, and the label would say less than its author thinks.",
        example: "polarite: denied\n\nerror[Y2]: gold/002.yaml:18:5: unknown field \"polarite\"\n\
                  help: did you mean \"polarity\"?",
        remedy: "Write the word that is proposed, or one of those listed. A new type, slot or word belongs into \
                 gold/schema.yaml first.",
        ..RULE
    },
    Rule {
        id: "Y3",
        title: "a colon inside a quote",
        levels: ERROR,
        is_fixable: true,
        is_binding: true,
        what: "A bare text holds a colon followed by a space, which YAML takes for the end of a key.",
        why: "French puts a space before a colon, so quotes from French articles meet this often. YAML reads a map \
              where a text was meant.",
        example: "quote: il a dit : non\n\nerror[Y3]: gold/002.yaml:12:21: YAML takes \" : \" for a key here\n\
                  help: write the quote under \">-\", or in double quotes",
        remedy: "Put the text in quotes, or under \">-\" on a line of its own. karat lint --fix puts it in quotes.",
    },
    Rule {
        id: "Y4",
        title: "a word that other readers take for something else",
        levels: ERROR,
        is_fixable: true,
        is_binding: true,
        what: "A bare clock time such as 9:00, or a bare key such as on, yes, no, off, true or false.",
        why: "karat reads a text. YAML 1.1, which many programs still speak, reads 9:00 as the number 540 and the key \
              on as true. The same file would then mean two things.",
        example: "starts: 9:00\n\nerror[Y4]: gold/002.yaml:9:15: \"9:00\" is the number 540 to some YAML readers\n\
                  help: write the day too, as in 2022-09-13T09:00",
        remedy: "Write the full instant, such as 2022-09-13T09:00+03:00: a clock time alone is no date, with or without \
                 quote marks. Rename a key, or put it in quote marks, as karat lint --fix does.",
    },
    Rule {
        id: "Y5",
        title: "a zone in brackets inside a list in brackets",
        levels: ERROR,
        is_fixable: true,
        is_binding: true,
        what: "A value that ends in a zone, such as 09:00+03:00[Europe/Moscow], stands inside […] or {…}.",
        why: "YAML takes the bracket of the zone for a part of the list.",
        example: "starts: {any_of: [2022-09-13T09:00+03:00[Europe/Moscow]]}\n\n\
                  error[Y5]: gold/002.yaml:9:45: a value with [zone] cannot stand inside […]\n\
                  help: put each value on its own \"- \" line",
        remedy: "Put each value on its own line after \"- \", or put it in quotes. karat lint --fix puts values of a \
                 list on lines of their own, and others in quotes.",
    },
    Rule {
        id: "Y6",
        title: "canonical form",
        levels: WARNING,
        is_fixable: true,
        what: "The gold file is not written as karat fmt writes it: order, spelling, blank lines, the first line that \
               names its JSON Schema. Or a JSON Schema beside it is older than schema.yaml or entities.yaml.",
        why: "With one form for everybody a change in git shows what was meant and nothing else. The schema makes \
              editors complete and check what is typed.",
        example: "warning[Y6]: gold/002.yaml: not in canonical form\n\
                  help: run karat fmt; --check shows first what would change",
        remedy: "Run karat fmt for gold, karat schema for the schemas; karat lint --fix does both.",
        ..RULE
    },
    Rule {
        id: "K1",
        title: "settings that make sense",
        levels: ERROR_OR_WARNING,
        is_binding: true,
        what: "karat.yaml says something that cannot be meant: a time without a unit, a setting that changes nothing \
               for its kind of extractor, a figure that does not exist, two extractors of one name.",
        why: "A setting that is ignored is believed by whoever wrote it.",
        example: "timeout: 60\n\nerror[K1]: karat.yaml:8:16: \"60\" has no unit\nhelp: write 60s",
        remedy: "Write what the message proposes, or remove the setting.",
        ..RULE
    },
    Rule {
        id: "K2",
        title: "what karat.yaml names is there",
        levels: ERROR,
        is_binding: true,
        what: "karat.yaml names a program, a file, a folder, a view or a variable of the environment that does not \
               exist on this machine.",
        why: "The extractor could not be asked; that is told before the first article and not after the last.",
        example: "error[K2]: karat.yaml:9:14: there is no program \"pyhton3\"",
        remedy: "Correct the name, or install what is missing.",
        ..RULE
    },
];
