//! Decodes who said a fact.

use serde_json::Value as Json;

use crate::extract::answer::Decoder;
use crate::extract::answer::reading::{Step, Wrong};
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
            Err(wrong) => {
                self.was_wrong_in("said_by", node, wrong);
                None
            }
        }
    }

    fn attribution(&mut self, node: &Json) -> Result<Attribution, Wrong> {
        let Json::Array(voices) = node else {
            return Ok(Attribution { origin: self.voice(node)?, relays: Vec::new() });
        };
        let Some((origin, relays)) = voices.split_first() else { return Err("an empty list".into()) };
        let relays = self.names(1, relays)?;
        let origin = self.try_inside((Step::Element(0), origin), |decoder| decoder.voice(origin))?;
        Ok(Attribution { origin, relays })
    }

    fn voice(&mut self, node: &Json) -> Result<Voice, Wrong> {
        if node.as_str().map(str::trim) == Some("unnamed") {
            return Ok(Voice::Unnamed);
        }
        let together = node.as_object().filter(|fields| fields.len() == 1);
        let Some(Json::Array(names)) = together.and_then(|fields| fields.get("together")) else {
            return Ok(Voice::Named(vec![self.name(node)?]));
        };
        let mut speakers = self.inside(Step::Field("together"), |decoder| decoder.names(0, names))?;
        speakers.sort();
        speakers.dedup();
        if names.iter().all(|name| name.as_str().map(str::trim) == Some("unnamed")) && !names.is_empty() {
            Ok(Voice::Unnamed)
        } else if speakers.is_empty() {
            Err("nobody stands under together".into())
        } else {
            Ok(Voice::Named(speakers))
        }
    }

    /// Decodes a list of names, the first of them at this place of its list.
    fn names(&mut self, first: usize, nodes: &[Json]) -> Result<Vec<Entity>, Wrong> {
        let mut names = Vec::with_capacity(nodes.len());
        for (index, node) in nodes.iter().enumerate() {
            let step = Step::Element(first + index);
            names.push(self.try_inside((step, node), |decoder| decoder.name(node))?);
        }
        Ok(names)
    }

    fn name(&mut self, node: &Json) -> Result<Entity, Wrong> {
        let Some(name) = node.as_str().map(str::trim) else {
            return Err(format!("expected a name, found {node}").into());
        };
        let (entity, forgiven) = self.entity(name)?;
        match forgiven {
            Some(why) => self.was_forgiven(node, &entity.name(), why),
            None => self.was_read(node, &entity.name()),
        }
        Ok(entity)
    }
}
