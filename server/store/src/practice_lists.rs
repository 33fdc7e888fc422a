// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Lists of practices, always through `visible_to`.

use domain::phase::Phase;
use domain::policy::Viewer;
use domain::practice::{EvidenceRating, Level, PartnerRole, PracticeKind, Stage, Translation};
use domain::{Language, PartialDate, Slug, Uid};
use sea_orm::sea_query::{Asterisk, Expr, ExprTrait, Func, IntoIden, Query, SelectStatement, TableRef, ValueTuple};
use sea_orm::{ConnectionTrait, JoinType, Order, QueryResult};
use serde::Deserialize;

use crate::Store;
use crate::error::Error;
use crate::kept::RecordType;
use crate::practices::join_owner;
use crate::rows::{self, Listed, OrganisationName, Page, code, count, decoded, is_one_of, slug_of, uid_of};
use crate::tables::{Column, Table};
use crate::visible::visible_to;

/// As much of a practice as a card in a list needs.
#[derive(Clone, Debug, PartialEq)]
pub struct PracticeRow {
    /// What its record says.
    pub record: PracticeHead,
    /// Its address.
    pub slug: Slug,
    /// Its phase.
    pub phase: Phase,
    /// Counts its changes, from 1.
    pub version: i64,
    /// Its owner, where the portal knows it.
    pub owner: Option<OrganisationName>,
    /// Its region: its own, else its owner's.
    pub region: Option<String>,
}

/// The part of a practice's record that lists and excerpts show; the fields mean what they mean in
/// `domain::practice::Practice`.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct PracticeHead {
    /// Stable identifier.
    pub uid: Uid,
    /// Title.
    pub title: String,
    /// Its editorial state; what was imported without one is published.
    #[serde(default = "published")]
    pub stage: Stage,
    /// Language of its texts.
    pub language: Language,
    /// One sentence.
    pub summary: Option<String>,
    /// Context and need, Markdown: for excerpts.
    pub problem: Option<String>,
    /// How it works, Markdown: for excerpts.
    pub solution: Option<String>,
    /// Title and summary in other languages.
    #[serde(default)]
    pub translations: Vec<Translation>,
    /// Themes, the most fitting first.
    #[serde(default)]
    pub themes: Vec<Uid>,
    /// What kind of practice it is.
    pub practice_kind: Option<PracticeKind>,
    /// The level of government.
    pub level: Option<Level>,
    /// When it began.
    pub start_date: Option<PartialDate>,
    /// How far the evidence can be trusted.
    pub evidence_rating: Option<EvidenceRating>,
    /// Day of publication.
    pub published_on: Option<PartialDate>,
    /// Whether the record is invented, for demonstration.
    #[serde(default)]
    pub demo: bool,
}

fn published() -> Stage {
    Stage::Published
}

impl Store {
    /// Practices by their identifiers, in the order given; those that the viewer may not see are left out.
    ///
    /// # Errors
    /// `Unavailable`, or `Corrupt` where a record cannot be read.
    pub async fn practices_by_uids(&self, viewer: &Viewer, uids: &[Uid]) -> Result<Vec<PracticeRow>, Error> {
        if uids.is_empty() {
            return Ok(Vec::new());
        }
        let mut select = heads(viewer);
        select.and_where(is_one_of(Table::Practices, Column::Uid, uids));
        let rows = self.practice_rows(&select).await?;
        Ok(rows::in_order(uids, rows, |one| &one.record.uid))
    }

    /// The practices that were published last, newest first.
    ///
    /// # Errors
    /// As `practices_by_uids`.
    pub async fn latest_practices(&self, viewer: &Viewer, page: Page) -> Result<Vec<PracticeRow>, Error> {
        let mut select = heads(viewer);
        newest_first(&mut select);
        page.cut(&mut select);
        self.practice_rows(&select).await
    }

