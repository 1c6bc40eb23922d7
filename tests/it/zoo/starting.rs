//! Programs that cannot be started: why, and what to do about it.

use std::os::unix::fs::PermissionsExt;

use crate::command::Folder;
use crate::zoo::keeper::{Cage, Kind, ask};

/// Starts a program in a folder; `FOLDER` in the detail stands for the folder.
fn check(folder: &Folder, cwd: &str, program: &str, detail: &str) {
    for kind in [Kind::Command, Kind::Worker] {
        let mut cage = Cage::of(&[program]);
        cage.program.cwd = Some(folder.path().join(cwd).to_str().unwrap().to_owned());
        let failure = ask(&*cage.source(kind, 1), "a").unwrap_err();
        let found = failure.detail.replace(folder.path().to_str().unwrap(), "FOLDER");
        assert_eq!((failure.kind.word(), &*found, failure.is_transient), ("cannot start", detail, false));
    }
}

fn make(folder: &Folder, name: &str, content: &str, mode: u32) {
    folder.write(name, content);
    std::fs::set_permissions(folder.path().join(name), PermissionsExt::from_mode(mode)).unwrap();
}

#[test]
fn a_program_that_cannot_be_started_is_told_why() {
    let folder = Folder::new();
    make(&folder, "plain.py", "print(1)\n", 0o644);
    make(&folder, "lost.py", "#!/usr/bin/no-such-python\r\nprint(1)\n", 0o755);
    make(&folder, "bare", "print(1)\n", 0o755);
    make(&folder, "sub/x", "", 0o755);
    check(&folder, "none", "sh", "there is no folder \"FOLDER/none\" to run it in");
    check(&folder, "", "no-such-program", "no program \"no-such-program\" in PATH");
    check(
        &folder,
        "",
        "plain.py",
        "no program \"plain.py\" in PATH; for the file of that name in \"FOLDER/\" write [\"python3\", \"plain.py\"]",
    );
    check(
        &folder,
        "",
        "./plain.py",
        "\"./plain.py\" is not executable: write [\"python3\", \"plain.py\"], or make it executable with chmod +x",
    );
    check(
        &folder,
        "",
        "bare",
        "no program \"bare\" in PATH; for the file of that name in \"FOLDER/\" write [\"./bare\"]",
    );
    check(&folder, "", "./sub", "\"./sub\" is a folder");
    check(&folder, "", "./none.py", "there is no file \"FOLDER/none.py\"");
    check(
        &folder,
        "",
        "./lost.py",
        "the first line of \"FOLDER/lost.py\" asks for \"/usr/bin/no-such-python\\r\", which is not there",
    );
    check(
        &folder,
        "",
        "./bare",
        "\"FOLDER/bare\" is no program for this system and its first line names none (\"#!/bin/sh\"): write [\"PROGRAM\", \"bare\"]",
    );
}

#[test]
fn a_program_is_found_from_the_folder_it_runs_in() {
    let folder = Folder::new();
    make(&folder, "sub/answers", "#!/bin/sh\necho '{\"facts\":[]}'\n", 0o755);
    let mut cage = Cage::of(&["./answers"]);
    cage.program.cwd = Some(folder.path().join("sub").to_str().unwrap().to_owned());
    assert_eq!(ask(&*cage.source(Kind::Command, 1), "a").unwrap().answer_line(), "{\"facts\":[]}");
}

#[test]
fn a_program_sees_only_the_variables_that_it_may() {
    let mut cage =
        Cage::of(&["sh", "-c", "printf '{\"facts\":[],\"env\":\"%s %s\"}' \"$ZOO\" \"${HOME-none}\""]);
    cage.program.env.only = Some(vec!["LANG".to_owned()]);
    cage.program.env.set.insert("ZOO".to_owned(), "fish".to_owned());
    let answer = ask(&*cage.source(Kind::Command, 1), "a").unwrap().answer_line();
    assert_eq!(answer, r#"{"facts":[],"env":"fish none"}"#);
}
