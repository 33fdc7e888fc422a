// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The map of adoptions as a page: picture and table say the same, and what narrows it stands in its links.

use domain::Locale;
use domain::policy::Viewer;
use portal::flows::FlowsRequest;
use scraper::{Html, Selector};

use crate::bed::reading;

const MAP: &str = "/pratiche/mappa?vista=riusi";

fn texts(html: &Html, selector: &str) -> Vec<String> {
    let selector = Selector::parse(selector).unwrap();
    html.select(&selector).map(|element| element.text().collect::<String>().trim().to_owned()).collect()
}

fn links(html: &Html, selector: &str) -> Vec<String> {
    let selector = Selector::parse(selector).unwrap();
    html.select(&selector).filter_map(|element| element.value().attr("href").map(str::to_owned)).collect()
}

#[test]
fn ac_adoption_map_the_picture_and_the_table_have_equal_totals() {
    reading(async |library| {
        for (locale, before) in [(Locale::Italian, ""), (Locale::English, "/en")] {
            let answer = library.get(&format!("{before}{MAP}")).await;
            assert_eq!(answer.status, 200);
            let html = Html::parse_document(answer.text());
            let numbers: Vec<u64> =
                texts(&html, ".flow-table tbody td.number").iter().map(|number| number.parse().unwrap()).collect();
            let total: u64 = texts(&html, ".flow-table tfoot td")[0].parse().unwrap();
            let known = library.portal.flows(&Viewer::Visitor, locale, FlowsRequest::default()).await.unwrap();
            assert_eq!((numbers.iter().sum::<u64>(), total), (known.total(), known.total()));
            let drawn = texts(&html, ".flow-map .flow-line:not(.flow-variant)").len();
            assert_eq!((drawn, numbers.len()), (known.flows.len(), known.flows.len()));
            let several = numbers.iter().filter(|number| **number > 1).count();
            let variants = known.variants.iter().filter(|flow| flow.adoptions > 1).count();
            assert_eq!(texts(&html, ".flow-map .flow-number").len(), several + variants);
            assert_eq!(texts(&html, ".flow-map > title").len(), 1);
            assert_eq!(texts(&html, ".flow-map > desc").len(), 1);
        }
    });
}

#[test]
fn years_and_regions_are_links_that_keep_the_theme() {
    reading(async |library| {
        let answer = library.get(&format!("{MAP}&theme=innovazione-e-dati&anno_da=2009")).await;
        let html = Html::parse_document(answer.text());
        let years = links(&html, ".flow-years a");
        assert!(years.len() > 15, "{years:?}");
        assert!(years.iter().all(|link| link.contains("theme=innovazione-e-dati&anno_da=2009")), "{years:?}");
        let regions = links(&html, ".flow-table tbody a");
        assert!(!regions.is_empty() && regions.iter().all(|link| link.ends_with("#elenco")), "{regions:?}");
        let seek = links(&html, "a[href*='cerco-offro/nuovo?tipo=seek&theme=innovazione-e-dati']");
        assert_eq!(seek.len(), 1);
        let leads = regions[0].split('#').next().unwrap().to_owned();
        let list = Html::parse_document(library.get(&leads).await.text());
        assert!(!texts(&list, ".flow-list li").is_empty(), "{leads}");
    });
}

#[test]
fn both_views_of_the_map_lead_to_each_other() {
    reading(async |library| {
        let first = Html::parse_document(library.get("/pratiche/mappa?theme=appalti").await.text());
        let views = links(&first, ".map-views a");
        assert_eq!(views, ["/pratiche/mappa?theme=appalti", "/pratiche/mappa?vista=riusi&theme=appalti"]);
        let second = Html::parse_document(library.get(&views[1]).await.text());
        assert_eq!(links(&second, ".map-views a"), views);
        assert_eq!(texts(&second, ".map-views a[aria-current=page]").len(), 1);
        let home = Html::parse_document(library.get("/").await.text());
        assert_eq!(links(&home, ".flow-short-columns a"), [MAP]);
        assert_eq!(texts(&home, ".flow-short-columns svg[role=img]").len(), 1);
    });
}

#[test]
fn ac_000_2_a_visitor_gets_neither_the_list_of_agreements_nor_its_table() {
    reading(async |library| {
        assert_eq!(library.get("/scrivania/convenzioni").await.status, 303);
        assert_eq!(library.get("/scrivania/convenzioni.csv").await.status, 404);
    });
}
