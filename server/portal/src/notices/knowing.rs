// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What is known now of the things that notices are about, and of who reads them: permission is asked each time anew.

use std::collections::{BTreeSet, HashMap};

use domain::Uid;
use domain::member::{Member, MemberState};
use domain::notice::{Notice, NoticeAbout, NoticeKind, Preferences};
use domain::policy::{Act, Acting, ActingFor, On, Standing, Viewer, allows};
use store::{KeptCommunity, KnownThread, PostPlace};

use super::values::NoticePlace;
use crate::Portal;
use crate::error::Error;
use crate::people::NoticeMail;

/// How many things are asked for at once.
const AT_ONCE: usize = 500;

/// Threads, communities and posts, as they are now; what is gone is not among them.
#[derive(Default)]
pub(super) struct Known {
    threads: HashMap<Uid, KnownThread>,
    communities: HashMap<Uid, KeptCommunity>,
    posts: HashMap<Uid, PostPlace>,
}

/// Somebody who may be told.
pub(super) struct Reader {
    /// The member; the account is in use.
    pub(super) member: Member,
    /// As the policy sees the member, without any role in the portal.
    pub(super) viewer: Viewer,
    /// How the member wants to be told.
    pub(super) preferences: Preferences,
}

impl Known {
    /// Whether a viewer may read what a notice is about, and of what it tells.
    pub(super) fn may_read(&self, viewer: &Viewer, notice: &Notice) -> bool {
        self.sees(viewer, &notice.about) && self.is_shown(notice)
    }

    /// The same of what a mail tells.
    pub(super) fn may_be_told(&self, viewer: &Viewer, mail: &NoticeMail) -> bool {
        self.sees(viewer, &mail.about) && self.shows(mail.kind, &mail.about, mail.post.as_ref())
    }

    /// Whether a viewer may read a thing.
    pub(super) fn sees(&self, viewer: &Viewer, about: &NoticeAbout) -> bool {
        let reads = |on: &On| allows(viewer, Act::Read, on).is_ok();
        match about {
            NoticeAbout::Thread(uid) => self.threads.get(uid).is_some_and(|kept| reads(&kept.on())),
            NoticeAbout::Community(uid) => {
                self.communities.get(uid).is_some_and(|kept| reads(&On::Community(kept.facts())))
            }
            NoticeAbout::Account(_) => true,
        }
    }

    /// Whether the post that a notice tells of is shown. What moderation did is told also of one that is not.
    pub(super) fn is_shown(&self, notice: &Notice) -> bool {
        self.shows(notice.kind, &notice.about, notice.post.as_ref())
    }

    fn shows(&self, kind: NoticeKind, about: &NoticeAbout, post: Option<&Uid>) -> bool {
        match (about, post) {
            (NoticeAbout::Thread(thread), Some(post)) if kind != NoticeKind::Moderation => {
                let place = self.posts.get(post);
                place.is_some_and(|place| place.thread == *thread && place.standing == Standing::Visible)
            }
            _ => true,
        }
    }

    /// The thread that a notice is about.
    pub(super) fn thread(&self, about: &NoticeAbout) -> Option<&KnownThread> {
        match about {
            NoticeAbout::Thread(uid) => self.threads.get(uid),
            _ => None,
        }
    }

    /// The community that a notice is about.
    pub(super) fn community(&self, about: &NoticeAbout) -> Option<&KeptCommunity> {
        match about {
            NoticeAbout::Community(uid) => self.communities.get(uid),
            _ => None,
        }
    }

    /// Where a post stands.
    pub(super) fn post(&self, post: Option<&Uid>) -> Option<&PostPlace> {
        self.posts.get(post?)
    }

