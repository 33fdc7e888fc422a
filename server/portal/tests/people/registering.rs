// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Registering: the essential fields, one answer for every address, and an account that waits for its link (AC-003-5).

use domain::Locale;
use domain::member::{MemberState, MemberType, MembershipState, OrganisationRole};
use jiff::SignedDuration;
use portal::form::{FieldProblem, FormError};
use portal::people::{LinkPage, MailContent, PeopleSettings, RegistrationForm, Visit};
use serde_json::json;

use crate::world::{World, address, hours, member, on_both, on_both_with, organisation, problem, refused, settings};
use crate::world::{visit, with};

/// A form in which all is as it should be.
pub async fn form(world: &World, email: &str) -> RegistrationForm {
    RegistrationForm {
        first_name: "Ada".to_owned(),
        last_name: "Prova".to_owned(),
        email: email.to_owned(),
        organisation: "Comune di Roccaverde".to_owned(),
        job_title: "Funzionaria".to_owned(),
        terms: "on".to_owned(),
        opened: world.portal.registration_page(None, None).await.unwrap().opened,
        ..RegistrationForm::default()
    }
}

/// The organisation of that form.
pub async fn put_body(world: &World) {
    world.put(&[organisation("roccaverde", "Comune di Roccaverde")]).await;
}

pub async fn register(world: &World, form: RegistrationForm) -> Result<(), FormError> {
    let outcome = world.portal.register(form, &visit()).await;
    world.portal.work_on_jobs().await.unwrap();
    outcome
}

#[tokio::test]
async fn an_empty_form_is_told_all_that_is_missing_at_once() {
    on_both(async |world| {
        let opened = world.portal.registration_page(None, None).await.unwrap().opened;
        let empty = RegistrationForm { opened, ..RegistrationForm::default() };
        let mut problems = refused(register(world, empty).await);
        problems.sort_unstable_by_key(|(field, _)| *field);
        let missing = ["email", "first_name", "job_title", "last_name", "organisation", "terms"];
        assert_eq!(problems, missing.map(|field| (field, FieldProblem::Missing)));
        assert_eq!(world.number("SELECT count(*) FROM jobs").await, 0);
        assert_eq!(world.number("SELECT count(*) FROM members").await, 0);
    })
    .await;
}

#[tokio::test]
async fn each_field_is_refused_for_its_own_fault() {
    on_both(async |world| {
        put_body(world).await;
        type Change = fn(&mut RegistrationForm);
        let cases: &[(Change, &str, FieldProblem)] = &[
            (|form| form.first_name = " ".to_owned(), "first_name", FieldProblem::Missing),
            (|form| form.first_name = "\u{202e}\u{200b}".to_owned(), "first_name", FieldProblem::Missing),
            (|form| form.first_name = "x".repeat(61), "first_name", FieldProblem::TooLong),
            (|form| form.first_name = "<b>Ada</b>".to_owned(), "first_name", FieldProblem::Invalid),
            (|form| form.last_name = String::new(), "last_name", FieldProblem::Missing),
            (|form| form.last_name = "R2D2".to_owned(), "last_name", FieldProblem::Invalid),
            (|form| form.email = String::new(), "email", FieldProblem::Missing),
            (|form| form.email = "ada".to_owned(), "email", FieldProblem::Invalid),
            (|form| form.email = "ada@comune.example.it\r\nBcc: x@y.it".to_owned(), "email", FieldProblem::Invalid),
            (|form| form.email = format!("a@{}.it", "b".repeat(250)), "email", FieldProblem::TooLong),
            (|form| form.job_title = " ".to_owned(), "job_title", FieldProblem::Missing),
            (|form| form.job_title = "\u{200b}\u{feff}".to_owned(), "job_title", FieldProblem::Missing),
            (|form| form.job_title = "x".repeat(101), "job_title", FieldProblem::TooLong),
            (|form| form.terms = String::new(), "terms", FieldProblem::Missing),
            (|form| form.organisation = String::new(), "organisation", FieldProblem::Missing),
            (|form| form.organisation = "Comune che non c'è".to_owned(), "organisation", FieldProblem::Unknown),
            (|form| form.organisation = "\u{202e}???".to_owned(), "organisation", FieldProblem::Unknown),
            (|form| form.not_listed = "on".to_owned(), "other_body", FieldProblem::Missing),
            (
                |form| (form.not_listed, form.other_body) = ("on".to_owned(), "\u{200b} ".to_owned()),
                "other_body",
                FieldProblem::Missing,
            ),
            (
                |form| (form.not_listed, form.other_body) = ("on".to_owned(), "x".repeat(121)),
                "other_body",
                FieldProblem::TooLong,
            ),
            (|form| form.token = "nobody's".to_owned(), "form", FieldProblem::Expired),
        ];
        for (number, (spoil, field, fault)) in cases.iter().enumerate() {
            let mut spoilt = form(world, &address("ada")).await;
            spoil(&mut spoilt);
            assert_eq!(problem(register(world, spoilt).await), (*field, *fault), "case {number}");
        }
        assert_eq!(world.number("SELECT count(*) FROM members").await, 0);
        assert_eq!(world.number("SELECT count(*) FROM mails").await, 0);
    })
    .await;
}

