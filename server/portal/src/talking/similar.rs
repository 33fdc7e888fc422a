// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! While somebody writes a title: the threads in which that may have been discussed already.

use domain::policy::Viewer;
use domain::{Kind, Locale};

use super::values::ThreadLine;
use crate::cards::FoundRecord;
use crate::error::Error;
use crate::values::SearchRequest;
use crate::{Portal, WithFacets};

/// How many are shown.
const SHOWN: usize = 5;
/// The shortest title that is looked at, in characters.
const SHORTEST: usize = 4;
/// How many characters of it are searched.
const LONGEST: usize = 150;

impl Portal {
    /// Threads that resemble a title, the best first, of those that the viewer may read.
    ///
    /// # Errors
    /// As `search`.
    pub async fn similar_threads(
        &self,
        viewer: &Viewer,
        locale: Locale,
        title: &str,
    ) -> Result<Vec<ThreadLine>, Error> {
        let text: String = title.trim().chars().take(LONGEST).collect();
        if text.chars().count() < SHORTEST {
            return Ok(Vec::new());
        }
        let request = SearchRequest {
            text,
            kinds: vec![Kind::Thread.code().to_owned()],
            limit: SHOWN,
            ..SearchRequest::default()
        };
        let found = self.search(viewer, locale, request, WithFacets::No).await?.found;
        let threads = found.into_iter().filter_map(|one| match one.record {
            FoundRecord::Thread(line) => Some(line),
            _ => None,
        });
        Ok(threads.collect())
    }
}
