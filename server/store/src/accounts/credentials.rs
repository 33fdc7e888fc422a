// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Passwords and second factors.

use domain::member::MemberState;
use domain::{Email, Uid};
use jiff::Timestamp;
use sea_orm::{QueryResult, Value};

use super::{get, member, ms, number, optional_at};
use crate::Store;
use crate::change::Change;
use crate::error::Error;
use crate::members::{KeptMember, MEMBER_COLUMNS, member_of};
use crate::rows::code;

/// A member with what proves who it is.
#[derive(Clone, PartialEq)]
pub struct Account {
    /// The member.
    pub member: KeptMember,
    /// The hash of the password as a PHC string; absent for who signs in by a provider only.
    pub password: Option<String>,
    /// When the password was last set or taken away.
    pub password_changed_at: Option<Timestamp>,
    /// The second factor, in force or being set up.
    pub second_factor: Option<SecondFactor>,
    /// How many recovery codes were not used.
    pub recovery_codes_left: u32,
}

/// A second factor: codes that follow from the time (TOTP).
#[derive(Clone, PartialEq, Eq)]
pub struct SecondFactor {
    /// The secret that both sides know.
    pub secret: Vec<u8>,
    /// Since when it is asked for; absent while it is being set up.
    pub since: Option<Timestamp>,
    /// The step of the last code that was used; only later ones count.
    pub last_step: i64,
}

/// An account as far as a password is compared with it, not read whole yet: whoever measures how long a wrong password
/// takes shall not learn whether there is an account (TRAPS C5).
pub struct FoundAccount {
    /// The member.
    pub uid: Uid,
    /// Where the account stands.
    pub state: MemberState,
    /// Whether the person is invented, for demonstration.
    pub demo: bool,
    /// The hash of the password as a PHC string; absent for who signs in by a provider only.
    pub password: Option<String>,
    row: QueryResult,
}

impl FoundAccount {
    /// The whole account.
    ///
    /// # Errors
    /// `Corrupt` where the record cannot be read.
    pub fn whole(&self) -> Result<Account, Error> {
        read(&self.row)
    }
}

impl std::fmt::Debug for FoundAccount {
    /// Without the hash.
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("FoundAccount").field("uid", &self.uid).finish_non_exhaustive()
    }
}

impl std::fmt::Debug for Account {
    /// Without the hash.
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Account").field("member", &self.member.record.uid).finish_non_exhaustive()
    }
}

impl std::fmt::Debug for SecondFactor {
    /// Without the secret.
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("SecondFactor").field("since", &self.since).finish_non_exhaustive()
    }
}

/// What follows the columns of the member.
const ACCOUNT: &str = "
c.password, c.password_changed_at, c.totp_secret, c.totp_since, c.totp_last_step,
(SELECT count(*) FROM recovery_codes r WHERE r.member = m.uid AND r.used_at IS NULL) AS codes_left
FROM members m LEFT JOIN credentials c ON c.member = m.uid";
const SET_PASSWORD: &str = "
INSERT INTO credentials (member, password, password_changed_at) VALUES ($1, $2, $3)
ON CONFLICT (member) DO UPDATE SET password = excluded.password, password_changed_at = excluded.password_changed_at";
/// Only where it is still the one that was compared: another that was set meanwhile stays.
const RENEW_PASSWORD: &str = "UPDATE credentials SET password = $3 WHERE member = $1 AND password = $2";
/// One that is in force stays: who takes it away has to say so.
const START_FACTOR: &str = "
INSERT INTO credentials (member, totp_secret) VALUES ($1, $2)
ON CONFLICT (member) DO UPDATE SET totp_secret = excluded.totp_secret, totp_last_step = 0
WHERE credentials.totp_since IS NULL";
const CONFIRM_FACTOR: &str = "
UPDATE credentials SET totp_since = $3, totp_last_step = $2
WHERE member = $1 AND totp_secret IS NOT NULL AND totp_since IS NULL";
const REMOVE_FACTOR: &str =
    "UPDATE credentials SET totp_secret = NULL, totp_since = NULL, totp_last_step = 0 WHERE member = $1";
const USE_STEP: &str = "
UPDATE credentials SET totp_last_step = $2 WHERE member = $1 AND totp_since IS NOT NULL AND totp_last_step < $2";
/// A session that showed it once shows it no more.
const FORGET_GIVEN: &str = "UPDATE sessions SET second_factor_at = NULL WHERE member = $1";
const REMOVE_CODES: &str = "DELETE FROM recovery_codes WHERE member = $1";
const PUT_CODE: &str = "INSERT INTO recovery_codes (member, hash) VALUES ($1, $2)";
const USE_CODE: &str = "UPDATE recovery_codes SET used_at = $3 WHERE member = $1 AND hash = $2 AND used_at IS NULL";
const RAISE_EPOCH: &str = "UPDATE members SET epoch = epoch + 1 WHERE uid = $1 RETURNING epoch";

