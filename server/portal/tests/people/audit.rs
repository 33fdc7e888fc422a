// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The audit log: a line for each act, in a whole chain, and nothing in it that says who a person is.

use domain::Uid;
use domain::policy::Viewer;
use portal::people::{
    AuditAct, AuditLine, DecisionForm, InvitationForm, JoinForm, OrganisationDecision, OrganisationRequestForm,
    RegistrationForm,
};
use serde_json::json;
use store::{AuditVerdict, Page};

use crate::addresses::asked;
use crate::confirming::{choose, press};
use crate::identities::claim;
use crate::passwords::forgotten;
use crate::registering::{form, register};
use crate::second_factor::set_up;
use crate::world::{OTHER, PASSWORD, World, acting, address, in_office, member, on_both, organisation, visit, with};

/// The acts in the log, the oldest first, each with who did it to what.
async fn log(world: &World) -> Vec<(String, String, String)> {
    let mut rows = world.portal.store().audit(Page::first(1_000), None).await.unwrap().rows;
    rows.reverse();
    let actor = |uid: &Option<Uid>| uid.as_ref().map_or_else(|| "-".to_owned(), Uid::to_string);
    rows.iter().map(|row| (actor(&row.actor), row.act.clone(), format!("{} {}", row.kind, row.uid))).collect()
}

async fn decide(world: &World, decision: &str, role: &str) {
    let form = DecisionForm {
        organisation_uid: "lu".to_owned(),
        member: "ada".to_owned(),
        decision: decision.to_owned(),
        role: role.to_owned(),
    };
    world.portal.decide_membership(&world.by("lia").await, form).await.unwrap();
}

/// What members do to their own accounts.
async fn by_members(world: &World) {
    let filled = form(world, &address("zenobia")).await;
    let filled = RegistrationForm { first_name: "Zenobia".to_owned(), last_name: "Zagari".to_owned(), ..filled };
    register(world, RegistrationForm { organisation: "Comune di Lucca".to_owned(), ..filled }).await.unwrap();
    choose(world, &world.link_to(&address("zenobia")).await, PASSWORD).await;
    choose(world, &forgotten(world, "zenobia").await, PASSWORD).await;
    let session = world.signs_in("zenobia").await.token;
    let own = world.owner_of(&address("zenobia")).await.unwrap().uid;
    set_up(world, own.as_str(), &session).await;
    let zenobia = world.viewer(&session).await;
    world.portal.create_token(&domain::Email::parse(&address("zenobia")).unwrap()).await.unwrap();
    let token = world.portal.security_page(&zenobia, &session).await.unwrap().tokens.remove(0);
    world.portal.end_token(&zenobia, &token.id).await.unwrap();
    world.portal.remove_second_factor(&zenobia, PASSWORD, &visit()).await.unwrap();
    world.portal.link_identity(&zenobia, claim("zenobia")).await.unwrap();
    world.portal.remove_identity(&zenobia, "https://sso.example.it", "zenobia").await.unwrap();
    world.portal.close_account(&zenobia, &address("zenobia"), PASSWORD, &visit()).await.unwrap();
    let (old, new) = asked(world, "ada@nuovo.example.it").await;
    press(world, &old).await.unwrap();
    press(world, &new).await.unwrap();
}

/// What is done in and for bodies.
async fn in_bodies(world: &World) {
    let ada = world.portal.sign_in(crate::world::sign_in_form("ada@nuovo.example.it", PASSWORD), &visit()).await;
    let ada = world.viewer(&ada.unwrap().token).await;
    let join = JoinForm { organisation_uid: "lu".to_owned(), ..JoinForm::default() };
    world.portal.join(&ada, join, &visit()).await.unwrap();
    decide(world, "admit", "editor").await;
    decide(world, "change", "contributor").await;
    decide(world, "remove", "").await;
    let invitation = InvitationForm { organisation_uid: "lu".to_owned(), email: address("eva"), ..Default::default() };
    world.portal.invite_colleague(&world.by("lia").await, invitation, &visit()).await.unwrap();
    for name in ["Comune di Zibello", "Comune di Zocca"] {
        let (name, kind) = (name.to_owned(), "municipality".to_owned());
        let request = OrganisationRequestForm { name, kind, ..OrganisationRequestForm::default() };
        world.portal.request_organisation(&ada, request).await.unwrap();
    }
}

