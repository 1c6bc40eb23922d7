//! Makes what can be asked of what karat.yaml or the command line says, and finds everything that is missing for it.

use std::path::Path;

use crate::extract::command::CommandSource;
use crate::extract::environment::Environment;
#[cfg(feature = "http")]
use crate::extract::http::HttpSource;
#[cfg(feature = "http")]
use crate::extract::http::openai::OpenAiSource;
use crate::extract::process::ProgramSetup;
use crate::extract::secrets::Secrets;
use crate::extract::source::Source;
use crate::extract::transform::Transform;
use crate::extract::worker::WorkerSource;
use crate::project::{EnvSpec, ExtractorSpec, ProgramSpec, SourceSpec};
use crate::run::Remote;
use crate::run::fingerprint::fingerprint;
#[cfg(feature = "http")]
use crate::store::{Bounds, GOLD_BYTES_MAX, read_file};

/// What stands in the way of asking an extractor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    /// The key of karat.yaml that says it.
    pub field: &'static str,
    /// What is wrong: lower case, no full stop.
    pub message: String,
    /// What to do next.
    pub help: String,
}

impl Trouble {
    pub(crate) fn new(field: &'static str, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { field, message: message.into(), help: help.into() }
    }
}

/// Makes a program or a server that can be asked; nothing is started yet.
///
/// # Errors
/// If something that the extractor needs is missing or wrong: all of it.
///
/// # Panics
/// If the extractor is a file or inside karat: nobody asks those.
pub fn build(spec: &ExtractorSpec, root: &Path, environment: &Environment) -> Result<Remote, Vec<Trouble>> {
    let mut troubles = missing(spec, root, environment);
    let transform = spec.transform.as_deref().map(Transform::compile).transpose();
    let transform = transform.unwrap_or_else(|error| {
        troubles.push(Trouble::new("transform", format!("this is no jq: {error}"), "mend the filter"));
        None
    });
    let fingerprint = fingerprint(spec, root, environment).unwrap_or_else(|more| {
        troubles.extend(more);
        String::new()
    });
    if !troubles.is_empty() {
        return Err(troubles);
    }
    Ok(Remote {
        name: spec.name.clone(),
        source: source(spec, root, environment)?,
        policy: spec.policy.clone(),
        transform,
        offsets: spec.offsets,
        price: spec.price.clone(),
        fingerprint,
        secrets: Secrets::of(&spec.source, environment),
    })
}

/// Finds the folders and variables that are named and are not there.
fn missing(spec: &ExtractorSpec, root: &Path, environment: &Environment) -> Vec<Trouble> {
    match &spec.source {
        SourceSpec::Command(program) | SourceSpec::Worker(program) => {
            missing_for_program(program, root, environment)
        }
        SourceSpec::Http(http) => unset("headers", http.headers.values(), environment),
        SourceSpec::OpenAi(openai) => {
            let mut troubles = unset("headers", openai.headers.values(), environment);
            if let Some(key) = openai.key.as_deref().filter(|key| environment.get(key).is_none()) {
                troubles.push(not_set("key", format!("the variable {key} is not set")));
            }
            troubles
        }
        SourceSpec::BuiltIn(_) | SourceSpec::File(_) => Vec::new(),
    }
}

fn missing_for_program(program: &ProgramSpec, root: &Path, environment: &Environment) -> Vec<Trouble> {
    let mut troubles = Vec::new();
    if let Some(cwd) = &program.cwd
        && !root.join(cwd).is_dir()
    {
        let message = format!("there is no folder {}", root.join(cwd).display());
        troubles.push(Trouble::new("cwd", message, "make it, or name another"));
    }
    let EnvSpec { set, .. } = &program.env;
    troubles.extend(unset("env", set.values(), environment));
    troubles
}

/// Finds the variables that values quote and that are not set.
fn unset<'v>(
    field: &'static str,
    values: impl Iterator<Item = &'v String>,
    environment: &Environment,
) -> Vec<Trouble> {
    values.filter_map(|value| environment.expand(value).err()).map(|error| not_set(field, error)).collect()
}

fn not_set(field: &'static str, message: String) -> Trouble {
    Trouble::new(field, message, "set it before karat is started, or write $${ for a bare ${")
}

fn source(
    spec: &ExtractorSpec,
    root: &Path,
    environment: &Environment,
) -> Result<Box<dyn Source + Send>, Vec<Trouble>> {
    let setup = |program: &ProgramSpec| {
        ProgramSetup::new(program, root, environment, &spec.policy)
            .map_err(|message| vec![Trouble::new(spec.source.kind().word(), message, "")])
    };
    match &spec.source {
        SourceSpec::Command(program) => Ok(Box::new(CommandSource::new(setup(program)?))),
        SourceSpec::Worker(program) => Ok(Box::new(WorkerSource::new(setup(program)?, spec.policy.workers))),
        SourceSpec::Http(_) | SourceSpec::OpenAi(_) => server(spec, root, environment),
        SourceSpec::BuiltIn(_) | SourceSpec::File(_) => {
            panic!("{} is no program and no server: nobody builds it", spec.name)
        }
    }
}

