// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What is counted beside a thread. Each change costs the same, however long the thread is; only a thread that comes in
//! after its posts is counted whole, once.

use domain::Uid;

use super::small;
use crate::change::Change;
use crate::error::Error;

/// The number of a thread. Whoever takes one holds the row until the commit, so that none is given twice.
const NEXT_NUMBER: &str = "UPDATE thread_numbers SET number = number + 1 WHERE id = 1 RETURNING number";
/// The row is held also where the number was reached before: who looks for it next waits.
const REACH_NUMBER: &str = "
UPDATE thread_numbers SET number = CASE WHEN number < $1 THEN $1 ELSE number END WHERE id = 1";
/// A thread that is new, with what came in before it.
const BEGIN: &str = "
UPDATE threads SET number = $2,
    last_position = COALESCE((SELECT MAX(p.position) FROM posts p WHERE p.thread = threads.uid), 0),
    posts = (SELECT COUNT(*) FROM posts p WHERE p.thread = threads.uid AND p.standing = 'visible'),
    participants = (SELECT COUNT(*) FROM thread_participants t WHERE t.thread = threads.uid),
    last_at = COALESCE((SELECT MAX(p.at) FROM posts p WHERE p.thread = threads.uid AND p.standing = 'visible'), at)
WHERE uid = $1";
const COUNT_POST: &str = "
UPDATE threads SET posts = posts + 1, last_at = CASE WHEN last_at < $2 THEN $2 ELSE last_at END WHERE uid = $1";
/// The last one that is shown is found from the end.
const DISCOUNT_POST: &str = "
UPDATE threads SET posts = posts - 1, last_at = COALESCE(
    (SELECT p.at FROM posts p WHERE p.thread = threads.uid AND p.standing = 'visible' ORDER BY p.position DESC LIMIT 1),
    at)
WHERE uid = $1";
const ADD_PART: &str = "
INSERT INTO thread_participants (thread, member, posts) VALUES ($1, $2, 1)
ON CONFLICT (thread, member) DO UPDATE SET posts = thread_participants.posts + 1 RETURNING posts";
const TAKE_PART: &str = "
UPDATE thread_participants SET posts = posts - 1 WHERE thread = $1 AND member = $2 RETURNING posts";
const END_PART: &str = "DELETE FROM thread_participants WHERE thread = $1 AND member = $2 AND posts < 1";
const COUNT_MEMBER: &str = "UPDATE threads SET participants = participants + 1 WHERE uid = $1";
const DISCOUNT_MEMBER: &str = "UPDATE threads SET participants = participants - 1 WHERE uid = $1";
const NEXT_POSITION: &str = "
UPDATE threads SET last_position = last_position + 1 WHERE uid = $1 RETURNING last_position AS position";
const REACH_POSITION: &str = "UPDATE threads SET last_position = $2 WHERE uid = $1 AND last_position < $2";
const AFTER_LAST: &str = "SELECT COALESCE(MAX(position), 0) + 1 AS position FROM posts WHERE thread = $1";

impl Change {
    /// The next number for a thread.
    pub(super) async fn next_number(&mut self) -> Result<u32, Error> {
        let row = self.returned(NEXT_NUMBER, Vec::new()).await?;
        let row = row.ok_or_else(|| Error::Corrupt("the row of table thread_numbers is missing".to_owned()))?;
        let number = small(&row, "number");
        self.marked(number)
    }

    /// Takes note of a number that a file gave.
    pub(super) async fn reach_number(&mut self, number: u32) -> Result<(), Error> {
        self.execute(REACH_NUMBER, vec![i64::from(number).into()]).await.map(drop)
    }

    /// Gives a new thread its number, and counts what of it came in before.
    pub(super) async fn begin_tally(&mut self, thread: &Uid, number: u32) -> Result<(), Error> {
        self.execute(BEGIN, vec![thread.as_str().into(), i64::from(number).into()]).await.map(drop)
    }

    /// Counts a post that is shown now, written at a moment in milliseconds since 1970.
    pub(crate) async fn count_post(&mut self, thread: &Uid, author: Option<&Uid>, at: i64) -> Result<(), Error> {
        self.execute(COUNT_POST, vec![thread.as_str().into(), at.into()]).await?;
        self.count_words(thread, author).await
    }

    /// Counts a post no longer.
    pub(crate) async fn discount_post(&mut self, thread: &Uid, author: Option<&Uid>) -> Result<(), Error> {
        self.execute(DISCOUNT_POST, vec![thread.as_str().into()]).await?;
        self.discount_words(thread, author).await
    }

    /// Counts that something of a member is shown in a thread.
    pub(super) async fn count_words(&mut self, thread: &Uid, author: Option<&Uid>) -> Result<(), Error> {
        let Some(author) = author else { return Ok(()) };
        let row = self.returned(ADD_PART, vec![thread.as_str().into(), author.as_str().into()]).await?;
        let posts: i64 = row.map_or(Ok(0), |row| row.try_get("", "posts"))?;
        if posts == 1 {
            self.execute(COUNT_MEMBER, vec![thread.as_str().into()]).await?;
        }
        Ok(())
    }

    pub(super) async fn discount_words(&mut self, thread: &Uid, author: Option<&Uid>) -> Result<(), Error> {
        let Some(author) = author else { return Ok(()) };
        let row = self.returned(TAKE_PART, vec![thread.as_str().into(), author.as_str().into()]).await?;
        let posts: Option<i64> = row.map(|row| row.try_get("", "posts")).transpose()?;
        if posts.is_some_and(|posts| posts < 1) {
            self.execute(END_PART, vec![thread.as_str().into(), author.as_str().into()]).await?;
            self.execute(DISCOUNT_MEMBER, vec![thread.as_str().into()]).await?;
        }
        Ok(())
    }

    /// The next position of a thread, which is held from now to the commit: so positions are in the order of commits.
    pub(crate) async fn next_position(&mut self, thread: &Uid) -> Result<u32, Error> {
        let of_thread = || vec![thread.as_str().into()];
        let row = match self.returned(NEXT_POSITION, of_thread()).await? {
            Some(row) => Some(row),
            // A post may come in before its thread.
            None => self.returned(AFTER_LAST, of_thread()).await?,
        };
        let position: i64 = row.map_or(Ok(1), |row| row.try_get("", "position"))?;
        u32::try_from(position).map_err(|_| Error::Corrupt(format!("the position {position}")))
    }

    /// Takes note of a position that a file gave.
    pub(crate) async fn reach_position(&mut self, thread: &Uid, position: u32) -> Result<(), Error> {
        self.execute(REACH_POSITION, vec![thread.as_str().into(), i64::from(position).into()]).await.map(drop)
    }
}
