//! Agreement: alpha against a published tool, and R2 through the real binary.

use karat::agree::alpha::{Alpha, alpha};
use serde_json::Value;

use crate::command::Folder;

/// Inputs and outputs of the Python package krippendorff 0.9.0.
const REFERENCE: &str = include_str!("../references/krippendorff.json");

/// Returns the squared difference of two values at a level of measurement; `None` for levels that karat has no use for.
fn squared_difference(level: &str, a: f64, b: f64) -> Option<f64> {
    match level {
        "nominal" => Some(f64::from(u8::from(a != b))),
        "interval" => Some((a - b).powi(2)),
        "ratio" => Some(if a + b == 0.0 { 0.0 } else { ((a - b) / (a + b)).powi(2) }),
        _ => None,
    }
}

#[test]
fn alpha_is_that_of_a_published_tool() {
    let reference: Value = serde_json::from_str(REFERENCE).unwrap();
    let mut n_compared = 0;
    for case in reference["cases"].as_array().unwrap() {
        let (name, level) = (case["name"].as_str().unwrap(), case["level"].as_str().unwrap());
        if squared_difference(level, 0.0, 0.0).is_none() {
            continue;
        }
        let rows: Vec<Vec<Option<f64>>> = serde_json::from_value(case["data"].clone()).unwrap();
        let mut values: Vec<f64> = rows.iter().flatten().flatten().copied().collect();
        values.sort_by(f64::total_cmp);
        values.dedup();
        let unit = |index: usize| {
            let labels = rows.iter().filter_map(|row| row[index]);
            labels.map(|label| values.iter().position(|value| *value == label).unwrap()).collect()
        };
        let units: Vec<Vec<usize>> = (0..rows[0].len()).map(unit).collect();
        let distance = |a: usize, b: usize| squared_difference(level, values[a], values[b]).unwrap();
        let found = alpha(&units, &distance);
        match case["alpha"].as_f64() {
            Some(expected) => {
                assert_eq!(found, Alpha::Defined((expected * 1000.0).round() as i32), "{name} {level}");
            }
            None => assert!(matches!(found, Alpha::OneLabel | Alpha::NoPair), "{name}: {found:?}"),
        }
        n_compared += 1;
    }
    assert_eq!(n_compared, 13, "of 15 cases two are ordinal");
}

/// The days of May that have a toll.
const DAYS: [&str; 6] = ["1", "2", "3", "4", "5", "6"];

/// A corpus in which two annotators labelled one article; each gives the number of every day.
fn annotated(first: [&str; 6], second: [&str; 6]) -> Folder {
    let folder = Folder::corpus();
    let text: String =
        DAYS.iter().map(|day| format!("Le {day} mai 2021, la crue a fait des morts.\n")).collect();
    folder.write("seeds/tolls.txt", text);
    for (by, counts) in [("ann", first), ("bob", second)] {
        folder.write(&format!("gold/by/{by}/tolls.yaml"), labelling(counts, "labelled"));
    }
    folder.write("gold/tolls.yaml", labelling(first, "draft"));
    folder
}

fn labelling(counts: [&str; 6], status: &str) -> String {
    let fact = |(day, count): (&str, &str)| {
        format!(
            "  toll-{day}:\n    casualties: {{count: {count}, effect: killed, during: 2021-05-0{day}}}\n    quote: Le \
             {day} mai 2021\n"
        )
    };
    let facts: String = DAYS.into_iter().zip(counts).map(fact).collect();
    format!(
        "karat: 1\narticle: {{language: fr, published: 2021-05-06}}\ncoverage: {{exhaustive: none}}\nstatus: \
         {status}\nfacts:\n{facts}"
    )
}

/// Asserts the findings of R2, each as its first line and its help.
fn check(folder: &Folder, expected: &[&str]) {
    let said = folder.karat(&["lint", "--format", "json"]);
    let json: Value = serde_json::from_str(&said.stdout).unwrap();
    let findings = json["findings"].as_array().unwrap().iter().filter(|finding| finding["rule"] == "R2");
    let shown: Vec<String> = findings
        .map(|finding| {
            let of = |name: &str| finding[name].as_str().unwrap_or_default();
            format!("{} {} {} -> {}", of("level"), of("file"), of("message"), of("help"))
        })
        .collect();
    assert_eq!(shown, expected);
}

const ONE_LABEL: [&str; 2] = [
    "info gold/by agreement on casualties.effect is undefined: only one label was ever used (two annotators, 6 \
     facts) -> ",
    "info gold/by agreement on polarity is undefined: only one label was ever used (two annotators, 6 facts) -> ",
];

#[test]
fn annotators_who_agree_are_told_only_what_nobody_can_know() {
    check(&annotated(["1", "2", "3", "4", "5", "6"], ["1", "2", "3", "4", "5", "6"]), &ONE_LABEL);
}

/// Three of six units differ; of twelve labels three stand twice and six once: 1 − 11 · 6 / (144 − 3 · 4 − 6) = 0.476.
#[test]
fn annotators_who_differ_are_told_where() {
    check(
        &annotated(["1", "2", "30", "40", "5", "60"], ["1", "2", "3", "400", "5", "6"]),
        &[
            "warning gold/by agreement on casualties.count is 0.48 (two annotators, 6 facts), below 0.8 -> they \
             differ on tolls/toll-3, tolls/toll-4, tolls/toll-6: settle them, and write down the rule",
            ONE_LABEL[0],
            ONE_LABEL[1],
        ],
    );
}

#[test]
fn one_labelling_alone_agrees_with_nobody() {
    let folder = annotated(DAYS, DAYS);
    folder.remove("gold/by/bob/tolls.yaml");
    check(&folder, &["info gold/by 1 article has one labelling: agreement needs two -> "]);
}

#[test]
fn a_draft_is_left_out_and_says_so() {
    let folder = annotated(DAYS, DAYS);
    folder.write("gold/by/bob/tolls.yaml", labelling(DAYS, "draft"));
    check(
        &folder,
        &[
            "info gold/by 1 article has one labelling: agreement needs two -> ",
            "info gold/by/bob/tolls.yaml the status is draft: agreement leaves this labelling out -> write status: \
             labelled when the labels are done",
        ],
    );
}

#[test]
fn without_labellings_there_is_nothing_to_say() {
    check(&Folder::corpus(), &[]);
}

#[test]
fn what_is_wrong_with_a_labelling_is_told_at_its_place() {
    let folder = annotated(DAYS, DAYS);
    folder.replace("gold/by/bob/tolls.yaml", "effect: killed, during: 2021-05-06", "efect: killed");
    folder.write("gold/by/bob/deep/tolls.yaml", "karat: 1\n");
    folder.write("gold/by/bob/gone.yaml", labelling(DAYS, "labelled"));
    let said = folder.karat(&["lint"]);
    for words in [
        "gold/by/bob/tolls.yaml:",
        "Did you mean",
        "gold/by/bob/deep/tolls.yaml: this file is not read",
        "seeds/gone.txt: does not exist",
    ] {
        assert!(said.stdout.to_lowercase().contains(&words.to_lowercase()), "{words}: {}", said.transcript());
    }
}
