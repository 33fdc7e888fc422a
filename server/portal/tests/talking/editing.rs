// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Changing what one wrote.

use domain::policy::Viewer;
use portal::Error;
use portal::form::{FieldProblem, FormError};
use portal::talking::EditForm;

use crate::cast::{page, question, reply, said, settle};
use crate::world::{on_both, problem};

fn edit(body: &str, version: &str) -> EditForm {
    EditForm {
        title: "Come scegliete i fornitori locali?".to_owned(),
        body: body.to_owned(),
        version: version.to_owned(),
    }
}

#[tokio::test]
async fn an_edit_keeps_what_was_said_and_one_of_an_older_version_changes_nothing() {
    on_both(async |world| {
        settle(world).await;
        let address = question(world).await;
        let (tea, ugo) = (world.by("tea").await, world.by("ugo").await);
        reply(world, &tea, &address, "Con un bando.").await.unwrap();
        let at = (address.as_str(), 1);
        for _ in 0..2 {
            world.portal.edit_post(&tea, at, edit("Con un bando aperto.", "0")).await.unwrap();
        }
        let stale = world.portal.edit_post(&tea, at, edit("Altro ancora.", "0")).await;
        assert_eq!(problem(stale), ("form", FieldProblem::Conflict));
        let other = world.portal.edit_post(&ugo, at, edit("Di un altro.", "1")).await;
        assert!(other.is_err());
        assert!(said(world, &ugo, &address).await[0].contains("Con un bando aperto."));
        let history = world.portal.post_history(&Viewer::Visitor, &address, 1).await.unwrap();
        let texts: Vec<_> = history.versions.iter().map(|one| one.html.as_str().to_owned()).collect();
        assert_eq!(texts.len(), 2);
        assert!(texts[0].contains("bando aperto") && texts[1].contains("Con un bando."), "{texts:?}");
        world.portal.withdraw_post(&tea, at).await.unwrap();
        let gone = world.portal.post_history(&Viewer::Visitor, &address, 1).await;
        assert!(matches!(gone, Err(Error::NotFound)), "what was withdrawn is not read in its history");
        let late = world.portal.edit_post(&tea, at, edit("Torna.", "1")).await;
        assert!(late.is_err());
    })
    .await;
}

#[tokio::test]
async fn the_address_of_a_thread_follows_its_title_and_the_number_still_finds_it() {
    on_both(async |world| {
        settle(world).await;
        let address = question(world).await;
        let (zoe, tea) = (world.by("zoe").await, world.by("tea").await);
        let present =
            world.portal.edit_thread(&zoe, &address, edit("Cerchiamo produttori vicini.", "0")).await.unwrap().address;
        assert_ne!(present, address);
        assert_eq!(page(world, &tea, &address).await.line.address, present);
        assert!(world.portal.thread_form_page(&tea, &address).await.is_err(), "only its author changes it");
        reply(world, &tea, &present, "Con un bando.").await.unwrap();
        world.portal.withdraw_thread(&zoe, &present).await.unwrap();
        let shown = page(world, &Viewer::Visitor, &present).await;
        assert!(shown.line.title.text.is_empty() && shown.html.is_none());
        let late = reply(world, &tea, &present, "Tardi.").await;
        assert!(matches!(late, Err(FormError::Portal(Error::NotFound))));
    })
    .await;
}
