//! Measures how fast karat is: prints medians, beside a peer where there is one.
//!
//! `cargo bench --bench speed` prints the table. Times are by the clock on the wall, of one core, each the median of
//! several batches: on a busy machine only the ratios to a peer, taken in the same run, can be trusted.

#![expect(clippy::disallowed_methods, reason = "a benchmark reads the clock and starts processes")]

use std::hint::black_box;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use karat::align::objective::{Gain, Objective, best_pairs};
use karat::align::pair::Rules;
use karat::assignment::assign;
use karat::compare::Comparison;
use karat::compare::count::compare_counts;
use karat::compare::date::{DateContext, compare_dates};
use karat::compare::duration::compare_durations;
use karat::compare::slot::{Context, compare_slots};
use karat::corpus::{Corpus, Entry, Folders};
use karat::evaluate::rows::fact_rows;
use karat::evaluate::{Evaluation, Selection};
use karat::extract::gold::{Drafts, gold_predictions};
use karat::extract::rules::RulesExtractor;
use karat::extract::{Extractor, Outcome, Request};
use karat::fact::Prediction;
use karat::gold::GoldFact;
use karat::mention::count::counts;
use karat::mention::duration::durations;
use karat::mention::moment::moments;
use karat::schema::SlotSpec;
use karat::score::{Key, Settings, collapse, judge, judge_facts};
use karat::text::prepared::ArticleText;
use karat::value::count::Count;
use karat::value::date::Date;
use karat::value::duration::Duration;
use karat::value::{Kind, Language, Slot};
use pathfinding::kuhn_munkres::kuhn_munkres;
use pathfinding::matrix::Matrix;

/// How many batches each figure is the median of.
const N_BATCHES: usize = 15;
/// How long one batch takes at least.
const BATCH_NS_MIN: u128 = 20_000_000;
/// How many facts an article of the benchmark has, on either side.
const N_FACTS: usize = 10;

fn main() {
    if !std::env::args().any(|argument| argument == "--bench") {
        println!("benches/speed.rs measures only under `cargo bench --bench speed`");
        return;
    }
    let corpus = Corpus::load(&folders());
    assert!(corpus.problems.is_empty(), "the gold of the repository lints clean: {:?}", corpus.problems);
    println!("# cargo bench --bench speed: medians of {N_BATCHES} batches, one core");
    println!("{:<58} {:>12}  unit", "what", "median");
    // `cargo bench --bench speed -- assign` measures one part.
    let wanted: Vec<String> =
        std::env::args().skip(1).filter(|argument| !argument.starts_with('-')).collect();
    let is_wanted = |part: &str| wanted.is_empty() || wanted.iter().any(|word| word == part);
    let parts: [(&str, &dyn Fn()); 7] = [
        ("compare", &|| comparisons(&corpus)),
        ("assign", &assignments),
        ("judge", &|| judgements(&corpus)),
        ("find", &finders),
        ("run", &|| whole_runs(&corpus)),
        ("rules", &|| rules(&corpus)),
        ("start", &starts),
    ];
    for (_, measure) in parts.iter().filter(|(part, _)| is_wanted(part)) {
        measure();
    }
}

/// Shows how fast the finders read two lengths of text: the same speed says that they are linear.
fn finders() {
    const SENTENCE: &str =
        "Depuis lundi, au moins 6 500 foyers ont attendu trois heures, de 9 h 30 à midi, le 3 mai 2021. ";
    let published = Date::parse("2021-05-04").expect("a date");
    for n_sentences in [1_000, 10_000] {
        let text = SENTENCE.repeat(n_sentences);
        let call = || {
            black_box(moments(&text, Language::French, Some(&published)));
            black_box(durations(&text, Language::French));
            black_box(counts(&text, Language::French));
        };
        let picoseconds = median_ps(call);
        let bytes_per_second = text.len() as u128 * 1_000_000_000_000 / picoseconds.max(1);
        let what = format!("moments, durations and counts in {} kB", text.len() / 1000);
        show(&what, bytes_per_second / 1_000_000, "MB/s");
    }
}

fn folders() -> Folders {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    Folders { articles: root.join("seeds"), gold: root.join("gold"), is_other_edition: false }
}

