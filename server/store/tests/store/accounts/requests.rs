// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Requests for organisations, secrets and settings.

use domain::organisation::OrganisationKind;
use store::{Error, NewOrganisationRequest, Page, RequestState};

use super::{at, at_noon, later};
use crate::world::{noon, on_both, uid};

fn request(name: &str) -> NewOrganisationRequest {
    NewOrganisationRequest {
        member: uid("ada"),
        name: name.to_owned(),
        kind: OrganisationKind::Municipality,
        website: Some("https://comune.example.it".to_owned()),
        note: "Manca.".to_owned(),
    }
}

#[tokio::test]
async fn a_request_is_listed_and_decided_once() {
    on_both(async |world| {
        let id = at_noon(world, async |change| change.add_organisation_request(request("Comune di Prova")).await).await;
        at(world, later(1), async |change| change.add_organisation_request(request("Altro")).await).await;
        let kept = world.store.organisation_request(id).await.unwrap().unwrap();
        assert_eq!((kept.at, kept.member.clone(), kept.name.as_str()), (noon(), uid("ada"), "Comune di Prova"));
        assert_eq!((kept.kind, kept.note.as_str()), (OrganisationKind::Municipality, "Manca."));
        assert_eq!(kept.looks, domain::name::looks("COMUNE DI PROVA"));
        let waiting = world.store.organisation_requests(Some(RequestState::Waiting), Page::first(9)).await.unwrap();
        assert_eq!((waiting.total, waiting.rows[0].name.as_str()), (2, "Altro"));

        let decide = async |state| {
            at(world, later(5), async |change| {
                change.decide_organisation_request(id, state, &uid("root"), Some(&uid("prova"))).await
            })
            .await
        };
        assert!(decide(RequestState::Accepted).await);
        assert!(!decide(RequestState::Refused).await);
        let decided = world.store.organisation_request(id).await.unwrap().unwrap();
        assert_eq!((decided.state, decided.decided_at), (RequestState::Accepted, Some(later(5))));
        assert_eq!((decided.decided_by, decided.organisation), (Some(uid("root")), Some(uid("prova"))));
        assert_eq!(world.store.organisation_requests(None, Page::first(1)).await.unwrap().total, 2);
        let accepted = world.store.organisation_requests(Some(RequestState::Accepted), Page::first(9)).await.unwrap();
        assert_eq!((accepted.total, accepted.rows[0].id), (1, id));
    })
    .await;
}

#[tokio::test]
async fn a_request_has_its_limits() {
    on_both(async |world| {
        let noted = NewOrganisationRequest { note: "x".repeat(2_001), ..request("Comune") };
        for bad in [request(""), request(&"è".repeat(301)), noted] {
            let mut change = world.begin().await;
            assert!(matches!(change.add_organisation_request(bad).await, Err(Error::Refused(_))));
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn servers_that_start_together_have_the_same_secret() {
    on_both(async |world| {
        let mut servers = tokio::task::JoinSet::new();
        for number in 1..=8_u8 {
            let store = world.store.clone();
            servers.spawn(async move { store.secret("cookies", vec![number; 32]).await.unwrap() });
        }
        let secrets = servers.join_all().await;
        assert!(secrets.iter().all(|secret| *secret == secrets[0] && secret.len() == 32));
        assert_eq!(world.store.secret("other", vec![9]).await.unwrap(), [9]);
    })
    .await;
}

#[tokio::test]
async fn a_setting_is_what_was_set_last() {
    on_both(async |world| {
        assert_eq!(world.store.setting("registration").await.unwrap(), None);
        for value in ["\"open\"", "\"closed\""] {
            at_noon(world, async |change| change.put_setting("registration", value).await).await;
            assert_eq!(world.store.setting("registration").await.unwrap().as_deref(), Some(value));
        }
    })
    .await;
}
