//! Adjectives of nations and the countries they stand for.

use crate::extract::Request;
use crate::text::fold::fold_name;
use crate::value::Entity;

/// Stems of adjectives that do not begin as the name of the country does, with names of the country, folded.
const IRREGULAR: [(&str, &[&str]); 24] = [
    ("americain", &["etats unis", "usa", "united states"]),
    ("american", &["united states", "usa", "etats unis"]),
    ("britanni", &["royaume uni", "united kingdom", "grande bretagne"]),
    ("british", &["united kingdom", "uk", "royaume uni"]),
    ("turc", &["turquie"]),
    ("turque", &["turquie"]),
    ("turkish", &["turkey", "turkiye"]),
    ("french", &["france"]),
    ("neerlandais", &["pays bas"]),
    ("dutch", &["netherlands"]),
    ("belge", &["belgique"]),
    ("belgian", &["belgium"]),
    ("spanish", &["spain"]),
    ("swedish", &["sweden"]),
    ("danish", &["denmark"]),
    ("danois", &["danemark"]),
    ("polish", &["poland"]),
    ("irish", &["ireland"]),
    ("swiss", &["switzerland"]),
    ("norwegian", &["norway"]),
    ("norvegien", &["norvege"]),
    ("gallois", &["pays de galles"]),
    ("emirati", &["emirats arabes unis", "united arab emirates"]),
    ("thai", &["thailande", "thailand"]),
];

/// The fewest letters that an adjective and its country share.
const SHARED_MIN: usize = 4;

/// How much longer the name of a country may be than what it shares with its adjective.
const REST_MAX: usize = 3;

/// The countries of the entities, by their folded names.
pub(super) struct Nations {
    names: Vec<(String, Entity)>,
}

impl Nations {
    /// Collects the countries.
    pub(super) fn new(request: &Request<'_>) -> Self {
        let countries = request.entities.list.iter().filter(|entry| entry.kind.as_deref() == Some("country"));
        let names = countries.flat_map(|entry| {
            let entity = request.entities.resolve(&entry.id);
            entry.names.iter().map(move |(_, name)| (fold_name(name).replace('-', " "), entity.clone()))
        });
        Self { names: names.collect() }
    }

    /// Returns the country that an adjective stands for: "chilien", "norvégienne", "American".
    pub(super) fn of_adjective(&self, word: &str) -> Option<Entity> {
        if word.len() < SHARED_MIN {
            return None;
        }
        if let Some((_, countries)) = IRREGULAR.iter().find(|(stem, _)| word.starts_with(stem)) {
            let named = self.names.iter().find(|(name, _)| countries.contains(&name.as_str()));
            return named.map(|(_, entity)| entity.clone());
        }
        let shared = |name: &str| name.bytes().zip(word.bytes()).take_while(|(a, b)| a == b).count();
        let fits = |name: &str| {
            let n_shared = shared(name);
            n_shared >= SHARED_MIN && n_shared + REST_MAX >= name.len() && name != word
        };
        let fitting = || self.names.iter().filter(|(name, _)| fits(name));
        let best = fitting().map(|(name, _)| shared(name)).max()?;
        let mut found = fitting().filter(|(name, _)| shared(name) == best).map(|(_, entity)| entity);
        let first = found.next()?;
        found.all(|other| other == first).then(|| first.clone())
    }
}
