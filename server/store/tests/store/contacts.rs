// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What bodies write to each other: who may see it, and that two of them have one conversation at a time.

use domain::contact::{
    ContactAbout, ContactFlag, ContactMessage, ContactRequest, ContactSide, ContactState, FlagReason,
};
use domain::member::{OrganisationRole, PortalRole};
use domain::policy::{Act, Acting, ActingFor, On, Viewer, allows};
use store::{ContactWish, Error, Page};

use crate::world::{World, on_both, uid};

const MANY: Page = Page::first(100);

fn request(name: &str, asking: &str, asked: &str) -> ContactRequest {
    let message =
        ContactMessage { at: 1, side: ContactSide::Asking, by: Some(uid("m")), text: "Ciao".to_owned(), flag: None };
    ContactRequest {
        uid: uid(name),
        about: ContactAbout::Advert(uid("ad")),
        asking: uid(asking),
        asked: uid(asked),
        state: ContactState::Open,
        blocked_by: None,
        twinning: None,
        messages: vec![message],
    }
}

async fn add(world: &World, contact: &ContactRequest) -> Result<(), Error> {
    let mut change = world.begin().await;
    change.add_contact(contact, contact.uid.as_str()).await?;
    change.commit().await.map(drop)
}

fn viewers() -> Vec<Viewer> {
    let mut all = vec![Viewer::Visitor, Viewer::Operator, Viewer::member(Acting::plain(uid("x")))];
    for role in PortalRole::ALL {
        all.push(Viewer::member(Acting { roles: vec![*role], ..Acting::plain(uid("x")) }));
    }
    for organisation in ["a", "b", "c"] {
        for role in OrganisationRole::ALL {
            let memberships = vec![ActingFor { organisation: uid(organisation), role: *role }];
            all.push(Viewer::member(Acting { memberships, ..Acting::plain(uid("x")) }));
        }
    }
    all
}

#[tokio::test]
async fn a_conversation_is_seen_by_whom_the_policy_lets_see_it_and_nobody_else() {
    on_both(async |world| {
        let mut flagged = request("flagged", "b", "c");
        for one in [&request("plain", "a", "b"), &flagged] {
            add(world, one).await.unwrap();
        }
        let flag = ContactFlag { at: 2, by: Some(uid("x")), reason: FlagReason::Spam };
        flagged.messages[0].flag = Some(flag.clone());
        let mut change = world.begin().await;
        change.flag_message(&flagged.uid, 0, &flag).await.unwrap();
        change.set_contact(&flagged).await.unwrap();
        change.commit().await.unwrap();
        for viewer in viewers() {
            for one in [&request("plain", "a", "b"), &flagged] {
                let seen = world.store.contact(&viewer, &one.uid).await.unwrap().map(|kept| kept.request);
                let may = allows(&viewer, Act::Read, &On::Contact(Box::new(one.clone()))).is_ok();
                assert_eq!(seen, may.then(|| one.clone()), "{viewer:?}");
            }
            let listed = world.store.contacts(&viewer, &ContactWish::Flagged, MANY).await.unwrap();
            let may = allows(&viewer, Act::Read, &On::Contact(Box::new(flagged.clone()))).is_ok();
            assert_eq!((listed.total, listed.rows.len()), (u64::from(may), usize::from(may)), "{viewer:?}");
        }
        let of = ContactWish::Of(vec![uid("b")]);
        assert_eq!(world.store.contacts(&Viewer::Operator, &of, MANY).await.unwrap().total, 2);
        let about = ContactWish::About(vec![uid("a")], ContactAbout::Practice(uid("ad")));
        assert_eq!(world.store.contacts(&Viewer::Operator, &about, MANY).await.unwrap().total, 0);
    })
    .await;
}

#[tokio::test]
async fn two_bodies_have_one_conversation_about_one_thing_and_a_message_is_kept_once() {
    on_both(async |world| {
        let first = request("first", "a", "b");
        add(world, &first).await.unwrap();
        assert!(matches!(add(world, &request("second", "a", "b")).await, Err(Error::Conflict)));
        add(world, &request("other-way", "b", "a")).await.unwrap();
        let mut change = world.begin().await;
        change.set_contact(&ContactRequest { state: ContactState::Closed, ..first.clone() }).await.unwrap();
        change.commit().await.unwrap();
        add(world, &request("second", "a", "b")).await.unwrap();
        assert_eq!(world.store.contact_sent_as(&uid("m"), "first").await.unwrap(), Some(uid("first")));
        let mut change = world.begin().await;
        let mut twice = request("other-way", "b", "a");
        twice.messages.push(twice.messages[0].clone());
        assert!(matches!(change.add_message(&twice, "first").await, Err(Error::Conflict)));
    })
    .await;
}
