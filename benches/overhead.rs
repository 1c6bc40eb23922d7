//! Measures what karat adds to running an extractor: each figure beside its floor, taken in the same run.
//!
//! `cargo bench --bench overhead` prints the table; `-- worker` measures one part. Medians, by the clock on the wall; the
//! floor is the same program or the same bytes without karat. Needs `sed`, `perl`, and Linux for the peak of memory.

#![expect(
    clippy::disallowed_methods,
    reason = "a benchmark reads the clock, starts processes and makes files"
)]

use std::fs;
use std::hint::black_box;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Instant;

use karat::corpus::{Corpus, Folders};
use karat::extract::answer::encode_outcome;
use karat::extract::command::CommandSource;
use karat::extract::environment::Environment;
use karat::extract::gold::{Drafts, gold_predictions};
use karat::extract::process::ProgramSetup;
use karat::extract::request::encode_request;
use karat::extract::secrets::Secrets;
use karat::extract::source::Source;
use karat::extract::worker::WorkerSource;
use karat::extract::{Outcome, Request};
use karat::project::{Policy, ProgramSpec};
use karat::run::{Asked, Options, Remote, run};

/// How many articles a run has.
const N_ARTICLES: usize = 1000;
/// How many processes are started on either side.
const N_STARTS: usize = 300;
/// How many runs a figure is the median of.
const N_RUNS: usize = 7;

/// A program that reads one request and answers with no facts.
const COMMAND: [&str; 3] = ["sed", "-n", "$c {\"facts\":[]}"];
/// A program that answers each line with no facts.
const WORKER: [&str; 3] = [
    "perl",
    "-ne",
    "$| = 1; /\"id\":\"([^\"]*)\"/ and print \"{\\\"id\\\":\\\"$1\\\",\\\"facts\\\":[]}\\n\"",
];

fn main() {
    if !std::env::args().any(|argument| argument == "--bench") {
        println!("benches/overhead.rs measures only under `cargo bench --bench overhead`");
        return;
    }
    let corpus = Corpus::load(&folders(repository(), "seeds", "gold"));
    let wanted: Vec<String> =
        std::env::args().skip(1).filter(|argument| !argument.starts_with('-')).collect();
    let parts: [(&str, &dyn Fn()); 4] = [
        ("command", &|| commands(&corpus)),
        ("worker", &|| workers(&corpus)),
        ("cache", &|| cached(&corpus)),
        ("file", &files),
    ];
    println!("{:<70} {:>10}  unit", "what, with the floor under it", "median");
    for (part, measure) in parts {
        if wanted.is_empty() || wanted.iter().any(|word| word == part) {
            measure();
        }
    }
}

fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn folders(root: &Path, articles: &str, gold: &str) -> Folders {
    Folders { articles: root.join(articles), gold: root.join(gold), is_other_edition: false }
}

fn show(what: &str, figure: f64, unit: &str) {
    println!("{what:<70} {figure:>10.1}  {unit}");
}

fn median(mut figures: Vec<f64>) -> f64 {
    figures.sort_by(f64::total_cmp);
    figures[figures.len() / 2]
}

/// Returns how long something takes, in microseconds.
fn time_us(what: impl FnOnce()) -> f64 {
    let start = Instant::now();
    what();
    start.elapsed().as_secs_f64() * 1e6
}

/// Returns the ids of so many articles.
fn ids(n_articles: usize) -> Vec<String> {
    (0..n_articles).map(|index| format!("a{index:04}")).collect()
}

/// Returns requests for the articles of a corpus over and over, each under its own id.
fn requests<'a>(corpus: &'a Corpus, ids: &'a [String]) -> Vec<Request<'a>> {
    let entries = corpus.entries.iter().cycle();
    ids.iter().zip(entries).map(|(id, entry)| Request { id, ..Request::new(corpus, entry) }).collect()
}

fn setup(argv: &[&str]) -> ProgramSetup {
    let argv = argv.iter().copied().map(str::to_owned).collect();
    let program = ProgramSpec { argv, ..ProgramSpec::default() };
    let environment: Environment = std::env::vars_os().collect();
    ProgramSetup::new(&program, repository(), &environment, &Policy::default()).expect("the program is named")
}

fn remote(source: impl Source + Send + 'static) -> Remote {
    Remote {
        name: "bench".to_owned(),
        source: Box::new(source),
        policy: Policy::default(),
        transform: None,
        offsets: None,
        price: None,
        fingerprint: "bench".to_owned(),
        secrets: Secrets::default(),
    }
}

