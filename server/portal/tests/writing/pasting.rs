// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The preview of a text, and what is made of a paste.

use domain::policy::Viewer;
use portal::form::FieldProblem as Wrong;
use portal::writing::{PASTE_MAX, Paste};

use crate::cast::settle;
use crate::world::{denied, on_both, problem};

#[tokio::test]
async fn a_member_sees_what_readers_will_see() {
    on_both(async |world| {
        settle(world).await;
        let zoe = world.by("zoe").await;
        let shown = world.portal.preview(&zoe, "Una **prova**.\n\n<script>alert(1)</script>".to_owned()).await.unwrap();
        assert!(shown.as_str().contains("<strong>prova</strong>"), "{}", shown.as_str());
        assert!(!shown.as_str().contains("<script"), "{}", shown.as_str());
        let visitor = world.portal.preview(&Viewer::Visitor, "x".to_owned()).await;
        assert!(matches!(visitor, Err(portal::Error::SignInFirst)));
    })
    .await;
}

#[tokio::test]
async fn a_paste_loses_its_noise_and_nothing_else() {
    on_both(async |world| {
        settle(world).await;
        let zoe = world.by("zoe").await;
        let html = "<p>Una riga<br>Pubblicità<br>Un’<b>altra</b></p>".to_owned();
        let cleaned = world.portal.cleaned_paste(&zoe, Paste::Html(html)).await.unwrap();
        assert_eq!((cleaned.removed_lines, cleaned.removed), (1, vec!["Pubblicità".to_owned()]));
        assert!(cleaned.text.contains("Un’**altra**"), "{}", cleaned.text);
        assert!(cleaned.whole.is_some_and(|whole| whole.contains("Pubblicità")));
        let plain = world.portal.cleaned_paste(&zoe, Paste::Text("Due righe\n\nsemplici".to_owned())).await.unwrap();
        assert_eq!((plain.text.as_str(), plain.removed_lines, plain.whole), ("Due righe\n\nsemplici", 0, None));
        let long = world.portal.cleaned_paste(&zoe, Paste::Text("a".repeat(PASTE_MAX + 1))).await;
        assert_eq!(problem(long), ("text", Wrong::TooLong));
        let visitor = world.portal.cleaned_paste(&Viewer::Visitor, Paste::Text("x".to_owned())).await;
        assert!(matches!(denied(visitor), portal::Error::SignInFirst));
    })
    .await;
}
