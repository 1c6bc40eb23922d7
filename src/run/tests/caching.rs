//! Tests of the cache: what is kept, what is a miss, and what happens where nothing can be written.

use super::*;
use crate::run::cache::upkeep::{Prune, prune, stats};

fn good() -> Remote {
    remote(fake(|ask, _| Ok(one_fact(ask))))
}

/// Fills a cache with three articles, spoils it, and compares how the next run goes.
fn check_spoilt(spoil: impl Fn(&Folder), expected: [&str; 3]) {
    let (world, folder) = (World::new(3), Folder::new());
    let first = world.run(&good(), &folder.options());
    assert_eq!(words(&first), ["ok 1"; 3]);
    spoil(&folder);
    let second = world.run(&good(), &folder.options());
    assert_eq!(words(&second), expected);
    assert_eq!(lines(&second), lines(&first), "an answer is the same wherever it comes from");
    assert_eq!(second.cache_trouble, None);
    assert_eq!(words(&world.run(&good(), &folder.options())), ["ok 0"; 3], "the miss was mended");
}

fn edit(path: &Path, change: impl Fn(&mut Vec<u8>)) {
    let mut bytes =
        crate::store::read_file(path, crate::store::Bounds { root: None, n_bytes_max: 1 << 20 }).unwrap();
    change(&mut bytes);
    crate::store::write_atomically(path, &bytes).unwrap();
}

#[test]
fn what_was_answered_is_not_asked_again() {
    check_spoilt(|_| {}, ["ok 0"; 3]);
}

#[test]
fn a_missing_folder_is_an_empty_cache() {
    check_spoilt(|folder| std::fs::remove_dir_all(folder.cache()).unwrap(), ["ok 1"; 3]);
}

#[test]
fn every_cut_and_every_changed_byte_is_a_miss() {
    let (world, folder) = (World::new(1), Folder::new());
    world.run(&good(), &folder.options());
    let [path] = folder.entries().try_into().unwrap();
    let bytes =
        crate::store::read_file(&path, crate::store::Bounds { root: None, n_bytes_max: 1 << 20 }).unwrap();
    let key = path.file_stem().unwrap().to_str().unwrap().to_owned();
    let read = |bytes: &[u8]| cache::entry_key(bytes).filter(|stated| *stated == key);
    assert_eq!(read(&bytes), Some(key.clone()));
    for at in 0..bytes.len() {
        assert_eq!(read(&bytes[..at]), None, "cut at {at}");
        let mut changed = bytes.clone();
        changed[at] ^= 1;
        assert_eq!(read(&changed), None, "changed at {at}");
    }
}

#[test]
fn entries_that_are_spoilt_are_asked_again_and_replaced() {
    check_spoilt(|folder| folder.entries().iter().for_each(|path| edit(path, Vec::clear)), ["ok 1"; 3]);
}

#[test]
fn an_entry_under_the_name_of_another_is_a_miss() {
    let (world, folder) = (World::new(2), Folder::new());
    world.run(&good(), &folder.options());
    let [first, second] = folder.entries().try_into().unwrap();
    std::fs::copy(&first, &second).unwrap();
    let mut expected = words(&world.run(&good(), &folder.options()));
    expected.sort();
    assert_eq!(expected, ["ok 0", "ok 1"]);
}

#[test]
fn whatever_makes_an_answer_what_it_is_makes_another_key() {
    let (world, folder) = (World::new(1), Folder::new());
    let check = |remote: &Remote, world: &World, n_tries: &str| {
        assert_eq!(words(&world.run(remote, &folder.options())), [n_tries]);
    };
    check(&good(), &world, "ok 1");
    check(&good(), &world, "ok 0");
    check(&Remote { fingerprint: "fake 2".to_owned(), ..good() }, &world, "ok 1");
    check(&Remote { name: "renamed".to_owned(), ..good() }, &world, "ok 0");
    let other = Fake { question: "asked in other words", ..fake(|ask, _| Ok(one_fact(ask))) };
    check(&remote(other), &world, "ok 1");
    let mut edited = World::new(1);
    edited.articles[0].1 = ArticleText::new("x\u{feff}");
    check(&good(), &edited, "ok 1");
    let mut asking = World::new(1);
    asking.schema.types.clear();
    check(&good(), &asking, "ok 1");
}

