// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! `innesto import` and `innesto demo`.

use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::ExitCode;

use bytes::Bytes;
use portal::Portal;
use portal::import::{Imported, Told};
use portal::indexing::Followed;

use super::open::files;
use super::{Failure, open_portal};
use crate::config::Config;

/// The demonstration content, in the order in which it is taken in.
const DEMO: &[&str] = &[
    include_str!("../../demo/practices-tosca.jsonl"),
    include_str!("../../demo/practices-europa.jsonl"),
    include_str!("../../demo/practices-territori.jsonl"),
    include_str!("../../demo/twinnings.jsonl"),
    include_str!("../../demo/members.jsonl"),
    include_str!("../../demo/adverts.jsonl"),
    include_str!("../../demo/communities.jsonl"),
    include_str!("../../demo/threads.jsonl"),
    include_str!("../../demo/writing.jsonl"),
];

/// The files that its documents name.
const DEMO_FILES: &[&[u8]] = &[include_bytes!("../../demo/files/convenzione-palestre.txt")];

/// The password of every account of the demonstration, known to all: they may be used on a loopback address alone.
const DEMO_PASSWORD: &str = "innesto-dimostrazione";

/// Lines after which progress is told again.
const PROGRESS: u64 = 5_000;

/// Takes in a file, or standard input for `-`.
pub(super) async fn file(config: &Config, path: &Path) -> Result<ExitCode, Failure> {
    let input: Box<dyn Read + Send> = if path == Path::new("-") {
        Box::new(std::io::stdin())
    } else {
        let file = std::fs::File::open(path)
            .map_err(|error| Failure::new(format!("{} cannot be read: {error}", path.display())))?;
        Box::new(file)
    };
    let portal = open_portal(config).await?;
    let imported = take_in(&portal, BufReader::with_capacity(1 << 20, input)).await?;
    catch_up(&portal).await?;
    say(&imported);
    Ok(if imported.refused == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Takes in the demonstration content; what is there already stays as it is.
pub(super) async fn demo(config: &Config) -> Result<ExitCode, Failure> {
    let portal = open_portal(config).await?;
    keep_files(config).await?;
    let mut all = Imported::default();
    for records in DEMO {
        let imported = take_in(&portal, records.as_bytes()).await?;
        all.lines += imported.lines;
        all.created += imported.created;
        all.changed += imported.changed;
        all.unchanged += imported.unchanged;
        all.refused += imported.refused;
    }
    portal.set_demo_passwords(DEMO_PASSWORD).await?;
    catch_up(&portal).await?;
    say(&all);
    Ok(if all.refused == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Keeps the files of the demonstration; a file that is there already is the same.
async fn keep_files(config: &Config) -> Result<(), Failure> {
    let storage = files(config)?.storage;
    for bytes in DEMO_FILES {
        let pieces = [Ok::<_, std::io::Error>(Bytes::from_static(bytes))];
        let received = storage.receive(futures::stream::iter(pieces), documents::LARGEST).await?;
        storage.keep(received).await?;
    }
    Ok(())
}

async fn take_in(portal: &Portal, lines: impl BufRead + Send + 'static) -> Result<Imported, Failure> {
    let mut said = 0;
    let imported = portal.import(lines, |told| match told {
        Told::Refused { line, reason } => eprintln!("line {line}: {reason}"),
        Told::UnknownFields { line, fields } => {
            eprintln!("line {line}: left out, since no such field is known: {}", fields.join(", "));
        }
        Told::Progress(lines) => {
            if lines / PROGRESS > said {
                said = lines / PROGRESS;
                eprintln!("{lines} lines");
            }
        }
    });
    Ok(imported.await?)
}

async fn catch_up(portal: &Portal) -> Result<(), Failure> {
    if portal.run_pending_work().await? == Followed::HeldElsewhere {
        eprintln!("a running server holds the index and brings it up to date");
    }
    portal.store().tidy().await?;
    Ok(())
}

fn say(imported: &Imported) {
    let Imported { lines, created, changed, unchanged, refused } = imported;
    println!("{lines} lines: {created} new, {changed} changed, {unchanged} the same, {refused} refused");
}

#[cfg(test)]
mod tests {
    use domain::practice::Stage;
    use domain::practice::writing::lacks;
    use domain::record::Record;
    use sha2::{Digest, Sha256};

    use super::*;

    /// The records that show how practices are written.
    fn written() -> impl Iterator<Item = Record> {
        let lines = include_str!("../../demo/writing.jsonl").lines();
        lines.map(|line| Record::read(line).unwrap_or_else(|error| panic!("{error}: {line}")).record)
    }

    #[test]
    fn practices_being_written_are_shown_in_each_stage_and_those_that_were_sent_lack_nothing() {
        let practices = written().filter_map(|record| match record {
            Record::Practice(practice) => Some(practice),
            _ => None,
        });
        let practices: Vec<_> = practices.collect();
        for stage in [Stage::Draft, Stage::Submitted, Stage::ChangesRequested, Stage::Published] {
            assert!(practices.iter().any(|practice| practice.stage == stage), "{stage:?}");
        }
        for practice in &practices {
            assert!(practice.demo, "{}", practice.uid);
            assert!(practice.stage == Stage::Draft || lacks(practice).is_empty(), "{}", practice.uid);
        }
        assert!(practices.iter().any(|practice| !practice.opinions.is_empty()));
    }

    #[test]
    fn the_files_of_the_demonstration_are_those_that_its_documents_name() {
        let named = written().filter_map(|record| match record {
            Record::Document(document) => Some((document.file.sha256, document.file.size)),
            _ => None,
        });
        let there = DEMO_FILES.iter().map(|bytes| (hex::encode(Sha256::digest(bytes)), bytes.len() as u64));
        assert_eq!(named.collect::<Vec<_>>(), there.collect::<Vec<_>>());
    }

    #[test]
    fn whom_make_run_names_is_in_the_demonstration_with_that_password() {
        let script = include_str!("../../../scripts/run");
        let named = script.lines().filter_map(|line| line.split_whitespace().find(|word| word.contains('@')));
        let named: Vec<&str> = named.filter(|word| word.ends_with("@example.org")).collect();
        assert_eq!(named.len(), 5);
        let members = include_str!("../../demo/members.jsonl");
        for address in named {
            assert!(members.contains(&format!("\"email\": \"{address}\"")), "{address}");
        }
        assert!(script.contains(&format!("password {DEMO_PASSWORD}:")));
        assert!(members.lines().all(|line| line.contains("\"demo\": true")), "everybody there is invented");
    }
}
