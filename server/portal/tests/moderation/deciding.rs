// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What moderators decide: first contributions, hiding with its reason, locking; and that the author is told.

use domain::Locale;
use domain::moderation::ModerationDeed;
use domain::policy::{Act, ClosedAs, Standing, Viewer};
use domain::thread::ThreadDeed;
use portal::form::FieldProblem as Wrong;
use portal::moderating::{LogRequest, ModerationForm};
use portal::talking::{BeginForm, EditForm, ThreadWanted, ThreadsRequest};

use crate::cast::{decide, say, settle, standing, told, uids};
use crate::world::{denied, on_both, problem, refused};

#[tokio::test]
async fn the_first_three_contributions_of_a_new_member_wait_and_the_fourth_does_not() {
    on_both(async |world| {
        settle(world).await;
        let (nina, moderator) = (world.by("nina").await, world.by("mod").await);
        let links = "https://a.example https://b.example https://c.example";
        assert_eq!(refused(say(world, &nina, "t", "k-links", links).await), [("links", Wrong::TooLong)]);
        let mut waiting = Vec::new();
        for key in ["k-1", "k-2", "k-3", "k-4"] {
            let posted = say(world, &nina, "t", key, "Sono nuova qui.").await.unwrap();
            assert_eq!(posted.standing, Standing::Queued, "none was let out yet");
            waiting.push(posted.uid.to_string());
        }
        let queue = world.portal.moderation_queue(&moderator).await.unwrap();
        assert_eq!((queue.held_total, queue.held.len()), (4, 4));
        for name in &waiting[..3] {
            decide(world, &moderator, ("post", name), ModerationDeed::LetOut, "").await.unwrap();
            assert_eq!(standing(world, name).await, Standing::Visible);
        }
        assert_eq!(told(world, "nina", ModerationDeed::LetOut).await, 3);
        assert_eq!(world.record("nina").await.trust, 1);
        let nina = world.by("nina").await;
        let posted = say(world, &nina, "t", "k-5", "Ora mi conoscete.").await.unwrap();
        assert_eq!(posted.standing, Standing::Visible);
        decide(world, &moderator, ("post", &waiting[3]), ModerationDeed::Hidden, "Pubblicità.").await.unwrap();
        assert_eq!(standing(world, &waiting[3]).await, Standing::Hidden);
    })
    .await;
}

#[tokio::test]
async fn who_hides_says_why_and_the_author_reads_it_without_the_name_of_who_did() {
    on_both(async |world| {
        settle(world).await;
        let moderator = world.by("mod").await;
        let silent = decide(world, &moderator, ("post", "p"), ModerationDeed::Hidden, " ").await;
        assert_eq!(problem(silent), ("note", Wrong::Missing));
        assert_eq!(standing(world, "p").await, Standing::Visible, "nothing is half done");
        decide(world, &moderator, ("post", "p"), ModerationDeed::Hidden, "È pubblicità.").await.unwrap();
        assert_eq!(standing(world, "p").await, Standing::Hidden);
        assert_eq!(told(world, "ada", ModerationDeed::Hidden).await, 1);
        assert_eq!(world.number("SELECT COUNT(*) FROM notices WHERE by_member = 'mod'").await, 0);
        let log = world.portal.moderation_log(&moderator, LogRequest::default()).await.unwrap();
        assert_eq!((log.total, log.lines[0].deed), (1, ModerationDeed::Hidden));
        assert_eq!(log.lines[0].note.as_deref(), Some("È pubblicità."));
        assert_eq!(log.lines[0].by.as_deref(), Some("Mod Prova"));
        let months = world.portal.moderation_numbers(&moderator).await.unwrap();
        assert_eq!((months.len(), months[0].year, months[0].month), (12, 2026, 3));
        assert_eq!(months[0].numbers.deeds.get(&ModerationDeed::Hidden), Some(&1));
    })
    .await;
}

#[tokio::test]
async fn a_decision_on_what_has_changed_meanwhile_is_refused() {
    on_both(async |world| {
        settle(world).await;
        let moderator = world.by("mod").await;
        let seen = world.portal.subject_page(&moderator, "post", "p").await.unwrap().seen;
        decide(world, &moderator, ("post", "p"), ModerationDeed::Hidden, "Insulti.").await.unwrap();
        let late =
            ModerationForm { deed: "hidden".to_owned(), seen, reason: "abuse".to_owned(), note: "Insulti.".to_owned() };
        assert_eq!(problem(world.portal.decide(&moderator, "post", "p", late).await), ("form", Wrong::Conflict));
        let unknown = ModerationForm { deed: "deleted".to_owned(), ..ModerationForm::default() };
        assert_eq!(problem(world.portal.decide(&moderator, "post", "p", unknown).await), ("deed", Wrong::Unknown));
        let not_now = ModerationForm { deed: "let_out".to_owned(), ..ModerationForm::default() };
        assert_eq!(problem(world.portal.decide(&moderator, "post", "p", not_now).await), ("form", Wrong::Conflict));
    })
    .await;
}

