// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! `event_visible_to` in SQL is `allows` in the domain: who sees which event of a twinning.

use domain::Uid;
use domain::event::{Event, EventState};
use domain::member::{OrganisationRole, PortalRole};
use domain::policy::{Act, Acting, ActingFor, NoticeFacts, On, TwinningFacts, Viewer, allows};
use domain::practice::Audience;
use domain::record::Record;
use domain::twinning::Twinning;
use serde_json::json;

use crate::world::{World, on_both, organisation, record, uid};

/// A twinning of `o` and `p`, coordinated by `c`, that only its parties see.
fn twinning() -> Twinning {
    let line = json!({"type": "twinning", "uid": "t", "title": "Mense gemelle", "language": "it", "created_by": "c",
        "parties": [{"organisation": "o", "role": "offering"}, {"organisation": "p", "role": "recipient"}]});
    let Record::Twinning(twinning) = record(line) else { unreachable!("a twinning") };
    *twinning
}

fn event(state: EventState, audience: Audience) -> Event {
    let line = json!({"type": "event", "uid": format!("{state}-{audience}"), "title": "Incontro", "language": "it",
        "kind": "webinar", "starts_at": "2026-04-01T10:00+02:00[Europe/Rome]",
        "ends_at": "2026-04-01T12:00+02:00[Europe/Rome]", "place": "Sala", "organiser": "o", "twinning": "t",
        "created_by": "a", "state": state.code(), "audience": audience.code()});
    let Record::Event(event) = record(line) else { unreachable!("an event") };
    *event
}

/// Everybody whom the policy tells apart where events of a twinning are concerned.
fn viewers() -> Vec<Viewer> {
    let mut all = vec![Viewer::Visitor, Viewer::Operator];
    all.extend(["a", "c", "m"].map(|member| Viewer::member(Acting::plain(uid(member)))));
    for role in PortalRole::ALL {
        all.push(Viewer::member(Acting { roles: vec![*role], ..Acting::plain(uid("m")) }));
    }
    for body in ["o", "p", "z"] {
        all.extend(OrganisationRole::ALL.iter().map(|role| of(body, *role)));
    }
    all
}

fn of(body: &str, role: OrganisationRole) -> Viewer {
    let memberships = vec![ActingFor { organisation: uid(body), role }];
    Viewer::member(Acting { memberships, ..Acting::plain(uid("m")) })
}

async fn seen(world: &World, viewer: &Viewer) -> Vec<Uid> {
    let listed = world.store.events_of_twinning(viewer, &uid("t")).await.unwrap();
    let mut uids: Vec<Uid> = listed.into_iter().map(|event| event.uid).collect();
    uids.sort();
    uids
}

#[tokio::test]
async fn every_list_of_events_shows_what_the_policy_allows_and_nothing_else() {
    on_both(async |world| {
        let pairs =
            EventState::ALL.iter().flat_map(|state| Audience::ALL.iter().map(move |audience| (*state, *audience)));
        let events: Vec<Event> = pairs.map(|(state, audience)| event(state, audience)).collect();
        let mut records = vec![organisation("o", "Comune di Prova"), Record::Twinning(Box::new(twinning()))];
        records.extend(events.iter().cloned().map(|event| Record::Event(Box::new(event))));
        world.put(&records).await;
        let facts = TwinningFacts::from(&twinning());
        for viewer in &viewers() {
            let may = |event: &&Event| {
                let on = On::Event(NoticeFacts::from(*event).within(&facts));
                allows(viewer, Act::Read, &on).is_ok()
            };
            let mut allowed: Vec<Uid> = events.iter().filter(may).map(|event| event.uid.clone()).collect();
            allowed.sort();
            assert_eq!(seen(world, viewer).await, allowed, "{viewer:?}");
            for event in &events {
                let found = world.store.event(viewer, &event.uid).await.unwrap();
                assert_eq!(found.is_some(), allowed.contains(&event.uid), "{viewer:?} {}", event.uid);
            }
        }
    })
    .await;
}

#[tokio::test]
async fn what_is_for_the_parties_is_seen_by_the_people_of_all_parties_and_by_nobody_else() {
    on_both(async |world| {
        let mut alone = event(EventState::Published, Audience::Parties);
        (alone.uid, alone.twinning) = (uid("alone"), None);
        world
            .put(&[
                Record::Twinning(Box::new(twinning())),
                Record::Event(Box::new(event(EventState::Published, Audience::Parties))),
                Record::Event(Box::new(event(EventState::Draft, Audience::Parties))),
                Record::Event(Box::new(alone)),
            ])
            .await;
        let coordinator = Viewer::member(Acting::plain(uid("c")));
        for viewer in
            [of("o", OrganisationRole::Contributor), of("p", OrganisationRole::Contributor), coordinator.clone()]
        {
            assert_eq!(seen(world, &viewer).await, [uid("published-parties")], "{viewer:?}");
            assert!(world.store.event(&viewer, &uid("alone")).await.unwrap().is_none(), "no twinning, no parties");
        }
        for viewer in [of("z", OrganisationRole::Representative), Viewer::member(Acting::plain(uid("m")))] {
            assert!(seen(world, &viewer).await.is_empty(), "{viewer:?}");
        }
    })
    .await;
}