#[test]
fn each_repeat_is_kept_on_its_own_and_the_first_serves_a_single_run() {
    let (world, folder) = (World::new(1), Folder::new());
    assert_eq!(words(&world.run(&good(), &folder.options())), ["ok 1"]);
    let thrice = Options { repeat: NonZeroU32::new(3), ..folder.options() };
    assert_eq!(words(&world.run(&good(), &thrice)), ["ok 0", "ok 1", "ok 1"]);
    assert_eq!(words(&world.run(&good(), &thrice)), ["ok 0", "ok 0", "ok 0"]);
}

#[test]
fn failures_are_not_kept_whoever_names_them() {
    let (world, folder) = (World::new(5), Folder::new());
    let failing = remote(fake(|ask, _| match ask.request.id {
        "000" => Err(crash()),
        "001" => Ok(reply(json!({"id": "another", "facts": []}))),
        "002" => Ok(reply(json!({"id": "002", "error": "overloaded"}))),
        "003" => Ok(reply(json!({"id": "003"}))),
        _ => Ok(reply(json!({"id": "004", "error": null, "facts": []}))),
    }));
    let expected = ["crash 1", "wrong id 1", "error 1", "no facts 1", "ok 1"];
    assert_eq!(words(&world.run(&failing, &folder.options())), expected);
    assert_eq!(folder.entries().len(), 1);
}

#[test]
fn refresh_asks_for_everything_and_keeps_the_new_answers() {
    let (world, folder) = (World::new(2), Folder::new());
    world.run(&remote(fake(|_, _| Ok(reply(json!([]))))), &folder.options());
    let refresh = Options { cache_mode: CacheMode::Refresh, ..folder.options() };
    let refreshed = world.run(&good(), &refresh);
    assert_eq!(words(&refreshed), ["ok 1", "ok 1"]);
    let kept = world.run(&good(), &folder.options());
    assert_eq!((words(&kept), lines(&kept)), (vec!["ok 0".to_owned(); 2], lines(&refreshed)));
}

#[test]
fn offline_asks_nobody() {
    let folder = Folder::new();
    World::new(1).run(&good(), &folder.options());
    let offline = Options { cache_mode: CacheMode::Offline, ..folder.options() };
    assert_eq!(words(&World::new(2).run(&good(), &offline)), ["ok 0", "not in the cache 0"]);
    let nowhere = Options { cache: None, ..offline };
    assert_eq!(words(&World::new(1).run(&good(), &nowhere)), ["not in the cache 0"]);
}

#[test]
fn a_kept_answer_is_what_was_said_to_the_last_bit() {
    let (world, folder) = (World::new(1), Folder::new());
    let mut deep = json!(1);
    for _ in 0..100 {
        deep = json!([deep]);
    }
    let said = json!({
        "id": "000", "extra": {"z": 0.1, "a": 1.797_693_134_862_315_7e308, "n": u64::MAX, "deep": deep},
        "facts": [{"type": "flood", "slots": {"level": "≥ 6 500 \u{0} 🌊"}, "confidence": 0.333_333_333_333_333_3}],
    });
    let source = remote(fake(move |_, _| {
        Ok(Reply {
            oddities: vec![Oddity::LeftChildren],
            usage: Usage { input_tokens: 3, output_tokens: 2, cost_micros: Some(1) },
            answer: said.clone(),
        })
    }));
    let asked = world.run(&source, &folder.options());
    let kept = world.run(&source, &folder.options());
    let (asked, kept) = (&asked.answers[0][0], &kept.answers[0][0]);
    assert_eq!((asked.n_tries, kept.n_tries), (1, 0));
    assert_eq!(
        (&asked.outcome, &asked.line, asked.usage, &asked.oddities),
        (&kept.outcome, &kept.line, kept.usage, &kept.oddities)
    );
}

