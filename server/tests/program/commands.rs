// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What each command does when nothing is wrong, and how wrong use is told.

use std::ffi::OsStr;
use std::fs;
use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::process::Stdio;

use crate::bed::{Bed, Ended, practices};

const COMMANDS: [&str; 12] = [
    "serve",
    "demo",
    "import",
    "export",
    "backup",
    "restore",
    "reindex",
    "verify-index",
    "messages",
    "token",
    "migrate",
    "check-config",
];

#[test]
fn every_command_explains_itself() {
    let bed = Bed::new();
    let all = bed.run(["--help"]).well();
    for command in COMMANDS {
        assert!(all.out.contains(command), "{command}");
        let help = bed.run([command, "--help"]).well();
        assert!(help.out.contains("--data"), "{command}: {}", help.out);
    }
    assert!(bed.run(["--version"]).well().out.starts_with("innesto "));
    assert!(!bed.data().exists(), "explaining makes no folder");
}

#[test]
fn wrong_use_ends_with_2() {
    let bed = Bed::new();
    for wrong in [
        &[][..],
        &["fly"],
        &["import"],
        &["export"],
        &["serve", "--colour", "green"],
        &["demo", "x"],
        &["import", "a", "b"],
    ] {
        let ended = bed.run(wrong);
        assert_eq!(ended.code, Some(2), "{wrong:?}: {ended:?}");
        assert!(!ended.err.is_empty());
    }
    assert!(!bed.data().exists());
}

#[test]
fn the_demonstration_twice_is_the_demonstration_once() {
    let bed = Bed::new();
    let first = bed.run(["demo"]).well();
    assert!(first.out.contains(" 0 changed, 0 the same, 0 refused"), "{}", first.out);
    let before = bed.practices();
    let second = bed.run(["demo"]).well();
    assert!(second.out.contains(": 0 new, 0 changed, ") && second.out.contains(" 0 refused"), "{}", second.out);
    assert_eq!(bed.practices(), before);
    assert!(bed.run(["verify-index"]).well().out.starts_with("index and database agree"));
}

#[test]
fn a_refused_line_is_told_and_the_exit_code_is_1() {
    let bed = Bed::new();
    let ended = bed.import(&format!("{}bad\n{}", practices("a", 2), practices("b", 1)));
    assert_eq!(ended.code, Some(1), "{ended:?}");
    assert!(ended.err.lines().any(|line| line.starts_with("line 3: ")), "{}", ended.err);
    assert!(ended.out.contains("4 lines: 3 new, 0 changed, 0 the same, 1 refused"), "{}", ended.out);
    assert_eq!(bed.practices().len(), 3);
    bed.run(["verify-index"]).well();
}

