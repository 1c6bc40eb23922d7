//! Makes small corpora at random, as lines of the notation, from few values so that facts often meet.

use proptest::collection::vec;
use proptest::option::weighted;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

/// The lines of a corpus, apart so that laws can move them.
#[derive(Clone, Debug)]
pub(crate) struct Lines {
    pub(crate) coverage: Vec<String>,
    pub(crate) gold: Vec<String>,
    pub(crate) distractors: Vec<String>,
    pub(crate) answer: Vec<String>,
}

impl Lines {
    pub(crate) fn all(&self) -> Vec<&str> {
        let parts = [&self.coverage, &self.gold, &self.distractors, &self.answer];
        parts.into_iter().flatten().map(String::as_str).collect()
    }
}

/// What a generated fact may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Gold,
    /// Gold without choices, open words and lost quotes: what lint lets pass and reads alike from both sides.
    Clean,
    Answer,
}

const PASSAGES: [&str; 5] = ["49 soldats", "soldats avaient", "Reuters compte", "On parle", "158"];

/// A corpus with everything: choices, optional and open slots, distractors, unknown types and slots.
pub(crate) fn any_lines() -> impl Strategy<Value = Lines> {
    let coverage = subsequence(vec!["loss", "talks", "claim"], 0..=3).prop_map(|types| {
        vec![format!("exhaustive {}", types.join(", ")), "views counts, places".to_owned()]
    });
    let gold = vec(fact(Side::Gold), 0..5);
    let distractors = vec(fact(Side::Answer), 0..2).prop_map(|facts| numbered('!', &facts));
    let answer = vec(fact(Side::Answer), 0..4);
    let copies = vec(0_usize..1000, 0..4);
    (coverage, gold, distractors, answer, copies).prop_map(
        |(coverage, gold, distractors, mut answer, copies)| {
            answer.extend(
                copies.iter().filter_map(|seed| Some(copy(gold.get(seed % gold.len().max(1))?, seed / 8))),
            );
            Lines { coverage, gold: numbered('=', &gold), distractors, answer: answers(answer) }
        },
    )
}

/// Says what a gold fact says, in one of its alternatives; now and then a part is left out.
fn copy(fact: &str, seed: usize) -> String {
    let mut parts: Vec<String> = fact.split("; ").map(|part| one_of(part, seed)).collect();
    if parts.len() > 2 && seed.is_multiple_of(3) {
        parts.remove(1 + seed % (parts.len() - 1));
    }
    parts.join("; ")
}

fn one_of(part: &str, seed: usize) -> String {
    let Some((name, value)) = part.split_once('=').filter(|(_, value)| !value.starts_with('[')) else {
        return part.to_owned();
    };
    let alternatives: Vec<&str> = value.split(" | ").collect();
    let value = alternatives[seed % alternatives.len()].split('(').next().unwrap();
    format!("{name}={value}")
}

/// Gold that lints clean: every fact is quoted, fills a key and differs from the others; nothing else.
pub(crate) fn clean_gold() -> impl Strategy<Value = Vec<String>> {
    vec(fact(Side::Clean), 0..6).prop_map(|mut facts| {
        facts.retain(|fact| has_key(fact));
        for fact in &mut facts {
            fact.push_str("; \"49 soldats\"");
        }
        numbered('=', &facts)
    })
}

/// Two lists of facts that fill the same slots with values whose comparison is symmetric.
pub(crate) fn symmetric_facts() -> impl Strategy<Value = (Vec<String>, Vec<String>)> {
    let one = || {
        let numbers = select(vec!["49", "50", "6500"]);
        let sides = select(vec!["armenia", "azerbaijan", "lachin", "russia", "russia-mfa"]);
        let dates = select(vec!["2022", "2022-09", "2022-09-13", "2022-09-12", "2021"]);
        let voices = select(vec!["reuters", "russia", "russia-mfa", "armenia + azerbaijan"]);
        let polarities = select(vec!["", "; conditional", "; denied"]);
        (numbers, sides, dates, voices, polarities).prop_map(|(n, side, when, by, polarity)| {
            format!("loss; n={n}; side={side}; when={when}; by={by}{polarity}; \"49 soldats\"")
        })
    };
    let distinct = |mut facts: Vec<String>| {
        facts.sort();
        facts.dedup();
        facts
    };
    (vec(one(), 0..6).prop_map(distinct), vec(one(), 0..6).prop_map(distinct))
}