/// Asks for all articles, and insists on an answer for each.
fn ask(remote: &Remote, requests: &[Request<'_>], options: &Options) -> f64 {
    time_us(|| {
        let answers = run(Asked::Outside(remote), requests, options, &|_| ());
        for answered in answers.answers.iter().flatten() {
            assert_eq!(answered.outcome, Outcome::Answered(Vec::new()), "the program answers");
        }
    })
}

fn start(argv: &[&str]) -> Child {
    let mut command = Command::new(argv[0]);
    command.args(&argv[1..]).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command.spawn().expect("the program starts")
}

/// A process for each article, beside the same program started and fed by the standard library.
fn commands(corpus: &Corpus) {
    let ids = ids(N_STARTS);
    let requests = requests(corpus, &ids);
    let remote = remote(CommandSource::new(setup(&COMMAND)));
    let (mut ours, mut floor) = (Vec::new(), Vec::new());
    for request in &requests {
        ours.push(ask(&remote, std::slice::from_ref(request), &Options::default()));
        floor.push(time_us(|| {
            let mut child = start(&COMMAND);
            let mut stdin = child.stdin.take().expect("it is piped");
            stdin.write_all(encode_request(request).as_bytes()).expect("the program reads");
            drop(stdin);
            black_box(child.wait_with_output().expect("the program ends"));
        }));
    }
    let (ours, floor) = (median(ours), median(floor));
    show("command, per article", ours, "µs");
    show("  floor: fork, exec, feed and wait, by the standard library", floor, "µs");
    show("  karat adds (300 at most)", ours - floor, "µs");
}

/// A program that lives on, beside a ping-pong with it over pipes.
fn workers(corpus: &Corpus) {
    let ids = ids(N_ARTICLES);
    let requests = requests(corpus, &ids);
    let each = |total: f64| total / N_ARTICLES as f64;
    let (mut ours, mut floor) = (Vec::new(), Vec::new());
    for _ in 0..N_RUNS {
        ours.push(each(ask(&remote(WorkerSource::new(setup(&WORKER), 1)), &requests, &Options::default())));
        floor.push(each(time_us(|| ping_pong(&requests))));
    }
    let (ours, floor) = (median(ours), median(floor));
    show("worker, round trip of an article", ours, "µs");
    show("  floor: write a line, read a line", floor, "µs");
    show("  karat adds (100 at most)", ours - floor, "µs");
}

fn ping_pong(requests: &[Request<'_>]) {
    let mut child = start(&WORKER);
    let mut stdin = child.stdin.take().expect("it is piped");
    let mut stdout = BufReader::new(child.stdout.take().expect("it is piped"));
    let mut line = String::new();
    for request in requests {
        let mut body = encode_request(request);
        body.push('\n');
        stdin.write_all(body.as_bytes()).expect("the program reads");
        line.clear();
        stdout.read_line(&mut line).expect("the program answers");
    }
    drop(stdin);
    child.wait().expect("the program ends");
}

/// Answers that are kept, beside reading as many small files.
fn cached(corpus: &Corpus) {
    let folder = Scratch::new("cache");
    let ids = ids(N_ARTICLES);
    let requests = requests(corpus, &ids);
    let options = Options { cache: Some(folder.0.join("cache")), ..Options::default() };
    let worker = remote(WorkerSource::new(setup(&WORKER), 1));
    let filled = ask(&worker, &requests, &options);
    let nobody = remote(WorkerSource::new(setup(&["false"]), 1));
    let ours = median((0..N_RUNS).map(|_| ask(&nobody, &requests, &options)).collect());
    let names: Vec<PathBuf> = ids.iter().map(|id| folder.0.join(id)).collect();
    for name in &names {
        fs::write(name, [b' '; 300]).expect("the folder can be written");
    }
    let read = || names.iter().for_each(|name| drop(black_box(fs::read(name).expect("it was written"))));
    let floor = median((0..N_RUNS).map(|_| time_us(read)).collect());
    show("1,000 articles asked and kept", filled / 1000.0, "ms");
    show("1,000 cached articles (100 at most)", ours / 1000.0, "ms");
    show("  floor: read as many files of 300 bytes", floor / 1000.0, "ms");
}

/// Whole processes over answers in a file, beside one that only counts its bytes.
fn files() {
    let Some(karat) = option_env!("CARGO_BIN_EXE_karat") else {
        println!("file: needs the feature cli");
        return;
    };
    let demo = Scratch::new("demo");
    let made = Command::new(karat).args(["init", "."]).current_dir(&demo.0).stdout(Stdio::null()).status();
    assert!(made.is_ok_and(|status| status.success()), "karat init makes a corpus");
    let corpora = [
        ("that of karat init: three facts", demo.0.clone()),
        ("recalls: nine facts", repository().join("examples/recalls")),
        ("seeds: forty facts", repository().into()),
    ];
    for (what, root) in corpora {
        let scratch = Scratch::new("file");
        let n_bytes = thousandfold(&Corpus::load(&folders(&root, "seeds", "gold")), &root, &scratch.0);
        println!("1,000 articles like {what}, a file of {:.1} MB:", n_bytes as f64 / 1e6);
        let answers = scratch.0.join("answers.jsonl");
        let score = ["score", "--predictions", "answers.jsonl"];
        process("  karat score --predictions (200 ms and 40 MB at most)", karat, &score, &scratch.0);
        process("  of which without any answer: karat score none", karat, &["score", "none"], &scratch.0);
        process("  floor: wc", "wc", &["answers.jsonl"], &scratch.0);
        let parse = || {
            let text = fs::read_to_string(&answers).expect("it was written");
            for line in text.lines() {
                black_box(serde_json::from_str::<serde_json::Value>(line).expect("it is JSON"));
            }
        };
        show("  floor: serde_json", median((0..N_RUNS).map(|_| time_us(parse)).collect()) / 1000.0, "ms");
    }
}

/// Writes a corpus of copies with the gold as answers, and returns how long the file of answers is.
fn thousandfold(corpus: &Corpus, root: &Path, folder: &Path) -> usize {
    for name in ["seeds", "gold"] {
        fs::create_dir_all(folder.join(name)).expect("the folder can be written");
    }
    let copy =
        |from: String, to: String| fs::copy(root.join(from), folder.join(to)).expect("it can be copied");
    for name in ["schema", "entities"] {
        copy(format!("gold/{name}.yaml"), format!("gold/{name}.yaml"));
    }
    let mut answers = String::new();
    for (id, entry) in ids(N_ARTICLES).iter().zip(corpus.entries.iter().cycle()) {
        let name = entry.article.id();
        copy(format!("seeds/{name}.txt"), format!("seeds/{id}.txt"));
        copy(format!("gold/{name}.yaml"), format!("gold/{id}.yaml"));
        let outcome = Outcome::Answered(gold_predictions(&entry.gold, Drafts::LeftOut));
        answers.push_str(&encode_outcome(id, &outcome, &corpus.schema));
        answers.push('\n');
    }
    fs::write(folder.join("answers.jsonl"), &answers).expect("the folder can be written");
    answers.len()
}

/// Shows how long a process takes and how much memory at its peak.
fn process(what: &str, program: &str, arguments: &[&str], folder: &Path) {
    let (mut times, mut peak) = (Vec::new(), None);
    for _ in 0..N_RUNS {
        let mut command = Command::new(program);
        command.args(arguments).current_dir(folder);
        let start = Instant::now();
        let mut child =
            command.stdin(Stdio::null()).stdout(Stdio::null()).spawn().expect("the program starts");
        let (status, most) = watch(&mut child);
        times.push(start.elapsed().as_secs_f64() * 1e3);
        assert!(status, "{program} {arguments:?} failed");
        peak = peak.max(most);
    }
    show(what, median(times), "ms");
    if let Some(kilobytes) = peak {
        show("    at its peak", kilobytes as f64 / 1000.0, "MB");
    }
}

/// Waits for a process, and returns whether it succeeded and the last peak of its memory that was seen, in kB.
fn watch(child: &mut Child) -> (bool, Option<u64>) {
    let status = format!("/proc/{}/status", child.id());
    let mut peak = None;
    loop {
        let seen = fs::read_to_string(&status).unwrap_or_default();
        let line = seen.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        peak = peak.max(line.and_then(|line| line.split_whitespace().next()?.parse().ok()));
        if let Some(status) = child.try_wait().expect("it was started here") {
            return (status.success(), peak);
        }
        std::thread::sleep(std::time::Duration::from_micros(200));
    }
}

/// A folder that is gone at the end.
struct Scratch(PathBuf);

impl Scratch {
    fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("karat-overhead-{}-{name}", std::process::id()));
        fs::create_dir_all(&folder).expect("the folder can be made");
        Self(folder)
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}
