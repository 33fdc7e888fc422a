// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Every field of every form about people, with a text that may be anything.

use domain::Locale;
use domain::policy::Viewer;
use portal::people::{
    AccountsRequest, AddressForm, DecisionForm, InvitationForm, JoinForm, LinkForm, MembersRequest,
    OrganisationDecision, OrganisationRequestForm, ProfileForm, RegistrationForm, VisibilityForm, Visit,
};

use crate::hostile::{Cast, Verdicts, read, verdict};
use crate::world::{PASSWORD, World, address, sign_in_form, visit};

/// Each text through the fields of registering. Addresses of one's own, so that no limit is met.
pub async fn register(world: &World, cast: &Cast, texts: &[String], verdicts: &mut Verdicts) {
    type Field = fn(&mut RegistrationForm, String);
    let fields: &[(&str, Field)] = &[
        ("first_name", |form, text| form.first_name = text),
        ("last_name", |form, text| form.last_name = text),
        ("email", |form, text| form.email = text),
        ("job_title", |form, text| form.job_title = text),
        ("organisation", |form, text| (form.organisation, form.organisation_uid) = (text, String::new())),
        ("organisation_uid", |form, text| form.organisation_uid = text),
        ("other_body", |form, text| (form.other_body, form.not_listed) = (text, "on".to_owned())),
        ("opened", |form, text| form.opened = text),
        ("token", |form, text| form.token = text),
    ];
    for (number, text) in texts.iter().enumerate() {
        for (place, (name, set)) in fields.iter().enumerate() {
            let email = address(&format!("n{number}.{place}"));
            let mut form = RegistrationForm { email, ..cast.registration.clone() };
            set(&mut form, text.clone());
            let outcome = world.portal.register(form, &visit()).await;
            verdicts.insert((format!("register {name}"), number), verdict(name, text, outcome));
        }
        let page = world.portal.registration_page(Some(text), Some(text)).await;
        verdicts.insert(("registration page".to_owned(), number), read("registration page", text, page));
    }
    world.portal.work_on_jobs().await.unwrap();
    assert_eq!(world.number("SELECT count(*) FROM jobs").await, 0, "a job was not done");
}

/// Each text through the fields of the profile.
pub async fn profile(world: &World, cast: &Cast, texts: &[String], verdicts: &mut Verdicts) {
    type Field = fn(&mut ProfileForm, String);
    let fields: &[(&str, Field)] = &[
        ("version", |form, text| form.version = text),
        ("first_name", |form, text| form.first_name = text),
        ("last_name", |form, text| form.last_name = text),
        ("job_title", |form, text| form.job_title = text),
        ("member_type", |form, text| form.member_type = text),
        ("region", |form, text| form.region = text),
        ("bio", |form, text| form.bio = text),
        ("skills", |form, text| form.skills = text),
        ("themes", |form, text| form.themes = vec![text]),
        ("languages", |form, text| form.languages = vec![text]),
        ("link label", |form, text| (form.link_labels, form.link_urls) = (vec![text], vec!["https://a.it".to_owned()])),
        ("link url", |form, text| (form.link_labels, form.link_urls) = (vec!["a".to_owned()], vec![text])),
        ("locale", |form, text| form.locale = text),
    ];
    for (number, text) in texts.iter().enumerate() {
        for (name, set) in fields {
            let version = world.kept("ada").await.version.to_string();
            let mut form = ProfileForm { version, ..cast.profile.clone() };
            set(&mut form, text.clone());
            let outcome = world.portal.save_profile(&cast.ada, form).await;
            verdicts.insert((format!("profile {name}"), number), verdict(name, text, outcome));
        }
        // The page of whatever was kept can be shown.
        world.portal.member(&Viewer::Visitor, Locale::Italian, "ada").await.unwrap();
        let [profile, email, last_sign_in] = [text.clone(), text.clone(), text.clone()];
        let outcome = world.portal.save_visibility(&cast.ada, VisibilityForm { profile, email, last_sign_in }).await;
        verdicts.insert(("visibility".to_owned(), number), verdict("visibility", text, outcome));
    }
}

