// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The directory, and what a member's page shows to whom (AC-003-6, AC-001-8).

use domain::Locale;
use domain::policy::Viewer;
use portal::Error;
use portal::people::{MemberPage, MembersPage, MembersRequest, VisibilityForm};
use serde_json::{Value, json};

use crate::world::{World, acting, address, hours, in_office, member, on_both, organisation, theme, with};

fn shown(uid: &str, profile: &str, email: &str, last_sign_in: &str) -> Value {
    with(member(uid), json!({"shown": {"profile": profile, "email": email, "last_sign_in": last_sign_in}}))
}

async fn page(world: &World, viewer: &Viewer, uid: &str) -> Result<MemberPage, Error> {
    world.portal.member(viewer, Locale::Italian, uid).await
}

#[tokio::test]
async fn each_detail_is_seen_by_whom_its_owner_says_by_the_owner_and_by_administrators() {
    on_both(async |world| {
        world.put_members(&[member("other"), in_office("root", "administrator"), in_office("mod", "moderator")]).await;
        for to in ["nobody", "members", "everyone"] {
            world.put_members(&[shown("ada", "everyone", to, to)]).await;
            let ada = world.by("ada").await;
            let viewers =
                [Viewer::Visitor, world.by("other").await, world.by("mod").await, ada, world.by("root").await];
            let sees = match to {
                "nobody" => [false, false, false, true, true],
                "members" => [false, true, true, true, true],
                _ => [true; 5],
            };
            for (viewer, sees) in viewers.iter().zip(sees) {
                let seen = page(world, viewer, "ada").await.unwrap();
                assert_eq!(seen.email.is_some(), sees, "e-mail for {to} to {viewer:?}");
                assert_eq!(seen.card.last_sign_in.is_some(), sees, "last sign-in for {to} to {viewer:?}");
                assert_eq!(seen.email.unwrap_or_else(|| address("ada")), address("ada"));
                let request = MembersRequest { page: 1, text: "ada".to_owned(), ..MembersRequest::default() };
                let listed = world.portal.members(viewer, Locale::Italian, request).await.unwrap();
                assert_eq!(listed.members[0].last_sign_in.is_some(), sees, "in the directory");
            }
        }
    })
    .await;
}

#[tokio::test]
async fn a_profile_that_is_not_for_one_is_not_there() {
    on_both(async |world| {
        world
            .put_members(&[
                member("other"),
                in_office("root", "administrator"),
                with(member("sospesa"), json!({"state": "suspended"})),
            ])
            .await;
        for (to, expected) in [("nobody", [false, false, true, true]), ("members", [false, true, true, true])] {
            world.put_members(&[shown("ada", to, "everyone", "everyone")]).await;
            let viewers = [Viewer::Visitor, world.by("other").await, world.by("ada").await, world.by("root").await];
            for (viewer, sees) in viewers.iter().zip(expected) {
                let outcome = page(world, viewer, "ada").await;
                assert_eq!(outcome.is_ok(), sees, "{to} {viewer:?}");
                assert!(outcome.is_ok() || matches!(outcome, Err(Error::NotFound)));
                let request = MembersRequest { page: 1, text: "ada".to_owned(), ..MembersRequest::default() };
                let listed = world.portal.members(viewer, Locale::Italian, request).await.unwrap();
                assert_eq!(listed.total == 1, sees, "{to} in the directory");
                let latest = world.portal.latest_members(viewer, 10).await.unwrap();
                assert_eq!(latest.iter().any(|card| card.uid == "ada"), sees, "{to} among the latest");
            }
        }
        let other = world.by("other").await;
        for uid in ["sospesa", "nobody", "?", "", "../ada"] {
            assert!(matches!(page(world, &other, uid).await, Err(Error::NotFound)), "{uid}");
        }
        assert!(page(world, &world.by("root").await, "sospesa").await.is_ok());
    })
    .await;
}

