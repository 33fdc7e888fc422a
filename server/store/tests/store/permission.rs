// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! `visible_to` in SQL is `allows` in the domain.

use domain::collection::Sharing;
use domain::member::{MemberState, MembershipState, OrganisationRole, PortalRole, Shown, ShownTo};
use domain::policy::{Act, Acting, ActingFor, MemberFacts, On, PracticeFacts, Viewer, allows};
use domain::practice::{Audience, Stage};
use domain::{Slug, Uid};
use serde_json::json;
use store::{Found, KeptMember, MemberFilter, NewCollection, OrganisationFilter, Page};

use crate::world::{World, kept, kept_member, member, on_both, organisation, practice, record, uid};

const MANY: Page = Page::first(100);

/// One practice of each stage and audience, all with the same owner, partner, theme, origin and adopter.
async fn fill(world: &World) -> Vec<(Uid, Stage, Audience)> {
    let mut records = vec![organisation("o", "Comune di Prova")];
    let mut all = Vec::new();
    for stage in Stage::ALL {
        for audience in Audience::ALL {
            let name = format!("{stage}-{audience}");
            let mut one = practice(&name, &name);
            (one.stage, one.audience) = (*stage, *audience);
            one.community = of_community(*audience);
            one.owner_org = Some(uid("o"));
            one.themes = vec![uid("t")];
            one.based_on = vec![uid("origin")];
            one.partner_orgs =
                vec![domain::practice::Part { organisation: uid("p"), role: domain::practice::PartnerRole::Funder }];
            records.push(kept(one));
            records.push(record(serde_json::json!({"type": "adoption", "uid": format!("a-{name}"), "practice": name,
                "adopter_org": "o", "state": "pilot", "source": "twinning"})));
            all.push((uid(&name), *stage, *audience));
        }
    }
    world.put(&records).await;
    collect(world, &all).await;
    all
}

/// All of them in one collection.
async fn collect(world: &World, all: &[(Uid, Stage, Audience)]) {
    let (c, m) = (uid("c"), uid("m"));
    let (name, note) = ("Tutte".to_owned(), String::new());
    let collection = NewCollection { uid: c.clone(), member: m.clone(), name, note, sharing: Sharing::ByLink };
    let mut change = world.begin().await;
    assert!(change.add_collection(&collection, 1).await.unwrap());
    for (practice, ..) in all {
        assert!(change.collect(&m, &c, practice, 200).await.unwrap());
    }
    change.commit().await.unwrap();
}

/// What is for a community is for this one.
fn of_community(audience: Audience) -> Option<Uid> {
    (audience == Audience::Community).then(|| uid("k"))
}

fn facts(stage: Stage, audience: Audience) -> PracticeFacts {
    let known = Some(uid(&format!("{stage}-{audience}")));
    let community = of_community(audience);
    PracticeFacts { uid: known, owner: Some(uid("o")), community, ..PracticeFacts::of(stage, audience) }
}

/// Everybody whom the policy tells apart where practices are concerned.
fn viewers() -> Vec<Viewer> {
    let mut all = vec![Viewer::Visitor, Viewer::Operator, Viewer::member(Acting::plain(uid("m")))];
    for role in PortalRole::ALL {
        all.push(Viewer::member(Acting { roles: vec![*role], ..Acting::plain(uid("m")) }));
    }
    for invited in [&["draft-public", "submitted-public"][..], &["archived-members", "published-parties"][..]] {
        let expert_for = invited.iter().map(|name| uid(name)).collect();
        all.push(Viewer::member(Acting { expert_for, ..Acting::plain(uid("m")) }));
    }
    for community in ["k", "l"] {
        let communities = vec![uid(community)];
        all.push(Viewer::member(Acting { communities, ..Acting::plain(uid("m")) }));
    }
    for organisation in ["o", "p"] {
        for role in OrganisationRole::ALL {
            let memberships = vec![ActingFor { organisation: uid(organisation), role: *role }];
            all.push(Viewer::member(Acting { memberships: memberships.clone(), ..Acting::plain(uid("m")) }));
            let roles = vec![PortalRole::Reviewer];
            all.push(Viewer::member(Acting { memberships, roles, ..Acting::plain(uid("m")) }));
        }
    }
    all
}

fn sorted(mut uids: Vec<Uid>) -> Vec<Uid> {
    uids.sort();
    uids
}

