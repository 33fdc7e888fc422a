// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What belongs to accounts: what proves who somebody is, sessions, links, mails, the audit log.

use domain::Email;
use domain::member::Member;
use domain::record::Record;
use jiff::{SignedDuration, Timestamp};
use sea_orm::ConnectionTrait;
use store::{Change, Error};

use crate::world::{World, noon, record};

mod attempts;
mod audit;
mod credentials;
mod erase;
mod invitations;
mod links;
mod mails;
mod requests;
mod sessions;
mod tokens;

fn email(text: &str) -> Email {
    Email::parse(text).unwrap()
}

fn later(seconds: i64) -> Timestamp {
    noon() + SignedDuration::from_secs(seconds)
}

fn days(days: i64) -> Timestamp {
    noon() + SignedDuration::from_hours(24 * days)
}

/// A text of 64 hexadecimal digits.
fn hash(number: u32) -> String {
    format!("{number:064x}")
}

/// An active member whose address is `uid@comune.example.it`.
fn member(uid: &str) -> Member {
    let line = serde_json::json!({"type": "member", "uid": uid, "first_name": "Ada", "last_name": "Prova",
        "email": format!("{uid}@comune.example.it"), "job_title": "Funzionaria", "member_type": "official",
        "locale": "it", "state": "active", "joined_on": "2026-03-02"});
    let Record::Member(member) = record(line) else { unreachable!("a member") };
    *member
}

async fn put_member(world: &World, member: &Member) {
    let mut change = world.begin().await;
    change.put_member(member).await.unwrap();
    change.commit().await.unwrap();
}

/// One change at a moment that is kept.
async fn at<T>(world: &World, now: Timestamp, work: impl AsyncFnOnce(&mut Change) -> Result<T, Error>) -> T {
    let mut change = world.store.begin(now).await.unwrap();
    let done = work(&mut change).await.unwrap();
    change.commit().await.unwrap();
    done
}

/// One change at noon that is kept.
async fn at_noon<T>(world: &World, work: impl AsyncFnOnce(&mut Change) -> Result<T, Error>) -> T {
    at(world, noon(), work).await
}

async fn by_hand(world: &World, sql: &str) {
    world.connection().execute_unprepared(sql).await.unwrap();
}

/// How many of twenty changes at once say yes.
async fn how_many_of_twenty<F>(world: &World, work: F) -> usize
where
    F: for<'c> Fn(&'c mut Change) -> store::Work<'c, bool, Error> + Clone + Send + Sync + 'static,
{
    let mut tasks = tokio::task::JoinSet::new();
    for _ in 0..20 {
        let (store, work) = (world.store.clone(), work.clone());
        tasks.spawn(async move { store.write(later(60), move |change| work(change)).await.unwrap() });
    }
    tasks.join_all().await.into_iter().filter(|won| *won).count()
}
