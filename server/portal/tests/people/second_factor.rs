// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The second factor: nothing is in force before it is given, and each code is used once.

use domain::member::PortalRole;
use domain::policy::Viewer;
use jiff::SignedDuration;
use portal::Error;
use portal::form::FieldProblem;
use portal::people::{MailContent, OwnSecondFactor, PeopleSettings};
use totp_rs::Builder;

use crate::world::{
    OTHER, PASSWORD, World, address, denied, hours, in_office, member, on_both, on_both_with, problem, settings, uid,
    visit,
};

fn wanted() -> PeopleSettings {
    PeopleSettings { second_factor_for: vec![PortalRole::Administrator], ..settings() }
}

/// The code that the member's app shows now.
pub async fn code(world: &World, member: &str) -> String {
    let account = world.portal.store().account(&uid(member)).await.unwrap().unwrap();
    let totp = Builder::new().with_secret(account.second_factor.unwrap().secret).with_account_name("x").build();
    let time = u64::try_from(world.now().as_second()).unwrap();
    totp.unwrap().generate(time).to_string()
}

const STEP: SignedDuration = SignedDuration::from_secs(30);

/// Sets a second factor up; gives the recovery codes. Time goes by, so that the next code is another.
pub async fn set_up(world: &World, member: &str, session: &str) -> Vec<String> {
    let viewer = world.viewer(session).await;
    world.portal.start_second_factor(&viewer).await.unwrap();
    let codes = world.portal.confirm_second_factor(&viewer, session, &code(world, member).await).await.unwrap();
    world.wait(STEP * 3);
    codes
}

const WRONG: (&str, FieldProblem) = ("code", FieldProblem::Wrong);

#[tokio::test]
async fn it_is_set_up_with_an_app_and_in_force_with_its_first_code() {
    on_both(async |world| {
        world.put_members(&[member("ada")]).await;
        let (session, other) = (world.signs_in("ada").await.token, world.signs_in("ada").await.token);
        let ada = world.viewer(&session).await;
        let page = async || world.portal.security_page(&ada, &session).await.unwrap().second_factor;
        assert_eq!(page().await, OwnSecondFactor::Off);
        let confirm = async |code: &str| world.portal.confirm_second_factor(&ada, &session, code).await;
        assert_eq!(problem(confirm("123456").await), ("form", FieldProblem::Expired));

        world.portal.start_second_factor(&ada).await.unwrap();
        let OwnSecondFactor::SettingUp { secret, address } = page().await else { panic!("not being set up") };
        assert!(secret.split(' ').all(|group| group.len() == 4) && address.starts_with("otpauth://totp/Innesto"));
        assert_eq!(problem(confirm(" - ").await), ("code", FieldProblem::Missing));
        assert_eq!(problem(confirm("000000").await), WRONG);
        assert!(!world.signs_in("ada").await.wants_code, "not in force yet");
        let shown = code(world, "ada").await;
        let codes = confirm(&format!(" {} {} ", &shown[..3], &shown[3..])).await.unwrap();
        assert_eq!(codes.len(), 10);
        assert_eq!(page().await, OwnSecondFactor::On { codes_left: 10 });
        assert!(world.is_live(&session).await && !world.is_live(&other).await, "the other sessions end");
        assert_eq!(problem(world.portal.start_second_factor(&ada).await), ("form", FieldProblem::Taken));
        let mails = world.mails_to(&crate::world::address("ada")).await;
        assert!(matches!(&mails[..], [MailContent::SecondFactorChanged { on: true, .. }]));
        // What was shown once is kept as a hash.
        assert!(codes.iter().all(|code| code.len() == 11));
        let dump = world.dump().await;
        assert!(codes.iter().all(|code| !dump.contains(code.as_str()) && !dump.contains(&code.replace('-', ""))));
    })
    .await;
}

#[tokio::test]
async fn until_the_code_is_given_one_is_a_visitor() {
    on_both(async |world| {
        world.put_members(&[member("ada")]).await;
        set_up(world, "ada", &world.signs_in("ada").await.token).await;
        let session = world.signs_in("ada").await;
        assert!(session.wants_code);
        let present = world.portal.session(&session.token).await.unwrap().unwrap();
        assert_eq!((present.viewer, present.signed_in, present.wants_code), (Viewer::Visitor, None, true));
        // The password once more is no second factor.
        world.portal.confirm_presence(&session.token, PASSWORD, &visit()).await.unwrap();
        assert_eq!(world.viewer(&session.token).await, Viewer::Visitor);

        let give = async |code: &str| world.portal.give_code(&session.token, code, &visit()).await;
        assert_eq!(problem(give("").await), ("code", FieldProblem::Missing));
        assert_eq!(problem(give("12345").await), WRONG);
        assert_eq!(world.viewer(&session.token).await, Viewer::Visitor);
        let right = code(world, "ada").await;
        give(&right).await.unwrap();
        assert_eq!(world.viewer(&session.token).await.acting().unwrap().member, uid("ada"));
        // Whoever looked over the shoulder is too late.
        let second = world.signs_in("ada").await.token;
        let give = async |code: &str| world.portal.give_code(&second, code, &visit()).await;
        assert_eq!(problem(give(&right).await), WRONG);
        world.wait(STEP);
        give(&code(world, "ada").await).await.unwrap();
        assert_eq!(problem(world.portal.give_code("x", &right, &visit()).await), ("form", FieldProblem::Expired));
    })
    .await;
}

