//! Text as it comes from a file: valid or not, what is unusual in it, and the one form that is hashed.

use std::borrow::Cow;
use std::error::Error;
use std::fmt;

use crate::text::nfc;

/// A byte order mark, read as a character.
const BYTE_ORDER_MARK: char = '\u{feff}';

/// Something about a text that makes offsets differ between tools; offsets are bytes of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextFinding {
    /// The text begins with a byte order mark.
    ByteOrderMark,
    /// Lines end in a carriage return, with or without a newline.
    CarriageReturn {
        /// The first one.
        offset: usize,
        /// How many there are, at least 1.
        n_found: usize,
    },
    /// The text is not in NFC.
    NotComposed {
        /// The first sequence that NFC would write otherwise.
        offset: usize,
    },
    /// There are control characters other than tab and line ends.
    Control {
        /// The first one.
        character: char,
        /// Where it stands.
        offset: usize,
        /// How many there are, at least 1.
        n_found: usize,
    },
}

impl fmt::Display for TextFinding {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ByteOrderMark => write!(formatter, "byte order mark at 0"),
            Self::CarriageReturn { offset, n_found } => {
                let (offset, n_found) = (grouped(*offset), grouped(*n_found));
                write!(formatter, "carriage return at {offset} ({n_found} in all)")
            }
            Self::NotComposed { offset } => write!(formatter, "not NFC at {}", grouped(*offset)),
            Self::Control { character, offset, n_found } => {
                let (code, offset, n_found) = (u32::from(*character), grouped(*offset), grouped(*n_found));
                write!(formatter, "control character U+{code:04X} at {offset} ({n_found} in all)")
            }
        }
    }
}

/// Why bytes are no text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TextError {
    /// The bytes are not UTF-8.
    NotUtf8 {
        /// The first byte that cannot stand where it stands.
        byte: u8,
        /// Its place in bytes.
        offset: usize,
    },
}

impl fmt::Display for TextError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotUtf8 { byte, offset } => {
                write!(formatter, "not UTF-8 (byte 0x{byte:02x} at {})", grouped(*offset))
            }
        }
    }
}

impl Error for TextError {}

/// A valid text, as stored, with what is unusual in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CleanText {
    /// The text, byte for byte.
    pub text: String,
    /// In the order of [`TextFinding`]; each kind at most once.
    pub findings: Vec<TextFinding>,
}

/// Reads bytes as text and lists what is unusual in it.
///
/// # Errors
/// If the bytes are not UTF-8.
pub fn check_text(bytes: Vec<u8>) -> Result<CleanText, TextError> {
    let text = String::from_utf8(bytes).map_err(|error| {
        let offset = error.utf8_error().valid_up_to();
        let byte = error.as_bytes().get(offset).copied().unwrap_or_default();
        TextError::NotUtf8 { byte, offset }
    })?;
    let findings = find_unusual(&text);
    Ok(CleanText { text, findings })
}

fn find_unusual(text: &str) -> Vec<TextFinding> {
    let byte_order_mark = text.starts_with(BYTE_ORDER_MARK).then_some(TextFinding::ByteOrderMark);
    let carriage_return = text
        .find('\r')
        .map(|offset| TextFinding::CarriageReturn { offset, n_found: text.matches('\r').count() });
    let not_composed = nfc::first_not_nfc(text).map(|offset| TextFinding::NotComposed { offset });
    let is_control = |c: char| c.is_control() && !matches!(c, '\t' | '\n' | '\r');
    let mut controls = text.char_indices().filter(|(_, character)| is_control(*character));
    let control = controls.next().map(|(offset, character)| {
        let n_found = 1 + controls.count();
        TextFinding::Control { character, offset, n_found }
    });
    [byte_order_mark, carriage_return, not_composed, control].into_iter().flatten().collect()
}

/// Returns a text without what is unusual in it: normalised as for the hash, and without control characters.
#[must_use]
pub fn tidied(text: &str) -> String {
    let is_control = |c: char| c.is_control() && !matches!(c, '\t' | '\n');
    normalised(text).replace(is_control, "")
}

/// Returns the form of a text that is hashed: no byte order mark, every line end `\n`, NFC.
///
/// Borrowed where the text already has that form.
#[must_use]
pub fn normalised(text: &str) -> Cow<'_, str> {
    let text = text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text);
    if !text.contains('\r') {
        return nfc::nfc(text);
    }
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    Cow::Owned(nfc::nfc(&text).into_owned())
}

/// Writes a number with a comma between groups of three digits.
fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let n_digits = digits.len();
    let mut written = String::with_capacity(n_digits + n_digits / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (n_digits - index).is_multiple_of(3) {
            written.push(',');
        }
        written.push(digit);
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(bytes: &[u8], expected: &[&str]) {
        let found = match check_text(bytes.to_vec()) {
            Ok(clean) => clean.findings.iter().map(ToString::to_string).collect(),
            Err(error) => vec![error.to_string()],
        };
        assert_eq!(found, expected);
    }

    #[test]
    fn a_plain_text_has_no_findings() {
        check("Été\n\t« oui »\n".as_bytes(), &[]);
        check(b"", &[]);
    }

    #[test]
    fn bytes_of_another_encoding_are_named_with_their_place() {
        let mut bytes = vec![b'a'; 1204];
        bytes.push(0x92);
        check(&bytes, &["not UTF-8 (byte 0x92 at 1,204)"]);
    }

    #[test]
    fn each_kind_is_found_once_with_its_first_place() {
        check(
            "\u{feff}a\r\nb\r\ne\u{301}\u{7}\u{7}".as_bytes(),
            &[
                "byte order mark at 0",
                "carriage return at 4 (2 in all)",
                "not NFC at 9",
                "control character U+0007 at 12 (2 in all)",
            ],
        );
    }

    #[test]
    fn the_hashed_form_has_newlines_composed_letters_and_no_mark() {
        assert_eq!(normalised("\u{feff}e\u{301}\r\nb\rc"), "é\nb\nc");
        assert!(matches!(normalised("déjà\n"), Cow::Borrowed(_)));
    }

    #[test]
    fn digits_are_grouped_in_threes() {
        assert_eq!([0, 999, 1000, 1_234_567].map(grouped), ["0", "999", "1,000", "1,234,567"]);
    }

    proptest! {
        #[test]
        fn the_hashed_form_is_its_own_hashed_form(text in prop_oneof!["[\u{feff}\r\ne\u{301}a]{0,12}", any::<String>()]) {
            let once = normalised(text.strip_prefix('\u{feff}').unwrap_or(&text)).into_owned();
            if !once.starts_with('\u{feff}') {
                prop_assert_eq!(normalised(&once), once.as_str());
            }
        }

        #[test]
        fn garbage_never_panics(bytes in prop::collection::vec(any::<u8>(), 0..40)) {
            let _ = check_text(bytes);
        }

        #[test]
        fn a_text_without_findings_is_hashed_as_it_is(text in "[ae\u{301}\u{316}\r\u{1100}\u{1161}Å]{0,12}") {
            let clean = check_text(text.clone().into_bytes()).expect("a string is UTF-8");
            prop_assert_eq!(clean.findings.is_empty(), normalised(&text) == text);
        }
    }
}
