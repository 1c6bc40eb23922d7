//! Declares entities on the way: `--new-entity havas='agence Havas'`, so that a label can name them.

use karat::corpus::schemas::{StaleKind, check_schemas};
use karat::corpus::{Corpus, shown};
use karat::gold::edit::{EntityEdit, edit_entities};
use karat::label::draft::Typed;
use karat::problem::{Level, Problem};
use karat::report::schemas::written_line;
use karat::schema::entities::Entities;
use karat::store::update::update;
use karat::store::{Bounds, GOLD_BYTES_MAX};
use karat::yaml::data::Data;

use crate::commands::add::line::SOURCE;
use crate::output::complain;

/// Entities that are to be declared.
#[derive(Debug, Default)]
pub(crate) struct NewEntities {
    edits: Vec<EntityEdit>,
    ids: Vec<String>,
}

impl NewEntities {
    /// Reads `ID=NAME`, `ID=NAME,NAME` or `ID=NAME:PART_OF`, and gives the entities to the corpus; what is declared like
    /// that already is left out.
    ///
    /// # Errors
    /// If one cannot be declared: everything that is wrong.
    pub(crate) fn read(typed: &[Typed], corpus: &mut Corpus, language: &str) -> Result<Self, Vec<Problem>> {
        let mut new = Self::default();
        let mut problems = Vec::new();
        for one in typed {
            match declared(one) {
                // So is the entity of a command that was killed before it wrote the label.
                Ok(declared) if declared.stands(&corpus.entities, language) => {}
                Ok(declared) => {
                    new.ids.push(declared.id.to_owned());
                    new.edits.push(declared.edit(language));
                }
                Err(problem) => problems.push(*problem),
            }
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        let Some(first) = typed.first().filter(|_| new.is_wanted()) else { return Ok(new) };
        let file = shown(&corpus.folders.gold.join("entities.yaml"));
        let text = corpus.sources.get(&file).map_or("", String::as_str);
        let wrong = |message: String| Problem::error("V9", SOURCE, Some(first.place.clone()), message);
        let text = edit_entities(text, &new.edits).map_err(|refusal| vec![wrong(refusal.to_string())])?;
        let (entities, found) = Entities::decode(&file, &text);
        let errors = found.into_iter().filter(|problem| problem.level == Level::Error);
        let errors: Vec<Problem> =
            errors.map(|error| Problem { help: error.help.clone(), ..wrong(error.message) }).collect();
        match entities.filter(|_| errors.is_empty()) {
            Some(entities) => corpus.entities = entities,
            None => return Err(errors),
        }
        Ok(new)
    }

    /// Says whether there are any.
    pub(crate) fn is_wanted(&self) -> bool {
        !self.edits.is_empty()
    }

    /// Declares the entities, does what needs them, and takes them back if that fails.
    ///
    /// These are two files: a program that is killed in between leaves entities that no label names yet. The same command
    /// goes on from there.
    pub(crate) fn around<T>(
        &self,
        corpus: &Corpus,
        make: impl FnOnce() -> Result<T, Vec<Problem>>,
    ) -> Result<T, Vec<Problem>> {
        if !self.is_wanted() {
            return make();
        }
        let path = corpus.folders.gold.join("entities.yaml");
        let bounds = Bounds { root: Some(&corpus.folders.gold), n_bytes_max: GOLD_BYTES_MAX };
        let (mut before, mut after) = (String::new(), String::new());
        let updated = update(&path, bounds, &mut |old| {
            before = old.to_owned();
            edit_entities(old, &self.edits).inspect(|new| after.clone_from(new))
        });
        updated.map_err(|error| vec![Problem::error("V9", &shown(&path), None, error.to_string())])?;
        let made = make();
        match &made {
            Ok(_) => {
                complain(&format!("{}: declared {}\n", shown(&path), self.ids.join(", ")));
                refresh_schemas(corpus);
            }
            Err(_) => {
                // Whoever changed the file since then may need the entities: they stay, and do no harm.
                let taken_back = update(&path, bounds, &mut |now| {
                    Ok::<String, std::convert::Infallible>(if now == after {
                        before.clone()
                    } else {
                        now.to_owned()
                    })
                });
                if let Err(error) = taken_back {
                    complain(&format!("karat: {error}: {} stays declared\n", self.ids.join(", ")));
                }
            }
        }
        made
    }
}

/// Writes the JSON Schemas again that are there and do not know the entities.
fn refresh_schemas(corpus: &Corpus) {
    let now = Corpus::without_articles(&corpus.folders);
    let check = check_schemas(now.basis(), None);
    for stale in check.stale.iter().filter(|stale| stale.kind == StaleKind::SchemaOlder) {
        match stale.write(&corpus.folders.gold) {
            Ok(()) => complain(&written_line(stale)),
            Err(error) => complain(&format!("karat: {error}\nhelp: karat schema writes it again\n")),
        }
    }
}

/// An entity as typed.
struct Declared<'typed> {
    id: &'typed str,
    names: Vec<&'typed str>,
    part_of: Option<&'typed str>,
}

impl Declared<'_> {
    /// Says whether the entity is declared already, with these names and as part of the same.
    fn stands(&self, entities: &Entities, language: &str) -> bool {
        let Some(entry) = entities.list.iter().find(|entry| &*entry.id == self.id) else { return false };
        let is_name = |name: &&str| entry.names.iter().any(|(of, known)| of == language && known == name);
        self.names.iter().all(is_name) && self.part_of.and_then(|whole| entities.find(whole)) == entry.part_of
    }

    fn edit(&self, language: &str) -> EntityEdit {
        let names = self.names.iter().map(|name| Data::text(*name)).collect();
        let mut fields = vec![("names".to_owned(), Data::map([(language, Data::List(names))]))];
        fields.extend(self.part_of.map(|part_of| ("part_of".to_owned(), Data::text(part_of))));
        EntityEdit::Add { id: self.id.to_owned(), fields }
    }
}

fn declared(typed: &Typed) -> Result<Declared<'_>, Box<Problem>> {
    let wrong = |message: &str| {
        let problem = Problem::error("V9", SOURCE, Some(typed.place.clone()), message);
        Box::new(problem.with_help("write ID=NAME, or ID=NAME:PART_OF, as in havas='agence Havas'"))
    };
    let (id, rest) = typed.text.split_once('=').ok_or_else(|| wrong("the entity has no name"))?;
    let (names, part_of) = match rest.rsplit_once(':') {
        Some((names, part_of)) => (names, Some(part_of.trim())),
        None => (rest, None),
    };
    let names: Vec<&str> = names.split(',').map(str::trim).filter(|name| !name.is_empty()).collect();
    if names.is_empty() || id.trim().is_empty() {
        return Err(wrong("the entity needs an id and a name"));
    }
    Ok(Declared { id: id.trim(), names, part_of })
}
