// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! A record that passes the rules and that the database refuses all the same: nothing of it is left behind.

use portal::import::Told;
use serde_json::{Value, json};

use crate::world::{adoption, on_both, practice, with};

/// The longest line that is read, its end included.
const LINE_MAX: usize = 4 << 20;

/// A practice whose line just fits, and whose record with its defaults is longer than the database keeps.
fn too_large() -> Value {
    let of = |lengths: &[usize]| {
        let models: Vec<Value> =
            lengths.iter().map(|length| json!({"title": "M", "description": "x".repeat(*length)})).collect();
        with(practice("large", "Grande"), json!({"themes": ["scuola"], "models": models}))
    };
    let mut lengths = vec![65_000; 64];
    let missing = LINE_MAX - 1 - of(&lengths).to_string().len();
    assert!(missing < 64 * 535, "each text stays within its own limit: {missing}");
    for length in &mut lengths {
        *length += missing / 64;
    }
    lengths[0] += missing % 64;
    let record = of(&lengths);
    assert_eq!(record.to_string().len(), LINE_MAX - 1);
    record
}

#[tokio::test]
async fn one_record_that_the_database_refuses_leaves_the_others_of_its_batch_in() {
    on_both(async |world| {
        let lines = [
            practice("one", "Uno"),
            too_large(),
            with(practice("two", "Due"), json!({"themes": ["scuola"]})),
            adoption("a", "one", "pilot"),
        ];
        let lines: String = lines.iter().map(|line| format!("{line}\n")).collect();
        let (imported, told) = world.import(lines).await;
        assert_eq!((imported.lines, imported.created, imported.refused), (4, 3, 1));
        let [Told::Refused { line: 2, reason }] = told.as_slice() else { panic!("{told:?}") };
        assert!(reason.contains("limit"), "{reason}");
        world.follow().await;
        for (table, wanted) in
            [("practices", 2), ("adoptions", 1), ("practice_themes", 1), ("renderings", 2), ("slugs", 2), ("log", 3)]
        {
            let rows = world.number(&format!("SELECT count(*) FROM {table}")).await;
            assert_eq!(rows, wanted, "{table}");
        }
        assert_eq!(world.portal.store().last_seq().await.unwrap(), 3);
    })
    .await;
}