/// Each text through the fields of signing in, of links and of one's own account. Time goes by, so that no limit is met.
pub async fn accounts(world: &World, cast: &Cast, texts: &[String], verdicts: &mut Verdicts) {
    let portal = &world.portal;
    for (number, text) in texts.iter().enumerate() {
        let odd = Visit { device: Some(text.clone()), ..visit() };
        let address_form = AddressForm { email: text.clone(), current: text.clone() };
        let link = LinkForm { token: text.clone(), password: text.clone(), again: text.clone() };
        let own = "https://sso.example.it";
        let outcomes = [
            ("sign in", verdict("sign in", text, portal.sign_in(sign_in_form(text, text), &visit()).await)),
            ("device", verdict("device", text, portal.sign_in(sign_in_form(&address("zoe"), PASSWORD), &odd).await)),
            (
                "password",
                verdict(
                    "password",
                    text,
                    portal.sign_in(sign_in_form(&address(&format!("x{number}")), text), &visit()).await,
                ),
            ),
            ("recover", verdict("recover", text, portal.ask_for_link(text, &visit()).await)),
            ("follow", verdict("follow", text, portal.follow_link(&Viewer::Visitor, link, &visit()).await)),
            ("link", read("link", text, portal.link_page(text).await)),
            ("session", read("session", text, portal.session(text).await)),
            ("sign out", read("sign out", text, portal.sign_out(text).await)),
            ("code", verdict("code", text, portal.give_code(text, text, &visit()).await)),
            ("presence", verdict("presence", text, portal.confirm_presence(text, text, &visit()).await)),
            ("end session", verdict("end session", text, portal.end_session(&cast.ada, &cast.session, text).await)),
            ("address", verdict("address", text, portal.ask_for_address(&cast.ada, address_form, &visit()).await)),
            ("identity", verdict("identity", text, portal.remove_identity(&cast.root, own, text).await)),
            ("member", read("member", text, portal.member(&cast.ada, Locale::Italian, text).await)),
            ("photo", read("photo", text, portal.member_photo(&cast.ada, text).await)),
        ];
        for (name, outcome) in outcomes {
            verdicts.insert((name.to_owned(), number), outcome);
        }
        world.wait(jiff::SignedDuration::from_hours(2));
    }
    portal.work_on_jobs().await.unwrap();
}

/// Each text through the fields of bodies and their people.
pub async fn bodies(world: &World, cast: &Cast, texts: &[String], verdicts: &mut Verdicts) {
    let portal = &world.portal;
    for (number, text) in texts.iter().enumerate() {
        let request = |name: &str, website: &str, note: &str, kind: &str| OrganisationRequestForm {
            name: name.to_owned(),
            website: website.to_owned(),
            note: note.to_owned(),
            kind: kind.to_owned(),
        };
        let join = |organisation: &str, chosen: &str, role: &str, note: &str| JoinForm {
            organisation: organisation.to_owned(),
            organisation_uid: chosen.to_owned(),
            role: role.to_owned(),
            note: note.to_owned(),
        };
        let invitation =
            InvitationForm { organisation_uid: "lu".to_owned(), email: text.clone(), ..Default::default() };
        let odd = InvitationForm { role: text.clone(), portal_role: text.clone(), ..invitation.clone() };
        let decision = DecisionForm {
            organisation_uid: "lu".to_owned(),
            member: text.clone(),
            decision: text.clone(),
            role: text.clone(),
        };
        let own = "municipality";
        let outcomes = [
            (
                "request name",
                verdict("request", text, portal.request_organisation(&cast.ada, request(text, "", "", own)).await),
            ),
            (
                "request site",
                verdict("request", text, portal.request_organisation(&cast.ada, request("Ente", text, "", own)).await),
            ),
            (
                "request note",
                verdict("request", text, portal.request_organisation(&cast.ada, request("Ente", "", text, own)).await),
            ),
            (
                "request kind",
                verdict("request", text, portal.request_organisation(&cast.ada, request("Ente", "", "", text)).await),
            ),
            ("join name", verdict("join", text, portal.join(&cast.ada, join(text, "", "", ""), &visit()).await)),
            ("join uid", verdict("join", text, portal.join(&cast.ada, join("", text, "", ""), &visit()).await)),
            ("join role", verdict("join", text, portal.join(&cast.ada, join("", "pi", text, ""), &visit()).await)),
            ("leave", verdict("leave", text, portal.leave(&cast.ada, "pi").await)),
            ("join note", verdict("join", text, portal.join(&cast.ada, join("", "pi", "", text), &visit()).await)),
            ("leave again", verdict("leave", text, portal.leave(&cast.ada, "pi").await)),
            ("leave body", verdict("leave", text, portal.leave(&cast.ada, text).await)),
            ("invite", verdict("invite", text, portal.invite_colleague(&cast.root, invitation, &visit()).await)),
            ("invite as", verdict("invite", text, portal.invite_colleague(&cast.root, odd, &visit()).await)),
            ("decide", verdict("decide", text, portal.decide_membership(&cast.root, decision).await)),
            ("people", read("people", text, portal.people_page(&cast.ada, Locale::Italian, text).await)),
            ("candidates", read("candidates", text, portal.organisation_candidates(text).await)),
        ];
        for (name, outcome) in outcomes {
            verdicts.insert((name.to_owned(), number), outcome);
        }
        // So that no limit is met.
        world.tamper("DELETE FROM organisation_requests").await;
        world.tamper("DELETE FROM attempts").await;
    }
}

