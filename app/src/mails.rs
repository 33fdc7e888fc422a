// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What mails say: one letter for each template, made when it is sent or shown.

mod account;
mod adverts;
mod invitations;
mod letter;
mod notices;
mod organisation;
mod practice;
mod saved;
#[cfg(test)]
mod tests;
mod transfer;
mod twinning;

use domain::Locale;
use domain::notice::Period;
use portal::people::MailContent;

use super::i18n::say;
use super::render::Site;
use letter::{Parts, cut};

/// A mail in words: its text and its HTML say the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// One line of at most 120 characters, without control characters.
    pub subject: String,
    /// The mail for programs that show text.
    pub text: String,
    /// The mail for programs that show HTML: a whole document that loads nothing.
    pub html: String,
    /// Where whoever gets the mail, or the program that shows it, ends mails of this sort by one click (RFC 8058).
    pub unsubscribe: Option<String>,
    /// How mail programs put it together with others.
    pub heads: Heads,
}

/// The head of a mail, as far as it says what the mail belongs to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Heads {
    /// `Message-ID` with its angle brackets, where it has a name of its own: the same for the same thing.
    pub message_id: Option<String>,
    /// `References`, the earliest first; the last one is `In-Reply-To`.
    pub references: Vec<String>,
    /// `List-Id` with its angle brackets.
    pub list_id: Option<String>,
}

/// The longest name within a text, in characters; a longer one is cut.
const NAME_MAX: usize = 120;
/// The longest name within a subject, in characters.
const NAME_IN_SUBJECT_MAX: usize = 60;
/// The longest reason that is passed on, in characters.
const REASON_MAX: usize = 1_000;

/// The words of a mail in a language.
pub fn mail(content: &MailContent, locale: Locale, site: &Site) -> Letter {
    let writer = Writer { locale, site };
    writer.signed(writer.parts(content)).letter(locale)
}

/// Writes letters in a language, from a portal.
struct Writer<'a> {
    locale: Locale,
    site: &'a Site,
}

