// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The child for the tests, with the allocator of the real program: `extract extract KIND < FILE | cat`.

use std::process::ExitCode;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    match std::env::args().skip(1).collect::<Vec<_>>().as_slice() {
        [command, kind] if command == documents::extract::COMMAND => documents::extract::child(kind),
        _ => ExitCode::from(2),
    }
}
