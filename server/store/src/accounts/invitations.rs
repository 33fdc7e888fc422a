// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Invitations to a practice. They go to an address: whose account that is, if any, is looked up each time anew, so
//! that whoever invites learns nothing of it. Once answered they know the member, and the address is forgotten.

use domain::invitation::{InvitationState, Purpose};
use domain::{Email, Uid};
use jiff::Timestamp;
use sea_orm::{QueryResult, Value};

use super::{at, get, member, ms, optional_member, optional_ms, optional_uid};
use crate::Store;
use crate::change::Change;
use crate::error::Error;
use crate::rows::{code, count};

/// An invitation to make.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewInvitation {
    /// Names it.
    pub uid: Uid,
    /// To which practice.
    pub practice: Uid,
    /// What for.
    pub purpose: Purpose,
    /// Who invites.
    pub inviter: Uid,
    /// Who is invited.
    pub email: Email,
    /// A word to who is invited, at most 500 characters; may be empty.
    pub note: String,
    /// Until when it waits for an answer.
    pub expires_at: Timestamp,
}

/// An invitation as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invitation {
    /// Names it.
    pub uid: Uid,
    /// To which practice.
    pub practice: Uid,
    /// What for.
    pub purpose: Purpose,
    /// Who invites.
    pub inviter: Uid,
    /// Who is invited, as long as there is no answer.
    pub email: Option<Email>,
    /// Who has answered.
    pub member: Option<Uid>,
    /// A word to who is invited.
    pub note: String,
    /// Where it stands.
    pub state: InvitationState,
    /// When it was made.
    pub created_at: Timestamp,
    /// Until when it waits for an answer, or for the opinion.
    pub expires_at: Timestamp,
}

impl Invitation {
    /// Whether something is still to come of it.
    pub fn is_running(&self, now: Timestamp) -> bool {
        self.state.is_running() && self.expires_at > now
    }
}

const COLUMNS: &str =
    "i.uid, i.practice, i.purpose, i.inviter, i.email, i.member, i.note, i.state, i.created_at, i.expires_at";
/// The invitations in force at the moment $2.
const RUNNING: &str = "i.state IN ('open', 'accepted') AND i.expires_at > $2";
/// Those of a member of the table `members m`: by address until they are answered, by identifier from then on.
const WHOSE: &str = "(i.member = m.uid OR (i.state = 'open' AND i.email = m.email))";
const ADD: &str = "
INSERT INTO practice_invitations (uid, practice, purpose, inviter, email, note, state, created_at, expires_at)
VALUES ($1, $2, $3, $4, $5, $6, 'open', $7, $8)";
const RUNNING_TO: &str = "
SELECT count(*) AS total FROM practice_invitations i
WHERE i.practice = $1 AND i.state IN ('open', 'accepted') AND i.expires_at > $2";
const IS_WAITING: &str = "
SELECT count(*) AS total FROM practice_invitations i
WHERE i.practice = $1 AND i.state = 'open' AND i.expires_at > $2 AND i.purpose = $3 AND i.email = $4 AND i.inviter = $5";
const DECIDE: &str = "
UPDATE practice_invitations SET state = $3, member = coalesce($4, member), email = NULL, decided_at = $5,
    expires_at = coalesce($6, expires_at)
WHERE uid = $1 AND state = $2 AND expires_at > $5";
const CONCLUDE: &str = "
UPDATE practice_invitations SET state = 'done', member = $2, email = NULL, decided_at = $3
WHERE practice = $1 AND purpose = 'opinion' AND state IN ('open', 'accepted') AND expires_at > $3
    AND (member = $2 OR email = (SELECT m.email FROM members m WHERE m.uid = $2))";
const MOVE: &str = "UPDATE practice_invitations SET practice = $2 WHERE practice = $1";
const FORGET: &str = "DELETE FROM practice_invitations WHERE practice = $1";

/// The column that says whether a member of the table `members m` has an invitation in force at the moment $2 to give
/// an opinion.
pub(super) fn invited_column() -> String {
    format!(
        "EXISTS (SELECT 1 FROM practice_invitations i WHERE i.purpose = 'opinion' AND {RUNNING} AND {WHOSE}) AS invited"
    )
}

