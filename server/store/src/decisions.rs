// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What the reviewers decided: each decision with its practice, who made it and when.

use domain::policy::Viewer;
use domain::practice::Stage;
use domain::revision::RevisionAct;
use domain::{Language, Uid};
use jiff::Timestamp;
use sea_orm::sea_query::{Asterisk, Expr, ExprTrait, Func, Query, SelectStatement};
use sea_orm::{ConnectionTrait, Order, QueryResult};

use crate::Store;
use crate::error::Error;
use crate::rows::{self, Listed, Page, code, moment, uid_of};
use crate::tables::{Column, Table};
use crate::visible::visible_to;

/// The acts by which reviewers decide.
pub const DECISIONS: &[RevisionAct] = &[
    RevisionAct::Published,
    RevisionAct::ChangesRequested,
    RevisionAct::Rejected,
    RevisionAct::Archived,
    RevisionAct::PutBack,
    RevisionAct::Kept,
];
/// How many words of a search by title are looked at.
const WORDS_MAX: usize = 8;

/// Which decisions to list; what is absent does not narrow.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DecisionFilter {
    /// Words of the title, all of which must be there; case does not matter.
    pub text: String,
    /// What was decided: one of `DECISIONS`.
    pub act: Option<RevisionAct>,
    /// Where the practice stands now.
    pub stage: Option<Stage>,
}

/// A decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecisionRow {
    /// The practice.
    pub practice: Uid,
    /// Its title now.
    pub title: String,
    /// Its language.
    pub language: Language,
    /// Where it stands now.
    pub stage: Stage,
    /// What was decided.
    pub act: RevisionAct,
    /// When.
    pub at: Timestamp,
    /// By whom; absent where that account is closed.
    pub by: Option<Uid>,
}

impl Store {
    /// Decisions on practices that the viewer sees, the newest first. Two statements.
    ///
    /// # Errors
    /// `Unavailable`, or `Corrupt` where a code is unknown.
    pub async fn decisions(
        &self,
        viewer: &Viewer,
        filter: &DecisionFilter,
        page: Page,
    ) -> Result<Listed<DecisionRow>, Error> {
        let mut counted = decided(viewer, filter);
        counted.expr_as(Func::count(Expr::col(Asterisk)), "decisions");
        let total = rows::total(self.readers(), &counted).await?;
        let mut select = decided(viewer, filter);
        select.columns([Column::Practice, Column::Act, Column::At, Column::Member].map(|one| (Table::Revisions, one)));
        select.columns([Column::Title, Column::Language, Column::Stage].map(|one| (Table::Practices, one)));
        select.order_by((Table::Revisions, Column::At), Order::Desc);
        select.order_by((Table::Revisions, Column::Uid), Order::Desc);
        page.cut(&mut select);
        let rows = self.readers().query_all(&select).await?;
        Ok(Listed { total, rows: rows.iter().map(read).collect::<Result<_, _>>()? })
    }
}

/// The decisions that fit, without their columns.
fn decided(viewer: &Viewer, filter: &DecisionFilter) -> SelectStatement {
    let revisions = |column| Expr::col((Table::Revisions, column));
    let practices = |column| Expr::col((Table::Practices, column));
    let mut select = Query::select();
    select.from(Table::Revisions);
    select.inner_join(Table::Practices, revisions(Column::Practice).equals((Table::Practices, Column::Uid)));
    select.cond_where(visible_to(viewer));
    match filter.act {
        Some(act) => select.and_where(revisions(Column::Act).eq(act.code())),
        None => select.and_where(revisions(Column::Act).is_in(DECISIONS.iter().map(|act| act.code()))),
    };
    select.and_where_option(filter.stage.map(|stage| practices(Column::Stage).eq(stage.code())));
    for word in words(&filter.text) {
        select.and_where(Func::lower(practices(Column::Title)).like(format!("%{word}%")));
    }
    select
}

/// Words in small letters, without anything that could be a pattern.
fn words(text: &str) -> Vec<String> {
    let text = text.to_lowercase();
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.take(WORDS_MAX).map(str::to_owned).collect()
}

fn read(row: &QueryResult) -> Result<DecisionRow, Error> {
    let text = |column| row.try_get::<String>("", column);
    let by: Option<String> = row.try_get("", "member")?;
    Ok(DecisionRow {
        practice: uid_of(&text("practice")?)?,
        title: text("title")?,
        language: code(&text("language")?, Language::from_code)?,
        stage: code(&text("stage")?, Stage::from_code)?,
        act: code(&text("act")?, RevisionAct::from_code)?,
        at: moment(row.try_get("", "at")?)?,
        by: by.map(|uid| uid_of(&uid)).transpose()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_have_no_pattern_and_there_are_not_many() {
        assert_eq!(words(" Dell'Ente 100%_ È "), ["dell", "ente", "100", "è"]);
        assert_eq!(words(&"a ".repeat(99)).len(), WORDS_MAX);
    }
}