#[tokio::test]
async fn what_others_see_changes_when_its_owner_says_so() {
    on_both(async |world| {
        world.put_members(&[member("ada")]).await;
        let ada = world.by("ada").await;
        let seen = page(world, &Viewer::Visitor, "ada").await.unwrap();
        assert_eq!((seen.email, seen.card.last_sign_in, seen.own), (None, None, false));
        let own = page(world, &ada, "ada").await.unwrap();
        assert_eq!((own.email, own.card.last_sign_in, own.own), (Some(address("ada")), Some(world.now()), true));
        let say = async |profile: &str, email: &str, last_sign_in: &str| {
            let [profile, email, last_sign_in] = [profile, email, last_sign_in].map(str::to_owned);
            world.portal.save_visibility(&ada, VisibilityForm { profile, email, last_sign_in }).await
        };
        say("everyone", "everyone", "nobody").await.unwrap();
        assert_eq!(page(world, &Viewer::Visitor, "ada").await.unwrap().email, Some(address("ada")));
        say("nobody", "nobody", "nobody").await.unwrap();
        assert!(page(world, &Viewer::Visitor, "ada").await.is_err());
        let problems = crate::world::refused(say("x", "", "everybody").await);
        assert_eq!(problems.iter().map(|(field, _)| *field).collect::<Vec<_>>(), ["profile", "email", "last_sign_in"]);
    })
    .await;
}

async fn found(world: &World, request: MembersRequest) -> (String, MembersPage) {
    let page = world.portal.members(&Viewer::Visitor, Locale::Italian, request).await.unwrap();
    let uids: Vec<_> = page.members.iter().map(|card| card.uid.clone()).collect();
    assert_eq!(page.total, uids.len() as u64);
    (uids.join(" "), page)
}

#[tokio::test]
async fn the_directory_is_narrowed_by_each_filter_and_leaves_out_what_it_does_not_know() {
    on_both(async |world| {
        world
            .put(&[
                theme("nidi"),
                organisation("lu", "Comune di Lucca"),
                with(organisation("rm", "Comune di Roma"), json!({"region": "12"})),
                with(organisation("vecchio", "Comune vecchio"), json!({"merged_into": "lu"})),
                with(acting("ada", "lu", "editor"), json!({"themes": ["nidi"]})),
                with(acting("bea", "rm", "editor"), json!({"last_name": "Zeta", "member_type": "expert"})),
                with(member("eva"), json!({"region": "09", "member_type": "citizen"})),
                with(member("sospesa"), json!({"state": "suspended"})),
            ])
            .await;
        let all = MembersRequest { page: 1, ..MembersRequest::default() };
        let with = |change: fn(&mut MembersRequest)| {
            let mut request = all.clone();
            change(&mut request);
            request
        };
        for (request, expected) in [
            (with(|_| {}), "ada eva bea"),
            (with(|one| one.text = " zet ".to_owned()), "bea"),
            (with(|one| one.organisation = Some("comune-di-lucca".to_owned())), "ada"),
            (with(|one| one.region = Some("09".to_owned())), "ada eva"),
            (with(|one| one.theme = Some("nidi".to_owned())), "ada"),
            (with(|one| one.member_type = Some("expert".to_owned())), "bea"),
            (with(|one| one.member_type = Some("wizard".to_owned())), "ada eva bea"),
            (with(|one| one.region = Some("99".to_owned())), "ada eva bea"),
            (with(|one| one.organisation = Some("%".to_owned())), "ada eva bea"),
            (with(|one| one.text = "%".to_owned()), ""),
            (with(|one| one.page = 0), "ada eva bea"),
        ] {
            assert_eq!(found(world, request.clone()).await.0, expected, "{request:?}");
        }
        let (_, page) = found(world, with(|one| one.organisation = Some("comune-di-roma".to_owned()))).await;
        assert_eq!(page.organisation.unwrap().name, "Comune di Roma");
        let card = &page.members[0];
        assert_eq!((card.name.as_str(), card.initials.as_str()), ("Bea Zeta", "BZ"));
        assert_eq!(card.organisation.as_ref().unwrap().slug, "comune-di-roma");
    })
    .await;
}

