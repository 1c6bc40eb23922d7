//! Where answers come from: names of karat.yaml, built-in extractors, and what the command line says about others.

use std::collections::BTreeMap;
use std::path::Path;

use karat::corpus::Corpus;
use karat::extract::Extractor;
use karat::extract::file::FileExtractor;
use karat::extract::gold::{Drafts, GoldExtractor};
use karat::extract::none::NoneExtractor;
use karat::extract::rules::RulesExtractor;
use karat::extract::transform::Transform;
use karat::gold::Status;
use karat::problem::{Level, Problem};
use karat::project::kind::Setting;
use karat::project::place::place_of;
use karat::project::primary::PrimaryScope;
use karat::project::secret::without_query;
use karat::project::words::join_command;
use karat::project::{ExtractorSpec, SnapshotMode, SourceSpec};
use karat::run::Remote;
use karat::run::build::{Trouble, build};
use karat::text::likeness::suggest;

use crate::args::Files;
use crate::args::sources::Sources;
use crate::commands::sources::choose::{Chosen, Origin, choose, tell_settings_without_effect};
use crate::exit::Exit;
use crate::output::complain;
use crate::problems::{problems_text, summary};
use crate::settings::{LoadedProject, whole_environment};

mod choose;

/// How many problems are shown before a run that is not about them.
const ERRORS_MAX: usize = 10;

/// The rule of what karat.yaml names and what is not there.
const NOT_THERE: &str = "K2";

/// Which extractors are wanted.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Wanted<'a> {
    /// Names as typed.
    pub(crate) names: &'a [String],
    /// Others as typed, and how all are run.
    pub(crate) sources: &'a Sources,
    /// Where names are looked up.
    pub(crate) loaded: &'a LoadedProject,
    /// What the gold itself returns.
    pub(crate) drafts: Drafts,
}

/// An extractor that can be asked.
pub(crate) struct Prepared<'c> {
    /// What reports call it.
    pub(crate) name: String,
    /// What answers.
    pub(crate) asked: PreparedAsked<'c>,
    /// The command line or the address, for people; empty for what is inside karat.
    pub(crate) started: String,
    /// The only views it answers for, by position; empty for facts.
    pub(crate) views: Vec<usize>,
    /// How often each article is asked; for files how many repeats they hold.
    pub(crate) repeat: u32,
    /// Whether and how its outcome is kept.
    #[expect(dead_code, reason = "snapshots read it")]
    pub(crate) snapshots: SnapshotMode,
    /// What `karat explain` has to be told to ask the same extractor in the same way.
    pub(crate) explain_option: String,
    /// What `karat doctor` has to be told.
    pub(crate) doctor_option: String,
}

/// What answers.
pub(crate) enum PreparedAsked<'c> {
    /// Code inside karat.
    Inside(Box<dyn Extractor + 'c>),
    /// Answers from files, one for each repeat that they hold.
    Files(Vec<FileExtractor>),
    /// A program or a server.
    Outside(Box<Remote>),
}

/// Makes the extractors that are wanted ready to be asked; everything in the way is shown at once.
///
/// # Errors
/// If one cannot be asked, or two have one name.
pub(crate) fn prepare<'c>(wanted: &Wanted<'_>, corpus: &'c Corpus) -> Result<Vec<Prepared<'c>>, Exit> {
    prepare_all(wanted, choose(wanted)?, corpus)
}

fn prepare_all<'c>(
    wanted: &Wanted<'_>,
    mut chosen: Vec<Chosen>,
    corpus: &'c Corpus,
) -> Result<Vec<Prepared<'c>>, Exit> {
    for chosen in &mut chosen {
        wanted.sources.tuning.apply(&mut chosen.spec);
        let retyped = wanted.sources.tuning.retyped(&chosen.spec);
        chosen.option.push_str(&retyped);
        chosen.doctor.push_str(&retyped);
    }
    tell_settings_without_effect(wanted, &chosen);
    let mut prepared = Vec::new();
    let mut is_complete = is_primary_known(wanted.loaded, corpus);
    for chosen in &chosen {
        match prepare_one(wanted, chosen, corpus) {
            Ok(one) => prepared.push(one),
            Err(troubles) => {
                is_complete = false;
                troubles.iter().for_each(|trouble| tell(wanted, chosen, trouble));
            }
        }
    }
    if is_complete { Ok(prepared) } else { Err(Exit::Invalid) }
}

