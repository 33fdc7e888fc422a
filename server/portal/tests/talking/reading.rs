// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The pages of a thread.

use domain::policy::Viewer;
use domain::practice::Audience;
use domain::thread::ThreadAbout;
use portal::talking::{MarkForm, Place, ThreadWanted};
use serde_json::json;

use crate::cast::{page, settle};
use crate::world::{on_both, uid};

#[tokio::test]
async fn how_a_thread_begins_and_what_was_marked_in_it_stands_on_its_first_page_only() {
    on_both(async |world| {
        settle(world).await;
        let thread = json!({"type": "thread", "uid": "t", "title": "Come si comincia", "language": "it", "at": 1,
            "author": "tea", "body": "Vorremmo **cominciare**."});
        let post = |position: u32| {
            json!({"type": "post", "uid": format!("p{position}"), "thread": "t", "body": "Noi facciamo così.",
                "author": "zoe", "at": 1 + position, "position": position})
        };
        let records: Vec<_> = std::iter::once(thread).chain((1..=21).map(post)).collect();
        world.put(&records).await;
        let tea = world.by("tea").await;
        let address = world.portal.own_threads(&tea, 1).await.unwrap().lines.remove(0).address;
        let decision = MarkForm { kind: "decision".to_owned(), ..MarkForm::default() };
        world.portal.mark_post(&tea, (&address, 21), decision).await.unwrap();
        let turned = async |page: u32| {
            let wanted = ThreadWanted { page, answering: None };
            world.cost(world.portal.thread_page(&Viewer::Visitor, &address, wanted)).await
        };
        let ((first, one), (second, two)) = (turned(1).await, turned(2).await);
        let (one, two) = (one.unwrap(), two.unwrap());
        assert!(one.html.is_some() && two.html.is_none());
        assert_eq!((one.marked.len(), two.marked.len(), two.rows.len()), (1, 0, 1));
        assert_eq!((one.opening.as_str(), two.opening.as_str()), ("Vorremmo cominciare.", "Vorremmo cominciare."));
        assert_eq!(
            (first, second),
            (4, 3),
            "the thread, its posts, names, what is marked; what is not shown is not read"
        );
    })
    .await;
}

#[tokio::test]
async fn a_thread_of_one_page_costs_three_statements_with_what_it_is_about_and_what_is_marked_in_it() {
    on_both(async |world| {
        settle(world).await;
        let practice = json!({"type": "practice", "uid": "prac", "title": "Mense senza code", "language": "it",
            "summary": "Si paga dal telefono.", "owner_org": "town", "stage": "published"});
        let thread = json!({"type": "thread", "uid": "t", "title": "Come si comincia", "language": "it", "at": 1,
            "author": "tea", "body": "Vorremmo **cominciare**.", "about": {"practice": "prac"}});
        let post = json!({"type": "post", "uid": "p", "thread": "t", "body": "Si comincia a settembre.", "author": "zoe",
            "at": 2, "mark": {"kind": "decision", "at": 3}});
        world.put(&[practice, thread, post]).await;
        let address = world.portal.own_threads(&world.by("tea").await, 1).await.unwrap().lines.remove(0).address;
        let read = world.portal.thread_page(&Viewer::Visitor, &address, ThreadWanted { page: 1, answering: None });
        let (statements, page) = world.cost(read).await;
        let page = page.unwrap();
        assert_eq!(statements, 3, "the thread with its practice, its posts, names");
        assert!(matches!(&page.line.place, Place::Practice(_, title) if title.text == "Mense senza code"));
        assert_eq!((page.marked.len(), page.marked[0].opening.as_str()), (1, "Si comincia a settembre."));
    })
    .await;
}

#[tokio::test]
async fn who_writes_before_a_twinning_is_under_way_is_told_who_will_read_it() {
    on_both(async |world| {
        settle(world).await;
        let twinning = |name: &str, audience: &str, state: &str| {
            json!({"type": "twinning", "uid": name, "title": format!("Gemelle {name}"), "language": "it",
                "state": state, "audience": audience, "parties": [
                    {"organisation": "town", "role": "offering"},
                    {"organisation": "union", "role": "recipient"}]})
        };
        world
            .put(&[
                twinning("one", "public", "proposal"),
                twinning("two", "members", "proposal"),
                twinning("three", "parties", "proposal"),
                twinning("four", "public", "running"),
            ])
            .await;
        let tea = world.by("tea").await;
        let opens_to = async |name: &str| {
            let about = ThreadAbout::Twinning(uid(name));
            let main = world.portal.threads_about(&tea, &about).await.unwrap().threads.remove(0);
            page(world, &tea, &main.address).await.opens_to
        };
        assert_eq!(opens_to("one").await, Some(Audience::Public));
        assert_eq!(opens_to("two").await, Some(Audience::Members));
        assert_eq!((opens_to("three").await, opens_to("four").await), (None, None));
        let free = json!({"type": "thread", "uid": "t", "title": "Come si comincia", "language": "it", "at": 1,
            "author": "tea", "body": "Vorremmo cominciare."});
        world.put(&[free]).await;
        let address = world.portal.own_threads(&tea, 1).await.unwrap().lines.remove(0).address;
        assert_eq!(page(world, &tea, &address).await.opens_to, None);
    })
    .await;
}
