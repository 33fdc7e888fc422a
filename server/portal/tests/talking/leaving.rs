// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What is left of who closes the account: no name in what others wrote, and no word that comes later.

use domain::thread::ThreadDeed;
use portal::Error;
use portal::talking::EditForm;

use crate::cast::{begin, question, reply, said, settle};
use crate::world::{PASSWORD, World, address, denied, on_both, visit};

async fn close(world: &World, name: &str) {
    let viewer = world.by(name).await;
    world.portal.close_account(&viewer, &address(name), PASSWORD, &visit()).await.unwrap();
}

#[tokio::test]
async fn who_leaves_is_named_nowhere_in_what_others_wrote_and_rewrote() {
    on_both(async |world| {
        settle(world).await;
        let thread = question(world).await;
        let (zoe, ugo) = (world.by("zoe").await, world.by("ugo").await);
        reply(world, &ugo, &thread, "Lo sa @[Tea Prova](member:tea).").await.unwrap();
        let without = EditForm { body: "Lo sa qualcuno.".to_owned(), version: "0".to_owned(), ..EditForm::default() };
        world.portal.edit_post(&ugo, (&thread, 1), without).await.unwrap();
        let conclusions = "Grazie a @[Tea Prova](member:tea).".to_owned();
        world.portal.lead_thread(&zoe, &thread, ThreadDeed::Close, conclusions).await.unwrap();
        world.portal.work_on_jobs().await.unwrap();
        assert!(world.dump().await.contains("](member:tea)"));
        close(world, "tea").await;
        let dump = world.dump().await;
        let left: Vec<&str> = dump.lines().filter(|line| line.contains("Tea Prova")).collect();
        assert!(left.is_empty(), "{left:#?}");
        assert!(said(world, &zoe, &thread).await[0].contains("Lo sa qualcuno."));
    })
    .await;
}

#[tokio::test]
async fn who_has_left_writes_nothing_more_from_another_device() {
    on_both(async |world| {
        settle(world).await;
        let thread = question(world).await;
        let tea = world.by("tea").await;
        close(world, "tea").await;
        assert!(matches!(denied(reply(world, &tea, &thread, "Ancora io.").await), Error::SignInFirst));
        let begun = begin(world, &tea, "practice:menu", "question", "Chi sa come si comincia?").await;
        assert!(matches!(denied(begun), Error::SignInFirst));
        assert_eq!(world.number("SELECT count(*) FROM posts WHERE member = 'tea'").await, 0);
        assert_eq!(world.number("SELECT count(*) FROM threads WHERE member = 'tea'").await, 0);
    })
    .await;
}