impl Store {
    /// An invitation, whoever asks: who may see it is the caller's part. One statement.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn invitation(&self, uid: &Uid) -> Result<Option<Invitation>, Error> {
        let sql = format!("SELECT {COLUMNS} FROM practice_invitations i WHERE i.uid = $1");
        self.read_row(&sql, vec![uid.as_str().into()]).await?.as_ref().map(read).transpose()
    }

    /// All invitations to a practice, the newest first. One statement.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn invitations_to(&self, practice: &Uid) -> Result<Vec<Invitation>, Error> {
        let sql = format!(
            "SELECT {COLUMNS} FROM practice_invitations i WHERE i.practice = $1 ORDER BY i.created_at DESC, i.uid DESC"
        );
        self.read_rows(&sql, vec![practice.as_str().into()]).await?.iter().map(read).collect()
    }

    /// The invitations in force of a member, the newest first. One statement.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn invitations_of(&self, member: &Uid, now: Timestamp) -> Result<Vec<Invitation>, Error> {
        let sql = format!(
            "SELECT {COLUMNS} FROM practice_invitations i JOIN members m ON m.uid = $1 AND {WHOSE} WHERE {RUNNING} \
             ORDER BY i.created_at DESC, i.uid DESC"
        );
        self.read_rows(&sql, vec![member.as_str().into(), ms(now)]).await?.iter().map(read).collect()
    }

    /// The practices that a member is asked to give an opinion on. One statement.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn expert_for(&self, expert: &Uid, now: Timestamp) -> Result<Vec<Uid>, Error> {
        let sql = format!(
            "SELECT DISTINCT i.practice FROM practice_invitations i JOIN members m ON m.uid = $1 AND {WHOSE} \
             WHERE i.purpose = 'opinion' AND {RUNNING} ORDER BY i.practice"
        );
        let rows = self.read_rows(&sql, vec![expert.as_str().into(), ms(now)]).await?;
        rows.iter().map(|row| member(row, "practice")).collect()
    }
}

impl Change {
    /// Makes an invitation.
    ///
    /// # Errors
    /// As `set_password`.
    pub async fn add_invitation(&mut self, invitation: &NewInvitation) -> Result<(), Error> {
        let NewInvitation { uid, practice, purpose, inviter, email, note, expires_at } = invitation;
        let values: Vec<Value> = vec![
            uid.as_str().into(),
            practice.as_str().into(),
            purpose.code().into(),
            inviter.as_str().into(),
            email.as_str().into(),
            note.as_str().into(),
            ms(self.now()),
            ms(*expires_at),
        ];
        self.execute(ADD, values).await.map(drop)
    }

    /// How many invitations to a practice are in force.
    ///
    /// # Errors
    /// As `set_password`.
    pub async fn invitations_running(&mut self, practice: &Uid) -> Result<u64, Error> {
        let now = ms(self.now());
        let row = self.returned(RUNNING_TO, vec![practice.as_str().into(), now]).await?;
        row.map_or(Ok(0), |row| count(&row, "total"))
    }

    /// Whether the same member waits for an answer from the same address already.
    ///
    /// # Errors
    /// As `set_password`.
    pub async fn is_invited(&mut self, invitation: &NewInvitation) -> Result<bool, Error> {
        let NewInvitation { practice, purpose, inviter, email, .. } = invitation;
        let values: Vec<Value> = vec![
            practice.as_str().into(),
            ms(self.now()),
            purpose.code().into(),
            email.as_str().into(),
            inviter.as_str().into(),
        ];
        let row = self.returned(IS_WAITING, values).await?;
        Ok(row.map_or(Ok(0), |row| count(&row, "total"))? > 0)
    }

    /// Leads an invitation in force from one state to another and forgets its address; says whether it stood there.
    ///
    /// # Errors
    /// As `set_password`.
    pub async fn decide_invitation(
        &mut self,
        uid: &Uid,
        (from, to): (InvitationState, InvitationState),
        by: Option<&Uid>,
        until: Option<Timestamp>,
    ) -> Result<bool, Error> {
        let values: Vec<Value> = vec![
            uid.as_str().into(),
            from.code().into(),
            to.code().into(),
            optional_uid(by),
            ms(self.now()),
            optional_ms(until),
        ];
        Ok(self.execute(DECIDE, values).await? == 1)
    }

    /// Notes that a member gave the opinion that was asked for; says how many invitations are done by that.
    ///
    /// # Errors
    /// As `set_password`.
    pub async fn conclude_invitations(&mut self, practice: &Uid, expert: &Uid) -> Result<u64, Error> {
        let now = ms(self.now());
        self.execute(CONCLUDE, vec![practice.as_str().into(), expert.as_str().into(), now]).await
    }

    /// Lets the invitations to a new version go on as invitations to the practice that it became.
    ///
    /// # Errors
    /// As `set_password`.
    pub async fn move_invitations(&mut self, from: &Uid, to: &Uid) -> Result<(), Error> {
        self.execute(MOVE, vec![from.as_str().into(), to.as_str().into()]).await.map(drop)
    }

    /// Forgets the invitations to a practice that is removed.
    pub(crate) async fn forget_invitations(&mut self, practice: &Uid) -> Result<(), Error> {
        self.execute(FORGET, vec![practice.as_str().into()]).await.map(drop)
    }
}

fn read(row: &QueryResult) -> Result<Invitation, Error> {
    let email = get::<Option<String>>(row, "email")?;
    let email = email.map(|text| Email::parse(&text).map_err(|_| Error::Corrupt("an address".to_owned())));
    Ok(Invitation {
        uid: member(row, "uid")?,
        practice: member(row, "practice")?,
        purpose: code(&get::<String>(row, "purpose")?, Purpose::from_code)?,
        inviter: member(row, "inviter")?,
        email: email.transpose()?,
        member: optional_member(row, "member")?,
        note: get(row, "note")?,
        state: code(&get::<String>(row, "state")?, InvitationState::from_code)?,
        created_at: at(row, "created_at")?,
        expires_at: at(row, "expires_at")?,
    })
}
