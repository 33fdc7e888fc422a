// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What pages say of themselves to programs, as schema.org.

use serde_json::Value;

use crate::bed::{Answer, Library, ORIGIN, reading};

/// The things that a page describes.
fn described(answer: &Answer) -> Vec<Value> {
    let (_, rest) = answer.text().split_once("application/ld+json").unwrap();
    let (_, rest) = rest.split_once('>').unwrap();
    let (script, _) = rest.split_once("</script>").unwrap();
    let whole: Value = serde_json::from_str(script).unwrap();
    assert_eq!(whole["@context"], "https://schema.org");
    whole["@graph"].as_array().unwrap().clone()
}

fn of_kind<'v>(all: &'v [Value], kind: &str) -> &'v Value {
    all.iter().find(|one| one["@type"] == kind).unwrap_or_else(|| panic!("{kind} in {all:?}"))
}

async fn page(library: &Library, path: &str) -> Vec<Value> {
    let answer = library.get(path).await;
    assert_eq!(answer.status, 200, "{path}");
    described(&answer)
}

#[test]
fn a_twinning_is_a_project_of_its_parties() {
    reading(async |library| {
        for (language, path) in [("it", "/gemellaggi/tos-ca"), ("en", "/en/gemellaggi/tos-ca")] {
            let all = page(library, path).await;
            let (shown, project) = (of_kind(&all, "WebPage"), of_kind(&all, "Project"));
            let address = format!("{ORIGIN}{path}");
            assert_eq!(
                (&shown["url"], &shown["inLanguage"]),
                (&Value::from(address), &Value::from("it")),
                "{language}"
            );
            assert_eq!(shown["mainEntity"]["@id"], project["@id"]);
            assert_eq!(project["identifier"], "twin-tosca");
            let members = project["member"].as_array().unwrap();
            assert_eq!(members.len(), 4);
            for member in members {
                let url = member["member"]["url"].as_str().unwrap().strip_prefix(ORIGIN).unwrap();
                assert_eq!(library.get(url).await.status, 200, "{url}");
                assert_eq!(url.starts_with("/en/"), language == "en");
            }
            let steps = of_kind(&all, "BreadcrumbList")["itemListElement"].as_array().unwrap();
            let places: Vec<_> = steps.iter().map(|step| step["position"].as_u64()).collect();
            assert_eq!(places, [Some(1), Some(2), Some(3)]);
        }
    });
}

#[test]
fn a_practice_is_an_article_with_its_place() {
    reading(async |library| {
        let all = page(library, &format!("/pratiche/{}", library.practice().await)).await;
        assert_eq!(of_kind(&all, "Article")["identifier"], crate::bed::PRACTICE);
        assert_eq!(of_kind(&all, "BreadcrumbList")["itemListElement"].as_array().unwrap().len(), 3);
    });
}
