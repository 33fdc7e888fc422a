// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What readers write to the portal's editors. It is no record: it is neither exported nor searched.

use domain::Uid;
use jiff::Timestamp;
use sea_orm::{ConnectionTrait, Statement, Value};

use crate::Store;
use crate::error::Error;
use crate::rows::{moment, uid_of};

/// A request to correct a practice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    /// When it came in.
    pub at: Timestamp,
    /// The practice.
    pub practice: Uid,
    /// What is wrong, 1 to 2,000 characters.
    pub text: String,
    /// Who wrote it; may be empty.
    pub name: String,
    /// Where an answer would go; may be empty.
    pub email: String,
}

/// An opinion on how clear a page is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opinion {
    /// When it came in.
    pub at: Timestamp,
    /// The page's address, at most 300 characters.
    pub page: String,
    /// 1 (not at all) to 5 (very).
    pub rating: u8,
    /// In words, at most 1,000 characters; may be empty.
    pub text: String,
}

const PUT_CORRECTION: &str =
    "INSERT INTO corrections (id, at, practice, text, name, email) VALUES ($1, $2, $3, $4, $5, $6)";
const PUT_OPINION: &str = "INSERT INTO opinions (id, at, page, rating, text) VALUES ($1, $2, $3, $4, $5)";
const CORRECTIONS: &str = "SELECT at, practice, text, name, email FROM corrections ORDER BY at DESC, id DESC LIMIT $1";
const OPINIONS: &str = "SELECT at, page, rating, text FROM opinions ORDER BY at DESC, id DESC LIMIT $1";

impl Store {
    /// Keeps a correction request.
    ///
    /// # Errors
    /// `Refused` where a limit is broken, `Unavailable`.
    pub async fn keep_correction(&self, correction: Correction) -> Result<(), Error> {
        let Correction { at, practice, text, name, email } = correction;
        let values: Vec<Value> = vec![
            self.new_id().into(),
            at.as_millisecond().into(),
            practice.as_str().into(),
            text.into(),
            name.into(),
            email.into(),
        ];
        self.run_apart(PUT_CORRECTION, values).await.map(drop)
    }

    /// Keeps an opinion on a page.
    ///
    /// # Errors
    /// As `keep_correction`.
    pub async fn keep_opinion(&self, opinion: Opinion) -> Result<(), Error> {
        let Opinion { at, page, rating, text } = opinion;
        let values: Vec<Value> =
            vec![self.new_id().into(), at.as_millisecond().into(), page.into(), i64::from(rating).into(), text.into()];
        self.run_apart(PUT_OPINION, values).await.map(drop)
    }

    /// Correction requests, the newest first.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn corrections(&self, limit: u32) -> Result<Vec<Correction>, Error> {
        let rows = self.readers().query_all_raw(self.limited(CORRECTIONS, limit)).await?;
        let read = |row: &sea_orm::QueryResult| {
            Ok(Correction {
                at: moment(row.try_get("", "at")?)?,
                practice: uid_of(&row.try_get::<String>("", "practice")?)?,
                text: row.try_get("", "text")?,
                name: row.try_get("", "name")?,
                email: row.try_get("", "email")?,
            })
        };
        rows.iter().map(read).collect()
    }

    /// Opinions on pages, the newest first.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn opinions(&self, limit: u32) -> Result<Vec<Opinion>, Error> {
        let rows = self.readers().query_all_raw(self.limited(OPINIONS, limit)).await?;
        let read = |row: &sea_orm::QueryResult| {
            let rating: i64 = row.try_get("", "rating")?;
            Ok(Opinion {
                at: moment(row.try_get("", "at")?)?,
                page: row.try_get("", "page")?,
                rating: u8::try_from(rating).map_err(|_| Error::Corrupt(format!("the rating {rating}")))?,
                text: row.try_get("", "text")?,
            })
        };
        rows.iter().map(read).collect()
    }

    fn limited(&self, sql: &'static str, limit: u32) -> Statement {
        let values: [Value; 1] = [i64::from(limit).into()];
        Statement::from_sql_and_values(self.readers().get_database_backend(), sql, values)
    }
}
