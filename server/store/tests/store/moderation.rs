// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What waits for which moderator is what the policy lets decide; and what was told, done and forbidden is kept.

use std::collections::BTreeSet;

use domain::member::{OrganisationRole, PortalRole};
use domain::moderation::{Flag, FlagReason, LogEntry, ModerationDeed, Silence, Subject, SubjectKind, may_write};
use domain::policy::{Act, Acting, ActingFor, Standing, Viewer, allows};
use domain::{Email, Uid};
use jiff::SignedDuration;
use serde_json::json;
use store::{Error, KeptPost, KeptThread, LogFilter, OwnModeration, Page, Whose};

use crate::world::{World, noon, on_both, organisation, record, uid};

const MANY: Page = Page::first(1_000);
const STANDINGS: [Standing; 4] = [Standing::Visible, Standing::Queued, Standing::Hidden, Standing::Deleted];
const PLACES: [(&str, &str); 5] =
    [("free", ""), ("community", "open"), ("community", "private"), ("twinning", "running"), ("twinning", "draft")];

fn thread(name: &str, place: (&str, &str), standing: Standing, author: &str) -> domain::record::Record {
    let gone = standing == Standing::Deleted;
    let title = if gone { "" } else { "Una domanda a tutti" };
    let mut line = json!({"type": "thread", "uid": name, "title": title, "language": "it", "at": 1,
        "author": author, "standing": standing});
    if place.0 != "free" {
        line["about"] = json!({ place.0: place.1 });
        line["writers"] = json!("within");
    }
    record(line)
}

fn post(name: &str, thread: &str, standing: Standing, author: &str) -> domain::record::Record {
    let body = if standing == Standing::Deleted { "" } else { "Un intervento." };
    record(json!({"type": "post", "uid": name, "thread": thread, "body": body, "at": 2, "author": author,
        "standing": standing}))
}

fn flag(by: Option<&str>) -> Flag {
    Flag { at: noon().as_millisecond(), by: by.map(uid), reason: FlagReason::Spam, note: None, settled_at: None }
}

fn subject(kind: SubjectKind, name: &str) -> Subject {
    Subject { kind, uid: uid(name) }
}

/// A thread for each place and standing, with a post for each standing, all of them flagged; some are the moderator's.
async fn fill(world: &World) -> Vec<(Subject, Uid)> {
    let twinning = |name: &str, state: &str| {
        record(json!({"type": "twinning", "uid": name, "title": "Mense gemelle", "language": "it", "created_by": "co",
            "state": state, "parties": [{"organisation": "p", "role": "offering"},
                {"organisation": "o", "role": "recipient"}]}))
    };
    let mut records = vec![
        organisation("o", "Comune di Prova"),
        organisation("p", "Unione di Prova"),
        record(json!({"type": "community", "uid": "open", "name": "Servizi aperti", "language": "it"})),
        record(json!({"type": "community", "uid": "private", "name": "Servizi chiusi", "language": "it",
            "access": "private", "audience": "community"})),
        twinning("running", "running"),
        twinning("draft", "proposal"),
    ];
    for (community, member, role) in
        [("open", "fac", "facilitator"), ("private", "own", "owner"), ("private", "fac", "member")]
    {
        records.push(record(json!({"type": "belonging", "uid": format!("{community}-{member}"),
            "community": community, "member": member, "role": role, "since": 1})));
    }
    let mut all = Vec::new();
    for place in PLACES {
        for standing in STANDINGS {
            let name = format!("{}-{}-{standing}", place.0, place.1);
            let author = if standing == Standing::Hidden { "mod" } else { "a" };
            records.push(thread(&name, place, standing, author));
            all.push((subject(SubjectKind::Thread, &name), uid(&name)));
            for of_post in STANDINGS {
                let own = format!("{name}-{of_post}");
                let author = if of_post == Standing::Queued { "fac" } else { "a" };
                records.push(post(&own, &name, of_post, author));
                all.push((subject(SubjectKind::Post, &own), uid(&name)));
            }
        }
    }
    world.put(&records).await;
    let mut change = world.begin().await;
    for (subject, thread) in &all {
        change.add_flag(subject, thread, &flag(None)).await.unwrap();
    }
    change.commit().await.unwrap();
    all
}

