// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Records come back as they were put.

use domain::phase::Phase;
use domain::policy::Viewer;
use domain::record::{Record, TYPES};
use serde_json::json;
use store::{Effect, Found, RecordType};

use crate::world::{full_practice, kept, on_both, organisation, practice, record, slug, uid};

fn full_member() -> serde_json::Value {
    json!({"type": "member", "uid": "ada", "first_name": "Ada", "last_name": "Prova", "email": "ada@regione.toscana.it",
        "job_title": "Funzionaria", "member_type": "official", "other_body": "Un ente", "region": "09",
        "memberships": [{"organisation": "toscana", "role": "editor", "state": "active", "verified_by": "domain",
            "since": "2026-01-02"}, {"organisation": "puglia", "role": "contributor", "state": "requested", "since": "2026"}],
        "bio": "Di *sé*.", "skills": ["bandi"], "themes": ["formazione", "formazione"], "languages": ["it", "en"],
        "links": [{"label": "Sito", "url": "https://example.org"}],
        "shown": {"email": "members", "last_sign_in": "nobody", "profile": "everyone"}, "locale": "it",
        "roles": ["reviewer", "moderator"], "state": "active", "trust": 2, "joined_on": "2026-01-01",
        "terms": {"version": "1", "on": "2026-01-01"}, "demo": true})
}

fn one_of_each() -> Vec<Record> {
    let label = json!({"it": "Formazione", "en": "Training"});
    vec![
        record(
            json!({"type": "theme", "uid": "formazione", "name": label, "description": label, "parent": "lavoro", "eu_themes": ["EDUC"], "position": 3}),
        ),
        record(
            json!({"type": "programme", "uid": "por", "name": label, "period": "2007-2013", "priorities": [{"code": "4", "name": label}]}),
        ),
        record(json!({"type": "synonym", "uid": "s1", "words": ["lavoro agile", "smart working"]})),
        record(
            json!({"type": "organisation", "uid": "toscana", "name": "Regione Toscana", "short_name": "RT", "kind": "region",
            "ipa_code": "r_toscan", "region": "09", "population": 3_660_000, "employees": 3_000, "email_domains": ["regione.toscana.it"],
            "website": "https://www.regione.toscana.it", "description": "La *regione*.", "parent": "italia", "demo": true}),
        ),
        record(full_member()),
        record(json!({"type": "community", "uid": "sua", "name": "Appalti", "acronym": "SUA", "language": "it",
            "summary": "Una frase.", "description": "Di *gare*.", "themes": ["formazione"], "access": "on_approval",
            "audience": "members", "state": "archived", "demo": true})),
        record(json!({"type": "belonging", "uid": "b1", "community": "sua", "member": "ada", "state": "requested",
            "since": 5, "note": "Eccomi."})),
        full_practice(),
        record(json!({"type": "document", "uid": "d1", "practice": "trio", "title": "Piano", "kind": "document",
            "licence": "CC-BY-4.0", "language": "it", "alt": "Uno schema", "audience": "members", "standing": "deleted",
            "author": "ada", "demo": true,
            "file": {"sha256": "ab".repeat(32), "name": "piano.pdf", "kind": "pdf", "size": 12, "at": 5, "by": "ada"},
            "earlier": [{"sha256": "cd".repeat(32), "name": "p.pdf", "kind": "pdf", "size": 3, "at": 1}]})),
        record(json!({"type": "revision", "uid": "r1", "practice": "trio", "number": 2, "at": 1_795_305_600_000_i64,
            "by": "ada", "act": "changes_requested", "stage": "changes_requested", "note": "Quasi.",
            "remarks": [{"field": "problem", "text": "Più breve."}],
            "text": {"uid": "trio", "title": "TRIO", "language": "it", "stage": "draft", "audience": "public",
                "authors": ["ada"], "licence_of_text": "CC-BY-4.0"}})),
        record(
            json!({"type": "adoption", "uid": "a1", "practice": "trio", "adopter_org": "puglia", "adopter_name": "Puglia", "region": "16",
            "state": "adopted", "year": 2012, "source": "twinning", "confirmed_by": "La dirigente", "notes": "Con *modifiche*.",
            "agreement": {"act": "DGR 1", "signed_on": "2012-07", "months": 60, "cost": 0}, "results_measured": true, "demo": true}),
        ),
        record(json!({"type": "testimonial", "uid": "t1", "about": {"kind": "adoption", "uid": "a1"},
            "author": "Ada Prova", "role": "Sindaca", "organisation": "puglia", "organisation_name": "Puglia",
            "quote": "Ci ha convinti a proseguire.", "on": "2012-09", "source": "Comunicato", "standing": "queued",
            "member": "ada", "demo": true})),
        record(
            json!({"type": "twinning", "uid": "tosca", "acronym": "Tos.Ca.", "title": "Competenze", "language": "it",
            "parties": [{"organisation": "toscana", "role": "offering"}, {"organisation": "calabria", "role": "recipient"}],
            "models": [{"uid": "m1", "title": "TRIO", "description": "Una *piattaforma*.", "offering": ["toscana"],
                "recipients": ["calabria"], "practice": "trio", "state": "piloting"}],
            "programmes": [{"programme": "por", "priorities": ["4"]}], "themes": ["formazione"], "start_date": "2010-03",
            "agreements": [{"act": "DGR 1", "signed_on": "2012-07", "months": 60, "cost": 0}],
            "audience": "public", "state": "running", "demo": true}),
        ),
        record(
            json!({"type": "event", "uid": "e1", "title": "Presentazione", "language": "it", "kind": "presentation",
            "starts_at": "2024-09-24T10:00+02:00[Europe/Rome]", "ends_at": "2024-09-24T12:00+02:00[Europe/Rome]",
            "place": "Palazzo", "organiser": "toscana", "twinning": "tosca", "audience": "public", "state": "ended"}),
        ),
        record(json!({"type": "advert", "uid": "cerco", "kind": "seek", "title": "Un nido", "language": "it",
            "organisation": "calabria", "author": "ada", "themes": ["formazione"], "state": "open",
            "published_on": "2026-03-02", "expires_on": "2026-08-29", "demo": true})),
        record(json!({"type": "readiness", "uid": "k1", "check": "k1", "practice": "trio", "organisation": "calabria",
            "number": 1, "at": 1_795_305_600_000_i64, "by": "ada", "answers": [{"answer": "unknown", "note": "Da chiedere.",
            "condition": {"text": "Avete un'aula?", "category": "technological", "weight": 2, "blocking": true}}]})),
        // It takes the place of the one that was born with its twinning.
        record(json!({"type": "thread", "uid": "h1", "about": {"twinning": "tosca"}, "kind": "general",
            "title": "Competenze", "language": "it", "at": 5, "writers": "within", "state": "closed", "main": true,
            "conclusions": "Si *fa*.", "demo": true, "number": 9})),
        record(
            json!({"type": "post", "uid": "i1", "thread": "h1", "position": 3, "reply_to": "i0", "body": "Sì, **ma**.",
            "author": "ada", "at": 6, "mark": {"kind": "action", "at": 7, "by": "ada", "owner": "calabria",
                "due": "2026-05-01", "step": "s1"}, "documents": ["d1"], "version": 1, "edited_at": 8,
            "revisions": [{"until": 8, "body": "Sì."}], "demo": true}),
        ),
    ]
}

