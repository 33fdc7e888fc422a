// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The child that reads documents, for the tests of the use cases: `reader extract KIND < FILE | cat`.

use std::process::ExitCode;

fn main() -> ExitCode {
    match std::env::args().skip(1).collect::<Vec<_>>().as_slice() {
        [command, kind] if command == documents::extract::COMMAND => documents::extract::child(kind),
        _ => ExitCode::from(2),
    }
}
