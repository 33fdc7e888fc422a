// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Letters on what other bodies say of a practice, what is said of a twinning, and on who took a practice up.

use super::letter::Parts;
use super::{Writer, name, plain};
use crate::paths;
use crate::ssr::i18n::say;

impl Writer<'_> {
    /// To who lets a testimonial in. `(title, uid)` is the practice.
    pub(super) fn testimonial_waits(&self, first_name: &str, by: &str, (title, uid): (&str, &str)) -> Parts {
        let (locale, by, title) = (self.locale, name(by), name(title));
        self.to_who_decides(say!(locale, mails.testimonial_waits.subject), first_name)
            .says(say!(locale, mails.testimonial_waits.text, by = by, title = title))
            .action(say!(locale, mails.testimonial_waits.action), self.at(&paths::practice_desk(locale, &plain(uid))))
    }

    /// To who wrote a testimonial. `(title, slug)` is the practice.
    pub(super) fn testimonial_decided(&self, first_name: &str, (title, slug): (&str, &str), decision: &str) -> Parts {
        let (locale, title) = (self.locale, name(title));
        let (subject, text) = match decision {
            "admit" => (
                say!(locale, mails.testimonial_decided.subject_admit),
                say!(locale, mails.testimonial_decided.text_admit, title = title),
            ),
            "take_out" => (
                say!(locale, mails.testimonial_decided.subject_take_out),
                say!(locale, mails.testimonial_decided.text_take_out, title = title),
            ),
            _ => (
                say!(locale, mails.testimonial_decided.subject_refuse),
                say!(locale, mails.testimonial_decided.text_refuse, title = title),
            ),
        };
        let page = self.at(&paths::practice(locale, &plain(slug)));
        self.to_holder(subject, first_name).says(text).action(say!(locale, mails.testimonial_decided.action), page)
    }

    /// To who lets in a testimonial about a twinning. `(title, slug)` is the twinning.
    pub(super) fn twinning_testimonial_waits(&self, first_name: &str, by: &str, (title, slug): (&str, &str)) -> Parts {
        let (locale, by, title) = (self.locale, name(by), name(title));
        self.to_who_decides(say!(locale, mails.testimonial_waits.subject), first_name)
            .says(say!(locale, mails.testimonial_waits.text_twinning, by = by, title = title))
            .action(say!(locale, mails.testimonial_waits.action), self.at(&paths::twinning_desk(locale, &plain(slug))))
    }

    /// To who wrote a testimonial about a twinning. `(title, slug)` is the twinning.
    pub(super) fn twinning_testimonial_decided(
        &self,
        first_name: &str,
        (title, slug): (&str, &str),
        decision: &str,
    ) -> Parts {
        let (locale, title) = (self.locale, name(title));
        let (subject, text) = match decision {
            "admit" => (
                say!(locale, mails.testimonial_decided.subject_admit),
                say!(locale, mails.testimonial_decided.twinning_admit, title = title),
            ),
            "take_out" => (
                say!(locale, mails.testimonial_decided.subject_take_out),
                say!(locale, mails.testimonial_decided.twinning_take_out, title = title),
            ),
            _ => (
                say!(locale, mails.testimonial_decided.subject_refuse),
                say!(locale, mails.testimonial_decided.twinning_refuse, title = title),
            ),
        };
        let page = self.at(&paths::twinning(locale, &plain(slug)));
        self.to_holder(subject, first_name)
            .says(text)
            .action(say!(locale, mails.testimonial_decided.open_twinning), page)
    }

    /// To who speaks for the body that is said to have taken a practice up. The first two names are those of who gets
    /// it and of who says so; then the body with its identifier and that of the adoption, and the practice with its
    /// address.
    pub(super) fn adoption_to_confirm(
        &self,
        (first_name, by): (&str, &str),
        (organisation, adoption): (&str, (&str, &str)),
        (title, slug): (&str, &str),
    ) -> Parts {
        let (locale, by, title, organisation) = (self.locale, name(by), name(title), name(organisation));
        let text = say!(locale, mails.adoption_to_confirm.text, by = by, organisation = organisation, title = title);
        let page = paths::adoption_named(locale, &plain(slug), &plain(adoption.0), &plain(adoption.1));
        let page = self.at(&page);
        self.to_who_decides(say!(locale, mails.adoption_to_confirm.subject), first_name)
            .says(text)
            .says(say!(locale, mails.adoption_to_confirm.what))
            .action(say!(locale, mails.adoption_to_confirm.action), page)
    }

    /// To the authors of a practice, once the body that was said to have taken it up has answered.
    pub(super) fn adoption_answered(
        &self,
        first_name: &str,
        organisation: &str,
        (title, slug): (&str, &str),
        confirmed: bool,
    ) -> Parts {
        let (locale, title, organisation) = (self.locale, name(title), name(organisation));
        let (subject, text) = match confirmed {
            true => (
                say!(locale, mails.adoption_answered.subject_confirmed),
                say!(locale, mails.adoption_answered.text_confirmed, organisation = organisation, title = title),
            ),
            false => (
                say!(locale, mails.adoption_answered.subject_denied),
                say!(locale, mails.adoption_answered.text_denied, organisation = organisation, title = title),
            ),
        };
        let page = self.at(&paths::practice(locale, &plain(slug)));
        self.to_holder(subject, first_name).says(text).action(say!(locale, mails.adoption_answered.action), page)
    }
}
