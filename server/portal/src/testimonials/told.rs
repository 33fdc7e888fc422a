// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Of what something is said: a practice, at first hand or through an adoption, or a twinning.

use domain::member::{Member, MemberState, PortalRole};
use domain::policy::{On, PracticeFacts, Viewer};
use domain::practice::Practice;
use domain::testimonial::{About, AboutKind, Testimonial};
use domain::twinning::Twinning;
use domain::{Language, Uid};
use store::{AdoptionRow, Change, KeptPractice, KeptTwinning};

use super::TestimonialDecision;
use super::giving::TOLD;
use crate::error::Error;
use crate::people::MailContent;
use crate::{Portal, twinnings};

/// What kind of thing something is said of, and shown with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// A practice, at first hand or through an adoption.
    Practice,
    /// A twinning.
    Twinning,
}

impl Subject {
    /// The code in forms.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Practice => "practice",
            Self::Twinning => "twinning",
        }
    }

    /// The subject of a code.
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Practice, Self::Twinning].into_iter().find(|one| one.code() == code)
    }
}

/// The record of which something is said.
#[derive(Clone, Debug)]
pub(super) enum Told {
    /// A practice.
    Practice(Box<KeptPractice>),
    /// A twinning.
    Twinning(Box<KeptTwinning>),
}

impl Told {
    pub(super) const fn subject(&self) -> Subject {
        match self {
            Self::Practice(_) => Subject::Practice,
            Self::Twinning(_) => Subject::Twinning,
        }
    }

    /// As far as permission asks.
    pub(super) fn on(&self) -> On {
        match self {
            Self::Practice(kept) => On::Practice(PracticeFacts::from(&kept.record)),
            Self::Twinning(kept) => twinnings::facts(&kept.record),
        }
    }

    /// What a testimonial names that is about it at first hand.
    pub(super) fn about(&self) -> About {
        let kind = match self {
            Self::Practice(_) => AboutKind::Practice,
            Self::Twinning(_) => AboutKind::Twinning,
        };
        About { kind, uid: self.uid().clone() }
    }

    pub(super) fn uid(&self) -> &Uid {
        match self {
            Self::Practice(kept) => &kept.record.uid,
            Self::Twinning(kept) => &kept.record.uid,
        }
    }

    pub(super) fn slug(&self) -> String {
        match self {
            Self::Practice(kept) => kept.slug.to_string(),
            Self::Twinning(kept) => kept.slug.to_string(),
        }
    }

    pub(super) fn title(&self) -> String {
        match self {
            Self::Practice(kept) => kept.record.title.clone(),
            Self::Twinning(kept) => kept.record.title.clone(),
        }
    }

    pub(super) fn language(&self) -> Language {
        match self {
            Self::Practice(kept) => kept.record.language,
            Self::Twinning(kept) => kept.record.language,
        }
    }

    /// The mail to who lets in what `by` said of it.
    pub(super) fn waits(&self, first_name: String, by: String) -> MailContent {
        let (title, slug) = (self.title(), self.slug());
        match self {
            Self::Practice(kept) => {
                MailContent::TestimonialWaits { first_name, by, title, uid: kept.record.uid.to_string() }
            }
            Self::Twinning(_) => MailContent::TwinningTestimonialWaits { first_name, by, title, slug },
        }
    }

    /// The mail to who said something of it.
    pub(super) fn decided(&self, first_name: String, decision: TestimonialDecision) -> MailContent {
        let (title, slug, decision) = (self.title(), self.slug(), decision.code().to_owned());
        match self {
            Self::Practice(_) => MailContent::TestimonialDecided { first_name, title, slug, decision },
            Self::Twinning(_) => MailContent::TwinningTestimonialDecided { first_name, title, slug, decision },
        }
    }
}

/// The same as it stands inside a change, whoever may see it.
pub(super) async fn told_in(change: &mut Change, subject: Subject, uid: &Uid) -> Result<Told, Error> {
    match subject {
        Subject::Practice => Ok(Told::Practice(Box::new(change.practice(uid).await?.ok_or(Error::NotFound)?))),
        Subject::Twinning => Ok(Told::Twinning(Box::new(change.twinning(uid).await?.ok_or(Error::NotFound)?))),
    }
}

