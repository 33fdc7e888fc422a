// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! One unmoving view of the database, for export, rebuilding the index and comparing with it.

use domain::Uid;
use domain::adoption::Adoption;
use domain::advert::Advert;
use domain::community::{Belonging, Community};
use domain::document::CaseDocument;
use domain::event::Event;
use domain::member::Member;
use domain::organisation::Organisation;
use domain::policy::{Act, On, PracticeFacts, Viewer, allows};
use domain::post::Post;
use domain::practice::{Audience, Practice, Stage};
use domain::readiness::ReadinessCheck;
use domain::record::Record;
use domain::revision::Revision;
use domain::synonym::Synonym;
use domain::taxonomy::{Programme, Theme};
use domain::testimonial::Testimonial;
use domain::thread::Thread;
use domain::twinning::Twinning;
use sea_orm::sea_query::Query;
use sea_orm::{
    AccessMode, ConnectionTrait, DatabaseTransaction, DbBackend, IsolationLevel, QueryResult, TransactionTrait,
};

use crate::Store;
use crate::error::Error;
use crate::kept::{Kept, RecordType};
use crate::log::{LogState, log_state};
use crate::rows::{after_uid, code, records, records_after, uid_of};
use crate::store::finished;
use crate::tables::{Column, Table};

/// A transaction that only reads: everything in it is as of one moment.
///
/// On SQLite a long one keeps the write-ahead log from being emptied, so it is for commands and rebuilding.
#[derive(Debug)]
pub struct Snapshot {
    transaction: DatabaseTransaction,
    state: LogState,
}

/// A practice as the index should know it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listing {
    /// Stable identifier.
    pub uid: Uid,
    /// Counts its changes, from 1.
    pub version: i64,
    /// Whether visitors may find it.
    pub indexable: bool,
}

impl Store {
    /// Begins to read as of now.
    ///
    /// # Errors
    /// `Unavailable` when no connection is free.
    pub async fn snapshot(&self) -> Result<Snapshot, Error> {
        let db = self.snapshots().clone();
        let transaction = finished(tokio::spawn(async move { begin(&db).await }).await)??;
        // SQLite fixes its view at the first statement that reads: this one.
        let state = log_state(&transaction).await?;
        Ok(Snapshot { transaction, state })
    }
}

async fn begin(db: &sea_orm::DatabaseConnection) -> Result<DatabaseTransaction, sea_orm::DbErr> {
    if db.get_database_backend() == DbBackend::Sqlite {
        return db.begin().await;
    }
    let transaction = db.begin_with_config(Some(IsolationLevel::RepeatableRead), Some(AccessMode::ReadOnly)).await?;
    // Between two reads the index may be busy for a while.
    transaction.execute_unprepared("SET LOCAL idle_in_transaction_session_timeout = '120s'").await?;
    Ok(transaction)
}

impl Snapshot {
    /// Which database this is, and the sequence that the view is as of (`last_seq`).
    pub fn state(&self) -> &LogState {
        &self.state
    }

    pub(crate) fn connection(&self) -> &DatabaseTransaction {
        &self.transaction
    }

    /// Records of one type as export writes them, in the order of their `uid`, byte by byte.
    ///
    /// # Errors
    /// `Unavailable`, or `Corrupt` where a record cannot be read.
    pub async fn records(&self, kind: RecordType, after: Option<&Uid>, limit: u32) -> Result<Vec<Record>, Error> {
        match kind {
            RecordType::Theme => self.records_of::<Theme>(after, limit).await,
            RecordType::Programme => self.records_of::<Programme>(after, limit).await,
            RecordType::Synonym => self.records_of::<Synonym>(after, limit).await,
            RecordType::Organisation => self.records_of::<Organisation>(after, limit).await,
            RecordType::Member => self.records_of::<Member>(after, limit).await,
            RecordType::Community => self.records_of::<Community>(after, limit).await,
            RecordType::Belonging => self.records_of::<Belonging>(after, limit).await,
            RecordType::Practice => self.records_of::<Practice>(after, limit).await,
            RecordType::Document => self.records_of::<CaseDocument>(after, limit).await,
            RecordType::Revision => self.records_of::<Revision>(after, limit).await,
            RecordType::Adoption => self.records_of::<Adoption>(after, limit).await,
            RecordType::Testimonial => self.records_of::<Testimonial>(after, limit).await,
            RecordType::Twinning => self.records_of::<Twinning>(after, limit).await,
            RecordType::Event => self.records_of::<Event>(after, limit).await,
            RecordType::Advert => self.records_of::<Advert>(after, limit).await,
            RecordType::Readiness => self.records_of::<ReadinessCheck>(after, limit).await,
            RecordType::Thread => self.records_of::<Thread>(after, limit).await,
            RecordType::Post => self.records_of::<Post>(after, limit).await,
        }
    }

    /// All practices in the order of their `uid`: what the index is compared with.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn listings(&self, after: Option<&Uid>, limit: u32) -> Result<Vec<Listing>, Error> {
        let mut select = Query::select();
        select.columns([Column::Uid, Column::Version, Column::Stage, Column::Audience]).from(Table::Practices);
        after_uid(&mut select, Table::Practices, after, limit);
        self.transaction.query_all(&select).await?.iter().map(listing).collect()
    }

    /// Ends the view. Dropping it does the same a little later.
    pub async fn end(self) {
        if let Err(error) = self.transaction.rollback().await {
            tracing::warn!(%error, "a snapshot did not end; its connection is closed");
        }
    }

    async fn records_of<T: Kept>(&self, after: Option<&Uid>, limit: u32) -> Result<Vec<Record>, Error> {
        let kept = records::<T, _>(&self.transaction, &records_after::<T>(after, limit)).await?;
        Ok(kept.into_iter().map(Kept::into_record).collect())
    }
}

fn listing(row: &QueryResult) -> Result<Listing, Error> {
    let stage = code(&row.try_get::<String>("", "stage")?, Stage::from_code)?;
    let audience = code(&row.try_get::<String>("", "audience")?, Audience::from_code)?;
    Ok(Listing {
        uid: uid_of(&row.try_get::<String>("", "uid")?)?,
        version: row.try_get("", "version")?,
        indexable: allows(&Viewer::Visitor, Act::Read, &On::Practice(PracticeFacts::of(stage, audience))).is_ok(),
    })
}
