//! Measures what labellers wait for: whole processes over corpora of five and of ten thousand articles.
//!
//! `cargo bench --bench labels` makes a corpus in the temporary folder and prints time by the clock on the wall and the peak
//! of memory, each the median or the most of several runs; `-- DIR` makes the corpus there and leaves it.

#![expect(
    clippy::disallowed_methods,
    reason = "a benchmark reads the clock, starts processes and makes files"
)]

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use std::time::Instant;

use karat::article::text_sha256;

/// How many articles the large corpus has.
const N_ARTICLES: u64 = 10_000;
/// How many facts each of them has.
const N_FACTS: u64 = 10;
/// How many runs a figure is the median of.
const N_RUNS: usize = 5;

/// What is measured in each corpus.
const COMMANDS: [&[&str]; 4] = [&["lint"], &["corpus"], &["fmt", "--check"], &["schema", "--check"]];

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if !arguments.iter().any(|argument| argument == "--bench") {
        println!("benches/labels.rs measures only under `cargo bench --bench labels`");
        return;
    }
    if let Some(folder) = arguments.iter().find(|argument| !argument.starts_with('-')) {
        write_corpus(Path::new(folder));
        return;
    }
    let repository = Path::new(env!("CARGO_MANIFEST_DIR"));
    let scratch = Scratch::new();
    write_corpus(&scratch.0);
    println!("{:<44} {:>10} {:>10}", "what", "time (ms)", "peak (MB)");
    for (folder, name) in [(repository, "five articles"), (&scratch.0, "10,000 articles")] {
        for command in COMMANDS {
            measure(&format!("karat {}, {name}", command.join(" ")), command, folder);
        }
    }
}

/// Runs a command several times and prints the median of its time and the most of its memory.
fn measure(what: &str, arguments: &[&str], folder: &Path) {
    let mut times = Vec::new();
    let mut peak = 0;
    for _ in 0..N_RUNS {
        let start = Instant::now();
        let mut command = Command::new(env!("CARGO_BIN_EXE_karat"));
        command
            .args(arguments)
            .current_dir(folder)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        let mut child = command.spawn().expect("the binary was built for the benchmark");
        peak = peak.max(watch(&mut child));
        times.push(start.elapsed().as_secs_f64() * 1e3);
        let code = child.wait().expect("it was started here").code();
        assert!(matches!(code, Some(0 | 1)), "{what} did not look at the files: {code:?}");
    }
    times.sort_by(f64::total_cmp);
    println!("{what:<44} {:>10.1} {:>10.1}", times[times.len() / 2], peak as f64 / 1000.0);
}

/// Waits for a process and returns the last peak of its memory that was seen, in kB; 0 where the system does not say.
fn watch(child: &mut Child) -> u64 {
    let status = format!("/proc/{}/status", child.id());
    let mut peak = 0;
    while child.try_wait().expect("it was started here").is_none() {
        let seen = fs::read_to_string(&status).unwrap_or_default();
        let line = seen.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        peak = peak.max(line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or(0));
        std::thread::sleep(Duration::from_micros(500));
    }
    peak
}

/// A folder that is gone at the end.
struct Scratch(PathBuf);

impl Scratch {
    fn new() -> Self {
        Self(std::env::temp_dir().join(format!("karat-labels-{}", std::process::id())))
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Numbers that look like chance and are the same on every machine (SplitMix64).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % n
    }

    fn one_of<T: Copy>(&mut self, among: &[T]) -> T {
        among[usize::try_from(self.roll(among.len() as u64)).expect("an index")]
    }
}

/// Writes a corpus with the schema and entities of this repository: articles of some 2 KB whose gold, of ten facts and some
/// 4 KB, lints clean.
fn write_corpus(folder: &Path) {
    let repository = Path::new(env!("CARGO_MANIFEST_DIR"));
    for made in ["seeds", "gold", ".git"] {
        fs::create_dir_all(folder.join(made)).expect("the folder can be made");
    }
    for name in ["gold/schema.yaml", "gold/entities.yaml"] {
        fs::copy(repository.join(name), folder.join(name)).expect("the repository has it");
    }
    fs::write(folder.join("karat.yaml"), "karat: 1\n").expect("the folder was made");
    let mut dice = Dice(1);
    for index in 0..N_ARTICLES {
        let (text, gold) = article(index, &mut dice);
        fs::write(folder.join(format!("seeds/a{index:05}.txt")), text).expect("the folder was made");
        fs::write(folder.join(format!("gold/a{index:05}.yaml")), gold).expect("the folder was made");
    }
}

const SYLLABLES: [&str; 18] = [
    "ba", "co", "dé", "lu", "mi", "ra", "so", "ti", "vé", "nou", "pla", "gri", "ton", "ler", "chan", "fi",
    "mou", "sé",
];
const MONTHS: [&str; 6] = ["janvier", "février", "avril", "juin", "septembre", "novembre"];
const MONTH_NUMBERS: [u64; 6] = [1, 2, 4, 6, 9, 11];

fn filler(dice: &mut Dice, n_words: u64) -> String {
    let mut text = String::from("Or");
    for _ in 0..n_words {
        text.push(' ');
        for _ in 0..=dice.roll(3) {
            text.push_str(dice.one_of(&SYLLABLES));
        }
    }
    text.push('.');
    text
}

/// Returns an article and its gold; every fact has its own number and day.
fn article(index: u64, dice: &mut Dice) -> (String, String) {
    let (mut text, mut facts) = (String::new(), String::new());
    for fact in 0..N_FACTS {
        let count = 3 + fact * 90 + dice.roll(90);
        let (effect, verb) = dice.one_of(&[("killed", "tués"), ("wounded", "blessés")]);
        let month = usize::try_from(dice.roll(6)).expect("an index");
        let (day, name, number) = (2 + dice.roll(26), MONTHS[month], MONTH_NUMBERS[month]);
        let quote = format!("au moins {count} soldats ont été {verb} le {day} {name} 2022");
        let (before, after) = (5 + dice.roll(6), 4 + dice.roll(6));
        let (before, after) = (filler(dice, before), filler(dice, after));
        write!(text, "{before} Selon l’Arménie, {quote}. {after}\n\n").expect("a string");
        write!(
            facts,
            "\n  toll-{fact}:\n    casualties:\n      count: at least {count}\n      effect: {effect}\n      who: \
             soldiers\n      during: 2022-{number:02}-{day:02}\n    said_by: armenia\n    quote: {quote}\n    needs: \
             [bound, relay, attribution]\n    note: the figure of the first dispatch, printed again the day after\n"
        )
        .expect("a string");
    }
    let gold = format!(
        "# yaml-language-server: $schema=./gold.schema.json\nkarat: 1\narticle:\n  language: fr\n  published: \
         2022-12-30\n  published_from: metadata\n  sha256: [{}]\ncluster: event-{}\ncoverage:\n  exhaustive: \
         [casualties]\nstatus: labelled\nsplit: {}\nannotators: [{{by: annotator-a, role: labeller, at: \
         2026-11-20}}]\n\nfacts:{facts}\ndistractors: {{}}\nignore: []\nrejected: {{}}\n",
        text_sha256(&text),
        index / 4,
        if index.is_multiple_of(5) { "test" } else { "dev" },
    );
    (text, gold)
}
