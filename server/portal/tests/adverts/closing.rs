// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What stays of adverts and messages once an account is closed, and what the own copy has of them.

use std::io::{Cursor, Read as _};

use domain::policy::Viewer;
use portal::people::MailContent;
use serde_json::Value;
use zip::ZipArchive;

use crate::cast::{IT, answer, published, settle};
use crate::world::{PASSWORD, address, on_both, visit};

#[tokio::test]
async fn the_name_goes_with_the_account_and_the_correspondence_stays_with_the_body() {
    on_both(async |world| {
        settle(world).await;
        let advert = published(world).await;
        let contact = answer(world, "uma", &advert).await.unwrap();
        let uma = world.by("uma").await;
        let mut text = String::new();
        let mut archive = ZipArchive::new(Cursor::new(world.portal.own_copy(&uma).await.unwrap())).unwrap();
        archive.by_name("dati.json").unwrap().read_to_string(&mut text).unwrap();
        let copy: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(copy["messages"][0]["text"], "Buongiorno, vi aiutiamo noi.");
        assert_eq!(
            (&copy["messages"][0]["organisation"], &copy["adverts"]),
            (&"union".into(), &Value::Array(Vec::new()))
        );
        world.portal.close_account(&uma, &address("uma"), PASSWORD, &visit()).await.unwrap();
        let edo = world.by("edo").await;
        let page = world.portal.contact_page(&edo, &contact).await.unwrap();
        assert_eq!(
            (page.messages[0].by.clone(), page.messages[0].text.as_str()),
            (None, "Buongiorno, vi aiutiamo noi.")
        );
        let mails = world.mails_to(&address("tea")).await;
        assert!(!mails.iter().any(|mail| matches!(mail, MailContent::ContactWritten { .. })), "nor in a mail");
        let tea = world.by("tea").await;
        world.portal.close_account(&tea, &address("tea"), PASSWORD, &visit()).await.unwrap();
        let record = world.portal.advert(&Viewer::Operator, IT, &advert).await.unwrap().record;
        assert_eq!((record.author, record.organisation.as_str()), (None, "town"));
        world.follow().await;
    })
    .await;
}
