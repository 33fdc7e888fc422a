// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Two records of a body become one: what it wrote, what it did with its matches and what it answered goes along.

use domain::contact::ContactState;
use domain::policy::Viewer;
use portal::contacts::MessageForm;

use crate::cast::{keys, matches, settle};
use crate::deciding::form;
use crate::readiness::{answer, shown};
use crate::world::{World, on_both};

async fn write(world: &World, viewer: &Viewer, advert: &str, text: &str) -> String {
    let message = MessageForm { organisation: String::new(), text: text.to_owned(), key: String::new() };
    world.portal.answer_advert(viewer, advert, message).await.unwrap()
}

async fn state(world: &World, viewer: &Viewer, contact: &str) -> (ContactState, usize) {
    let page = world.portal.contact_page(viewer, contact).await.unwrap();
    (page.state, page.messages.len())
}

#[tokio::test]
async fn conversations_dismissed_matches_and_answers_belong_to_the_body_that_stays() {
    on_both(async |world| {
        settle(world).await;
        let (tea, pia, uma) = (world.by("tea").await, world.by("pia").await, world.by("uma").await);
        // Both ask the union the same; the one that comes in later goes on.
        let by_province = write(world, &pia, "gift", "Buongiorno, siamo la provincia.").await;
        world.wait(crate::world::minutes(1));
        let by_town = write(world, &tea, "gift", "Buongiorno, siamo il comune.").await;
        let inner = write(world, &pia, "need", "Buongiorno, scriviamo al comune.").await;
        world.portal.dismiss_match_of_advert(&tea, "need", form("advert", "bikes", "other_subject", "")).await.unwrap();
        world
            .portal
            .dismiss_match_of_advert(&pia, "rival", form("advert", "gift", "too_far", "Lontano"))
            .await
            .unwrap();
        answer(world, &pia, &[("no", ""), ("no", ""), ("no", "")]).await;
        world.wait(crate::world::minutes(1));
        answer(world, &tea, &[("yes", ""), ("yes", ""), ("yes", "")]).await;

        world.portal.merge_organisations(&world.by("admin").await, "province", "town").await.unwrap();
        world.follow().await;

        let (tea, pia) = (world.by("tea").await, world.by("pia").await);
        for viewer in [&tea, &pia] {
            assert_eq!(state(world, viewer, &by_town).await, (ContactState::Open, 1));
            assert_eq!(state(world, viewer, &by_province).await, (ContactState::Closed, 1));
            assert_eq!(state(world, viewer, &inner).await, (ContactState::Closed, 1));
        }
        assert!(matches!(world.portal.contact_page(&uma, &inner).await, Err(portal::Error::NotFound)));
        let rival = matches(world, &tea, "rival").await;
        assert!(!keys(&rival).contains(&"advert gift".to_owned()), "what a colleague dismissed stays so");
        assert_eq!(rival.dismissed[0].note.as_deref(), Some("Lontano"));
        // Nothing is matched within one body, and so nothing is dismissed there.
        let need = matches(world, &tea, "need").await;
        assert!(!keys(&need).contains(&"advert bikes".to_owned()) && need.dismissed.is_empty());
        let versions = shown(world, &pia).await.versions;
        let told: Vec<_> = versions.iter().map(|one| (one.number, one.percent.unwrap())).collect();
        assert_eq!(told, [(2, 100), (1, 0)]);
        answer(world, &pia, &[("no", ""), ("yes", ""), ("yes", "")]).await;
        assert_eq!(shown(world, &tea).await.versions.len(), 3);
    })
    .await;
}