#[tokio::test]
async fn every_list_shows_what_the_policy_allows_and_nothing_else() {
    on_both(async |world| {
        let all = fill(world).await;
        let uids: Vec<Uid> = all.iter().map(|(uid, ..)| uid.clone()).collect();
        for viewer in &viewers() {
            let may = |(_, stage, audience): &&(Uid, Stage, Audience)| {
                allows(viewer, Act::Read, &On::Practice(facts(*stage, *audience))).is_ok()
            };
            let allowed = sorted(all.iter().filter(may).map(|(uid, ..)| uid.clone()).collect());
            for (list, shown) in lists(world, viewer, &uids).await {
                assert_eq!(sorted(shown), allowed, "{viewer:?} {list}");
            }
            for (list, number) in numbers(world, viewer).await {
                assert_eq!(number, allowed.len() as u64, "{viewer:?} {list}");
            }
        }
    })
    .await;
}

async fn lists(world: &World, viewer: &Viewer, uids: &[Uid]) -> Vec<(&'static str, Vec<Uid>)> {
    let store = &world.store;
    let heads = |rows: Vec<store::PracticeRow>| rows.into_iter().map(|row| row.record.uid).collect();
    let (mut by_slug, mut by_uid) = (Vec::new(), Vec::new());
    for uid in uids {
        if let Found::Here(page) = store.practice_by_slug(viewer, &Slug::of(uid.as_str()), 1).await.unwrap() {
            by_slug.push(page.practice.record.uid);
        }
        by_uid.extend(store.practice_by_uid(viewer, uid, 1).await.unwrap().map(|page| page.practice.record.uid));
    }
    let partner = store.practices_with_partner(viewer, &uid("p"), MANY).await.unwrap();
    let adopted = store.adoptions_by(viewer, &uid("o")).await.unwrap();
    vec![
        ("practice_by_slug", by_slug),
        ("practice_by_uid", by_uid),
        ("practices_by_uids", heads(store.practices_by_uids(viewer, uids).await.unwrap())),
        ("latest_practices", heads(store.latest_practices(viewer, MANY).await.unwrap())),
        (
            "practices_of_organisation",
            heads(store.practices_of_organisation(viewer, &uid("o"), MANY).await.unwrap().rows),
        ),
        ("practices_under_themes", heads(store.practices_under_themes(viewer, &[uid("t")], MANY).await.unwrap().rows)),
        ("practices_collected", heads(store.practices_collected(viewer, &uid("c")).await.unwrap())),
        ("variants_of", heads(store.variants_of(viewer, &uid("origin")).await.unwrap())),
        ("practices_with_partner", partner.into_iter().map(|(_, row)| row.record.uid).collect()),
        ("adoptions_by", adopted.into_iter().map(|row| row.record.practice).collect()),
    ]
}

async fn numbers(world: &World, viewer: &Viewer) -> Vec<(&'static str, u64)> {
    let store = &world.store;
    let counts = store.counts(viewer).await.unwrap();
    let regions = store.practices_by_region(viewer, &[]).await.unwrap();
    let organisations = store.organisations(viewer, &OrganisationFilter::default(), MANY).await.unwrap();
    let above = [(uid("t"), uid("above"))];
    vec![
        ("counts.practices", counts.practices),
        ("counts.adoptions", counts.adoptions),
        ("practices_by_region", regions.iter().find(|(code, _)| code == "09").unwrap().1),
        ("practices_by_theme", store.practices_by_theme(viewer).await.unwrap()[0].1),
        ("practices_counted_above", store.practices_counted_above(viewer, &above).await.unwrap()[0].1),
        ("organisations", organisations.rows[0].practices),
        ("practices_of_organisation", store.practices_of_organisation(viewer, &uid("o"), MANY).await.unwrap().total),
    ]
}

/// One member of each state, shown to each, all of one organisation, region, theme and name.
async fn fill_with_members(world: &World) -> Vec<MemberFacts> {
    let mut all = Vec::new();
    for state in MemberState::ALL {
        for profile in ShownTo::ALL {
            let fields = json!({"region": "09", "themes": ["t"], "roles": ["reviewer"], "memberships": [
                {"organisation": "o", "role": "editor", "state": "active", "verified_by": "domain", "since": "2026"}]});
            let mut one = member(&format!("{state}-{profile}"), "Ada", "Prova", fields);
            (one.state, one.shown.profile) = (*state, *profile);
            world.put(&[kept_member(one.clone())]).await;
            // A closed account keeps no picture, so that it is given one afterwards.
            let mut change = world.begin().await;
            change.set_photo(&one.uid, "image/webp", vec![1]).await.unwrap();
            change.commit().await.unwrap();
            all.push(MemberFacts { member: one.uid, state: *state, shown: Shown { profile: *profile, ..one.shown } });
        }
    }
    all
}

