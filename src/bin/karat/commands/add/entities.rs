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
    /// Reads `ID=NAME`, `ID=NAME,NAME` or `ID=NAME:PART_OF`, and gives the entities to the corpus.
    ///
    /// # Errors
    /// If one cannot be declared: everything that is wrong.
    pub(crate) fn read(typed: &[Typed], corpus: &mut Corpus, language: &str) -> Result<Self, Vec<Problem>> {
        let mut new = Self::default();
        let mut problems = Vec::new();
        for one in typed {
            match declared(one, language) {
                Ok((id, edit)) => {
                    new.ids.push(id);
                    new.edits.push(edit);
                }
                Err(problem) => problems.push(*problem),
            }
        }
        let Some(first) = typed.first().filter(|_| problems.is_empty()) else {
            return if problems.is_empty() { Ok(new) } else { Err(problems) };
        };
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

fn declared(typed: &Typed, language: &str) -> Result<(String, EntityEdit), Box<Problem>> {
    let wrong = |message: &str| {
        let problem = Problem::error("V9", SOURCE, Some(typed.place.clone()), message);
        Box::new(problem.with_help("write ID=NAME, or ID=NAME:PART_OF, as in havas='agence Havas'"))
    };
    let (id, rest) = typed.text.split_once('=').ok_or_else(|| wrong("the entity has no name"))?;
    let (names, part_of) = match rest.rsplit_once(':') {
        Some((names, part_of)) => (names, Some(part_of.trim())),
        None => (rest, None),
    };
    let names: Vec<Data> =
        names.split(',').map(str::trim).filter(|name| !name.is_empty()).map(Data::text).collect();
    if names.is_empty() || id.trim().is_empty() {
        return Err(wrong("the entity needs an id and a name"));
    }
    let mut fields = vec![("names".to_owned(), Data::map([(language, Data::List(names))]))];
    fields.extend(part_of.map(|part_of| ("part_of".to_owned(), Data::text(part_of))));
    let id = id.trim().to_owned();
    Ok((id.clone(), EntityEdit::Add { id, fields }))
}
