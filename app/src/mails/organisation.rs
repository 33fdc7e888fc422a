// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Letters on acting for an organisation, and on the list of organisations.

use domain::member::OrganisationRole;

use super::letter::Parts;
use super::{Writer, name, plain, short};
use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::parts::named::{Named, within};

impl Writer<'_> {
    /// A letter to who is about to decide something.
    pub(super) fn to_who_decides(&self, subject: impl Into<String>, first_name: &str) -> Parts {
        Parts::new(subject, self.greeting(first_name)).footer(say!(self.locale, mails.why.duty))
    }

    /// Where who was invited registers.
    pub(super) fn registration(&self, token: &str) -> String {
        self.at(&format!("{}?token={}", paths::register(self.locale), plain(token)))
    }

    pub(super) fn invitation(
        &self,
        inviter: &str,
        organisation: Option<&str>,
        role: Option<OrganisationRole>,
        token: &str,
    ) -> Parts {
        let (locale, inviter) = (self.locale, name(inviter));
        let (subject, text) = match organisation {
            Some(organisation) => (
                say!(locale, mails.invitation.subject_for, organisation = short(organisation)),
                say!(locale, mails.invitation.text_for, inviter = inviter, organisation = name(organisation)),
            ),
            None => (
                say!(locale, mails.invitation.subject).to_owned(),
                say!(locale, mails.invitation.text, inviter = inviter),
            ),
        };
        let role = role.map(|role| say!(locale, mails.invitation.role, role = within(role.name(locale))));
        Parts::new(subject, self.greeting(""))
            .says(text)
            .may_say(role)
            .says(say!(locale, mails.invitation.about))
            .action(say!(locale, mails.invitation.action), self.registration(token))
            .unexpected(say!(locale, mails.invitation.unexpected))
            .footer(say!(locale, mails.why.invited))
    }

    /// To somebody who has an account. The two names are those of who gets it and of who invites.
    pub(super) fn colleague_invitation(
        &self,
        (first_name, inviter): (&str, &str),
        organisation: &str,
        role: OrganisationRole,
        token: &str,
    ) -> Parts {
        let (locale, inviter) = (self.locale, name(inviter));
        let subject = say!(locale, mails.invitation.subject_for, organisation = short(organisation));
        let text = say!(locale, mails.invitation.text_for, inviter = inviter, organisation = name(organisation));
        self.to_holder(subject, first_name)
            .says(text)
            .says(say!(locale, mails.invitation.role, role = within(role.name(locale))))
            .action(say!(locale, mails.invitation.action), self.link(token))
            .unexpected(say!(locale, mails.invitation.unexpected))
    }

    /// To who lets people in. The organisation is its name and its slug.
    pub(super) fn join_requested(
        &self,
        first_name: &str,
        member: &str,
        (organisation, slug): (&str, &str),
        role: OrganisationRole,
    ) -> Parts {
        let (locale, role) = (self.locale, within(role.name(self.locale)));
        let subject = say!(locale, mails.join_requested.subject, organisation = short(organisation));
        let (member, organisation) = (name(member), name(organisation));
        let text = say!(locale, mails.join_requested.text, member = member, organisation = organisation, role = role);
        self.to_who_decides(subject, first_name)
            .says(text)
            .says(say!(locale, mails.join_requested.how))
            .action(say!(locale, mails.join_requested.action), self.at(&paths::people(locale, &plain(slug))))
            .unexpected(say!(locale, mails.join_requested.unexpected))
    }

    pub(super) fn join_accepted(
        &self,
        first_name: &str,
        (organisation, slug): (&str, &str),
        role: OrganisationRole,
    ) -> Parts {
        let (locale, role) = (self.locale, within(role.name(self.locale)));
        let subject = say!(locale, mails.join_accepted.subject, organisation = short(organisation));
        self.to_holder(subject, first_name)
            .says(say!(locale, mails.join_accepted.text, organisation = name(organisation), role = role))
            .action(say!(locale, mails.join_accepted.action), self.at(&paths::organisation(locale, &plain(slug))))
            .unexpected(say!(locale, mails.join_accepted.unexpected))
    }

    pub(super) fn join_refused(&self, first_name: &str, organisation: &str) -> Parts {
        let locale = self.locale;
        let subject = say!(locale, mails.join_refused.subject, organisation = short(organisation));
        self.to_holder(subject, first_name)
            .says(say!(locale, mails.join_refused.text, organisation = name(organisation)))
            .says(say!(locale, mails.join_refused.how))
            .action(say!(locale, mails.join_refused.action), self.at(&paths::memberships(locale)))
            .unexpected(say!(locale, mails.join_refused.unexpected))
    }

    pub(super) fn removed(&self, first_name: &str, organisation: &str) -> Parts {
        let locale = self.locale;
        self.to_holder(say!(locale, mails.removed.subject, organisation = short(organisation)), first_name)
            .says(say!(locale, mails.removed.text, organisation = name(organisation)))
            .action(say!(locale, mails.removed.action), self.at(&paths::memberships(locale)))
            .unexpected(say!(locale, mails.removed.unexpected))
    }

    /// To who looks after the list of organisations.
    pub(super) fn organisation_requested(&self, first_name: &str, member: &str, organisation: &str) -> Parts {
        let (locale, member, organisation) = (self.locale, name(member), name(organisation));
        self.to_who_decides(say!(locale, mails.organisation_requested.subject), first_name)
            .says(say!(locale, mails.organisation_requested.text, member = member, organisation = organisation))
            .action(say!(locale, mails.organisation_requested.action), self.at(&paths::organisation_queue(locale)))
            .unexpected(say!(locale, mails.organisation_requested.unexpected))
    }

    pub(super) fn organisation_accepted(&self, first_name: &str, (organisation, slug): (&str, &str)) -> Parts {
        let (locale, page) = (self.locale, self.at(&paths::organisation(self.locale, &plain(slug))));
        let subject = say!(locale, mails.organisation_accepted.subject, organisation = short(organisation));
        self.to_holder(subject, first_name)
            .says(say!(locale, mails.organisation_accepted.text, organisation = name(organisation)))
            .action(say!(locale, mails.organisation_accepted.action), page)
            .unexpected(say!(locale, mails.organisation_accepted.unexpected))
    }

    pub(super) fn organisation_refused(&self, first_name: &str, organisation: &str, reason: &str) -> Parts {
        let locale = self.locale;
        let subject = say!(locale, mails.organisation_refused.subject, organisation = short(organisation));
        self.to_holder(subject, first_name)
            .says(say!(locale, mails.organisation_refused.text, organisation = name(organisation)))
            .may_say(self.reason(reason))
            .action(say!(locale, mails.organisation_refused.action), self.at(&paths::memberships(locale)))
            .unexpected(say!(locale, mails.organisation_refused.unexpected))
    }
}