fn show(what: &str, median: u128, unit: &str) {
    println!("{what:<58} {median:>12}  {unit}");
}

/// Shows a time in the unit that suits it.
fn show_time(what: &str, picoseconds: u128) {
    match picoseconds {
        ..10_000_000 => show(what, picoseconds / 1000, "ns"),
        _ => show(what, picoseconds / 1_000_000, "µs"),
    }
}

/// Returns the median time of one call, in picoseconds.
fn median_ps(mut call: impl FnMut()) -> u128 {
    let mut time_ns = |n_calls: u128| {
        let start = Instant::now();
        for _ in 0..n_calls {
            call();
        }
        start.elapsed().as_nanos()
    };
    let once = time_ns(1).max(1);
    let n_calls = (BATCH_NS_MIN / once).max(1);
    let mut batches: Vec<u128> = (0..N_BATCHES).map(|_| time_ns(n_calls) * 1000 / n_calls).collect();
    batches.sort_unstable();
    batches[N_BATCHES / 2]
}

/// Compares every value of the gold with every other of its slot, kind by kind.
fn comparisons(corpus: &Corpus) {
    let dates = DateContext::default();
    let context = Context { entities: &corpus.entities, dates: &dates };
    rows_of_the_table(&dates);
    let kinds = [
        ("date", Kind::Date),
        ("instant", Kind::Instant),
        ("duration", Kind::Duration),
        ("count", Kind::Count),
        ("entity", Kind::Entity),
        ("enum", Kind::Enum),
        ("text", Kind::Text),
    ];
    for (name, kind) in kinds {
        let is_kind = |spec: &SlotSpec| spec.kind == kind && !spec.is_set;
        compare_all(&format!("compare {name}"), &pairs(corpus, is_kind), context);
    }
    compare_all(
        "compare set of entities",
        &pairs(corpus, |spec| spec.is_set && spec.kind == Kind::Entity),
        context,
    );
    compare_all(
        "compare set of words",
        &pairs(corpus, |spec| spec.is_set && spec.kind == Kind::Enum),
        context,
    );
}

/// Compares the pairs of the semantics table: every sort of date, count and duration, equal ones being rare.
fn rows_of_the_table(dates: &DateContext) {
    compare_rows(
        "date and instant",
        &["date", "instant"],
        |text| Date::parse(text).ok(),
        |gold, predicted| compare_dates(gold, predicted, dates),
    );
    compare_rows("count", &["count"], |text| Count::parse(text).ok(), compare_counts);
    compare_rows("duration", &["duration"], |text| Duration::parse(text).ok(), compare_durations);
}

fn compare_rows<V>(
    what: &str,
    kinds: &[&str],
    parse: impl Fn(&str) -> Option<V>,
    compare: impl Fn(&V, &V) -> Comparison,
) {
    let rows = karat::semantics::rows();
    let rows = rows.iter().filter(|row| kinds.contains(&row.kind.as_str()));
    let pairs: Vec<(V, V)> =
        rows.filter_map(|row| Some((parse(&row.gold)?, parse(&row.predicted)?))).collect();
    let all = median_ps(|| {
        for (gold, predicted) in &pairs {
            black_box(compare(black_box(gold), black_box(predicted)));
        }
    });
    show_time(
        &format!("compare {what} ({} rows of the semantics table)", pairs.len()),
        all / pairs.len() as u128,
    );
}

/// Returns (slot, gold value, other value) for all pairs of values that the gold states in the same slot.
fn pairs(corpus: &Corpus, is_wanted: impl Fn(&SlotSpec) -> bool) -> Vec<(&SlotSpec, &Slot, &Slot)> {
    let mut pairs = Vec::new();
    for (type_index, fact_type) in corpus.schema.types.iter().enumerate() {
        for (slot_index, spec) in fact_type.slots.iter().enumerate().filter(|(_, spec)| is_wanted(spec)) {
            let stated: Vec<&Slot> = facts(corpus)
                .filter(|fact| fact.fact.fact_type.index() == Some(type_index))
                .filter_map(|fact| fact.fact.slots[slot_index].as_ref())
                .filter(|slot| matches!(slot, Slot::Stated(_)))
                .collect();
            pairs
                .extend(stated.iter().flat_map(|gold| stated.iter().map(move |other| (spec, *gold, *other))));
        }
    }
    pairs
}

