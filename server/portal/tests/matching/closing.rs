// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What a member did with matches, answered to prerequisites and told the moderators: it is in the own copy, and once
//! the account is closed it stays with the body, without who did it.

use std::io::{Cursor, Read as _};

use domain::contact::FlagReason;
use portal::contacts::MessageForm;
use serde_json::{Value, json};
use zip::ZipArchive;

use crate::cast::{matches, settle};
use crate::deciding::form;
use crate::readiness::{answer, shown};
use crate::world::{PASSWORD, World, address, on_both, visit};

async fn own_copy(world: &World, name: &str) -> Value {
    let archive = world.portal.own_copy(&world.by(name).await).await.unwrap();
    let mut text = String::new();
    let mut archive = ZipArchive::new(Cursor::new(archive)).unwrap();
    archive.by_name("dati.json").unwrap().read_to_string(&mut text).unwrap();
    serde_json::from_str(&text).unwrap()
}

#[tokio::test]
async fn it_is_in_the_own_copy_and_stays_with_the_body_without_a_name() {
    on_both(async |world| {
        settle(world).await;
        let (tea, edo, uma) = (world.by("tea").await, world.by("edo").await, world.by("uma").await);
        let message = MessageForm { text: "Comprate da noi!".to_owned(), ..MessageForm::default() };
        let contact = world.portal.answer_advert(&uma, "need", message).await.unwrap();
        world.portal.flag_message(&tea, &contact, "0", "spam").await.unwrap();
        let dismissed = form("advert", "bikes", "other_subject", "Non è una mensa");
        world.portal.dismiss_match_of_advert(&tea, "need", dismissed).await.unwrap();
        answer(world, &tea, &[("no", "Ne parla tea"), ("yes", ""), ("yes", "")]).await;

        let copy = own_copy(world, "tea").await;
        assert_eq!((&copy["flags"][0]["contact"], &copy["flags"][0]["reason"]), (&json!(contact), &json!("spam")));
        let gone = &copy["dismissed_matches"][0];
        assert_eq!((&gone["organisation"], &gone["note"]), (&json!("town"), &json!("Non è una mensa")));
        assert_eq!(
            (&gone["own"], &gone["reason"]),
            (&json!({"kind": "advert", "uid": "need"}), &json!("other_subject"))
        );
        assert_eq!(copy["readiness"][0]["answers"][0]["note"], "Ne parla tea");
        for name in ["edo", "zoe"] {
            let copy = own_copy(world, name).await;
            for part in ["flags", "dismissed_matches", "readiness"] {
                assert_eq!(copy[part], json!([]), "{name} {part}");
            }
        }

        let mut out = Vec::new();
        world.portal.export(&mut out).await.unwrap();
        let exported = String::from_utf8(out).unwrap();
        assert!(exported.contains("Ne parla tea"), "answers are records");
        assert!(!exported.contains("Comprate da noi!") && !exported.contains("Non è una mensa"), "the rest is none");

        world.portal.close_account(&tea, &address("tea"), PASSWORD, &visit()).await.unwrap();
        for (table, column) in [("contact_messages", "flag_by"), ("matches", "member")] {
            assert_eq!(world.number(&format!("SELECT count(*) FROM {table} WHERE {column} = 'tea'")).await, 0);
        }
        let named = r#"SELECT count(*) FROM readiness WHERE replace(record, '"tea"', '') <> record"#;
        assert_eq!(world.number(named).await, 0);
        // Of the body nothing is lost.
        let page = matches(world, &edo, "need").await;
        assert_eq!(page.dismissed[0].note.as_deref(), Some("Non è una mensa"));
        let body = shown(world, &edo).await;
        assert_eq!((body.versions.len(), body.versions[0].by.clone()), (1, None));
        assert_eq!(body.answers[0].note.as_deref(), Some("Ne parla tea"));
        let flagged = world.portal.contact_page(&world.by("mode").await, &contact).await.unwrap();
        assert_eq!(flagged.messages[0].flag, Some(FlagReason::Spam), "the moderators still know");
        world.follow().await;
        assert_eq!(world.portal.verify_index().await.unwrap(), []);
    })
    .await;
}
