// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Reading adoptions: of a practice, and by an organisation.

use domain::adoption::Adoption;
use domain::policy::Viewer;
use domain::{Slug, Uid};
use sea_orm::sea_query::{Expr, ExprTrait, Query, SelectStatement};
use sea_orm::{ConnectionTrait, Order, QueryResult};

use crate::Store;
use crate::change::Change;
use crate::error::Error;
use crate::kept::RecordType;
use crate::log::Operation;
use crate::rows::{OrganisationName, decoded, is_one_of, slug_of};
use crate::tables::{Column, Table};
use crate::visible::visible_to;

/// An adoption with its adopter.
#[derive(Clone, Debug, PartialEq)]
pub struct AdoptionRow {
    /// The record.
    pub record: Adoption,
    /// The adopter, where the portal knows it.
    pub adopter: Option<OrganisationName>,
}

/// An adoption with the practice that was taken up.
#[derive(Clone, Debug, PartialEq)]
pub struct AdoptedPractice {
    /// The record.
    pub record: Adoption,
    /// Title of the practice.
    pub title: String,
    /// Address of the practice.
    pub slug: Slug,
}

/// An adoption as it is kept.
#[derive(Clone, Debug, PartialEq)]
pub struct KeptAdoption {
    /// The record.
    pub record: Adoption,
    /// Counts its changes, from 1.
    pub version: i64,
}

impl Store {
    /// What a body took up of a practice as a whole, always in the same order: several where twinnings brought it several
    /// models, nothing where only a part of it did. One statement.
    ///
    /// # Errors
    /// As `adoptions_of`.
    pub async fn whole_adoptions(&self, practice: &Uid, adopter: &Uid) -> Result<Vec<KeptAdoption>, Error> {
        whole_adoptions(self.readers(), practice, adopter).await
    }

    /// The adoptions of a practice, the earliest first. Whoever asks has read the practice.
    ///
    /// # Errors
    /// `Unavailable`, or `Corrupt` where a record cannot be read.
    pub async fn adoptions_of(&self, practice: &Uid) -> Result<Vec<AdoptionRow>, Error> {
        let mut select = with_adopters();
        select
            .and_where(Expr::col((Table::Adoptions, Column::Practice)).eq(practice.as_str()))
            .order_by_expr(Expr::col((Table::Adoptions, Column::Year)).if_null(i64::from(i16::MAX)), Order::Asc)
            .order_by((Table::Adoptions, Column::Uid), Order::Asc);
        self.readers().query_all(&select).await?.iter().map(row_of).collect()
    }

    /// Adoptions by their identifiers, in the order given; unknown ones are left out. Whoever shows one has read its
    /// practice.
    ///
    /// # Errors
    /// As `adoptions_of`.
    pub async fn adoptions_by_uids(&self, uids: &[Uid]) -> Result<Vec<AdoptionRow>, Error> {
        if uids.is_empty() {
            return Ok(Vec::new());
        }
        let mut select = with_adopters();
        select.and_where(is_one_of(Table::Adoptions, Column::Uid, uids));
        let rows = self.readers().query_all(&select).await?;
        let mut found = rows.iter().map(row_of).collect::<Result<Vec<_>, _>>()?;
        found.sort_by_key(|row| uids.iter().position(|uid| *uid == row.record.uid));
        Ok(found)
    }

    /// What an organisation took up, the latest first; only of practices that the viewer may see.
    ///
    /// # Errors
    /// As `adoptions_of`.
    pub async fn adoptions_by(&self, viewer: &Viewer, adopter: &Uid) -> Result<Vec<AdoptedPractice>, Error> {
        let practice = Expr::col((Table::Practices, Column::Uid)).equals((Table::Adoptions, Column::Practice));
        let select = Query::select()
            .column((Table::Adoptions, Column::Record))
            .columns([Column::Title, Column::Slug].map(|column| (Table::Practices, column)))
            .from(Table::Adoptions)
            .inner_join(Table::Practices, practice)
            .and_where(Expr::col((Table::Adoptions, Column::AdopterOrg)).eq(adopter.as_str()))
            .cond_where(visible_to(viewer))
            .order_by_expr(Expr::col((Table::Adoptions, Column::Year)).if_null(0_i64), Order::Desc)
            .order_by((Table::Adoptions, Column::Uid), Order::Asc)
            .take();
        let read = |row: &QueryResult| {
            Ok(AdoptedPractice {
                record: record(row)?,
                title: row.try_get("", "title")?,
                slug: slug_of(row.try_get("", "slug")?)?,
            })
        };
        self.readers().query_all(&select).await?.iter().map(read).collect()
    }
}

impl Change {
    /// What a body took up of a practice as a whole, as it stands inside this change. Whoever holds the practice until
    /// the commit is alone with it.
    ///
    /// # Errors
    /// As `Store::adoptions_of`. After any error the whole change is lost.
    pub async fn whole_adoptions(&mut self, practice: &Uid, adopter: &Uid) -> Result<Vec<KeptAdoption>, Error> {
        let found = whole_adoptions(self.connection(), practice, adopter).await;
        self.marked(found)
    }

    /// Takes an adoption out of the database. The practice counts as changed, for what was said of the adoption goes
    /// out of its text.
    ///
    /// # Errors
    /// `Unavailable`. After any error the whole change is lost.
    pub async fn remove_adoption(&mut self, adoption: &Adoption) -> Result<(), Error> {
        self.execute("DELETE FROM adoptions WHERE uid = $1", vec![adoption.uid.as_str().into()]).await?;
        self.note_of(RecordType::Adoption, &adoption.uid, Operation::Removed);
        let raise = "UPDATE practices SET version = version + 1 WHERE uid = $1";
        self.execute(raise, vec![adoption.practice.as_str().into()]).await?;
        self.note_of(RecordType::Practice, &adoption.practice, Operation::Changed);
        Ok(())
    }
}

/// Adoptions with the names of their adopters.
fn with_adopters() -> SelectStatement {
    let adopter = Expr::col((Table::Organisations, Column::Uid)).equals((Table::Adoptions, Column::AdopterOrg));
    let mut select = Query::select();
    OrganisationName::select(&mut select);
    select.column((Table::Adoptions, Column::Record)).from(Table::Adoptions).left_join(Table::Organisations, adopter);
    select
}

/// Reads an adoption with the name of its adopter.
pub(crate) fn row_of(row: &QueryResult) -> Result<AdoptionRow, Error> {
    Ok(AdoptionRow { record: record(row)?, adopter: OrganisationName::read(row)? })
}

/// What spreads within a body has records of its own (AC-004-4); these are those of the whole body.
async fn whole_adoptions<C: ConnectionTrait>(
    db: &C,
    practice: &Uid,
    adopter: &Uid,
) -> Result<Vec<KeptAdoption>, Error> {
    let select = Query::select()
        .columns([Column::Record, Column::Version])
        .from(Table::Adoptions)
        .and_where(Expr::col(Column::Practice).eq(practice.as_str()))
        .and_where(Expr::col(Column::AdopterOrg).eq(adopter.as_str()))
        .order_by(Column::Uid, Order::Asc)
        .take();
    let mut found = Vec::new();
    for row in db.query_all(&select).await? {
        let kept = KeptAdoption { record: record(&row)?, version: row.try_get("", "version")? };
        if kept.record.unit.is_none() {
            found.push(kept);
        }
    }
    Ok(found)
}

fn record(row: &QueryResult) -> Result<Adoption, Error> {
    decoded(RecordType::Adoption, &row.try_get::<String>("", "record")?)
}
