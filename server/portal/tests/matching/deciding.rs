// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What a body does with its matches: it looks at them, dismisses them with a reason, writes to the other body.

use domain::matching::{DISMISSAL_NOTE_MAX, DismissalReason, MatchState};
use portal::contacts::MessageForm;
use portal::form::{FieldProblem, Typed};
use portal::matching::DismissalForm;

use crate::cast::{keys, line, matches, settle};
use crate::world::{denied, on_both, problem};

pub fn form(kind: &str, other: &str, reason: &str, note: &str) -> DismissalForm {
    let own = str::to_owned;
    DismissalForm { kind: own(kind), other: own(other), reason: own(reason), note: own(note) }
}

#[tokio::test]
async fn to_read_matches_changes_nothing_and_what_a_body_says_it_has_seen_is_new_to_no_colleague() {
    on_both(async |world| {
        settle(world).await;
        let (tea, edo, uma) = (world.by("tea").await, world.by("edo").await, world.by("uma").await);
        for viewer in [&tea, &tea, &edo] {
            assert_eq!(line(&matches(world, viewer, "need").await, "gift").state, MatchState::Suggested);
        }
        let seen = |name: &str| Typed(vec![("seen".to_owned(), name.to_owned())]);
        world.portal.see_matches_of_advert(&tea, "need", &seen("advert:gift")).await.unwrap();
        world.portal.see_matches_of_advert(&tea, "need", &seen("advert:gone")).await.unwrap();
        assert_eq!(line(&matches(world, &edo, "need").await, "gift").state, MatchState::Viewed);
        let others = matches(world, &edo, "need").await;
        assert!(
            others.matches.iter().filter(|one| one.state == MatchState::Viewed).count() == 1,
            "only what was named"
        );
        for (viewer, name) in [(&uma, "advert:gift"), (&tea, "house:gift"), (&tea, "gift")] {
            let outcome = world.portal.see_matches_of_advert(viewer, "need", &seen(name)).await;
            assert!(matches!(denied(outcome), portal::Error::NotFound), "{name}");
        }
        // The other body has not looked at it yet.
        assert_eq!(line(&matches(world, &uma, "gift").await, "need").state, MatchState::Suggested);
    })
    .await;
}

#[tokio::test]
async fn a_dismissed_match_is_not_shown_again_until_it_is_put_back() {
    on_both(async |world| {
        settle(world).await;
        let (tea, edo, uma) = (world.by("tea").await, world.by("edo").await, world.by("uma").await);
        let dismissed = form("advert", "bikes", "other_subject", " Non è  una mensa ");
        world.portal.dismiss_match_of_advert(&tea, "need", dismissed.clone()).await.unwrap();
        world.portal.dismiss_match_of_advert(&edo, "need", dismissed.clone()).await.unwrap();
        let page = matches(world, &edo, "need").await;
        assert_eq!(keys(&page), ["practice menu", "advert gift"]);
        let [gone] = page.dismissed.as_slice() else { panic!("one: {:?}", page.dismissed) };
        assert_eq!((gone.reason, gone.note.as_deref()), (DismissalReason::OtherSubject, Some("Non è una mensa")));
        // It is the own body's word alone.
        assert_eq!(keys(&matches(world, &world.by("pia").await, "bikes").await), ["advert need"]);
        world.portal.restore_match_of_advert(&tea, "need", &dismissed).await.unwrap();
        assert_eq!(keys(&matches(world, &tea, "need").await), ["practice menu", "advert gift", "advert bikes"]);
        let again = world.portal.restore_match_of_advert(&tea, "need", &dismissed).await;
        assert!(matches!(denied(again), portal::Error::NotFound));
        // The same for a practice.
        let slug = "mensa-scolastica-con-menu-stagionali";
        let rival = form("advert", "rival", "too_far", "");
        world.portal.dismiss_match_of_practice(&uma, slug, rival.clone()).await.unwrap();
        let page = world.portal.matches_of_practice(&uma, crate::cast::IT, slug, 1).await.unwrap();
        assert_eq!(keys(&page), ["advert need"]);
        world.portal.restore_match_of_practice(&uma, slug, &rival).await.unwrap();
        // What the union thinks of its practice says nothing of its advert.
        assert_eq!(keys(&matches(world, &uma, "gift").await), ["advert rival", "advert need"]);
    })
    .await;
}

#[tokio::test]
async fn a_dismissal_names_its_reason_and_a_match_that_is_there() {
    on_both(async |world| {
        settle(world).await;
        let tea = world.by("tea").await;
        let dismiss = async |form| world.portal.dismiss_match_of_advert(&tea, "need", form).await;
        assert_eq!(problem(dismiss(form("advert", "gift", "", "")).await), ("reason", FieldProblem::Missing));
        assert_eq!(problem(dismiss(form("advert", "gift", "boring", "")).await), ("reason", FieldProblem::Unknown));
        let long = "à".repeat(DISMISSAL_NOTE_MAX + 1);
        assert_eq!(problem(dismiss(form("advert", "gift", "other", &long)).await), ("note", FieldProblem::TooLong));
        for (kind, other) in [("advert", "absent"), ("practice", "gift"), ("house", "gift"), ("advert", "")] {
            assert!(matches!(denied(dismiss(form(kind, other, "other", "")).await), portal::Error::NotFound));
        }
        let pia = world.by("pia").await;
        let outcome = world.portal.dismiss_match_of_advert(&pia, "need", form("advert", "gift", "other", "")).await;
        assert!(matches!(denied(outcome), portal::Error::NotFound));
        assert_eq!(matches(world, &tea, "need").await.total, 3);
    })
    .await;
}

#[tokio::test]
async fn a_match_about_which_the_two_write_leads_to_their_conversation_on_both_sides() {
    on_both(async |world| {
        settle(world).await;
        let (tea, uma) = (world.by("tea").await, world.by("uma").await);
        let text = "Buongiorno, vi aiutiamo volentieri.".to_owned();
        let message = MessageForm { text, key: "k".to_owned(), ..MessageForm::default() };
        let contact = world.portal.answer_advert(&uma, "need", message).await.unwrap();
        let page = matches(world, &tea, "need").await;
        assert_eq!(line(&page, "gift").state, MatchState::Contacted);
        assert_eq!(line(&page, "gift").conversation.as_deref(), Some(contact.as_str()));
        assert_eq!(line(&page, "bikes").conversation, None);
        let other = matches(world, &uma, "gift").await;
        assert_eq!(line(&other, "need").state, MatchState::Contacted);
        // Also then it may turn out not to fit.
        world.portal.dismiss_match_of_advert(&tea, "need", form("advert", "gift", "other_time", "")).await.unwrap();
        assert_eq!(keys(&matches(world, &tea, "need").await), ["practice menu", "advert bikes"]);
    })
    .await;
}
