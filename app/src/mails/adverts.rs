// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Letters on adverts, and on what another body wrote.

use domain::PartialDate;

use super::letter::{Parts, cut};
use super::{Writer, name, plain, short};
use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::parts::numbers;

/// The longest line of a message that is passed on, in characters; longer than any message.
const LINE_MAX: usize = 4_001;

impl Writer<'_> {
    /// To who answers for an advert, before its last day and once it is over. `(title, uid)` names it.
    pub(super) fn advert_ends(&self, first_name: &str, (title, uid): (&str, &str), last: &str, over: bool) -> Parts {
        let (locale, title) = (self.locale, name(title));
        let day = PartialDate::parse(last).map(|day| numbers::date(locale, day)).unwrap_or_default();
        let (subject, text) = match over {
            true => (
                say!(locale, mails.advert_ends.subject_over),
                say!(locale, mails.advert_ends.text_over, title = title, day = day),
            ),
            false => (
                say!(locale, mails.advert_ends.subject_near),
                say!(locale, mails.advert_ends.text_near, title = title, day = day),
            ),
        };
        self.to_holder(subject, first_name)
            .says(text)
            .says(say!(locale, mails.advert_ends.what))
            .action(say!(locale, mails.advert_ends.action), self.at(&paths::advert(locale, &plain(uid))))
    }

    /// To who acts for a body to which another one wrote. `(title, uid)`: what it is about, and the conversation.
    pub(super) fn contact_written(
        &self,
        first_name: &str,
        organisation: &str,
        (title, uid): (&str, &str),
        text: &str,
    ) -> Parts {
        let locale = self.locale;
        let subject = say!(locale, mails.contact_written.subject, organisation = short(organisation));
        let intro = say!(locale, mails.contact_written.text, organisation = name(organisation), title = name(title));
        let mut parts = self.to_holder(subject, first_name).says(intro);
        for line in text.lines().map(|line| cut(line, LINE_MAX)).filter(|line| !line.is_empty()) {
            parts = parts.says(line);
        }
        parts
            .action(say!(locale, mails.contact_written.action), self.at(&paths::contact(locale, &plain(uid))))
            .unexpected(say!(locale, mails.contact_written.unexpected))
    }
}
