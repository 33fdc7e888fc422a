// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The templates of mails, each with what fills its gaps.

use domain::member::{OrganisationRole, PortalRole};
use domain::moderation::ModerationDeed;
use domain::notice::{NoticeAbout, NoticeKind, Rhythm};
use domain::saved_search::SavedKind;
use domain::{Day, Uid};
use serde::{Deserialize, Serialize};

use crate::notices::{DigestGroup, NoticePlace};

/// What a mail says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "template", rename_all = "snake_case")]
#[expect(
    missing_docs,
    reason = "each template is a sentence that its name says, and its fields fill the gaps of the words"
)]
pub enum MailContent {
    ConfirmAddress {
        first_name: String,
        token: String,
    },
    AlreadyRegistered {
        first_name: String,
    },
    SetPassword {
        first_name: String,
        token: String,
    },
    PasswordChanged {
        first_name: String,
    },
    AddressChangeOld {
        first_name: String,
        new_email: String,
        token: String,
    },
    AddressChangeNew {
        first_name: String,
        token: String,
    },
    AddressChanged {
        first_name: String,
    },
    Invitation {
        inviter: String,
        organisation: Option<String>,
        role: Option<OrganisationRole>,
        token: String,
    },
    ColleagueInvitation {
        first_name: String,
        inviter: String,
        organisation: String,
        role: OrganisationRole,
        token: String,
    },
    JoinRequested {
        first_name: String,
        member: String,
        organisation: String,
        slug: String,
        role: OrganisationRole,
    },
    JoinAccepted {
        first_name: String,
        organisation: String,
        slug: String,
        role: OrganisationRole,
    },
    JoinRefused {
        first_name: String,
        organisation: String,
    },
    RemovedFromOrganisation {
        first_name: String,
        organisation: String,
    },
    AccountToAdmit {
        first_name: String,
        member: String,
        uid: String,
    },
    AccountAdmitted {
        first_name: String,
    },
    AccountSuspended {
        first_name: String,
        reason: String,
    },
    AccountReinstated {
        first_name: String,
    },
    RolesChanged {
        first_name: String,
        roles: Vec<PortalRole>,
    },
    OrganisationRequested {
        first_name: String,
        member: String,
        organisation: String,
    },
    OrganisationAccepted {
        first_name: String,
        organisation: String,
        slug: String,
    },
    OrganisationRefused {
        first_name: String,
        organisation: String,
        reason: String,
    },
    SecondFactorChanged {
        first_name: String,
        on: bool,
    },
    AccountClosed {
        first_name: String,
    },
    PracticeMoved {
        first_name: String,
        title: String,
        uid: String,
        act: String,
        by: String,
        note: String,
        reviews: bool,
    },
    AuthorAdded {
        first_name: String,
        by: String,
        title: String,
        uid: String,
    },
    PracticeInvitation {
        first_name: String,
        inviter: String,
        title: String,
        purpose: String,
        uid: String,
    },
    PracticeInvitationNew {
        inviter: String,
        title: String,
        purpose: String,
        token: String,
    },
    InvitationAnswered {
        first_name: String,
        title: String,
        uid: String,
        purpose: String,
        by: String,
    },
    InvitationWithdrawn {
        first_name: String,
        title: String,
    },
    OpinionThanks {
        first_name: String,
        title: String,
    },
    AdoptionTakenBack {
        first_name: String,
        by: String,
        organisation: String,
        title: String,
        slug: String,
    },
    PracticeOutdated {
        first_name: String,
        title: String,
        uid: String,
    },
    FollowedChanged {
        first_name: String,
        title: String,
        slug: String,
        act: String,
    },
    TestimonialWaits {
        first_name: String,
        by: String,
        title: String,
        uid: String,
    },
    TestimonialDecided {
        first_name: String,
        title: String,
        slug: String,
        decision: String,
    },
    TwinningTestimonialWaits {
        first_name: String,
        by: String,
        title: String,
        slug: String,
    },
    TwinningTestimonialDecided {
        first_name: String,
        title: String,
        slug: String,
        decision: String,
    },
    AdoptionToConfirm {
        first_name: String,
        by: String,
        organisation: String,
        organisation_uid: String,
        /// Empty in mails that were written before a body could have several of one practice.
        #[serde(default)]
        adoption_uid: String,
        title: String,
        slug: String,
    },
    TwinningNews {
        first_name: String,
        title: String,
        slug: String,
        deed: String,
        to: String,
        by: String,
        note: String,
    },
    AdoptionAnswered {
        first_name: String,
        organisation: String,
        title: String,
        slug: String,
        confirmed: bool,
    },
    AdvertEnds {
        first_name: String,
        title: String,
        uid: String,
        last: String,
        over: bool,
    },
    ContactWritten {
        first_name: String,
        organisation: String,
        title: String,
        uid: String,
        text: String,
    },
    SavedSearchNews {
        first_name: String,
        name: String,
        kind: SavedKind,
        query: String,
        token: String,
        news: Vec<NewsLine>,
        others: u64,
    },
    Notice {
        first_name: String,
        token: String,
        mail: Box<NoticeMail>,
    },
    NoticeDigest {
        first_name: String,
        member: Uid,
        rhythm: Rhythm,
        from: Day,
        until: Day,
        token: String,
        groups: Vec<DigestGroup>,
        more: u64,
    },
}

/// What a mail tells of one notice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticeMail {
    /// Of what it is.
    pub kind: NoticeKind,
    /// The thing: whether it may still be read is asked when the mail is sent.
    pub about: NoticeAbout,
    /// Who did it, as far as the reader may know.
    pub by: Option<String>,
    /// What moderation did.
    pub deed: Option<ModerationDeed>,
    /// What was written to the member.
    pub note: Option<String>,
    /// What the thing is called.
    pub title: Option<String>,
    /// Where it leads.
    pub place: NoticePlace,
    /// The thread that it is about.
    pub thread: Option<Uid>,
    /// The post that it is of.
    pub post: Option<Uid>,
    /// The post that this one answers.
    pub answers: Option<Uid>,
    /// Whether it is the first that is told of the thread, or of the post.
    pub first: bool,
}

/// Something new in a mail.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewsLine {
    /// Its title.
    pub title: String,
    /// What its address ends in: the slug of a practice, the identifier of an advert.
    pub address: String,
}
