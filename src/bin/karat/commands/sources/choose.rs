//! Which extractors a command asks: names of karat.yaml, built-in ones, and those that were typed.

use std::path::PathBuf;

use karat::project::name::BUILT_IN;
use karat::project::{ExtractorSpec, SourceSpec};
use karat::text::likeness::suggest;

use crate::commands::sources::Wanted;
use crate::exit::Exit;
use crate::output::complain;
use crate::settings::LoadedProject;

/// An extractor that was chosen, and where that was said.
pub(crate) struct Chosen {
    /// What it is.
    pub(crate) spec: ExtractorSpec,
    /// Where its files are looked for.
    pub(crate) root: PathBuf,
    /// Where it is described.
    pub(crate) origin: Origin,
    /// What `karat explain` has to be told to ask it.
    pub(crate) option: String,
    /// What `karat doctor` has to be told.
    pub(crate) doctor: String,
}

/// Where an extractor is described.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Origin {
    Project,
    Typed,
    BuiltIn,
}

/// Returns what is asked where nothing is named: all of karat.yaml, or else the built-in rules.
fn default_names(loaded: &LoadedProject) -> Vec<String> {
    let names: Vec<String> = loaded.project.extractors.iter().map(|spec| spec.name.clone()).collect();
    if names.is_empty() { vec!["rules".to_owned()] } else { names }
}

/// Returns the extractors that are wanted, in the order typed: names first.
pub(crate) fn choose(wanted: &Wanted<'_>) -> Result<Vec<Chosen>, Exit> {
    let ad_hoc = &wanted.sources.ad_hoc;
    if ad_hoc.has_names_left {
        complain(
            "karat: there are more --name than --command, --worker, --http and --predictions\n\
             help: give one name for each\n",
        );
        return Err(Exit::Invalid);
    }
    let default = default_names(wanted.loaded);
    let is_default = wanted.names.is_empty() && ad_hoc.extractors.is_empty();
    let names = if is_default { default.as_slice() } else { wanted.names };
    let mut chosen = Vec::new();
    let mut is_complete = true;
    for name in names {
        match by_name(name, wanted.loaded) {
            Ok(mut one) => {
                one.doctor = format!(" {name}");
                if default.first() != Some(name) {
                    one.option = format!(" --extractor {name}");
                }
                chosen.push(one);
            }
            Err(message) => {
                complain(&format!("karat: {message}\n"));
                is_complete = false;
            }
        }
    }
    for typed in &ad_hoc.extractors {
        let (spec, option) = (typed.spec.clone(), typed.option.clone());
        let doctor = option.clone();
        chosen.push(Chosen { spec, root: PathBuf::new(), origin: Origin::Typed, option, doctor });
    }
    if !is_complete || has_twins(&chosen) { Err(Exit::Invalid) } else { Ok(chosen) }
}

/// Returns an extractor of karat.yaml or a built-in one, or a message that says which there are.
fn by_name(name: &str, loaded: &LoadedProject) -> Result<Chosen, String> {
    let project = &loaded.project;
    if let Some(spec) = project.extractors.iter().find(|spec| spec.name == name) {
        let (spec, root) = (spec.clone(), loaded.root.clone());
        return Ok(found(spec, root, Origin::Project));
    }
    if BUILT_IN.contains(&name) {
        let spec = ExtractorSpec::new(name, SourceSpec::BuiltIn(name.to_owned()));
        return Ok(found(spec, PathBuf::new(), Origin::BuiltIn));
    }
    let listed = || project.extractors.iter().map(|spec| &*spec.name);
    let known = || listed().chain(BUILT_IN.into_iter().filter(|name| listed().all(|listed| listed != *name)));
    let help = match (suggest(name, known()), project.extractors.as_slice()) {
        (Some(similar), _) => format!("did you mean \"{similar}\"?"),
        (None, []) => {
            "built in are rules, gold and none; others are described in karat.yaml, or given as --command, \
                       --worker, --http or --predictions"
                .to_owned()
        }
        (None, [_, ..]) => format!("there are {}", known().collect::<Vec<_>>().join(", ")),
    };
    Err(format!("there is no extractor \"{name}\"\nhelp: {help}"))
}

const fn found(spec: ExtractorSpec, root: PathBuf, origin: Origin) -> Chosen {
    Chosen { spec, root, origin, option: String::new(), doctor: String::new() }
}

/// Complains of two extractors with one name.
fn has_twins(chosen: &[Chosen]) -> bool {
    let mut names: Vec<&str> = chosen.iter().map(|chosen| &*chosen.spec.name).collect();
    names.sort_unstable();
    let twice = names.windows(2).find(|pair| pair[0] == pair[1]);
    if let Some(twice) = twice {
        let n_typed =
            chosen.iter().filter(|chosen| chosen.spec.name == twice[0] && chosen.origin == Origin::Typed);
        let help = match n_typed.count() {
            0 => "name it once",
            _ => {
                "tell them apart with --name, which names --command, --worker, --http and --predictions in turn"
            }
        };
        complain(&format!("karat: two extractors are called {}\nhelp: {help}\n", twice[0]));
    }
    twice.is_some()
}

/// Tells of settings that were typed and change nothing for any extractor of the run.
pub(crate) fn tell_settings_without_effect(wanted: &Wanted<'_>, chosen: &[Chosen]) {
    for setting in wanted.sources.tuning.typed() {
        if chosen.iter().any(|chosen| setting.suits(chosen.spec.source.kind())) {
            continue;
        }
        let kinds: Vec<&str> = setting.kinds().iter().map(|kind| kind.word()).collect();
        complain(&format!(
            "note: --{} changes nothing here: it belongs to {}\n",
            setting.word(),
            kinds.join(", ")
        ));
    }
}