fn facts(corpus: &Corpus) -> impl Iterator<Item = &GoldFact> {
    corpus.entries.iter().flat_map(|entry| &entry.gold.facts)
}

fn compare_all(what: &str, pairs: &[(&SlotSpec, &Slot, &Slot)], context: Context<'_>) {
    if pairs.is_empty() {
        println!("{what:<58} {:>12}  the gold states none", "-");
        return;
    }
    let all = median_ps(|| {
        for (spec, gold, other) in pairs {
            black_box(compare_slots(black_box(gold), black_box(other), spec, context));
        }
    });
    let each = all / pairs.len() as u128;
    show_time(&format!("{what} ({} pairs of gold values)", pairs.len()), each);
}

/// A stream of numbers that is the same everywhere (xorshift64*, Vigna 2016).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, n: u64) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 32) % n
    }
}

fn assignments() {
    for n in [10_usize, 50, 200, 1000] {
        for (name, n_levels) in [("random credits", 1001), ("five levels", 5)] {
            let mut numbers = Numbers(0x006b_6172_6174);
            let step = 1000 / (n_levels - 1);
            let credits: Vec<i64> = (0..n * n)
                .map(|_| i64::try_from(numbers.below(n_levels) * step).expect("at most 1000"))
                .collect();
            let ours = median_ps(|| {
                black_box(assign(black_box(&credits), n, n));
            });
            show_time(&format!("assign {n} × {n}, {name}"), ours);
            let gains: Vec<Gain> = credits.iter().map(|credit| gain(*credit)).collect();
            let packed = median_ps(|| {
                black_box(best_pairs(black_box(&gains), n, n, Objective::CorrectFirst));
            });
            show_time(&format!("  with the ordered objective, {name}"), packed);
            let peer = peer_ps(&credits, n);
            show_time("  pathfinding::kuhn_munkres, sum only, no tie rule", peer);
            let tenths = peer * 10 / ours.max(1);
            let ratio = format!("{}.{}", tenths / 10, tenths % 10);
            println!("{:<58} {ratio:>12}  times", "  pathfinding / assign");
        }
    }
}

fn gain(credit: i64) -> Gain {
    let credit = u16::try_from(credit).expect("at most 1000");
    Gain { is_correct: credit == 1000, credit, ..Gain::default() }
}

/// Times the peer: a median up to 200 facts, a single run at 1,000. Both find the same sum.
fn peer_ps(credits: &[i64], n: usize) -> u128 {
    let matrix = Matrix::from_vec(n, n, credits.to_vec()).expect("a square");
    let start = Instant::now();
    let (sum, _) = kuhn_munkres(&matrix);
    let once = start.elapsed().as_nanos() * 1000;
    let pairs = assign(credits, n, n);
    let our_sum: i64 = pairs
        .iter()
        .enumerate()
        .filter_map(|(row, column)| column.map(|column| credits[row * n + column]))
        .sum();
    assert_eq!(our_sum, sum, "the peer finds another sum");
    if n > 200 {
        return once;
    }
    median_ps(|| {
        black_box(kuhn_munkres(black_box(&matrix)));
    })
}

/// Returns ten predictions for ten gold facts: four equal, three with a slot left out, three about other facts.
fn predictions(entry: &Entry) -> Vec<Prediction> {
    let mut predictions = gold_predictions(&entry.gold, Drafts::Included);
    assert!(predictions.len() >= N_FACTS + 3, "the gold has enough facts");
    let others = predictions.split_off(N_FACTS);
    predictions.truncate(7);
    for prediction in predictions.iter_mut().skip(4) {
        if let Some(slot) = prediction.fact.slots.iter_mut().rev().find(|slot| slot.is_some()) {
            *slot = None;
        }
    }
    predictions.extend(others.into_iter().take(3));
    predictions
}