/// Marks facts as gold or distractors, with ids.
pub(crate) fn numbered(mark: char, facts: &[String]) -> Vec<String> {
    facts.iter().enumerate().map(|(index, fact)| format!("{mark} f{index}: {fact}")).collect()
}

/// Marks facts as answers.
pub(crate) fn answers(facts: Vec<String>) -> Vec<String> {
    facts.into_iter().map(|fact| format!("> {fact}")).collect()
}

fn has_key(fact: &str) -> bool {
    let keys = match fact.split("; ").next() {
        Some("loss") => [" n=", " when="],
        Some("talks") => [" who=", " starts="],
        _ => [" act=", " side="],
    };
    keys.iter().any(|key| {
        fact.split(key)
            .nth(1)
            .is_some_and(|value| !value.starts_with("none") && !value.starts_with("unspecified"))
    })
}

fn fact(side: Side) -> BoxedStrategy<String> {
    let known = prop_oneof![4 => loss(side), 2 => talks(side), 2 => claim(side)];
    let body = match side {
        Side::Answer => {
            let strange = select(vec!["weather; sky=blue", "?[1]", "weather"]).prop_map(str::to_owned);
            prop_oneof![12 => known, 1 => strange].boxed()
        }
        Side::Gold | Side::Clean => known.boxed(),
    };
    (body, said_by(side), polarity(), rest(side)).prop_map(join4).boxed()
}

fn join4((body, by, polarity, rest): (String, String, String, String)) -> String {
    format!("{body}{by}{polarity}{rest}")
}

/// A part that may be missing.
fn part(name: &'static str, often: f64, values: Vec<&'static str>) -> impl Strategy<Value = String> {
    weighted(often, select(values))
        .prop_map(move |value| value.map(|value| format!("; {name}={value}")).unwrap_or_default())
}

