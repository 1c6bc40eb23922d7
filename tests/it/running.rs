//! Whole runs of programs through the real command: repeats, records, failures beside answers, several at a time.

use serde_json::Value as Json;

use crate::command::{Folder, Said};

/// A program that finds the dead, but not the second time it is asked.
const FLAKY: &str = r#"
read -r request
echo x >> asked.log
case $(wc -l < asked.log) in
    *2) echo '{"facts":[],"usage":{"input_tokens":9}}' ;;
    *) echo '{"facts":[{"type":"casualties","slots":{"count":12,"effect":"killed"},"quote":"tué au moins douze personnes"}],"usage":{"input_tokens":9}}' ;;
esac
"#;

fn json(said: &Said) -> Json {
    let mut report: Json =
        serde_json::from_str(&said.stdout).unwrap_or_else(|_| panic!("{}", said.transcript()));
    for extractor in report["extractors"].as_array_mut().unwrap() {
        extractor["name"] = Json::Null;
    }
    report
}

#[test]
fn a_fact_that_comes_and_goes_is_told_apart() {
    let folder = Folder::corpus();
    folder.write("flaky.sh", FLAKY);
    let said = folder.karat(&["score", "--command", "sh flaky.sh", "--repeat", "3", "--no-cache"]);
    assert_eq!(said.code, Some(0), "{}", said.transcript());
    for line in [
        "3 repeats: exhaustive.graded.micro.f1 0.308, 0.000, 0.308 · tables show the first",
        "flaky: 1 fact came out differently",
        "  2 of 3  flood/dead-of-the-flood  partial, missing, partial",
    ] {
        assert!(said.stdout.lines().any(|told| told == line), "{line}\n{}", said.stdout);
    }
}

#[test]
fn a_record_is_scored_again_elsewhere_to_the_same_figures() {
    let folder = Folder::corpus();
    folder.copy("seeds/flood.txt", "seeds/storm.txt");
    folder.copy("gold/flood.yaml", "gold/storm.yaml");
    // The storm makes it fall; the flood is flaky.
    folder.write(
        "fails.sh",
        format!("{FLAKY}case $request in *'\"id\":\"storm\"'*) echo sorry >&2; exit 3 ;; esac\n"),
    );
    let arguments =
        ["score", "--command", "sh fails.sh", "--repeat", "3", "--format", "json", "--record", "record"];
    let said = folder.karat(&arguments);
    assert_eq!(said.code, Some(4), "{}", said.transcript());
    let first = json(&said);
    assert_eq!(first["extractors"][0]["usage"]["input_tokens"], 9 * 3, "three answers of the flood");
    assert_eq!(first["extractors"][0]["repeats"][2]["failures"][0]["stderr"], "sorry\n");
    folder.remove("fails.sh");
    let again = folder.karat(&["score", "--predictions", "record/fails.jsonl", "--format", "json"]);
    assert_eq!(again.code, Some(4));
    assert_eq!(json(&again), first);
}

#[test]
fn names_of_failures_are_not_the_extractors_to_give() {
    let folder = Folder::corpus();
    let answer = r#"{"id":"flood","error":{"name":"interrupted","detail":"model busy"}}"#;
    folder.write("forger.sh", format!("cat > /dev/null; echo '{answer}'\n"));
    let said = folder.karat(&["score", "--command", "sh forger.sh", "--no-cache"]);
    assert_eq!(said.code, Some(4), "{}", said.transcript());
    assert!(said.stdout.contains("1 article without an answer: error ×1"), "{}", said.stdout);
}

#[test]
fn several_extractors_stand_side_by_side_with_what_went_wrong() {
    let folder = Folder::corpus();
    folder.write("crash.sh", "echo 'no model' >&2; exit 1\n");
    folder.write(
        "dates.sh",
        "read -r request; echo '{\"id\":\"flood\",\"facts\":[{\"view\":\"dates\",\"value\":\"2021-05-03\"}]}'\n",
    );
    folder.write(
        "karat.yaml",
        "karat: 1\nextractors:\n  rules:\n  gold:\n  crash: {command: [sh, crash.sh]}\n  \
         dates: {command: [sh, dates.sh], views: [dates]}\n",
    );
    let said = folder.karat(&["score", "--no-cache"]);
    insta::assert_snapshot!(said.transcript());
}

#[test]
fn an_extractor_of_values_is_told_what_it_misses_and_what_could_not_be_read() {
    let folder = Folder::corpus();
    let answer = r#"{"facts":[{"view":"dates","value":"2021-05-03"},{"view":"date","value":"x"}]}"#;
    folder.write("dates.sh", format!("cat > /dev/null; echo '{answer}'\n"));
    let said = folder.karat(&["score", "--command", "sh dates.sh", "--views", "dates", "--no-cache"]);
    assert_eq!(said.code, Some(0), "{}", said.transcript());
    insta::assert_snapshot!(said.stdout);
}

#[test]
fn a_record_of_values_is_scored_again_as_one() {
    let folder = Folder::corpus();
    let answer = r#"{"facts":[{"view":"dates","value":"2021-05-03"}]}"#;
    folder.write("dates.sh", format!("cat > /dev/null; echo '{answer}'\n"));
    let score =
        ["score", "--command", "sh dates.sh", "--views", "dates", "--format", "json", "--record", "record"];
    let first = folder.karat(&score);
    let again = folder.karat(&["score", "--predictions", "record/dates.jsonl", "--format", "json"]);
    assert_eq!(json(&again), json(&first));
    assert_eq!(json(&first)["extractors"][0]["declared_views"][0], "dates");
}