#[tokio::test]
async fn nobody_judges_the_own_words_and_a_member_decides_nothing() {
    on_both(async |world| {
        settle(world).await;
        let (bea, facilitator) = (world.by("bea").await, world.by("fac").await);
        let own = say(world, &facilitator, "in-open", "k-own", "Lo dico io.").await.unwrap().uid.to_string();
        for (viewer, name) in [(&bea, "p"), (&bea, "p-open"), (&facilitator, "p"), (&facilitator, own.as_str())] {
            let form = ModerationForm { deed: "hidden".to_owned(), ..ModerationForm::default() };
            let outcome = world.portal.decide(viewer, "post", name, form).await;
            assert!(matches!(denied(outcome), portal::Error::NotAllowed), "{name}");
        }
        decide(world, &facilitator, ("post", "p-open"), ModerationDeed::Hidden, "Fuori tema.").await.unwrap();
        assert_eq!(standing(world, "p-open").await, Standing::Hidden);
    })
    .await;
}

#[tokio::test]
async fn a_locked_thread_takes_no_reply_until_it_is_unlocked() {
    on_both(async |world| {
        settle(world).await;
        let (bea, moderator) = (world.by("bea").await, world.by("mod").await);
        decide(world, &moderator, ("thread", "t"), ModerationDeed::Locked, "Basta così.").await.unwrap();
        assert_eq!(problem(say(world, &bea, "t", "k-1", "Ancora una cosa.").await), ("form", Wrong::Expired));
        assert_eq!(told(world, "ada", ModerationDeed::Locked).await, 1);
        decide(world, &moderator, ("thread", "t"), ModerationDeed::Unlocked, "").await.unwrap();
        say(world, &bea, "t", "k-2", "Ancora una cosa.").await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn what_a_moderator_locked_its_author_does_not_open_again() {
    on_both(async |world| {
        settle(world).await;
        let (ada, moderator) = (world.by("ada").await, world.by("mod").await);
        let address = world.portal.store().kept_threads(&uids(&["t"])).await.unwrap()[0].address().to_string();
        let lead = async |viewer: &Viewer, deed| {
            world.portal.lead_thread(viewer, &address, deed, "Non si va avanti.".to_owned()).await
        };
        decide(world, &moderator, ("thread", "t"), ModerationDeed::Locked, "Basta così.").await.unwrap();
        // Once closed it would be the author's to open again.
        assert_eq!(problem(lead(&moderator, ThreadDeed::Close).await), ("form", Wrong::Conflict));
        for deed in [ThreadDeed::Reopen, ThreadDeed::Unlock, ThreadDeed::Close] {
            assert!(matches!(denied(lead(&ada, deed).await), portal::Error::NotAllowed), "{deed}");
        }
        assert_eq!(problem(say(world, &ada, "t", "k-1", "Ancora una cosa.").await), ("form", Wrong::Expired));
    })
    .await;
}

#[tokio::test]
async fn what_was_closed_by_who_moderates_its_author_does_not_open_again() {
    on_both(async |world| {
        settle(world).await;
        let (ada, moderator, facilitator) = (world.by("ada").await, world.by("mod").await, world.by("fac").await);
        let address = world.portal.store().kept_threads(&uids(&["in-open"])).await.unwrap()[0].address().to_string();
        let lead = async |viewer: &Viewer, deed| {
            world.portal.lead_thread(viewer, &address, deed, "Si fa così.".to_owned()).await
        };
        let leads = async |viewer: &Viewer| {
            world.portal.thread_page(viewer, &address, ThreadWanted::default()).await.unwrap().may(Act::Chair)
        };
        lead(&moderator, ThreadDeed::Close).await.unwrap();
        assert_eq!((leads(&ada).await, leads(&facilitator).await), (false, true));
        assert!(matches!(denied(lead(&ada, ThreadDeed::Reopen).await), portal::Error::NotAllowed));
        lead(&facilitator, ThreadDeed::Reopen).await.unwrap();
        lead(&facilitator, ThreadDeed::Close).await.unwrap();
        assert!(matches!(denied(lead(&ada, ThreadDeed::Reopen).await), portal::Error::NotAllowed));
        lead(&moderator, ThreadDeed::Reopen).await.unwrap();
        // What the author closes, the author opens again.
        lead(&ada, ThreadDeed::Close).await.unwrap();
        assert!(leads(&ada).await);
        lead(&ada, ThreadDeed::Reopen).await.unwrap();
        // Programs are not told who it was.
        lead(&moderator, ThreadDeed::Close).await.unwrap();
        let (told, _) = world.portal.thread_by_uid(&ada, "in-open").await.unwrap();
        let closing = told.closing.unwrap();
        assert_eq!((closing.by, closing.closed_as), (None, ClosedAs::Moderator));
    })
    .await;
}

#[tokio::test]
async fn what_a_new_member_makes_of_a_text_that_was_let_out_waits_again() {
    on_both(async |world| {
        settle(world).await;
        let (nina, bea, moderator) = (world.by("nina").await, world.by("bea").await, world.by("mod").await);
        let edit = |body: &str, version: u32| EditForm {
            title: "Una domanda di chi arriva".to_owned(),
            body: body.to_owned(),
            version: version.to_string(),
        };
        let first = edit("Come si comincia?", 0);
        let form = BeginForm { title: first.title, body: first.body, ..BeginForm::default() };
        let thread = world.portal.begin_thread(&nina, Locale::Italian, form).await.unwrap().address;
        let kept = world.portal.own_threads(&nina, 1).await.unwrap().lines.remove(0).uid;
        decide(world, &moderator, ("thread", &kept), ModerationDeed::LetOut, "").await.unwrap();
        let posted = say(world, &nina, &kept, "k-1", "Sono nuova qui.").await.unwrap();
        let (post, at) = (posted.uid.to_string(), (thread.as_str(), posted.position));
        decide(world, &moderator, ("post", &post), ModerationDeed::LetOut, "").await.unwrap();
        let same = world.portal.edit_post(&nina, at, edit("Sono nuova qui.", 0)).await.unwrap();
        assert!(!same.waits, "nothing was changed");
        let written = world.portal.edit_post(&nina, at, edit("Compra qui, @[Bea](member:bea)!", 0)).await.unwrap();
        assert!(written.waits);
        assert_eq!(standing(world, &post).await, Standing::Queued);
        let seen = async || world.portal.thread_page(&bea, &thread, ThreadWanted::default()).await;
        assert!(seen().await.unwrap().rows.is_empty(), "nobody else sees it");
        assert_eq!(world.portal.moderation_queue(&moderator).await.unwrap().held_total, 1);
        world.portal.work_on_jobs().await.unwrap();
        assert_eq!(world.number("SELECT COUNT(*) FROM notices WHERE member = 'bea'").await, 0, "nor is told of it");
        assert!(world.portal.edit_thread(&nina, &thread, edit("Vendo mense.", 0)).await.unwrap().waits);
        assert!(matches!(seen().await, Err(portal::Error::NotFound)));
        assert_eq!(world.portal.moderation_queue(&moderator).await.unwrap().held_total, 2);
    })
    .await;
}

#[tokio::test]
async fn who_left_the_place_is_still_told_why_the_own_words_were_hidden() {
    on_both(async |world| {
        settle(world).await;
        let (ada, owner) = (world.by("ada").await, world.by("own").await);
        world.portal.leave_community(&ada, "gruppo-private").await.unwrap();
        decide(world, &owner, ("post", "p-private"), ModerationDeed::Hidden, "Ci sono nomi.").await.unwrap();
        assert_eq!(told(world, "ada", ModerationDeed::Hidden).await, 1);
        let ada = world.by("ada").await;
        let page = world.portal.notices_page(&ada, 1).await.unwrap();
        let group = &page.groups[0];
        assert_eq!(group.lines[0].note.as_deref(), Some("Ci sono nomi."));
        assert_eq!((page.groups.len(), &group.title), (1, &None), "and not where, which is not ada's to read any more");
    })
    .await;
}

#[tokio::test]
async fn what_waits_is_unread_by_nobody_until_it_is_let_out_and_by_everybody_then() {
    on_both(async |world| {
        settle(world).await;
        let (nina, bea, moderator) = (world.by("nina").await, world.by("bea").await, world.by("mod").await);
        let address = world.portal.store().kept_threads(&uids(&["t"])).await.unwrap()[0].address().to_string();
        let unread = async || {
            let list = world.portal.threads(&bea, Locale::Italian, ThreadsRequest::default()).await.unwrap();
            let listed = list.lines.into_iter().find(|line| line.uid == "t").unwrap();
            let page = world.portal.thread_page(&bea, &address, ThreadWanted::default()).await.unwrap();
            assert_eq!((listed.unread, listed.first_unread), (page.line.unread, page.line.first_unread));
            world.portal.saw_thread(&bea, &page);
            (listed.unread, listed.first_unread)
        };
        assert_eq!(unread().await, (1, Some(1)));
        let waits = say(world, &nina, "t", "k-1", "Sono nuova qui.").await.unwrap().uid.to_string();
        for _ in 0..2 {
            assert_eq!(unread().await, (0, None), "nobody is told that something waits");
        }
        decide(world, &moderator, ("post", &waits), ModerationDeed::LetOut, "").await.unwrap();
        assert_eq!(unread().await, (1, Some(2)), "though the page was read when it waited");
        let spoken = say(world, &bea, "t", "k-2", "Benvenuta!").await.unwrap();
        decide(world, &moderator, ("post", &waits), ModerationDeed::Hidden, "Pubblicità.").await.unwrap();
        assert_eq!(unread().await, (1, Some(spoken.position)));
        assert_eq!(unread().await, (0, None));
    })
    .await;
}
