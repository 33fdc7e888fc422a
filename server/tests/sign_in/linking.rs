// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Adding an identity to an account: by who is signed in to it, from a page of ours, and by nobody else (TRAPS C7).

use serde_json::json;

use crate::bed::{Bed, Browser, MEMBER, ORIGIN};
use crate::provider::SUBJECT;

const FROM_HERE: [(&str, &str); 1] = [("sec-fetch-site", "same-origin")];
const LINK: &str = "/accedi/con/prova?link=1";

/// A browser in which the member has signed in.
async fn signed_in(bed: &Bed) -> Browser {
    bed.link().await;
    let mut browser = bed.browser();
    assert_eq!(bed.sign_in(&mut browser).await.location(), "/temi");
    browser
}

/// From now on the provider knows somebody else.
fn somebody_else(bed: &Bed) {
    bed.provider.told(|conduct| {
        conduct.token = json!({"sub": "somebody-else"});
        conduct.user_info["sub"] = json!("somebody-else");
    });
}

async fn identities(bed: &Bed) -> Vec<String> {
    let uid = domain::Uid::parse(MEMBER).unwrap();
    let kept = bed.portal.store().identities_of(&uid).await.unwrap();
    kept.into_iter().map(|identity| identity.subject).collect()
}

#[tokio::test]
async fn who_is_signed_in_links_another_identity() {
    let bed = Bed::with(&[]).await;
    let mut browser = signed_in(&bed).await;
    somebody_else(&bed);
    let asked = browser.set_out_with(LINK, &FROM_HERE).await;
    let answer = browser.come_back(&bed.provider.answer(&asked)).await;
    assert_eq!(answer.location(), "/profilo/accesso?done=linked");
    let mut kept = identities(&bed).await;
    kept.sort();
    assert_eq!(kept, [SUBJECT, "somebody-else"]);
    // From now on it signs in.
    let mut other = bed.browser();
    assert_eq!(bed.sign_in(&mut other).await.location(), "/temi");
    assert_eq!(bed.sessions().await, 2);
}

#[tokio::test]
async fn an_identity_that_is_linked_already_is_refused() {
    let bed = Bed::with(&[]).await;
    let mut browser = signed_in(&bed).await;
    let asked = browser.set_out_with(LINK, &FROM_HERE).await;
    let answer = browser.come_back(&bed.provider.answer(&asked)).await;
    assert_eq!(answer.location(), "/profilo/accesso?problem=taken");
}

#[tokio::test]
async fn another_page_cannot_begin_to_link() {
    let bed = Bed::with(&[]).await;
    let browser = signed_in(&bed).await;
    let like_ours = format!("{ORIGIN}.evil.example/");
    for headers in [
        &[("sec-fetch-site", "cross-site")][..],
        &[("sec-fetch-site", "same-site")],
        &[("sec-fetch-site", "none")],
        &[],
        &[("referer", "https://evil.example/")],
        &[("referer", like_ours.as_str())],
        &[("sec-fetch-site", "cross-site"), ("referer", "http://127.0.0.1:3000/profilo/accesso")],
    ] {
        let answer = browser.clone().get_with(LINK, headers).await;
        assert_eq!((answer.status, answer.location()), (303, "/profilo/accesso"), "{headers:?}");
    }
    let old_browser = [("referer", "http://127.0.0.1:3000/profilo/accesso")];
    browser.clone().set_out_with(LINK, &old_browser).await;
    let visitor = bed.browser().get_with(LINK, &FROM_HERE).await;
    assert_eq!(visitor.location(), "/accedi?next=%2Fprofilo%2Faccesso");
}

#[tokio::test]
async fn who_signed_out_meanwhile_or_is_another_links_nothing() {
    let bed = Bed::with(&[]).await;
    let mut browser = signed_in(&bed).await;
    somebody_else(&bed);
    let asked = browser.set_out_with(LINK, &FROM_HERE).await;
    browser.cookies.remove("__Host-sid");
    let answer = browser.come_back(&bed.provider.answer(&asked)).await;
    assert_eq!(answer.location(), "/profilo/accesso?problem=stale");
    assert_eq!(identities(&bed).await, [SUBJECT]);
    assert!(browser.cookies.is_empty());
}

#[tokio::test]
async fn whoever_is_signed_in_and_signs_in_by_a_provider_links_nothing() {
    let bed = Bed::with(&[]).await;
    let mut browser = signed_in(&bed).await;
    somebody_else(&bed);
    assert!(bed.sign_in(&mut browser).await.location().starts_with("/registrati?token="));
    assert_eq!(identities(&bed).await, [SUBJECT]);
}
