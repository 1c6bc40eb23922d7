//! The rules of lint: each with its id, its levels, and the page that explains it.

use crate::problem::Level;

mod articles;
mod corpus;
mod facts;
mod files;
pub mod page;
mod quotes;
mod values;

/// A rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// The id that findings carry, such as `E8`.
    pub id: &'static str,
    /// What it is about, in a few words.
    pub title: &'static str,
    /// The levels at which it speaks unless karat.yaml says otherwise, gravest first.
    pub levels: &'static [Level],
    /// `lint --fix` can do something about it.
    pub is_fixable: bool,
    /// It says that a file cannot be used as it stands, so karat.yaml cannot change its level.
    pub is_binding: bool,
    /// What it finds.
    pub what: &'static str,
    /// Why that is a mistake.
    pub why: &'static str,
    /// A case of it, with the message.
    pub example: &'static str,
    /// What to do.
    pub remedy: &'static str,
}

/// Rules about one subject.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chapter {
    /// The subject.
    pub title: &'static str,
    /// Its rules, in the order of the pages.
    pub rules: &'static [Rule],
}

/// All rules by subject, in the order of the pages.
pub const CHAPTERS: [Chapter; 6] = [
    Chapter { title: "Files", rules: &files::RULES },
    Chapter { title: "Articles", rules: &articles::RULES },
    Chapter { title: "Quotes and the sentences around them", rules: &quotes::RULES },
    Chapter { title: "Values", rules: &values::RULES },
    Chapter { title: "Facts", rules: &facts::RULES },
    Chapter { title: "The corpus, reviews and answers", rules: &corpus::RULES },
];

/// Returns all rules, in the order of the pages.
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    CHAPTERS.iter().flat_map(|chapter| chapter.rules)
}

/// Returns the rule of an id, in capital or small letters.
#[must_use]
pub fn rule(id: &str) -> Option<&'static Rule> {
    rules().find(|rule| rule.id.eq_ignore_ascii_case(id))
}

/// Levels of rules: what a rule says that has only one.
const ERROR: &[Level] = &[Level::Error];
const WARNING: &[Level] = &[Level::Warning];
const ERROR_OR_WARNING: &[Level] = &[Level::Error, Level::Warning];
const WARNING_OR_INFO: &[Level] = &[Level::Warning, Level::Info];
const ANY: &[Level] = &[Level::Error, Level::Warning, Level::Info];

/// What most rules are: about one finding, not fixable, free to be set in karat.yaml.
const RULE: Rule = Rule {
    id: "",
    title: "",
    levels: WARNING,
    is_fixable: false,
    is_binding: false,
    what: "",
    why: "",
    example: "",
    remedy: "",
};

#[cfg(test)]
mod tests;