#[test]
fn records_are_read_from_standard_input_too() {
    let bed = Bed::new();
    let mut child = bed
        .command(["import", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(practices("a", 3).as_bytes()).unwrap();
    Ended::from(child.wait_with_output().unwrap()).well();
    assert_eq!(bed.practices().len(), 3);
}

#[test]
fn an_export_is_readable_by_its_owner_only() {
    let bed = Bed::new();
    bed.import(&practices("a", 2)).well();
    let file = bed.path("out.jsonl");
    let mode = || fs::metadata(&file).unwrap().permissions().mode() & 0o777;
    bed.run([OsStr::new("export"), file.as_os_str()]).well();
    assert_eq!(mode(), 0o600);
    fs::set_permissions(&file, fs::Permissions::from_mode(0o644)).unwrap();
    let ended = bed.run([OsStr::new("export"), file.as_os_str()]).well();
    assert_eq!(mode(), 0o600, "also where a readable file was before");
    assert!(ended.err.contains("only its owner"), "a warning is wanted: {}", ended.err);
    let names: Vec<_> = fs::read_dir(bed.folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert!(!names.iter().any(|name| name.to_string_lossy().ends_with(".part")), "{names:?}");
}

#[test]
fn an_export_does_not_inherit_the_mode_of_a_left_over() {
    let bed = Bed::new();
    let part = bed.path("out.jsonl.part");
    fs::write(&part, "x").unwrap();
    fs::set_permissions(&part, fs::Permissions::from_mode(0o666)).unwrap();
    bed.run([OsStr::new("export"), bed.path("out.jsonl").as_os_str()]).well();
    assert_eq!(fs::metadata(bed.path("out.jsonl")).unwrap().permissions().mode() & 0o777, 0o600);
}

#[test]
fn what_was_exported_is_taken_in_elsewhere_and_exported_the_same() {
    let (here, there) = (Bed::new(), Bed::new());
    here.run(["demo"]).well();
    let file = here.path("out.jsonl");
    here.run([OsStr::new("export"), file.as_os_str()]).well();
    let text = fs::read_to_string(&file).unwrap();
    there.import(&text).well();
    let again = there.path("again.jsonl");
    there.run([OsStr::new("export"), again.as_os_str()]).well();
    assert!(fs::read_to_string(again).unwrap() == text);
}

#[test]
fn a_token_is_printed_for_a_member_and_kept_as_a_fingerprint() {
    let bed = Bed::new();
    bed.run(["demo"]).well();
    let made = bed.run(["token", "create", "--member", "ada.funzionaria@example.org"]).well();
    let token = made.out.trim();
    assert!(token.len() == 64 && token.bytes().all(|byte| byte.is_ascii_hexdigit()), "{token}");
    let database = fs::read(bed.data().join("innesto.db")).unwrap();
    assert!(!database.windows(token.len()).any(|bytes| bytes == token.as_bytes()));
    for nobody in ["nobody@example.org", "nobody"] {
        bed.run(["token", "create", "--member", nobody]).failed();
    }
}

#[test]
fn the_demonstration_brings_the_files_of_its_documents() {
    let bed = Bed::new();
    bed.run(["demo"]).well();
    let kept = bed.data().join("files/kept");
    assert!(Bed::size_of(&kept) > 0);
    assert!(bed.practices().contains("prac-nidi-un-modulo-solo"));
}

#[test]
fn the_configuration_is_shown_without_its_secrets() {
    let bed = Bed::new();
    let url = "postgres://innesto:hunter2@db.example.org/innesto";
    let shown = bed.command(["check-config"]).env("DATABASE_URL", url).output().unwrap();
    let shown = Ended::from(shown).well();
    assert!(!shown.out.contains("hunter2") && !shown.err.contains("hunter2"), "{shown:?}");
    assert!(shown.out.contains("database_url"));
    let wrong =
        bed.command(["check-config"]).env("INNESTO_LISTEN", "nowhere").env("DATABASE_URL", url).output().unwrap();
    let wrong = Ended::from(wrong);
    assert_eq!(wrong.code, Some(1));
    assert!(wrong.err.contains("listen") && !wrong.err.contains("hunter2"), "{}", wrong.err);
    assert!(!bed.data().exists(), "checking makes no folder");
}

#[test]
fn the_data_folder_of_the_command_line_wins() {
    let bed = Bed::new();
    let other = bed.path("other");
    bed.run([OsStr::new("migrate"), OsStr::new("--data"), other.as_os_str()]).well();
    assert!(other.join("innesto.db").exists() && !bed.data().exists());
}

#[test]
fn a_reindex_and_a_comparison_say_how_many_records_there_are() {
    let bed = Bed::new();
    bed.import(&practices("a", 7)).well();
    assert!(bed.run(["reindex"]).well().out.contains("records indexed"));
    assert!(bed.run(["verify-index"]).well().out.contains("agree"));
}

#[test]
fn a_stopped_server_ends_with_0_and_leaves_everything_whole() {
    let bed = Bed::new();
    bed.import(&practices("a", 3)).well();
    let serving = bed.serve();
    serving.ready();
    assert_eq!(serving.finds("nidi"), 3);
    assert_eq!(serving.stop(), Some(0));
    bed.run(["verify-index"]).well();
}

#[test]
fn a_running_server_follows_what_is_imported_beside_it() {
    let bed = Bed::new();
    let serving = bed.serve();
    serving.ready();
    bed.import(&practices("a", 3)).well();
    crate::bed::until("the import is found", || serving.finds("nidi") == 3);
    assert_eq!(serving.stop(), Some(0));
}