#[tokio::test]
async fn the_account_is_made_by_a_job_and_waits_for_the_link_in_its_mail() {
    on_both(async |world| {
        put_body(world).await;
        let english = Visit { locale: Locale::English, ..visit() };
        let filled = RegistrationForm { email: " ADA@Comune.example.it ".to_owned(), ..form(world, "").await };
        world.portal.register(filled, &english).await.unwrap();
        assert_eq!(world.owner_of(&address("ada")).await, None);
        assert_eq!(world.mails_to(&address("ada")).await, []);
        assert_eq!(world.portal.work_on_jobs().await.unwrap(), 1);
        let ada = world.owner_of(&address("ada")).await.unwrap();
        assert_eq!((ada.full_name().as_str(), ada.job_title.as_str()), ("Ada Prova", "Funzionaria"));
        assert_eq!(
            (ada.state, ada.member_type, ada.locale),
            (MemberState::PendingEmail, MemberType::Official, Locale::English)
        );
        assert_eq!((ada.joined_on.to_string().as_str(), ada.demo, ada.roles.len()), ("2026-03-02", false, 0));
        let terms = ada.terms.as_ref().unwrap();
        assert_eq!((terms.version.as_str(), terms.on.to_string().as_str()), ("2026-01", "2026-03-02"));
        let asked = &ada.memberships[0];
        assert_eq!((asked.organisation.as_str(), asked.role), ("roccaverde", OrganisationRole::Contributor));
        assert_eq!((asked.state, asked.verified_by), (MembershipState::Requested, None));
        let mails = world.mails_to(&address("ada")).await;
        assert!(matches!(&mails[..], [MailContent::ConfirmAddress { first_name, .. }] if first_name == "Ada"));
        let page = world.portal.link_page(&world.link_to(&address("ada")).await).await.unwrap();
        assert_eq!(page, LinkPage::FirstPassword { email: address("ada"), first_name: "Ada".to_owned() });
        // A job may be done twice, after a crash: then a second mail goes out, and nothing else.
        assert_eq!(world.portal.work_on_jobs().await.unwrap(), 0);
        assert_eq!(world.number("SELECT count(*) FROM jobs").await, 0);
    })
    .await;
}

#[tokio::test]
async fn an_address_that_is_known_gets_another_mail_and_the_form_the_same_answer() {
    on_both(async |world| {
        put_body(world).await;
        let suspended = with(member("bea"), json!({"state": "suspended"}));
        world.put_members(&[member("ada"), suspended]).await;
        for known in ["ada", "bea"] {
            let before = world.record(known).await;
            let filled = RegistrationForm { first_name: "Eva".to_owned(), ..form(world, &address(known)).await };
            register(world, filled).await.unwrap();
            assert_eq!(world.record(known).await, before);
            let mails = world.mails_to(&address(known)).await;
            assert_eq!(mails, [MailContent::AlreadyRegistered { first_name: before.first_name }]);
        }
    })
    .await;
}

#[tokio::test]
async fn an_organisation_is_known_by_its_name_or_chosen_among_those_that_fit() {
    on_both(async |world| {
        world
            .put(&[
                organisation("m1", "Comune di Montalto"),
                with(organisation("m2", "Comune di Montalto Uffugo"), json!({"region": "18"})),
                with(organisation("m3", "Comune di Montalto"), json!({"region": "12"})),
                organisation("fi", "Comune di Firenze"),
                with(organisation("old", "Comune di Firenze vecchio"), json!({"merged_into": "fi"})),
            ])
            .await;
        let typed = async |number: u32, organisation: &str, chosen: &str| {
            let filled = form(world, &address(&format!("a{number}"))).await;
            let organisation_uid = chosen.to_owned();
            let outcome =
                register(world, RegistrationForm { organisation: organisation.to_owned(), organisation_uid, ..filled });
            outcome.await.map(drop)
        };
        let body_of = async |number: u32| {
            let member = world.owner_of(&address(&format!("a{number}"))).await.unwrap();
            member.memberships[0].organisation.to_string()
        };
        let ambiguous = ("organisation", FieldProblem::Ambiguous);
        assert_eq!(problem(typed(1, "Comune di Montalto", "").await), ambiguous);
        assert_eq!(problem(typed(1, "montalto", "").await), ambiguous);
        let page = world.portal.registration_page(Some("montalto"), None).await.unwrap();
        let offered: Vec<_> = page.candidates.iter().map(|one| (one.uid.as_str(), one.place.as_str())).collect();
        assert_eq!(offered, [("m1", "Toscana"), ("m3", "Lazio"), ("m2", "Calabria")]);
        assert_eq!(page.names.len(), 4);
        typed(1, "Comune di Montalto", "m3").await.unwrap();
        typed(2, "COMUNE DI MONTALTO UFFUGO", "").await.unwrap();
        typed(3, "firenze", "").await.unwrap();
        // A part of a word is no name, also where it stands in one name alone.
        for part in ["fir", "Comune di Fir"] {
            assert_eq!(problem(typed(4, part, "").await), ("organisation", FieldProblem::Unknown), "{part}");
        }
        // What was merged is not chosen, and what is no identifier is not looked at.
        assert_eq!(problem(typed(4, "", "old").await), ("organisation", FieldProblem::Missing));
        assert_eq!(problem(typed(4, "", "' OR 1=1 --").await), ("organisation", FieldProblem::Missing));
        assert_eq!((body_of(1).await, body_of(2).await, body_of(3).await), ("m3".into(), "m2".into(), "fi".into()));
    })
    .await;
}

