//! The environment that programs inherit and headers quote: read once by the command, and never stored.

use std::collections::BTreeMap;
use std::ffi::OsString;

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
        let mut expanded = String::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once("${") {
            if let Some(before) = before.strip_suffix('$') {
                expanded.push_str(before);
                expanded.push_str("${");
                rest = after;
                continue;
            }
            let (name, behind) =
                after.split_once('}').ok_or_else(|| format!("\"${{{after}\" is never closed"))?;
            let value = self.get(name).ok_or_else(|| format!("the variable {name} is not set"))?;
            expanded.push_str(before);
            expanded.push_str(value.to_str().ok_or_else(|| format!("the variable {name} is not UTF-8"))?);
            rest = behind;
        }
        expanded.push_str(rest);
        Ok(expanded)
    }
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
    fn values_are_not_shown_by_accident() {
        let environment: Environment = [("KEY".into(), "s3cret".into())].into_iter().collect();
        assert_eq!(format!("{environment:?}"), "Environment(1 variables)");
    }
}
