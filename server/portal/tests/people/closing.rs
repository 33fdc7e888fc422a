// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Closing an account: nothing of the person is left anywhere (TRAPS G1).

use std::path::Path;

use domain::Locale;
use domain::member::MemberState;
use domain::policy::Viewer;
use image::ImageFormat;
use portal::Error;
use portal::form::{FieldProblem, FormError};
use portal::people::{
    AddressForm, InvitationForm, JoinForm, MailContent, OrganisationRequestForm, PeopleSettings, ProfileForm,
};
use serde_json::json;

use crate::identities::claim;
use crate::profile::picture;
use crate::reading::reading;
use crate::second_factor::set_up;
use crate::world::{
    OTHER, PASSWORD, World, acting, address, hours, in_office, member, on_both, on_both_with, organisation, problem,
    settings, sign_in_form, visit, with,
};

/// Stands in whatever a person can say of herself; nowhere else.
const CANARY: &str = "canarin";

fn canary() -> serde_json::Value {
    let fields = json!({"first_name": "Canarina", "last_name": "Canarini", "email": "canarina@canarini.example.it",
        "job_title": "Canarinista", "other_body": "Canarini Uniti", "bio": "Sono **canarina**.", "skills": ["canarinologia"],
        "links": [{"label": "Canarini", "url": "https://canarini.example.it"}], "region": "09"});
    with(member("ada"), fields)
}

async fn put_others(world: &World) {
    world.put(&[organisation("lu", "Comune di Lucca"), crate::world::practice("p", "Nidi")]).await;
    world.put_members(&[in_office("root", "administrator"), acting("lia", "lu", "representative"), canary()]).await;
}

/// A session of hers, after she has done whatever leaves something behind.
async fn lives(world: &World) -> String {
    let portal = &world.portal;
    let session = portal.sign_in(sign_in_form("canarina@canarini.example.it", PASSWORD), &visit()).await.unwrap().token;
    let ada = world.viewer(&session).await;
    let label = IdentityLabel::of("canarina");
    portal.link_identity(&ada, label.0).await.unwrap();
    reading(world).await.save_photo(&ada, picture(ImageFormat::Png)).await.unwrap();
    // Under a name of before, too.
    let join = JoinForm { organisation_uid: "lu".to_owned(), ..JoinForm::default() };
    portal.join(&ada, join, &visit()).await.unwrap();
    let renamed = ProfileForm { last_name: "Canarinelli".to_owned(), ..crate::profile::form(world, &ada).await };
    portal
        .save_profile(
            &ada,
            ProfileForm { bio: "Ora canarinella.".to_owned(), skills: "canarineria".to_owned(), ..renamed },
        )
        .await
        .unwrap();
    let request = OrganisationRequestForm {
        name: "Comune di Nuovo".to_owned(),
        kind: "municipality".to_owned(),
        website: "https://canarini.example.it".to_owned(),
        note: "Chiede canarina.".to_owned(),
    };
    portal.request_organisation(&ada, request).await.unwrap();
    portal
        .ask_for_address(
            &ada,
            AddressForm { email: "nuova@canarini.example.it".to_owned(), current: PASSWORD.to_owned() },
            &visit(),
        )
        .await
        .unwrap();
    let reader = portal::messages::CorrectionForm {
        text: "Manca la data di inizio.".to_owned(),
        name: "Canarina".to_owned(),
        email: "Canarina@canarini.example.it".to_owned(),
    };
    portal.ask_for_correction(&Viewer::Visitor, "nidi", reader).await.unwrap();
    // She is let in, and invites somebody in her turn.
    let decision = portal::people::DecisionForm {
        organisation_uid: "lu".to_owned(),
        member: "ada".to_owned(),
        decision: "admit".to_owned(),
        role: "representative".to_owned(),
    };
    portal.decide_membership(&world.by("lia").await, decision).await.unwrap();
    let ada = world.viewer(&session).await;
    for email in ["amico@altro.example.it", &address("lia")] {
        let invitation =
            InvitationForm { organisation_uid: "lu".to_owned(), email: email.to_owned(), ..Default::default() };
        portal.invite_colleague(&ada, invitation, &visit()).await.unwrap();
    }
    set_up(world, "ada", &session).await;
    portal.ask_for_link("canarina@canarini.example.it", &visit()).await.unwrap();
    session
}

/// A claim that has the canary in all that can be seen of it.
struct IdentityLabel(portal::people::IdentityClaim);

impl IdentityLabel {
    fn of(subject: &str) -> Self {
        let label = "Canarina Canarini".to_owned();
        Self(portal::people::IdentityClaim { label, id_token: Some("canarini.token".to_owned()), ..claim(subject) })
    }
}

async fn close(world: &World, session: &str, confirmation: &str, current: &str) -> Result<(), FormError> {
    world.portal.close_account(&world.viewer(session).await, confirmation, current, &visit()).await
}

