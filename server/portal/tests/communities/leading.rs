// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Leading a community: who lets in, invites, appoints, changes and closes it, and who may not.

use domain::community::{BelongingState, CommunityRole, CommunityState};
use domain::policy::Viewer;
use domain::practice::Audience;
use domain::thread::ThreadAbout;
use portal::Error;
use portal::form::FieldProblem;
use portal::talking::{BeginForm, ThreadWanted};
use serde_json::json;

use crate::cast::{IT, decide, listed, own, settle, typed};
use crate::world::{World, denied, on_both, problem, refused, uid, with};

const NEW: &[(&str, &str)] = &[
    ("key", "0192f3c1-0000-7000-8000-000000000001"),
    ("name", "Mense scolastiche"),
    ("acronym", "MENSA"),
    ("summary", "Chi organizza le mense si scambia bandi e menù."),
    ("themes", "appalti"),
    ("access", "open"),
    ("audience", "public"),
];

#[tokio::test]
async fn ac_001_1_a_moderator_begins_a_community_and_answers_for_it() {
    on_both(async |world| {
        settle(world).await;
        let portal = &world.portal;
        for outsider in ["zoe", "olga"] {
            let viewer = world.by(outsider).await;
            assert!(matches!(denied(portal.begin_community(&viewer, IT, &typed(NEW)).await), Error::NotAllowed));
        }
        let mode = world.by("mode").await;
        assert_eq!(portal.begin_community(&mode, IT, &typed(NEW)).await.unwrap(), "mensa");
        assert_eq!(portal.begin_community(&mode, IT, &typed(NEW)).await.unwrap(), "mensa", "sent twice, begun once");
        assert_eq!(listed(world, &Viewer::Visitor).await, ["sape", "sua", "mensa"]);
        assert_eq!(own(world, "mode", "mensa").await, Some((CommunityRole::Owner, BelongingState::Active)));
        let empty = refused(portal.begin_community(&mode, IT, &typed(&[])).await);
        let fields: Vec<_> = empty.iter().map(|(field, _)| *field).collect();
        assert_eq!(fields, ["access", "audience", "name", "summary", "themes"]);
        // Themes that there are not are told as such, once, whatever else is wrong.
        let unknown = typed(&[("themes", "mai-visto"), ("themes", "nemmeno")]);
        let unknown = refused(portal.begin_community(&mode, IT, &unknown).await);
        let fields: Vec<_> = unknown.iter().map(|(field, _)| *field).collect();
        assert_eq!(fields, ["themes", "access", "audience", "name", "summary"]);
        assert_eq!(unknown[0].1, FieldProblem::Unknown);
    })
    .await;
}

#[tokio::test]
async fn ac_001_1_the_owner_appoints_facilitators_and_they_let_people_in() {
    on_both(async |world| {
        settle(world).await;
        for (by, decision) in [("fabio", "appoint"), ("mara", "suspend"), ("fabio", "hand_over"), ("zoe", "suspend")] {
            let outcome = decide(world, by, "sua", "mara", decision).await;
            assert!(matches!(denied(outcome), Error::NotAllowed), "{by} {decision}");
        }
        decide(world, "olga", "sua", "mara", "appoint").await.unwrap();
        assert_eq!(own(world, "mara", "sua").await, Some((CommunityRole::Facilitator, BelongingState::Active)));
        decide(world, "olga", "sua", "mara", "dismiss").await.unwrap();
        assert_eq!(own(world, "mara", "sua").await, Some((CommunityRole::Member, BelongingState::Active)));
        decide(world, "olga", "sua", "mara", "appoint").await.unwrap();
        let of_another = decide(world, "fabio", "sua", "mara", "suspend").await;
        assert!(matches!(denied(of_another), Error::NotAllowed), "whoever appoints takes that away");
        assert_eq!(own(world, "mara", "sua").await, Some((CommunityRole::Facilitator, BelongingState::Active)));
        decide(world, "olga", "sua", "mara", "suspend").await.unwrap();
        let of_owner = decide(world, "fabio", "sua", "olga", "suspend").await;
        assert_eq!(problem(of_owner), ("form", FieldProblem::NotAllowed));
        assert_eq!(problem(decide(world, "fabio", "sua", "zoe", "approve").await), ("form", FieldProblem::Conflict));
        assert!(matches!(denied(decide(world, "olga", "sua", "mara", "join").await), Error::NotFound));
    })
    .await;
}

