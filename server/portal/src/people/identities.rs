// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Identities of other providers (OpenID Connect). An identity is issuer and subject, never an address: an account is
//! linked to one only by who is signed in to it, or is made by it.

use domain::member::MemberState;
use domain::policy::{Act, On, Viewer, allows};
use domain::text::plain_line;
use domain::{Email, Uid};
use serde::{Deserialize, Serialize};
use store::Change;

use super::mails::{MailContent, write_to};
use super::registering::Invited;
use super::sessions::{Begun, Computer, NewSession, ProviderSession};
use super::values::Registration;
use super::{AuditAct, Visit, links};
use crate::Portal;
use crate::error::Error;
use crate::form::{FieldProblem, FormError};

/// What a provider says of an address.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AddressWord {
    /// Nothing that the portal relies on.
    #[default]
    Unsure,
    /// It is this person's, and the configuration says that the provider may be believed.
    Vouched,
}

/// How surely a provider knew the person.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Assurance {
    /// As with a password.
    #[default]
    Plain,
    /// As with a second factor.
    Strong,
}

/// What a provider says of a person, checked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct IdentityClaim {
    /// The provider's name in the configuration.
    pub provider: String,
    /// Its issuer.
    pub issuer: String,
    /// The person, to that issuer.
    pub subject: String,
    /// The address.
    pub email: Option<String>,
    /// What it says of the address.
    pub address: AddressWord,
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: String,
    /// What it calls the person, for the account's page.
    pub label: String,
    /// The token that names the session to it.
    pub id_token: Option<String>,
    /// How surely it knew the person.
    pub assurance: Assurance,
}

/// The longest texts that are kept of an identity, in characters, and its token, in bytes.
const NAME_MAX: usize = 60;
const LABEL_MAX: usize = 300;
const SUBJECT_MAX: usize = 500;
const TOKEN_MAX: usize = 16 * 1024;

impl IdentityClaim {
    /// Whether the provider says that this very address is the person's, and is believed.
    pub(crate) fn vouches_for(&self, email: Option<&Email>) -> bool {
        let own = self.email.as_deref().and_then(|own| Email::parse(own).ok());
        self.address == AddressWord::Vouched && own.is_some() && own.as_ref() == email
    }

    /// The claim in the form in which it is kept; nothing where what names the person cannot be kept whole.
    fn fitted(self) -> Option<Self> {
        let names = [&self.issuer, &self.subject];
        let fits = |name: &String| (1..=SUBJECT_MAX).contains(&name.chars().count()) && !name.contains('\0');
        if !names.into_iter().all(fits) {
            return None;
        }
        let line =
            |text: &str, max: usize| plain_line(text).chars().take(max).collect::<String>().trim_end().to_owned();
        Some(Self {
            email: self.email.filter(|email| Email::parse(email).is_ok()),
            first_name: line(&self.first_name, NAME_MAX),
            last_name: line(&self.last_name, NAME_MAX),
            label: line(&self.label, LABEL_MAX),
            id_token: self.id_token.filter(|token| token.len() <= TOKEN_MAX && !token.contains('\0')),
            ..self
        })
    }

    /// The session at the provider, where it can be ended from here.
    pub(crate) fn session(self) -> Option<ProviderSession> {
        let provider = self.provider;
        self.id_token.map(|id_token| ProviderSession { provider, id_token })
    }
}

/// Why an identity does not sign in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IdentityRefusal {
    /// The account is suspended, or waits to be let in.
    NotActive,
    /// Nobody is linked to it, and one comes to an account by invitation only; or nobody can be, since the provider's
    /// names for it are too long to be kept.
    NotLinked,
    /// An account has this address: its owner signs in with the password and links the identity there.
    KnownAddress,
}

/// What an identity led to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ByIdentity {
    /// A session.
    SignedIn(NewSession),
    /// Nobody is linked to it: it may register.
    Register {
        /// The secret for `paths::register`, as `token`.
        token: String,
    },
    /// Nothing.
    Refused(IdentityRefusal),
}

impl Portal {
    /// Signs in who is linked to an identity; who is not may register with it.
    ///
    /// # Errors
    /// The database cannot be asked.
    pub async fn sign_in_by_identity(&self, claim: IdentityClaim, visit: &Visit) -> Result<ByIdentity, Error> {
        let Some(claim) = claim.fitted() else { return Ok(ByIdentity::Refused(IdentityRefusal::NotLinked)) };
        let outcome = match self.inner.store.identity(&claim.issuer, &claim.subject).await? {
            Some(member) => self.signed_in_by(member, claim, visit).await,
            None => self.may_register(claim).await,
        };
        outcome.map_err(super::sessions::into_portal)
    }

