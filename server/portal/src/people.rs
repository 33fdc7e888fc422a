// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! People: accounts, sessions, memberships, roles, the directory, and what administrators do.

mod administration;
mod audit;
mod closed;
mod closing;
mod codes;
mod creating;
mod directory;
mod identities;
mod invitations;
mod jobs;
mod links;
mod mails;
mod memberships;
mod merging;
mod organisations;
mod own_copy;
mod passwords;
mod practice_invitations;
mod profile;
mod recovering;
mod registering;
mod secrets;
mod security;
mod sessions;
mod signing_in;
mod tokens;
mod values;

use std::net::IpAddr;

use domain::Locale;
use domain::member::PortalRole;
use jiff::SignedDuration;
use store::{Change, Work};

use crate::Portal;
use crate::form::FormError;

pub use audit::AuditAct;
pub use creating::NewAccount;
pub use identities::{AddressWord, Assurance, ByIdentity, IdentityClaim, IdentityRefusal};
pub use invitations::InvitationForm;
pub use links::{LinkFollowed, LinkForm};
pub use mails::{MailContent, MailToSend, NewsLine, NoticeMail};
pub use memberships::{DecisionForm, JoinForm};
pub use organisations::{OrganisationDecision, OrganisationRequestForm};
pub use passwords::Hashing;
pub use profile::{PHOTO_MAX, ProfileForm, VisibilityForm};
pub use registering::RegistrationForm;
pub use security::{AddressForm, PasswordForm};
pub use sessions::{Computer, NewSession, Present, ProviderSession};
pub use signing_in::SignInForm;
pub use values::*;

pub(crate) use directory::facts as facts_of;
pub(crate) use jobs::Job;
pub(crate) use mails::{write_about, write_once, write_to};
pub(crate) use passwords::Passwords;
pub(crate) use registering::today;
pub(crate) use secrets::{Secrets, fingerprint};
pub(crate) use security::facts_of_own;
pub(crate) use sessions::into_portal;

/// How accounts work in this portal.
#[derive(Clone, Debug)]
pub struct PeopleSettings {
    /// How people come to an account.
    pub registration: Registration,
    /// Roles that are in force only with a second factor.
    pub second_factor_for: Vec<PortalRole>,
    /// What a password hash costs.
    pub hashing: Hashing,
    /// Fills a buffer with random bytes fit for secrets.
    pub random: fn(&mut [u8]),
    /// A form that comes back sooner than this was filled in by a program.
    pub quickest_form: SignedDuration,
    /// The version of the terms that are accepted now.
    pub terms: String,
    /// Whether the invented accounts of the demonstration may be used: only where nobody else can reach the portal.
    pub demo_accounts: DemoAccounts,
    /// The portal's own name for authenticator apps.
    pub name: String,
    /// Whether a mail server is configured.
    pub sends_mail: bool,
}

/// Whether the invented accounts of the demonstration may be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DemoAccounts {
    /// On a loopback address.
    Usable,
    /// Anywhere else.
    Refused,
}

/// Where a request comes from, as far as limits and sessions ask.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Visit {
    /// The client's address; absent in tests.
    pub network: Option<IpAddr>,
    /// The cookie by which a browser is known, as it came.
    pub device: Option<String>,
    /// Browser and system, in a few words.
    pub browser: String,
    /// The language of the page.
    pub locale: Locale,
}

impl Portal {
    pub(crate) fn people(&self) -> &PeopleSettings {
        &self.inner.settings.people
    }

    /// Runs a change whose refusals are those of a form, and wakes who sends mails.
    pub(crate) async fn write<T, F>(&self, work: F) -> Result<T, FormError>
    where
        F: for<'c> FnOnce(&'c mut Change) -> Work<'c, T, FormError> + Send + 'static,
        T: Send + 'static,
    {
        let outcome = self.inner.store.write(self.now(), work).await;
        self.inner.mails_written.notify_one();
        outcome
    }

    /// Comes back as soon as this server may have written a mail.
    pub async fn mails_written(&self) {
        self.inner.mails_written.notified().await;
    }
}