#[tokio::test]
async fn only_members_whom_the_facilitator_sees_are_invited_by_name() {
    on_both(async |world| {
        settle(world).await;
        let fabio = world.by("fabio").await;
        let invite = async |typed: &str| problem(world.portal.invite_to_community(&fabio, "sua", typed).await);
        for (typed, wanted) in [
            ("", FieldProblem::Missing),
            ("Nessuno Mai", FieldProblem::Unknown),
            ("Ugo Prova", FieldProblem::Unknown),
            ("ugo", FieldProblem::Unknown),
            ("Prova", FieldProblem::Ambiguous),
            ("Mara Prova", FieldProblem::Taken),
        ] {
            assert_eq!(invite(typed).await, ("member", wanted), "{typed}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_change_of_an_older_page_is_refused_and_a_new_short_name_keeps_the_old_address() {
    on_both(async |world| {
        settle(world).await;
        let fabio = world.by("fabio").await;
        let change = async |version: &str, acronym: &str| {
            let fields = [("version", version), ("name", "Comunità sua"), ("acronym", acronym), ("access", "open")];
            let texts =
                [("summary", "Un gruppo che si occupa di appalti."), ("themes", "appalti"), ("audience", "public")];
            let all: Vec<_> = fields.into_iter().chain(texts).collect();
            world.portal.change_community(&fabio, "sua", &typed(&all)).await
        };
        assert_eq!(problem(change("7", "GARE").await), ("form", FieldProblem::Conflict));
        assert_eq!(change("1", "GARE").await.unwrap(), "gare");
        let moved = async |asked: &str| world.portal.community_moved(&Viewer::Visitor, asked).await.unwrap();
        assert_eq!((moved("sua").await.as_deref(), moved("SUA").await.as_deref()), (Some("gare"), Some("gare")));
        assert_eq!((moved("GARE").await.as_deref(), moved("gare").await), (Some("gare"), None));
        assert_eq!(moved("SIT").await, None, "a private one is nobody's to know");
        assert!(world.portal.community(&fabio, IT, "gare").await.is_ok());
        let mara = world.by("mara").await;
        let form = world.portal.community_form_page(&mara, IT, "gare").await;
        assert!(matches!(form, Err(Error::NotAllowed)));
    })
    .await;
}

#[tokio::test]
async fn what_was_written_in_a_private_community_stays_with_its_members_when_it_is_opened() {
    on_both(async |world| {
        settle(world).await;
        let thread = |name: &str, more: serde_json::Value| {
            let bare = json!({"type": "thread", "uid": name, "title": "Fra di noi", "language": "it", "at": 1,
                "author": "mara", "body": "Che cosa non va.", "about": {"community": "sit"}, "writers": "within"});
            with(bare, more)
        };
        world.put(&[thread("t", json!({})), thread("stewards", json!({"audience": "parties"}))]).await;
        let fabio = world.by("fabio").await;
        let change = async |version: &str, access: &str, audience: &str| {
            let fields = [("version", version), ("name", "Comunità sit"), ("acronym", "sit"), ("access", access)];
            let texts =
                [("summary", "Un gruppo che si occupa di appalti."), ("themes", "appalti"), ("audience", audience)];
            let all: Vec<_> = fields.into_iter().chain(texts).collect();
            world.portal.change_community(&fabio, "sit", &typed(&all)).await.unwrap();
        };
        let audience = async |name: &str| {
            let kept = world.portal.store().kept_threads(&[uid(name)]).await.unwrap().remove(0);
            (kept.address().to_string(), kept.record.audience)
        };
        change("1", "open", "public").await;
        let (address, narrowed) = audience("t").await;
        assert_eq!((narrowed, audience("stewards").await.1), (Audience::Community, Audience::Parties));
        let read = async |viewer: &Viewer| world.portal.thread_page(viewer, &address, ThreadWanted::default()).await;
        assert!(matches!(read(&Viewer::Visitor).await, Err(Error::NotFound)));
        assert!(matches!(read(&world.by("zoe").await).await, Err(Error::NotFound)));
        assert!(read(&world.by("mara").await).await.is_ok());
        world.put(&[thread("later", json!({}))]).await;
        change("2", "on_approval", "members").await;
        assert_eq!(audience("later").await.1, Audience::Public, "fewer read it: that is the community's to say");
        change("3", "on_approval", "public").await;
        assert_eq!(audience("later").await.1, Audience::Community, "and more do again");
    })
    .await;
}

#[tokio::test]
async fn a_form_from_before_a_community_was_opened_begins_a_thread_for_those_who_belong_to_it() {
    on_both(async |world| {
        settle(world).await;
        let (olga, fabio) = (world.by("olga").await, world.by("fabio").await);
        let about = ThreadAbout::Community(uid("sit"));
        let seen = async || world.portal.begin_thread_page(&olga, Some(&about)).await.unwrap().seen.unwrap();
        let before = seen().await;
        let fields = [("version", "1"), ("name", "Comunità sit"), ("acronym", "sit"), ("access", "open")];
        let texts = [("summary", "Un gruppo che si occupa di appalti."), ("themes", "appalti"), ("audience", "public")];
        let all: Vec<_> = fields.into_iter().chain(texts).collect();
        world.portal.change_community(&fabio, "sit", &typed(&all)).await.unwrap();
        let begins = async |seen: Audience, title: &str| {
            let form = BeginForm {
                about: "community:sit".to_owned(),
                title: title.to_owned(),
                body: "Che cosa non va fra di noi.".to_owned(),
                seen: seen.code().to_owned(),
                ..BeginForm::default()
            };
            world.portal.begin_thread(&olga, IT, form).await.unwrap().address
        };
        let among = begins(before, "Fra di noi soltanto").await;
        let open = begins(seen().await, "Per chiunque la legga").await;
        let read = async |address: &str| {
            world.portal.thread_page(&fabio, address, ThreadWanted::default()).await.unwrap();
            world.portal.thread_page(&Viewer::Visitor, address, ThreadWanted::default()).await.is_ok()
        };
        assert_eq!((before, seen().await), (Audience::Community, Audience::Public));
        assert_eq!((read(&among).await, read(&open).await), (false, true));
    })
    .await;
}

#[tokio::test]
async fn a_closed_community_is_read_and_takes_nobody() {
    on_both(async |world| {
        settle(world).await;
        let close = async |by: &str, state| {
            let viewer = world.by(by).await;
            world.portal.advance_community(&viewer, "sua", state).await
        };
        assert!(matches!(denied(close("fabio", CommunityState::Archived).await), Error::NotAllowed));
        close("olga", CommunityState::Archived).await.unwrap();
        assert_eq!(state(world).await, CommunityState::Archived);
        let zoe = world.by("zoe").await;
        assert!(matches!(denied(world.portal.join_community(&zoe, "sua", "").await), Error::NotAllowed));
        close("olga", CommunityState::Active).await.unwrap();
        assert_eq!(world.portal.join_community(&zoe, "sua", "").await.unwrap(), BelongingState::Active);
    })
    .await;
}

async fn state(world: &World) -> CommunityState {
    world.portal.community(&Viewer::Visitor, IT, "sua").await.unwrap().card.state
}