    async fn signed_in_by(&self, member: Uid, claim: IdentityClaim, visit: &Visit) -> Result<ByIdentity, FormError> {
        let refused = Ok(ByIdentity::Refused(IdentityRefusal::NotActive));
        let Some(account) = self.inner.store.account(&member).await? else { return refused };
        if account.member.record.state != MemberState::Active || !self.may_be_used(&account.member.record) {
            return refused;
        }
        let second_factor = (claim.assurance == Assurance::Strong).then(|| self.now());
        let has_second_factor = account.second_factor.is_some_and(|factor| factor.since.is_some());
        let (portal, visit) = (self.clone(), visit.clone());
        let session = self
            .write(move |change| {
                Box::pin(async move {
                    change.identity_used(&claim.issuer, &claim.subject).await?;
                    let computer = Computer::Own;
                    let begun = Begun { computer, second_factor, has_second_factor, provider: claim.session() };
                    Ok(portal.begin_session(change, &account.member, begun, &visit).await?)
                })
            })
            .await?;
        Ok(ByIdentity::SignedIn(session))
    }

    /// The link by which an identity that nobody has registers: it holds what the provider said.
    async fn may_register(&self, claim: IdentityClaim) -> Result<ByIdentity, FormError> {
        if self.people().registration == Registration::Invitation {
            return Ok(ByIdentity::Refused(IdentityRefusal::NotLinked));
        }
        let email = claim.email.as_deref().and_then(|email| Email::parse(email).ok());
        if claim.address == AddressWord::Vouched
            && let Some(email) = &email
            && self.is_confirmed(email).await?
        {
            return Ok(ByIdentity::Refused(IdentityRefusal::KnownAddress));
        }
        let inviter = claim.provider.clone();
        let invited = Invited { inviter, identity: Some(claim), ..Invited::default() };
        let payload = links::json(&invited)?;
        let portal = self.clone();
        let token = self
            .write(move |change| {
                Box::pin(async move {
                    let life = links::REGISTRATION;
                    links::new_link(&portal, change, store::LinkKind::Invitation, None, payload, life).await
                })
            })
            .await?;
        Ok(ByIdentity::Register { token })
    }

    /// Links an identity to the viewer's own account. A session that was left open is not enough for it.
    ///
    /// # Errors
    /// `form` is `taken` where the identity is linked already, `invalid` where its names cannot be kept; `ConfirmFirst`.
    pub async fn link_identity(&self, viewer: &Viewer, claim: IdentityClaim) -> Result<(), FormError> {
        let member = self.own_account(viewer)?;
        Self::check_presence(viewer)?;
        let claim = claim.fitted().ok_or(FormError::field("form", FieldProblem::Invalid))?;
        self.write(move |change| Box::pin(async move { links::add_identity(change, &member, &claim).await })).await
    }

    /// Takes all identities away, when a forgotten password is set anew: one of them may be that of somebody else who
    /// knew the old one. Their owner links them again.
    pub(super) async fn remove_identities(&self, change: &mut Change, member: &Uid) -> Result<(), FormError> {
        for one in self.inner.store.identities_of(member).await? {
            change.remove_identity(member, &one.issuer, &one.subject).await?;
            let thing = ("member", member.as_str());
            Self::note(change, Some(member), AuditAct::IdentityRemoved, thing, serde_json::Value::Null).await?;
        }
        Ok(())
    }

    /// Takes an identity away from the viewer's own account.
    ///
    /// # Errors
    /// `form` is `not_allowed` where it is the only way to sign in.
    pub async fn remove_identity(&self, viewer: &Viewer, issuer: &str, subject: &str) -> Result<(), FormError> {
        let member = self.own_account(viewer)?;
        // The database takes no NUL, and nobody has an identity with one.
        if issuer.contains('\0') || subject.contains('\0') {
            return Err(Error::NotFound.into());
        }
        let account = self.inner.store.account(&member).await?.ok_or(Error::NotFound)?;
        let others = self.inner.store.identities_of(&member).await?.len() > 1;
        if account.password.is_none() && !others {
            return Err(FormError::field("form", FieldProblem::NotAllowed));
        }
        let (issuer, subject) = (issuer.to_owned(), subject.to_owned());
        self.write(move |change| {
            Box::pin(async move {
                if !change.remove_identity(&member, &issuer, &subject).await? {
                    return Err(Error::NotFound.into());
                }
                let thing = ("member", member.as_str());
                Self::note(change, Some(&member), AuditAct::IdentityRemoved, thing, serde_json::Value::Null).await
            })
        })
        .await
    }

    /// The viewer's own account, for what only its owner does.
    pub(crate) fn own_account(&self, viewer: &Viewer) -> Result<Uid, Error> {
        let Some(acting) = viewer.acting() else { return Err(Error::SignInFirst) };
        let facts = super::facts_of_own(&acting.member);
        allows(viewer, Act::OwnAccount, &On::Member(facts))?;
        Ok(acting.member.clone())
    }

    /// Tells the owner that the second factor changed.
    pub(crate) async fn tell_of_second_factor(
        change: &mut Change,
        member: &domain::member::Member,
        on: bool,
    ) -> Result<(), FormError> {
        let first_name = member.first_name.clone();
        write_to(change, member, &MailContent::SecondFactorChanged { first_name, on }).await
    }
}