/// Says whether the schema has what the primary figure is about; shows the problem if not.
fn is_primary_known(loaded: &LoadedProject, corpus: &Corpus) -> bool {
    let types = || corpus.schema.types.iter().map(|fact_type| &*fact_type.name);
    let views = || corpus.schema.views.iter().map(|view| &*view.name);
    let (noun, name, known): (_, _, Vec<&str>) = match &loaded.project.primary.scope {
        PrimaryScope::Overall | PrimaryScope::Exhaustive | PrimaryScope::Answered => return true,
        PrimaryScope::Type(name) => ("type", name, types().collect()),
        PrimaryScope::View(name) => ("view", name, views().collect()),
    };
    if known.contains(&name.as_str()) {
        return true;
    }
    let help = match suggest(name, known.iter().copied()) {
        Some(similar) => format!("did you mean \"{similar}\"?"),
        None => format!("the schema has: {}", known.join(", ")),
    };
    let (file, text) =
        loaded.file.as_ref().expect("without karat.yaml the figure is about no type and no view");
    let message =
        format!("the primary figure is about the {noun} \"{name}\", which the schema does not have");
    let problem = Problem::error(NOT_THERE, file, place_of(text, &["primary"]), message).with_help(help);
    complain(&problems_text(&[problem], &loaded.sources()));
    false
}

/// Makes the one extractor that is wanted ready to be asked: the first of karat.yaml where none is named.
///
/// # Errors
/// If several are named, or it cannot be asked.
pub(crate) fn prepare_only<'c>(wanted: &Wanted<'_>, corpus: &'c Corpus) -> Result<Prepared<'c>, Exit> {
    let mut chosen = choose(wanted)?;
    if wanted.names.is_empty() && wanted.sources.ad_hoc.extractors.is_empty() {
        chosen.truncate(1);
    }
    if chosen.len() > 1 {
        let names: Vec<&str> = chosen.iter().map(|chosen| &*chosen.spec.name).collect();
        let message = format!("one extractor is asked, and {} are given: {}", names.len(), names.join(", "));
        complain(&format!("karat: {message}\nhelp: give one\n"));
        return Err(Exit::Invalid);
    }
    let mut prepared = prepare_all(wanted, chosen, corpus)?;
    Ok(prepared.pop().expect("exactly one extractor was chosen"))
}

fn prepare_one<'c>(
    wanted: &Wanted<'_>,
    chosen: &Chosen,
    corpus: &'c Corpus,
) -> Result<Prepared<'c>, Vec<Trouble>> {
    let spec = &chosen.spec;
    let asked = match &spec.source {
        SourceSpec::BuiltIn(word) => Ok(PreparedAsked::Inside(built_in(word, wanted.drafts, corpus))),
        SourceSpec::File(path) => {
            predictions(spec, &chosen.root.join(path), corpus).map(PreparedAsked::Files)
        }
        SourceSpec::Command(_) | SourceSpec::Worker(_) | SourceSpec::Http(_) | SourceSpec::OpenAi(_) => {
            build(spec, &chosen.root, &whole_environment())
                .map(|remote| PreparedAsked::Outside(Box::new(remote)))
        }
    };
    // A record says for which views its extractor was asked.
    let recorded = match &asked {
        Ok(PreparedAsked::Files(repeats)) if spec.views.is_empty() => {
            repeats.first().map_or(&[][..], |file| &file.declared().views)
        }
        Ok(_) | Err(_) => &spec.views,
    };
    let views = views(recorded, corpus);
    let (views, asked) = match (views, asked) {
        (Ok(views), Ok(asked)) => (views, asked),
        (views, asked) => {
            let views = views.err().into_iter().flatten();
            return Err(asked.err().into_iter().flatten().chain(views).collect());
        }
    };
    let repeat = match &asked {
        PreparedAsked::Files(repeats) => u32::try_from(repeats.len()).unwrap_or(u32::MAX),
        PreparedAsked::Inside(_) | PreparedAsked::Outside(_) => spec.policy.repeat,
    };
    Ok(Prepared {
        name: spec.name.clone(),
        asked,
        started: started(&spec.source),
        views,
        repeat,
        snapshots: spec.snapshots,
        explain_option: chosen.option.clone(),
        doctor_option: chosen.doctor.clone(),
    })
}

