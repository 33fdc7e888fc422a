// SPDX-FileCopyrightText: Innesto contributors
// SPDX-License-Identifier: AGPL-3.0-or-later

//! Practices that are being written: those of a member, those that wait for a reviewer, and what was done to each.

use domain::member::{OrganisationRole, PortalRole};
use domain::policy::Viewer;
use domain::practice::Stage;
use domain::revision::Revision;
use domain::{Uid, member::Member};
use jiff::Timestamp;
use sea_orm::sea_query::{Condition, Expr, ExprTrait, Query, SelectStatement};
use sea_orm::{ConnectionTrait, DbBackend, Order, QueryResult, Statement, Value};

use crate::Store;
use crate::change::Change;
use crate::error::Error;
use crate::kept::RecordType;
use crate::log::Operation;
use crate::members::named;
use crate::practices::{KeptPractice, kept, read, read_all};
use crate::rows::{decoded, records, uid_of};
use crate::tables::{Column, Table};
use crate::visible::visible_to;

/// How many practices a desk shows.
const DESK: u64 = 200;

/// The revisions of a practice without their texts, newest first.
const HISTORY: &str = "
SELECT @bare AS record, @has AS has_text FROM revisions WHERE practice = $1 ORDER BY number DESC LIMIT $2";

/// When it last was handed to the reviewers, or its deletion was asked for.
const SINCE: &str = "
SELECT practice, max(at) AS since FROM revisions
WHERE act IN ('submitted', 'deletion_requested', 'changes_requested') AND practice IN (";

/// A practice with its author's names known by identifier, for a member's name.
const NAMES: &str = "SELECT uid, first_name, last_name FROM members WHERE uid IN (";

/// Drafts that were thrown away before a moment.
const THROWN_AWAY: &str = "SELECT uid FROM practices WHERE stage = 'deleted' AND updated_at < $1 LIMIT 500";

/// What was done to a practice, without the text of that time.
#[derive(Clone, Debug, PartialEq)]
pub struct RevisionHead {
    /// The revision; its `text` is absent.
    pub revision: Revision,
    /// Whether the text of that time is kept.
    pub has_text: bool,
}

impl Store {
    /// What a member writes, and what organisations have that the member edits, whatever its stage; last changed first.
    /// One statement.
    ///
    /// # Errors
    /// `Unavailable`, or `Corrupt` where a record cannot be read.
    pub async fn practices_in_hand(&self, viewer: &Viewer) -> Result<Vec<KeptPractice>, Error> {
        let Some(acting) = viewer.acting() else { return Ok(Vec::new()) };
        let of_editors: Vec<_> = acting.organisations(OrganisationRole::Editor).map(Uid::as_str).collect();
        let mut hand = Condition::any().add(practices(Column::Uid).in_subquery(written_by(&acting.member)));
        if !of_editors.is_empty() {
            hand = hand.add(practices(Column::Owner).is_in(of_editors));
        }
        let mut select = kept();
        select.cond_where(hand).cond_where(visible_to(viewer));
        select.order_by((Table::Practices, Column::UpdatedAt), Order::Desc);
        select.order_by((Table::Practices, Column::Uid), Order::Asc).limit(DESK);
        read_all(self.readers(), &select).await
    }

    /// What reviewers look after, last changed last. One statement.
    ///
    /// # Errors
    /// As `practices_in_hand`.
    pub async fn practices_in_review(&self, viewer: &Viewer) -> Result<Vec<KeptPractice>, Error> {
        let stages = [Stage::Submitted, Stage::ChangesRequested, Stage::DeletionRequested].map(Stage::code);
        let mut select = kept();
        select.and_where(practices(Column::Stage).is_in(stages)).cond_where(visible_to(viewer));
        select.order_by((Table::Practices, Column::UpdatedAt), Order::Asc);
        select.order_by((Table::Practices, Column::Uid), Order::Asc).limit(DESK);
        read_all(self.readers(), &select).await
    }

    /// A practice that the viewer may see, whatever its stage. One statement.
    ///
    /// # Errors
    /// As `practices_in_hand`.
    pub async fn practice_for(&self, viewer: &Viewer, uid: &Uid) -> Result<Option<KeptPractice>, Error> {
        let mut select = kept();
        select.and_where(practices(Column::Uid).eq(uid.as_str())).cond_where(visible_to(viewer));
        self.readers().query_one(&select).await?.as_ref().map(read).transpose()
    }

    /// The new version of a published practice that is being written.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn new_version_of(&self, practice: &Uid) -> Result<Option<Uid>, Error> {
        one_uid(self.readers(), &new_version(practice)).await
    }

    /// What was done to a practice, newest first, without the texts. One statement.
    ///
    /// # Errors
    /// As `practices_in_hand`.
    pub async fn history(&self, practice: &Uid, limit: u32) -> Result<Vec<RevisionHead>, Error> {
        let db = self.readers();
        let (bare, has) = match db.get_database_backend() {
            DbBackend::Postgres => ("(record::jsonb - 'text')::text", "(record::jsonb ? 'text')"),
            _ => ("json_remove(record, '$.text')", "(json_type(record, '$.text') IS NOT NULL)"),
        };
        let sql = HISTORY.replace("@bare", bare).replace("@has", has);
        let values: [Value; 2] = [practice.as_str().into(), i64::from(limit).into()];
        let rows = db.query_all_raw(Statement::from_sql_and_values(db.get_database_backend(), sql, values)).await?;
        let head = |row: &QueryResult| {
            let json: String = row.try_get("", "record")?;
            Ok(RevisionHead { revision: decoded(RecordType::Revision, &json)?, has_text: row.try_get("", "has_text")? })
        };
        rows.iter().map(head).collect()
    }

    /// One revision with its text.
    ///
    /// # Errors
    /// As `practices_in_hand`.
    pub async fn revision(&self, practice: &Uid, uid: &Uid) -> Result<Option<Revision>, Error> {
        let mut select = Query::select();
        select.column(Column::Record).from(Table::Revisions);
        select.and_where(Expr::col(Column::Uid).eq(uid.as_str()));
        select.and_where(Expr::col(Column::Practice).eq(practice.as_str()));
        Ok(records::<Revision, _>(self.readers(), &select).await?.pop())
    }

    /// Since when practices wait, in milliseconds, by the identifier that readers know. One statement.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn waiting_since(&self, practices: &[Uid]) -> Result<Vec<(Uid, i64)>, Error> {
        let rows = self.rows_of(SINCE, practices, ") GROUP BY practice").await?;
        let since =
            |row: &QueryResult| Ok((uid_of(&row.try_get::<String>("", "practice")?)?, row.try_get("", "since")?));
        rows.iter().map(since).collect()
    }

    /// What members are called, whoever asks: for those who work on one practice.
    ///
    /// # Errors
    /// As `practices_in_hand`.
    pub async fn member_names(&self, members: &[Uid]) -> Result<Vec<(Uid, String)>, Error> {
        let rows = self.rows_of(NAMES, members, ")").await?;
        rows.iter().map(named).collect()
    }

    async fn rows_of(&self, start: &str, uids: &[Uid], end: &str) -> Result<Vec<QueryResult>, Error> {
        if uids.is_empty() {
            return Ok(Vec::new());
        }
        let db = self.readers();
        let places: Vec<String> = (1..=uids.len()).map(|place| format!("${place}")).collect();
        let sql = format!("{start}{}{end}", places.join(", "));
        let values: Vec<Value> = uids.iter().map(|uid| uid.as_str().into()).collect();
        Ok(db.query_all_raw(Statement::from_sql_and_values(db.get_database_backend(), sql, values)).await?)
    }

    /// Members with a role in the portal, whose accounts are in use.
    ///
    /// # Errors
    /// As `practices_in_hand`.
    pub async fn members_with_role(&self, role: PortalRole) -> Result<Vec<Member>, Error> {
        let mut select = Query::select();
        select.column(Column::Record).from(Table::Members);
        select.and_where(Expr::col(Column::Roles).like(format!("%,{role},%")));
        select.and_where(Expr::col(Column::State).eq(domain::member::MemberState::Active.code()));
        select.order_by(Column::Uid, Order::Asc).limit(DESK);
        records(self.readers(), &select).await
    }

    /// Drafts that were thrown away before a moment, some at a time.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn thrown_away_before(&self, moment: Timestamp) -> Result<Vec<Uid>, Error> {
        let db = self.readers();
        let values: [Value; 1] = [moment.as_millisecond().into()];
        let asked = Statement::from_sql_and_values(db.get_database_backend(), THROWN_AWAY, values);
        let rows = db.query_all_raw(asked).await?;
        rows.iter().map(|row| uid_of(&row.try_get::<String>("", "uid")?)).collect()
    }
}

