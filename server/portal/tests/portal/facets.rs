// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Facets: each ignores its own filter, and all agree with the database.

use std::collections::BTreeMap;

use portal::values::{Facet, SearchPage, SearchRequest};
use serde_json::Value;

use crate::demo;
use crate::world::World;

/// The request with one value of a facet chosen.
fn choose(mut request: SearchRequest, parameter: &str, code: &str) -> SearchRequest {
    let list = match parameter {
        "kind" => &mut request.kinds,
        "theme" => &mut request.themes,
        "region" => &mut request.regions,
        "level" => &mut request.levels,
        "practice_kind" => &mut request.practice_kinds,
        "phase" => &mut request.phases,
        "lang" => &mut request.languages,
        "evidence" => &mut request.evidence,
        "size" => &mut request.sizes,
        "programme" => &mut request.programmes,
        "year" => {
            let year = code.parse().unwrap();
            request.from_year = Some(year);
            request.until_year = Some(year);
            return request;
        }
        other => panic!("{other} is no facet"),
    };
    list.push(code.to_owned());
    request
}

fn facet<'p>(page: &'p SearchPage, parameter: &str) -> &'p Facet {
    page.facets.iter().find(|facet| facet.parameter == parameter).unwrap_or_else(|| panic!("no facet {parameter}"))
}

fn counts(facet: &Facet) -> Vec<(String, u64)> {
    facet.values.iter().map(|value| (value.code.clone(), value.count)).collect()
}

fn request(text: &str) -> SearchRequest {
    SearchRequest { text: text.to_owned(), limit: 10, ..SearchRequest::default() }
}

async fn each_value_leads_to_as_many_as_it_says(world: &World, base: SearchRequest) {
    let page = world.ask(base.clone()).await;
    assert!(page.facets.len() >= 8, "{:?}", page.facets.iter().map(|facet| facet.parameter).collect::<Vec<_>>());
    for facet in &page.facets {
        assert!(facet.values.is_sorted_by_key(|value| std::cmp::Reverse(value.count)), "{}", facet.parameter);
        // With words, the language also says how they are read: see the test below.
        let reads_otherwise = facet.parameter == "lang" && !base.text.is_empty();
        for value in facet.values.iter().filter(|_| !reads_otherwise) {
            let narrowed = world.ask(choose(base.clone(), facet.parameter, &value.code)).await;
            assert_eq!(narrowed.total as u64, value.count, "{}={}", facet.parameter, value.code);
        }
    }
}

#[tokio::test]
async fn each_value_of_a_facet_leads_to_as_many_as_it_says() {
    let world = demo::world().await;
    each_value_leads_to_as_many_as_it_says(&world, request("")).await;
    each_value_leads_to_as_many_as_it_says(&world, request("competenze digitali")).await;
}

#[tokio::test]
async fn a_language_leads_to_as_many_as_its_facet_says() {
    let world = demo::world().await;
    let page = world.ask(request("competenze digitali")).await;
    for value in &facet(&page, "lang").values {
        let narrowed = world.ask(choose(request("competenze digitali"), "lang", &value.code)).await;
        assert_eq!(narrowed.total as u64, value.count, "{}", value.code);
    }
}

#[tokio::test]
async fn a_facet_ignores_its_own_filter_and_heeds_the_others() {
    let world = demo::world().await;
    let base = world.ask(request("formazione")).await;
    for parameter in ["region", "theme", "phase", "kind", "lang"] {
        let first = facet(&base, parameter).values[0].clone();
        let narrowed = world.ask(choose(request("formazione"), parameter, &first.code)).await;
        assert_eq!(counts(facet(&narrowed, parameter)), counts(facet(&base, parameter)), "{parameter}");
        let chosen: Vec<&str> = facet(&narrowed, parameter)
            .values
            .iter()
            .filter(|value| value.chosen)
            .map(|value| value.code.as_str())
            .collect();
        assert_eq!(chosen, [first.code.as_str()]);
        let other = if parameter == "lang" { "region" } else { "lang" };
        let most: u64 = counts(facet(&narrowed, other)).iter().map(|(_, count)| count).max().copied().unwrap();
        assert!(most <= first.count, "{parameter} does not narrow {other}");
    }
}

#[tokio::test]
async fn two_values_of_a_facet_widen_and_two_facets_narrow() {
    let world = demo::world().await;
    let total = async |request| world.ask(request).await.total;
    let in_tuscany = choose(request(""), "region", "09");
    let both = choose(in_tuscany.clone(), "region", "08");
    let one = total(in_tuscany.clone()).await;
    assert_eq!(total(both).await, one + total(choose(request(""), "region", "08")).await);
    assert!(total(choose(in_tuscany, "kind", "practice")).await < one);
}

#[tokio::test]
async fn facets_count_what_the_records_say() {
    let world = demo::world().await;
    let page = world.ask(choose(request(""), "kind", "practice")).await;
    let practices = demo::practices();
    for (parameter, field) in [
        ("lang", "language"),
        ("level", "level"),
        ("practice_kind", "practice_kind"),
        ("evidence", "evidence_rating"),
        ("region", "region"),
    ] {
        let mut said: BTreeMap<String, u64> = BTreeMap::new();
        for practice in &practices {
            if let Some(code) = practice[field].as_str() {
                *said.entry(code.to_owned()).or_default() += 1;
            }
        }
        let counted: BTreeMap<String, u64> = counts(facet(&page, parameter)).into_iter().collect();
        assert_eq!(counted, said, "{parameter}");
    }
}

#[tokio::test]
async fn facets_count_what_the_database_has() {
    let world = demo::world().await;
    let page = world.ask(choose(request(""), "kind", "practice")).await;
    assert_eq!(page.total as i64, world.number("SELECT count(*) FROM practices").await);
    for value in &facet(&page, "phase").values {
        let sql = format!("SELECT count(*) FROM practices WHERE phase = '{}'", value.code);
        assert_eq!(value.count as i64, world.number(&sql).await, "{}", value.code);
    }
    for value in &facet(&page, "year").values {
        let sql = format!("SELECT count(*) FROM practices WHERE start_year = {}", value.code);
        assert_eq!(value.count as i64, world.number(&sql).await, "{}", value.code);
    }
    for value in &facet(&page, "theme").values {
        let sql = format!(
            "WITH RECURSIVE under(uid) AS (SELECT '{}' UNION SELECT themes.uid FROM themes, under              WHERE json_extract(themes.record, '$.parent') = under.uid)              SELECT count(DISTINCT practice) FROM practice_themes WHERE theme IN (SELECT uid FROM under)",
            value.code
        );
        assert_eq!(value.count as i64, world.number(&sql).await, "{}", value.code);
        assert!(value.name.as_ref().is_some_and(|name| !name.is_empty()));
    }
}

#[tokio::test]
async fn an_unknown_value_breaks_nothing() {
    let world = demo::world().await;
    let total = world.ask(request("formazione")).await.total;
    for parameter in ["theme", "programme"] {
        let page = world.ask(choose(request("formazione"), parameter, "no' such \" value")).await;
        assert_eq!(page.total, total, "an unknown {parameter} is left out");
    }
    for parameter in ["region", "level", "practice_kind", "phase", "evidence", "size"] {
        let page = world.ask(choose(request("formazione"), parameter, "no' such \" value")).await;
        assert_eq!(page.total, 0, "{parameter}");
    }
    let all = world.ask(request("")).await;
    let values: Vec<Value> = all.facets.iter().map(|facet| Value::from(facet.parameter)).collect();
    assert!(!values.is_empty());
}