    /// The addresses of practices, newest first.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn practice_slugs(&self, viewer: &Viewer, page: Page) -> Result<Vec<Slug>, Error> {
        let mut select = Query::select();
        select.column((Table::Practices, Column::Slug)).from(Table::Practices).cond_where(visible_to(viewer));
        newest_first(&mut select);
        page.cut(&mut select);
        let rows = self.readers().query_all(&select).await?;
        rows.iter().map(|row| slug_of(row.try_get("", "slug")?)).collect()
    }

    /// The practices that an organisation owns, newest first. "Tramite l'Unione" (AC-000-1) is this of its parent.
    ///
    /// # Errors
    /// As `practices_by_uids`.
    pub async fn practices_of_organisation(
        &self,
        viewer: &Viewer,
        owner: &Uid,
        page: Page,
    ) -> Result<Listed<PracticeRow>, Error> {
        let is_owner = Expr::col((Table::Practices, Column::Owner)).eq(owner.as_str());
        self.practices_where(viewer, is_owner, page).await
    }

    /// The practices that the children of an organisation own, newest first; children that were merged have none.
    ///
    /// # Errors
    /// As `practices_by_uids`.
    pub async fn practices_of_children(
        &self,
        viewer: &Viewer,
        parent: &Uid,
        page: Page,
    ) -> Result<Listed<PracticeRow>, Error> {
        let children = Query::select()
            .column(Column::Uid)
            .from(Table::Organisations)
            .and_where(Expr::col(Column::Parent).eq(parent.as_str()))
            .and_where(Expr::col(Column::MergedInto).is_null())
            .take();
        let owned = Expr::col((Table::Practices, Column::Owner)).in_subquery(children);
        self.practices_where(viewer, owned, page).await
    }

    /// The practices filed under any of some themes, newest first: of a theme and those below it.
    ///
    /// # Errors
    /// As `practices_by_uids`.
    pub async fn practices_under_themes(
        &self,
        viewer: &Viewer,
        themes: &[Uid],
        page: Page,
    ) -> Result<Listed<PracticeRow>, Error> {
        let filed = linked(Table::PracticeThemes, Column::Theme, themes);
        self.practices_where(viewer, filed, page).await
    }

    /// The practices that are for a community alone, newest first.
    ///
    /// # Errors
    /// As `practices_by_uids`.
    pub async fn practices_of_community(
        &self,
        viewer: &Viewer,
        community: &Uid,
        page: Page,
    ) -> Result<Listed<PracticeRow>, Error> {
        let is_for_it = Expr::col((Table::Practices, Column::Community)).eq(community.as_str());
        self.practices_where(viewer, is_for_it, page).await
    }

    /// How many practices are filed under any of some themes, each counted once.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn count_under_themes(&self, viewer: &Viewer, themes: &[Uid]) -> Result<u64, Error> {
        self.count_where(viewer, linked(Table::PracticeThemes, Column::Theme, themes)).await
    }

    /// The identifiers of the practices filed under any of some themes, whatever their stage, in their order: what
    /// the index must renew when a theme moves.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn uids_under_themes(&self, themes: &[Uid], after: Option<&Uid>, limit: u32) -> Result<Vec<Uid>, Error> {
        let mut select = Query::select();
        select.column(Column::Uid).from(Table::Practices);
        select.and_where(linked(Table::PracticeThemes, Column::Theme, themes));
        rows::after_uid(&mut select, Table::Practices, after, limit);
        let found = self.readers().query_all(&select).await?;
        found.iter().map(|row| uid_of(&row.try_get_by_index::<String>(0)?)).collect()
    }

    /// The practices that were made from this one.
    ///
    /// # Errors
    /// As `practices_by_uids`.
    pub async fn variants_of(&self, viewer: &Viewer, origin: &Uid) -> Result<Vec<PracticeRow>, Error> {
        let made_from = linked(Table::PracticeOrigins, Column::Origin, std::slice::from_ref(origin));
        Ok(self.practices_where(viewer, made_from, Page::first(100)).await?.rows)
    }

    /// The practices in which an organisation took part without owning them, each with its role, newest first.
    ///
    /// # Errors
    /// As `practices_by_uids`.
    pub async fn practices_with_partner(
        &self,
        viewer: &Viewer,
        partner: &Uid,
        page: Page,
    ) -> Result<Vec<(PartnerRole, PracticeRow)>, Error> {
        let mut select = heads(viewer);
        let part = Expr::col((Table::PracticeParts, Column::Practice)).equals((Table::Practices, Column::Uid));
        select
            .column((Table::PracticeParts, Column::Role))
            .inner_join(Table::PracticeParts, part)
            .and_where(Expr::col((Table::PracticeParts, Column::Organisation)).eq(partner.as_str()));
        newest_first(&mut select);
        page.cut(&mut select);
        let rows = self.readers().query_all(&select).await?;
        let with_role = |row: &QueryResult| {
            let role: String = row.try_get("", "role")?;
            Ok((code(&role, PartnerRole::from_code)?, read(row)?))
        };
        rows.iter().map(with_role).collect()
    }

    /// How many practices each region has, by its code; only of some themes where any are named.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn practices_by_region(&self, viewer: &Viewer, themes: &[Uid]) -> Result<Vec<(String, u64)>, Error> {
        let mut select = Query::select();
        select.expr_as(region(), "region").expr_as(Func::count(Expr::col(Asterisk)), "practices");
        select.from(Table::Practices).cond_where(visible_to(viewer)).and_where(region().is_not_null());
        join_owner(&mut select);
        if !themes.is_empty() {
            select.and_where(linked(Table::PracticeThemes, Column::Theme, themes));
        }
        select.add_group_by([region()]).order_by_expr(region(), Order::Asc);
        let rows = self.readers().query_all(&select).await?;
        rows.iter().map(|row| Ok((row.try_get("", "region")?, count(row, "practices")?))).collect()
    }

    /// How many practices are filed under each theme.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn practices_by_theme(&self, viewer: &Viewer) -> Result<Vec<(Uid, u64)>, Error> {
        let theme = (Table::PracticeThemes, Column::Theme);
        let of = Expr::col((Table::PracticeThemes, Column::Practice)).equals((Table::Practices, Column::Uid));
        let select = Query::select()
            .column(theme)
            .expr_as(Func::count(Expr::col(Asterisk)), "practices")
            .from(Table::Practices)
            .inner_join(Table::PracticeThemes, of)
            .cond_where(visible_to(viewer))
            .group_by_col(theme)
            .order_by(theme, Order::Asc)
            .take();
        let rows = self.readers().query_all(&select).await?;
        let read = |row: &QueryResult| Ok((uid_of(&row.try_get::<String>("", "theme")?)?, count(row, "practices")?));
        rows.iter().map(read).collect()
    }

    /// How many practices are filed under a theme or one below it, each counted once: for each theme that is named second,
    /// by the themes named first that count for it. One statement, none where none is named.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn practices_counted_above(
        &self,
        viewer: &Viewer,
        above: &[(Uid, Uid)],
    ) -> Result<Vec<(Uid, u64)>, Error> {
        if above.is_empty() {
            return Ok(Vec::new());
        }
        let pair = |(theme, counted): &(Uid, Uid)| ValueTuple::Two(theme.as_str().into(), counted.as_str().into());
        let pairs = TableRef::ValuesList(above.iter().map(pair).collect(), "above".into_iden());
        let of = Expr::col((Table::PracticeThemes, Column::Practice)).equals((Table::Practices, Column::Uid));
        // The names that both databases give to the columns of such a list.
        let counted = Expr::col(("above", "column2"));
        let select = Query::select()
            .expr_as(counted.clone(), "theme")
            .expr_as(Func::count_distinct(Expr::col((Table::Practices, Column::Uid))), "practices")
            .from(Table::Practices)
            .inner_join(Table::PracticeThemes, of)
            .join(
                JoinType::InnerJoin,
                pairs,
                Expr::col((Table::PracticeThemes, Column::Theme)).equals(("above", "column1")),
            )
            .cond_where(visible_to(viewer))
            .add_group_by([counted])
            .take();
        let rows = self.readers().query_all(&select).await?;
        let read = |row: &QueryResult| Ok((uid_of(&row.try_get::<String>("", "theme")?)?, count(row, "practices")?));
        rows.iter().map(read).collect()
    }

    async fn count_where(&self, viewer: &Viewer, wanted: Expr) -> Result<u64, Error> {
        let counted = Query::select()
            .expr_as(Func::count(Expr::col(Asterisk)), "practices")
            .from(Table::Practices)
            .cond_where(visible_to(viewer))
            .and_where(wanted)
            .take();
        rows::total(self.readers(), &counted).await
    }

    async fn practices_where(&self, viewer: &Viewer, wanted: Expr, page: Page) -> Result<Listed<PracticeRow>, Error> {
        let total = self.count_where(viewer, wanted.clone()).await?;
        let mut select = heads(viewer);
        select.and_where(wanted);
        newest_first(&mut select);
        page.cut(&mut select);
        Ok(Listed { total, rows: self.practice_rows(&select).await? })
    }

    async fn practice_rows(&self, select: &SelectStatement) -> Result<Vec<PracticeRow>, Error> {
        self.readers().query_all(select).await?.iter().map(read).collect()
    }
}

