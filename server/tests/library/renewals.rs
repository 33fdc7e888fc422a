// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Documents of a published practice over HTTP: its revision marks what waits, and readers keep what is published.

use crate::bed::Answer;
use crate::documents::{CHANGES, DRAFT, Desk, STEP, alone, shows, words};

/// Sends a form of the documents as Ada.
async fn send(desk: &Desk, path: &str, action: &str, document: &str) -> Answer {
    let pairs = [("action", action), ("document", document)];
    let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
    let headers = [
        ("content-type", "application/x-www-form-urlencoded"),
        ("sec-fetch-site", "same-origin"),
        ("cookie", desk.ada.cookie.as_str()),
    ];
    desk.library.ask("POST", path, &headers, body).await
}

#[test]
fn a_removal_waits_marked_on_the_step_and_can_be_taken_back_there() {
    alone(async |desk: Desk| {
        assert_eq!(desk.upload(&words("Piano", "public", ""), "a.txt", b"uno").await.status, 303);
        let document = desk.lines().await[0].uid.clone();
        desk.put("published").await;
        assert_ne!(send(&desk, CHANGES, "remove", &document).await.status, 303, "not without a revision");
        let copy = desk.library.portal.open_revision(&desk.ada.viewer, DRAFT).await.unwrap();
        let (step, changes) = (STEP.replace(DRAFT, &copy), CHANGES.replace(DRAFT, &copy));

        let page = desk.get(&step, Some(&desk.ada), &[]).await;
        assert_eq!(page.status, 200);
        assert!(shows(&page, ".uploads input[value=remove]") && !shows(&page, ".uploads .desk-mark"));
        let removed = send(&desk, &changes, "remove", &document).await;
        assert_eq!(removed.header("location"), format!("{step}?done=document_removal_waits"), "{}", removed.text());
        let page = desk.get(removed.header("location"), Some(&desk.ada), &[]).await;
        assert!(shows(&page, "[role=status]") && shows(&page, ".uploads .desk-mark"), "{}", page.text());
        assert!(shows(&page, ".uploads input[value=keep]") && !shows(&page, ".uploads input[value=remove]"));
        let file = desk.get(&format!("/files/{document}/x"), None, &[]).await;
        assert_eq!((file.status, file.text()), (200, "uno"), "readers have it still");
        let page = desk.get(&format!("/pratiche/{DRAFT}"), None, &[]).await;
        assert!(page.text().contains(&document) && !shows(&page, ".desk-mark"), "{}", page.text());

        let waiting = desk.library.portal.documents_of(&desk.ada.viewer, &copy).await.unwrap()[0].uid.clone();
        assert_eq!(desk.get(&format!("/files/{waiting}/x"), None, &[]).await.status, 404);
        let kept = send(&desk, &changes, "keep", &waiting).await;
        assert_eq!(kept.header("location"), format!("{step}?done=document_kept"), "{}", kept.text());
        let page = desk.get(kept.header("location"), Some(&desk.ada), &[]).await;
        assert!(shows(&page, "[role=status]") && !shows(&page, ".uploads .desk-mark"), "{}", page.text());
    });
}
