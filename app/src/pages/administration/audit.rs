// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The audit log, which nobody changes.

use domain::Locale;
use leptos::prelude::*;
use portal::people::{AuditAct, AuditLine, AuditPage as Value};

use super::Area;
use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::parts::failure::failed;
use crate::ssr::parts::numbers;
use crate::ssr::parts::pager::{Pager, pages};
use crate::ssr::render::asked;

/// The audit log.
#[component]
pub fn AuditPage() -> impl IntoView {
    let asked = asked();
    let page = asked.here.parameter("page").and_then(|page| page.parse().ok()).unwrap_or(1);
    Suspend::new(async move {
        match asked.portal.audit_page(&asked.here.viewer, page).await {
            Ok(value) => view! { <Audit value/> }.into_any(),
            Err(error) => failed(&asked, &error),
        }
    })
}

#[component]
fn Audit(value: Value) -> impl IntoView {
    let locale = asked().here.locale;
    let Value { total, per_page, page, lines } = value;
    let path = paths::audit(locale);
    let addresses = (1..=pages(total, per_page)).map(|page| format!("{path}?page={page}")).collect::<Vec<_>>();
    let count = say!(locale, administration.audit.count, count = numbers::count(locale, total));
    view! {
        <Area title=say!(locale, administration.menu.audit).to_owned()>
            <p class="lead measure">{say!(locale, administration.audit.lead)}</p>
            <p>{count}</p>
            <Lines lines/>
            <Pager current=page address=addresses/>
        </Area>
    }
}

/// Lines of the log as a table; nothing where there are none.
#[component]
pub(super) fn Lines(lines: Vec<AuditLine>) -> impl IntoView {
    let locale = asked().here.locale;
    let any = !lines.is_empty();
    let rows = lines.into_iter().map(|line| row(line, locale)).collect_view();
    any.then(|| {
        view! {
            <div class="table-scroll" tabindex="0" role="group" aria-label=say!(locale, administration.menu.audit)>
                <table class="table table-sm">
                    <caption class="visually-hidden">{say!(locale, administration.menu.audit)}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{say!(locale, administration.audit.number)}</th>
                            <th scope="col">{say!(locale, administration.audit.at)}</th>
                            <th scope="col">{say!(locale, administration.audit.actor)}</th>
                            <th scope="col">{say!(locale, administration.audit.act)}</th>
                            <th scope="col">{say!(locale, administration.audit.thing)}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        }
    })
}

fn row(line: AuditLine, locale: Locale) -> impl IntoView {
    let actor = line.actor.clone().unwrap_or_else(|| say!(locale, administration.audit.nobody).to_owned());
    let note = details(&line.note).map(|note| view! { <span class="cell-note"><bdi>{note}</bdi></span> });
    let act = AuditAct::from_code(&line.act).map_or_else(|| line.act.clone(), |act| act_words(act, locale).to_owned());
    view! {
        <tr>
            <td class="number">{line.seq}</td>
            <td>{numbers::time(locale, line.at.as_second())}</td>
            <td><bdi>{actor}</bdi></td>
            <th scope="row">{act} {note}</th>
            <td>{thing(&line, locale)}</td>
        </tr>
    }
}

/// What was acted on: its name as a link where it has a page, else its identifier.
fn thing(line: &AuditLine, locale: Locale) -> AnyView {
    let name = line.name.clone().filter(|name| !name.is_empty());
    let shown = name.unwrap_or_else(|| line.uid.clone());
    match line.kind.as_str() {
        "member" => view! { <a href=paths::account(locale, &line.uid)><bdi>{shown}</bdi></a> }.into_any(),
        "mail" => {
            view! { <a href=paths::mail(locale, &line.uid)>{say!(locale, administration.audit.mail)}</a> }.into_any()
        }
        _ => view! { <bdi>{shown}</bdi> }.into_any(),
    }
}

/// The details of a line, in one line: "role: editor, organisation: x".
fn details(note: &serde_json::Value) -> Option<String> {
    let plain = |value: &serde_json::Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let text = match note {
        serde_json::Value::Null => return None,
        serde_json::Value::Object(fields) => {
            fields.iter().map(|(name, value)| format!("{name}: {}", plain(value))).collect::<Vec<_>>().join(", ")
        }
        other => plain(other),
    };
    (!text.is_empty()).then_some(text)
}

fn act_words(act: AuditAct, locale: Locale) -> &'static str {
    match act {
        AuditAct::Registered => say!(locale, administration.act.registered),
        AuditAct::AddressConfirmed => say!(locale, administration.act.address_confirmed),
        AuditAct::AddressChanged => say!(locale, administration.act.address_changed),
        AuditAct::PasswordChanged => say!(locale, administration.act.password_changed),
        AuditAct::SecondFactorOn => say!(locale, administration.act.second_factor_on),
        AuditAct::SecondFactorOff => say!(locale, administration.act.second_factor_off),
        AuditAct::IdentityLinked => say!(locale, administration.act.identity_linked),
        AuditAct::IdentityRemoved => say!(locale, administration.act.identity_removed),
        AuditAct::Admitted => say!(locale, administration.act.admitted),
        AuditAct::Suspended => say!(locale, administration.act.suspended),
        AuditAct::Reinstated => say!(locale, administration.act.reinstated),
        AuditAct::RolesChanged => say!(locale, administration.act.roles_changed),
        AuditAct::Closed => say!(locale, administration.act.closed),
        AuditAct::Invited => say!(locale, administration.act.invited),
        AuditAct::MembershipBegan => say!(locale, administration.act.membership_began),
        AuditAct::MembershipChanged => say!(locale, administration.act.membership_changed),
        AuditAct::MembershipEnded => say!(locale, administration.act.membership_ended),
        AuditAct::OrganisationAccepted => say!(locale, administration.act.organisation_accepted),
        AuditAct::OrganisationRefused => say!(locale, administration.act.organisation_refused),
        AuditAct::OrganisationsMerged => say!(locale, administration.act.organisations_merged),
        AuditAct::MailSentAgain => say!(locale, administration.act.mail_sent_again),
        AuditAct::TokenMade => say!(locale, administration.act.token_made),
        AuditAct::TokenEnded => say!(locale, administration.act.token_ended),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn details_stand_in_one_line_and_nothing_is_made_of_none() {
        assert_eq!(
            details(&json!({"role": "editor", "roles": ["reviewer"]})).as_deref(),
            Some("role: editor, roles: [\"reviewer\"]")
        );
        assert_eq!((details(&json!(null)), details(&json!({}))), (None, None));
    }

    #[test]
    fn every_act_has_its_words_in_both_languages() {
        for act in AuditAct::ALL {
            assert_ne!(act_words(*act, Locale::Italian), act_words(*act, Locale::English), "{}", act.code());
        }
    }
}
