// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The own data as an archive: all that is kept, and nothing that opens anything.

use std::io::{Cursor, Read as _};

use image::ImageFormat;
use portal::Error;
use portal::people::{JoinForm, OrganisationRequestForm};
use serde_json::Value;
use sha2::{Digest, Sha256};
use zip::ZipArchive;

use crate::identities::claim;
use crate::passwords::forgotten;
use crate::profile::picture;
use crate::reading::reading;
use crate::second_factor::set_up;
use crate::world::{PASSWORD, World, address, in_office, member, on_both, organisation, uid, visit};

fn unpacked(archive: Vec<u8>) -> (Value, Option<Vec<u8>>, String) {
    let mut archive = ZipArchive::new(Cursor::new(archive)).unwrap();
    let mut read = |name: &str| {
        let mut bytes = Vec::new();
        archive.by_name(name).ok()?.read_to_end(&mut bytes).unwrap();
        Some(bytes)
    };
    let document = serde_json::from_slice(&read("dati.json").unwrap()).unwrap();
    let read_me = String::from_utf8(read("LEGGIMI.txt").unwrap()).unwrap();
    (document, read("foto.jpg"), read_me)
}

/// Does something of each kind; gives all secrets that came of it.
async fn lives(world: &World) -> (String, Vec<String>) {
    world.put(&[organisation("lu", "Comune di Lucca")]).await;
    world.put_members(&[member("ada"), member("bea"), in_office("root", "administrator")]).await;
    let begun = world.signs_in("ada").await;
    let ada = world.viewer(&begun.token).await;
    let reset = forgotten(world, "ada").await;
    world.portal.link_identity(&ada, claim("ada")).await.unwrap();
    let by = crate::identities::session_by(world, claim("ada")).await.token;
    reading(world).await.save_photo(&ada, picture(ImageFormat::Png)).await.unwrap();
    let join = JoinForm { organisation_uid: "lu".to_owned(), ..JoinForm::default() };
    world.portal.join(&ada, join, &visit()).await.unwrap();
    let request = OrganisationRequestForm {
        name: "Comune di Nuovo".to_owned(),
        kind: "municipality".to_owned(),
        note: "Una nota.".to_owned(),
        ..OrganisationRequestForm::default()
    };
    world.portal.request_organisation(&ada, request).await.unwrap();
    let codes = set_up(world, "ada", &begun.token).await;
    let account = world.portal.store().account(&uid("ada")).await.unwrap().unwrap();
    let mut secrets = vec![begun.token.clone(), by, reset, begun.device.unwrap(), "token of ada".to_owned()];
    let fingerprints: Vec<_> = secrets.iter().map(|one| hex::encode(Sha256::digest(one.as_bytes()))).collect();
    secrets.extend(fingerprints);
    secrets.extend(codes);
    secrets.push(account.password.unwrap());
    secrets.push(hex::encode(&account.second_factor.unwrap().secret));
    (begun.token, secrets)
}

#[tokio::test]
async fn it_holds_profile_photo_sessions_mails_and_all_else_and_no_secret() {
    on_both(async |world| {
        let (session, secrets) = lives(world).await;
        let ada = world.viewer(&session).await;
        let (document, photo, read_me) = unpacked(world.portal.own_copy(&ada).await.unwrap());
        assert_eq!(document["profile"]["email"], address("ada"));
        assert_eq!(document["profile"]["memberships"][0]["organisation"], "lu");
        let lengths = ["sessions", "identities", "links", "organisation_requests"]
            .map(|part| document[part].as_array().unwrap().len());
        assert_eq!(lengths, [2, 1, 1, 1]);
        assert_eq!(document["organisation_requests"][0]["note"], "Una nota.");
        assert!(document["mails"].as_array().unwrap().iter().any(|mail| mail["template"] == "set_password"));
        assert!(document["audit"].as_array().unwrap().iter().any(|line| line["act"] == "second_factor_on"));
        assert!(document["last_sign_in"].is_string());
        assert_eq!(photo.unwrap(), world.portal.member_photo(&ada, "ada").await.unwrap().2);
        assert!(read_me.contains("dati.json") && read_me.contains("foto.jpg"));
        let text = document.to_string();
        for secret in &secrets {
            assert!(!secret.is_empty() && !text.contains(secret.as_str()), "{secret}");
        }
        for word in ["argon2", "secret", "hash", "password\":", PASSWORD] {
            assert!(!text.contains(word), "{word}");
        }
        // Nothing of anybody else, but for who they are to her.
        assert!(!text.contains(&address("bea")) && !text.contains(&address("root")));
    })
    .await;
}

#[tokio::test]
async fn each_gets_the_own_data_only() {
    on_both(async |world| {
        lives(world).await;
        let (document, photo, _) = unpacked(world.portal.own_copy(&world.by("bea").await).await.unwrap());
        assert_eq!((document["profile"]["uid"].as_str(), photo), (Some("bea"), None));
        assert!(!document.to_string().contains(&address("ada")));
        let nobody = world.portal.own_copy(&domain::policy::Viewer::Visitor).await;
        assert!(matches!(nobody, Err(Error::SignInFirst)));
    })
    .await;
}
