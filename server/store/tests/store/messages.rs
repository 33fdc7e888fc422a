// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What readers write to the editors.

use jiff::SignedDuration;
use store::{Correction, Error, Opinion};

use crate::world::{noon, on_both, uid};

fn correction(text: &str) -> Correction {
    Correction { at: noon(), practice: uid("p"), text: text.to_owned(), name: String::new(), email: String::new() }
}

fn opinion(rating: u8) -> Opinion {
    Opinion { at: noon(), page: "/pratiche/nidi".to_owned(), rating, text: "Chiara".to_owned() }
}

#[tokio::test]
async fn messages_come_back_newest_first() {
    on_both(async |world| {
        let later = Correction { at: noon() + SignedDuration::from_secs(1), ..correction("Dopo") };
        world.store.keep_correction(later.clone()).await.unwrap();
        world.store.keep_correction(correction("Prima")).await.unwrap();
        assert_eq!(world.store.corrections(5).await.unwrap(), [later.clone(), correction("Prima")]);
        assert_eq!(world.store.corrections(1).await.unwrap(), [later]);
        world.store.keep_opinion(opinion(5)).await.unwrap();
        assert_eq!(world.store.opinions(5).await.unwrap(), [opinion(5)]);
        assert_eq!(world.store.last_seq().await.unwrap(), 0);
    })
    .await;
}

#[tokio::test]
async fn messages_have_their_limits_too() {
    on_both(async |world| {
        for text in [String::new(), "è".repeat(2_001), format!("a\0{}", "b".repeat(9_000))] {
            let refused = world.store.keep_correction(correction(&text)).await;
            assert!(matches!(refused, Err(Error::Refused(_))), "{refused:?}");
        }
        world.store.keep_correction(correction(&"è".repeat(2_000))).await.unwrap();
        for rating in [0, 6] {
            assert!(matches!(world.store.keep_opinion(opinion(rating)).await, Err(Error::Refused(_))));
        }
    })
    .await;
}
