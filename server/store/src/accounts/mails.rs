// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Mails that wait: kept with the change that asks for them, sent later by whichever server claims them.

use domain::{Email, Locale, Uid};
use jiff::{SignedDuration, Timestamp};
use sea_orm::{DbBackend, QueryResult, Value};
use uuid::Uuid;

use super::{MailState, at, get, ms, number, optional_at, optional_member, optional_uid, paged};
use crate::Store;
use crate::change::Change;
use crate::error::Error;
use crate::rows::{Listed, Page, code};

/// A mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mail {
    /// Its identifier.
    pub id: Uuid,
    /// When it was asked for.
    pub created_at: Timestamp,
    /// The member that it is about.
    pub member: Option<Uid>,
    /// Where it goes.
    pub recipient: Email,
    /// The template.
    pub template: String,
    /// What the template is filled with, as JSON; `{}` once it is sent.
    pub params: String,
    /// The language.
    pub locale: Locale,
    /// Where it stands.
    pub state: MailState,
    /// How often it was claimed.
    pub tries: u32,
    /// When its turn comes, or since when it is given up.
    pub next_at: Timestamp,
    /// When the mail server took it.
    pub sent_at: Option<Timestamp>,
    /// The part of `Message-ID` before the `@`: the same at each try.
    pub message_id: String,
    /// Why the last try failed.
    pub problem: Option<String>,
}

/// A mail to send.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewMail {
    /// The member that it is about.
    pub member: Option<Uid>,
    /// Where it goes.
    pub recipient: Email,
    /// The template, at most 60 characters.
    pub template: String,
    /// What the template is filled with, as JSON, at most 64 KiB.
    pub params: String,
    /// The language.
    pub locale: Locale,
    /// Of mails with the same words here, at most 200 characters, only the first is kept.
    pub dedup: Option<String>,
}

/// How much of a problem is kept, in characters.
const PROBLEM_MAX: usize = 500;
const COLUMNS: &str = "id, created_at, member, recipient, template, params, locale, state, tries, next_at, sent_at, \
    message_id, problem";
const COUNT: &str = "SELECT count(*) AS total FROM mails WHERE $1 IS NULL OR state = $1";
const SENT: &str = "
UPDATE mails SET state = 'sent', sent_at = $2, params = '{}', lease_until = NULL, problem = NULL WHERE id = $1";
const FORGET: &str = "DELETE FROM mails WHERE id = $1";
const FAILED: &str = "
UPDATE mails SET state = $2, next_at = $3, problem = $4, lease_until = NULL WHERE id = $1 AND state <> 'sent'";
const RETRY: &str = "
UPDATE mails SET state = 'waiting', next_at = $2, tries = 0, lease_until = NULL
WHERE id = $1 AND state IN ('failed', 'waiting')";
const ADD: &str = "
INSERT INTO mails (id, created_at, member, recipient, template, params, locale, state, next_at, message_id, dedup)
VALUES ($1, $2, $3, $4, $5, $6, $7, 'waiting', $2, $8, $9) ON CONFLICT (dedup) DO NOTHING";