impl Writer<'_> {
    fn parts(&self, content: &MailContent) -> Parts {
        use MailContent as Mail;
        match content {
            Mail::ConfirmAddress { first_name, token } => self.confirm_address(first_name, token),
            Mail::AlreadyRegistered { first_name } => self.already_registered(first_name),
            Mail::SetPassword { first_name, token } => self.set_password(first_name, token),
            Mail::PasswordChanged { first_name } => self.password_changed(first_name),
            Mail::AddressChangeOld { first_name, new_email, token } => {
                self.address_change_old(first_name, new_email, token)
            }
            Mail::AddressChangeNew { first_name, token } => self.address_change_new(first_name, token),
            Mail::AddressChanged { first_name } => self.address_changed(first_name),
            Mail::Invitation { inviter, organisation, role, token } => {
                self.invitation(inviter, organisation.as_deref(), *role, token)
            }
            Mail::ColleagueInvitation { first_name, inviter, organisation, role, token } => {
                self.colleague_invitation((first_name, inviter), organisation, *role, token)
            }
            Mail::JoinRequested { first_name, member, organisation, slug, role } => {
                self.join_requested(first_name, member, (organisation, slug), *role)
            }
            Mail::JoinAccepted { first_name, organisation, slug, role } => {
                self.join_accepted(first_name, (organisation, slug), *role)
            }
            Mail::JoinRefused { first_name, organisation } => self.join_refused(first_name, organisation),
            Mail::RemovedFromOrganisation { first_name, organisation } => self.removed(first_name, organisation),
            Mail::AccountToAdmit { first_name, member, uid } => self.account_to_admit(first_name, member, uid),
            Mail::AccountAdmitted { first_name } => self.account_admitted(first_name),
            Mail::AccountSuspended { first_name, reason } => self.account_suspended(first_name, reason),
            Mail::AccountReinstated { first_name } => self.account_reinstated(first_name),
            Mail::RolesChanged { first_name, roles } => self.roles_changed(first_name, roles),
            Mail::OrganisationRequested { first_name, member, organisation } => {
                self.organisation_requested(first_name, member, organisation)
            }
            Mail::OrganisationAccepted { first_name, organisation, slug } => {
                self.organisation_accepted(first_name, (organisation, slug))
            }
            Mail::OrganisationRefused { first_name, organisation, reason } => {
                self.organisation_refused(first_name, organisation, reason)
            }
            Mail::SecondFactorChanged { first_name, on } => self.second_factor_changed(first_name, *on),
            Mail::AccountClosed { first_name } => self.account_closed(first_name),
            Mail::PracticeMoved { first_name, title, uid, act, by, note, reviews } => {
                self.practice_moved(first_name, (title, uid), act, (by, note), *reviews)
            }
            Mail::AuthorAdded { first_name, by, title, uid } => self.author_added(first_name, by, title, uid),
            Mail::PracticeInvitation { first_name, inviter, title, purpose, uid } => {
                self.practice_invitation((first_name, inviter), title, purpose, uid)
            }
            Mail::PracticeInvitationNew { inviter, title, purpose, token } => {
                self.practice_invitation_new(inviter, title, purpose, token)
            }
            Mail::InvitationAnswered { first_name, title, uid, purpose, by } => {
                self.invitation_answered(first_name, (title, uid), purpose, by)
            }
            Mail::InvitationWithdrawn { first_name, title } => self.invitation_withdrawn(first_name, title),
            Mail::OpinionThanks { first_name, title } => self.opinion_thanks(first_name, title),
            Mail::AdoptionTakenBack { first_name, by, organisation, title, slug } => {
                self.adoption_taken_back((first_name, by), organisation, (title, slug))
            }
            Mail::PracticeOutdated { first_name, title, uid } => self.practice_outdated(first_name, title, uid),
            Mail::FollowedChanged { first_name, title, slug, act } => {
                self.followed_changed(first_name, (title, slug), act)
            }
            Mail::TestimonialWaits { first_name, by, title, uid } => {
                self.testimonial_waits(first_name, by, (title, uid))
            }
            Mail::TestimonialDecided { first_name, title, slug, decision } => {
                self.testimonial_decided(first_name, (title, slug), decision)
            }
            Mail::TwinningTestimonialWaits { first_name, by, title, slug } => {
                self.twinning_testimonial_waits(first_name, by, (title, slug))
            }
            Mail::TwinningTestimonialDecided { first_name, title, slug, decision } => {
                self.twinning_testimonial_decided(first_name, (title, slug), decision)
            }
            Mail::AdoptionToConfirm { first_name, by, organisation, organisation_uid, adoption_uid, title, slug } => {
                let adoption = (organisation_uid.as_str(), adoption_uid.as_str());
                self.adoption_to_confirm((first_name, by), (organisation, adoption), (title, slug))
            }
            Mail::TwinningNews { first_name, title, slug, deed, to, by, note } => {
                self.twinning_news(first_name, (title, slug), (deed, to), (by, note))
            }
            Mail::AdoptionAnswered { first_name, organisation, title, slug, confirmed } => {
                self.adoption_answered(first_name, organisation, (title, slug), *confirmed)
            }
            Mail::AdvertEnds { first_name, title, uid, last, over } => {
                self.advert_ends(first_name, (title, uid), last, *over)
            }
            Mail::ContactWritten { first_name, organisation, title, uid, text } => {
                self.contact_written(first_name, organisation, (title, uid), text)
            }
            Mail::SavedSearchNews { first_name, name, kind, query, token, news, others } => {
                self.saved_search_news(first_name, (name, *kind, query), token, (news, *others))
            }
            Mail::Notice { first_name, token, mail } => self.notice(first_name, token, mail),
            Mail::NoticeDigest { first_name, member, rhythm, from, until, token, groups, more } => {
                let period = Period { rhythm: *rhythm, from: *from, until: *until };
                self.notice_digest(first_name, (member, period), token, (groups, *more))
            }
        }
    }

    /// Adds who sends the letter to the reason why one gets it.
    fn signed(&self, parts: Parts) -> Parts {
        let parts = parts.footer(say!(self.locale, mails.automatic));
        let owner = &self.site.owner;
        let parts = match owner.name.is_empty() {
            true => parts,
            false => parts.footer(say!(self.locale, mails.owner, owner = name(&owner.name))),
        };
        match owner.email.is_empty() {
            true => parts,
            false => parts.footer(say!(self.locale, mails.contact, email = name(&owner.email))),
        }
    }

    /// How a person is spoken to. A name that mail programs could take for the address of a site is left out: anybody
    /// can give any name with anybody's address, and the letter must not carry advertising there.
    fn greeting(&self, first_name: &str) -> String {
        let first_name = name(first_name);
        match first_name.is_empty() || is_like_address(&first_name) {
            true => say!(self.locale, mails.greeting_nobody).to_owned(),
            false => say!(self.locale, mails.greeting, name = first_name),
        }
    }

    /// An address of the portal, whole.
    fn at(&self, path: &str) -> String {
        format!("{}{path}", self.site.base_url)
    }

    /// The reason of a decision, where one is given.
    fn reason(&self, reason: &str) -> Option<String> {
        let reason = cut(reason, REASON_MAX);
        (!reason.is_empty()).then(|| say!(self.locale, mails.reason, reason = reason))
    }
}

/// A name as it stands in a text.
fn name(text: &str) -> String {
    cut(text, NAME_MAX)
}

/// A name as it stands in a subject.
fn short(text: &str) -> String {
    cut(text, NAME_IN_SUBJECT_MAX)
}

/// What may stand in an address of all that tokens, slugs and identifiers are made of.
fn plain(part: &str) -> String {
    part.chars().filter(|c| c.is_ascii_alphanumeric() || "-._~:".contains(*c)).collect()
}

fn is_like_address(name: &str) -> bool {
    let dotted = name.split('.').skip(1).any(|after| after.starts_with(char::is_alphanumeric));
    dotted || name.contains(['/', ':', '@'])
}
