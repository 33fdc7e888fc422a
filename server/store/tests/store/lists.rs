// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Lists, counts, and how records find each other.

use domain::policy::Viewer;
use domain::record::Record;
use serde_json::json;
use store::{Counts, OrganisationFilter, Page};

use crate::world::{full_practice, kept, on_both, organisation, practice, record, uid};

const VISITOR: Viewer = Viewer::Visitor;

fn dated(name: &str, day: Option<&str>) -> Record {
    let mut one = practice(name, name);
    one.published_on = day.map(|day| domain::PartialDate::parse(day).unwrap());
    kept(one)
}

#[tokio::test]
async fn the_latest_practices_come_first_and_undated_ones_last() {
    on_both(async |world| {
        let days =
            [("a", Some("2022-07")), ("b", None), ("c", Some("2023")), ("d", Some("2022-07-05")), ("e", Some("2022"))];
        world.put(&days.map(|(name, day)| dated(name, day))).await;
        let latest = async |page| {
            let rows = world.store.latest_practices(&VISITOR, page).await.unwrap();
            rows.into_iter().map(|row| row.record.uid.as_str().to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(latest(Page::first(10)).await, ["c", "d", "a", "e", "b"]);
        assert_eq!(latest(Page { limit: 2, offset: 1 }).await, ["d", "a"]);
    })
    .await;
}

#[tokio::test]
async fn practices_by_uid_keep_the_order_asked_for() {
    on_both(async |world| {
        world.put(&["a", "b", "c"].map(|name| kept(practice(name, name)))).await;
        let wanted = ["c", "x", "a", "b"].map(uid);
        let rows = world.store.practices_by_uids(&VISITOR, &wanted).await.unwrap();
        assert_eq!(rows.iter().map(|row| row.record.uid.as_str()).collect::<Vec<_>>(), ["c", "a", "b"]);
        assert!(world.store.practices_by_uids(&VISITOR, &[]).await.unwrap().is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_card_has_what_the_record_says() {
    on_both(async |world| {
        world.put(&[full_practice(), organisation("toscana", "Regione Toscana")]).await;
        let row = world.store.practices_by_uids(&VISITOR, &[uid("trio")]).await.unwrap().remove(0);
        assert_eq!(row.record.themes, ["formazione", "formazione", "lavoro"].map(uid));
        assert_eq!(row.record.translations[0].title, "TRIO, distance learning");
        assert_eq!(row.record.problem.as_deref(), Some("Il *bisogno*."));
        assert_eq!(row.region.as_deref(), Some("09"));
        assert_eq!(row.owner.unwrap().name, "Regione Toscana");
        assert!(row.record.demo);
        let themes = world.store.practices_by_theme(&VISITOR).await.unwrap();
        assert_eq!(themes, [(uid("formazione"), 1), (uid("lavoro"), 1)]);
        // Under a theme above both it counts once.
        let above = [("formazione", "tutto"), ("lavoro", "tutto"), ("lavoro", "altro"), ("nidi", "vuoto")];
        let above = above.map(|(theme, counted)| (uid(theme), uid(counted)));
        let mut counted = world.store.practices_counted_above(&VISITOR, &above).await.unwrap();
        counted.sort();
        assert_eq!(counted, [(uid("altro"), 1), (uid("tutto"), 1)]);
        assert!(world.store.practices_counted_above(&VISITOR, &[]).await.unwrap().is_empty());
        let parts = world.store.practices_with_partner(&VISITOR, &uid("unipi"), Page::first(5)).await.unwrap();
        assert_eq!(parts[0].0, domain::practice::PartnerRole::University);
    })
    .await;
}

#[tokio::test]
async fn a_practice_without_region_counts_for_its_owners() {
    on_both(async |world| {
        let mut owned = practice("a", "A");
        owned.owner_org = Some(uid("o"));
        let mut own = practice("b", "B");
        own.region = Some("16".to_owned());
        own.owner_org = Some(uid("o"));
        world.put(&[kept(owned), kept(own), kept(practice("c", "C"))]).await;
        assert_eq!(world.store.practices_by_region(&VISITOR, &[]).await.unwrap(), [("16".to_owned(), 1)]);
        world.put(&[organisation("o", "Comune")]).await;
        let regions = world.store.practices_by_region(&VISITOR, &[]).await.unwrap();
        assert_eq!(regions, [("09".to_owned(), 1), ("16".to_owned(), 1)]);
        let counts = world.store.counts(&VISITOR).await.unwrap();
        assert_eq!(counts, Counts { practices: 3, regions: 2, organisations: 1, members: 0, adoptions: 0 });
        assert_eq!(world.store.uids_owned_by(&uid("o"), None, 10).await.unwrap(), [uid("a"), uid("b")]);
        assert_eq!(world.store.uids_owned_by(&uid("o"), Some(&uid("a")), 10).await.unwrap(), [uid("b")]);
        let kept = world.store.kept_practices(&[uid("a")]).await.unwrap();
        assert_eq!(kept[0].region(), Some("09"));
    })
    .await;
}

#[tokio::test]
async fn a_union_and_its_municipalities_find_each_other() {
    on_both(async |world| {
        let child = |name: &str| {
            record(json!({"type": "organisation", "uid": name, "name": format!("Comune di {name}"), "kind": "municipality", "parent": "u"}))
        };
        let mut by_union = practice("pu", "Della unione");
        by_union.owner_org = Some(uid("u"));
        let mut by_child = practice("pc", "Del comune");
        by_child.owner_org = Some(uid("b"));
        let union = record(json!({"type": "organisation", "uid": "u", "name": "Unione", "kind": "union"}));
        world.put(&[union, child("b"), child("a"), kept(by_union), kept(by_child)]).await;
        let children = world.store.children(&VISITOR, &uid("u")).await.unwrap();
        let names: Vec<_> = children.iter().map(|row| (row.name.name.as_str(), row.practices)).collect();
        assert_eq!(names, [("Comune di a", 0), ("Comune di b", 1)]);
        let through = world.store.practices_of_organisation(&VISITOR, &uid("u"), Page::first(5)).await.unwrap();
        assert_eq!((through.total, through.rows[0].record.uid.as_str()), (1, "pu"));
        let below = world.store.practices_of_children(&VISITOR, &uid("u"), Page::first(5)).await.unwrap();
        assert_eq!((below.total, below.rows[0].record.uid.as_str()), (1, "pc"));
    })
    .await;
}

#[tokio::test]
async fn organisations_are_found_by_kind_region_and_a_part_of_their_name() {
    on_both(async |world| {
        let citta = record(
            json!({"type": "organisation", "uid": "cm", "name": "Città metropolitana di Bologna", "short_name": "CMBO",
            "ipa_code": "cmbo_1", "kind": "metropolitan_city", "region": "08"}),
        );
        world.put(&[citta, organisation("f", "Comune di Firenze"), organisation("p", "Comune di Prato")]).await;
        let found = async |filter: OrganisationFilter| {
            let listed = world.store.organisations(&VISITOR, &filter, Page::first(10)).await.unwrap();
            assert_eq!(listed.total, listed.rows.len() as u64);
            listed.rows.into_iter().map(|row| row.name.uid.as_str().to_owned()).collect::<Vec<_>>()
        };
        let text = |text: &str| OrganisationFilter { text: Some(text.to_owned()), ..Default::default() };
        assert_eq!(found(OrganisationFilter::default()).await, ["cm", "f", "p"]);
        assert_eq!(found(text("CITTA' metro")).await, ["cm"]);
        assert_eq!(found(text("cmbo")).await, ["cm"]);
        assert_eq!(found(text("prato")).await, ["p"]);
        assert_eq!(found(text("%")).await, Vec::<String>::new());
        assert_eq!(found(text("  ")).await, ["cm", "f", "p"]);
        let kind = Some(domain::organisation::OrganisationKind::Municipality);
        assert_eq!(
            found(OrganisationFilter { kind, region: Some("09".to_owned()), ..Default::default() }).await,
            ["f", "p"]
        );
        let part = world.store.organisations(&VISITOR, &text("comune"), Page { limit: 1, offset: 1 }).await.unwrap();
        assert_eq!((part.total, part.rows[0].name.uid.as_str()), (2, "p"));
        assert_eq!(world.store.organisation_names(&[uid("f"), uid("x")]).await.unwrap().len(), 1);
        assert_eq!(
            world.store.kept_organisations(&[uid("cm")]).await.unwrap()[0].record.short_name.as_deref(),
            Some("CMBO")
        );
    })
    .await;
}

#[tokio::test]
async fn adoptions_come_in_the_order_of_their_years() {
    on_both(async |world| {
        let adoption = |name: &str, year: Option<i16>| {
            record(json!({"type": "adoption", "uid": name, "practice": "p", "adopter_org": "o", "state": "adopted", "year": year, "source": "twinning"}))
        };
        world.put(&[adoption("a", None), adoption("b", Some(2013)), adoption("c", Some(2009)), kept(practice("p", "Nidi"))]).await;
        let of = world.store.adoptions_of(&uid("p")).await.unwrap();
        assert_eq!(of.iter().map(|row| row.record.uid.as_str()).collect::<Vec<_>>(), ["c", "b", "a"]);
        assert!(of.iter().all(|row| row.adopter.is_none()));
        world.put(&[organisation("o", "Puglia")]).await;
        assert_eq!(world.store.adoptions_of(&uid("p")).await.unwrap()[0].adopter.as_ref().unwrap().name, "Puglia");
        let by = world.store.adoptions_by(&VISITOR, &uid("o")).await.unwrap();
        assert_eq!(by.iter().map(|row| row.record.uid.as_str()).collect::<Vec<_>>(), ["b", "c", "a"]);
        assert_eq!(by[0].slug.as_str(), "nidi");
        let change = world.begin().await;
        assert_eq!(change.adoptions_of(&[uid("p")]).await.unwrap().len(), 3);
        assert_eq!(change.practices(&[uid("p")]).await.unwrap()[0].record.title, "Nidi");
    })
    .await;
}

#[tokio::test]
async fn a_body_has_an_adoption_of_a_practice_for_each_model_and_none_of_its_units_is_the_whole_body() {
    on_both(async |world| {
        let adoption = |name: &str, more: serde_json::Value| {
            let mut line = json!({"type": "adoption", "uid": name, "practice": "p", "adopter_org": "o",
                "state": "adopted", "source": "twinning"});
            line.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
            record(line)
        };
        world
            .put(&[
                kept(practice("p", "Nidi")),
                kept(practice("q", "Mense")),
                adoption("b", json!({"model": "B", "twinning": "t"})),
                adoption("a", json!({"model": "A", "twinning": "t"})),
                adoption("0", json!({"unit": "Anagrafe"})),
                adoption("c", json!({"adopter_org": "other"})),
                adoption("d", json!({"practice": "q"})),
            ])
            .await;
        let uids = |found: &[store::KeptAdoption]| {
            found.iter().map(|one| (one.record.uid.to_string(), one.version)).collect::<Vec<_>>()
        };
        let both = [("a".to_owned(), 1), ("b".to_owned(), 1)];
        assert_eq!(uids(&world.store.whole_adoptions(&uid("p"), &uid("o")).await.unwrap()), both);
        assert!(world.store.whole_adoptions(&uid("q"), &uid("other")).await.unwrap().is_empty());
        let mut change = world.begin().await;
        let found = change.whole_adoptions(&uid("p"), &uid("o")).await.unwrap();
        assert_eq!(uids(&found), both);
        change.remove_adoption(&found[0].record).await.unwrap();
        assert_eq!(change.whole_adoptions(&uid("p"), &uid("o")).await.unwrap().len(), 1, "the other one stays");
    })
    .await;
}

#[tokio::test]
async fn short_lists_come_whole() {
    on_both(async |world| {
        let theme = |name: &str, position: u16| {
            let label = json!({"it": name, "en": name});
            record(json!({"type": "theme", "uid": name, "name": label, "description": label, "position": position}))
        };
        world.put(&[theme("b", 1), theme("a", 2), theme("c", 1)]).await;
        let themes = world.store.themes().await.unwrap();
        assert_eq!(themes.iter().map(|theme| theme.uid.as_str()).collect::<Vec<_>>(), ["b", "c", "a"]);
        assert!(world.store.programmes().await.unwrap().is_empty());
        assert!(world.store.synonyms().await.unwrap().is_empty());
    })
    .await;
}

#[tokio::test]
async fn references_that_lead_nowhere_are_named() {
    on_both(async |world| {
        let fields = json!({"themes": ["x"], "memberships": [{"organisation": "y", "role": "editor", "state": "requested", "since": "2026"}]});
        let ada = crate::world::member("ada", "Ada", "Prova", fields);
        let merged = record(json!({"type": "organisation", "uid": "o", "name": "O", "kind": "agency", "merged_into": "z"}));
        world.put(&[crate::world::kept_member(ada.clone()), merged]).await;
        let dangling = world.store.dangling(50).await.unwrap();
        let named: Vec<_> = dangling.iter().map(|one| format!("{} {} {}", one.kind, one.field, one.missing)).collect();
        assert_eq!(named, ["member memberships y", "member themes x", "organisation merged_into z"]);
        world.put(&[crate::world::kept_member(ada.anonymised()), organisation("z", "Z")]).await;
        world.put(&[full_practice()]).await;
        let dangling = world.store.dangling(50).await.unwrap();
        let named: Vec<_> = dangling.iter().map(|one| format!("{} {}", one.field, one.missing)).collect();
        let expected =
            ["based_on origine", "owner_org toscana", "partner_orgs unipi", "themes formazione", "themes lavoro"];
        assert_eq!(named, expected);
        world.put(&[organisation("toscana", "Regione Toscana")]).await;
        assert_eq!(world.store.dangling(50).await.unwrap().len(), 4);
        assert_eq!(world.store.dangling(2).await.unwrap().len(), 2);
    })
    .await;
}
