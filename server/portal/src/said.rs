// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What was said in threads, for programs: single records without who wrote them, and the latest of it for the feeds.

use domain::policy::{Standing, Viewer};
use domain::post::{Mark, Post, with_mentions};
use domain::thread::{Thread, ThreadAddress};
use domain::{Language, Uid};
use store::{KeptThread, Page, ThreadFilter};

use crate::Portal;
use crate::cards::Text;
use crate::error::Error;

/// How many characters of a text the feed tells.
const OPENING: usize = 400;
/// What stands where somebody was named whom the reader may not know.
pub(crate) const NAMED: &str = "@…";

/// A thread or a post in a feed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SaidLine {
    /// Stable identifier.
    pub uid: String,
    /// The address of its thread.
    pub address: ThreadAddress,
    /// Its place in the thread; of the thread itself none.
    pub position: Option<u32>,
    /// The title of its thread.
    pub title: Text,
    /// How it begins, as plain text.
    pub opening: String,
    /// When it was written, in seconds since 1970 (UTC).
    pub at: i64,
}

impl Portal {
    /// A thread as export writes it, with its address, and without who began it or closed it and what it said before.
    ///
    /// # Errors
    /// `NotFound` where there is none, or none for this viewer.
    pub async fn thread_by_uid(&self, viewer: &Viewer, uid: &str) -> Result<(Thread, ThreadAddress), Error> {
        let kept = self.inner.store.thread(viewer, &known(uid)?).await?.ok_or(Error::NotFound)?;
        let address = kept.address();
        let (body, conclusions) = (&kept.record.body, &kept.record.conclusions);
        let (body, conclusions) = (body.as_deref().map(without_names), conclusions.as_deref().map(without_names));
        // Where it goes on may be for others.
        let merged_into = match &kept.record.merged_into {
            Some(other) => {
                let seen = self.inner.store.threads_by_uids(viewer, std::slice::from_ref(other)).await?;
                seen.into_iter().next().map(|row| row.uid)
            }
            None => None,
        };
        let bare = kept.record.without_closer();
        let record = Thread { author: None, revisions: Vec::new(), body, conclusions, merged_into, ..bare };
        Ok((record, address))
    }

    /// A post as export writes it, with its place, and without who wrote it and what it said before.
    ///
    /// # Errors
    /// As `thread_by_uid`.
    pub async fn post_by_uid(&self, viewer: &Viewer, uid: &str) -> Result<(Post, ThreadAddress, u32), Error> {
        let found = self.inner.store.post(viewer, &known(uid)?).await?;
        let (kept, thread) = found.ok_or(Error::NotFound)?;
        let body = without_names(&kept.record.body);
        let mark = kept.record.mark.map(|mark| Mark { by: None, ..mark });
        let post = Post { author: None, revisions: Vec::new(), body, mark, ..kept.record };
        Ok((post, thread.address(), kept.position))
    }

    /// The threads that everybody may read, those first in which somebody wrote last.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn latest_threads(&self, limit: u32) -> Result<Vec<SaidLine>, Error> {
        let store = &self.inner.store;
        let rows = store.threads(&Viewer::Visitor, &ThreadFilter::default(), Page::first(limit)).await?.rows;
        let uids: Vec<Uid> = rows.iter().map(|row| row.uid.clone()).collect();
        let kept = store.kept_threads(&uids).await?;
        let line = |row: &store::ThreadRow| {
            let body = kept.iter().find(|one| one.record.uid == row.uid).and_then(|one| one.record.body.as_deref());
            SaidLine {
                uid: row.uid.to_string(),
                address: row.address(),
                position: None,
                title: Text { text: row.title.clone(), language: row.language },
                opening: opening(body.unwrap_or_default()),
                at: row.tally.last_at.as_second(),
            }
        };
        Ok(rows.iter().map(line).collect())
    }

    /// The title of a thread that everybody may read, and its latest posts, the newest first.
    ///
    /// # Errors
    /// `NotFound` where there is no such thread for everybody.
    pub async fn latest_in_thread(&self, address: &str, limit: u32) -> Result<(Text, Vec<SaidLine>), Error> {
        let address = ThreadAddress::parse(address).ok_or(Error::NotFound)?;
        let kept = self.inner.store.thread_by_number(&Viewer::Visitor, address.number).await?;
        let kept = kept.filter(|kept| kept.record.standing == Standing::Visible).ok_or(Error::NotFound)?;
        let last = kept.tally.last_position;
        let positions = last.saturating_sub(limit).saturating_add(1)..=last;
        let posts = self.inner.store.posts(&Viewer::Visitor, &kept, positions).await?;
        let shown = posts.iter().rev().filter(|one| one.record.standing == Standing::Visible);
        let lines = shown.map(|one| SaidLine {
            uid: one.record.uid.to_string(),
            address: kept.address(),
            position: Some(one.position),
            title: title_of(&kept),
            opening: opening(&one.record.body),
            at: one.record.at.div_euclid(1_000),
        });
        Ok((title_of(&kept), lines.collect()))
    }
}

fn known(uid: &str) -> Result<Uid, Error> {
    Uid::parse(uid).map_err(|_| Error::NotFound)
}

fn title_of(kept: &KeptThread) -> Text {
    let language: Language = kept.record.language;
    Text { text: kept.record.title.clone(), language }
}

/// A text in which nobody is named: who reads it may not know the profile of whom it names.
fn without_names(text: &str) -> String {
    with_mentions(text, |_| Some(NAMED.to_owned()))
}

fn opening(text: &str) -> String {
    let plain = markdown::plain(&without_names(text));
    match plain.char_indices().nth(OPENING) {
        Some((end, _)) => format!("{}…", plain[..end].trim_end()),
        None => plain,
    }
}