/// What administrators do.
async fn by_administrators(world: &World) {
    let (portal, root) = (&world.portal, world.by("root").await);
    portal.admit(&root, "nuova").await.unwrap();
    portal.suspend(&root, "nuova", "Perché sì.").await.unwrap();
    portal.reinstate(&root, "nuova").await.unwrap();
    portal.grant_roles(&root, "nuova", &["reviewer".to_owned()]).await.unwrap();
    portal.send_link_again(&root, "nuova").await.unwrap();
    let requests = portal.organisation_queue(&root).await.unwrap().requests;
    for (request, decision) in requests.iter().zip(["accept", "refuse"]) {
        let form = OrganisationDecision {
            id: request.id.clone(),
            decision: decision.to_owned(),
            name: "Comune di Zibello".to_owned(),
            kind: "municipality".to_owned(),
            reason: "Perché no.".to_owned(),
            ..OrganisationDecision::default()
        };
        portal.decide_organisation(&root, form).await.unwrap();
    }
    portal.merge_organisations(&root, "pi", "lu").await.unwrap();
    let mail = portal.mails(&root, 1).await.unwrap().mails.remove(0);
    portal.send_again(&root, &mail.id).await.unwrap();
}

async fn fill(world: &World) {
    let lucca = with(organisation("lu", "Comune di Lucca"), json!({"email_domains": ["comune.example.it"]}));
    world.put(&[lucca, organisation("pi", "Comune di Pisa")]).await;
    world
        .put_members(&[
            in_office("root", "administrator"),
            acting("lia", "lu", "representative"),
            member("ada"),
            with(member("nuova"), json!({"state": "pending_approval"})),
        ])
        .await;
    by_members(world).await;
    in_bodies(world).await;
    by_administrators(world).await;
}

#[tokio::test]
async fn each_act_leaves_a_line_with_who_did_it_to_what() {
    on_both(async |world| {
        fill(world).await;
        let log = log(world).await;
        for act in AuditAct::ALL {
            assert!(log.iter().any(|(_, code, _)| code == act.code()), "{act:?} left no line: {log:#?}");
        }
        assert!(log.iter().all(|(_, code, _)| AuditAct::from_code(code).is_some()));
        for (actor, act, thing) in [
            ("root", AuditAct::Suspended, "member nuova"),
            ("root", AuditAct::RolesChanged, "member nuova"),
            ("lia", AuditAct::MembershipChanged, "member ada"),
            ("lia", AuditAct::Invited, "organisation lu"),
            ("ada", AuditAct::AddressChanged, "member ada"),
            ("root", AuditAct::OrganisationsMerged, "organisation pi"),
        ] {
            let line = (actor.to_owned(), act.code().to_owned(), thing.to_owned());
            assert!(log.contains(&line), "{line:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn the_chain_is_whole_and_a_line_that_was_changed_is_found() {
    on_both(async |world| {
        fill(world).await;
        let rows = u64::try_from(log(world).await.len()).unwrap();
        assert_eq!(world.portal.store().verify_audit().await.unwrap(), AuditVerdict::Whole { rows });
        for words in ["UPDATE audit SET act = 'x' WHERE seq = 3", "DELETE FROM audit WHERE seq = 3"] {
            let db = world.portal.store().writer_connection();
            sea_orm::ConnectionTrait::execute_unprepared(db, words).await.unwrap_err();
        }
        assert_eq!(world.portal.store().verify_audit().await.unwrap(), AuditVerdict::Whole { rows });
    })
    .await;
}

#[tokio::test]
async fn no_line_holds_a_name_an_address_or_what_somebody_wrote() {
    on_both(async |world| {
        fill(world).await;
        let dump = world.dump().await;
        let lines: Vec<&str> = dump.lines().filter(|line| line.starts_with("audit: ")).collect();
        assert!(lines.len() > 20);
        for line in lines {
            for word in
                ["Zenobia", "Zagari", "Prova", "Lia", "@", "example", "Perché", "Lucca", "Zocca", PASSWORD, OTHER]
            {
                assert!(!line.contains(word), "{word} in {line}");
            }
        }
    })
    .await;
}

#[tokio::test]
async fn an_administrator_reads_the_names_as_they_are_now_and_those_who_are_gone_have_none() {
    on_both(async |world| {
        fill(world).await;
        let root = world.by("root").await;
        let page = world.portal.audit_page(&root, 1).await.unwrap();
        assert_eq!((page.total, page.page), (page.lines.len() as u64, 1));
        let line = |act: AuditAct| -> &AuditLine { page.lines.iter().find(|line| line.act == act.code()).unwrap() };
        let suspended = line(AuditAct::Suspended);
        assert_eq!((suspended.actor.as_deref(), suspended.name.as_deref()), (Some("Root Prova"), Some("Nuova Prova")));
        let closed = line(AuditAct::Closed);
        assert_eq!((&closed.actor, &closed.name), (&None, &None));
        assert_eq!(line(AuditAct::OrganisationAccepted).name.as_deref(), Some("Comune di Zibello"));
        let account = world.portal.account_page(&root, "nuova").await.unwrap();
        assert!(account.audit.len() >= 4 && account.audit.iter().all(|line| line.uid == "nuova"));
        assert!(world.portal.audit_page(&Viewer::Visitor, 1).await.is_err());
    })
    .await;
}
