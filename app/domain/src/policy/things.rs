// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The things that acts are done to, as far as permission asks about them.

use crate::code::coded;
use crate::collection::Sharing;
use crate::community::{Access, CommunityState};
use crate::contact::ContactRequest;
use crate::member::{MemberState, Shown};
use crate::practice::{Audience, Practice, Stage};
use crate::text::Uid;

coded! {
    /// Whether something that people wrote is shown.
    Standing {
        /// Shown.
        Visible = "visible",
        /// Waits until a moderator has read it.
        Queued = "queued",
        /// Hidden by a moderator, or by the flags of readers.
        Hidden = "hidden",
        /// Withdrawn by its author; a sign that it was there stays.
        Deleted = "deleted",
        /// Erased; nothing of it stays.
        Erased = "erased",
    }
}

coded! {
    /// What can be begun anew.
    New {
        /// A practice.
        Practice = "practice",
        /// A twinning.
        Twinning = "twinning",
        /// An advert.
        Advert = "advert",
        /// A thread that belongs to nothing.
        Thread = "thread",
        /// An event.
        Event = "event",
        /// An organisation.
        Organisation = "organisation",
        /// An adoption of a practice.
        Adoption = "adoption",
        /// A community.
        Community = "community",
    }
}

coded! {
    /// Where a thread stands.
    ThreadState {
        /// Takes replies.
        Open = "open",
        /// Takes none, until a moderator or facilitator opens it again.
        Locked = "locked",
        /// Ended, with its conclusions.
        Closed = "closed",
        /// Its posts are part of another thread now, to which it leads.
        Merged = "merged",
    }
}

coded! {
    /// As what somebody closed a thread.
    ClosedAs {
        /// Who began it, who may open it again.
        Author = "author",
        /// Who moderates it: only who does opens it again.
        Moderator = "moderator",
    }
}

coded! {
    /// Who writes in a thread, of those who read it.
    Writers {
        /// Every member.
        All = "all",
        /// Those with a part in what it is about: the parties of a twinning, the members of a community.
        Within = "within",
    }
}

coded! {
    /// Where an advert or an event stands, as far as permission asks.
    Publicity {
        /// Seen by who writes it only.
        Draft = "draft",
        /// Out, and takes answers or registrations.
        Open = "open",
        /// Out, and takes none any more.
        Over = "over",
    }
}

coded! {
    /// Whether evaluators are asked about a twinning.
    Examination {
        /// Its prerequisites are examined: evaluators read it, before it is out.
        Open = "open",
        /// They are not.
        Closed = "closed",
    }
}

/// A practice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PracticeFacts {
    /// Which one it is, where that matters: an invitation is to one practice.
    pub uid: Option<Uid>,
    /// Its editorial state.
    pub stage: Stage,
    /// Who may read it.
    pub audience: Audience,
    /// The organisation that owns it.
    pub owner: Option<Uid>,
    /// The members who write it.
    pub authors: Vec<Uid>,
    /// The community that it is for.
    pub community: Option<Uid>,
}

impl PracticeFacts {
    /// A practice that nobody owns and nobody is known to write.
    pub const fn of(stage: Stage, audience: Audience) -> Self {
        Self { uid: None, stage, audience, owner: None, authors: Vec::new(), community: None }
    }
}

impl From<&Practice> for PracticeFacts {
    fn from(practice: &Practice) -> Self {
        Self {
            uid: Some(practice.uid.clone()),
            owner: practice.owner_org.clone(),
            authors: practice.authors.clone(),
            community: practice.community.clone(),
            ..Self::of(practice.stage, practice.audience)
        }
    }
}

/// A twinning: seen by all once it is agreed, by its parties before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TwinningFacts {
    /// Whether it is out.
    pub publicity: Publicity,
    /// Who may read it once it is out.
    pub audience: Audience,
    /// Whether evaluators are asked about it.
    pub examination: Examination,
    /// All organisations with a part in it.
    pub parties: Vec<Uid>,
    /// Those among them that must accept it.
    pub signers: Vec<Uid>,
    /// The members who coordinate it.
    pub coordinators: Vec<Uid>,
}

/// An advert or an event, of the organisation that answers for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoticeFacts {
    /// Whether it is out.
    pub publicity: Publicity,
    /// Who may read it once it is out.
    pub audience: Audience,
    /// The organisation.
    pub organisation: Option<Uid>,
    /// The member who wrote it.
    pub author: Option<Uid>,
    /// All organisations with a part in the twinning that it belongs to; none where that is not known.
    pub parties: Vec<Uid>,
    /// The members who coordinate that twinning.
    pub coordinators: Vec<Uid>,
}

