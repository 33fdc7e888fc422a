// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Who is kept from writing does not write, where and as long as that was said.

use domain::moderation::ModerationDeed;
use portal::form::FieldProblem as Wrong;
use portal::moderating::SilenceForm;

use crate::cast::{say, settle, told};
use crate::world::{denied, hours, on_both, problem, uid};

fn silence(days: &str, reach: &str) -> SilenceForm {
    SilenceForm { days: days.to_owned(), reach: reach.to_owned(), note: "Insulti ripetuti.".to_owned() }
}

#[tokio::test]
async fn a_silence_holds_for_its_days_where_it_was_said() {
    on_both(async |world| {
        settle(world).await;
        let (ada, facilitator) = (world.by("ada").await, world.by("fac").await);
        let everywhere = world.portal.silence(&facilitator, "post", "p-open", silence("3", "everywhere")).await;
        assert!(matches!(denied(everywhere), portal::Error::NotAllowed), "that is for moderators");
        world.portal.silence(&facilitator, "post", "p-open", silence("3", "community")).await.unwrap();
        assert_eq!(told(world, "ada", ModerationDeed::Silenced).await, 1);
        assert_eq!(problem(say(world, &ada, "in-open", "k-1", "E invece…").await), ("form", Wrong::Wait));
        say(world, &ada, "t", "k-2", "Qui posso.").await.unwrap();
        let until = world.portal.silence_now(&ada, Some(&uid("open"))).await.unwrap();
        assert_eq!(until, Some(world.now() + hours(72)));
        assert_eq!(world.portal.silence_now(&ada, None).await.unwrap(), None);
        world.wait(hours(72));
        let ada = world.by("ada").await;
        say(world, &ada, "in-open", "k-3", "Rieccomi.").await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_moderator_keeps_a_member_from_writing_everywhere_and_ends_it() {
    on_both(async |world| {
        settle(world).await;
        let (ada, bea, moderator) = (world.by("ada").await, world.by("bea").await, world.by("mod").await);
        for (form, wrong) in [
            (silence("", "everywhere"), ("days", Wrong::Missing)),
            (silence("0", "everywhere"), ("days", Wrong::Invalid)),
            (silence("366", "everywhere"), ("days", Wrong::Invalid)),
            (silence("tre", "everywhere"), ("days", Wrong::Invalid)),
            (silence("3", ""), ("reach", Wrong::Missing)),
            (SilenceForm { note: " ".to_owned(), ..silence("3", "everywhere") }, ("note", Wrong::Missing)),
        ] {
            assert_eq!(problem(world.portal.silence(&moderator, "post", "p", form).await), wrong);
        }
        let by_a_member = world.portal.silence(&bea, "post", "p", silence("3", "everywhere")).await;
        assert!(matches!(denied(by_a_member), portal::Error::NotAllowed));
        world.portal.silence(&moderator, "post", "p", silence("3", "everywhere")).await.unwrap();
        for (thread, key) in [("t", "k-1"), ("in-open", "k-2"), ("in-private", "k-3")] {
            assert_eq!(problem(say(world, &ada, thread, key, "E invece…").await), ("form", Wrong::Wait), "{thread}");
        }
        let page = world.portal.subject_page(&moderator, "post", "p").await.unwrap();
        assert_eq!((page.silences.len(), page.silences[0].may_end), (1, true));
        world.portal.end_silence(&moderator, "post", "p", "everywhere").await.unwrap();
        assert_eq!(told(world, "ada", ModerationDeed::SilenceEnded).await, 1);
        say(world, &ada, "t", "k-4", "Grazie.").await.unwrap();
        let again = world.portal.end_silence(&moderator, "post", "p", "everywhere").await;
        assert_eq!(problem(again), ("form", Wrong::Conflict));
    })
    .await;
}
