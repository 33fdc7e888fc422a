// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! A provider that does not answer, answers without end, or sends the portal elsewhere.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use crate::bed::Bed;
use crate::provider::{Door, Fault};

/// Longer than one answer may take, shorter than a request may.
const SOON: Duration = Duration::from_secs(10);

#[tokio::test]
async fn an_answer_that_is_no_answer_gives_no_session() {
    let bed = Bed::new().await;
    for (fault, problem) in [
        (Fault::Endless, "provider_answer"),
        (Fault::Long, "provider_answer"),
        (Fault::Redirect, "provider_answer"),
        (Fault::Broken, "provider_down"),
        (Fault::NotJson, "provider_answer"),
        (Fault::NotFound, "provider_answer"),
    ] {
        for door in [Door::Token, Door::UserInfo, Door::Discovery, Door::Keys] {
            println!("{door:?} {fault:?}");
            bed.provider.told(|conduct| {
                conduct.visits.clear();
                conduct.faults = HashMap::from([(door, fault)]);
            });
            match door {
                Door::Token | Door::UserInfo => bed.refuses(problem).await,
                Door::Discovery | Door::Keys => {
                    // What was learnt is an hour old.
                    bed.wait(3_601);
                    bed.browser().get("/accedi/con/prova").await.refused(problem);
                }
            }
            assert_eq!((bed.provider.visits(door), bed.provider.visits_elsewhere()), (1, 0));
        }
        bed.wait(11);
    }
}

#[tokio::test]
async fn a_silent_provider_is_waited_for_shortly() {
    let (bed, began) = (Bed::new().await, Instant::now());
    bed.provider.breaks(Door::Token, Fault::Silent);
    bed.refuses("provider_down").await;
    assert!(began.elapsed() < SOON, "{:?}", began.elapsed());
}

#[tokio::test]
async fn many_readers_who_wait_for_a_silent_provider_wait_once() {
    let (bed, began) = (Bed::new().await, Instant::now());
    bed.provider.breaks(Door::Discovery, Fault::Silent);
    let visits = (0..100).map(|_| {
        let mut browser = bed.browser();
        async move { browser.get("/accedi/con/prova").await.refused("provider_down") }
    });
    futures::future::join_all(visits).await;
    assert_eq!(bed.provider.visits(Door::Discovery), 1);
    assert!(began.elapsed() < SOON, "{:?}", began.elapsed());
    // It is left alone for a while, and then asked again.
    bed.provider.told(|conduct| conduct.faults.clear());
    bed.browser().get("/accedi/con/prova").await.refused("provider_down");
    bed.wait(11);
    bed.browser().set_out("/accedi/con/prova").await;
}

#[tokio::test]
async fn a_provider_that_is_not_there_gets_a_clear_page() {
    let variables = [("ISSUER", "http://127.0.0.1:1"), ("CLIENT_ID", "portal")];
    let bed = Bed::with(&variables).await;
    bed.browser().get("/accedi/con/prova").await.refused("provider_down");
    let english = bed.browser().get("/en/accedi/con/prova").await;
    assert_eq!(english.location(), "/en/accedi?problem=provider_down");
}

#[tokio::test]
async fn a_provider_that_nobody_configured_is_an_unknown_address() {
    let bed = Bed::with(&[]).await;
    for path in ["/accedi/con/altro", "/en/accedi/con/altro", "/accedi/ritorno/altro?code=x&state=y"] {
        assert_eq!(bed.browser().get(path).await.status, 404, "{path}");
    }
}
