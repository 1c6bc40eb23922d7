//! Decodes who said a fact.

use serde_json::Value as Json;

use crate::extract::answer::Decoder;
use crate::extract::answer::value::Reason;
use crate::fact::{Attribution, Voice};
use crate::value::{Choice, Entity};

impl Decoder<'_> {
    /// Decodes `said_by`; `None` where nobody is named, or it cannot be read.
    pub(super) fn said_by(&mut self, node: &Json) -> Option<Choice<Attribution>> {
        match node {
            Json::Null => return None,
            Json::String(text) if matches!(text.trim(), "none" | "") => return None,
            Json::Array(names) if names.is_empty() => return None,
            Json::Bool(_) | Json::Number(_) | Json::String(_) | Json::Array(_) | Json::Object(_) => {}
        }
        match self.choice(node, |decoder, node| decoder.attribution(node)) {
            Ok(choice) => Some(choice),
            Err(reason) => {
                self.remark(format!("said_by: {reason}"));
                None
            }
        }
    }

    fn attribution(&mut self, node: &Json) -> Result<Attribution, Reason> {
        let Json::Array(voices) = node else {
            return Ok(Attribution { origin: self.voice(node)?, relays: Vec::new() });
        };
        let Some((origin, relays)) = voices.split_first() else { return Err("an empty list".to_owned()) };
        let relays = relays.iter().map(|relay| self.name(relay)).collect::<Result<_, _>>()?;
        Ok(Attribution { origin: self.voice(origin)?, relays })
    }

    fn voice(&mut self, node: &Json) -> Result<Voice, Reason> {
        if node.as_str().map(str::trim) == Some("unnamed") {
            return Ok(Voice::Unnamed);
        }
        let together = node.as_object().filter(|fields| fields.len() == 1);
        let Some(Json::Array(names)) = together.and_then(|fields| fields.get("together")) else {
            return Ok(Voice::Named(vec![self.name(node)?]));
        };
        let mut speakers: Vec<Entity> = names.iter().map(|name| self.name(name)).collect::<Result<_, _>>()?;
        speakers.sort();
        speakers.dedup();
        if speakers.is_empty() {
            Err("nobody stands under together".to_owned())
        } else {
            Ok(Voice::Named(speakers))
        }
    }

    fn name(&mut self, node: &Json) -> Result<Entity, Reason> {
        match node.as_str().map(str::trim) {
            Some("") => Err("expected a name, found an empty text".to_owned()),
            Some(name) => Ok(self.request.entities.resolve(name)),
            None => Err(format!("expected a name, found {node}")),
        }
    }
}
