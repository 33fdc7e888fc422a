// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The record of a body: who took up its practices, and whether that makes it a mentor.

use domain::adoption::{MENTOR_ADOPTERS, confirming};
use domain::policy::Viewer;
use domain::{Locale, Uid};

use crate::Portal;
use crate::error::Error;
use crate::flows::FlowLine;

/// How many adoptions of a body's practices are read and shown.
const GIVEN: u32 = 200;

/// What a body gave to others, beside its twinnings. What it received stands in the list of what it took up.
#[derive(Clone, Debug, Default)]
pub struct TransferRecord {
    /// Adoptions of its practices by other bodies, the latest first, those that were given up included.
    pub given: Vec<FlowLine>,
    /// How many other bodies confirm that they work with one of its practices.
    pub confirming: usize,
}

impl TransferRecord {
    /// Whether it is a mentor ("ente mentore"): enough other bodies confirm that they work with its practices.
    pub fn is_mentor(&self) -> bool {
        self.confirming >= MENTOR_ADOPTERS
    }
}

impl Portal {
    /// What a body gave to others, as far as the viewer may read the practices. Two statements.
    pub(crate) async fn transfers_of(
        &self,
        viewer: &Viewer,
        locale: Locale,
        owner: &Uid,
    ) -> Result<TransferRecord, Error> {
        let rows = self.inner.store.adoptions_from(viewer, owner, GIVEN).await?;
        let confirming = confirming(owner, rows.iter().map(|row| &row.record)).len();
        Ok(TransferRecord { given: self.flow_lines(viewer, locale, rows).await?, confirming })
    }
}
