// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Inviting to a practice from anywhere: an expert sees that practice and nothing else, an author writes it, and nobody
//! learns whose an address is.

use domain::invitation::{InvitationState, Purpose};
use domain::policy::Viewer;
use portal::form::{FieldProblem as Wrong, FormError};
use portal::people::{LinkForm, MailContent, RegistrationForm};
use portal::writing::{AssessmentForm, InvitationAnswer, PracticeInvitationForm};

use crate::cast::{IT, begin, go, settle, written};
use crate::world::{PASSWORD, World, address, denied, hours, on_both, problem, uid, visit};

fn form(practice: &str, purpose: &str, email: &str) -> PracticeInvitationForm {
    PracticeInvitationForm {
        practice: practice.to_owned(),
        purpose: purpose.to_owned(),
        email: email.to_owned(),
        note: "Due righe".to_owned(),
    }
}

async fn invite(world: &World, by: &Viewer, practice: &str, purpose: &str, to: &str) -> Result<(), FormError> {
    let sent = world.portal.invite_to_practice(by, form(practice, purpose, to), IT).await;
    world.portal.work_on_jobs().await.unwrap();
    sent
}

/// A practice that was handed in, and who wrote it.
async fn submitted(world: &World) -> (Viewer, String) {
    settle(world).await;
    let ada = world.by("ada").await;
    let practice = written(world, &ada, "Mensa senza code").await;
    go(world, &ada, &practice, "submit").await.unwrap();
    (ada, practice)
}

async fn invitation_on_desk(world: &World, viewer: &Viewer) -> String {
    world.portal.own_desk(viewer).await.unwrap().invitations[0].uid.clone()
}

async fn opinion(world: &World, practice: &str) -> AssessmentForm {
    let kept = world.portal.store().practice_for(&Viewer::Operator, &uid(practice)).await.unwrap().unwrap();
    AssessmentForm {
        uid: practice.to_owned(),
        version: kept.record_version.to_string(),
        outcome: "favourable".to_owned(),
        rating: "verified".to_owned(),
        text: "Bene.".to_owned(),
    }
}

async fn reads(world: &World, viewer: &Viewer, practice: &str) -> bool {
    world.portal.practice_by_uid(viewer, IT, practice).await.is_ok()
}

#[tokio::test]
async fn an_invited_expert_reads_it_accepts_gives_the_opinion_and_is_thanked() {
    on_both(async |world| {
        let (ada, practice) = submitted(world).await;
        let other = written(world, &ada, "Nido aperto").await;
        go(world, &ada, &other, "submit").await.unwrap();
        assert!(!reads(world, &world.by("zoe").await, &practice).await);
        world.clear_mails().await;
        invite(world, &ada, &practice, "opinion", &address("zoe")).await.unwrap();
        let mails = world.mails_to(&address("zoe")).await;
        assert!(matches!(&mails[..], [MailContent::PracticeInvitation { title, .. }] if title == "Mensa senza code"));
        let zoe = world.by("zoe").await;
        assert!(reads(world, &zoe, &practice).await && !reads(world, &zoe, &other).await);
        assert!(matches!(world.portal.practice_desk(&zoe, IT, &practice).await, Err(portal::Error::NotAllowed)));
        let invitation = invitation_on_desk(world, &zoe).await;
        let page = world.portal.invitation_page(&zoe, &invitation).await.unwrap();
        assert_eq!((page.purpose, page.accepted, page.note.as_str()), (Purpose::Opinion, false, "Due righe"));
        world.portal.answer_invitation(&zoe, &invitation, InvitationAnswer::Accept).await.unwrap();
        let told = world.mails_to(&address("ada")).await;
        assert!(matches!(&told[0], MailContent::InvitationAnswered { by, .. } if by == "Zoe Prova"), "{told:?}");
        world.clear_mails().await;
        world.portal.assess_practice(&zoe, opinion(world, &practice).await).await.unwrap();
        let thanks = world.mails_to(&address("zoe")).await;
        assert!(matches!(&thanks[..], [MailContent::OpinionThanks { .. }]), "{thanks:?}");
        let zoe = world.by("zoe").await;
        assert!(!reads(world, &zoe, &practice).await, "what was asked for is done");
        let desk = world.portal.practice_desk(&ada, IT, &practice).await.unwrap();
        let line = &desk.invitations[0];
        assert_eq!((line.state, line.accepted_by.as_deref()), (InvitationState::Done, Some("Zoe Prova")));
    })
    .await;
}