#[tokio::test]
async fn a_card_says_for_how_many_whole_months_one_is_a_member() {
    on_both(async |world| {
        let joined = |uid: &str, day: &str| with(member(uid), json!({"joined_on": day}));
        world
            .put(&[
                joined("a", "2026-03-02"),
                joined("b", "2026-02-03"),
                joined("c", "2026-02-02"),
                joined("d", "2025-03-01"),
            ])
            .await;
        let latest = world.portal.latest_members(&Viewer::Visitor, 10).await.unwrap();
        let months: Vec<_> = latest.iter().map(|card| (card.uid.as_str(), card.months)).collect();
        assert_eq!(months, [("a", 0), ("b", 0), ("c", 1), ("d", 12)]);
        world.wait(hours(24 * 30));
        let home = world.portal.home(&Viewer::Visitor, Locale::Italian).await.unwrap();
        assert_eq!(home.members.iter().map(|card| card.months).collect::<Vec<_>>(), [0, 1, 1]);
    })
    .await;
}

#[tokio::test]
async fn how_many_act_for_a_body_and_that_somebody_represents_it_is_told_to_all() {
    on_both(async |world| {
        let nobody = json!({"shown": {"profile": "nobody", "email": "nobody", "last_sign_in": "nobody"}});
        world.put(&[organisation("lu", "Comune di Lucca")]).await;
        world
            .put_members(&[
                with(acting("lia", "lu", "representative"), nobody),
                acting("ada", "lu", "editor"),
                with(acting("eva", "lu", "representative"), json!({"state": "suspended"})),
            ])
            .await;
        let page = world.portal.people_page(&Viewer::Visitor, Locale::Italian, "comune-di-lucca").await.unwrap();
        let people = page.people;
        assert_eq!((people.total, people.people.len(), people.without_representative), (2, 1, false));
        assert!(!people.may_manage && !people.may_join && people.own.is_none() && people.requests.is_empty());
        world.portal.leave(&world.by("ada").await, "lu").await.unwrap();
        world.portal.leave(&world.by("lia").await, "lu").await.unwrap();
        let page = world.portal.people_page(&world.by("ada").await, Locale::Italian, "comune-di-lucca").await.unwrap();
        let people = page.people;
        assert_eq!((people.total, people.without_representative, people.may_join), (0, true, true));
        for slug in ["nulla", "", "?"] {
            let outcome = world.portal.people_page(&Viewer::Visitor, Locale::Italian, slug).await;
            assert!(matches!(outcome, Err(Error::NotFound)));
        }
    })
    .await;
}

#[tokio::test]
async fn a_members_page_shows_the_bodies_that_one_acts_for_and_no_request() {
    on_both(async |world| {
        world.put(&[organisation("lu", "Comune di Lucca"), organisation("pi", "Comune di Pisa"), theme("nidi")]).await;
        let fields = json!({"bio": "Esperta di **nidi**. <script>alert(1)</script>", "skills": ["Bandi"], "themes": ["nidi", "gone"],
            "languages": ["it", "en"], "links": [{"label": "Sito", "url": "https://example.org"}], "memberships": [
                {"organisation": "pi", "role": "editor", "state": "requested", "since": "2026"},
                {"organisation": "lu", "role": "editor", "state": "active", "verified_by": "domain", "since": "2026"}]});
        world.put(&[with(member("ada"), fields)]).await;
        let seen = page(world, &Viewer::Visitor, "ada").await.unwrap();
        assert_eq!(seen.memberships.len(), 1);
        assert_eq!(seen.memberships[0].organisation.name, "Comune di Lucca");
        assert_eq!(seen.card.organisation.unwrap().name, "Comune di Lucca");
        assert_eq!((seen.skills, seen.themes.len(), seen.languages.len()), (vec!["Bandi".to_owned()], 1, 2));
        let bio = seen.bio.unwrap().as_str().to_owned();
        assert!(bio.contains("<strong>nidi</strong>") && !bio.contains("<script"), "{bio}");
    })
    .await;
}
