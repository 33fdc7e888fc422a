// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What all servers of a portal share: secrets, and settings that are changed while it runs.

use super::get;
use crate::Store;
use crate::change::Change;
use crate::error::Error;

const SECRET: &str = "SELECT value FROM secrets WHERE name = $1";
const KEEP_SECRET: &str = "INSERT INTO secrets (name, value) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING";
const SETTING: &str = "SELECT value FROM settings WHERE name = $1";
const PUT_SETTING: &str = "
INSERT INTO settings (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value";

impl Store {
    /// The secret of a name. The first who asks gives it: `fresh` is kept then, and everybody gets the same.
    ///
    /// # Errors
    /// `Refused` where `fresh` has no byte or more than 4,096, `Unavailable`.
    pub async fn secret(&self, name: &str, fresh: Vec<u8>) -> Result<Vec<u8>, Error> {
        self.run_apart(KEEP_SECRET, vec![name.into(), fresh.into()]).await?;
        let row = self.read_row(SECRET, vec![name.into()]).await?;
        let row = row.ok_or_else(|| Error::Corrupt(format!("the secret {name} is missing")))?;
        get(&row, "value")
    }

    /// The value of a setting, as JSON.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn setting(&self, name: &str) -> Result<Option<String>, Error> {
        self.read_row(SETTING, vec![name.into()]).await?.map(|row| get(&row, "value")).transpose()
    }
}

impl Change {
    /// Sets a setting to a value, as JSON of at most 64 KiB.
    ///
    /// # Errors
    /// As `set_password`.
    pub async fn put_setting(&mut self, name: &str, value: &str) -> Result<(), Error> {
        self.execute(PUT_SETTING, vec![name.into(), value.into()]).await.map(drop)
    }
}
