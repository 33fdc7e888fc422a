// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Letters on an account: its address, its password, its state.

use domain::email::EMAIL_MAX;
use domain::member::PortalRole;

use super::letter::{Parts, cut};
use super::{Writer, name, plain};
use crate::paths;
use crate::ssr::i18n::say;
use crate::ssr::parts::named::Named;

impl Writer<'_> {
    /// A letter to who has an account, or asked for one.
    pub(super) fn to_holder(&self, subject: impl Into<String>, first_name: &str) -> Parts {
        Parts::new(subject, self.greeting(first_name)).footer(say!(self.locale, mails.why.account))
    }

    /// Where a link from a mail leads.
    pub(super) fn link(&self, token: &str) -> String {
        self.at(&paths::link(self.locale, &plain(token)))
    }

    pub(super) fn confirm_address(&self, first_name: &str, token: &str) -> Parts {
        let locale = self.locale;
        self.to_holder(say!(locale, mails.confirm_address.subject), first_name)
            .says(say!(locale, mails.confirm_address.text))
            .says(say!(locale, mails.link_life))
            .action(say!(locale, mails.confirm_address.action), self.link(token))
            .unexpected(say!(locale, mails.confirm_address.unexpected))
    }

    pub(super) fn already_registered(&self, first_name: &str) -> Parts {
        let locale = self.locale;
        self.to_holder(say!(locale, mails.already_registered.subject), first_name)
            .says(say!(locale, mails.already_registered.text))
            .says(say!(locale, mails.already_registered.how))
            .action(say!(locale, mails.already_registered.action), self.at(&paths::recover(locale)))
            .unexpected(say!(locale, mails.already_registered.unexpected))
    }

    pub(super) fn set_password(&self, first_name: &str, token: &str) -> Parts {
        let locale = self.locale;
        self.to_holder(say!(locale, mails.set_password.subject), first_name)
            .says(say!(locale, mails.set_password.text))
            .says(say!(locale, mails.link_life))
            .action(say!(locale, mails.set_password.action), self.link(token))
            .unexpected(say!(locale, mails.set_password.unexpected))
    }

    pub(super) fn password_changed(&self, first_name: &str) -> Parts {
        let locale = self.locale;
        self.to_holder(say!(locale, mails.password_changed.subject), first_name)
            .says(say!(locale, mails.password_changed.text))
            .action(say!(locale, mails.password_changed.action), self.at(&paths::recover(locale)))
            .unexpected(say!(locale, mails.password_changed.unexpected))
    }

    pub(super) fn address_change_old(&self, first_name: &str, new_email: &str, token: &str) -> Parts {
        let locale = self.locale;
        self.to_holder(say!(locale, mails.address_change_old.subject), first_name)
            .says(say!(locale, mails.address_change_old.text, email = cut(new_email, EMAIL_MAX)))
            .says(say!(locale, mails.link_life))
            .action(say!(locale, mails.address_change_old.action), self.link(token))
            .unexpected(say!(locale, mails.address_change_old.unexpected))
    }

    pub(super) fn address_change_new(&self, first_name: &str, token: &str) -> Parts {
        let locale = self.locale;
        self.to_holder(say!(locale, mails.address_change_new.subject), first_name)
            .says(say!(locale, mails.address_change_new.text))
            .says(say!(locale, mails.link_life))
            .action(say!(locale, mails.address_change_new.action), self.link(token))
            .unexpected(say!(locale, mails.address_change_new.unexpected))
    }

    pub(super) fn address_changed(&self, first_name: &str) -> Parts {
        let locale = self.locale;
        self.to_holder(say!(locale, mails.address_changed.subject), first_name)
            .says(say!(locale, mails.address_changed.text))
            .action(say!(locale, mails.address_changed.action), self.at(&paths::security(locale)))
            .unexpected(say!(locale, mails.address_changed.unexpected))
    }

    /// To who lets accounts in.
    pub(super) fn account_to_admit(&self, first_name: &str, member: &str, uid: &str) -> Parts {
        let locale = self.locale;
        self.to_who_decides(say!(locale, mails.account_to_admit.subject), first_name)
            .says(say!(locale, mails.account_to_admit.text, member = name(member)))
            .action(say!(locale, mails.account_to_admit.action), self.at(&paths::account(locale, &plain(uid))))
            .unexpected(say!(locale, mails.account_to_admit.unexpected))
    }

    pub(super) fn account_admitted(&self, first_name: &str) -> Parts {
        let locale = self.locale;
        self.to_holder(say!(locale, mails.account_admitted.subject), first_name)
            .says(say!(locale, mails.account_admitted.text))
            .action(say!(locale, mails.account_admitted.action), self.at(&paths::sign_in(locale)))
            .unexpected(say!(locale, mails.account_admitted.unexpected))
    }

    pub(super) fn account_suspended(&self, first_name: &str, reason: &str) -> Parts {
        let locale = self.locale;
        self.to_holder(say!(locale, mails.account_suspended.subject), first_name)
            .says(say!(locale, mails.account_suspended.text))
            .may_say(self.reason(reason))
            .unexpected(say!(locale, mails.account_suspended.unexpected))
    }

    pub(super) fn account_reinstated(&self, first_name: &str) -> Parts {
        let locale = self.locale;
        self.to_holder(say!(locale, mails.account_reinstated.subject), first_name)
            .says(say!(locale, mails.account_reinstated.text))
            .action(say!(locale, mails.account_reinstated.action), self.at(&paths::sign_in(locale)))
            .unexpected(say!(locale, mails.account_reinstated.unexpected))
    }

    pub(super) fn roles_changed(&self, first_name: &str, roles: &[PortalRole]) -> Parts {
        let locale = self.locale;
        let letter = self.to_holder(say!(locale, mails.roles_changed.subject), first_name);
        let letter = match roles {
            [] => letter.says(say!(locale, mails.roles_changed.none)),
            roles => {
                let names: Vec<&str> = roles.iter().map(|role| role.name(locale)).collect();
                letter
                    .says(say!(locale, mails.roles_changed.text, roles = names.join(", ")))
                    .says(say!(locale, mails.roles_changed.how))
            }
        };
        letter
            .action(say!(locale, mails.roles_changed.action), self.at(&paths::security(locale)))
            .unexpected(say!(locale, mails.roles_changed.unexpected))
    }

    pub(super) fn second_factor_changed(&self, first_name: &str, on: bool) -> Parts {
        let locale = self.locale;
        let (subject, text) = match on {
            true => (say!(locale, mails.second_factor.subject_on), say!(locale, mails.second_factor.on)),
            false => (say!(locale, mails.second_factor.subject_off), say!(locale, mails.second_factor.off)),
        };
        self.to_holder(subject, first_name)
            .says(text)
            .action(say!(locale, mails.second_factor.action), self.at(&paths::security(locale)))
            .unexpected(say!(locale, mails.second_factor.unexpected))
    }

    pub(super) fn account_closed(&self, first_name: &str) -> Parts {
        let locale = self.locale;
        self.to_holder(say!(locale, mails.account_closed.subject), first_name)
            .says(say!(locale, mails.account_closed.text))
            .unexpected(say!(locale, mails.account_closed.unexpected))
    }
}
