//! Tables of fields and words: each is what a decoder takes, and what the JSON Schema of the same file says.

/// A field of a map that people write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Field {
    /// Its name, as written.
    pub name: &'static str,
    /// What it is for, in one line without a full stop.
    pub about: &'static str,
    /// What may stand there.
    pub shape: Shape,
    /// Whether it has to be there.
    pub presence: Presence,
}

/// Whether a field has to be there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// The map is of no use without it.
    Required,
    /// It may be left out, and not left empty.
    Filled,
    /// It may be left out, or left empty, which means the same.
    Optional,
}

impl Field {
    /// Returns a field that may be left out, or left empty, which means the same.
    #[must_use]
    pub const fn optional(name: &'static str, shape: Shape, about: &'static str) -> Self {
        Self { name, about, shape, presence: Presence::Optional }
    }

    /// Returns a field that has to be there.
    #[must_use]
    pub const fn required(name: &'static str, shape: Shape, about: &'static str) -> Self {
        Self { name, about, shape, presence: Presence::Required }
    }

    /// Returns a field that may be left out, and not left empty.
    #[must_use]
    pub const fn filled(name: &'static str, shape: Shape, about: &'static str) -> Self {
        Self { name, about, shape, presence: Presence::Filled }
    }
}

/// Returns the names of fields, in the order of their table.
pub fn names<'f>(fields: &'f [Field]) -> impl Iterator<Item = &'f str> + Clone + use<'f> {
    fields.iter().map(|field| field.name)
}

/// Returns the names of fields, for a table of names.
#[must_use]
pub const fn name_table<const N: usize>(fields: &[Field; N]) -> [&'static str; N] {
    let mut names = [""; N];
    let mut index = 0;
    while index < N {
        names[index] = fields[index].name;
        index += 1;
    }
    names
}

/// A word with a meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word<T> {
    /// The word, as written.
    pub word: &'static str,
    /// What it says, in one line without a full stop.
    pub about: &'static str,
    /// What the program makes of it.
    pub meaning: T,
}

impl<T> Word<T> {
    /// Returns a word with its meaning.
    #[must_use]
    pub const fn new(word: &'static str, about: &'static str, meaning: T) -> Self {
        Self { word, about, meaning }
    }
}

impl Word<&'static str> {
    /// Returns a word that is kept as it is written.
    #[must_use]
    pub const fn kept(word: &'static str, about: &'static str) -> Self {
        Self { word, about, meaning: word }
    }
}

/// A word and what it says.
pub type Term = Word<()>;

/// Returns words without their meanings, for a table of fields.
#[must_use]
pub const fn terms<T, const N: usize>(words: &[Word<T>; N]) -> [Term; N] {
    let mut terms = [Word::new("", "", ()); N];
    let mut index = 0;
    while index < N {
        terms[index] = Word::new(words[index].word, words[index].about, ());
        index += 1;
    }
    terms
}

/// What may stand in a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Anything: nobody reads it.
    Anything,
    /// The version of a format, of which only 1 exists.
    Version,
    /// A text that is not blank.
    Text,
    /// A text, which may also be blank.
    AnyText,
    /// A text that a pattern matches; else the message is shown.
    Pattern {
        /// The regular expression, in the syntax that Rust and JavaScript share.
        pattern: &'static str,
        /// What is wrong with a text that it does not match.
        message: &'static str,
    },
    /// One of a few words.
    Word {
        /// What the words are, for messages.
        noun: &'static str,
        /// The words.
        words: &'static [Term],
    },
    /// `true` or `false`.
    Truth,
    /// A whole number.
    Number {
        /// The smallest.
        least: u32,
        /// The greatest.
        most: u32,
    },
    /// A decimal from 0 up to this, with at most three places.
    Decimal(u32),
    /// A list.
    List(&'static Shape),
    /// A list, or what could stand in it alone.
    OneOrMore(&'static Shape),
    /// A map of these fields.
    Record(&'static [Field]),
    /// A map whose keys are names that other files can speak of.
    Named(&'static Shape),
    /// A map with any keys.
    Map(&'static Shape),
    /// One of several, told apart by being a text, a list, a map or nothing.
    Either(&'static [Shape]),
    /// Nothing.
    Nothing,
    /// What this corpus or another part of the format says, by the name of its definition.
    Defined(&'static str),
}

#[cfg(test)]
mod tests {
    use super::*;

    const WORDS: [Word<u8>; 2] = [Word::new("one", "1", 1), Word::new("two", "2", 2)];
    const FIELDS: [Field; 2] = [
        Field::required("a", Shape::Word { noun: "word", words: &terms(&WORDS) }, "a word"),
        Field::optional("b", Shape::Text, "a text"),
    ];

    #[test]
    fn a_table_of_words_becomes_part_of_a_table_of_fields() {
        assert_eq!(names(&FIELDS).collect::<Vec<_>>(), ["a", "b"]);
        let Shape::Word { words, .. } = FIELDS[0].shape else { panic!("the first field is a word") };
        assert_eq!(words, [Word::new("one", "1", ()), Word::new("two", "2", ())]);
    }
}
