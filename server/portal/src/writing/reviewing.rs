// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The desk of the reviewers: what waits, since when, with whom.

use domain::policy::{Act, On, Viewer, allows};
use domain::practice::Stage;
use domain::revision::RevisionAct;
use domain::{Locale, Uid};
use markdown::RENDERER;
use store::KeptPractice;

use super::values::{ReviewDesk, ReviewLine, ReviewPage};
use super::{Deed, asking, changes, facts, held, put, root, write_down};
use crate::Portal;
use crate::error::Error;
use crate::form::FormError;

impl Portal {
    /// What the reviewers look after.
    ///
    /// # Errors
    /// The viewer is no reviewer.
    pub async fn review_desk(&self, viewer: &Viewer) -> Result<ReviewDesk, Error> {
        let member = asking(viewer)?;
        allows(viewer, Act::Review, &On::Portal)?;
        let kept = self.inner.store.practices_in_review(viewer).await?;
        let roots: Vec<Uid> = kept.iter().map(|one| root(&one.record).clone()).collect();
        let since = self.inner.store.waiting_since(&roots).await?;
        let reviewers: Vec<Uid> = kept.iter().filter_map(|one| one.record.reviewer.clone()).collect();
        let names = self.called(&reviewers).await?;
        let line = |one: &KeptPractice| {
            let practice = &one.record;
            let waited = since.iter().find(|(uid, _)| uid == root(practice)).map(|(_, at)| at.div_euclid(1_000));
            let name = |uid: &Uid| names.iter().find(|(known, _)| known == uid.as_str()).map(|(_, name)| name.clone());
            ReviewLine {
                uid: practice.uid.to_string(),
                slug: one.slug.to_string(),
                title: practice.title.clone(),
                language: practice.language,
                owner: one.owner.as_ref().map(|owner| owner.name.clone()),
                since: waited.unwrap_or(one.updated_at.as_second()),
                reviewer: practice.reviewer.as_ref().and_then(name),
                mine: practice.reviewer.as_ref() == Some(&member),
                revision: practice.revision_of.is_some(),
                may_review: allows(viewer, Act::Review, &facts(practice)).is_ok(),
            }
        };
        let of = |stage: Stage| {
            let mut lines: Vec<ReviewLine> = kept.iter().filter(|one| one.record.stage == stage).map(line).collect();
            lines.sort_by_key(|line| line.since);
            lines
        };
        Ok(ReviewDesk {
            waiting: of(Stage::Submitted),
            deletions: of(Stage::DeletionRequested),
            with_authors: of(Stage::ChangesRequested),
        })
    }

    /// A practice as its reviewer sees it.
    ///
    /// # Errors
    /// The viewer is no reviewer, or does not see it.
    pub async fn review_page(&self, viewer: &Viewer, locale: Locale, uid: &str) -> Result<ReviewPage, Error> {
        asking(viewer)?;
        allows(viewer, Act::Review, &On::Portal)?;
        let kept = self.practice_to(viewer, Act::SeeWork, uid).await?;
        let changed = match &kept.record.revision_of {
            None => Vec::new(),
            Some(published) => {
                let published = self.inner.store.kept_practices(std::slice::from_ref(published)).await?.pop();
                match published {
                    None => Vec::new(),
                    Some(published) => {
                        let names = self.names_in(locale, [&published.record, &kept.record]).await?;
                        changes::changes(&published.record, &kept.record, &names)
                    }
                }
            }
        };
        let desk = self.desk_of(viewer, &kept).await?;
        let page = self.inner.store.practice_by_uid(viewer, &kept.record.uid, RENDERER).await?;
        let practice = self.practice_page(viewer, locale, page.ok_or(Error::NotFound)?).await?;
        Ok(ReviewPage { practice, desk, changed })
    }

    /// Takes a practice on as its reviewer, so that the others know.
    ///
    /// # Errors
    /// The viewer may not decide on it.
    pub async fn take_review(&self, viewer: &Viewer, uid: &str) -> Result<(), FormError> {
        let by = asking(viewer)?;
        let kept = self.practice_to(viewer, Act::Review, uid).await?;
        let (uid, revision, viewer) = (kept.record.uid, self.new_uid(), viewer.clone());
        self.write(move |change| {
            Box::pin(async move {
                let mut practice = held(change, &viewer, Act::Review, &uid).await?.record;
                if practice.reviewer.as_ref() == Some(&by) {
                    return Ok(());
                }
                practice.reviewer = Some(by.clone());
                put(change, &practice).await?;
                write_down(change, revision, &practice, Deed::plain(by, RevisionAct::TakenOn), None).await
            })
        })
        .await
    }
}
