//! What makes an extractor's answers what they are: its command or address, and the content of the files behind it.

use std::collections::BTreeMap;
use std::path::{Path, is_separator};

use serde_json::{Map, Value as Json, json};

use crate::article::bytes_sha256;
use crate::extract::environment::Environment;
use crate::project::secret::{is_secret_header, is_secret_variable};
use crate::project::{ExtractorSpec, OpenAiSpec, ProgramSpec, SourceSpec, StdinKind};
use crate::run::build::Trouble;
use crate::store::keep::is_folder;
use crate::store::{StoreError, file_sha256, real_path};

/// The longest file that is hashed unasked, in bytes; of a longer one only the length counts.
const UNASKED_BYTES_MAX: u64 = 256 << 20;

/// Folders whose programs belong to the system, which carries a version elsewhere; `/usr/local` does not.
const SYSTEM: [&str; 7] = ["/bin", "/sbin", "/lib", "/lib64", "/usr", "/System", "/Library"];

/// Returns a JSON text that changes whenever the answers may.
///
/// Files count that stand under `inputs:`, the prompt's template, every argument of a program that names a file, and
/// the program itself where it is named by a path and is none of the system's. Variables of the environment that are
/// quoted count by the hash of their value; what lets somebody in counts in no way. The name, patience and price do
/// not count: they change no answer.
///
/// # Errors
/// If a file that was named as an input or a prompt cannot be read.
pub fn fingerprint(
    spec: &ExtractorSpec,
    root: &Path,
    environment: &Environment,
) -> Result<String, Vec<Trouble>> {
    let mut fields = Map::new();
    let mut put = |name: &str, value: Json| fields.insert(name.to_owned(), value);
    put("kind", json!(spec.source.kind().word()));
    let mut files = Vec::new();
    let mut troubles = Vec::new();
    match &spec.source {
        SourceSpec::Command(program) | SourceSpec::Worker(program) => {
            put("argv", json!(program.argv));
            put("cwd", json!(program.cwd));
            let set = hashes(&program.env.set, environment, is_secret_variable);
            put("env", json!({"only": program.env.only, "set": set}));
            put("stdin", json!(program.stdin == StdinKind::Text));
            files.extend(arguments(program, root));
        }
        SourceSpec::Http(http) => {
            put("url", json!(http.url));
            put("headers", headers_json(&http.headers, environment));
        }
        SourceSpec::OpenAi(openai) => {
            put("url", json!(openai.url));
            put("model", json!(openai.model));
            put("headers", headers_json(&openai.headers, environment));
            put("options", json!(openai.options));
            keep(prompt(openai, root), &mut files, &mut troubles);
        }
        SourceSpec::BuiltIn(word) => drop(put("name", json!(word))),
        SourceSpec::File(path) => drop(put("path", json!(path))),
    }
    put("version", json!(spec.version));
    for input in &spec.inputs {
        keep(Some(named("inputs", input, root)), &mut files, &mut troubles);
    }
    put("files", Json::Array(files));
    if troubles.is_empty() { Ok(Json::Object(fields).to_string()) } else { Err(troubles) }
}

fn keep(file: Option<Result<Json, Trouble>>, files: &mut Vec<Json>, troubles: &mut Vec<Trouble>) {
    match file {
        Some(Ok(file)) => files.push(file),
        Some(Err(trouble)) => troubles.push(trouble),
        None => {}
    }
}

/// Headers that let somebody in change no answer.
fn headers_json(headers: &BTreeMap<String, String>, environment: &Environment) -> Json {
    let mut hashes = hashes(headers, environment, is_secret_header);
    hashes.retain(|_, hash| !hash.is_null());
    Json::Object(hashes)
}

/// Returns the hash of each text with its variables put in, but for those that look like secrets; null for a name
/// that does.
fn hashes(
    texts: &BTreeMap<String, String>,
    environment: &Environment,
    is_secret: fn(&str) -> bool,
) -> Map<String, Json> {
    let hash = |text: &str| {
        // What cannot be put in is told elsewhere.
        let text = environment.expand_open(text).unwrap_or_else(|_| text.to_owned());
        json!(bytes_sha256(text.as_bytes()))
    };
    let hash = |name: &str, text: &str| if is_secret(name) { Json::Null } else { hash(text) };
    texts.iter().map(|(name, text)| (name.clone(), hash(name, text))).collect()
}

fn prompt(openai: &OpenAiSpec, root: &Path) -> Option<Result<Json, Trouble>> {
    openai.prompt.as_ref().map(|prompt| named("prompt", prompt, root))
}

