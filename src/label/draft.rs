//! What a person wants a label to say, as texts with places: the same for a line, a template and a table.

use std::ops::Range;

/// What places in a command line are places of.
pub const COMMAND_LINE: &str = "command line";

/// A text that a person typed, with its place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Typed {
    /// The text.
    pub text: String,
    /// Where it stands in what was typed, in bytes; as long as the text where it stands there letter by letter.
    pub place: Range<usize>,
}

impl Typed {
    /// Returns a text at a place.
    #[must_use]
    pub fn new(text: impl Into<String>, place: Range<usize>) -> Self {
        Self { text: text.into(), place }
    }

    /// Returns the place of some bytes of the text; the whole place where the text does not stand there as it is.
    #[must_use]
    pub fn within(&self, part: &Range<usize>) -> Range<usize> {
        if self.place.len() != self.text.len() || part.is_empty() || self.text.get(part.clone()).is_none() {
            return self.place.clone();
        }
        self.place.start + part.start..self.place.start + part.end
    }

    /// Returns some bytes of the text with their place, without the spaces around them.
    #[must_use]
    pub fn piece(&self, part: Range<usize>) -> Self {
        let whole = self.text.get(part.clone()).unwrap_or_default();
        let start = part.start + (whole.len() - whole.trim_start().len());
        let text = whole.trim();
        Self::new(text, self.within(&(start..start + text.len())))
    }

    /// Returns the text without the spaces around it.
    #[must_use]
    pub fn trimmed(&self) -> Self {
        self.piece(0..self.text.len())
    }

    /// Returns the pieces between the separators, without the spaces around them; at least one.
    #[must_use]
    pub fn split(&self, separator: char) -> Vec<Self> {
        let mut start = 0;
        let mut pieces = Vec::new();
        for part in self.text.split(separator) {
            pieces.push(self.piece(start..start + part.len()));
            start += part.len() + separator.len_utf8();
        }
        pieces
    }
}

/// What kind of label is wanted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LabelKind {
    /// A fact.
    #[default]
    Fact,
    /// A fact that must not be returned.
    Distractor,
    /// A passage that states nothing.
    Ignored,
}

/// Which part of a label a text fills.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Field {
    /// The type, by its name or label.
    Type,
    /// A slot, by its name or label.
    Slot(Typed),
    /// The id; made of type and values where it is left out.
    Id,
    /// The fact whose slots it inherits.
    SameAs,
    /// Who said it: `a`, `a>relay`, `a+b`, `unnamed`; a second one is the relay of the first.
    SaidBy,
    /// `asserted`, `conditional` or `denied`.
    Polarity,
    /// When it was said.
    SaidOn,
    /// Words of the article.
    Quote,
    /// Which of the places of the quotation before it is meant, from 1; `all` for every place.
    Occurrence,
    /// What stands before the quotation before it.
    Before,
    /// What stands after the quotation before it.
    After,
    /// Why an extractor may lose it, separated by commas.
    Needs,
    /// Free marks, separated by commas.
    Tags,
    /// For people.
    Note,
    /// Who suggested it.
    By,
    /// Why somebody could fall for a distractor, or why a passage states nothing.
    Reason,
    /// `true` if leaving it out costs nothing.
    Optional,
    /// How grave its loss is.
    Weight,
    /// `true` if it is not to be scored yet.
    Draft,
}

impl Field {
    /// All fields but slots, in the order of the documentation.
    pub const ALL: [Self; 18] = [
        Self::Type,
        Self::Id,
        Self::SameAs,
        Self::SaidBy,
        Self::Polarity,
        Self::SaidOn,
        Self::Quote,
        Self::Occurrence,
        Self::Before,
        Self::After,
        Self::Needs,
        Self::Tags,
        Self::Note,
        Self::By,
        Self::Reason,
        Self::Optional,
        Self::Weight,
        Self::Draft,
    ];

    /// Returns the name of the slot, if it is one.
    #[must_use]
    pub const fn slot_name(&self) -> Option<&Typed> {
        if let Self::Slot(name) = self { Some(name) } else { None }
    }

    /// Returns the name in templates and tables; a slot has its own.
    #[must_use]
    pub fn word(&self) -> &str {
        match self {
            Self::Type => "type",
            Self::Slot(name) => &name.text,
            Self::Id => "id",
            Self::SameAs => "same_as",
            Self::SaidBy => "said_by",
            Self::Polarity => "polarity",
            Self::SaidOn => "said_on",
            Self::Quote => "quote",
            Self::Occurrence => "occurrence",
            Self::Before => "before",
            Self::After => "after",
            Self::Needs => "needs",
            Self::Tags => "tags",
            Self::Note => "note",
            Self::By => "by",
            Self::Reason => "reason",
            Self::Optional => "optional",
            Self::Weight => "weight",
            Self::Draft => "draft",
        }
    }
}

/// A part of a label and what was typed for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Which part.
    pub field: Field,
    /// What was typed.
    pub value: Typed,
}

/// What a person wants a label to say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// What the places are places of, as messages call it: `command line`, or a file.
    pub source: String,
    /// Where the draft stands, for what is missing in it.
    pub place: Range<usize>,
    /// What kind of label is wanted.
    pub kind: LabelKind,
    /// What was typed, in its order.
    pub parts: Vec<Part>,
}

impl Draft {
    /// Returns everything typed for a field, in its order.
    pub fn all<'d>(&'d self, field: &'d Field) -> impl Iterator<Item = &'d Typed> {
        self.parts.iter().filter(move |part| part.field == *field).map(|part| &part.value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_piece_knows_its_place_without_the_spaces_around_it() {
        let typed = Typed::new("é , bc", 10..17);
        let pieces = typed.split(',');
        assert_eq!(pieces, [Typed::new("é", 10..12), Typed::new("bc", 15..17)]);
    }

    #[test]
    fn a_text_that_does_not_stand_as_it_is_has_one_place_for_all_its_pieces() {
        let typed = Typed::new("a,b", 10..15);
        assert_eq!(typed.split(','), [Typed::new("a", 10..15), Typed::new("b", 10..15)]);
    }
}
