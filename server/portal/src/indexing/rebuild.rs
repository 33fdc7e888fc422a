// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Building the index anew, beside the one in use, from one view of the database.

use std::collections::BTreeSet;

use domain::Uid;
use search::{Document, Index, Rebuild};
use store::{KeptPost, KeptTwinning, Snapshot};

use super::{Followed, adverts, document, identity, talk};
use crate::Portal;
use crate::error::Error;

/// Records read and indexed at once.
const BATCH: u32 = 200;

impl Portal {
    /// Builds the index anew and puts it in the place of the old one; `progress` is told the number of records.
    ///
    /// # Errors
    /// The database cannot be read or the folder not written; the old index then stays.
    pub async fn rebuild_index(&self, mut progress: impl FnMut(u64)) -> Result<Followed, Error> {
        self.take_index().await?;
        self.renew_taxonomy().await?;
        let snapshot = self.inner.store.snapshot().await?;
        let folder = self.inner.settings.index.clone();
        let whose = identity(snapshot.state());
        let seq = snapshot.state().last_seq;
        let mut rebuild = tokio::task::spawn_blocking(move || Index::rebuild(&folder, &whose)).await??;
        let mut records = 0;
        let mut last: Option<Uid> = None;
        loop {
            let documents = self.practices_after(&snapshot, &mut last).await?;
            let Some(documents) = documents else { break };
            records += documents.len() as u64;
            rebuild = put_all(rebuild, documents).await?;
            progress(records);
        }
        last = None;
        loop {
            let kept = snapshot.kept_organisations(last.as_ref(), BATCH).await?;
            let Some(end) = kept.last() else { break };
            last = Some(end.record.uid.clone());
            records += kept.len() as u64;
            rebuild = put_all(rebuild, kept.iter().filter_map(document::organisation).collect()).await?;
            progress(records);
        }
        last = None;
        loop {
            let kept = snapshot.kept_twinnings(last.as_ref(), BATCH).await?;
            let Some(end) = kept.last() else { break };
            last = Some(end.record.uid.clone());
            records += kept.len() as u64;
            let uids = uids_of(&kept);
            let files = snapshot.documents_of_twinnings(&uids).await?;
            let all: Vec<Uid> = files.iter().map(|one| one.record.uid.clone()).collect();
            let read = document::read(files, &snapshot.document_texts(&all).await?);
            let said = document::said_of_twinnings(snapshot.testimonials_of_twinnings(&uids).await?);
            let documents = self.twinning_documents(&kept, &read, &said).await?;
            rebuild = put_all(rebuild, documents.into_iter().flatten().collect()).await?;
            progress(records);
        }
        last = None;
        loop {
            let kept = snapshot.kept_adverts(last.as_ref(), BATCH).await?;
            let Some(end) = kept.last() else { break };
            last = Some(end.record.uid.clone());
            records += kept.len() as u64;
            let taxonomy = self.taxonomy();
            let documents = kept.iter().filter_map(|kept| adverts::document(kept, &taxonomy)).collect();
            rebuild = put_all(rebuild, documents).await?;
            progress(records);
        }
        last = None;
        loop {
            let kept = snapshot.kept_threads(last.as_ref(), BATCH).await?;
            let Some(end) = kept.last() else { break };
            last = Some(end.record.uid.clone());
            records += kept.len() as u64;
            rebuild = put_all(rebuild, kept.iter().filter_map(talk::thread).collect()).await?;
            progress(records);
        }
        last = None;
        loop {
            let kept = snapshot.kept_posts(last.as_ref(), BATCH).await?;
            let Some(end) = kept.last() else { break };
            last = Some(end.record.uid.clone());
            records += kept.len() as u64;
            let threads = snapshot.threads_by_uids(&threads_of(&kept)).await?;
            let posts = talk::posts_of(&kept, &threads);
            let uids: Vec<Uid> = posts.keys().cloned().collect();
            let files = snapshot.documents_of_posts(&uids).await?;
            let all: Vec<Uid> = files.iter().map(|one| one.record.uid.clone()).collect();
            let read = document::read(files, &snapshot.document_texts(&all).await?);
            let attached = talk::attached(&read, &posts);
            rebuild = put_all(rebuild, posts.into_values().chain(attached).collect()).await?;
            progress(records);
        }
        let help = document::help(&self.inner.settings.help);
        records += help.len() as u64;
        rebuild = put_all(rebuild, help).await?;
        snapshot.end().await;
        let index = tokio::task::spawn_blocking(move || rebuild.finish(seq)).await??;
        self.use_index(index, seq).await;
        Ok(Followed::Rebuilt(records))
    }

    /// The documents of the next practices; nothing after the last.
    async fn practices_after(
        &self,
        snapshot: &Snapshot,
        last: &mut Option<Uid>,
    ) -> Result<Option<Vec<Document>>, Error> {
        let kept = snapshot.kept_practices(last.as_ref(), BATCH).await?;
        let Some(end) = kept.last() else { return Ok(None) };
        *last = Some(end.record.uid.clone());
        let taxonomy = self.taxonomy();
        let sizes = self.sizes(&kept).await?;
        let uids: Vec<Uid> = kept.iter().map(|one| one.record.uid.clone()).collect();
        let files = snapshot.documents_of(&uids).await?;
        let texts =
            snapshot.document_texts(&files.iter().map(|one| one.record.uid.clone()).collect::<Vec<_>>()).await?;
        let read = document::read(files, &texts);
        let said = document::said(snapshot.testimonials_of(&uids).await?);
        let mut found = Vec::with_capacity(kept.len());
        for kept in &kept {
            let is_own = |one: &&document::Read| one.document.record.practice.as_ref() == Some(&kept.record.uid);
            let own: Vec<_> = read.iter().filter(is_own).collect();
            let Some(practice) = document::practice(kept, &own, &said, &taxonomy, &sizes) else { continue };
            found.extend(own.into_iter().map(|one| document::document(one, &practice)));
            found.push(practice);
        }
        Ok(Some(found))
    }
}

fn uids_of(kept: &[KeptTwinning]) -> Vec<Uid> {
    kept.iter().map(|one| one.record.uid.clone()).collect()
}

/// The threads of some posts, each once.
pub(super) fn threads_of(kept: &[KeptPost]) -> Vec<Uid> {
    let threads: BTreeSet<&Uid> = kept.iter().map(|one| &one.record.thread).collect();
    threads.into_iter().cloned().collect()
}

async fn put_all(rebuild: Rebuild, documents: Vec<Document>) -> Result<Rebuild, Error> {
    let put = tokio::task::spawn_blocking(move || {
        for document in &documents {
            rebuild.put(document)?;
        }
        Ok::<Rebuild, search::Error>(rebuild)
    });
    Ok(put.await??)
}
