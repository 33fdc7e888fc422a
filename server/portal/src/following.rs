// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Following a practice: whoever does is told when there is a new version of it, and when it is taken out.

use domain::member::{Member, MemberState};
use domain::policy::{Act, Acting, ActingFor, On, PracticeFacts, Viewer, allows};
use domain::practice::Practice;
use domain::revision::RevisionAct;
use domain::{Language, Slug, Uid};
use markdown::RENDERER;
use store::{Change, Found, KeptPractice, PracticeRow};

use crate::Portal;
use crate::error::Error;
use crate::form::FormError;
use crate::people::{MailContent, write_to};

/// A practice that the viewer follows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FollowedLine {
    /// Its address.
    pub slug: String,
    /// Its title.
    pub title: String,
    /// Its language.
    pub language: Language,
    /// Whose it is.
    pub owner: Option<String>,
}

impl Portal {
    /// Lets the viewer follow a practice of the library; whoever does already goes on.
    ///
    /// # Errors
    /// The viewer has not signed in, does not see it, or it is not in the library.
    pub async fn follow(&self, viewer: &Viewer, slug: &str) -> Result<(), FormError> {
        let practice = self.practice_seen(viewer, slug).await?;
        allows(viewer, Act::Follow, &on(&practice))?;
        let Some(member) = viewer.acting().map(|acting| acting.member.clone()) else {
            return Err(Error::SignInFirst.into());
        };
        self.write(move |change| {
            Box::pin(async move {
                change.follow(&member, &practice.uid).await?;
                Ok(())
            })
        })
        .await
    }

    /// Ends that the viewer follows a practice; whoever does not is told nothing.
    ///
    /// # Errors
    /// The viewer has not signed in, or does not see it.
    pub async fn unfollow(&self, viewer: &Viewer, slug: &str) -> Result<(), FormError> {
        let Some(member) = viewer.acting().map(|acting| acting.member.clone()) else {
            return Err(Error::SignInFirst.into());
        };
        let practice = self.practice_seen(viewer, slug).await?;
        self.write(move |change| {
            Box::pin(async move {
                change.unfollow(&member, &practice.uid).await?;
                Ok(())
            })
        })
        .await
    }

    async fn practice_seen(&self, viewer: &Viewer, slug: &str) -> Result<Practice, Error> {
        Ok(self.kept_at(viewer, slug).await?.record)
    }

    /// The practice at an address, also at one that it had before, as the viewer may see it.
    pub(crate) async fn kept_at(&self, viewer: &Viewer, slug: &str) -> Result<KeptPractice, Error> {
        let slug = Slug::parse(slug).ok_or(Error::NotFound)?;
        let present = match self.inner.store.practice_by_slug(viewer, &slug, RENDERER).await? {
            Found::Here(page) => return Ok(page.practice),
            Found::Moved(present) => present,
            Found::Nowhere => return Err(Error::NotFound),
        };
        match self.inner.store.practice_by_slug(viewer, &present, RENDERER).await? {
            Found::Here(page) => Ok(page.practice),
            Found::Moved(_) | Found::Nowhere => Err(Error::NotFound),
        }
    }

    /// The practices that a member follows, as far as the member sees them.
    pub(crate) async fn followed_by(&self, viewer: &Viewer, member: &Uid) -> Result<Vec<FollowedLine>, Error> {
        let rows = self.inner.store.practices_followed_by(viewer, member).await?;
        let line = |row: PracticeRow| FollowedLine {
            slug: row.slug.to_string(),
            title: row.record.title,
            language: row.record.language,
            owner: row.owner.map(|owner| owner.name),
        };
        Ok(rows.into_iter().map(line).collect())
    }
}

fn on(practice: &Practice) -> On {
    On::Practice(PracticeFacts::from(practice))
}

/// What was done to a practice, for those who follow it.
pub(crate) struct Step<'a> {
    /// What was done.
    pub(crate) act: RevisionAct,
    /// By whom.
    pub(crate) by: &'a Uid,
    /// The practice before it: of a new version that version.
    pub(crate) before: &'a Practice,
    /// The practice that readers know, after it.
    pub(crate) after: &'a Practice,
    /// Its address.
    pub(crate) slug: &'a str,
}

/// Tells those who follow a practice that there is a new version of it, or that it was taken out. Neither who did it
/// nor its authors are told, and nobody who may not read it.
pub(crate) async fn tell_followers(change: &mut Change, step: Step<'_>) -> Result<(), FormError> {
    let seen = match (step.act, &step.before.revision_of) {
        (RevisionAct::Published, Some(_)) => step.after,
        // Nobody reads any more what was taken out: whoever could until now is told.
        (RevisionAct::Archived, _) => step.before,
        _ => return Ok(()),
    };
    for follower in change.followers_of(&step.after.uid).await? {
        if follower == *step.by || step.after.authors.contains(&follower) {
            continue;
        }
        let Some(member) = change.member(&follower).await?.map(|kept| kept.record) else { continue };
        if !may_read(&member, seen) {
            continue;
        }
        let content = MailContent::FollowedChanged {
            first_name: member.first_name.clone(),
            title: step.after.title.clone(),
            slug: step.slug.to_owned(),
            act: step.act.code().to_owned(),
        };
        write_to(change, &member, &content).await?;
    }
    Ok(())
}

/// Whether a member reads a practice without any role in the portal: those are in force in a session only.
fn may_read(member: &Member, practice: &Practice) -> bool {
    let memberships = member.active_memberships();
    let memberships = memberships.map(|one| ActingFor { organisation: one.organisation.clone(), role: one.role });
    let acting = Acting { memberships: memberships.collect(), ..Acting::plain(member.uid.clone()) };
    member.state == MemberState::Active && allows(&Viewer::member(acting), Act::Read, &on(practice)).is_ok()
}