fn viewers() -> Vec<Viewer> {
    let mut all = vec![Viewer::Visitor, Viewer::Operator];
    for name in ["x", "a", "co", "fac", "own", "mod"] {
        let communities = match name {
            "fac" => vec![uid("open"), uid("private")],
            "own" => vec![uid("private")],
            _ => Vec::new(),
        };
        let plain = Acting { communities, ..Acting::plain(uid(name)) };
        for role in PortalRole::ALL {
            all.push(Viewer::member(Acting { roles: vec![*role], ..plain.clone() }));
        }
        all.push(Viewer::member(plain));
    }
    let memberships = vec![ActingFor { organisation: uid("o"), role: OrganisationRole::Representative }];
    all.push(Viewer::member(Acting { memberships, ..Acting::plain(uid("x")) }));
    all
}

/// What the policy lets a viewer decide, of those that stand so.
async fn by_policy(world: &World, viewer: &Viewer, all: &[(Subject, Uid)], standings: &[Standing]) -> BTreeSet<String> {
    let threads: Vec<Uid> = all.iter().map(|(_, thread)| thread.clone()).collect();
    let threads: Vec<KeptThread> = world.store.kept_threads(&threads).await.unwrap();
    let posts: Vec<Uid> = all.iter().map(|(subject, _)| subject.uid.clone()).collect();
    let posts: Vec<KeptPost> = world.store.kept_posts(&posts).await.unwrap();
    let mut found = BTreeSet::new();
    for (subject, thread) in all {
        let thread = threads.iter().find(|kept| kept.record.uid == *thread).unwrap();
        let (on, standing) = match subject.kind {
            SubjectKind::Post => {
                let kept = posts.iter().find(|kept| kept.record.uid == subject.uid).unwrap();
                (kept.on(thread), kept.record.standing)
            }
            SubjectKind::Thread | SubjectKind::Member => (thread.on(), thread.record.standing),
        };
        if standings.contains(&standing) && allows(viewer, Act::Moderate, &on).is_ok() {
            found.insert(format!("{} {}", subject.kind, subject.uid));
        }
    }
    found
}

#[tokio::test]
async fn what_waits_for_a_moderator_is_what_the_policy_lets_decide() {
    on_both(async |world| {
        let all = fill(world).await;
        let mut most = 0;
        for viewer in viewers() {
            let named = |rows: Vec<store::WaitingRow>| -> BTreeSet<String> {
                rows.into_iter().map(|row| format!("{} {}", row.subject.kind, row.subject.uid)).collect()
            };
            let flagged = world.store.flagged(&viewer, MANY).await.unwrap();
            let total = flagged.total;
            let found = named(flagged.rows);
            let wanted = by_policy(world, &viewer, &all, &STANDINGS[..3]).await;
            assert_eq!(found, wanted, "{viewer:?}");
            assert_eq!(total, wanted.len() as u64, "{viewer:?}");
            most = most.max(found.len());
            let held = world.store.held(&viewer, 1_000).await.unwrap();
            let total = held.total;
            let wanted = by_policy(world, &viewer, &all, &[Standing::Queued]).await;
            assert_eq!(named(held.rows), wanted, "{viewer:?}");
            assert_eq!(total, wanted.len() as u64, "{viewer:?}");
        }
        assert!(most > 50, "somebody sees much: {most}");
    })
    .await;
}

#[tokio::test]
async fn a_member_tells_of_a_thing_once_until_a_moderator_has_looked_at_it() {
    on_both(async |world| {
        let (thing, thread) = (subject(SubjectKind::Post, "p"), uid("t"));
        let tell = async |by: Option<&str>| -> Result<(), Error> {
            let mut change = world.begin().await;
            change.add_flag(&thing, &thread, &flag(by)).await?;
            change.commit().await.map(drop)
        };
        tell(Some("ada")).await.unwrap();
        assert!(matches!(tell(Some("ada")).await, Err(Error::Conflict)));
        tell(Some("bea")).await.unwrap();
        tell(None).await.unwrap();
        tell(None).await.unwrap();
        let mut change = world.begin().await;
        assert_eq!(change.flags_of(&thing).await.unwrap().len(), 4);
        assert_eq!(change.settle_flags(&thing).await.unwrap(), 4);
        assert_eq!(change.settle_flags(&thing).await.unwrap(), 0);
        change.commit().await.unwrap();
        tell(Some("ada")).await.unwrap();
        let open = world.store.flags_on(&thing).await.unwrap();
        assert_eq!(open.iter().filter(|one| one.flag.settled_at.is_none()).count(), 1);
    })
    .await;
}

