// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What signing in and the pages of people cost, in hashes and in statements.

use domain::Locale;
use domain::policy::Viewer;
use portal::people::Visit;
use portal::values::PracticeAt;
use serde_json::json;

use crate::world::{
    PASSWORD, World, acting, address, in_office, member, minutes, on_both, organisation, practice, sign_in_form, theme,
    visit, with,
};

#[tokio::test]
async fn signing_in_costs_one_hash_and_at_most_five_statements() {
    on_both(async |world| {
        world.put_members(&[member("ada"), acting("bea", "o", "representative")]).await;
        // Keys that all servers share are read once by each.
        let device = world.signs_in("ada").await.device;
        for (who, device) in [("ada", None), ("ada", device), ("bea", None)] {
            let from = Visit { device, ..visit() };
            let hashes = world.portal.hashes_computed();
            let (statements, session) =
                world.cost(world.portal.sign_in(sign_in_form(&address(who), PASSWORD), &from)).await;
            session.unwrap();
            assert_eq!(world.portal.hashes_computed() - hashes, 1);
            assert!(statements <= 5, "{statements}");
        }
        let hashes = world.portal.hashes_computed();
        let wrong = sign_in_form(&address("ada"), "x");
        let (statements, _) = world.cost(world.portal.sign_in(wrong, &visit())).await;
        assert_eq!((world.portal.hashes_computed() - hashes, statements), (1, 2));
    })
    .await;
}

#[tokio::test]
async fn a_session_costs_one_statement_and_another_every_five_minutes() {
    on_both(async |world| {
        world.put_members(&[acting("ada", "o", "editor")]).await;
        let token = world.signs_in("ada").await.token;
        assert_eq!(world.cost(world.is_live(&token)).await, (1, true));
        world.wait(minutes(6));
        assert_eq!(world.cost(world.is_live(&token)).await, (2, true));
        assert_eq!(world.cost(world.is_live(&token)).await, (1, true));
        assert_eq!(world.cost(world.is_live("nobody")).await, (1, false));
    })
    .await;
}

/// A body with a practice, a parent, and people: one who represents it, one who acts for it, one who asks to.
async fn fill(world: &World) {
    let asks = json!({"memberships": [{"organisation": "o", "role": "editor", "state": "requested", "since": "2026"}]});
    world
        .put(&[
            theme("t"),
            organisation("above", "Unione di Prova"),
            with(organisation("o", "Comune di Prova"), json!({"parent": "above"})),
            with(practice("p", "Nidi aperti"), json!({"owner_org": "o", "stage": "published", "themes": ["t"]})),
        ])
        .await;
    world
        .put_members(&[
            acting("lia", "o", "representative"),
            acting("ada", "o", "contributor"),
            with(member("eva"), asks),
            in_office("root", "administrator"),
            member("zoe"),
        ])
        .await;
}

/// What a page costs for who has signed in, the session included, beyond what it costs for a visitor.
async fn more_than_for_a_visitor(world: &World, token: &str, page: impl AsyncFn(&Viewer)) -> u64 {
    page(&Viewer::Visitor).await;
    let (visitors, ()) = world.cost(page(&Viewer::Visitor)).await;
    let as_member = async {
        let viewer = world.viewer(token).await;
        assert!(viewer.acting().is_some());
        page(&viewer).await;
    };
    let (members, ()) = world.cost(as_member).await;
    assert!(visitors > 0);
    members.saturating_sub(visitors)
}

#[tokio::test]
async fn a_page_for_a_member_costs_at_most_three_statements_more_than_for_a_visitor() {
    on_both(async |world| {
        fill(world).await;
        let (portal, italian) = (&world.portal, Locale::Italian);
        for who in ["zoe", "ada", "eva", "lia", "root"] {
            let token = world.signs_in(who).await.token;
            let costs = [
                more_than_for_a_visitor(world, &token, async |viewer| {
                    drop(portal.home(viewer, italian).await.unwrap())
                })
                .await,
                more_than_for_a_visitor(world, &token, async |viewer| {
                    drop(portal.practice(viewer, italian, "nidi-aperti").await.unwrap());
                })
                .await,
                more_than_for_a_visitor(world, &token, async |viewer| {
                    drop(portal.organisation(viewer, italian, "comune-di-prova").await.unwrap());
                })
                .await,
                more_than_for_a_visitor(world, &token, async |viewer| {
                    drop(portal.people_page(viewer, italian, "comune-di-prova").await.unwrap());
                })
                .await,
                more_than_for_a_visitor(world, &token, async |viewer| {
                    let request = portal::people::MembersRequest { page: 1, ..Default::default() };
                    drop(portal.members(viewer, italian, request).await.unwrap());
                })
                .await,
            ];
            assert!(costs.iter().all(|more| (1..=3).contains(more)), "{who}: {costs:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn the_home_page_costs_the_same_however_many_themes_stand_above_others() {
    on_both(async |world| {
        fill(world).await;
        let below = |uid: &str, parent: &str| with(theme(uid), json!({"parent": parent}));
        let home = async || world.portal.home(&Viewer::Visitor, Locale::Italian).await.unwrap();
        world.put(&[theme("u"), below("u1", "u")]).await;
        let (one, _) = world.cost(home()).await;
        let more = [theme("v"), below("v1", "v"), theme("w"), below("w1", "w"), below("t1", "t")];
        world.put(&more).await;
        let (four, page) = world.cost(home()).await;
        assert_eq!((one, page.themes.len()), (four, 4));
    })
    .await;
}

#[tokio::test]
async fn the_page_of_a_practice_asks_for_nothing_that_does_not_belong_to_it() {
    on_both(async |world| {
        fill(world).await;
        let visited = async || {
            let found = world.portal.practice(&Viewer::Visitor, Locale::Italian, "nidi-aperti").await.unwrap();
            let PracticeAt::Here(page) = found else { panic!("it moved") };
            let threads = world.portal.threads_of_practice(&Viewer::Visitor, &page).await.unwrap();
            (page, threads)
        };
        let costs = async || {
            visited().await;
            world.cost(visited()).await
        };
        let (plain, (page, threads)) = costs().await;
        assert_eq!((plain, threads.total, threads.may_begin), (2, 0, true), "the practice, and its phases");
        assert!(page.adoptions.is_empty() && !page.has_threads);
        world
            .put(&[
                json!({"type": "adoption", "uid": "a", "practice": "p", "adopter_org": "above", "state": "adopted",
                    "source": "spontaneous"}),
                json!({"type": "testimonial", "uid": "s", "about": {"kind": "adoption", "uid": "a"}, "author": "Eva Prova",
                    "organisation_name": "Ente di Prova",
                    "quote": "Funziona bene da due anni.", "on": "2026-03-01"}),
                json!({"type": "thread", "uid": "h", "about": {"practice": "p"}, "title": "Come si comincia",
                    "language": "it", "at": 1, "author": "eva", "body": "Vorremmo cominciare."}),
            ])
            .await;
        let (full, (page, threads)) = costs().await;
        assert!(full > plain + 2, "{full}");
        let found = (page.adoptions.len(), page.depth.testimonials.len(), threads.threads.len(), threads.total);
        assert_eq!(found, (1, 1, 1, 1));
    })
    .await;
}