#[cfg(feature = "http")]
fn server(
    spec: &ExtractorSpec,
    root: &Path,
    environment: &Environment,
) -> Result<Box<dyn Source + Send>, Vec<Trouble>> {
    let trouble = |field, message| vec![Trouble::new(field, message, "")];
    match &spec.source {
        SourceSpec::Http(http) => HttpSource::new(http, &spec.policy, environment)
            .map(|source| Box::new(source) as Box<dyn Source + Send>)
            .map_err(|message| trouble("http", message)),
        SourceSpec::OpenAi(chat) => {
            let prompt = chat.prompt.as_ref().map(|path| template(&root.join(path))).transpose()?;
            OpenAiSource::new(chat, &spec.policy, environment, prompt.as_deref())
                .map(|source| Box::new(source) as Box<dyn Source + Send>)
                .map_err(|message| trouble("openai", message))
        }
        SourceSpec::Command(_) | SourceSpec::Worker(_) | SourceSpec::BuiltIn(_) | SourceSpec::File(_) => {
            panic!("{} is no server: nobody asks for one", spec.name)
        }
    }
}

/// Reads the template of a prompt.
#[cfg(feature = "http")]
fn template(path: &Path) -> Result<String, Vec<Trouble>> {
    let trouble = |message: String| vec![Trouble::new("prompt", message, "name a text file in UTF-8")];
    let bytes = read_file(path, Bounds { root: None, n_bytes_max: GOLD_BYTES_MAX })
        .map_err(|error| trouble(error.to_string()))?;
    String::from_utf8(bytes).map_err(|_| trouble(format!("{} is not UTF-8", path.display())))
}

#[cfg(not(feature = "http"))]
fn server(
    spec: &ExtractorSpec,
    _root: &Path,
    _environment: &Environment,
) -> Result<Box<dyn Source + Send>, Vec<Trouble>> {
    let message = "this karat was built without the feature http".to_owned();
    Err(vec![Trouble::new(spec.source.kind().word(), message, "build it with its default features")])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::HttpSpec;

    fn program(argv: &[&str]) -> ProgramSpec {
        ProgramSpec { argv: argv.iter().map(|word| (*word).to_owned()).collect(), ..ProgramSpec::default() }
    }

    fn check(spec: &ExtractorSpec, expected: &[&str]) {
        let environment: Environment = [("KEY".into(), "s3cret".into())].into_iter().collect();
        let troubles =
            build(spec, Path::new(env!("CARGO_MANIFEST_DIR")), &environment).err().unwrap_or_default();
        let shown: Vec<String> = troubles
            .iter()
            .map(|trouble| format!("{}: {} -> {}", trouble.field, trouble.message, trouble.help))
            .map(|text| text.replace(env!("CARGO_MANIFEST_DIR"), "ROOT"))
            .collect();
        assert_eq!(shown, expected);
    }

    #[test]
    fn everything_that_is_missing_is_told_at_once() {
        let mut program = program(&["python3", "my.py"]);
        program.cwd = Some("no-such-folder".to_owned());
        program.env.set.insert("TOKEN".to_owned(), "${NOT_SET}".to_owned());
        let mut spec = ExtractorSpec::new("x", SourceSpec::Command(program));
        spec.inputs = vec!["Cargo.toml".to_owned(), "no.md".to_owned(), "src".to_owned()];
        let set = "set it before karat is started, or write $${ for a bare ${";
        check(
            &spec,
            &[
                "cwd: there is no folder ROOT/no-such-folder -> make it, or name another",
                &format!("env: the variable NOT_SET is not set -> {set}"),
                "inputs: ROOT/no.md does not exist -> make it, or take it out of inputs",
                "inputs: ROOT/src is a folder -> list its files",
            ],
        );
    }

    #[test]
    fn headers_quote_variables_that_are_set() {
        let url = "http://localhost/".to_owned();
        let headers = |value: &str| [("X-Key".to_owned(), value.to_owned())].into();
        let http = |value: &str| SourceSpec::Http(HttpSpec { url: url.clone(), headers: headers(value) });
        check(&ExtractorSpec::new("x", http("${KEY}")), &[]);
        let set = "set it before karat is started, or write $${ for a bare ${";
        check(
            &ExtractorSpec::new("x", http("${NO}")),
            &[&format!("headers: the variable NO is not set -> {set}")],
        );
    }
}
