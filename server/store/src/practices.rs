// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Reading whole practices: for their page, for the index, for a change.

use domain::adoption::Adoption;
use domain::phase::Phase;
use domain::policy::Viewer;
use domain::practice::Practice;
use domain::{Slug, Uid};
use jiff::Timestamp;
use sea_orm::sea_query::{Condition, Expr, ExprTrait, Query, SelectStatement};
use sea_orm::{ConnectionTrait, QueryResult};

use crate::change::Change;
use crate::error::Error;
use crate::kept::RecordType;
use crate::rows::{Found, OrganisationName, code, decoded, is_one_of, moment, records, slug_of};
use crate::tables::{Column, Table};
use crate::visible::visible_to;
use crate::{Snapshot, Store, rows};

/// A whole practice with what the database knows beside its record.
#[derive(Clone, Debug, PartialEq)]
pub struct KeptPractice {
    /// The record.
    pub record: Practice,
    /// Its present address.
    pub slug: Slug,
    /// Its phase.
    pub phase: Phase,
    /// Counts its changes, from 1; what the index compares.
    pub version: i64,
    /// The version in which the record itself last changed; what a rendering belongs to.
    pub record_version: i64,
    /// When the record first came in.
    pub created_at: Timestamp,
    /// When the record itself last changed.
    pub updated_at: Timestamp,
    /// Its owner, where the portal knows it.
    pub owner: Option<OrganisationName>,
}

impl KeptPractice {
    /// Its region: its own, else its owner's.
    pub fn region(&self) -> Option<&str> {
        let own = self.record.region.as_deref();
        own.or_else(|| self.owner.as_ref().and_then(|owner| owner.region.as_deref()))
    }
}

/// Something of which a practice's page shows what belongs to the practice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Beside {
    /// Adoptions.
    Adoptions = 1,
    /// Twinnings that carry it over.
    Twinnings = 2,
    /// Adverts that offer it.
    Adverts = 4,
    /// Documents.
    Documents = 8,
    /// Testimonials, also about its adoptions.
    Testimonials = 16,
    /// Threads about it.
    Threads = 32,
}

/// The sum of the numbers of `Beside` of which there is something, whoever may see it: what is not there is not looked for.
const BESIDE: &str = "CAST(
  CASE WHEN EXISTS (SELECT 1 FROM adoptions a WHERE a.practice = practices.uid) THEN 1 ELSE 0 END
+ CASE WHEN EXISTS (SELECT 1 FROM twinning_practices t WHERE t.practice = practices.uid) THEN 2 ELSE 0 END
+ CASE WHEN EXISTS (SELECT 1 FROM adverts o WHERE o.practice = practices.uid) THEN 4 ELSE 0 END
+ CASE WHEN EXISTS (SELECT 1 FROM documents d WHERE d.practice = practices.uid) THEN 8 ELSE 0 END
+ CASE WHEN EXISTS (SELECT 1 FROM testimonials s WHERE s.about = practices.uid AND s.about_kind = 'practice')
         OR EXISTS (SELECT 1 FROM adoptions a JOIN testimonials s ON s.about = a.uid AND s.about_kind = 'adoption'
                    WHERE a.practice = practices.uid) THEN 16 ELSE 0 END
+ CASE WHEN EXISTS (SELECT 1 FROM threads h WHERE h.about = practices.uid AND h.about_kind = 'practice')
    THEN 32 ELSE 0 END AS bigint)";
const FOLLOWERS: &str = "(SELECT count(*) FROM follows f WHERE f.practice = practices.uid)";

/// What a practice's page shows, but adoptions and neighbours.
#[derive(Clone, Debug, PartialEq)]
pub struct PracticePage {
    /// The practice.
    pub practice: KeptPractice,
    /// Its HTML, where one is kept of this record by these rules; in the form given to `put_rendering`.
    pub rendering: Option<String>,
    /// How many follow it.
    pub followers: u64,
    beside: i64,
}

impl PracticePage {
    /// Whether there is something of a kind that belongs to it; not all of that may be for the reader.
    pub fn has(&self, what: Beside) -> bool {
        self.beside & what as i64 != 0
    }
}

impl Store {
    /// The practice at an address. One statement.
    ///
    /// # Errors
    /// `Unavailable`, or `Corrupt` where the record cannot be read.
    pub async fn practice_by_slug(
        &self,
        viewer: &Viewer,
        slug: &Slug,
        renderer: u32,
    ) -> Result<Found<PracticePage>, Error> {
        let mut select = with_rendering(renderer);
        select
            .inner_join(Table::Slugs, Expr::col((Table::Slugs, Column::Target)).equals((Table::Practices, Column::Uid)))
            .and_where(Expr::col((Table::Slugs, Column::Kind)).eq(RecordType::Practice.code()))
            .and_where(Expr::col((Table::Slugs, Column::Slug)).eq(slug.as_str()))
            .cond_where(visible_to(viewer));
        let Some(row) = self.readers().query_one(&select).await? else { return Ok(Found::Nowhere) };
        let present = slug_of(row.try_get("", "slug")?)?;
        if present == *slug { Ok(Found::Here(page(&row)?)) } else { Ok(Found::Moved(present)) }
    }

    /// The practice with an identifier, as drafts and the API address it. One statement.
    ///
    /// # Errors
    /// As `practice_by_slug`.
    pub async fn practice_by_uid(
        &self,
        viewer: &Viewer,
        uid: &Uid,
        renderer: u32,
    ) -> Result<Option<PracticePage>, Error> {
        let mut select = with_rendering(renderer);
        select.and_where(Expr::col((Table::Practices, Column::Uid)).eq(uid.as_str())).cond_where(visible_to(viewer));
        self.readers().query_one(&select).await?.as_ref().map(page).transpose()
    }

