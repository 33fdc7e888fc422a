// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What stays of a community once an account is closed, and what the own copy has of it.

use std::io::{Cursor, Read as _};

use domain::community::{BelongingState, CommunityRole};
use serde_json::Value;
use zip::ZipArchive;

use crate::cast::{IT, own, settle};
use crate::world::{PASSWORD, address, on_both, visit};

#[tokio::test]
async fn the_last_duty_of_a_closed_account_is_handed_on_and_the_own_copy_had_it() {
    on_both(async |world| {
        settle(world).await;
        let olga = world.by("olga").await;
        let mut text = String::new();
        let mut archive = ZipArchive::new(Cursor::new(world.portal.own_copy(&olga).await.unwrap())).unwrap();
        archive.by_name("dati.json").unwrap().read_to_string(&mut text).unwrap();
        let copy: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(copy["communities"].as_array().unwrap().len(), 3);
        assert_eq!(copy["communities"][0]["role"], "owner");
        world.portal.close_account(&olga, &address("olga"), PASSWORD, &visit()).await.unwrap();
        for slug in ["sua", "sape", "sit"] {
            assert_eq!(own(world, "fabio", slug).await, Some((CommunityRole::Owner, BelongingState::Active)));
        }
        let mara = world.by("mara").await;
        let page = world.portal.community(&mara, IT, "sua").await.unwrap();
        assert_eq!((page.card.members, page.stewards.len()), (2, 1));
        assert!(!world.dump().await.lines().any(|line| line.starts_with("belongings: ") && line.contains("olga")));
    })
    .await;
}