/// Returns what is started or asked, as the user wrote it; of an address not the query, where keys may stand.
fn started(source: &SourceSpec) -> String {
    match source {
        SourceSpec::Command(program) | SourceSpec::Worker(program) => join_command(&program.argv),
        SourceSpec::Http(server) => without_query(&server.url).to_owned(),
        SourceSpec::OpenAi(server) => format!("{} of {}", server.model, without_query(&server.url)),
        SourceSpec::BuiltIn(_) | SourceSpec::File(_) => String::new(),
    }
}

/// Returns the positions of the views that an extractor answers for.
fn views(names: &[String], corpus: &Corpus) -> Result<Vec<usize>, Vec<Trouble>> {
    let known: Vec<&str> = corpus.schema.views.iter().map(|view| &*view.name).collect();
    let mut positions = Vec::new();
    let mut troubles = Vec::new();
    for name in names {
        match known.iter().position(|known| known == name) {
            Some(position) => positions.push(position),
            None => {
                let help = match suggest(name, known.iter().copied()) {
                    Some(similar) => format!("did you mean \"{similar}\"?"),
                    None if known.is_empty() => "declare it in schema.yaml under views:".to_owned(),
                    None => format!("the schema has: {}", known.join(", ")),
                };
                let message = format!("the schema has no view \"{name}\"");
                troubles.push(Trouble { field: "views", message, help });
            }
        }
    }
    positions.sort_unstable();
    positions.dedup();
    if troubles.is_empty() { Ok(positions) } else { Err(troubles) }
}

/// Shows what is in the way of an extractor: in karat.yaml where it stands there, else by its name.
fn tell(wanted: &Wanted<'_>, chosen: &Chosen, trouble: &Trouble) {
    if trouble.message.is_empty() {
        return;
    }
    let name = &chosen.spec.name;
    let is_typed = chosen.origin != Origin::Project
        || wanted.sources.tuning.typed().iter().any(|setting| setting.word() == trouble.field);
    match wanted.loaded.file.as_ref().filter(|_| !is_typed) {
        Some((file, text)) => {
            let place = place_of(text, &["extractors", name, trouble.field]);
            let problem = Problem::error(NOT_THERE, file, place, &*trouble.message);
            let problem = if trouble.help.is_empty() { problem } else { problem.with_help(&*trouble.help) };
            complain(&problems_text(&[problem], &wanted.loaded.sources()));
        }
        None => {
            let help =
                if trouble.help.is_empty() { String::new() } else { format!("\nhelp: {}", trouble.help) };
            // What is wrong with a file names the file.
            let whose = if trouble.field == "file" { String::new() } else { format!("{name}: ") };
            complain(&format!("karat: {whose}{}{help}\n", trouble.message));
        }
    }
}

/// Returns a built-in extractor.
fn built_in<'c>(word: &str, drafts: Drafts, corpus: &'c Corpus) -> Box<dyn Extractor + 'c> {
    match word {
        "rules" => Box::new(RulesExtractor),
        "gold" => Box::new(GoldExtractor::new(corpus, drafts)),
        "none" => Box::new(NoneExtractor),
        other => panic!("{other} is no built-in extractor, and only those get here"),
    }
}

