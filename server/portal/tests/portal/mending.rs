// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Whatever happened to the folder of the index, the portal opens and mends it by itself.

use std::fs;
use std::path::{Path, PathBuf};

use portal::Error;
use portal::indexing::Followed;

use crate::world::{World, practice};

/// A portal with some records, whose index was brought up in several commits.
async fn world() -> World {
    let world = World::new().await;
    for at in 0..5 {
        world.put(&[practice(&format!("p{at}"), &format!("Nidi di zona {at}"))]).await;
    }
    world.put(&[practice("p0", "Nidi di centro")]).await;
    world
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found.sort();
    found
}

/// After something was done to the index the portal opens, and all is as it was.
async fn mended(world: World, what: &str) -> World {
    if !world.portal.can_search() {
        let asked = world.portal.suggest(&domain::policy::Viewer::Visitor, domain::Locale::Italian, "nidi").await;
        assert!(matches!(asked, Err(Error::Preparing)), "{what}");
        let page = world.page("p1").await;
        assert!(page.similar.is_empty(), "{what}");
    }
    world.follow().await;
    assert_eq!(world.search("nidi").await.total, 5, "{what}");
    assert_eq!(world.search("centro").await.total, 1, "{what}");
    world
}

#[tokio::test]
async fn an_index_that_is_gone_is_built_again() {
    let world = world().await;
    let world = world.reopened_after(remove).await;
    assert!(!world.portal.can_search());
    assert!(matches!(world.portal.verify_index().await, Err(Error::Preparing)));
    // Five practices, and a page of the help in two languages.
    assert_eq!(world.follow().await, Followed::Rebuilt(6));
    assert_eq!(world.search("nidi").await.total, 5);
}

#[tokio::test]
async fn whatever_file_is_cut_or_changed_or_gone_the_index_comes_back() {
    let mut world = world().await;
    let count = files(&world.index_folder()).len();
    assert!(count > 5);
    for at in 0..count {
        for harm in ["cut", "emptied", "changed", "gone"] {
            let mut what = format!("file {at} {harm}");
            let reopened = world.reopened_after(|folder| {
                // A mended index has other files; the same place in the list stands for another one of them.
                if let Some(file) = files(folder).get(at) {
                    do_harm(file, harm);
                    what = format!("{} {harm}", file.display());
                }
            });
            world = mended(reopened.await, &what).await;
        }
    }
}

fn do_harm(file: &Path, harm: &str) {
    let mut bytes = fs::read(file).unwrap();
    match harm {
        "cut" => bytes.truncate(bytes.len() / 2),
        "emptied" => bytes.clear(),
        "changed" => {
            let middle = bytes.len() / 2;
            bytes.iter_mut().skip(middle).take(1).for_each(|byte| *byte ^= 0xff);
        }
        _ => return fs::remove_file(file).unwrap(),
    }
    fs::write(file, bytes).unwrap();
}

/// A merge that was running when the portal was closed may still write.
fn remove(folder: &Path) {
    let removed = (0..1_000).any(|_| fs::remove_dir_all(folder).is_ok());
    assert!(removed, "{} stays", folder.display());
}

#[tokio::test]
async fn rubbish_in_the_folder_does_no_harm() {
    let world = world().await.reopened_after(|folder| {
        fs::write(folder.join("rubbish"), "x").unwrap();
        fs::create_dir(folder.join("index.new-99")).unwrap();
        fs::write(folder.join("current"), "../../etc").unwrap();
    });
    mended(world.await, "rubbish").await;
}

#[tokio::test]
async fn an_index_of_another_database_is_not_used() {
    let (ours, other) = (world().await, World::new().await);
    other.put(&[practice("theirs", "Cosa d'altri")]).await;
    let from = other.index_folder();
    let ours = ours.reopened_after(|to| {
        remove(to);
        for file in files(&from) {
            let place = to.join(file.strip_prefix(&from).unwrap());
            fs::create_dir_all(place.parent().unwrap()).unwrap();
            fs::copy(&file, place).unwrap();
        }
    });
    let ours = ours.await;
    assert!(!ours.portal.can_search());
    let ours = mended(ours, "of another database").await;
    assert_eq!(ours.search("altri").await.total, 0);
}

#[tokio::test]
async fn an_index_of_a_database_that_was_put_back_is_not_used() {
    let world = world().await;
    world.portal.store().raise_epoch().await.unwrap();
    let world = world.reopened().await;
    assert!(!world.portal.can_search());
    mended(world, "put back").await;
}

#[tokio::test]
async fn an_index_that_the_log_no_longer_reaches_is_built_again() {
    let world = world().await;
    world.import(practice("p9", "Ludoteca").to_string()).await;
    let later = "2100-01-01T00:00:00Z".parse().unwrap();
    assert!(world.portal.store().prune_log(i64::MAX, later).await.unwrap() > 0);
    let world = world.reopened().await;
    assert!(!world.portal.can_search());
    let world = mended(world, "pruned").await;
    assert_eq!(world.finds("ludoteca").await, ["p9"]);
}

#[tokio::test]
async fn an_index_that_is_ahead_of_the_database_is_not_used() {
    let world = world().await;
    world.tamper("DELETE FROM log WHERE seq > 3").await;
    world.tamper("UPDATE portal SET seq = 3").await;
    let world = world.reopened().await;
    assert!(!world.portal.can_search());
    mended(world, "ahead").await;
}
