// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What waits for a moderator, of what the viewer reads and looks after.

use std::collections::HashMap;

use domain::Uid;
use domain::moderation::SubjectKind;
use domain::policy::{Act, On, Viewer, allows};
use store::{KeptPost, Page, ThreadRow, WaitingRow};

use super::values::{ModerationQueue, WaitingLine};
use crate::Portal;
use crate::cards::Text;
use crate::error::Error;
use crate::writing::asking;

/// How many things of each kind are shown; the others follow once these are decided.
const SHOWN: u32 = 100;
/// How many characters of a text a list shows.
const OPENING: usize = 200;

impl Portal {
    /// What waits for moderators: for each member what is the member's to look at, which for most is nothing.
    ///
    /// # Errors
    /// Nobody has signed in.
    pub async fn moderation_queue(&self, viewer: &Viewer) -> Result<ModerationQueue, Error> {
        asking(viewer)?;
        let store = &self.inner.store;
        let flagged = store.flagged(viewer, Page::first(SHOWN)).await?;
        let held = store.held(viewer, SHOWN).await?;
        let contacts = match allows(viewer, Act::Moderate, &On::Portal) {
            Ok(()) => self.flagged_contacts(viewer).await?,
            Err(_) => Vec::new(),
        };
        Ok(ModerationQueue {
            flagged: self.waiting_lines(viewer, &flagged.rows).await?,
            flagged_total: flagged.total,
            held: self.waiting_lines(viewer, &held.rows).await?,
            held_total: held.total,
            contacts,
        })
    }

    /// Rows with what they are about, as the viewer reads it; what cannot be read any more is left out.
    async fn waiting_lines(&self, viewer: &Viewer, rows: &[WaitingRow]) -> Result<Vec<WaitingLine>, Error> {
        let store = &self.inner.store;
        let named: Vec<Uid> = rows.iter().map(|row| row.thread.clone()).collect();
        let threads = store.threads_by_uids(viewer, &named).await?;
        let of_kind = |row: &&WaitingRow| row.subject.kind == SubjectKind::Post;
        let named: Vec<Uid> = rows.iter().filter(of_kind).map(|row| row.subject.uid.clone()).collect();
        let posts = store.posts_by_uids(viewer, &named).await?;
        let authors = threads.iter().map(|thread| thread.author.as_ref());
        let authors = authors.chain(posts.iter().map(|post| post.record.author.as_ref())).flatten();
        let names = self.names_of(authors.cloned().collect()).await?;
        Ok(rows.iter().filter_map(|row| line(row, &threads, &posts, &names)).collect())
    }

    /// The names of members, those of closed accounts left out.
    pub(super) async fn names_of(&self, mut members: Vec<Uid>) -> Result<HashMap<Uid, String>, Error> {
        members.sort();
        members.dedup();
        if members.is_empty() {
            return Ok(HashMap::new());
        }
        let names = self.inner.store.member_names(&members).await?;
        Ok(names.into_iter().filter(|(_, name)| !name.is_empty()).collect())
    }
}

fn line(
    row: &WaitingRow,
    threads: &[ThreadRow],
    posts: &[KeptPost],
    names: &HashMap<Uid, String>,
) -> Option<WaitingLine> {
    let thread = threads.iter().find(|thread| thread.uid == row.thread)?;
    let (author, standing, opening) = match row.subject.kind {
        SubjectKind::Post => {
            let post = &posts.iter().find(|post| post.record.uid == row.subject.uid)?.record;
            (post.author.as_ref(), post.standing, begins(&post.body, OPENING))
        }
        SubjectKind::Thread | SubjectKind::Member => (thread.author.as_ref(), thread.standing, String::new()),
    };
    Some(WaitingLine {
        subject: row.subject.clone(),
        title: Text { text: thread.title.clone(), language: thread.language },
        opening,
        by: author.and_then(|uid| names.get(uid).cloned()),
        since: row.since.div_euclid(1_000),
        flags: row.flags,
        standing,
    })
}

/// How a text begins, plain and on one line.
pub(super) fn begins(text: &str, most: usize) -> String {
    let line = domain::text::plain_line(&markdown::plain(text));
    match line.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", line[..end].trim_end()),
        None => line,
    }
}
