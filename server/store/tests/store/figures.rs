// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! How fast records come in and pages come out: figures for people, not a test.
//! `cargo test -p store -- --ignored --nocapture figures`

use std::time::Instant;

use domain::phase::Phase;
use domain::policy::Viewer;
use store::Page;

use crate::world::{World, noon, on_both, practice, slug};

const RECORDS: usize = 10_000;
const BATCH: usize = 500;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "prints figures"]
async fn figures() {
    on_both(async |world| {
        let backend = sea_orm::ConnectionTrait::get_database_backend(world.connection());
        let start = Instant::now();
        for batch in 0..RECORDS / BATCH {
            put_batch(world, batch).await;
        }
        let rate = RECORDS as f64 / start.elapsed().as_secs_f64();
        println!("{backend:?}: {rate:.0} practices a second, of 2,000 characters, with rendering, {BATCH} a change");
        timed("practice_by_slug", 1_000, async |n| {
            world.store.practice_by_slug(&Viewer::Visitor, &slug(&format!("pratica-{n}")), 1).await.unwrap();
        })
        .await;
        timed("latest_practices(10)", 100, async |_| {
            world.store.latest_practices(&Viewer::Visitor, Page::first(10)).await.unwrap();
        })
        .await;
        timed("counts", 10, async |_| {
            world.store.counts(&Viewer::Visitor).await.unwrap();
        })
        .await;
        timed("practices_by_region", 10, async |_| {
            world.store.practices_by_region(&Viewer::Visitor, &[]).await.unwrap();
        })
        .await;
        timed("practices_by_theme", 10, async |_| {
            world.store.practices_by_theme(&Viewer::Visitor).await.unwrap();
        })
        .await;
    })
    .await;
}

async fn put_batch(world: &World, batch: usize) {
    let mut change = world.store.begin(noon()).await.unwrap();
    for number in batch * BATCH..(batch + 1) * BATCH {
        let mut one = practice(&format!("p{number}"), &format!("Pratica {number}"));
        one.problem = Some("Il bisogno è questo. ".repeat(50));
        one.solution = Some("La soluzione è quella. ".repeat(45));
        one.themes = vec![crate::world::uid(&format!("t{}", number % 15))];
        one.region = Some(format!("{:02}", number % 20 + 1));
        let put = change.put_practice(&one, Phase::Identified).await.unwrap();
        change.put_rendering(&one.uid, put.record_version, 1, one.problem.as_deref().unwrap()).await.unwrap();
    }
    change.commit().await.unwrap();
}

async fn timed(name: &str, times: u32, what: impl AsyncFn(u32)) {
    let start = Instant::now();
    for n in 0..times {
        what(n).await;
    }
    println!("  {name}: {:.3} ms", start.elapsed().as_secs_f64() * 1_000.0 / f64::from(times));
}
