// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Communities: who sees them in SQL is who sees them by the policy; a member belongs once; the last duty is handed on.

use domain::community::{Access, Belonging, BelongingState, Community, CommunityRole};
use domain::policy::{Act, Acting, On, Viewer, allows};
use domain::practice::Audience;
use domain::record::Record;
use domain::{Slug, Uid};
use serde_json::json;
use store::{CommunityFilter, Error, Found, Page};

use crate::world::{World, kept_member, member, on_both, record, uid};

const MANY: Page = Page::first(100);
/// What somebody is in all communities: the name, the role, the state.
const PEOPLE: &[(&str, CommunityRole, BelongingState)] = &[
    ("owner", CommunityRole::Owner, BelongingState::Active),
    ("facilitator", CommunityRole::Facilitator, BelongingState::Active),
    ("inside", CommunityRole::Member, BelongingState::Active),
    ("invited", CommunityRole::Member, BelongingState::Invited),
    ("asked", CommunityRole::Member, BelongingState::Requested),
    ("out", CommunityRole::Member, BelongingState::Suspended),
];

fn community(access: Access, audience: Audience) -> Record {
    let name = format!("{access}-{audience}");
    record(json!({"type": "community", "uid": name, "name": format!("Gruppo {name}"), "language": "it",
        "themes": ["t"], "access": access, "audience": audience}))
}

fn belonging(community: &str, member: &str, role: CommunityRole, state: BelongingState) -> Record {
    record(json!({"type": "belonging", "uid": format!("{community}.{member}"), "community": community,
        "member": member, "role": role, "state": state, "since": 1}))
}

/// A community of each access and audience, with somebody of each sort.
async fn fill(world: &World) -> Vec<Uid> {
    let mut records: Vec<Record> =
        PEOPLE.iter().map(|(name, ..)| kept_member(member(name, "Ada", "Prova", json!({})))).collect();
    let mut all = Vec::new();
    for access in Access::ALL {
        for audience in domain::community::audiences(*access) {
            let name = format!("{access}-{audience}");
            records.push(community(*access, *audience));
            records.extend(PEOPLE.iter().map(|(member, role, state)| belonging(&name, member, *role, *state)));
            all.push(uid(&name));
        }
    }
    world.put(&records).await;
    all.sort();
    all
}

/// Each of them as a session makes them, a stranger, a visitor and the operator.
fn viewers(all: &[Uid]) -> Vec<(String, Viewer)> {
    let mut viewers = vec![
        ("visitor".to_owned(), Viewer::Visitor),
        ("operator".to_owned(), Viewer::Operator),
        ("stranger".to_owned(), Viewer::member(Acting::plain(uid("stranger")))),
    ];
    for (name, _, state) in PEOPLE {
        let communities = if *state == BelongingState::Active { all.to_vec() } else { Vec::new() };
        viewers.push(((*name).to_owned(), Viewer::member(Acting { communities, ..Acting::plain(uid(name)) })));
    }
    viewers
}

#[tokio::test]
async fn every_list_of_communities_shows_what_the_policy_allows_and_nothing_else() {
    on_both(async |world| {
        let all = fill(world).await;
        for (name, viewer) in viewers(&all) {
            let kept = world.store.kept_communities(&all).await.unwrap();
            let mut allowed: Vec<Uid> = kept
                .iter()
                .filter(|one| allows(&viewer, Act::Read, &On::Community(one.facts())).is_ok())
                .map(|one| one.record.uid.clone())
                .collect();
            allowed.sort();
            let listed = world.store.communities(&viewer, &CommunityFilter::default(), MANY).await.unwrap();
            let mut shown: Vec<Uid> = listed.rows.into_iter().map(|one| one.record.uid).collect();
            shown.sort();
            assert_eq!((listed.total, &shown), (allowed.len() as u64, &allowed), "{name}");
            let by_uid = world.store.communities_by_uids(&viewer, &all).await.unwrap();
            assert_eq!(by_uid.into_iter().map(|one| one.record.uid).collect::<Vec<_>>(), allowed, "{name}");
            for one in &kept {
                let found = world.store.community_by_slug(&viewer, &one.slug).await.unwrap();
                assert_eq!(matches!(found, Found::Here(_)), allowed.contains(&one.record.uid), "{name} {}", one.slug);
            }
        }
    })
    .await;
}

#[tokio::test]
async fn a_member_belongs_to_a_community_once_and_its_people_are_listed_by_their_part() {
    on_both(async |world| {
        fill(world).await;
        let mut double = belonging("open-public", "inside", CommunityRole::Member, BelongingState::Active);
        if let Record::Belonging(one) = &mut double {
            one.uid = uid("twice");
        }
        assert!(matches!(world.try_put(&double).await, Err(Error::Conflict)));
        let states = [BelongingState::Active];
        let people = world.store.belongings(&Viewer::Visitor, &uid("open-public"), &states, MANY).await.unwrap();
        let names: Vec<_> = people.rows.iter().map(|(_, kept)| kept.record.uid.as_str()).collect();
        assert_eq!((people.total, names), (3, vec!["owner", "facilitator", "inside"]));
        let counts = world.store.members_of_communities(&[uid("open-public"), uid("none")]).await.unwrap();
        assert_eq!(counts.into_iter().collect::<Vec<_>>(), [(uid("open-public"), 3)]);
        let own = CommunityFilter { of: Some(uid("asked")), ..CommunityFilter::default() };
        assert_eq!(world.store.communities(&Viewer::Operator, &own, MANY).await.unwrap().total, 0);
    })
    .await;
}

#[tokio::test]
async fn what_a_closed_account_answered_for_goes_to_who_helped_longest() {
    on_both(async |world| {
        let all = fill(world).await;
        for name in ["owner", "facilitator", "inside"] {
            let mut change = world.begin().await;
            change.leave_all_communities(&uid(name)).await.unwrap();
            change.commit().await.unwrap();
            assert_eq!(world.store.belongings_of(&uid(name)).await.unwrap(), Vec::<Belonging>::new());
            let heir = match name {
                "owner" => Some(uid("facilitator")),
                "facilitator" => Some(uid("inside")),
                _ => None,
            };
            for kept in world.store.kept_communities(&all).await.unwrap() {
                assert!(kept.people.is_sound());
                assert_eq!(kept.people.owner(), heir.as_ref(), "{name} {}", kept.slug);
            }
        }
    })
    .await;
}

#[tokio::test]
async fn a_community_keeps_its_old_address_and_comes_back_as_it_was_written() {
    on_both(async |world| {
        world.put(&[community(Access::Open, Audience::Public)]).await;
        let Record::Community(one) = community(Access::Open, Audience::Public) else { unreachable!("a community") };
        let renamed = Community { acronym: Some("SUA".to_owned()), ..*one };
        world.put(&[Record::Community(Box::new(renamed.clone()))]).await;
        let old = Slug::of("Gruppo open-public");
        let found = world.store.community_by_slug(&Viewer::Visitor, &old).await.unwrap();
        assert_eq!(found, Found::Moved(Slug::of("SUA")));
        let kept = world.store.community(&Viewer::Visitor, &renamed.uid).await.unwrap().unwrap();
        assert_eq!(kept.record, renamed);
    })
    .await;
}
