// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What visitors may not see shows up nowhere: not in a list, a count, a suggestion or beside something else.

use domain::Locale;
use domain::policy::Viewer;
use portal::failures::FailuresRequest;
use portal::flows::FlowsRequest;
use portal::people::MembersRequest;
use portal::values::{OrganisationAt, OrganisationsRequest, SearchRequest};
use serde_json::{Value, json};

use crate::world::{World, closed_member, member, on_both, organisation, practice, theme, uids, with};

const WORD: &str = "zirconio";

fn record(uid: &str, fields: Value) -> Value {
    let texts = json!({
        "summary": "Lo zirconio nei servizi scolastici del Comune.", "problem": "Lo zirconio manca nelle scuole.",
        "failures": "Lo zirconio non bastava.",
        "themes": ["scuola"], "region": "09", "owner_org": "comune", "start_date": "2019", "level": "municipal",
        "partner_orgs": [{"organisation": "altro", "role": "beneficiary"}],
    });
    with(with(practice(uid, &format!("Zirconio {uid}")), texts), fields)
}

/// Everything that a visitor is told about the library, as one text.
async fn all_that_is_told(world: &World) -> String {
    let (portal, viewer, locale) = (&world.portal, &Viewer::Visitor, Locale::Italian);
    let search = |text: &str| SearchRequest { text: text.to_owned(), limit: 100, ..SearchRequest::default() };
    let mut told = vec![
        format!("{:?}", world.ask(search("")).await),
        format!("{:?}", portal.suggest(viewer, locale, "zir").await.unwrap()),
        format!("{:?}", portal.home(viewer, locale).await.unwrap()),
        format!("{:?}", portal.counts(viewer).await.unwrap()),
        format!("{:?}", portal.map(viewer, locale, None).await.unwrap()),
        format!("{:?}", portal.map(viewer, locale, Some("scuola")).await.unwrap()),
        format!("{:?}", portal.flows(viewer, locale, FlowsRequest::default()).await.unwrap()),
        format!("{:?}", portal.themes(viewer, locale).await.unwrap()),
        format!("{:?}", portal.theme(viewer, locale, "scuola").await.unwrap()),
        format!("{:?}", portal.latest(viewer, locale, 50).await.unwrap()),
        format!("{:?}", portal.failures(viewer, locale, FailuresRequest::default()).await.unwrap()),
        format!("{:?}", portal.public_addresses(viewer).await.unwrap()),
        format!("{:?}", portal.organisations(viewer, locale, OrganisationsRequest::default()).await.unwrap()),
        format!("{:?}", portal.members(viewer, locale, MembersRequest::default()).await.unwrap()),
    ];
    for slug in ["comune", "altro"] {
        let OrganisationAt::Here(page) = portal.organisation(viewer, locale, slug).await.unwrap() else {
            panic!("{slug}")
        };
        told.push(format!("{page:?}"));
    }
    told.push(format!("{:?}", world.page("open").await));
    told.join("\n")
}

async fn library() -> Vec<Value> {
    vec![
        theme("scuola", None),
        organisation("comune", "Comune"),
        organisation("altro", "Altro"),
        record("open", json!({})),
    ]
}

#[tokio::test]
async fn what_is_hidden_changes_nothing_that_a_visitor_is_told() {
    on_both(async |world| {
        world.put(&library().await).await;
        let before = all_that_is_told(world).await;
        assert!(before.contains("Zirconio open"));
        for (at, fields) in [
            json!({"stage": "draft"}),
            json!({"stage": "submitted"}),
            json!({"stage": "changes_requested"}),
            json!({"stage": "archived"}),
            json!({"stage": "rejected"}),
            json!({"audience": "members"}),
            json!({"audience": "community"}),
            json!({"audience": "parties", "based_on": ["open"]}),
        ]
        .into_iter()
        .enumerate()
        {
            world.put(&[record(&format!("hidden{at}"), fields.clone())]).await;
            assert_eq!(all_that_is_told(world).await, before, "{fields}");
        }
    })
    .await;
}

#[tokio::test]
async fn members_who_are_hidden_change_nothing_that_a_visitor_is_told() {
    on_both(async |world| {
        let mut before = library().await;
        before.push(member("seen", "Vista"));
        world.put(&before).await;
        let before = all_that_is_told(world).await;
        assert!(before.contains("Vista"));
        let profile = |to: &str| json!({"shown": {"email": "everyone", "last_sign_in": "everyone", "profile": to}});
        for (at, fields) in [
            json!({"state": "pending_email"}),
            json!({"state": "pending_approval"}),
            json!({"state": "suspended"}),
            profile("members"),
            profile("nobody"),
        ]
        .into_iter()
        .enumerate()
        {
            let asks = json!({"region": "09", "themes": ["scuola"], "memberships": [
                {"organisation": "comune", "role": "editor", "state": "requested", "since": "2026"}]});
            world.put(&[with(with(member(&format!("hidden{at}"), "Nascosta"), asks), fields.clone())]).await;
            assert_eq!(all_that_is_told(world).await, before, "{fields}");
        }
        world.put(&[closed_member("closed")]).await;
        assert_eq!(all_that_is_told(world).await, before);
    })
    .await;
}

#[tokio::test]
async fn what_a_member_keeps_to_members_is_not_told_to_visitors() {
    let world = World::new().await;
    let acts = json!({"memberships": [
        {"organisation": "comune", "role": "editor", "state": "active", "verified_by": "domain", "since": "2026"}]});
    let hidden = json!({"shown": {"email": "members", "last_sign_in": "members", "profile": "members"}});
    let mut all = library().await;
    all.extend([with(member("seen", "Vista"), acts.clone()), with(with(member("hidden", "Nascosta"), acts), hidden)]);
    world.put(&all).await;
    let told = all_that_is_told(&world).await;
    assert!(told.contains("Vista"));
    for private in ["Nascosta", "hidden", "@comune.example.it"] {
        assert!(!told.contains(private), "{private}");
    }
}

#[tokio::test]
async fn what_was_public_and_is_archived_is_gone_everywhere() {
    on_both(async |world| {
        world.put(&library().await).await;
        let before = all_that_is_told(world).await;
        world.put(&[record("second", json!({}))]).await;
        assert_eq!(uids(&world.search(WORD).await).len(), 2);
        assert_ne!(all_that_is_told(world).await, before);
        world.put(&[record("second", json!({"stage": "archived"}))]).await;
        assert_eq!(all_that_is_told(world).await, before);
        world.put(&[record("second", json!({}))]).await;
        assert_eq!(uids(&world.search(WORD).await).len(), 2);
    })
    .await;
}

#[tokio::test]
async fn a_record_that_was_hidden_before_the_index_followed_is_not_shown() {
    let world = World::new().await;
    world.put(&library().await).await;
    world.import(record("open", json!({"stage": "draft"})).to_string()).await;
    // The index still has it, and the database decides.
    assert!(uids(&world.search(WORD).await).is_empty());
    assert!(world.portal.suggest(&Viewer::Visitor, Locale::Italian, "zirc").await.unwrap().is_empty());
}

#[tokio::test]
async fn words_of_drafts_are_not_given_as_corrections() {
    let world = World::new().await;
    world.put(&[practice("p", "Nidi"), with(practice("d", "Pseudonimizzazione"), json!({"stage": "draft"}))]).await;
    assert_eq!(world.search("pseudonimizzazzione").await.correction, None);
}