/// Returns the file that the user named, with its hash.
fn named(field: &'static str, path: &str, root: &Path) -> Result<Json, Trouble> {
    let file = root.join(path);
    file_sha256(&file, u64::MAX).map(|sha256| json!({"path": path, "sha256": sha256})).map_err(|error| {
        let (message, help) = match &error {
            StoreError::Missing { .. } => (error.to_string(), format!("make it, or take it out of {field}")),
            StoreError::NotAFile { .. } if is_folder(&file) => {
                (format!("{} is a folder", file.display()), "list its files".to_owned())
            }
            StoreError::NotAFile { .. } | StoreError::NotAFolder { .. } => {
                (error.to_string(), "name a file".to_owned())
            }
            StoreError::TooLarge { .. }
            | StoreError::LinkOut { .. }
            | StoreError::Name { .. }
            | StoreError::Io { .. } => (error.to_string(), "make it readable".to_owned()),
        };
        Trouble::new(field, message, &help)
    })
}

/// Returns the files that a command line names, from where the program runs, such as `my.py` and `--config=my.toml`.
///
/// A program without a path is looked for by the system and does not count; words within a word are not looked at.
fn arguments(program: &ProgramSpec, root: &Path) -> Vec<Json> {
    let cwd = program.cwd.as_ref().map_or_else(|| root.to_owned(), |cwd| root.join(cwd));
    let (first, rest) =
        program.argv.split_first().map_or((None, &[][..]), |(first, rest)| (Some(first), rest));
    let first = first.filter(|word| word.contains(is_separator) && !is_of_system(&cwd.join(word)));
    let mut files: Vec<Json> = first.and_then(|word| argument(word, &cwd)).into_iter().collect();
    for word in rest {
        let behind = word.split_once('=').map(|(_, value)| value);
        for path in [Some(word.as_str()), behind].into_iter().flatten() {
            files.extend(argument(path, &cwd));
        }
    }
    files
}

/// Returns the file that an argument names, if it is one.
fn argument(path: &str, cwd: &Path) -> Option<Json> {
    match file_sha256(&cwd.join(path), UNASKED_BYTES_MAX) {
        Ok(sha256) => Some(json!({"path": path, "sha256": sha256})),
        Err(StoreError::TooLarge { n_bytes, .. }) => Some(json!({"path": path, "bytes": n_bytes})),
        Err(_) => None,
    }
}