/// How many rows of the log one of each makes: the thread that is born with the twinning comes and goes.
fn rows_of_one_of_each() -> i64 {
    i64::try_from(RecordType::ALL.len()).unwrap() + 2
}

#[tokio::test]
async fn every_type_of_record_comes_back_as_it_was_put() {
    on_both(async |world| {
        let records = one_of_each();
        world.put(&records).await;
        let snapshot = world.store.snapshot().await.unwrap();
        for (kind, put) in RecordType::ALL.iter().zip(&records) {
            let read = snapshot.records(*kind, None, 10).await.unwrap();
            assert_eq!(read, std::slice::from_ref(put));
            assert_eq!(read[0].write(), put.write());
        }
        snapshot.end().await;
    })
    .await;
}

#[test]
fn the_types_are_those_of_the_domain_in_its_order() {
    let codes: Vec<_> = RecordType::ALL.iter().map(|kind| kind.code()).collect();
    assert_eq!(codes, TYPES);
    assert!(RecordType::ALL.iter().all(|kind| RecordType::from_code(kind.code()) == Some(*kind)));
}

#[tokio::test]
async fn records_are_listed_by_uid_byte_by_byte_in_parts() {
    on_both(async |world| {
        let uids = ["B", "Z", "a", "a-b", "a.b", "a~", "aa", "b"];
        let records: Vec<_> = uids.iter().map(|uid| kept(practice(uid, "Titolo"))).collect();
        world.put(&records).await;
        let mut expected = uids.to_vec();
        expected.sort_unstable();
        let snapshot = world.store.snapshot().await.unwrap();
        let mut listed: Vec<Record> = Vec::new();
        loop {
            let after = listed.last().map(|record| record.uid().clone());
            let part = snapshot.records(RecordType::Practice, after.as_ref(), 3).await.unwrap();
            if part.is_empty() {
                break;
            }
            listed.extend(part);
        }
        assert_eq!(listed.iter().map(|record| record.uid().as_str()).collect::<Vec<_>>(), expected);
    })
    .await;
}

