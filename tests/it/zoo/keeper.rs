//! Runs an animal of `tests/zoo` for the articles a, b and c, and looks at what it left behind.

#![expect(
    clippy::disallowed_methods,
    reason = "these tests run programs, bound their time and look at /proc"
)]

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
use std::time::Instant;

use karat::extract::answer::read_answer;
use karat::extract::command::CommandSource;
use karat::extract::environment::Environment;
use karat::extract::failure::Failure;
use karat::extract::process::ProgramSetup;
use karat::extract::request::encode_request;
use karat::extract::source::{Ask, Cancel, Late, Reply, Source};
use karat::extract::worker::WorkerSource;
use karat::extract::{Outcome, Request};
use karat::project::{EnvSpec, Policy, ProgramSpec, StdinKind};
use karat::schema::Schema;
use karat::schema::entities::Entities;
use karat::text::prepared::ArticleText;

const SCHEMA: &str = "karat_schema: 1
semantics: 1
types:
  flood:
    slots:
      level: {kind: count, key: true}
";

/// The longest that the system may take for what it does besides waiting for timeouts.
const SLACK: Duration = Duration::from_secs(20);

/// How a program is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Command,
    Worker,
}

/// A program and how patient its keeper is.
#[derive(Clone, Debug)]
pub(crate) struct Cage {
    pub(crate) program: ProgramSpec,
    pub(crate) policy: Policy,
    /// Says in the environment of everything that is started here where it was started.
    name: String,
}

impl Cage {
    /// Returns a cage for an animal that ends by itself.
    pub(crate) fn new(animal: &str) -> Self {
        let interpreter = if animal.ends_with(".py") { "python3" } else { "sh" };
        Self::of(&[interpreter, folder().join(animal).to_str().unwrap()])
    }

    /// Returns a cage for any program.
    pub(crate) fn of(argv: &[&str]) -> Self {
        static N_CAGES: AtomicUsize = AtomicUsize::new(0);
        let name = format!("{}-{}", std::process::id(), N_CAGES.fetch_add(1, Ordering::Relaxed));
        let env = EnvSpec { only: None, set: [("ZOO".to_owned(), name.clone())].into_iter().collect() };
        let argv = argv.iter().map(|word| (*word).to_owned()).collect();
        Self {
            program: ProgramSpec { argv, cwd: None, env, stdin: StdinKind::Request },
            policy: Policy {
                timeout: Duration::from_secs(60),
                output_bytes_max: 1 << 20,
                ..Policy::default()
            },
            name,
        }
    }

    /// Returns the same for an animal that never ends.
    pub(crate) fn impatient(mut self) -> Self {
        self.policy.timeout = Duration::from_millis(1500);
        self
    }

    pub(crate) fn setup(&self) -> ProgramSetup {
        let environment: Environment = std::env::vars_os().collect();
        ProgramSetup::new(&self.program, &folder(), &environment, &self.policy).unwrap()
    }

    pub(crate) fn source(&self, kind: Kind, n_workers: usize) -> Box<dyn Source> {
        match kind {
            Kind::Command => Box::new(CommandSource::new(self.setup())),
            Kind::Worker => Box::new(WorkerSource::new(self.setup(), n_workers)),
        }
    }

    /// Returns the processes of this cage that are alive.
    fn living(&self) -> Vec<String> {
        let mark = format!("ZOO={}", self.name);
        let is_ours = |pid: &str| {
            let environ = std::fs::read(format!("/proc/{pid}/environ")).unwrap_or_default();
            environ.split(|byte| *byte == 0).any(|variable| variable == mark.as_bytes())
        };
        processes().into_iter().filter(|pid| is_ours(pid)).collect()
    }
}

/// Returns the folder of the animals.
pub(crate) fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/zoo")
}

fn processes() -> Vec<String> {
    let entries = std::fs::read_dir("/proc").into_iter().flatten().flatten();
    let names = entries.filter_map(|entry| entry.file_name().into_string().ok());
    names.filter(|name| name.bytes().all(|byte| byte.is_ascii_digit())).collect()
}

/// Returns the dead children of this program that nobody has waited for.
fn zombies() -> Vec<String> {
    let own = std::process::id().to_string();
    let is_zombie = |pid: &String| {
        let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
        let fields = stat.rsplit_once(')').map_or(Vec::new(), |(_, rest)| rest.split_whitespace().collect());
        fields.first() == Some(&"Z") && fields.get(1) == Some(&own.as_str())
    };
    processes().into_iter().filter(is_zombie).collect()
}

/// Asserts that nothing of a cage is alive, and that what is dead was waited for.
pub(crate) fn check_nothing_is_left(cage: &Cage) {
    if cfg!(not(target_os = "linux")) {
        return;
    }
    assert_eq!(cage.living(), Vec::<String>::new(), "{:?} left processes", cage.program.argv);
    check_the_dead_are_reaped(cage);
}