/// What was said of it, whatever its standing, as it stands inside a change.
pub(super) async fn said_in(change: &mut Change, subject: Subject, uid: &Uid) -> Result<Vec<Testimonial>, Error> {
    match subject {
        Subject::Practice => Ok(change.testimonials_of(uid).await?.into_iter().map(|kept| kept.record).collect()),
        Subject::Twinning => Ok(change.testimonials_of_twinning(uid).await?),
    }
}

impl Portal {
    /// The record at an address that the viewer reads.
    pub(super) async fn told_at(&self, viewer: &Viewer, subject: Subject, slug: &str) -> Result<Told, Error> {
        match subject {
            Subject::Practice => Ok(Told::Practice(Box::new(self.kept_at(viewer, slug).await?))),
            Subject::Twinning => Ok(Told::Twinning(Box::new(self.kept_twinning_at(viewer, slug).await?))),
        }
    }

    /// What was said of it, whatever its standing.
    pub(super) async fn said_of(&self, subject: Subject, uid: &Uid) -> Result<Vec<Testimonial>, Error> {
        let uids = std::slice::from_ref(uid);
        match subject {
            Subject::Practice => {
                let kept = self.inner.store.testimonials_of(uids).await?;
                Ok(kept.into_iter().map(|kept| kept.record).collect())
            }
            Subject::Twinning => Ok(self.inner.store.testimonials_of_twinnings(uids).await?),
        }
    }

    /// The adoptions through which something can be said of it.
    pub(super) async fn adoptions_told_of(&self, told: &Told) -> Result<Vec<AdoptionRow>, Error> {
        match told {
            Told::Practice(kept) => Ok(self.inner.store.adoptions_of(&kept.record.uid).await?),
            Told::Twinning(_) => Ok(Vec::new()),
        }
    }

    /// The bodies for which the viewer can sign, identifier and name: of a twinning its parties alone.
    pub(super) async fn signing_bodies(&self, viewer: &Viewer, told: &Told) -> Result<Vec<(String, String)>, Error> {
        let mut bodies = self.own_bodies(viewer).await?;
        if let Told::Twinning(kept) = told {
            let parties = kept.record.organisations();
            bodies.retain(|(uid, _)| parties.iter().any(|party| party.as_str() == uid));
        }
        Ok(bodies)
    }

    /// Who is told that something waits to be let in.
    pub(super) async fn who_lets_in(&self, told: &Told, but: &Uid) -> Result<Vec<Member>, Error> {
        let mut people = match told {
            Told::Practice(kept) => self.who_lets_in_of_practice(&kept.record, but).await?,
            Told::Twinning(kept) => self.who_lets_in_of_twinning(&kept.record, but).await?,
        };
        people.truncate(TOLD);
        Ok(people)
    }

    /// The authors, else the editors of the owner, else the reviewers.
    async fn who_lets_in_of_practice(&self, practice: &Practice, but: &Uid) -> Result<Vec<Member>, Error> {
        let authors = self.inner.store.members_by_uids(&Viewer::Operator, &practice.authors).await?;
        let mut told = others(authors.into_iter().map(|kept| kept.record), but);
        if told.is_empty()
            && let Some(owner) = &practice.owner_org
        {
            told = others(self.editors_of(owner).await?, but);
        }
        if told.is_empty() {
            told = others(self.inner.store.members_with_role(PortalRole::Reviewer).await?, but);
        }
        Ok(told)
    }

    /// Who coordinates it, else the editors of its parties. Reviewers and moderators have their list: not all of them
    /// read every twinning.
    async fn who_lets_in_of_twinning(&self, twinning: &Twinning, but: &Uid) -> Result<Vec<Member>, Error> {
        let coordinators = self.inner.store.members_by_uids(&Viewer::Operator, &twinning.coordinators()).await?;
        let told = others(coordinators.into_iter().map(|kept| kept.record), but);
        if !told.is_empty() {
            return Ok(told);
        }
        let mut editors: Vec<Member> = Vec::new();
        for organisation in twinning.organisations() {
            for editor in self.editors_of(&organisation).await? {
                if editors.iter().all(|known| known.uid != editor.uid) {
                    editors.push(editor);
                }
            }
        }
        Ok(others(editors, but))
    }
}

/// Those among some people who are in use, without one.
fn others(people: impl IntoIterator<Item = Member>, but: &Uid) -> Vec<Member> {
    people.into_iter().filter(|one| one.uid != *but && one.state == MemberState::Active).collect()
}
