// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Threads and posts among what was found, and searching within a thread or within what threads are about.

use domain::policy::{Act, Viewer, allows};
use domain::thread::ThreadAbout;
use domain::{Kind, Language, Uid};
use search::Results;

use super::excerpt;
use crate::Portal;
use crate::cards::{FoundPost, Run};
use crate::error::Error;
use crate::talking::{ThreadLine, about_of};
use crate::values::FacetValue;

/// How many places are looked at, of which the first that can be read counts.
const PLACES_MAX: usize = 5;

/// A thread that was found.
pub(super) struct FoundThread {
    pub(super) line: ThreadLine,
    pub(super) excerpt: Vec<Run>,
    pub(super) language: Language,
}

/// A post that was found.
pub(super) struct FoundWords {
    pub(super) card: FoundPost,
    pub(super) excerpt: Vec<Run>,
    pub(super) language: Language,
}

/// Within what is searched.
enum Within {
    Thread(Uid),
    Place(ThreadAbout),
}

fn within_of(code: &str) -> Option<Within> {
    match code.split_once(':')? {
        ("thread", uid) => Uid::parse(uid).ok().map(Within::Thread),
        _ => about_of(code).map(Within::Place),
    }
}

/// Whether a code names a thread, or something that threads are about: `thread:UID`, `twinning:UID`.
pub fn is_within(code: &str) -> bool {
    within_of(code).is_some()
}

impl Portal {
    /// The threads among the hits that the viewer may read.
    pub(super) async fn threads_found(&self, viewer: &Viewer, results: &Results) -> Result<Vec<FoundThread>, Error> {
        let uids = uids_of(results, Kind::Thread);
        if uids.is_empty() {
            return Ok(Vec::new());
        }
        let rows = self.inner.store.threads_by_uids(viewer, &uids).await?;
        let kept = self.inner.store.kept_threads(&uids).await?;
        let lines = self.thread_lines(viewer, &rows).await?;
        let found = rows.iter().zip(lines).map(|(row, line)| {
            let body = kept.iter().find(|one| one.record.uid == row.uid).and_then(|one| one.record.body.as_deref());
            let excerpt = excerpt(&plain(body.unwrap_or_default()), &results.words, row.language);
            FoundThread { line, excerpt, language: row.language }
        });
        Ok(found.collect())
    }

    /// The posts among the hits that the viewer may read.
    pub(super) async fn posts_found(&self, viewer: &Viewer, results: &Results) -> Result<Vec<FoundWords>, Error> {
        let posts = self.inner.store.posts_by_uids(viewer, &uids_of(results, Kind::Post)).await?;
        if posts.is_empty() {
            return Ok(Vec::new());
        }
        let threads: Vec<Uid> = posts.iter().map(|one| one.record.thread.clone()).collect();
        let rows = self.inner.store.threads_by_uids(viewer, &threads).await?;
        let lines = self.thread_lines(viewer, &rows).await?;
        let mut found = Vec::with_capacity(posts.len());
        for post in posts {
            let row = rows.iter().zip(&lines).find(|(row, _)| row.uid == post.record.thread);
            let Some((row, line)) = row else { continue };
            let excerpt = excerpt(&plain(&post.record.body), &results.words, row.language);
            let card = FoundPost {
                uid: post.record.uid.to_string(),
                position: post.position,
                at: post.record.at.div_euclid(1_000),
                thread: line.clone(),
            };
            found.push(FoundWords { card, excerpt, language: row.language });
        }
        Ok(found)
    }

    /// The place within which is searched, by its name: the first that the viewer may read; the others are left out.
    pub(super) async fn within(&self, viewer: &Viewer, codes: &[String]) -> Result<Option<FacetValue>, Error> {
        for code in codes.iter().take(PLACES_MAX) {
            let name = match within_of(code) {
                Some(Within::Thread(uid)) => self.inner.store.thread(viewer, &uid).await?.map(|kept| kept.record.title),
                Some(Within::Place(about)) => {
                    let places = self.inner.store.places(std::slice::from_ref(&about)).await?;
                    let open = places.into_iter().find(|place| allows(viewer, Act::Read, &place.on).is_ok());
                    open.map(|place| place.title)
                }
                None => None,
            };
            if name.is_some() {
                return Ok(Some(FacetValue { code: code.clone(), name, count: 0, chosen: true }));
            }
        }
        Ok(None)
    }
}

fn uids_of(results: &Results, kind: Kind) -> Vec<Uid> {
    let hits = results.hits.iter().filter(|hit| hit.kind == kind);
    hits.filter_map(|hit| Uid::parse(&hit.uid).ok()).collect()
}

/// A text as it is read, without the names of members.
fn plain(text: &str) -> String {
    markdown::plain(&domain::post::with_mentions(text, |_| Some(String::new())))
}
