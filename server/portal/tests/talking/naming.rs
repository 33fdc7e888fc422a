// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Naming people.

use domain::policy::Viewer;
use domain::thread::{ThreadAbout, ThreadDeed};
use portal::talking::{BeginForm, EditForm, MarkForm, WrittenIn};

use crate::cast::{IT, page, question, reply, said, settle};
use crate::world::{on_both, uid};

#[tokio::test]
async fn only_who_can_read_a_thread_and_shows_the_profile_is_offered_to_be_named() {
    on_both(async |world| {
        settle(world).await;
        let tea = world.by("tea").await;
        let names = async |within: WrittenIn| {
            let found = world.portal.people_to_name(&tea, &within, "Prova").await.unwrap();
            found.into_iter().map(|one| one.uid).collect::<Vec<_>>()
        };
        let open = WrittenIn::Thread(question(world).await);
        let all = names(open.clone()).await;
        assert!(all.contains(&"zoe".to_owned()) && all.contains(&"ugo".to_owned()), "{all:?}");
        assert!(!all.contains(&"ida".to_owned()), "who shows the profile to nobody is not found");
        let form = BeginForm {
            about: "twinning:tw".to_owned(),
            title: "Solo fra noi enti".to_owned(),
            body: "Una cosa che riguarda noi.".to_owned(),
            audience: "parties".to_owned(),
            ..BeginForm::default()
        };
        let closed = world.portal.begin_thread(&tea, IT, form).await.unwrap().address;
        let parties = names(WrittenIn::Thread(closed.clone())).await;
        assert!(parties.contains(&"ugo".to_owned()) && !parties.contains(&"zoe".to_owned()), "{parties:?}");
        let zoe = world.by("zoe").await;
        assert!(world.portal.people_to_name(&zoe, &WrittenIn::Thread(closed), "Ugo").await.is_err());
        assert!(world.portal.people_to_name(&Viewer::Visitor, &open, "Ugo").await.is_err());
    })
    .await;
}

#[tokio::test]
async fn a_mention_shows_members_the_present_name_whatever_was_typed() {
    on_both(async |world| {
        settle(world).await;
        let address = question(world).await;
        let tea = world.by("tea").await;
        reply(world, &tea, &address, "Chiedo a @[x](member:ida) e a @[y](member:ugo).").await.unwrap();
        let html = said(world, &tea, &address).await.remove(0);
        assert!(html.contains("a <strong>@Ida Prova</strong> e a <strong>@Ugo Prova</strong>."), "{html}");
    })
    .await;
}

#[tokio::test]
async fn who_does_not_show_the_profile_to_all_is_named_to_no_visitor() {
    on_both(async |world| {
        settle(world).await;
        let tea = world.by("tea").await;
        let within = WrittenIn::New(String::new());
        let lia = world.portal.people_to_name(&tea, &within, "Lia").await.unwrap().remove(0);
        let text = format!("Per questo si chiede a {}.", lia.mention());
        let title = "Chi ci aiuta con il bando?".to_owned();
        let form = BeginForm { title: title.clone(), body: text.clone(), ..BeginForm::default() };
        let address = world.portal.begin_thread(&tea, IT, form).await.unwrap().address;
        reply(world, &tea, &address, &text).await.unwrap();
        let at = (address.as_str(), 1);
        let edit = EditForm { title, body: format!("{text} Grazie."), version: "0".to_owned() };
        world.portal.edit_post(&tea, at, edit).await.unwrap();
        let decision = MarkForm { kind: "decision".to_owned(), ..MarkForm::default() };
        world.portal.mark_post(&tea, at, decision).await.unwrap();
        let ending = format!("Decide {}.", lia.mention());
        world.portal.lead_thread(&tea, &address, ThreadDeed::Close, ending).await.unwrap();
        let read = async |viewer: &Viewer| {
            let page = page(world, viewer, &address).await;
            let history = world.portal.post_history(viewer, &address, 1).await.unwrap();
            let whole = [page.html, page.conclusions].into_iter().flatten();
            let posts = page.rows.into_iter().filter_map(|row| row.post.html);
            let texts = whole.chain(posts).chain(history.versions.into_iter().map(|one| one.html));
            let texts = texts.map(|html| html.as_str().to_owned());
            let lines = page.marked.into_iter().map(|line| line.opening);
            texts.chain(lines).chain([page.opening]).collect::<Vec<String>>()
        };
        let seen = read(&Viewer::Visitor).await;
        assert_eq!(seen.len(), 7, "{seen:?}");
        assert!(seen.iter().all(|text| text.contains("@…") && !text.contains("Lia")), "{seen:?}");
        let known = read(&world.by("zoe").await).await;
        assert!(known[0].contains("<strong>@Lia Prova</strong>"), "{known:?}");
    })
    .await;
}

#[tokio::test]
async fn the_step_that_becomes_of_an_action_names_nobody() {
    on_both(async |world| {
        settle(world).await;
        let tea = world.by("tea").await;
        let about = ThreadAbout::Twinning(uid("tw"));
        let main = world.portal.threads_about(&tea, &about).await.unwrap().threads.remove(0);
        reply(world, &tea, &main.address, "Ci pensa @[Lia Prova](member:lia), entro giugno.").await.unwrap();
        let (kind, owner) = ("action".to_owned(), "town".to_owned());
        let action = MarkForm { kind, owner, due: "2026-06-30".to_owned(), plan: "on".to_owned() };
        world.portal.mark_post(&tea, (&main.address, 1), action).await.unwrap();
        let twinning = world.portal.store().twinning(&tea, &uid("tw")).await.unwrap().unwrap().record;
        let kept = serde_json::to_string(&twinning).unwrap();
        assert!(kept.contains("Ci pensa @…, entro giugno.") && !kept.contains("Lia"), "{kept}");
    })
    .await;
}