/// The region of a practice: its own, else its owner's. Needs the owner joined.
pub(crate) fn region() -> Expr {
    Func::coalesce([Expr::col((Table::Practices, Column::Region)), Expr::col((Table::Organisations, Column::Region))])
        .into()
}

/// That a practice is linked with one of some records.
pub(crate) fn linked(table: Table, column: Column, uids: &[Uid]) -> Expr {
    let practices = Query::select()
        .column(Column::Practice)
        .from(table)
        .and_where(Expr::col(column).is_in(uids.iter().map(Uid::as_str)))
        .take();
    Expr::col((Table::Practices, Column::Uid)).in_subquery(practices)
}

/// A select of what cards need, of the practices that a viewer may see.
pub(crate) fn heads(viewer: &Viewer) -> SelectStatement {
    let mut select = Query::select();
    select
        .columns(
            [Column::Record, Column::Slug, Column::Phase, Column::Version].map(|column| (Table::Practices, column)),
        )
        .expr_as(region(), "region")
        .from(Table::Practices)
        .cond_where(visible_to(viewer));
    join_owner(&mut select);
    OrganisationName::select(&mut select);
    select
}

/// By day of publication, those without one last; then by identifier, so that the order is always the same.
pub(crate) fn newest_first(select: &mut SelectStatement) {
    select
        .order_by((Table::Practices, Column::PublishedOn), Order::Desc)
        .order_by((Table::Practices, Column::Uid), Order::Desc);
}

/// Reads a row of `heads`.
pub(crate) fn read(row: &QueryResult) -> Result<PracticeRow, Error> {
    let json: String = row.try_get("", "record")?;
    let phase: String = row.try_get("", "phase")?;
    Ok(PracticeRow {
        record: decoded(RecordType::Practice, &json)?,
        slug: slug_of(row.try_get("", "slug")?)?,
        phase: code(&phase, Phase::from_code)?,
        version: row.try_get("", "version")?,
        owner: OrganisationName::read(row)?,
        region: row.try_get("", "region")?,
    })
}
