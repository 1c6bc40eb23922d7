//! Tests of tries: retries and their waits, the end of a run, what turns out late, cost, repeats.

use super::*;
use crate::extract::none::NoneExtractor;
use crate::project::Rate;
use crate::run::pace::now;

/// Runs three articles, of which the second fails in its first `n_failures` tries, with so many retries.
fn check_retries(failure: Failure, n_failures: usize, retries: u32, second: &str) {
    let world = World::new(3);
    let mut remote = remote(fake(move |ask, n_before| {
        let fails = ask.request.id == "001" && n_before < n_failures;
        if fails { Err(failure.clone()) } else { Ok(one_fact(ask)) }
    }));
    remote.policy.retries = retries;
    assert_eq!(words(&world.run(&remote, &Options::default())), ["ok 1", second, "ok 1"]);
}

#[test]
fn a_failure_that_may_pass_is_tried_again_as_often_as_the_policy_says() {
    check_retries(crash(), 2, 0, "crash 1");
    check_retries(crash(), 2, 1, "crash 2");
    check_retries(crash(), 2, 2, "ok 3");
    check_retries(crash(), 2, 9, "ok 3");
}

#[test]
fn a_failure_that_will_not_pass_is_not_tried_again() {
    check_retries(Failure::new(FailureKind::CannotStart, "no such file").permanent(), 1, 9, "cannot start 1");
}

#[test]
fn a_busy_server_is_asked_again_even_where_nobody_speaks_of_retries() {
    let busy = || Failure::new(FailureKind::HttpStatus, "429");
    for (failure, second) in [(busy(), "ok 3"), (crash(), "crash 1"), (busy().permanent(), "HTTP status 1")] {
        let world = World::new(1);
        let mut remote = remote(fake(
            move |ask, n_before| {
                if n_before < 2 { Err(failure.clone()) } else { Ok(one_fact(ask)) }
            },
        ));
        remote.policy.busy_retries = 3;
        assert_eq!(words(&world.run(&remote, &Options::default())), [second]);
    }
}

#[test]
fn a_server_that_asks_for_more_than_five_minutes_is_not_waited_for_and_the_failure_says_so() {
    let failure = || Failure { retry_after: Some(Duration::from_secs(301)), ..crash() };
    check_retries(failure(), 1, 9, "crash 1");
    let run = World::new(1).run(&remote(fake(move |_, _| Err(failure()))), &Options::default());
    let detail = "exit code 1; it asks to wait 301 s, and no more than 300 s are waited";
    assert!(lines(&run)[0].contains(detail), "{}", lines(&run)[0]);
}

#[test]
fn a_retry_that_the_rate_holds_back_when_the_run_ends_is_interrupted() {
    let world = World::new(1);
    let options = Options::default();
    let cancel = options.cancel.clone();
    let mut remote = remote(fake(|_, _| Err(crash())));
    remote.policy.retries = 1;
    remote.policy.rate = Some(Rate { n_tries: 1, per: Duration::from_secs(3600) });
    let run = std::thread::scope(|scope| {
        let observe = |event: &Event<'_>| {
            if let Event::Retries { .. } = event {
                // The pause before the retry takes no time; the wait for the rate is long.
                let cancel = cancel.clone();
                scope.spawn(move || {
                    std::thread::sleep(Duration::from_millis(50));
                    cancel.cancel();
                });
            }
        };
        run(Asked::Outside(&remote), &world.requests(), &options, &observe)
    });
    assert_eq!(words(&run), ["interrupted 1"]);
    assert!(run.is_interrupted);
}

#[test]
fn tries_that_failed_cost_what_they_cost() {
    let world = World::new(1);
    let paid = |input_tokens| Usage { input_tokens, ..Usage::default() };
    let mut remote = remote(fake(move |_, n_before| match n_before {
        0 => Err(Failure { usage: paid(1000), ..crash() }),
        1 => Ok(reply(json!({"error": "busy", "usage": {"input_tokens": 200}}))),
        _ => Err(Failure { usage: paid(30), ..crash() }),
    }));
    remote.policy.retries = 2;
    let run = world.run(&remote, &Options::default());
    assert_eq!((words(&run), run.answers[0][0].usage), (vec!["crash 3".to_owned()], paid(1230)));
    let read: Json = serde_json::from_str(lines(&run)[0]).unwrap();
    assert_eq!(read["usage"], json!({"input_tokens": 1230}));
    let Outcome::Failed(failure) = &run.answers[0][0].outcome else { panic!("it failed") };
    assert!(failure.usage.is_empty(), "what is in a record reads back as it is here");
}

#[test]
fn an_answer_that_is_no_answer_is_tried_again_too() {
    let world = World::new(1);
    let mut remote = remote(fake(|ask, n_before| match n_before {
        0 => Ok(reply(json!({"id": "another", "facts": []}))),
        1 => Ok(reply(json!({"error": "overloaded"}))),
        2 => Ok(reply(json!("sorry"))),
        _ => Ok(one_fact(ask)),
    }));
    remote.policy.retries = 2;
    assert_eq!(words(&world.run(&remote, &Options::default())), ["no facts 3"]);
    remote.policy.retries = 3;
    assert_eq!(words(&world.run(&remote, &Options::default())), ["ok 1"]);
}

