// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What is sent twice is written once: the keys by which a sending is known when it comes again.

use domain::Uid;
use domain::post::{IdempotencyKey, Sent};

use crate::change::Change;
use crate::error::Error;
use crate::rows::uid_of;

/// Whoever comes with the same key at the same moment waits here, until the first one is kept or given up.
const KEEP: &str = "
INSERT INTO sendings (member, key, thing, place, fingerprint, at) VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (member, key) DO NOTHING";
const BEFORE: &str = "SELECT thing, place, fingerprint FROM sendings WHERE member = $1 AND key = $2";

impl Change {
    /// Keeps what is sent under a key, or says what was sent under it before: `domain::post::sending` decides then. It is
    /// the first thing that a sending does, so that the key is kept exactly where what was sent is.
    ///
    /// # Errors
    /// As `put_practice`.
    pub async fn send_once(&mut self, member: &Uid, key: &IdempotencyKey, sent: &Sent) -> Result<Option<Sent>, Error> {
        let values = vec![
            member.as_str().into(),
            key.as_str().into(),
            sent.post.as_str().into(),
            sent.thread.as_str().into(),
            sent.text.as_str().into(),
            self.now().as_millisecond().into(),
        ];
        if self.execute(KEEP, values).await? > 0 {
            return Ok(None);
        }
        let row = self.returned(BEFORE, vec![member.as_str().into(), key.as_str().into()]).await?;
        // It was taken out a moment ago, after a month: nobody waits for that answer any more.
        let row = row.ok_or(Error::Conflict)?;
        Ok(Some(Sent {
            post: uid_of(&row.try_get::<String>("", "thing")?)?,
            thread: uid_of(&row.try_get::<String>("", "place")?)?,
            text: row.try_get("", "fingerprint")?,
        }))
    }
}
