//! The end of what a program writes to standard error.

/// How much is kept, in bytes.
const KEPT_BYTES: usize = 4096;

/// How much a program may write to standard error before that is odd, in bytes.
const ODD_BYTES: u64 = 1 << 20;

/// The end of a stream that is read to its end and never kept as a whole.
#[derive(Debug, Default)]
pub(crate) struct Tail {
    kept: Vec<u8>,
    n_bytes: u64,
}

impl Tail {
    /// Returns the buffer to which new bytes are appended before [`Tail::grew`] is called.
    pub(crate) fn buffer(&mut self) -> &mut Vec<u8> {
        &mut self.kept
    }

    /// Takes note that so many bytes were appended, and forgets the oldest.
    pub(crate) fn grew(&mut self, n_bytes: usize) {
        self.n_bytes += n_bytes as u64;
        if self.kept.len() > 4 * KEPT_BYTES {
            self.kept.drain(..self.kept.len() - KEPT_BYTES);
        }
    }

    /// Forgets everything: another article is asked for.
    pub(crate) fn clear(&mut self) {
        self.kept.clear();
        self.n_bytes = 0;
    }

    /// Says whether it is longer than anybody would read.
    pub(crate) fn is_odd(&self) -> bool {
        self.n_bytes > ODD_BYTES
    }

    /// Returns the end as text, from the beginning of a character.
    pub(crate) fn text(&self) -> String {
        let start = self.kept.len().saturating_sub(KEPT_BYTES);
        let end = self.kept.get(start..).unwrap_or_default();
        let is_cut = start > 0 || self.n_bytes > self.kept.len() as u64;
        let n_torn =
            end.iter().take(3).take_while(|byte| is_cut && **byte & 0b1100_0000 == 0b1000_0000).count();
        String::from_utf8_lossy(end.get(n_torn..).unwrap_or_default()).into_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tail(pieces: &[&[u8]]) -> Tail {
        let mut tail = Tail::default();
        for piece in pieces {
            tail.buffer().extend_from_slice(piece);
            tail.grew(piece.len());
        }
        tail
    }

    #[test]
    fn a_short_stream_is_kept_whole() {
        assert_eq!(tail(&[b"a\n", b"caf\xe9"]).text(), "a\ncaf\u{fffd}");
        assert_eq!(tail(&[b"\x80a"]).text(), "\u{fffd}a");
    }

    #[test]
    fn a_long_stream_is_kept_from_the_beginning_of_a_character() {
        let text = "é".repeat(20_000) + "x";
        let kept = tail(&[text.as_bytes()]).text();
        assert_eq!(kept, "é".repeat(2047) + "x");
        let pieces: Vec<&[u8]> = text.as_bytes().chunks(7).collect();
        assert_eq!(tail(&pieces).text(), kept);
        assert!(!tail(&pieces).is_odd());
    }

    #[test]
    fn only_a_very_long_stream_is_odd() {
        assert!(!tail(&[&[b'x'; 1 << 20]]).is_odd());
        assert!(tail(&[&[b'x'; 1 << 20], b"x"]).is_odd());
    }
}
