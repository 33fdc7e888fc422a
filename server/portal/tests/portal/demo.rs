// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The demonstration content that the program brings along.

use serde_json::Value;

use crate::world::World;

const FILES: [&str; 5] = [
    include_str!("../../../demo/base.jsonl"),
    include_str!("../../../demo/practices-tosca.jsonl"),
    include_str!("../../../demo/practices-europa.jsonl"),
    include_str!("../../../demo/practices-territori.jsonl"),
    include_str!("../../../demo/twinnings.jsonl"),
];

/// All its records, as they are written.
pub fn records() -> Vec<Value> {
    let lines = FILES.iter().flat_map(|file| file.lines()).filter(|line| !line.trim().is_empty());
    lines.map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// Its practices.
pub fn practices() -> Vec<Value> {
    records().into_iter().filter(|record| record["type"] == "practice").collect()
}

/// A portal that holds it, on SQLite.
pub async fn world() -> World {
    let world = World::new().await;
    fill(&world).await;
    world
}

pub async fn fill(world: &World) {
    let (imported, told) = world.import(FILES.concat()).await;
    assert_eq!((imported.refused, told), (0, Vec::new()));
    assert_eq!(imported.created, imported.lines);
    world.follow().await;
}

#[tokio::test]
async fn the_demonstration_content_names_nothing_that_is_not_there() {
    let world = world().await;
    assert_eq!(world.portal.store().dangling(10).await.unwrap(), []);
}

#[test]
fn it_has_at_least_25_practices_over_12_regions_and_4_countries() {
    let practices = practices();
    assert!(practices.len() >= 25);
    let mut regions: Vec<&str> = practices.iter().filter_map(|one| one["region"].as_str()).collect();
    regions.sort_unstable();
    regions.dedup();
    assert!(regions.len() >= 12, "{regions:?}");
    let mut countries: Vec<&str> = regions
        .iter()
        .map(|code| if code.starts_with(|c: char| c.is_ascii_digit()) { "IT" } else { &code[..2] })
        .collect();
    countries.dedup();
    assert!(countries.len() >= 4, "{countries:?}");
}
