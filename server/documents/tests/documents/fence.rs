// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The child shuts itself in before it reads a byte.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use crate::child::program;

#[test]
fn the_child_has_its_limits_before_it_reads() {
    let mut child = Command::new(program())
        .args(["extract", "text"])
        .env_clear()
        .env("MIMALLOC_ARENA_RESERVE", "0")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut first = String::new();
    BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut first).unwrap();
    assert!(first == "{\"fence\":\"sealed\"}\n" || first == "{\"fence\":\"limits_only\"}\n", "{first}");
    // Nothing was given yet, so it stands where it would read.
    let about = |name: &str| std::fs::read_to_string(format!("/proc/{}/{name}", child.id())).unwrap();
    if cfg!(target_os = "linux") {
        let (status, limits) = (about("status"), about("limits"));
        assert!(status.contains("Seccomp:\t2"), "{status}");
        assert!(status.contains("NoNewPrivs:\t1"), "{status}");
        let limit = |name: &str| {
            let line = limits.lines().find(|line| line.starts_with(name)).unwrap();
            line[name.len()..].split_whitespace().next().unwrap().parse::<u64>().unwrap()
        };
        let mib = 1024 * 1024;
        assert!((512 * mib..700 * mib).contains(&limit("Max address space")), "{limits}");
        assert_eq!(limit("Max data size"), 512 * mib);
        assert_eq!(limit("Max cpu time"), 10);
        assert_eq!(limit("Max file size"), 0);
        assert_eq!(limit("Max open files"), 16);
        assert_eq!(limit("Max core file size"), 0);
    }
    drop(child.stdin.take());
    assert!(child.wait().unwrap().success());
}

#[test]
fn a_word_that_is_no_kind_is_refused() {
    let status = Command::new(program()).args(["extract", "html"]).stdin(Stdio::null()).status().unwrap();
    assert_eq!(status.code(), Some(2));
}
