// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Communities: groups for a theme. They are listed and read, members join and leave them, and those who look after them
//! let people in, and lead them on.

mod joining;
mod people;
mod reading;
mod values;
mod writing;

use domain::community::BelongingRefused;
use domain::notice::{NoticeAbout, NoticeKind};
use domain::policy::{Act, On, Refusal, Viewer, allows};
use domain::{Locale, Slug, Uid};
use store::{Change, Found, KeptCommunity};

use crate::Portal;
use crate::cards::Text;
use crate::error::Error;
use crate::form::{FieldProblem, FormError};
use crate::notices::{ToMember, tell_member};
use crate::taxonomy::Taxonomy;
use crate::writing::asking;

pub use people::CommunityDecision;
pub use values::*;

/// A community, as far as permission asks.
fn on(kept: &KeptCommunity) -> On {
    On::Community(kept.facts())
}

/// Whether the viewer may, whether or not the person was there within the hour.
fn may(viewer: &Viewer, act: Act, kept: &KeptCommunity) -> bool {
    matches!(allows(viewer, act, &on(kept)), Ok(()) | Err(Refusal::ConfirmFirst))
}

/// A community as a card.
fn card(kept: &KeptCommunity, members: u64, viewer: &Viewer, taxonomy: &Taxonomy, locale: Locale) -> CommunityCard {
    let record = &kept.record;
    let text = |text: String| Text { text, language: record.language };
    let own = viewer.acting().and_then(|acting| kept.people.belonging(&acting.member));
    CommunityCard {
        uid: record.uid.to_string(),
        slug: kept.slug.to_string(),
        name: text(record.name.clone()),
        acronym: record.acronym.clone(),
        summary: record.summary.clone().map(text),
        access: record.access,
        state: record.state,
        themes: taxonomy.links(&record.themes, locale),
        members,
        own: own.map(|one| (one.role, one.state)),
        demo: record.demo,
    }
}

/// Why nothing comes of a deed, as the problem of a form.
fn refused(refused: BelongingRefused) -> FormError {
    FormError::field(
        "form",
        match refused {
            BelongingRefused::NotNow(_) => FieldProblem::Conflict,
            BelongingRefused::Owner | BelongingRefused::KeptOut | BelongingRefused::ByInvitation => {
                FieldProblem::NotAllowed
            }
        },
    )
}

/// A community inside a change, with all its people; nobody else changes it before the commit.
async fn held(change: &mut Change, viewer: &Viewer, act: Act, uid: &Uid) -> Result<KeptCommunity, FormError> {
    let kept = change.community(uid).await?.ok_or(Error::NotFound)?;
    allows(viewer, act, &on(&kept))?;
    Ok(kept)
}

/// Tells a member of what happened in a community.
async fn told(
    change: &mut Change,
    member: &Uid,
    community: &Uid,
    by: &Uid,
    note: Option<String>,
) -> Result<(), FormError> {
    if member == by {
        return Ok(());
    }
    let told = ToMember {
        member: member.clone(),
        kind: NoticeKind::Community,
        about: NoticeAbout::Community(community.clone()),
        post: None,
        by: Some(by.clone()),
        note,
        deed: None,
    };
    tell_member(change, told).await
}

impl Portal {
    /// The community at an address, as the viewer may see it.
    async fn community_at(&self, viewer: &Viewer, slug: &str) -> Result<KeptCommunity, Error> {
        let slug = Slug::parse(slug).ok_or(Error::NotFound)?;
        match self.inner.store.community_by_slug(viewer, &slug).await? {
            Found::Here(kept) => Ok(kept),
            Found::Moved(_) | Found::Nowhere => Err(Error::NotFound),
        }
    }

    /// The address of a community that had another one before, or that was asked for in capitals, as people write short
    /// names; nothing where there is none that the viewer may see.
    ///
    /// # Errors
    /// The database cannot be asked.
    pub async fn community_moved(&self, viewer: &Viewer, asked: &str) -> Result<Option<String>, Error> {
        let Some(slug) = Slug::parse(&asked.to_ascii_lowercase()) else { return Ok(None) };
        Ok(match self.inner.store.community_by_slug(viewer, &slug).await? {
            Found::Moved(present) => Some(present.to_string()),
            Found::Here(_) if slug.as_str() != asked => Some(slug.to_string()),
            Found::Here(_) | Found::Nowhere => None,
        })
    }

    /// A community to which the viewer is about to do something.
    async fn community_to(&self, viewer: &Viewer, act: Act, slug: &str) -> Result<KeptCommunity, Error> {
        asking(viewer)?;
        let kept = self.community_at(viewer, slug).await?;
        allows(viewer, act, &on(&kept))?;
        Ok(kept)
    }
}
