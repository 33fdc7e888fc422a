// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What can go wrong on the machine: one clear sentence and exit code 1, or it is mended by itself.

use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};

use crate::bed::{Bed, practices};

/// Every command that opens the database.
const OPENING: [&[&str]; 7] = [
    &["serve", "--listen", "127.0.0.1:0"],
    &["demo"],
    &["export", "out"],
    &["reindex"],
    &["verify-index"],
    &["messages"],
    &["migrate"],
];

#[test]
fn a_file_in_the_place_of_the_data_folder_is_said() {
    let bed = Bed::new();
    fs::write(bed.data(), "a file").unwrap();
    for command in OPENING {
        let sentence = bed.run(command).failed();
        assert!(sentence.contains(&bed.data().display().to_string()), "{command:?}: {sentence}");
    }
    assert_eq!(fs::read_to_string(bed.data()).unwrap(), "a file");
}

#[test]
fn a_folder_in_the_place_of_the_database_is_said() {
    let bed = Bed::new();
    fs::create_dir_all(bed.data().join("innesto.db")).unwrap();
    for command in OPENING {
        bed.run(command).failed();
    }
}

#[test]
fn a_database_that_is_none_is_said_and_left_alone() {
    let bed = Bed::new();
    fs::create_dir_all(bed.data()).unwrap();
    let database = bed.data().join("innesto.db");
    let rubbish = "no database ".repeat(1_000);
    fs::write(&database, &rubbish).unwrap();
    for command in OPENING {
        bed.run(command).failed();
    }
    assert_eq!(fs::read_to_string(database).unwrap(), rubbish);
}

#[test]
fn a_file_that_cannot_be_read_or_written_is_said() {
    let bed = Bed::new();
    let sentence = bed.run(["import", "absent.jsonl"]).failed();
    assert!(sentence.contains("absent.jsonl"), "{sentence}");
    let sentence = bed.run(["export", "absent/out.jsonl"]).failed();
    assert!(sentence.contains("absent/out.jsonl"), "{sentence}");
    let sentence = bed.run(["check-config", "--config", "absent.toml"]).failed();
    assert!(sentence.contains("absent.toml"), "{sentence}");
}

#[test]
fn a_port_in_use_is_said() {
    let bed = Bed::new();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let sentence = bed.run(["serve", "--listen", &address]).failed();
    assert!(sentence.contains(&address), "{sentence}");
}

#[test]
fn a_database_server_that_is_not_there_is_said_without_its_password() {
    let bed = Bed::new();
    let closed = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let url = format!("postgres://innesto:hunter2@{closed}/innesto");
    let ended = bed.command(["migrate"]).env("DATABASE_URL", url).output().unwrap();
    let sentence = crate::bed::Ended::from(ended).failed();
    assert!(!sentence.contains("hunter2"), "{sentence}");
}

/// A database that a later version has been at: a step of its history gets a name that this program does not know.
fn made_by_a_newer_version(database: &Path) {
    let name = migrations::names().pop().unwrap();
    let later = name.replacen("m20", "m29", 1);
    let mut bytes = fs::read(database).unwrap();
    // In the row and in the index over it; of the same length, so that the file stays a database.
    let places: Vec<usize> =
        (0..bytes.len() - name.len()).filter(|at| bytes[*at..].starts_with(name.as_bytes())).collect();
    assert!(!places.is_empty());
    for at in places {
        bytes[at..at + name.len()].copy_from_slice(later.as_bytes());
    }
    fs::write(database, bytes).unwrap();
}

#[test]
fn a_database_of_a_newer_version_is_said_and_left_alone() {
    let bed = Bed::new();
    bed.run(["migrate"]).well();
    let database = bed.data().join("innesto.db");
    assert!(!bed.data().join("innesto.db-wal").exists(), "everything is in the one file");
    made_by_a_newer_version(&database);
    let before = fs::read(&database).unwrap();
    for command in OPENING {
        let sentence = bed.run(command).failed();
        assert!(sentence.contains("newer version"), "{command:?}: {sentence}");
    }
    assert!(fs::read(database).unwrap() == before, "it was written");
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found
}

#[test]
fn a_broken_index_is_mended_by_whatever_command_comes_next() {
    let bed = Bed::new();
    bed.import(&practices("a", 20)).well();
    let index = bed.data().join("index");
    for command in [&["verify-index"][..], &["reindex"], &["import", "lines.jsonl"]] {
        for file in files(&index) {
            let half = fs::read(&file).unwrap().len() / 2;
            fs::write(&file, vec![0xaa; half]).unwrap();
        }
        bed.run(command).well();
        bed.run(["verify-index"]).well();
    }
    fs::remove_dir_all(&index).unwrap();
    let serving = bed.serve();
    serving.ready();
    assert_eq!(serving.finds("nidi"), 20);
    assert_eq!(serving.stop(), Some(0));
    bed.run(["verify-index"]).well();
}

#[test]
fn an_index_folder_that_cannot_be_made_is_said() {
    let bed = Bed::new();
    bed.run(["migrate"]).well();
    fs::write(bed.data().join("index"), "a file").unwrap();
    bed.run(["verify-index"]).failed();
    assert_eq!(fs::read_to_string(bed.data().join("index")).unwrap(), "a file");
}