fn entry(deed: ModerationDeed, name: &str) -> LogEntry {
    LogEntry {
        at: noon().as_millisecond(),
        by: deed.is_by_person().then(|| uid("mod")),
        deed,
        subject: subject(SubjectKind::Post, name),
        community: None,
        reason: None,
        note: Some("Perché.".to_owned()),
    }
}

#[tokio::test]
async fn what_was_let_out_is_counted_once_for_each_thing_and_silences_hold_where_they_were_said() {
    on_both(async |world| {
        let mut change = world.begin().await;
        let whose = Whose { thread: Some(uid("t")), author: Some(uid("ada")) };
        for (deed, name) in [
            (ModerationDeed::Held, "p"),
            (ModerationDeed::LetOut, "p"),
            (ModerationDeed::LetOut, "p"),
            (ModerationDeed::LetOut, "q"),
        ] {
            change.log_moderation(&entry(deed, name), &whose).await.unwrap();
        }
        assert_eq!(change.let_out_of(&uid("ada")).await.unwrap(), 2);
        assert_eq!(change.let_out_of(&uid("bea")).await.unwrap(), 0);
        let (at, reason) = (noon().as_millisecond(), "Insulti.".to_owned());
        let silence = Silence { member: uid("ada"), at, until: at + 1_000, by: Some(uid("mod")), reason };
        change.add_silence(&silence, Some(&uid("c"))).await.unwrap();
        assert_eq!(change.silences_of(&uid("ada"), None).await.unwrap(), []);
        assert_eq!(change.silences_of(&uid("ada"), Some(&uid("d"))).await.unwrap(), []);
        let there = change.silences_of(&uid("ada"), Some(&uid("c"))).await.unwrap();
        assert_eq!(there, std::slice::from_ref(&silence));
        change.add_silence(&Silence { until: at + 9_000, ..silence }, None).await.unwrap();
        assert_eq!(change.silences_of(&uid("ada"), None).await.unwrap().len(), 1);
        assert_eq!(change.end_silences(&uid("ada"), Some(&uid("c"))).await.unwrap(), 1);
        let there = change.silences_of(&uid("ada"), Some(&uid("c"))).await.unwrap();
        assert!(may_write(&there, at + 1).is_err(), "the one that holds everywhere holds here as well");
        assert_eq!(change.end_silences(&uid("ada"), None).await.unwrap(), 1);
        let there = change.silences_of(&uid("ada"), Some(&uid("c"))).await.unwrap();
        assert_eq!(may_write(&there, at + 1), Ok(()));
        change.commit().await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn the_log_is_read_as_far_as_one_reads_and_looks_after() {
    on_both(async |world| {
        fill(world).await;
        let mut change = world.begin().await;
        for thread in ["free--visible", "free--hidden", "community-private-visible", "twinning-draft-visible"] {
            let whose = Whose { thread: Some(uid(thread)), author: None };
            change.log_moderation(&entry(ModerationDeed::Hidden, thread), &whose).await.unwrap();
        }
        let of_member = LogEntry {
            subject: subject(SubjectKind::Member, "ada"),
            community: Some(uid("private")),
            ..entry(ModerationDeed::Silenced, "ada")
        };
        let whose = Whose { thread: None, author: Some(uid("ada")) };
        change.log_moderation(&of_member, &whose).await.unwrap();
        change.commit().await.unwrap();
        let count = async |acting: Acting| {
            let filter = LogFilter::default();
            world.store.moderation_log(&Viewer::member(acting), &filter, MANY).await.unwrap().rows.len()
        };
        let in_office = |role| Acting { roles: vec![role], ..Acting::plain(uid("x")) };
        let of = |name: &str| Acting { communities: vec![uid("private")], ..Acting::plain(uid(name)) };
        for role in [PortalRole::Administrator, PortalRole::Moderator] {
            assert_eq!(count(in_office(role)).await, 2, "the others are in places that one in office does not read");
        }
        let inside = Acting { roles: vec![PortalRole::Administrator], ..of("x") };
        assert_eq!(count(inside).await, 4, "one who belongs to the private community");
        assert_eq!(count(of("own")).await, 2, "who looks after the community reads what was done there");
        assert_eq!(count(of("fac")).await, 0, "a member of it does not");
        assert_eq!(count(Acting::plain(uid("co"))).await, 1);
        assert_eq!(count(Acting::plain(uid("x"))).await, 0);
        let visitor = world.store.moderation_log(&Viewer::Visitor, &LogFilter::default(), MANY).await.unwrap();
        assert_eq!((visitor.total, visitor.rows.len()), (0, 0));
        let one = LogFilter { author: Some(uid("ada")), deed: Some(ModerationDeed::Silenced), subject: None };
        assert_eq!(world.store.moderation_log(&Viewer::Operator, &one, MANY).await.unwrap().total, 1);
    })
    .await;
}

#[tokio::test]
async fn what_is_old_goes_and_what_waits_stays() {
    on_both(async |world| {
        let days = |days: i64| noon() + SignedDuration::from_hours(24 * days) + SignedDuration::from_secs(1);
        let (looked_at, open) = (subject(SubjectKind::Post, "p"), subject(SubjectKind::Post, "q"));
        let mut change = world.begin().await;
        change.add_flag(&looked_at, &uid("t"), &flag(Some("ada"))).await.unwrap();
        change.settle_flags(&looked_at).await.unwrap();
        change.add_flag(&open, &uid("t"), &flag(Some("ada"))).await.unwrap();
        change.log_moderation(&entry(ModerationDeed::Shown, "p"), &Whose::default()).await.unwrap();
        let at = noon().as_millisecond();
        let silence = Silence { member: uid("bea"), at, until: at, by: None, reason: "Insulti.".to_owned() };
        change.add_silence(&silence, None).await.unwrap();
        change.commit().await.unwrap();
        for (after, gone) in [(364, 0), (365, 1), (729, 0), (730, 2), (3_000, 0)] {
            let mut change = world.store.begin(days(after)).await.unwrap();
            assert_eq!(change.purge().await.unwrap().moderation, gone, "after {after} days");
            change.commit().await.unwrap();
        }
        assert_eq!(world.store.own_moderation(&uid("ada")).await.unwrap().flags.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn who_closes_the_account_leaves_what_was_told_and_done_without_the_name() {
    on_both(async |world| {
        let email = Email::parse("ada@comune.example.it").unwrap();
        let post = subject(SubjectKind::Post, "p");
        let mut change = world.begin().await;
        let noted = Flag { note: Some("Il mio numero.".to_owned()), ..flag(Some("ada")) };
        change.add_flag(&post, &uid("t"), &noted).await.unwrap();
        let of_ada = Whose { thread: Some(uid("t")), author: Some(uid("ada")) };
        change.log_moderation(&entry(ModerationDeed::Hidden, "p"), &of_ada).await.unwrap();
        let by_ada = LogEntry { by: Some(uid("ada")), ..entry(ModerationDeed::Shown, "q") };
        change.log_moderation(&by_ada, &Whose::default()).await.unwrap();
        let at = noon().as_millisecond();
        let silence = Silence { member: uid("ada"), at, until: at + 1, by: None, reason: "Insulti.".to_owned() };
        change.add_silence(&silence, None).await.unwrap();
        change.commit().await.unwrap();
        let own = world.store.own_moderation(&uid("ada")).await.unwrap();
        assert_eq!((own.flags.len(), own.told.len(), own.done.len(), own.silences.len()), (1, 1, 1, 1));
        let mut change = world.begin().await;
        change.erase_account(&uid("ada"), &email).await.unwrap();
        change.commit().await.unwrap();
        assert_eq!(world.store.own_moderation(&uid("ada")).await.unwrap(), OwnModeration::default());
        let left = world.store.flags_on(&post).await.unwrap();
        assert_eq!((left.len(), &left[0].flag.by, &left[0].flag.note), (1, &None, &None));
        let log = world.store.moderation_log(&Viewer::Operator, &LogFilter::default(), MANY).await.unwrap().rows;
        assert_eq!(log.len(), 2);
        assert!(log.iter().all(|line| line.whose.author.is_none() && line.entry.by != Some(uid("ada"))));
    })
    .await;
}