#[tokio::test]
async fn a_body_that_is_not_in_the_list_is_named() {
    on_both(async |world| {
        let not_listed = |body: &str, filled| RegistrationForm {
            not_listed: "on".to_owned(),
            other_body: body.to_owned(),
            ..filled
        };
        register(world, not_listed(" Pro Loco\u{202e} di  Prova ", form(world, &address("ada")).await)).await.unwrap();
        let ada = world.owner_of(&address("ada")).await.unwrap();
        assert_eq!((ada.other_body.as_deref(), ada.memberships.len()), (Some("Pro Loco di Prova"), 0));
        assert_eq!(ada.member_type, MemberType::Citizen);
        world.put(&[with(organisation("ditta", "Ditta Prova"), json!({"kind": "supplier"}))]).await;
        let filled = RegistrationForm { organisation: "Ditta Prova".to_owned(), ..form(world, &address("bea")).await };
        register(world, filled).await.unwrap();
        assert_eq!(world.owner_of(&address("bea")).await.unwrap().member_type, MemberType::Partner);
    })
    .await;
}

#[tokio::test]
async fn nobody_is_called_like_a_body_whatever_the_letters() {
    on_both(async |world| {
        put_body(world).await;
        world.put(&[organisation("marina", "Marina di Mare")]).await;
        for (first, last) in [
            ("Comune di", "Roccaverde"),
            ("COMUNE", "di Roccaverde"),
            ("Соmune di", "Roccaverde"),
            ("Cornune di", "Roccaverde"),
            ("Comunedi", "Rocca'verde"),
            ("Marina", "di Mare"),
        ] {
            let filled = form(world, &address("ada")).await;
            let filled = RegistrationForm { first_name: first.to_owned(), last_name: last.to_owned(), ..filled };
            assert_eq!(problem(register(world, filled).await), ("last_name", FieldProblem::Invalid), "{first} {last}");
        }
        let filled = form(world, &address("ada")).await;
        let filled = RegistrationForm { first_name: "Marina".to_owned(), last_name: "Di Marino".to_owned(), ..filled };
        register(world, filled).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_form_that_comes_back_at_once_or_with_a_moment_of_its_own_making_is_a_programs() {
    let people = PeopleSettings { quickest_form: SignedDuration::from_secs(3), ..settings() };
    on_both_with(people, async |world| {
        put_body(world).await;
        let quick = ("form", FieldProblem::TooQuick);
        let filled = form(world, &address("ada")).await;
        assert_eq!(problem(register(world, filled.clone()).await), quick);
        world.wait(SignedDuration::from_millis(2_999));
        assert_eq!(problem(register(world, filled.clone()).await), quick);
        let (moment, seal) = filled.opened.rsplit_once('.').unwrap();
        let earlier = moment.parse::<i64>().unwrap() - 60_000;
        for forged in
            [String::new(), "x".to_owned(), moment.to_owned(), format!("{earlier}.{seal}"), format!("{earlier}.")]
        {
            let filled = RegistrationForm { opened: forged.clone(), ..filled.clone() };
            assert_eq!(problem(register(world, filled).await), quick, "{forged}");
        }
        world.wait(SignedDuration::from_millis(1));
        register(world, filled).await.unwrap();
        assert!(world.owner_of(&address("ada")).await.is_some());
    })
    .await;
}

#[tokio::test]
async fn one_address_is_not_flooded_with_mails_by_others() {
    on_both(async |world| {
        put_body(world).await;
        for _ in 0..5 {
            register(world, form(world, &address("ada")).await).await.unwrap();
        }
        let filled = form(world, &address("ada")).await;
        let wait = ("form", FieldProblem::Wait);
        assert_eq!(problem(register(world, filled.clone()).await), wait);
        assert_eq!(problem(world.portal.ask_for_link(&address("ada"), &visit()).await), wait);
        assert_eq!(world.mails_to(&address("ada")).await.len(), 5);
        register(world, form(world, &address("bea")).await).await.unwrap();
        world.wait(hours(24));
        register(world, filled).await.unwrap();
        assert_eq!(world.mails_to(&address("ada")).await.len(), 6);
    })
    .await;
}
