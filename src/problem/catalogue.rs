//! The rules of lint: each with its id, its levels, and the page that explains it.

use crate::problem::Level;

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
    /// What it finds.
    pub what: &'static str,
    /// Why that is a mistake.
    pub why: &'static str,
    /// A case of it, with the message.
    pub example: &'static str,
    /// What to do.
    pub remedy: &'static str,
}

/// All rules, in the order of their ids.
pub const RULES: [Rule; 0] = [];
