// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! A backup of a running portal, put back elsewhere, is the same portal; what is damaged or in the way is refused.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use zip::ZipArchive;

use crate::bed::{Bed, Ended, practices};

/// What the document says.
const TEXT: &str = "Il regolamento unico dei nidi in rete.\n";

fn hash() -> String {
    hex::encode(Sha256::digest(TEXT.as_bytes()))
}

/// Where a data folder keeps the document.
fn kept(data: &Path) -> PathBuf {
    let hash = hash();
    data.join("files/kept").join(&hash[..2]).join(&hash[2..4]).join(&hash)
}

/// A practice with a document whose file is there.
fn with_document(bed: &Bed) {
    let file = json!({"sha256": hash(), "name": "regolamento.txt", "kind": "text", "size": TEXT.len(),
        "at": 1_790_000_000_000_i64});
    let line = json!({"type": "document", "uid": "doc-regolamento", "practice": "a00000", "title": "Regolamento",
        "kind": "document", "licence": "CC-BY-4.0", "file": file});
    fs::create_dir_all(kept(&bed.data()).parent().unwrap()).unwrap();
    fs::write(kept(&bed.data()), TEXT).unwrap();
    bed.import(&format!("{}{line}\n", practices("a", 3))).well();
}

fn backup(bed: &Bed, name: &str) -> (PathBuf, Ended) {
    let file = bed.path(name);
    let ended = bed.run([OsStr::new("backup"), file.as_os_str()]);
    (file, ended)
}

fn restore(bed: &Bed, file: &Path) -> Ended {
    bed.run([OsStr::new("restore"), file.as_os_str()])
}

fn export(bed: &Bed) -> String {
    let file = bed.path("export.jsonl");
    bed.run([OsStr::new("export"), file.as_os_str()]).well();
    fs::read_to_string(file).unwrap()
}

fn manifest(file: &Path) -> Value {
    let mut archive = ZipArchive::new(File::open(file).unwrap()).unwrap();
    serde_json::from_reader(archive.by_name("manifest.json").unwrap()).unwrap()
}

/// The names in a folder.
fn names(folder: &Path) -> Vec<String> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect()
}

#[test]
fn a_running_portal_is_put_back_elsewhere_whole() {
    let (here, there) = (Bed::new(), Bed::new());
    here.run(["demo"]).well();
    with_document(&here);
    let serving = here.serve();
    serving.ready();
    let found = serving.finds("nidi");
    assert!(found >= 3);
    let (file, ended) = backup(&here, "portal.backup");
    ended.well();
    assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    assert!(!names(here.folder.path()).iter().any(|name| name.starts_with('.')), "nothing is left beside it");
    let said = manifest(&file);
    assert!(said["files"].as_array().unwrap().iter().any(|part| part["sha256"] == hash().as_str()), "{said}");
    assert_eq!(said["missing"], json!([]));
    assert!(said["seq"].as_i64().unwrap() > 3 && said["made_at"].is_string(), "{said}");
    // What comes after the backup is not in it.
    let before = export(&here);
    here.import(&practices("later", 2)).well();
    assert_eq!(serving.stop(), Some(0));
    restore(&there, &file).well();
    assert!(export(&there) == before);
    assert_eq!(fs::read_to_string(kept(&there.data())).unwrap(), TEXT);
    assert!(there.run(["verify-index"]).well().out.starts_with("index and database agree"));
    let serving = there.serve();
    serving.ready();
    assert_eq!(serving.finds("nidi"), found);
    assert_eq!(serving.stop(), Some(0));
    there.run(["verify-audit"]).well();
}

#[test]
fn a_backup_takes_no_other_files_place() {
    let bed = Bed::new();
    with_document(&bed);
    let (file, ended) = backup(&bed, "one.backup");
    ended.well();
    let bytes = fs::read(&file).unwrap();
    let (_, again) = backup(&bed, "one.backup");
    assert!(again.failed().contains("one.backup"));
    assert!(fs::read(&file).unwrap() == bytes);
    let (_, nowhere) = backup(&bed, "absent/one.backup");
    assert!(nowhere.failed().contains("absent/one.backup"));
}

