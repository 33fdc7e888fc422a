// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! A portal with a child process that reads documents and draws pictures.

use std::path::PathBuf;

use portal::documents::Files;
use portal::{Clock, Portal, Settings};

use crate::world::{World, settings};

/// The example `reader`, which cargo builds beside the tests.
fn program() -> PathBuf {
    let test = std::env::current_exe().unwrap();
    let path = test.parent().and_then(|deps| deps.parent()).unwrap().join("examples/reader");
    assert!(path.exists(), "{} is missing: run `cargo test -p portal`, which builds it", path.display());
    path
}

/// The portal of a world, with somebody who reads documents and draws pictures.
pub async fn reading(world: &World) -> Portal {
    let now = world.now();
    let settings = Settings {
        index: world.folder().join("index-of-reading"),
        help: Vec::new(),
        operator_names: Vec::new(),
        now: Clock::new(move || now),
        searches: 1,
        people: settings(),
        files: Files::in_folder(&world.folder().join("files-of-reading"), program()).unwrap(),
    };
    Portal::open(world.portal.store().clone(), settings).await.unwrap()
}