    /// Whole practices, whatever their stage, for the index. In no particular order; unknown ones are left out.
    ///
    /// # Errors
    /// As `practice_by_slug`.
    pub async fn kept_practices(&self, uids: &[Uid]) -> Result<Vec<KeptPractice>, Error> {
        let mut select = kept();
        select.and_where(is_one_of(Table::Practices, Column::Uid, uids));
        read_all(self.readers(), &select).await
    }

    /// The identifiers of the practices that an organisation owns, in their order: what the index must renew
    /// when the organisation changes.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn uids_owned_by(&self, owner: &Uid, after: Option<&Uid>, limit: u32) -> Result<Vec<Uid>, Error> {
        let mut select = Query::select();
        select.column(Column::Uid).from(Table::Practices).and_where(Expr::col(Column::Owner).eq(owner.as_str()));
        rows::after_uid(&mut select, Table::Practices, after, limit);
        let found = self.readers().query_all(&select).await?;
        found.iter().map(|row| rows::uid_of(&row.try_get_by_index::<String>(0)?)).collect()
    }
}

impl Snapshot {
    /// Whole practices in the order of their `uid`, whatever their stage.
    ///
    /// # Errors
    /// As `Store::practice_by_slug`.
    pub async fn kept_practices(&self, after: Option<&Uid>, limit: u32) -> Result<Vec<KeptPractice>, Error> {
        let mut select = kept();
        rows::after_uid(&mut select, Table::Practices, after, limit);
        read_all(self.connection(), &select).await
    }
}

impl Change {
    /// Whole practices as they stand inside this change. In no particular order.
    ///
    /// # Errors
    /// As `Store::practice_by_slug`.
    pub async fn practices(&self, uids: &[Uid]) -> Result<Vec<KeptPractice>, Error> {
        let mut select = kept();
        select.and_where(is_one_of(Table::Practices, Column::Uid, uids));
        read_all(self.connection(), &select).await
    }

    /// The practices that some adoptions are of, as they stand inside this change.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn practices_of_adoptions(&self, adoptions: &[Uid]) -> Result<Vec<Uid>, Error> {
        if adoptions.is_empty() {
            return Ok(Vec::new());
        }
        let select = Query::select()
            .distinct()
            .column(Column::Practice)
            .from(Table::Adoptions)
            .and_where(is_one_of(Table::Adoptions, Column::Uid, adoptions))
            .take();
        let found = self.connection().query_all(&select).await?;
        found.iter().map(|row| rows::uid_of(&row.try_get_by_index::<String>(0)?)).collect()
    }

    /// The adoptions of some practices as they stand inside this change, by which phases are decided.
    ///
    /// # Errors
    /// As `Store::practice_by_slug`.
    pub async fn adoptions_of(&self, practices: &[Uid]) -> Result<Vec<Adoption>, Error> {
        let select = Query::select()
            .column(Column::Record)
            .from(Table::Adoptions)
            .and_where(is_one_of(Table::Adoptions, Column::Practice, practices))
            .order_by(Column::Uid, sea_orm::Order::Asc)
            .take();
        records(self.connection(), &select).await
    }
}

pub(crate) async fn read_all<C: ConnectionTrait>(db: &C, select: &SelectStatement) -> Result<Vec<KeptPractice>, Error> {
    db.query_all(select).await?.iter().map(read).collect()
}

/// A select of practices with their owners.
pub(crate) fn kept() -> SelectStatement {
    let mut select = Query::select();
    select
        .columns(
            [
                Column::Record,
                Column::Slug,
                Column::Phase,
                Column::Version,
                Column::RecordVersion,
                Column::CreatedAt,
                Column::UpdatedAt,
            ]
            .map(|column| (Table::Practices, column)),
        )
        .from(Table::Practices);
    join_owner(&mut select);
    OrganisationName::select(&mut select);
    select
}

/// Joins the owner of each practice, where it is known.
pub(crate) fn join_owner(select: &mut SelectStatement) {
    let owner = Expr::col((Table::Organisations, Column::Uid)).equals((Table::Practices, Column::Owner));
    select.left_join(Table::Organisations, owner);
}

fn with_rendering(renderer: u32) -> SelectStatement {
    let of = |column| Expr::col((Table::Renderings, column));
    let fits = Condition::all()
        .add(of(Column::Practice).equals((Table::Practices, Column::Uid)))
        .add(of(Column::RecordVersion).equals((Table::Practices, Column::RecordVersion)))
        .add(of(Column::Renderer).eq(i64::from(renderer)));
    let mut select = kept();
    select
        .column((Table::Renderings, Column::Html))
        .expr_as(Expr::cust(BESIDE), "beside")
        .expr_as(Expr::cust(FOLLOWERS), "followers")
        .left_join(Table::Renderings, fits);
    select
}

fn page(row: &QueryResult) -> Result<PracticePage, Error> {
    Ok(PracticePage {
        practice: read(row)?,
        rendering: row.try_get("", "html")?,
        followers: rows::count(row, "followers")?,
        beside: row.try_get("", "beside")?,
    })
}

pub(crate) fn read(row: &QueryResult) -> Result<KeptPractice, Error> {
    let json: String = row.try_get("", "record")?;
    let phase: String = row.try_get("", "phase")?;
    Ok(KeptPractice {
        record: decoded(RecordType::Practice, &json)?,
        slug: slug_of(row.try_get("", "slug")?)?,
        phase: code(&phase, Phase::from_code)?,
        version: row.try_get("", "version")?,
        record_version: row.try_get("", "record_version")?,
        created_at: moment(row.try_get("", "created_at")?)?,
        updated_at: moment(row.try_get("", "updated_at")?)?,
        owner: OrganisationName::read(row)?,
    })
}