#[test]
fn without_a_database_there_is_nothing_to_copy_and_nothing_is_made() {
    let bed = Bed::new();
    let (file, ended) = backup(&bed, "one.backup");
    assert!(ended.failed().contains("no database"));
    assert!(!file.exists() && !bed.data().exists());
}

#[test]
fn a_file_that_is_not_there_is_named_and_the_rest_is_kept() {
    let bed = Bed::new();
    with_document(&bed);
    fs::remove_file(kept(&bed.data())).unwrap();
    let (file, ended) = backup(&bed, "one.backup");
    assert!(ended.well().err.contains("1 of the files"));
    assert_eq!(manifest(&file)["missing"], json!([hash()]));
    let there = Bed::new();
    restore(&there, &file).well();
    assert_eq!(there.practices().len(), 3);
}

#[test]
fn a_damaged_backup_is_refused_and_nothing_is_left_of_it() {
    let bed = Bed::new();
    with_document(&bed);
    let (file, ended) = backup(&bed, "one.backup");
    ended.well();
    let whole = fs::read(&file).unwrap();
    let text = whole.windows(TEXT.len()).position(|bytes| bytes == TEXT.as_bytes()).unwrap();
    let there = Bed::new();
    let damaged = there.path("damaged.backup");
    for at in [200, whole.len() / 3, text + 5] {
        let mut bytes = whole.clone();
        bytes[at] ^= 0x20;
        fs::write(&damaged, bytes).unwrap();
        let sentence = restore(&there, &damaged).failed();
        assert!(sentence.contains("damaged"), "{at}: {sentence}");
        assert_eq!(names(&there.data()), Vec::<String>::new(), "{at}");
    }
    for length in [0, 10, whole.len() / 2, whole.len() - 1] {
        fs::write(&damaged, &whole[..length]).unwrap();
        restore(&there, &damaged).failed();
        assert_eq!(names(&there.data()), Vec::<String>::new(), "{length}");
    }
    restore(&there, &bed.path("absent.backup")).failed();
    restore(&there, &file).well();
}

#[test]
fn a_backup_is_put_into_an_empty_data_folder_only() {
    let bed = Bed::new();
    with_document(&bed);
    let (file, ended) = backup(&bed, "one.backup");
    ended.well();
    bed.import(&practices("later", 1)).well();
    let before = export(&bed);
    assert!(restore(&bed, &file).failed().contains("not empty"));
    assert!(export(&bed) == before);
    let there = Bed::new();
    fs::create_dir(there.data()).unwrap();
    restore(&there, &file).well();
    assert_eq!(there.practices().len(), 3);
}

#[test]
fn a_database_on_postgresql_is_left_to_its_own_tools() {
    let bed = Bed::new();
    for command in ["backup", "restore"] {
        let url = "postgres://innesto:hunter2@db.example.org/innesto";
        let ended = bed.command([command, "one.backup"]).env("DATABASE_URL", url).output().unwrap();
        let sentence = Ended::from(ended).failed();
        assert!(sentence.contains("pg_dump") && sentence.contains("docs/OPERATION.md"), "{sentence}");
        assert!(!sentence.contains("hunter2"));
    }
    assert!(!bed.data().exists());
}

#[test]
fn an_account_that_was_closed_after_the_backup_stays_closed() {
    let (here, there) = (Bed::new(), Bed::new());
    let member = |uid: &str| {
        json!({"type": "member", "uid": uid, "first_name": "Ada", "last_name": "Prova",
            "email": format!("{uid}@comune.example.it"), "job_title": "Funzionaria", "member_type": "official",
            "locale": "it", "state": "active", "joined_on": "2026-03-02"})
    };
    here.import(&format!("{}\n{}\n", member("gone"), member("stays"))).well();
    let (file, ended) = backup(&here, "one.backup");
    ended.well();
    fs::create_dir(there.data()).unwrap();
    let mark = hex::encode(Sha256::digest(b"closed account:gone"));
    fs::write(there.data().join("closed-accounts"), format!("{mark} 2026-03-03T12:00:00Z\n")).unwrap();
    assert!(restore(&there, &file).well().out.contains("are closed again: 1"));
    let after = export(&there);
    assert!(after.contains("stays@comune.example.it") && !after.contains("gone@comune.example.it"));
    assert!(names(&there.data()).contains(&"closed-accounts".to_owned()));
}