/// Each text through the fields of administrators and of the directory.
pub async fn administration(world: &World, cast: &Cast, texts: &[String], verdicts: &mut Verdicts) {
    let portal = &world.portal;
    for (number, text) in texts.iter().enumerate() {
        let suspended = verdict("suspend", text, portal.suspend(&cast.root, "zoe", text).await);
        if suspended == "taken" {
            portal.reinstate(&cast.root, "zoe").await.unwrap();
        }
        let accounts =
            AccountsRequest { text: text.clone(), state: Some(text.clone()), role: Some(text.clone()), page: 1 };
        let only = AccountsRequest { text: text.clone(), ..AccountsRequest::default() };
        let members = MembersRequest {
            text: text.clone(),
            organisation: Some(text.clone()),
            region: Some(text.clone()),
            theme: Some(text.clone()),
            member_type: Some(text.clone()),
            page: 1,
        };
        let decision =
            OrganisationDecision { id: text.clone(), decision: text.clone(), ..OrganisationDecision::default() };
        let outcomes = [
            ("suspend", suspended),
            ("accounts", read("accounts", text, portal.accounts(&cast.root, accounts).await)),
            ("accounts by text", read("accounts", text, portal.accounts(&cast.root, only).await)),
            ("account", read("account", text, portal.account_page(&cast.root, text).await)),
            ("members", read("members", text, portal.members(&cast.ada, Locale::Italian, members).await)),
            ("mail", read("mail", text, portal.mail(&cast.root, text).await)),
            ("send again", verdict("send again", text, portal.send_again(&cast.root, text).await)),
            ("roles", verdict("roles", text, portal.grant_roles(&cast.root, "zoe", std::slice::from_ref(text)).await)),
            ("admit", verdict("admit", text, portal.admit(&cast.root, text).await)),
            ("decide body", verdict("decide body", text, portal.decide_organisation(&cast.root, decision).await)),
            ("merge from", verdict("merge", text, portal.merge_organisations(&cast.root, text, text).await)),
        ];
        for (name, outcome) in outcomes {
            verdicts.insert((name.to_owned(), number), outcome);
        }
        accept(world, cast, number, text, verdicts).await;
    }
}

/// A body comes into the list with a name, a region, a reason that may be anything.
async fn accept(world: &World, cast: &Cast, number: usize, text: &str, verdicts: &mut Verdicts) {
    let request = OrganisationRequestForm {
        name: format!("Ente numero {number}"),
        kind: "municipality".to_owned(),
        ..OrganisationRequestForm::default()
    };
    world.portal.request_organisation(&cast.ada, request).await.unwrap();
    let id = world.portal.organisation_queue(&cast.root).await.unwrap().requests.remove(0).id;
    let form =
        |decision: &str| OrganisationDecision { id: id.clone(), decision: decision.to_owned(), ..Default::default() };
    let kind = || "municipality".to_owned();
    let region =
        OrganisationDecision { region: text.to_owned(), name: "Ente".to_owned(), kind: kind(), ..form("accept") };
    // Regions that are none: no request is used up.
    if !text.trim().is_empty() {
        let outcome = world.portal.decide_organisation(&cast.root, region).await;
        verdicts.insert(("accept region".to_owned(), number), verdict("region", text, outcome));
    }
    let named = OrganisationDecision { name: text.to_owned(), kind: kind(), ..form("accept") };
    let outcome = verdict("name", text, world.portal.decide_organisation(&cast.root, named).await);
    let is_taken = outcome == "taken";
    verdicts.insert(("accept name".to_owned(), number), outcome);
    if is_taken {
        // It goes again, so that names do not pile up; and the member leaves it.
        world.tamper("DELETE FROM organisations WHERE uid NOT IN ('lu', 'pi')").await;
        world.tamper("DELETE FROM slugs WHERE target NOT IN ('lu', 'pi')").await;
        world.tamper("DELETE FROM memberships WHERE member = 'ada'").await;
        let record = world.record("ada").await;
        let record = domain::member::Member { memberships: Vec::new(), ..record };
        world.change(move |change| Box::pin(async move { change.put_member(&record).await })).await;
    }
    let refused = OrganisationDecision { reason: text.to_owned(), ..form("refuse") };
    let outcome = world.portal.decide_organisation(&cast.root, refused).await;
    verdicts.insert(("refuse reason".to_owned(), number), verdict("reason", text, outcome));
    world.tamper("DELETE FROM organisation_requests").await;
}
