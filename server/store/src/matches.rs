// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! What bodies did with their matches, and what matching asks beside the index. Whoever asks acts for the body.

use domain::Uid;
use domain::matching::{Dismissal, DismissalReason, MatchState, SideKind};
use jiff::Timestamp;
use sea_orm::sea_query::{Condition, Expr, ExprTrait, Query};
use sea_orm::{ConnectionTrait, QueryResult, Statement, Value};

use crate::Store;
use crate::change::Change;
use crate::error::Error;
use crate::rows::{code, is_one_of, moment, uid_of};
use crate::tables::{Column, Table};

/// How many conversations are looked through for one list of matches.
const CONVERSATIONS: u64 = 1_000;

/// A side of a match: an advert or a practice.
pub type MatchSide = (SideKind, Uid);

/// Names a match for one of its two bodies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MatchKey {
    /// The body.
    pub organisation: Uid,
    /// What it has out.
    pub own: MatchSide,
    /// What that was matched with.
    pub other: MatchSide,
}

/// What a body did with a match.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptMatch {
    /// What was matched.
    pub other: MatchSide,
    /// Where it stands: viewed or dismissed.
    pub state: MatchState,
    /// Since when.
    pub since: Timestamp,
    /// Why it was dismissed.
    pub reason: Option<DismissalReason>,
    /// Why, in words.
    pub note: Option<String>,
}

/// That a body writes with another about something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correspondence {
    /// About what.
    pub about: MatchSide,
    /// The body that wrote first.
    pub asking: Uid,
    /// The body that was asked.
    pub asked: Uid,
    /// Names the conversation.
    pub uid: Uid,
    /// The twinning that it became.
    pub twinning: Option<Uid>,
}

const OF: &str = "
SELECT other_kind, other, state, since, reason, note FROM matches
WHERE organisation = $1 AND own_kind = $2 AND own = $3 ORDER BY since DESC, other LIMIT 2000";
const STATE: &str = "
SELECT state FROM matches
WHERE organisation = $1 AND own_kind = $2 AND own = $3 AND other_kind = $4 AND other = $5";
const SEE: &str = "
INSERT INTO matches (organisation, own_kind, own, other_kind, other, state, since)
VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT (organisation, own_kind, own, other_kind, other) DO NOTHING";
const DISMISS: &str = "
INSERT INTO matches (organisation, own_kind, own, other_kind, other, state, state_before, since, reason, note, member)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
ON CONFLICT (organisation, own_kind, own, other_kind, other) DO UPDATE SET state = excluded.state,
    state_before = excluded.state_before, since = excluded.since, reason = excluded.reason, note = excluded.note,
    member = excluded.member";
/// It is shown again as one that was looked at.
const RESTORE: &str = "
UPDATE matches SET state = 'viewed', state_before = NULL, since = $6, reason = NULL, note = NULL, member = NULL
WHERE organisation = $1 AND own_kind = $2 AND own = $3 AND other_kind = $4 AND other = $5 AND state = 'dismissed'";
/// What somebody only thinks of has led nothing from one region to another yet.
const LINKED: &str = "
SELECT DISTINCT COALESCE(p.region, o.region) AS giving, t.region AS taking
FROM adoptions a JOIN practices p ON p.uid = a.practice LEFT JOIN organisations o ON o.uid = p.owner
    JOIN organisations t ON t.uid = a.adopter_org
WHERE a.state NOT IN ('interested', 'evaluating', 'planned')
UNION
SELECT DISTINCT g.region AS giving, t.region AS taking
FROM twinnings w JOIN twinning_parties gp ON gp.twinning = w.uid AND gp.role = 'offering'
    JOIN organisations g ON g.uid = gp.organisation
    JOIN twinning_parties tp ON tp.twinning = w.uid AND tp.role = 'recipient'
    JOIN organisations t ON t.uid = tp.organisation
WHERE w.state IN ('running', 'suspended', 'concluded', 'evaluated')";

impl Store {
    /// What a body did with the matches of something that it has out, the latest first.
    ///
    /// # Errors
    /// `Unavailable`, or `Corrupt` where a row cannot be read.
    pub async fn matches_kept(&self, organisation: &Uid, own: &MatchSide) -> Result<Vec<KeptMatch>, Error> {
        let db = self.readers();
        let values: [Value; 3] = [organisation.as_str().into(), own.0.code().into(), own.1.as_str().into()];
        let rows = db.query_all_raw(Statement::from_sql_and_values(db.get_database_backend(), OF, values)).await?;
        rows.iter().map(read).collect()
    }

