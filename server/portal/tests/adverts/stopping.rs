// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Alerts end: by the link of their mail, by their member, and with the account.

use std::io::{Cursor, Read as _};

use domain::saved_search::AlertFrequency;
use portal::form::FieldProblem;
use portal::people::MailContent;
use serde_json::Value;
use zip::ZipArchive;

use crate::cast::{IT, settle};
use crate::saved::{save, told};
use crate::world::{PASSWORD, World, address, minutes, on_both, practice, problem, visit};

/// The secret of the link in the newest alert that somebody got.
async fn token(world: &World, name: &str) -> String {
    let mails = world.mails_to(&address(name)).await;
    let found = mails.into_iter().find_map(|mail| match mail {
        MailContent::SavedSearchNews { token, .. } => Some(token),
        _ => None,
    });
    found.unwrap()
}

/// Puts a practice into the library, and lets the alerts go out.
async fn publish(world: &World, title: &str) {
    world.wait(minutes(2));
    world.put(&[practice(&title.to_lowercase().replace(' ', "-"), title)]).await;
    world.portal.tell_of_new().await.unwrap();
}

#[tokio::test]
async fn the_link_of_an_alert_ends_it_without_signing_in_and_only_by_its_button() {
    on_both(async |world| {
        settle(world).await;
        let search = save(world, "zoe", "practice", "", "at_once").await;
        publish(world, "Uno").await;
        let token = token(world, "zoe").await;
        for _ in 0..2 {
            let link = world.portal.alert_link(&token).await.unwrap().unwrap();
            assert_eq!(
                (link.name.as_str(), link.frequency),
                ("Le mie", AlertFrequency::AtOnce),
                "reading ends nothing"
            );
        }
        for _ in 0..2 {
            world.portal.stop_alert(&token).await.unwrap();
            assert_eq!(world.portal.alert_link(&token).await.unwrap().unwrap().frequency, AlertFrequency::Off);
        }
        publish(world, "Due").await;
        assert_eq!(told(world, "zoe").await.len(), 1);
        let zoe = world.by("zoe").await;
        world.portal.change_search(&zoe, &search, "Di nuovo".to_owned(), "at_once").await.unwrap();
        publish(world, "Tre").await;
        let alerts = told(world, "zoe").await;
        assert_eq!((alerts.len(), alerts[0].0.as_slice()), (2, ["Tre".to_owned()].as_slice()), "from then on");
        world.portal.delete_search(&zoe, &search).await.unwrap();
        assert_eq!(world.portal.alert_link(&token).await.unwrap(), None);
        world.portal.stop_alert(&token).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_link_that_is_none_ends_nothing() {
    on_both(async |world| {
        settle(world).await;
        let search = save(world, "zoe", "practice", "", "at_once").await;
        publish(world, "Uno").await;
        let token = token(world, "zoe").await;
        let (_, signature) = token.rsplit_once('.').unwrap();
        let others =
            [format!("other.{signature}"), format!("{search}.{}", "0".repeat(64)), search.clone(), String::new()];
        for bad in others {
            assert_eq!(world.portal.alert_link(&bad).await.unwrap(), None, "{bad}");
            assert_eq!(problem(world.portal.stop_alert(&bad).await), ("form", FieldProblem::Expired), "{bad}");
        }
        let line = world.portal.saved_search(&world.by("zoe").await, IT, &search).await.unwrap();
        assert_eq!(line.frequency, AlertFrequency::AtOnce);
    })
    .await;
}

#[tokio::test]
async fn saved_searches_are_in_the_own_copy_and_go_with_the_account() {
    on_both(async |world| {
        settle(world).await;
        save(world, "zoe", "practice", "q=menu", "at_once").await;
        publish(world, "Menu di casa").await;
        assert_eq!(told(world, "zoe").await.len(), 1);
        let zoe = world.by("zoe").await;
        let mut text = String::new();
        let mut archive = ZipArchive::new(Cursor::new(world.portal.own_copy(&zoe).await.unwrap())).unwrap();
        archive.by_name("dati.json").unwrap().read_to_string(&mut text).unwrap();
        let copy: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(copy["saved_searches"][0]["parameters"]["q"][0], "menu");
        world.portal.close_account(&zoe, &address("zoe"), PASSWORD, &visit()).await.unwrap();
        for table in ["saved_searches", "things_told"] {
            assert_eq!(world.number(&format!("SELECT count(*) FROM {table}")).await, 0, "{table}");
        }
        assert!(told(world, "zoe").await.is_empty());
        publish(world, "Menu nuovo").await;
    })
    .await;
}
