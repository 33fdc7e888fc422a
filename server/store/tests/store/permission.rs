// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! `visible_to` in SQL is `allows` in the domain.

use domain::policy::{Act, On, Viewer, allows};
use domain::practice::{Audience, Stage};
use domain::{Slug, Uid};
use store::{Found, OrganisationFilter, Page};

use crate::world::{World, kept, on_both, organisation, practice, record, uid};

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
        for viewer in Viewer::ALL.iter().copied() {
            let may = |(_, stage, audience): &&(Uid, Stage, Audience)| {
                allows(viewer, Act::Read, On::Practice { stage: *stage, audience: *audience }).is_ok()
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

async fn lists(world: &World, viewer: Viewer, uids: &[Uid]) -> Vec<(&'static str, Vec<Uid>)> {
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
        ("variants_of", heads(store.variants_of(viewer, &uid("origin")).await.unwrap())),
        ("practices_with_partner", partner.into_iter().map(|(_, row)| row.record.uid).collect()),
        ("adoptions_by", adopted.into_iter().map(|row| row.record.practice).collect()),
    ]
}

async fn numbers(world: &World, viewer: Viewer) -> Vec<(&'static str, u64)> {
    let store = &world.store;
    let counts = store.counts(viewer).await.unwrap();
    let regions = store.practices_by_region(viewer, &[]).await.unwrap();
    let organisations = store.organisations(viewer, &OrganisationFilter::default(), MANY).await.unwrap();
    vec![
        ("counts.practices", counts.practices),
        ("counts.adoptions", counts.adoptions),
        ("practices_by_region", regions.iter().find(|(code, _)| code == "09").unwrap().1),
        ("practices_by_theme", store.practices_by_theme(viewer).await.unwrap()[0].1),
        ("organisations", organisations.rows[0].practices),
        ("practices_of_organisation", store.practices_of_organisation(viewer, &uid("o"), MANY).await.unwrap().total),
    ]
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
            let on = On::Practice { stage: *stage, audience: *audience };
            assert_eq!(listing.indexable, allows(Viewer::Visitor, Act::Read, on).is_ok());
        }
    })
    .await;
}