    /// Where a notice leads, to its post where that is known.
    pub(super) fn place(&self, about: &NoticeAbout, post: Option<&Uid>) -> NoticePlace {
        if let Some(kept) = self.thread(about) {
            let position = self.post(post).map(|place| place.position);
            return NoticePlace::Thread { address: kept.row.address().to_string(), position };
        }
        match self.community(about) {
            Some(kept) => NoticePlace::Community(kept.slug.to_string()),
            None => NoticePlace::Notices,
        }
    }
}

impl Portal {
    /// What is known now of the things that notices are about.
    pub(super) async fn things_known<'n>(&self, notices: impl Iterator<Item = &'n Notice>) -> Result<Known, Error> {
        let things: Vec<_> = notices.map(|notice| (&notice.about, notice.post.as_ref())).collect();
        self.known_of(&things).await
    }

    /// What is known now of some things, and of a post of each.
    pub(super) async fn known_of(&self, things: &[(&NoticeAbout, Option<&Uid>)]) -> Result<Known, Error> {
        let (mut threads, mut communities, mut posts) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
        for (about, post) in things.iter().copied() {
            match about {
                NoticeAbout::Thread(uid) => threads.insert(uid.clone()),
                NoticeAbout::Community(uid) => communities.insert(uid.clone()),
                NoticeAbout::Account(_) => false,
            };
            posts.extend(post.cloned());
        }
        let mut known = Known::default();
        for part in in_parts(threads) {
            let found = self.inner.store.known_threads(&part).await?;
            known.threads.extend(found.into_iter().map(|one| (one.row.uid.clone(), one)));
        }
        for part in in_parts(communities) {
            let kept = self.inner.store.kept_communities(&part).await?;
            known.communities.extend(kept.into_iter().map(|one| (one.record.uid.clone(), one)));
        }
        for part in in_parts(posts) {
            known.posts.extend(self.inner.store.post_places(&part).await?);
        }
        Ok(known)
    }

    /// Members at work, as far as their accounts are in use; without any role in the portal: those are in force in a
    /// session only.
    pub(crate) async fn acting_of(&self, members: &[Uid]) -> Result<Vec<Acting>, Error> {
        Ok(self.people_at_work(members).await?.into_iter().map(|(_, acting)| acting).collect())
    }

    /// The same, with how they want to be told.
    pub(super) async fn readers(&self, members: &[Uid]) -> Result<Vec<Reader>, Error> {
        let mut preferences = self.inner.store.notice_preferences(members).await?;
        let reader = |(member, acting): (Member, Acting)| {
            let preferences = preferences.remove(&member.uid).unwrap_or_default();
            Reader { member, viewer: Viewer::member(acting), preferences }
        };
        Ok(self.people_at_work(members).await?.into_iter().map(reader).collect())
    }

    async fn people_at_work(&self, members: &[Uid]) -> Result<Vec<(Member, Acting)>, Error> {
        let kept = self.inner.store.members_by_uids(&Viewer::Operator, members).await?;
        let mut communities = self.inner.store.communities_of_members(members).await?;
        let in_use = kept.into_iter().map(|kept| kept.record).filter(|member| self.is_in_use(member));
        let at_work = in_use.map(|member| {
            let communities = communities.remove(&member.uid).unwrap_or_default();
            let acting = acting(&member, communities);
            (member, acting)
        });
        Ok(at_work.collect())
    }

    fn is_in_use(&self, member: &Member) -> bool {
        member.state == MemberState::Active && self.may_be_used(member)
    }
}

fn acting(member: &Member, communities: Vec<Uid>) -> Acting {
    let memberships = member.active_memberships();
    let memberships = memberships.map(|one| ActingFor { organisation: one.organisation.clone(), role: one.role });
    Acting { trust: member.trust, memberships: memberships.collect(), communities, ..Acting::plain(member.uid.clone()) }
}

fn in_parts(uids: BTreeSet<Uid>) -> Vec<Vec<Uid>> {
    let all: Vec<Uid> = uids.into_iter().collect();
    all.chunks(AT_ONCE).map(<[Uid]>::to_vec).collect()
}