fn lines_with<'d>(dump: &'d str, words: &[&str]) -> Vec<&'d str> {
    dump.lines().filter(|line| words.iter().any(|word| line.to_lowercase().contains(word))).collect()
}

/// The files below a folder in which some bytes stand, whatever the case of letters.
fn files_with(folder: &Path, wanted: &[&[u8]]) -> Vec<String> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files_with(&path, wanted));
            continue;
        }
        let bytes = std::fs::read(&path).unwrap();
        let small = bytes.to_ascii_lowercase();
        let is_there =
            |part: &&[u8]| [&bytes, &small].iter().any(|text| text.windows(part.len()).any(|one| one == *part));
        if wanted.iter().any(is_there) {
            found.push(path.display().to_string());
        }
    }
    found
}

#[tokio::test]
async fn nothing_of_the_person_is_left_in_tables_in_files_or_in_the_index() {
    on_both(async |world| {
        put_others(world).await;
        let session = lives(world).await;
        world.portal.store().tidy().await.unwrap();
        world.follow().await;
        let (_, _, photo) = world.portal.member_photo(&world.viewer(&session).await, "ada").await.unwrap();
        let middle = &photo[photo.len() / 2..photo.len() / 2 + 48];
        let in_dump = hex::encode(middle);
        let email = "canarina@canarini.example.it";
        let hex_canary = hex::encode(CANARY);
        let words = [CANARY, in_dump.as_str(), hex_canary.as_str()];
        assert!(lines_with(&world.dump().await, &words).len() >= 15);
        if world.folder().join("innesto.db").exists() {
            assert!(!files_with(&world.folder(), &[CANARY.as_bytes()]).is_empty());
            assert!(!files_with(&world.folder(), &[middle]).is_empty());
        }
        close(world, &session, " CANARINA@canarini.example.it ", PASSWORD).await.unwrap();

        // The last mail waits for its sending, and nothing else has a word of her.
        let dump = world.dump().await;
        let left = lines_with(&dump, &words);
        assert!(
            matches!(&left[..], [line] if line.starts_with("mails: ") && line.contains("account_closed")),
            "{left:#?}"
        );
        for mail in world.portal.mails_to_send(100).await.unwrap() {
            if matches!(mail.content, MailContent::AccountClosed { .. }) {
                assert_eq!(mail.recipient.as_str(), email);
            }
            world.portal.mail_was_sent(mail.id).await.unwrap();
        }
        world.portal.work_on_jobs().await.unwrap();
        world.follow().await;
        world.portal.store().tidy().await.unwrap();
        assert_eq!(lines_with(&world.dump().await, &words), Vec::<&str>::new());
        assert_eq!(files_with(&world.folder(), &[CANARY.as_bytes(), middle]), Vec::<String>::new());
        assert_eq!(world.portal.rebuild_index(|_| {}).await.map(drop).ok(), Some(()));
        assert_eq!(files_with(&world.folder(), &[CANARY.as_bytes(), middle]), Vec::<String>::new());
    })
    .await;
}

#[tokio::test]
async fn who_closed_the_account_is_out_everywhere_and_what_stays_has_no_name() {
    on_both(async |world| {
        put_others(world).await;
        let session = lives(world).await;
        let invitation = world.link_to("amico@altro.example.it").await;
        assert!(world.portal.registration_page(None, Some(&invitation)).await.unwrap().known.is_some());
        let before = world.record("ada").await;
        close(world, &session, "canarina@canarini.example.it", PASSWORD).await.unwrap();
        let left = world.kept("ada").await;
        assert_eq!((&left.record, left.photo, left.last_sign_in), (&before.anonymised(), None, None));
        assert_eq!(left.record.state, MemberState::Anonymised);
        assert!(!world.is_live(&session).await);
        let sign_in = world.portal.sign_in(sign_in_form("canarina@canarini.example.it", PASSWORD), &visit()).await;
        assert_eq!(problem(sign_in), ("form", FieldProblem::Wrong));
        let by = world.portal.sign_in_by_identity(claim("canarina"), &visit()).await.unwrap();
        assert!(matches!(by, portal::people::ByIdentity::Register { .. }));
        for viewer in [Viewer::Visitor, world.by("lia").await] {
            assert!(matches!(world.portal.member(&viewer, Locale::Italian, "ada").await, Err(Error::NotFound)));
            assert!(world.portal.member_photo(&viewer, "ada").await.is_err());
        }
        assert!(world.portal.registration_page(None, Some(&invitation)).await.unwrap().known.is_none());
        // The address is free again.
        let filled = crate::registering::form(world, "canarina@canarini.example.it").await;
        let filled = portal::people::RegistrationForm { organisation: "Comune di Lucca".to_owned(), ..filled };
        crate::registering::register(world, filled).await.unwrap();
        let new = world.owner_of("canarina@canarini.example.it").await.unwrap();
        assert_ne!(new.uid.as_str(), "ada");
    })
    .await;
}

