//! Reads what adding needs: karat.yaml, schema, entities, and the article that is named; no other.

use std::collections::BTreeMap;
use std::path::PathBuf;

use karat::corpus::{Corpus, Folders};
use karat::gold::Gold;
use karat::label::draft::Typed;
use karat::label::file::new_gold;
use karat::mention::language::{language_tag, may_be_in};
use karat::problem::levels::Levels;
use karat::problem::{Level, Problem};
use karat::value::Language;
use karat::value::date::Date;

use crate::args::Files;
use crate::commands::add::entities::NewEntities;
use crate::commands::add::line::{Line, SOURCE};
use crate::commands::add::put::Target;
use crate::exit::Exit;
use crate::naming::Named;
use crate::output::complain;
use crate::problems::{problems_text, summary};
use crate::settings::LoadedProject;

/// How many gold files tell the most common language.
const LANGUAGE_FILES_MAX: usize = 100;

/// Everything but articles and their labels.
#[derive(Debug)]
pub(crate) struct Ground {
    /// Schema and entities, without entries.
    pub(crate) corpus: Corpus,
    /// The folder of karat.yaml.
    pub(crate) root: PathBuf,
    /// The levels of rules of lint that karat.yaml sets.
    pub(crate) levels: Levels,
    /// What is declared on the way; the corpus knows it already.
    pub(crate) new_entities: NewEntities,
}

/// What is said of an article that has no labels yet.
#[derive(Clone, Debug, Default)]
pub(crate) struct NewFile {
    pub(crate) language: Option<String>,
    pub(crate) published: Option<String>,
}

impl NewFile {
    /// Reports what is said of articles without labels where all have some; a language may be that of new entities.
    pub(crate) fn unused(&self, ground: &Ground, targets: &[&Target]) -> Vec<Problem> {
        let has_labels =
            |target: &&Target| crate::settings::is_there(&ground.folders().gold_file(target.article.id()));
        let Some(target) = targets.first().filter(|_| targets.iter().all(has_labels)) else {
            return Vec::new();
        };
        let language = self.language.as_ref().filter(|_| !ground.new_entities.is_wanted());
        let said = [("language", language), ("published", self.published.as_ref())];
        let problem = |name: &str| {
            let message =
                format!("--{name} is for an article without labels, and {} is there", target.gold_file);
            let help = format!("leave it out, or change article.{name} in that file");
            Problem::error("Y2", SOURCE, None, message).with_help(help)
        };
        said.iter().filter(|(_, text)| text.is_some()).map(|(name, _)| problem(name)).collect()
    }
}

impl Ground {
    /// Reads karat.yaml, schema and entities; what is wrong with them is shown.
    ///
    /// # Errors
    /// If one of them has errors.
    pub(crate) fn load(files: &Files) -> Result<Self, Exit> {
        let loaded = LoadedProject::load()?;
        let corpus = Corpus::without_articles(&loaded.folders(files));
        let errors: Vec<Problem> =
            corpus.problems.iter().filter(|problem| problem.level == Level::Error).cloned().collect();
        if errors.is_empty() {
            return Ok(Self {
                corpus,
                root: loaded.root,
                levels: loaded.project.lint,
                new_entities: NewEntities::default(),
            });
        }
        Err(refuse(&errors, &corpus.sources))
    }

    /// Declares entities, with names in the language given, or else that of the article.
    ///
    /// # Errors
    /// If one cannot be declared.
    pub(crate) fn declare(&mut self, line: &Line, language: Option<&str>) -> Result<(), Exit> {
        if line.new_entities.is_empty() {
            return Ok(());
        }
        let named = language.map(str::to_owned).or_else(|| self.language_on(line));
        let language = named.or_else(|| self.common_language()).unwrap_or_else(|| "en".to_owned());
        let read = NewEntities::read(&line.new_entities, &mut self.corpus, &language);
        self.new_entities = read.map_err(|problems| {
            let mut sources = self.corpus.sources.clone();
            sources.insert(SOURCE.to_owned(), line.text.clone());
            refuse(&problems, &sources)
        })?;
        Ok(())
    }

