// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Telling the moderators: with and without an account, once each, and hidden at three different people.

use domain::moderation::ModerationDeed;
use domain::policy::{Standing, Viewer};
use portal::form::FieldProblem as Wrong;
use portal::moderating::FlagForm;

use crate::cast::{decide, settle, spam, standing, told};
use crate::world::{denied, on_both, problem};

#[tokio::test]
async fn what_three_different_people_tell_of_is_hidden_until_a_moderator_has_looked_at_it() {
    on_both(async |world| {
        settle(world).await;
        let (bea, ciro, dina) = (world.by("bea").await, world.by("ciro").await, world.by("dina").await);
        let tell = async |viewer: &Viewer| world.portal.flag(viewer, "post", "p", spam()).await.unwrap();
        for _ in 0..30 {
            tell(&Viewer::Visitor).await;
        }
        assert_eq!(world.number("SELECT COUNT(*) FROM flags").await, 20, "no more are kept of visitors");
        for _ in 0..3 {
            tell(&bea).await;
        }
        assert_eq!(world.number("SELECT COUNT(*) FROM flags WHERE member = 'bea'").await, 1);
        assert_eq!(standing(world, "p").await, Standing::Visible, "visitors together are one person");
        tell(&ciro).await;
        assert_eq!(standing(world, "p").await, Standing::Hidden);
        assert_eq!(told(world, "ada", ModerationDeed::HiddenByFlags).await, 1);
        assert!(matches!(denied(world.portal.flag(&dina, "post", "p", spam()).await), portal::Error::NotFound));
        let moderator = world.by("mod").await;
        let queue = world.portal.moderation_queue(&moderator).await.unwrap();
        assert_eq!((queue.flagged.len(), queue.flagged[0].flags, queue.flagged_total), (1, 22, 1));
        decide(world, &moderator, ("post", "p"), ModerationDeed::Shown, "").await.unwrap();
        assert_eq!(standing(world, "p").await, Standing::Visible);
        assert_eq!(world.portal.moderation_queue(&moderator).await.unwrap().flagged_total, 0);
        tell(&dina).await;
        assert_eq!(standing(world, "p").await, Standing::Visible, "it counts from there anew");
    })
    .await;
}

#[tokio::test]
async fn a_flag_needs_a_reason_and_another_one_its_words() {
    on_both(async |world| {
        settle(world).await;
        let flag = async |reason: &str, note: &str| {
            let form = FlagForm { reason: reason.to_owned(), note: note.to_owned() };
            world.portal.flag(&Viewer::Visitor, "thread", "t", form).await
        };
        assert_eq!(problem(flag("", "").await), ("reason", Wrong::Missing));
        assert_eq!(problem(flag("rude", "").await), ("reason", Wrong::Missing));
        assert_eq!(problem(flag("other", " ").await), ("note", Wrong::Missing));
        assert_eq!(problem(flag("spam", &"è".repeat(501)).await), ("note", Wrong::TooLong));
        flag("other", "Non è vero.").await.unwrap();
        assert_eq!(world.number("SELECT COUNT(*) FROM flags").await, 1);
    })
    .await;
}

#[tokio::test]
async fn nobody_tells_of_what_they_cannot_read_or_decides_on_it() {
    on_both(async |world| {
        settle(world).await;
        let (bea, ada, moderator) = (world.by("bea").await, world.by("ada").await, world.by("mod").await);
        for viewer in [&Viewer::Visitor, &bea, &moderator] {
            for (kind, name) in [("post", "p-private"), ("thread", "in-private")] {
                let gone = world.portal.flag(viewer, kind, name, spam()).await;
                assert!(matches!(denied(gone), portal::Error::NotFound), "{kind} {viewer:?}");
                assert!(world.portal.flag_page(viewer, kind, name).await.is_err());
                assert!(world.portal.subject_page(viewer, kind, name).await.is_err());
            }
        }
        world.portal.flag(&ada, "post", "p-private", spam()).await.unwrap();
        assert_eq!(world.portal.moderation_queue(&moderator).await.unwrap().flagged_total, 0);
        let owner = world.by("own").await;
        assert_eq!(world.portal.moderation_queue(&owner).await.unwrap().flagged_total, 1);
        let facilitator = world.by("fac").await;
        assert_eq!(world.portal.moderation_queue(&facilitator).await.unwrap().flagged_total, 0);
        assert_eq!(world.portal.moderation_queue(&ada).await.unwrap().flagged_total, 0);
        let denied = world.portal.moderation_queue(&Viewer::Visitor).await;
        assert!(matches!(denied, Err(portal::Error::SignInFirst)));
    })
    .await;
}