impl Change {
    /// A practice as it stands inside this change, whoever asks; nobody else changes it before the commit.
    ///
    /// # Errors
    /// As `Store::practices_in_hand`. After any error the whole change is lost.
    pub async fn practice(&mut self, uid: &Uid) -> Result<Option<KeptPractice>, Error> {
        let outcome = self.locked_practice(uid).await;
        self.marked(outcome)
    }

    async fn locked_practice(&self, uid: &Uid) -> Result<Option<KeptPractice>, Error> {
        let lock = Query::select()
            .column(Column::Uid)
            .from(Table::Practices)
            .and_where(Expr::col(Column::Uid).eq(uid.as_str()))
            .lock_exclusive()
            .take();
        self.connection().query_one(&lock).await?;
        let mut select = kept();
        select.and_where(practices(Column::Uid).eq(uid.as_str()));
        self.connection().query_one(&select).await?.as_ref().map(read).transpose()
    }

    /// The new version of a published practice that is being written, as it stands inside this change.
    ///
    /// # Errors
    /// `Unavailable`. After any error the whole change is lost.
    pub async fn new_version_of(&mut self, practice: &Uid) -> Result<Option<Uid>, Error> {
        let outcome = one_uid(self.connection(), &new_version(practice)).await;
        self.marked(outcome)
    }

