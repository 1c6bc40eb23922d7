//! An article: its text as stored, its name, and the hash that gold pins.

use std::fmt::Write;

use sha2::{Digest, Sha256};

use crate::text::clean::{TextError, TextFinding, check_text, normalised};
use crate::text::prepared::ArticleText;

/// The text that facts are read from.
///
/// Spans refer to the text as stored, byte for byte: a byte order mark, carriage returns and letters written apart are
/// in it, so that every place shown is the place in the file. The hash is over the normalised text (no byte order mark,
/// newlines only, NFC), so that a checkout with other line ends is the same article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Article {
    id: String,
    path: String,
    text: ArticleText,
    sha256: String,
}

impl Article {
    /// Reads an article from the bytes of its file, with what is unusual in its text.
    ///
    /// `id` is the file name without `.txt`, `path` what the user would type. The hash is computed here, once.
    ///
    /// # Errors
    /// If the bytes are not UTF-8.
    pub fn new(
        id: impl Into<String>,
        path: impl Into<String>,
        bytes: Vec<u8>,
    ) -> Result<(Self, Vec<TextFinding>), TextError> {
        let clean = check_text(bytes)?;
        let sha256 = text_sha256(&clean.text);
        let text = ArticleText::new(clean.text);
        Ok((Self { id: id.into(), path: path.into(), text, sha256 }, clean.findings))
    }

    /// Returns the id: the file name without `.txt`.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Returns the path as the user would type it.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Returns the text as stored, with its lines, folded form and sentences.
    #[must_use]
    pub fn text(&self) -> &ArticleText {
        &self.text
    }

    /// Returns the hash of the normalised text: 64 lower-case hexadecimal digits.
    #[must_use]
    pub fn sha256(&self) -> &str {
        &self.sha256
    }
}

/// Returns the hash of a text after normalising it: 64 lower-case hexadecimal digits.
///
/// For a text without findings it is what `sha256sum` prints.
#[must_use]
pub fn text_sha256(text: &str) -> String {
    bytes_sha256(normalised(text).as_bytes())
}

/// Returns the hash of bytes as they are: 64 lower-case hexadecimal digits.
#[must_use]
pub fn bytes_sha256(bytes: &[u8]) -> String {
    let mut hash = BytesHash::default();
    hash.add(bytes);
    hash.digits()
}

/// The hash of bytes that come in parts.
#[derive(Clone, Debug, Default)]
pub struct BytesHash(Sha256);

impl BytesHash {
    /// Adds the next bytes.
    pub fn add(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// Returns the hash of all bytes: 64 lower-case hexadecimal digits.
    #[must_use]
    pub fn digits(self) -> String {
        let mut digits = String::with_capacity(64);
        for byte in self.0.finalize() {
            write!(digits, "{byte:02x}").expect("writing to a string never fails");
        }
        digits
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], same_as: &str, n_findings: usize) {
        let (article, findings) = Article::new("a", "seeds/a.txt", bytes.to_vec()).expect("it is UTF-8");
        assert_eq!(article.sha256(), bytes_sha256(same_as.as_bytes()));
        assert_eq!(article.text().as_str().as_bytes(), bytes, "the text is kept as stored");
        assert_eq!(findings.len(), n_findings);
    }

    #[test]
    fn the_hash_is_that_of_the_standard() {
        let expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(bytes_sha256(b"abc"), expected);
        let mut parts = BytesHash::default();
        parts.add(b"a");
        parts.add(b"bc");
        assert_eq!(parts.digits(), expected);
        assert_eq!(text_sha256("\u{feff}abc"), expected);
    }

    #[test]
    fn line_ends_marks_and_composition_do_not_change_the_hash() {
        check("été\n".as_bytes(), "été\n", 0);
        check("\u{feff}e\u{301}té\r\n".as_bytes(), "été\n", 3);
    }

    #[test]
    fn another_word_is_another_hash() {
        assert_ne!(text_sha256("oui"), text_sha256("non"));
    }

    #[test]
    fn bytes_of_another_encoding_are_no_article() {
        let error = Article::new("a", "a.txt", b"caf\xe9".to_vec()).expect_err("it is Latin-1");
        assert_eq!(error.to_string(), "not UTF-8 (byte 0xe9 at 3)");
    }
}
