// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What changes in the index by threads and posts, and by what they are about: who reads that finds them.

use std::collections::{BTreeSet, HashMap};

use domain::{Kind, Uid};
use search::Document;

use super::super::{document, talk};
use super::{BATCH, Change, Touched};
use crate::Portal;
use crate::error::Error;

impl Portal {
    /// The touched threads and posts as they are now. The posts of a thread are written again where something changed
    /// that they are found by, too.
    pub(super) async fn talk_changes(&self, touched: &Touched) -> Result<Vec<Change>, Error> {
        let mut threads = touched.threads.clone();
        let places = touched.practices.iter().chain(&touched.twinnings).chain(&touched.adverts);
        let places: Vec<Uid> = places.chain(&touched.communities).cloned().collect();
        for uids in places.chunks(BATCH as usize) {
            threads.extend(self.inner.store.uids_of_threads_about(uids).await?);
        }
        let mut posts = touched.posts.clone();
        let mut changes = Vec::new();
        for uids in threads.into_iter().collect::<Vec<Uid>>().chunks(BATCH as usize) {
            changes.extend(self.thread_changes(uids, &mut posts).await?);
        }
        for uids in posts.into_iter().collect::<Vec<Uid>>().chunks(BATCH as usize) {
            let kept = self.inner.store.kept_posts(uids).await?;
            let mut found = self.post_documents(&kept).await?;
            changes.extend(self.attached_changes(uids, &found).await?);
            changes.extend(uids.iter().map(|uid| change(Kind::Post, uid, found.remove(uid))));
        }
        Ok(changes)
    }

    /// The documents of some posts, which are found with them.
    async fn attached_changes(&self, posts: &[Uid], found: &HashMap<Uid, Document>) -> Result<Vec<Change>, Error> {
        let files = self.inner.store.documents_of_posts(posts).await?;
        let all: Vec<Uid> = files.iter().map(|one| one.record.uid.clone()).collect();
        let read = document::read(files, &self.inner.store.document_texts(&all).await?);
        let shown = talk::attached(&read, found);
        let is_hidden = |uid: &&Uid| !shown.iter().any(|one| one.uid == uid.as_str());
        let hidden: Vec<Change> =
            all.iter().filter(is_hidden).map(|uid| Change::Remove(Kind::Document, uid.clone())).collect();
        Ok(hidden.into_iter().chain(shown.into_iter().map(|one| Change::Put(Box::new(one)))).collect())
    }

    /// Some threads; adds their posts, where those are to be written again.
    async fn thread_changes(&self, uids: &[Uid], posts: &mut BTreeSet<Uid>) -> Result<Vec<Change>, Error> {
        let kept = self.inner.store.kept_threads(uids).await?;
        let before = self.passed_on(uids).await?;
        let mut changes = Vec::with_capacity(uids.len());
        for (uid, before) in uids.iter().zip(before) {
            let document = kept.iter().find(|kept| kept.record.uid == *uid).and_then(talk::thread);
            if before != document.as_ref().and_then(|document| document.passed_on.clone()) {
                let mut after = 0;
                loop {
                    let some = self.inner.store.uids_of_posts_in(uid, after, BATCH).await?;
                    let Some((_, last)) = some.last() else { break };
                    after = *last;
                    posts.extend(some.into_iter().map(|(uid, _)| uid));
                }
            }
            changes.push(change(Kind::Thread, uid, document));
        }
        Ok(changes)
    }

    /// What the index knows that some threads pass on to their posts.
    async fn passed_on(&self, uids: &[Uid]) -> Result<Vec<Option<String>>, Error> {
        let searcher = self.searcher()?;
        let uids = uids.to_vec();
        let read = tokio::task::spawn_blocking(move || {
            uids.iter().map(|uid| searcher.passed_on(Kind::Thread, uid.as_str())).collect::<Result<Vec<_>, _>>()
        });
        Ok(read.await??)
    }
}

fn change(kind: Kind, uid: &Uid, document: Option<Document>) -> Change {
    match document {
        Some(document) => Change::Put(Box::new(document)),
        None => Change::Remove(kind, uid.clone()),
    }
}
