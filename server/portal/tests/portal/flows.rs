// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The map of adoptions: its numbers, what narrows it, and what it leaves out.

use domain::Locale;
use domain::policy::Viewer;
use portal::flows::{FlowKind, FlowsPage, FlowsRequest, OnlyConfirmed, RegionFlow};
use serde_json::{Value, json};

use crate::demo;
use crate::world::{World, adoption, on_both, organisation, practice, theme, with};

async fn flows(world: &World, request: FlowsRequest) -> FlowsPage {
    world.portal.flows(&Viewer::Visitor, Locale::Italian, request).await.unwrap()
}

async fn all(world: &World) -> FlowsPage {
    flows(world, FlowsRequest::default()).await
}

fn ways(flows: &[RegionFlow]) -> Vec<(&str, &str, u64)> {
    flows.iter().map(|flow| (flow.from.code, flow.to.code, flow.adoptions)).collect()
}

fn taken(uid: &str, practice: &str, region: &str, more: Value) -> Value {
    with(with(adoption(uid, practice, "adopted"), json!({"adopter_name": uid, "region": region})), more)
}

/// Two practices of Tuscany, one of them under a theme below another one.
async fn fill(world: &World) {
    let filed =
        |uid: &str, theme: &str| with(practice(uid, uid), json!({"owner_org": "o", "region": "09", "themes": [theme]}));
    world
        .put(&[
            theme("scuola", None),
            theme("nidi", Some("scuola")),
            theme("cultura", None),
            organisation("o", "Comune"),
            filed("p", "nidi"),
            filed("q", "cultura"),
        ])
        .await;
}

/// How many adoptions the database has between two regions, asked in other words than the portal asks.
async fn counted(world: &World, ends: &str) -> i64 {
    let sql = format!(
        "SELECT count(*) FROM (SELECT DISTINCT a.practice,
            coalesce(a.adopter_org, json_extract(a.record, '$.adopter_name')) AS recipient,
            json_extract(a.record, '$.model') AS model,
            CASE WHEN json_extract(a.record, '$.model') IS NOT NULL THEN a.twinning END AS twinning,
            coalesce(p.region, o.region) AS f, coalesce(b.region, a.region) AS t
          FROM adoptions a JOIN practices p ON p.uid = a.practice
          LEFT JOIN organisations o ON o.uid = p.owner LEFT JOIN organisations b ON b.uid = a.adopter_org
          WHERE p.in_library AND p.audience = 'public' AND a.state <> 'abandoned'
          AND coalesce(a.adopter_org, '') <> coalesce(p.owner, '-')) AS found WHERE {ends}"
    );
    world.number(&sql).await
}

#[tokio::test]
async fn ac_adoption_map_its_numbers_are_those_of_a_group_by_in_sql_and_all_totals_agree() {
    let world = demo::world().await;
    let page = all(&world).await;
    assert!(page.flows.len() > 20, "the demonstration has adoptions from many regions");
    for flow in &page.flows {
        let ends = format!("f = '{}' AND t = '{}'", flow.from.code, flow.to.code);
        assert_eq!(i64::try_from(flow.adoptions).unwrap(), counted(&world, &ends).await, "{ends}");
    }
    assert_eq!(i64::try_from(page.total()).unwrap(), counted(&world, "f IS NOT NULL AND t IS NOT NULL").await);
    assert_eq!(i64::try_from(page.placeless).unwrap(), counted(&world, "f IS NULL OR t IS NULL").await);
    let gives: u64 = page.totals.iter().map(|one| one.gives).sum();
    let receives: u64 = page.totals.iter().map(|one| one.receives).sum();
    assert_eq!((gives, receives), (page.total(), page.total()));
    let home = world.portal.home(&Viewer::Visitor, Locale::Italian).await.unwrap();
    assert_eq!(home.flows, page.flows);
    assert!(page.flows.iter().any(|flow| (flow.from.code, flow.to.code) == ("09", "20")), "Sardegna 2009");
    assert!(page.variants.iter().all(|flow| flow.kind == FlowKind::Variant) && !page.variants.is_empty());
}

