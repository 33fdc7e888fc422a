// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Letters on invitations to a practice, and on what was said of a body and taken back.

use domain::invitation::Purpose;

use super::letter::Parts;
use super::{Writer, name, plain};
use crate::paths;
use crate::ssr::i18n::say;

impl Writer<'_> {
    /// What somebody is asked for, as subject and text.
    fn asked_for(&self, purpose: &str, inviter: &str, title: &str) -> (&'static str, String) {
        let (locale, inviter, title) = (self.locale, name(inviter), name(title));
        match Purpose::from_code(purpose) {
            Some(Purpose::Authorship) => (
                say!(locale, mails.practice_invitation.subject_authorship),
                say!(locale, mails.practice_invitation.text_authorship, inviter = inviter, title = title),
            ),
            Some(Purpose::Opinion) | None => (
                say!(locale, mails.practice_invitation.subject_opinion),
                say!(locale, mails.practice_invitation.text_opinion, inviter = inviter, title = title),
            ),
        }
    }

    /// To somebody who has an account. The two names are those of who gets it and of who invites.
    pub(super) fn practice_invitation(
        &self,
        (first_name, inviter): (&str, &str),
        title: &str,
        purpose: &str,
        uid: &str,
    ) -> Parts {
        let locale = self.locale;
        let (subject, text) = self.asked_for(purpose, inviter, title);
        self.to_holder(subject, first_name)
            .says(text)
            .says(say!(locale, mails.practice_invitation.how))
            .action(say!(locale, mails.practice_invitation.action), self.at(&paths::invitation(locale, &plain(uid))))
            .unexpected(say!(locale, mails.practice_invitation.unexpected))
    }

    /// To an address that nobody has registered with.
    pub(super) fn practice_invitation_new(&self, inviter: &str, title: &str, purpose: &str, token: &str) -> Parts {
        let locale = self.locale;
        let (subject, text) = self.asked_for(purpose, inviter, title);
        Parts::new(subject, self.greeting(""))
            .says(text)
            .says(say!(locale, mails.invitation.about))
            .says(say!(locale, mails.practice_invitation.how_new))
            .action(say!(locale, mails.practice_invitation.action_new), self.registration(token))
            .unexpected(say!(locale, mails.practice_invitation.unexpected))
            .footer(say!(locale, mails.why.invited))
    }

    /// To who invited. `(title, uid)` names the practice; `by` is who accepted, and empty where somebody declined.
    pub(super) fn invitation_answered(
        &self,
        first_name: &str,
        (title, uid): (&str, &str),
        purpose: &str,
        by: &str,
    ) -> Parts {
        let (locale, by, title) = (self.locale, name(by), name(title));
        let subject = match by.is_empty() {
            true => say!(locale, mails.invitation_answered.subject_no),
            false => say!(locale, mails.invitation_answered.subject_yes),
        };
        let text = match (by.is_empty(), Purpose::from_code(purpose)) {
            (true, _) => say!(locale, mails.invitation_answered.text_no, title = title),
            (false, Some(Purpose::Authorship)) => {
                say!(locale, mails.invitation_answered.text_authorship, by = by, title = title)
            }
            (false, _) => say!(locale, mails.invitation_answered.text_opinion, by = by, title = title),
        };
        let page = self.at(&paths::practice_desk(locale, &plain(uid)));
        self.to_holder(subject, first_name).says(text).action(say!(locale, mails.invitation_answered.action), page)
    }

    /// To an expert who had accepted.
    pub(super) fn invitation_withdrawn(&self, first_name: &str, title: &str) -> Parts {
        let (locale, title) = (self.locale, name(title));
        self.to_holder(say!(locale, mails.invitation_withdrawn.subject), first_name)
            .says(say!(locale, mails.invitation_withdrawn.text, title = title))
            .action(say!(locale, mails.invitation_withdrawn.action), self.at(&paths::desk(locale)))
    }

    /// To an invited expert who gave the opinion.
    pub(super) fn opinion_thanks(&self, first_name: &str, title: &str) -> Parts {
        let (locale, title) = (self.locale, name(title));
        self.to_holder(say!(locale, mails.opinion_thanks.subject), first_name)
            .says(say!(locale, mails.opinion_thanks.text, title = title))
            .action(say!(locale, mails.opinion_thanks.action), self.at(&paths::desk(locale)))
    }

    /// To who speaks for a body that was said to have taken up a practice. The two names are those of who gets it and
    /// of who takes it back; `(title, slug)` names the practice.
    pub(super) fn adoption_taken_back(
        &self,
        (first_name, by): (&str, &str),
        organisation: &str,
        (title, slug): (&str, &str),
    ) -> Parts {
        let (locale, by, organisation, title) = (self.locale, name(by), name(organisation), name(title));
        let text = say!(locale, mails.adoption_taken_back.text, by = by, organisation = organisation, title = title);
        self.to_holder(say!(locale, mails.adoption_taken_back.subject), first_name)
            .says(text)
            .action(say!(locale, mails.adoption_taken_back.action), self.at(&paths::practice(locale, &plain(slug))))
    }
}
