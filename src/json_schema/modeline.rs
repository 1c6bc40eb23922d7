//! The first line of a file, which tells an editor where the file's JSON Schema is.

use crate::text::splice::{Splice, spliced};

/// What the line starts with.
const START: &str = "# yaml-language-server: $schema=";

/// Returns the address of the schema that the first line names; `None` where it names none.
#[must_use]
pub fn modeline_of(text: &str) -> Option<&str> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    address(text.lines().next()?)
}

fn address(line: &str) -> Option<&str> {
    let behind =
        line.trim_start().strip_prefix('#')?.trim_start().strip_prefix("yaml-language-server")?.trim_start();
    behind.strip_prefix(':')?.trim_start().strip_prefix("$schema=").map(str::trim_end)
}

/// Returns the address of a schema on the web that the comments before everything else name first: somebody chose it.
#[must_use]
pub fn chosen_on_the_web(text: &str) -> Option<&str> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let named = head(text).find_map(address)?;
    ["http://", "https://"].iter().any(|scheme| named.starts_with(scheme)).then_some(named)
}

/// Returns the comments and empty lines before everything else, with their line ends.
fn head(text: &str) -> impl Iterator<Item = &str> {
    text.split_inclusive('\n').take_while(|line| line.trim().is_empty() || line.trim_start().starts_with('#'))
}

/// Returns the changes that make the first line name this address; empty where it does, or where the file names a schema
/// on the web.
///
/// A line of that kind that stands further down among the comments before everything else goes: editors obey the first
/// and complain about the second. Every other byte stays.
#[must_use]
pub fn modeline_splices(text: &str, address_wanted: &str) -> Vec<Splice> {
    if modeline_of(text) == Some(address_wanted) || chosen_on_the_web(text).is_some() {
        return Vec::new();
    }
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let text = text.get(start..).unwrap_or_default();
    let end = if text.split_inclusive('\n').next().is_some_and(|line| line.ends_with("\r\n")) {
        "\r\n"
    } else {
        "\n"
    };
    let mut splices = vec![Splice::new(start..start, format!("{START}{address_wanted}{end}"))];
    let mut at = start;
    for line in head(text) {
        if address(line).is_some() {
            splices.push(Splice::new(at..at + line.len(), ""));
        }
        at += line.len();
    }
    splices
}

/// Returns the text with a first line that names this address; `None` where nothing has to change.
///
/// # Panics
/// Never: lines do not overlap.
#[must_use]
pub fn with_modeline(text: &str, address_wanted: &str) -> Option<String> {
    let splices = modeline_splices(text, address_wanted);
    if splices.is_empty() {
        return None;
    }
    Some(spliced(text, &splices).expect("lines do not overlap"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const WANTED: &str = "# yaml-language-server: $schema=./gold.schema.json";

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let written = with_modeline(text, "./gold.schema.json");
        assert_eq!(written.as_deref().unwrap_or(text), expected);
        assert_eq!(modeline_of(expected), Some("./gold.schema.json"));
        assert_eq!(with_modeline(expected, "./gold.schema.json"), None, "a second time changes nothing");
    }

    #[test]
    fn a_file_without_the_line_gets_it_as_the_first() {
        check("karat: 1\n", &format!("{WANTED}\nkarat: 1\n"));
        check("", &format!("{WANTED}\n"));
    }

    #[test]
    fn other_comments_stay_below_it() {
        check(
            "#!/usr/bin/env karat\n# mine\nkarat: 1\n",
            &format!("{WANTED}\n#!/usr/bin/env karat\n# mine\nkarat: 1\n"),
        );
    }

    #[test]
    fn a_line_with_another_address_is_replaced() {
        check("# yaml-language-server: $schema=../x.json\nkarat: 1\n", &format!("{WANTED}\nkarat: 1\n"));
        check("#yaml-language-server : $schema=x.json\nkarat: 1\n", &format!("{WANTED}\nkarat: 1\n"));
    }

    #[test]
    fn a_line_further_down_the_head_moves_up_and_one_inside_the_file_stays() {
        check(
            "# mine\n\n# yaml-language-server: $schema=./gold.schema.json\nkarat: 1\n",
            &format!("{WANTED}\n# mine\n\nkarat: 1\n"),
        );
        let inside = "karat: 1\n# yaml-language-server: $schema=x.json\n";
        check(inside, &format!("{WANTED}\n{inside}"));
    }

    #[test]
    fn an_indented_line_is_one_too() {
        check("  # yaml-language-server: $schema=x.json\nkarat: 1\n", &format!("{WANTED}\nkarat: 1\n"));
        check("# mine\n\t# yaml-language-server: $schema=x.json\n", &format!("{WANTED}\n# mine\n"));
        let indented = format!("  {WANTED}\nkarat: 1\n");
        check(&indented, &indented);
    }

    #[test]
    fn a_schema_on_the_web_was_chosen_and_stays() {
        for line in ["", "# mine\n"] {
            let text = format!("{line}# yaml-language-server: $schema=https://a.example/x.json\nkarat: 1\n");
            assert_eq!(with_modeline(&text, "./gold.schema.json"), None);
            assert_eq!(chosen_on_the_web(&text), Some("https://a.example/x.json"));
        }
    }

    #[test]
    fn a_byte_order_mark_stays_in_front_and_line_ends_stay_what_they_are() {
        check("\u{feff}karat: 1\r\n", &format!("\u{feff}{WANTED}\r\nkarat: 1\r\n"));
    }

    #[test]
    fn a_right_line_is_right_whatever_blanks_it_has() {
        check(&format!("{WANTED}  \r\nkarat: 1\r\n"), &format!("{WANTED}  \r\nkarat: 1\r\n"));
        check(
            "#   yaml-language-server:   $schema=./gold.schema.json\nkarat: 1\n",
            "#   yaml-language-server:   $schema=./gold.schema.json\nkarat: 1\n",
        );
    }
}