#[tokio::test]
async fn every_list_of_members_shows_what_the_policy_allows_and_nothing_else() {
    on_both(async |world| {
        let all = fill_with_members(world).await;
        let uids: Vec<Uid> = all.iter().map(|facts| facts.member.clone()).collect();
        let selves = uids.iter().map(|uid| Viewer::member(Acting::plain(uid.clone())));
        for viewer in &viewers().into_iter().chain(selves).collect::<Vec<_>>() {
            let may = |facts: &&MemberFacts| allows(viewer, Act::Read, &On::Member((*facts).clone())).is_ok();
            let seen: Vec<&MemberFacts> = all.iter().filter(may).collect();
            let allowed = sorted(seen.iter().map(|facts| facts.member.clone()).collect());
            for (list, shown, total) in lists_of_members(world, viewer, &uids).await {
                assert_eq!(sorted(shown), allowed, "{viewer:?} {list}");
                assert_eq!(total, allowed.len() as u64, "{viewer:?} {list}");
            }
            let active = seen.into_iter().filter(|facts| facts.state == MemberState::Active);
            let active = sorted(active.map(|facts| facts.member.clone()).collect());
            let latest = world.store.latest_members(viewer, 100).await.unwrap();
            assert_eq!(sorted(uids_of(&latest)), active, "{viewer:?}");
            assert_eq!(world.store.member_count(viewer).await.unwrap(), active.len() as u64, "{viewer:?}");
            assert_eq!(world.store.counts(viewer).await.unwrap().members, active.len() as u64, "{viewer:?}");
        }
    })
    .await;
}

fn uids_of(members: &[KeptMember]) -> Vec<Uid> {
    members.iter().map(|kept| kept.record.uid.clone()).collect()
}

async fn lists_of_members(world: &World, viewer: &Viewer, uids: &[Uid]) -> Vec<(&'static str, Vec<Uid>, u64)> {
    let store = &world.store;
    let (mut by_uid, mut pictures) = (Vec::new(), Vec::new());
    for uid in uids {
        by_uid.extend(store.member(viewer, uid).await.unwrap().map(|kept| kept.record.uid));
        pictures.extend(store.photo(viewer, uid).await.unwrap().map(|_| uid.clone()));
    }
    let by_uids = uids_of(&store.members_by_uids(viewer, uids).await.unwrap());
    let mut all: Vec<_> = [("member", by_uid), ("photo", pictures), ("members_by_uids", by_uids)].into();
    let mut totals: Vec<u64> = all.iter().map(|(_, shown)| shown.len() as u64).collect();
    let filters = [
        ("members", MemberFilter::default()),
        ("members of text", MemberFilter { text: "pro".to_owned(), ..MemberFilter::default() }),
        ("members of region", MemberFilter { region: Some("09".to_owned()), ..MemberFilter::default() }),
        ("members of theme", MemberFilter { theme: Some(uid("t")), ..MemberFilter::default() }),
        ("members of role", MemberFilter { role: Some(PortalRole::Reviewer), ..MemberFilter::default() }),
        ("members of organisation", MemberFilter { organisation: Some(uid("o")), ..MemberFilter::default() }),
    ];
    for (list, filter) in filters {
        let listed = store.members(viewer, &filter, MANY).await.unwrap();
        all.push((list, uids_of(&listed.rows)));
        totals.push(listed.total);
    }
    let people = store.people_of(viewer, &uid("o"), MembershipState::Active, MANY).await.unwrap();
    all.push(("people_of", uids_of(&people.rows)));
    totals.push(people.total);
    all.into_iter().zip(totals).map(|((list, shown), total)| (list, shown, total)).collect()
}

#[tokio::test]
async fn the_index_is_told_what_visitors_may_find() {
    on_both(async |world| {
        let all = fill(world).await;
        let snapshot = world.store.snapshot().await.unwrap();
        let listings = snapshot.listings(None, 100).await.unwrap();
        assert_eq!(listings.len(), all.len());
        for listing in listings {
            let (_, stage, audience) = all.iter().find(|(uid, ..)| *uid == listing.uid).unwrap();
            let on = On::Practice(facts(*stage, *audience));
            assert_eq!(listing.indexable, allows(&Viewer::Visitor, Act::Read, &on).is_ok());
        }
    })
    .await;
}