    /// Returns the language of the article that a line names: as its gold says, or as it reads.
    fn language_on(&self, line: &Line) -> Option<String> {
        let target = self.target(SOURCE, line.article.as_ref()?).ok()?;
        let text = self.folders().gold_text(target.article.id()).ok();
        let decode = |text: String| Gold::decode("", &text, &self.corpus.schema, &self.corpus.entities).0;
        let gold = text.and_then(decode).map(|gold| gold.article.language);
        gold.or_else(|| self.language_of(target.article.text().as_str()))
    }

    pub(crate) fn folders(&self) -> &Folders {
        &self.corpus.folders
    }

    /// Finds the article that a prefix names, and reads it; `source` is where the prefix was typed.
    pub(crate) fn target(&self, source: &str, prefix: &Typed) -> Result<Target, Vec<Problem>> {
        let ids = self.folders().article_ids()?;
        let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
        let named = Named { ids: &ids, folders: self.folders(), noun: "article" };
        let index = named.one(prefix.text.trim()).map_err(|fault| {
            let problem = Problem::error("A1", source, Some(prefix.place.clone()), fault.message);
            vec![problem.with_help(fault.help)]
        })?;
        let (article, findings) = self.folders().article(ids[index])?;
        Ok(Target { article, findings, gold_file: self.folders().shown_gold_file(ids[index]) })
    }

    /// Returns the text of a gold file for an article that has none.
    fn new_gold(&self, target: &Target, new: &NewFile) -> Result<String, Vec<Problem>> {
        let wrong =
            |message: String, help: &str| vec![Problem::error("Y2", SOURCE, None, message).with_help(help)];
        let language = match &new.language {
            Some(language) => language.clone(),
            None => self.language_of(target.article.text().as_str()).ok_or_else(|| {
                let message = format!(
                    "article {} has no labels yet, and nothing tells its language for sure",
                    target.article.id()
                );
                wrong(message, "add --language fr, or another tag")
            })?,
        };
        let is_tag = |character: char| character.is_ascii_alphanumeric() || character == '-';
        if language.is_empty() || !language.chars().all(is_tag) {
            return Err(wrong(
                format!("\"{language}\" is not a language tag"),
                "write a tag such as fr or en-GB",
            ));
        }
        let published = new.published.as_deref().map(|text| Date::read(text, Language::from_tag(&language)));
        let published = published.transpose().map_err(|error| {
            wrong(
                format!("--published: {error}"),
                error.help.as_deref().unwrap_or("write a day such as 2022-09-13"),
            )
        })?;
        Ok(new_gold(&target.article, &language, published.map(|date| date.value).as_ref()))
    }

    /// Returns the text of the gold of an article: `old` if there is one, or that of a new file.
    pub(crate) fn before(
        &self,
        target: &Target,
        old: Option<&str>,
        new: &NewFile,
    ) -> Result<String, Vec<Problem>> {
        old.map_or_else(|| self.new_gold(target, new), |old| Ok(old.to_owned()))
    }

    /// Returns the tag of the language of a text; the most common one of the gold unless the text clearly has another.
    fn language_of(&self, text: &str) -> Option<String> {
        let common = self.common_language().filter(|tag| may_be_in(text, tag));
        common.or_else(|| language_tag(text).map(str::to_owned))
    }

    /// Returns the language that most gold files name, of the first so many; of equally common ones the first by name.
    fn common_language(&self) -> Option<String> {
        let mut n_files: BTreeMap<String, usize> = BTreeMap::new();
        for id in self.folders().gold_ids().unwrap_or_default().into_iter().take(LANGUAGE_FILES_MAX) {
            let Ok(text) = self.folders().gold_text(&id) else { continue };
            let (gold, _) = Gold::decode(&id, &text, &self.corpus.schema, &self.corpus.entities);
            let language = gold.map(|gold| gold.article.language).filter(|language| !language.is_empty());
            *n_files.entry(language.unwrap_or_default()).or_default() += 1;
        }
        n_files.remove("");
        let most = n_files.values().copied().max()?;
        n_files.into_iter().find(|(_, n)| *n == most).map(|(language, _)| language)
    }
}

/// Shows problems, and that nothing was written.
pub(crate) fn refuse(problems: &[Problem], sources: &BTreeMap<String, String>) -> Exit {
    complain(&problems_text(problems, sources));
    complain(&format!("{}: nothing was written\n", summary(problems)));
    Exit::Invalid
}