/// Asserts that what is dead is waited for.
pub(crate) fn check_the_dead_are_reaped(cage: &Cage) {
    // Other tests have programs that end just now.
    let mut dead = zombies();
    let deadline = Instant::now() + SLACK;
    while !dead.is_empty() {
        assert!(Instant::now() < deadline, "{:?}: nobody waits for {dead:?}", cage.program.argv);
        std::thread::sleep(Duration::from_millis(10));
        let still = zombies();
        dead.retain(|pid| still.contains(pid));
    }
}

/// Asks for one article.
pub(crate) fn ask_text(
    source: &dyn Source,
    id: &str,
    text: &ArticleText,
    cancel: &Cancel,
) -> Result<Reply, Failure> {
    let (schema, _) = Schema::decode("schema.yaml", SCHEMA);
    let (schema, entities) = (schema.unwrap(), Entities::default());
    let request = request(id, text, &schema, &entities);
    let body = encode_request(&request);
    source.ask(&Ask { request: &request, body: &body, cancel })
}

/// Asks for one short article.
pub(crate) fn ask(source: &dyn Source, id: &str) -> Result<Reply, Failure> {
    ask_text(source, id, &ArticleText::new("La Loire monte."), &Cancel::default())
}

fn request<'a>(
    id: &'a str,
    text: &'a ArticleText,
    schema: &'a Schema,
    entities: &'a Entities,
) -> Request<'a> {
    Request { id, text, language: "fr", published: None, timezone: None, schema, entities, views: &[] }
}

/// Shows an outcome as the tables of these tests do: `timeout`, or `2 facts, 1 remark, left children`.
pub(crate) fn shown(id: &str, answer: &Result<Reply, Failure>) -> String {
    let reply = match answer {
        Ok(reply) => reply,
        Err(failure) => return failure.kind.word().to_owned(),
    };
    let (schema, _) = Schema::decode("schema.yaml", SCHEMA);
    let (schema, entities, text) =
        (schema.unwrap(), Entities::default(), ArticleText::new("La Loire monte."));
    let request = request(id, &text, &schema, &entities);
    let predictions = match read_answer(&reply.answer_line(), &request) {
        Outcome::Answered(predictions) => predictions,
        Outcome::Failed(failure) => return failure.kind.word().to_owned(),
    };
    let mut shown = format!("{} facts", predictions.len());
    let n_remarks: usize = predictions.iter().map(|prediction| prediction.remarks.len()).sum();
    if n_remarks > 0 {
        write!(shown, ", {n_remarks} remarks").unwrap();
    }
    for oddity in &reply.oddities {
        write!(shown, ", {}", oddity.word()).unwrap();
    }
    shown
}

/// Runs a cage for the articles a, b and c: commands all at once, a worker one after the other.
pub(crate) fn run(cage: &Cage, kind: Kind) -> ([Result<Reply, Failure>; 3], Vec<Late>) {
    let source = cage.source(kind, 1);
    let answers = match kind {
        Kind::Command => std::thread::scope(|scope| {
            let source = &*source;
            ["a", "b", "c"]
                .map(|id| scope.spawn(move || ask(source, id)))
                .map(|thread| thread.join().unwrap())
        }),
        Kind::Worker => ["a", "b", "c"].map(|id| ask(&*source, id)),
    };
    (answers, source.finish())
}

/// Runs an animal: a and c are answered as ever, b comes out as expected, nothing is left, and it takes no longer than
/// three timeouts.
pub(crate) fn check(cage: &Cage, kind: Kind, expected: &str) {
    let began = Instant::now();
    let (answers, late) = run(cage, kind);
    let elapsed = began.elapsed();
    let mut found: Vec<String> =
        ["a", "b", "c"].iter().zip(&answers).map(|(id, answer)| shown(id, answer)).collect();
    for Late { id, failure } in late {
        let index =
            ["a", "b", "c"].iter().position(|known| *known == id).expect("late for one of the articles");
        found[index] = format!("{} late", failure.kind.word());
    }
    let details: Vec<String> = answers
        .iter()
        .filter_map(|answer| answer.as_ref().err())
        .map(|failure| format!("{} [{}]", failure.detail, failure.stderr))
        .collect();
    let argv = &cage.program.argv;
    assert_eq!(found, ["1 facts", expected, "1 facts"], "{argv:?} as {kind:?}: {details:?}");
    check_nothing_is_left(cage);
    let most = (cage.policy.timeout + Duration::from_secs(1)) * 3 + SLACK;
    assert!(elapsed < most, "{argv:?} as {kind:?} took {elapsed:?}");
}

/// Runs animals that end by themselves, as commands and as workers.
pub(crate) fn check_table(rows: &[(&str, &str, &str)]) {
    for (animal, as_command, as_worker) in rows {
        for (kind, expected) in [(Kind::Command, as_command), (Kind::Worker, as_worker)] {
            let cage = Cage::new(&format!("{animal}.sh"));
            let waits = matches!(*expected, "timeout" | "ignored SIGTERM") || expected.ends_with(FOR_EVER);
            let cage = if waits { cage.impatient() } else { cage };
            check(&cage, kind, expected.trim_end_matches(FOR_EVER));
        }
    }
}

/// Behind an outcome: the animal goes on for ever all the same.
const FOR_EVER: &str = " …";
