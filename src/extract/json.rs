//! Reads JSON as it came, and refuses what other readers would silently take half of: a field that stands there twice.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value as Json};

/// A value in JSON whose objects have no field twice.
pub(crate) struct Unique(pub(crate) Json);

/// Reads one value in JSON.
///
/// # Errors
/// If it is no JSON, or a field stands twice in an object.
pub(crate) fn read_json(text: &str) -> Result<Json, serde_json::Error> {
    serde_json::from_str(text).map(|Unique(value)| value)
}

impl<'de> Deserialize<'de> for Unique {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Values).map(Self)
    }
}

struct Values;

impl<'de> Visitor<'de> for Values {
    type Value = Json;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a value in JSON")
    }

    fn visit_unit<E>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Json, E> {
        Ok(Json::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Json, E> {
        Ok(Json::Number(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Json, E> {
        Ok(Json::Number(value.into()))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Json, E> {
        let number = Number::from_f64(value).ok_or_else(|| E::custom("number out of range"))?;
        Ok(Json::Number(number))
    }

    fn visit_str<E>(self, value: &str) -> Result<Json, E> {
        Ok(Json::String(value.to_owned()))
    }

    fn visit_string<E>(self, value: String) -> Result<Json, E> {
        Ok(Json::String(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Json, A::Error> {
        let mut list = Vec::new();
        while let Some(Unique(element)) = elements.next_element()? {
            list.push(element);
        }
        Ok(Json::Array(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Json, A::Error> {
        let mut fields = Map::new();
        while let Some(name) = entries.next_key::<String>()? {
            if fields.contains_key(&name) {
                return Err(A::Error::custom(format!("the field {name:?} stands there twice")));
            }
            let Unique(value) = entries.next_value()?;
            fields.insert(name, value);
        }
        Ok(Json::Object(fields))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(text: &str, expected: &str) {
        let read = read_json(text).map_or_else(|error| error.to_string(), |value| value.to_string());
        assert_eq!(read, expected);
    }

    #[test]
    fn a_field_that_stands_there_twice_is_refused_at_any_depth() {
        check(r#"{"facts":[1],"facts":[]}"#, "the field \"facts\" stands there twice at line 1 column 20");
        check(r#"[{"a":{"b":1,"b":1}}]"#, "the field \"b\" stands there twice at line 1 column 16");
    }

    #[test]
    fn anything_else_is_read_as_it_stands() {
        for text in
            ["null", "true", "-7", "18446744073709551615", "0.1", "\"é\\n\"", r#"{"b":[],"a":{"b":1}}"#]
        {
            check(text, text);
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(300) })]

        #[test]
        fn a_text_is_read_as_everybody_reads_it(text in "[\\[\\]{}\",:a0-9.eE \\-]{0,20}") {
            let (ours, theirs) = (read_json(&text), serde_json::from_str::<Json>(&text));
            if let Ok(ours) = ours {
                prop_assert_eq!(Some(ours), theirs.ok());
            }
        }
    }
}
