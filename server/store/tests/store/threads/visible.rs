// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! `thread_visible_to` and `post_visible_to` in SQL are `allows` in the domain.

use domain::Uid;
use domain::member::{OrganisationRole, PortalRole};
use domain::policy::{Act, Acting, ActingFor, On, Standing, Viewer, allows};
use domain::record::Record;
use domain::thread::{Thread, ThreadAbout, writing};
use serde_json::json;
use store::{Page, ThreadFilter};

use super::{post, thread};
use crate::world::{World, kept, on_both, organisation, practice, record, uid};

/// Places of every kind, open and not.
fn places() -> Vec<Record> {
    let mut all = vec![organisation("o", "Comune di Prova")];
    for (name, stage, audience) in
        [("pub", "published", "public"), ("memb", "published", "members"), ("bozza", "draft", "public")]
    {
        let line = json!({"type": "practice", "uid": name, "title": name, "language": "it", "summary": "Una frase.",
            "stage": stage, "audience": audience, "owner_org": "o", "authors": ["autrice"]});
        all.push(record(line));
    }
    for (name, state, audience) in
        [("corre", "running", "public"), ("interno", "running", "members"), ("idea", "proposal", "public")]
    {
        let line = json!({"type": "twinning", "uid": name, "title": name, "language": "it", "state": state,
            "audience": audience, "created_by": "co",
            "parties": [{"organisation": "o", "role": "offering"}, {"organisation": "p", "role": "recipient"}]});
        all.push(record(line));
    }
    for (name, access, audience) in
        [("aperta", "open", "public"), ("soci", "on_approval", "community"), ("chiusa", "private", "community")]
    {
        all.push(record(json!({"type": "community", "uid": name, "name": name, "language": "it", "access": access,
            "audience": audience})));
        for (member, role, state) in
            [("capo", "owner", "active"), ("guida", "facilitator", "active"), ("ospite", "member", "invited")]
        {
            all.push(record(json!({"type": "belonging", "uid": format!("{name}-{member}"), "community": name,
                "member": member, "role": role, "state": state, "since": 1})));
        }
    }
    all
}

/// What threads can be about; the last is not there.
fn abouts() -> Vec<Option<ThreadAbout>> {
    let practices = ["pub", "memb", "bozza"].map(|name| Some(ThreadAbout::Practice(uid(name))));
    let twinnings = ["corre", "interno", "idea"].map(|name| Some(ThreadAbout::Twinning(uid(name))));
    let communities = ["aperta", "soci", "chiusa"].map(|name| Some(ThreadAbout::Community(uid(name))));
    let gone = [None, Some(ThreadAbout::Advert(uid("sparito")))];
    practices.into_iter().chain(twinnings).chain(communities).chain(gone).collect()
}

/// A thread in each place for each audience and of each standing.
fn threads() -> Vec<Thread> {
    let mut all = Vec::new();
    for (at, about) in abouts().into_iter().enumerate() {
        for audience in writing::audiences(about.as_ref()) {
            for standing in Standing::ALL {
                let writers = writing::writers(about.as_ref())[0];
                let mut one = thread(&format!("{at}-{audience}-{standing}"), json!({"author": "m"}));
                (one.about, one.audience, one.writers, one.standing) = (about.clone(), *audience, writers, *standing);
                if matches!(standing, Standing::Deleted | Standing::Erased) {
                    (one.title, one.body) = (String::new(), None);
                }
                all.push(one.checked().unwrap());
            }
        }
    }
    all
}

fn viewers() -> Vec<Viewer> {
    let mut all = vec![Viewer::Visitor, Viewer::Operator];
    let members = ["m", "x", "autrice", "co", "capo", "guida", "ospite"];
    all.extend(members.map(|member| Viewer::member(Acting::plain(uid(member)))));
    for role in PortalRole::ALL {
        all.push(Viewer::member(Acting { roles: vec![*role], ..Acting::plain(uid("x")) }));
    }
    for body in ["o", "p"] {
        for role in OrganisationRole::ALL {
            let memberships = vec![ActingFor { organisation: uid(body), role: *role }];
            all.push(Viewer::member(Acting { memberships, ..Acting::plain(uid("x")) }));
        }
    }
    for communities in [vec![uid("aperta")], vec![uid("soci")], vec![uid("chiusa")]] {
        all.push(Viewer::member(Acting { communities: communities.clone(), ..Acting::plain(uid("x")) }));
        let roles = vec![PortalRole::Moderator];
        all.push(Viewer::member(Acting { communities, roles, ..Acting::plain(uid("x")) }));
    }
    all
}

async fn fill(world: &World, threads: &[Thread]) -> Vec<Uid> {
    world.put(&places()).await;
    world.put(&[kept(practice("altra", "Altra pratica"))]).await;
    let mut records: Vec<Record> = threads.iter().cloned().map(|one| Record::Thread(Box::new(one))).collect();
    let mut posts = Vec::new();
    for one in threads {
        for standing in Standing::ALL {
            let mut said = post(&format!("{}-{standing}", one.uid), "m", json!({"thread": one.uid.as_str()}));
            said.standing = *standing;
            if matches!(standing, Standing::Deleted | Standing::Erased) {
                said.body = String::new();
            }
            posts.push(said.uid.clone());
            records.push(Record::Post(Box::new(said)));
        }
    }
    world.put(&records).await;
    posts
}

#[tokio::test]
async fn every_list_of_threads_and_posts_shows_what_the_policy_allows_and_nothing_else() {
    on_both(async |world| {
        let threads = threads();
        let posts = fill(world, &threads).await;
        let uids: Vec<Uid> = threads.iter().map(|one| one.uid.clone()).collect();
        let kept = world.store.kept_threads(&uids).await.unwrap();
        let said = world.store.kept_posts(&posts).await.unwrap();
        for viewer in &viewers() {
            let mut allowed: Vec<&Uid> = Vec::new();
            for one in &kept {
                let may = allows(viewer, Act::Read, &one.on()).is_ok();
                allowed.extend(may.then_some(&one.record.uid));
                if !may {
                    continue;
                }
                let page = world.store.posts(viewer, one, 1..=20).await.unwrap();
                let own = said.iter().filter(|post| post.record.thread == one.record.uid);
                let readable = own.filter(|post| allows(viewer, Act::Read, &post.on(one)).is_ok()).count();
                assert_eq!(page.len(), readable, "{viewer:?} reads the posts of {}", one.record.uid);
            }
            allowed.sort();
            let mut rows = world.store.threads_by_uids(viewer, &uids).await.unwrap();
            rows.sort_by(|a, b| a.uid.cmp(&b.uid));
            assert_eq!(rows.iter().map(|row| &row.uid).collect::<Vec<_>>(), allowed, "{viewer:?}");
            let listed = world.store.threads(viewer, &ThreadFilter::default(), Page::first(500)).await.unwrap();
            let in_lists = rows.iter().filter(|row| row.standing != Standing::Deleted && !row.main).count();
            assert_eq!(listed.rows.iter().filter(|row| !row.main).count(), in_lists, "{viewer:?}");
            let may = |post: &&store::KeptPost| {
                let thread = kept.iter().find(|one| one.record.uid == post.record.thread).unwrap();
                allows(viewer, Act::Read, &On::Post(post.facts(&thread.facts()))).is_ok()
            };
            let readable = said.iter().filter(may).count();
            let shown = world.store.posts_by_uids(viewer, &posts).await.unwrap();
            assert_eq!(shown.len(), readable, "{viewer:?} reads posts");
        }
    })
    .await;
}
