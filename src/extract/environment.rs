//! The environment that programs inherit and headers quote: read once by the command, and never stored.

use std::collections::BTreeMap;
use std::ffi::OsString;

use crate::project::secret::is_secret_variable;

/// Variables by name.
#[derive(Clone, Default)]
pub struct Environment(BTreeMap<OsString, OsString>);

impl std::fmt::Debug for Environment {
    /// Writes the number of variables: their values are nobody's business.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Environment({} variables)", self.0.len())
    }
}

impl FromIterator<(OsString, OsString)> for Environment {
    fn from_iter<I: IntoIterator<Item = (OsString, OsString)>>(variables: I) -> Self {
        Self(variables.into_iter().collect())
    }
}

impl Environment {
    /// Returns a variable.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&OsString> {
        self.0.get(std::ffi::OsStr::new(name))
    }

    /// Returns all variables, sorted by name.
    pub fn iter(&self) -> impl Iterator<Item = (&OsString, &OsString)> {
        self.0.iter()
    }

    /// Puts the variables that `${NAME}` names into a text; `$${` writes a bare `${`.
    ///
    /// # Errors
    /// If a variable is not set, not UTF-8, or a `${` is never closed: a fragment that names it, never a value.
    pub fn expand(&self, text: &str) -> Result<String, String> {
        self.expand_some(text, |_| true)
    }

    /// Does the same, but lets variables stand that look like secrets: what comes out may be hashed.
    ///
    /// # Errors
    /// As [`Environment::expand`].
    pub fn expand_open(&self, text: &str) -> Result<String, String> {
        self.expand_some(text, |name| !is_secret_variable(name))
    }

    /// Returns the names and values of the variables that `${NAME}` quotes in a text; those not set are left out.
    #[must_use]
    pub fn quoted<'t>(&'t self, text: &'t str) -> Vec<(&'t str, &'t str)> {
        let values = pieces(text).map(|piece| match piece {
            Ok(Piece::Variable(name)) => Some((name, self.get(name)?.to_str()?)),
            Ok(Piece::Text(_)) | Err(_) => None,
        });
        values.flatten().collect()
    }

    fn expand_some(&self, text: &str, is_put_in: impl Fn(&str) -> bool) -> Result<String, String> {
        let mut expanded = String::new();
        for piece in pieces(text) {
            match piece? {
                Piece::Text(text) => expanded.push_str(text),
                Piece::Variable(name) => {
                    let value = self.get(name).ok_or_else(|| format!("the variable {name} is not set"))?;
                    let value = value.to_str().ok_or_else(|| format!("the variable {name} is not UTF-8"))?;
                    if is_put_in(name) {
                        expanded.push_str(value);
                    } else {
                        expanded.push_str(&format!("${{{name}}}"));
                    }
                }
            }
        }
        Ok(expanded)
    }
}

/// A part of a text that quotes variables.
enum Piece<'t> {
    Text(&'t str),
    Variable(&'t str),
}

/// Returns the parts of a text; the last is an error if a `${` is never closed.
fn pieces(text: &str) -> impl Iterator<Item = Result<Piece<'_>, String>> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("${") {
        if let Some(before) = before.strip_suffix('$') {
            pieces.extend([Ok(Piece::Text(before)), Ok(Piece::Text("${"))]);
            rest = after;
            continue;
        }
        pieces.push(Ok(Piece::Text(before)));
        let Some((name, behind)) = after.split_once('}') else {
            pieces.push(Err(format!("\"${{{after}\" is never closed")));
            return pieces.into_iter();
        };
        pieces.push(Ok(Piece::Variable(name)));
        rest = behind;
    }
    pieces.push(Ok(Piece::Text(rest)));
    pieces.into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Result<&str, &str>) {
        let environment: Environment = [("KEY".into(), "s3cret".into())].into_iter().collect();
        assert_eq!(environment.expand(text), expected.map(str::to_owned).map_err(str::to_owned));
    }

    #[test]
    fn a_variable_in_braces_is_put_in_and_anything_else_stays() {
        check("Bearer ${KEY}!", Ok("Bearer s3cret!"));
        check("$KEY costs 5 $", Ok("$KEY costs 5 $"));
        check("a $${KEY}", Ok("a ${KEY}"));
        check("${NONE}", Err("the variable NONE is not set"));
        check("${KEY", Err("\"${KEY\" is never closed"));
    }

    #[test]
    fn what_may_be_hashed_names_a_secret_and_does_not_hold_it() {
        let environment: Environment =
            [("KEY".into(), "s3cret".into()), ("MODEL".into(), "m1".into())].into_iter().collect();
        assert_eq!(environment.expand_open("${MODEL} ${KEY}"), Ok("m1 ${KEY}".to_owned()));
        assert_eq!(
            environment.quoted("${MODEL} $${KEY} ${NO} ${KEY} ${"),
            [("MODEL", "m1"), ("KEY", "s3cret")]
        );
    }

    #[test]
    fn values_are_not_shown_by_accident() {
        let environment: Environment = [("KEY".into(), "s3cret".into())].into_iter().collect();
        assert_eq!(format!("{environment:?}"), "Environment(1 variables)");
    }
}