impl Store {
    /// Mails in a state or in any, the newest first.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn mails(&self, state: Option<MailState>, page: Page) -> Result<Listed<Mail>, Error> {
        let state: Value = state.map(|state| state.code().to_owned()).into();
        let total = self.read_total(COUNT, vec![state.clone()]).await?;
        let sql = format!(
            "SELECT {COLUMNS} FROM mails WHERE $1 IS NULL OR state = $1 ORDER BY created_at DESC, id DESC \
             LIMIT $2 OFFSET $3"
        );
        let [limit, offset] = paged(page);
        let rows = self.read_rows(&sql, vec![state, limit, offset]).await?;
        Ok(Listed { total, rows: rows.iter().map(read).collect::<Result<_, _>>()? })
    }

    /// A mail.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn mail(&self, id: Uuid) -> Result<Option<Mail>, Error> {
        let sql = format!("SELECT {COLUMNS} FROM mails WHERE id = $1");
        self.read_row(&sql, vec![id.into()]).await?.as_ref().map(read).transpose()
    }

    /// Takes mails whose turn has come, for as long as the lease; the oldest turn first.
    ///
    /// Each is taken by one server. One that was taken and not told of by `mail_sent` or `mail_failed` is taken again
    /// after its lease, so a mail may go out twice when a server dies between; it has the same `message_id` then.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn claim_mails(&self, now: Timestamp, lease: SignedDuration, limit: u32) -> Result<Vec<Mail>, Error> {
        let skip = match self.writer_connection().get_database_backend() {
            DbBackend::Postgres => "FOR UPDATE SKIP LOCKED",
            _ => "",
        };
        // The list is made once, whatever the planner likes: else more than the limit could be taken.
        let sql = format!(
            "WITH due AS MATERIALIZED (
                SELECT id FROM mails
                WHERE next_at <= $1 AND (state = 'waiting' OR state = 'sending' AND lease_until <= $1)
                ORDER BY next_at, id LIMIT $3 {skip})
             UPDATE mails SET state = 'sending', lease_until = $2, tries = tries + 1
             WHERE id IN (SELECT id FROM due) RETURNING {COLUMNS}"
        );
        let until = now.as_millisecond().saturating_add(super::long(lease));
        let rows = self.rows_apart(&sql, vec![ms(now), until.into(), i64::from(limit).into()]).await?;
        let mut mails = rows.iter().map(read).collect::<Result<Vec<_>, _>>()?;
        mails.sort_by_key(|mail| (mail.next_at, mail.id));
        Ok(mails)
    }

    /// Notes that the mail server took a mail; what it said is forgotten at once.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn mail_sent(&self, id: Uuid, now: Timestamp) -> Result<(), Error> {
        self.run_apart(SENT, vec![id.into(), ms(now)]).await.map(drop)
    }

    /// Forgets a mail with its recipient.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn forget_mail(&self, id: Uuid) -> Result<(), Error> {
        self.run_apart(FORGET, vec![id.into()]).await.map(drop)
    }

    /// Notes that a try failed, and when the next one is; without one the mail is given up.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn mail_failed(
        &self,
        id: Uuid,
        now: Timestamp,
        problem: &str,
        next_at: Option<Timestamp>,
    ) -> Result<(), Error> {
        let state = if next_at.is_some() { MailState::Waiting } else { MailState::Failed };
        let problem: String = problem.chars().filter(|c| *c != '\0').take(PROBLEM_MAX).collect();
        let values = vec![id.into(), state.code().into(), ms(next_at.unwrap_or(now)), problem.into()];
        self.run_apart(FAILED, values).await.map(drop)
    }

    /// Lets a mail that waits or was given up be sent now; says whether there was one.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn retry_mail(&self, id: Uuid, now: Timestamp) -> Result<bool, Error> {
        Ok(self.run_apart(RETRY, vec![id.into(), ms(now)]).await? == 1)
    }
}

impl Change {
    /// Keeps a mail to be sent after the commit; false where one with the same `dedup` was there.
    ///
    /// # Errors
    /// As `set_password`.
    pub async fn add_mail(&mut self, mail: NewMail) -> Result<bool, Error> {
        let id = self.new_id();
        let values: Vec<Value> = vec![
            id.into(),
            ms(self.now()),
            optional_uid(mail.member.as_ref()),
            mail.recipient.as_str().into(),
            mail.template.into(),
            mail.params.into(),
            mail.locale.code().into(),
            id.simple().to_string().into(),
            mail.dedup.into(),
        ];
        Ok(self.execute(ADD, values).await? == 1)
    }
}

fn read(row: &QueryResult) -> Result<Mail, Error> {
    Ok(Mail {
        id: get(row, "id")?,
        created_at: at(row, "created_at")?,
        member: optional_member(row, "member")?,
        recipient: Email::parse(&get::<String>(row, "recipient")?)
            .map_err(|_| Error::Corrupt("the address of a mail".to_owned()))?,
        template: get(row, "template")?,
        params: get(row, "params")?,
        locale: code(&get::<String>(row, "locale")?, Locale::from_code)?,
        state: code(&get::<String>(row, "state")?, MailState::from_code)?,
        tries: number(row, "tries")?,
        next_at: at(row, "next_at")?,
        sent_at: optional_at(row, "sent_at")?,
        message_id: get(row, "message_id")?,
        problem: get(row, "problem")?,
    })
}
