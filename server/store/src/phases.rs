// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! The phases that a practice came to, each with its moment, written in the change that brings the fact for it.

use domain::Uid;
use domain::phase::Phase;
use jiff::Timestamp;
use sea_orm::{ConnectionTrait, QueryResult, Statement, Value};

use crate::Store;
use crate::change::Change;
use crate::error::Error;
use crate::rows::{code, moment};

/// That a practice came to a phase, from below or from above.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PhaseReached {
    /// The phase.
    pub phase: Phase,
    /// When.
    pub at: Timestamp,
}

/// Phases that a practice goes through within one moment are all kept.
const REACH: &str = "
INSERT INTO phases (practice, phase, at) VALUES ($1, $2, $3) ON CONFLICT (practice, phase, at) DO NOTHING";
const REACHED: &str = "SELECT phase, at FROM phases WHERE practice = $1";

impl Store {
    /// The phases that a practice came to, the earliest first. One statement.
    ///
    /// # Errors
    /// `Unavailable`, or `Corrupt` where a phase is none.
    pub async fn phases_of(&self, practice: &Uid) -> Result<Vec<PhaseReached>, Error> {
        let db = self.readers();
        let values: [Value; 1] = [practice.as_str().into()];
        let asked = Statement::from_sql_and_values(db.get_database_backend(), REACHED, values);
        let rows = db.query_all_raw(asked).await?;
        let mut reached = rows.iter().map(read).collect::<Result<Vec<_>, Error>>()?;
        reached.sort_by_key(|one| (one.at, one.phase));
        Ok(reached)
    }
}

impl Change {
    /// Writes down that a practice comes to a phase now.
    pub(crate) async fn note_phase(&mut self, practice: &Uid, phase: Phase) -> Result<(), Error> {
        let now = self.now().as_millisecond();
        let values = vec![practice.as_str().into(), phase.code().into(), now.into()];
        self.execute(REACH, values).await.map(drop)
    }
}

fn read(row: &QueryResult) -> Result<PhaseReached, Error> {
    let phase: String = row.try_get("", "phase")?;
    Ok(PhaseReached { phase: code(&phase, Phase::from_code)?, at: moment(row.try_get("", "at")?)? })
}
