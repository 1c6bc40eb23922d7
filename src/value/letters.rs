//! Letters that people and models write for digits.

/// Letters that are taken for digits, with the digit.
const LIKE_DIGITS: [(char, char); 6] =
    [('O', '0'), ('o', '0'), ('l', '1'), ('I', '1'), ('\u{41e}', '0'), ('\u{43e}', '0')];

/// Returns what to do about a number in which a letter stands for a digit; `None` unless it can be read with the digit.
pub fn letter_help(written: &str, is_count: impl Fn(&str) -> bool) -> Option<String> {
    let digit_of =
        |letter: char| LIKE_DIGITS.iter().find(|(like, _)| *like == letter).map(|(_, digit)| *digit);
    let is_numeral = |word: &str| {
        word.contains(|one: char| one.is_ascii_digit())
            && word.chars().all(|one| one.is_ascii_digit() || !one.is_alphabetic() || digit_of(one).is_some())
    };
    let numerals = || written.split(' ').filter(|word| is_numeral(word));
    let letter = numerals().flat_map(str::chars).find(|one| digit_of(*one).is_some())?;
    let digit = digit_of(letter)?;
    let mend = |word: &str| -> String {
        if !is_numeral(word) {
            return word.to_owned();
        }
        word.chars().map(|one| digit_of(one).unwrap_or(one)).collect()
    };
    let mended = written.split(' ').map(mend).collect::<Vec<_>>().join(" ");
    let help = || format!("write \"{mended}\": the letter {letter} stands for the digit {digit}");
    is_count(&mended).then(help)
}
