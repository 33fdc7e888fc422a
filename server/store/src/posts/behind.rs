// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What is shown behind a position of a thread: what a reader has not read. What waits or was hidden is not counted, or
//! it would be told of.

use std::collections::HashMap;

use domain::Uid;
use sea_orm::{ConnectionTrait, QueryResult, Value};

use crate::Store;
use crate::change::stated;
use crate::error::Error;
use crate::rows::uid_of;
use crate::threads::small;

/// The most posts of a thread that are counted.
const COUNTED_MAX: u32 = 100;

/// What is shown behind a position of a thread.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Behind {
    /// How many posts, at most a hundred.
    pub posts: u32,
    /// The position of the first of them.
    pub first: Option<u32>,
}

impl Store {
    /// What is shown behind a position of each of some threads; a thread without anything there is left out. One statement,
    /// which reads a part of each thread that does not grow with it.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn posts_behind(&self, threads: &[(Uid, u32)]) -> Result<HashMap<Uid, Behind>, Error> {
        if threads.is_empty() {
            return Ok(HashMap::new());
        }
        let value =
            |(thread, position): &(Uid, u32)| -> [Value; 2] { [thread.as_str().into(), i64::from(*position).into()] };
        let values: Vec<Value> = threads.iter().flat_map(value).collect();
        let db = self.readers();
        let rows = db.query_all_raw(stated(db.get_database_backend(), &behind(threads.len()), values)?).await?;
        let read = |row: &QueryResult| -> Result<(Uid, Behind), Error> {
            let found = Behind { posts: small(row, "posts")?, first: Some(small(row, "begins")?) };
            Ok((uid_of(&row.try_get::<String>("", "thread")?)?, found))
        };
        rows.iter().map(read).collect()
    }
}

/// A part for each thread, since each has its own bound.
fn behind(threads: usize) -> String {
    let part = |at: usize| {
        let (thread, position) = (2 * at + 1, 2 * at + 2);
        format!(
            "SELECT thread, position FROM (
    SELECT thread, position FROM posts
    WHERE thread = ${thread} AND position > ${position} AND standing = 'visible' ORDER BY position LIMIT {COUNTED_MAX}
) AS part_{at}"
        )
    };
    let parts: Vec<String> = (0..threads).map(part).collect();
    let parts = parts.join(" UNION ALL ");
    format!("SELECT thread, COUNT(*) AS posts, MIN(position) AS begins FROM ({parts}) AS shown GROUP BY thread")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_thread_has_its_own_bound() {
        let two = behind(2);
        assert!(
            two.contains("thread = $1 AND position > $2") && two.contains("thread = $3 AND position > $4"),
            "{two}"
        );
        assert_eq!(two.matches("LIMIT 100").count(), 2);
    }
}