#[tokio::test]
async fn theme_years_and_confirmation_narrow_the_map() {
    on_both(async |world| {
        fill(world).await;
        world
            .put(&[
                taken("a", "p", "20", json!({"year": 2009, "confirmed_by": "Ufficio"})),
                taken("b", "q", "16", json!({"year": 2020})),
                taken("c", "q", "16", json!({})),
            ])
            .await;
        assert_eq!(ways(&all(world).await.flows), [("09", "16", 2), ("09", "20", 1)]);
        let of_theme = flows(world, FlowsRequest { theme: Some("scuola".to_owned()), ..FlowsRequest::default() }).await;
        assert_eq!(ways(&of_theme.flows), [("09", "20", 1)], "themes below count too");
        let until = flows(world, FlowsRequest { to_year: Some(2019), ..FlowsRequest::default() }).await;
        assert_eq!(ways(&until.flows), [("09", "20", 1)]);
        let from = flows(world, FlowsRequest { from_year: Some(2010), ..FlowsRequest::default() }).await;
        assert_eq!(ways(&from.flows), [("09", "16", 1)]);
        let confirmed = OnlyConfirmed::Yes;
        let confirmed = flows(world, FlowsRequest { confirmed, ..FlowsRequest::default() }).await;
        assert_eq!(ways(&confirmed.flows), [("09", "20", 1)]);
        assert_eq!((confirmed.years.first(), confirmed.years.last()), (Some(&2009), Some(&2026)));
    })
    .await;
}

#[tokio::test]
async fn what_is_unknown_in_the_request_narrows_nothing() {
    let world = demo::world().await;
    let request = FlowsRequest {
        theme: Some("x' OR 1=1".to_owned()),
        from_year: Some(1492),
        to_year: Some(2999),
        region: Some("99".to_owned()),
        ..FlowsRequest::default()
    };
    let page = flows(&world, request).await;
    assert_eq!(page.request, FlowsRequest::default());
    assert_eq!(page.flows, all(&world).await.flows);
    assert!(page.list.is_none() && page.gaps.is_empty());
}

#[tokio::test]
async fn regions_that_took_nothing_on_a_theme_are_named_and_those_abroad_are_not() {
    on_both(async |world| {
        fill(world).await;
        world.put(&[taken("a", "p", "20", json!({})), taken("b", "q", "16", json!({}))]).await;
        let page = flows(world, FlowsRequest { theme: Some("scuola".to_owned()), ..FlowsRequest::default() }).await;
        let gaps: Vec<&str> = page.gaps.iter().map(|region| region.code).collect();
        assert_eq!(gaps.len(), 19);
        assert!(!gaps.contains(&"20") && gaps.contains(&"16") && !gaps.contains(&"BE1"));
    })
    .await;
}

#[tokio::test]
async fn a_region_leads_to_the_adoptions_behind_its_numbers() {
    on_both(async |world| {
        fill(world).await;
        let later = taken("b", "q", "20", json!({"year": 2021}));
        world.put(&[taken("a", "p", "20", json!({"year": 2009})), later, taken("c", "p", "16", json!({}))]).await;
        let page = flows(world, FlowsRequest { region: Some("20".to_owned()), ..FlowsRequest::default() }).await;
        let list = page.list.unwrap();
        let lines: Vec<_> = list.lines.iter().map(|line| (line.adopter.as_str(), line.year)).collect();
        assert_eq!(lines, [("b", Some(2021)), ("a", Some(2009))]);
        assert_eq!(list.lines[1].from.map(|region| region.code), Some("09"));
        assert_eq!(page.flows.len(), 2, "the map itself stays whole");
    })
    .await;
}

#[tokio::test]
async fn ac_004_4_what_spreads_within_one_body_is_counted_apart_and_never_a_way() {
    on_both(async |world| {
        fill(world).await;
        let own = |uid: &str, unit: &str| {
            let within = json!({"type": "adoption", "uid": uid, "practice": "p", "adopter_org": "o", "unit": unit,
                "state": "adopted", "source": "spontaneous"});
            with(within, json!({}))
        };
        world.put(&[own("a", "Settore sociale"), own("b", "Settore tecnico")]).await;
        let page = all(world).await;
        assert_eq!((page.total(), page.within_bodies), (0, 2));
        let units: Vec<_> = world.page("p").await.adoptions.into_iter().filter_map(|line| line.unit).collect();
        assert_eq!(units, ["Settore sociale", "Settore tecnico"]);
    })
    .await;
}

#[tokio::test]
async fn adoptions_of_what_is_hidden_are_on_no_visitors_map() {
    on_both(async |world| {
        fill(world).await;
        for fields in [json!({"stage": "draft"}), json!({"stage": "archived"}), json!({"audience": "members"})] {
            let hidden =
                with(practice("h", "Nascosta"), with(json!({"region": "01", "owner_org": "o"}), fields.clone()));
            world.put(&[hidden, taken("a", "h", "20", json!({}))]).await;
            assert!(all(world).await.flows.is_empty(), "{fields}");
            let region = Some("20".to_owned());
            let page = flows(world, FlowsRequest { region, ..FlowsRequest::default() }).await;
            assert!(page.list.unwrap().lines.is_empty(), "{fields}");
        }
    })
    .await;
}