#[test]
fn an_answer_that_is_withdrawn_while_the_run_goes_on_is_not_kept_any_longer() {
    let (world, folder) = (World::new(3), Folder::new());
    let (early, path) = (Arc::new(Mutex::new(Vec::new())), folder.cache());
    let (told, n_entries) = (Arc::clone(&early), Arc::new(AtomicUsize::new(9)));
    let seen = Arc::clone(&n_entries);
    let source = fake(move |ask: &Ask<'_>, _| {
        if ask.request.id == "001" {
            let failure = Failure::new(FailureKind::TwoAnswers, "two answers for 000");
            told.lock().unwrap().push(Late { id: "000".to_owned(), failure });
        } else if ask.request.id == "002" {
            let files = Folder::files(&path);
            let n_files =
                files.iter().filter(|file| file.extension().is_some_and(|end| end == "json")).count();
            seen.store(n_files, Ordering::Relaxed);
        }
        Ok(one_fact(ask))
    });
    let mut remote = remote(Fake { early, ..source });
    remote.policy.workers = 1;
    let run = world.run(&remote, &folder.options());
    assert_eq!(words(&run), ["two answers 1", "ok 1", "ok 1"]);
    assert_eq!(n_entries.load(Ordering::Relaxed), 1, "only the answer for 001 was kept by then");
    assert_eq!(run.n_kept, 2);
}

#[test]
fn what_is_kept_is_what_the_cache_holds_and_not_what_was_answered() {
    let (world, folder) = (World::new(3), Folder::new());
    let n_kept = |options: &Options| world.run(&good(), options).n_kept;
    assert_eq!(n_kept(&Options::default()), 0);
    assert_eq!(n_kept(&folder.options()), 3);
    assert_eq!(n_kept(&folder.options()), 3, "found counts as kept");
    assert_eq!(n_kept(&Options { cache_mode: CacheMode::Offline, ..folder.options() }), 3);
    let blocked = Folder::new();
    crate::store::keep::write_new(&blocked.0.join(".karat"), b"").unwrap();
    assert_eq!(n_kept(&blocked.options()), 0);
    let failing = remote(fake(|_, _| Err(crash())));
    assert_eq!(world.run(&failing, &Folder::new().options()).n_kept, 0);
}

#[test]
fn another_price_needs_no_new_run() {
    let (world, folder) = (World::new(1), Folder::new());
    let mut source = remote(fake(|_, _| Ok(reply(json!({"facts": [], "usage": {"prompt_tokens": 5}})))));
    world.run(&source, &folder.options());
    source.price = Some(Price { input_micros: 1_000_000, output_micros: 0, currency: "USD".to_owned() });
    let kept = world.run(&source, &folder.options());
    assert_eq!((words(&kept), kept.answers[0][0].usage.cost_micros), (vec!["ok 0".to_owned()], Some(5)));
}

/// Runs with a cache that cannot be written: the answers come, and one message says why nothing is kept.
fn check_trouble(folder: &Folder, expected: &str) {
    let run = World::new(3).run(&good(), &folder.options());
    assert_eq!(words(&run), ["ok 1"; 3]);
    let trouble = run.cache_trouble.unwrap().replace(&format!("{}/", folder.0.display()), "");
    assert_eq!(trouble, expected);
}

#[test]
fn a_file_in_place_of_a_folder_does_not_end_the_run() {
    let folder = Folder::new();
    crate::store::keep::write_new(&folder.0.join(".karat"), b"").unwrap();
    check_trouble(&folder, ".karat is not a folder (3 answers are not kept)");
    let folder = Folder::new();
    std::fs::create_dir_all(folder.0.join(".karat")).unwrap();
    crate::store::keep::write_new(&folder.cache(), b"").unwrap();
    check_trouble(&folder, ".karat/cache is not a folder (3 answers are not kept)");
}

#[test]
fn a_folder_that_cannot_be_made_does_not_end_the_run() {
    // Not even root makes folders there.
    let options = Options { cache: Some("/proc/karat/cache".into()), ..Options::default() };
    let run = World::new(2).run(&good(), &options);
    assert_eq!(words(&run), ["ok 1"; 2]);
    let expected =
        "cannot make /proc/karat/cache: No such file or directory (os error 2) (2 answers are not kept)";
    assert_eq!(run.cache_trouble.as_deref(), Some(expected));
}