/// Says whether a program belongs to the system, wherever its links lead from.
fn is_of_system(path: &Path) -> bool {
    let is_below = |path: &Path| SYSTEM.iter().any(|folder| path.starts_with(folder));
    real_path(path).is_some_and(|path| is_below(&path) && !path.starts_with("/usr/local"))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::fs;
    use std::path::PathBuf;

    use super::*;
    use crate::project::HttpSpec;
    use crate::store::write_atomically;

    fn print(spec: &ExtractorSpec, root: &Path) -> String {
        fingerprint(spec, root, &Environment::default()).unwrap()
    }

    /// A folder of its own for one test, removed at its end.
    struct Folder(PathBuf);

    impl Folder {
        fn new(name: &str) -> Self {
            let path = std::env::temp_dir().join(format!("karat-print-{}-{name}", std::process::id()));
            fs::create_dir_all(path.join("sub")).unwrap();
            Self(path)
        }

        fn write(&self, name: &str, text: &str) {
            write_atomically(&self.0.join(name), text.as_bytes()).unwrap();
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    fn program(words: &str) -> ProgramSpec {
        ProgramSpec { argv: words.split(' ').map(str::to_owned).collect(), ..ProgramSpec::default() }
    }

    fn command(words: &str) -> ExtractorSpec {
        ExtractorSpec::new("x", SourceSpec::Command(program(words)))
    }

    #[test]
    fn a_script_counts_with_its_content_and_the_program_of_the_system_does_not() {
        let folder = Folder::new("script");
        folder.write("my.py", "print(1)");
        folder.write("sub/c.toml", "a");
        let spec = command("/bin/sh my.py --config=sub/c.toml --no=such sub");
        let before = print(&spec, &folder.0);
        let json: Json = serde_json::from_str(&before).unwrap();
        let paths: Vec<&str> =
            json["files"].as_array().unwrap().iter().filter_map(|file| file["path"].as_str()).collect();
        assert_eq!(paths, ["my.py", "sub/c.toml"]);
        folder.write("sub/c.toml", "b");
        assert_ne!(print(&spec, &folder.0), before);
        folder.write("sub/c.toml", "a");
        assert_eq!(print(&spec, &folder.0), before, "only content counts");
    }

    #[test]
    fn a_script_counts_wherever_it_stands_and_a_program_where_a_path_names_it() {
        let (folder, root) = (Folder::new("absolute"), Folder::new("elsewhere"));
        let check = |words: String, n_files: usize| {
            folder.write("my.py", "print(1)");
            let spec = command(&words);
            let before = print(&spec, &root.0);
            let json: Json = serde_json::from_str(&before).unwrap();
            assert_eq!(json["files"].as_array().unwrap().len(), n_files, "{words}");
            folder.write("my.py", "print(2)");
            assert_eq!(print(&spec, &root.0) != before, n_files > 0, "{words}");
        };
        let script = folder.0.join("my.py").display().to_string();
        check(format!("python3 {script}"), 1);
        check(format!("/usr/bin/env --x={script}"), 1);
        check(script.clone(), 1);
        check(format!("/bin/sh {}", folder.0.display()), 0);
        root.write("python3", "not what runs");
        check("python3 -V".to_owned(), 0);
    }

    #[test]
    fn a_variable_counts_with_its_value_unless_it_is_a_secret() {
        let environment = |model: &str, key: &str| -> Environment {
            [("MODEL", model), ("OPENAI_KEY", key)]
                .into_iter()
                .map(|(name, value)| (name.into(), value.into()))
                .collect()
        };
        let texts = |pairs: &[(&str, &str)]| -> BTreeMap<String, String> {
            pairs.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect()
        };
        let mut program = program("a b");
        program.env.set = texts(&[
            ("M", "${MODEL}"),
            ("API_KEY", "${MODEL}"),
            ("K", "${OPENAI_KEY}"),
            ("TOKEN", "lit3ral"),
        ]);
        let headers = texts(&[("X-Model", "${MODEL} ${OPENAI_KEY}"), ("Authorization", "${MODEL}")]);
        let http = HttpSpec { url: "http://a".to_owned(), headers };
        for source in [SourceSpec::Command(program), SourceSpec::Http(http)] {
            let spec = ExtractorSpec::new("x", source);
            let print = |model, key| fingerprint(&spec, Path::new(""), &environment(model, key)).unwrap();
            let before = print("m1", "s3cret");
            assert_ne!(print("m2", "s3cret"), before);
            assert_eq!(print("m1", "an0ther"), before);
            assert!(!["m1", "s3cret", "lit3ral"].iter().any(|value| before.contains(value)), "{before}");
        }
    }

    #[test]
    fn a_script_is_looked_for_where_the_program_runs() {
        let folder = Folder::new("cwd");
        folder.write("sub/my.py", "1");
        let program = ProgramSpec { cwd: Some("sub".to_owned()), ..program("python3 my.py") };
        let spec = ExtractorSpec::new("x", SourceSpec::Command(program));
        assert!(print(&spec, &folder.0).contains("\"path\":\"my.py\",\"sha256\""));
    }

    #[test]
    fn whatever_may_change_an_answer_changes_the_fingerprint_and_nothing_else_does() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let plain = command("a b");
        let mut env = program("a b");
        env.env.set.insert("X".to_owned(), "${SECRET}".to_owned());
        let text = ProgramSpec { stdin: StdinKind::Text, ..program("a b") };
        let others = [
            command("a c"),
            ExtractorSpec::new("x", SourceSpec::Worker(program("a b"))),
            ExtractorSpec::new("x", SourceSpec::Command(env)),
            ExtractorSpec::new("x", SourceSpec::Command(text)),
            ExtractorSpec { version: Some("2".to_owned()), ..plain.clone() },
            ExtractorSpec { inputs: vec!["Cargo.toml".to_owned()], ..plain.clone() },
        ];
        let prints: BTreeSet<String> = others.iter().chain([&plain]).map(|spec| print(spec, root)).collect();
        assert_eq!(prints.len(), others.len() + 1);
        let mut patient = ExtractorSpec { name: "y".to_owned(), ..plain.clone() };
        patient.policy.retries = 7;
        assert_eq!(print(&patient, root), print(&plain, root));
    }

    #[test]
    fn a_key_in_a_header_is_not_stored() {
        let headers = [("Authorization", "Bearer abc"), ("X-Mode", "fast")];
        let headers = headers.map(|(name, value)| (name.to_owned(), value.to_owned())).into();
        let spec =
            ExtractorSpec::new("x", SourceSpec::Http(HttpSpec { url: "http://a".to_owned(), headers }));
        let print = print(&spec, Path::new(""));
        assert!(print.contains("X-Mode") && !print.contains("abc"), "{print}");
    }
}
