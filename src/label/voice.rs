//! Reads who said it: `a`, `a>relay`, `a+b` together, `unnamed`, `a | b`.

use crate::fact::{Attribution, Voice};
use crate::label::draft::{Field, Typed};
use crate::label::reader::Reader;
use crate::value::{Choice, Entity};

impl Reader<'_> {
    /// Reads who said it; each text after the first is a relay of what stands before it.
    pub(super) fn said_by(&mut self) -> Option<Choice<Attribution>> {
        let texts: Vec<Typed> = self.draft.all(&Field::SaidBy).map(Typed::trimmed).collect();
        let [only] = texts.as_slice() else {
            let links: Vec<Typed> = texts.iter().flat_map(|text| text.split('>')).collect();
            return self.attribution(&links).map(Choice::plain);
        };
        self.alternatives(only, |reader, piece| reader.attribution(&piece.split('>')))
    }

    fn attribution(&mut self, links: &[Typed]) -> Option<Attribution> {
        let (origin, relays) = links.split_first()?;
        let origin = self.origin(origin);
        let read: Vec<Entity> = relays.iter().filter_map(|relay| self.relay(relay)).collect();
        (read.len() == relays.len()).then_some(Attribution { origin: origin?, relays: read })
    }

    fn origin(&mut self, text: &Typed) -> Option<Voice> {
        if text.text == "unnamed" {
            return Some(Voice::Unnamed);
        }
        let names = text.split('+');
        let mut speakers: Vec<Entity> = names.iter().filter_map(|name| self.speaker(name)).collect();
        let is_complete = speakers.len() == names.len();
        speakers.sort();
        speakers.dedup();
        if is_complete && speakers.len() < names.len() {
            self.error("Y2", &text.place, "a speaker stands there twice");
            self.help("name each once");
            return None;
        }
        is_complete.then_some(Voice::Named(speakers))
    }

    fn relay(&mut self, text: &Typed) -> Option<Entity> {
        if text.text == "unnamed" {
            self.error("Y2", &text.place, "only the origin can be unnamed");
            self.help("leave a relay without a name out");
            return None;
        }
        self.speaker(text)
    }

    fn speaker(&mut self, text: &Typed) -> Option<Entity> {
        let help = match text.text.as_str() {
            "none" => "leave it out: the article itself speaks",
            "unspecified" => "write unnamed: reported, and the source is not stated",
            "unnamed" => "write unnamed alone",
            "" => "name who said it, or leave it out: the article itself speaks",
            _ => return self.entity(text),
        };
        self.error("Y2", &text.place, format!("\"{}\" is not a speaker", text.text));
        self.help(help);
        None
    }
}