/// Reads a file of predictions, an extractor for each repeat; its problems are shown.
fn predictions(
    spec: &ExtractorSpec,
    path: &Path,
    corpus: &Corpus,
) -> Result<Vec<FileExtractor>, Vec<Trouble>> {
    let mut troubles = Vec::new();
    let transform = spec.transform.as_deref().map(Transform::compile).transpose().unwrap_or_else(|error| {
        troubles.push(Trouble {
            field: Setting::Transform.word(),
            message: format!("this is no jq: {error}"),
            help: "mend the filter".to_owned(),
        });
        None
    });
    let file = FileExtractor::read(&*spec.name, path).map_err(|error| {
        let help = "name a file of answers, or a folder of them".to_owned();
        troubles.push(Trouble { field: "file", message: error.to_string(), help });
    });
    let Ok(file) = file else { return Err(troubles) };
    let ids: Vec<&str> = corpus.entries.iter().map(|entry| entry.article.id()).collect();
    let problems = file.problems(&ids);
    complain(&first_problems(&problems, &file.sources()));
    if problems.iter().any(|problem| problem.is_unreadable) {
        // The problem was shown; there is nothing to add.
        troubles.push(Trouble { field: "file", message: String::new(), help: String::new() });
    }
    if !troubles.is_empty() {
        return Err(troubles);
    }
    let file = file.with_transform(transform).with_offsets(spec.offsets);
    Ok((1..=file.n_repeats()).map(|repeat| file.for_repeat(repeat)).collect())
}

/// Shows the first problems, and how many more there are.
fn first_problems(problems: &[Problem], sources: &BTreeMap<String, String>) -> String {
    let mut text = problems_text(problems.get(..ERRORS_MAX).unwrap_or(problems), sources);
    if problems.len() > ERRORS_MAX {
        text.push_str(&format!("+{} more\n", problems.len() - ERRORS_MAX));
    }
    text
}

/// Loads karat.yaml and the corpus that it or the arguments name.
///
/// # Errors
/// If either cannot be used; it is told.
pub(crate) fn open(files: &Files) -> Result<(LoadedProject, Corpus), Exit> {
    let loaded = LoadedProject::load()?;
    let corpus = Corpus::load(&loaded.folders(files));
    match refuse(&corpus) {
        Some(exit) => Err(exit),
        None => Ok((loaded, corpus)),
    }
}

/// Complains about a corpus that cannot be scored; `None` if it can.
pub(crate) fn refuse(corpus: &Corpus) -> Option<Exit> {
    let errors: Vec<Problem> =
        corpus.problems.iter().filter(|problem| problem.level == Level::Error).cloned().collect();
    if errors.is_empty() {
        return None;
    }
    complain(&first_problems(&errors, &corpus.sources));
    let help = if corpus.folders.gold.is_dir() {
        "karat lint shows everything there is to mend"
    } else {
        "karat init DIR makes a corpus to start from; --articles and --gold, or karat.yaml, say where one is"
    };
    complain(&format!("{}: nothing was scored\nhelp: {help}\n", summary(&errors)));
    Some(Exit::Invalid)
}

/// Complains that nothing was selected.
pub(crate) fn nothing_selected(corpus: &Corpus) -> Exit {
    let help = match corpus.entries.as_slice() {
        [] => format!(
            "put articles into {} and their gold into {}",
            corpus.folders.articles.display(),
            corpus.folders.gold.display()
        ),
        entries if entries.iter().all(|entry| entry.gold.status == Status::Draft) => format!(
            "all gold is draft: write status: labelled into {}, or give --drafts",
            entries[0].gold.path
        ),
        [_, ..] => {
            "--only takes a pattern such as '002*'; drafts are left out unless --drafts is given".to_owned()
        }
    };
    complain(&format!("karat: no article is selected\nhelp: {help}\n"));
    Exit::NothingSelected
}

#[cfg(test)]
mod tests {
    use karat::project::HttpSpec;

    use super::*;

    #[test]
    fn an_address_is_shown_without_its_query() {
        let url = "http://localhost:8000/a?key=s3cret".to_owned();
        let server = SourceSpec::Http(HttpSpec { url, headers: BTreeMap::new() });
        assert_eq!(started(&server), "http://localhost:8000/a");
    }
}