#[tokio::test]
async fn closing_asks_for_the_address_and_the_password() {
    on_both(async |world| {
        put_others(world).await;
        let session = world.portal.sign_in(sign_in_form("canarina@canarini.example.it", PASSWORD), &visit()).await;
        let session = session.unwrap().token;
        let own = "canarina@canarini.example.it";
        for (confirmation, current, expected) in [
            ("", PASSWORD, ("confirmation", FieldProblem::Missing)),
            ("sì", PASSWORD, ("confirmation", FieldProblem::Wrong)),
            ("root@comune.example.it", PASSWORD, ("confirmation", FieldProblem::Wrong)),
            (own, "", ("current", FieldProblem::Missing)),
            (own, OTHER, ("current", FieldProblem::Wrong)),
        ] {
            assert_eq!(problem(close(world, &session, confirmation, current).await), expected, "{confirmation}");
        }
        assert_eq!(world.record("ada").await.state, MemberState::Active);
        close(world, &session, own, PASSWORD).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn where_no_mails_are_sent_none_waits_with_the_address_for_ever() {
    on_both_with(PeopleSettings { sends_mail: false, ..settings() }, async |world| {
        put_others(world).await;
        let session = lives(world).await;
        close(world, &session, "canarina@canarini.example.it", PASSWORD).await.unwrap();
        assert_eq!(lines_with(&world.dump().await, &[CANARY]), Vec::<&str>::new());
    })
    .await;
}

#[tokio::test]
async fn a_registration_that_nobody_has_worked_on_goes_with_the_account() {
    on_both(async |world| {
        put_others(world).await;
        let session = world.portal.sign_in(sign_in_form("canarina@canarini.example.it", PASSWORD), &visit()).await;
        let filled = crate::registering::form(world, "canarina@canarini.example.it").await;
        let filled = portal::people::RegistrationForm { organisation: "Comune di Lucca".to_owned(), ..filled };
        world.portal.register(filled, &visit()).await.unwrap();
        close(world, &session.unwrap().token, "canarina@canarini.example.it", PASSWORD).await.unwrap();
        world.portal.work_on_jobs().await.unwrap();
        assert_eq!(world.owner_of("canarina@canarini.example.it").await, None);
    })
    .await;
}

#[tokio::test]
async fn what_is_old_is_forgotten() {
    on_both(async |world| {
        put_others(world).await;
        world.signs_in("lia").await;
        world.portal.ask_for_link(&address("lia"), &visit()).await.unwrap();
        world.portal.work_on_jobs().await.unwrap();
        world.wait(hours(24 * 15));
        let forgotten = world.portal.forget_what_is_old().await.unwrap();
        assert_eq!((forgotten.sessions, forgotten.links), (1, 1));
        assert_eq!(world.number("SELECT count(*) FROM sessions").await, 0);
        assert_eq!(world.number("SELECT count(*) FROM attempts").await, 0);
    })
    .await;
}

#[tokio::test]
async fn an_account_that_nobody_ever_confirmed_is_forgotten_after_a_month() {
    on_both(async |world| {
        put_others(world).await;
        let registers = async |first_name: &str, email: &str| {
            let filled = crate::registering::form(world, email).await;
            let (first_name, organisation) = (first_name.to_owned(), "Comune di Lucca".to_owned());
            let filled = portal::people::RegistrationForm { first_name, organisation, ..filled };
            crate::registering::register(world, filled).await.unwrap();
            world.owner_of(email).await.unwrap().uid
        };
        let never = registers("Zebedea", "zebedea@altro.example.it").await;
        let late = registers("Tarda", "tarda@altro.example.it").await;
        world.wait(hours(24 * 30));
        world.portal.forget_what_is_old().await.unwrap();
        assert_eq!(world.record(never.as_str()).await.state, MemberState::PendingEmail);
        registers("Tarda", "tarda@altro.example.it").await;
        world.wait(hours(24));
        world.portal.forget_what_is_old().await.unwrap();
        assert_eq!(world.record(never.as_str()).await.state, MemberState::Anonymised);
        assert_eq!(world.record(late.as_str()).await.state, MemberState::PendingEmail);
        assert_eq!(lines_with(&world.dump().await, &["zebedea"]), Vec::<&str>::new());
        assert_eq!(world.record("lia").await.state, MemberState::Active);
    })
    .await;
}

#[tokio::test]
async fn a_mail_that_was_never_sent_does_not_wait_for_ever() {
    on_both(async |world| {
        put_others(world).await;
        world.portal.ask_for_link(&address("lia"), &visit()).await.unwrap();
        world.portal.work_on_jobs().await.unwrap();
        world.wait(hours(24 * 90));
        assert_eq!(world.portal.forget_what_is_old().await.unwrap().mails, 0);
        world.wait(hours(1));
        assert_eq!(world.portal.forget_what_is_old().await.unwrap().mails, 1);
    })
    .await;
}
