//! Runs that are killed, interrupted, short of room, or not alone: what is done stays done, and nothing stays behind.

#![cfg(target_os = "linux")]
#![expect(clippy::disallowed_methods, reason = "these tests start programs and look at what they leave")]

use std::collections::BTreeMap;
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use std::time::Instant;

use crate::command::Folder;

const N_ARTICLES: usize = 24;

/// Answers with no facts after a while, and writes down for which article it was started; karat may be killed before
/// it has told.
const EXTRACTOR: &str = r#"
read -r request
case $request in *\}) ;; *) exit 1 ;; esac
id=${request#*\"id\":\"}
id=${id%%\"*}
echo "$id" >> asked.log
sleep 0.05
echo "{\"id\":\"$id\",\"facts\":[]}"
"#;

const SCORE: [&str; 7] = ["score", "--command", "sh fake.sh", "--workers", "2", "--format", "json"];

/// Makes a corpus of many articles and an extractor.
fn corpus(extractor: &str) -> Folder {
    let folder = Folder::corpus();
    for number in 0..N_ARTICLES - 1 {
        folder.copy("seeds/flood.txt", &format!("seeds/a{number:02}.txt"));
        folder.copy("gold/flood.yaml", &format!("gold/a{number:02}.yaml"));
    }
    folder.write("fake.sh", extractor);
    folder
}

/// Starts karat without waiting for it.
fn start(folder: &Folder, arguments: &[&str]) -> Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_karat"));
    command.current_dir(folder.path()).args(arguments).env("CI", "1");
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command.spawn().expect("the binary was built for the tests")
}

/// Returns the lines of a file in the folder; none before it is made.
fn lines(folder: &Folder, name: &str) -> Vec<String> {
    let text = std::fs::read_to_string(folder.path().join(name)).unwrap_or_default();
    text.lines().map(str::to_owned).collect()
}

/// Waits until something holds.
fn until(what: &str, mut holds: impl FnMut() -> bool) {
    let start = Instant::now();
    while !holds() {
        assert!(start.elapsed() < Duration::from_secs(60), "{what}");
        std::thread::sleep(Duration::from_millis(5));
    }
}

fn signal(name: &str, child: &Child) {
    let status = Command::new("kill").args([name, &child.id().to_string()]).status();
    assert!(status.expect("there is a kill").success());
}

/// Returns the ids whose answers the cache holds.
fn kept(folder: &Folder) -> Vec<String> {
    let id = |text: &str| Some(text.split_once("\"answer\":{\"id\":\"")?.1.split_once('"')?.0.to_owned());
    let files = folder.files().into_iter();
    let entries = files.filter(|(path, _)| path.extension().is_some_and(|extension| extension == "json"));
    entries.filter_map(|(_, bytes)| id(&String::from_utf8_lossy(&bytes))).collect()
}

fn is_alive(pid: &str) -> bool {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
    stat.rsplit_once(')')
        .is_some_and(|(_, rest)| !matches!(rest.trim_start().chars().next(), Some('Z' | 'X')))
}

#[test]
fn a_run_that_is_killed_again_and_again_asks_nobody_twice_and_ends_with_the_same_figures() {
    let folder = corpus(EXTRACTOR);
    for (n_asked, pause_ms) in [(1, 0), (4, 31), (9, 7), (15, 53), (20, 17)] {
        let mut killed = start(&folder, &SCORE);
        until("the run goes on", || lines(&folder, "asked.log").len() >= n_asked);
        std::thread::sleep(Duration::from_millis(pause_ms));
        killed.kill().unwrap();
        killed.wait().unwrap();
        let (done, n_before) = (kept(&folder), lines(&folder, "asked.log").len());
        let mut next = start(&folder, &SCORE);
        until("the run goes on or ends", || {
            lines(&folder, "asked.log").len() > n_before || next.try_wait().unwrap().is_some()
        });
        next.kill().unwrap();
        next.wait().unwrap();
        let asked = lines(&folder, "asked.log");
        let again: Vec<&String> = asked[n_before..].iter().filter(|id| done.contains(id)).collect();
        assert!(again.is_empty(), "{again:?} were kept and asked again");
    }
    let resumed = folder.karat(&SCORE);
    let mut n_asked: BTreeMap<String, usize> = BTreeMap::new();
    for id in lines(&folder, "asked.log") {
        *n_asked.entry(id).or_default() += 1;
    }
    assert_eq!(n_asked.len(), N_ARTICLES);
    // Ten kills, each with two articles under way.
    assert!(n_asked.values().sum::<usize>() <= N_ARTICLES + 10 * 2, "{n_asked:?}");
    let n_log = lines(&folder, "asked.log").len();
    assert_eq!(folder.karat(&SCORE).stdout, resumed.stdout);
    assert_eq!(lines(&folder, "asked.log").len(), n_log, "all is kept: nobody is asked");
    let fresh = folder.karat(&[&SCORE[..], &["--no-cache"]].concat());
    assert_eq!(fresh.stdout, resumed.stdout, "the same figures");
    assert_eq!((fresh.code, resumed.code), (Some(0), Some(0)), "{}", resumed.stderr);
}

#[test]
fn an_interrupted_run_keeps_what_is_done_and_says_so() {
    let folder = corpus(EXTRACTOR);
    let run = start(&folder, &SCORE);
    until("the run goes on", || lines(&folder, "asked.log").len() >= 6);
    signal("-INT", &run);
    let output = run.wait_with_output().unwrap();
    let stderr = String::from_utf8(output.stderr).unwrap();
    let kept = kept(&folder).len();
    assert_eq!(output.status.code(), Some(130), "{stderr}");
    assert!(stderr.contains(&format!("interrupted: {kept} of {N_ARTICLES} answers")), "{stderr}");
    assert!(output.stdout.is_empty(), "half a run has no figures");
    assert!((4..N_ARTICLES).contains(&kept), "{kept}");
    let n_before = lines(&folder, "asked.log").len();
    let rest = folder.karat(&SCORE);
    assert_eq!(rest.code, Some(0), "{}", rest.stderr);
    assert_eq!(lines(&folder, "asked.log").len() - n_before, N_ARTICLES - kept);
}

#[test]
fn a_disk_without_room_costs_the_cache_and_nothing_else() {
    let folder = corpus(EXTRACTOR);
    // The extractor writes no log here: it has no more room than karat.
    folder.write("fake.sh", EXTRACTOR.replace("echo \"$id\" >> asked.log", ""));
    let karat = format!("ulimit -f 0; exec {} \"$@\"", env!("CARGO_BIN_EXE_karat"));
    let mut command = Command::new("sh");
    command.args(["-c", &karat, "sh"]).args(SCORE).current_dir(folder.path()).env("CI", "1");
    let output = command.output().unwrap();
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(0), "{stderr}");
    assert!(stderr.contains("File too large (os error 27) (24 answers are not kept)"), "{stderr}");
    let unhindered = folder.karat(&[&SCORE[..], &["--no-cache"]].concat());
    assert_eq!(String::from_utf8(output.stdout).unwrap(), unhindered.stdout);
    assert_eq!(kept(&folder), [""; 0]);
    let left: Vec<_> =
        folder.files().into_iter().filter(|(path, _)| path.to_string_lossy().ends_with("tmp")).collect();
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn two_runs_at_a_time_on_one_cache_both_end_well() {
    let folder = corpus(EXTRACTOR);
    let runs = [start(&folder, &SCORE), start(&folder, &SCORE)];
    let outputs = runs.map(|run| run.wait_with_output().unwrap());
    for output in &outputs {
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
        assert!(!String::from_utf8_lossy(&output.stderr).contains("not kept"));
    }
    assert_eq!(outputs[0].stdout, outputs[1].stdout);
    assert_eq!(kept(&folder).len(), N_ARTICLES);
}

#[test]
fn a_karat_that_is_killed_leaves_no_program_behind() {
    let folder = corpus(
        "echo $$ >> pids\nsetsid sleep 600 & echo $! >> pids\nsetsid sh -c 'sleep 600 & echo $! >> pids; wait' &\nwait\n",
    );
    let mut run = start(&folder, &SCORE);
    // Two workers, three processes each that are known.
    until("the programs have started", || lines(&folder, "pids").len() >= 6);
    let pids = lines(&folder, "pids");
    assert!(pids.iter().any(|pid| is_alive(pid)), "they live as long as karat does");
    run.kill().unwrap();
    run.wait().unwrap();
    until("everything that karat started has ended", || !pids.iter().any(|pid| is_alive(pid)));
}