#[test]
fn a_retry_waits_at_least_as_long_as_the_server_asks_and_is_announced() {
    let world = World::new(1);
    let mut remote = remote(fake(|ask, n_before| match n_before {
        0 => Err(Failure { retry_after: Some(Duration::from_millis(120)), ..crash() }),
        _ => Ok(one_fact(ask)),
    }));
    remote.policy.retries = 1;
    let waits = Mutex::new(Vec::new());
    let observe = |event: &Event<'_>| {
        if let Event::Retries { wait, .. } = event {
            waits.lock().unwrap().push(*wait);
        }
    };
    let run = run(Asked::Outside(&remote), &world.requests(), &Options::default(), &observe);
    assert_eq!(words(&run), ["ok 2"]);
    assert_eq!(waits.into_inner().unwrap(), [Duration::from_millis(120)]);
    assert!(run.answers[0][0].elapsed >= Duration::from_millis(120));
}

#[test]
fn no_more_tries_start_than_the_rate_allows_retries_included() {
    let world = World::new(2);
    let starts = std::sync::Arc::new(Mutex::new(Vec::new()));
    let noted = std::sync::Arc::clone(&starts);
    let mut remote = remote(fake(move |ask, n_before| {
        noted.lock().unwrap().push(now());
        if n_before < 2 { Err(crash()) } else { Ok(one_fact(ask)) }
    }));
    remote.policy.retries = 2;
    remote.policy.rate = Some(Rate { n_tries: 2, per: Duration::from_millis(80) });
    assert_eq!(words(&world.run(&remote, &Options::default())), ["ok 3", "ok 3"]);
    let starts = starts.lock().unwrap();
    let span = *starts.iter().max().unwrap() - *starts.iter().min().unwrap();
    assert!(starts.len() == 6 && span >= Duration::from_millis(160), "{span:?}");
}

#[test]
fn neither_workers_nor_their_order_change_the_result() {
    let world = World::new(40);
    let mut texts = Vec::new();
    for workers in [0, 1, 2, 16, 400] {
        let mut remote = remote(fake(|ask, n_before| {
            let number: u64 = ask.request.id.parse().unwrap();
            std::thread::sleep(Duration::from_micros(number * 7 % 5 * 300));
            let fails = number % 5 == 3 && n_before == 0;
            if fails { Err(crash()) } else { Ok(one_fact(ask)) }
        }));
        remote.policy.workers = workers;
        remote.policy.retries = 1;
        let run = world.run(&remote, &Options { repeat: NonZeroU32::new(2), ..Options::default() });
        texts.push((words(&run), lines(&run).join("\n")));
    }
    assert!(texts.iter().all(|text| *text == texts[0]));
}

#[test]
fn the_end_of_the_run_keeps_what_is_done_and_starts_nothing_new() {
    let (world, folder) = (World::new(6), Folder::new());
    let options = folder.options();
    let cancel = options.cancel.clone();
    let mut ending = remote(fake(move |ask, _| {
        if ask.request.id == "002" {
            cancel.cancel();
            return Err(Failure::new(FailureKind::Interrupted, "killed").permanent());
        }
        Ok(one_fact(ask))
    }));
    ending.policy.workers = 1;
    ending.policy.retries = 5;
    let interrupted = world.run(&ending, &options);
    let expected = ["ok 1", "ok 1", "interrupted 1", "interrupted 0", "interrupted 0", "interrupted 0"];
    assert_eq!(words(&interrupted), expected);
    assert!(interrupted.is_interrupted);
    assert_eq!(n_answered(&interrupted), 2);
    // The same command goes on from there.
    let rest = world.run(&remote(fake(|ask, _| Ok(one_fact(ask)))), &folder.options());
    assert_eq!(words(&rest), ["ok 0", "ok 0", "ok 1", "ok 1", "ok 1", "ok 1"]);
    assert!(!rest.is_interrupted);
}

#[test]
fn a_wait_for_a_retry_ends_with_the_run() {
    let world = World::new(1);
    let options = Options::default();
    let cancel = options.cancel.clone();
    let mut remote = remote(fake(|_, _| Err(crash())));
    remote.policy.retries = 1;
    remote.policy.backoff = Duration::from_secs(600);
    let start = now();
    let observe = |event: &Event<'_>| {
        if let Event::Retries { .. } = event {
            cancel.cancel();
        }
    };
    let run = run(Asked::Outside(&remote), &world.requests(), &options, &observe);
    assert_eq!(words(&run), ["interrupted 1"]);
    assert!(start.elapsed() < Duration::from_secs(60));
}

#[test]
fn a_run_that_was_ended_before_it_began_asks_nobody() {
    let world = World::new(2);
    let options = Options::default();
    options.cancel.cancel();
    let inside = run(Asked::Inside(&NoneExtractor), &world.requests(), &options, &|_| {});
    assert_eq!(words(&inside), ["interrupted 0", "interrupted 0"]);
    let outside = world.run(&remote(fake(|ask, _| Ok(one_fact(ask)))), &options);
    assert_eq!(words(&outside), ["interrupted 0", "interrupted 0"]);
}