fn values(
    side: Side,
    plain: &[&'static str],
    gold: &[&'static str],
    answer: &[&'static str],
) -> Vec<&'static str> {
    let extra = match side {
        Side::Gold | Side::Clean => gold,
        Side::Answer => answer,
    };
    plain.iter().chain(extra).copied().collect()
}

fn loss(side: Side) -> impl Strategy<Value = String> {
    let numbers = ["49", "50", "at least 49", "about 49", "5..7", "7"];
    let numbers = values(
        side,
        &numbers,
        &["unspecified", "none", "49 | 50", "50 | 49(0.8)", "49(optional)", "{best: 49, low: 45, high: 60}"],
        &["?many", "49..49", "6"],
    );
    let effects = values(side, &["killed", "wounded", "lost"], &["killed | lost", "wounded(optional)"], &[]);
    let sides = values(
        side,
        &["armenia", "russia", "russia-mfa", "Novo"],
        &["none", "unspecified", "russia | russia-mfa(0.5)"],
        &["?x"],
    );
    let dates =
        ["2022", "2022-09", "2022-09-13", "2022~", "2022-09-12/2022-09-13", "on or before 2022-09-13"];
    let dates = values(side, &dates, &["2022-09 | 2022-10", "unspecified"], &["2022-09-01/2022-09-30"]);
    let note = match side {
        Side::Clean => Just(String::new()).boxed(),
        Side::Gold | Side::Answer => part("note", 0.1, vec!["un mot", "deux mots"]).boxed(),
    };
    let parts = (
        part("n", 0.8, numbers),
        part("effect", 0.4, effects),
        part("side", 0.4, sides),
        part("when", 0.5, dates),
        note,
    );
    parts.prop_map(|(n, effect, side, when, note)| format!("loss{n}{effect}{side}{when}{note}"))
}

fn talks(side: Side) -> impl Strategy<Value = String> {
    let sets = ["[armenia, russia]", "[russia, armenia]", "[armenia]", "[russia-mfa]"];
    let sets = values(side, &sets, &["[armenia, russia(optional)]", "[armenia, russia | lachin]"], &["[]"]);
    let places = values(side, &["lachin", "azerbaijan"], &["lachin(optional)"], &[]);
    let starts = ["2022-09-13T09:00+03:00", "2022-09-13T06:00Z", "2022-09-13T09:00", "2022-09-13"];
    let starts = values(side, &starts, &["XXXX-09-13T09:00+03:00"], &["2022-09"]);
    let lengths = values(side, &["P6W", "P42D", "P2M"], &["unspecified"], &["P60D"]);
    let parts = (
        part("who", 0.8, sets),
        part("place", 0.3, places),
        part("starts", 0.5, starts),
        part("lasts", 0.3, lengths),
    );
    parts.prop_map(|(who, place, starts, lasts)| format!("talks{who}{place}{starts}{lasts}"))
}

fn claim(side: Side) -> impl Strategy<Value = String> {
    let acts = values(side, &["threat", "promise", "demand"], &["threat | demand"], &[]);
    let sides = values(side, &["armenia", "russia", "russia-mod"], &["none"], &[]);
    (part("act", 0.8, acts), part("side", 0.6, sides)).prop_map(|(act, side)| format!("claim{act}{side}"))
}

fn said_by(side: Side) -> impl Strategy<Value = String> {
    let voices = ["reuters", "russia-mfa", "russia-mfa > interfax", "armenia + azerbaijan", "interfax"];
    part("by", 0.3, values(side, &voices, &["unnamed"], &["unnamed"]))
}

fn polarity() -> impl Strategy<Value = String> {
    prop_oneof![6 => Just(""), 1 => Just("; conditional"), 1 => Just("; denied")].prop_map(str::to_owned)
}

/// Evidence, and what only one side has.
fn rest(side: Side) -> BoxedStrategy<String> {
    let lost = match side {
        Side::Clean => Vec::new(),
        Side::Gold | Side::Answer => vec!["nulle part"],
    };
    let passages: Vec<&str> = PASSAGES.into_iter().chain(lost).collect();
    let quotes = vec(select(passages), 0..3)
        .prop_map(|quotes| quotes.iter().map(|quote| format!("; \"{quote}\"")).collect::<String>());
    let extras = match side {
        Side::Answer => select(vec!["", "", "", "; colour=red", "; colour=red; age=9", "; confidence:0.5"]),
        Side::Gold | Side::Clean => select(vec!["", "", "", "; optional", "; need:date", "; tag:t"]),
    };
    (quotes, extras).prop_map(|(quotes, extra)| format!("{quotes}{extra}")).boxed()
}

#[test]
fn every_verdict_and_every_gate_is_reached() {
    use std::collections::BTreeMap;

    use karat::score::losses::Preset;
    use proptest::strategy::ValueTree;
    use proptest::test_runner::TestRunner;

    let mut runner = TestRunner::deterministic();
    let mut n_seen: BTreeMap<String, usize> = BTreeMap::new();
    for _ in 0..600 {
        let lines = any_lines().new_tree(&mut runner).unwrap().current();
        let report = crate::notation::World::of_lines(lines.all()).report(Preset::Ladder);
        for row in report.rows {
            *n_seen.entry(row.verdict.word().to_owned()).or_default() += 1;
            for loss in row.losses {
                *n_seen.entry(loss.reason).or_default() += 1;
            }
        }
    }
    let wanted = karat::score::Verdict::ALL.map(karat::score::Verdict::word);
    let gates = [
        "polarity flipped",
        "no quote given, and the type requires one",
        "no key agrees",
        "unknown type",
        "unreadable fact",
    ];
    let rare: Vec<&str> =
        wanted.into_iter().chain(gates).filter(|name| n_seen.get(*name).is_none_or(|n| *n < 5)).collect();
    assert!(rare.is_empty(), "{rare:?} of {n_seen:#?}");
}
