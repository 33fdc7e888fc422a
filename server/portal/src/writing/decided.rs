// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What the reviewers decided until now, for themselves.

use domain::policy::{Act, On, Viewer, allows};
use domain::practice::Stage;
use domain::revision::RevisionAct;
use domain::{Language, Uid};
use store::{DecisionFilter, DecisionRow, Page};

use super::asking;
use crate::Portal;
use crate::error::Error;

pub use store::DECISIONS;

/// How many decisions stand on a page.
const PER_PAGE: u32 = 50;
/// The last page that can be asked for.
const LAST_PAGE: u32 = 2_000;

/// What the list of decisions is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DecidedRequest {
    /// Words of the title.
    pub text: String,
    /// What was decided.
    pub act: Option<RevisionAct>,
    /// Where the practice stands now.
    pub stage: Option<Stage>,
    /// The page, from 1.
    pub page: u32,
}

/// A page of the list of decisions.
#[derive(Clone, Debug)]
pub struct DecidedPage {
    /// What was asked for.
    pub request: DecidedRequest,
    /// How many decisions fit.
    pub total: u64,
    /// How many stand on a page.
    pub per_page: u32,
    /// Those of this page, the newest first.
    pub lines: Vec<DecidedLine>,
}

/// A decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecidedLine {
    /// The practice.
    pub uid: String,
    /// Its title.
    pub title: String,
    /// Its language.
    pub language: Language,
    /// Where it stands now.
    pub stage: Stage,
    /// What was decided.
    pub act: RevisionAct,
    /// When, in seconds since 1970.
    pub at: i64,
    /// By whom; absent where that account is closed.
    pub by: Option<String>,
}

impl Portal {
    /// What was decided on practices, the newest first.
    ///
    /// # Errors
    /// The viewer is no reviewer.
    pub async fn decided(&self, viewer: &Viewer, request: DecidedRequest) -> Result<DecidedPage, Error> {
        asking(viewer)?;
        allows(viewer, Act::Review, &On::Portal)?;
        let page = request.page.clamp(1, LAST_PAGE);
        let request = DecidedRequest { page, ..request };
        let filter = DecisionFilter { text: request.text.clone(), act: request.act, stage: request.stage };
        let cut = Page { limit: PER_PAGE, offset: (page - 1) * PER_PAGE };
        let listed = self.inner.store.decisions(viewer, &filter, cut).await?;
        let mut people: Vec<Uid> = listed.rows.iter().filter_map(|row| row.by.clone()).collect();
        people.sort();
        people.dedup();
        let names = self.called(&people).await?;
        let lines = listed.rows.into_iter().map(|row| line(row, &names)).collect();
        Ok(DecidedPage { request, total: listed.total, per_page: PER_PAGE, lines })
    }
}

fn line(row: DecisionRow, names: &[(String, String)]) -> DecidedLine {
    let name = |uid: &Uid| names.iter().find(|(known, _)| known == uid.as_str()).map(|(_, name)| name.clone());
    DecidedLine {
        by: row.by.as_ref().and_then(name),
        uid: row.practice.to_string(),
        title: row.title,
        language: row.language,
        stage: row.stage,
        act: row.act,
        at: row.at.as_second(),
    }
}
