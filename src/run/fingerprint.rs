//! What makes an extractor's answers what they are: its command or address, and the content of the files behind it.

use std::fs::{self, OpenOptions};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use serde_json::{Map, Value as Json, json};
use sha2::{Digest, Sha256};

use crate::project::{EnvSpec, ExtractorSpec, OpenAiSpec, ProgramSpec, SourceSpec, StdinKind};
use crate::run::build::Trouble;

/// The longest file that is hashed unasked, in bytes; of a longer one only the length counts.
const UNASKED_BYTES_MAX: u64 = 256 << 20;

/// Returns a JSON text that changes whenever the answers may: no value of a variable of the environment is in it.
///
/// Files count that stand under `inputs:`, the prompt's template, and every argument of a program that names a file.
/// The name, patience and price do not count: they change no answer.
///
/// # Errors
/// If a file that was named as an input or a prompt cannot be read.
pub fn fingerprint(spec: &ExtractorSpec, root: &Path) -> Result<String, Vec<Trouble>> {
    let mut fields = Map::new();
    let mut put = |name: &str, value: Json| fields.insert(name.to_owned(), value);
    put("kind", json!(spec.source.kind().word()));
    let mut files = Vec::new();
    let mut troubles = Vec::new();
    match &spec.source {
        SourceSpec::Command(program) | SourceSpec::Worker(program) => {
            put("argv", json!(program.argv));
            put("cwd", json!(program.cwd));
            put("env", environment_json(&program.env));
            put("stdin", json!(program.stdin == StdinKind::Text));
            files.extend(arguments(program, root));
        }
        SourceSpec::Http(http) => {
            put("url", json!(http.url));
            put("headers", headers_json(http.headers.iter()));
        }
        SourceSpec::OpenAi(openai) => {
            put("url", json!(openai.url));
            put("model", json!(openai.model));
            put("headers", headers_json(openai.headers.iter()));
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

/// Values stand as they were written, before variables are put in.
fn environment_json(env: &EnvSpec) -> Json {
    json!({"only": env.only, "set": env.set})
}

/// Headers that let somebody in change no answer.
const KEYS: [&str; 5] = ["authorization", "proxy-authorization", "cookie", "api-key", "x-api-key"];

fn headers_json<'h>(headers: impl Iterator<Item = (&'h String, &'h String)>) -> Json {
    let counts = |(name, _): &(&String, &String)| !KEYS.contains(&name.to_ascii_lowercase().as_str());
    headers.filter(counts).map(|(name, value)| (name.clone(), json!(value))).collect::<Map<_, _>>().into()
}

fn prompt(openai: &OpenAiSpec, root: &Path) -> Option<Result<Json, Trouble>> {
    openai.prompt.as_ref().map(|prompt| named("prompt", prompt, root))
}

/// Returns the file that the user named, with its hash.
fn named(field: &'static str, path: &str, root: &Path) -> Result<Json, Trouble> {
    let file = root.join(path);
    let failed = |message: String, help: &str| Err(Trouble::new(field, message, help));
    match fs::metadata(&file) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => failed(
            format!("{} does not exist", file.display()),
            &format!("make it, or take it out of {field}"),
        ),
        Err(error) => failed(format!("cannot read {}: {error}", file.display()), "name a file"),
        Ok(metadata) if metadata.is_dir() => {
            failed(format!("{} is a folder", file.display()), "list its files")
        }
        Ok(metadata) if !metadata.is_file() => {
            failed(format!("{} is not a regular file", file.display()), "name a file")
        }
        Ok(_) => match sha256(&file) {
            Ok(sha256) => Ok(json!({"path": path, "sha256": sha256})),
            Err(error) => failed(format!("cannot read {}: {error}", file.display()), "make it readable"),
        },
    }
}

/// Returns the files that arguments name, from where the program runs, such as `my.py` and `--config=my.toml`.
fn arguments(program: &ProgramSpec, root: &Path) -> Vec<Json> {
    let cwd = program.cwd.as_ref().map_or_else(|| root.to_owned(), |cwd| root.join(cwd));
    let mut files = Vec::new();
    for word in &program.argv {
        let behind = word.split_once('=').map(|(_, value)| value);
        for path in [Some(word.as_str()), behind].into_iter().flatten() {
            files.extend(argument(path, &cwd));
        }
    }
    files
}

/// Returns the file that an argument names; nothing for the programs of the system, which carry a version elsewhere.
fn argument(path: &str, cwd: &Path) -> Option<Json> {
    if path.is_empty() || is_of_system(Path::new(path), cwd) {
        return None;
    }
    let file = cwd.join(path);
    let metadata = fs::metadata(&file).ok().filter(fs::Metadata::is_file)?;
    if metadata.len() > UNASKED_BYTES_MAX {
        return Some(json!({"path": path, "bytes": metadata.len()}));
    }
    Some(json!({"path": path, "sha256": sha256(&file).ok()?}))
}

/// Says whether a path is absolute and leads out of the folder where the program runs.
fn is_of_system(path: &Path, cwd: &Path) -> bool {
    let real = |path: &Path| -> Option<PathBuf> {
        let path = if path.as_os_str().is_empty() { Path::new(".") } else { path };
        fs::canonicalize(path).ok()
    };
    path.is_absolute() && !real(path).zip(real(cwd)).is_some_and(|(path, cwd)| path.starts_with(cwd))
}

fn sha256(path: &Path) -> io::Result<String> {
    let mut file = OpenOptions::new().read(true).open(path)?;
    let mut hasher = Sha256::new();
    let mut buffer = vec![0; 1 << 16];
    loop {
        let n_bytes = file.read(&mut buffer)?;
        if n_bytes == 0 {
            break;
        }
        hasher.update(buffer.get(..n_bytes).expect("a read returns no more than the buffer holds"));
    }
    Ok(hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::project::HttpSpec;
    use crate::store::write_atomically;

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
        let before = fingerprint(&spec, &folder.0).unwrap();
        let json: Json = serde_json::from_str(&before).unwrap();
        let paths: Vec<&str> =
            json["files"].as_array().unwrap().iter().filter_map(|file| file["path"].as_str()).collect();
        assert_eq!(paths, ["my.py", "sub/c.toml"]);
        folder.write("sub/c.toml", "b");
        assert_ne!(fingerprint(&spec, &folder.0).unwrap(), before);
        folder.write("sub/c.toml", "a");
        assert_eq!(fingerprint(&spec, &folder.0).unwrap(), before, "only content counts");
    }

    #[test]
    fn a_script_is_looked_for_where_the_program_runs() {
        let folder = Folder::new("cwd");
        folder.write("sub/my.py", "1");
        let program = ProgramSpec { cwd: Some("sub".to_owned()), ..program("python3 my.py") };
        let spec = ExtractorSpec::new("x", SourceSpec::Command(program));
        assert!(fingerprint(&spec, &folder.0).unwrap().contains("\"path\":\"my.py\",\"sha256\""));
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
        let prints: BTreeSet<String> =
            others.iter().chain([&plain]).map(|spec| fingerprint(spec, root).unwrap()).collect();
        assert_eq!(prints.len(), others.len() + 1);
        let mut patient = ExtractorSpec { name: "y".to_owned(), ..plain.clone() };
        patient.policy.retries = 7;
        assert_eq!(fingerprint(&patient, root), fingerprint(&plain, root));
    }

    #[test]
    fn a_key_in_a_header_is_not_stored() {
        let headers = [("Authorization", "Bearer abc"), ("X-Mode", "fast")];
        let headers = headers.map(|(name, value)| (name.to_owned(), value.to_owned())).into();
        let spec =
            ExtractorSpec::new("x", SourceSpec::Http(HttpSpec { url: "http://a".to_owned(), headers }));
        let print = fingerprint(&spec, Path::new("")).unwrap();
        assert!(print.contains("X-Mode") && !print.contains("abc"), "{print}");
    }
}
