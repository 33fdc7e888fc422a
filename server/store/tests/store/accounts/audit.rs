// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The audit log is only added to, and shows where somebody got around that.

use sea_orm::{ConnectionTrait, DbBackend};
use serde_json::json;
use store::{AuditEntry, AuditVerdict, Error, Page};

use super::{at, at_noon, by_hand, later};
use crate::world::{World, noon, on_both, uid};

fn entry(actor: &str, about: &str) -> AuditEntry {
    AuditEntry {
        actor: Some(uid(actor)),
        act: "grant_role".to_owned(),
        kind: "member".to_owned(),
        uid: about.to_owned(),
        note: json!({"role": "reviewer", "a": 1}),
    }
}

async fn with_rows(world: &World, count: i64) {
    for number in 0..count {
        at(world, later(number), async |change| change.audit(entry("root", &format!("m{number}"))).await).await;
    }
}

async fn without_triggers(world: &World) {
    match world.connection().get_database_backend() {
        DbBackend::Sqlite => by_hand(world, "DROP TRIGGER audit_no_update; DROP TRIGGER audit_no_delete").await,
        _ => by_hand(world, "DROP TRIGGER audit_stays ON audit").await,
    }
}

#[tokio::test]
async fn rows_are_listed_newest_first_all_or_those_about_one() {
    on_both(async |world| {
        assert_eq!(world.store.verify_audit().await.unwrap(), AuditVerdict::Whole { rows: 0 });
        with_rows(world, 3).await;
        let own = AuditEntry { actor: None, note: json!(null), ..entry("x", "root") };
        at(world, later(9), async |change| change.audit(own).await).await;
        let all = world.store.audit(Page { limit: 2, offset: 1 }, None).await.unwrap();
        assert_eq!((all.total, all.rows[0].seq, all.rows[1].seq), (4, 3, 2));
        assert_eq!((all.rows[0].at, all.rows[0].actor.clone()), (later(2), Some(uid("root"))));
        assert_eq!((all.rows[0].uid.as_str(), &all.rows[0].note), ("m2", &json!({"role": "reviewer", "a": 1})));
        let about = world.store.audit(Page::first(9), Some(&uid("m1"))).await.unwrap();
        assert_eq!((about.total, about.rows[0].seq), (1, 2));
        let by = world.store.audit(Page::first(9), Some(&uid("root"))).await.unwrap();
        assert_eq!((by.total, by.rows[0].actor.clone(), &by.rows[0].note), (4, None, &json!(null)));
        assert_eq!(world.store.verify_audit().await.unwrap(), AuditVerdict::Whole { rows: 4 });
        // It is no part of the log of records.
        assert_eq!(world.store.last_seq().await.unwrap(), 0);
    })
    .await;
}

#[tokio::test]
async fn the_database_refuses_to_change_or_delete_a_row() {
    on_both(async |world| {
        with_rows(world, 2).await;
        let row = "1, 1, NULL, 'x', 'x', 'x', '{}', 'x', 'x'";
        let mut attacks = vec![
            "UPDATE audit SET uid = 'other' WHERE seq = 1".to_owned(),
            "UPDATE audit SET act = act".to_owned(),
            "DELETE FROM audit WHERE seq = 2".to_owned(),
            "DELETE FROM audit".to_owned(),
        ];
        match world.connection().get_database_backend() {
            DbBackend::Sqlite => attacks.push(format!("INSERT OR REPLACE INTO audit VALUES ({row})")),
            _ => attacks.push("TRUNCATE audit".to_owned()),
        }
        for attack in attacks {
            let said = world.connection().execute_unprepared(&attack).await.unwrap_err().to_string();
            assert!(said.contains("the audit log is only added to"), "{attack}: {said}");
        }
        assert_eq!(world.store.verify_audit().await.unwrap(), AuditVerdict::Whole { rows: 2 });
    })
    .await;
}