#[tokio::test]
async fn a_recovery_code_works_once_in_whatever_letters_it_is_typed() {
    on_both(async |world| {
        world.put_members(&[member("ada"), member("bea")]).await;
        let codes = set_up(world, "ada", &world.signs_in("ada").await.token).await;
        let others = set_up(world, "bea", &world.signs_in("bea").await.token).await;
        let give = async |code: &str| {
            let session = world.signs_in("ada").await.token;
            world.portal.give_code(&session, code, &visit()).await.map(|()| session)
        };
        assert_eq!(problem(give(&others[0]).await), WRONG);
        let session = give(&codes[0].to_uppercase().replace('-', " ")).await.unwrap();
        assert_eq!(problem(give(&codes[0]).await), WRONG);
        let ada = world.viewer(&session).await;
        let page = world.portal.security_page(&ada, &session).await.unwrap();
        assert_eq!(page.second_factor, OwnSecondFactor::On { codes_left: 9 });

        let renew = async |password: &str| world.portal.renew_recovery_codes(&ada, password, &visit()).await;
        assert_eq!(problem(renew(OTHER).await), ("current", FieldProblem::Wrong));
        let fresh = renew(PASSWORD).await.unwrap();
        assert_eq!(problem(give(&codes[1]).await), WRONG);
        give(&fresh[1]).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn who_guesses_codes_has_to_wait() {
    on_both(async |world| {
        world.put_members(&[member("ada")]).await;
        set_up(world, "ada", &world.signs_in("ada").await.token).await;
        let session = world.signs_in("ada").await.token;
        let mut granted = 0;
        for number in 0..2_000 {
            let guess = world.portal.give_code(&session, &format!("{number:06}"), &visit()).await;
            granted += u32::from(problem(guess) == WRONG);
            world.wait(SignedDuration::from_secs(12));
        }
        // In seven hours; of a million codes, three of which are right at a time.
        assert!(granted <= 20, "{granted}");
        world.wait(hours(1));
        world.portal.give_code(&session, &code(world, "ada").await, &visit()).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_role_that_asks_for_it_is_not_in_force_without_it() {
    on_both_with(wanted(), async |world| {
        world.put_members(&[in_office("root", "administrator"), in_office("rev", "reviewer")]).await;
        let session = world.signs_in("root").await;
        assert!(!session.wants_code);
        let viewer = world.viewer(&session.token).await;
        assert_eq!(viewer.acting().unwrap().roles, []);
        assert!(matches!(world.portal.administration(&viewer).await, Err(Error::NotAllowed)));
        assert!(matches!(denied(world.portal.suspend(&viewer, "rev", "Prova").await), Error::NotAllowed));
        assert!(world.portal.security_page(&viewer, &session.token).await.unwrap().second_factor_wanted);
        let reviewer = world.by("rev").await;
        assert_eq!(reviewer.acting().unwrap().roles, [PortalRole::Reviewer]);

        set_up(world, "root", &session.token).await;
        let viewer = world.viewer(&session.token).await;
        world.portal.administration(&viewer).await.unwrap();
        // Taken away, it takes the role out of force at once, in every session.
        let second = world.signs_in("root").await.token;
        world.portal.give_code(&second, &code(world, "root").await, &visit()).await.unwrap();
        let remove = async |password: &str| world.portal.remove_second_factor(&viewer, password, &visit()).await;
        assert_eq!(problem(remove(OTHER).await), ("current", FieldProblem::Wrong));
        remove(PASSWORD).await.unwrap();
        for session in [&session.token, &second] {
            assert_eq!(world.viewer(session).await.acting().unwrap().roles, []);
        }
        let mails = world.mails_to(&address("root")).await;
        assert!(matches!(&mails[0], MailContent::SecondFactorChanged { on: false, .. }));
    })
    .await;
}

#[tokio::test]
async fn a_session_that_was_left_open_sets_no_second_factor_up() {
    on_both(async |world| {
        world.put_members(&[member("ada")]).await;
        let session = world.signs_in("ada").await.token;
        world.wait(hours(2));
        let ada = world.viewer(&session).await;
        assert!(matches!(denied(world.portal.start_second_factor(&ada).await), Error::ConfirmFirst));
        world.portal.confirm_presence(&session, PASSWORD, &visit()).await.unwrap();
        world.portal.start_second_factor(&world.viewer(&session).await).await.unwrap();
    })
    .await;
}
