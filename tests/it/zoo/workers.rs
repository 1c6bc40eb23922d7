//! Workers over many articles: kept while they are well, replaced when they are not, blamed for what they say late.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicUsize, Ordering};

use karat::extract::source::Late;

use crate::zoo::keeper::{Cage, Kind, ask, check, check_nothing_is_left, shown};

/// A worker that answers with its process id.
const TELLS_ITS_PID: &str = r#"
while IFS= read -r line; do
    rest=${line#*'"id":"'}
    printf '{"id":"%s","facts":[],"pid":%s}\n' "${rest%%'"'*}" "$$"
done"#;

fn pid_of(answer: &str) -> String {
    answer.rsplit_once(':').unwrap().1.trim_end_matches('}').to_owned()
}

#[test]
fn a_second_answer_that_comes_later_undoes_the_first() {
    check(&Cage::new("answers-twice-slowly.sh"), Kind::Worker, "two answers late");
    check(&Cage::new("answers-twice-slowly.sh"), Kind::Command, "two answers");
    check(&Cage::new("all-at-once.sh"), Kind::Command, "1 facts");
}

#[test]
fn an_answer_for_an_earlier_article_undoes_that_one() {
    let cage = Cage::of(&[
        "sh",
        "-c",
        r#"
        read -r line; echo '{"id":"a","facts":[]}'
        read -r line; echo '{"id":"a","facts":[]}'; echo '{"id":"b","facts":[]}'; cat >/dev/null
        echo '{"id":"b","facts":[]}'"#,
    ]);
    let source = cage.source(Kind::Worker, 1);
    let answers = ["a", "b"].map(|id| shown(id, &ask(&*source, id)));
    assert_eq!(answers, ["0 facts", "0 facts"]);
    let told = |late: Vec<Late>| -> Vec<String> {
        late.into_iter().map(|late| format!("{} {}", late.id, late.failure.detail)).collect()
    };
    let early = ["a it answered again, while it was asked for \"b\""];
    assert_eq!(told(source.take_late()), early, "what is known is told before the end");
    assert_eq!(told(source.finish()), ["b it answered again for \"b\""]);
    check_nothing_is_left(&cage);
}

#[test]
fn a_worker_is_kept_while_it_is_well() {
    let cage = Cage::of(&["sh", "-c", TELLS_ITS_PID]);
    let source = cage.source(Kind::Worker, 1);
    let pids: BTreeSet<String> =
        (0..20).map(|number| pid_of(&ask(&*source, &format!("n{number}")).unwrap().answer_line())).collect();
    assert_eq!(pids.len(), 1);
    source.finish();
    check_nothing_is_left(&cage);
}

#[test]
fn a_pool_starts_no_more_programs_than_it_may() {
    let cage = Cage::of(&["sh", "-c", TELLS_ITS_PID]);
    let source = cage.source(Kind::Worker, 3);
    let (source, next) = (&*source, &AtomicUsize::new(0));
    let pids: BTreeSet<String> = std::thread::scope(|scope| {
        let ask_some = || {
            let mut pids = Vec::new();
            while next.load(Ordering::Relaxed) < 60 {
                let id = format!("n{}", next.fetch_add(1, Ordering::Relaxed));
                pids.push(pid_of(&ask(source, &id).unwrap().answer_line()));
            }
            pids
        };
        let threads = [(); 8].map(|()| scope.spawn(ask_some));
        threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
    });
    assert!((1..=3).contains(&pids.len()), "{pids:?}");
    assert_eq!(source.finish(), []);
    check_nothing_is_left(&cage);
}

#[test]
fn a_worker_that_ends_after_each_answer_is_started_again_in_silence() {
    let once = TELLS_ITS_PID.replace("done", "exit 0; done");
    let killed = TELLS_ITS_PID.replace("done", "kill -KILL $$; done");
    for script in [once, killed] {
        let cage = Cage::of(&["sh", "-c", &script]);
        let source = cage.source(Kind::Worker, 1);
        let pids: BTreeSet<String> = (0..20)
            .map(|number| pid_of(&ask(&*source, &format!("n{number}")).unwrap().answer_line()))
            .collect();
        assert_eq!(pids.len(), 20);
        assert_eq!(source.finish(), []);
        check_nothing_is_left(&cage);
    }
}

#[test]
fn a_worker_that_asks_for_time_to_end_gets_some() {
    let folder = crate::command::Folder::new();
    let script = format!("{TELLS_ITS_PID}\necho done > {}", folder.path().join("parting").display());
    let cage = Cage::of(&["sh", "-c", &script]);
    let source = cage.source(Kind::Worker, 1);
    ask(&*source, "a").unwrap();
    source.finish();
    assert_eq!(folder.files().len(), 1);
}
