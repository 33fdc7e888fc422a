// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! kill -9 at any moment: what was acknowledged is there, what was half done is not, and the index agrees.

use std::collections::BTreeSet;
use std::io::Write;
use std::process::Stdio;
use std::thread;

use crate::bed::{Bed, practices, until};

/// Lines that an import writes with one transaction.
const BATCH: usize = 500;
/// Lines that are offered to an import that will be killed.
const OFFERED: usize = 4 * BATCH;
/// How far the rounds of a series are apart, in bytes that the database has grown.
const STRIDE: u64 = 300_000;

fn uids(prefix: &str, count: usize) -> BTreeSet<String> {
    (0..count).map(|at| format!("{prefix}{at:05}")).collect()
}

/// Kills an import after the database has grown by so much; it cannot have ended, since its input has not.
fn kill_an_import(bed: &Bed, lines: String, growth: u64) {
    let before = Bed::size_of(&bed.data());
    let mut command = bed.command(["import", "-"]);
    let mut import = command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    let mut input = import.stdin.take().unwrap();
    let (release, held) = std::sync::mpsc::channel::<()>();
    let feeding = thread::spawn(move || {
        // A killed reader breaks the pipe.
        let _ = input.write_all(lines.as_bytes());
        let _ = held.recv();
    });
    until("the import has written so much", || Bed::size_of(&bed.data()) >= before + growth);
    import.kill().unwrap();
    import.wait().unwrap();
    drop(release);
    feeding.join().unwrap();
}

/// A round: an import that ends, one that is killed, and a look at what is there.
fn import_round(bed: &Bed, round: usize, kept: &mut BTreeSet<String>) {
    let (small, large) = (format!("small{round}-"), format!("large{round}-"));
    bed.import(&practices(&small, 20)).well();
    kept.extend(uids(&small, 20));
    kill_an_import(bed, practices(&large, OFFERED), STRIDE * (round as u64 % 5));
    bed.run(["verify-index"]).well();
    let there = bed.practices();
    assert!(kept.is_subset(&there), "round {round}: an acknowledged record is lost");
    let new: BTreeSet<String> = there.difference(kept).cloned().collect();
    assert!(new.len().is_multiple_of(BATCH), "round {round}: a batch is there by half: {}", new.len());
    assert_eq!(new, uids(&large, new.len()), "round {round}: batches are there in their order");
    kept.extend(new);
}

fn imports_are_killed(rounds: usize) {
    let bed = Bed::new();
    let mut kept = BTreeSet::new();
    for round in 0..rounds {
        import_round(&bed, round, &mut kept);
    }
    // What was broken off goes on when it is taken in again.
    let last = format!("large{}-", rounds - 1);
    bed.import(&practices(&last, OFFERED)).well();
    kept.extend(uids(&last, OFFERED));
    assert_eq!(bed.practices(), kept);
    bed.run(["verify-index"]).well();
}

/// A round: a server follows an import that was acknowledged, and is killed after so many changes in its index.
fn server_round(bed: &Bed, round: usize, kept: &mut BTreeSet<String>) {
    let serving = bed.serve();
    serving.ready();
    let index = bed.data().join("index");
    let prefix = format!("p{round}-");
    let count = BATCH + 100;
    bed.import(&practices(&prefix, count)).well();
    kept.extend(uids(&prefix, count));
    let mut size = Bed::size_of(&index);
    for _ in 0..round % 4 {
        until("the index changes, or has followed", || {
            let now = Bed::size_of(&index);
            let changed = std::mem::replace(&mut size, now) != now;
            changed || serving.finds(&prefix) >= count as u64
        });
    }
    serving.kill();
    bed.run(["verify-index"]).well();
    assert_eq!(&bed.practices(), kept, "round {round}");
}

fn servers_are_killed(rounds: usize) {
    let bed = Bed::new();
    let mut kept = BTreeSet::new();
    for round in 0..rounds {
        server_round(&bed, round, &mut kept);
    }
    let serving = bed.serve();
    serving.ready();
    assert_eq!(serving.finds("nidi"), kept.len() as u64);
    assert_eq!(serving.stop(), Some(0));
}

#[test]
fn a_killed_import_loses_nothing_that_was_acknowledged() {
    imports_are_killed(3);
}

#[test]
fn a_killed_server_loses_nothing_that_was_acknowledged() {
    servers_are_killed(3);
}

#[test]
#[ignore = "long: run by make prove"]
fn prove_fifty_killed_imports_lose_nothing() {
    imports_are_killed(50);
}

#[test]
#[ignore = "long: run by make prove"]
fn prove_fifty_killed_servers_lose_nothing() {
    servers_are_killed(50);
}