#[tokio::test]
async fn a_known_address_and_an_unknown_one_get_the_same_answer_and_cost_the_same() {
    on_both(async |world| {
        let (ada, practice) = submitted(world).await;
        let mut seen = Vec::new();
        for to in [address("zoe"), "nessuno@altrove.example.it".to_owned()] {
            let sent = world.portal.invite_to_practice(&ada, form(&practice, "opinion", &to), IT);
            let (cost, answer) = world.cost(sent).await;
            answer.unwrap();
            let line = world.portal.practice_desk(&ada, IT, &practice).await.unwrap().invitations.remove(0);
            seen.push((cost, line.state, line.by, line.accepted_by, line.email.is_some()));
        }
        assert_eq!(seen[0], seen[1]);
    })
    .await;
}

#[tokio::test]
async fn whoever_registers_by_the_link_finds_the_invitation() {
    on_both(async |world| {
        let (ada, practice) = submitted(world).await;
        let to = "nova@altrove.example.it";
        invite(world, &ada, &practice, "opinion", to).await.unwrap();
        let mails = world.mails_to(to).await;
        assert!(matches!(&mails[..], [MailContent::PracticeInvitationNew { .. }]), "{mails:?}");
        let token = world.link_to(to).await;
        let page = world.portal.registration_page(None, Some(&token)).await.unwrap();
        let form = RegistrationForm {
            first_name: "Nova".to_owned(),
            last_name: "Esperta".to_owned(),
            email: to.to_owned(),
            not_listed: "on".to_owned(),
            other_body: "Università di Altrove".to_owned(),
            job_title: "Ricercatrice".to_owned(),
            terms: "on".to_owned(),
            opened: page.opened,
            token,
            ..RegistrationForm::default()
        };
        world.portal.register(form, &visit()).await.unwrap();
        world.portal.work_on_jobs().await.unwrap();
        let token = world.link_to(to).await;
        let form = LinkForm { token, password: PASSWORD.to_owned(), again: PASSWORD.to_owned() };
        world.portal.follow_link(&Viewer::Visitor, form, &visit()).await.unwrap();
        let session = world.portal.sign_in(crate::world::sign_in_form(to, PASSWORD), &visit()).await.unwrap();
        let nova = world.viewer(&session.token).await;
        let invitation = invitation_on_desk(world, &nova).await;
        world.portal.answer_invitation(&nova, &invitation, InvitationAnswer::Accept).await.unwrap();
        world.portal.assess_practice(&nova, opinion(world, &practice).await).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn who_may_not_invites_nobody_and_what_is_wrong_is_told() {
    on_both(async |world| {
        let (ada, practice) = submitted(world).await;
        for name in ["carl", "mode", "zoe"] {
            let refused = invite(world, &world.by(name).await, &practice, "opinion", "x@altrove.example.it").await;
            assert!(matches!(denied(refused), portal::Error::NotFound | portal::Error::NotAllowed), "{name}");
        }
        let by_rita = invite(world, &world.by("rita").await, &practice, "authorship", "x@altrove.example.it").await;
        assert!(matches!(denied(by_rita), portal::Error::NotAllowed), "a reviewer asks for opinions alone");
        invite(world, &world.by("rita").await, &practice, "opinion", "x@altrove.example.it").await.unwrap();
        assert_eq!(problem(invite(world, &ada, &practice, "opinion", "").await), ("email", Wrong::Missing));
        assert_eq!(problem(invite(world, &ada, &practice, "opinion", "x@").await), ("email", Wrong::Invalid));
        let long =
            PracticeInvitationForm { note: "è".repeat(501), ..form(&practice, "opinion", "y@altrove.example.it") };
        let long = world.portal.invite_to_practice(&ada, long, IT).await;
        assert_eq!(problem(long), ("invitation_note", Wrong::TooLong));
        let desk = world.portal.practice_desk(&ada, IT, &practice).await.unwrap();
        assert!(desk.invitations.iter().all(|line| line.email.is_none()), "the address is shown to who typed it");
    })
    .await;
}

#[tokio::test]
async fn an_invitation_is_taken_back_declined_or_runs_out_and_nobody_else_follows_it() {
    on_both(async |world| {
        let (ada, practice) = submitted(world).await;
        invite(world, &ada, &practice, "opinion", &address("zoe")).await.unwrap();
        let zoe = world.by("zoe").await;
        let invitation = invitation_on_desk(world, &zoe).await;
        let by_carl =
            world.portal.answer_invitation(&world.by("carl").await, &invitation, InvitationAnswer::Accept).await;
        assert!(matches!(denied(by_carl), portal::Error::NotFound));
        world.portal.answer_invitation(&zoe, &invitation, InvitationAnswer::Accept).await.unwrap();
        world.clear_mails().await;
        world.portal.withdraw_invitation(&ada, &practice, &invitation).await.unwrap();
        let told = world.mails_to(&address("zoe")).await;
        assert!(matches!(&told[..], [MailContent::InvitationWithdrawn { .. }]), "{told:?}");
        assert!(!reads(world, &world.by("zoe").await, &practice).await);
        assert!(matches!(
            denied(world.portal.withdraw_invitation(&ada, &practice, &invitation).await),
            portal::Error::NotFound
        ));

        world.wait(hours(25));
        let (ada, edo) = (world.by("ada").await, world.by("edo").await);
        invite(world, &ada, &practice, "opinion", &address("zoe")).await.unwrap();
        let zoe = world.by("zoe").await;
        let invitation = invitation_on_desk(world, &zoe).await;
        world.portal.answer_invitation(&zoe, &invitation, InvitationAnswer::Decline).await.unwrap();
        let told = world.mails_to(&address("ada")).await;
        assert!(matches!(&told[0], MailContent::InvitationAnswered { by, .. } if by.is_empty()), "{told:?}");
        assert!(!reads(world, &world.by("zoe").await, &practice).await);

        world.wait(hours(25));
        invite(world, &edo, &practice, "opinion", &address("zoe")).await.unwrap();
        assert!(reads(world, &world.by("zoe").await, &practice).await);
        world.wait(hours(14 * 24));
        let zoe = world.by("zoe").await;
        assert!(!reads(world, &zoe, &practice).await);
        assert!(world.portal.own_desk(&zoe).await.unwrap().invitations.is_empty());
    })
    .await;
}

#[tokio::test]
async fn somebody_from_another_body_writes_a_draft_once_the_invitation_is_accepted() {
    on_both(async |world| {
        settle(world).await;
        let ada = world.by("ada").await;
        let draft = begin(world, &ada, "Mensa").await;
        let too_early = invite(world, &ada, &draft, "opinion", &address("zoe")).await;
        assert!(matches!(denied(too_early), portal::Error::NotAllowed), "nobody judges a draft");
        invite(world, &ada, &draft, "authorship", &address("zoe")).await.unwrap();
        let zoe = world.by("zoe").await;
        assert!(!reads(world, &zoe, &draft).await, "who has not said yes sees the title alone");
        let invitation = invitation_on_desk(world, &zoe).await;
        world.portal.answer_invitation(&zoe, &invitation, InvitationAnswer::Accept).await.unwrap();
        assert!(world.portal.practice_desk(&zoe, IT, &draft).await.unwrap().may_edit);
        let other = begin(world, &ada, "Nido").await;
        assert!(!reads(world, &zoe, &other).await);
        let again = world.portal.answer_invitation(&zoe, &invitation, InvitationAnswer::Accept).await;
        assert!(matches!(denied(again), portal::Error::NotFound));
    })
    .await;
}

#[tokio::test]
async fn an_invitation_ends_with_the_right_to_make_it() {
    on_both(async |world| {
        settle(world).await;
        let ada = world.by("ada").await;
        let draft = begin(world, &ada, "Mensa").await;
        invite(world, &ada, &draft, "authorship", &address("zoe")).await.unwrap();
        world.portal.leave(&ada, "body").await.unwrap();
        let zoe = world.by("zoe").await;
        let invitation = invitation_on_desk(world, &zoe).await;
        let late = world.portal.answer_invitation(&zoe, &invitation, InvitationAnswer::Accept).await;
        assert_eq!(problem(late), ("form", Wrong::Expired));
        world.portal.close_account(&world.by("ada").await, &address("ada"), PASSWORD, &visit()).await.unwrap();
        assert!(world.portal.own_desk(&zoe).await.unwrap().invitations.is_empty());
    })
    .await;
}
