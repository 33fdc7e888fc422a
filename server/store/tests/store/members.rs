// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Members: writing, finding, pictures, and what stays of a closed account.

use domain::member::{Member, MemberState, MemberType, MembershipState, PortalRole};
use domain::policy::Viewer;
use domain::record::Record;
use domain::{Email, Uid};
use sea_orm::{ConnectionTrait, Statement};
use serde_json::{Value, json};
use store::{Effect, Error, KeptMember, MemberFilter, Operation, Page, RecordType};

use crate::world::{World, kept_member, member, noon, on_both, organisation, uid};

const VISITOR: Viewer = Viewer::Visitor;
const MANY: Page = Page::first(100);

fn acts_for(organisation: &str, role: &str, state: &str) -> Value {
    json!({"memberships": [{"organisation": organisation, "role": role, "state": state, "verified_by": "domain", "since": "2026"}]})
}

fn uids(members: &[KeptMember]) -> Vec<&str> {
    members.iter().map(|kept| kept.record.uid.as_str()).collect()
}

async fn one(world: &World, uid: &Uid) -> KeptMember {
    world.store.member(&Viewer::Operator, uid).await.unwrap().unwrap()
}

#[tokio::test]
async fn a_member_is_put_changed_and_left_alone() {
    on_both(async |world| {
        let mut ada = member("ada", "Ada", "Prova", acts_for("o", "editor", "active"));
        let mut change = world.begin().await;
        assert!(change.member(&ada.uid).await.unwrap().is_none());
        let first = change.put_member(&ada).await.unwrap();
        change.set_last_sign_in(&ada.uid, noon()).await.unwrap();
        let again = change.put_member(&ada).await.unwrap();
        ada.job_title = "Dirigente".to_owned();
        let changed = change.put_member(&ada).await.unwrap();
        let inside = change.member(&ada.uid).await.unwrap().unwrap();
        change.commit().await.unwrap();
        assert_eq!(
            [first, again, changed].map(|put| put.effect),
            [Effect::Created, Effect::Unchanged, Effect::Changed]
        );
        assert_eq!([first, again, changed].map(|put| put.version), [1, 1, 2]);
        let expected =
            KeptMember { record: ada.clone(), version: 2, last_sign_in: Some(noon()), photo: None, epoch: 1 };
        assert_eq!(inside, expected);
        assert_eq!(one(world, &ada.uid).await, expected);
        let log = world.store.log_after(0, 10).await.unwrap();
        let logged: Vec<_> = log.iter().map(|row| (row.kind, row.uid.as_str(), row.operation)).collect();
        assert_eq!(
            logged,
            [(RecordType::Member, "ada", Operation::Created), (RecordType::Member, "ada", Operation::Changed)]
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_reads_a_member_to_change_it_loses_no_change_of_another() {
    on_both(async |world| {
        world.put(&[kept_member(member("ada", "Ada", "Prova", json!({})))]).await;
        let mut writers = tokio::task::JoinSet::new();
        for writer in 0..8 {
            let store = world.store.clone();
            writers.spawn(async move {
                let written = store.write(noon(), move |change| {
                    Box::pin(async move {
                        let mut ada = change.member(&uid("ada")).await?.unwrap().record;
                        ada.skills.push(format!("n. {writer}"));
                        change.put_member(&ada).await
                    })
                });
                written.await.map_err(|error: Error| error.to_string()).unwrap();
            });
        }
        writers.join_all().await;
        let kept = one(world, &uid("ada")).await;
        assert_eq!((kept.record.skills.len(), kept.version), (8, 9));
    })
    .await;
}

#[tokio::test]
async fn two_members_cannot_have_one_address() {
    on_both(async |world| {
        let ada = member("ada", "Ada", "Prova", json!({}));
        let mut bea = member("bea", "Bea", "Prova", json!({}));
        world.put(&[kept_member(ada.clone()), kept_member(bea.clone())]).await;
        bea.email = ada.email.clone();
        assert!(matches!(world.try_put(&kept_member(bea.clone())).await, Err(Error::Conflict)));
        let email = Email::parse("ADA@comune.example.it").unwrap();
        assert_eq!(world.store.member_uid_by_email(&email).await.unwrap(), Some(uid("ada")));
        // The address of a closed account is free again, and any number of them have none.
        world.put(&[kept_member(ada.anonymised())]).await;
        assert_eq!(world.store.member_uid_by_email(&email).await.unwrap(), None);
        world.put(&[kept_member(bea.clone())]).await;
        assert_eq!(world.store.member_uid_by_email(&email).await.unwrap(), Some(uid("bea")));
        world.put(&[kept_member(bea.anonymised())]).await;
    })
    .await;
}

#[tokio::test]
async fn the_database_refuses_what_is_too_long() {
    on_both(async |world| {
        let long = |alter: fn(&mut Member)| {
            let mut ada = member("ada", "Ada", "Prova", json!({}));
            alter(&mut ada);
            kept_member(ada)
        };
        for (limit, record) in [
            ("members_first_name", long(|ada| ada.first_name = "é".repeat(61))),
            ("members_last_name", long(|ada| ada.last_name = "é".repeat(61))),
            ("members_job_title", long(|ada| ada.job_title = "é".repeat(101))),
            ("members_other_body", long(|ada| ada.other_body = Some("é".repeat(121)))),
            ("members_bio", long(|ada| ada.bio = Some("é".repeat(1_001)))),
        ] {
            let outcome = world.try_put(&record).await;
            assert!(matches!(&outcome, Err(Error::Refused(name)) if name == limit), "{limit}: {outcome:?}");
        }
        let most = long(|ada| {
            (ada.first_name, ada.last_name) = ("é".repeat(60), "é".repeat(60));
            (ada.job_title, ada.bio) = ("é".repeat(100), Some("é".repeat(1_000)));
        });
        world.put(&[most]).await;
        let nul = long(|ada| ada.bio = Some("a\0b".to_owned()));
        assert!(matches!(world.try_put(&nul).await, Err(Error::Refused(_))));
    })
    .await;
}

/// Five people of two bodies.
fn people() -> Vec<Record> {
    let with = |mut fields: Value, more: Value| {
        fields.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        fields
    };
    let fi = organisation("fi", "Comune di Firenze");
    let ba = crate::world::record(
        json!({"type": "organisation", "uid": "ba", "name": "Comune di Bari", "kind": "municipality", "region": "16"}),
    );
    vec![
        fi,
        ba,
        kept_member(member("m1", "Niccolò", "D'Angelo", acts_for("fi", "contributor", "active"))),
        kept_member(member(
            "m2",
            "Anna",
            "De Rossi",
            with(acts_for("fi", "representative", "active"), json!({"themes": ["t1", "t2"], "roles": ["moderator"]})),
        )),
        kept_member(member(
            "m3",
            "Zoe",
            "Álvarez",
            with(acts_for("ba", "editor", "active"), json!({"themes": ["t2"]})),
        )),
        kept_member(member("m4", "Bruno", "De Rossi", acts_for("fi", "editor", "requested"))),
        kept_member(member(
            "m5",
            "Ελένη",
            "Nuova",
            json!({"region": "09", "member_type": "expert", "roles": ["reviewer", "administrator"]}),
        )),
    ]
}

#[tokio::test]
async fn the_directory_is_sorted_by_name_and_narrowed_by_each_filter() {
    on_both(async |world| {
        world.put(&people()).await;
        let found = async |filter: MemberFilter| {
            let listed = world.store.members(&VISITOR, &filter, MANY).await.unwrap();
            assert_eq!(listed.total, listed.rows.len() as u64);
            uids(&listed.rows).join(" ")
        };
        let none = MemberFilter::default;
        assert_eq!(found(none()).await, "m3 m1 m2 m4 m5");
        assert_eq!(found(MemberFilter { organisation: Some(uid("fi")), ..none() }).await, "m1 m2");
        assert_eq!(found(MemberFilter { region: Some("09".to_owned()), ..none() }).await, "m1 m2 m5");
        assert_eq!(found(MemberFilter { region: Some("16".to_owned()), ..none() }).await, "m3");
        assert_eq!(found(MemberFilter { theme: Some(uid("t2")), ..none() }).await, "m3 m2");
        assert_eq!(found(MemberFilter { member_type: Some(MemberType::Expert), ..none() }).await, "m5");
        assert_eq!(found(MemberFilter { state: Some(MemberState::Suspended), ..none() }).await, "");
        assert_eq!(found(MemberFilter { role: Some(PortalRole::Administrator), ..none() }).await, "m5");
        assert_eq!(found(MemberFilter { role: Some(PortalRole::Moderator), ..none() }).await, "m2");
        let both = MemberFilter { theme: Some(uid("t2")), organisation: Some(uid("fi")), ..none() };
        assert_eq!(found(both).await, "m2");
        let part = world.store.members(&VISITOR, &none(), Page { limit: 2, offset: 1 }).await.unwrap();
        assert_eq!((part.total, uids(&part.rows)), (5, vec!["m1", "m2"]));
    })
    .await;
}

#[tokio::test]
async fn a_name_is_found_by_the_starts_of_its_words() {
    on_both(async |world| {
        world.put(&people()).await;
        for (text, expected) in [
            ("  ", "m3 m1 m2 m4 m5"),
            ("de rossi", "m2 m4"),
            ("ROS an", "m2"),
            ("angelo nicco", "m1"),
            ("d'ang", "m1"),
            ("alvarez", "m3"),
            ("ossi", ""),
            ("nuova", "m5"),
            ("ελ", "m5"),
            ("%", ""),
            ("_ %", ""),
            ("m%", ""),
            ("a' OR 1=1 --", ""),
        ] {
            let filter = MemberFilter { text: text.to_owned(), ..MemberFilter::default() };
            let listed = world.store.members(&VISITOR, &filter, MANY).await.unwrap();
            assert_eq!(uids(&listed.rows).join(" "), expected, "{text:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn who_joined_last_comes_first_if_the_account_is_in_use() {
    on_both(async |world| {
        let joined = |uid: &str, day: &str, state: &str| {
            kept_member(member(uid, "Ada", "Prova", json!({"joined_on": day, "state": state})))
        };
        world
            .put(&[
                joined("b", "2026-01-05", "active"),
                joined("a", "2026-01-05", "active"),
                joined("c", "2026-02-01", "active"),
                joined("d", "2026-02-02", "pending_email"),
                joined("e", "2025-12-31", "active"),
            ])
            .await;
        let latest = world.store.latest_members(&Viewer::Operator, 3).await.unwrap();
        assert_eq!(uids(&latest), ["c", "b", "a"]);
        assert_eq!(world.store.member_count(&Viewer::Operator).await.unwrap(), 4);
        let ordered = world.store.members_by_uids(&VISITOR, &["e", "d", "x", "a"].map(uid)).await.unwrap();
        assert_eq!(uids(&ordered), ["e", "a"]);
        assert!(world.store.members_by_uids(&VISITOR, &[]).await.unwrap().is_empty());
    })
    .await;
}

#[tokio::test]
async fn of_an_organisation_those_who_speak_for_it_come_first() {
    on_both(async |world| {
        let of = |uid: &str, last: &str, role: &str, state: &str| {
            kept_member(member(uid, "Ada", last, acts_for("o", role, state)))
        };
        world
            .put(&[
                of("a", "Alba", "contributor", "active"),
                of("b", "Bassi", "editor", "active"),
                of("c", "Corti", "representative", "active"),
                of("d", "Alessi", "editor", "active"),
                of("e", "Esposito", "editor", "requested"),
                kept_member(member("f", "Ada", "Fusi", acts_for("altra", "editor", "active"))),
            ])
            .await;
        let people = async |state, page| world.store.people_of(&VISITOR, &uid("o"), state, page).await.unwrap();
        let active = people(MembershipState::Active, MANY).await;
        assert_eq!((active.total, uids(&active.rows)), (4, vec!["c", "d", "b", "a"]));
        assert_eq!(uids(&people(MembershipState::Requested, MANY).await.rows), ["e"]);
        let part = people(MembershipState::Active, Page { limit: 2, offset: 2 }).await;
        assert_eq!((part.total, uids(&part.rows)), (4, vec!["b", "a"]));
        // Whoever left is no longer among them.
        world.put(&[kept_member(member("c", "Ada", "Corti", json!({})))]).await;
        assert_eq!(uids(&people(MembershipState::Active, MANY).await.rows), ["d", "b", "a"]);
    })
    .await;
}

#[tokio::test]
async fn a_picture_has_a_number_that_never_comes_again() {
    on_both(async |world| {
        let ada = member(
            "ada",
            "Ada",
            "Prova",
            json!({"shown": {"email": "nobody", "last_sign_in": "nobody", "profile": "members"}}),
        );
        world.put(&[kept_member(ada.clone())]).await;
        let set = async |bytes: Vec<u8>| {
            let mut change = world.begin().await;
            let version = change.set_photo(&uid("ada"), "image/webp", bytes).await?;
            change.commit().await?;
            Ok::<_, Error>(version)
        };
        let photo = async |viewer: &Viewer| world.store.photo(viewer, &uid("ada")).await.unwrap();
        assert_eq!(photo(&Viewer::Operator).await, None);
        assert_eq!(set(vec![0, 255, 7]).await.unwrap(), 1);
        assert_eq!(set(vec![9; 524_288]).await.unwrap(), 2);
        let kept = photo(&Viewer::Operator).await.unwrap();
        assert_eq!((kept.version, kept.kind.as_str(), kept.bytes.len()), (2, "image/webp", 524_288));
        assert_eq!(photo(&VISITOR).await, None);
        assert_eq!((one(world, &ada.uid).await.photo, one(world, &ada.uid).await.version), (Some(2), 1));

        let mut change = world.begin().await;
        change.remove_photo(&ada.uid).await.unwrap();
        change.commit().await.unwrap();
        assert_eq!((photo(&Viewer::Operator).await, one(world, &ada.uid).await.photo), (None, None));
        assert_eq!(set(vec![1]).await.unwrap(), 3);

        assert!(matches!(set(vec![0; 524_289]).await, Err(Error::Refused(limit)) if limit == "photos_bytes"));
        let mut change = world.begin().await;
        let stranger = change.set_photo(&uid("nobody"), "image/webp", vec![1]).await;
        assert!(matches!(stranger, Err(Error::Refused(_))));
        assert!(matches!(change.commit().await, Err(Error::Broken)));
        assert_eq!(photo(&Viewer::Operator).await.map(|photo| photo.version), Some(3));
    })
    .await;
}

/// All rows of a table as text, so that nothing hides in a column that a reader leaves out.
async fn dump(world: &World, table: &str) -> String {
    let db = world.connection();
    let sql = if db.get_database_backend() == sea_orm::DbBackend::Postgres {
        format!("SELECT coalesce(string_agg(t::text, ' '), '') AS rows FROM {table} t")
    } else {
        let columns =
            format!("SELECT group_concat('quote(' || name || ')', ' || ') AS names FROM pragma_table_info('{table}')");
        let row = db.query_one_raw(Statement::from_string(db.get_database_backend(), columns)).await.unwrap().unwrap();
        let names: String = row.try_get("", "names").unwrap();
        format!("SELECT coalesce(group_concat({names}, ' '), '') AS rows FROM {table}")
    };
    let row = db.query_one_raw(Statement::from_string(db.get_database_backend(), sql)).await.unwrap().unwrap();
    row.try_get("", "rows").unwrap()
}

#[tokio::test]
async fn a_closed_account_leaves_no_word_of_the_person() {
    on_both(async |world| {
        let fields = json!({"job_title": "Canarino", "other_body": "Canarino", "bio": "Canarino", "skills": ["Canarino"],
            "region": "09", "themes": ["canarino-t"], "links": [{"label": "Canarino", "url": "https://canarino.example"}],
            "roles": ["reviewer"], "terms": {"version": "canarino", "on": "2026"},
            "memberships": [{"organisation": "canarino-o", "role": "editor", "state": "requested", "since": "2026"}]});
        let mut ada = member("ada", "Canarino", "Canarina", fields);
        ada.email = Some(Email::parse("canarino@example.it").unwrap());
        let mut change = world.begin().await;
        change.put_member(&ada).await.unwrap();
        change.set_photo(&ada.uid, "image/canarino", b"canarino".to_vec()).await.unwrap();
        change.set_last_sign_in(&ada.uid, noon()).await.unwrap();
        change.commit().await.unwrap();
        let tables = ["members", "memberships", "member_themes", "photos", "log", "slugs"];
        for (table, there) in tables.iter().zip([true, true, true, true, false, false]) {
            assert_eq!(dump(world, table).await.to_lowercase().contains("canarin"), there, "{table}");
        }

        let mut change = world.begin().await;
        change.put_member(&ada.anonymised()).await.unwrap();
        change.commit().await.unwrap();
        for table in tables {
            assert!(!dump(world, table).await.to_lowercase().contains("canarin"), "{table}");
        }
        assert!(dump(world, "photos").await.is_empty());
        let kept = one(world, &ada.uid).await;
        assert_eq!((kept.record, kept.last_sign_in, kept.photo), (ada.anonymised(), None, None));
        assert_eq!(world.store.member(&VISITOR, &ada.uid).await.unwrap(), None);
    })
    .await;
}

#[tokio::test]
async fn members_are_exported_between_organisations_and_practices() {
    on_both(async |world| {
        world.put(&people()).await;
        let place = |kind: RecordType| RecordType::ALL.iter().position(|one| *one == kind).unwrap();
        assert_eq!(place(RecordType::Member), place(RecordType::Organisation) + 1);
        assert!(place(RecordType::Practice) > place(RecordType::Member));
        let snapshot = world.store.snapshot().await.unwrap();
        world.put(&[kept_member(member("m0", "Ada", "Tardi", json!({})))]).await;
        let first = snapshot.records(RecordType::Member, None, 3).await.unwrap();
        let rest = snapshot.records(RecordType::Member, Some(&uid("m3")), 3).await.unwrap();
        let exported: Vec<&str> = first.iter().chain(&rest).map(|record| record.uid().as_str()).collect();
        assert_eq!(exported, ["m1", "m2", "m3", "m4", "m5"]);
        snapshot.end().await;
    })
    .await;
}