    /// The last thing that was done to a practice, as it stands inside this change.
    ///
    /// # Errors
    /// As `practice`.
    pub async fn last_revision(&mut self, practice: &Uid) -> Result<Option<Revision>, Error> {
        let mut select = Query::select();
        select.column(Column::Record).from(Table::Revisions);
        select.and_where(Expr::col(Column::Practice).eq(practice.as_str()));
        select.order_by(Column::Number, Order::Desc).limit(1);
        let outcome = records::<Revision, _>(self.connection(), &select).await;
        Ok(self.marked(outcome)?.pop())
    }

    /// The practices that a member writes, as they stand inside this change.
    ///
    /// # Errors
    /// As `practice`.
    pub async fn practices_written_by(&mut self, member: &Uid) -> Result<Vec<KeptPractice>, Error> {
        let mut select = kept();
        select.and_where(practices(Column::Uid).in_subquery(written_by(member)));
        let outcome = read_all(self.connection(), &select).await;
        self.marked(outcome)
    }

    /// Takes a practice out of the database, with its addresses; what was done to it stays, but where nobody ever read
    /// it: then that goes as well.
    ///
    /// # Errors
    /// As `practice`.
    pub async fn remove_practice(&mut self, uid: &Uid) -> Result<(), Error> {
        let key = || vec![Value::from(uid.as_str())];
        self.execute("DELETE FROM slugs WHERE kind = 'practice' AND target = $1", key()).await?;
        self.execute("DELETE FROM revisions WHERE practice = $1", key()).await?;
        self.execute("DELETE FROM practices WHERE uid = $1", key()).await?;
        self.forget_invitations(uid).await?;
        for document in self.documents_of(uid).await? {
            self.remove_document(&document.uid).await?;
        }
        self.note_of(RecordType::Practice, uid, Operation::Removed);
        Ok(())
    }
}

fn practices(column: Column) -> Expr {
    Expr::col((Table::Practices, column))
}

fn written_by(member: &Uid) -> SelectStatement {
    Query::select()
        .column(Column::Practice)
        .from(Table::PracticeAuthors)
        .and_where(Expr::col(Column::Member).eq(member.as_str()))
        .take()
}

fn new_version(practice: &Uid) -> SelectStatement {
    Query::select()
        .column(Column::Uid)
        .from(Table::Practices)
        .and_where(Expr::col(Column::RevisionOf).eq(practice.as_str()))
        .and_where(Expr::col(Column::Stage).ne(Stage::Deleted.code()))
        .take()
}

async fn one_uid<C: ConnectionTrait>(db: &C, select: &SelectStatement) -> Result<Option<Uid>, Error> {
    let row = db.query_one(select).await?;
    row.map(|row| uid_of(&row.try_get_by_index::<String>(0)?)).transpose()
}