#[tokio::test]
async fn a_practice_page_has_its_owner_and_its_rendering() {
    on_both(async |world| {
        let mut change = world.begin().await;
        let Record::Practice(trio) = full_practice() else { unreachable!("a practice") };
        let put = change.put_practice(&trio, Phase::Documented).await.unwrap();
        change.put_rendering(&trio.uid, put.record_version, 7, "{\"problem\":\"<p>\"}").await.unwrap();
        change.commit().await.unwrap();

        let page = async |renderer| {
            let address = slug("trio-la-formazione-a-distanza");
            let found = world.store.practice_by_slug(&Viewer::Visitor, &address, renderer).await.unwrap();
            let Found::Here(page) = found else { panic!("here") };
            page
        };
        let before = page(7).await;
        assert_eq!(before.rendering.as_deref(), Some("{\"problem\":\"<p>\"}"));
        assert_eq!(before.practice.record, *trio);
        assert_eq!((before.practice.phase, before.practice.version), (Phase::Documented, 1));
        assert_eq!(before.practice.owner, None);
        assert_eq!(page(8).await.rendering, None);

        world.put(&[organisation("toscana", "Regione Toscana")]).await;
        let owner = page(7).await.practice.owner.unwrap();
        assert_eq!((owner.name.as_str(), owner.slug.as_str()), ("Regione Toscana", "regione-toscana"));
        let by_uid = world.store.practice_by_uid(&Viewer::Visitor, &uid("trio"), 7).await.unwrap();
        assert_eq!(by_uid, Some(page(7).await));
    })
    .await;
}

#[tokio::test]
async fn a_rendering_belongs_to_the_record_that_was_rendered() {
    on_both(async |world| {
        let mut first = practice("p", "Nidi");
        let mut change = world.begin().await;
        let put = change.put_practice(&first, Phase::Identified).await.unwrap();
        change.put_rendering(&first.uid, put.record_version, 1, "prima").await.unwrap();
        change.commit().await.unwrap();
        let rendering = async || {
            let page = world.store.practice_by_uid(&Viewer::Visitor, &uid("p"), 1).await.unwrap().unwrap();
            (page.practice.version, page.rendering)
        };

        let mut change = world.begin().await;
        assert!(change.set_phase(&first.uid, Phase::Adopted).await.unwrap());
        assert!(!change.set_phase(&first.uid, Phase::Adopted).await.unwrap());
        change.commit().await.unwrap();
        assert_eq!(rendering().await, (2, Some("prima".to_owned())));

        first.solution = Some("Altro".to_owned());
        world.put(&[kept(first.clone())]).await;
        assert_eq!(rendering().await, (3, None));

        let mut change = world.begin().await;
        change.put_rendering(&first.uid, 1, 1, "della prima versione").await.unwrap();
        change.commit().await.unwrap();
        assert_eq!(rendering().await, (3, None));
        let mut change = world.begin().await;
        change.put_rendering(&first.uid, 3, 1, "seconda").await.unwrap();
        change.commit().await.unwrap();
        assert_eq!(rendering().await, (3, Some("seconda".to_owned())));
    })
    .await;
}

#[tokio::test]
async fn an_unchanged_record_writes_nothing_and_a_changed_one_counts() {
    on_both(async |world| {
        let records = one_of_each();
        let first = world.put(&records).await;
        assert_eq!(first, Some(rows_of_one_of_each()));
        assert_eq!(world.put(&records).await, None);
        assert_eq!(world.store.last_seq().await.unwrap(), rows_of_one_of_each());

        let mut change = world.begin().await;
        let mut altered = practice("p", "Nidi");
        let effects = [
            change.put_practice(&altered, Phase::Identified).await.unwrap(),
            change.put_practice(&altered, Phase::Identified).await.unwrap(),
            change.put_practice(&altered, Phase::Documented).await.unwrap(),
            {
                altered.themes = vec![uid("a")];
                change.put_practice(&altered, Phase::Documented).await.unwrap()
            },
        ];
        assert_eq!(
            effects.map(|put| put.effect),
            [Effect::Created, Effect::Unchanged, Effect::Changed, Effect::Changed]
        );
        assert_eq!(effects.map(|put| put.version), [1, 1, 2, 3]);
        assert_eq!(effects.map(|put| put.record_version), [1, 1, 1, 3]);
        assert_eq!(change.commit().await.unwrap(), Some(rows_of_one_of_each() + 3));
    })
    .await;
}
