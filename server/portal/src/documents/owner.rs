// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What a document belongs to: a practice, a twinning or a post.

use domain::Uid;
use domain::document::{CaseDocument, DOCUMENTS_MAX};
use domain::post;
use domain::practice::Audience;
use store::Change;

use crate::form::FormError;

/// What a document belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Owner {
    /// A practice.
    Practice(Uid),
    /// A twinning.
    Twinning(Uid),
    /// A post.
    Post(Uid),
}

impl Owner {
    /// What a document belongs to.
    pub(super) fn of(document: &CaseDocument) -> Option<Self> {
        let practice = document.practice.clone().map(Self::Practice);
        let twinning = || document.twinning.clone().map(Self::Twinning);
        practice.or_else(twinning).or_else(|| document.post.clone().map(Self::Post))
    }

    /// Practice, twinning and post, as a record names them.
    pub(super) fn into_fields(self) -> (Option<Uid>, Option<Uid>, Option<Uid>) {
        match self {
            Self::Practice(uid) => (Some(uid), None, None),
            Self::Twinning(uid) => (None, Some(uid), None),
            Self::Post(uid) => (None, None, Some(uid)),
        }
    }

    /// How many documents it may have.
    pub(super) const fn most(&self) -> u64 {
        match self {
            Self::Practice(_) | Self::Twinning(_) => DOCUMENTS_MAX,
            Self::Post(_) => post::DOCUMENTS_MAX as u64,
        }
    }

    /// Who may be named as the readers of its documents. Those of a post are for all who read the post.
    pub(super) const fn readers(&self) -> &'static [Audience] {
        match self {
            Self::Practice(_) => &[Audience::Public, Audience::Members],
            Self::Twinning(_) => &[Audience::Public, Audience::Members, Audience::Parties],
            Self::Post(_) => &[Audience::Public],
        }
    }

    /// All its documents. It is held until the commit, so that two changes of them come one after the other.
    pub(super) async fn held_documents(&self, change: &mut Change) -> Result<Vec<CaseDocument>, FormError> {
        Ok(match self {
            Self::Practice(uid) => {
                change.practice(uid).await?;
                change.documents_of(uid).await?
            }
            Self::Twinning(uid) => {
                change.twinning(uid).await?;
                change.documents_of_twinning(uid).await?
            }
            // Its thread is held before: `attaching`.
            Self::Post(uid) => {
                change.post(uid).await?;
                change.documents_of_post(uid).await?
            }
        })
    }
}
