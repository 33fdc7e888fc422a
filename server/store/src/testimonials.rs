// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Testimonials: those about a practice or about its adoptions, those about twinnings, and those that a member wrote.

mod judging;
mod twinnings;

use domain::Uid;
use domain::testimonial::Testimonial;
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ConnectionTrait, Order, QueryResult, Statement, Value};

use crate::change::{Change, Put};
use crate::error::Error;
use crate::kept::{Kept, RecordType};
use crate::rows::{decoded, records, uid_of};
use crate::tables::{Column, Table};
use crate::{Snapshot, Store};

pub use judging::JudgedTestimonial;

/// A testimonial with the practice that it is about, at first hand or through an adoption.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptTestimonial {
    /// The record.
    pub record: Testimonial,
    /// The practice.
    pub practice: Uid,
}

/// Those about practices, and those about their adoptions; both parts name the same practices.
const OF_PRACTICES: &str = "
SELECT t.record, t.uid AS uid, t.created_at AS created_at, t.about AS practice
    FROM testimonials t WHERE t.about_kind = 'practice' AND t.about IN (@list)
UNION ALL SELECT t.record, t.uid, t.created_at, a.practice
    FROM adoptions a JOIN testimonials t ON t.about = a.uid AND t.about_kind = 'adoption' WHERE a.practice IN (@list)
ORDER BY created_at, uid";

/// The practices that some testimonials are about.
const PRACTICES: &str = "
SELECT t.about AS practice FROM testimonials t WHERE t.about_kind = 'practice' AND t.uid IN (@list)
UNION SELECT a.practice FROM testimonials t JOIN adoptions a ON a.uid = t.about
    WHERE t.about_kind = 'adoption' AND t.uid IN (@list)";

/// The practices of some adoptions about which somebody said something.
const THROUGH_ADOPTIONS: &str = "
SELECT DISTINCT a.practice AS practice FROM testimonials t JOIN adoptions a ON a.uid = t.about
WHERE t.about_kind = 'adoption' AND a.uid IN (@list)";

impl Store {
    /// All testimonials about some practices and about their adoptions, whatever their standing, in the order in which
    /// they came. One statement.
    ///
    /// # Errors
    /// `Unavailable`, or `Corrupt` where a record cannot be read.
    pub async fn testimonials_of(&self, practices: &[Uid]) -> Result<Vec<KeptTestimonial>, Error> {
        of_practices(self.readers(), practices).await
    }

    /// The practices that some testimonials are about. One statement.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn practices_of_testimonials(&self, testimonials: &[Uid]) -> Result<Vec<Uid>, Error> {
        practices_by(self.readers(), PRACTICES, testimonials).await
    }

    /// The practices of those among some adoptions about which somebody said something. One statement.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn practices_told_of_through(&self, adoptions: &[Uid]) -> Result<Vec<Uid>, Error> {
        practices_by(self.readers(), THROUGH_ADOPTIONS, adoptions).await
    }

    /// What a member said, in the order of the identifiers. One statement.
    ///
    /// # Errors
    /// As `testimonials_of`.
    pub async fn testimonials_by(&self, member: &Uid) -> Result<Vec<Testimonial>, Error> {
        let mut select = Query::select();
        select.column(Column::Record).from(Table::Testimonials);
        select.and_where(Expr::col(Column::Member).eq(member.as_str())).order_by(Column::Uid, Order::Asc);
        records(self.readers(), &select).await
    }
}

impl Snapshot {
    /// As `Store::testimonials_of`.
    ///
    /// # Errors
    /// As there.
    pub async fn testimonials_of(&self, practices: &[Uid]) -> Result<Vec<KeptTestimonial>, Error> {
        of_practices(self.connection(), practices).await
    }
}

impl Change {
    /// Writes a testimonial.
    ///
    /// # Errors
    /// As `put_practice`.
    pub async fn put_testimonial(&mut self, testimonial: &Testimonial) -> Result<Put, Error> {
        self.put_record(testimonial).await
    }

    /// All testimonials about a practice and its adoptions as they stand inside this change.
    ///
    /// # Errors
    /// As `Store::testimonials_of`. After any error the whole change is lost.
    pub async fn testimonials_of(&mut self, practice: &Uid) -> Result<Vec<KeptTestimonial>, Error> {
        let found = of_practices(self.connection(), std::slice::from_ref(practice)).await;
        self.marked(found)
    }

    /// Erases what a member said, with the signature; that there was something stays.
    pub(crate) async fn erase_testimonials(&mut self, member: &Uid) -> Result<(), Error> {
        let mut select = Query::select();
        select.column(Column::Record).from(Table::Testimonials);
        select.and_where(Expr::col(Column::Member).eq(member.as_str())).order_by(Column::Uid, Order::Asc);
        let found = records::<Testimonial, _>(self.connection(), &select).await;
        for testimonial in self.marked(found)? {
            self.put_testimonial(&testimonial.erased()).await?;
        }
        Ok(())
    }
}

async fn of_practices<C: ConnectionTrait>(db: &C, practices: &[Uid]) -> Result<Vec<KeptTestimonial>, Error> {
    let read = |row: &QueryResult| {
        Ok(KeptTestimonial {
            record: decoded(RecordType::Testimonial, &row.try_get::<String>("", "record")?)?,
            practice: uid_of(&row.try_get::<String>("", "practice")?)?,
        })
    };
    listed(db, OF_PRACTICES, practices).await?.iter().map(read).collect()
}

async fn practices_by<C: ConnectionTrait>(db: &C, sql: &str, uids: &[Uid]) -> Result<Vec<Uid>, Error> {
    let rows = listed(db, sql, uids).await?;
    rows.iter().map(|row| uid_of(&row.try_get::<String>("", "practice")?)).collect()
}

/// The rows of a statement that names a list of identifiers, once or more.
async fn listed<C: ConnectionTrait>(db: &C, sql: &str, uids: &[Uid]) -> Result<Vec<QueryResult>, Error> {
    if uids.is_empty() {
        return Ok(Vec::new());
    }
    let places: Vec<String> = (1..=uids.len()).map(|place| format!("${place}")).collect();
    let sql = sql.replace("@list", &places.join(", "));
    let values: Vec<Value> = uids.iter().map(|uid| uid.as_str().into()).collect();
    Ok(db.query_all_raw(Statement::from_sql_and_values(db.get_database_backend(), sql, values)).await?)
}

/// The text of an optional identifier as a value for a column.
fn text(uid: Option<&Uid>) -> Value {
    uid.map(|uid| uid.as_str().to_owned()).into()
}

impl Kept for Testimonial {
    const TYPE: RecordType = RecordType::Testimonial;

    fn uid(&self) -> &Uid {
        &self.uid
    }

    fn columns(&self) -> Vec<(Column, Value)> {
        vec![
            (Column::AboutKind, self.about.kind.code().into()),
            (Column::About, self.about.uid.as_str().into()),
            (Column::Member, text(self.member.as_ref())),
            (Column::Organisation, text(self.organisation.as_ref())),
            (Column::Standing, self.standing.code().into()),
            (Column::Demo, self.demo.into()),
        ]
    }

    fn into_record(self) -> domain::record::Record {
        domain::record::Record::Testimonial(Box::new(self))
    }
}
