// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Two people who write the same practice at once (TRAPS R17).

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use domain::practice::writing::Step;
use portal::form::{FieldProblem as Wrong, FormError};

use crate::cast::{IT, begin, settle, typed};
use crate::world::{World, on_both, uid};

/// How often each of the two saves.
const TIMES: u64 = 500;

/// Saves again and again, each time on top of what is there, adding a line of one's own; says how often it was taken.
async fn write_on(world: &World, name: &str, draft: &str, conflicts: &AtomicU64) -> Vec<String> {
    let viewer = world.by(name).await;
    let mut taken = Vec::new();
    for number in 0..TIMES {
        let page = world.portal.writing_step(&viewer, IT, draft, Step::Story).await.unwrap();
        let before = page.typed.iter().find(|(known, _)| known == "problem").unwrap().1.clone();
        let own = format!("{name} {number}");
        let text = format!("{before}\n{own}");
        let form = typed(&[("problem", text.trim()), ("version", &page.version)]);
        match world.portal.save_step(&viewer, draft, Step::Story, form).await {
            Ok(_) => taken.push(own),
            Err(FormError::Fields(problems)) if problems == [("form", Wrong::Conflict)] => {
                conflicts.fetch_add(1, Ordering::Relaxed);
            }
            Err(other) => panic!("{other}"),
        }
    }
    taken
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_a_thousand_saves_by_two_exactly_the_accepted_are_versions_and_no_text_is_lost() {
    on_both(async |world| {
        settle(world).await;
        let draft = begin(world, &world.by("ada").await, "Mensa").await;
        let conflicts = Arc::new(AtomicU64::new(0));
        let (one, other) =
            tokio::join!(write_on(world, "ada", &draft, &conflicts), write_on(world, "edo", &draft, &conflicts));
        let accepted = (one.len() + other.len()) as u64;
        assert_eq!(accepted + conflicts.load(Ordering::Relaxed), 2 * TIMES);
        let kept = world.portal.store().practice_for(&world.by("ada").await, &uid(&draft)).await.unwrap().unwrap();
        assert_eq!(kept.record_version as u64, accepted + 1, "one version for each, and the first");
        let revisions = world.number("SELECT count(*) FROM revisions").await as u64;
        assert_eq!(revisions, accepted + 1);
        let lines: Vec<&str> = kept.record.problem.as_deref().unwrap().lines().collect();
        assert_eq!(lines.len() as u64, accepted);
        assert!(one.iter().chain(&other).all(|own| lines.contains(&own.as_str())));
    })
    .await;
}