fn judgements(corpus: &Corpus) {
    let entry = &corpus.entries[0];
    let article = entry.article.text();
    let key = Key::new(article, entry.gold.facts.iter().take(N_FACTS), &[], &entry.gold.coverage.types);
    let dates = DateContext::default();
    let rules =
        Rules { schema: &corpus.schema, context: Context { entities: &corpus.entities, dates: &dates } };
    let settings = Settings::default();
    let predictions = predictions(entry);
    let answers = collapse(article, &predictions);
    let per_second = |picoseconds: u128| 1_000_000_000_000 / picoseconds.max(1);

    let judged = median_ps(|| {
        black_box(judge_facts(article, &key, black_box(&answers), rules, settings));
    });
    show("judge 10 × 10, with losses, grounding known", per_second(judged), "articles/s");
    let judgement = judge(article, &key, answers.clone(), rules, settings);
    let shown = median_ps(|| {
        black_box(judge_facts(article, &key, black_box(&answers), rules, settings));
        black_box(fact_rows(black_box(&judgement), &key, &corpus.schema, settings.preset));
    });
    show("  and every explanation as text", per_second(shown), "articles/s");
    let grounded = median_ps(|| {
        let answers = collapse(article, black_box(&predictions));
        black_box(judge(article, &key, answers, rules, settings));
    });
    show("  grounding and collapsing included", per_second(grounded), "articles/s");
    show("  same article, its text", entry.article.text().as_str().len() as u128, "bytes");
}

fn whole_runs(corpus: &Corpus) {
    let selection = Selection::default();
    let evaluation = Evaluation::new(corpus, &selection, Settings::default());
    let entry = &corpus.entries[0];
    let predictions = gold_predictions(&entry.gold, Drafts::LeftOut);
    let n_facts = entry.gold.facts.len();
    let whole = median_ps(|| {
        black_box(evaluation.article(entry, Outcome::Answered(black_box(predictions.clone()))));
    });
    show_time(&format!("evaluate the gold of one article ({n_facts} facts, views)"), whole);
    let folders = folders();
    let loaded = median_ps(|| {
        black_box(Corpus::load(black_box(&folders)));
    });
    show_time(&format!("load the corpus ({} articles)", corpus.entries.len()), loaded);
    let linted = median_ps(|| {
        black_box(karat::lint::lint(black_box(corpus)));
    });
    show_time("lint the corpus", linted);
}

/// Times the built-in extractor on long texts: ten times the text takes ten times as long.
fn rules(corpus: &Corpus) {
    let seeds: String = corpus.entries.iter().map(|entry| entry.article.text().as_str()).collect();
    for megabytes in [1, 10, 20] {
        let text = seeds.repeat(megabytes * 1_000_000 / seeds.len() + 1);
        let article = ArticleText::new(text.as_str());
        let entry = &corpus.entries[0];
        let request = Request { text: &article, ..Request::new(corpus, entry) };
        let start = Instant::now();
        black_box(RulesExtractor.extract(black_box(&request)));
        let elapsed_us = start.elapsed().as_micros().max(1);
        let bytes_per_us = text.len() as f64 / elapsed_us as f64;
        println!("{:<58} {bytes_per_us:>12.1}  MB/s", format!("rules on {megabytes} MB of text, once"));
    }
}

/// Times whole processes, ours and one that does nothing.
fn starts() {
    const N_STARTS: usize = 50;
    let Some(karat) = option_env!("CARGO_BIN_EXE_karat") else {
        println!("start-up: needs the feature cli");
        return;
    };
    let median = |program: &str, arguments: &[&str]| {
        let mut times: Vec<u128> = (0..N_STARTS)
            .map(|_| {
                let mut command = Command::new(program);
                command.args(arguments).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
                command.current_dir(env!("CARGO_MANIFEST_DIR"));
                let start = Instant::now();
                let status = command.status().expect("the program starts");
                let elapsed = start.elapsed().as_nanos();
                assert!(status.success(), "{program} {arguments:?}: {status}");
                elapsed
            })
            .collect();
        times.sort_unstable();
        times[N_STARTS / 2]
    };
    show("start and end of true, whole process, median of 50", median("true", &[]) / 1000, "µs");
    show("start and end of karat --version", median(karat, &["--version"]) / 1000, "µs");
    show("start and end of karat score none", median(karat, &["score", "none"]) / 1000, "µs");
    show(
        "start and end of karat score rules (all articles)",
        median(karat, &["score", "rules"]) / 1000,
        "µs",
    );
    show("start and end of karat lint (all articles)", median(karat, &["lint"]) / 1000, "µs");
}