    /// The conversations of a body about some things, whoever wrote first.
    ///
    /// # Errors
    /// As `matches_kept`.
    pub async fn correspondence(&self, organisation: &Uid, about: &[Uid]) -> Result<Vec<Correspondence>, Error> {
        if about.is_empty() {
            return Ok(Vec::new());
        }
        let column = |column| Expr::col((Table::Contacts, column));
        let takes_part = Condition::any()
            .add(column(Column::Asking).eq(organisation.as_str()))
            .add(column(Column::Asked).eq(organisation.as_str()));
        let columns = [Column::Uid, Column::AboutKind, Column::About, Column::Asking, Column::Asked, Column::Twinning];
        let select = Query::select()
            .columns(columns.map(|column| (Table::Contacts, column)))
            .from(Table::Contacts)
            .cond_where(takes_part)
            .and_where(is_one_of(Table::Contacts, Column::About, about))
            .order_by((Table::Contacts, Column::Uid), sea_orm::Order::Asc)
            .limit(CONVERSATIONS)
            .take();
        self.readers().query_all(&select).await?.iter().map(correspondence).collect()
    }

    /// From which region to which something was carried over: by an adoption that has begun, or by a twinning that has
    /// run. Neither names those that are not known.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn linked_regions(&self) -> Result<Vec<(String, String)>, Error> {
        let db = self.readers();
        let rows = db.query_all_raw(Statement::from_string(db.get_database_backend(), LINKED)).await?;
        let mut pairs = Vec::with_capacity(rows.len());
        for row in &rows {
            let giving: Option<String> = row.try_get("", "giving")?;
            pairs.extend(giving.zip(row.try_get("", "taking")?));
        }
        Ok(pairs)
    }
}

impl Change {
    /// Where a match stands for its body; nothing where nobody has looked at it.
    ///
    /// # Errors
    /// As `Store::matches_kept`. After any error the whole change is lost.
    pub async fn match_state(&mut self, key: &MatchKey) -> Result<Option<MatchState>, Error> {
        let row = self.returned(STATE, values(key)).await?;
        let state = row.map(|row| code(&row.try_get::<String>("", "state")?, MatchState::from_code)).transpose();
        self.marked(state)
    }

    /// Writes down that somebody of the body has looked at a match; one that is there already stays as it is.
    ///
    /// # Errors
    /// `Unavailable`. After any error the whole change is lost.
    pub async fn see_match(&mut self, key: &MatchKey) -> Result<(), Error> {
        let mut values = values(key);
        values.push(MatchState::Viewed.code().into());
        values.push(self.now().as_millisecond().into());
        self.execute(SEE, values).await.map(drop)
    }

    /// Takes a match out of the body's lists.
    ///
    /// # Errors
    /// As `see_match`; `Refused` where the note is too long.
    pub async fn dismiss_match(
        &mut self,
        key: &MatchKey,
        before: MatchState,
        dismissal: &Dismissal,
    ) -> Result<(), Error> {
        let mut values = values(key);
        values.push(MatchState::Dismissed.code().into());
        values.push(before.code().into());
        values.push(dismissal.at.into());
        values.push(dismissal.reason.code().into());
        values.push(dismissal.note.clone().into());
        values.push(dismissal.by.as_ref().map(|by| by.as_str().to_owned()).into());
        self.execute(DISMISS, values).await.map(drop)
    }

    /// Puts a match that was dismissed back; says no where it was not.
    ///
    /// # Errors
    /// As `see_match`.
    pub async fn restore_match(&mut self, key: &MatchKey) -> Result<bool, Error> {
        let mut values = values(key);
        values.push(self.now().as_millisecond().into());
        Ok(self.execute(RESTORE, values).await? > 0)
    }
}

fn values(key: &MatchKey) -> Vec<Value> {
    vec![
        key.organisation.as_str().into(),
        key.own.0.code().into(),
        key.own.1.as_str().into(),
        key.other.0.code().into(),
        key.other.1.as_str().into(),
    ]
}

fn read(row: &QueryResult) -> Result<KeptMatch, Error> {
    let text = |column: &str| row.try_get::<String>("", column);
    let reason: Option<String> = row.try_get("", "reason")?;
    Ok(KeptMatch {
        other: (code(&text("other_kind")?, SideKind::from_code)?, uid_of(&text("other")?)?),
        state: code(&text("state")?, MatchState::from_code)?,
        since: moment(row.try_get("", "since")?)?,
        reason: reason.map(|reason| code(&reason, DismissalReason::from_code)).transpose()?,
        note: row.try_get("", "note")?,
    })
}

fn correspondence(row: &QueryResult) -> Result<Correspondence, Error> {
    let text = |column: &str| row.try_get::<String>("", column);
    let twinning: Option<String> = row.try_get("", "twinning")?;
    Ok(Correspondence {
        about: (code(&text("about_kind")?, SideKind::from_code)?, uid_of(&text("about")?)?),
        asking: uid_of(&text("asking")?)?,
        asked: uid_of(&text("asked")?)?,
        uid: uid_of(&text("uid")?)?,
        twinning: twinning.map(|uid| uid_of(&uid)).transpose()?,
    })
}