#[tokio::test]
async fn a_changed_row_is_found_whatever_was_changed() {
    on_both(async |world| {
        with_rows(world, 4).await;
        without_triggers(world).await;
        for (change, back) in [
            ("uid = 'm9'", "uid = 'm2'"),
            ("act = 'read'", "act = 'grant_role'"),
            ("kind = 'x'", "kind = 'member'"),
            ("actor = NULL", "actor = 'root'"),
            ("at = at + 1", "at = at - 1"),
            ("note = replace(note, 'reviewer', 'moderator')", "note = replace(note, 'moderator', 'reviewer')"),
            ("hash = replace(hash, substr(hash, 1, 1), 'g')", ""),
        ] {
            by_hand(world, &format!("UPDATE audit SET {change} WHERE seq = 3")).await;
            assert_eq!(world.store.verify_audit().await.unwrap(), AuditVerdict::Broken { seq: 3 }, "{change}");
            if !back.is_empty() {
                by_hand(world, &format!("UPDATE audit SET {back} WHERE seq = 3")).await;
                assert_eq!(world.store.verify_audit().await.unwrap(), AuditVerdict::Whole { rows: 4 });
            }
        }
    })
    .await;
}

#[tokio::test]
async fn a_missing_row_is_found_in_the_middle_and_at_the_end() {
    on_both(async |world| {
        with_rows(world, 4).await;
        without_triggers(world).await;
        by_hand(world, "DELETE FROM audit WHERE seq = 4").await;
        assert_eq!(world.store.verify_audit().await.unwrap(), AuditVerdict::Broken { seq: 4 });
        by_hand(world, "DELETE FROM audit WHERE seq = 2").await;
        assert_eq!(world.store.verify_audit().await.unwrap(), AuditVerdict::Broken { seq: 2 });
        by_hand(world, "DELETE FROM audit").await;
        assert_eq!(world.store.verify_audit().await.unwrap(), AuditVerdict::Broken { seq: 1 });
        // The counter turned back hides nothing while a row is left.
        by_hand(world, "UPDATE portal SET audit_seq = 0").await;
        assert_eq!(world.store.verify_audit().await.unwrap(), AuditVerdict::Whole { rows: 0 });
    })
    .await;
}

#[tokio::test]
async fn a_row_beyond_the_counter_is_found() {
    on_both(async |world| {
        with_rows(world, 3).await;
        by_hand(world, "UPDATE portal SET audit_seq = 2").await;
        assert_eq!(world.store.verify_audit().await.unwrap(), AuditVerdict::Broken { seq: 3 });
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn eight_who_write_at_once_leave_one_chain_of_more_than_a_part() {
    on_both(async |world| {
        let mut writers = tokio::task::JoinSet::new();
        for writer in 0..8 {
            let store = world.store.clone();
            writers.spawn(async move {
                for _ in 0..4 {
                    let work = store.write(noon(), move |change| {
                        Box::pin(async move {
                            for row in 0..40 {
                                change.audit(entry(&format!("w{writer}"), &format!("m{row}"))).await?;
                            }
                            Ok::<_, Error>(())
                        })
                    });
                    work.await.unwrap();
                }
            });
        }
        writers.join_all().await;
        assert_eq!(world.store.verify_audit().await.unwrap(), AuditVerdict::Whole { rows: 1_280 });
    })
    .await;
}

#[tokio::test]
async fn a_change_that_is_not_kept_leaves_no_row_and_no_gap() {
    on_both(async |world| {
        let mut given_up = world.begin().await;
        given_up.audit(entry("root", "m")).await.unwrap();
        given_up.abandon().await;
        for bad in [
            AuditEntry { note: json!("x".repeat(8_191)), ..entry("root", "m") },
            AuditEntry { uid: "a\0b".to_owned(), ..entry("root", "m") },
        ] {
            let mut change = world.begin().await;
            change.audit(entry("root", "m")).await.unwrap();
            assert!(matches!(change.audit(bad).await, Err(Error::Refused(_))));
            assert!(matches!(change.commit().await, Err(Error::Broken)));
        }
        at_noon(world, async |change| {
            change.audit(AuditEntry { note: json!("x".repeat(8_190)), ..entry("root", "m") }).await
        })
        .await;
        assert_eq!(world.store.verify_audit().await.unwrap(), AuditVerdict::Whole { rows: 1 });
    })
    .await;
}
