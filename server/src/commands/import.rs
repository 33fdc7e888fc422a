// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! `innesto import` and `innesto demo`.

use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::ExitCode;

use portal::Portal;
use portal::import::{Imported, Told};
use portal::indexing::Followed;

use super::{Failure, open_portal};
use crate::config::Config;

/// The demonstration content, in the order in which it is taken in.
const DEMO: &[&str] = &[
    include_str!("../../demo/practices-tosca.jsonl"),
    include_str!("../../demo/practices-europa.jsonl"),
    include_str!("../../demo/practices-territori.jsonl"),
    include_str!("../../demo/members.jsonl"),
];

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
    use super::*;

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
