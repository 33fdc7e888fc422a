// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Lists of hostile texts that others gathered.

use std::io::Write;
use std::path::PathBuf;

/// A file of the corpora, or `None` with a word on stderr that the test harness can't swallow.
pub fn corpus(path: &str) -> Option<String> {
    let Some(shared) = std::env::var_os("INNESTO_SHARED") else {
        let line = format!("LEFT OUT: corpora/{path}, because INNESTO_SHARED is not set\n");
        std::io::stderr().write_all(line.as_bytes()).unwrap();
        return None;
    };
    let bytes = std::fs::read(PathBuf::from(shared).join("corpora").join(path)).unwrap();
    Some(String::from_utf8_lossy(&bytes).into_owned())
}