impl NoticeFacts {
    /// The same as part of a twinning, for the parties of which it may be.
    #[must_use]
    pub fn within(self, twinning: &TwinningFacts) -> Self {
        Self { parties: twinning.parties.clone(), coordinators: twinning.coordinators.clone(), ..self }
    }
}

/// What a thread or a document belongs to; it is never seen further than that.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Parent {
    /// Nothing: it stands for itself and is for everybody.
    Free,
    /// A thing that is gone, or that nobody could find: it denies.
    Missing,
    /// A thing.
    Of(Box<On>),
}

/// A document of a practice, of a twinning, or of a post.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentFacts {
    /// What it documents.
    pub parent: Parent,
    /// Who may read it, within that.
    pub audience: Audience,
    /// The member who brought it.
    pub author: Option<Uid>,
    /// Whether it is shown.
    pub standing: Standing,
}

/// What somebody says of a practice, of its adoption, or of a twinning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TestimonialFacts {
    /// The practice or the twinning.
    pub parent: Parent,
    /// Whether it is shown.
    pub standing: Standing,
    /// The member who wrote it.
    pub author: Option<Uid>,
}

/// An adoption of a practice by a body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AdoptionFacts {
    /// The practice.
    pub parent: Parent,
    /// The body, where the portal knows it.
    pub adopter: Option<Uid>,
}

/// A collection of practices.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CollectionFacts {
    /// The member who made it.
    pub owner: Uid,
    /// Who may read it.
    pub sharing: Sharing,
}

/// A community, with its people as far as they are not in `Acting::communities`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommunityFacts {
    /// Which one it is.
    pub community: Uid,
    /// How members come in.
    pub access: Access,
    /// Who reads what is written in it.
    pub audience: Audience,
    /// Whether it goes on.
    pub state: CommunityState,
    /// The member to whom it belongs.
    pub owner: Option<Uid>,
    /// The members who look after it.
    pub facilitators: Vec<Uid>,
    /// The members who are invited and have not answered.
    pub invited: Vec<Uid>,
    /// The members who asked to come in and have no answer.
    pub requested: Vec<Uid>,
    /// The members who are kept out.
    pub suspended: Vec<Uid>,
}

/// A thread.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ThreadFacts {
    /// What it is about.
    pub parent: Parent,
    /// Who may read it, within that.
    pub audience: Audience,
    /// Who writes in it.
    pub writers: Writers,
    /// Where it stands.
    pub state: ThreadState,
    /// As what somebody closed it; says nothing of one that is not closed.
    pub closed_as: ClosedAs,
    /// Whether it is shown.
    pub standing: Standing,
    /// The member who began it.
    pub author: Option<Uid>,
}

/// A post.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PostFacts {
    /// Its thread; a post without one is nobody's.
    pub thread: Option<ThreadFacts>,
    /// Whether it is shown.
    pub standing: Standing,
    /// The member who wrote it.
    pub author: Option<Uid>,
}

/// A member's account and profile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MemberFacts {
    /// The member.
    pub member: Uid,
    /// Where the account stands.
    pub state: MemberState,
    /// What others see.
    pub shown: Shown,
}

/// The thing, as far as permission asks about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum On {
    /// The portal as a whole: accounts, roles, mails, audit log.
    Portal,
    /// Something that is not there yet, in the name of an organisation or of oneself.
    New(New, Option<Uid>),
    /// A practice.
    Practice(PracticeFacts),
    /// A document.
    Document(DocumentFacts),
    /// A testimonial.
    Testimonial(TestimonialFacts),
    /// An adoption.
    Adoption(AdoptionFacts),
    /// A twinning.
    Twinning(TwinningFacts),
    /// An advert.
    Advert(NoticeFacts),
    /// An event.
    Event(NoticeFacts),
    /// What two bodies write to each other; its own rules say who may what.
    Contact(Box<ContactRequest>),
    /// A collection of practices.
    Collection(CollectionFacts),
    /// A search that a member saved: whose it is.
    SavedSearch(Uid),
    /// A community.
    Community(CommunityFacts),
    /// A thread.
    Thread(ThreadFacts),
    /// A post.
    Post(PostFacts),
    /// A member.
    Member(MemberFacts),
    /// An organisation; they are public.
    Organisation(Uid),
    /// A theme, a programme or a synonym; they are public.
    Taxonomy,
}