#[test]
fn two_runs_at_a_time_share_a_cache_and_harm_nothing() {
    let (world, folder) = (World::new(60), Folder::new());
    let runs: Vec<Run> = std::thread::scope(|scope| {
        let running: Vec<_> = (0..4).map(|_| scope.spawn(|| world.run(&good(), &folder.options()))).collect();
        running.into_iter().map(|run| run.join().unwrap()).collect()
    });
    for run in &runs {
        assert_eq!(run.cache_trouble, None);
        assert_eq!(lines(run), lines(&runs[0]));
    }
    assert_eq!(folder.entries().len(), 60);
    assert_eq!(words(&world.run(&good(), &folder.options())), ["ok 0"; 60]);
    assert_eq!(stats(&folder.cache()).unwrap().n_unfinished, 0, "nothing is left behind");
}

#[test]
fn a_prune_during_a_run_costs_answers_and_nothing_else() {
    let (world, folder) = (World::new(100), Folder::new());
    std::thread::scope(|scope| {
        let running = scope.spawn(|| world.run(&good(), &folder.options()));
        while !running.is_finished() {
            prune(&folder.cache(), Prune::All).unwrap();
        }
        let run = running.join().unwrap();
        assert_eq!((n_answered(&run), run.cache_trouble), (100, None));
    });
}

#[test]
fn git_is_told_to_ignore_what_is_made_and_only_then() {
    let folder = Folder::new();
    World::new(1).run(&good(), &folder.options());
    let ignored = folder.0.join(".karat/.gitignore");
    edit(&ignored, |bytes| assert_eq!(bytes, b"*\n"));
    std::fs::remove_file(&ignored).unwrap();
    World::new(2).run(&good(), &folder.options());
    assert!(!Folder::files(&folder.0).contains(&ignored));
}

#[test]
fn what_a_killed_run_left_unfinished_is_removed_by_a_later_one() {
    let folder = Folder::new();
    World::new(1).run(&good(), &folder.options());
    let unfinished = folder.cache().join("unfinished");
    let (old, fresh) = (unfinished.join(".old.tmp"), unfinished.join(".fresh.tmp"));
    for path in [&old, &fresh] {
        crate::store::keep::write_new(path, b"{\"karat_ca").unwrap();
    }
    let long_ago = std::time::SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
    std::fs::OpenOptions::new().write(true).open(&old).unwrap().set_modified(long_ago).unwrap();
    World::new(2).run(&good(), &folder.options());
    assert_eq!(Folder::files(&unfinished), [fresh]);
}

#[test]
fn a_cache_is_counted_and_pruned() {
    let folder = Folder::new();
    assert_eq!(stats(&folder.cache()).unwrap(), cache::upkeep::Stats::default());
    World::new(3).run(&good(), &folder.options());
    World::new(2).run(&Remote { fingerprint: "fake 2".to_owned(), ..good() }, &folder.options());
    let entries = folder.entries();
    edit(&entries[0], Vec::clear);
    let long_ago = std::time::SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
    std::fs::OpenOptions::new().write(true).open(&entries[1]).unwrap().set_modified(long_ago).unwrap();
    crate::store::keep::write_new(&folder.cache().join("notes.txt"), b"mine").unwrap();

    let found = stats(&folder.cache()).unwrap();
    let n_entries: usize = found.extractors.iter().map(|extractor| extractor.n_entries).sum();
    assert_eq!((found.extractors.len(), n_entries, found.n_useless, found.n_useless_bytes), (2, 4, 1, 0));

    let pruned = |what| {
        let pruned = prune(&folder.cache(), what).unwrap();
        assert_eq!(pruned.troubles, [""; 0]);
        (pruned.n_removed, pruned.n_entries)
    };
    assert_eq!(pruned(Prune::Useless), (1, 4));
    assert_eq!(pruned(Prune::OlderThan(Duration::from_secs(86_400))), (1, 3));
    assert_eq!(pruned(Prune::All), (3, 0));
    let left: Vec<PathBuf> = Folder::files(&folder.cache());
    assert_eq!(left, [folder.cache().join("notes.txt")], "what is not karat's stays");
}
