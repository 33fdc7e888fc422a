// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Comparing the index with the database at one position.

use std::collections::{BTreeMap, HashSet};

use domain::{Kind, Uid};
use store::KeptDocument;

use super::rebuild::threads_of;
use super::{adverts, document, talk, twinnings};
use crate::Portal;
use crate::error::Error;

/// Records read at once.
const BATCH: u32 = 1_000;

/// A record in which index and database differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// What it is.
    pub kind: Kind,
    /// Stable identifier.
    pub uid: String,
    /// Its version in the database, where visitors may find it.
    pub database: Option<i64>,
    /// Its version in the index.
    pub index: Option<i64>,
}

impl Portal {
    /// Every record in which index and database differ; empty where they agree. The index should have caught up.
    ///
    /// # Errors
    /// `Preparing` where there is no index; the database cannot be read.
    pub async fn verify_index(&self) -> Result<Vec<Difference>, Error> {
        let searcher = self.searcher()?;
        let expected = self.expected().await?;
        let indexed = tokio::task::spawn_blocking(move || searcher.verify()).await??;
        let mut compared: BTreeMap<(Kind, String), (Option<i64>, Option<i64>)> = BTreeMap::new();
        for (key, version) in expected {
            compared.entry(key).or_default().0 = Some(version);
        }
        for record in indexed {
            compared.entry((record.kind, record.uid)).or_default().1 = Some(record.version);
        }
        let differing = compared.into_iter().filter(|(_, (database, index))| database != index);
        Ok(differing.map(|((kind, uid), (database, index))| Difference { kind, uid, database, index }).collect())
    }

    async fn expected(&self) -> Result<Vec<((Kind, String), i64)>, Error> {
        let snapshot = self.inner.store.snapshot().await?;
        let mut expected = Vec::new();
        let mut practices: HashSet<Uid> = HashSet::new();
        let mut open: HashSet<Uid> = HashSet::new();
        let mut last: Option<Uid> = None;
        loop {
            let some = snapshot.listings(last.as_ref(), BATCH).await?;
            let Some(end) = some.last() else { break };
            last = Some(end.uid.clone());
            for listing in some.into_iter().filter(|listing| listing.indexable) {
                expected.push(((Kind::Practice, listing.uid.to_string()), listing.version));
                practices.insert(listing.uid);
            }
        }
        last = None;
        loop {
            let some = snapshot.kept_twinnings(last.as_ref(), BATCH).await?;
            let Some(end) = some.last() else { break };
            last = Some(end.record.uid.clone());
            let found = some.into_iter().filter(|kept| twinnings::is_open(&kept.record));
            for kept in found {
                expected.push(((Kind::Twinning, kept.record.uid.to_string()), kept.version));
                open.insert(kept.record.uid);
            }
        }
        last = None;
        loop {
            let some = snapshot.kept_documents(last.as_ref(), BATCH).await?;
            let Some(end) = some.last() else { break };
            last = Some(end.record.uid.clone());
            let found = document::read(some, &[]).into_iter().map(|one| one.document);
            let is_found = |one: &KeptDocument| {
                let of_practice = one.record.practice.as_ref().is_some_and(|uid| practices.contains(uid));
                of_practice || one.record.twinning.as_ref().is_some_and(|uid| open.contains(uid))
            };
            let found = found.filter(is_found);
            expected.extend(found.map(|one| ((Kind::Document, one.record.uid.to_string()), one.version)));
        }
        last = None;
        loop {
            let some = snapshot.kept_organisations(last.as_ref(), BATCH).await?;
            let Some(end) = some.last() else { break };
            last = Some(end.record.uid.clone());
            let found = some.into_iter().map(|kept| ((Kind::Organisation, kept.record.uid.to_string()), kept.version));
            expected.extend(found);
        }
        last = None;
        loop {
            let some = snapshot.kept_adverts(last.as_ref(), BATCH).await?;
            let Some(end) = some.last() else { break };
            last = Some(end.record.uid.clone());
            let found = some.into_iter().filter(|kept| adverts::is_open(&kept.record));
            expected.extend(found.map(|kept| ((Kind::Advert, kept.record.uid.to_string()), kept.version)));
        }
        last = None;
        loop {
            let some = snapshot.kept_threads(last.as_ref(), BATCH).await?;
            let Some(end) = some.last() else { break };
            last = Some(end.record.uid.clone());
            let found = some.iter().filter_map(talk::thread);
            expected.extend(found.map(|document| ((Kind::Thread, document.uid), document.version)));
        }
        last = None;
        loop {
            let some = snapshot.kept_posts(last.as_ref(), BATCH).await?;
            let Some(end) = some.last() else { break };
            last = Some(end.record.uid.clone());
            let threads = snapshot.threads_by_uids(&threads_of(&some)).await?;
            let found = talk::posts_of(&some, &threads);
            let uids: Vec<Uid> = found.keys().cloned().collect();
            let read = document::read(snapshot.documents_of_posts(&uids).await?, &[]);
            let attached = talk::attached(&read, &found);
            let found = found.into_values().chain(attached);
            expected.extend(found.map(|document| ((document.kind, document.uid), document.version)));
        }
        let help = document::help(&self.inner.settings.help);
        expected.extend(help.into_iter().map(|document| ((document.kind, document.uid.clone()), document.version)));
        snapshot.end().await;
        Ok(expected)
    }
}
