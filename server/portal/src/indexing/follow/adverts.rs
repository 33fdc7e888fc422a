// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What changes in the index by the adverts that were touched.

use domain::{Kind, Uid};

use super::super::adverts;
use super::{BATCH, Change, Touched};
use crate::Portal;
use crate::error::Error;

impl Portal {
    /// The touched adverts as they are now.
    pub(super) async fn advert_changes(&self, touched: &Touched) -> Result<Vec<Change>, Error> {
        let taxonomy = self.taxonomy();
        let mut changes = Vec::new();
        let named: Vec<Uid> = touched.adverts.iter().cloned().collect();
        for uids in named.chunks(BATCH as usize) {
            let kept = self.inner.store.kept_adverts(uids).await?;
            // A draft that was deleted is gone from the database.
            let document = |uid: &Uid| {
                kept.iter().find(|kept| kept.record.uid == *uid).and_then(|kept| adverts::document(kept, &taxonomy))
            };
            changes.extend(uids.iter().map(|uid| match document(uid) {
                Some(document) => Change::Put(Box::new(document)),
                None => Change::Remove(Kind::Advert, uid.clone()),
            }));
        }
        Ok(changes)
    }
}
