// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Which regions something was carried between, remembered until the log goes on.

use std::collections::HashSet;
use std::sync::{Arc, Mutex};

use domain::matching::{Linked, Side};

use crate::Portal;
use crate::error::Error;

/// From which region to which something came before.
#[derive(Debug, Default)]
pub(super) struct Links(HashSet<(String, String)>);

impl Links {
    /// Whether something came from the one side's region to the other's.
    pub(super) fn between(&self, offering: &Side, seeking: &Side) -> Linked {
        let pair = offering.region.clone().zip(seeking.region.clone());
        if pair.is_some_and(|pair| self.0.contains(&pair)) { Linked::Before } else { Linked::Never }
    }
}

/// The links that were read last, with the position of the log.
#[derive(Default)]
pub(crate) struct LinkCache(Mutex<Option<(i64, Arc<Links>)>>);

impl Portal {
    /// The links as they are at the position of the log that the index has reached.
    pub(super) async fn region_links(&self) -> Result<Arc<Links>, Error> {
        let position = self.index_position();
        let kept = || self.inner.region_links.0.lock().expect("nobody panics while holding the links");
        let known = kept().as_ref().filter(|(at, _)| *at == position).map(|(_, links)| Arc::clone(links));
        if let Some(links) = known {
            return Ok(links);
        }
        let links = Arc::new(Links(self.inner.store.linked_regions().await?.into_iter().collect()));
        *kept() = Some((position, Arc::clone(&links)));
        Ok(links)
    }
}