impl Store {
    /// The account with a confirmed or still unconfirmed address. One statement.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn account_by_email(&self, email: &Email) -> Result<Option<FoundAccount>, Error> {
        let sql = format!("SELECT m.uid, m.state, m.demo, {MEMBER_COLUMNS}, {ACCOUNT} WHERE m.email = $1");
        let Some(row) = self.read_row(&sql, vec![email.as_str().into()]).await? else { return Ok(None) };
        Ok(Some(FoundAccount {
            uid: member(&row, "uid")?,
            state: code(&get::<String>(&row, "state")?, MemberState::from_code)?,
            demo: get(&row, "demo")?,
            password: get(&row, "password")?,
            row,
        }))
    }

    /// The account of a member, in whatever state it is. One statement.
    ///
    /// # Errors
    /// `Unavailable`, or `Corrupt` where the record cannot be read.
    pub async fn account(&self, member: &Uid) -> Result<Option<Account>, Error> {
        let sql = format!("SELECT {MEMBER_COLUMNS}, {ACCOUNT} WHERE m.uid = $1");
        self.read_row(&sql, vec![member.as_str().into()]).await?.as_ref().map(read).transpose()
    }
}

impl Change {
    /// Sets the hash of a password, or takes the password away.
    ///
    /// # Errors
    /// `Refused` where a limit is broken, `Unavailable`. After any error the whole change is lost.
    pub async fn set_password(&mut self, member: &Uid, phc: Option<&str>) -> Result<(), Error> {
        let values: Vec<Value> = vec![member.as_str().into(), phc.map(str::to_owned).into(), ms(self.now())];
        self.execute(SET_PASSWORD, values).await.map(drop)
    }

    /// Puts another hash of the same password in the place of one; false where that is no longer the present one.
    ///
    /// # Errors
    /// As `set_password`.
    pub async fn renew_password(&mut self, member: &Uid, before: &str, phc: &str) -> Result<bool, Error> {
        Ok(self.execute(RENEW_PASSWORD, vec![member.as_str().into(), before.into(), phc.into()]).await? == 1)
    }

    /// Keeps the secret of a second factor that is not in force yet; false where one is in force.
    ///
    /// # Errors
    /// As `set_password`.
    pub async fn start_second_factor(&mut self, member: &Uid, secret: &[u8]) -> Result<bool, Error> {
        Ok(self.execute(START_FACTOR, vec![member.as_str().into(), secret.to_vec().into()]).await? == 1)
    }

    /// Puts the second factor in force by the step of a first right code; false where none is being set up.
    ///
    /// # Errors
    /// As `set_password`.
    pub async fn confirm_second_factor(&mut self, member: &Uid, step: i64) -> Result<bool, Error> {
        let values = vec![member.as_str().into(), step.into(), ms(self.now())];
        Ok(self.execute(CONFIRM_FACTOR, values).await? == 1)
    }

    /// Takes the second factor away, in force or not, and with it the recovery codes and that sessions have shown it.
    ///
    /// # Errors
    /// As `set_password`.
    pub async fn remove_second_factor(&mut self, member: &Uid) -> Result<(), Error> {
        self.execute(REMOVE_FACTOR, vec![member.as_str().into()]).await?;
        self.execute(FORGET_GIVEN, vec![member.as_str().into()]).await?;
        self.execute(REMOVE_CODES, vec![member.as_str().into()]).await.map(drop)
    }

    /// Uses the code of a step: true once for each step, and never for one before the last.
    ///
    /// # Errors
    /// As `set_password`.
    pub async fn use_totp_step(&mut self, member: &Uid, step: i64) -> Result<bool, Error> {
        Ok(self.execute(USE_STEP, vec![member.as_str().into(), step.into()]).await? == 1)
    }

    /// Puts the hashes of new recovery codes in the place of all older ones.
    ///
    /// # Errors
    /// As `set_password`.
    pub async fn put_recovery_codes(&mut self, member: &Uid, hashes: &[String]) -> Result<(), Error> {
        self.execute(REMOVE_CODES, vec![member.as_str().into()]).await?;
        for hash in hashes {
            self.execute(PUT_CODE, vec![member.as_str().into(), hash.as_str().into()]).await?;
        }
        Ok(())
    }

    /// Uses a recovery code: true once for each.
    ///
    /// # Errors
    /// As `set_password`.
    pub async fn use_recovery_code(&mut self, member: &Uid, hash: &str) -> Result<bool, Error> {
        let values = vec![member.as_str().into(), hash.into(), ms(self.now())];
        Ok(self.execute(USE_CODE, values).await? == 1)
    }

    /// Voids all sessions of a member at once; says the epoch that new ones have to be of, or nothing where there is
    /// no such member.
    ///
    /// # Errors
    /// `Unavailable`. After any error the whole change is lost.
    pub async fn raise_epoch(&mut self, member: &Uid) -> Result<Option<i64>, Error> {
        let row = self.returned(RAISE_EPOCH, vec![member.as_str().into()]).await?;
        row.map(|row| get(&row, "epoch")).transpose()
    }
}

fn read(row: &QueryResult) -> Result<Account, Error> {
    let secret: Option<Vec<u8>> = get(row, "totp_secret")?;
    let second_factor = match secret {
        Some(secret) => Some(SecondFactor {
            secret,
            since: optional_at(row, "totp_since")?,
            last_step: get(row, "totp_last_step")?,
        }),
        None => None,
    };
    Ok(Account {
        member: member_of(row)?,
        password: get(row, "password")?,
        password_changed_at: optional_at(row, "password_changed_at")?,
        second_factor,
        recovery_codes_left: number(row, "codes_left")?,
    })
}