#[test]
fn an_end_that_comes_after_everything_is_done_ends_nothing() {
    let world = World::new(1);
    let options = Options::default();
    let cancel = options.cancel.clone();
    let run = world.run(
        &remote(fake(move |ask, _| {
            cancel.cancel();
            Ok(one_fact(ask))
        })),
        &options,
    );
    assert_eq!(words(&run), ["ok 1"]);
    assert!(!run.is_interrupted);
}

#[test]
fn code_inside_answers_once_or_as_often_as_told() {
    let world = World::new(3);
    let requests = world.requests();
    let once = run(Asked::Inside(&NoneExtractor), &requests, &Options::default(), &|_| {});
    assert_eq!(lines(&once), ["000", "001", "002"].map(|id| format!("{{\"id\":\"{id}\",\"facts\":[]}}")));
    let options = Options { repeat: NonZeroU32::new(2), ..Options::default() };
    let twice = run(Asked::Inside(&NoneExtractor), &requests, &options, &|_| {});
    assert_eq!(twice.answers.len(), 2);
    assert_eq!(twice.answers[1][0].line, "{\"id\":\"000\",\"facts\":[],\"repeat\":2}");
}

#[test]
fn what_turns_out_late_replaces_the_answer_and_what_was_kept() {
    let (world, folder) = (World::new(3), Folder::new());
    let failure = Failure::new(FailureKind::TwoAnswers, "two answers for 001");
    let source = fake(|ask: &Ask<'_>, _| Ok(one_fact(ask)));
    source.late.lock().unwrap().push(Late { id: "001".to_owned(), failure });
    let remote = remote(source);
    let corrected = Mutex::new(Vec::new());
    let observe = |event: &Event<'_>| {
        if let Event::Corrected { id, answered } = event {
            corrected.lock().unwrap().push((id.to_string(), answered.line.clone()));
        }
    };
    let first = run(Asked::Outside(&remote), &world.requests(), &folder.options(), &observe);
    assert_eq!(words(&first), ["ok 1", "two answers 1", "ok 1"]);
    let line = "{\"id\":\"001\",\"error\":{\"name\":\"two answers\",\"detail\":\"two answers for 001\"}}";
    assert_eq!(corrected.into_inner().unwrap(), [("001".to_owned(), line.to_owned())]);
    assert_eq!(words(&world.run(&remote, &folder.options())), ["ok 0", "ok 1", "ok 0"]);
}

#[test]
fn cost_counts_every_answer_that_was_paid_for() {
    let world = World::new(1);
    let mut remote = remote(fake(|ask, n_before| {
        let usage = Usage { input_tokens: 1000, output_tokens: 10, cost_micros: None };
        match n_before {
            0 => Ok(Reply { usage, ..reply(json!("sorry")) }),
            // The server's word counts, not what the model says of itself.
            _ => Ok(Reply {
                usage,
                ..reply(json!({"id": ask.request.id, "facts": [], "usage": {"input_tokens": 7}}))
            }),
        }
    }));
    remote.policy.retries = 1;
    remote.price =
        Some(Price { input_micros: 1_000_000, output_micros: 2_000_000, currency: "USD".to_owned() });
    let run = world.run(&remote, &Options::default());
    let expected = Usage { input_tokens: 2000, output_tokens: 20, cost_micros: Some(2040) };
    assert_eq!(run.answers[0][0].usage, expected);
    let line = "{\"id\":\"000\",\"facts\":[],\
                \"usage\":{\"input_tokens\":2000,\"output_tokens\":20,\"cost\":0.00204}}";
    assert_eq!(lines(&run), [line]);
}

#[test]
fn every_article_is_announced_once_and_done_once() {
    let world = World::new(5);
    let seen = Mutex::new(Vec::new());
    let observe = |event: &Event<'_>| {
        let word = match event {
            Event::Began { id } => format!("{id} began"),
            Event::Retries { id, .. } => format!("{id} retries"),
            Event::Done { id, .. } => format!("{id} done"),
            Event::Corrected { id, .. } => format!("{id} corrected"),
        };
        seen.lock().unwrap().push(word);
    };
    let remote = remote(fake(|ask, _| Ok(one_fact(ask))));
    run(Asked::Outside(&remote), &world.requests(), &Options::default(), &observe);
    let mut seen = seen.into_inner().unwrap();
    seen.sort();
    let expected: Vec<String> =
        (0..5).flat_map(|id| [format!("{id:03} began"), format!("{id:03} done")]).collect();
    assert_eq!(seen, expected);
}

#[test]
fn no_articles_make_an_empty_run() {
    let run = World::new(0).run(&remote(fake(|ask, _| Ok(one_fact(ask)))), &Options::default());
    assert_eq!(n_answered(&run), 0);
    assert!(!run.is_interrupted);
}
